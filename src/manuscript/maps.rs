//! The maps that resolve what a unit mentions: numbers, figures, tables,
//! formulas, works, terms, cases and equations.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Desk, Strings, index};
use crate::load::Unit;
use crate::load::prose::Kind;
use crate::model::{Depth, Origin};
use crate::select::SelectedUnit;
use crate::spoken::spoken;

/// The names of one kind that a unit mentions, in order, each once.
pub(super) fn mentioned(unit: &Unit, kind: Kind) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    unit.mentions()
        .filter(|mention| mention.kind == kind)
        .filter_map(|mention| mention.name.as_deref())
        .filter(|name| seen.insert(*name))
        .collect()
}

/// Adds all maps to the record of a unit.
///
/// `home` is the place of the unit in the book; front and back matter have none,
/// and what they mention is neither numbered nor indexed.
pub(super) fn add(
    record: &mut Value,
    desk: &Desk,
    unit: &Unit,
    home: Option<&SelectedUnit>,
) {
    let prefix = &home.map(SelectedUnit::prefix).unwrap_or_default();
    let strings = Strings::new(&unit.snippets);
    record["numbers"] = quantities(desk, unit, &strings);
    record["sheet"] = sheet(desk, unit);
    let whole = home.map_or(unit, |selected| selected.whole);
    let (all, printed) = (homes(whole), homes(unit));
    let absent = all.keys().filter(|name| !printed.contains_key(*name));
    record["absent"] = absent.map(|name| json!(name)).collect();
    record["figures"] = figures(desk, whole, prefix);
    record["formulas"] = numbered(mentioned(whole, Kind::Formula), prefix);
    record["homes"] = Value::Object(all);
    record["works"] = works(desk, unit);
    record["terms"] = terms(desk, unit, home);
    record["cases"] = cases(desk, unit);
    record["equations"] = equations(unit);
}

fn numbered(names: Vec<&str>, prefix: &str) -> Value {
    let number = |(index, name): (usize, &str)| {
        (name.to_string(), json!(format!("{prefix}.{}", index + 1)))
    };
    Value::Object(names.into_iter().enumerate().map(number).collect())
}

fn quantities(desk: &Desk, unit: &Unit, strings: &Strings) -> Value {
    let mut map = Map::new();
    for (name, quantity) in unit.numbers.iter().flat_map(|document| &document.value) {
        let Some(entry) = desk.ledgers.get(&unit.slug, name) else { continue };
        let value = json!({
            "low": entry.low,
            "high": entry.high,
            "unit": entry.printed_unit(),
            "mark": entry.origin.word(),
            "work": quantity.cite.as_ref().map(|cite| &cite.work.text),
            "note": quantity.note(),
            "working": entry.working,
            "assume": strings.option(quantity.assume.as_ref()),
            "what": strings.json(&quantity.what),
            "label": format!("num:{}:{name}", unit.slug),
        });
        map.insert(name.clone(), value);
    }
    Value::Object(map)
}

/// The names of the quantities that the sheet of numbers lists, in the order of their
/// file: what a reader may want to change or to check. What follows from it by
/// computing is listed in an edition of full depth only.
fn sheet(desk: &Desk, unit: &Unit) -> Value {
    let all = desk.selection.edition.scope.depth == Depth::Deep;
    let mut rows: Vec<_> =
        unit.numbers.iter().flat_map(|document| &document.value).collect();
    rows.retain(|(_, quantity)| all || quantity.origin() != Some(Origin::Computed));
    rows.sort_by_key(|(_, quantity)| quantity.what.range.start);
    rows.into_iter().map(|(name, _)| json!(name)).collect()
}

/// The tables of a unit in the order in which they are placed.
pub(super) fn table_order(unit: &Unit) -> Vec<&str> {
    let is_table = |kind: Kind| matches!(kind, Kind::Tradeoff | Kind::Estimate);
    let placed = unit.mentions().filter(|mention| is_table(mention.kind));
    placed.filter_map(|mention| mention.name.as_deref()).collect()
}

/// The figures of a unit in the order in which they are placed, the one on the
/// opener first.
pub(super) fn figure_order(unit: &Unit) -> Vec<&str> {
    let board = unit.case().and_then(|case| case.value.board.as_ref());
    let board = board.map(|name| name.text.as_str());
    board.into_iter().chain(mentioned(unit, Kind::Figure)).collect()
}

fn figures(desk: &Desk, unit: &Unit, prefix: &str) -> Value {
    let mut map = Map::new();
    for (index, name) in figure_order(unit).into_iter().enumerate() {
        let Some(figure) = desk.diagrams.get(&unit.slug, name) else { continue };
        let print = desk.prints.get(&unit.slug, name);
        let value = json!({
            "number": format!("{prefix}.{}", index + 1),
            "path": figure.path,
            "width": print.map(|print| print.width),
            "turned": print.is_some_and(|print| print.turned),
            "role": print.map_or(figure.role, |print| print.role),
            "title": figure.title(&unit.slug, desk.ledgers),
            "alt": figure.alt(&unit.slug, desk.ledgers),
        });
        map.insert(name.to_string(), value);
    }
    Value::Object(map)
}

