//! What of a unit differs from edition to edition, in a file apart: where blocks were
//! put to fill columns, how other cases are called, where concepts are put to use.
//!
//! The rules of the layout hold the record of their unit, and everything is laid out
//! anew below rules that changed. So the record stays the same in every edition, and
//! the rest is read by those alone who print it.

use serde_json::{Map, Value, json};

use super::Desk;
use crate::select::SelectedUnit;

/// The path of this file of a unit.
pub(super) fn path(unit: &SelectedUnit) -> String {
    format!("/manuscript/own/{}.json", unit.label().replace(':', "/"))
}

/// Takes out of the record of a unit what belongs here, and names the file there.
pub(super) fn part(record: &mut Value, desk: &Desk, unit: &SelectedUnit) -> Value {
    let own = json!({
        "places": places(record, desk, &unit.unit.slug),
        "seen": seen(record),
        "cases": record["cases"].take(),
    });
    record["own"] = json!(path(unit));
    own
}

/// Where the edition puts blocks, by what the choices of it call them.
fn places(record: &Value, desk: &Desk, slug: &str) -> Value {
    let mut places = Map::new();
    for (map, prefix) in [("figures", "fig"), ("tradeoffs", "tab"), ("estimates", "tab")]
    {
        for name in record[map].as_object().into_iter().flat_map(Map::keys) {
            let place = desk.place_or_flow(&format!("{prefix}:{slug}:{name}"));
            places.insert(format!("{prefix}:{name}"), json!(place));
        }
    }
    for step in record["steps"].as_array().into_iter().flatten() {
        let name = word(step, "slug");
        let close = desk.place(&format!("close:{slug}:{name}"));
        let swap =
            close.and_then(|place| place.strip_prefix("swap ")?.parse::<u32>().ok());
        places.insert(format!("close:{name}"), json!(swap));
        for exercise in step["exercises"].as_array().into_iter().flatten() {
            let name = word(exercise, "slug");
            let breaks = desk.place(&format!("ex:{slug}:{name}")).is_some();
            places.insert(format!("ex:{name}"), json!(breaks));
        }
    }
    Value::Object(places)
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

fn word<'a>(record: &'a Value, key: &str) -> &'a str {
    record.get(key).and_then(Value::as_str).unwrap_or_default()
}
