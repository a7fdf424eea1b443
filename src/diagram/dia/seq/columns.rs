//! Where the lifelines stand.
//!
//! The least positions of the columns are the longest ways through all demands
//! from the left edge. What is left of the width goes evenly to the gaps.
//! Captions are broken into more lines only as far as the width asks for it.

use super::super::measure::Ruler;
use super::super::node::{extra, lettering};
use super::super::theme::{EDGE, MM, SUBLABEL, real};
use super::super::wrap::{wrap, wrap_into};
use super::caption::MOST_LINES;
use super::model::Party;
use super::score::{Demand, Score};

/// The outermost strokes stay inside the drawing.
pub(super) const RIM: f64 = 0.5;
/// Lines that the head of a party may have.
const HEAD_LINES: usize = 4;
/// Air beside and above the text of a head, both sides together, in wide and in
/// narrow drawings.
const HEAD_AIR: [f64; 2] = [11.0, 6.4];
const HEAD_ROOM: f64 = 8.5;
/// The least that the second line of a head is broken to.
const NARROW_HEAD: f64 = 24.0;
/// Between two heads, in wide and in narrow drawings.
const HEAD_GAP: [f64; 2] = [8.0, 2.6];

/// The head of a party.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    pub(super) label: Vec<String>,
    pub(super) sublabel: Vec<String>,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Where everything stands across.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    pub(super) heads: Vec<Head>,
    pub(super) head_height: f64,
    /// The way in which each caption is broken.
    pub(super) ways: Vec<usize>,
    /// Positions: the left edge, each party, the right edge.
    pub(super) x: Vec<f64>,
}

impl Columns {
    /// The lifeline of a party.
    pub(super) fn life(&self, party: usize) -> f64 {
        self.x.get(party + 1).copied().unwrap_or_default()
    }

    pub(super) fn right_edge(&self) -> f64 {
        self.x.last().copied().unwrap_or_default()
    }
}

/// Places the columns in a width.
///
/// # Errors
/// The width that would do.
pub(super) fn place(score: &Score, ruler: &Ruler, width: f64) -> Result<Columns, f64> {
    let mut best: Option<(f64, Columns)> = None;
    let mut least = f64::INFINITY;
    for lines in 1..=HEAD_LINES {
        for dense in [0, 1] {
            match attempt(score, ruler, width, (lines, dense)) {
                Err(needs) => least = least.min(needs),
                Ok(columns) => {
                    let height = height(score, &columns);
                    if best.as_ref().is_none_or(|(h, _)| height < h - 0.01) {
                        best = Some((height, columns));
                    }
                    break;
                }
            }
        }
    }
    best.map(|(_, columns)| columns).ok_or(least)
}

/// The height that a placement leads to, but for a constant.
fn height(score: &Score, columns: &Columns) -> f64 {
    let lines: usize = score
        .breaks
        .iter()
        .zip(&columns.ways)
        .map(|(breaks, &way)| breaks.way(way).len())
        .sum();
    columns.head_height + real(lines) * EDGE.line()
}

/// Places the columns with heads of some lines.
fn attempt(
    score: &Score,
    ruler: &Ruler,
    width: f64,
    (lines, dense): (usize, usize),
) -> Result<Columns, f64> {
    let parties = &score.source.parties;
    let heads: Vec<Head> = parties
        .iter()
        .map(|party| head(ruler, party, lines, HEAD_AIR[dense]))
        .collect();
    let head_height = heads.iter().map(|head| head.height).fold(0.0, f64::max);
    let solver = Solver { score, heads: &heads, gap: HEAD_GAP[dense], width };
    let mut ways = vec![0; score.breaks.len()];
    let mut way = 0;
    loop {
        ways.fill(way);
        match solver.least(&ways) {
            x if solver.fits(&x) => break,
            x if way + 1 == MOST_LINES => return Err(last(&x) + RIM),
            _ => way += 1,
        }
    }
    solver.relax(&mut ways);
    let x = solver.spread(&ways);
    Ok(Columns { heads, head_height, ways, x })
}

/// The head of a party, broken into lines.
fn head(ruler: &Ruler, party: &Party, lines: usize, air: f64) -> Head {
    let face = lettering(party.kind);
    let label = wrap_into(ruler, &party.label, lines, face);
    let wide_label = ruler.widest(&label, face);
    let sublabel = if lines == 1 {
        wrap_into(ruler, &party.sublabel, 1, SUBLABEL)
    } else {
        wrap(ruler, &party.sublabel, wide_label.max(NARROW_HEAD), SUBLABEL)
    };
    let text = wide_label.max(ruler.widest(&sublabel, SUBLABEL));
    let (wide, high) = extra(party.kind);
    let tall = real(label.len()) * face.line() + real(sublabel.len()) * SUBLABEL.line();
    let height = tall + HEAD_ROOM + high;
    Head {
        label,
        sublabel,
        width: (text + air + wide).max(24.0),
        height,
    }
}

