//! Collects the marks of a plot, and finds free places for text.

use std::ops::Range;

use super::super::measure::Ruler;
use super::super::outline::n;
use super::super::scene::{Anchor, Mark, Paint, Shape};
use super::super::shape::{Point, Rect};
use super::super::theme::{BASELINE, Lettering, PAPER, real};

/// How far a label may stand out above or below the plot.
const SLACK: f64 = 3.5;

/// A label of one or more lines, to be placed.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) lines: Vec<String>,
    pub(super) face: Lettering,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Block {
    pub(super) fn new(ruler: &Ruler, lines: Vec<String>, face: Lettering) -> Self {
        let width = ruler.widest(&lines, face);
        let height = real(lines.len()) * face.line();
        Self { lines, face, width, height }
    }

    /// Its rectangle with a corner or an edge at a point: 0 puts the left or
    /// upper end there, 1 the right or lower one.
    pub(super) fn hung(&self, at: Point, across: f64, down: f64) -> Rect {
        let (x, y) = (at.x - across * self.width, at.y - down * self.height);
        Rect::new(x, y, x + self.width, y + self.height)
    }
}

/// A place that a label may take.
#[derive(Debug, Copy, Clone)]
pub(super) struct Place {
    pub(super) rect: Rect,
    pub(super) anchor: Anchor,
    /// What it costs to take it, even if it is free.
    pub(super) cost: f64,
}

/// Marks in order, and what text must keep off.
pub(super) struct Board<'a> {
    pub(super) ruler: &'a Ruler<'a>,
    pub(super) area: Rect,
    pub(super) marks: Vec<Mark>,
    /// Lines that text must not touch.
    hard: Vec<(Point, Point)>,
    /// Lines that text may cover with a ground.
    soft: Vec<(Point, Point)>,
    /// Text, markers and fills.
    solid: Vec<Rect>,
    /// Fills that text may stand on.
    washes: Vec<(Vec<Point>, &'static str)>,
}

impl<'a> Board<'a> {
    pub(super) fn new(ruler: &'a Ruler<'a>, area: Rect) -> Self {
        let (marks, hard, soft) = (Vec::new(), Vec::new(), Vec::new());
        let (solid, washes) = (Vec::new(), Vec::new());
        Self { ruler, area, marks, hard, soft, solid, washes }
    }

    pub(super) fn add(&mut self, id: &str, at: &Range<usize>, shape: Shape) {
        self.marks.push(Mark { id: id.to_string(), at: at.clone(), shape });
    }

    /// A line that text may cover, such as one of the grid.
    pub(super) fn rule(
        &mut self,
        id: &str,
        at: &Range<usize>,
        ends: [Point; 2],
        paint: Paint,
    ) {
        self.soft.push((ends[0], ends[1]));
        self.wire(id, at, ends.to_vec(), paint);
    }

    /// A line that text keeps off.
    pub(super) fn line(
        &mut self,
        id: &str,
        at: &Range<usize>,
        way: Vec<Point>,
        paint: Paint,
    ) {
        self.hard.extend(way.windows(2).map(|pair| (pair[0], pair[1])));
        self.wire(id, at, way, paint);
    }

    fn wire(&mut self, id: &str, at: &Range<usize>, points: Vec<Point>, paint: Paint) {
        let path = polygon(&points);
        self.add(id, at, Shape::Wire { path, paint });
    }

    /// Keeps text off an area.
    pub(super) fn keep(&mut self, rect: Rect) {
        self.solid.push(rect);
    }

    /// An outline that text may stand in.
    pub(super) fn wash(&mut self, outline: Vec<Point>, fill: &'static str) {
        self.washes.push((outline, fill));
    }

    /// One line of text.
    pub(super) fn words(
        &mut self,
        id: &str,
        at: &Range<usize>,
        text: &str,
        place: (Point, Anchor),
        face: Lettering,
    ) {
        let width = self.ruler.width(text, face);
        let (point, anchor) = place;
        self.solid.push(super::super::scene::ink(point, anchor, face, width));
        let text = text.replace('\u{a0}', " ");
        self.add(id, at, Shape::Words { text, at: point, anchor, face });
    }

    /// The lines of a block in its rectangle.
    pub(super) fn block(
        &mut self,
        id: &str,
        at: &Range<usize>,
        block: &Block,
        rect: &Rect,
        anchor: Anchor,
    ) {
        let x = match anchor {
            Anchor::Start => rect.x0,
            Anchor::Middle => rect.center().x,
            Anchor::End => rect.x1,
        };
        for (number, line) in block.lines.iter().enumerate() {
            let y =
                rect.y0 + block.face.line() * real(number) + block.face.size * BASELINE;
            let place = (Point::new(x, y), anchor);
            self.words(&format!("{id}.{number}"), at, line, place, block.face);
        }
    }

    /// How much a place is in the way of what is drawn.
    fn cost(&self, rect: &Rect) -> f64 {
        let wide = rect.grown(2.0, 0.4);
        let over = |other: &Rect| {
            let (x, y) = other.overlap(&wide);
            if x > 0.0 && y > 0.0 { 20.0 + x * y } else { 0.0 }
        };
        let solid: f64 = self.solid.iter().map(over).sum();
        let length = |lines: &[(Point, Point)], rect: &Rect| -> f64 {
            lines.iter().map(|(a, b)| rect.length_inside(*a, *b)).sum()
        };
        let hard = length(&self.hard, &rect.grown(2.0, 1.2));
        let soft = length(&self.soft, &wide);
        let (x, y) = self.area.grown(0.0, SLACK).overlap(rect);
        let out = rect.width() - x.max(0.0) + rect.height() - y.max(0.0);
        solid + 30.0 * hard + 0.03 * soft + 12.0 * out
    }

