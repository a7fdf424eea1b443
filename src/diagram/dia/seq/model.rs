//! What a drawing of calls says.

use std::ops::Range;

use super::super::kind::Kind;
use super::super::stroke::Stroke;

/// One who calls or is called.
#[derive(Debug, Clone)]
pub(super) struct Party {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) sublabel: String,
    pub(super) kind: Kind,
    pub(super) at: Range<usize>,
}

/// Words, and the time that stands behind them in bold.
#[derive(Debug, Clone, Default)]
pub(super) struct Caption {
    pub(super) text: String,
    pub(super) time: String,
}

/// A part of the time that a frame holds together.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// Again and again.
    Loop,
    /// One of its parts.
    Either,
    /// Perhaps.
    Opt,
    /// Its parts at the same time.
    Par,
}

impl Block {
    /// The words that begin a frame, and the word between its parts.
    pub(super) const NAMES: [(&'static str, Self, &'static str); 4] = [
        ("loop", Self::Loop, ""),
        ("either", Self::Either, "or"),
        ("opt", Self::Opt, ""),
        ("par", Self::Par, "and"),
    ];
}

/// What happens.
#[derive(Debug, Clone)]
pub(super) enum Act {
    /// One party sends something to another.
    Message { from: usize, to: usize, stroke: Stroke, lost: bool },
    /// A party works.
    Work { who: usize },
    /// A remark on some parties, from the first to the last of them.
    Note { from: usize, to: usize },
    /// A frame begins.
    Open { block: Block },
    /// The next part of a frame begins.
    Turn { block: Block },
    /// A frame ends.
    Close,
}

/// What happens, with its words.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub(super) act: Act,
    pub(super) caption: Caption,
    pub(super) at: Range<usize>,
}

/// A whole source.
#[derive(Debug, Clone, Default)]
pub(super) struct Source {
    /// The bytes of the line that says how wide it is.
    pub(super) role_at: Range<usize>,
    pub(super) parties: Vec<Party>,
    pub(super) events: Vec<Event>,
    /// How long all of it takes.
    pub(super) total: Option<(String, Range<usize>)>,
}
