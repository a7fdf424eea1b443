//! The grid, the axes, and what is written along them.

use super::super::scene::{Anchor, Paint};
use super::super::shape::Point;
use super::super::theme::{EDGE, RULE, STROKE};
use super::board::Board;
use super::frame::{Frame, TICK};
use super::model::Source;

/// Lines of the grid.
const GRID: &str = "#c9ced4";
const HAIR: f64 = 0.35;

/// Lines of the grid; they lie under everything else.
pub(super) fn grid(board: &mut Board, frame: &Frame, source: &Source) {
    let area = frame.area;
    let paint = Paint::line(GRID, HAIR, "");
    for (index, (value, _)) in frame.y.ticks.iter().enumerate() {
        let y = frame.point(frame.x.low, *value).y;
        let ends = [Point::new(area.x0, y), Point::new(area.x1, y)];
        board.rule(&format!("a-y-{}", index + 1), &source.y.at, ends, paint);
    }
    if frame.lies || frame.x.log {
        for (index, (value, _)) in frame.x.ticks.iter().enumerate() {
            let x = frame.point(*value, frame.y.low).x;
            let ends = [Point::new(x, area.y0), Point::new(x, area.y1)];
            board.rule(&format!("a-x-{}", index + 1), &source.x.at, ends, paint);
        }
    }
}

/// Axes with their ticks, names and titles.
pub(super) fn axes(board: &mut Board, frame: &Frame, source: &Source) {
    let area = frame.area;
    if source.cells.is_none() {
        lines(board, frame, source);
    }
    ticks(board, frame, source);
    names(board, frame, source);
    let at = [&source.x.at, source.cells.as_ref().map_or(&source.y.at, |c| &c.at)];
    let [x_title, y_title] = &frame.titles;
    if let Some(title) = x_title {
        let size = frame.size;
        let left = (area.center().x - title.width / 2.0).min(size[0] - title.width);
        let corner = Point::new(left.max(0.0), size[1] - title.height);
        let rect = title.hung(corner, 0.0, 0.0);
        board.block("t-x", at[0], title, &rect, Anchor::Middle);
    }
    if let Some(title) = y_title {
        let rect = title.hung(Point::new(0.0, 0.0), 0.0, 0.0);
        board.block("t-y", at[1], title, &rect, Anchor::Start);
    }
}

/// The axis of values, the line of nought, and small marks.
fn lines(board: &mut Board, frame: &Frame, source: &Source) {
    let area = frame.area;
    let paint = Paint::line(RULE, STROKE, "");
    let thin = Paint::line(RULE, 0.5, "");
    if frame.lies {
        let zero =
            if frame.x.holds(0.0) { frame.point(0.0, frame.y.low).x } else { area.x0 };
        let ends = vec![Point::new(zero, area.y0), Point::new(zero, area.y1)];
        board.line("a-y", &source.y.at, ends, paint);
    } else {
        let foot = vec![Point::new(area.x0, area.y1), Point::new(area.x1, area.y1)];
        board.line("a-x", &source.x.at, foot, paint);
        if !frame.y.log && frame.y.low < 0.0 && frame.y.holds(0.0) {
            let y = frame.point(frame.x.low, 0.0).y;
            let zero = vec![Point::new(area.x0, y), Point::new(area.x1, y)];
            board.line("a-0", &source.y.at, zero, thin);
        }
    }
    if frame.y.log {
        let values = frame.y.minor.iter();
        for (index, value) in values.enumerate() {
            let y = frame.point(frame.x.low, *value).y;
            let ends = vec![Point::new(area.x0 - 1.6, y), Point::new(area.x0, y)];
            board.line(&format!("a-y-m{}", index + 1), &source.y.at, ends, thin);
        }
    }
    let named = frame.x.ticks.iter().map(|(value, _)| (*value, TICK));
    let minor = frame.x.minor.iter().map(|value| (*value, 1.4));
    for (index, (value, length)) in named.chain(minor).enumerate() {
        let x = frame.point(value, frame.y.low).x;
        let ends = vec![Point::new(x, area.y1), Point::new(x, area.y1 + length)];
        board.line(&format!("a-x-m{}", index + 1), &source.x.at, ends, thin);
    }
}

/// Numbers along the axes. Those that would touch their neighbour are left out.
fn ticks(board: &mut Board, frame: &Frame, source: &Source) {
    let area = frame.area;
    let ruler = board.ruler;
    for (index, (value, name)) in frame.y.ticks.iter().enumerate() {
        let y = frame.point(frame.x.low, *value).y + EDGE.size * 0.34;
        let place = (Point::new(area.x0 - TICK - 1.0, y), Anchor::End);
        board.words(&format!("t-y-{}", index + 1), &source.y.at, name, place, EDGE);
    }
    let room = |every: usize| {
        let shown = frame.x.ticks.iter().step_by(every);
        let mut end = f64::MIN;
        shown
            .map(|(value, name)| {
                (frame.point(*value, frame.y.low).x, ruler.width(name, EDGE))
            })
            .all(|(x, width)| {
                let free = x - width / 2.0 > end + 3.0;
                end = x + width / 2.0;
                free
            })
    };
    let every = (1..=frame.x.ticks.len()).find(|every| room(*every)).unwrap_or(1);
    for (index, (value, name)) in frame.x.ticks.iter().enumerate().step_by(every) {
        let x = frame.point(*value, frame.y.low).x;
        let half = ruler.width(name, EDGE) / 2.0;
        let x = x.max(half).min(frame.size[0] - half);
        let y = area.y1 + TICK + EDGE.size * 0.9;
        let place = (Point::new(x, y), Anchor::Middle);
        board.words(&format!("t-x-{}", index + 1), &source.x.at, name, place, EDGE);
    }
}

/// Names of columns and rows.
fn names(board: &mut Board, frame: &Frame, source: &Source) {
    let area = frame.area;
    let [columns, rows] = &frame.names;
    let middle = |slot: usize| super::super::theme::real(slot) + 0.5;
    for (slot, block) in columns {
        let x = area.x0 + frame.x.share(middle(*slot)) * area.width();
        let corner = Point::new(x, area.y1 + TICK - 0.4);
        let mut rect = block.hung(corner, 0.5, 0.0);
        let out = (rect.x1 - frame.size[0]).max(0.0);
        (rect.x0, rect.x1) = (rect.x0 - out, rect.x1 - out);
        let id = format!("t-x-{}", slot + 1);
        board.block(&id, &source.x.at, block, &rect, Anchor::Middle);
    }
    for (slot, block) in rows {
        let y = frame.point(frame.x.low, middle(*slot)).y;
        let corner = Point::new(area.x0 - TICK - 1.0, y - 0.2);
        let rect = block.hung(corner, 1.0, 0.5);
        let at = match &source.cells {
            Some(cells) => cells.rows.get(*slot).map_or(&cells.at, |(_, _, at)| at),
            None => &source.y.at,
        };
        board.block(&format!("t-y-{}", slot + 1), at, block, &rect, Anchor::End);
    }
}
