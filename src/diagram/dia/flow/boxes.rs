//! The places of boxes and frames on measured tracks.

use super::super::kind::Kind;
use super::super::shape::Rect;
use super::super::theme::{HEAD, real};
use super::model::Source;
use super::plan::{Frame, Plan, Span};
use super::sheet::{DOT, Sheet, Wording};
use super::wires::Wires;

/// Lowest box.
const LEAST: f64 = 17.0;
/// More than a line of text.
const LINE: f64 = 10.0;
/// Most that a box grows to be as high as others.
const MORE: f64 = 18.0;
/// Beyond the lines that meet a side of a box.
const PORT: f64 = 4.5;

/// The rectangles of all boxes. A box is as high as most in its row, or as its
/// own words, and stands in the middle of the row.
pub(super) fn boxes(
    source: &Source,
    plan: &Plan,
    sheet: &Sheet,
    words: &[Wording],
    wires: &Wires,
) -> Vec<Rect> {
    let ports = wires.reach(source, plan.nodes.len());
    let usual: Vec<f64> = (0..plan.count[1])
        .map(|row| usual_height(source, plan, words, row))
        .collect();
    let cells = &sheet.cell;
    let place = |index: usize| {
        let [x, y] = plan.nodes[index];
        let (left, right) = (cells[0][x.lo].0, cells[0][x.hi].1);
        let (top, bottom) = (cells[1][y.lo].0, cells[1][y.hi].1);
        let rect = Rect::new(left, top, right, bottom);
        let word = &words[index];
        let kind = source.nodes[index].kind;
        if kind.is_dot() {
            let center = rect.center();
            return Rect::around(center, center, DOT / 2.0);
        }
        // Over several columns it is a bar that all of them meet.
        let own = kind == Kind::Op && x.lo == x.hi;
        let spare = if own { rect.width() - word.width - 2.0 } else { 0.0 };
        let high = if y.lo == y.hi {
            let ports = ports[index][0] * 2.0 + 2.0 * PORT;
            word.height
                .max(usual[y.lo].min(word.height + MORE))
                .max(ports)
                .max(LEAST)
        } else {
            rect.height()
        };
        rect.grown(-spare.max(0.0) / 2.0, -(rect.height() - high).max(0.0) / 2.0)
    };
    (0..plan.nodes.len()).map(place).collect()
}

/// The height that a third of the boxes of a row reach, at least two of them; that
/// of the tallest if it has but one line more.
fn usual_height(source: &Source, plan: &Plan, words: &[Wording], row: usize) -> f64 {
    let own = Span { lo: row, hi: row };
    let nodes = source.nodes.iter().zip(&plan.nodes).zip(words);
    let boxed = nodes.filter(|((node, spans), _)| {
        spans[1] == own && node.kind != Kind::Note && !node.kind.is_dot()
    });
    let mut heights: Vec<f64> = boxed.map(|(_, word)| word.height).collect();
    heights.sort_by(|a, b| b.total_cmp(a));
    let rank = heights.len().div_ceil(3).max(2).min(heights.len());
    let usual = heights.get(rank.saturating_sub(1)).copied().unwrap_or(LEAST);
    let tallest = heights.first().copied().unwrap_or(LEAST);
    if tallest - usual < LINE { tallest } else { usual }
}

/// The rectangles of all frames.
pub(super) fn frames(plan: &Plan, sheet: &Sheet) -> Vec<Rect> {
    plan.frames.iter().map(|one| frame(plan, sheet, one)).collect()
}

fn frame(plan: &Plan, sheet: &Sheet, frame: &Frame) -> Rect {
    let cells = &sheet.cell;
    let [x, y] = frame.span;
    let level = frame.level.map(|ends| ends.map(real));
    let mut rect = Rect::new(
        cells[0][x.lo].0 - plan.pad * level[0][0],
        cells[1][y.lo].0 - (plan.pad + HEAD) * level[1][0],
        cells[0][x.hi].1 + plan.pad * level[0][1],
        cells[1][y.hi].1 + plan.pad * level[1][1],
    );
    if frame.lane && plan.upright {
        rect.y0 = rect.y0.min(1.0);
        rect.y1 = rect.y1.max(sheet.total[1] - 1.0);
    } else if frame.lane {
        rect.x0 = rect.x0.min(1.0);
        rect.x1 = rect.x1.max(sheet.total[0] - 1.0);
    }
    rect
}
