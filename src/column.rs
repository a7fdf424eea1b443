//! Blocks that look at what is left of their column: dots for notes, room for an
//! answer, and a paragraph that leads to what stands below it.
//!
//! The regions of a block tell how much is left and how many columns follow. A layout
//! that asked for its own position instead would need a pass more for every page it
//! moves.
#![allow(
    clippy::too_many_arguments,
    reason = "the layout calls each function in one place"
)]

use typst_layout::{layout_fragment, layout_frame};
use typst_library::diag::SourceResult;
use typst_library::engine::Engine;
use typst_library::foundations::{
    Content, NativeElement, Packed, Resolve, SequenceElem, Smart, StyleChain, func,
};
use typst_library::introspection::{Location, Locator};
use typst_library::layout::{
    Abs, Axes, BlockElem, Fragment, Frame, Length, PadElem, Point, Ratio, Region,
    Regions, Rel, Size, Spacing,
};

use crate::grid::{at_home, housed, sides, spaced};

/// The share of the lines for an answer that will do where a column ends.
const ENOUGH: f64 = 0.6;

/// What is left of a page: `first` fills the rest of the column at hand if that
/// is higher than `least`, and `next` every column after it. Each is given the
/// height to fill. `above` is the air above it in the column at hand.
#[func]
pub fn casebook_rest(
    first: Content,
    next: Content,
    least: Length,
    above: Length,
) -> Content {
    let padding = PadElem::new(Content::sequence([first, next]))
        .with_left(least.into())
        .with_top(above.into());
    let none = Smart::Custom(Spacing::Rel(Rel::zero()));
    BlockElem::multi_layouter(Packed::new(padding), rest)
        .with_width(Smart::Custom(Rel::one()))
        .with_above(none)
        .pack()
}

/// A question with `field` below it, which is given the height of some `lines` to
/// fill, or what is left of the column if that is nearly as much. Where `next`, the
/// question after it, would not fit below with its own `next_lines`, the field takes
/// what it would leave empty.
#[func]
pub fn casebook_field(
    ask: Content,
    field: Content,
    lines: f64,
    next: Content,
    next_lines: f64,
    pitch: Length,
    lead: Length,
    home: Location,
) -> Content {
    let padding = PadElem::new(Content::sequence([ask, field, next]))
        .with_left(pitch.into())
        .with_right(lead.into())
        .with_top(Ratio::new(lines).into())
        .with_bottom(Ratio::new(next_lines).into());
    spaced(BlockElem::multi_layouter(housed(padding, home), field_below), lead)
}

/// A paragraph and what it leads to. If a column ends between them, the last two lines
/// of the paragraph go on with what follows; if it ends before the last line of that, one
/// more goes on with it.
#[func]
pub fn casebook_keep(
    paragraph: Content,
    follower: Content,
    pitch: Length,
    lead: Length,
    home: Location,
) -> Content {
    let padding =
        PadElem::new(Content::sequence([paragraph, follower])).with_left(pitch.into());
    spaced(BlockElem::multi_layouter(housed(padding, home), keep), lead)
}

/// The parts of a block of some.
fn parts(padding: &Packed<PadElem>) -> &[Content] {
    let sequence = padding.body.to_packed::<SequenceElem>();
    sequence.map_or(&[], |sequence| &sequence.children)
}

/// A frame of some height without anything in it.
fn blank(width: Abs, height: Abs) -> Frame {
    Frame::soft(Size::new(width, height))
}

