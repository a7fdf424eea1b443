//! `content/glossary.toml`: every term, defined once.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Markup, Table};

/// The terms, by name.
pub type Glossary = Table<Term>;

/// A term with its meaning.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "term")]
pub struct Term {
    /// The term as printed.
    pub name: String,
    /// What it means.
    pub meaning: Markup,
}
