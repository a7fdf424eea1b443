//! Letters as outlines: a stamp brings no font into a file.

use std::fmt::Write;

use rustybuzz::{Face, UnicodeBuffer};
use ttf_parser::{GlyphId, OutlineBuilder};

use crate::fonts::Fonts;

/// The family and the weights in which stamps are set.
const FAMILY: &str = "IBM Plex Sans Condensed";
const REGULAR: u16 = 400;
const STRONG: u16 = 600;

/// The faces of the stamps.
pub(super) struct Lettering<'a> {
    pub(super) regular: Face<'a>,
    pub(super) strong: Face<'a>,
}

/// A line of text, shaped.
pub(super) struct Line<'f, 'a> {
    face: &'f Face<'a>,
    /// Glyphs with their places, in units of the face.
    glyphs: Vec<(GlyphId, [i32; 2])>,
    width: i32,
}

impl<'a> Lettering<'a> {
    /// The faces of a guide; nothing where one is missing, which is reported when
    /// the fonts are read.
    pub(super) fn new(fonts: &'a Fonts) -> Option<Self> {
        let face = |weight| Face::from_slice(fonts.bytes(FAMILY, weight)?, 0);
        Some(Self { regular: face(REGULAR)?, strong: face(STRONG)? })
    }
}

impl<'f, 'a> Line<'f, 'a> {
    /// Shapes a text.
    ///
    /// # Errors
    /// The first letter that the face lacks, and the byte at which it stands.
    pub(super) fn shape(face: &'f Face<'a>, text: &str) -> Result<Self, (usize, char)> {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let shaped = rustybuzz::shape(face, &[], buffer);
        let mut glyphs = Vec::with_capacity(shaped.len());
        let mut width = 0;
        let positions = shaped.glyph_positions().iter();
        for (info, position) in shaped.glyph_infos().iter().zip(positions) {
            let glyph = u16::try_from(info.glyph_id).unwrap_or_default();
            if glyph == 0 {
                let at = usize::try_from(info.cluster).unwrap_or_default();
                let letter = text.get(at..).and_then(|rest| rest.chars().next());
                return Err((at, letter.unwrap_or('\u{fffd}')));
            }
            let at = [width + position.x_offset, position.y_offset];
            glyphs.push((GlyphId(glyph), at));
            width += position.x_advance;
        }
        Ok(Self { face, glyphs, width })
    }

    /// The width at a size, both in points.
    pub(super) fn width(&self, size: f64) -> f64 {
        f64::from(self.width) * size / f64::from(self.face.units_per_em())
    }

    /// Writes the outlines of the line at a size, its baseline beginning at a place,
    /// as operators of a content stream.
    pub(super) fn draw(&self, size: f64, at: [f64; 2], operators: &mut String) {
        let before = operators.len();
        let scale = size / f64::from(self.face.units_per_em());
        for (glyph, offset) in &self.glyphs {
            let origin = [0, 1].map(|axis| at[axis] + f64::from(offset[axis]) * scale);
            let mut pen = Pen { operators, scale, origin, last: [0.0; 2] };
            // A space has no outline.
            let _ = self.face.outline_glyph(*glyph, &mut pen);
        }
        if operators.len() > before {
            operators.push_str("f\n");
        }
    }
}

/// Draws one glyph.
struct Pen<'a> {
    operators: &'a mut String,
    scale: f64,
    origin: [f64; 2],
    last: [f64; 2],
}

impl Pen<'_> {
    fn place(&self, x: f32, y: f32) -> [f64; 2] {
        let [left, foot] = self.origin;
        [left + f64::from(x) * self.scale, foot + f64::from(y) * self.scale]
    }

    fn write(&mut self, points: &[[f64; 2]], operator: &str) {
        for [x, y] in points {
            // Nothing goes wrong when text is written into a string.
            let _ = write!(self.operators, "{x:.2} {y:.2} ");
        }
        self.operators.push_str(operator);
        self.operators.push('\n');
        self.last = points.last().copied().unwrap_or(self.last);
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.write(&[self.place(x, y)], "m");
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.write(&[self.place(x, y)], "l");
    }

    /// PDF knows cubic curves only: both handles lie at two thirds of the way to the
    /// one of the quadratic curve.
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (handle, end) = (self.place(x1, y1), self.place(x, y));
        let towards = |from: [f64; 2]| {
            [0, 1].map(|axis| from[axis] + (handle[axis] - from[axis]) * 2.0 / 3.0)
        };
        self.write(&[towards(self.last), towards(end), end], "c");
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let points = [self.place(x1, y1), self.place(x2, y2), self.place(x, y)];
        self.write(&points, "c");
    }

    fn close(&mut self) {
        self.write(&[], "h");
    }
}
