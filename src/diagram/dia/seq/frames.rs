//! Frames around a part of the time: whom they span, what they hold.

use super::super::measure::Ruler;
use super::caption::STRONG;
use super::model::{Act, Block, Source};

/// Air beside the word in the tab of a frame, both sides together.
pub(super) const TAB_AIR: f64 = 6.0;

/// A frame.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub(super) block: Block,
    /// The events that begin it, part it, and end it.
    pub(super) open: usize,
    pub(super) turns: Vec<usize>,
    pub(super) close: usize,
    /// The first and last party in it.
    pub(super) first: usize,
    pub(super) last: usize,
    /// The frames in it.
    pub(super) inner: Vec<usize>,
    /// Width of its tab.
    pub(super) tab: f64,
}

/// The frames of a source, in the order in which they begin.
pub(super) fn frames(source: &Source, ruler: &Ruler) -> Vec<Frame> {
    let mut frames: Vec<Frame> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (index, event) in source.events.iter().enumerate() {
        match event.act {
            Act::Open { block } => {
                if let Some(&outer) = open.last() {
                    let own = frames.len();
                    frames[outer].inner.push(own);
                }
                open.push(frames.len());
                frames.push(begun(block, index, ruler));
            }
            Act::Turn { .. } => {
                if let Some(&own) = open.last() {
                    frames[own].turns.push(index);
                }
            }
            Act::Close => {
                if let Some(own) = open.pop() {
                    frames[own].close = index;
                }
            }
            _ => {}
        }
    }
    for frame in &mut frames {
        span(frame, source);
    }
    frames
}

fn begun(block: Block, open: usize, ruler: &Ruler) -> Frame {
    let words = Block::NAMES.iter().find(|(_, own, _)| *own == block);
    let tab = words.map_or(0.0, |(name, _, turn)| {
        ruler.width(name, STRONG).max(ruler.width(turn, STRONG))
    });
    Frame {
        block,
        open,
        turns: Vec::new(),
        close: open,
        first: usize::MAX,
        last: 0,
        inner: Vec::new(),
        tab: tab + TAB_AIR,
    }
}

/// Finds the first and the last party of a frame.
fn span(frame: &mut Frame, source: &Source) {
    let events = source.events.get(frame.open..frame.close).unwrap_or_default();
    for event in events {
        let (a, b) = match event.act {
            Act::Message { from, to, .. } | Act::Note { from, to } => (from, to),
            Act::Work { who } => (who, who),
            _ => continue,
        };
        frame.first = frame.first.min(a).min(b);
        frame.last = frame.last.max(a).max(b);
    }
    frame.first = frame.first.min(frame.last);
}
