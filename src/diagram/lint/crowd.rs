//! `figure-crowd`: more than a reader, or the linter, can take in.

use super::boxes::Role;
use super::{Fault, Rules, Severity};
use crate::limits;

/// Figures of many boxes.
pub(super) fn crowd(rules: &Rules) -> Vec<Fault> {
    let sheet = rules.sheet;
    let boxes = rules.boxes.inner.iter().filter_map(|index| sheet.areas.get(*index));
    let count = boxes.filter(|area| area.name.role() != Role::Note).count();
    if count <= limits::FIGURE_BOXES {
        return Vec::new();
    }
    let message = format!("the figure has {count} boxes");
    let mut fault = Fault::unplaced("figure-crowd", &sheet.places.root(), message);
    if count <= limits::FIGURE_BOXES_MOST {
        fault.severity = Severity::Warning;
    }
    let hint = format!(
        "show the parts in figures of their own: readers follow {} boxes, {} at most",
        limits::FIGURE_BOXES,
        limits::FIGURE_BOXES_MOST
    );
    vec![fault.hint(hint)]
}

/// Figures of so many lines that comparing them all would take too long.
pub(super) fn density(rules: &Rules) -> Vec<Fault> {
    if !rules.sheet.exhausted() {
        return Vec::new();
    }
    let message = "the figure is too dense to be checked to its end".into();
    let fault = Fault::unplaced("figure-crowd", &rules.sheet.places.root(), message);
    vec![fault.hint("draw fewer lines and letters; no eye reads so many")]
}
