//! Where everything stands from top to foot.

use super::super::stroke::Stroke;
use super::super::theme::{EDGE, real};
use super::columns::{Columns, RIM};
use super::model::Act;
use super::score::Score;

/// From the heads to the first event, and from the last one to the foot.
const LEAD: f64 = 5.0;
const TAIL: f64 = 4.0;
/// Over an arrow without words.
const BARE: f64 = 5.0;
/// From the words to the arrow under them, and from the arrow on.
const UNDER: f64 = 2.2;
const AFTER: f64 = 3.6;
/// Air above and below work, and the least height of its bar.
const WORK: f64 = 2.0;
const LEAST: f64 = 10.0;
/// Air above and below a note, and inside it.
const NOTE: f64 = 3.0;
pub(super) const NOTE_PAD: f64 = 2.5;
/// Air inside a frame under its top and over its foot.
const FRAME: f64 = 2.6;
/// Air below the words at the top of a frame.
const TITLE: f64 = 3.0;

/// Where an event stands.
#[derive(Debug, Copy, Clone, Default)]
pub(super) struct Span {
    pub(super) top: f64,
    /// Where the arrow lies, the note or the work ends.
    pub(super) line: f64,
}

/// Where all events stand.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    pub(super) spans: Vec<Span>,
    /// Where the lifelines end.
    pub(super) foot: f64,
    pub(super) height: f64,
}

/// Goes through the events from top to foot.
pub(super) fn rows(score: &Score, columns: &Columns) -> Rows {
    let mut y = RIM + columns.head_height + LEAD;
    let mut spans = Vec::with_capacity(score.source.events.len());
    for (index, event) in score.source.events.iter().enumerate() {
        let way = columns.ways.get(index).copied().unwrap_or(0);
        let lines = score.breaks[index].way(way).len();
        let words = real(lines) * EDGE.line();
        let (before, height, after) = match event.act {
            Act::Message { stroke, .. } => {
                let main = if stroke == Stroke::Main { 0.4 } else { 0.0 };
                let over = if lines == 0 { BARE } else { words + UNDER };
                (0.0, over + main, AFTER + main)
            }
            Act::Work { .. } => (WORK, (words + 2.0).max(LEAST), WORK),
            Act::Note { .. } => (NOTE, words + 2.0 * NOTE_PAD, NOTE),
            Act::Open { .. } => (FRAME, words.max(EDGE.line()) + TITLE, 0.0),
            Act::Turn { .. } => (FRAME, words.max(EDGE.line()) + TITLE, 0.0),
            Act::Close => (FRAME, 0.0, FRAME),
        };
        y += before;
        spans.push(Span { top: y, line: y + height });
        y += height + after;
    }
    let foot = y + TAIL;
    Rows { spans, foot, height: foot + RIM }
}