fn rest(
    padding: &Packed<PadElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let least = padding.left.get(styles).abs.resolve(styles);
    let above = air(padding.top.get(styles).abs.resolve(styles), regions);
    let heights = std::iter::once((regions.size.y, above))
        .chain(regions.backlog.iter().map(|height| (*height, Abs::zero())));
    let mut bodies = parts(padding).iter();
    let mut body = bodies.next();
    let mut locator = locator.split();
    let mut frames = Vec::new();
    for (height, above) in heights {
        let size = Size::new(regions.size.x, height - above);
        let Some(body_here) = body.filter(|_| size.y > least) else {
            frames.push(blank(size.x, Abs::zero()));
            continue;
        };
        let region = Region::new(size, Axes::splat(true));
        let inner = layout_frame(engine, body_here, locator.next(&()), styles, region)?;
        let mut frame = blank(size.x, height);
        frame.push_frame(Point::with_y(above), inner);
        frames.push(frame);
        body = bodies.next().or(body);
    }
    Ok(Fragment::frames(frames))
}

/// The air above what is left of a column: none at its head, where it takes back what
/// was taken off there.
fn air(usual: Abs, regions: Regions) -> Abs {
    let over = regions.size.y - regions.full;
    if over < -Abs::pt(0.5) { usual } else { over.max(Abs::zero()) }
}

fn field_below(
    padding: &Packed<PadElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let [pitch, lead] = sides(padding, styles);
    let lines = padding.top.get(styles).rel.get();
    let next_lines = padding.bottom.get(styles).rel.get();
    let locator = at_home(padding, locator);
    let [ask, field, next] = parts(padding) else {
        return Ok(Fragment::frames(Vec::new()));
    };
    let width = regions.size.x;
    let endless = Region::new(Size::new(width, Abs::inf()), Axes::new(true, false));
    let following = layout_frame(engine, next, locator.relayout(), styles, endless)?;
    let mut locator = locator.split();
    let question = layout_frame(engine, ask, locator.next(&0), styles, endless)?;
    let top = question.height() + lead;
    let needed_next = following.height() + lead + pitch * (next_lines * ENOUGH).ceil();
    let room = Room {
        wanted: pitch * lines - lead,
        enough: pitch * (lines * ENOUGH).ceil() - lead,
        next: needed_next,
        between: lead,
    };
    let fits = |left: Abs| room.height(left - top);
    let (skipped, height) = match fits(regions.size.y) {
        Some(height) => (false, height),
        None if regions.may_progress() => {
            let mut after = regions;
            after.next();
            (true, fits(after.size.y).unwrap_or(room.enough))
        }
        None => (false, room.enough),
    };
    let region = Region::new(Size::new(width, height), Axes::splat(true));
    let dots = layout_frame(engine, field, locator.next(&1), styles, region)?;
    let mut frame = blank(width, top + height);
    frame.push_frame(Point::zero(), question);
    frame.push_frame(Point::with_y(top), dots);
    let before = skipped.then(|| blank(width, Abs::zero()));
    Ok(Fragment::frames(before.into_iter().chain([frame]).collect()))
}

/// What the field below a question would like.
struct Room {
    wanted: Abs,
    enough: Abs,
    next: Abs,
    between: Abs,
}

impl Room {
    /// The height of the field with some height left of the column, if it fits.
    fn height(&self, left: Abs) -> Option<Abs> {
        if !left.fits(self.enough) {
            return None;
        }
        let after = left - self.wanted - self.between;
        Some(if after.fits(self.next) { self.wanted } else { left })
    }
}

fn keep(
    padding: &Packed<PadElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let pitch = padding.left.get(styles).abs.resolve(styles);
    let locator = at_home(padding, locator);
    let whole = &padding.body;
    let together = layout_fragment(engine, whole, locator.relayout(), styles, regions)?;
    let [paragraph, _] = parts(padding) else { return Ok(together) };
    let alone = layout_fragment(engine, paragraph, locator.relayout(), styles, regions)?;
    let heights = |fragment: &Fragment| -> Vec<Abs> {
        fragment.iter().map(Frame::height).collect()
    };
    let all = heights(&together);
    // Half a line less than two lines lets neither of them stay, nor one of one.
    let shorter = match torn(&all, &heights(&alone)) {
        Some(end) => shortened(regions, end.column, end.height - 1.5 * pitch),
        None => single(&all, pitch)
            .and_then(|end| shortened(regions, end.column, end.height - 0.5 * pitch)),
    };
    let Some(shorter) = shorter else { return Ok(together) };
    let regions = Regions {
        size: Size::new(regions.size.x, shorter.first),
        backlog: &shorter.backlog,
        ..regions
    };
    layout_fragment(engine, whole, locator, styles, regions)
}

