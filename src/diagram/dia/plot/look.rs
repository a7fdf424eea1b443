//! How series are told apart, in colour and in grey: dash, weight and marker
//! of lines; darkness and hatching of fills.

use std::fmt::Write;

use super::super::outline::n;
use super::super::shape::{Point, Rect};
use super::super::theme::{BRAND, INK, PAPER, RULE};
use super::model::Form;

/// Inks of lines, in turn; L* 30, 44, 20, 45.
const INKS: [&str; 4] = [BRAND, "#9a5b13", RULE, "#5d6b78"];
/// Weights of lines of one dash pattern, in turn.
const WEIGHTS: [f64; 4] = [1.5, 0.9, 1.2, 0.6];
/// Fills of bands and areas, L* 92 and 79.
const WASHES: [&str; 2] = ["#e3e8ee", "#bcc7d3"];
/// Series of bars that can be told apart.
pub(super) const BARS: usize = 6;
/// Bands and areas that can be told apart.
pub(super) const BANDS: usize = WASHES.len();
/// Shades of cells from L* 97 down to 25, in steps of 14 and more, with the ink
/// that reads on each.
pub(super) const SHADES: [(&str, &str); 6] = [
    ("#f4f7fa", INK),
    ("#c9d2dc", INK),
    ("#a0aebd", INK),
    ("#788ba1", INK),
    ("#45617f", PAPER),
    ("#1d3c5c", PAPER),
];
/// Between the lines of a hatching.
const HATCH: f64 = 2.8;

/// The sign at the points of a line.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub(super) enum Marker {
    Disc,
    Square,
    Ring,
    Frame,
    Diamond,
    Lozenge,
}

/// The lines across a fill.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub(super) enum Hatch {
    None,
    Rising,
    Crossed,
}

/// How one series looks.
#[derive(Debug, Copy, Clone)]
pub(super) struct Look {
    pub(super) ink: &'static str,
    pub(super) width: f64,
    pub(super) dash: &'static str,
    /// Nothing for curves, and for points that stand close.
    pub(super) marker: Option<Marker>,
    pub(super) fill: &'static str,
    pub(super) hatch: Hatch,
    /// Ink of text on the fill.
    pub(super) on_fill: &'static str,
}

/// The looks of series, by their forms and by whether their points are marked.
pub(super) fn looks(forms: &[Form], marked: &[bool]) -> Vec<Look> {
    let mut looks = Vec::new();
    let crossed = forms.iter().any(|form| *form != Form::Bar);
    for (index, (form, marked)) in forms.iter().zip(marked).enumerate() {
        let before = &forms[..index];
        let same = before.iter().filter(|other| *other == form).count();
        let filled = |form: &Form| matches!(form, Form::Area | Form::Band);
        let lines =
            before.iter().filter(|f| !matches!(f, Form::Bar | Form::Band)).count();
        let washes = before.iter().filter(|f| filled(f)).count();
        let (fill, hatch, on_fill) = match form {
            // Under lines the first bars are light.
            Form::Bar => bar(same + usize::from(crossed)),
            _ => (WASHES[washes % WASHES.len()], Hatch::None, INK),
        };
        let markers = [
            Marker::Disc,
            Marker::Square,
            Marker::Ring,
            Marker::Frame,
            Marker::Diamond,
            Marker::Lozenge,
        ];
        looks.push(Look {
            ink: if *form == Form::Band { RULE } else { INKS[lines % INKS.len()] },
            width: WEIGHTS[same % WEIGHTS.len()],
            dash: match (form, same % 2) {
                (Form::Dash, 0) => "4.5 2",
                (Form::Dash, _) => "7 2 1.5 2",
                (Form::Dots, 0) => "1.2 1.8",
                (Form::Dots, _) => "0.8 3",
                _ => "",
            },
            marker: marked.then_some(markers[lines % markers.len()]),
            fill,
            hatch,
            on_fill,
        });
    }
    looks
}

/// Fills of bars, in turn; L* 30, 83, 60, hatched, crossed, 8. Hatchings come late:
/// values are hard to read on them.
fn bar(index: usize) -> (&'static str, Hatch, &'static str) {
    let fills = [
        (BRAND, Hatch::None, PAPER),
        ("#c6d0db", Hatch::None, INK),
        ("#7f94ab", Hatch::None, INK),
        (PAPER, Hatch::Rising, INK),
        (PAPER, Hatch::Crossed, INK),
        (INK, Hatch::None, PAPER),
    ];
    fills[index % BARS]
}

/// Fills of the steps of a waterfall: up, down, the sum.
pub(super) const STEPS: [(&str, Hatch, &str); 3] = [
    ("#c6d0db", Hatch::None, INK),
    (PAPER, Hatch::Rising, INK),
    (BRAND, Hatch::None, PAPER),
];

/// The path of a hatching inside a rectangle.
pub(super) fn hatching(hatch: Hatch, rect: &Rect) -> String {
    let mut path = String::new();
    if hatch == Hatch::None {
        return path;
    }
    let mut sum = ((rect.x0 + rect.y0) / HATCH).ceil() * HATCH;
    while sum < rect.x1 + rect.y1 {
        let (from, to) = (rect.x0.max(sum - rect.y1), rect.x1.min(sum - rect.y0));
        let _ = write!(path, "M{} {}L{} {}", n(from), n(sum - from), n(to), n(sum - to));
        sum += HATCH;
    }
    let mut difference = ((rect.x0 - rect.y1) / HATCH).ceil() * HATCH;
    while hatch == Hatch::Crossed && difference < rect.x1 - rect.y0 {
        let from = rect.x0.max(difference + rect.y0);
        let to = rect.x1.min(difference + rect.y1);
        let (start, end) = (from - difference, to - difference);
        let _ = write!(path, "M{} {}L{} {}", n(from), n(start), n(to), n(end));
        difference += HATCH;
    }
    path
}

/// The path of a marker around a point, and whether it is filled.
pub(super) fn marker(marker: Marker, at: Point) -> (String, bool) {
    let r = match marker {
        Marker::Disc | Marker::Ring => 1.7,
        Marker::Square | Marker::Frame => 1.5,
        Marker::Diamond | Marker::Lozenge => 2.1,
    };
    let (x0, x1, y0, y1) = (n(at.x - r), n(at.x + r), n(at.y - r), n(at.y + r));
    let (x, y, round) = (n(at.x), n(at.y), n(r));
    let path = match marker {
        Marker::Disc | Marker::Ring => {
            format!(
                "M{x0} {y}A{round} {round} 0 1 1 {x1} {y}A{round} {round} 0 1 1 {x0} {y}Z"
            )
        }
        Marker::Square | Marker::Frame => format!("M{x0} {y0}H{x1}V{y1}H{x0}Z"),
        Marker::Diamond | Marker::Lozenge => {
            format!("M{x} {y0}L{x1} {y}L{x} {y1}L{x0} {y}Z")
        }
    };
    (path, matches!(marker, Marker::Disc | Marker::Square | Marker::Diamond))
}
