//! The rows of the table of contents and of the matrix of steps.
//!
//! All of them come from the manuscript, so that the first pass over the book
//! gives the contents their final extent; only page numbers are looked up.

use serde_json::{Value, json};

use super::{Desk, Strings, book, order};
use crate::load::prose::Scan;
use crate::load::{Body, UnitKind};
use crate::model::{Name, Order, Step};
use crate::select::{SelectedPart, SelectedUnit};

/// The files of front or back matter in order, each with its heading and the
/// label of it. One without a heading, as the title page, has no title; the table
/// of contents does not list itself.
pub(super) fn files(desk: &Desk, folder: &str, names: &[Name]) -> Value {
    let prose = &desk.selection.content.matter.prose;
    let file = |name: &Name| {
        let path = format!("/content/{folder}/{}.typ", name.text);
        let found = prose.iter().find(|prose| prose.path == path);
        json!({
            "path": path,
            "title": found.and_then(|prose| prose.scan.title.as_deref()),
            "label": format!("{folder}:{}", name.text),
            "listed": !found.is_some_and(|prose| places_contents(&prose.scan)),
        })
    };
    names.iter().map(file).collect()
}

fn places_contents(scan: &Scan) -> bool {
    scan.blocks.iter().any(|(block, _)| block == "contents")
}

/// The parts that are printed with their units.
pub(super) fn parts(desk: &Desk) -> Value {
    if desk.selection.edition.order == Order::Step {
        return order::contents(desk);
    }
    desk.selection.parts.iter().map(|p| part(desk, p)).collect()
}

fn part(desk: &Desk, part: &SelectedPart) -> Value {
    let units = part.units.iter().map(|unit| row(desk, unit));
    json!({ "part": part.number, "title": part.title, "units": units.collect::<Value>() })
}

pub(super) fn row(desk: &Desk, selected: &SelectedUnit) -> Value {
    let unit = selected.unit;
    let guide = desk.selection.content.guide();
    let strings = Strings::new(&unit.snippets);
    let (hook, minutes, difficulty) = match &unit.body {
        Body::Case(case) => {
            let record = &case.value;
            (strings.json(&record.hook), Some(guide.minutes()), Some(record.difficulty))
        }
        Body::Primer(primer) => (strings.json(&primer.value.hook), None, None),
        Body::Mock(mock) => (Value::Null, Some(mock.value.minutes), None),
        _ => (Value::Null, None, None),
    };
    let has_steps = matches!(selected.kind, UnitKind::Case | UnitKind::Framework);
    let steps: Vec<String> = match has_steps {
        true => {
            let label = |step: &Step| format!("step:{}:{}", unit.slug, step.slug.text);
            guide.step.iter().map(label).collect()
        }
        false => Vec::new(),
    };
    json!({
        "kind": unit_kind(selected.kind),
        "slug": unit.slug,
        "number": selected.number,
        "title": book::title(desk, unit),
        "hook": hook,
        "minutes": minutes,
        "difficulty": difficulty,
        "label": selected.label(),
        "steps": steps,
    })
}

fn unit_kind(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Framework => "framework",
        UnitKind::Case => "case",
        UnitKind::Primer => "primer",
        UnitKind::Mock => "mock",
        UnitKind::Prompts => "prompts",
    }
}
