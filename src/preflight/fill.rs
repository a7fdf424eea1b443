//! How full columns and pages are, and what a printer makes of their number.

use ecow::eco_format;
use typst_syntax::DiagSpan;

use super::ink::{Area, Run};
use super::sheet::Sheet;
use super::view::{Fault, View};
use crate::diagnostics::at;
use crate::limits::{PAGE_EMPTY, PAGE_EMPTY_WARN, PAGE_SIGNATURE, PAGE_TABS};
use crate::model::Paper;

/// A column of which more than half is empty.
///
/// # Why
/// It costs half a page of paper, and looks like an accident.
///
/// # Instead
/// Run `casebook fit`; move the block that found no room, or let it break.
pub(super) fn empty(view: &View) -> Vec<Fault> {
    let hollow = holes(view).into_iter().filter(|hole| hole.share > PAGE_EMPTY);
    hollow.map(|hole| hole.fault(view, "column-empty")).collect()
}

/// A column with a hole that is larger than the air around a block.
///
/// # Why
/// Holes add up to pages, and the eye takes each for an end.
///
/// # Instead
/// Run `casebook fit` when the text of the edition is finished.
pub(super) fn short(view: &View) -> Vec<Fault> {
    let noted = |hole: &Hole| hole.share > PAGE_EMPTY_WARN && hole.share <= PAGE_EMPTY;
    let short = holes(view).into_iter().filter(noted);
    short.map(|hole| hole.fault(view, "column-short")).collect()
}

/// The largest run of empty lines of a column.
struct Hole {
    page: usize,
    column: usize,
    /// The first empty line, from 0, and how many there are.
    lines: (usize, usize),
    /// The share of the column.
    share: f64,
}

/// The largest hole of every column outside the ends of sections.
fn holes(view: &View) -> Vec<Hole> {
    let mut found = Vec::new();
    for (page, _) in view.each().filter(|(page, _)| view.flows(*page)) {
        let sheet = Sheet::read(view.document, page, view.edition);
        for (column, lines) in sheet.ends(ends(view, page)).into_iter().enumerate() {
            let Some((first, count)) = longest(lines) else { continue };
            let share = length(count) / f64::from(view.paper.lines);
            if share > PAGE_EMPTY_WARN {
                found.push(Hole { page, column, lines: (first, count), share });
            }
        }
    }
    found
}

/// Whether a section ends on a page: what follows begins on a page of its own.
pub fn ends(view: &View, page: usize) -> bool {
    let next = view.sections.iter().find(|section| section.page > page);
    next.is_none() || begins(view, page + 1)
}

/// Whether something begins on a page that does not run on from the one before it.
fn begins(view: &View, page: usize) -> bool {
    view.sections
        .iter()
        .any(|section| section.page == page && section.opens)
}

/// The longest run of empty lines: its first line and its length.
fn longest(lines: &[bool]) -> Option<(usize, usize)> {
    let mut best: Option<(usize, usize)> = None;
    let mut start = 0;
    for (index, ink) in lines.iter().chain([&true]).enumerate() {
        if *ink {
            let count = index - start;
            if count > 0 && best.is_none_or(|(_, most)| count > most) {
                best = Some((start, count));
            }
            start = index + 1;
        }
    }
    best
}

impl Hole {
    fn fault(&self, view: &View, rule: &'static str) -> Fault {
        let left = view.columns(self.page).get(self.column).copied().unwrap_or_default();
        let (first, count) = self.lines;
        let top = view.paper.top + length(first) * view.paper.pitch;
        let right = left + view.paper.column();
        let bottom = top + length(count) * view.paper.pitch;
        let area = Area { left, top, right, bottom };
        // What comes next found no room here; above a column that is empty from its
        // head stands the end of the one before it.
        let last = |page: usize, before: &dyn Fn(&Run) -> bool| {
            let runs = &view.pages.pages.get(page)?.runs;
            let own = |run: &Run| before(run) && !view.is_furniture(run.element);
            Some(view.at(page, runs.iter().rposition(own)?))
        };
        let column = |run: &Run| view.column(self.page, run.area.left);
        let above =
            |run: &Run| column(run) == self.column && run.base <= top + view.paper.pitch;
        let place = last(self.page, &above)
            .or_else(|| last(self.page, &|run: &Run| column(run) < self.column))
            .or_else(|| last(self.page.checked_sub(1)?, &|_: &Run| true));
        Fault {
            rule,
            page: self.page,
            area,
            at: place.unwrap_or_else(DiagSpan::detached),
            message: eco_format!(
                "{count} lines of column {} are empty, {:.0} % of it",
                self.column + 1,
                self.share * 100.0
            ),
        }
    }
}

