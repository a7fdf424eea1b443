//! Room that labels need in the gutters.

use std::cmp::Reverse;

use super::super::measure::Ruler;
use super::super::theme::{EDGE, TRACK, real};
use super::super::wrap::wrap_into;
use super::model::{Edge, Source};
use super::plan::Plan;
use super::seat::disc_size;
use super::sheet::Sheet;
use super::wires::{Piece, Wires};

/// Least distances over the gutters of each axis.
pub(super) type Need = [Vec<f64>; 2];

/// Air of a label beside an upright line, both sides together, in points.
const BESIDE: f64 = 5.5;
/// The same of a label above a line between two boxes.
const ABOVE: f64 = 8.5;
/// Free strip in which a line turns towards the border of a group.
const GROUP_END: f64 = 19.0;
/// From a box to a line that turns towards it with a head.
const HEAD: f64 = 8.0;
/// Gutter with a way around a corner.
const TURN: f64 = 15.0;
/// Widest gutters that labels may ask for.
const WIDEST_LEVEL: f64 = 40.0;
const WIDEST_UPRIGHT: f64 = 44.0;
/// More than the measure that a label may ask for where it fits badly.
const EXTRA: f64 = 14.0;

/// A gutter that should be wider: its axis, its number, its least distance.
#[derive(Debug, Copy, Clone)]
pub(super) struct Wish {
    pub(super) axis: usize,
    pub(super) gutter: usize,
    pub(super) size: f64,
}

/// What the ends of edges at groups need.
pub(super) fn ends(source: &Source, plan: &Plan, wires: &Wires) -> Need {
    let mut need = plan.count.map(|count| vec![0.0; count + 1]);
    for (edge, pieces) in source.edges.iter().zip(&wires.of) {
        group_ends(plan, edge, pieces, wires, &mut need);
        if edge.is_loop() {
            turn_ends(plan, pieces, wires, &mut need);
        }
    }
    need
}

/// Room for the heads of a line that turns in the gutter before its box.
pub(super) fn heads(
    plan: &Plan,
    edge: &Edge,
    pieces: &[usize],
    wires: &Wires,
    tracks: &[Vec<usize>; 2],
) -> Vec<Wish> {
    let tips = [(edge.heads.0, pieces.last()), (edge.heads.1, pieces.first())];
    let mut wishes = Vec::new();
    for (_, piece) in tips.into_iter().filter(|(head, _)| *head) {
        let Some(piece) = piece.map(|&piece| &wires.pieces[piece]) else { continue };
        if pieces.len() < 2 || edge.is_loop() || piece.hi - piece.lo != 1 {
            continue;
        }
        let before = piece.hi.is_multiple_of(2);
        let (axis, line) = (piece.along, if before { piece.hi } else { piece.lo });
        let (closing, opening) = Sheet::pads(plan, axis, line / 2);
        let pad = if before { closing } else { opening };
        let lines = real(tracks[axis][line].saturating_sub(1)) * TRACK;
        let size = closing + opening + lines + 2.0 * (HEAD - pad).max(0.0);
        wishes.push(Wish { axis, gutter: line / 2, size });
    }
    wishes
}

/// Room for the way around a corner.
fn turn_ends(plan: &Plan, pieces: &[usize], wires: &Wires, need: &mut Need) {
    let pieces = pieces.iter().map(|&piece| &wires.pieces[piece]);
    for piece in pieces.filter(|piece| piece.line.is_multiple_of(2)) {
        let (axis, gutter) = (1 - piece.along, piece.line / 2);
        let (closing, opening) = Sheet::pads(plan, axis, gutter);
        let slot = &mut need[axis][gutter];
        *slot = slot.max(closing + opening + TURN);
    }
}

fn width(ruler: &Ruler, label: &str, lines: usize) -> f64 {
    ruler.widest(&wrap_into(ruler, label, lines, EDGE), EDGE)
}

