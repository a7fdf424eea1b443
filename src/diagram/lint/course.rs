//! Paths as courses of straight pieces.

use usvg::tiny_skia_path::{Path, PathSegment};

use super::plane::{Affine, Point, Rect, Segment};

/// Straight pieces that a curve is drawn as.
const STEPS: u32 = 6;

/// One stretch of a path without a jump.
#[derive(Debug, Clone)]
pub(super) struct Course {
    /// The places that it passes; a closed one ends where it begins.
    pub(super) points: Vec<Point>,
    /// Whether its end is joined to its beginning.
    pub(super) closed: bool,
    /// Straight pieces and curves that it was drawn with.
    pub(super) drawn: (usize, usize),
}

impl Course {
    fn new(start: Point) -> Self {
        Self { points: vec![start], closed: false, drawn: (0, 0) }
    }

    pub(super) fn segments(&self) -> impl Iterator<Item = Segment> {
        self.points.windows(2).filter_map(|pair| match pair {
            [a, b] => Some((*a, *b)),
            _ => None,
        })
    }

    pub(super) fn bounds(&self) -> Option<Rect> {
        Rect::around(self.points.iter().copied())
    }

    /// Where it starts and ends.
    pub(super) fn ends(&self) -> Option<Segment> {
        Some((*self.points.first()?, *self.points.last()?))
    }

    /// The area that it goes around, positive or negative by its direction.
    pub(super) fn area(&self) -> f64 {
        let Some((start, end)) = self.ends() else { return 0.0 };
        let pieces = self.segments().chain([(end, start)]);
        pieces.map(|(a, b)| start.to(a).cross(start.to(b))).sum::<f64>() / 2.0
    }

    /// The stretches of a line inside a rectangle.
    pub(super) fn inside(&self, rect: &Rect) -> Vec<Self> {
        let mut stretches: Vec<Self> = Vec::new();
        for (a, b) in self.segments().filter_map(|segment| rect.clipped(segment)) {
            match stretches.last_mut().filter(|last| last.points.last() == Some(&a)) {
                Some(last) => last.points.push(b),
                None => {
                    let points = vec![a, b];
                    stretches.push(Self { points, closed: false, drawn: self.drawn });
                }
            }
        }
        stretches
    }

    /// The part of a shape inside a rectangle, by the algorithm of Sutherland and
    /// Hodgman (1974).
    pub(super) fn cropped(&self, rect: &Rect) -> Self {
        let sides: [fn(Point, &Rect) -> f64; 4] = [
            |p, rect| p.x - rect.x0,
            |p, rect| rect.x1 - p.x,
            |p, rect| p.y - rect.y0,
            |p, rect| rect.y1 - p.y,
        ];
        let mut points = self.points.clone();
        for side in sides {
            let depth = |p: Point| side(p, rect);
            let mut kept = Vec::with_capacity(points.len());
            let before =
                points.iter().skip(points.len().saturating_sub(1)).chain(&points);
            for (a, b) in before.zip(&points) {
                let (from, to) = (depth(*a), depth(*b));
                if (from < 0.0) != (to < 0.0) {
                    kept.push(a.moved(a.to(*b), from / (from - to)));
                }
                if to >= 0.0 {
                    kept.push(*b);
                }
            }
            points = kept;
        }
        Self { points, closed: self.closed, drawn: self.drawn }
    }
}

/// The courses of a path in printed points. Places that are no numbers are left
/// out.
pub(super) fn courses(path: &Path, affine: &Affine) -> Vec<Course> {
    let place = |p: usvg::tiny_skia_path::Point| {
        affine.apply(Point::new(f64::from(p.x), f64::from(p.y)))
    };
    let mut courses: Vec<Course> = Vec::new();
    let mut jump = Point::new(0.0, 0.0);
    for segment in path.segments() {
        let fresh = courses.last().is_none_or(|course| course.closed);
        if fresh && !matches!(segment, PathSegment::MoveTo(_)) {
            courses.push(Course::new(jump));
        }
        if let PathSegment::MoveTo(p) = segment {
            jump = place(p);
            courses.push(Course::new(jump));
            continue;
        }
        let Some(course) = courses.last_mut() else { continue };
        let Some(&from) = course.points.last() else { continue };
        match segment {
            PathSegment::MoveTo(_) => {}
            PathSegment::LineTo(p) => {
                course.points.push(place(p));
                course.drawn.0 += 1;
            }
            PathSegment::QuadTo(handle, p) => {
                let (handle, to) = (place(handle), place(p));
                let first = from.moved(from.to(handle), 2.0 / 3.0);
                let second = to.moved(to.to(handle), 2.0 / 3.0);
                bend(&mut course.points, from, [first, second], to);
                course.drawn.1 += 1;
            }
            PathSegment::CubicTo(first, second, p) => {
                bend(&mut course.points, from, [place(first), place(second)], place(p));
                course.drawn.1 += 1;
            }
            PathSegment::Close => {
                if let Some(&start) = course.points.first() {
                    course.points.push(start);
                }
                course.closed = true;
            }
        }
    }
    for course in &mut courses {
        course.points.retain(|p| p.x.is_finite() && p.y.is_finite());
    }
    courses.retain(|course| course.points.len() > 1);
    courses
}

/// Follows a cubic Bézier curve in equal steps of its parameter.
fn bend(points: &mut Vec<Point>, from: Point, handles: [Point; 2], to: Point) {
    for step in 1..=STEPS {
        let t = f64::from(step) / f64::from(STEPS);
        let u = 1.0 - t;
        let weights = [u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t];
        let places = [from, handles[0], handles[1], to];
        let sum = |of: fn(&Point) -> f64| {
            places.iter().zip(weights).map(|(p, w)| of(p) * w).sum::<f64>()
        };
        points.push(Point::new(sum(|p| p.x), sum(|p| p.y)));
    }
}
