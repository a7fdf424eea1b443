//! Rectangles that stand askew, as turned text does.

use super::plane::{Affine, Point, Rect, Segment};

/// A rectangle that may stand askew: text may be turned.
#[derive(Debug, Copy, Clone)]
pub(super) struct Oblong {
    /// Its middle.
    pub(super) center: Point,
    /// Directions of its sides, of length 1.
    axes: [Point; 2],
    /// Half of its sides.
    half: [f64; 2],
}

impl Oblong {
    /// The image of a rectangle.
    pub(super) fn new(rect: &Rect, affine: &Affine) -> Self {
        let [start, right, _, below] = rect.corners().map(|corner| affine.apply(corner));
        let (across, down) = (start.to(right), start.to(below));
        let half = [across.length() / 2.0, down.length() / 2.0];
        let center = start.moved(across, 0.5).moved(down, 0.5);
        let unit = |way: Point, half: f64| {
            (half > 0.0).then(|| Point::new(way.x / half / 2.0, way.y / half / 2.0))
        };
        let (across, down) = (unit(across, half[0]), unit(down, half[1]));
        let level = Point::new(1.0, 0.0);
        let first = across.or(down.map(Point::turned)).unwrap_or(level);
        let second = down.unwrap_or(first.turned());
        Self { center, axes: [first, second], half }
    }

    /// Grown on all sides.
    pub(super) fn grown(&self, by: f64) -> Self {
        Self {
            half: self.half.map(|half| (half + by).max(0.0)),
            ..*self
        }
    }

    /// Its middle part: shorter by `ends` on both sides, and with a share of its
    /// height.
    pub(super) fn core(&self, ends: f64, share: f64) -> Self {
        let half = [(self.half[0] - ends).max(0.0), self.half[1] * share];
        Self { half, ..*self }
    }

    /// The smallest upright rectangle around it.
    pub(super) fn bounds(&self) -> Rect {
        let reach = |axis: Point| [axis.x.abs(), axis.y.abs()];
        let [a, b] = self.axes.map(reach);
        let x = a[0] * self.half[0] + b[0] * self.half[1];
        let y = a[1] * self.half[0] + b[1] * self.half[1];
        let Point { x: cx, y: cy } = self.center;
        Rect::new(cx - x, cy - y, cx + x, cy + y)
    }

    /// Whether it stands upright, so that its bounds are itself.
    fn upright(&self) -> bool {
        self.axes[0].y == 0.0 && self.axes[1].x == 0.0
    }

    /// A place on its long middle line, from −1 at the start to 1 at the end.
    pub(super) fn along(&self, share: f64) -> Point {
        self.center.moved(self.axes[0], self.half[0] * share)
    }

    /// Length of a segment inside.
    pub(super) fn length_inside(&self, segment: Segment) -> f64 {
        if self.upright() {
            return self.bounds().length_inside(segment);
        }
        let [a, b] = self.axes;
        let skew = a.cross(b);
        if skew.abs() < 1e-9 {
            return 0.0;
        }
        let local = |p: Point| {
            let way = self.center.to(p);
            Point::new(way.cross(b) / skew, a.cross(way) / skew)
        };
        let own = Rect::new(-self.half[0], -self.half[1], self.half[0], self.half[1]);
        let (start, end) = (local(segment.0), local(segment.1));
        let whole = start.to(end).length();
        let share =
            if whole > 0.0 { own.length_inside((start, end)) / whole } else { 0.0 };
        share * segment.0.to(segment.1).length()
    }

    /// How deep two oblongs lie in one another: the smallest overlap over the
    /// normals of their sides (separating axes). Negative if they are apart.
    pub(super) fn overlap(&self, other: &Self) -> f64 {
        let normals = self.axes.iter().chain(&other.axes).map(|axis| axis.turned());
        let way = self.center.to(other.center);
        let reach = |oblong: &Self, normal: Point| {
            oblong.half[0] * oblong.axes[0].dot(normal).abs()
                + oblong.half[1] * oblong.axes[1].dot(normal).abs()
        };
        let depth = |n: Point| reach(self, n) + reach(other, n) - way.dot(n).abs();
        normals.map(depth).fold(f64::INFINITY, f64::min)
    }
}

#[cfg(test)]
mod tests {
    use usvg::Transform;

    use super::*;

    fn p(x: f64, y: f64) -> Point {
        Point::new(x, y)
    }

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-6
    }

    /// A rectangle of 4 by 2 around the origin under a transform.
    fn under(transform: Transform) -> Oblong {
        Oblong::new(&Rect::new(-2.0, -1.0, 2.0, 1.0), &Affine::new(transform, 1.0))
    }

    /// The same around a place, turned by some degrees.
    fn oblong(x: f32, y: f32, degrees: f32) -> Oblong {
        under(Transform::from_translate(x, y).pre_rotate(degrees))
    }

    #[test]
    fn turned_rectangles_are_themselves_not_their_bounds() {
        let line = (p(-9.0, 0.0), p(9.0, 0.0));
        assert!(near(oblong(0.0, 0.0, 0.0).length_inside(line), 4.0));
        assert!(near(oblong(0.0, 0.0, 90.0).length_inside(line), 2.0));
        assert!(near(oblong(0.0, 0.0, 45.0).length_inside(line), 8.0_f64.sqrt()));
        let corner = (p(1.5, -9.0), p(1.5, 9.0));
        assert!(oblong(0.0, 0.0, 45.0).bounds().length_inside(corner) > 4.0);
        assert!(oblong(0.0, 0.0, 45.0).length_inside(corner) < 1.3);
        let apart =
            |degrees| oblong(0.0, 0.0, degrees).overlap(&oblong(2.0, -2.0, degrees));
        assert!(near(apart(0.0), 0.0));
        assert!(apart(45.0) < 0.0);
        assert!(near(apart(-45.0), 4.0 - 8.0_f64.sqrt()));
        assert!(near(
            oblong(0.0, 0.0, 30.0).grown(0.5).overlap(&oblong(0.0, 0.0, 30.0)),
            2.5
        ));
    }

    #[test]
    fn flat_and_skewed_rectangles_are_judged() {
        let line = (p(-9.0, 0.0), p(9.0, 0.0));
        let length = |ky: f32, kx: f32, sy: f32| {
            under(Transform::from_row(1.0, ky, kx, sy, 0.0, 0.0)).length_inside(line)
        };
        assert!(near(length(0.0, 0.0, 0.0), 4.0), "without height");
        assert!(near(length(0.0, 1.0, 1.0), 4.0), "skewed");
        assert!(near(length(0.0, 2.0, 0.0), 0.0), "folded up");
    }
}
