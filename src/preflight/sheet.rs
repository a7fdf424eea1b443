//! Which lines of the columns of a page hold ink.

use typst_layout::PagedDocument;
use typst_library::introspection::Tag;
use typst_library::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst_library::visualize::Paint;

use crate::model::{Edition, Page};

/// Empty lines in a row that a heading or the padding of a block may leave.
pub const AIR: usize = 3;

/// What the layout writes before the field for an answer.
const FIELD: &str = "answer-field";

/// The lines of the columns of one page.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// For each column, which of its lines hold ink or room for an answer.
    pub columns: Vec<Vec<bool>>,
    /// For each column, which of these lines hold nothing but that room.
    pub fields: Vec<Vec<bool>>,
}

impl Sheet {
    /// Reads the ink of a page: text, pictures and drawn shapes. Dots are no ink where
    /// they fill what is left of a page; the field for an answer is there to be filled.
    pub fn read(document: &PagedDocument, index: usize, edition: &Edition) -> Self {
        let page = edition.page();
        let verso = edition.duplex && index % 2 == 1;
        let none = vec![vec![false; lines(&page)]; columns(&page)];
        let mut reader = Reader {
            left: if verso { page.outside } else { page.inside },
            ink: none.clone(),
            fields: none,
            page,
            is_field: false,
        };
        if let Some(laid) = document.pages().get(index) {
            reader.frame(&laid.frame, Transform::identity());
        }
        reader.sheet()
    }

    /// How many lines hold ink.
    pub fn inked(&self) -> usize {
        let count = |columns: &[Vec<bool>]| -> usize {
            columns.iter().flatten().filter(|line| **line).count()
        };
        count(&self.columns) - count(&self.fields)
    }

    /// The lines of all holes: runs of empty lines longer than air. Below the
    /// last ink of a last page nothing counts.
    pub fn holes(&self, last: bool) -> impl Iterator<Item = usize> {
        self.ends(last).into_iter().flat_map(runs).filter(|run| *run > AIR)
    }

    /// The lines of each column that should hold ink: all, and on a last page those
    /// before its last ink. There columns that end level with the last one are
    /// balanced, and leave nothing empty.
    pub fn ends(&self, last: bool) -> Vec<&[bool]> {
        let ends = |column: &Vec<bool>| {
            column.iter().rposition(|line| *line).map_or(0, |line| line + 1)
        };
        let filled = self.columns.iter().rposition(|column| column.contains(&true));
        let level = filled.and_then(|index| self.columns.get(index)).map_or(0, ends);
        let counted = self.columns.iter().enumerate().map(|(index, column)| {
            let end = match filled {
                _ if !last => column.len(),
                Some(filled) if index <= filled => ends(column).max(level),
                _ => 0,
            };
            column.get(..end).unwrap_or_default()
        });
        counted.collect()
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

fn lines(page: &Page) -> usize {
    usize::try_from(page.lines).unwrap_or_default()
}

fn columns(page: &Page) -> usize {
    usize::try_from(page.columns).unwrap_or_default()
}

struct Reader {
    page: Page,
    left: f64,
    /// For each column, which of its lines hold ink, and which the field of an answer.
    ink: Vec<Vec<bool>>,
    fields: Vec<Vec<bool>>,
    /// Whether the next dots are such a field.
    is_field: bool,
}

impl Reader {
    fn sheet(self) -> Sheet {
        let join = |how: fn((&bool, &bool)) -> bool| {
            let columns = self.ink.iter().zip(&self.fields);
            columns
                .map(|(ink, field)| ink.iter().zip(field).map(how).collect())
                .collect()
        };
        Sheet {
            columns: join(|(ink, field)| *ink || *field),
            fields: join(|(ink, field)| *field && !*ink),
        }
    }

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
                    self.ink(here, [0.0, -0.6 * size, width, 0.1 * size], false);
                }
                FrameItem::Shape(shape, _) => {
                    let dots = matches!(shape.fill, Some(Paint::Tiling(_)));
                    let is_field = dots && std::mem::take(&mut self.is_field);
                    let is_ink =
                        !dots && (shape.fill.is_some() || shape.stroke.is_some());
                    if is_ink || is_field {
                        let bounds = shape.bbox(false);
                        let (min, max) = (bounds.min, bounds.max);
                        let sides = [min.x, min.y, max.x, max.y];
                        self.ink(here, sides.map(Abs::to_pt), is_field);
                    }
                }
                FrameItem::Image(_, size, _) => {
                    self.ink(here, [0.0, 0.0, size.x.to_pt(), size.y.to_pt()], false);
                }
                FrameItem::Tag(Tag::Start(element, _)) => {
                    let name = element.label().map(|label| label.resolve());
                    self.is_field |= name.is_some_and(|name| name.as_str() == FIELD);
                }
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    /// Marks the lines that a rectangle touches: left, top, right, bottom.
    fn ink(
        &mut self,
        here: Transform,
        [left, top, right, bottom]: [f64; 4],
        is_field: bool,
    ) {
        let at = |x: f64, y: f64| {
            let point = Point::new(Abs::pt(x), Abs::pt(y)).transform(here);
            (point.x.to_pt(), point.y.to_pt())
        };
        let corners = [at(left, top), at(right, bottom)];
        let [low, high] = corners;
        let (left, right) = (low.0.min(high.0), low.0.max(high.0));
        let (top, bottom) = (low.1.min(high.1), low.1.max(high.1));
        let (page, start) = (&self.page, self.left);
        let marked = if is_field { &mut self.fields } else { &mut self.ink };
        for (index, column) in marked.iter_mut().enumerate() {
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
