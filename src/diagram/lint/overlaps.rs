//! `figure-overlap`: text on text, and text under paint.

use super::sheet::{Sheet, Words};
use super::{Fault, Rules};
use crate::limits;

/// Texts that lie on one another, or under a fill.
pub(super) fn overlap(rules: &Rules) -> Vec<Fault> {
    let sheet = rules.sheet;
    let mut found = Vec::new();
    for (index, words) in sheet.texts.iter().enumerate() {
        found.extend(buried(sheet, words));
        for other in sheet.texts.iter().skip(index + 1) {
            if !sheet.pays(1) {
                return found;
            }
            if !other.bounds.meets(&words.bounds) || is_twin(words, other) {
                continue;
            }
            let pairs = || {
                let pieces = words.pieces.iter();
                pieces.flat_map(|a| other.pieces.iter().map(move |b| (a, b)))
            };
            let work = words.pieces.len() * other.pieces.len();
            let struck = pairs()
                .find(|(a, b)| a.ink.overlap(&b.ink) > limits::FIGURE_TEXT_OVERLAP_PT);
            if let Some((piece, _)) = struck.filter(|_| sheet.pays(work)) {
                let message = format!("{} overlaps {}", words.called(), other.called());
                let at = piece.ink.center;
                found.push(
                    Fault::error("figure-overlap", &words.name, at, message)
                        .hint("move one of them, or break its line"),
                );
            }
        }
    }
    found
}

/// Whether a text is drawn twice in one place, as some do for a halo.
pub(super) fn is_twin(a: &Words, b: &Words) -> bool {
    a.words == b.words
        && a.bounds.exceeded(&b.bounds).max(b.bounds.exceeded(&a.bounds)) < 0.5
}

/// A text whose middle is painted over.
fn buried(sheet: &Sheet, words: &Words) -> Option<Fault> {
    let cover = |order: usize, place| {
        let areas = sheet.areas.iter().take_while(|_| sheet.pays(1));
        let mut above = areas.filter(move |area| area.order > order && area.covers());
        above.find(|area| {
            area.bounds.has(place) && sheet.pays(area.size()) && area.has(place)
        })
    };
    words.pieces.iter().find_map(|piece| {
        let area = cover(words.order, piece.ink.center)?;
        let shape = area.name.called("a shape");
        let message = format!("{} is painted over by {shape}", words.called());
        let fault =
            Fault::error("figure-overlap", &words.name, piece.ink.center, message);
        Some(fault.hint("draw the text behind the shape in the file, so above it"))
    })
}
