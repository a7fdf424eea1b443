//! Pages on sheets: cut out at their bleed, shifted for creep, with marks around.

use typst_layout::Page;
use typst_library::layout::{Abs, Frame, FrameItem, GroupItem, Point, Size};
use typst_library::visualize::{Color, Curve, FixedStroke, Geometry};
use typst_syntax::Span;

use super::scheme::{Imposition, Sheet, Slot};
use crate::finish::Boxes;

/// Points in a millimetre.
pub(super) const MM: f64 = 72.0 / 25.4;

/// Length of a mark, and the width of its line, in points.
const MARK: f64 = 5.0 * MM;
const HAIRLINE: f64 = 0.25;

/// From a mark to the edge of the sheet, in points.
const EDGE: f64 = 2.0 * MM;

/// Dashes and gaps of the mark of a fold, in points.
const DASH: [f64; 2] = [2.0, 1.5];

/// The measures of a sheet, in points.
#[derive(Debug, Copy, Clone)]
pub(super) struct Measures {
    /// The trimmed page.
    pub(super) trim: [f64; 2],
    /// What is printed beyond it.
    pub(super) bleed: f64,
    /// How far the thickness of a sheet shifts the pages of the one within it.
    pub(super) creep: f64,
    /// Whether there is room for bleed and marks around the pages.
    pub(super) marks: bool,
}

/// The edges of a page on a sheet.
#[derive(Debug, Copy, Clone)]
struct Edges {
    /// Whether the sheet is folded at the left and at the right of the page.
    folded: [bool; 2],
    /// Whether the page is the last towards left and right.
    outer: [bool; 2],
    /// Whether it is the last towards head and foot.
    ends: [bool; 2],
}

impl Measures {
    /// From the edge of a sheet to the trim of its outer pages.
    pub(super) fn border(&self) -> f64 {
        if self.marks { self.bleed + MARK + EDGE } else { 0.0 }
    }

    /// What is shown beyond the trim.
    fn shown(&self) -> f64 {
        if self.marks { self.bleed } else { 0.0 }
    }

    /// Between two pages of a sheet that are cut apart.
    fn gap(&self, folded: bool) -> f64 {
        if folded { 0.0 } else { 2.0 * self.shown() }
    }

    /// Width and height of a sheet.
    pub(super) fn sheet(&self, imposition: &Imposition) -> [f64; 2] {
        let [columns, rows] = imposition.grid;
        let gap = self.gap(imposition.folded);
        let side = |count: usize, length: f64| {
            let count = f64::from(u32::try_from(count).unwrap_or_default());
            count * (length + gap) - gap + 2.0 * self.border()
        };
        [side(columns, self.trim[0]), side(rows, self.trim[1])]
    }

    /// The boxes of a sheet: the trimmed pages together, and their bleed.
    pub(super) fn boxes(&self, [width, height]: [f64; 2]) -> Boxes {
        let inset = |by: f64| [by, by, width - by, height - by];
        Boxes {
            trim: inset(self.border()),
            bleed: inset(self.border() - self.shown()),
        }
    }

    /// How far a page of a folded sheet is shifted to the right: towards the fold,
    /// by the thickness of the sheets around it, so that all outer margins are of
    /// one width when the book is trimmed.
    pub(super) fn shift(&self, sheet: &Sheet, slot: &Slot, folded: bool) -> f64 {
        let depth = f64::from(u32::try_from(sheet.depth).unwrap_or_default());
        let shift = depth * self.creep;
        match (folded, slot.column) {
            (false, _) => 0.0,
            (true, 0) => shift,
            (true, _) => -shift,
        }
    }
}

/// A side of a sheet. `slug` is a line for the people at the press.
pub(super) fn side(
    measures: &Measures,
    imposition: &Imposition,
    sheet: &Sheet,
    slots: &[Slot],
    pages: &[Page],
    slug: Option<&Frame>,
) -> Frame {
    let [width, height] = measures.sheet(imposition);
    let mut frame = Frame::hard(size(width, height));
    let gap = measures.gap(imposition.folded);
    let step = |count: usize, length: f64| {
        f64::from(u32::try_from(count).unwrap_or_default()) * (length + gap)
    };
    for slot in slots {
        let Some(page) = pages.get(slot.page) else { continue };
        let corner = [
            measures.border() + step(slot.column, measures.trim[0]),
            measures.border() + step(slot.row, measures.trim[1]),
        ];
        let [columns, rows] = imposition.grid;
        let inner = [slot.column > 0, slot.column + 1 < columns];
        let edges = Edges {
            folded: inner.map(|inner| inner && imposition.folded),
            outer: inner.map(|inner| !inner),
            ends: [slot.row == 0, slot.row + 1 == rows],
        };
        let shift = measures.shift(sheet, slot, imposition.folded);
        place(measures, &page.frame, corner, shift, edges, &mut frame);
    }
    if imposition.folded {
        fold_marks(measures, [width / 2.0, height], &mut frame);
    }
    if let Some(slug) = slug.filter(|_| measures.marks) {
        let left = measures.border() + 12.0 * MM;
        frame.push_frame(point(left, height - EDGE - MARK), slug.clone());
    }
    frame
}

