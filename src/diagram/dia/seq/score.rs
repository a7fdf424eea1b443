//! What is to be drawn, with its words measured, and the room that it asks for.

use super::super::measure::Ruler;
use super::super::stroke::Stroke;
use super::super::theme::EDGE;
use super::activity::{Activity, HALF};
use super::caption::{Breaks, STRONG};
use super::frames::{Frame, frames};
use super::model::{Act, Caption, Source};

/// Between the border of a frame and what it holds.
pub(super) const PAD: f64 = 4.0;
/// Between a lifeline or its bar and the text beside it.
pub(super) const BESIDE: f64 = 3.4;
/// How far a note in a frame reaches beyond the lifelines that it spans.
pub(super) const NOTE: f64 = 12.0;

/// Air beside the words over an arrow, both sides together.
const AIR: f64 = 7.0;
/// Between a frame and the next lifeline.
const FRAME_GAP: f64 = 5.0;
/// The words of the bracket stand in as many lines, less one.
pub(super) const MARGIN_WAY: usize = 2;
/// What the cross of a lost message takes at its end.
pub(super) const LOST: f64 = 11.5;
/// The shortest arrow.
const SHORTEST: f64 = 13.0;

/// Column `to` lies at least `width` to the right of column `from`. Column 0 is
/// the left edge, column `i + 1` party `i`, the last one the right edge.
#[derive(Debug, Copy, Clone)]
pub(super) struct Demand {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) width: f64,
}

/// A source with what follows from it.
pub(super) struct Score<'a> {
    pub(super) source: &'a Source,
    pub(super) activity: Activity,
    pub(super) frames: Vec<Frame>,
    /// The ways to break the caption of each event.
    pub(super) breaks: Vec<Breaks>,
    /// The words of the bracket at the left edge.
    pub(super) total: Breaks,
}

impl<'a> Score<'a> {
    /// Measures a source.
    pub(super) fn new(source: &'a Source, ruler: &Ruler) -> Self {
        let breaks = source.events.iter().map(|e| Breaks::new(ruler, &e.caption, EDGE));
        let total = source.total.as_ref().map_or("", |(text, _)| text);
        let total = Caption { text: total.to_string(), time: String::new() };
        Self {
            source,
            activity: Activity::new(source),
            frames: frames(source, ruler),
            breaks: breaks.collect(),
            total: Breaks::new(ruler, &total, STRONG),
        }
    }

    /// The room that the bracket takes at the left edge.
    pub(super) fn margin(&self) -> f64 {
        if self.source.total.is_some() { self.total.width(MARGIN_WAY) + 6.0 } else { 0.0 }
    }

    /// Whether the work of a party is told to the left of its lifeline.
    pub(super) fn leftward(&self, who: usize) -> bool {
        who > 0 && who + 1 == self.source.parties.len()
    }

    /// Half the width of a note on one party.
    pub(super) fn half_note(&self, event: usize, way: usize) -> f64 {
        (self.breaks[event].width(way) / 2.0 + 6.0).max(NOTE)
    }

    /// How far a frame reaches to the left of its first lifeline and to the
    /// right of its last one, with the captions of its events broken that way.
    pub(super) fn of(&self, frame: usize, ways: &[usize]) -> (f64, f64) {
        let own = &self.frames[frame];
        let (mut left, mut right) = (0.0_f64, 0.0_f64);
        for event in own.open..=own.close {
            let (l, r) = self.event(own, event, ways.get(event).copied().unwrap_or(0));
            (left, right) = (left.max(l), right.max(r));
        }
        for &inner in &own.inner {
            let (l, r) = self.of(inner, ways);
            if self.frames[inner].first == own.first {
                left = left.max(l + PAD);
            }
            if self.frames[inner].last == own.last {
                right = right.max(r + PAD);
            }
        }
        (left, right)
    }

    /// What one event in a frame takes beyond its first and last lifeline.
    fn event(&self, own: &Frame, event: usize, way: usize) -> (f64, f64) {
        let text = self.breaks[event].width(way);
        let bars = [
            self.activity.reach(own.first, event).0,
            self.activity.reach(own.last, event).1,
        ];
        let (mut left, mut right) = (bars[0] + PAD, bars[1] + PAD);
        let beside = text + BESIDE + PAD;
        match self.source.events[event].act {
            Act::Open { .. } | Act::Turn { .. }
                if event == own.open || own.turns.contains(&event) =>
            {
                left = bars[0] + own.tab + 1.2;
                if own.first == own.last {
                    right = bars[1] + beside;
                }
            }
            Act::Work { who } => {
                if who == own.first && self.leftward(who) {
                    left = bars[0].max(HALF) + beside;
                } else if who == own.last && !self.leftward(who) {
                    right = bars[1].max(HALF) + beside;
                }
            }
            Act::Note { from, to } => {
                let half = if from == to { self.half_note(event, way) } else { NOTE };
                if from == own.first {
                    left = half + PAD;
                }
                if to == own.last {
                    right = half + PAD;
                }
            }
            _ => {}
        }
        (left, right)
    }

