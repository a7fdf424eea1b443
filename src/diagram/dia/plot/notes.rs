//! Marked points, and the labels of points and of reference lines.

use super::super::measure::Ruler;
use super::super::model::Problem;
use super::super::scene::{Anchor, Paint, Shape};
use super::super::shape::{Point, Rect};
use super::super::theme::{EDGE, INK, PAPER, RULE, real};
use super::super::wrap::wrap;
use super::board::{Block, Board, Place};
use super::data::Numbers;
use super::frame::Frame;
use super::look::{Marker, marker};
use super::model::{Note, Source, Spot};
use super::names::{End, LEAD};

/// The share of the width that a label beside the plot may take.
const OUTER: f64 = 0.26;

/// Marked points; they lie over the series.
pub(super) fn points(
    board: &mut Board,
    source: &Source,
    numbers: &Numbers,
    frame: &Frame,
) {
    for (index, (note, place)) in source.notes.iter().zip(&numbers.notes).enumerate() {
        let (Some(x), Some(y)) = *place else { continue };
        let at = frame.point(x, y);
        let (path, _) = marker(Marker::Ring, at);
        let paint = Paint::outlined(PAPER, INK, 1.0);
        board.add(&format!("m{}", index + 1), &note.at, Shape::Detail { path, paint });
        board.keep(Rect::around(at, at, 2.4));
    }
}

/// Whether a note is a line across the values of bars, so that its label can stand
/// beside the plot.
fn crosses_bars(source: &Source, note: &Note) -> bool {
    let lies = source.y.names().is_some();
    match note.place {
        Spot::X(_) => lies,
        Spot::Y(_) => !lies,
        Spot::Point(..) => false,
    }
}

/// A label beside the plot.
fn outer(ruler: &Ruler, note: &Note, width: f64) -> Block {
    Block::new(ruler, wrap(ruler, &note.label, OUTER * width, EDGE), EDGE.inked(INK))
}

/// Room for labels of lines across the values: at the right, or above the plot.
pub(super) fn room(source: &Source, ruler: &Ruler, width: f64) -> (f64, f64) {
    let notes = source.notes.iter().filter(|note| crosses_bars(source, note));
    let blocks = notes.map(|note| outer(ruler, note, width));
    let most = blocks.fold((0.0_f64, 0.0_f64), |most, block| {
        (most.0.max(block.width + LEAD + 1.0), most.1.max(block.height + 2.0))
    });
    if source.y.names().is_some() { (0.0, most.1) } else { (most.0, 0.0) }
}

/// Labels of level lines, at the right of the plot.
pub(super) fn ends(
    source: &Source,
    numbers: &Numbers,
    (ruler, frame): (&Ruler, &Frame),
) -> Vec<End> {
    let mut ends = Vec::new();
    for (index, (note, place)) in source.notes.iter().zip(&numbers.notes).enumerate() {
        let (None, Some(y)) = *place else { continue };
        if !note.label.is_empty() && !frame.lies {
            let point = Point::new(frame.area.x1, frame.point(frame.x.low, y).y);
            let block = outer(ruler, note, frame.size[0]);
            let id = format!("l-r{}", index + 1);
            ends.push(End { id, at: note.at.clone(), point, block });
        }
    }
    ends
}

/// The label of an upright line above the plot. Returns whether it has room.
fn above(board: &mut Board, note: &Note, index: usize, x: f64, frame: &Frame) -> bool {
    let block = outer(board.ruler, note, frame.size[0]);
    let mut rect = block.hung(Point::new(x, frame.area.y0 - 0.6), 0.5, 1.0);
    let out = (rect.x1 - frame.size[0]).max(0.0);
    (rect.x0, rect.x1) = (rect.x0 - out, rect.x1 - out);
    let free = board.is_free(&rect);
    if free {
        let id = format!("l-r{}", index + 1);
        board.block(&id, &note.at, &block, &rect, Anchor::Middle);
    }
    free
}

