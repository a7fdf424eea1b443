//! Series named where they end: at the right of the plot, or in it.

use std::ops::Range;

use super::super::measure::Ruler;
use super::super::scene::{Anchor, Paint};
use super::super::shape::Point;
use super::super::theme::{GROUP, INK, RULE, real};
use super::super::wrap::wrap;
use super::bars::Bar;
use super::board::{Block, Board, Place};
use super::data::{Drawn, Numbers};
use super::frame::Frame;
use super::look::Look;
use super::model::{Form, Source, Standing};
use super::scale::Scale;
use super::traces::Trace;

/// Between the plot and the names at its right, without and with lines to them.
const GAP: f64 = 4.0;
pub(super) const LEAD: f64 = 10.0;
/// The share of the width that names at the right may take.
const SHARE: f64 = 0.3;
/// The share of the way across behind which a series ends at the right.
const NEAR: f64 = 0.85;
/// How far a name may stand from where its series ends before a line joins them.
const AWAY: f64 = 3.0;

/// The name of a series.
fn block(ruler: &Ruler, name: &str, width: f64, ink: &'static str) -> Block {
    Block::new(ruler, wrap(ruler, name, SHARE * width, GROUP), GROUP.inked(ink))
}

/// Whether a series ends at the right side, so that its name stands there.
fn ends_right(
    source: &Source,
    numbers: &Numbers,
    index: usize,
    scales: &[Scale; 2],
) -> bool {
    let [x, y] = scales;
    let near = |value: f64| x.share(value) > NEAR;
    if source.x.names().is_some() || source.y.names().is_some() {
        let upright = source.y.names().is_none();
        let full = match &numbers.series[index] {
            Drawn::Bars(spans) => spans.last().is_some_and(Option::is_some),
            Drawn::Trace(points, _) => points.last().is_some_and(|p| p[0] > x.high - 1.0),
            Drawn::Band(..) => false,
        };
        let bars = source.series[index].form == Form::Bar;
        return upright && full && (!bars || source.standing == Standing::Stacked);
    }
    match &numbers.series[index] {
        Drawn::Trace(points, _) => {
            points.last().is_some_and(|p| near(p[0]) && y.holds(p[1]))
        }
        Drawn::Band(..) | Drawn::Bars(_) => false,
    }
}

/// Which series are named at the right, and the width that their names take.
pub(super) fn column(
    source: &Source,
    numbers: &Numbers,
    scales: &[Scale; 2],
    ruler: &Ruler,
    width: f64,
) -> (Vec<usize>, f64) {
    let right: Vec<usize> = (0..source.series.len())
        .filter(|index| !source.series[*index].name.is_empty())
        .filter(|index| ends_right(source, numbers, *index, scales))
        .collect();
    let widths = right
        .iter()
        .map(|index| block(ruler, &source.series[*index].name, width, INK).width);
    let widest = widths.fold(0.0, f64::max);
    let room = if right.is_empty() { 0.0 } else { widest + LEAD + 1.0 };
    (right, room)
}

/// What is written at the right of the plot, and the point that it names.
#[derive(Debug)]
pub(super) struct End {
    pub(super) id: String,
    pub(super) at: Range<usize>,
    pub(super) point: Point,
    pub(super) block: Block,
}

/// The names of series that stand at the right.
pub(super) fn ends(
    source: &Source,
    looks: &[Look],
    (ruler, frame): (&Ruler, &Frame),
    (right, traces, bars): (&[usize], &[Trace], &[Bar]),
) -> Vec<End> {
    let mut ends = Vec::new();
    for index in right {
        let bar = bars.iter().rfind(|bar| bar.series == *index);
        let end = bar.map(|bar| Point::new(bar.rect.x1, bar.rect.center().y));
        let Some(end) = end.or_else(|| traces[*index].end()) else { continue };
        let filled = matches!(source.series[*index].form, Form::Bar | Form::Band);
        let ink = if filled { INK } else { looks[*index].ink };
        let series = &source.series[*index];
        let block = block(ruler, &series.name, frame.size[0], ink);
        let id = format!("l{}", index + 1);
        ends.push(End { id, at: series.at.clone(), point: end, block });
    }
    ends
}

/// Writes names at the right. Returns whether they have room.
pub(super) fn at_right(board: &mut Board, mut ends: Vec<End>) -> bool {
    ends.sort_by(|a, b| a.point.y.total_cmp(&b.point.y));
    let area = board.area;
    let (top, foot) = (area.y0 - 4.0, area.y1 + 4.0);
    let heights: Vec<f64> = ends.iter().map(|end| end.block.height).collect();
    let wanted: Vec<f64> = ends.iter().map(|end| end.point.y).collect();
    let Some(middles) = spread(&wanted, &heights, (top, foot)) else { return false };
    let moved = wanted
        .iter()
        .zip(&middles)
        .any(|(y, middle)| (middle - y).abs() > AWAY);
    for (end, middle) in ends.into_iter().zip(middles) {
        let End { id, at, point, block } = end;
        let far = point.x < area.x1 - 6.0;
        let led =
            far || moved && ((middle - point.y).abs() > 0.5 || point.x > area.x1 - 0.5);
        let x = if moved || far { area.x1 + LEAD } else { point.x.max(area.x1) + GAP };
        let rect = block.hung(Point::new(x, middle), 0.0, 0.5);
        if led {
            let from = Point::new(point.x + 3.0, point.y);
            let ends = vec![from, Point::new(area.x1 + LEAD - 1.5, middle)];
            let paint = Paint::line(RULE, 0.35, "");
            board.line(&format!("{id}.line"), &at, ends, paint);
        }
        board.block(&id, &at, &block, &rect, Anchor::Start);
    }
    true
}