    /// Whether a line that text must not touch runs through a place.
    pub(super) fn is_struck(&self, rect: &Rect) -> bool {
        self.hard.iter().any(|(a, b)| rect.clip(*a, *b).is_some())
    }

    /// Whether no text, marker or fill is in the way of a place.
    pub(super) fn is_free(&self, rect: &Rect) -> bool {
        !self.solid.iter().any(|other| other.meets(&rect.grown(1.2, 0.0)))
    }

    /// Whether a line from a point to another meets no text, marker, fill or line.
    pub(super) fn is_clear(&self, from: Point, to: Point) -> bool {
        let meets = |rect: &Rect| rect.grown(0.6, 0.6).clip(from, to).is_some();
        let crosses = |line: &(Point, Point)| cross(*line, (from, to));
        !self.solid.iter().any(meets) && !self.hard.iter().any(crosses)
    }

    /// The cheapest of some places, the first of equals; nothing if all of them are
    /// in the way.
    pub(super) fn choose(&self, places: &[Place]) -> Option<Place> {
        let mut best: Option<(f64, Place)> = None;
        for place in places {
            // What stands there can only add to the cost.
            if best.is_some_and(|(least, _)| place.cost >= least) {
                continue;
            }
            let cost = self.cost(&place.rect);
            let total = cost + place.cost;
            if cost < 8.0 && best.is_none_or(|(least, _)| total < least) {
                best = Some((total, *place));
            }
        }
        best.map(|(_, place)| place)
    }

    /// A label inside the plot, on a ground where lines of the grid run under it.
    pub(super) fn label(
        &mut self,
        id: &str,
        at: &Range<usize>,
        block: &Block,
        place: Place,
    ) {
        let rect = place.rect;
        let wide = rect.grown(0.5, 0.2);
        if self.soft.iter().any(|(a, b)| wide.length_inside(*a, *b) > 0.0) {
            let fill = self.ground(&rect);
            let shape = Shape::Ground { rect: wide, paint: Paint::filled(fill) };
            self.add(&format!("{id}.ground"), at, shape);
        }
        self.block(id, at, block, &rect, place.anchor);
    }

    /// The fill under a label.
    pub(super) fn ground(&self, rect: &Rect) -> &'static str {
        let inside = |outline: &[Point]| {
            let corners = [
                (rect.x0, rect.y0),
                (rect.x1, rect.y0),
                (rect.x0, rect.y1),
                (rect.x1, rect.y1),
            ];
            corners
                .iter()
                .filter(|(x, y)| holds(outline, Point::new(*x, *y)))
                .count()
                == 4
        };
        let wash = self.washes.iter().rev().find(|(outline, _)| inside(outline));
        wash.map_or(PAPER, |(_, fill)| fill)
    }
}

/// Whether a point lies in an outline (even-odd rule).
fn holds(outline: &[Point], p: Point) -> bool {
    let mut inside = false;
    let next = outline.iter().cycle().skip(1);
    for (a, b) in outline.iter().zip(next) {
        let crosses = (a.y > p.y) != (b.y > p.y);
        if crosses && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x {
            inside = !inside;
        }
    }
    inside
}

/// Whether two lines have a point in common; not if one only runs along the other.
fn cross(one: (Point, Point), other: (Point, Point)) -> bool {
    apart(one, other) && apart(other, one)
}

/// Whether the ends of a line lie on both sides of another, or on it.
fn apart((a, b): (Point, Point), (from, to): (Point, Point)) -> bool {
    let side =
        |p: Point| (to.x - from.x) * (p.y - from.y) - (to.y - from.y) * (p.x - from.x);
    let (one, other) = (side(a), side(b));
    one.min(other) <= 0.0 && one.max(other) >= 0.0 && one != other
}

/// The path along points.
pub(super) fn polygon(points: &[Point]) -> String {
    let mut path = String::new();
    for (index, point) in points.iter().enumerate() {
        path.push(if index == 0 { 'M' } else { 'L' });
        path.push_str(&n(point.x));
        path.push(' ');
        path.push_str(&n(point.y));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(a: [f64; 2], b: [f64; 2]) -> (Point, Point) {
        (Point::new(a[0], a[1]), Point::new(b[0], b[1]))
    }

    #[test]
    fn lines_cross_where_they_have_a_point_in_common() {
        let level = line([0.0, 5.0], [10.0, 5.0]);
        let cases = [
            (line([4.0, 0.0], [6.0, 10.0]), true),
            (line([4.0, 0.0], [6.0, 5.0]), true),
            (line([4.0, 0.0], [6.0, 4.9]), false),
            (line([11.0, 0.0], [11.0, 10.0]), false),
            (line([4.0, 5.0], [20.0, 5.0]), false),
        ];
        for (other, expected) in cases {
            assert_eq!(cross(level, other), expected, "{other:?}");
            assert_eq!(cross(other, level), expected, "{other:?}");
        }
    }
}