/// Room for a head between a gutter line and the border of a group.
fn group_ends(
    plan: &Plan,
    edge: &Edge,
    pieces: &[usize],
    wires: &Wires,
    need: &mut Need,
) {
    if let [only] = pieces {
        return straight_end(plan, edge, &wires.pieces[*only], need);
    }
    let ends = [pieces.get(1), pieces.iter().nth_back(1)];
    for (beside, group) in ends.into_iter().zip(edge.groups) {
        let Some(piece) = beside.filter(|_| group.is_some()).map(|&p| &wires.pieces[p])
        else {
            continue;
        };
        if piece.line.is_multiple_of(2) {
            let (axis, gutter) = (1 - piece.along, piece.line / 2);
            let (closing, opening) = Sheet::pads(plan, axis, gutter);
            let slot = &mut need[axis][gutter];
            *slot = slot.max(closing + opening + GROUP_END);
        }
    }
}

/// The same for an edge without a corner.
fn straight_end(plan: &Plan, edge: &Edge, piece: &Piece, need: &mut Need) {
    let axis = piece.along;
    let others = [edge.to, edge.from];
    for (group, other) in edge.groups.into_iter().zip(others) {
        let Some(frame) = group.and_then(|g| plan.frame_of(g)) else { continue };
        let span = plan.frames[frame].span[axis];
        let before = plan.nodes[other][axis].hi < span.lo;
        let gutter = if before { span.lo } else { span.hi + 1 };
        let (closing, opening) = Sheet::pads(plan, axis, gutter);
        let slot = &mut need[axis][gutter];
        *slot = slot.max(closing + opening + GROUP_END);
    }
}

/// The room that the label of a straight edge between neighbours wants, with
/// the widest way to break it first.
pub(super) fn straight(
    ruler: &Ruler,
    wires: &Wires,
    (edge, label): (usize, &str),
) -> Vec<Wish> {
    let [piece] = wires.of[edge][..] else { return Vec::new() };
    let piece = &wires.pieces[piece];
    if label.is_empty() || piece.hi - piece.lo != 2 {
        return Vec::new();
    }
    let (axis, gutter) = (piece.along, piece.lo / 2 + 1);
    if axis == 1 {
        return vec![Wish { axis, gutter, size: EDGE.line() + 9.0 }];
    }
    let lines = if label.split_whitespace().count() > 4 { 3 } else { 2 };
    let size = |lines| width(ruler, label, lines) + ABOVE;
    (lines..=4)
        .map(|lines| Wish { axis, gutter, size: size(lines) })
        .collect()
}

/// The room that the discs of straight edges between the same two boxes want.
pub(super) fn discs(
    source: &Source,
    wires: &Wires,
    numbers: &[Option<usize>],
    edge: usize,
) -> Vec<Wish> {
    let [piece] = wires.of[edge][..] else { return Vec::new() };
    let piece = &wires.pieces[piece];
    if piece.hi - piece.lo != 2 {
        return Vec::new();
    }
    let ends = |edge: &Edge| (edge.from.min(edge.to), edge.from.max(edge.to));
    let pair = ends(&source.edges[edge]);
    let mates = source
        .edges
        .iter()
        .zip(numbers)
        .filter(|(other, _)| ends(other) == pair);
    let along = |number: usize| {
        let (width, height) = disc_size(number);
        if piece.along == 0 { width } else { height }
    };
    let sizes = mates.filter_map(|(_, number)| Some(along((*number)?) + 1.5));
    let size = sizes.sum::<f64>() + 2.0 * HEAD - 4.0;
    vec![Wish { axis: piece.along, gutter: piece.lo / 2 + 1, size }]
}

