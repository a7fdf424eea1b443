//! Bars: beside each other, stacked, as a waterfall, upright or lying.

use std::ops::Range;

use super::super::measure::Ruler;
use super::super::scene::{Anchor, Paint, Shape};
use super::super::shape::{Point, Rect};
use super::super::theme::{
    BASELINE, EDGE, GROUP, INK, Lettering, PAPER, RULE, SOFT, real,
};
use super::board::Board;
use super::data::{Drawn, Numbers, Span};
use super::figures;
use super::frame::Frame;
use super::look::{Hatch, Look, STEPS, hatching};
use super::model::{Data, Entry, Form, Source, Standing};

/// The share of a slot that bars take.
const SHARE: f64 = 0.74;
/// The widest bar, in points.
const WIDEST: f64 = 44.0;
/// Between the end of a bar and its value.
const BESIDE: f64 = 2.4;
/// Bars whose values are written.
const WRITTEN: usize = 40;

/// One bar, laid out.
#[derive(Debug)]
pub(super) struct Bar {
    pub(super) series: usize,
    pub(super) slot: usize,
    pub(super) rect: Rect,
    pub(super) span: Span,
    /// How wide a value over it may be.
    room: f64,
}

/// The bars of a plot.
pub(super) fn bars(source: &Source, numbers: &Numbers, frame: &Frame) -> Vec<Bar> {
    let beside = source.standing == Standing::Beside;
    let rows: Vec<(usize, &Vec<Option<Span>>)> = numbers
        .series
        .iter()
        .enumerate()
        .filter_map(|(index, drawn)| match drawn {
            Drawn::Bars(spans) => Some((index, spans)),
            Drawn::Trace(..) | Drawn::Band(..) => None,
        })
        .collect();
    let lanes = if beside { real(rows.len()) } else { 1.0 };
    let (length, slots) = if frame.lies {
        (frame.area.height(), frame.y.high)
    } else {
        (frame.area.width(), frame.x.high)
    };
    let slot = length / slots.max(1.0);
    let gap = if slot * SHARE / lanes > 6.0 { 1.0 } else { 0.0 };
    let thick = (slot * SHARE / lanes - gap).clamp(0.4, WIDEST);
    let mut bars = Vec::new();
    for (lane, (series, spans)) in rows.into_iter().enumerate() {
        let lane = if beside { real(lane) } else { 0.0 };
        let shift = (lane - (lanes - 1.0) / 2.0) * (thick + gap) - thick / 2.0;
        for (number, span) in spans.iter().enumerate() {
            let Some(span) = span else { continue };
            let middle = real(number) + 0.5;
            let (a, b) = if frame.lies {
                (frame.point(span.from, middle), frame.point(span.to, middle))
            } else {
                (frame.point(middle, span.from), frame.point(middle, span.to))
            };
            let rect = if frame.lies {
                let y = a.y + shift;
                Rect::new(a.x.min(b.x), y, a.x.max(b.x), y + thick)
            } else {
                let x = a.x + shift;
                Rect::new(x, a.y.min(b.y), x + thick, a.y.max(b.y))
            };
            let room = if lanes > 1.0 { thick + gap } else { slot };
            bars.push(Bar { series, slot: number, rect, span: *span, room });
        }
    }
    bars
}

/// Whether the values of bars can be written at their ends or in them.
pub(super) fn written(
    source: &Source,
    bars: &[Bar],
    board: &Board,
    frame: &Frame,
) -> Option<Vec<String>> {
    // Under lines, values would hide them.
    let crossed = source.series.iter().any(|series| series.form != Form::Bar);
    if bars.is_empty() || bars.len() > WRITTEN || crossed {
        return None;
    }
    let values: Vec<f64> = bars.iter().map(|bar| bar.span.value).collect();
    let stacked = source.standing == Standing::Stacked;
    let texts = if stacked {
        values.iter().map(|value| figures::number(*value)).collect()
    } else {
        figures::alike(&values)
    };
    let fits = |(bar, text): (&Bar, &String)| {
        let width = board.ruler.width(text, EDGE);
        match (stacked, frame.lies) {
            // In a stack, what does not fit is left out.
            (true, false) => bar.rect.width() >= width + 2.0,
            (true, true) => bar.rect.height() >= EDGE.size + 0.6,
            (false, true) => bar.room >= EDGE.size + 0.4,
            (false, false) => bar.room >= width + 1.4,
        }
    };
    bars.iter().zip(&texts).all(fits).then_some(texts)
}

/// The fill of a bar: of its series, or of its kind of step in a waterfall.
fn fill(source: &Source, bar: &Bar, look: &Look) -> (&'static str, Hatch, &'static str) {
    if source.standing != Standing::Waterfall {
        return (look.fill, look.hatch, look.on_fill);
    }
    let total = match &source.series[bar.series].data {
        Data::Values(entries) => matches!(entries.get(bar.slot), Some(Entry::Sum)),
        Data::Points(_) | Data::Curve { .. } => false,
    };
    STEPS[if total { 2 } else { usize::from(bar.span.value < 0.0) }]
}

