//! `numbers.toml` of a unit: every number that carries weight, once.

use schemars::JsonSchema;
use serde::Deserialize;

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
    /// The value, or `[low, high]`.
    pub value: Amount,
    /// The unit as printed.
    #[serde(default)]
    pub unit: Option<String>,
    /// Why this value is assumed.
    #[serde(default)]
    pub assume: Option<Markup>,
    /// The work that says so.
    #[serde(default)]
    pub cite: Option<Citation>,
    /// How sure a cited value is.
    #[serde(default)]
    pub sure: Option<Sure>,
    /// The working of a value that was computed from others.
    #[serde(default)]
    pub formula: Option<Markup>,
}

/// A value or a range.
#[derive(Debug, Copy, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Amount {
    /// A whole number.
    Whole(i64),
    /// A decimal number.
    Decimal(f64),
    /// From low to high.
    Range([f64; 2]),
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
    /// The year that the value is from.
    #[serde(default)]
    pub year: Option<i32>,
}

/// How sure a cited value is.
#[derive(Debug, Copy, Clone, Eq, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sure {
    /// Seen in the source itself.
    Seen,
    /// Seen in a digest of the source.
    SecondHand,
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

impl Quantity {
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