/// The room that a label without a good place could have, in the order in which
/// it is to be tried: in the gutter along which its edge runs level, beside an
/// upright piece, in a row gutter that it crosses, between its boxes.
pub(super) fn wishes(
    plan: &Plan,
    ruler: &Ruler,
    sheet: &Sheet,
    wires: &Wires,
    (edge, label): (usize, &str),
    need: &Need,
) -> Vec<Wish> {
    let mut pieces: Vec<&Piece> =
        wires.of[edge].iter().map(|&piece| &wires.pieces[piece]).collect();
    pieces.sort_by_key(|piece| Reverse(piece.hi - piece.lo));
    let gutter = |piece: &&&Piece| piece.line.is_multiple_of(2);
    let level = pieces.iter().filter(|p| p.along == 0);
    let upright = pieces.iter().filter(|p| p.along == 1);
    let mut wishes = Vec::new();
    if let Some(piece) = level.clone().filter(gutter).find(|p| p.hi - p.lo >= 2) {
        wishes.extend(lined(plan, sheet, piece.line / 2, need));
    }
    if let Some(piece) = upright.clone().find(gutter) {
        wishes.extend(beside(plan, ruler, label, piece.line / 2, need));
    }
    if let Some(piece) = upright.clone().next() {
        let row = piece.lo.div_ceil(2);
        let (closing, opening) = Sheet::pads(plan, 1, row);
        let (from, to) = sheet.gutter[1][row];
        let size = to - from + closing + opening;
        if size < WIDEST_UPRIGHT {
            let size = need[1][row].max(size) + EDGE.line();
            wishes.push(Wish { axis: 1, gutter: row, size });
        }
    }
    if let Some(piece) = level.clone().find(|piece| !gutter(piece)) {
        wishes.extend(between(plan, ruler, label, piece, need));
    }
    wishes
}

/// One line more in a row gutter.
fn lined(plan: &Plan, sheet: &Sheet, row: usize, need: &Need) -> Option<Wish> {
    let (from, to) = sheet.gutter[1][row];
    let (closing, opening) = Sheet::pads(plan, 1, row);
    let size = (to - from + closing + opening).max(need[1][row]);
    let size = size + EDGE.line() + 1.0;
    (to - from < WIDEST_LEVEL).then_some(Wish { axis: 1, gutter: row, size })
}

/// The width of the label in a column gutter.
fn beside(
    plan: &Plan,
    ruler: &Ruler,
    label: &str,
    gutter: usize,
    need: &Need,
) -> Vec<Wish> {
    let first = if label.split_whitespace().count() > 2 { 3 } else { 2 };
    let outer = gutter == 0 || gutter == plan.count[0];
    let (closing, opening) = Sheet::pads(plan, 0, gutter);
    let pads = if outer { 0.0 } else { closing + opening };
    let want = |lines| width(ruler, label, lines) + BESIDE + pads;
    stepped((first..=4).map(want), need[0][gutter])
        .map(|size| Wish { axis: 0, gutter, size })
        .collect()
}

/// The width of the label between two boxes, or between their frames.
fn between(
    plan: &Plan,
    ruler: &Ruler,
    label: &str,
    piece: &Piece,
    need: &Need,
) -> Vec<Wish> {
    let gutters = (piece.lo / 2 + 1)..=(piece.hi / 2);
    let mut wishes = Vec::new();
    for gutter in gutters {
        let (closing, opening) = Sheet::pads(plan, 0, gutter);
        let framed =
            if closing + opening > 0.0 { closing + opening + 3.0 } else { ABOVE };
        let want = |lines| width(ruler, label, lines) + framed;
        let sizes = stepped((2..=4).map(want), need[0][gutter]);
        wishes.extend(sizes.map(|size| Wish { axis: 0, gutter, size }));
    }
    wishes
}

/// Sizes beyond what there is; a little more than the last if all are granted.
fn stepped(
    sizes: impl Iterator<Item = f64> + Clone,
    has: f64,
) -> impl Iterator<Item = f64> {
    let least = sizes.clone().fold(f64::MAX, f64::min);
    let more = (has >= least && has < least + EXTRA).then_some(has + EXTRA / 2.0);
    sizes.filter(move |size| *size > has + 0.1).chain(more)
}