/// A number of lines as a factor of a length.
fn length(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// A page with nothing on it.
///
/// # Why
/// The reader wonders what is missing; a printer charges for it.
///
/// # Instead
/// Remove the page break that nothing follows.
pub(super) fn blank(view: &View) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (page, ink) in view.each().filter(|(page, _)| view.kind(*page) != Some("bare")) {
        let is_text = |run: &Run| !view.is_furniture(run.element);
        if ink.runs.iter().any(is_text) || !ink.pictures.is_empty() || is_left(view, page)
        {
            continue;
        }
        let area = Area {
            right: view.paper.width,
            bottom: view.paper.height,
            ..Area::default()
        };
        let before = page.checked_sub(1).and_then(|page| {
            let runs = &view.pages.pages.get(page)?.runs;
            Some(view.at(page, runs.len().checked_sub(1)?))
        });
        faults.push(Fault {
            rule: "page-empty",
            page,
            area,
            at: before.unwrap_or_else(DiagSpan::detached),
            message: eco_format!("nothing stands on this page"),
        });
    }
    faults
}

/// Whether a page is the back of a leaf in front of a section that begins on a right
/// page: the cards, the part of the instructor.
fn is_left(view: &View, page: usize) -> bool {
    view.edition.duplex && page % 2 == 1 && begins(view, page + 1)
}

/// An opener or a recap that runs over its page.
///
/// # Why
/// Both are made to be seen at a glance; a few lines on a page of their own are lost.
///
/// # Instead
/// Shorten the answer, the words or the facts of the opener; the rows, numbers or
/// rescues of the recap.
pub(super) fn spill(view: &View) -> Vec<Fault> {
    let allowed = usize::from(view.paper.columns == 1);
    // The plans and answers behind the book are as long as they are.
    let book = view.pages.elements.iter().find(|element| {
        let label = element.content.label();
        label.is_some_and(|label| label.resolve().as_str() == "instructor")
    });
    let book = book.map_or(usize::MAX, |element| element.page);
    let mut faults = Vec::new();
    for (page, ink) in view.each().filter(|(page, _)| *page < book) {
        let single = matches!(view.kind(page), Some("opener" | "recap"));
        let begun = view
            .sections
            .iter()
            .rev()
            .find(|section| section.page <= page && section.kind.is_some());
        let over = begun.is_some_and(|section| page - section.page > allowed);
        let is_text = |run: &Run| !view.is_furniture(run.element);
        let first = ink.runs.iter().position(is_text);
        let Some(first) = first.filter(|_| single && over) else { continue };
        let area = ink.runs.get(first).map(|run| run.area).unwrap_or_default();
        faults.push(Fault {
            rule: "page-spill",
            page,
            area,
            at: view.at(page, first),
            message: eco_format!(
                "the {} runs over its page",
                view.kind(page).unwrap_or_default()
            ),
        });
    }
    faults
}

/// More step tabs on a page than the eye tells apart.
///
/// # Why
/// A page that belongs to four steps is found under none.
///
/// # Instead
/// Give short steps more text, or select fewer of them.
pub(super) fn tabs(view: &View) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (page, ink) in view.each().filter(|(page, _)| view.flows(*page)) {
        let begun = view.sections.iter().filter(|section| {
            section.page == page && section.kind.as_deref() == Some("step")
        });
        let count = begun.count();
        if count <= PAGE_TABS {
            continue;
        }
        let head = ink.runs.iter().position(|run| view.is_in(run.element, "heading"));
        faults.push(Fault {
            rule: "tabs-crowded",
            page,
            area: Area {
                right: view.paper.width,
                bottom: view.paper.height,
                ..Area::default()
            },
            at: head.map_or_else(DiagSpan::detached, |index| view.at(page, index)),
            message: eco_format!("{count} steps begin on this page"),
        });
    }
    faults
}

/// Pages left over at the end of a printed book.
///
/// # Why
/// Folded sheets hold four pages; what is missing is printed blank.
///
/// # Instead
/// Nothing, if blank pages at the end are welcome.
pub(super) fn signature(view: &View) -> Vec<Fault> {
    let count = view.pages.pages.len();
    let rest = count % PAGE_SIGNATURE;
    if rest == 0 || !view.edition.duplex || view.edition.paper == Paper::Screen {
        return Vec::new();
    }
    vec![Fault {
        rule: "signature-rest",
        page: count.saturating_sub(1),
        area: Area {
            right: view.paper.width,
            bottom: view.paper.height,
            ..Area::default()
        },
        at: record(view),
        message: eco_format!(
            "{count} pages leave {} blank on the last sheet of four",
            PAGE_SIGNATURE - rest
        ),
    }]
}

/// The record of the edition.
fn record(view: &View) -> DiagSpan {
    let mut records = view.project.editions.records();
    let own = records.find(|(name, _)| *name == view.edition.name);
    own.map_or_else(DiagSpan::detached, |(_, document)| at(document.file, 0..0))
}
