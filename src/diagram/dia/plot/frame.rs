//! The room of a plot: its axes, the names along them, and what stands around.

use std::ops::Range;

use super::super::measure::Ruler;
use super::super::model::Problem;
use super::super::shape::{Point, Rect};
use super::super::theme::{EDGE, GROUP, MM, real};
use super::super::wrap::wrap;
use super::board::Block;
use super::data::{Drawn, Numbers};
use super::figures;
use super::key::Key;
use super::model::{Form, Kind, Source, Standing};
use super::scale::{Scale, Wish};

/// Least height of the area of a plot, in points.
const LEAST: f64 = 24.0;
/// Between an axis and the names along it.
pub(super) const TICK: f64 = 2.4;
/// Height of a row of cells, and of a lying bar.
const ROW: f64 = 13.5;
const BAR: f64 = 10.0;

/// What stands beside the area, in points.
#[derive(Debug, Copy, Clone, Default)]
pub(super) struct Beside {
    /// Names of series, at the right.
    pub(super) right: f64,
    /// Values above upright bars.
    pub(super) above: f64,
    /// Values behind lying bars.
    pub(super) behind: f64,
    /// Labels of lines, above lying bars.
    pub(super) over: f64,
}

/// A plot, laid out.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) size: [f64; 2],
    pub(super) area: Rect,
    pub(super) x: Scale,
    pub(super) y: Scale,
    /// Titles of the axes.
    pub(super) titles: [Option<Block>; 2],
    /// Names along x with their slots, and along y.
    pub(super) names: [Vec<(usize, Block)>; 2],
    /// Whether the names are on y.
    pub(super) lies: bool,
}

impl Frame {
    /// Where a pair of numbers lies.
    pub(super) fn point(&self, x: f64, y: f64) -> Point {
        let (x, y) = (self.x.share(x), self.y.share(y));
        let y = if self.lies { y } else { 1.0 - y };
        Point::new(
            self.area.x0 + x * self.area.width(),
            self.area.y0 + y * self.area.height(),
        )
    }
}

/// The two scales.
///
/// # Errors
/// Bars without nought, or a stack that is taller than its axis.
pub(super) fn scales(
    source: &Source,
    numbers: &Numbers,
    width: f64,
) -> Result<[Scale; 2], Vec<Problem>> {
    let narrow = width < 160.0;
    let height = source.height.map_or((0.4 * width).min(130.0), |mm| 0.68 * mm * MM);
    let room = [width / if narrow { 38.0 } else { 44.0 }, height / 18.0];
    let mut wrong = Vec::new();
    let lies = source.y.names().is_some() || source.cells.is_some();
    let scales = [0, 1].map(|index| {
        let axis = [&source.x, &source.y][index];
        if let Some(names) = axis.names() {
            return Scale::slots(names.len());
        }
        if let (Some(cells), 1) = (&source.cells, index) {
            return Scale::slots(cells.rows.len());
        }
        let ends = [numbers.x, numbers.y][index];
        // Bars and areas stand on the axis of values.
        let stands = index == usize::from(!lies);
        let forms = source.series.iter().map(|series| series.form);
        let nought = stands && forms.clone().any(|f| matches!(f, Form::Bar | Form::Area));
        let room = count(room[index].clamp(2.0, 9.0));
        let log = axis.kind == Kind::Log;
        let wish = Wish {
            log,
            range: ends.range,
            step: ends.step,
            nought,
            room,
        };
        let extent = extent(numbers, index, lies, ends.range.is_none());
        let scale = Scale::fit(extent, wish);
        let bars = stands && forms.clone().any(|form| form == Form::Bar);
        if bars && !log && !scale.holds(0.0) {
            let problem = Problem::new(axis.at.clone(), "bars stand on nought")
                .hint("begin the range with 0, or show points");
            wrong.push(problem);
        } else if bars && (!scale.holds(extent.0) || !scale.holds(extent.1)) {
            let most = if scale.holds(extent.1) { extent.0 } else { extent.1 };
            let message = format!("the bars reach to {}", figures::number(most));
            let problem = Problem::new(axis.at.clone(), message)
                .hint("widen the range of the axis");
            wrong.push(problem);
        }
        scale
    });
    if wrong.is_empty() { Ok(scales) } else { Err(wrong) }
}