/// The step in whose prose each figure, table and formula is placed, from 1. The
/// first pass over the book takes what is referred to in its own step as near.
fn homes(unit: &Unit) -> Map<String, Value> {
    let mut map = Map::new();
    for prose in &unit.prose {
        for mention in &prose.scan.mentions {
            let prefix = match mention.kind {
                Kind::Figure => "fig",
                Kind::Tradeoff | Kind::Estimate => "tab",
                Kind::Formula => "eq",
                _ => continue,
            };
            if let Some(name) = &mention.name {
                let step = prose.step.map(|index| index + 1);
                map.insert(format!("{prefix}:{name}"), json!(step));
            }
        }
    }
    map
}

/// The works that a unit cites, by prose, strings or quantities, numbered in
/// the order of their references.
fn works(desk: &Desk, unit: &Unit) -> Value {
    let bibliography = &desk.selection.content.bibliography;
    let mut map = Map::new();
    for (index, key) in cited(desk, unit).into_iter().enumerate() {
        let value = json!({
            "number": index + 1,
            "label": format!("work:{}:{key}", unit.slug),
            "cited": format!("cite:{}:{key}", unit.slug),
            "entry": bibliography.entry(key),
        });
        map.insert(key.to_string(), value);
    }
    Value::Object(map)
}

/// Whether a unit cites anything.
pub(super) fn cites(unit: &Unit) -> bool {
    !keys(unit).is_empty()
}

/// The works that a unit cites, in the order of their references.
pub(super) fn cited<'a>(desk: &Desk<'a>, unit: &'a Unit) -> Vec<&'a str> {
    let bibliography = &desk.selection.content.bibliography;
    let text = |key: &str| -> String {
        bibliography.entry(key).iter().map(|run| run.text.as_str()).collect()
    };
    let mut keys: Vec<_> = keys(unit).into_iter().collect();
    keys.sort_by_cached_key(|key| (family_name(&text(key)), text(key)));
    keys
}

fn keys(unit: &Unit) -> BTreeSet<&str> {
    let mut keys: BTreeSet<&str> = mentioned(unit, Kind::Work).into_iter().collect();
    keys.extend(mentioned(unit, Kind::Claim));
    for quantity in unit.numbers.iter().flat_map(|document| document.value.values()) {
        keys.extend(quantity.cite.iter().map(|cite| cite.work.text.as_str()));
    }
    keys
}

/// The first word of a reference that is not an initial.
fn family_name(entry: &str) -> String {
    let word = entry.split_whitespace().find(|word| !word.ends_with('.'));
    word.unwrap_or_default().to_lowercase()
}

fn terms(desk: &Desk, unit: &Unit, home: Option<&SelectedUnit>) -> Value {
    let glossary = desk.selection.content.glossary.as_ref();
    let mut map = Map::new();
    for key in mentioned(unit, Kind::Term) {
        let Some(term) = glossary.and_then(|document| document.value.get(key)) else {
            continue;
        };
        let printed = desk.prints_glossary();
        let label = format!("term:{key}");
        let value = json!({
            "name": term.name,
            "label": label,
            "printed": printed,
            "mark": home.map(|unit| index::mark(unit, &term.name, None)),
        });
        map.insert(key.into(), value);
    }
    Value::Object(map)
}

fn cases(desk: &Desk, unit: &Unit) -> Value {
    let record = unit.case().map(|document| &document.value);
    let connected = record.into_iter().flat_map(|case| &case.connects);
    let mut slugs: BTreeSet<&str> = mentioned(unit, Kind::Case).into_iter().collect();
    slugs.extend(connected.map(|connection| connection.case.text.as_str()));
    slugs.extend(desk.case_of_mock(unit));
    let map = slugs
        .into_iter()
        .map(|slug| (slug.to_string(), desk.case(slug)))
        .collect();
    Value::Object(map)
}

fn equations(unit: &Unit) -> Value {
    let sources: BTreeSet<&str> = unit
        .scans()
        .flat_map(|scan| &scan.equations)
        .map(|(source, _)| source.as_str())
        .collect();
    let pair = |source: &str| json!({ "source": source, "spoken": spoken(source) });
    sources.into_iter().map(pair).collect()
}

impl<'a> Desk<'a> {
    /// How a case is called wherever it is mentioned.
    pub(super) fn case(&self, slug: &str) -> Value {
        let content = self.selection.content;
        let title = content
            .case(slug)
            .and_then(|unit| unit.case())
            .map(|d| &d.value.title);
        json!({
            "number": self.selection.number(slug),
            "title": title,
            "label": format!("case:{slug}"),
            "printed": self.selection.prints_case(slug),
        })
    }

    /// Whether the back matter prints the terms.
    pub(super) fn prints_glossary(&self) -> bool {
        let matter = &self.selection.content.matter.prose;
        let mut blocks = matter.iter().flat_map(|prose| &prose.scan.blocks);
        blocks.any(|(name, _)| name == "glossary")
    }

    fn case_of_mock(&self, unit: &'a Unit) -> Vec<&'a str> {
        match &unit.body {
            crate::load::Body::Mock(mock) => {
                mock.value.case.iter().map(|name| name.text.as_str()).collect()
            }
            crate::load::Body::Prompts(prompts) => {
                let all = prompts.value.prompt.iter();
                all.filter_map(|p| p.case.as_ref())
                    .map(|name| name.text.as_str())
                    .collect()
            }
            _ => Vec::new(),
        }
    }
}
