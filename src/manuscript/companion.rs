//! What belongs to a book and does not stand in it: the records of its units with
//! answers and twists, for the part of the instructor or a PDF of answers.
//!
//! The book itself keeps every number that it has without its companion. So works
//! that only an answer cites are numbered after those of the book, and the marks by
//! which lists of the book find their pages have other names here.

use serde_json::{Map, Value, json};

use super::{Desk, maps, own, unit};
use crate::select::SelectedUnit;

/// The path of a unit's record.
pub(super) fn path(unit: &SelectedUnit) -> String {
    format!("/manuscript/companion/{}.json", unit.label().replace(':', "/"))
}

/// The record of a unit, as the companion of a book prints it.
pub(super) fn write(desk: &Desk, selected: &SelectedUnit, book: &Desk) -> Value {
    let mut record = unit::write(desk, selected);
    let mut units = book.selection.units();
    let in_book = units
        .find(|unit| unit.kind == selected.kind && unit.unit.slug == selected.unit.slug);
    let known = in_book.map(|unit| maps::cited(book, unit.unit)).unwrap_or_default();
    renumber(&mut record, &known);
    for key in ["numbers", "works"] {
        let map = record.get_mut(key).and_then(Value::as_object_mut);
        for (_, value) in map.into_iter().flatten() {
            rename(value, if key == "numbers" { "label" } else { "cited" });
        }
    }
    record["exercises"] = exercises(&record);
    // The same stands in the file of the book.
    let _same = own::part(&mut record, selected);
    record
}

/// Lets the works of the book keep their numbers.
fn renumber(record: &mut Value, known: &[&str]) {
    let Some(works) = record.get_mut("works").and_then(Value::as_object_mut) else {
        return;
    };
    let mut order: Vec<(usize, u64, String)> = works
        .iter()
        .map(|(key, work)| {
            let place = known.iter().position(|name| name == key);
            let own = work["number"].as_u64().unwrap_or_default();
            (place.unwrap_or(known.len()), own, key.clone())
        })
        .collect();
    order.sort();
    let mut next = known.len();
    let mut sorted = Map::new();
    for (place, _, key) in order {
        let Some(mut work) = works.remove(&key) else { continue };
        let is_new = place >= known.len();
        next += usize::from(is_new);
        work["number"] = json!(if is_new { next } else { place + 1 });
        work["new"] = json!(is_new);
        if is_new {
            rename(&mut work, "label");
        }
        sorted.insert(key, work);
    }
    *works = sorted;
}

fn rename(value: &mut Value, key: &str) {
    let name = value
        .get(key)
        .and_then(Value::as_str)
        .map(|n| format!("companion:{n}"));
    if let Some(name) = name {
        value[key] = json!(name);
    }
}

/// The exercises of a unit, with the place of their step, from 1.
fn exercises(record: &Value) -> Value {
    let steps = record["steps"].as_array().cloned().unwrap_or_default();
    let of_steps = steps.iter().flat_map(|step| {
        let items = step["exercises"].as_array().cloned().unwrap_or_default();
        items.into_iter().map(|mut item| {
            item["step"] = step["number"].clone();
            item
        })
    });
    let own = record["exercises"].as_array().cloned().unwrap_or_default();
    of_steps.chain(own).collect()
}
