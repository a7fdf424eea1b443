//! The lines of paragraphs: where a column breaks them, and how they are spaced.

use ecow::eco_format;
use typst_library::foundations::StyleChain;
use typst_library::model::HeadingElem;

use super::ink::{Area, Element, Run};
use super::room::short;
use super::view::{Fault, View};
use crate::limits::{PAGE_GRID_PT, PAGE_HYPHENS, PAGE_LINES_BELOW_HEADING, PAGE_RUNT};

/// The share of its size that the first baseline stands below the top of the text.
const FIRST_BASELINE: f64 = 0.72;

/// How far the baseline of a run may be from that of its line, in sizes of the line:
/// raised marks, and the parts of fractions.
const RAISED: f64 = 0.45;
const STACKED: f64 = 0.8;

/// A line of a paragraph.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The page, from 0.
    pub(super) page: usize,
    /// The column, from 0.
    pub(super) column: usize,
    /// Its runs, by their place on the page.
    pub(super) runs: Vec<usize>,
    /// Where it stands.
    pub(super) area: Area,
    /// The baseline of its largest run.
    pub(super) base: f64,
    /// The size of that run.
    pub(super) size: f64,
    /// Whether it holds nothing but formulas so far.
    formula: bool,
}

impl Line {
    /// Whether a run stands on this line.
    fn holds(&self, run: &Run, formula: bool) -> bool {
        let share = if formula || self.formula { STACKED } else { RAISED };
        (self.base - run.base).abs() < share * self.size.max(run.size)
    }

    fn add(&mut self, index: usize, run: &Run, formula: bool) {
        self.runs.push(index);
        self.area = self.area.with(&run.area);
        self.formula &= formula;
        if run.size > self.size {
            (self.base, self.size) = (run.base, run.size);
        }
    }
}

/// The lines of every paragraph in the columns of steps and of running text, in order.
pub(super) fn paragraphs(view: &View) -> Vec<Vec<Line>> {
    lines(view, |page| view.flows(page), |run| view.pages.paragraph(run.element))
}

/// The lines of all that a column may break: paragraphs, in the lists of the matter too,
/// and the words of cells and items, which are no paragraphs where nothing stands beside
/// them.
fn texts(view: &View) -> Vec<Vec<Line>> {
    lines(view, |page| view.reads(page), |run| view.pages.text(run.element))
}

/// The lines of all elements that own runs of running text on some pages, in order.
pub(super) fn lines(
    view: &View,
    pages: impl Fn(usize) -> bool,
    owner: impl Fn(&Run) -> Option<usize>,
) -> Vec<Vec<Line>> {
    let mut found: Vec<(usize, Vec<Line>)> = Vec::new();
    for (page, ink) in view.each().filter(|(page, _)| pages(*page)) {
        for (index, run) in ink.runs.iter().enumerate().filter(|(_, run)| run.upright) {
            let Some(owner) = owner(run) else { continue };
            if !is_body(view, run) {
                continue;
            }
            let known = found.iter().rposition(|(own, _)| *own == owner);
            let place = known.unwrap_or_else(|| {
                found.push((owner, Vec::new()));
                found.len() - 1
            });
            let Some((_, lines)) = found.get_mut(place) else { continue };
            let column = view.column(page, run.area.left);
            let formula = view.is_in(run.element, "equation");
            match lines.last_mut() {
                Some(line)
                    if (line.page, line.column) == (page, column)
                        && line.holds(run, formula) =>
                {
                    line.add(index, run, formula);
                }
                _ => lines.push(Line {
                    page,
                    column,
                    runs: vec![index],
                    area: run.area,
                    base: run.base,
                    size: run.size,
                    formula,
                }),
            }
        }
    }
    found.into_iter().map(|(_, lines)| lines).collect()
}

