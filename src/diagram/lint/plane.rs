//! Points, rectangles and what lies in them, in printed points, y downwards.

use usvg::Transform;

/// A place, or the way from one place to another.
#[derive(Debug, Copy, Clone, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// An upright rectangle.
#[derive(Debug, Copy, Clone, PartialEq)]
pub(super) struct Rect {
    pub(super) x0: f64,
    pub(super) y0: f64,
    pub(super) x1: f64,
    pub(super) y1: f64,
}

/// A straight piece of a line.
pub(super) type Segment = (Point, Point);

/// From the units of an element to printed points.
#[derive(Debug, Copy, Clone)]
pub(super) struct Affine {
    across: Point,
    down: Point,
    shift: Point,
}

impl Point {
    pub(super) fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    pub(super) fn to(self, other: Self) -> Self {
        Self::new(other.x - self.x, other.y - self.y)
    }

    pub(super) fn length(self) -> f64 {
        self.x.hypot(self.y)
    }

    pub(super) fn moved(self, way: Self, by: f64) -> Self {
        Self::new(self.x + way.x * by, self.y + way.y * by)
    }

    pub(super) fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y
    }

    pub(super) fn cross(self, other: Self) -> f64 {
        self.x * other.y - self.y * other.x
    }

    /// The direction at a right angle.
    pub(super) fn turned(self) -> Self {
        Self::new(-self.y, self.x)
    }

    /// Distance to a segment.
    pub(super) fn distance(self, (a, b): Segment) -> f64 {
        let way = a.to(b);
        let square = way.dot(way);
        let share = if square > 0.0 { a.to(self).dot(way) / square } else { 0.0 };
        self.to(a.moved(way, share.clamp(0.0, 1.0))).length()
    }
}

/// Distance between two segments, 0 if they cross.
pub(super) fn gap(a: Segment, b: Segment) -> f64 {
    let side = |line: Segment, p: Point| line.0.to(line.1).cross(line.0.to(p));
    let parted =
        |line: Segment, other: Segment| side(line, other.0) * side(line, other.1) < 0.0;
    if parted(a, b) && parted(b, a) {
        return 0.0;
    }
    let ends = [a.0.distance(b), a.1.distance(b), b.0.distance(a), b.1.distance(a)];
    ends.into_iter().fold(f64::INFINITY, f64::min)
}

impl Rect {
    pub(super) fn new(x0: f64, y0: f64, x1: f64, y1: f64) -> Self {
        Self { x0, y0, x1, y1 }
    }

    /// The smallest rectangle around some points; nothing without points.
    pub(super) fn around(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        points.into_iter().fold(None, |rect: Option<Self>, p| {
            let rect = rect.unwrap_or(Self::new(p.x, p.y, p.x, p.y));
            Some(Self::new(
                rect.x0.min(p.x),
                rect.y0.min(p.y),
                rect.x1.max(p.x),
                rect.y1.max(p.y),
            ))
        })
    }

    pub(super) fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    pub(super) fn height(&self) -> f64 {
        self.y1 - self.y0
    }

    pub(super) fn center(&self) -> Point {
        Point::new(f64::midpoint(self.x0, self.x1), f64::midpoint(self.y0, self.y1))
    }

    /// Grown on all sides; shrunk if negative.
    pub(super) fn grown(&self, by: f64) -> Self {
        Self::new(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)
    }

    /// What two rectangles share; nothing if they do not touch.
    pub(super) fn shared(&self, other: &Self) -> Option<Self> {
        let shared = Self::new(
            self.x0.max(other.x0),
            self.y0.max(other.y0),
            self.x1.min(other.x1),
            self.y1.min(other.y1),
        );
        (shared.x0 <= shared.x1 && shared.y0 <= shared.y1).then_some(shared)
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.x0 <= other.x1
            && other.x0 <= self.x1
            && self.y0 <= other.y1
            && other.y0 <= self.y1
    }

    /// Whether the bounds of a segment meet it.
    pub(super) fn touches(&self, (a, b): Segment) -> bool {
        a.x.min(b.x) <= self.x1
            && a.x.max(b.x) >= self.x0
            && a.y.min(b.y) <= self.y1
            && a.y.max(b.y) >= self.y0
    }

    pub(super) fn holds(&self, other: &Self) -> bool {
        other.x0 >= self.x0
            && other.x1 <= self.x1
            && other.y0 >= self.y0
            && other.y1 <= self.y1
    }

    pub(super) fn has(&self, p: Point) -> bool {
        p.x >= self.x0 && p.x <= self.x1 && p.y >= self.y0 && p.y <= self.y1
    }