/// Writes the labels of notes where there is room; those of lines across bars
/// beside the plot if `outside` says so. Returns those that have no room.
pub(super) fn labels(
    board: &mut Board,
    source: &Source,
    numbers: &Numbers,
    frame: &Frame,
    outside: bool,
) -> Vec<Problem> {
    let mut wants = Vec::new();
    for (index, (note, place)) in source.notes.iter().zip(&numbers.notes).enumerate() {
        let beside = outside && crosses_bars(source, note);
        if note.label.is_empty() || beside && !frame.lies {
            continue;
        }
        let done = match *place {
            (Some(x), Some(y)) => point(board, note, index, frame.point(x, y)),
            (Some(x), None) if beside => {
                above(board, note, index, frame.point(x, frame.y.low).x, frame)
            }
            (Some(x), None) => {
                let x = frame.point(x, frame.y.low).x;
                across(board, note, index, |board, block| upright(board, block, x))
            }
            (None, Some(y)) => {
                let y = frame.point(frame.x.low, y).y;
                across(board, note, index, |board, block| level(board, block, y))
            }
            (None, None) => true,
        };
        if !done {
            let message = format!("the label “{}” has no room", note.label);
            let hint = "shorten it, or raise `size`";
            wants.push(Problem::new(note.at.clone(), message).hint(hint));
        }
    }
    wants
}

/// The label in one line, then broken narrower.
fn blocks(board: &Board, text: &str) -> Vec<Block> {
    let face = EDGE.inked(INK);
    let mut blocks: Vec<Block> = Vec::new();
    for share in [0.6, 0.42, 0.3, 0.2] {
        let lines = wrap(board.ruler, text, share * board.area.width(), face);
        if blocks.last().is_none_or(|block| block.lines != lines) {
            blocks.push(Block::new(board.ruler, lines, face));
        }
    }
    blocks
}

/// The label of a line across the plot.
fn across(
    board: &mut Board,
    note: &Note,
    index: usize,
    places: impl Fn(&Board, &Block) -> Vec<Place>,
) -> bool {
    for block in blocks(board, &note.label) {
        if let Some(place) = board.choose(&places(board, &block)) {
            board.label(&format!("l-r{}", index + 1), &note.at, &block, place);
            return true;
        }
    }
    false
}

/// Places beside an upright line, from the top down.
fn upright(board: &Board, block: &Block, x: f64) -> Vec<Place> {
    let area = board.area;
    let mut places = Vec::new();
    let mut y = area.y0 + 1.0;
    while y + block.height < area.y1 {
        let cost = (y - area.y0) * 0.05;
        let right = block.hung(Point::new(x + 2.4, y), 0.0, 0.0);
        let left = block.hung(Point::new(x - 2.4, y), 1.0, 0.0);
        places.push(Place { rect: right, anchor: Anchor::Start, cost });
        places.push(Place { rect: left, anchor: Anchor::End, cost: cost + 0.5 });
        y += 3.0;
    }
    places
}

/// Places above and below a level line, from the right to the left.
fn level(board: &Board, block: &Block, y: f64) -> Vec<Place> {
    let area = board.area;
    let mut places = Vec::new();
    let mut x = area.x1 - 1.5;
    while x - block.width > area.x0 {
        let cost = ((area.x1 - x) * 0.02).min((x - block.width - area.x0) * 0.02 + 0.3);
        let above = block.hung(Point::new(x, y - 1.6), 1.0, 1.0);
        let below = block.hung(Point::new(x, y + 1.6), 1.0, 0.0);
        places.push(Place { rect: above, anchor: Anchor::End, cost });
        places.push(Place { rect: below, anchor: Anchor::End, cost: cost + 0.8 });
        x -= 4.0;
    }
    places
}

/// Where a label stands from its point, and which of its corners or edges is nearest.
type Sides = [(f64, f64, f64, f64, Anchor)];

/// The label of a point: beside it, or further away at the end of a line.
fn point(board: &mut Board, note: &Note, index: usize, at: Point) -> bool {
    let sides = [
        (1.0, 0.0, 0.0, 0.5, Anchor::Start),
        (0.7, -0.7, 0.0, 1.0, Anchor::Start),
        (0.7, 0.7, 0.0, 0.0, Anchor::Start),
        (0.0, -1.0, 0.5, 1.0, Anchor::Middle),
        (0.0, 1.0, 0.5, 0.0, Anchor::Middle),
        (-1.0, 0.0, 1.0, 0.5, Anchor::End),
        (-0.7, -0.7, 1.0, 1.0, Anchor::End),
        (-0.7, 0.7, 1.0, 0.0, Anchor::End),
        (1.0, 0.4, 0.0, 0.5, Anchor::Start),
        (1.0, -0.4, 0.0, 0.5, Anchor::Start),
        (-1.0, 0.4, 1.0, 0.5, Anchor::End),
        (-1.0, -0.4, 1.0, 0.5, Anchor::End),
    ];
    // Where lines leave no room there: at the end of a flat way, or beside the end of an
    // upright one.
    let shifted = [
        (1.0, -0.05, 0.0, 0.5, Anchor::Start),
        (1.0, -0.1, 0.0, 0.5, Anchor::Start),
        (1.0, -0.2, 0.0, 0.5, Anchor::Start),
        (-1.0, -0.05, 1.0, 0.5, Anchor::End),
        (-1.0, -0.1, 1.0, 0.5, Anchor::End),
        (-1.0, -0.2, 1.0, 0.5, Anchor::End),
        (0.0, -1.0, 0.0, 1.0, Anchor::Start),
        (0.0, -1.0, 1.0, 1.0, Anchor::End),
        (0.0, 1.0, 0.0, 0.0, Anchor::Start),
        (0.0, 1.0, 1.0, 0.0, Anchor::End),
    ];
    let mark = (note, index, at);
    point_at(board, mark, &sides) || point_at(board, mark, &shifted)
}