/// Middles of labels in their order, as near to where they belong as their
/// heights allow: neighbours that touch move as one (pool adjacent violators).
fn spread(wanted: &[f64], heights: &[f64], (top, foot): (f64, f64)) -> Option<Vec<f64>> {
    let total: f64 = heights.iter().sum();
    if total > foot - top {
        return None;
    }
    // Members, sum of wished upper ends, height.
    let mut pools: Vec<(usize, f64, f64)> = Vec::new();
    let start = |pool: &(usize, f64, f64)| {
        let (members, sum, height) = *pool;
        (sum / real(members)).min(foot - height).max(top)
    };
    for (middle, height) in wanted.iter().zip(heights) {
        let mut pool = (1, middle - height / 2.0, *height);
        while let Some(last) = pools.last() {
            if start(last) + last.2 <= start(&pool) {
                break;
            }
            let (members, sum, height) = *last;
            let moved = pool.1 - height * real(pool.0);
            pool = (members + pool.0, sum + moved, height + pool.2);
            pools.pop();
        }
        pools.push(pool);
    }
    let mut heights = heights.iter();
    let mut middles = Vec::new();
    for pool in &pools {
        let mut y = start(pool);
        for height in heights.by_ref().take(pool.0) {
            middles.push(y + height / 2.0);
            y += height;
        }
    }
    Some(middles)
}

/// Points on a trace, some 6 pt from one another, its end among them.
fn along(trace: &Trace) -> Vec<Point> {
    const APART: f64 = 6.0;
    let mut points = Vec::new();
    for piece in &trace.pieces {
        let mut gone = 0.0;
        for pair in piece.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let length = (to.x - from.x).hypot(to.y - from.y);
            let way = from.towards(to);
            while gone < length && points.len() < 400 {
                points.push(from.moved(way, gone));
                gone += APART;
            }
            gone -= length;
        }
        points.extend(piece.last());
    }
    points
}

/// Writes the name of a series inside the plot, beside its line, as near to its
/// end as there is room. Returns whether there is any.
pub(super) fn inside(
    board: &mut Board,
    source: &Source,
    looks: &[Look],
    frame: &Frame,
    (index, trace): (usize, &Trace),
) -> bool {
    let series = &source.series[index];
    let ink = if series.form == Form::Band { INK } else { looks[index].ink };
    let block = block(board.ruler, &series.name, frame.size[0], ink);
    let points = along(trace);
    let mut places = Vec::new();
    for (back, point) in points.iter().rev().enumerate() {
        let late = real(back) * 0.25;
        let sides = [
            (4.6, 0.0, 0.0, 0.5, Anchor::Start),
            (0.0, -3.8, 0.5, 1.0, Anchor::Middle),
            (0.0, 3.8, 0.5, 0.0, Anchor::Middle),
            (-4.6, 0.0, 1.0, 0.5, Anchor::End),
            (3.6, -2.6, 0.0, 1.0, Anchor::Start),
            (3.6, 2.6, 0.0, 0.0, Anchor::Start),
            (-3.6, -2.6, 1.0, 1.0, Anchor::End),
            (-3.6, 2.6, 1.0, 0.0, Anchor::End),
        ];
        for (number, (x, y, across, down, anchor)) in sides.into_iter().enumerate() {
            let at = Point::new(point.x + x, point.y + y);
            let rect = block.hung(at, across, down);
            let cost = late + 0.4 * real(number);
            places.push(Place { rect, anchor, cost });
        }
    }
    if series.form == Form::Band {
        places = on_band(board, &block, &points, looks[index].fill);
    }
    let Some(place) = board.choose(&places) else { return false };
    board.label(&format!("l{}", index + 1), &series.at, &block, place);
    true
}

/// Places on a band, or else beside its middle.
fn on_band(board: &Board, block: &Block, middle: &[Point], fill: &str) -> Vec<Place> {
    let shifts = [0.0, 5.5, 8.0, 11.0, 15.0, 20.0, 26.0, 34.0];
    let mut places = Vec::new();
    for point in middle {
        for shift in shifts.into_iter().flat_map(|shift| [-shift, shift]) {
            let rect = block.hung(Point::new(point.x, point.y + shift), 0.5, 0.5);
            let off = if board.ground(&rect.grown(1.5, 0.5)) == fill { 0.0 } else { 6.0 };
            let cost = off + 0.04 * shift.abs();
            places.push(Place { rect, anchor: Anchor::Middle, cost });
        }
    }
    places
}
