//! How an edition is brought to paper by a press or a copy shop.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use typst_syntax::DiagSpan;

/// The settings of a press as a record has them.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PressRecord {
    /// How pages lie on sheets.
    #[serde(default)]
    pub scheme: Option<Scheme>,
    /// The most pages of a signature, four to a sheet.
    #[serde(default)]
    #[schemars(range(min = 4, max = 64))]
    pub signature: Option<u16>,
    /// The thickness of a leaf, in micrometres.
    #[serde(default)]
    #[schemars(range(min = 30, max = 600))]
    pub caliper: Option<u16>,
    /// What is printed beyond the trim, in millimetres; the pages are drawn so far.
    #[serde(default)]
    #[schemars(range(min = 0, max = 3))]
    pub bleed: Option<u8>,
    /// Whether sheets are larger than their pages, with room for bleed and marks.
    #[serde(default)]
    pub marks: Option<bool>,
    /// What the pages that fill the last sheet hold.
    #[serde(default)]
    pub padding: Option<Padding>,
}

/// How pages lie on sheets.
#[derive(
    Debug, Default, Copy, Clone, Eq, PartialEq, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Scheme {
    /// All sheets in one another, folded once, stapled through the fold.
    Saddle,
    /// Sheets in one another by the signature, folded once; signatures one behind
    /// another, sewn or glued.
    #[default]
    Signatures,
    /// Two leaves on a sheet, cut apart; the stack of the right ones goes below that
    /// of the left ones.
    TwoUp,
    /// Four leaves on a sheet, cut apart and stacked row by row.
    FourUp,
}

/// What the pages that fill the last sheet hold.
#[derive(
    Debug, Default, Copy, Clone, Eq, PartialEq, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Padding {
    /// Dots to write on.
    #[default]
    Notes,
    /// Nothing.
    Blank,
}

/// The settings of a press with nothing left open.
#[derive(Debug, Clone)]
pub struct Press {
    /// How pages lie on sheets.
    pub scheme: Scheme,
    /// The most pages of a signature.
    pub signature: u16,
    /// The thickness of a leaf, in micrometres.
    pub caliper: u16,
    /// What is printed beyond the trim, in millimetres.
    pub bleed: u8,
    /// Whether sheets have room for bleed and marks.
    pub marks: bool,
    /// What the pages that fill the last sheet hold.
    pub padding: Padding,
    /// Where a record sets the pages of a signature.
    pub signature_at: DiagSpan,
}
