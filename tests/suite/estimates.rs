//! Every computed quantity of the framework, the estimation primer and the first
//! case, recomputed here in plain arithmetic from the numbers that its formula
//! starts from. A quantity of theirs that has no row fails.

mod ads;
mod by_hand;

use std::collections::{BTreeMap, BTreeSet};

use ads::{ad_click_design, ad_click_operation};
use by_hand::{PRINTED, estimation, framework};

use crate::fixture::{Run, program};
use crate::repository::root;

/// Relative difference at which two computations part.
const TOLERANCE: f64 = 1e-6;

/// A quantity as the program lists it.
struct Listed {
    unit: String,
    name: String,
    is_computed: bool,
    low: f64,
    high: f64,
    printed: String,
    printed_high: Option<String>,
    measure: Option<String>,
}

/// All quantities of the real content.
fn listed() -> Vec<Listed> {
    let mut command = program();
    command
        .args(["list", "numbers", "--format", "json", "--root"])
        .arg(root());
    let run = Run::of(&mut command, root()).exits(0);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&run.stdout).unwrap();
    let word = |value: &serde_json::Value| value.as_str().map(str::to_string);
    let row = |row: &serde_json::Value| Listed {
        unit: word(&row["unit"]).unwrap(),
        name: word(&row["name"]).unwrap(),
        is_computed: row["origin"] == "computed",
        low: row["base"][0].as_f64().unwrap(),
        high: row["base"][1].as_f64().unwrap(),
        printed: word(&row["low"]).unwrap(),
        printed_high: word(&row["high"]),
        measure: word(&row["measure"]),
    };
    rows.iter().map(row).collect()
}

/// All rows, by unit and name.
fn recomputed() -> BTreeMap<(&'static str, &'static str), (f64, f64)> {
    let case = "ad-click-prediction";
    let units = [
        ("estimation", estimation()),
        ("framework", framework()),
        (case, ad_click_design()),
        (case, ad_click_operation()),
    ];
    let mut table = BTreeMap::new();
    for (unit, rows) in units {
        for (name, low, high) in rows {
            let doubled = table.insert((unit, name), (low, high));
            assert_eq!(doubled, None, "two rows for `{name}` of `{unit}`");
        }
    }
    table
}

fn agree(listed: f64, expected: f64) -> bool {
    (listed - expected).abs() <= TOLERANCE * expected.abs()
}

#[test]
fn every_computed_quantity_comes_out_by_hand() {
    let table = recomputed();
    let units: BTreeSet<&str> = table.keys().map(|(unit, _)| *unit).collect();
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    let listed = listed();
    let due = |quantity: &&Listed| {
        quantity.is_computed && units.contains(quantity.unit.as_str())
    };
    for quantity in listed.iter().filter(due) {
        let Listed { unit, name, low, high, .. } = quantity;
        match table.get_key_value(&(unit.as_str(), name.as_str())) {
            None => wrong.push(format!("{unit}: `{name}` has no row here")),
            Some((key, ends)) => {
                seen.insert(*key);
                if !agree(*low, ends.0) || !agree(*high, ends.1) {
                    wrong.push(format!(
                        "{unit}: `{name}` is {low} to {high}, by hand {} to {}",
                        ends.0, ends.1
                    ));
                }
            }
        }
    }
    for (unit, name) in table.keys().filter(|key| !seen.contains(*key)) {
        wrong.push(format!("{unit}: no computed quantity is called `{name}`"));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(seen.len() > 60, "only {} quantities were compared", seen.len());
}

#[test]
fn the_estimation_primer_prints_its_known_values() {
    let listed = listed();
    for (name, value, measure) in PRINTED {
        let found = listed
            .iter()
            .find(|q| q.unit == "estimation" && q.name == *name)
            .unwrap_or_else(|| panic!("the primer has no quantity `{name}`"));
        let printed = match &found.printed_high {
            Some(high) => format!("{}–{high}", found.printed),
            None => found.printed.clone(),
        };
        let unit = found.measure.as_deref().unwrap_or_default();
        assert_eq!((printed.as_str(), unit), (*value, *measure), "{name}");
    }
}
