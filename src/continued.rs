//! Blocks that go on in the next column under a head of their own.
//!
//! A repeated head of a grid would be the same again, and reads as if another block
//! began. Here the columns after the first open with one line that says what goes on;
//! and a head never stands alone at the foot of a column.
#![allow(
    clippy::too_many_arguments,
    reason = "the layout calls its one function in one place"
)]

use typst_layout::{layout_fragment, layout_frame};
use typst_library::diag::SourceResult;
use typst_library::engine::Engine;
use typst_library::foundations::{
    Content, Packed, Resolve, SequenceElem, StyleChain, func,
};
use typst_library::introspection::{Location, Locator};
use typst_library::layout::{
    Abs, Axes, BlockElem, Fragment, Frame, FrameItem, Length, PadElem, Point, Region,
    Regions, Size,
};

use crate::grid::{at_home, housed, sides, snapped, spaced};

/// A head and what stands below it. `parts` are pairs: the line that opens a column in
/// the middle of a part, and the part. `between` is the line where a column opens with
/// the beginning of one. `gap` stands below the head; measures as in
/// [`casebook_snap`](crate::grid::casebook_snap).
#[func]
pub fn casebook_continued(
    head: Content,
    between: Content,
    parts: Vec<Content>,
    gap: Length,
    pitch: Length,
    lead: Length,
    home: Location,
) -> Content {
    let all = [head, between].into_iter().chain(parts);
    let padding = PadElem::new(Content::sequence(all))
        .with_left(pitch.into())
        .with_right(lead.into())
        .with_top(gap.into());
    spaced(BlockElem::multi_layouter(housed(padding, home), continued), lead)
}

/// The columns of a block, filled from the top.
struct Columns<'a> {
    /// Those before the one at hand, and that one.
    frames: Vec<Frame>,
    /// The room from the column at hand on.
    room: Regions<'a>,
    /// Where in that column the next part begins.
    y: Abs,
    /// Where the last one ends.
    bottom: Abs,
}

impl Columns<'_> {
    /// Puts a frame below what stands in the column at hand.
    fn put(&mut self, frame: Frame, space: Abs) {
        self.bottom = self.y + frame.height();
        if let Some(column) = self.frames.last_mut() {
            column.push_frame(Point::with_y(self.y), frame);
            column.size_mut().y = self.bottom;
        }
        self.y = self.bottom + space;
    }

    /// Goes on in the next column.
    fn next(&mut self) {
        self.frames
            .push(Frame::soft(Size::new(self.room.size.x, Abs::zero())));
        self.room.next();
        (self.y, self.bottom) = (Abs::zero(), Abs::zero());
    }
}

fn continued(
    padding: &Packed<PadElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let [pitch, lead] = sides(padding, styles);
    let gap = padding.top.get(styles).abs.resolve(styles);
    let mut locator = at_home(padding, locator).split();
    let all = padding.body.to_packed::<SequenceElem>();
    let all: &[Content] = all.map_or(&[], |all| &all.children);
    let [head, between, parts @ ..] = all else {
        return Ok(Fragment::frames(Vec::new()));
    };
    let width = regions.size.x;
    let endless = Region::new(Size::new(width, Abs::inf()), Axes::new(true, false));
    let line = Region::new(Size::new(width, pitch - lead), Axes::splat(true));
    let mut columns = Columns {
        frames: vec![Frame::soft(Size::new(width, Abs::zero()))],
        room: regions,
        y: Abs::zero(),
        bottom: Abs::zero(),
    };
    columns.put(layout_frame(engine, head, locator.next(&0), styles, endless)?, gap);
    let mut alone = true;
    for pair in parts.chunks(2) {
        let [again, part] = pair else { continue };
        let mut later = Vec::new();
        // Every later column loses a line to the one that opens it.
        let shorter = columns
            .room
            .map(&mut later, |size| Size::new(size.x, (size.y - pitch).max(Abs::zero())));
        let left = (columns.room.size.y - columns.y).max(Abs::zero());
        let room = Regions { size: Size::new(width, left), ..shorter };
        let pieces = layout_fragment(engine, part, locator.next(&1), styles, room)?;
        let mut begun = false;
        for (index, piece) in pieces.into_iter().enumerate() {
            let seen = holds_ink(&piece);
            if index > 0 {
                columns.next();
            }
            // A column in which nothing of the part has room is not opened.
            if index > 0 && seen {
                let opens = if begun { again } else { between };
                let opens = layout_frame(engine, opens, locator.next(&2), styles, line)?;
                columns.put(opens, lead);
            }
            begun |= seen;
            alone &= columns.frames.len() > 1 || !begun;
            columns.put(piece, lead);
        }
    }
    if let Some(last) = columns.frames.last_mut() {
        last.size_mut().y = snapped(columns.bottom, pitch, lead);
    }
    if alone
        && regions.may_progress()
        && columns.frames.len() > 1
        && let Some(first) = columns.frames.first_mut()
    {
        // An empty first part sends the whole block to the next column.
        *first = Frame::soft(Size::new(width, Abs::zero()));
    }
    Ok(Fragment::frames(columns.frames))
}

/// Whether anything of a frame can be seen.
fn holds_ink(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => holds_ink(&group.frame),
        FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) => true,
        FrameItem::Link(..) | FrameItem::Tag(_) => false,
    })
}
