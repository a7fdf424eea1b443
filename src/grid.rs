//! The baseline grid: blocks whose height is rounded as they are laid out.
//!
//! The layout could measure a block and then pad it, but that lays every block
//! out twice. Here the finished frame is padded instead.

use typst_layout::{layout_fragment, layout_frame};
use typst_library::diag::SourceResult;
use typst_library::engine::Engine;
use typst_library::foundations::{
    Content, NativeElement, Packed, Resolve, Smart, Str, StyleChain, func,
};
use typst_library::introspection::{Location, Locator};
use typst_library::layout::{
    Abs, Axes, BlockElem, Fragment, Frame, Length, PadElem, Point, Ratio, Region,
    Regions, Rel, Size, Spacing,
};
use typst_utils::hash128;

/// A solid block, as wide as its column and padded to the next height that some
/// number of lines has: `n × pitch − lead`.
///
/// `pitch` is the distance of baselines, `lead` the space between two lines;
/// `slack` is the share of the padding that goes above the body, `home` the place
/// of the block among the content (see [`at_home`]).
#[func]
pub fn casebook_snap(
    body: Content,
    pitch: Length,
    lead: Length,
    slack: f64,
    sticky: bool,
    home: Location,
) -> Content {
    // A layouter is given one element and nothing else, so the measures travel
    // in the fields of a padding.
    let padding = PadElem::new(body)
        .with_left(pitch.into())
        .with_right(lead.into())
        .with_top(Ratio::new(slack).into());
    let block = BlockElem::single_layouter(housed(padding, home), snap);
    spaced(block.with_sticky(sticky), lead)
}

/// A block that may go on in the next column; its last part is padded below to
/// the height of whole lines. Measures as in [`casebook_snap`].
#[func]
pub fn casebook_flow(
    body: Content,
    pitch: Length,
    lead: Length,
    home: Location,
) -> Content {
    let padding = PadElem::new(body).with_left(pitch.into()).with_right(lead.into());
    spaced(BlockElem::multi_layouter(housed(padding, home), flow), lead)
}

/// A block as wide as its column and as high as its body, solid or not.
#[func]
pub fn casebook_plain(
    body: Content,
    breakable: bool,
    above: Length,
    below: Length,
    home: Location,
) -> Content {
    let padding = housed(PadElem::new(body), home);
    let block = match breakable {
        true => BlockElem::multi_layouter(padding, flow),
        false => BlockElem::single_layouter(padding, snap),
    };
    let space = |length: Length| Smart::Custom(Spacing::Rel(Rel::from(length)));
    block
        .with_width(Smart::Custom(Rel::one()))
        .with_above(space(above))
        .with_below(space(below))
        .pack()
}

/// The place of a block that has a name.
#[func]
pub fn casebook_home(name: Str) -> Location {
    Location::new(hash128(&("casebook", name.as_str())))
}

/// Measures with the place of their block among the content.
pub(crate) fn housed(padding: PadElem, home: Location) -> Packed<PadElem> {
    let mut padding = Packed::new(padding);
    padding.set_location(home);
    padding
}

/// The locator of a block that knows its place among the content.
///
/// That of the flow counts the blocks of a run of pages, so that the same block has
/// another one in another order of the book, and all that it holds would be laid out
/// anew. Its place among the content tells it from all others just as well, and is
/// the same in every edition.
pub(crate) fn at_home<'a>(padding: &Packed<PadElem>, flow: Locator<'a>) -> Locator<'a> {
    padding.location().map_or(flow, Locator::synthesize)
}

/// A block as wide as its column, with the same space above and below it.
pub(crate) fn spaced(block: BlockElem, around: Length) -> Content {
    let spacing = Smart::Custom(Spacing::Rel(Rel::from(around)));
    block
        .with_width(Smart::Custom(Rel::one()))
        .with_above(spacing)
        .with_below(spacing)
        .pack()
}

/// The measures that a layouter was given to the left and to the right of what it lays
/// out.
pub(crate) fn sides(padding: &Packed<PadElem>, styles: StyleChain) -> [Abs; 2] {
    let sides = [padding.left.get(styles), padding.right.get(styles)];
    sides.map(|side| side.abs.resolve(styles))
}

fn flow(
    padding: &Packed<PadElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let [pitch, lead] = sides(padding, styles);
    let locator = at_home(padding, locator);
    let parts = layout_fragment(engine, &padding.body, locator, styles, regions)?;
    let mut frames = parts.into_frames();
    if let Some(frame) = frames.last_mut() {
        frame.size_mut().y = snapped(frame.height(), pitch, lead);
    }
    Ok(Fragment::frames(frames))
}

fn snap(
    padding: &Packed<PadElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    region: Region,
) -> SourceResult<Frame> {
    let [pitch, lead] = sides(padding, styles);
    let slack = padding.top.get(styles).rel.get();
    let locator = at_home(padding, locator);
    let body = layout_frame(engine, &padding.body, locator, styles, unbounded(region))?;
    let height = snapped(body.height(), pitch, lead);
    let mut frame = Frame::soft(Size::new(body.width(), height));
    frame.push_frame(Point::with_y((height - body.height()) * slack), body);
    Ok(frame)
}

/// As wide as a region, and without an end. A page with a wide figure at its head has
/// lower columns than others; what a solid block holds is as high in any of them, and is
/// remembered for all of them.
fn unbounded(region: Region) -> Region {
    let size = Size::new(region.size.x, Abs::inf());
    Region::new(size, Axes::new(region.expand.x, false))
}

/// The next height that whole lines have; a tenth of a point is forgiven.
pub(crate) fn snapped(height: Abs, pitch: Abs, lead: Abs) -> Abs {
    if pitch <= Abs::zero() {
        return height;
    }
    pitch * ((height + lead - Abs::pt(0.1)) / pitch).ceil() - lead
}

#[cfg(test)]
mod tests {
    use super::{Abs, snapped};

    #[test]
    fn heights_are_those_of_whole_lines() {
        let (pitch, lead) = (Abs::pt(12.0), Abs::pt(3.99));
        for (height, lines) in
            [(8.01, 1.0), (8.1, 1.0), (8.2, 2.0), (20.0, 2.0), (60.0, 6.0)]
        {
            let expected = pitch * lines - lead;
            assert!(
                snapped(Abs::pt(height), pitch, lead).approx_eq(expected),
                "{height}"
            );
        }
        assert_eq!(snapped(Abs::pt(7.0), Abs::zero(), lead), Abs::pt(7.0));
    }
}
