//! `report`: the numbers that tell whether a book is dense and complete.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use serde_json::{Map, Value, json};
use typst_layout::PagedDocument;

use super::explain::held;
use super::list::{Row, aligned};
use super::{Outcome, Screen};
use crate::cli::Measure;
use crate::diagnostics::Failed;
use crate::holdings::Holding;
use crate::load::prose::Kind;
use crate::load::{Content, UnitKind};
use crate::model::Edition;
use crate::preflight::{Sheet, View, preflight};
use crate::project::Project;
use crate::typeset;

/// What is counted in each case, as in the `blocks` of a record.
const COUNTED: [&str; 13] = [
    "fig", "formula", "estimate", "tradeoff", "decision", "dialogue", "probe", "pair",
    "levels", "pitfall", "summary", "exercise", "card",
];

/// Measures an edition.
pub(super) fn measure(
    args: &Measure,
    outcome: &mut Outcome,
    screen: &mut Screen,
) -> Result<(), Failed> {
    let mut clock = Clock::new();
    let (report, project) = outcome.open(&args.common.root, &args.set)?;
    report.gate()?;
    clock.lap("seconds_of_reading");
    let Some(content) = &project.content else { return report.gate() };
    let name = args
        .edition
        .as_deref()
        .unwrap_or(&content.guide().default_edition.text);
    let Some(edition) = project.edition(name, report) else { return report.gate() };
    screen.progress(&format!("measuring {name}"));
    let document = project.pages(&edition, report)?;
    clock.lap("seconds_of_layout");
    preflight(project, &edition, &document);
    clock.lap("seconds_of_preflight");
    project.pdf(&edition, &document, report)?;
    clock.lap("seconds_of_export");
    let held = held(content, &edition);
    let slugs: BTreeSet<&str> = held
        .iter()
        .filter_map(|holding| match holding {
            Holding::Unit(UnitKind::Case, slug) => Some(slug.as_str()),
            _ => None,
        })
        .collect();
    let mut pages = pages(project, &edition, &document);
    pages.extend(sizes(content, &held));
    let cases = cases(project, content, &held, &slugs);
    let sources = sources(content, &held);
    if screen.is_json() {
        let whole = json!({
            "edition": edition.name,
            "pages": object(pages),
            "cases": cases.iter().map(|(_, value)| value).collect::<Vec<_>>(),
            "sources": object(sources),
            "stages": object(clock.laps),
        });
        screen.say(&whole.to_string());
        return report.gate();
    }
    let pair = |(name, value): (&str, Value)| {
        (vec![name.replace('_', " "), shown(&value)], Value::Null)
    };
    let facts: Vec<Row> =
        pages.into_iter().chain(sources).chain(clock.laps).map(pair).collect();
    for line in aligned(&facts) {
        screen.say(&line);
    }
    let mut rows: Vec<Row> = Vec::new();
    let head = ["case", "min", "plan"].into_iter().chain(COUNTED).chain(["kinds"]);
    rows.push((head.map(str::to_string).collect(), Value::Null));
    rows.extend(cases);
    screen.say("");
    for line in aligned(&rows) {
        screen.say(&line);
    }
    report.gate()
}

