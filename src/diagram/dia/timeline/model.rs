//! What a drawing of time says.

use std::ops::Range;

use super::time::Scale;

/// What a span stands for, told by its fill.
#[derive(Debug, Copy, Clone, PartialEq, Eq, Default)]
pub(super) enum Look {
    /// Any work.
    #[default]
    Span,
    /// Data that is used.
    Data,
    /// A model that is trained or serves.
    Model,
    /// Nothing but time goes by.
    Wait,
    /// Held back or blocked.
    Hold,
}

impl Look {
    pub(super) const NAMES: [&'static str; 5] = ["span", "data", "model", "wait", "hold"];

    pub(super) fn named(name: &str) -> Option<Self> {
        let looks = [Self::Span, Self::Data, Self::Model, Self::Wait, Self::Hold];
        Self::NAMES.iter().position(|n| *n == name).map(|index| looks[index])
    }
}

/// What an item is.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// A bar from a time to a time.
    Span(Look),
    /// A diamond at a time.
    Milestone,
    /// An arrow from a time to a time, to this or another lane.
    Delay(usize),
}

/// Something in a lane. Times are in units of the axis.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) form: Form,
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) label: String,
    pub(super) at: Range<usize>,
}

/// A lane.
#[derive(Debug, Clone)]
pub(super) struct Lane {
    pub(super) title: String,
    pub(super) items: Vec<Item>,
    pub(super) at: Range<usize>,
}

/// The distance of ticks.
#[derive(Debug, Copy, Clone, PartialEq)]
pub(super) enum Step {
    /// Units of the axis; days on a calendar.
    Even(f64),
    /// Whole months.
    Months(i64),
}

/// The axis of time.
#[derive(Debug, Clone)]
pub(super) struct Axis {
    pub(super) scale: Scale,
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) step: Step,
    pub(super) at: Range<usize>,
}

/// A time that the figure refers to.
#[derive(Debug, Clone)]
pub(super) struct Now {
    pub(super) time: f64,
    pub(super) label: String,
    pub(super) at: Range<usize>,
}

/// A whole source.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// The bytes of the line that says how wide it is.
    pub(super) role_at: Range<usize>,
    pub(super) axis: Axis,
    pub(super) lanes: Vec<Lane>,
    pub(super) now: Option<Now>,
}
