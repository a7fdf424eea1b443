//! The way of every edge over the refined grid.
//!
//! Dijkstra's algorithm over cells and gutters with the direction as part of
//! the state, as in Wybrow, Marriott and Stuckey, "Orthogonal connector
//! routing" (2009), but on the grid of the author. Every edge is torn out and
//! routed again while the others stay, until nothing changes.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::effort::Effort;
use super::model::{Edge, Side, Source};
use super::plan::Plan;
use super::sheet::Sheet;
use super::traffic::{Traffic, heading};

/// A place on the refined grid: odd numbers are tracks, even ones gutters.
pub(super) type Spot = (usize, usize);

/// Price of a corner, in tenths of a point of way.
const TURN: i64 = 170;
/// More if the corner lies in a cell.
const TURN_IN_CELL: i64 = 40;
/// A stretch that another edge takes, in a cell and in a gutter.
const SHARED_CELL: i64 = 160;
const SHARED_GUTTER: i64 = 35;
/// Crossing another edge straight on, or at a corner.
const CROSS: i64 = 130;
const CROSS_TURN: i64 = 60;
/// A step inside a frame that holds neither end.
const FOREIGN: i64 = 140;
/// A step along the rim of the figure.
const RIM: i64 = 60;
/// A side of a box that another edge takes.
const PORT: i64 = 50;
/// A line away from the middle of a box over several tracks.
const OFF_CENTER: i64 = 25;
/// Most rounds of tearing out.
const ROUNDS: usize = 4;
/// Share of the work of a drawing after which there are no more.
const CROWD: usize = 20;
/// Units of work for one state.
const STATE: usize = 16;

/// The refined grid.
pub(super) struct Field<'a> {
    source: &'a Source,
    pub(super) plan: &'a Plan,
    effort: &'a Effort,
    /// Lines in x and y.
    pub(super) lines: [usize; 2],
    /// The box on each spot.
    boxes: Vec<Option<usize>>,
    /// Way of half a step at each line, in tenths of a point.
    pace: [Vec<i64>; 2],
}

impl<'a> Field<'a> {
    pub(super) fn new(
        source: &'a Source,
        plan: &'a Plan,
        sheet: &Sheet,
        effort: &'a Effort,
    ) -> Self {
        let lines = plan.count.map(|count| 2 * count + 1);
        let mut boxes = vec![None; lines[0] * lines[1]];
        for (node, spans) in plan.nodes.iter().enumerate() {
            for y in 2 * spans[1].lo + 1..=2 * spans[1].hi + 1 {
                for x in 2 * spans[0].lo + 1..=2 * spans[0].hi + 1 {
                    boxes[y * lines[0] + x] = Some(node);
                }
            }
        }
        let pace = [0, 1].map(|axis| {
            let air = [14.0, 12.0][axis];
            let step = |line: usize| {
                let track = (line.max(1) - 1) / 2;
                let size = &sheet.size[axis][track.min(plan.count[axis] - 1)];
                tenths(size / 2.0 + air)
            };
            (0..lines[axis]).map(step).collect()
        });
        Self { source, plan, effort, lines, boxes, pace }
    }

    pub(super) fn index(&self, spot: Spot) -> usize {
        spot.1 * self.lines[0] + spot.0
    }

    fn spot(&self, index: usize) -> Spot {
        (index % self.lines[0], index / self.lines[0])
    }

    /// The neighbour in a direction.
    fn next(&self, spot: Spot, direction: usize) -> Option<Spot> {
        let next = match direction {
            0 => (spot.0 + 1, spot.1),
            1 => (spot.0, spot.1 + 1),
            2 => (spot.0.checked_sub(1)?, spot.1),
            _ => (spot.0, spot.1.checked_sub(1)?),
        };
        (next.0 < self.lines[0] && next.1 < self.lines[1]).then_some(next)
    }

