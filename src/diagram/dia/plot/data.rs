//! The numbers of a plot: quantities and formulas evaluated and judged.

use std::ops::Range;

use super::super::model::Problem;
use super::super::theme::real;
use super::super::values::{Values, mentions};
use super::formula;
use super::model::{Axis, Data, Entry, Kind, Number, Series, Source, Spot, Standing};
use super::words::LARGEST;

/// Places at which a curve is evaluated, less one.
const PIECES: usize = 128;

/// The numbers of a series.
#[derive(Debug, Clone)]
pub(super) enum Drawn {
    /// Points, and whether they are a curve's.
    Trace(Vec<[f64; 2]>, bool),
    /// x, low, high, and whether they are curves'.
    Band(Vec<[f64; 3]>, bool),
    /// Where the bars begin and end, and the values that they stand for.
    Bars(Vec<Option<Span>>),
}

/// A bar.
#[derive(Debug, Copy, Clone, PartialEq)]
pub(super) struct Span {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) value: f64,
}

/// What the author says of the ends and ticks of an axis.
#[derive(Debug, Copy, Clone, Default)]
pub(super) struct Ends {
    pub(super) range: Option<(f64, f64)>,
    pub(super) step: Option<f64>,
}

/// All numbers of a plot. Places on an axis of names are slots: the middle of
/// the first is 0.5.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbers {
    pub(super) x: Ends,
    pub(super) y: Ends,
    pub(super) series: Vec<Drawn>,
    /// Notes: x and y; one alone is a line across.
    pub(super) notes: Vec<(Option<f64>, Option<f64>)>,
    pub(super) cells: Vec<Vec<Option<f64>>>,
    pub(super) ramp: Ends,
}

/// Evaluates everything.
///
/// # Errors
/// All formulas that have no value, and all values that cannot be drawn.
pub(super) fn evaluate(
    source: &Source,
    values: &dyn Values,
) -> Result<Numbers, Vec<Problem>> {
    let mut evaluator = Evaluator { values, problems: Vec::new() };
    let mut numbers = Numbers {
        x: evaluator.ends(&source.x),
        y: evaluator.ends(&source.y),
        ..Numbers::default()
    };
    for series in &source.series {
        let drawn = evaluator.series(source, &numbers, series);
        numbers.series.push(drawn);
    }
    evaluator.stand(source, &mut numbers);
    for note in &source.notes {
        let place = match &note.place {
            Spot::X(x) => (evaluator.place(x, &source.x, numbers.x), None),
            Spot::Y(y) => (None, evaluator.place(y, &source.y, numbers.y)),
            Spot::Point(x, y) => (
                evaluator.place(x, &source.x, numbers.x),
                evaluator.place(y, &source.y, numbers.y),
            ),
        };
        numbers.notes.push(place);
    }
    if let Some(cells) = &source.cells {
        numbers.ramp = evaluator.ends(&cells.value);
        for (_, row, _) in &cells.rows {
            let value = |entry| evaluator.entry(entry, &cells.value, numbers.ramp);
            numbers.cells.push(row.iter().map(value).collect());
        }
    }
    let problems = evaluator.problems;
    if problems.is_empty() { Ok(numbers) } else { Err(problems) }
}

struct Evaluator<'a> {
    values: &'a dyn Values,
    problems: Vec<Problem>,
}

