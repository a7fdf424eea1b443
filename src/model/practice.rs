//! `practice.toml` of a case or primer: what the reader does, not reads.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Markup, Name, Recap};

/// All practice of one unit. `step` names the step that an item belongs to.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "practice")]
pub struct Practice {
    /// Follow-up questions of the interviewer.
    #[serde(default)]
    pub probe: Vec<Probe>,
    /// Weak and strong answers to the same question.
    #[serde(default)]
    pub pair: Vec<Pair>,
    /// What each level says.
    #[serde(default)]
    pub levels: Vec<Levels>,
    /// Named errors with their cure.
    #[serde(default)]
    pub pitfall: Vec<Pitfall>,
    /// Exercises with worked answers.
    #[serde(default)]
    pub exercise: Vec<Exercise>,
    /// Cards to learn with.
    #[serde(default)]
    pub card: Vec<Card>,
    /// Turns that the interviewer may give to the talk, for the instructor alone.
    #[serde(default)]
    pub twist: Vec<Twist>,
    /// The whole case on one page.
    #[serde(default)]
    pub recap: Option<Recap>,
}

/// A follow-up question with its answer.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Probe {
    /// The step, by slug. Primers have none.
    #[serde(default)]
    pub step: Option<Name>,
    /// The question.
    pub ask: Markup,
    /// The answer.
    pub answer: Markup,
}

/// A weak and a strong answer.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// The step, by slug. Primers have none.
    #[serde(default)]
    pub step: Option<Name>,
    /// The question that both answer.
    pub question: Markup,
    /// An answer that loses points.
    pub weak: Markup,
    /// An answer that wins them.
    pub strong: Markup,
    /// Why the strong one lands.
    pub why: Markup,
}

/// What a mid, a senior and a staff engineer say on the same step.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Levels {
    /// The step, by slug. Primers have none.
    #[serde(default)]
    pub step: Option<Name>,
    /// One line.
    pub mid: Markup,
    /// One line.
    pub senior: Markup,
    /// One line.
    pub staff: Markup,
}

/// A named error.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pitfall {
    /// The step, by slug. Primers have none.
    #[serde(default)]
    pub step: Option<Name>,
    /// The name of the error, with a full stop.
    pub name: Markup,
    /// What goes wrong and the cure.
    pub cure: Markup,
}

/// An exercise with its worked answer.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exercise {
    /// The name in references.
    pub slug: Name,
    /// The step, by slug. Primers have none.
    #[serde(default)]
    pub step: Option<Name>,
    /// 1 mid, 2 senior, 3 staff.
    #[schemars(range(min = 1, max = 3))]
    pub level: u8,
    /// Minutes it takes.
    #[schemars(range(min = 1, max = 120))]
    pub minutes: u32,
    /// The question.
    pub ask: Markup,
    /// The worked answer.
    pub answer: Markup,
}

/// A card to learn with.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// The step, by slug, for the corner of a printed card.
    #[serde(default)]
    pub step: Option<Name>,
    /// The question side.
    pub front: Markup,
    /// The answer side.
    pub back: Markup,
}

/// A turn that the interviewer gives to the talk. Only the instructor's part of an
/// edition prints it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Twist {
    /// The step in which it comes, by slug. Primers have none.
    #[serde(default)]
    pub step: Option<Name>,
    /// What the interviewer says.
    pub say: Markup,
    /// What a good reply holds.
    pub listen: Markup,
}