/// The column in which a paragraph ends, and the height that it has there.
struct End {
    column: usize,
    height: Abs,
}

/// Where a paragraph ends, if what follows it begins in the column after that.
fn torn(together: &[Abs], alone: &[Abs]) -> Option<End> {
    let column = alone.len().checked_sub(1)?;
    let (height, with) = (*alone.get(column)?, *together.get(column)?);
    let is_torn = together.len() > alone.len() && height.fits(with - Abs::pt(0.5));
    is_torn.then_some(End { column, height })
}

/// Where all but the last line ends, if that begins a column.
fn single(together: &[Abs], pitch: Abs) -> Option<End> {
    let [.., height, last] = together else { return None };
    let column = together.len() - 2;
    pitch.fits(*last).then_some(End { column, height: *height })
}

/// Heights of regions.
struct Heights {
    first: Abs,
    backlog: Vec<Abs>,
}

/// The regions with another height of one of them, if that is known.
fn shortened(regions: Regions, column: usize, height: Abs) -> Option<Heights> {
    let mut first = regions.size.y;
    let mut backlog = regions.backlog.to_vec();
    match column.checked_sub(1) {
        None => first = height.max(Abs::zero()),
        Some(later) => *backlog.get_mut(later)? = height.max(Abs::zero()),
    }
    Some(Heights { first, backlog })
}

#[cfg(test)]
mod tests {
    use super::{Abs, Room, single, torn};

    #[test]
    fn a_field_takes_what_the_next_question_cannot_use() {
        let room = Room {
            wanted: Abs::pt(100.0),
            enough: Abs::pt(60.0),
            next: Abs::pt(80.0),
            between: Abs::pt(4.0),
        };
        for (left, expected) in [
            (50.0, None),
            (60.0, Some(60.0)),
            (99.0, Some(99.0)),
            (150.0, Some(150.0)),
            (183.0, Some(183.0)),
            (184.0, Some(100.0)),
        ] {
            assert_eq!(room.height(Abs::pt(left)), expected.map(Abs::pt), "{left}");
        }
    }

    #[test]
    fn a_paragraph_is_torn_from_what_begins_the_next_column() {
        let heights = |heights: &[f64]| -> Vec<Abs> {
            heights.iter().map(|height| Abs::pt(*height)).collect()
        };
        let torn = |together: &[f64], alone: &[f64]| {
            torn(&heights(together), &heights(alone)).map(|end| end.column)
        };
        assert_eq!(torn(&[90.0], &[50.0]), None);
        assert_eq!(torn(&[50.0, 40.0], &[50.0]), Some(0));
        assert_eq!(torn(&[80.0, 20.0], &[50.0]), None);
        assert_eq!(torn(&[50.0, 30.0, 40.0], &[50.0, 30.0]), Some(1));
        assert_eq!(torn(&[50.0, 70.0], &[50.0, 30.0]), None);
    }

    #[test]
    fn the_last_line_does_not_begin_a_column() {
        let single = |heights: &[f64]| {
            let heights: Vec<Abs> = heights.iter().map(|h| Abs::pt(*h)).collect();
            single(&heights, Abs::pt(12.0)).map(|end| (end.column, end.height))
        };
        assert_eq!(single(&[90.0, 8.0]), Some((0, Abs::pt(90.0))));
        assert_eq!(single(&[50.0, 90.0, 8.0]), Some((1, Abs::pt(90.0))));
        assert_eq!(single(&[90.0, 20.0]), None);
        assert_eq!(single(&[8.0]), None);
    }
}
