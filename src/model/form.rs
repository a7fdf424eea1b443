//! The ink of an edition.

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