/// A small count from a length.
fn count(value: f64) -> usize {
    (1..=40).take_while(|n| f64::from(*n) <= value).count().max(1)
}

/// The smallest and the largest number along an axis. A curve that grows without
/// bounds says nothing about the axis if its ends are given.
fn extent(numbers: &Numbers, index: usize, lies: bool, auto: bool) -> (f64, f64) {
    let (mut low, mut high) = (f64::MAX, f64::MIN);
    let mut see = |value: f64| {
        low = low.min(value);
        high = high.max(value);
    };
    for drawn in &numbers.series {
        match drawn {
            Drawn::Trace(points, curve) if auto || !curve => {
                points.iter().for_each(|point| see(point[index]));
            }
            Drawn::Band(points, curve) if auto || !curve => {
                for [x, low, high] in points {
                    let all = if index == 0 { [*x; 2] } else { [*low, *high] };
                    all.into_iter().for_each(&mut see);
                }
            }
            Drawn::Bars(spans) if index == usize::from(!lies) => {
                for span in spans.iter().flatten() {
                    see(span.from);
                    see(span.to);
                }
            }
            Drawn::Trace(..) | Drawn::Band(..) | Drawn::Bars(_) => {}
        }
    }
    for (x, y) in &numbers.notes {
        [*x, *y][index].into_iter().for_each(&mut see);
    }
    if low > high { (0.0, 1.0) } else { (low, high) }
}

/// Lays out a plot.
///
/// # Errors
/// It does not fit.
pub(super) fn lay_out(
    source: &Source,
    numbers: &Numbers,
    scales: [Scale; 2],
    (ruler, width): (&Ruler, f64),
    (key, beside): (Option<&Key>, Beside),
) -> Result<Frame, Problem> {
    let [x, y] = scales;
    let cells = source.cells.is_some();
    let lies = source.y.names().is_some() || cells;
    let heading = source.cells.as_ref().map_or(&source.y, |cells| &cells.value);
    let titles = [&source.x, heading].map(|axis| {
        let lines = wrap(ruler, &axis.heading(), width, GROUP);
        (!lines.is_empty()).then(|| Block::new(ruler, lines, GROUP))
    });
    let rows = row_names(source, ruler, width);
    let widest = rows.iter().map(|(_, block)| block.width).fold(0.0, f64::max);
    let left = match lies {
        true => widest,
        false => ticks_width(&y, ruler),
    } + TICK
        + 1.6;
    let half = x.ticks.last().map_or(0.0, |(_, name)| ruler.width(name, EDGE) / 2.0);
    let free = (1.0 - reach(numbers, &x)) * (width - left - beside.behind);
    let behind = if lies { beside.behind - free } else { 0.0 };
    let right = beside.right.max(half).max(behind).max(1.0);
    let across = width - left - right;
    for (title, axis) in titles.iter().zip([&source.x, heading]) {
        if let Some(title) = title.as_ref().filter(|title| title.width > width + 0.01) {
            return Err(unfit(&axis.at, (title.width, width), "shorten the title"));
        }
    }
    if across < LEAST {
        let needs = (left + right + LEAST, width);
        return Err(unfit(&source.role_at, needs, "shorten names"));
    }
    let columns = column_names(source, ruler, across, width)?;
    let foot = columns
        .iter()
        .map(|(_, block)| block.height)
        .fold(EDGE.line(), f64::max);
    let [x_title, y_title] = &titles;
    let head = y_title.as_ref().map_or(0.0, |title| title.height + 2.0)
        + key.map_or(0.0, |key| key.height)
        + if lies { 1.0 } else { EDGE.size * 0.5 }
        + if reach(numbers, &y) > 0.93 { beside.above } else { 0.0 }
        + beside.over;
    let below = TICK + foot + x_title.as_ref().map_or(0.0, |t| t.height + 1.0);
    let own = match (&source.cells, &source.y.names()) {
        (Some(cells), _) => {
            real(cells.rows.len()) * row_height(&rows, ROW) + head + below
        }
        (None, Some(names)) => {
            let bars = source.series.iter().filter(|s| s.form == Form::Bar).count();
            let bars = if source.standing == Standing::Beside { bars } else { 1 };
            let row = row_height(&rows, real(bars) * BAR + 4.0);
            real(names.len()) * row + head + below
        }
        (None, None) => (0.57 * width).clamp(96.0, 187.0).max(head + below + 60.0),
    };
    let height = source.height.map_or(own, |mm| mm * MM);
    let least = if lies { real(rows.len()) * row_height(&rows, 8.0) } else { LEAST };
    if height - head - below < least {
        let needs = (head + below + least, height);
        return Err(unfit(&source.role_at, needs, "raise `size`, or leave the line out"));
    }
    let area = Rect::new(left, head, width - right, height - below);
    let (size, names) = ([width, height], [columns, rows]);
    Ok(Frame { size, area, x, y, titles, names, lies })
}

