//! `content/cases/<slug>/case.toml`: what the compiler counts, selects or moves.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Incident, Markup, Name, Table, Thread};

/// A case study: its opener and the data that its prose places.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "case")]
pub struct CaseStudy {
    /// The title of the case.
    #[schemars(length(min = 1))]
    pub title: String,
    /// What the case turns on, in nine words or fewer.
    pub hook: Markup,
    /// The family of problems it belongs to.
    pub family: String,
    /// Free words for selection.
    #[serde(default)]
    pub tags: Vec<String>,
    /// 1 mid, 2 senior, 3 staff.
    #[schemars(range(min = 1, max = 3))]
    pub difficulty: u8,
    /// The interviewer's opening sentence.
    pub prompt: Markup,
    /// What makes it hard.
    #[serde(default)]
    pub hard: Vec<Markup>,
    /// The answer in one minute.
    pub answer: Markup,
    /// What the candidate says in the last two minutes, in 200 to 300 words.
    #[serde(default)]
    pub summary: Option<Markup>,
    /// The figure on the opener, by name.
    #[serde(default)]
    pub board: Option<Name>,
    /// The caption of the figure on the opener.
    #[serde(default)]
    pub board_caption: Option<Markup>,
    /// The strip of facts on the opener.
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// Words to use precisely.
    #[serde(default)]
    pub words: Vec<Word>,
    /// Cases that this one leads to.
    #[serde(default)]
    pub connects: Vec<Connection>,
    /// Goal, keywords and minutes of each step.
    pub steps: Table<StepFacts>,
    /// Talks, by name.
    #[serde(default)]
    pub dialogue: Table<Dialogue>,
    /// Trade-off tables, by name.
    #[serde(default)]
    pub tradeoff: Table<Tradeoff>,
    /// Decisions between two defensible designs, by name.
    #[serde(default)]
    pub decision: Table<Decision>,
    /// Estimates, by name.
    #[serde(default)]
    pub estimate: Table<Estimate>,
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

/// A numeral that needs no quantity.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The numeral as it stands in the text.
    pub text: Name,
    /// Why nobody has to answer for it.
    pub reason: String,
}

/// A table of quantities and the decision that they take.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Estimate {
    /// What the table shows.
    pub caption: Markup,
    /// The quantities, by name, in order.
    pub rows: Vec<Name>,
    /// What the numbers decide.
    pub so: Markup,
    /// The condition under which that is true.
    #[serde(default)]
    pub holds_when: Option<Name>,
}

/// One entry of the strip of facts.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// What it is, in a word.
    pub label: String,
    /// Its value.
    pub value: Markup,
}

/// A word to use precisely.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// The word.
    pub term: Name,
    /// What it means here, in one line.
    pub meaning: Markup,
}

/// A case that this one leads to.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Connection {
    /// Its slug.
    pub case: Name,
    /// What for.
    pub why: Markup,
}

/// What a case says about one of its steps.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepFacts {
    /// Minutes, where they differ from the guide's; the sum must stay.
    #[serde(default)]
    #[schemars(range(min = 1, max = 600))]
    pub minutes: Option<u32>,
    /// What the step must leave on the board, in one or two lines.
    pub goal: Markup,
    /// Keywords for the minutes bar of the opener.
    pub keywords: Markup,
}

/// A talk between interviewer and candidate.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dialogue {
    /// What is said, in order.
    pub turns: Vec<Turn>,
}

/// One thing said.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// Who says it.
    pub who: Speaker,
    /// What is said.
    pub say: Markup,
    /// What the question bought.
    #[serde(default)]
    pub buys: Option<Markup>,
}

/// The two people of an interview.
#[derive(Debug, Copy, Clone, Eq, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Speaker {
    /// Asks.
    Interviewer,
    /// Answers.
    You,
}

/// A table of options with what each costs.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tradeoff {
    /// What the table shows.
    pub caption: Markup,
    /// The heads of the columns.
    pub columns: Vec<String>,
    /// Relative widths of the columns.
    #[serde(default)]
    pub widths: Option<Vec<f64>>,
    /// The rows, each with one cell per column.
    pub rows: Vec<Vec<Markup>>,
    /// The row that the case chooses, from 1.
    #[serde(default)]
    #[schemars(range(min = 1))]
    pub chosen: Option<usize>,
    /// Whether it takes the full measure instead of one column.
    #[serde(default)]
    pub wide: bool,
    /// A note below the table.
    #[serde(default)]
    pub note: Option<Markup>,
    /// The condition on quantities under which the choice stands.
    #[serde(default)]
    pub holds_when: Option<Name>,
}

/// Two defensible designs and the pick.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// What has to be decided.
    pub question: Markup,
    /// The first design.
    pub a: Arm,
    /// The second design.
    pub b: Arm,
    /// Which, why, and what would change it.
    pub pick: Markup,
    /// The condition on quantities under which the pick stands, such as
    /// `index_bytes < ram_per_host * 8`.
    #[serde(default)]
    pub holds_when: Option<Name>,
}

/// One of two designs.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Arm {
    /// Its name.
    pub name: Markup,
    /// What speaks for it and against it.
    pub text: Markup,
}
