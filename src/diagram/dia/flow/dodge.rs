//! Lines that strike the title of a frame move aside.

use super::super::shape::{Point, Rect};
use super::model::Source;
use super::wires::Wires;

/// Air between a title and a line beside it.
const AIR: f64 = 3.0;
/// From the corner of a box to the nearest line that may meet it.
const CORNER: f64 = 5.0;
/// Farthest move of several lines together.
const FAR: f64 = 24.0;

/// Moves upright lines that strike a title, with all that lie beside them, where
/// the boxes at their ends are wide enough. Says whether any moved.
pub(super) fn dodge(
    wires: &mut Wires,
    source: &Source,
    rects: &[Rect],
    ways: &[Vec<Point>],
    title: &Rect,
) -> bool {
    let mut moved = false;
    for bundle in 0..wires.bundles.len() {
        let pieces: Vec<usize> =
            wires.bundles[bundle].iter().flat_map(|s| s.pieces.clone()).collect();
        if let Some(by) = way_out(wires, source, rects, ways, (title, &pieces)) {
            for piece in pieces {
                wires.pieces[piece].offset += by;
            }
            moved = true;
        }
    }
    moved
}

/// How far pieces that lie beside each other have to move, if they strike a title
/// and can.
fn way_out(
    wires: &Wires,
    source: &Source,
    rects: &[Rect],
    ways: &[Vec<Point>],
    (title, pieces): (&Rect, &[usize]),
) -> Option<f64> {
    let wide = title.grown(AIR - 1.0, 0.0);
    let (mut low, mut high) = (f64::MAX, f64::MIN);
    // The places across that the boxes at their ends leave.
    let (mut least, mut most) = (f64::MIN, f64::MAX);
    for &index in pieces {
        let piece = &wires.pieces[index];
        let edge = &source.edges[piece.edge];
        if piece.along == 0 || edge.groups != [None; 2] {
            return None;
        }
        let own = &wires.of[piece.edge];
        let number = own.iter().position(|&other| other == index)?;
        let way = &ways[piece.edge];
        let (from, to) = (*way.get(number)?, *way.get(number + 1)?);
        if wide.meets(&Rect::around(from, to, 0.5)) {
            (low, high) = (low.min(from.x), high.max(from.x));
        }
        let ends = [(number == 0, edge.from), (number + 1 == own.len(), edge.to)];
        for (_, node) in ends.into_iter().filter(|(docks, _)| *docks) {
            let rect = rects[node].grown(-CORNER, 0.0);
            least = least.max(rect.x0 - from.x);
            most = most.min(rect.x1 - from.x);
        }
    }
    if low > high {
        return None;
    }
    let mut ways_out = [title.x1 + AIR - low, title.x0 - AIR - high];
    ways_out.sort_by(|a, b| a.abs().total_cmp(&b.abs()));
    ways_out.into_iter().find(|by| {
        let near = pieces.len() == 1 || by.abs() < FAR;
        near && *by >= least && *by <= most
    })
}
