//! Room that labels need in the gutters.

use std::cmp::Reverse;

use super::super::measure::Ruler;
use super::super::theme::EDGE;
use super::super::wrap::wrap_into;
use super::model::{Edge, Source};
use super::plan::Plan;
use super::sheet::Sheet;
use super::wires::{Piece, Wires};

/// Least distances over the gutters of each axis.
pub(super) type Need = [Vec<f64>; 2];

/// Free strip in which a line turns towards the border of a group.
const GROUP_END: f64 = 19.0;
/// Widest gutters that labels may ask for.
const WIDEST_LEVEL: f64 = 40.0;
const WIDEST_UPRIGHT: f64 = 44.0;

fn width(ruler: &Ruler, label: &str, lines: usize) -> f64 {
    ruler.widest(&wrap_into(ruler, label, lines, EDGE), EDGE)
}

/// What the labels of straight edges between neighbours need.
pub(super) fn straight_labels(
    source: &Source,
    plan: &Plan,
    ruler: &Ruler,
    wires: &Wires,
) -> Need {
    let mut need = plan.count.map(|count| vec![0.0; count + 1]);
    for (edge, pieces) in source.edges.iter().zip(&wires.of) {
        group_ends(plan, edge, pieces, wires, &mut need);
        let [piece] = pieces[..] else { continue };
        let piece = &wires.pieces[piece];
        if edge.label.is_empty() || piece.hi - piece.lo != 2 {
            continue;
        }
        let lines = if edge.label.split_whitespace().count() > 4 { 3 } else { 2 };
        let want = match piece.along {
            0 => width(ruler, &edge.label, lines) + 8.5,
            _ => EDGE.line() + 9.0,
        };
        let slot: &mut f64 = &mut need[piece.along][piece.lo / 2 + 1];
        *slot = slot.max(want);
    }
    need
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

/// Asks for room for one label: first in the gutter along which its edge runs
/// level, then beside an upright piece, then in a row gutter that it crosses.
pub(super) fn ask(
    plan: &Plan,
    ruler: &Ruler,
    sheet: &Sheet,
    wires: &Wires,
    (edge, label): (usize, &str),
    need: &mut Need,
) -> bool {
    let mut pieces: Vec<&Piece> =
        wires.of[edge].iter().map(|&piece| &wires.pieces[piece]).collect();
    pieces.sort_by_key(|piece| Reverse(piece.hi - piece.lo));
    let gutter = |piece: &&&Piece| piece.line.is_multiple_of(2);
    let level = pieces.iter().filter(|p| p.along == 0);
    let upright = pieces.iter().filter(|p| p.along == 1);
    if let Some(piece) = level.clone().filter(gutter).find(|p| p.hi - p.lo >= 2) {
        return ask_level(plan, sheet, piece.line / 2, need);
    }
    if let Some(piece) = upright.clone().find(gutter) {
        return ask_upright(plan, ruler, label, piece.line / 2, need);
    }
    if let Some(piece) = upright.clone().next() {
        let row = piece.lo.div_ceil(2);
        let (closing, opening) = Sheet::pads(plan, 1, row);
        let (from, to) = sheet.gutter[1][row];
        let size = to - from + closing + opening;
        if size >= WIDEST_UPRIGHT {
            return false;
        }
        need[1][row] = need[1][row].max(size) + EDGE.line();
        return true;
    }
    let Some(piece) = pieces.first() else { return false };
    let slot = &mut need[0][piece.lo / 2 + 1];
    let want = width(ruler, label, 2) + 9.0;
    let grows = *slot < want + 24.0;
    *slot = slot.max(want) + 3.0;
    grows
}

/// One line more in a row gutter.
fn ask_level(plan: &Plan, sheet: &Sheet, row: usize, need: &mut Need) -> bool {
    let (from, to) = sheet.gutter[1][row];
    if to - from >= WIDEST_LEVEL {
        return false;
    }
    let (closing, opening) = Sheet::pads(plan, 1, row);
    let size = (to - from + closing + opening).max(need[1][row]);
    need[1][row] = size + EDGE.line() + 1.0;
    true
}

/// The width of the label in a column gutter.
fn ask_upright(
    plan: &Plan,
    ruler: &Ruler,
    label: &str,
    column: usize,
    need: &mut Need,
) -> bool {
    let lines = if label.split_whitespace().count() > 2 { 3 } else { 2 };
    let outer = column == 0 || column == plan.count[0];
    let (closing, opening) = Sheet::pads(plan, 0, column);
    let pads = if outer { 0.0 } else { closing + opening };
    let want = width(ruler, label, lines) + 5.5 + pads;
    let slot = &mut need[0][column];
    if *slot < want {
        *slot = want;
        return true;
    }
    if *slot < want + 14.0 {
        *slot += 7.0;
        return true;
    }
    false
}