    /// What all events and frames ask for, with the captions broken that way.
    pub(super) fn demands(&self, ways: &[usize]) -> Vec<Demand> {
        let mut all = Vec::new();
        for (event, &way) in ways.iter().enumerate() {
            self.demand(event, way, &mut all);
        }
        let edges = self.source.parties.len() + 1;
        for (index, frame) in self.frames.iter().enumerate() {
            let (left, right) = self.of(index, ways);
            let (from, to) = (frame.first, frame.last + 2);
            let margin = if from == 0 { self.margin() } else { FRAME_GAP };
            all.push(Demand { from, to: from + 1, width: left + margin });
            let gap = if to == edges { 0.0 } else { FRAME_GAP };
            all.push(Demand { from: to - 1, to, width: right + gap });
        }
        all
    }

    /// What one event asks for.
    fn demand(&self, event: usize, way: usize, all: &mut Vec<Demand>) {
        let text = self.breaks[event].width(way);
        match self.source.events[event].act {
            Act::Message { from, to, stroke, lost } => {
                let (lo, hi) = self.stretch(from, to, event);
                let text = text
                    + match stroke {
                        _ if lost => LOST - 4.6,
                        Stroke::Main => 1.0,
                        _ => 0.0,
                    };
                let bars =
                    self.activity.reach(lo, event).1 + self.activity.reach(hi, event).0;
                let width = (text + AIR).max(SHORTEST) + bars;
                all.push(Demand { from: lo + 1, to: hi + 1, width });
            }
            Act::Work { who } => {
                let (left, right) = self.activity.reach(who, event);
                if self.leftward(who) {
                    let other = self.activity.reach(who - 1, event).1;
                    let width = left.max(HALF) + BESIDE + text + BESIDE + other;
                    all.push(Demand { from: who, to: who + 1, width });
                } else {
                    let next = who + 1;
                    let edge = next == self.source.parties.len();
                    let other = if edge {
                        0.0
                    } else {
                        BESIDE + self.activity.reach(next, event).0
                    };
                    let width = right.max(HALF) + BESIDE + text + other;
                    all.push(Demand { from: next, to: next + 1, width });
                }
            }
            Act::Note { from, to } if from == to => {
                let half = self.half_note(event, way);
                let last = self.source.parties.len();
                let before = if from == 0 { self.margin() } else { FRAME_GAP };
                let behind = if to + 1 == last { 0.0 } else { FRAME_GAP };
                let (left, right) = (half + before, half + behind);
                all.push(Demand { from, to: from + 1, width: left });
                all.push(Demand { from: to + 1, to: to + 2, width: right });
            }
            Act::Note { from, to } => {
                let width = text + 10.0 - 2.0 * NOTE;
                all.push(Demand { from: from + 1, to: to + 1, width });
                if from == 0 {
                    all.push(Demand { from, to: from + 1, width: NOTE + self.margin() });
                }
            }
            Act::Open { .. } | Act::Turn { .. } => {
                let Some(frame) = self.frame(event) else { return };
                if frame.first < frame.last {
                    let (lo, hi) = self.stretch(frame.first, frame.last, event);
                    let bars = self.activity.reach(lo, event).1
                        + self.activity.reach(hi, event).0;
                    let width = bars + 2.0 * BESIDE + text;
                    all.push(Demand { from: lo + 1, to: hi + 1, width });
                }
            }
            Act::Close => {}
        }
    }

    /// The frame that an event begins or parts.
    pub(super) fn frame(&self, event: usize) -> Option<&Frame> {
        self.frames
            .iter()
            .find(|f| f.open == event || f.turns.contains(&event))
    }

    /// The widest stretch under a message without a bar in it, from one party
    /// to another; of equals, the one next to the sender.
    pub(super) fn stretch(&self, from: usize, to: usize, event: usize) -> (usize, usize) {
        let (lo, hi) = (from.min(to), from.max(to));
        let mut best = (lo, lo);
        let mut start = lo;
        for who in lo + 1..=hi {
            if who < hi && self.activity.reach(who, event) == (0.0, 0.0) {
                continue;
            }
            let (now, old) = (who - start, best.1 - best.0);
            if now > old || now == old && from > to {
                best = (start, who);
            }
            start = who;
        }
        best
    }
}