/// The share of an axis of values that the longest bar takes.
fn reach(numbers: &Numbers, values: &Scale) -> f64 {
    let ends = numbers.series.iter().flat_map(|drawn| match drawn {
        Drawn::Bars(spans) => spans.as_slice(),
        Drawn::Trace(..) | Drawn::Band(..) => &[],
    });
    let ends = ends.flatten().map(|span| values.share(span.to.max(span.from)));
    ends.fold(0.0, f64::max)
}

fn row_height(rows: &[(usize, Block)], least: f64) -> f64 {
    rows.iter().map(|(_, block)| block.height + 2.5).fold(least, f64::max)
}

fn ticks_width(scale: &Scale, ruler: &Ruler) -> f64 {
    let widths = scale.ticks.iter().map(|(_, name)| ruler.width(name, EDGE));
    widths.fold(0.0, f64::max)
}

/// "Does not fit", with what it needs.
pub(super) fn unfit(at: &Range<usize>, (needs, has): (f64, f64), hint: &str) -> Problem {
    let (needs, has) = ((needs / MM).ceil(), (has / MM).round());
    let message = format!("does not fit: needs {needs} mm, has {has} mm");
    Problem::new(at.clone(), message).hint(hint)
}

/// Names of rows: of lying bars, of cells.
fn row_names(source: &Source, ruler: &Ruler, width: f64) -> Vec<(usize, Block)> {
    let names: Vec<&str> = match (&source.cells, source.y.names()) {
        (Some(cells), _) => cells.rows.iter().map(|(name, ..)| name.as_str()).collect(),
        (None, Some(names)) => names.iter().map(String::as_str).collect(),
        (None, None) => Vec::new(),
    };
    let block = |name| Block::new(ruler, wrap(ruler, name, 0.32 * width, EDGE), EDGE);
    names.into_iter().map(block).enumerate().collect()
}

/// Names of columns. Where they are numbers and stand too close, some are left
/// out.
fn column_names(
    source: &Source,
    ruler: &Ruler,
    across: f64,
    width: f64,
) -> Result<Vec<(usize, Block)>, Problem> {
    let Some(names) = source.x.names() else { return Ok(Vec::new()) };
    let slot = across / real(names.len());
    let block =
        |name: &String| Block::new(ruler, wrap(ruler, name, slot - 3.0, EDGE), EDGE);
    let blocks: Vec<Block> = names.iter().map(block).collect();
    let widest = blocks.iter().map(|block| block.width).fold(0.0, f64::max);
    if widest <= slot - 2.0 {
        return Ok(blocks.into_iter().enumerate().collect());
    }
    let number = |name: &String| name.replace('−', "-").parse::<f64>().is_ok();
    let every = count((widest + 4.0) / slot) + 1;
    if names.iter().all(number) && every * 2 < names.len() {
        return Ok(blocks.into_iter().enumerate().step_by(every).collect());
    }
    let needs = width + (widest + 2.0 - slot) * real(names.len());
    let hint = match source.cells {
        Some(_) => "shorten the names of columns, or have fewer",
        None => "shorten the names on `x`, or give them to `y`, so that bars lie",
    };
    Err(unfit(&source.x.at, (needs, width), hint))
}
