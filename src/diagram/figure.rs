//! One figure as its file has it.

use std::ops::Range;

use ecow::eco_format;
use typst_syntax::{DiagSpan, FileId};

use super::dia::filled;
use super::known::Known;
use crate::diagnostics::{Report, at};
use crate::limits;
use crate::model::{Edition, Width};
use crate::numbers::Ledgers;

/// How a figure is written down.
#[derive(Debug, Copy, Clone, Eq, PartialEq, Hash)]
pub enum Form {
    /// Plain SVG.
    Svg,
    /// The text form.
    Text,
}

/// One figure.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The path from the root at which the layout finds its SVG.
    pub path: String,
    /// Its file.
    pub file: FileId,
    /// What it is called in lists.
    pub title: String,
    /// What it shows, for readers who cannot see it.
    pub alt: String,
    /// The width that it is drawn for.
    pub role: Width,
    /// What it shows by kind, such as `topology`, where its file says so.
    pub kind: Option<String>,
    /// How it is written down.
    pub form: Form,
    /// The quantities that it names, with their bytes, braces included.
    pub mentions: Vec<(String, Range<usize>)>,
    /// The labels of a text form whose numbers need a source, with the bytes of
    /// their lines.
    pub labels: Vec<(String, Range<usize>)>,
}

impl Figure {
    /// The title, with the printed values of the quantities that it names.
    pub fn title(&self, unit: &str, ledgers: &Ledgers) -> String {
        filled(&self.title, &Known::of(self, unit, ledgers))
    }

    /// The alternative text, with the printed values of the quantities that it
    /// names.
    pub fn alt(&self, unit: &str, ledgers: &Ledgers) -> String {
        filled(&self.alt, &Known::of(self, unit, ledgers))
    }

    /// The width at which an edition places it, by its label. What is plain SVG has one
    /// width, and no choice makes a figure wider than it is drawn for.
    pub fn width_in(&self, edition: &Edition, label: &str) -> Width {
        let narrower = edition.width_of(label).filter(|width| *width < self.role);
        narrower.filter(|_| self.form == Form::Text).unwrap_or(self.role)
    }

    /// The beginning of the file.
    pub fn place(&self) -> DiagSpan {
        at(self.file, 0..0)
    }
}

/// Reports a missing title, and an alternative text that says too little or too
/// much.
pub(super) fn check_alt(file: FileId, title: &str, alt: &str, report: &mut Report) {
    let (least, most) = (*limits::ALT_CHARACTERS.start(), *limits::ALT_CHARACTERS.end());
    let length = alt.chars().count();
    if title.is_empty() {
        report
            .error("figure-title", at(file, 0..0), "the figure has no `<title>`")
            .hint("write its short name as the first child of `<svg>`");
    }
    if !limits::ALT_CHARACTERS.contains(&length) {
        report
            .error("figure-alt", at(file, 0..0), eco_format!("the alternative text has {length} characters, it should have {least} to {most}"))
            .hint("say in `<desc>` what the figure shows and what it means");
    }
}