impl Evaluator<'_> {
    fn wrong(&mut self, at: &Range<usize>, message: impl Into<String>, hint: &str) {
        let problem = Problem::new(at.clone(), message);
        self.problems
            .push(if hint.is_empty() { problem } else { problem.hint(hint) });
    }

    /// The value of a number in the unit of its axis.
    fn value(&mut self, number: &Number, axis: &Axis) -> Option<f64> {
        self.along(number, axis, &[None])?.pop()
    }

    /// The values of a formula at places of its variable, in the unit of an axis.
    fn along(
        &mut self,
        formula: &Number,
        axis: &Axis,
        places: &[Option<f64>],
    ) -> Option<Vec<f64>> {
        let unit = axis.unit.as_deref();
        let values = formula::values(self.values, &formula.text, unit, places);
        let values = values.into_iter().zip(places);
        values.map(|(value, x)| self.sound(formula, value, *x)).collect()
    }

    /// A value that can be drawn.
    fn sound(
        &mut self,
        number: &Number,
        value: Result<f64, String>,
        x: Option<f64>,
    ) -> Option<f64> {
        let text = &number.text;
        let there = || x.map_or(String::new(), |x| format!(" at x = {x}"));
        match value {
            Ok(value) if value.is_finite() && (x.is_some() || value.abs() <= LARGEST) => {
                Some(value.clamp(-LARGEST, LARGEST))
            }
            Ok(value) if value.is_finite() => {
                let message = format!("`{text}` is too large to draw");
                self.wrong(&number.at, message, "numbers keep within 10^15");
                None
            }
            Ok(_) => {
                let message = format!("`{text}` is no finite number{}", there());
                self.wrong(&number.at, message, "leave such places out");
                None
            }
            Err(problem) => {
                let hint =
                    "points are `x,y`, formulas stand without spaces or in brackets";
                let hint =
                    if x.is_none() && mentions(text).is_empty() { hint } else { "" };
                self.wrong(&number.at, format!("{problem}{}", there()), hint);
                None
            }
        }
    }

    /// A value for which its axis has a place.
    fn place(&mut self, number: &Number, axis: &Axis, ends: Ends) -> Option<f64> {
        if let Some(names) = axis.names() {
            let slot = names.iter().position(|name| *name == number.text);
            if slot.is_none() {
                let message = format!("the axis has no name `{}`", number.text);
                let problem = Problem::new(number.at.clone(), message).suggest(
                    &number.text,
                    names.iter().map(String::as_str),
                    &format!("its names are {}", names.join(", ")),
                );
                self.problems.push(problem);
            }
            return slot.map(|slot| real(slot) + 0.5);
        }
        let value = self.value(number, axis)?;
        self.positive(value, axis, number)?;
        if let Some((low, high)) = ends.range {
            let air = (high - low) * 1e-9;
            if value < low - air || value > high + air {
                let message = format!("{value} lies outside of the axis");
                let hint = format!("the axis shows {low} to {high}");
                self.wrong(&number.at, message, &hint);
                return None;
            }
        }
        Some(value)
    }

    fn positive(&mut self, value: f64, axis: &Axis, number: &Number) -> Option<()> {
        if axis.kind == Kind::Log && value < 1.0 / LARGEST {
            let message = format!("{value} has no place on a log axis");
            self.wrong(&number.at, message, "a log axis shows numbers above nought");
            return None;
        }
        Some(())
    }

    fn ends(&mut self, axis: &Axis) -> Ends {
        let mut ends = Ends::default();
        if let Some((from, to)) = &axis.range {
            let (low, high) = (self.value(from, axis), self.value(to, axis));
            if let (Some(low), Some(high)) = (low, high) {
                let sound = self.positive(low, axis, from).is_some();
                let close = high - low <= 1e-9 * low.abs().max(high.abs());
                if low >= high || close {
                    let at = from.at.start..to.at.end;
                    self.wrong(&at, "the range is empty", "write the smaller end first");
                } else if sound {
                    ends.range = Some((low, high));
                }
            }
        }
        if let Some(step) = &axis.step
            && let Some(value) = self.value(step, axis)
        {
            let width = ends.range.map_or(value, |(low, high)| high - low);
            if value <= 0.0 || width / value > 40.0 || value > width {
                let hint = "an axis has 1 to 40 steps";
                self.wrong(&step.at, "the step does not fit the range", hint);
            } else {
                ends.step = Some(value);
            }
        }
        ends
    }

    fn series(&mut self, source: &Source, numbers: &Numbers, series: &Series) -> Drawn {
        match &series.data {
            Data::Points(points) => self.points(source, numbers, points),
            Data::Values(entries) => self.entries(source, numbers, series, entries),
            Data::Curve { formulas, ends } => {
                let ends = match ends {
                    Some(ends) => {
                        let range = Some(ends.clone());
                        let asked = Axis { range, step: None, ..source.x.clone() };
                        self.ends(&asked).range
                    }
                    None => numbers.x.range,
                };
                let Some(ends) = ends else {
                    let hint = "write ` for x 0 .. 10` behind the formula";
                    if self.problems.is_empty() {
                        self.wrong(
                            &series.at,
                            "the curve does not say where x runs",
                            hint,
                        );
                    }
                    return Drawn::Trace(Vec::new(), true);
                };
                self.curve(source, formulas, ends)
            }
        }
    }

    fn points(
        &mut self,
        source: &Source,
        numbers: &Numbers,
        points: &[Vec<Number>],
    ) -> Drawn {
        let (mut trace, mut band) = (Vec::new(), Vec::new());
        for point in points {
            let mut coordinates = point.iter();
            let x = coordinates.next();
            let x = x.and_then(|x| self.place(x, &source.x, numbers.x));
            let rest: Vec<Option<f64>> =
                coordinates.map(|y| self.place(y, &source.y, numbers.y)).collect();
            match (x, rest.as_slice()) {
                (Some(x), [Some(y)]) => trace.push([x, *y]),
                (Some(x), [Some(low), Some(high)]) => {
                    band.push([x, low.min(*high), low.max(*high)]);
                }
                _ => {}
            }
        }
        if band.is_empty() {
            Drawn::Trace(trace, false)
        } else {
            Drawn::Band(band, false)
        }
    }

    /// One value for each name: bars, or points above the middle of slots.
    fn entries(
        &mut self,
        source: &Source,
        numbers: &Numbers,
        series: &Series,
        entries: &[Entry],
    ) -> Drawn {
        let lies = source.y.names().is_some();
        let (axis, ends) =
            if lies { (&source.x, numbers.x) } else { (&source.y, numbers.y) };
        let bars = series.form == super::model::Form::Bar;
        if bars && axis.kind == Kind::Log {
            let hint = "show these numbers as points, or on a linear axis";
            self.wrong(&series.at, "bars have no length on a log axis", hint);
        }
        let mut sum = 0.0;
        let (mut trace, mut spans) = (Vec::new(), Vec::new());
        for (slot, entry) in entries.iter().enumerate() {
            let total = matches!(entry, Entry::Sum);
            if total && source.standing != Standing::Waterfall {
                let hint = "write `waterfall`, or the value";
                self.wrong(&series.at, "`=` is the sum in a waterfall", hint);
            }
            let value = if total { Some(sum) } else { self.entry(entry, axis, ends) };
            if let Some(value) = value {
                trace.push([real(slot) + 0.5, value]);
            }
            let falls = source.standing == Standing::Waterfall && !total;
            let from = if falls { sum } else { 0.0 };
            if falls {
                sum += value.unwrap_or(0.0);
            }
            spans.push(value.map(|value| Span { from, to: from + value, value }));
        }
        if bars { Drawn::Bars(spans) } else { Drawn::Trace(trace, false) }
    }

    fn entry(&mut self, entry: &Entry, axis: &Axis, ends: Ends) -> Option<f64> {
        match entry {
            Entry::Value(number) => self.place(number, axis, ends),
            Entry::Gap | Entry::Sum => None,
        }
    }

    fn curve(&mut self, source: &Source, formulas: &[Number], ends: (f64, f64)) -> Drawn {
        let (low, high) = ends;
        let log = source.x.kind == Kind::Log;
        let place = |piece| match piece {
            0 => low,
            PIECES => high,
            _ if log => low * (high / low).powf(real(piece) / real(PIECES)),
            _ => low + (high - low) * (real(piece) / real(PIECES)),
        };
        let places: Vec<f64> = (0..=PIECES).map(place).collect();
        let asked: Vec<Option<f64>> = places.iter().copied().map(Some).collect();
        let mut column = |formula| {
            let values = self.along(formula, &source.y, &asked)?;
            let low = values.iter().copied().fold(f64::INFINITY, f64::min);
            self.positive(low, &source.y, formula).map(|()| values)
        };
        let columns: Option<Vec<_>> = formulas.iter().map(&mut column).collect();
        match columns.as_deref() {
            Some([one]) => {
                let points = places.iter().zip(one).map(|(x, y)| [*x, *y]);
                Drawn::Trace(points.collect(), true)
            }
            Some([one, other]) => {
                let rows = places.iter().zip(one).zip(other);
                let sorted = rows.map(|((x, a), b)| [*x, a.min(*b), a.max(*b)]);
                Drawn::Band(sorted.collect(), true)
            }
            _ => Drawn::Trace(Vec::new(), true),
        }
    }

    /// Puts the bars of a stack on one another.
    fn stand(&mut self, source: &Source, numbers: &mut Numbers) {
        let bars = |drawn: &&mut Drawn| matches!(drawn, Drawn::Bars(_));
        let count = numbers.series.iter_mut().filter(bars).count();
        if source.standing == Standing::Waterfall && count != 1 {
            let hint = "write one `bar` line, or `stack`";
            self.wrong(&source.role_at, "a waterfall has one series of bars", hint);
        }
        if source.standing != Standing::Stacked {
            return;
        }
        let mut tops: Vec<f64> = Vec::new();
        for (drawn, series) in numbers.series.iter_mut().zip(&source.series) {
            let Drawn::Bars(spans) = drawn else { continue };
            tops.resize(tops.len().max(spans.len()), 0.0);
            for (span, top) in spans.iter_mut().zip(&mut tops) {
                let Some(span) = span else { continue };
                if span.value < 0.0 {
                    let hint = "show values of both signs beside each other";
                    self.wrong(&series.at, "a stack has no negative parts", hint);
                    break;
                }
                (span.from, span.to) = (*top, *top + span.value);
                *top = span.to;
            }
        }
    }
}
