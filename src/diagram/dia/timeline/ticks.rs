//! The ticks of an axis with their labels.

use super::super::theme::real;
use super::calendar::Date;
use super::model::{Axis, Step};
use super::time::{Scale, date, days};

/// Ticks that an axis may have.
pub(super) const MOST: usize = 400;
/// Ticks to aim at where the figure does not say how far they lie apart.
const WANTED: f64 = 9.0;
/// Shares of the range within which a tick lies on an end.
const SLACK: f64 = 1e-9;

/// A tick.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tick {
    pub(super) at: f64,
    pub(super) label: String,
}

/// The ticks of an axis, the first [`MOST`] of them and one more.
pub(super) fn ticks(axis: &Axis) -> Vec<Tick> {
    let end = axis.to + (axis.to - axis.from) * SLACK;
    let mut ticks: Vec<Tick> = Vec::new();
    match axis.step {
        Step::Even(step) if step > 0.0 => {
            for index in 0..=MOST {
                let at = axis.from + step * real(index);
                if at > end {
                    break;
                }
                let label = match axis.scale {
                    Scale::Number(_) => number(at),
                    Scale::Calendar => day(at, ticks.last().map(|tick| tick.at)),
                };
                ticks.push(Tick { at, label });
            }
        }
        Step::Even(_) => {}
        Step::Months(months) => {
            let first = date(axis.from);
            let late = i64::from(days(first.months_later(0)) < axis.from);
            let mut next = aligned(first.months_later(late), months);
            while days(next) <= end && ticks.len() <= MOST {
                let at = days(next);
                let label = month(at, months, ticks.is_empty());
                ticks.push(Tick { at, label });
                next = next.months_later(months.max(1));
            }
        }
    }
    ticks
}

/// The first month from a month on at which a quarter, half-year or year begins,
/// if the step is one.
fn aligned(month: Date, months: i64) -> Date {
    if months != 3 && months != 6 && months % 12 != 0 {
        return month;
    }
    let since = (month.year * 12 + month.month - 1).rem_euclid(months.max(1));
    month.months_later((months - since) % months.max(1))
}

/// A number without noughts at its end.
fn number(value: f64) -> String {
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.replace('-', "−") }
}

/// `5 Jan`, with the year where it begins.
fn day(at: f64, before: Option<f64>) -> String {
    let own = date(at);
    let text = format!("{} {}", own.day, own.month_name());
    match before.map(date) {
        Some(before) if before.year == own.year => text,
        _ => format!("{text} {}", own.year),
    }
}

/// `Jan 2026`, `Feb`, or only the year if the step is whole years.
fn month(at: f64, months: i64, first: bool) -> String {
    let own = date(at);
    if months % 12 == 0 && own.month == 1 {
        return own.year.to_string();
    }
    let name = own.month_name();
    if first || own.month == 1 { format!("{name} {}", own.year) } else { name.into() }
}

/// A step for a range: one, two or five times a power of ten; days, weeks,
/// months or years on a calendar.
pub(super) fn step(scale: Scale, range: f64) -> Step {
    if scale == Scale::Calendar && range > 60.0 {
        let months = [1, 2, 3, 6, 12, 24, 60, 120];
        let fits = |months: &i64| range / 30.4 <= WANTED * real_months(*months);
        return Step::Months(months.into_iter().find(fits).unwrap_or(1200));
    }
    if scale == Scale::Calendar {
        let days = [1.0, 2.0, 7.0];
        let fits = |days: &f64| range / days <= WANTED;
        return Step::Even(days.into_iter().find(fits).unwrap_or(7.0));
    }
    let raw = range / WANTED;
    let power = 10_f64.powf(raw.log10().floor());
    let nice = [1.0, 2.0, 5.0, 10.0].into_iter().find(|nice| nice * power >= raw);
    Step::Even(nice.unwrap_or(10.0) * power)
}

fn real_months(months: i64) -> f64 {
    i32::try_from(months).map_or(1.0, f64::from)
}