/// What a line over a bar runs across.
#[derive(Debug, Copy, Clone)]
pub(super) struct Step {
    pub(super) rect: Rect,
    pub(super) hatch: Hatch,
    /// The ink that reads on it.
    pub(super) ink: &'static str,
}

/// The grounds of bars.
pub(super) fn steps(source: &Source, looks: &[Look], bars: &[Bar]) -> Vec<Step> {
    let step = |bar: &Bar| {
        let (_, hatch, ink) = fill(source, bar, &looks[bar.series]);
        Step { rect: bar.rect, hatch, ink }
    };
    bars.iter().map(step).collect()
}

/// Draws bars, their hatching, and what joins the steps of a waterfall.
pub(super) fn paint(
    board: &mut Board,
    source: &Source,
    looks: &[Look],
    frame: &Frame,
    bars: &[Bar],
) {
    for bar in bars {
        let at = &source.series[bar.series].at;
        let id = format!("b{}-{}", bar.series + 1, bar.slot + 1);
        let (fill, hatch, _) = fill(source, bar, &looks[bar.series]);
        let thin = bar.rect.width().min(bar.rect.height()) < 2.5;
        let width = if thin { 0.25 } else { 0.5 };
        let paint = Paint::outlined(fill, RULE, width);
        board.add(&id, at, Shape::Frame { rect: bar.rect, radius: 0.0, paint });
        if hatch != Hatch::None {
            let path = hatching(hatch, &bar.rect);
            let paint = Paint::line(RULE, 0.5, "");
            board.add(&format!("{id}.h"), at, Shape::Detail { path, paint });
        }
        board.keep(bar.rect);
    }
    if source.standing != Standing::Waterfall {
        return;
    }
    for (index, pair) in bars.windows(2).enumerate() {
        let [a, b] = pair else { continue };
        let ends = if frame.lies {
            let x = frame.point(a.span.to, 0.5).x;
            [Point::new(x, a.rect.y1), Point::new(x, b.rect.y0)]
        } else {
            let y = frame.point(0.5, a.span.to).y;
            [Point::new(a.rect.x1, y), Point::new(b.rect.x0, y)]
        };
        let at = &source.series[a.series].at;
        let paint = Paint::line(RULE, 0.4, "1.5 1.2");
        board.rule(&format!("b-join{}", index + 1), at, ends, paint);
    }
}

/// Writes the values of bars.
pub(super) fn values(
    board: &mut Board,
    source: &Source,
    looks: &[Look],
    frame: &Frame,
    (bars, texts): (&[Bar], &[String]),
) {
    let back = back_has_room(board, frame, (bars, texts));
    for (bar, text) in bars.iter().zip(texts) {
        let at = &source.series[bar.series].at;
        let id = format!("t-b{}-{}", bar.series + 1, bar.slot + 1);
        let center = bar.rect.center();
        let width = board.ruler.width(text, EDGE);
        let baseline = center.y + EDGE.size * 0.34;
        if source.standing == Standing::Stacked {
            let look = fill(source, bar, &looks[bar.series]);
            if bar.rect.width() < width + 2.0 || bar.rect.height() < EDGE.size + 1.4 {
                continue;
            }
            inside(board, (&id, at), text, Point::new(center.x, baseline), look);
            continue;
        }
        // Where bars go down or back, the far side of nought is free.
        let (place, anchor) = if is_back(bar) && back {
            (Point::new(bar.rect.x0 - BESIDE, baseline), Anchor::End)
        } else if frame.lies {
            (Point::new(bar.rect.x1 + BESIDE, baseline), Anchor::Start)
        } else {
            (Point::new(center.x, bar.rect.y0 - 2.2), Anchor::Middle)
        };
        value(board, (&id, at), text, (place, anchor), EDGE.inked(INK));
    }
}

/// Whether a bar goes below nought or back.
fn is_back(bar: &Bar) -> bool {
    bar.span.to < bar.span.from
}

/// Whether all lying bars that go back have room for their values at their ends.
fn back_has_room(
    board: &Board,
    frame: &Frame,
    (bars, texts): (&[Bar], &[String]),
) -> bool {
    let mut back = bars.iter().zip(texts).filter(|(bar, _)| is_back(bar));
    let room = |(bar, text): (&Bar, &String)| {
        let width = board.ruler.width(text, EDGE);
        bar.rect.x0 - 2.0 * BESIDE - width >= frame.area.x0
    };
    frame.lies && back.all(room)
}