fn last(x: &[f64]) -> f64 {
    x.last().copied().unwrap_or_default()
}

/// Finds positions that meet the demands.
struct Solver<'a> {
    score: &'a Score<'a>,
    heads: &'a [Head],
    gap: f64,
    width: f64,
}

impl Solver<'_> {
    /// Everything asked for, the heads and the gaps included. A demand between
    /// neighbours is their gap.
    fn demands(&self, ways: &[usize]) -> (Vec<f64>, Vec<Demand>) {
        let count = self.heads.len();
        let half = |i: usize| self.heads.get(i).map_or(0.0, |head| head.width / 2.0);
        let mut gaps: Vec<f64> = (0..=count)
            .map(|i| match i {
                0 => half(0),
                i if i == count => half(count - 1),
                i => half(i - 1) + half(i) + self.gap,
            })
            .collect();
        gaps[0] = gaps[0].max(self.score.margin());
        let (near, far): (Vec<Demand>, Vec<Demand>) =
            self.score.demands(ways).into_iter().partition(|d| d.to == d.from + 1);
        for demand in near {
            gaps[demand.from] = gaps[demand.from].max(demand.width);
        }
        (gaps, far)
    }

    fn fits(&self, x: &[f64]) -> bool {
        last(x) <= self.width - RIM + 0.01
    }

    /// The least positions.
    fn least(&self, ways: &[usize]) -> Vec<f64> {
        let (gaps, far) = self.demands(ways);
        self.positions(&gaps, &far, 0.0)
    }

    /// The least positions with `more` in every gap between parties.
    fn positions(&self, gaps: &[f64], far: &[Demand], more: f64) -> Vec<f64> {
        let mut x = vec![RIM; gaps.len() + 1];
        for to in 1..x.len() {
            let inner = to > 1 && to < gaps.len();
            x[to] = x[to - 1] + gaps[to - 1] + if inner { more } else { 0.0 };
            for demand in far.iter().filter(|demand| demand.to == to) {
                x[to] = x[to].max(x[demand.from] + demand.width);
            }
        }
        x
    }

    /// Takes lines away where the width allows it: the cheapest first.
    fn relax(&self, ways: &mut [usize]) {
        let gain = |event: usize, way: usize| {
            let breaks = &self.score.breaks[event];
            breaks.width(way - 1) - breaks.width(way)
        };
        for _ in 1..MOST_LINES {
            let mut order: Vec<usize> =
                (0..ways.len()).filter(|&event| ways[event] > 0).collect();
            order.sort_by(|&a, &b| gain(a, ways[a]).total_cmp(&gain(b, ways[b])));
            for event in order {
                ways[event] -= 1;
                if !self.fits(&self.least(ways)) {
                    ways[event] += 1;
                }
            }
        }
    }

    /// Positions over the whole width, with even gaps as far as the demands
    /// allow.
    fn spread(&self, ways: &[usize]) -> Vec<f64> {
        let (gaps, far) = self.demands(ways);
        let (mut low, mut high) = (0.0, self.width);
        for _ in 0..40 {
            let more = f64::midpoint(low, high);
            if self.fits(&self.positions(&gaps, &far, more)) {
                low = more;
            } else {
                high = more;
            }
        }
        let left = self.positions(&gaps, &far, low);
        let right = self.rightmost(&gaps, &far, low);
        let mean = left.iter().zip(&right).map(|(l, r)| f64::midpoint(*l, *r));
        mean.collect()
    }

    /// The greatest positions with `more` in every gap between parties.
    fn rightmost(&self, gaps: &[f64], far: &[Demand], more: f64) -> Vec<f64> {
        let end = self.width - RIM;
        let mut x = vec![end; gaps.len() + 1];
        for from in (0..gaps.len()).rev() {
            let inner = from > 0 && from + 1 < gaps.len();
            x[from] = x[from + 1] - gaps[from] - if inner { more } else { 0.0 };
            for demand in far.iter().filter(|demand| demand.from == from) {
                x[from] = x[from].min(x[demand.to] - demand.width);
            }
        }
        x
    }
}

/// What to say when the columns find no room.
pub(super) fn wants(needs: f64, has: f64) -> String {
    let (needs, has) = ((needs / MM * 10.0).ceil() / 10.0, has / MM);
    let needs = if needs.ceil() > has.round() { needs.ceil() } else { needs };
    format!("does not fit: needs {needs} mm, has {has:.0} mm")
}
