//! The width of text, from the faces that print it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use rustybuzz::{Direction, ShapePlan, UnicodeBuffer, script};

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
    faces: Vec<(u16, Shaper<'a>)>,
}

/// What the shaping of Latin text, and of signs of no script, has to find out only
/// once for a face.
#[derive(Default)]
pub(crate) struct Plans {
    latin: OnceLock<ShapePlan>,
    signs: OnceLock<ShapePlan>,
}

/// A face with its plans.
struct Shaper<'a> {
    face: Cow<'a, rustybuzz::Face<'a>>,
    plans: Arc<Plans>,
}

impl Shaper<'_> {
    fn plan(&self, script: Option<rustybuzz::Script>) -> ShapePlan {
        ShapePlan::new(&self.face, Direction::LeftToRight, script, None, &[])
    }

    /// The advance width of a line, in units of the face.
    fn units(&self, text: &str) -> f64 {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let level = buffer.direction() == Direction::LeftToRight;
        let plan = match buffer.script() {
            script::LATIN => Some((&self.plans.latin, Some(script::LATIN))),
            script::UNKNOWN => Some((&self.plans.signs, None)),
            _ => None,
        };
        let glyphs = match plan.filter(|_| level && buffer.language().is_none()) {
            Some((plan, script)) => {
                let plan = plan.get_or_init(|| self.plan(script));
                rustybuzz::shape_with_plan(&self.face, plan, buffer)
            }
            None => rustybuzz::shape(&self.face, &[], buffer),
        };
        glyphs.glyph_positions().iter().map(|p| f64::from(p.x_advance)).sum()
    }
}

impl<'a> Faces<'a> {
    /// Reads font files by weight. Returns nothing if a file is not a font or
    /// if there is none.
    pub(crate) fn new(files: &[(u16, &'a [u8])]) -> Option<Self> {
        let read = |(weight, bytes): &(u16, &'a [u8])| {
            let face = Cow::Owned(rustybuzz::Face::from_slice(bytes, 0)?);
            Some((*weight, Shaper { face, plans: Arc::default() }))
        };
        let faces: Vec<_> = files.iter().map(read).collect::<Option<_>>()?;
        (!faces.is_empty()).then_some(Self { faces })
    }

    /// Takes faces by weight that somebody else has read, with plans that outlive
    /// one drawing. Returns nothing if there is none.
    pub(crate) fn lent(
        faces: impl Iterator<Item = (u16, &'a rustybuzz::Face<'a>, Arc<Plans>)>,
    ) -> Option<Self> {
        let shaper =
            |(weight, face, plans)| (weight, Shaper { face: Cow::Borrowed(face), plans });
        let faces: Vec<_> = faces.map(shaper).collect();
        (!faces.is_empty()).then_some(Self { faces })
    }

    fn nearest(&self, weight: u16) -> Option<&Shaper<'a>> {
        self.faces
            .iter()
            .min_by_key(|(w, _)| w.abs_diff(weight))
            .map(|(_, shaper)| shaper)
    }
}

impl Measure for Faces<'_> {
    fn advance(&self, text: &str, weight: u16, size_pt: f64) -> f64 {
        let Some(shaper) = self.nearest(weight) else { return 0.0 };
        shaper.units(text) / f64::from(shaper.face.units_per_em()) * size_pt
    }

    fn covers(&self, character: char) -> bool {
        self.faces
            .iter()
            .all(|(_, shaper)| shaper.face.glyph_index(character).is_some())
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