/// The label of a point at one of some sides of it.
fn point_at(
    board: &mut Board,
    (note, index, at): (&Note, usize, Point),
    sides: &Sides,
) -> bool {
    for block in blocks(board, &note.label) {
        let mut places = Vec::new();
        for away in [4.2, 10.0, 16.0, 24.0, 34.0, 46.0, 60.0] {
            for (number, &(x, y, across, down, anchor)) in sides.iter().enumerate() {
                let end = Point::new(at.x + x * away, at.y + y * away);
                let rect = block.hung(end, across, down);
                let leader = leader(at, Point::new(x, y), away);
                if leader.is_some_and(|[from, to]| !board.is_clear(from, to)) {
                    continue;
                }
                let cost = 0.12 * (away - 4.2) + 0.2 * real(number);
                places.push((Place { rect, anchor, cost }, away, Point::new(x, y)));
            }
        }
        let all: Vec<Place> = places.iter().map(|(place, ..)| *place).collect();
        let Some(best) = board.choose(&all) else { continue };
        let found = places.iter().find(|(place, ..)| place.rect == best.rect);
        if let Some(ends) = found.and_then(|(_, away, way)| leader(at, *way, *away)) {
            let paint = Paint::line(RULE, 0.35, "");
            let id = format!("m{}.line", index + 1);
            board.line(&id, &note.at, ends.to_vec(), paint);
        }
        board.label(&format!("l-m{}", index + 1), &note.at, &block, best);
        return true;
    }
    false
}

/// The line from a point to a label that is too far away to belong to it by
/// itself.
fn leader(at: Point, way: Point, away: f64) -> Option<[Point; 2]> {
    (away > 5.0).then(|| [at.moved(way, 3.2), at.moved(way, away - 1.0)])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "tests read their inputs")]

    use super::super::reckoner::{drawn, path};
    use super::*;

    /// Whether two lines cross, by small steps along both.
    fn touch(one: &[Point], other: &[Point]) -> bool {
        let steps = |way: &[Point]| -> Vec<Point> {
            let pairs = way.windows(2);
            let on = |pair: &[Point]| -> Vec<Point> {
                let length = pair[0].way(pair[1]);
                let to = pair[0].towards(pair[1]);
                let inner = (0..4000).map(|n| f64::from(n) * 0.25);
                inner
                    .take_while(|by| *by < length)
                    .map(|by| pair[0].moved(to, by))
                    .collect()
            };
            pairs.flat_map(on).collect()
        };
        let other = steps(other);
        steps(one)
            .iter()
            .any(|a| other.iter().any(|b| (a.x - b.x).hypot(a.y - b.y) < 0.3))
    }

    #[test]
    fn the_line_to_a_label_crosses_no_curve() {
        let rising = "x Age : 0 .. 120 step 30\ny Known : 0 .. 100 step 25\n\
            line alerts and chargebacks : y = 100-40*exp(-x/8)-60*exp(-x/35) for x 0 .. 120\n\
            dash chargebacks alone : y = 60*(1-exp(-x/35)) for x 0 .. 120\n\
            point 3,17.4 : 17.4 %\n";
        let fan = "x Scored : 0 .. 500 step 100\ny At peak : 0 .. 3000 step 1000\n\
            line expected peak : y = 2.8*x for x 0 .. 500\n\
            dash twice the peak : y = 5.6*x for x 0 .. 500\n\
            point 50,140 : last stage\n";
        for body in [rising, fan] {
            let source = format!("plot half\ntitle T\nalt A\nsize 50\n{body}");
            let svg = drawn(&source, 84.0).unwrap().svg;
            let leader = path(&svg, "m1.line").unwrap();
            for curve in ["s1", "s2"] {
                let curve = path(&svg, curve).unwrap();
                assert!(!touch(&leader, &curve), "{leader:?} crosses {curve:?}");
            }
        }
    }
}
