//! `content/primers/<slug>/primer.toml`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Incident, Markup, Table, Thread, Waiver};

/// A primer: a short text on one instrument that many cases use.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "primer")]
pub struct Primer {
    /// The title of the primer.
    #[schemars(length(min = 1))]
    pub title: String,
    /// What it teaches, in one line.
    pub hook: Markup,
    /// Message threads, by name.
    #[serde(default)]
    pub thread: Table<Thread>,
    /// Incidents, by name.
    #[serde(default)]
    pub incident: Table<Incident>,
    /// Numerals that need no quantity, each with its reason.
    #[serde(default)]
    pub waive: Vec<Waiver>,
}
