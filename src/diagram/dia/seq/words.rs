//! Places for words: between lifelines where they fit, else across them.

use super::super::scene::Anchor;
use super::super::shape::Point;
use super::super::stroke::Stroke;
use super::super::theme::{EDGE, INK, Lettering, SOFT, real};
use super::activity::HALF;
use super::border::TAB_BASE;
use super::caption::Row;
use super::model::Act;
use super::paint::{HEAD, MAIN_HEAD, Painter, note_baseline};
use super::score::{BESIDE, LOST};

/// From the words to the arrow under them.
const CLEAR: f64 = 2.4;
/// Air between words and a lifeline that they do not belong to.
const AIR: f64 = 2.0;
/// With less air to a lifeline than this, words go to the middle of the gap.
const INSET: f64 = 8.0;

/// The words of an event with their places.
pub(super) struct Label {
    pub(super) id: String,
    /// Where each line begins, on its baseline.
    pub(super) rows: Vec<(Point, Row)>,
    /// The lifelines that may lie under them.
    pub(super) struck: Vec<f64>,
    pub(super) face: Lettering,
}

/// The words of an event.
pub(super) fn label(painter: &Painter, index: usize) -> Option<Label> {
    let way = painter.columns.ways[index];
    let breaks = &painter.score.breaks[index];
    let (lines, width) = (breaks.way(way), breaks.width(way));
    if lines.is_empty() {
        return None;
    }
    let span = painter.rows.spans[index];
    let line = EDGE.line();
    let parties = &painter.score.source.parties;
    let soft = EDGE.inked(SOFT);
    let (id, left, align, base, face, open) = match painter.event(index).act {
        Act::Message { from, to, stroke, lost } => {
            let (x0, x1) = painter.ends(index, from, to);
            let mid = f64::midpoint(x0, x1);
            let head = match stroke {
                _ if lost => LOST,
                Stroke::Main => MAIN_HEAD,
                _ => HEAD,
            };
            let way = (x1 - x0).signum();
            let (x0, x1) = (x0 + way, x1 - way * (head + 0.4));
            let (ends, inner) =
                ((x0.min(x1), x0.max(x1)), (from.min(to) + 1, from.max(to)));
            let left = centred(painter, index, inner, ends, mid - width / 2.0);
            let base = span.line - CLEAR - line * real(lines.len() - 1);
            let id = format!("l-{}", painter.pair(from, to));
            (id, left, Anchor::Middle, base, soft, inner)
        }
        Act::Work { who } => {
            let (l, r) = painter.score.activity.reach(who, index);
            let x = painter.columns.life(who);
            let (left, align) = if painter.score.leftward(who) {
                (x - l.max(HALF) - BESIDE - width, Anchor::End)
            } else {
                (x + r.max(HALF) + BESIDE, Anchor::Start)
            };
            let tall = line * real(lines.len());
            let base = (span.top + span.line - tall) / 2.0 + EDGE.size * 0.88;
            let id = format!("l-{}", parties[who].id);
            (id, left, align, base, EDGE.inked(INK), (0, 0))
        }
        Act::Note { from, to } => {
            let mid = if from == to {
                painter.columns.life(from)
            } else {
                painter.note_middle(from, to, index)
            };
            let id = format!("t-note.{}", index + 1);
            let base = note_baseline(span.top);
            (id, mid - width / 2.0, Anchor::Middle, base, EDGE.inked(INK), (0, 0))
        }
        Act::Open { .. } | Act::Turn { .. } => {
            let frame = painter.score.frame(index)?;
            let reach = painter.score.activity.reach(frame.first, index).1;
            let from = painter.columns.life(frame.first) + reach + BESIDE;
            let to = painter.frame_rect(frame).x1 - 2.0;
            let inner = (frame.first + 1, frame.last + 1);
            let left = leading(painter, index, inner, (from, to), width);
            let base = span.top + TAB_BASE;
            let id = format!("l-frame.{}", index + 1);
            (id, left, Anchor::Start, base, EDGE.inked(INK), inner)
        }
        Act::Close => return None,
    };
    let rows = lines.iter().enumerate().map(|(number, row)| {
        let shift = match align {
            Anchor::Start => 0.0,
            Anchor::Middle => (width - row.width) / 2.0,
            Anchor::End => width - row.width,
        };
        (Point::new(left + shift, base + line * real(number)), row.clone())
    });
    let struck = (open.0..open.1).map(|party| painter.columns.life(party)).collect();
    Some(Label { id, rows: rows.collect(), struck, face })
}

/// The stretches of a way between lifelines, or only between bars.
fn stretches(
    painter: &Painter,
    index: usize,
    inner: (usize, usize),
    (x0, x1): (f64, f64),
    all: bool,
) -> Vec<(f64, f64)> {
    let mut found = Vec::new();
    let mut start = x0;
    for party in inner.0..inner.1 {
        let (l, r) = painter.score.activity.reach(party, index);
        if !all && r == 0.0 {
            continue;
        }
        let x = painter.columns.life(party);
        found.push((start, x - l - AIR));
        start = x + r + AIR;
    }
    found.push((start, x1));
    found
}

/// Where words of a width begin that stand in the middle of a way, or in the
/// middle of the gap between lifelines that is nearest to it.
fn centred(
    painter: &Painter,
    index: usize,
    inner: (usize, usize),
    ends: (f64, f64),
    wanted: f64,
) -> f64 {
    let width = painter.width(index);
    let nearest = |all: bool| {
        stretches(painter, index, inner, ends, all)
            .into_iter()
            .filter(|(from, to)| to - from >= width - 0.01)
            .map(|(from, to)| {
                let last = (to - width).max(from);
                let free = (from + INSET..=last - INSET).contains(&wanted);
                if free || ends == (from, to) {
                    wanted.clamp(from, last)
                } else {
                    f64::midpoint(from, last)
                }
            })
            .min_by(|a, b| (a - wanted).abs().total_cmp(&(b - wanted).abs()))
    };
    let middle = f64::midpoint(ends.0, ends.1) - width / 2.0;
    nearest(true).or_else(|| nearest(false)).unwrap_or(middle)
}

/// Where words of a width begin that stand as far to the left as lifelines let
/// them.
fn leading(
    painter: &Painter,
    index: usize,
    inner: (usize, usize),
    ends: (f64, f64),
    width: f64,
) -> f64 {
    let first = |all: bool| {
        stretches(painter, index, inner, ends, all)
            .into_iter()
            .find(|(from, to)| to - from >= width - 0.01)
            .map(|(from, _)| from)
    };
    first(true).or_else(|| first(false)).unwrap_or(ends.0)
}