type Facts = Vec<(&'static str, Value)>;

/// How long each stage of the building took, in seconds.
struct Clock {
    laps: Facts,
    since: Instant,
}

impl Clock {
    fn new() -> Self {
        Self { laps: Facts::new(), since: Instant::now() }
    }

    /// Ends a stage; what follows is the next.
    fn lap(&mut self, stage: &'static str) {
        let seconds = self.since.elapsed().as_secs_f64();
        self.laps.push((stage, json!((seconds * 100.0).round() / 100.0)));
        self.since = Instant::now();
    }
}

fn object(facts: Facts) -> Value {
    Value::Object(facts.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_string)
}

/// A ratio, to two or three digits.
fn share(part: usize, whole: usize, digits: i32) -> Value {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let tens = 10_f64.powi(digits);
    let ratio = if whole == 0 { 0.0 } else { number(part) / number(whole) };
    json!((ratio * tens).round() / tens)
}

/// What the pages hold.
fn pages(project: &Project, edition: &Edition, document: &PagedDocument) -> Facts {
    let view = View::new(project, edition, document);
    let words = |page: usize| -> usize {
        let runs = view.pages.pages.get(page).map(|ink| &ink.runs);
        let own = runs.into_iter().flatten().filter(|run| {
            !view.is_furniture(run.element) && !view.is_in(run.element, "image")
        });
        own.map(|run| run.text.split_whitespace().count()).sum()
    };
    let (mut lines, mut white) = (0, 0);
    let (mut full, mut full_words) = (0, 0);
    for page in (0..document.pages().len()).filter(|page| view.flows(*page)) {
        let sheet = Sheet::read(document, page, edition);
        let here: usize = sheet.columns.iter().map(Vec::len).sum();
        let empty = sheet.columns.iter().flatten().filter(|ink| !**ink).count();
        lines += here;
        white += empty;
        // A page counts as full while an eighth of it is air at most.
        if empty * 8 <= here {
            full += 1;
            full_words += words(page);
        }
    }
    let runs = view.each().flat_map(|(_, ink)| &ink.runs);
    let sized = runs.filter(|run| !run.text.trim().is_empty());
    let letters = |run: &&crate::preflight::Run| {
        !run.family.contains("Math") && run.text.chars().any(char::is_alphabetic)
    };
    let smallest = |least: f64, run: &crate::preflight::Run| least.min(run.size);
    let tenth = |size: f64| json!((size * 100.0).round() / 100.0);
    let sized: Vec<_> = sized.collect();
    let text = sized.iter().copied().filter(letters).fold(f64::INFINITY, smallest);
    let mark = sized.iter().copied().fold(f64::INFINITY, smallest);
    vec![
        ("pages", json!(document.pages().len())),
        ("words", json!(typeset::words(document))),
        ("full_pages", json!(full)),
        ("words_on_a_full_page", share(full_words, full, 0)),
        ("white_share_of_columns", share(white, lines, 3)),
        ("smallest_text_pt", tenth(text)),
        ("smallest_mark_pt", tenth(mark)),
    ]
}

/// How large the lists at the back are.
fn sizes(content: &Content, held: &BTreeSet<Holding>) -> Facts {
    let printed = |slug: &str| {
        held.iter()
            .any(|holding| matches!(holding, Holding::Unit(_, own) if own == slug))
    };
    let glossary = content.glossary.as_ref();
    let units = content.all_units().filter(|unit| printed(&unit.slug));
    let (mut terms, mut headings) = (BTreeSet::new(), BTreeSet::new());
    for unit in units {
        let named = unit.mentions().filter(|mention| mention.kind == Kind::Term);
        terms.extend(named.filter_map(|mention| mention.name.clone()));
        let own = unit.headings(glossary);
        headings.extend(own.map(|h| (h.text.to_string(), h.topic.map(str::to_string))));
    }
    let count = |kind: &str| {
        let is_kind = |holding: &&Holding| matches!(holding, Holding::Block { kind: k, .. } if *k == kind);
        held.iter().filter(is_kind).count()
    };
    vec![
        ("figures", json!(count("fig"))),
        ("tables", json!(count("tradeoff") + count("estimate"))),
        ("terms_of_the_glossary", json!(terms.len())),
        ("headings_of_the_index", json!(headings.len())),
    ]
}

/// What each case holds, and how its minutes stand to those of the plan.
fn cases(
    project: &Project,
    content: &Content,
    held: &BTreeSet<Holding>,
    slugs: &BTreeSet<&str>,
) -> Vec<Row> {
    let guide = content.guide();
    let row = |slug: &str| {
        let own: Vec<(&str, &str)> = held
            .iter()
            .filter_map(|holding| match holding {
                Holding::Block { unit, kind, name, .. } if unit == slug => {
                    Some((*kind, name.as_str()))
                }
                _ => None,
            })
            .collect();
        let counts =
            COUNTED.map(|kind| own.iter().filter(|(other, _)| *other == kind).count());
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        for (_, name) in own.iter().filter(|(kind, _)| *kind == "fig") {
            let figure = project.diagrams.get(slug, name);
            let kind = figure.and_then(|figure| figure.kind.clone());
            *kinds.entry(kind.unwrap_or_else(|| "svg".into())).or_default() += 1;
        }
        let steps = content.case(slug).and_then(crate::load::Unit::case);
        let minutes: u32 = guide
            .step
            .iter()
            .map(|step| {
                let facts = steps.and_then(|case| case.value.steps.get(&step.slug.text));
                facts.and_then(|facts| facts.minutes).unwrap_or(step.minutes)
            })
            .sum::<u32>()
            + guide.wrap;
        let plan = guide.minutes();
        let words = kinds.iter().map(|(kind, count)| format!("{kind} {count}"));
        let mut cells = vec![slug.to_string(), minutes.to_string(), plan.to_string()];
        cells.extend(counts.map(|count| count.to_string()));
        cells.push(words.collect::<Vec<_>>().join(", "));
        let mut value: Map<String, Value> = COUNTED
            .iter()
            .map(|kind| (*kind).to_string())
            .zip(counts.map(Value::from))
            .collect();
        value.insert("case".into(), json!(slug));
        value.insert("minutes".into(), json!(minutes));
        value.insert("planned_minutes".into(), json!(plan));
        value.insert("figure_kinds".into(), json!(kinds));
        (cells, Value::Object(value))
    };
    let order = guide.cases().filter(|name| slugs.contains(name.text.as_str()));
    order.map(|name| row(&name.text)).collect()
}

/// How sure the cited values and claims of what is printed are.
fn sources(content: &Content, held: &BTreeSet<Holding>) -> Facts {
    let printed = |slug: &str| {
        held.iter()
            .any(|holding| matches!(holding, Holding::Unit(_, own) if own == slug))
    };
    let mut sure: BTreeMap<String, usize> = BTreeMap::new();
    let mut works = BTreeSet::new();
    for unit in content.all_units().filter(|unit| printed(&unit.slug)) {
        for quantity in unit.numbers.iter().flat_map(|document| document.value.values()) {
            let Some(cite) = &quantity.cite else { continue };
            works.insert(cite.work.text.clone());
            let word = json!(quantity.sure);
            *sure.entry(word.as_str().unwrap_or("unsaid").to_string()).or_default() += 1;
        }
        for mention in unit.mentions() {
            match mention.kind {
                Kind::Claim => {
                    let word = mention.sure.as_deref().unwrap_or("unsaid");
                    *sure.entry(word.to_string()).or_default() += 1;
                }
                Kind::Work => {}
                _ => continue,
            }
            works.extend(mention.name.as_deref().map(str::to_string));
        }
    }
    let words = sure.iter().map(|(word, count)| format!("{word} {count}"));
    vec![
        ("works_cited", json!(works.len())),
        ("citations_by_certainty", json!(words.collect::<Vec<_>>().join(", "))),
    ]
}
