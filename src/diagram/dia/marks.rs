//! Collects the marks of a drawing, each under a name of its own.

use std::collections::BTreeSet;
use std::ops::Range;

use super::measure::Ruler;
use super::scene::{Anchor, Mark, Paint, Shape, ink};
use super::shape::Point;
use super::theme::Lettering;

/// The marks of a drawing from back to front.
pub(super) struct Marks<'a> {
    ruler: &'a Ruler<'a>,
    marks: Vec<Mark>,
    ids: BTreeSet<String>,
}

impl<'a> Marks<'a> {
    pub(super) fn new(ruler: &'a Ruler<'a>) -> Self {
        Self { ruler, marks: Vec::new(), ids: BTreeSet::new() }
    }

    /// Adds a mark; a name that is taken gets a number.
    pub(super) fn add(&mut self, id: &str, at: &Range<usize>, shape: Shape) {
        let mut own = id.to_string();
        let mut number = 1;
        while !self.ids.insert(own.clone()) {
            number += 1;
            own = format!("{id}.{number}");
        }
        self.marks.push(Mark { id: own, at: at.clone(), shape });
    }

    /// Adds one line of text.
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
        let text = text.replace('\u{a0}', " ");
        self.add(id, at, Shape::Words { text, at: point, anchor, face, width });
    }

    /// Adds an area that covers what lies under a line of text.
    pub(super) fn ground(
        &mut self,
        id: &str,
        at: &Range<usize>,
        text: &str,
        place: (Point, Anchor),
        face: Lettering,
        fill: &'static str,
    ) {
        let width = self.ruler.width(text, face);
        let rect = ink(place.0, place.1, face, width).grown(1.5, 0.1);
        let paint = Paint::filled(fill);
        self.add(&format!("{id}.ground"), at, Shape::Ground { rect, paint });
    }

    /// Adds a straight line.
    pub(super) fn wire(
        &mut self,
        id: &str,
        at: &Range<usize>,
        ends: (Point, Point),
        paint: Paint,
    ) {
        let points = vec![ends.0, ends.1];
        let path = super::outline::way(&points, 0.0, &[], 0.0);
        self.add(id, at, Shape::Wire { points, path, paint, fan: None });
    }

    /// What was added.
    pub(super) fn into_marks(self) -> Vec<Mark> {
        self.marks
    }
}
