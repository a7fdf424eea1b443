//! Days of the proleptic Gregorian calendar.
//!
//! Algorithm: Howard Hinnant, “chrono-compatible low-level date algorithms”,
//! `days_from_civil` and `civil_from_days`. Years begin in March there, so that
//! the leap day is the last of a year; an era is 400 years of 146 097 days.

/// Names of the months on an axis.
pub(super) const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A date.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: i64,
    /// From 1.
    pub(super) month: i64,
    /// From 1.
    pub(super) day: i64,
}

impl Date {
    /// Reads `2026-03-01`. Returns nothing if it is not written like that.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut number = |length: usize| {
            let part = parts.next()?;
            let plain = part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
            if plain { part.parse().ok() } else { None }
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        parts.next().is_none().then_some(Self { year, month, day })
    }

    /// Whether the calendar has this day.
    pub(super) fn exists(self) -> bool {
        (1..=12).contains(&self.month) && Self::from_days(self.days()) == self
    }

    /// Days since 1 January 1970.
    pub(super) fn days(self) -> i64 {
        let year = if self.month <= 2 { self.year - 1 } else { self.year };
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let month = (self.month + 9) % 12;
        let of_year = (153 * month + 2) / 5 + self.day - 1;
        let day = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        era * 146_097 + day - 719_468
    }

    /// The date of a number of days since 1 January 1970.
    pub(super) fn from_days(days: i64) -> Self {
        let days = days + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + era * 400 + i64::from(month <= 2);
        Self { year, month, day }
    }

    /// The first day of the month that lies some months later.
    pub(super) fn months_later(self, months: i64) -> Self {
        let month = self.year * 12 + self.month - 1 + months;
        let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
        Self { year, month, day: 1 }
    }

    /// The name of its month.
    pub(super) fn month_name(self) -> &'static str {
        let index = usize::try_from(self.month - 1).unwrap_or_default();
        MONTHS.get(index).copied().unwrap_or_default()
    }
}
