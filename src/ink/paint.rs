//! Paints in grey.

use std::sync::Arc;

use typst_library::layout::{Frame, FrameItem, Ratio};
use typst_library::visualize::{
    Color, ColorSpace, FixedStroke, Gradient, Paint, ProcessColorSpace, RatioOrAngle,
};

/// Stops between two stops of a gradient. Greys between the greys of two colours are
/// not the greys of the colours between them.
const SAMPLES: u8 = 16;

/// The space of greys.
const GREY: ProcessColorSpace = ProcessColorSpace::D65Gray;

/// A paint in grey. A tiling stays as it is: its frame cannot be replaced.
pub(super) fn grey_paint(paint: &Paint) -> Paint {
    match paint {
        Paint::Solid(colour) => Paint::Solid(grey(colour)),
        Paint::Gradient(gradient) => Paint::Gradient(grey_gradient(gradient)),
        Paint::Tiling(tiling) => Paint::Tiling(tiling.clone()),
    }
}

/// A stroke in grey.
pub(super) fn grey_stroke(stroke: &FixedStroke) -> FixedStroke {
    FixedStroke { paint: grey_paint(&stroke.paint), ..stroke.clone() }
}

/// The grey of a colour's relative luminance (WCAG 2.2), formed in linear light and
/// encoded again as sRGB; its opacity stays. Figures are mapped by the same formula.
fn grey(colour: &Color) -> Color {
    let colour = colour.to_process();
    let grey = colour.to_space(GREY);
    Color::Process(grey.with_alpha(colour.alpha().unwrap_or(1.0)))
}

fn grey_gradient(gradient: &Gradient) -> Gradient {
    let space = ColorSpace::Process(GREY);
    let stops = grey_stops(gradient);
    match gradient {
        Gradient::Linear(linear) => {
            let mut linear = (**linear).clone();
            (linear.stops, linear.space) = (stops, space);
            Gradient::Linear(Arc::new(linear))
        }
        Gradient::Radial(radial) => {
            let mut radial = (**radial).clone();
            (radial.stops, radial.space) = (stops, space);
            Gradient::Radial(Arc::new(radial))
        }
        Gradient::Conic(conic) => {
            let mut conic = (**conic).clone();
            (conic.stops, conic.space) = (stops, space);
            Gradient::Conic(Arc::new(conic))
        }
    }
}

fn grey_stops(gradient: &Gradient) -> Vec<(Color, Ratio)> {
    let stops = gradient.stops_ref();
    let mut greys = Vec::with_capacity(stops.len() * usize::from(SAMPLES));
    for ((colour, from), (_, to)) in stops.iter().zip(stops.iter().skip(1)) {
        greys.push((grey(colour), *from));
        let steps = if from < to { 1..SAMPLES } else { 0..0 };
        greys.extend(steps.map(|step| {
            let share = f64::from(step) / f64::from(SAMPLES);
            let at = Ratio::new(from.get() + (to.get() - from.get()) * share);
            (grey(&gradient.sample(RatioOrAngle::Ratio(at))), at)
        }));
    }
    greys.extend(stops.last().map(|(colour, at)| (grey(colour), *at)));
    greys
}

/// Whether a paint is no grey: a tiling that holds a colour or a picture.
pub(super) fn has_colour(paint: &Paint) -> bool {
    match paint {
        Paint::Solid(colour) => colour.space() != ColorSpace::Process(GREY),
        Paint::Gradient(gradient) => {
            gradient.stops_ref().iter().any(|(colour, _)| is_coloured(colour))
        }
        Paint::Tiling(tiling) => frame_has_colour(tiling.frame()),
    }
}

/// Whether a colour differs from its grey.
fn is_coloured(colour: &Color) -> bool {
    let [red, green, blue, _] = colour.to_vec4_u8();
    colour.space() != ColorSpace::Process(GREY) && (red != green || green != blue)
}

fn frame_has_colour(frame: &Frame) -> bool {
    let stroke = |stroke: &Option<FixedStroke>| {
        stroke.as_ref().is_some_and(|stroke| paint_in_tiling(&stroke.paint))
    };
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => frame_has_colour(&group.frame),
        FrameItem::Text(text) => paint_in_tiling(&text.fill) || stroke(&text.stroke),
        FrameItem::Shape(shape, _) => {
            shape.fill.as_ref().is_some_and(paint_in_tiling) || stroke(&shape.stroke)
        }
        FrameItem::Image(..) => true,
        FrameItem::Link(..) | FrameItem::Tag(_) => false,
    })
}

fn paint_in_tiling(paint: &Paint) -> bool {
    match paint {
        Paint::Solid(colour) => is_coloured(colour),
        Paint::Gradient(_) | Paint::Tiling(_) => has_colour(paint),
    }
}

#[cfg(test)]
mod tests {
    use typst_library::foundations::Smart;
    use typst_library::layout::Angle;
    use typst_library::visualize::{LinearGradient, ProcessColorSpace};

    use super::*;
    use crate::model::Ink;

    fn rgb(red: u8, green: u8, blue: u8) -> Color {
        Color::from_u8(red, green, blue, 255)
    }

    /// A figure and the text beside it agree on the grey of a colour.
    #[test]
    fn paints_and_figures_have_the_same_greys() {
        let mut seen = 0;
        for value in (0..=255).step_by(15) {
            for (r, g, b) in [(value, 73, 110), (148, value, 18), (168, 82, value)] {
                let [grey, _, _, opacity] = grey(&rgb(r, g, b)).to_vec4_u8();
                let svg = format!(
                    "<svg xmlns=\"http://www.w3.org/2000/svg\"><g fill=\"#{r:02x}{g:02x}{b:02x}\"/></svg>"
                );
                let hex = format!("#{grey:02x}{grey:02x}{grey:02x}");
                assert!(Ink::Mono.of(&svg).contains(&hex), "{r} {g} {b}: {hex}");
                assert_eq!(opacity, 255);
                seen += 1;
            }
        }
        assert!(seen > 50);
    }

    #[test]
    fn opacity_stays() {
        let colour = Color::from_u8(200, 10, 10, 64);
        assert_eq!(grey(&colour).to_vec4_u8()[3], 64);
    }

    /// Red and green of one luminance meet in a yellow that is lighter than both.
    #[test]
    fn a_gradient_has_the_greys_of_the_colours_between_its_stops() {
        let space = ColorSpace::Process(ProcessColorSpace::Srgb);
        let stops = vec![
            (rgb(255, 0, 0), Ratio::zero()),
            (rgb(0, 150, 0), Ratio::new(0.5)),
            (rgb(0, 0, 255), Ratio::new(0.5)),
            (rgb(0, 0, 0), Ratio::one()),
        ];
        let linear = LinearGradient {
            stops,
            angle: Angle::zero(),
            space,
            relative: Smart::Auto,
            anti_alias: true,
        };
        let colour = Gradient::Linear(Arc::new(linear));
        let paint = grey_paint(&Paint::Gradient(colour.clone()));
        assert!(!has_colour(&paint));
        let Paint::Gradient(mono) = paint else { panic!("no gradient") };
        assert!(mono.stops_ref().len() > 30, "{}", mono.stops_ref().len());
        for share in [0.0, 0.125, 0.25, 0.4375, 0.75, 1.0] {
            let at = || RatioOrAngle::Ratio(Ratio::new(share));
            let [wanted, ..] = grey(&colour.sample(at())).to_vec4_u8();
            let [found, ..] = mono.sample(at()).to_vec4_u8();
            assert!(wanted.abs_diff(found) <= 1, "{share}: {found}, not {wanted}");
        }
    }
}
