//! The real content.

use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::fixture::{Run, program};
use crate::repository::{files_under, root, text};

/// A TOML file of the content.
fn table(path: &str) -> Table {
    text(&format!("content/{path}"))
        .parse()
        .unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The tables of an array that may be absent.
fn tables<'a>(table: &'a Table, key: &str) -> impl Iterator<Item = &'a Table> {
    let array = table.get(key).and_then(Value::as_array);
    array.into_iter().flatten().filter_map(Value::as_table)
}

fn word<'a>(table: &'a Table, key: &str) -> &'a str {
    table.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn number(table: &Table, key: &str) -> Option<i64> {
    table.get(key).and_then(Value::as_integer)
}

/// The folders of the cases that are written, in the order of the guide, by
/// slug.
fn cases() -> Vec<String> {
    let guide = table("guide.toml");
    let cases: Vec<_> = tables(&guide, "part")
        .filter(|part| word(part, "kind") == "cases")
        .filter_map(|part| part.get("units").and_then(Value::as_array))
        .flatten()
        .map(|slug| slug.as_str().unwrap().to_string())
        .filter(|slug| root().join("content/cases").join(slug).is_dir())
        .collect();
    assert!(!cases.is_empty(), "no case is written");
    cases
}

/// All of them are printed in `presets.rs`.
#[test]
fn every_edition_is_without_findings() {
    let mut command = program();
    command
        .args(["check", "--all", "--content-only", "--deny-warnings", "--root"])
        .arg(root());
    let run = Run::of(&mut command, root()).exits(0);
    assert_eq!(run.stderr, "");
    let mut editions = files_under(&root().join("content/editions"), ".toml");
    editions.retain(|name| !name.ends_with(".fit.toml"));
    for edition in &editions {
        let name = edition.strip_suffix(".toml").unwrap();
        assert!(run.stdout.lines().any(|line| line.starts_with(name)), "{}", run.stdout);
    }
    assert!(editions.len() >= 2, "{editions:?}");
}

#[test]
fn the_minutes_of_every_case_add_up() {
    let guide = table("guide.toml");
    let steps: Vec<_> = tables(&guide, "step").collect();
    let wrap = number(&guide, "wrap").unwrap_or_default();
    let planned: i64 = steps.iter().filter_map(|step| number(step, "minutes")).sum();
    for slug in cases() {
        let case = table(&format!("cases/{slug}/case.toml"));
        let own = |step: &&Table| {
            let facts = case["steps"].get(word(step, "slug"))?.as_table()?;
            number(facts, "minutes").or_else(|| number(step, "minutes"))
        };
        let sum: i64 =
            steps.iter().map(|step| own(step).expect("facts of the step")).sum();
        assert_eq!(sum, planned, "{slug}");
    }
    assert_eq!(planned + wrap, 45, "an interview takes three quarters of an hour");
}

#[test]
fn every_exercise_has_an_answer_that_begins_with_its_verdict() {
    let mut seen = 0;
    for slug in cases() {
        let practice = table(&format!("cases/{slug}/practice.toml"));
        for exercise in tables(&practice, "exercise") {
            seen += 1;
            let name = word(exercise, "slug");
            assert!(!word(exercise, "ask").trim().is_empty(), "{slug}: {name}");
            let answer = word(exercise, "answer").trim();
            let answer = answer.strip_prefix("#given[").unwrap_or(answer);
            assert!(answer.starts_with('*'), "{slug}: {name}: {answer}");
        }
    }
    assert!(seen > 0, "no exercise");
}

#[test]
fn every_term_is_explained_once() {
    let glossary = table("glossary.toml");
    assert!(!glossary.is_empty());
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    for (key, term) in &glossary {
        let term = term.as_table().unwrap();
        let name = word(term, "name").to_lowercase();
        assert!(!word(term, "meaning").trim().is_empty(), "{key} has no meaning");
        if let Some(first) = names.insert(name.clone(), key) {
            panic!("`{name}` is explained by {first} and by {key}");
        }
    }
}

/// A term that no text uses is explained to nobody.
#[test]
fn every_term_is_used() {
    let content = root().join("content");
    let mut all = String::new();
    for path in files_under(&content, ".typ")
        .iter()
        .chain(&files_under(&content, ".toml"))
    {
        all += &text(&format!("content/{path}"));
    }
    let glossary = table("glossary.toml");
    let unused: Vec<_> = glossary
        .keys()
        .filter(|key| !all.contains(&format!("#term(\"{key}\")")))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

/// The rule of `check` sees to its length.
#[test]
fn every_case_has_a_closing_summary_and_a_recap() {
    for slug in cases() {
        let case = table(&format!("cases/{slug}/case.toml"));
        assert!(!word(&case, "summary").is_empty(), "{slug} has no summary");
        let practice = table(&format!("cases/{slug}/practice.toml"));
        assert!(practice.contains_key("recap"), "{slug} has no recap");
    }
}

#[test]
fn every_step_of_every_case_is_practised() {
    let guide = table("guide.toml");
    for slug in cases() {
        let practice = table(&format!("cases/{slug}/practice.toml"));
        for step in tables(&guide, "step").map(|step| word(step, "slug")) {
            let kinds = ["probe", "pair", "levels", "pitfall", "exercise"];
            let items = kinds.iter().flat_map(|kind| tables(&practice, kind));
            let count = items.filter(|item| word(item, "step") == step).count();
            assert!(count > 0, "{slug}: nothing closes the step `{step}`");
        }
    }
}
