//! The glossary, and where its terms are seen.

use serde_json::{Value, json};

use super::{Desk, Strings, book, index};
use crate::load::prose::{Kind, Mention};
use crate::load::{Unit, UnitKind};
use crate::select::SelectedUnit;

/// The terms that this edition mentions, by name, each with the units that
/// mention it. Where a case uses a term, the framework need not be named too.
pub(super) fn rows(desk: &Desk) -> Value {
    let content = desk.selection.content;
    let strings = Strings::new(&content.matter.snippets);
    let mut rows: Vec<(String, Value)> = Vec::new();
    for (key, term) in content.glossary.iter().flat_map(|document| &document.value) {
        let cases = uses(desk, key, &term.name, |kind| kind == UnitKind::Case);
        let others = || uses(desk, key, &term.name, |kind| kind != UnitKind::Case);
        let units = if cases.is_empty() { others() } else { cases };
        if !units.is_empty() {
            let row = json!({
                "key": key,
                "name": term.name,
                "meaning": strings.json(&term.meaning),
                "units": units,
            });
            rows.push((term.name.to_lowercase(), row));
        }
    }
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The concepts that a primer or a step of the framework introduces, each with
/// the cases in which it is seen; those that no case uses are left out.
pub(super) fn seen_in<'a>(
    desk: &Desk,
    mentions: impl Iterator<Item = &'a Mention>,
) -> Value {
    let glossary = desk.selection.content.glossary.as_ref();
    let mut keys: Vec<&str> = mentions
        .filter(|mention| mention.kind == Kind::Term)
        .filter_map(|mention| mention.name.as_deref())
        .collect();
    keys.sort_unstable();
    keys.dedup();
    let row = |key: &str| {
        let name = &glossary?.value.get(key)?.name;
        let cases = uses(desk, key, name, |kind| kind == UnitKind::Case);
        (!cases.is_empty()).then(|| json!({ "key": key, "name": name, "cases": cases }))
    };
    keys.into_iter().filter_map(row).collect()
}

/// The files of prose that mention a term, about as many as the pages.
fn spread(unit: &Unit, key: &str) -> usize {
    let of_term = |mention: &Mention| {
        mention.kind == Kind::Term && mention.name.as_deref() == Some(key)
    };
    unit.prose
        .iter()
        .filter(|prose| prose.scan.mentions.iter().any(of_term))
        .count()
        .max(1)
}

/// The units of some kinds that mention a term, each with the label of the marks
/// that the term leaves there.
fn uses(
    desk: &Desk,
    key: &str,
    name: &str,
    counts: impl Fn(UnitKind) -> bool,
) -> Vec<Value> {
    let mentions = |unit: &Unit| {
        let of_term = |mention: &Mention| {
            mention.kind == Kind::Term && mention.name.as_deref() == Some(key)
        };
        unit.mentions().any(of_term)
    };
    let row = |selected: SelectedUnit| {
        json!({
            "label": selected.label(),
            "number": selected.number,
            "title": book::title(desk, selected.unit),
            "mark": index::mark(&selected, name, None),
            "spread": spread(selected.unit, key),
        })
    };
    desk.selection
        .units()
        .filter(|selected| counts(selected.kind) && mentions(selected.unit))
        .map(row)
        .collect()
}
