//! Boxes in a grid of words, joined by lines that find their own way.
//!
//! ```text
//! flow full
//! title Serving path with a learning loop
//! alt   The app asks the gateway, which asks the ranker; clicks train it.
//! legend                              # explains the strokes that are used
//! labels numbered                     # labels as numbers, with a list at the foot
//! grid                                # one row per line, one word per cell
//!   Serving  | app gw   rank          # `Name |` begins a lane
//!   "        | .   .    cache         # `" |` continues it
//!   Learning | .   log  train
//! grid half                           # the placement under 130 mm, if it differs
//!   app   gw
//!   rank  log
//!   cache train
//! app   = App [actor]                 # id = Label | sublabel [kind]
//! gw    = Gateway | 4 replicas
//! rank  = Ranker | p99 < 9 ms [model] # x_t, 10^6, w_{t+1} are scripts
//! cache = Score cache [store]
//! log   = Click log [queue]
//! train = Trainer\every night         # a backslash breaks the line
//! group Models = rank cache           # a frame around a rectangle of boxes
//! before app gw                       # in grey: an earlier drawing has them
//! app => gw => rank : 40 ms           # a chain; the label stands on its first edge
//! rank -> cache                       # -> in the request   => main path
//! gw ~> log : clicks                  # ~> in the background
//! train ..> Models : weights          # ..> feedback; an end may be a group
//! log -> train, cache                 # a fan: one stem
//! gw.b -> log.t                       # sides: .l .r .t .b
//! gw <-> rank                         # both ways; -- has no head
//! rank -> rank : warm-up              # a loop at a free corner of the box
//! ```
//!
//! Kinds of boxes: service (no word needed), store, queue, actor, model, data, op,
//! note; for states `[state]`, `[start]` and `[end]`, the last two without words:
//!
//! ```text
//! flow half
//! kind = state
//! title Rollout of a model
//! alt  A model runs in shadow, then as a canary, and goes live or back.
//! grid
//!   s shadow canary e
//! s      = [start]
//! shadow = Shadow [state]
//! canary = Canary | 1 % to 50 % [state]
//! e      = [end]
//! s -> shadow
//! shadow -> canary : [24 h without drift]
//! canary -> shadow : [errors > 1 %]
//! canary -> canary : share × 2
//! canary -> e : live
//! ```
//!
//! Under 130 mm a placement without `grid half` that does not fit is turned:
//! its columns become rows, its lanes stand upright, side hints turn with it.
//! A label that finds no good place becomes a number on its edge, with its words
//! at the foot. A fan and a chain print their label once.
//!
//! Ids: `n-gw` box, `t-gw.0` its first line, `g-models` frame, `e3` edge, `e3-f1`
//! edge of the first fan, `h3` and `a3` its heads, `l3.0` its label, `k1` the words
//! of the first number, `s1` the first stroke of the legend. Edges are counted in
//! the order of the source.
//!
//! Steps: `parse` reads the lines, `plan` places them on a grid, `sheet`
//! measures columns and rows, `route` finds the way of every edge (`turn` of
//! loops), `wires` and `nudge` lay lines beside each other, `label` finds places
//! for text among the `seat`s and `room` makes some, `work` is one such try and
//! `layout` chooses between tries, `paint` makes a scene. `effort` bounds them all.

mod boxes;
mod caption;
mod dodge;
mod effort;
mod grid;
mod label;
mod layout;
mod legend;
mod link;
mod model;
mod nudge;
mod paint;
mod parse;
mod plan;
mod room;
mod route;
mod seat;
mod sheet;
mod strokes;
mod traffic;
mod turn;
mod wires;
mod work;

use std::collections::BTreeMap;
use std::ops::Range;

use super::Body;
use super::head::Head;
use super::measure::Ruler;
use super::model::Problem;
use super::reader::{Line, Reader};
use super::scene::Scene;
use super::theme::{MM, NARROW_MM};
use super::values::{Values, filled};
use model::{Grid, Source};

/// A drawing of boxes, read and placed.
#[derive(Debug)]
struct Flow {
    source: Source,
    plan: plan::Plan,
    narrow: Option<plan::Plan>,
}

/// Reads the body of a figure. What is wrong goes to the reader; nothing comes
/// back if it cannot be drawn.
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
    let plan = source.grid.as_ref().and_then(|grid| place(&source, grid, reader));
    let narrow = source.narrow.as_ref().and_then(|grid| place(&source, grid, reader));
    Some(Box::new(Flow { plan: plan?, narrow, source }))
}

fn place(source: &Source, grid: &Grid, reader: &mut Reader) -> Option<plan::Plan> {
    let placed = plan::place(source, grid);
    placed.map_err(|wrong| reader.problems.extend(wrong)).ok()
}

impl Body for Flow {
    fn texts(&self) -> Vec<(&str, &Range<usize>)> {
        let nodes = self.source.nodes.iter();
        let nodes = nodes.flat_map(|n| [(&n.label, &n.at), (&n.sublabel, &n.at)]);
        let groups = self.source.groups.iter().map(|g| (&g.title, &g.at));
        let edges = self.source.edges.iter().map(|e| (&e.label, &e.at));
        let grids = [&self.source.grid, &self.source.narrow].into_iter().flatten();
        let lanes = grids
            .flat_map(|grid| &grid.rows)
            .filter_map(|row| Some((row.lane.as_ref()?, &row.at)));
        let all = nodes.chain(groups).chain(edges).chain(lanes);
        all.map(|(text, at)| (text.as_str(), at)).collect()
    }

    fn boxes(&self) -> Vec<(&str, [&str; 2])> {
        let nodes = self.source.nodes.iter();
        nodes
            .map(|node| (node.id.as_str(), [node.label.as_str(), node.sublabel.as_str()]))
            .collect()
    }

    fn compare(&mut self, earlier: &BTreeMap<&str, [&str; 2]>) {
        for node in &mut self.source.nodes {
            if let Some([label, sublabel]) = earlier.get(node.id.as_str()) {
                node.new_words = [*label != node.label, *sublabel != node.sublabel];
            }
        }
    }

    fn fill(&mut self, values: &dyn Values) {
        for node in &mut self.source.nodes {
            node.label = filled(&node.label, values);
            node.sublabel = filled(&node.sublabel, values);
        }
        for edge in &mut self.source.edges {
            edge.label = filled(&edge.label, values);
        }
        for plan in std::iter::once(&mut self.plan).chain(&mut self.narrow) {
            for frame in &mut plan.frames {
                frame.title = filled(&frame.title, values);
            }
        }
    }

    /// Under 130 mm the placement `grid half` is taken where there is one.
    fn draw(
        mut self: Box<Self>,
        ruler: &Ruler,
        _values: &dyn Values,
        width: f64,
    ) -> Result<Scene, Vec<Problem>> {
        let narrow = self.narrow.take().filter(|_| width < NARROW_MM * MM);
        let plan = narrow.unwrap_or(self.plan);
        let placed = layout::lay_out(&self.source, &plan, ruler, width)
            .map_err(|problem| vec![problem])?;
        Ok(paint::paint(&placed, ruler))
    }
}

#[cfg(test)]
mod tests;
