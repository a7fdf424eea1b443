//! How good the pages of a unit are.

use std::collections::BTreeSet;

use typst_layout::PagedDocument;

use crate::model::Edition;
use crate::preflight::{AIR, RULES, Sheet, View, ends};
use crate::project::Project;

/// What the pages of a unit are judged by, the worst first: of two ways to fill them
/// the one with the lower score is better.
#[derive(Debug, Copy, Clone, Default, Eq, PartialEq, Ord, PartialOrd)]
pub struct Score {
    /// Text that is lost, stands on something else or beyond its room, and figures and tables
    /// that stand before one with a lower number.
    pub misplaced: usize,
    /// The number of pages.
    pub pages: usize,
    /// The waste, and what the preflight finds in the way that blocks fall, by weight.
    pub cost: usize,
    /// How much it finds.
    pub faults: usize,
    /// The sum over all holes of the square of the lines beyond the usual air:
    /// one large hole is worse than some small ones.
    pub waste: usize,
    /// The lines of the largest hole.
    pub hole: usize,
}

/// The rules of the preflight that a choice can make better or worse, and what a
/// finding of each weighs beside the waste. What is an error weighs as much as a hole of
/// eighteen lines, which only a warning speaks of.
const WEIGHTS: [(&str, usize); 10] = [
    ("column-empty", 250),
    ("page-spill", 250),
    ("float-far", 250),
    ("heading-foot", 250),
    ("tabs-crowded", 40),
    ("table-split", 20),
    ("block-split", 20),
    ("column-short", 15),
    ("float-stacked", 12),
    ("float-astray", 12),
];

/// The rules of the preflight for what no saved page makes good.
const MISPLACED: [&str; 4] =
    ["text-lost", "text-overflow", "text-overlap", "float-order"];

/// The lines of a hole that is not worth a search.
const SMALL: usize = 5;

/// A page is to be saved that holds less than one in this many of its lines.
const LITTLE: usize = 4;

/// The pages of a unit with their score.
#[derive(Debug, Clone, Default)]
pub(super) struct Judged {
    pub score: Score,
    /// The pages, from the first of the unit, on which anything is left to gain.
    pub open: BTreeSet<usize>,
}

/// Judges the pages of a unit: all pages of a document from the `first` one.
pub(super) fn judge(
    project: &Project,
    edition: &Edition,
    document: &PagedDocument,
    first: usize,
) -> Judged {
    let view = View::new(project, edition, document);
    let pages = first..document.pages().len();
    let sheet = |page: usize| {
        let flows = view.flows(page);
        flows.then(|| (Sheet::read(document, page, edition), ends(&view, page)))
    };
    let sheets: Vec<_> = pages.map(sheet).collect();
    let mut judged = filled(&sheets);
    for rule in &RULES {
        let weight = WEIGHTS.iter().find(|(name, _)| *name == rule.rule);
        if weight.is_none() && !MISPLACED.contains(&rule.rule) {
            continue;
        }
        for fault in (rule.look)(&view).iter().filter(|fault| fault.page >= first) {
            judged.open.insert(fault.page - first);
            match weight {
                Some((_, weight)) => {
                    judged.score.cost += weight;
                    judged.score.faults += 1;
                }
                None => judged.score.misplaced += 1,
            }
        }
    }
    judged
}

/// The part of a score that the ink of the pages alone gives: of those that hold
/// running text, with whether a section ends there, where a hole is none.
fn filled(sheets: &[Option<(Sheet, bool)>]) -> Judged {
    let mut judged = Judged::default();
    let score = &mut judged.score;
    score.pages = sheets.len();
    for (index, sheet) in sheets.iter().enumerate() {
        let Some((sheet, ends)) = sheet else { continue };
        for hole in sheet.holes(*ends) {
            score.waste += (hole - AIR) * (hole - AIR);
            score.hole = score.hole.max(hole);
            if hole > SMALL {
                judged.open.insert(index);
            }
        }
        // A page for the last few lines of a section may be saved.
        if *ends && little(sheet) {
            judged.open.insert(index);
        }
    }
    score.cost = score.waste;
    judged
}

/// Whether a page holds little.
fn little(sheet: &Sheet) -> bool {
    sheet.inked() * LITTLE < sheet.columns.iter().map(Vec::len).sum()
}

#[cfg(test)]
mod tests {
    use super::{Sheet, filled};

    /// Columns as pictures, `#` for a line with ink; and whether a section ends there.
    fn sheet(columns: &[&str], ends: bool) -> Option<(Sheet, bool)> {
        let column = |text: &&str| text.chars().map(|c| c == '#').collect();
        let columns = columns.iter().map(column).collect();
        let fields = Vec::new();
        Some((Sheet { columns, fields }, ends))
    }

    #[test]
    fn holes_count_by_their_square_beyond_air() {
        let first = sheet(&["##...#####", "####......"], false);
        let last = sheet(&["###.....##", "##........"], true);
        let score = filled(&[first, last, None]).score;
        assert_eq!((score.pages, score.hole, score.waste), (3, 6, 9 + 4));
    }

    #[test]
    fn the_end_of_a_section_is_no_hole() {
        let waste = |columns: &[&str]| filled(&[sheet(columns, true)]).score.waste;
        assert_eq!(waste(&["###.......", ".........."]), 0);
        assert_eq!(waste(&["..........", ".........."]), 0);
        // Balanced columns end level; what is missing above the end is a hole.
        assert_eq!(waste(&["###.......", "##........"]), 0);
        assert_eq!(waste(&["##........", "########.."]), 9);
    }

    #[test]
    fn pages_with_large_holes_are_open() {
        let full = || sheet(&["##########", "##########"], false);
        let large = sheet(&["####......", "#####....."], false);
        let small = sheet(&["#####.....", "##########"], false);
        let open = filled(&[full(), large, small, full()]).open;
        assert_eq!(open.into_iter().collect::<Vec<_>>(), [1]);
        let last = |columns: &[&str]| filled(&[sheet(columns, true)]).open.len();
        assert_eq!(last(&["####......", ".........."]), 1);
        assert_eq!(last(&["#####.....", ".........."]), 0);
        // Room for answers fills a page, and is no reason to keep it.
        let Some((mut answered, ends)) = sheet(&["##########", ".........."], true)
        else {
            return;
        };
        answered.fields = vec![vec![true; 6], Vec::new()];
        assert_eq!(filled(&[Some((answered, ends))]).open.len(), 1);
    }
}
