//! Reference lines and marked points, with their labels.

use super::super::model::Problem;
use super::super::scene::{Anchor, Paint, Shape};
use super::super::shape::{Point, Rect};
use super::super::theme::{EDGE, INK, PAPER, RULE, real};
use super::super::wrap::wrap;
use super::board::{Block, Board, Place, polygon};
use super::data::Numbers;
use super::frame::Frame;
use super::look::{Marker, marker};
use super::model::{Note, Source};

/// Lines across the plot; they lie under the series.
pub(super) fn lines(
    board: &mut Board,
    source: &Source,
    numbers: &Numbers,
    frame: &Frame,
) {
    let area = frame.area;
    for (index, (note, place)) in source.notes.iter().zip(&numbers.notes).enumerate() {
        let ends = match *place {
            (Some(x), None) => {
                let x = frame.point(x, frame.y.low).x;
                [Point::new(x, area.y0), Point::new(x, area.y1)]
            }
            (None, Some(y)) => {
                let y = frame.point(frame.x.low, y).y;
                [Point::new(area.x0, y), Point::new(area.x1, y)]
            }
            _ => continue,
        };
        let paint = Paint::line(RULE, 0.7, "3 1.6");
        board.line(&format!("r{}", index + 1), &note.at, ends.to_vec(), paint);
    }
}

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

/// Writes the labels of notes where there is room. Returns those that have none.
pub(super) fn labels(
    board: &mut Board,
    source: &Source,
    numbers: &Numbers,
    frame: &Frame,
) -> Vec<Problem> {
    let mut wants = Vec::new();
    for (index, (note, place)) in source.notes.iter().zip(&numbers.notes).enumerate() {
        if note.label.is_empty() {
            continue;
        }
        let done = match *place {
            (Some(x), Some(y)) => point(board, note, index, frame.point(x, y)),
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
        let above = block.hung(Point::new(x, y - 1.2), 1.0, 1.0);
        let below = block.hung(Point::new(x, y + 1.4), 1.0, 0.0);
        places.push(Place { rect: above, anchor: Anchor::End, cost });
        places.push(Place { rect: below, anchor: Anchor::End, cost: cost + 0.8 });
        x -= 4.0;
    }
    places
}

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
    for block in blocks(board, &note.label) {
        let mut places = Vec::new();
        for away in [4.2, 10.0, 16.0, 24.0, 34.0] {
            for (number, (x, y, across, down, anchor)) in sides.into_iter().enumerate() {
                let end = Point::new(at.x + x * away, at.y + y * away);
                let rect = block.hung(end, across, down);
                let cost = 0.12 * (away - 4.2) + 0.2 * real(number);
                places.push((Place { rect, anchor, cost }, away, Point::new(x, y)));
            }
        }
        let all: Vec<Place> = places.iter().map(|(place, ..)| *place).collect();
        let Some(best) = board.choose(&all) else { continue };
        let found = places.iter().find(|(place, ..)| place.rect == best.rect);
        if let Some((_, away, way)) = found
            && *away > 5.0
        {
            let ends = [at.moved(*way, 2.6), at.moved(*way, *away - 1.0)];
            let paint = Paint::line(RULE, 0.35, "");
            let path = polygon(&ends);
            let id = format!("m{}.line", index + 1);
            board.add(&id, &note.at, Shape::Detail { path, paint });
        }
        board.label(&format!("l-m{}", index + 1), &note.at, &block, best);
        return true;
    }
    false
}
