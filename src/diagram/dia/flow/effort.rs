//! What one drawing may cost.
//!
//! Searches count what they do, so that a crowd ends soon, and on every machine
//! with the same drawing.

use std::cell::Cell;

/// Units for one drawing. A unit is a comparison of two rectangles, some
/// nanoseconds.
const ALL: usize = 6_000_000;

/// The work that is left.
#[derive(Debug)]
pub(super) struct Effort(Cell<usize>);

impl Effort {
    pub(super) fn new() -> Self {
        Self(Cell::new(ALL))
    }

    /// Takes units.
    pub(super) fn spend(&self, units: usize) {
        self.0.set(self.0.get().saturating_sub(units));
    }

    /// Whether a share of the work, in hundredths, is done.
    pub(super) fn is_past(&self, percent: usize) -> bool {
        self.0.get() < ALL / 100 * (100 - percent.min(100)) || self.0.get() == 0
    }
}
