//! Colours and how light they are, in colour and in grey.

use std::fmt;

/// A colour of a screen (sRGB), channels from 0 to 1.
#[derive(Debug, Copy, Clone, PartialEq)]
pub(super) struct Tone {
    red: f64,
    green: f64,
    blue: f64,
}

/// What nothing is printed on.
pub(super) const PAPER: Tone = Tone { red: 1.0, green: 1.0, blue: 1.0 };

/// Steps of lightness (L*) that tell two neighbouring fills apart at a glance.
const SEEN_LIGHTNESS: f64 = 1.5;
/// Share of a channel that tells two colours of one lightness apart.
const SEEN_CHANNEL: f64 = 0.06;

impl Tone {
    pub(super) fn new(color: usvg::Color) -> Self {
        let [red, green, blue] = [color.red, color.green, color.blue]
            .map(|channel| f64::from(channel) / 255.0);
        Self { red, green, blue }
    }

    fn channels(self) -> [f64; 3] {
        [self.red, self.green, self.blue]
    }

    /// This colour laid over another with an opacity from 0 to 1.
    pub(super) fn over(self, ground: Self, opacity: f64) -> Self {
        let mix = |top: f64, below: f64| top * opacity + below * (1.0 - opacity);
        Self {
            red: mix(self.red, ground.red),
            green: mix(self.green, ground.green),
            blue: mix(self.blue, ground.blue),
        }
    }

    /// Relative luminance from 0 to 1, after WCAG 2.2.
    pub(super) fn luminance(self) -> f64 {
        let [red, green, blue] = self.channels().map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Relative luminance of the grey that a printer lays down for the colour:
    /// the luma 0.3 R + 0.59 G + 0.11 B of ISO 32000-1, section 10.3. Strong
    /// colours come out darker than they look.
    fn grey_luminance(self) -> f64 {
        linear(0.3 * self.red + 0.59 * self.green + 0.11 * self.blue)
    }

    /// Lightness L* from 0 to 100, after CIE 15, white being the paper.
    pub(super) fn lightness(self) -> f64 {
        let luminance = self.luminance();
        if luminance > 216.0 / 24389.0 {
            116.0 * luminance.cbrt() - 16.0
        } else {
            luminance * 24389.0 / 27.0
        }
    }

    /// How far the strongest channel stands above the weakest, from 0 to 1.
    pub(super) fn colourfulness(self) -> f64 {
        let [red, green, blue] = self.channels();
        red.max(green).max(blue) - red.min(green).min(blue)
    }

    /// Whether an edge is seen between two areas of these colours.
    pub(super) fn differs(self, other: Self) -> bool {
        let channels = self.channels().into_iter().zip(other.channels());
        (self.lightness() - other.lightness()).abs() > SEEN_LIGHTNESS
            || channels.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max) > SEEN_CHANNEL
    }
}

/// Contrast ratio of WCAG 2.2, from 1 to 21: in colour, and in printed grey.
pub(super) fn contrast(a: Tone, b: Tone) -> [f64; 2] {
    let ratio = |a: f64, b: f64| (a.max(b) + 0.05) / (a.min(b) + 0.05);
    [ratio(a.luminance(), b.luminance()), ratio(a.grey_luminance(), b.grey_luminance())]
}

/// The lower of the contrasts that a colour written as `#rrggbb` has with white, in
/// colour and in grey; nothing if it is not written so.
pub fn contrast_on_paper(colour: &str) -> Option<f64> {
    let digits = colour.strip_prefix('#').filter(|digits| {
        digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit())
    })?;
    let channel = |at: usize| {
        let pair = digits.get(at..at + 2)?;
        u8::from_str_radix(pair, 16).ok()
    };
    let color = usvg::Color::new_rgb(channel(0)?, channel(2)?, channel(4)?);
    let [colour, grey] = contrast(Tone::new(color), PAPER);
    Some(colour.min(grey))
}

/// From the encoding of a screen to light (sRGB, IEC 61966-2-1).
fn linear(channel: f64) -> f64 {
    if channel <= 0.04045 {
        channel / 12.92
    } else {
        ((channel + 0.055) / 1.055).powf(2.4)
    }
}

impl fmt::Display for Tone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.channels().map(byte);
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number lies between 0 and 255"
)]
fn byte(channel: f64) -> u8 {
    (channel.clamp(0.0, 1.0) * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(red: u8, green: u8, blue: u8) -> Tone {
        Tone::new(usvg::Color::new_rgb(red, green, blue))
    }

    #[test]
    fn contrast_and_lightness_are_those_of_the_standards() {
        let near = |a: f64, b: f64, by: f64| assert!((a - b).abs() < by, "{a} {b}");
        let [black, white, red] = [tone(0, 0, 0), PAPER, tone(255, 0, 0)];
        near(contrast(black, white)[0], 21.0, 1e-9);
        near(contrast(tone(118, 118, 118), white)[0], 4.54, 0.005);
        near(contrast(tone(119, 119, 119), white)[0], 4.48, 0.005);
        near(contrast(black, red)[0], 5.252, 0.001);
        near(contrast(black, red)[1], 2.465, 0.001);
        near(white.lightness(), 100.0, 1e-9);
        near(black.lightness(), 0.0, 1e-9);
        near(tone(119, 119, 119).lightness(), 50.03, 0.01);
        near(red.lightness(), 53.24, 0.01);
    }

    #[test]
    fn colours_mix_and_are_written_as_they_are_typed() {
        let half = tone(0, 0, 0).over(PAPER, 0.5);
        assert_eq!(half.to_string(), "#808080");
        assert_eq!(tone(36, 73, 110).to_string(), "#24496e");
        assert!(tone(238, 242, 247).differs(PAPER));
        assert!(!tone(253, 253, 253).differs(PAPER));
    }
}
