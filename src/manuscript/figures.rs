//! The list of figures.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Desk, book, maps};

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
                "of": book::title(desk, selected.unit),
                "label": format!("fig:{slug}:{name}"),
            });
            kinds
                .entry((kind.is_none(), kind.unwrap_or("other")))
                .or_default()
                .push(row);
        }
    }
    name_twins(kinds.values_mut().flatten());
    let group = |((_, kind), figures): ((bool, &str), Vec<Value>)| json!({ "kind": kind.replace('-', " "), "figures": figures });
    kinds.into_iter().map(group).collect()
}

/// A title that stands in the list once says enough; only of those that several figures
/// have is it said which case or primer each belongs to.
fn name_twins<'a>(rows: impl Iterator<Item = &'a mut Value>) {
    let rows: Vec<&mut Value> = rows.collect();
    let (mut once, mut twice) = (BTreeSet::new(), BTreeSet::new());
    for row in &rows {
        let title = row["title"].to_string();
        if !once.insert(title.clone()) {
            twice.insert(title);
        }
    }
    for row in rows {
        if !twice.contains(&row["title"].to_string()) {
            row["of"] = Value::Null;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_twins_say_where_they_belong() {
        let row = |title: &str, of: &str| json!({ "title": title, "of": of });
        let mut rows = [row("Board", "A"), row("Scope", "A"), row("Board", "B")];
        name_twins(rows.iter_mut());
        let named: Vec<_> = rows.iter().map(|row| row["of"].as_str()).collect();
        assert_eq!(named, [Some("A"), None, Some("B")]);
    }
}
