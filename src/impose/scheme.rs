//! The table of schemes: which page stands where on which side of which sheet.

use crate::model::Scheme;

/// Pages on one side of a folded sheet.
const SPREAD: usize = 2;

/// A page on a side of a sheet.
#[derive(Debug, Copy, Clone, Eq, PartialEq)]
pub struct Slot {
    /// The page, counted from nought.
    pub page: usize,
    /// The column on this side, from the left.
    pub column: usize,
    /// The row on this side, from the head.
    pub row: usize,
}

/// A sheet of paper, printed on both sides. It is turned about its vertical axis.
#[derive(Debug, Clone, Eq, PartialEq)]
pub struct Sheet {
    /// The signature that it belongs to, counted from nought.
    pub signature: usize,
    /// How many sheets of its signature lie around it.
    pub depth: usize,
    /// The two sides, the front first.
    pub sides: [Vec<Slot>; 2],
}

/// What a scheme makes of a number of pages.
#[derive(Debug, Clone, Eq, PartialEq)]
pub struct Imposition {
    /// Columns and rows on a side.
    pub grid: [usize; 2],
    /// Whether a sheet is folded between its columns, and not cut apart.
    pub folded: bool,
    /// All pages, those that fill the last sheet included.
    pub pages: usize,
    /// The sheets, in the order of the finished book.
    pub sheets: Vec<Sheet>,
}

/// Lays pages on sheets. `signature` is the most pages of a signature; all sheets of
/// a saddle-stitched book are one. Signatures are of even thickness: a last one of a
/// single sheet would not hold.
pub fn impose(scheme: Scheme, pages: usize, signature: usize) -> Imposition {
    match scheme {
        Scheme::Saddle => fold(pages, usize::MAX),
        Scheme::Signatures => fold(pages, signature / 4),
        Scheme::TwoUp => cut(pages, [2, 1]),
        Scheme::FourUp => cut(pages, [2, 2]),
    }
}

/// Sheets folded once, at most so many in one another.
fn fold(pages: usize, most: usize) -> Imposition {
    let count = pages.div_ceil(2 * SPREAD).max(1);
    let signatures = count.div_ceil(most.max(1));
    let mut sheets = Vec::with_capacity(count);
    let mut start = 0;
    for signature in 0..signatures {
        // The first signatures take what does not divide.
        let thick = count / signatures + usize::from(signature < count % signatures);
        let end = start + thick * 2 * SPREAD;
        for depth in 0..thick {
            let (first, last) = (start + 2 * depth, end - 1 - 2 * depth);
            let spread = |left, right| {
                let slot = |page, column| Slot { page, column, row: 0 };
                vec![slot(left, 0), slot(right, 1)]
            };
            let sides = [spread(last, first), spread(first + 1, last - 1)];
            sheets.push(Sheet { signature, depth, sides });
        }
        start = end;
    }
    Imposition { grid: [2, 1], folded: true, pages: start, sheets }
}

