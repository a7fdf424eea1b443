//! The rows of the index. Only pages are left to the layout, which finds them
//! by the labels of the marks.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Desk, book};
use crate::load::UnitKind;
use crate::model::CrossReference;
use crate::select::SelectedUnit;

/// The label of the marks that a heading, or a topic below it, leaves in a unit.
pub(super) fn mark(unit: &SelectedUnit, heading: &str, topic: Option<&str>) -> String {
    match topic {
        Some(topic) => format!("ix:{}:{heading}: {topic}", unit.label()),
        None => format!("ix:{}:{heading}", unit.label()),
    }
}

/// The label of a word in the list of words that a case uses precisely.
pub(super) fn word(unit: &SelectedUnit, word: &str) -> String {
    format!("word:{}:{word}", unit.unit.slug)
}

/// Labels of marks; those of explanations apart, as their pages print bold.
#[derive(Default)]
struct Places {
    explained: BTreeSet<String>,
    marked: BTreeSet<String>,
}

/// Everything under one heading: by case, elsewhere, and by topic.
#[derive(Default)]
struct Entry<'a> {
    cases: BTreeMap<usize, (&'a str, Places)>,
    elsewhere: Places,
    topics: BTreeMap<&'a str, Places>,
    see: Vec<&'a str>,
    also: Vec<&'a str>,
}

/// The index by letters. A heading that several cases mark has a line for each.
pub(super) fn letters(desk: &Desk) -> Value {
    let mut letters: Vec<(String, Vec<Value>)> = Vec::new();
    let entries = entries(desk);
    let mut sorted: Vec<_> = entries.into_iter().collect();
    sorted.sort_by_cached_key(|(heading, _)| (sort_key(heading), *heading));
    for (heading, entry) in sorted {
        let letter = letter(heading);
        let row = row(heading, entry);
        match letters.last_mut() {
            Some((last, rows)) if *last == letter => rows.push(row),
            _ => letters.push((letter, vec![row])),
        }
    }
    let group = |(letter, rows)| json!({ "letter": letter, "entries": rows });
    letters.into_iter().map(group).collect()
}

fn entries<'a>(desk: &Desk<'a>) -> BTreeMap<&'a str, Entry<'a>> {
    let content = desk.selection.content;
    let glossary = content.glossary.as_ref();
    let mut entries: BTreeMap<&str, Entry> = BTreeMap::new();
    for selected in desk.selection.units() {
        for heading in selected.unit.headings(glossary) {
            let entry = entries.entry(heading.text).or_default();
            let places = match (heading.topic, selected.kind) {
                (Some(topic), _) => entry.topics.entry(topic).or_default(),
                (None, UnitKind::Case) => {
                    let title = book::title(desk, selected.unit).unwrap_or_default();
                    let case = entry.cases.entry(selected.place);
                    &mut case.or_insert_with(|| (title, Places::default())).1
                }
                (None, _) => &mut entry.elsewhere,
            };
            if heading.explained {
                places.explained.insert(word(&selected, heading.text));
            } else {
                let label = mark(&selected, heading.text, heading.topic);
                places.marked.insert(label);
            }
        }
    }
    if desk.prints_glossary() {
        for (key, term) in glossary.iter().flat_map(|document| &document.value) {
            if let Some(entry) = entries.get_mut(term.name.as_str()) {
                entry.elsewhere.explained.insert(format!("term:{key}"));
            }
        }
    }
    add_references(desk, &mut entries);
    entries
}

/// Adds the references whose targets this edition prints.
fn add_references<'a>(desk: &Desk<'a>, entries: &mut BTreeMap<&'a str, Entry<'a>>) {
    let Some(document) = &desk.selection.content.index else { return };
    let printed: BTreeSet<&str> = entries.keys().copied().collect();
    let targets = |reference: &'a CrossReference| -> Vec<&'a str> {
        let all = reference.to.iter().map(|name| name.text.as_str());
        all.filter(|name| printed.contains(name)).collect()
    };
    for reference in &document.value.see {
        let targets = targets(reference);
        if !targets.is_empty() {
            entries.entry(&reference.from.text).or_default().see.extend(targets);
        }
    }
    for reference in &document.value.also {
        if let Some(entry) = entries.get_mut(reference.from.text.as_str()) {
            entry.also.extend(targets(reference));
        }
    }
}

fn row(heading: &str, entry: Entry) -> Value {
    let Entry { cases, mut elsewhere, topics, see, also } = entry;
    let mut lines: Vec<Value> = topics
        .into_iter()
        .map(|(topic, places)| line(topic, &places))
        .collect();
    if cases.len() > 1 {
        lines.extend(cases.into_values().map(|(title, places)| line(title, &places)));
    } else {
        for (_, places) in cases.into_values() {
            elsewhere.explained.extend(places.explained);
            elsewhere.marked.extend(places.marked);
        }
    }
    let mut row = line(heading, &elsewhere);
    row["below"] = json!(lines);
    row["see"] = json!(see);
    row["also"] = json!(also);
    row
}

fn line(text: &str, places: &Places) -> Value {
    json!({ "text": text, "explained": places.explained, "marked": places.marked })
}

/// Word by word, letters and digits only, whatever their case.
fn sort_key(heading: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c } else { ' ' };
    let words: String = heading.to_lowercase().chars().map(plain).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first letter of a heading; one sign for all that begin with a digit.
fn letter(heading: &str) -> String {
    match sort_key(heading).chars().next() {
        Some(first) if first.is_alphabetic() => first.to_uppercase().collect(),
        _ => "0–9".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{letter, sort_key};

    #[test]
    fn headings_sort_word_by_word() {
        let mut headings =
            ["re-ranking", "A/B test", "recall", "Re rank", "AUC", "10 ms"];
        headings.sort_by_key(|heading| sort_key(heading));
        let sorted = ["10 ms", "A/B test", "AUC", "Re rank", "re-ranking", "recall"];
        assert_eq!(headings, sorted);
        assert_eq!(sorted.map(letter), ["0–9", "A", "A", "R", "R", "R"]);
    }
}