    /// How far another rectangle reaches out of this one; negative if it lies
    /// inside.
    pub(super) fn exceeded(&self, other: &Self) -> f64 {
        let across = (self.x0 - other.x0).max(other.x1 - self.x1);
        let down = (self.y0 - other.y0).max(other.y1 - self.y1);
        across.max(down)
    }

    /// The corners in turn.
    pub(super) fn corners(&self) -> [Point; 4] {
        [
            Point::new(self.x0, self.y0),
            Point::new(self.x1, self.y0),
            Point::new(self.x1, self.y1),
            Point::new(self.x0, self.y1),
        ]
    }

    /// The part of a segment inside, by the algorithm of Liang and Barsky (1984).
    pub(super) fn clipped(&self, (a, b): Segment) -> Option<Segment> {
        let way = a.to(b);
        let (mut from, mut to) = (0.0_f64, 1.0_f64);
        let sides = [
            (-way.x, a.x - self.x0),
            (way.x, self.x1 - a.x),
            (-way.y, a.y - self.y0),
            (way.y, self.y1 - a.y),
        ];
        for (speed, room) in sides {
            if speed == 0.0 {
                if room < 0.0 {
                    return None;
                }
            } else if speed < 0.0 {
                from = from.max(room / speed);
            } else {
                to = to.min(room / speed);
            }
        }
        (from <= to).then(|| (a.moved(way, from), a.moved(way, to)))
    }

    /// Length of a segment inside.
    pub(super) fn length_inside(&self, segment: Segment) -> f64 {
        self.clipped(segment).map_or(0.0, |(a, b)| a.to(b).length())
    }
}

impl Affine {
    /// The transform of an element, and the printed points of one of its units.
    pub(super) fn new(transform: Transform, scale: f64) -> Self {
        let point =
            |x: f32, y: f32| Point::new(f64::from(x) * scale, f64::from(y) * scale);
        Self {
            across: point(transform.sx, transform.ky),
            down: point(transform.kx, transform.sy),
            shift: point(transform.tx, transform.ty),
        }
    }

    pub(super) fn apply(&self, p: Point) -> Point {
        self.shift.moved(self.across, p.x).moved(self.down, p.y)
    }

    /// Printed points of one unit of height, such as that of a letter.
    pub(super) fn height(&self) -> f64 {
        self.down.length()
    }

    /// Printed points of one unit of width of a line, the mean of all directions.
    pub(super) fn breadth(&self) -> f64 {
        self.across.cross(self.down).abs().sqrt()
    }
}

impl From<usvg::Rect> for Rect {
    fn from(rect: usvg::Rect) -> Self {
        let [x0, y0] = [rect.left(), rect.top()].map(f64::from);
        let [x1, y1] = [rect.right(), rect.bottom()].map(f64::from);
        Self::new(x0, y0, x1, y1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(x: f64, y: f64) -> Point {
        Point::new(x, y)
    }

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-6
    }

    #[test]
    fn segments_that_cross_have_no_gap() {
        let level = (p(0.0, 0.0), p(10.0, 0.0));
        let cases = [
            ((p(5.0, -5.0), p(5.0, 5.0)), 0.0),
            ((p(5.0, 2.0), p(5.0, 5.0)), 2.0),
            ((p(13.0, 4.0), p(13.0, 9.0)), 5.0),
            ((p(-5.0, 3.0), p(15.0, 3.0)), 3.0),
            ((p(2.0, 0.0), p(3.0, 0.0)), 0.0),
            ((p(4.0, 1.0), p(4.0, 1.0)), 1.0),
        ];
        for (other, expected) in cases {
            assert!(near(gap(level, other), expected), "{other:?}");
            assert!(near(gap(other, level), expected), "{other:?}");
        }
    }

    #[test]
    fn segments_are_measured_inside_rectangles() {
        let rect = Rect::new(0.0, 0.0, 10.0, 10.0);
        let cases = [
            ((p(-5.0, 5.0), p(15.0, 5.0)), 10.0),
            ((p(2.0, 2.0), p(5.0, 6.0)), 5.0),
            ((p(-5.0, 0.0), p(5.0, 10.0)), 50.0_f64.sqrt()),
            ((p(-5.0, -1.0), p(15.0, -1.0)), 0.0),
            ((p(11.0, 0.0), p(11.0, 9.0)), 0.0),
            ((p(3.0, 3.0), p(3.0, 3.0)), 0.0),
        ];
        for (segment, length) in cases {
            assert!(near(rect.length_inside(segment), length), "{segment:?}");
        }
    }
}
