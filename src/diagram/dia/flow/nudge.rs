//! The order of the lines that lie beside each other.
//!
//! Every bundle tries orders of its strands, all of them up to five, swaps
//! beyond, against the real geometry: crossings, lines that touch, and short
//! ends cost. After Nachmanson et al., "Edge routing with ordered bundles"
//! (2011), with a plain search in place of their ordering.

use super::super::shape::{Point, Rect};
use super::super::theme::STROKE;
use super::effort::Effort;
use super::model::Source;
use super::plan::Plan;
use super::sheet::Sheet;
use super::wires::{Strand, Wires};

/// Price of a crossing of two edges, and of one edge with itself.
const CROSSING: f64 = 10.0;
const SELF_CROSSING: f64 = 30.0;
/// Price of two lines on one another, and of two that come close.
const TOUCH: f64 = 60.0;
const CLOSE: f64 = 8.0;
/// Price of an end too short to see.
const SHORT: f64 = 3.0;
/// Strands up to which all orders are tried, and tries beyond.
const ALL_ORDERS: usize = 5;
/// Share of the work of a drawing after which orders stay as they are.
const CROWD: usize = 60;

/// The measures against which orders are judged.
pub(super) struct Nudge<'a> {
    pub(super) source: &'a Source,
    pub(super) plan: &'a Plan,
    pub(super) sheet: &'a Sheet,
    pub(super) rects: &'a [Rect],
    pub(super) effort: &'a Effort,
}

impl Nudge<'_> {
    /// Reorders all bundles for as long as it helps, at most three times.
    pub(super) fn improve(&self, wires: &mut Wires) {
        let mut lines: Vec<Vec<Point>> = (0..self.source.edges.len())
            .map(|edge| {
                wires.points(self.source, self.plan, self.sheet, self.rects, edge)
            })
            .collect();
        for _ in 0..3 {
            let mut better = false;
            for index in 0..wires.bundles.len() {
                if wires.bundles[index].len() > 1 && !self.effort.is_past(CROWD) {
                    better |= self.improve_bundle(wires, index, &mut lines);
                }
            }
            if !better {
                break;
            }
        }
    }

    fn improve_bundle(
        &self,
        wires: &mut Wires,
        index: usize,
        lines: &mut [Vec<Point>],
    ) -> bool {
        let base = wires.bundles[index].clone();
        let mut edges: Vec<usize> = base
            .iter()
            .flat_map(|strand| &strand.pieces)
            .map(|&piece| wires.pieces[piece].edge)
            .collect();
        edges.sort_unstable();
        edges.dedup();
        let mut best = base.clone();
        let before = self.price_of(wires, &base, &edges, lines);
        let mut least = before;
        for order in orders(base.len()) {
            if self.effort.is_past(CROWD) {
                break;
            }
            let trial: Vec<Strand> = order.iter().map(|&k| base[k].clone()).collect();
            let price = self.price_of(wires, &trial, &edges, lines);
            if price < least - 0.01 {
                least = price;
                best = trial;
            }
        }
        self.price_of(wires, &best, &edges, lines);
        wires.bundles[index] = best;
        least < before - 0.01
    }

    /// Sets a bundle in an order and prices the edges in it.
    fn price_of(
        &self,
        wires: &mut Wires,
        bundle: &[Strand],
        edges: &[usize],
        lines: &mut [Vec<Point>],
    ) -> f64 {
        wires.assign(bundle);
        for &edge in edges {
            lines[edge] =
                wires.points(self.source, self.plan, self.sheet, self.rects, edge);
        }
        let mut price = 0.0;
        for (rank, &edge) in edges.iter().enumerate() {
            price += own_price(&lines[edge]);
            for other in 0..lines.len() {
                if other != edge && !edges[..rank].contains(&other) {
                    price += self.pair_price(edge, other, lines);
                }
            }
        }
        price
    }

    fn pair_price(&self, a: usize, b: usize, lines: &[Vec<Point>]) -> f64 {
        let edges = &self.source.edges;
        if edges[a].fan.is_some() && edges[a].fan == edges[b].fan {
            return 0.0;
        }
        let mut price = 0.0;
        self.effort.spend(lines[a].len() * lines[b].len());
        for first in lines[a].windows(2) {
            for second in lines[b].windows(2) {
                price += line_price((first[0], first[1]), (second[0], second[1]));
            }
        }
        price
    }
}

type Line = (Point, Point);

fn line_price(a: Line, b: Line) -> f64 {
    let (ra, rb) = (Rect::around(a.0, a.1, 0.0), Rect::around(b.0, b.1, 0.0));
    let (x, y) = ra.overlap(&rb);
    if x < -3.4 || y < -3.4 {
        return 0.0;
    }
    let level = a.0.level(a.1);
    if level != b.0.level(b.1) {
        return if crosses(a, b) { CROSSING } else { 0.0 };
    }
    let (run, apart) = if level { (x, -y) } else { (y, -x) };
    if run <= -1.0 {
        0.0
    } else if apart < STROKE + 0.45 {
        TOUCH + run.max(0.0)
    } else if apart < 3.4 && run > 1.0 {
        CLOSE
    } else {
        0.0
    }
}

/// Whether a level and an upright line cross away from their ends.
pub(super) fn crosses(a: Line, b: Line) -> bool {
    let (level, upright) = if a.0.level(a.1) { (a, b) } else { (b, a) };
    let (x, y) = (upright.0.x, level.0.y);
    let within = |value: f64, from: f64, to: f64| {
        value > from.min(to) + 0.3 && value < from.max(to) - 0.3
    };
    within(x, level.0.x, level.1.x) && within(y, upright.0.y, upright.1.y)
}

/// What a way costs by itself.
fn own_price(points: &[Point]) -> f64 {
    let mut price = 0.0;
    for (index, first) in points.windows(2).enumerate() {
        if first[0].way(first[1]) < 5.0 {
            price += SHORT;
        }
        for second in points[index + 1..].windows(2) {
            let level = first[0].level(first[1]);
            if level != second[0].level(second[1])
                && crosses((first[0], first[1]), (second[0], second[1]))
            {
                price += SELF_CROSSING;
            }
        }
    }
    price
}

/// Orders to try for `n` strands, in a fixed sequence.
fn orders(n: usize) -> Vec<Vec<usize>> {
    let first: Vec<usize> = (0..n).collect();
    let mut all = Vec::new();
    if n <= ALL_ORDERS {
        permute(&mut first.clone(), 0, &mut all);
        return all;
    }
    for a in 0..n {
        for b in a + 1..n.min(a + 12) {
            let mut order = first.clone();
            order.swap(a, b);
            all.push(order);
        }
    }
    all
}

fn permute(order: &mut Vec<usize>, from: usize, all: &mut Vec<Vec<usize>>) {
    if from == order.len() {
        all.push(order.clone());
        return;
    }
    for index in from..order.len() {
        order.swap(from, index);
        permute(order, from + 1, all);
        order.swap(from, index);
    }
}
