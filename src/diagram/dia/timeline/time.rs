//! Times: numbers with a unit, or dates.

use super::calendar::Date;

/// Units with their seconds; of equals, the first is the one to suggest.
const UNITS: [(&str, f64); 10] = [
    ("µs", 1e-6),
    ("ms", 1e-3),
    ("s", 1.0),
    ("min", 60.0),
    ("h", 3_600.0),
    ("d", 86_400.0),
    ("days", 86_400.0),
    ("w", 604_800.0),
    ("week", 604_800.0),
    ("weeks", 604_800.0),
];
/// The greatest number on an axis.
const MOST: f64 = 1e12;

/// What the numbers of an axis are.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub(super) enum Scale {
    /// In a unit, by its place in the list, or in none.
    Number(Option<usize>),
    /// Days since 1 January 1970.
    Calendar,
}

impl Scale {
    /// The unit behind the last number on the axis.
    pub(super) fn unit(self) -> &'static str {
        match self {
            Self::Number(Some(unit)) => UNITS[unit].0,
            _ => "",
        }
    }

    /// How many units of the axis a number in a unit is.
    fn convert(self, number: f64, unit: Option<usize>) -> Option<f64> {
        match (self, unit) {
            (Self::Number(_), None) => Some(number),
            (Self::Number(Some(own)), Some(unit)) => {
                Some(number * (UNITS[unit].1 / UNITS[own].1))
            }
            (Self::Calendar, Some(unit)) => Some(number * (UNITS[unit].1 / 86_400.0)),
            _ => None,
        }
    }
}

/// A time as written.
#[derive(Debug, Copy, Clone, PartialEq)]
pub(super) enum Time {
    /// A number, in a unit by its place in the list.
    Number(f64, Option<usize>),
    Date(Date),
}

/// What is wrong with a time, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault(pub(super) String, pub(super) String);

impl Time {
    /// Reads `36 h`, `1.5`, `2026-03-01`.
    pub(super) fn read(text: &str) -> Result<Self, Fault> {
        let text = text.trim();
        if let Some(date) = Date::read(text) {
            return if date.exists() {
                Ok(Self::Date(date))
            } else {
                let hint = "dates are year-month-day".to_string();
                Err(Fault(format!("the calendar has no {text}"), hint))
            };
        }
        let sign = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+');
        let split = text.find(|c| !sign(c)).unwrap_or(text.len());
        let (number, unit) = text.split_at(split);
        let unit = unit.trim();
        let hint = || "a time is like `36 h` or `2026-03-01`".to_string();
        let number: f64 = number
            .parse()
            .map_err(|_| Fault(format!("cannot read the time `{text}`"), hint()))?;
        if number.abs() > MOST {
            return Err(Fault(
                format!("{text} is too great"),
                "take a larger unit".into(),
            ));
        }
        Ok(Self::Number(number, if unit.is_empty() { None } else { Some(named(unit)?) }))
    }

    /// The unit it is written in.
    pub(super) fn unit(self) -> Option<usize> {
        match self {
            Self::Number(_, unit) => unit,
            Self::Date(_) => None,
        }
    }

    /// The time on an axis.
    pub(super) fn on(self, scale: Scale) -> Result<f64, Fault> {
        match (self, scale) {
            (Self::Date(date), Scale::Calendar) => Ok(days(date)),
            (Self::Date(_), Scale::Number(_)) => Err(Fault(
                "a date on an axis of numbers".into(),
                "give the axis dates, too".into(),
            )),
            (Self::Number(..), Scale::Calendar) => Err(Fault(
                "a number on an axis of dates".into(),
                "a date is like `2026-03-01`; `+7 d` counts from the beginning".into(),
            )),
            (Self::Number(..), Scale::Number(_)) => self.long(scale),
        }
    }

    /// The length on an axis.
    pub(super) fn long(self, scale: Scale) -> Result<f64, Fault> {
        let length = match self {
            Self::Number(number, unit) => scale.convert(number, unit),
            Self::Date(_) => None,
        };
        length.ok_or_else(|| {
            let hint = "write the unit behind the numbers of the axis, and of lengths";
            Fault("the length has no unit in common with the axis".into(), hint.into())
        })
    }
}

/// The place of a unit in the list.
fn named(unit: &str) -> Result<usize, Fault> {
    let names = UNITS.iter().map(|(name, _)| *name);
    UNITS.iter().position(|(name, _)| *name == unit).ok_or_else(|| {
        let hint = match crate::diagnostics::did_you_mean(unit, names.clone()) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("units are {}", names.collect::<Vec<_>>().join(", ")),
        };
        Fault(format!("unknown unit `{unit}`"), hint)
    })
}

/// The days of a date as a number.
#[allow(clippy::cast_precision_loss, reason = "a date has four digits of years")]
pub(super) fn days(date: Date) -> f64 {
    date.days() as f64
}

/// The date of a number of days.
#[allow(clippy::cast_possible_truncation, reason = "a date has four digits of years")]
pub(super) fn date(days: f64) -> Date {
    Date::from_days(days.floor() as i64)
}
