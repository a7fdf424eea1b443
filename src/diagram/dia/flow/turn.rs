//! Ways from a box to itself, around one of its corners.

use super::super::shape::Rect;
use super::model::{Edge, Side};
use super::plan::{Plan, Spans};
use super::route::{Field, Spot};
use super::traffic::Traffic;
use super::wires::{Piece, Wires};

/// From a side of a box to the line beside it, in points.
const REACH: f64 = 9.0;
/// Price of a corner for each edge beside it, at its sides, and of the rim.
const BESIDE: i64 = 60;
const PORT: i64 = 40;
const OUTSIDE: i64 = 90;
/// Price of a frame that ends there.
const BORDER: i64 = 200;

/// The corners of a box: right or left, below or above.
const CORNERS: [(bool, bool); 4] =
    [(true, false), (false, false), (true, true), (false, true)];

/// A way around a corner of a box: from the end above or below to the side.
fn around(span: Spans, (right, below): (bool, bool)) -> [Spot; 5] {
    let cell =
        |axis: usize, far: bool| 2 * if far { span[axis].hi } else { span[axis].lo } + 1;
    let (x, y) = (cell(0, right), cell(1, below));
    let beside = if right { x + 1 } else { x - 1 };
    let beyond = if below { y + 1 } else { y - 1 };
    [(x, y), (x, beyond), (beside, beyond), (beside, y), (x, y)]
}

impl Field<'_> {
    /// The way of an edge from a box to itself, at the corner that is freest.
    pub(super) fn turn(&self, edge: &Edge, traffic: &Traffic) -> Vec<Spot> {
        let span = self.plan.nodes[edge.from];
        let hints = [edge.from_side, edge.to_side];
        let fits = |(right, below): (bool, bool)| {
            let across = if right { Side::Right } else { Side::Left };
            let up = if below { Side::Bottom } else { Side::Top };
            hints.into_iter().flatten().all(|side| side == across || side == up)
        };
        let price = |corner: &(bool, bool)| {
            let (right, below) = *corner;
            let way = around(span, *corner);
            let sides = [if right { 0 } else { 2 }, if below { 1 } else { 3 }];
            let ports: i64 = sides.iter().map(|s| traffic.ports(edge.from, *s)).sum();
            let along = way
                .windows(2)
                .map(|pair| traffic.along(self.index(pair[0]), self.index(pair[1])));
            let corner = way[2];
            let rim = |axis: usize| {
                let at = [corner.0, corner.1][axis];
                i64::from(at == 0 || at + 1 == self.lines[axis])
            };
            let frames = frames_at(self.plan, corner);
            along.sum::<i64>() * BESIDE
                + ports * PORT
                + (rim(0) + rim(1)) * OUTSIDE
                + frames * BORDER
        };
        let free = CORNERS.into_iter().filter(|corner| fits(*corner)).min_by_key(price);
        let corner = free.or(CORNERS.into_iter().min_by_key(price)).unwrap_or_default();
        let mut way = around(span, corner).to_vec();
        let sideways = |side: Option<Side>| {
            side.is_some_and(|side| matches!(side, Side::Left | Side::Right))
        };
        if sideways(edge.from_side) && !sideways(edge.to_side) {
            way.reverse();
        }
        way
    }
}

/// Frames that begin or end in the gutters that meet at a spot.
fn frames_at(plan: &Plan, spot: Spot) -> i64 {
    let gutters = [spot.0 / 2, spot.1 / 2];
    let ends = |axis: usize| {
        let at = gutters[axis];
        plan.frames.iter().filter(move |frame| {
            let span = frame.span[axis];
            span.lo == at || span.hi + 1 == at
        })
    };
    i64::try_from(ends(0).count() + ends(1).count()).unwrap_or_default()
}

/// Where a piece of a way around a corner lies, if not on its track: an end
/// close to the corner, a line close to the box if nothing lies beside it.
pub(super) fn place(
    wires: &Wires,
    span: Spans,
    rect: &Rect,
    piece: &Piece,
) -> Option<f64> {
    let across = 1 - piece.along;
    let (low, high) = if across == 0 { (rect.x0, rect.x1) } else { (rect.y0, rect.y1) };
    if piece.line.is_multiple_of(2) {
        let before = piece.line < 2 * span[across].lo + 1;
        let side = if before { low - REACH } else { high + REACH };
        return wires.alone(piece).then_some(side);
    }
    let own = &wires.of[piece.edge];
    let beyond = own
        .iter()
        .map(|&p| &wires.pieces[p])
        .find(|other| other.along == piece.along && other.line.is_multiple_of(2))?;
    let inset = ((high - low) / 4.0).min(8.0);
    let before = beyond.line < piece.line;
    Some(if before { low + inset } else { high - inset })
}
