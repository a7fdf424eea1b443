//! Blocks that a column breaks.

use ecow::eco_format;

use super::lines::{Line, fault, lines, words};
use super::view::{Fault, View};

/// Blocks of running text that may break.
const BLOCKS: [&str; 4] = ["list", "enum", "terms", "quote"];

/// A list or a quotation of which one line stands alone in a column.
///
/// # Why
/// One line of a list is taken for the end of the text above it, or for nothing at
/// all.
///
/// # Instead
/// Cut or add a line before it, or give its first or last item a second line.
pub(super) fn split(view: &View) -> Vec<Fault> {
    let owner = |run: &super::ink::Run| {
        let around = std::iter::successors(run.element, |index| {
            view.pages.elements.get(*index)?.parent
        });
        // Of lists in one another the outer one counts.
        around
            .filter(|index| {
                let open = view.pages.elements.get(*index);
                open.is_some_and(|open| BLOCKS.contains(&open.content.elem().name()))
            })
            .last()
    };
    let alone = |lines: &Vec<Line>| {
        let line = stray(lines)?;
        let message = eco_format!(
            "“{}” is the only line of its list in this column",
            words(view, line)
        );
        Some(fault(view, "block-split", line, message))
    };
    lines(view, |page| view.flows(page), owner)
        .iter()
        .filter_map(alone)
        .collect()
}

/// The line of a block that stands alone before its first break, or after its last.
fn stray(lines: &[Line]) -> Option<&Line> {
    let apart = |a: &Line, b: &Line| (a.page, a.column) != (b.page, b.column);
    match lines {
        [first, next, _, ..] if apart(first, next) => Some(first),
        [_, .., before, last] if apart(before, last) => Some(last),
        _ => None,
    }
}
