//! Lines, areas and bands, cut to the plot.

use super::super::scene::{Paint, Shape};
use super::super::shape::{Point, Rect};
use super::super::theme::PAPER;
use super::board::{Board, polygon};
use super::data::{Drawn, Numbers};
use super::frame::Frame;
use super::look::{Look, marker};
use super::model::{Form, Source};

/// Points that are marked, at most.
const MARKED: usize = 24;
/// Outline of a band.
const EDGE_LINE: f64 = 0.35;

/// The pieces of a line inside the plot, in points.
#[derive(Debug, Clone, Default)]
pub(super) struct Trace {
    pub(super) pieces: Vec<Vec<Point>>,
}

impl Trace {
    /// Where it ends.
    pub(super) fn end(&self) -> Option<Point> {
        self.pieces.last()?.last().copied()
    }
}

/// Whether the points of a series are marked.
pub(super) fn marked(drawn: &Drawn) -> bool {
    matches!(drawn, Drawn::Trace(points, false) if points.len() <= MARKED)
}

/// The traces of all series; bands have two, one after the other.
pub(super) fn traces(numbers: &Numbers, frame: &Frame) -> Vec<Trace> {
    let trace = |drawn: &Drawn| match drawn {
        Drawn::Trace(points, _) => {
            let points: Vec<Point> =
                points.iter().map(|[x, y]| frame.point(*x, *y)).collect();
            clipped(&points, &frame.area)
        }
        Drawn::Band(points, _) => {
            let middle = points.iter().map(|[x, low, high]| {
                let (low, high) = (frame.point(*x, *low), frame.point(*x, *high));
                Point::new(low.x, f64::midpoint(low.y, high.y))
            });
            clipped(&middle.collect::<Vec<_>>(), &frame.area)
        }
        Drawn::Bars(_) => Trace::default(),
    };
    numbers.series.iter().map(trace).collect()
}

/// A way cut to a rectangle.
fn clipped(points: &[Point], area: &Rect) -> Trace {
    let area = area.grown(0.01, 0.01);
    let mut pieces: Vec<Vec<Point>> = Vec::new();
    if let [only] = points {
        pieces.push(vec![*only]);
    }
    let mut open = false;
    for pair in points.windows(2) {
        let Some((from, to)) = area.clip(pair[0], pair[1]) else {
            open = false;
            continue;
        };
        let joined = open && from == pair[0];
        match pieces.last_mut() {
            Some(piece) if joined => piece.push(to),
            _ => pieces.push(vec![from, to]),
        }
        open = to == pair[1];
    }
    Trace { pieces }
}

/// Fills of bands and areas; they lie under all lines.
pub(super) fn washes(
    board: &mut Board,
    source: &Source,
    numbers: &Numbers,
    looks: &[Look],
    frame: &Frame,
) {
    for (index, (series, drawn)) in source.series.iter().zip(&numbers.series).enumerate()
    {
        let look = &looks[index];
        let (upper, lower) = match drawn {
            Drawn::Band(points, _) => {
                let upper = points.iter().map(|[x, _, high]| frame.point(*x, *high));
                let lower = points.iter().map(|[x, low, _]| frame.point(*x, *low));
                (upper.collect::<Vec<_>>(), lower.collect::<Vec<_>>())
            }
            Drawn::Trace(points, _) if series.form == Form::Area => {
                let foot = if frame.y.log { frame.y.low } else { 0.0 };
                let upper = points.iter().map(|[x, y]| frame.point(*x, *y));
                let lower = points.iter().map(|[x, _]| frame.point(*x, foot));
                (upper.collect::<Vec<_>>(), lower.collect::<Vec<_>>())
            }
            Drawn::Trace(..) | Drawn::Bars(_) => continue,
        };
        let within = |p: Point| Point::new(p.x, p.y.clamp(frame.area.y0, frame.area.y1));
        let outline: Vec<Point> =
            upper.iter().chain(lower.iter().rev()).map(|p| within(*p)).collect();
        let path = format!("{}Z", polygon(&outline));
        let id = format!("s{}", index + 1);
        let paint = Paint::filled(look.fill);
        board.add(&format!("{id}-fill"), &series.at, Shape::Detail { path, paint });
        board.wash(outline, look.fill);
        if matches!(drawn, Drawn::Band(..)) {
            for (side, points) in [("high", upper), ("low", lower)] {
                let pieces = clipped(&points, &frame.area).pieces;
                for (number, piece) in pieces.into_iter().enumerate() {
                    let paint = Paint::line(look.ink, EDGE_LINE, "");
                    let id = format!("{id}-{side}{number}");
                    board.line(&id, &series.at, piece, paint);
                }
            }
        }
    }
}

/// Lines with their markers.
pub(super) fn lines(
    board: &mut Board,
    source: &Source,
    numbers: &Numbers,
    looks: &[Look],
    traces: &[Trace],
    frame: &Frame,
) {
    for (index, (series, drawn)) in source.series.iter().zip(&numbers.series).enumerate()
    {
        let Drawn::Trace(points, _) = drawn else { continue };
        let look = &looks[index];
        let id = format!("s{}", index + 1);
        for (number, piece) in traces[index].pieces.iter().enumerate() {
            let id = if number == 0 { id.clone() } else { format!("{id}.{number}") };
            let paint = Paint::line(look.ink, look.width, look.dash);
            board.line(&id, &series.at, piece.clone(), paint);
        }
        let alone = points.len() == 1;
        let sign = look.marker.or(alone.then_some(super::look::Marker::Disc));
        let Some(sign) = sign else { continue };
        for (number, [x, y]) in points.iter().enumerate() {
            let at = frame.point(*x, *y);
            let (path, filled) = marker(sign, at);
            let fill = if filled { look.ink } else { PAPER };
            let paint = Paint::outlined(fill, look.ink, 0.7);
            let id = format!("{id}-{}", number + 1);
            board.add(&id, &series.at, Shape::Detail { path, paint });
            board.keep(Rect::around(at, at, 2.1));
        }
    }
}