/// A value outside of bars, on a ground that hides the grid.
fn value(
    board: &mut Board,
    (id, at): (&str, &Range<usize>),
    text: &str,
    (place, anchor): (Point, Anchor),
    face: Lettering,
) {
    let width = board.ruler.width(text, face);
    let rect = super::super::scene::ink(place, anchor, face, width).grown(0.7, 0.0);
    let shape = Shape::Ground { rect, paint: Paint::filled(PAPER) };
    board.add(&format!("{id}.ground"), at, shape);
    board.words(id, at, text, (place, anchor), face);
}

/// A value in a part of a stack; a hatching and lines are covered under it.
fn inside(
    board: &mut Board,
    (id, at): (&str, &Range<usize>),
    text: &str,
    place: Point,
    (fill, hatch, ink): (&'static str, Hatch, &'static str),
) {
    let (face, anchor) = (EDGE.inked(ink), Anchor::Middle);
    let width = board.ruler.width(text, face);
    let area = super::super::scene::ink(place, anchor, face, width).grown(0.7, 0.4);
    if hatch != Hatch::None || board.is_struck(&area.grown(1.6, 1.2)) {
        let shape = Shape::Ground { rect: area, paint: Paint::filled(fill) };
        board.add(&format!("{id}.ground"), at, shape);
    }
    board.words(id, at, text, (place, anchor), face);
}

/// The width that names of lying bars take.
pub(super) fn behind(source: &Source, ruler: &Ruler) -> f64 {
    let bars = source.series.iter().filter(|series| series.form == Form::Bar);
    let widths = bars.map(|bar| ruler.width(&bar.name, GROUP));
    let widest = widths.fold(0.0, f64::max);
    if widest > 0.0 { widest + 6.0 } else { 0.0 }
}

/// Names of lying bars behind their values in the first row that has all of
/// them. Returns whether there was room.
pub(super) fn names(
    board: &mut Board,
    source: &Source,
    frame: &Frame,
    (bars, texts): (&[Bar], &[String]),
) -> bool {
    let named: Vec<usize> = (0..source.series.len())
        .filter(|index| source.series[*index].form == Form::Bar)
        .collect();
    let first = bars.iter().zip(texts).filter(|(bar, _)| bar.slot == 0);
    let first: Vec<(&Bar, &String)> = first.collect();
    let back = first.iter().any(|(bar, _)| is_back(bar));
    if back
        || !frame.lies
        || source.standing != Standing::Beside
        || first.len() != named.len()
    {
        return false;
    }
    let face = GROUP;
    let places: Vec<(Point, &Bar)> = first
        .iter()
        .map(|(bar, text)| {
            let x = bar.rect.x1 + 6.0 + board.ruler.width(text, EDGE);
            (Point::new(x, bar.rect.center().y + face.size * 0.34), *bar)
        })
        .collect();
    let room = |(place, bar): &(Point, &Bar)| {
        let width = board.ruler.width(&source.series[bar.series].name, face);
        place.x + width <= frame.size[0] && bar.rect.height() >= face.size
    };
    if !places.iter().all(room) {
        return false;
    }
    for (place, bar) in places {
        let series = &source.series[bar.series];
        let id = format!("l{}", bar.series + 1);
        value(board, (&id, &series.at), &series.name, (place, Anchor::Start), face);
    }
    true
}

/// Writes the sums of upright stacks above them, unless all are the same.
pub(super) fn totals(board: &mut Board, source: &Source, frame: &Frame, bars: &[Bar]) {
    if source.standing != Standing::Stacked || frame.lies {
        return;
    }
    let slots = bars.iter().map(|bar| bar.slot + 1).max().unwrap_or(0);
    let tops: Vec<(f64, Rect)> = (0..slots)
        .filter_map(|slot| {
            let of_slot = bars.iter().filter(|bar| bar.slot == slot);
            let top = of_slot.max_by(|a, b| a.span.to.total_cmp(&b.span.to))?;
            Some((top.span.to, top.rect))
        })
        .collect();
    let values: Vec<f64> = tops.iter().map(|(value, _)| *value).collect();
    let alike = values
        .windows(2)
        .all(|pair| (pair[0] - pair[1]).abs() < 1e-9 * pair[0].abs());
    if alike || bars.len() > WRITTEN {
        return;
    }
    let Some(first) = bars.first() else { return };
    let at = &source.series[first.series].at;
    for (slot, (value_of, rect)) in tops.iter().enumerate() {
        let place = Point::new(rect.center().x, rect.y0 - 2.2);
        let id = format!("t-b-sum{}", slot + 1);
        let text = figures::number(*value_of);
        value(board, (&id, at), &text, (place, Anchor::Middle), EDGE.inked(SOFT));
    }
}

/// The line height that values take above bars.
pub(super) fn headroom() -> f64 {
    EDGE.size * BASELINE + 1.0
}
