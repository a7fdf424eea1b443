//! `content/prompts.toml`: further prompts to practise with.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Markup, Name};

/// All further prompts.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "prompts")]
pub struct Prompts {
    /// The prompts, in order.
    #[serde(default)]
    pub prompt: Vec<Prompt>,
}

/// One prompt.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prompt {
    /// What the interviewer says.
    pub text: Markup,
    /// The case that prepares for it.
    #[serde(default)]
    pub case: Option<Name>,
    /// The family of problems.
    pub family: String,
}
