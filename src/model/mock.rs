//! `content/mocks/<slug>.toml`: the transcript of a mock interview.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Markup, Name};

/// A mock interview.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "mock")]
pub struct Mock {
    /// The title of the transcript.
    #[schemars(length(min = 1))]
    pub title: String,
    /// The case that it plays.
    #[serde(default)]
    pub case: Option<Name>,
    /// Minutes it runs.
    #[schemars(range(min = 1, max = 600))]
    pub minutes: u32,
    /// What is said, in order.
    pub turns: Vec<MockTurn>,
    /// How it was graded and why.
    pub verdict: Markup,
}

/// One thing said, or a note beside it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MockTurn {
    /// The clock, as `mm:ss`.
    pub at: Name,
    /// Who says it.
    pub who: Voice,
    /// What is said.
    pub say: Markup,
}

/// Who speaks in a transcript.
#[derive(Debug, Copy, Clone, Eq, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Voice {
    /// Asks.
    Interviewer,
    /// Answers.
    Candidate,
    /// Remarks from outside.
    Note,
}