    /// What a step onto each spot costs because of frames.
    fn foreign(&self, edge: &Edge) -> Vec<i64> {
        let mut cost = vec![0; self.boxes.len()];
        for frame in &self.plan.frames {
            if frame.members.contains(&edge.from) || frame.members.contains(&edge.to) {
                continue;
            }
            let [x, y] = frame.span;
            for row in 2 * y.lo + 1..=2 * y.hi + 1 {
                for column in 2 * x.lo + 1..=2 * x.hi + 1 {
                    cost[row * self.lines[0] + column] += FOREIGN;
                }
            }
        }
        cost
    }

    /// The way of every edge; empty if there is none.
    pub(super) fn route(&self) -> Vec<Vec<Spot>> {
        let edges = &self.source.edges;
        let mut ways: Vec<Vec<Spot>> = vec![Vec::new(); edges.len()];
        let mut order: Vec<usize> = (0..edges.len()).collect();
        order.sort_by_key(|&edge| (edges[edge].is_loop(), self.distance(&edges[edge])));
        let mut traffic = Traffic::new(self, self.source.nodes.len());
        for _ in 0..ROUNDS {
            let mut changed = false;
            for &edge in &order {
                let mates: Vec<usize> = (0..edges.len())
                    .filter(|&e| {
                        e == edge
                            || edges[e].fan.is_some() && edges[e].fan == edges[edge].fan
                    })
                    .collect();
                for &mate in &mates {
                    traffic.count(self, &edges[mate], &ways[mate], -1);
                }
                let stem = traffic.stem(self, edge, &mates, &ways);
                let way = if edges[edge].is_loop() {
                    self.turn(&edges[edge], &traffic)
                } else {
                    self.search(&edges[edge], &traffic, &stem)
                };
                changed |= way != ways[edge];
                ways[edge] = way;
                for &mate in &mates {
                    traffic.count(self, &edges[mate], &ways[mate], 1);
                }
            }
            if !changed || self.effort.is_past(CROWD) {
                break;
            }
        }
        ways
    }

    /// Short edges first.
    fn distance(&self, edge: &Edge) -> usize {
        let (a, b) = (&self.plan.nodes[edge.from], &self.plan.nodes[edge.to]);
        let apart = [0, 1].map(|axis| a[axis].lo.abs_diff(b[axis].lo));
        let bent = usize::from(apart[0] > 0 && apart[1] > 0);
        apart[0] * 10 + apart[1] * 10 + bent * 5
    }

    /// The cheapest way of one edge.
    fn search(&self, edge: &Edge, traffic: &Traffic, stem: &[bool]) -> Vec<Spot> {
        let states = self.boxes.len() * 4;
        let mut cost = vec![i64::MAX; states];
        let mut before = vec![usize::MAX; states];
        let mut queue = BinaryHeap::new();
        let foreign = self.foreign(edge);
        for state in self.starts(edge) {
            cost[state] = traffic.ports(edge.from, state % 4) * PORT
                + self.off_center(edge.from, state / 4, state % 2);
            queue.push(Reverse((cost[state], state)));
        }
        self.effort.spend(self.boxes.len());
        while let Some(Reverse((paid, state))) = queue.pop() {
            self.effort.spend(STATE);
            if paid > cost[state] {
                continue;
            }
            if self.boxes[state / 4] == Some(edge.to) {
                return self.trace(edge, state, &before);
            }
            for direction in 0..4 {
                let Some((next, step)) =
                    self.step(edge, state, direction, traffic, &foreign, stem)
                else {
                    continue;
                };
                let next = next * 4 + direction;
                if paid + step < cost[next] {
                    cost[next] = paid + step;
                    before[next] = state;
                    queue.push(Reverse((paid + step, next)));
                }
            }
        }
        Vec::new()
    }

    /// The states from which an edge may leave its box.
    fn starts(&self, edge: &Edge) -> Vec<usize> {
        let mut starts = Vec::new();
        let [x, y] = self.plan.nodes[edge.from];
        for row in 2 * y.lo + 1..=2 * y.hi + 1 {
            for column in 2 * x.lo + 1..=2 * x.hi + 1 {
                for side in Side::ALL {
                    let direction = side as usize;
                    let line = [row, column][direction % 2];
                    let between = !self.docks(edge.from, line, direction % 2);
                    let other = edge.from_side.is_some_and(|wanted| wanted != side);
                    let spot = self.index((column, row));
                    if !between && !other {
                        starts.push(spot * 4 + direction);
                    }
                }
            }
        }
        starts
    }

