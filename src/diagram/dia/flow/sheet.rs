//! The measures of columns, rows and the gutters between them.

use super::super::kind::Kind;
use super::super::measure::Ruler;
use super::super::theme::{FILLED, GROUP, HEAD, Lettering, NODE, SUBLABEL, TRACK, real};
use super::super::wrap::wrap;
use super::model::{Node, Source};
use super::plan::Plan;

/// Air beside the text of a box, both sides together, once the column is fixed.
const TIGHT: f64 = 8.6;
/// Air above and below the text of a box together.
const HEADROOM: f64 = 8.5;
/// Narrowest column and lowest row with a box, and without.
const LEAST: [f64; 2] = [26.0, 17.0];
const EMPTY: [f64; 2] = [12.0, 12.0];

/// Diameter of a dot.
pub(super) const DOT: f64 = 9.0;

/// The text of a box, broken into lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Wording {
    pub(super) label: Vec<String>,
    pub(super) sublabel: Vec<String>,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// How the label of a kind of box is set.
pub(super) fn lettering(kind: Kind) -> Lettering {
    if kind == Kind::Model { FILLED } else { NODE }
}

/// What the shape of a kind takes beyond a rectangle: width and height.
fn extra(kind: Kind) -> (f64, f64) {
    match kind {
        Kind::Store => (0.0, 4.0),
        Kind::Queue => (6.0, 0.0),
        Kind::Actor | Kind::Op => (4.0, 0.0),
        Kind::Data => (3.0, 0.0),
        Kind::State => (2.0, 0.0),
        Kind::Service | Kind::Model | Kind::Note | Kind::Start | Kind::End => (0.0, 0.0),
    }
}

/// Breaks the text of a box to the width that the box may have.
pub(super) fn word(ruler: &Ruler, node: &Node, box_width: f64, air: f64) -> Wording {
    if node.kind.is_dot() {
        return Wording { width: DOT, height: DOT, ..Wording::default() };
    }
    let face = lettering(node.kind);
    let (wide, high) = extra(node.kind);
    let measure = box_width - TIGHT.min(air) - wide;
    let label = wrap(ruler, &node.label, measure, face);
    let sublabel = wrap(ruler, &node.sublabel, measure, SUBLABEL);
    let text = ruler.widest(&label, face).max(ruler.widest(&sublabel, SUBLABEL));
    let lines = real(label.len()) * face.line() + real(sublabel.len()) * SUBLABEL.line();
    Wording {
        label,
        sublabel,
        width: text + air + wide,
        height: lines + HEADROOM + high,
    }
}

/// From and to, along one axis.
pub(super) type Reach = (f64, f64);

/// Columns and rows with their measures. Index 0 is the x axis, 1 the y axis.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    /// Least size of each track.
    pub(super) size: [Vec<f64>; 2],
    /// Where each track lies.
    pub(super) cell: [Vec<Reach>; 2],
    /// Where the free strip before each track lies, and the one behind the
    /// last.
    pub(super) gutter: [Vec<Reach>; 2],
    /// Size of the whole.
    pub(super) total: [f64; 2],
}

impl Sheet {
    /// Takes the least sizes of all tracks from the text in them.
    pub(super) fn fit(
        &mut self,
        source: &Source,
        plan: &Plan,
        words: &[Wording],
        ruler: &Ruler,
    ) {
        for axis in 0..2 {
            self.size[axis] = vec![EMPTY[axis]; plan.count[axis]];
            for (spans, word) in plan.nodes.iter().zip(words) {
                let span = spans[axis];
                let size = [word.width, word.height][axis];
                let want = if size > DOT { size.max(LEAST[axis]) } else { EMPTY[axis] };
                let least = if span.lo == span.hi { want } else { LEAST[axis].min(want) };
                for size in &mut self.size[axis][span.lo..=span.hi] {
                    *size = size.max(least);
                }
                self.stretch_span(axis, span.lo, span.hi, want);
            }
        }
        for frame in plan.frames.iter().filter(|f| f.span[0].lo == f.span[0].hi) {
            let pads = real(frame.level[0][0] + frame.level[0][1]) * plan.pad;
            let want = ruler.width(&frame.title, GROUP) + 2.0 * plan.pad + 1.0 - pads;
            let size = &mut self.size[0][frame.span[0].lo];
            *size = size.max(want);
        }
        debug_assert_eq!(source.nodes.len(), words.len());
    }

    /// Grows the tracks of a box over several of them until it fits.
    fn stretch_span(&mut self, axis: usize, lo: usize, hi: usize, want: f64) {
        let gaps = real(hi - lo) * 13.0;
        let has: f64 = self.size[axis][lo..=hi].iter().sum::<f64>() + gaps;
        let add = (want - has).max(0.0) / real(hi - lo + 1);
        for size in &mut self.size[axis][lo..=hi] {
            *size += add;
        }
    }

