//! Where lanes, rows and ticks lie.

use super::super::measure::Ruler;
use super::super::theme::{EDGE, GROUP, MM, real};
use super::super::wrap::wrap;
use super::model::{Form, Item, Source};
use super::pack::{DIAMOND, Extent, Packed, Post, Room, pack};
use super::ticks::ticks;

/// The outermost strokes stay inside the drawing.
pub(super) const RIM: f64 = 0.5;
/// Height of the labels of the axis, and from there to the first lane.
pub(super) const AXIS: f64 = 9.4;
const UNDER_AXIS: f64 = 1.6;
/// Air above and below the rows of a lane, and between rows.
const PAD: f64 = 2.6;
const BETWEEN: f64 = 2.4;
/// Between the titles of lanes and the axis.
const TITLE_GAP: f64 = 7.0;
/// The share of the width that titles may take.
const TITLE_SHARE: f64 = 0.2;
/// A height as a share of another that is much lower.
const MUCH_LOWER: f64 = 0.85;
/// The shortest axis.
const SHORTEST: f64 = 60.0;
/// Between two labels of the axis.
const TICK_GAP: f64 = 5.0;
/// The greatest width that a figure may ask for, in millimetres.
const WIDEST: f64 = 5_000.0;
/// The narrowest bar.
const NARROWEST: f64 = 1.2;

/// A lane with its place.
#[derive(Debug, Clone)]
pub(super) struct Strip {
    pub(super) title: Vec<String>,
    pub(super) top: f64,
    /// Where its rows begin.
    pub(super) rows: f64,
    pub(super) foot: f64,
    pub(super) packed: Packed,
    /// The middle of each row.
    pub(super) middles: Vec<f64>,
}

/// The whole drawing.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// Where the axis begins and ends.
    pub(super) axis: Extent,
    pub(super) ticks: Vec<(f64, Option<String>)>,
    pub(super) strips: Vec<Strip>,
    pub(super) now: Option<f64>,
    /// Whether titles stand above their lanes.
    pub(super) stacked: bool,
    pub(super) foot: f64,
    pub(super) size: [f64; 2],
}

/// Lays out a source in a width, with titles beside the lanes, or above them
/// where that is much lower.
///
/// # Errors
/// The width that would do.
pub(super) fn lay_out(source: &Source, ruler: &Ruler, width: f64) -> Result<Sheet, f64> {
    better(source, ruler, width).ok_or_else(|| {
        let (mut fails, mut fits) = (width.max(0.0), WIDEST * MM);
        while fits - fails > MM / 10.0 {
            let middle = f64::midpoint(fails, fits);
            match better(source, ruler, middle) {
                Some(_) => fits = middle,
                None => fails = middle,
            }
        }
        fits
    })
}

/// Lays out a source in both ways and takes the better one.
fn better(source: &Source, ruler: &Ruler, width: f64) -> Option<Sheet> {
    let beside = attempt(source, ruler, width, false);
    match (beside, attempt(source, ruler, width, true)) {
        (Some(a), Some(b)) => {
            Some(if b.size[1] < a.size[1] * MUCH_LOWER { b } else { a })
        }
        (beside, above) => beside.or(above),
    }
}

fn attempt(source: &Source, ruler: &Ruler, width: f64, stacked: bool) -> Option<Sheet> {
    let titles = titles(source, ruler, width, stacked);
    let wide = titles
        .iter()
        .map(|lines| ruler.widest(lines, GROUP))
        .fold(0.0, f64::max);
    let left = RIM + if stacked { DIAMOND } else { wide + TITLE_GAP };
    let axis = (left, width - RIM - beyond(source, ruler).max(DIAMOND));
    let long = axis.1 - axis.0;
    if long.is_nan() || long < SHORTEST || stacked && wide > width {
        return None;
    }
    let sheet = Sheet {
        axis,
        ticks: Vec::new(),
        strips: Vec::new(),
        now: None,
        stacked,
        foot: 0.0,
        size: [width, 0.0],
    };
    fill(source, ruler, titles, sheet)
}

/// How far the label of the last tick reaches beyond the axis.
fn beyond(source: &Source, ruler: &Ruler) -> f64 {
    let Some(tick) = ticks(&source.axis).pop() else { return 0.0 };
    let label = format!("{} {}", tick.label, source.axis.scale.unit());
    let at_end = source.axis.to - tick.at < (source.axis.to - source.axis.from) * 0.01;
    if at_end { ruler.width(label.trim_end(), EDGE) / 2.0 } else { 0.0 }
}

/// The titles of the lanes in lines.
fn titles(source: &Source, ruler: &Ruler, width: f64, stacked: bool) -> Vec<Vec<String>> {
    let measure = if stacked { width } else { width * TITLE_SHARE };
    let title = |lane: &super::model::Lane| wrap(ruler, &lane.title, measure, GROUP);
    source.lanes.iter().map(title).collect()
}

