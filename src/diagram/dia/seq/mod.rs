//! Calls between parties, in the order of time.
//!
//! ```text
//! seq full
//! title One ad request, and its fallback
//! alt   The client calls the gateway, which …
//! C = Client [actor]                     # across in the order of definition
//! G = Ad gateway | 40 pods
//! K = Ranker [model]
//! C => G : GET /ads                      # => a call on the main path
//! G -> K : score({kept})                 # -> a call
//! K : forward pass @9 ms                 # work of one party
//! K ~> G : pCTR @18 ms                   # ~> the answer to an open call
//! G ..> C : beacon                       # ..> nobody waits for it
//! either within 80 ms                    # loop, opt, either … or, par … and
//!   G ~> C : ad @42 ms
//! or too late
//!   K ~x G : pCTR                        # -x and ~x: lost on the way
//!   G ~> C : popular ads @80 ms
//! end
//! note G K : the budget is 80 ms         # over the lifelines from G to K
//! total : 80 ms                          # a bracket at the left edge
//! ```
//!
//! * `id = Label | sublabel [kind]` with the kinds of boxes; definitions may
//!   stand anywhere, their order is the order across.
//! * `a -> b : text @time`: the time is set in bold. A call opens a bar on the
//!   lifeline of the one called; the first `~>` from there back to the caller is
//!   its answer and ends the bar. Any other `~>` is a message in the background.
//!   A call that is never answered lasts until the last message or work of the
//!   one called.
//! * Frames: `loop text`, `opt text`, `either text` … `or text`, `par text` …
//!   `and text`, each closed by `end`, at most three in one another; indent what
//!   they hold as you like. What one part of `either` has answered is still open
//!   in the next.
//! * `total : 46 ms` measures from the first message to the last one to or from
//!   its sender, `..>` apart.
//! * `\` breaks a line; where words are broken otherwise follows from the width.
//!
//! Steps: `parse` reads the lines, `activity` finds the bars, `frames` the
//! frames, `score` measures and says how far lifelines must lie apart,
//! `columns` places them, `rows` goes from top to foot, `words` finds places
//! for text, `paint` and `border` make a scene.

mod activity;
mod border;
mod caption;
mod columns;
mod frames;
mod model;
mod paint;
mod parse;
mod rows;
mod score;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

use super::Body;
use super::head::Head;
use super::measure::Ruler;
use super::model::Problem;
use super::reader::{Line, Reader};
use super::scene::Scene;
use super::values::{Values, filled};
use model::Source;
use score::Score;

/// Reads the body of a figure.
pub(super) fn read<'a>(
    reader: &mut Reader<'a>,
    head: &Head,
    lines: &[Line<'a>],
) -> Option<Box<dyn Body>> {
    let before = reader.problems.len();
    let mut source = parse::parse(reader, lines);
    source.role_at = head.role_at.clone();
    if reader.problems.len() > before {
        return None;
    }
    Some(Box::new(source))
}

impl Body for Source {
    fn texts(&self) -> Vec<(&str, &Range<usize>)> {
        let parties = self.parties.iter();
        let heads = parties.flat_map(|p| [(&p.label, &p.at), (&p.sublabel, &p.at)]);
        let events = self.events.iter();
        let words =
            events.flat_map(|e| [(&e.caption.text, &e.at), (&e.caption.time, &e.at)]);
        let total = self.total.iter().map(|(text, at)| (text, at));
        let all = heads.chain(words).chain(total);
        all.map(|(text, at)| (text.as_str(), at)).collect()
    }

    fn fill(&mut self, values: &dyn Values) {
        for party in &mut self.parties {
            party.label = filled(&party.label, values);
            party.sublabel = filled(&party.sublabel, values);
        }
        for event in &mut self.events {
            event.caption.text = filled(&event.caption.text, values);
            event.caption.time = filled(&event.caption.time, values);
        }
        if let Some((text, _)) = &mut self.total {
            *text = filled(text, values);
        }
    }

    fn draw(
        self: Box<Self>,
        ruler: &Ruler,
        _values: &dyn Values,
        width: f64,
    ) -> Result<(Scene, Vec<Problem>), Vec<Problem>> {
        let score = Score::new(&self, ruler);
        let columns = columns::place(&score, ruler, width).map_err(|needs| {
            let message = columns::wants(needs, width);
            vec![
                Problem::new(self.role_at.clone(), message)
                    .hint("shorten words, or draw it for a wider place"),
            ]
        })?;
        let rows = rows::rows(&score, &columns);
        Ok((paint::paint(&score, ruler, &columns, &rows, width), Vec::new()))
    }
}
