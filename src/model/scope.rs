//! What an edition prints of the guide: which cases and steps, which blocks,
//! how deep, and what stands for the rest.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::{Block, Form, Name};

/// What of the guide is printed. A case is printed when `cases`, `families` or
/// `tags` names it; all are when none of the three is given.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Select {
    /// `"all"`, or the slugs of cases.
    #[serde(default)]
    pub cases: Option<Selector>,
    /// Families of cases.
    #[serde(default)]
    pub families: Option<Vec<Name>>,
    /// Tags of cases.
    #[serde(default)]
    pub tags: Option<Vec<Name>>,
    /// The titles of the parts that are printed; all when left out.
    #[serde(default)]
    pub parts: Option<Vec<Name>>,
    /// `"all"`, or the slugs of steps.
    #[serde(default)]
    pub steps: Option<Selector>,
    /// The levels whose exercises and lines are printed; all when left out.
    #[serde(default)]
    pub levels: Option<Vec<Level>>,
}

/// The word `all`, or slugs in any order; the guide's order is kept.
#[derive(Debug, Clone)]
pub enum Selector {
    /// Everything there is.
    All,
    /// Those named.
    Named(Vec<Name>),
}

impl<'de> Deserialize<'de> for Selector {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = Selector;

            fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
                to.write_str("`all` or a list of slugs")
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Selector, E> {
                match word {
                    "all" => Ok(Selector::All),
                    _ => Err(E::invalid_value(de::Unexpected::Str(word), &self)),
                }
            }

            fn visit_seq<A: de::SeqAccess<'de>>(
                self,
                mut seq: A,
            ) -> Result<Selector, A::Error> {
                let mut names = Vec::new();
                while let Some(name) = seq.next_element()? {
                    names.push(name);
                }
                Ok(Selector::Named(names))
            }
        }

        deserializer.deserialize_any(Either)
    }
}

impl JsonSchema for Selector {
    fn schema_name() -> Cow<'static, str> {
        "Selector".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "`all`, or slugs in any order; the guide's order is kept",
            "anyOf": [
                { "const": "all" },
                { "type": "array", "items": { "type": "string" } },
            ],
        })
    }
}

/// The level of an engineer.
#[derive(Debug, Copy, Clone, Eq, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// 1 in exercises.
    Mid,
    /// 2 in exercises.
    Senior,
    /// 3 in exercises.
    Staff,
}

impl Level {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::Mid, Self::Senior, Self::Staff];

    /// Its number in exercises.
    pub fn number(self) -> u8 {
        match self {
            Self::Mid => 1,
            Self::Senior => 2,
            Self::Staff => 3,
        }
    }
}

/// The most of a kind that one case or primer prints, in the order of its steps.
#[derive(Debug, Copy, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Exercises.
    #[serde(default)]
    pub exercises: Option<usize>,
    /// Probes.
    #[serde(default)]
    pub probes: Option<usize>,
    /// Weak and strong answers.
    #[serde(default)]
    pub pairs: Option<usize>,
    /// Pitfalls.
    #[serde(default)]
    pub pitfalls: Option<usize>,
    /// Cards.
    #[serde(default)]
    pub cards: Option<usize>,
}

/// How much of a case is printed.
#[derive(
    Debug, Default, Copy, Clone, Eq, PartialEq, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Depth {
    /// Opener, goals, decisions, estimates, the figures marked `core`, recap.
    Brief,
    /// All but what is marked `#deep[…]`.
    #[default]
    Standard,
    /// All.
    Deep,
}

/// Where the answers to exercises stand.
#[derive(
    Debug, Default, Copy, Clone, Eq, PartialEq, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Answers {
    /// Below their questions.
    Inline,
    /// In the back matter.
    #[default]
    Back,
    /// In a PDF of their own, which is written beside the book.
    Separate,
    /// Nowhere; below each question is room to write one.
    Space,
    /// Nowhere.
    None,
}

impl Answers {
    /// Whether the book itself prints them.
    pub fn are_printed(self) -> bool {
        matches!(self, Self::Inline | Self::Back)
    }
}

/// What stands where the text refers to something that is not printed.
#[derive(
    Debug, Default, Copy, Clone, Eq, PartialEq, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// Its name, without a page.
    #[default]
    Drop,
    /// Its name, and that this edition does not hold it.
    Mention,
    /// A figure, behind the step that refers to it first; else its name. Terms and
    /// quantities come along in every edition.
    PullIn,
}

/// The cases that selectors name.
#[derive(Debug, Clone, Default)]
pub struct CaseNames {
    /// By slug.
    pub slugs: Vec<Name>,
    /// By family.
    pub families: Vec<Name>,
    /// By tag.
    pub tags: Vec<Name>,
}

/// What an edition prints, with nothing left open.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// The cases; nothing means all.
    pub cases: Option<CaseNames>,
    /// The titles of the parts; nothing means all.
    pub parts: Option<Vec<Name>>,
    /// The slugs of the steps; nothing means all.
    pub steps: Option<Vec<Name>>,
    /// The levels; nothing means all.
    pub levels: Option<Vec<Level>>,
    /// The kinds of blocks that are not printed.
    pub off: Vec<Block>,
    /// The kinds of blocks that stand at the end of their case and not in their step.
    pub moved: Vec<Block>,
    /// The most of each kind.
    pub limits: Limits,
    /// How much of a case is printed.
    pub depth: Depth,
    /// Where the answers stand.
    pub answers: Answers,
    /// What stands for what is not printed.
    pub references: Policy,
    /// Whether units are numbered by their place in this edition.
    pub renumber: bool,
    /// What is made of the guide.
    pub form: Form,
    /// Whether twists are printed, which only the instructor knows.
    pub hidden: bool,
}

impl Scope {
    /// What the companion of a book adds to it: answers, and what is hidden.
    pub fn of_companion(&self) -> Self {
        Self {
            answers: Answers::Back,
            hidden: true,
            ..self.clone()
        }
    }

    /// Whether a kind of block is printed.
    pub fn prints(&self, block: Block) -> bool {
        !self.off.contains(&block)
    }

    /// Whether a kind of block stands at the end of its case.
    pub fn moves(&self, block: Block) -> bool {
        self.moved.contains(&block)
    }

    /// Whether a step is printed.
    pub fn prints_step(&self, slug: &str) -> bool {
        self.steps
            .as_ref()
            .is_none_or(|steps| steps.iter().any(|s| s.text == slug))
    }

    /// Whether the exercises of a level are printed.
    pub fn prints_level(&self, number: u8) -> bool {
        let named = self.levels.as_ref();
        named.is_none_or(|levels| levels.iter().any(|l| l.number() == number))
    }
}
