//! The linter of figures.
//!
//! It judges the tree that Typst prints, so figures drawn from text and figures
//! drawn by hand alike. All lengths are points on paper. Every rule is a function
//! of its own:
//!
//! | rule | what it finds |
//! | --- | --- |
//! | `figure-text` | letters under 6.8 pt, scripts under 4.8, labels of boxes under 7.2 |
//! | `figure-stroke` | strokes under 0.25 pt, those of patterns too |
//! | `figure-glyph` | letters without a glyph or from another face, texts that vanish |
//! | `figure-overflow` | text without 0.8 pt of air in the shape on which it stands |
//! | `figure-border` | text partly in and partly out of another shape, or touching its edge |
//! | `figure-overlap` | text on text, text under paint |
//! | `figure-line-text` | a line through text or touching it, with no plate between them |
//! | `figure-line-box` | a connection that runs through a box |
//! | `figure-line-line` | connections that run on one another and are of no one fan |
//! | `figure-contrast` | text under 4.5 : 1, in colour or in grey |
//! | `figure-grey` | fills that carry a meaning and print as one grey |
//! | `figure-raster` | bitmaps, filters, and words that become pictures |
//! | `figure-canvas` | ink outside the drawing |
//! | `figure-crowd` | more than 22 boxes (a warning), more than 30 |
//!
//! # Ids
//!
//! Ids sharpen the rules and are never needed: `n-…` is a box, `n-….rim` a part of
//! it, `n-note…` a remark, `g-…` a group or a grid, `e-…` a connection, `e-life…` a
//! lifeline, `l-…` and `t-…` text, `b1-…` and `s1…` a mark of series 1; any other
//! letter is a mark of a plot. In place of the hyphen, a number may follow; `p1-`
//! before it names a panel. Connections of one fan end in the same `-f1`.
//!
//! Without ids, a box is an outlined shape with a text in it that takes less than a
//! sixth of the drawing; a line may be a connection unless it is one of three or
//! more straight lines with the same ends.
//!
//! # What a fill means
//!
//! A fill carries a meaning if the same kind of mark occurs with another fill: then
//! only the fill tells the two apart. So fills are compared
//!
//! - between the marks of different series, all of them,
//! - between boxes and other marks, and
//! - between parts of boxes,
//!
//! each time within one form: boxes, pills, rounds, polygons with so many corners,
//! and free shapes drawn alike. A cylinder and a box are told apart by their form,
//! so their fills need not be.
//!
//! Two different colours that are compared differ by 12 L*. Colours that the eye
//! takes for one mean the same. These carry no meaning: fills within 12 L* of paper
//! that are nearly grey, which are tints (the light fill of an actor, a lane);
//! containers and groups; plates of the colour of the ground; arrow heads, rules and
//! the background. Patterns, hatchings and gradients are told apart by their
//! structure.
//!
//! # What it does not see
//!
//! A clip path counts as the upright rectangle around it. Blend modes count as
//! plain paint. What bitmaps and embedded drawings show is not looked at. Of a figure
//! of very many parts, only so many are compared ([`limits::FIGURE_COMPARISONS`]);
//! `figure-crowd` says so.

mod boxes;
mod clip;
mod coat;
mod contrast;
mod course;
mod crowd;
mod faces;
mod fit;
mod glyphs;
mod greys;
mod lines;
mod oblong;
mod overlaps;
mod places;
mod plane;
mod prints;
mod sheet;
mod sizes;
mod tone;
mod touch;
mod walk;

pub use tone::contrast_on_paper;

#[cfg(test)]
pub(super) mod tests;

use std::ops::Range;

use boxes::Boxes;
use places::{Name, Places};
use plane::Point;
use sheet::{Sheet, Words};

use crate::limits;

/// Millimetres in a point.
const MM: f64 = 25.4 / 72.0;
/// Letters of a text that a message quotes.
const QUOTED: usize = 40;

/// Whether a fault keeps a figure from being printed.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub(crate) enum Severity {
    Error,
    Warning,
}