/// Lays the lanes under one another.
fn fill(
    source: &Source,
    ruler: &Ruler,
    titles: Vec<Vec<String>>,
    mut sheet: Sheet,
) -> Option<Sheet> {
    let width = sheet.size[0];
    let place = |time: f64| sheet.place(source, time);
    let now = source.now.as_ref().map(|now| place(now.time));
    let mut strips = Vec::with_capacity(source.lanes.len());
    let mut y = RIM + AXIS + UNDER_AXIS;
    for (index, (lane, title)) in source.lanes.iter().zip(titles).enumerate() {
        let extents: Vec<Extent> =
            lane.items.iter().map(|item| extent(item, &place)).collect();
        let mut posts: Vec<Post> = posts(source, index)
            .map(|(time, ends)| Post { x: place(time), ends })
            .collect();
        posts.extend(now.map(|x| Post { x, ends: false }));
        let limits = (sheet.axis.0 + 1.0, width - RIM);
        let room = Room { ruler, limits, posts: &posts };
        let packed = pack(room, index, &lane.items, &extents)?;
        let top = y;
        let tall = real(title.len()) * GROUP.line();
        y += PAD + if sheet.stacked { tall + 1.0 } else { 0.0 };
        let rows = y;
        let mut middles = Vec::with_capacity(packed.rows.len());
        for (number, row) in packed.rows.iter().enumerate() {
            y += if number > 0 { BETWEEN } else { 0.0 };
            middles.push(y + row.up);
            y += row.up + row.down;
        }
        y = if sheet.stacked { y } else { y.max(rows + tall) } + PAD;
        strips.push(Strip { title, top, rows, foot: y, packed, middles });
    }
    sheet.ticks = labelled(source, ruler, &sheet);
    sheet.strips = strips;
    sheet.now = now;
    sheet.foot = y;
    let label = if now.is_some() { EDGE.line() + 2.0 } else { 0.0 };
    sheet.size[1] = y + label + RIM;
    Some(sheet)
}

impl Sheet {
    /// Where a time lies.
    fn place(&self, source: &Source, time: f64) -> f64 {
        let axis = &source.axis;
        let share = (time - axis.from) / (axis.to - axis.from);
        self.axis.0 + share.clamp(0.0, 1.0) * (self.axis.1 - self.axis.0)
    }
}

/// What an item covers.
fn extent(item: &Item, place: &impl Fn(f64) -> f64) -> Extent {
    let (x0, x1) = (place(item.from), place(item.to));
    match item.form {
        Form::Milestone => (x0 - DIAMOND, x0 + DIAMOND),
        _ if x1 - x0 < NARROWEST => {
            let middle = f64::midpoint(x0, x1);
            (middle - NARROWEST / 2.0, middle + NARROWEST / 2.0)
        }
        _ => (x0, x1),
    }
}

/// The times at which arrows between lanes run out of, through or into a lane,
/// and whether they end in it.
fn posts(source: &Source, lane: usize) -> impl Iterator<Item = (f64, bool)> + '_ {
    source.lanes.iter().enumerate().flat_map(move |(from, other)| {
        other.items.iter().filter_map(move |item| {
            let Form::Delay(aim) = item.form else { return None };
            let (low, high) = (from.min(aim), from.max(aim));
            (from != aim && (low..=high).contains(&lane))
                .then_some((item.to, aim == lane))
        })
    })
}

/// The ticks, with labels on as many as there is room for; the last one bears
/// the unit.
fn labelled(source: &Source, ruler: &Ruler, sheet: &Sheet) -> Vec<(f64, Option<String>)> {
    let ticks = ticks(&source.axis);
    let unit = source.axis.scale.unit();
    let suffix = if unit.is_empty() { String::new() } else { format!("\u{a0}{unit}") };
    let reach = |index: usize, last: bool| {
        let text = &ticks[index].label;
        let text = if last { format!("{text}{suffix}") } else { text.clone() };
        let half = ruler.width(&text, EDGE) / 2.0;
        let x = sheet.place(source, ticks[index].at);
        (x - half, x + half, text)
    };
    let mut stride = 1;
    while stride < ticks.len() {
        let shown: Vec<usize> = (0..ticks.len()).step_by(stride).collect();
        let clear = |pair: &[usize]| {
            let last = shown.last() == pair.last();
            reach(pair[0], false).1 + TICK_GAP <= reach(pair[1], last).0
        };
        if shown.windows(2).all(clear) {
            break;
        }
        stride += 1;
    }
    let last = (ticks.len().saturating_sub(1)) / stride * stride;
    let label = |index: usize| {
        index.is_multiple_of(stride).then(|| reach(index, index == last).2)
    };
    let place = |index: usize| (sheet.place(source, ticks[index].at), label(index));
    (0..ticks.len()).map(place).collect()
}
