//! What happened: message threads and incidents, in the records of cases and
//! primers.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Markup;

/// A conversation at work, as it stood on the screen.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Thread {
    /// The channel, such as `# rank-launch`.
    #[schemars(length(min = 1))]
    pub channel: String,
    /// The day, such as `Tuesday`.
    #[serde(default)]
    pub day: Option<String>,
    /// What was written, in order.
    pub messages: Vec<Message>,
}

/// One message of a thread.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// The clock, as `09:02`.
    pub at: String,
    /// The name of the writer, an invented one.
    #[schemars(length(min = 1))]
    pub who: String,
    /// What the writer does there.
    #[serde(default)]
    pub role: Option<String>,
    /// What is written.
    pub say: Markup,
    /// A few lines of code or output below it, as they are.
    #[serde(default)]
    pub code: Option<String>,
    /// A reaction to it, in a word or two.
    #[serde(default)]
    pub reaction: Option<String>,
}

/// Something that broke, told in one paragraph.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Incident {
    /// What it is called.
    pub title: Markup,
    /// What happened, what it cost, what was changed.
    pub text: Markup,
    /// Whether it is invented; a reported one cites its work in the text.
    #[serde(default = "yes")]
    pub scenario: bool,
}

fn yes() -> bool {
    true
}