    /// Whether an edge along an axis may meet a box on a line: in the middle of
    /// one of its tracks, or of the whole box.
    fn docks(&self, node: usize, line: usize, axis: usize) -> bool {
        let span = self.plan.nodes[node][1 - axis];
        !line.is_multiple_of(2) || line == span.lo + span.hi + 1
    }

    /// What it costs to meet a box away from its middle along an axis.
    fn off_center(&self, node: usize, spot: usize, axis: usize) -> i64 {
        let spot = self.spot(spot);
        let span = self.plan.nodes[node][1 - axis];
        let off = [spot.1, spot.0][axis].abs_diff(span.lo + span.hi + 1);
        i64::try_from(off).unwrap_or_default() * OFF_CENTER
    }

    /// The spot that a step leads to and its price, if it may be taken.
    fn step(
        &self,
        edge: &Edge,
        state: usize,
        direction: usize,
        traffic: &Traffic,
        foreign: &[i64],
        stem: &[bool],
    ) -> Option<(usize, i64)> {
        let (here, heading) = (state / 4, state % 4);
        let inside = self.boxes[here] == Some(edge.from);
        if (direction + 2) % 4 == heading || inside && direction != heading {
            return None;
        }
        let spot = self.spot(here);
        let next_spot = self.next(spot, direction)?;
        let next = self.index(next_spot);
        let arrives = self.boxes[next] == Some(edge.to);
        let side = (direction + 2) % 4;
        match self.boxes[next] {
            Some(node) if node == edge.from && !inside => return None,
            Some(node) if node != edge.to && node != edge.from => return None,
            _ => {}
        }
        if arrives && edge.to_side.is_some_and(|wanted| wanted as usize != side) {
            return None;
        }
        let axis = direction % 2;
        if arrives && !inside && !self.docks(edge.to, [spot.1, spot.0][axis], axis) {
            return None;
        }
        let line = [spot.0.max(next_spot.0), spot.1.max(next_spot.1)][axis];
        let mut price = self.pace[axis][line];
        let turns = direction != heading;
        if turns {
            price +=
                TURN + if spot.0 % 2 == 1 && spot.1 % 2 == 1 { TURN_IN_CELL } else { 0 };
        }
        let in_cell = [spot.1, spot.0][axis] % 2 == 1;
        let shared = if in_cell { SHARED_CELL } else { SHARED_GUTTER };
        price += traffic.along(here, next) * shared;
        if !inside {
            price += traffic.across(here, axis) * if turns { CROSS_TURN } else { CROSS };
        }
        price += foreign[next];
        let rim = [0, 1].map(|a| {
            let at = [next_spot.0, next_spot.1][a];
            at == 0 || at + 1 == self.lines[a]
        });
        price += if rim[0] || rim[1] { RIM } else { 0 };
        if arrives {
            price += traffic.ports(edge.to, side) * PORT;
            price += self.off_center(edge.to, next, axis);
        }
        if stem[here] && stem[next] {
            price = price * 2 / 5;
        }
        Some((next, price))
    }

    /// The way that led to a state, with one spot inside each box.
    fn trace(&self, edge: &Edge, state: usize, before: &[usize]) -> Vec<Spot> {
        let (mut way, mut state) = (Vec::new(), state);
        while state != usize::MAX {
            way.push(self.spot(state / 4));
            state = before[state];
        }
        way.reverse();
        let inside = way
            .iter()
            .take_while(|s| self.boxes[self.index(**s)] == Some(edge.from))
            .count();
        way.drain(..inside.saturating_sub(1));
        way
    }
}

/// The side at which a way leaves its first spot.
pub(super) fn first_side(way: &[Spot]) -> Option<usize> {
    Some(heading(*way.first()?, *way.get(1)?))
}

/// Tenths of a point, whole.
#[allow(clippy::cast_possible_truncation, reason = "sizes of a page fit")]
fn tenths(points: f64) -> i64 {
    (points.clamp(0.0, 1e6) as i64) * 10
}
