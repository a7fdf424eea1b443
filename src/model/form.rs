//! The shape of an edition: its order, its form, its ink and its binding.

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What follows what.
#[derive(
    Debug, Default, Copy, Clone, Eq, PartialEq, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// Case by case, each with all its steps.
    #[default]
    Case,
    /// All openers, then step by step, each with its framework pages and that step
    /// of every case, then practice and recaps.
    Step,
}

/// What is made of the guide.
#[derive(
    Debug, Default, Copy, Clone, Eq, PartialEq, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// A book with front and back matter.
    #[default]
    Book,
    /// The recap of every case on its page, and nothing else.
    Cheatsheets,
    /// The cards, eight to a sheet for both sides of the paper, and nothing else.
    Cards,
}

/// The ink that an edition is printed with; figures have the same choice.
#[derive(
    Debug,
    Default,
    Copy,
    Clone,
    Eq,
    PartialEq,
    Hash,
    Deserialize,
    Serialize,
    JsonSchema,
    ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum Ink {
    /// As drawn.
    #[default]
    Colour,
    /// Every paint as the grey of its luma, for printers with black alone.
    Mono,
}

/// How the leaves are held together.
#[derive(
    Debug, Default, Copy, Clone, Eq, PartialEq, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Binding {
    /// Glued or stapled at the spine.
    #[default]
    Perfect,
    /// With a wire or a comb through holes.
    Wire,
    /// Punched, for a ring binder.
    Punched,
}

impl Binding {
    /// Millimetres that it needs at the spine beyond the margin; the outer margin
    /// gives them, so that the measure stays.
    pub fn room(self) -> f64 {
        match self {
            Self::Perfect => 0.0,
            Self::Wire => 3.0,
            Self::Punched => 4.0,
        }
    }
}
