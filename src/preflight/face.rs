//! How text, strokes and pictures are printed: size, face, contrast.

use ecow::eco_format;

use super::ink::{PageInk, Run};
use super::room::short;
use super::view::{Fault, View};
use crate::fonts::is_of_theme;
use crate::limits::{
    PAGE_CONTRAST, PAGE_CONTRAST_LARGE, PAGE_DPI, PAGE_LARGE_PT, PAGE_SCRIPT_PT,
    PAGE_STROKE_PT, PAGE_TEXT_PT,
};

/// A character that its face does not have.
///
/// # Why
/// It prints as an empty box, and is lost when the text is copied or read aloud.
///
/// # Instead
/// Write it with characters that the face has; `casebook` brings IBM Plex, whose
/// mathematical face holds most signs: `$…$`.
pub(super) fn missing(view: &View) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (page, ink) in view.each() {
        for (index, run) in ink.runs.iter().enumerate() {
            let Some((word, span)) = &run.missing else { continue };
            faults.push(Fault {
                rule: "glyph-missing",
                page,
                area: run.area,
                at: view.glyph(*span).unwrap_or_else(|| view.at(page, index)),
                message: eco_format!("{} has no “{word}”", run.family),
            });
        }
    }
    faults
}

/// Text below the smallest size that can be read on paper.
///
/// # Why
/// Below 6.8 points letters clog in print and are lost on a screen. Marks and the
/// scripts of formulas may be smaller, to 4.8.
///
/// # Instead
/// Do not set sizes in the text; a script below a script may stand in the line.
pub(super) fn small(view: &View) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (page, ink) in view.each() {
        for (index, run) in ink.runs.iter().enumerate() {
            let sign = run.family.contains("Math") || is_mark(view, run);
            let least = if sign { PAGE_SCRIPT_PT } else { PAGE_TEXT_PT };
            if run.size >= least - 0.01 || run.text.trim().is_empty() {
                continue;
            }
            faults.push(Fault {
                rule: "text-small",
                page,
                area: run.area,
                at: view.at(page, index),
                message: eco_format!(
                    "“{}” is printed in {:.1} pt, the least is {least}",
                    short(&run.text),
                    run.size
                ),
            });
        }
    }
    faults
}

/// A script of a formula, or the raised number of a work beside a mark.
fn is_mark(view: &View, run: &Run) -> bool {
    view.is_in(run.element, "equation") || raised(view, run)
}

fn raised(view: &View, run: &Run) -> bool {
    view.pages.around(run.element).any(|open| {
        let label = open.content.label();
        label.is_some_and(|label| label.resolve().as_str() == "work-number")
    }) || run.text.chars().all(|letter| letter.is_ascii_digit())
}

/// A stroke too thin to print.
///
/// # Why
/// Below a quarter of a point a line breaks up, or vanishes.
///
/// # Instead
/// Draw it in a grey that is thick enough.
pub(super) fn strokes(view: &View) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (page, ink) in view.each() {
        for drawn in &ink.drawn {
            let Some(stroke) = drawn.stroke else { continue };
            if stroke >= PAGE_STROKE_PT - 0.01 {
                continue;
            }
            faults.push(Fault {
                rule: "stroke-thin",
                page,
                area: drawn.area,
                at: view.of(drawn.element).unwrap_or_else(|| drawn.span.into()),
                message: eco_format!("a stroke of {stroke:.2} pt; the least is 0.25"),
            });
        }
    }
    faults
}

/// A picture of pixels that print as steps.
///
/// # Why
/// Below 300 pixels to the inch edges are jagged, and letters in the picture blur.
///
/// # Instead
/// Draw it as `.dia` or SVG, or take it in more pixels.
pub(super) fn rasters(view: &View) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (page, ink) in view.each() {
        for picture in &ink.pictures {
            let Some(dpi) = picture.dpi.filter(|dpi| *dpi < PAGE_DPI) else { continue };
            faults.push(Fault {
                rule: "raster-coarse",
                page,
                area: picture.area,
                at: view.of(picture.element).unwrap_or_else(|| picture.span.into()),
                message: eco_format!("a picture of {dpi:.0} pixels to the inch"),
            });
        }
    }
    faults
}

/// Text that does not stand out from its ground, in colour or in grey.
///
/// # Why
/// A ratio below 4.5 (3 for large text) cannot be read by many, and by nobody in
/// poor light; a grey print may lose what colour still shows.
///
/// # Instead
/// Leave colours to the layout.
pub(super) fn contrast(view: &View) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (page, ink) in view.each() {
        for (index, run) in ink.runs.iter().enumerate() {
            let Some(colour) = run.colour else { continue };
            // Leaders lead the eye; nobody reads them.
            if run.text.chars().all(|letter| letter == '.' || letter.is_whitespace()) {
                continue;
            }
            let large = run.size >= PAGE_LARGE_PT;
            let least = if large { PAGE_CONTRAST_LARGE } else { PAGE_CONTRAST };
            let Some(ground) = ground(ink, run) else { continue };
            let ratio = ratio(colour, ground).min(ratio(grey(colour), grey(ground)));
            if ratio >= least {
                continue;
            }
            faults.push(Fault {
                rule: "text-contrast",
                page,
                area: run.area,
                at: view.at(page, index),
                message: eco_format!(
                    "“{}” has a contrast of {ratio:.1}, the least is {least}",
                    short(&run.text)
                ),
            });
        }
    }
    faults
}

/// The colour below the middle of a run; nothing over a picture.
fn ground(ink: &PageInk, run: &Run) -> Option<[f64; 3]> {
    let middle = f64::midpoint(run.area.left, run.area.right);
    let height = run.base - 0.25 * run.size;
    let holds = |area: &super::ink::Area| {
        (area.left..=area.right).contains(&middle)
            && (area.top..=area.bottom).contains(&height)
    };
    if ink.pictures.iter().any(|picture| holds(&picture.area)) {
        return None;
    }
    let below = ink.drawn.iter().rev().find(|drawn| {
        drawn.order < run.order && drawn.fill.is_some() && holds(&drawn.area)
    });
    Some(below.and_then(|drawn| drawn.fill).unwrap_or([1.0; 3]))
}

/// The contrast of two colours, by WCAG 2.2.
fn ratio(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance, by WCAG 2.2.
fn luminance(colour: [f64; 3]) -> f64 {
    let linear = |channel: f64| {
        if channel <= 0.040_45 {
            channel / 12.92
        } else {
            ((channel + 0.055) / 1.055).powf(2.4)
        }
    };
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// The grey that a printer without colours prints: luma of ITU-R BT.601.
fn grey([red, green, blue]: [f64; 3]) -> [f64; 3] {
    [0.299 * red + 0.587 * green + 0.114 * blue; 3]
}

/// A face that is none of the theme's.
///
/// # Why
/// A stray face breaks the rhythm of the page, and may not be licensed for print.
///
/// # Instead
/// Set no `font` in the text; remove fonts that the guide does not need.
pub(super) fn foreign(view: &View) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (page, ink) in view.each() {
        for (index, run) in ink.runs.iter().enumerate() {
            if is_of_theme(&run.family) {
                continue;
            }
            faults.push(Fault {
                rule: "font-foreign",
                page,
                area: run.area,
                at: view.at(page, index),
                message: eco_format!(
                    "“{}” is set in {}, which is no face of the book",
                    short(&run.text),
                    run.family
                ),
            });
        }
    }
    faults
}