/// A page alone on a sheet.
pub(super) fn single(measures: &Measures, page: &Frame, slug: Option<&Frame>) -> Frame {
    let [width, height] = [page.width().to_pt(), page.height().to_pt()];
    let border = measures.border();
    let mut frame = Frame::hard(size(width + 2.0 * border, height + 2.0 * border));
    let own = Measures { trim: [width, height], ..*measures };
    let edges = Edges {
        folded: [false; 2],
        outer: [true; 2],
        ends: [true; 2],
    };
    place(&own, page, [border, border], 0.0, edges, &mut frame);
    if let Some(slug) = slug.filter(|_| measures.marks) {
        let foot = height + 2.0 * border - EDGE - MARK;
        frame.push_frame(point(border + 12.0 * MM, foot), slug.clone());
    }
    frame
}

/// A cover in one piece, which is folded at both edges of its spine.
pub(super) fn cover(
    measures: &Measures,
    cover: &Frame,
    spine: f64,
    slug: Option<&Frame>,
) -> Frame {
    let mut frame = single(measures, cover, slug);
    let (width, height) = (frame.width().to_pt(), frame.height().to_pt());
    for side in [-1.0, 1.0] {
        fold_marks(measures, [(width + side * spine) / 2.0, height], &mut frame);
    }
    frame
}

/// Puts a page with its trim at a corner of a sheet, cut out at its bleed and at its
/// folds, with crop marks where no other page is in their way.
fn place(
    measures: &Measures,
    page: &Frame,
    [x, y]: [f64; 2],
    shift: f64,
    edges: Edges,
    sheet: &mut Frame,
) {
    let [width, height] = measures.trim;
    let shown = measures.shown();
    let beyond = edges.folded.map(|folded| if folded { 0.0 } else { shown });
    let window = size(width + beyond[0] + beyond[1], height + 2.0 * shown);
    let mut inner = Frame::soft(window);
    let group = GroupItem::new(page.clone());
    inner.push(point(beyond[0] + shift, shown), FrameItem::Group(group));
    let mut outer = GroupItem::new(inner);
    outer.clip = Some(Curve::rect(window));
    sheet.push(point(x - beyond[0], y - shown), FrameItem::Group(outer));
    if !measures.marks {
        return;
    }
    // The knife cuts an inner sheet where its page ends.
    let sides = [(x + shift, -1.0), (x + width + shift, 1.0)];
    let ends = [(y, -1.0), (y + height, 1.0)];
    let from = measures.bleed;
    for (side, (edge, outwards)) in sides.into_iter().enumerate() {
        for (end, (level, away)) in ends.into_iter().enumerate() {
            if edges.ends[end] && !edges.folded[side] {
                line([edge, level + away * from], [0.0, away * MARK], None, sheet);
            }
            if edges.outer[side] {
                let start = [edge + outwards * from, level];
                line(start, [outwards * MARK, 0.0], None, sheet);
            }
        }
    }
}

/// Dashed lines beyond head and foot at a fold.
fn fold_marks(measures: &Measures, [x, height]: [f64; 2], sheet: &mut Frame) {
    if !measures.marks {
        return;
    }
    let from = measures.border() - measures.bleed;
    line([x, from], [0.0, -MARK], Some(DASH), sheet);
    line([x, height - from], [0.0, MARK], Some(DASH), sheet);
}

fn line(from: [f64; 2], by: [f64; 2], dash: Option<[f64; 2]>, sheet: &mut Frame) {
    let mut stroke = FixedStroke::from_pair(Color::BLACK, Abs::pt(HAIRLINE));
    stroke.dash = dash.map(|dash| typst_library::visualize::DashPattern {
        array: dash.map(Abs::pt).to_vec(),
        phase: Abs::zero(),
    });
    let shape = Geometry::Line(point(by[0], by[1])).stroked(stroke);
    sheet.push(point(from[0], from[1]), FrameItem::Shape(shape, Span::detached()));
}

fn point(x: f64, y: f64) -> Point {
    Point::new(Abs::pt(x), Abs::pt(y))
}

fn size(width: f64, height: f64) -> Size {
    Size::new(Abs::pt(width), Abs::pt(height))
}
