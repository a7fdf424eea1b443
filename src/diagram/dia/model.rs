//! What every figure has in common: its width, its subject, its problems.

use std::ops::Range;

/// What is wrong, where in the source, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// The bytes of the source that it concerns.
    pub at: Range<usize>,
}

impl Problem {
    pub(super) fn new(at: Range<usize>, message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None, at }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds "did you mean", or else the given hint.
    pub(super) fn suggest<'a>(
        self,
        wrong: &str,
        known: impl IntoIterator<Item = &'a str>,
        otherwise: &str,
    ) -> Self {
        match crate::diagnostics::did_you_mean(wrong, known) {
            Some(name) => self.hint(format!("did you mean `{name}`?")),
            None if otherwise.is_empty() => self,
            None => self.hint(otherwise),
        }
    }
}

/// The width that a figure is drawn for.
#[derive(Debug, Copy, Clone, PartialEq)]
pub(crate) enum Role {
    /// One column.
    Half,
    /// With the caption beside it.
    Side,
    /// The whole measure.
    Full,
    /// A width of its own, in millimetres.
    Millimetres(f64),
}

/// What a figure shows, in the order of the list of kinds.
pub(super) const SUBJECTS: [&str; 14] = [
    "canvas",
    "whiteboard",
    "pipeline",
    "topology",
    "sequence",
    "timeline",
    "state",
    "architecture",
    "plot",
    "matrix",
    "funnel",
    "schema",
    "worked-example",
    "map",
];
