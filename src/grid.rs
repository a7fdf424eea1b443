//! The baseline grid: blocks whose height is rounded as they are laid out.
//!
//! The layout could measure a block and then pad it, but that lays every block
//! out twice. Here the finished frame is padded instead.

use typst_layout::layout_frame;
use typst_library::diag::SourceResult;
use typst_library::engine::Engine;
use typst_library::foundations::{
    Content, NativeElement, Packed, Resolve, Smart, StyleChain, func,
};
use typst_library::introspection::Locator;
use typst_library::layout::{
    Abs, BlockElem, Frame, Length, PadElem, Point, Ratio, Region, Rel, Size, Spacing,
};

/// A solid block, as wide as its column and padded to the next height that some
/// number of lines has: `n × pitch − lead`.
///
/// `pitch` is the distance of baselines, `lead` the space between two lines;
/// `slack` is the share of the padding that goes above the body.
#[func]
pub fn casebook_snap(
    body: Content,
    pitch: Length,
    lead: Length,
    slack: f64,
    sticky: bool,
) -> Content {
    // A layouter is given one element and nothing else, so the measures travel
    // in the fields of a padding.
    let padding = PadElem::new(body)
        .with_left(pitch.into())
        .with_right(lead.into())
        .with_top(Ratio::new(slack).into());
    let spacing = Smart::Custom(Spacing::Rel(Rel::from(lead)));
    BlockElem::single_layouter(Packed::new(padding), snap)
        .with_width(Smart::Custom(Rel::one()))
        .with_sticky(sticky)
        .with_above(spacing)
        .with_below(spacing)
        .pack()
}

fn snap(
    padding: &Packed<PadElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    region: Region,
) -> SourceResult<Frame> {
    let pitch = padding.left.get(styles).abs.resolve(styles);
    let lead = padding.right.get(styles).abs.resolve(styles);
    let slack = padding.top.get(styles).rel.get();
    let body = layout_frame(engine, &padding.body, locator, styles, region)?;
    let height = snapped(body.height(), pitch, lead);
    let mut frame = Frame::soft(Size::new(body.width(), height));
    frame.push_frame(Point::with_y((height - body.height()) * slack), body);
    Ok(frame)
}

/// The next height that whole lines have; a tenth of a point is forgiven.
fn snapped(height: Abs, pitch: Abs, lead: Abs) -> Abs {
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