/// Sheets cut into leaves. Each place of the grid holds a stack of leaves that
/// follow one another; the stacks follow one another row by row.
fn cut(pages: usize, [columns, rows]: [usize; 2]) -> Imposition {
    let places = columns * rows;
    let count = pages.div_ceil(2 * places).max(1);
    let sheet = |index: usize| {
        let side = |back: bool| {
            (0..places)
                .map(|place| {
                    let (column, row) = (place % columns, place / columns);
                    let page = 2 * (place * count + index) + usize::from(back);
                    // The back of the left leaf is on the right.
                    let column = if back { columns - 1 - column } else { column };
                    Slot { page, column, row }
                })
                .collect()
        };
        Sheet {
            signature: 0,
            depth: 0,
            sides: [side(false), side(true)],
        }
    };
    let sheets = (0..count).map(sheet).collect();
    Imposition {
        grid: [columns, rows],
        folded: false,
        pages: count * 2 * places,
        sheets,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The page at a column and row of a side.
    fn at(side: &[Slot], column: usize, row: usize) -> usize {
        let found: Vec<_> =
            side.iter().filter(|s| (s.column, s.row) == (column, row)).collect();
        assert_eq!(found.len(), 1, "one page at {column}, {row}");
        found[0].page
    }

    /// The pages of a book in the order in which its leaves are turned. Each half of
    /// a sheet is a leaf: what is on its left in front is on its right behind. With
    /// the fronts outside, the right halves come first, from the outermost sheet to
    /// the innermost, and the left halves follow back to the outermost.
    fn folded(imposition: &Imposition) -> Vec<usize> {
        let mut pages = Vec::new();
        let last = imposition.sheets.last().map_or(0, |sheet| sheet.signature);
        for signature in 0..=last {
            let mut nest: Vec<_> = imposition
                .sheets
                .iter()
                .filter(|sheet| sheet.signature == signature)
                .collect();
            nest.sort_by_key(|sheet| sheet.depth);
            let depths: Vec<_> = nest.iter().map(|sheet| sheet.depth).collect();
            assert_eq!(depths, (0..nest.len()).collect::<Vec<_>>());
            for Sheet { sides: [front, back], .. } in &nest {
                pages.extend([at(front, 1, 0), at(back, 0, 0)]);
            }
            for Sheet { sides: [front, back], .. } in nest.iter().rev() {
                pages.extend([at(back, 1, 0), at(front, 0, 0)]);
            }
        }
        pages
    }

    /// The pages of a book whose sheets lie on each other with the fronts up, are cut
    /// through, and whose stacks are put below one another.
    fn stacked(imposition: &Imposition) -> Vec<usize> {
        let [columns, rows] = imposition.grid;
        let mut pages = Vec::new();
        for (row, column) in (0..rows).flat_map(|r| (0..columns).map(move |c| (r, c))) {
            for Sheet { sides: [front, back], .. } in &imposition.sheets {
                let behind = columns - 1 - column;
                pages.extend([at(front, column, row), at(back, behind, row)]);
            }
        }
        pages
    }

    #[test]
    fn a_folded_book_reads_from_the_first_page_to_the_last() {
        let mut books = 0;
        for pages in 1..=200 {
            for (scheme, signature) in [
                (Scheme::Saddle, 16),
                (Scheme::Signatures, 4),
                (Scheme::Signatures, 16),
                (Scheme::Signatures, 32),
            ] {
                let book = impose(scheme, pages, signature);
                let expected: Vec<_> = (0..book.pages).collect();
                assert_eq!(folded(&book), expected, "{scheme:?} {pages}");
                assert!(book.pages >= pages && book.pages < pages + 4, "{pages}");
                books += 1;
            }
        }
        assert_eq!(books, 800);
    }

    #[test]
    fn a_book_cut_and_stacked_reads_from_the_first_page_to_the_last() {
        for pages in 1..=200 {
            for (scheme, sheet) in [(Scheme::TwoUp, 4), (Scheme::FourUp, 8)] {
                let book = impose(scheme, pages, 16);
                let expected: Vec<_> = (0..book.pages).collect();
                assert_eq!(stacked(&book), expected, "{scheme:?} {pages}");
                assert!(book.pages >= pages && book.pages < pages + sheet, "{pages}");
            }
        }
    }

    /// Rectos lie to the right of a fold.
    #[test]
    fn rectos_are_on_the_right() {
        for sheet in impose(Scheme::Signatures, 90, 16).sheets {
            for slot in sheet.sides.iter().flatten() {
                assert_eq!(slot.page % 2, 1 - slot.column);
            }
        }
    }

    #[test]
    fn signatures_are_of_even_thickness() {
        let thick = |pages: usize, signature: usize| {
            let book = impose(Scheme::Signatures, pages, signature);
            let last = book.sheets.last().map_or(0, |sheet| sheet.signature);
            (0..=last)
                .map(|s| book.sheets.iter().filter(|sheet| sheet.signature == s).count())
                .collect::<Vec<_>>()
        };
        assert_eq!(thick(40, 16), [4, 3, 3]);
        assert_eq!(thick(36, 16), [3, 3, 3]);
        assert_eq!(thick(64, 16), [4, 4, 4, 4]);
        assert_eq!(thick(5, 16), [2]);
    }
}