/// Whether a run is running text, not part of a head, a float or a table.
fn is_body(view: &View, run: &Run) -> bool {
    let outside = ["figure", "heading", "artifact", "place", "table"];
    let is_outside = view
        .pages
        .around(run.element)
        .any(|open| outside.contains(&open.content.elem().name()));
    // The row of steps in the head of a part belongs to no column.
    let is_row = || view.is_in(run.element, "grid") && view.spans(run);
    !is_outside && !is_row()
}

/// A finding at the beginning of a line.
pub(super) fn fault(
    view: &View,
    rule: &'static str,
    line: &Line,
    message: ecow::EcoString,
) -> Fault {
    let first = line.runs.first().copied().unwrap_or_default();
    Fault {
        rule,
        page: line.page,
        area: line.area,
        at: view.at(line.page, first),
        message,
    }
}

/// The beginning of a line, for a message.
pub(super) fn words(view: &View, line: &Line) -> String {
    let ink = view.pages.pages.get(line.page);
    let runs = line.runs.iter().filter_map(|index| ink?.runs.get(*index));
    short(&runs.map(|run| run.text.as_str()).collect::<String>())
}

/// The last line of a paragraph alone at the head of a column.
///
/// # Why
/// The reader turns to a column that begins with the end of something.
///
/// # Instead
/// Cut or add a few words, so that the paragraph is a line shorter or longer.
pub(super) fn widows(view: &View) -> Vec<Fault> {
    let split = |lines: &Vec<Line>| {
        let [.., before, last] = lines.as_slice() else { return None };
        let apart = (before.page, before.column) != (last.page, last.column);
        let message = || eco_format!("“{}” stands alone at a head", words(view, last));
        apart.then(|| fault(view, "widow", last, message()))
    };
    texts(view).iter().filter_map(split).collect()
}

/// The first line of a paragraph alone at the foot of a column.
///
/// # Why
/// A thought that has just begun is torn.
///
/// # Instead
/// Cut or add a line before it.
pub(super) fn orphans(view: &View) -> Vec<Fault> {
    let split = |lines: &Vec<Line>| {
        let [first, next, ..] = lines.as_slice() else { return None };
        let apart = (first.page, first.column) != (next.page, next.column);
        let message = || eco_format!("“{}” stands alone at a foot", words(view, first));
        apart.then(|| fault(view, "orphan", first, message()))
    };
    texts(view).iter().filter_map(split).collect()
}

/// A last line that is hardly wider than an indent.
///
/// # Why
/// It looks like an empty line, and costs one.
///
/// # Instead
/// Cut a word of the paragraph, or add one.
pub(super) fn runts(view: &View) -> Vec<Fault> {
    let stunted = |lines: &Vec<Line>| {
        let last = lines.last().filter(|_| lines.len() > 1)?;
        let narrow = last.area.width() < PAGE_RUNT * view.paper.size;
        let message =
            || eco_format!("the last line holds nothing but “{}”", words(view, last));
        narrow.then(|| fault(view, "runt", last, message()))
    };
    paragraphs(view).iter().filter_map(stunted).collect()
}

/// Four lines or more in a row that end in a hyphen.
///
/// # Why
/// The ladder of hyphens draws the eye, and each break costs the reader a moment.
///
/// # Instead
/// Reword one of the lines, or forbid a break: `#box[word]`.
pub(super) fn ladders(view: &View) -> Vec<Fault> {
    let mut faults = Vec::new();
    for lines in texts(view) {
        let ends = |line: &&Line| {
            let ink = view.pages.pages.get(line.page);
            let last = line.runs.last().and_then(|index| ink?.runs.get(*index));
            last.is_some_and(|run| run.hyphen)
        };
        for ladder in lines.split(|line| !ends(&line)) {
            let [first, ..] = ladder else { continue };
            if ladder.len() > PAGE_HYPHENS {
                let message = eco_format!("{} lines in a row are broken", ladder.len());
                faults.push(fault(view, "hyphen-ladder", first, message));
            }
        }
    }
    faults
}

