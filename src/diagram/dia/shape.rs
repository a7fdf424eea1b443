//! Points and rectangles, in points, y downwards.

/// A place.
#[derive(Debug, Copy, Clone, PartialEq, Default)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// An upright rectangle.
#[derive(Debug, Copy, Clone, PartialEq, Default)]
pub(super) struct Rect {
    pub(super) x0: f64,
    pub(super) y0: f64,
    pub(super) x1: f64,
    pub(super) y1: f64,
}

impl Point {
    pub(super) fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Whether the way to the other point is level.
    pub(super) fn level(self, other: Self) -> bool {
        (self.y - other.y).abs() < 0.01
    }

    /// Length of an upright or level way.
    pub(super) fn way(self, other: Self) -> f64 {
        (self.x - other.x).abs() + (self.y - other.y).abs()
    }

    /// Unit vector to the other point.
    pub(super) fn towards(self, other: Self) -> Self {
        let (x, y) = (other.x - self.x, other.y - self.y);
        let length = x.hypot(y).max(0.001);
        Self { x: x / length, y: y / length }
    }

    /// The point that lies `by` further in direction `to`.
    pub(super) fn moved(self, to: Self, by: f64) -> Self {
        Self { x: self.x + to.x * by, y: self.y + to.y * by }
    }
}

impl Rect {
    pub(super) fn new(x0: f64, y0: f64, x1: f64, y1: f64) -> Self {
        Self { x0, y0, x1, y1 }
    }

    /// The rectangle around a line of half-width `half`.
    pub(super) fn around(a: Point, b: Point, half: f64) -> Self {
        Self::new(a.x.min(b.x), a.y.min(b.y), a.x.max(b.x), a.y.max(b.y))
            .grown(half, half)
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

    /// Grown to the sides and up and down; shrunk if negative.
    pub(super) fn grown(&self, x: f64, y: f64) -> Self {
        Self::new(self.x0 - x, self.y0 - y, self.x1 + x, self.y1 + y)
    }

    /// How far two rectangles overlap; negative if they do not.
    pub(super) fn overlap(&self, other: &Self) -> (f64, f64) {
        let x = self.x1.min(other.x1) - self.x0.max(other.x0);
        let y = self.y1.min(other.y1) - self.y0.max(other.y0);
        (x, y)
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        let (x, y) = self.overlap(other);
        x > 0.0 && y > 0.0
    }

    pub(super) fn holds(&self, other: &Self) -> bool {
        other.x0 >= self.x0
            && other.x1 <= self.x1
            && other.y0 >= self.y0
            && other.y1 <= self.y1
    }

    pub(super) fn has(&self, p: Point) -> bool {
        p.x > self.x0 && p.x < self.x1 && p.y > self.y0 && p.y < self.y1
    }

    /// The part of a line inside the rectangle, its edge included (Liang and
    /// Barsky, 1984).
    pub(super) fn clip(&self, a: Point, b: Point) -> Option<(Point, Point)> {
        // Most lines lie wholly on one side.
        if (a.x < self.x0 && b.x < self.x0)
            || (a.x > self.x1 && b.x > self.x1)
            || (a.y < self.y0 && b.y < self.y0)
            || (a.y > self.y1 && b.y > self.y1)
        {
            return None;
        }
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let (mut from, mut to) = (0.0_f64, 1.0_f64);
        let sides = [
            (-dx, a.x - self.x0),
            (dx, self.x1 - a.x),
            (-dy, a.y - self.y0),
            (dy, self.y1 - a.y),
        ];
        for (way, room) in sides {
            if way == 0.0 {
                if room < 0.0 {
                    return None;
                }
            } else if way < 0.0 {
                from = from.max(room / way);
            } else {
                to = to.min(room / way);
            }
        }
        let at = |share: f64| match share {
            0.0 => a,
            1.0 => b,
            _ => Point::new(a.x + share * dx, a.y + share * dy),
        };
        (from <= to).then(|| (at(from), at(to)))
    }

    /// Length of a line inside the rectangle.
    pub(super) fn length_inside(&self, a: Point, b: Point) -> f64 {
        self.clip(a, b).map_or(0.0, |(a, b)| (b.x - a.x).hypot(b.y - a.y))
    }
}
