//! Data on axes: lines, bars, bands, cells.
//!
//! ```text
//! plot half
//! title Latency against load
//! alt   Mean time in a queue stays flat to 70 % load and then rises.
//! size 52                                            height in mm; may be left out
//! x Load : 0 .. 1 step 0.2                           range and step may be left out
//! y Mean time in system : 1 .. 1000 log unit ms
//! line 20 ms service : y = 20/(1-x) for x 0 .. 0.98  a curve by its formula
//! dash measured : 0.2,26 0.5,41 {load},{p50}         points, also from quantities
//! at y 100 : 100 ms budget                           a line across, `at x 0.8` upright
//! point 0.8,100 : no reserve from here on
//! ```
//!
//! * Axes: `x Title : 0 .. 100 step 20 log unit ms`; every part may be left out,
//!   and without a range the data makes a round one. `x Title : A, B, C` is an axis
//!   of names; names on `y` make bars lie, first name on top.
//! * Series: `line`, `dash`, `dots` and `area` take points `x,y` or, above names,
//!   one value for each; `band` takes `x,low,high`; a curve is
//!   `y = formula for x 0 .. 10`, a band of curves `y = low .. high`; without `for`
//!   a curve runs along the range of the axis. `bar Name : 3 4 .` has one value for
//!   each name, `.` for none. Long data goes on in indented lines.
//! * `stack` puts bars on one another, `waterfall` lets each begin where the one
//!   before ends; in it `=` is the sum so far.
//! * Cells are rows of numbers that are printed and shaded, between the ends of
//!   their range:
//!
//! ```text
//! x Share now : 10 %, 20 %, 30 %
//! cells PSI : 0 .. 0.5
//!   trained on 10 % | 0 0.08 0.27
//!   trained on 20 % | 0.08 0 0.05
//! ```
//!
//! * Numbers may be formulas, without spaces or in brackets: `{req_peak}/2`. They
//!   are taken in the unit of their axis.
//! * Series are named where they end, or in the plot; where there is no room, and
//!   where a line says `legend`, a key names them. They differ by dash, weight and
//!   marker, bars by darkness and hatching, never by hue alone.
//!
//! Steps: `parse` reads the lines, `data` evaluates the numbers, `scale` finds
//! ticks, `frame` lays out the axes, `bars`, `traces`, `cells` and `axes` draw,
//! `rules` are lines across the plot, `names` and `notes` find places for words on
//! the `board`.

mod axes;
mod bars;
mod board;
mod cells;
mod data;
mod figures;
mod formula;
mod frame;
mod key;
mod look;
mod model;
mod names;
mod notes;
mod paint;
mod parse;
mod rules;
mod scale;
mod traces;
mod words;

use std::ops::Range;

use super::Body;
use super::head::Head;
use super::measure::Ruler;
use super::model::Problem;
use super::reader::{Line, Reader};
use super::scene::Scene;
use super::values::{Values, filled};
use model::{Axis, Kind, Source};

/// A plot, read.
#[derive(Debug)]
struct Plot {
    source: Source,
}

/// Reads the body of a figure. What is wrong goes to the reader; nothing comes
/// back if it cannot be drawn.
pub(super) fn read<'a>(
    reader: &mut Reader<'a>,
    head: &Head,
    lines: &[Line<'a>],
) -> Option<Box<dyn Body>> {
    let before = reader.problems.len();
    let mut source = parse::parse(reader, lines);
    source.role_at = head.role_at.clone();
    (reader.problems.len() == before).then(|| Box::new(Plot { source }) as Box<dyn Body>)
}

/// The words of an axis.
fn words(axis: &Axis) -> impl Iterator<Item = &String> {
    std::iter::once(&axis.title)
        .chain(&axis.unit)
        .chain(axis.names().unwrap_or_default())
}

fn fill_axis(axis: &mut Axis, values: &dyn Values) {
    axis.title = filled(&axis.title, values);
    if let Kind::Names(names) = &mut axis.kind {
        for name in names {
            *name = filled(name, values);
        }
    }
}

impl Body for Plot {
    fn texts(&self) -> Vec<(&str, &Range<usize>)> {
        let source = &self.source;
        let cells = source.cells.iter();
        let axes = [&source.x, &source.y].into_iter();
        let axes = axes.chain(cells.clone().map(|cells| &cells.value));
        let axes = axes.flat_map(|axis| words(axis).map(|text| (text, &axis.at)));
        let rows = cells.flat_map(|cells| &cells.rows).map(|(name, _, at)| (name, at));
        let series = source.series.iter().map(|series| (&series.name, &series.at));
        let notes = source.notes.iter().map(|note| (&note.label, &note.at));
        let all = axes.chain(rows).chain(series).chain(notes);
        all.map(|(text, at)| (text.as_str(), at)).collect()
    }

    fn fill(&mut self, values: &dyn Values) {
        let source = &mut self.source;
        for axis in [&mut source.x, &mut source.y] {
            fill_axis(axis, values);
        }
        for series in &mut source.series {
            series.name = filled(&series.name, values);
        }
        for note in &mut source.notes {
            note.label = filled(&note.label, values);
        }
        if let Some(cells) = &mut source.cells {
            fill_axis(&mut cells.value, values);
            for (name, ..) in &mut cells.rows {
                *name = filled(name, values);
            }
        }
    }

    /// The numbers are evaluated here.
    fn draw(
        self: Box<Self>,
        ruler: &Ruler,
        values: &dyn Values,
        width: f64,
    ) -> Result<Scene, Vec<Problem>> {
        let numbers = data::evaluate(&self.source, values)?;
        let scene = paint::paint(&self.source, &numbers, ruler, width)?;
        Ok(scene)
    }
}

#[cfg(test)]
pub(super) mod reckoner;
#[cfg(test)]
mod tests;
