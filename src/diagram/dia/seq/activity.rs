//! When each party is at work: from a call until its answer.
//!
//! A call opens a bar. The next dashed message from the one called back to the
//! caller is the answer and ends it; without one, the bar ends with the last
//! message or work of the one called. What one part of `either`, or a body
//! that may be skipped, has ended is still open for what follows.

use super::super::stroke::Stroke;
use super::super::theme::real;
use super::model::{Act, Block, Source};

/// Half the width of a bar, and how far a bar on a bar lies to the right.
pub(super) const HALF: f64 = 2.3;
const STEP: f64 = 2.6;

/// A party at work, from one event to another.
#[derive(Debug, Clone)]
pub(super) struct Bar {
    pub(super) who: usize,
    /// Bars of the same party under it.
    pub(super) level: usize,
    pub(super) from: usize,
    pub(super) to: usize,
    caller: usize,
    answered: bool,
}

impl Bar {
    /// How far it reaches to the left and to the right of the lifeline.
    pub(super) fn sides(&self) -> (f64, f64) {
        let shift = STEP * real(self.level);
        (shift - HALF, shift + HALF)
    }
}

/// The bars of a drawing.
#[derive(Debug, Clone)]
pub(super) struct Activity {
    pub(super) bars: Vec<Bar>,
    /// How far bars reach to the left and to the right, by event and party.
    reach: Vec<Vec<(f64, f64)>>,
}

/// The bars of each party that are open.
type Stacks = Vec<Vec<usize>>;

/// A frame on the way through the events.
struct Frame {
    block: Block,
    /// What was open when it began.
    before: Stacks,
    /// What was open at the end of its parts so far.
    parts: Vec<Stacks>,
}

/// The state of the way through the events.
struct Walk {
    bars: Vec<Bar>,
    stacks: Stacks,
    frames: Vec<Frame>,
    last: Vec<usize>,
}

impl Activity {
    /// Follows the events of a source.
    pub(super) fn new(source: &Source) -> Self {
        let count = source.parties.len();
        let mut walk = Walk {
            bars: Vec::new(),
            stacks: vec![Vec::new(); count],
            frames: Vec::new(),
            last: vec![0; count],
        };
        for (index, event) in source.events.iter().enumerate() {
            walk.event(index, &event.act);
        }
        walk.give_up(&vec![Vec::new(); count]);
        let mut reach = vec![vec![(0.0_f64, 0.0_f64); count]; source.events.len()];
        for bar in &walk.bars {
            let (left, right) = bar.sides();
            for sides in reach.get_mut(bar.from..=bar.to).unwrap_or_default() {
                let own = &mut sides[bar.who];
                *own = (own.0.max(-left), own.1.max(right));
            }
        }
        Self { bars: walk.bars, reach }
    }

    /// How far the bars of a party reach to the left and to the right at an
    /// event.
    pub(super) fn reach(&self, who: usize, event: usize) -> (f64, f64) {
        let sides = self.reach.get(event).and_then(|event| event.get(who));
        sides.copied().unwrap_or_default()
    }
}

impl Walk {
    fn event(&mut self, index: usize, act: &Act) {
        match *act {
            Act::Message { from, to, stroke, lost } => {
                self.last[from] = index;
                if !lost {
                    self.last[to] = index;
                }
                match stroke {
                    Stroke::Solid | Stroke::Main if !lost => self.call(from, to, index),
                    Stroke::Dashed => self.answer(from, to, index),
                    _ => {}
                }
            }
            Act::Work { who } => self.last[who] = index,
            Act::Note { .. } => {}
            Act::Open { block } => {
                let before = self.stacks.clone();
                self.frames.push(Frame { block, before, parts: Vec::new() });
            }
            Act::Turn { block } => self.turn(block),
            Act::Close => self.close(),
        }
    }

    fn call(&mut self, caller: usize, who: usize, index: usize) {
        let level = self.stacks[who].len();
        self.stacks[who].push(self.bars.len());
        let (from, to) = (index, index);
        self.bars.push(Bar { who, level, from, to, caller, answered: false });
    }

    fn answer(&mut self, who: usize, caller: usize, index: usize) {
        let bars = &mut self.bars;
        let open = self.stacks[who].iter().rposition(|&bar| bars[bar].caller == caller);
        if let Some(place) = open {
            let bar = &mut bars[self.stacks[who].remove(place)];
            (bar.to, bar.answered) = (index, true);
        }
    }

    fn turn(&mut self, block: Block) {
        if block != Block::Either {
            return;
        }
        let Some(mut frame) = self.frames.pop() else { return };
        self.give_up(&frame.before);
        let now = std::mem::replace(&mut self.stacks, frame.before.clone());
        frame.parts.push(now);
        self.frames.push(frame);
    }

    fn close(&mut self) {
        let Some(mut frame) = self.frames.pop() else { return };
        if frame.block == Block::Par {
            return;
        }
        self.give_up(&frame.before);
        frame.parts.push(std::mem::take(&mut self.stacks));
        let skipped = frame.block != Block::Either;
        self.stacks = frame.before;
        for (who, stack) in self.stacks.iter_mut().enumerate() {
            let open = |bar: &usize| frame.parts.iter().any(|p| p[who].contains(bar));
            stack.retain(|bar| skipped || open(bar));
        }
    }

    /// Ends what is open but was not before: it was never answered.
    fn give_up(&mut self, before: &Stacks) {
        for (who, stack) in self.stacks.iter_mut().enumerate() {
            for &bar in stack.iter().filter(|bar| !before[who].contains(bar)) {
                let bar = &mut self.bars[bar];
                if !bar.answered {
                    bar.to = bar.to.max(self.last[who]);
                }
            }
            stack.retain(|bar| before[who].contains(bar));
        }
    }
}
