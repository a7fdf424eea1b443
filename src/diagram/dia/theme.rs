//! Sizes, weights and inks of the figures. All lengths in points.

/// How a piece of text is set.
#[derive(Debug, Copy, Clone, PartialEq)]
pub(super) struct Lettering {
    /// Size in points.
    pub(super) size: f64,
    /// CSS weight, 400, 500 or 600.
    pub(super) weight: u16,
    /// Fill.
    pub(super) ink: &'static str,
}

impl Lettering {
    /// The height of one line.
    pub(super) fn line(self) -> f64 {
        self.size * LEADING
    }

    /// The same in another ink.
    pub(super) fn inked(self, ink: &'static str) -> Self {
        Self { ink, ..self }
    }
}

/// Line height as a share of the size.
pub(super) const LEADING: f64 = 1.16;
/// From the top of a line to its baseline, as a share of the size.
pub(super) const BASELINE: f64 = 0.9;
/// Ink above the baseline, as a share of the size.
pub(super) const ASCENT: f64 = 0.76;
/// Ink below the baseline, as a share of the size.
pub(super) const DESCENT: f64 = 0.213;

pub(super) const INK: &str = "#14181d";
pub(super) const SOFT: &str = "#454c54";
pub(super) const RULE: &str = "#2b3138";
pub(super) const PAPER: &str = "#ffffff";
pub(super) const BRAND: &str = "#24496e";
/// Second line in a filled box.
pub(super) const ON_BRAND: &str = "#e3ebf3";
pub(super) const ACTOR: &str = "#dfe5ec";
/// Lines, letters and fills of what was there before: L* 67, 44 and 83. On paper the
/// letters have the contrast of text; on the fill, letters stay as dark as ever.
pub(super) const FADED: &str = "#9aa5b0";
pub(super) const FADED_INK: &str = "#5d6b78";
pub(super) const FADED_FILL: &str = "#c6d0db";

/// Fill and border of lanes and groups, in turn. They carry no meaning.
pub(super) const TINTS: [(&str, &str); 4] = [
    ("#eef2f7", "#8fa1b5"),
    ("#f7f3ea", "#b3a27c"),
    ("#edf4ee", "#8cab90"),
    ("#f4eff5", "#a893ae"),
];

pub(super) const NODE: Lettering = Lettering { size: 7.6, weight: 400, ink: INK };
pub(super) const FILLED: Lettering = Lettering { size: 7.6, weight: 600, ink: PAPER };
pub(super) const SUBLABEL: Lettering = Lettering { size: 6.8, weight: 400, ink: SOFT };
pub(super) const GROUP: Lettering = Lettering { size: 7.2, weight: 600, ink: INK };
pub(super) const EDGE: Lettering = Lettering { size: 6.8, weight: 400, ink: SOFT };

/// Outline of a box, and a plain edge.
pub(super) const STROKE: f64 = 0.75;
/// The main path.
pub(super) const MAIN: f64 = 1.5;
/// Border of a lane or group.
pub(super) const BORDER: f64 = 0.5;
/// From one line to the next beside it.
pub(super) const TRACK: f64 = 5.5;
/// Height that the title of a group takes.
pub(super) const HEAD: f64 = 9.2;
/// Air between a group and what it holds.
pub(super) const PAD: f64 = 6.0;
/// Radius of the corner of a line.
pub(super) const CORNER: f64 = 3.2;
/// Radius of a bridge where one line crosses another.
pub(super) const BRIDGE: f64 = 2.0;
/// Half the depth of the rim of a store or a queue.
pub(super) const RIM: f64 = 3.0;
/// Side of the folded corner of data.
pub(super) const EAR: f64 = 5.5;
/// Points in a millimetre.
pub(super) const MM: f64 = 72.0 / 25.4;
/// Measure in millimetres under which the second placement is taken.
pub(super) const NARROW_MM: f64 = 130.0;

/// A count as a length.
#[allow(clippy::cast_precision_loss, reason = "counts here are below a thousand")]
pub(super) fn real(count: usize) -> f64 {
    count as f64
}
