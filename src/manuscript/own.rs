//! What of a unit differs from edition to edition, in a file apart: how
//! other cases are called, and where concepts are put to use.
//!
//! The rules of the layout hold the record of their unit, and everything is laid out
//! anew below rules that changed. So the record stays the same in every edition, and
//! the rest is read by those alone who print it.

use serde_json::{Map, Value, json};

use crate::select::SelectedUnit;

/// The path of this file of a unit.
pub(super) fn path(unit: &SelectedUnit) -> String {
    format!("/manuscript/own/{}.json", unit.label().replace(':', "/"))
}

/// Takes out of the record of a unit what belongs here, and names the file there.
pub(super) fn part(record: &mut Value, unit: &SelectedUnit) -> Value {
    let own = json!({
        "seen": seen(record),
        "cases": record["cases"].take(),
    });
    record["own"] = json!(path(unit));
    own
}

/// The cases that put to use what a step of the unit introduces, by step; `text` is
/// a unit without steps.
fn seen(record: &mut Value) -> Value {
    let mut seen = Map::new();
    let steps = record.get_mut("steps").and_then(Value::as_array_mut);
    for step in steps.into_iter().flatten().filter_map(Value::as_object_mut) {
        if let Some(cases) = step.remove("seen") {
            let slug = step.get("slug").and_then(Value::as_str).unwrap_or_default();
            seen.insert(slug.to_string(), cases);
        }
    }
    if let Some(cases) = record.as_object_mut().and_then(|record| record.remove("seen")) {
        seen.insert("text".into(), cases);
    }
    Value::Object(seen)
}
