//! The spaces between the words of justified lines.

use ecow::eco_format;

use super::lines::{Line, fault, paragraphs, words};
use super::view::{Fault, View};
use crate::limits::{PAGE_RIVER, PAGE_SPACES};

/// A justified line with wide spaces between its words.
///
/// # Why
/// It falls apart, and next to a tight line it looks like an accident.
///
/// # Instead
/// Reword, or allow a long word to break with a soft hyphen: `-?`.
pub(super) fn loose(view: &View) -> Vec<Fault> {
    let mut faults = Vec::new();
    for line in paragraphs(view).iter().flatten() {
        let Some(ink) = view.pages.pages.get(line.page) else { continue };
        let runs = line.runs.iter().filter_map(|index| ink.runs.get(*index));
        let (sum, count) = runs.fold((0.0, 0.0), |(sum, count), run| {
            let (stretch, spaces) = run.stretch;
            (sum + stretch * spaces, count + spaces)
        });
        let mean = sum / f64::max(count, 1.0);
        if count > 2.0 && mean > PAGE_SPACES {
            let message = eco_format!(
                "the spaces of “{}” are {mean:.1} times as wide as they should be",
                words(view, line)
            );
            faults.push(fault(view, "line-loose", line, message));
        }
    }
    faults
}

/// Wide spaces below one another on four lines or more.
///
/// # Why
/// They run together into a river of white, and the eye follows it down the column.
///
/// # Instead
/// Reword one of the lines, or allow a long word of them to break: `-?`.
pub(super) fn rivers(view: &View) -> Vec<Fault> {
    let mut faults = Vec::new();
    for lines in paragraphs(view) {
        let mut told = false;
        // The spaces of the line above, and how many lines have flowed into each.
        let mut above: Vec<([f64; 2], usize)> = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|index| lines.get(index));
            if !before.is_some_and(|before| follows(before, line)) {
                above.clear();
            }
            let flown = |gap: [f64; 2]| {
                let into = above.iter().filter(|(other, _)| meet(gap, *other));
                (gap, 1 + into.map(|(_, count)| *count).max().unwrap_or_default())
            };
            let own: Vec<_> = gaps(view, line).into_iter().map(flown).collect();
            let is_river = own.iter().any(|(_, count)| *count >= PAGE_RIVER);
            let first = lines.get((index + 1).saturating_sub(PAGE_RIVER));
            if let Some(first) = first.filter(|_| is_river && !told) {
                told = true;
                let message = eco_format!(
                    "wide spaces stand below one another from “{}” on",
                    words(view, first)
                );
                let area = first.area.with(&line.area);
                faults.push(Fault { area, ..fault(view, "river", first, message) });
            }
            above = own;
        }
    }
    faults
}

/// The wide spaces of a line, from and to.
fn gaps(view: &View, line: &Line) -> Vec<[f64; 2]> {
    let ink = view.pages.pages.get(line.page);
    let runs = line.runs.iter().filter_map(|index| ink?.runs.get(*index));
    runs.flat_map(|run| run.gaps.iter().copied()).collect()
}

/// Whether a line stands right below another.
fn follows(before: &Line, line: &Line) -> bool {
    (before.page, before.column) == (line.page, line.column)
        && line.base - before.base < 2.0 * line.size
}

/// Whether two spaces stand below one another by half of the narrower one.
fn meet(a: [f64; 2], b: [f64; 2]) -> bool {
    let together = a[1].min(b[1]) - a[0].max(b[0]);
    together > 0.5 * f64::min(a[1] - a[0], b[1] - b[0])
}
