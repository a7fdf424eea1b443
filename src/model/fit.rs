//! `content/editions/<name>.fit.toml`: how the columns of an edition were filled.

use schemars::JsonSchema;
use serde::Deserialize;
use typst_syntax::DiagSpan;

use super::Name;

/// The choices that `casebook fit` made for an edition.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "fit")]
pub struct Fit {
    /// The choices, at most one for each block.
    #[serde(default)]
    pub choice: Vec<FitChoice>,
}

/// One choice.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FitChoice {
    /// The block, such as `fig:ad-click-prediction:ranker`.
    pub block: Name,
    /// What is done with it, such as `top`.
    pub place: Name,
    /// What that is good for.
    pub reason: String,
}

/// A choice of an edition, and where its record stands.
#[derive(Debug, Clone, Eq, PartialEq)]
pub struct Choice {
    /// The block.
    pub block: String,
    /// What is done with it.
    pub place: String,
    /// Where the record says so.
    pub at: DiagSpan,
    /// Whether it was made for the edition below, whose blocks need not all be here.
    pub inherited: bool,
}
