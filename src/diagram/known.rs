//! The quantities that one figure names, as its drawing needs them.

use std::hash::{Hash, Hasher};

use typst_syntax::FileId;

use super::dia::Values;
use super::figure::Figure;
use crate::numbers::{Formula, Ledger, Ledgers};

/// The quantities of one figure. Two are the same if they print the same and
/// hold the same values, so that a drawing can be kept while others change.
#[derive(Debug, Clone)]
pub(super) struct Known {
    ledger: Ledger,
    file: FileId,
}

impl Known {
    /// Those that a figure of a unit names.
    pub(super) fn of(figure: &Figure, unit: &str, ledgers: &Ledgers) -> Self {
        let mut ledger = Ledger::default();
        for (name, _) in &figure.mentions {
            if let Some(entry) = ledgers.get(unit, name) {
                ledger.entries.insert(name.clone(), entry.clone());
                ledger.names.insert(name.clone());
            }
        }
        Self { ledger, file: figure.file }
    }
}

impl Hash for Known {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for (name, entry) in &self.ledger.entries {
            name.hash(state);
            entry.text().hash(state);
            entry.value.low.to_bits().hash(state);
            entry.value.high.to_bits().hash(state);
            entry.value.dimension.hash(state);
        }
    }
}

impl Values for Known {
    fn text(&self, name: &str) -> Option<String> {
        self.ledger.entries.get(name).map(crate::numbers::Entry::text)
    }

    fn numbers(
        &self,
        formula: &str,
        unit: Option<&str>,
        places: &[Option<f64>],
    ) -> Vec<Result<f64, String>> {
        match Formula::read(formula) {
            Ok(formula) => places
                .iter()
                .map(|x| formula.value(unit, *x, &self.ledger, self.file))
                .collect(),
            Err(problem) => vec![Err(problem); places.len()],
        }
    }
}
