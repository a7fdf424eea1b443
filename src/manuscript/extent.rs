//! How many pages the parts of an edition will take, roughly, before it is laid out.

use std::collections::BTreeMap;

use typst_library::foundations::Bytes;

use crate::folio::Guesses;
use crate::model::Page;
use crate::select::Selection;

use super::path;

/// Bytes of a unit's record to the room of a letter, if a letter is as wide as half its
/// size: words that are said aloud, sources, numbers with their origin, and all that is
/// printed smaller than the body.
const BYTES: f64 = 2.2;
/// What a unit leaves empty on its last page, of a page.
const LOST: f64 = 0.5;
/// Pages before the first unit, on paper of any size.
const FRONT: f64 = 5.0;

/// The pages on which units will stand. That a guess is good shows only in the time
/// that a layout takes.
pub(super) fn guesses(selection: &Selection, files: &BTreeMap<String, Bytes>) -> Guesses {
    let full = BYTES * room(&selection.edition.page());
    let mut units = BTreeMap::new();
    let mut at = FRONT;
    for unit in selection.units() {
        let size = files.get(&path(&unit)).map_or(0, |record| record.len());
        #[expect(clippy::cast_precision_loss, reason = "some hundred kilobytes")]
        let pages = size as f64 / full + LOST;
        units.insert(unit.unit.slug.clone(), (at, pages));
        at += pages;
    }
    let steps = &selection.content.guide().step;
    #[expect(clippy::cast_precision_loss, reason = "a handful of steps")]
    let share = |index: usize| index as f64 / (steps.len() + 1) as f64;
    let steps = steps.iter().enumerate();
    let steps = steps
        .map(|(index, step)| (step.slug.to_string(), share(index)))
        .collect();
    Guesses { units, steps, back: at }
}

/// Letters that a page holds.
fn room(page: &Page) -> f64 {
    let lines = f64::from(page.lines) * f64::from(page.columns);
    lines * page.column() / (0.5 * page.size)
}