    /// What frames need before and behind the free strip of a gutter.
    pub(super) fn pads(plan: &Plan, axis: usize, gutter: usize) -> (f64, f64) {
        let (mut closing, mut opening) = (0.0_f64, 0.0_f64);
        let step = if axis == 0 { plan.pad } else { plan.pad + HEAD };
        for frame in &plan.frames {
            let span = frame.span[axis];
            if span.hi + 1 == gutter {
                closing = closing.max(plan.pad * real(frame.level[axis][1]));
            }
            if span.lo == gutter {
                opening = opening.max(step * real(frame.level[axis][0]));
            }
        }
        (closing, opening)
    }

    /// Lays out one axis and returns the size it needs.
    ///
    /// `need` is the least distance of two tracks over each gutter, `tracks`
    /// the lines beside each other on every line of the refined grid, `target`
    /// the size to fill.
    pub(super) fn solve(
        &mut self,
        plan: &Plan,
        axis: usize,
        need: &[f64],
        tracks: &[usize],
        target: Option<f64>,
    ) -> f64 {
        let n = plan.count[axis];
        let mut size = self.size[axis].clone();
        for (index, size) in size.iter_mut().enumerate() {
            let lines = tracks[2 * index + 1];
            if lines > 1 {
                *size = size.max(real(lines - 1) * TRACK + 9.0);
            }
        }
        let strips: Vec<f64> = (0..=n)
            .map(|i| {
                let (closing, opening) = Self::pads(plan, axis, i);
                let outer = i == 0 || i == n;
                strip(axis, (outer, plan.gap), closing, opening, tracks[2 * i])
            })
            .collect();
        let mut gutters: Vec<(f64, f64, f64)> = (0..=n)
            .map(|i| {
                let (closing, opening) = Self::pads(plan, axis, i);
                (closing, strips[i].max(need[i] - closing - opening), opening)
            })
            .collect();
        let gutter_sum: f64 = gutters.iter().map(|g| g.0 + g.1 + g.2).sum();
        let least = 2.0 + size.iter().sum::<f64>() + gutter_sum;
        let mut start = 1.0;
        if let Some(target) = target.filter(|target| *target > least) {
            start += spread(&mut size, &mut gutters, target - least) / 2.0;
        }
        self.set(axis, start, &size, &gutters, target.map_or(least, |t| t.max(least)));
        // Lines keep to the rim of the figure, so that labels have the rest.
        let rows = &mut self.gutter[axis];
        rows[0].1 = rows[0].1.min(rows[0].0 + strips[0]);
        rows[n].0 = rows[n].0.max(rows[n].1 - strips[n]);
        least
    }

    fn set(
        &mut self,
        axis: usize,
        start: f64,
        size: &[f64],
        gutters: &[(f64, f64, f64)],
        total: f64,
    ) {
        let (mut cells, mut free, mut at) = (Vec::new(), Vec::new(), start);
        for (index, gutter) in gutters.iter().enumerate() {
            free.push((at + gutter.0, at + gutter.0 + gutter.1));
            at += gutter.0 + gutter.1 + gutter.2;
            if let Some(size) = size.get(index) {
                cells.push((at, at + size));
                at += size;
            }
        }
        self.cell[axis] = cells;
        self.gutter[axis] = free;
        self.total[axis] = total;
    }

    /// The middle of a line of the refined grid.
    pub(super) fn middle(&self, axis: usize, line: usize) -> f64 {
        let lines = if line % 2 == 1 { &self.cell } else { &self.gutter };
        let (from, to) = lines[axis][line / 2];
        f64::midpoint(from, to)
    }
}

/// The least free strip of a gutter.
fn strip(
    axis: usize,
    (outer, gap): (bool, f64),
    closing: f64,
    opening: f64,
    lines: usize,
) -> f64 {
    let between = closing > 0.0 && opening > 0.0;
    let air = if outer { 8.0 } else { 11.0 };
    let wires = if lines > 0 { real(lines - 1) * TRACK + air } else { 0.0 };
    if outer {
        return wires;
    }
    let least = match axis {
        0 => gap - closing - opening,
        _ if between => 5.0,
        _ => 13.0,
    };
    wires.max(least).max(if between { 5.0 } else { 0.0 })
}

/// Gives room that is left to gutters and columns; returns what is still left.
fn spread(size: &mut [f64], gutters: &mut [(f64, f64, f64)], left: f64) -> f64 {
    let mut left = left;
    let n = size.len();
    let inner = real(n.saturating_sub(1)).max(1.0);
    let mut widen = |left: &mut f64, share: f64, most: f64| {
        let add = (*left * share / inner).min(most);
        for gutter in gutters.iter_mut().take(n).skip(1) {
            gutter.1 += add;
            *left -= add;
        }
    };
    widen(&mut left, 0.55, 30.0);
    let widest = size.iter().copied().fold(0.0, f64::max);
    let lack: f64 = size.iter().map(|s| widest - s).sum();
    let even = lack <= left;
    if even {
        size.fill(widest);
        left -= lack;
    }
    let add = (left / real(n)).min(14.0);
    for size in size.iter_mut() {
        *size += add;
        left -= add;
    }
    widen(&mut left, 1.0, 60.0);
    left
}
