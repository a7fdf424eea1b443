//! `numbers.toml` of a unit: every number that carries weight, once.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Markup, Name, Table};

/// The quantities of one unit, by name.
pub type Quantities = Table<Quantity>;

/// A number with its unit and its origin.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "quantity")]
pub struct Quantity {
    /// What is counted or measured.
    pub what: Markup,
    /// The value, or `[low, high]`. A formula needs none.
    #[serde(default)]
    pub value: Option<Amount>,
    /// The unit, as in `ms`, `M users`, `GB/host`, `k req/s` or `%`. A formula
    /// is converted to it.
    #[serde(default)]
    pub unit: Option<Name>,
    /// What the number counts where the printed unit does not say it: a click
    /// rate in `%` counts `click/impression`.
    #[serde(default)]
    pub counts: Option<Name>,
    /// Significant digits in print, three for formulas when left out.
    #[serde(default)]
    #[schemars(range(min = 1, max = 9))]
    pub digits: Option<u8>,
    /// Why this value is assumed.
    #[serde(default)]
    pub assume: Option<Markup>,
    /// The work that says so.
    #[serde(default)]
    pub cite: Option<Citation>,
    /// How sure a cited value is.
    #[serde(default)]
    pub sure: Option<Sure>,
    /// The month in which a value that moves was looked up, as `2026-11`.
    #[serde(default)]
    pub as_of: Option<Name>,
    /// How it is computed from other quantities of the unit:
    /// `users * actions_per_user / 86_400 s`.
    #[serde(default)]
    pub formula: Option<Name>,
}

/// A value or a range.
#[derive(Debug, Copy, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Amount {
    /// One number.
    Single(f64),
    /// From low to high.
    Range([f64; 2]),
}

impl Amount {
    /// The low and the high end, the same for a single number.
    pub fn ends(self) -> (f64, f64) {
        match self {
            Self::Single(value) => (value, value),
            Self::Range([low, high]) => (low, high),
        }
    }
}

/// Where a cited value was found.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// The key in `references.bib`.
    pub work: Name,
    /// Where in the work.
    #[serde(default)]
    pub at: Option<String>,
    /// Who reports it, printed beside a second-hand value.
    #[serde(default)]
    pub company: Option<String>,
    /// The year that the value is from.
    #[serde(default)]
    pub year: Option<i32>,
}

/// How sure a cited value is.
#[derive(Debug, Copy, Clone, Eq, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sure {
    /// Seen in the source itself.
    Seen,
    /// Seen in a digest of the source; prints company and year.
    SecondHand,
    /// Known and not looked up yet; not printable.
    Known,
}

/// Where a value comes from.
#[derive(Debug, Copy, Clone, Eq, PartialEq)]
pub enum Origin {
    /// From a work.
    Sourced,
    /// From a stated assumption.
    Assumed,
    /// From other quantities.
    Computed,
}

impl Origin {
    /// The word for the origin in lists and records.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sourced => "sourced",
            Self::Assumed => "assumed",
            Self::Computed => "computed",
        }
    }
}

/// A month written as `2026-11`: year, and month from 1.
pub fn month(text: &str) -> Option<(u16, u8)> {
    let (year, month) = text.split_once('-')?;
    let fine = year.len() == 4 && month.len() == 2;
    let month = month.parse().ok().filter(|m| (1..=12).contains(m))?;
    fine.then_some((year.parse().ok()?, month))
}

impl Quantity {
    /// What stands in brackets behind the number: who says so at second hand,
    /// and the month of a value that moves.
    pub fn note(&self) -> Option<String> {
        const MONTHS: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct",
            "Nov", "Dec",
        ];
        let second_hand =
            self.cite.as_ref().filter(|_| self.sure == Some(Sure::SecondHand));
        let told = second_hand
            .and_then(|cite| Some(format!("{}, {}", cite.company.as_ref()?, cite.year?)));
        let month = self.as_of.as_ref().and_then(|name| month(name));
        let month =
            month.map(|(year, m)| format!("{} {year}", MONTHS[usize::from(m) - 1]));
        let parts: Vec<_> = told.into_iter().chain(month).collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }

    /// Where the value comes from; nothing when the record names no origin or
    /// more than one.
    pub fn origin(&self) -> Option<Origin> {
        match (&self.cite, &self.assume, &self.formula) {
            (Some(_), None, None) => Some(Origin::Sourced),
            (None, Some(_), None) => Some(Origin::Assumed),
            (None, None, Some(_)) => Some(Origin::Computed),
            _ => None,
        }
    }
}