/// A heading with too little below it in its column.
///
/// # Why
/// A heading at the foot announces something that stands elsewhere.
///
/// # Instead
/// Cut or add a few lines before it, or run `casebook fit`.
pub(super) fn headings(view: &View) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut told: Vec<usize> = Vec::new();
    for (page, ink) in view.each().filter(|(page, _)| view.flows(*page)) {
        for (index, run) in ink.runs.iter().enumerate() {
            let heading = view.nearest(run.element, "heading");
            let Some(heading) = heading.filter(|heading| !told.contains(heading)) else {
                continue;
            };
            told.push(heading);
            let room = (view.foot() - run.base) / view.paper.pitch;
            let level = view.pages.elements.get(heading).map_or(1, level);
            let least = if level < 4 { PAGE_LINES_BELOW_HEADING } else { 2.0 };
            let column = view.column(page, run.area.left);
            // Neither a float at the foot nor a tab is what the heading announces.
            let follows = ink.runs.iter().any(|other| {
                let same = view.column(page, other.area.left) == column;
                let below = other.base > run.base + 3.0 && other.base < view.foot() + 1.0;
                let away = view.is_in(other.element, "figure")
                    || view.is_furniture(other.element);
                same && below && !away
            });
            if room >= least && follows {
                continue;
            }
            faults.push(Fault {
                rule: "heading-foot",
                page,
                area: run.area,
                at: view.at(page, index),
                message: eco_format!(
                    "the heading “{}” stands at the foot of its column",
                    short(&run.text)
                ),
            });
        }
    }
    faults
}

/// The level of a heading.
fn level(element: &Element) -> usize {
    let heading = element.content.to_packed::<HeadingElem>();
    heading.map_or(1, |heading| heading.resolve_level(StyleChain::default()).get())
}

/// A line of running text beside the lines of the other column.
///
/// # Why
/// Lines of both columns, and of both sides of a leaf, share one grid; one that is
/// off shows through and beside.
///
/// # Instead
/// Set no spacing and no sizes in the text; what is taller than a line stands in a
/// block of its own.
pub(super) fn grid(view: &View) -> Vec<Fault> {
    let pitch = view.paper.pitch;
    let first = view.paper.top + FIRST_BASELINE * view.paper.size;
    let mut faults = Vec::new();
    let mut last = None;
    for line in paragraphs(view).iter().flatten() {
        let ink = view.pages.pages.get(line.page);
        let body =
            line.runs
                .iter()
                .filter_map(|index| ink?.runs.get(*index))
                .find(|run| {
                    (run.size - view.paper.size).abs() < 0.05
                        && run.family.contains("Serif")
                });
        let Some(run) = body else { continue };
        let lines = (run.base - first) / pitch;
        let off = (lines - lines.round()) * pitch;
        let here = (line.page, line.column);
        // What shifts one line shifts those below; one finding a column is enough.
        if off.abs() > PAGE_GRID_PT && last != Some(here) {
            last = Some(here);
            let message = eco_format!(
                "“{}” is shifted {off:+.1} pt off the grid",
                words(view, line)
            );
            faults.push(fault(view, "grid-off", line, message));
        }
    }
    faults
}

/// Text whose order for readers aloud is not that of the columns.
///
/// # Why
/// A screen reader, a search and a copy follow the order of the tags.
///
/// # Instead
/// Let the layout place blocks; `place` in the text tears them out of it.
pub(super) fn order(view: &View) -> Vec<Fault> {
    let mut faults = Vec::new();
    let lines: Vec<Line> = paragraphs(view).into_iter().flatten().collect();
    for pair in lines.windows(2) {
        let [before, after] = pair else { continue };
        let key = |line: &Line| (line.page, line.column);
        let up = key(before) == key(after) && after.base < before.base - view.paper.size;
        if key(after) < key(before) || up {
            let message = eco_format!(
                "“{}” is read after what stands below it",
                words(view, after)
            );
            faults.push(fault(view, "reading-order", after, message));
        }
    }
    faults
}
