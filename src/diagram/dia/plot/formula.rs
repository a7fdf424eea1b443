//! What a formula comes to in the unit of an axis.

use super::super::values::{Values, mentions};

/// The values of a formula in a unit, one for each place of its variable. Without
/// quantities it is a plain number, or has units of its own.
pub(super) fn values(
    known: &dyn Values,
    formula: &str,
    unit: Option<&str>,
    places: &[Option<f64>],
) -> Vec<Result<f64, String>> {
    if let Ok(value) = formula.replace('−', "-").parse() {
        return vec![Ok(value); places.len()];
    }
    if unit.is_none() || !mentions(formula).is_empty() {
        return known.numbers(formula, unit, places);
    }
    let mut values = known.numbers(formula, None, places);
    if values.iter().any(Result::is_err) {
        let measured = known.numbers(formula, unit, places);
        for (value, measured) in values.iter_mut().zip(measured) {
            if value.is_err() {
                *value = measured;
            }
        }
    }
    values
}
