//! Whether an edge or a line strikes a text.

use super::plane::{Segment, gap};
use super::sheet::{Piece, Sheet, Words};
use crate::limits;

/// Share of the height of a text that is its core, which lies between the ascenders
/// and the descenders.
const CORE: f64 = 0.6;
/// What the core leaves off at both ends of a text, in points.
const ENDS: f64 = 0.6;

/// How far the middle of a stroke of a width keeps from a text, in points.
pub(super) fn air(width: f64) -> f64 {
    (limits::FIGURE_STROKE_GAP_PT + width / 2.0).max(limits::FIGURE_LINE_GAP_PT)
}

/// Whether strokes of a width strike a piece of text: they run through its core, or
/// through its surroundings and come near to a letter. Beside a `g`, under the other
/// letters, there is room.
pub(super) fn strikes(
    sheet: &Sheet,
    words: &Words,
    piece: &Piece,
    strokes: impl Iterator<Item = Segment>,
    width: f64,
) -> bool {
    let air = air(width);
    let wide = piece.ink.grown(air);
    let bounds = wide.bounds();
    let near: Vec<Segment> = strokes.filter(|segment| bounds.touches(*segment)).collect();
    let most = limits::FIGURE_LINE_IN_TEXT_PT;
    let length = near.iter().map(|segment| wide.length_inside(*segment)).sum::<f64>();
    if length <= most {
        return false;
    }
    let core = piece.ink.core(ENDS, CORE);
    let through = near.iter().map(|segment| core.length_inside(*segment)).sum::<f64>();
    through > most || reaches(sheet, words, piece, &near, air)
}

/// Whether strokes come nearer than `air` to a letter.
fn reaches(
    sheet: &Sheet,
    words: &Words,
    piece: &Piece,
    strokes: &[Segment],
    air: f64,
) -> bool {
    if piece.outline.is_none() {
        return true;
    }
    let letters = piece.letters(&words.affine);
    let mut sides = letters.iter().flat_map(|course| course.segments());
    sides.any(|side| {
        sheet.pays(strokes.len()) && strokes.iter().any(|stroke| gap(side, *stroke) < air)
    })
}
