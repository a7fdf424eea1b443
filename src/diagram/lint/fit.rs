//! `figure-overflow` and `figure-border`: text and the edges of shapes.

use super::plane::Point;
use super::sheet::{Area, Piece, Sheet, Words};
use super::touch::{air, strikes};
use super::{Fault, Rules};
use crate::limits;

/// Length of an edge inside the air of a text that counts, in points.
const TOUCH: f64 = 0.1;
/// Difference in lightness (L*) from which the edge of a fill without a stroke
/// strikes a text.
const STARK: f64 = 30.0;

/// Text that is not inside the shape on which it stands, air included.
pub(super) fn overflow(rules: &Rules) -> Vec<Fault> {
    let sheet = rules.sheet;
    let mut found = Vec::new();
    for words in &sheet.texts {
        let fault = words.pieces.iter().find_map(|piece| {
            let mut seats = seats(sheet, words, piece).into_iter();
            seats.find_map(|(_, area)| outside(sheet, words, piece, area))
        });
        found.extend(fault);
    }
    found
}

fn outside(sheet: &Sheet, words: &Words, piece: &Piece, area: &Area) -> Option<Fault> {
    let air = piece.ink.grown(limits::FIGURE_AIR_PT);
    let near = air.bounds();
    let mut edge = area.segments().filter(|segment| near.touches(*segment));
    let touched =
        sheet.pays(area.size()) && edge.any(|segment| air.length_inside(segment) > TOUCH);
    if !touched || fits(sheet, words, piece, area) {
        return None;
    }
    let by = area.bounds.exceeded(&piece.bounds);
    let (called, shape) = (words.called(), area.name.called("its shape"));
    let message = if by > 0.05 {
        format!("{called} leaves {shape} by {by:.1} pt")
    } else {
        format!("{called} touches the edge of {shape}")
    };
    let fault = Fault::error("figure-overflow", &words.name, piece.ink.center, message);
    Some(fault.hint(format!(
        "make the shape larger or break the text: {} pt of air on every side",
        limits::FIGURE_AIR_PT
    )))
}

/// Whether every letter itself lies in an area and keeps its distance. The corners
/// of the box around a text are often empty, where the corners of a shape are
/// round.
fn fits(sheet: &Sheet, words: &Words, piece: &Piece, area: &Area) -> bool {
    let near = piece.ink.grown(limits::FIGURE_AIR_PT).bounds();
    let edge: Vec<_> = area.segments().filter(|segment| near.touches(*segment)).collect();
    let letters = piece.letters(&words.affine);
    let places = || letters.iter().flat_map(|course| course.points.iter());
    let clear = |p: &Point| {
        let distance = edge.iter().map(|segment| p.distance(*segment));
        area.has(*p) && distance.fold(f64::INFINITY, f64::min) >= limits::FIGURE_AIR_PT
    };
    let count = places().count();
    count > 0
        && sheet.pays(count.saturating_mul(edge.len() + area.size()))
        && places().all(clear)
}

/// The shapes that a piece of text stands on: the top fill under its middle, if
/// its edge is seen, and outlines without a fill above that.
fn seats<'s>(sheet: &'s Sheet, words: &Words, piece: &Piece) -> Vec<(usize, &'s Area)> {
    let middle = piece.ink.center;
    let mut seats = Vec::new();
    for (index, area) in sheet.under(middle, words.order) {
        let fill = area.weighs();
        if area.stroked() || (fill && sheet.stands_out(area, middle)) {
            seats.push((index, area));
        }
        if fill {
            break;
        }
    }
    seats
}

/// Text that lies partly in and partly out of a shape on which it does not stand.
pub(super) fn border(rules: &Rules) -> Vec<Fault> {
    let sheet = rules.sheet;
    let mut found = Vec::new();
    for words in &sheet.texts {
        for (index, area) in sheet.areas.iter().enumerate() {
            if !sheet.pays(1) {
                return found;
            }
            if !area.bounds.meets(&words.bounds.grown(air(area.stroke))) {
                continue;
            }
            let struck = |piece: &&Piece| is_struck(sheet, words, piece, index, area);
            let Some(piece) = words.pieces.iter().find(struck) else { continue };
            let how = if area.order > words.order && area.covers() {
                "is partly painted over by"
            } else {
                "lies on the edge of"
            };
            let shape = area.name.called("a shape");
            let message = format!("{} {how} {shape}", words.called());
            let at = piece.ink.center;
            found.push(
                Fault::error("figure-border", &words.name, at, message)
                    .hint("move the text off the edge, inside or outside"),
            );
        }
    }
    found
}

/// Whether the edge of an area on which a text does not stand is seen to strike it.
fn is_struck(
    sheet: &Sheet,
    words: &Words,
    piece: &Piece,
    index: usize,
    area: &Area,
) -> bool {
    area.bounds.meets(&piece.bounds.grown(air(area.stroke)))
        && sheet.pays(area.size())
        && (area.stroked() || area.weighs())
        && strikes(sheet, words, piece, area.segments(), area.stroke)
        && (area.stroked() || is_stark(sheet, area))
        && !seats(sheet, words, piece).iter().any(|(seat, _)| *seat == index)
        && !sheet.hidden(&piece.bounds, area.order, words.order)
}

/// Whether a fill is much darker or lighter than what it lies on.
fn is_stark(sheet: &Sheet, area: &Area) -> bool {
    let middle = area.bounds.center();
    let ground = sheet.ground(middle, area.order);
    let Some(coat) = &area.coat else { return false };
    let lightness = |tone: &super::tone::Tone| tone.lightness();
    let steps = coat.over(&ground).into_iter().map(|tone| {
        let below = ground.iter().map(lightness);
        below
            .map(|b| (b - tone.lightness()).abs())
            .fold(f64::INFINITY, f64::min)
    });
    steps.fold(0.0, f64::max) > STARK
}
