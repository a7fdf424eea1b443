//! The kinds of blocks, and where an edition prints each.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// A kind of block that an edition can leave out.
#[derive(
    Debug, Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// Talks.
    Dialogue,
    /// Trade-off tables.
    Tradeoff,
    /// Decisions.
    Decision,
    /// Estimates.
    Estimate,
    /// Figures in the text; the one on the opener stays.
    Fig,
    /// Formulas and metrics.
    Formula,
    /// Message threads.
    Thread,
    /// Incidents.
    Incident,
    /// Notes.
    Note,
    /// Probes.
    Probe,
    /// Weak and strong answers.
    Pair,
    /// What each level says.
    Levels,
    /// Pitfalls.
    Pitfall,
    /// Closing summaries.
    Summary,
    /// Exercises with their answers.
    Exercise,
    /// Cards.
    Card,
    /// Recaps.
    Recap,
}

/// Where an edition prints a kind of block that closes a step.
#[derive(Debug, Copy, Clone, Eq, PartialEq)]
pub enum Stand {
    /// In its step, or with `false` nowhere.
    InStep(bool),
    /// Behind the last step of its case, before the exercises.
    End,
}

impl<'de> Deserialize<'de> for Stand {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl Visitor<'_> for Either {
            type Value = Stand;

            fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
                to.write_str("`true`, `false` or `\"end\"`")
            }

            fn visit_bool<E: de::Error>(self, printed: bool) -> Result<Stand, E> {
                Ok(Stand::InStep(printed))
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Stand, E> {
                match word {
                    "end" => Ok(Stand::End),
                    _ => Err(E::invalid_value(de::Unexpected::Str(word), &self)),
                }
            }
        }

        deserializer.deserialize_any(Either)
    }
}

impl JsonSchema for Stand {
    fn schema_name() -> Cow<'static, str> {
        "Stand".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "whether it is printed, or `end`: behind the last step",
            "anyOf": [{ "const": "end" }, { "type": "boolean" }],
        })
    }
}

/// Kinds of blocks that are printed or not; those left out are printed. What closes
/// a step can also be moved to the end of its case.
#[derive(Debug, Copy, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Blocks {
    /// Talks.
    #[serde(default)]
    pub dialogue: Option<bool>,
    /// Trade-off tables.
    #[serde(default)]
    pub tradeoff: Option<bool>,
    /// Decisions.
    #[serde(default)]
    pub decision: Option<bool>,
    /// Estimates.
    #[serde(default)]
    pub estimate: Option<bool>,
    /// Figures in the text; the one on the opener stays.
    #[serde(default)]
    pub fig: Option<bool>,
    /// Formulas and metrics.
    #[serde(default)]
    pub formula: Option<bool>,
    /// Message threads.
    #[serde(default)]
    pub thread: Option<bool>,
    /// Incidents.
    #[serde(default)]
    pub incident: Option<bool>,
    /// Notes.
    #[serde(default)]
    pub note: Option<bool>,
    /// Probes.
    #[serde(default)]
    pub probe: Option<Stand>,
    /// Weak and strong answers.
    #[serde(default)]
    pub pair: Option<Stand>,
    /// What each level says.
    #[serde(default)]
    pub levels: Option<Stand>,
    /// Pitfalls.
    #[serde(default)]
    pub pitfall: Option<Stand>,
    /// Closing summaries.
    #[serde(default)]
    pub summary: Option<bool>,
    /// Exercises with their answers.
    #[serde(default)]
    pub exercise: Option<bool>,
    /// Cards.
    #[serde(default)]
    pub card: Option<bool>,
    /// Recaps.
    #[serde(default)]
    pub recap: Option<bool>,
}

impl Blocks {
    /// Every kind with what the record says about it: whether it is printed.
    pub fn all(&self) -> [(Block, &'static str, Option<bool>); 17] {
        let printed =
            |stand: Option<Stand>| stand.map(|stand| stand != Stand::InStep(false));
        [
            (Block::Dialogue, "dialogue", self.dialogue),
            (Block::Tradeoff, "tradeoff", self.tradeoff),
            (Block::Decision, "decision", self.decision),
            (Block::Estimate, "estimate", self.estimate),
            (Block::Fig, "fig", self.fig),
            (Block::Formula, "formula", self.formula),
            (Block::Thread, "thread", self.thread),
            (Block::Incident, "incident", self.incident),
            (Block::Note, "note", self.note),
            (Block::Probe, "probe", printed(self.probe)),
            (Block::Pair, "pair", printed(self.pair)),
            (Block::Levels, "levels", printed(self.levels)),
            (Block::Pitfall, "pitfall", printed(self.pitfall)),
            (Block::Summary, "summary", self.summary),
            (Block::Exercise, "exercise", self.exercise),
            (Block::Card, "card", self.card),
            (Block::Recap, "recap", self.recap),
        ]
    }

    /// The kinds that can be moved with what the record says about them.
    pub fn movable(&self) -> [(Block, &'static str, Option<Stand>); 4] {
        [
            (Block::Pitfall, "pitfall", self.pitfall),
            (Block::Probe, "probe", self.probe),
            (Block::Levels, "levels", self.levels),
            (Block::Pair, "pair", self.pair),
        ]
    }
}
