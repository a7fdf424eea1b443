//! Boxes in a grid of words, joined by lines that find their own way.
//!
//! Steps: `parse` reads the lines, `plan` places them on a grid, `sheet`
//! measures columns and rows, `route` finds the way of every edge, `wires`
//! and `nudge` lay lines beside each other, `label` finds places for text
//! and `room` makes some, `paint` makes a scene.

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
    ) -> Result<(Scene, Vec<Problem>), Vec<Problem>> {
        let narrow = self.narrow.take().filter(|_| width < NARROW_MM * MM);
        let plan = narrow.unwrap_or(self.plan);
        let placed = layout::lay_out(&self.source, &plan, ruler, width)
            .map_err(|problem| vec![problem])?;
        Ok((paint::paint(&placed, ruler), Vec::new()))
    }
}