/// Something in a figure that does not read as it should.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fault {
    /// The rule that it breaks.
    pub rule: &'static str,
    /// The id of the part, empty if it has none.
    pub id: String,
    /// The bytes of the part in the text of the SVG. Without an id, those of the
    /// nearest part around it that has one, at last of the root.
    pub at: Range<usize>,
    /// What is wrong, and where on the drawing in millimetres.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// How bad it is.
    pub severity: Severity,
}

/// What all rules judge.
struct Rules<'s, 'a> {
    sheet: &'s Sheet<'a>,
    boxes: Boxes,
}

/// One rule of the linter.
type Lint = fn(&Rules) -> Vec<Fault>;

/// All rules; the last one says whether the others came to an end.
const LINTS: [Lint; 15] = [
    prints::raster,
    glyphs::glyphs,
    sizes::text,
    sizes::stroke,
    fit::overflow,
    fit::border,
    overlaps::overlap,
    lines::line_text,
    lines::line_box,
    lines::line_line,
    contrast::text_contrast,
    greys::grey,
    prints::canvas,
    crowd::crowd,
    crowd::density,
];

/// Judges a figure: the text of its SVG, the same as XML, and as the tree that is
/// printed. `scale` is the printed points of one unit of the tree, its width in
/// print divided by the width of the tree.
///
/// The faults stand in the order of their places. Of each rule there are at most
/// [`limits::FIGURE_FAULTS`], the last of which counts the others.
pub(crate) fn lint(
    svg: &str,
    xml: &roxmltree::Document,
    tree: &usvg::Tree,
    scale: f64,
) -> Vec<Fault> {
    if !scale.is_finite() || scale <= 0.0 {
        return Vec::new();
    }
    let sheet = walk::sheet(Places::new(xml), tree, scale);
    let boxes = Boxes::new(&sheet);
    let rules = Rules { sheet: &sheet, boxes };
    let mut found: Vec<Fault> = Vec::new();
    for lint in LINTS {
        found.extend(capped(lint(&rules), &sheet));
    }
    for fault in &mut found {
        fault.at.end = fault.at.end.min(svg.len());
        fault.at.start = fault.at.start.min(fault.at.end);
    }
    found.sort_by_key(|fault| (fault.at.start, fault.at.end));
    found.dedup();
    found
}

/// The first faults of a rule, and how many more there are.
fn capped(mut faults: Vec<Fault>, sheet: &Sheet) -> Vec<Fault> {
    let most = limits::FIGURE_FAULTS;
    if let Some(first) = faults.first().filter(|_| faults.len() > most) {
        let more = faults.len() - most + 1;
        let message = format!("the figure has {more} more faults of this kind");
        let mut last = Fault::unplaced(first.rule, &sheet.places.root(), message);
        last.severity = first.severity;
        faults.truncate(most - 1);
        faults.push(last);
    }
    faults
}

impl Fault {
    /// An error at a place of the drawing.
    fn error(rule: &'static str, name: &Name, place: Point, message: String) -> Self {
        let [across, down] = [place.x, place.y].map(|points| points * MM);
        let message = format!(
            "{message}, {across:.1} mm from the left and {down:.1} mm from the top"
        );
        Self::unplaced(rule, name, message)
    }

    /// An error of the whole, or of what is not on the drawing.
    fn unplaced(rule: &'static str, name: &Name, message: String) -> Self {
        let (id, at) = (name.id.clone(), name.at.clone());
        Self {
            rule,
            id,
            at,
            message,
            hint: None,
            severity: Severity::Error,
        }
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl Name {
    /// How a message calls the part.
    fn called(&self, nameless: &str) -> String {
        if self.id.is_empty() { nameless.into() } else { format!("#{}", self.id) }
    }
}

impl Words<'_> {
    /// How a message calls the text.
    fn called(&self) -> String {
        let words = format!("“{}”", short(&self.words));
        if self.name.id.is_empty() {
            words
        } else {
            format!("{words} (#{})", self.name.id)
        }
    }
}

/// The beginning of a long text.
fn short(words: &str) -> String {
    let words = words.replace('\u{a0}', " ");
    let words = words.trim();
    if words.chars().count() <= QUOTED {
        return words.into();
    }
    let start: String = words.chars().take(QUOTED).collect();
    format!("{}…", start.trim_end())
}
