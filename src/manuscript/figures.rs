//! The list of figures.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Desk, maps};

/// All figures by what they show, kinds in alphabetical order, those whose files
/// name no kind last; within a kind in the order of their numbers.
pub(super) fn by_kind(desk: &Desk) -> Value {
    // No kind is greater than any name of one.
    let mut kinds: BTreeMap<(bool, &str), Vec<Value>> = BTreeMap::new();
    for selected in desk.selection.units() {
        let slug = &selected.unit.slug;
        let printed = maps::figure_order(selected.unit);
        let all = maps::figure_order(selected.whole).into_iter().enumerate();
        for (index, name) in all.filter(|(_, name)| printed.contains(name)) {
            let Some(figure) = desk.diagrams.get(slug, name) else { continue };
            let kind = figure.kind.as_deref();
            let row = json!({
                "number": format!("{}.{}", selected.prefix(), index + 1),
                "title": figure.title(slug, desk.ledgers),
                "label": format!("fig:{slug}:{name}"),
            });
            kinds
                .entry((kind.is_none(), kind.unwrap_or("other")))
                .or_default()
                .push(row);
        }
    }
    let group = |((_, kind), figures): ((bool, &str), Vec<Value>)| json!({ "kind": kind.replace('-', " "), "figures": figures });
    kinds.into_iter().map(group).collect()
}
