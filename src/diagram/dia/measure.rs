//! The width of text, from the faces that print it.

use std::cell::RefCell;
use std::collections::HashMap;

use super::script::{Script, runs};
use super::theme::Lettering;

/// Knows the advance width of text in the face of the figures.
pub(crate) trait Measure {
    /// The width in points of one line of text in a CSS weight and a size in
    /// points.
    fn advance(&self, text: &str, weight: u16, size_pt: f64) -> f64;

    /// Whether the face has a glyph for a character.
    fn covers(&self, _character: char) -> bool {
        true
    }
}

/// Faces of one family by weight, shaped with rustybuzz.
pub(crate) struct Faces<'a> {
    faces: Vec<(u16, rustybuzz::Face<'a>)>,
}

impl<'a> Faces<'a> {
    /// Reads font files by weight. Returns nothing if a file is not a font or
    /// if there is none.
    pub(crate) fn new(files: &[(u16, &'a [u8])]) -> Option<Self> {
        let read = |(weight, bytes): &(u16, &'a [u8])| {
            Some((*weight, rustybuzz::Face::from_slice(bytes, 0)?))
        };
        let faces: Vec<_> = files.iter().map(read).collect::<Option<_>>()?;
        (!faces.is_empty()).then_some(Self { faces })
    }

    fn nearest(&self, weight: u16) -> Option<&rustybuzz::Face<'a>> {
        self.faces
            .iter()
            .min_by_key(|(w, _)| w.abs_diff(weight))
            .map(|(_, face)| face)
    }
}

impl Measure for Faces<'_> {
    fn advance(&self, text: &str, weight: u16, size_pt: f64) -> f64 {
        let Some(face) = self.nearest(weight) else { return 0.0 };
        let mut buffer = rustybuzz::UnicodeBuffer::new();
        buffer.push_str(text);
        let glyphs = rustybuzz::shape(face, &[], buffer);
        let units: f64 =
            glyphs.glyph_positions().iter().map(|p| f64::from(p.x_advance)).sum();
        units / f64::from(face.units_per_em()) * size_pt
    }

    fn covers(&self, character: char) -> bool {
        self.faces
            .iter()
            .all(|(_, face)| face.glyph_index(character).is_some())
    }
}

/// A measure that remembers what it has measured during one drawing.
pub(super) struct Ruler<'a> {
    measure: &'a dyn Measure,
    seen: RefCell<HashMap<u16, HashMap<String, f64>>>,
}

impl<'a> Ruler<'a> {
    pub(super) fn new(measure: &'a dyn Measure) -> Self {
        Self { measure, seen: RefCell::default() }
    }

    /// The width of one line in points.
    pub(super) fn width(&self, text: &str, lettering: Lettering) -> f64 {
        let weight = lettering.weight;
        if let Some(width) = self.seen.borrow().get(&weight).and_then(|w| w.get(text)) {
            return width * lettering.size;
        }
        let advance = |(script, run): (Script, &str)| {
            let size = if script == Script::Base { 1.0 } else { Script::SIZE };
            self.measure.advance(run, lettering.weight, size)
        };
        let width = runs(text).into_iter().map(advance).sum();
        self.seen
            .borrow_mut()
            .entry(weight)
            .or_default()
            .insert(text.to_string(), width);
        width * lettering.size
    }

    /// The width of the widest line in points.
    pub(super) fn widest(&self, lines: &[String], lettering: Lettering) -> f64 {
        lines
            .iter()
            .map(|line| self.width(line, lettering))
            .fold(0.0, f64::max)
    }
}
