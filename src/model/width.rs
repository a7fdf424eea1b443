//! The widths of figures.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Page;
use crate::limits;

/// The width at which a figure is placed.
#[derive(
    Debug,
    Copy,
    Clone,
    Default,
    Eq,
    PartialEq,
    Ord,
    PartialOrd,
    Hash,
    Deserialize,
    Serialize,
    JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Width {
    /// One column, 84 mm.
    Half,
    /// 120 mm with the caption beside it.
    Side,
    /// The whole measure, 176 mm.
    #[default]
    Full,
}

impl Width {
    /// All widths.
    pub const ALL: [Self; 3] = [Self::Half, Self::Side, Self::Full];

    /// The word for it in records.
    pub fn word(self) -> &'static str {
        match self {
            Self::Half => "half",
            Self::Side => "side",
            Self::Full => "full",
        }
    }

    /// Millimetres on paper with two columns.
    pub fn mm(self) -> f64 {
        match self {
            Self::Half => 84.0,
            Self::Side => 120.0,
            Self::Full => 176.0,
        }
    }

    /// Points on paper with two columns.
    pub fn points(self) -> f64 {
        self.mm() * 72.0 / 25.4
    }

    /// The role whose width is within a hundredth of one in points.
    pub fn of(width: f64) -> Option<Self> {
        Self::ALL.into_iter().find(|role| {
            let placed = role.points();
            (width - placed).abs() <= placed * limits::FIGURE_WIDTH_SHARE
        })
    }

    /// Points on a page: pages of one column have one width for all figures.
    pub fn on(self, page: &Page) -> f64 {
        match self {
            _ if page.columns == 1 => page.measure(),
            Self::Half => page.column(),
            Self::Side => self.points(),
            Self::Full => page.measure(),
        }
    }
}
