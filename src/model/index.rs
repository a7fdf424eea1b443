//! `content/index.toml`: references between headings of the index.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Name;

/// The references from one heading of the index to another.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "index")]
pub struct CrossReferences {
    /// From a word that has no pages of its own to the headings that have them.
    #[serde(default)]
    pub see: Vec<CrossReference>,
    /// From a heading to others that bear on it.
    #[serde(default)]
    pub also: Vec<CrossReference>,
}

/// A reference from one heading of the index to others.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CrossReference {
    /// The heading that the reader looks up.
    pub from: Name,
    /// The headings to go on to.
    pub to: Vec<Name>,
}
