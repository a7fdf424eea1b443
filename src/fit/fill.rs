//! How full the pages of a unit are.

use std::collections::BTreeSet;

use crate::preflight::{AIR, Sheet};

/// How full the pages of a unit are.
#[derive(Debug, Copy, Clone, Default, Eq, PartialEq, Ord, PartialOrd)]
pub struct Fill {
    /// Figures and tables that stand before one with a lower number.
    pub disorder: usize,
    /// The number of pages.
    pub pages: usize,
    /// The sum over all holes of the square of the lines beyond the usual air:
    /// one large hole is worse than some small ones.
    pub waste: usize,
    /// The lines of the largest hole.
    pub hole: usize,
}

/// How full the pages of one unit are.
pub(super) fn fill(sheets: &[Sheet]) -> Fill {
    let mut fill = Fill { pages: sheets.len(), ..Fill::default() };
    for (index, sheet) in sheets.iter().enumerate() {
        for hole in sheet.holes(index + 1 == sheets.len()) {
            fill.waste += (hole - AIR) * (hole - AIR);
            fill.hole = fill.hole.max(hole);
        }
    }
    fill
}

/// The pages of units, from the first to the one before the next unit.
pub(super) fn ranges(
    starts: &[usize],
    end: usize,
) -> impl Iterator<Item = std::ops::Range<usize>> {
    let all: BTreeSet<usize> = starts.iter().copied().chain([end]).collect();
    starts.iter().map(move |start| {
        let next = all.range(start + 1..).next().copied();
        *start..next.unwrap_or(*start)
    })
}

#[cfg(test)]
mod tests {
    use super::{Sheet, fill, ranges};

    /// A column as a picture: `#` for a line with ink.
    fn sheet(columns: &[&str]) -> Sheet {
        let column = |text: &&str| text.chars().map(|c| c == '#').collect();
        Sheet { columns: columns.iter().map(column).collect() }
    }

    #[test]
    fn holes_count_by_their_square_beyond_air() {
        let first = sheet(&["##...#####", "####......"]);
        let last = sheet(&["###.....##", "##........"]);
        let fill = fill(&[first, last]);
        assert_eq!((fill.pages, fill.hole, fill.waste), (2, 6, 9 + 4));
    }

    #[test]
    fn the_end_of_a_unit_is_no_hole() {
        assert_eq!(fill(&[sheet(&["###.......", ".........."])]).waste, 0);
        assert_eq!(fill(&[sheet(&["..........", ".........."])]).waste, 0);
    }

    #[test]
    fn a_unit_ends_before_the_next() {
        let ranges: Vec<_> = ranges(&[2, 5, 9], 12).collect();
        assert_eq!(ranges, [2..5, 5..9, 9..12]);
    }
}
