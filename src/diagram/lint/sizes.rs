//! `figure-text` and `figure-stroke`: what is too small to be printed.

use usvg::layout::Span;

use super::boxes::{Role, seat};
use super::sheet::Words;
use super::{Fault, Rules};
use crate::limits;

/// Sizes are not told apart below this, in points.
const SLACK: f64 = 0.01;
/// How far a script leaves the baseline, in shares of the letters beside it. A
/// line of its own stands further off.
const SCRIPT: std::ops::Range<f64> = 0.05..0.8;

/// Letters that are too small: scripts beside larger letters may be smaller, the
/// label of a box has to be larger.
pub(super) fn text(rules: &Rules) -> Vec<Fault> {
    let sheet = rules.sheet;
    let mut found: Vec<Fault> = sheet.texts.iter().filter_map(small).collect();
    for index in &rules.boxes.inner {
        let named = |words: &&Words| {
            words.name.bare().starts_with("t-") && seat(sheet, words) == Some(*index)
        };
        let labels = sheet.texts.iter().filter(named);
        let largest = labels.max_by(|a, b| size(a).total_cmp(&size(b)));
        let Some(area) = sheet.areas.get(*index) else { continue };
        if area.name.role() != Role::Node {
            continue;
        }
        let Some(words) = largest else { continue };
        let size = size(words);
        let fine = size < f64::from(limits::FIGURE_TEXT_PT) - SLACK
            || size >= limits::FIGURE_NODE_TEXT_PT - SLACK;
        if !fine {
            let message = format!(
                "{} is the label of {} and prints at {size:.1} pt",
                words.called(),
                area.name.called("a box")
            );
            let hint = format!(
                "set the label of a box in {} pt or more",
                limits::FIGURE_NODE_TEXT_PT
            );
            let fault = Fault::error("figure-text", &words.name, words.center(), message);
            found.push(fault.hint(hint));
        }
    }
    found
}

/// Letters of a text that cannot be read.
fn small(words: &Words) -> Option<Fault> {
    let unit = words.affine.height();
    let spans: Vec<(f64, f64)> =
        words.node.layouted().iter().filter_map(lettered).collect();
    let fails = |(size, line): &(f64, f64)| {
        let is_script = spans.iter().any(|(other, base)| {
            *other > size * 1.05 && SCRIPT.contains(&((line - base).abs() / other))
        });
        let least = if is_script {
            limits::FIGURE_SCRIPT_PT
        } else {
            f64::from(limits::FIGURE_TEXT_PT)
        };
        (size * unit < least - SLACK).then_some((size * unit, least))
    };
    let worst = spans.iter().filter_map(fails).min_by(|a, b| a.0.total_cmp(&b.0))?;
    let partly = worst.0 < size(words) - SLACK;
    let verb = if partly { "has letters that print" } else { "prints" };
    let message = format!("{} {verb} at {:.1} pt", words.called(), worst.0);
    let fault = Fault::error("figure-text", &words.name, words.center(), message);
    Some(fault.hint(format!("set it in {:.1} pt or more", worst.1)))
}

/// Size and baseline of a run of visible letters, in units of the text.
fn lettered(span: &Span) -> Option<(f64, f64)> {
    let shows = |text: &str| text.chars().any(|c| !c.is_whitespace());
    let glyph = span.positioned_glyphs.iter().find(|glyph| shows(&glyph.text))?;
    let baseline = f64::from(glyph.transform().ty);
    span.visible.then_some((f64::from(span.font_size.get()), baseline))
}

/// The size of the largest letters of a text, in points.
fn size(words: &Words) -> f64 {
    let spans = words.node.layouted().iter().filter_map(lettered);
    spans
        .map(|(size, _)| size * words.affine.height())
        .fold(0.0, f64::max)
}

/// Strokes that break up in print.
pub(super) fn stroke(rules: &Rules) -> Vec<Fault> {
    let least = f64::from(limits::FIGURE_STROKE_PT);
    let thin = rules.sheet.pens.iter().filter(|pen| pen.width < least - SLACK / 10.0);
    let fault = |pen: &super::sheet::Pen| {
        let message =
            format!("{} prints {:.2} pt wide", pen.name.called("a line"), pen.width);
        Fault::error("figure-stroke", &pen.name, pen.at, message)
            .hint(format!("draw it {least} pt or more"))
    };
    thin.map(fault).collect()
}
