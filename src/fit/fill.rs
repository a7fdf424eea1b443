//! How full the columns of finished pages are.

use std::collections::BTreeSet;

use typst_layout::PagedDocument;
use typst_library::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst_library::visualize::Paint;

use crate::model::{Edition, Page};

/// Empty lines in a row that a heading or the padding of a block may leave.
const AIR: usize = 3;

/// The lines of the columns of one page.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    /// For each column, which of its lines hold ink.
    columns: Vec<Vec<bool>>,
}

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

impl Sheet {
    /// Reads the ink of a page: text, pictures and drawn shapes. Fields of dots
    /// for notes are no ink.
    pub(super) fn read(
        document: &PagedDocument,
        index: usize,
        edition: &Edition,
    ) -> Self {
        let page = edition.page();
        let verso = edition.duplex && index % 2 == 1;
        let mut reader = Reader {
            left: if verso { page.outside } else { page.inside },
            sheet: Self {
                columns: vec![vec![false; lines(&page)]; columns(&page)],
            },
            page,
        };
        if let Some(laid) = document.pages().get(index) {
            reader.frame(&laid.frame, Transform::identity());
        }
        reader.sheet
    }

    /// The lines of all holes: runs of empty lines longer than air. Below the
    /// last ink of a last page nothing counts.
    fn holes(&self, last: bool) -> impl Iterator<Item = usize> {
        let filled = self.columns.iter().rposition(|column| column.contains(&true));
        let counted = self.columns.iter().enumerate().map(move |(index, column)| {
            let end = match (last, filled) {
                (true, Some(filled)) if index >= filled => {
                    column.iter().rposition(|line| *line).map_or(0, |line| line + 1)
                }
                (true, None) => 0,
                _ => column.len(),
            };
            column.get(..end).unwrap_or_default()
        });
        counted.flat_map(runs).filter(|run| *run > AIR)
    }
}

/// The lengths of the runs of empty lines.
fn runs(lines: &[bool]) -> Vec<usize> {
    lines
        .split(|ink| *ink)
        .map(<[bool]>::len)
        .filter(|length| *length > 0)
        .collect()
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

fn lines(page: &Page) -> usize {
    usize::try_from(page.lines).unwrap_or_default()
}

fn columns(page: &Page) -> usize {
    usize::try_from(page.columns).unwrap_or_default()
}

struct Reader {
    page: Page,
    left: f64,
    sheet: Sheet,
}

impl Reader {
    fn frame(&mut self, frame: &Frame, outer: Transform) {
        for (position, item) in frame.items() {
            let here = outer.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => {
                    self.frame(&group.frame, here.pre_concat(group.transform));
                }
                FrameItem::Text(text) => {
                    let size = text.size.to_pt();
                    let width = text.width().to_pt();
                    self.ink(here, [0.0, -0.6 * size, width, 0.1 * size]);
                }
                FrameItem::Shape(shape, _) => {
                    let dots = matches!(shape.fill, Some(Paint::Tiling(_)));
                    if !dots && (shape.fill.is_some() || shape.stroke.is_some()) {
                        let bounds = shape.bbox(false);
                        let (min, max) = (bounds.min, bounds.max);
                        let sides = [min.x, min.y, max.x, max.y];
                        self.ink(here, sides.map(Abs::to_pt));
                    }
                }
                FrameItem::Image(_, size, _) => {
                    self.ink(here, [0.0, 0.0, size.x.to_pt(), size.y.to_pt()]);
                }
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    /// Marks the lines that a rectangle touches: left, top, right, bottom.
    fn ink(&mut self, here: Transform, [left, top, right, bottom]: [f64; 4]) {
        let at = |x: f64, y: f64| {
            let point = Point::new(Abs::pt(x), Abs::pt(y)).transform(here);
            (point.x.to_pt(), point.y.to_pt())
        };
        let corners = [at(left, top), at(right, bottom)];
        let [low, high] = corners;
        let (left, right) = (low.0.min(high.0), low.0.max(high.0));
        let (top, bottom) = (low.1.min(high.1), low.1.max(high.1));
        let (page, start) = (&self.page, self.left);
        for (index, column) in self.sheet.columns.iter_mut().enumerate() {
            let from = start + position(index) * (page.column() + page.gutter);
            if right < from + 1.0 || left > from + page.column() - 1.0 {
                continue;
            }
            for (row, line) in column.iter_mut().enumerate() {
                let y = page.top + position(row) * page.pitch;
                *line |= top < y + page.pitch - 2.0 && bottom > y + 1.0;
            }
        }
    }
}

/// A number of lines or columns as a factor of a length.
fn position(index: usize) -> f64 {
    f64::from(u32::try_from(index).unwrap_or(u32::MAX))
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
