//! The inks in which figures print.

use std::borrow::Cow;

use crate::model::Ink;

impl Ink {
    /// A figure in this ink.
    pub fn of(self, svg: &str) -> Cow<'_, str> {
        match self {
            Self::Colour => Cow::Borrowed(svg),
            Self::Mono => Cow::Owned(super::grey::grey(svg)),
        }
    }
}
