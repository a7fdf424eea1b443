//! The recap of a case: everything on one page.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Markup, Name, Table};

/// One page to read in the corridor.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recap {
    /// The whole case in one sentence.
    pub sentence: Markup,
    /// A row for every step, by slug.
    pub steps: Table<RecapStep>,
    /// Quantities to carry, by name, in order.
    #[serde(default)]
    pub numbers: Vec<Name>,
    /// Formulas to carry.
    #[serde(default)]
    pub formulas: Vec<RecapFormula>,
    /// What to do when it goes wrong in the room.
    #[serde(default)]
    pub rescues: Vec<Rescue>,
    /// The sentence to close with.
    pub close: Markup,
}

/// A step in four cells.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecapStep {
    /// What to decide.
    pub decide: Markup,
    /// What to say.
    pub say: Markup,
    /// What to draw or write.
    pub draw: Markup,
    /// What to avoid.
    pub avoid: Markup,
}

/// A formula with its name.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecapFormula {
    /// What it gives.
    pub name: Markup,
    /// The formula, between dollar signs.
    pub formula: Markup,
}

/// A way out of a bad moment.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rescue {
    /// The moment, as a question.
    pub moment: Markup,
    /// The way out.
    pub way_out: Markup,
}
