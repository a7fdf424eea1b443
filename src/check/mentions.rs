//! Rules about what prose and strings mention.

use std::collections::BTreeSet;

use ecow::eco_format;

use super::Context;
use crate::diagnostics::{Report, at};
use crate::load::prose::{Kind, Mention};
use crate::load::{Body, Unit};
use crate::model::Name;

/// Prose begins with the import of the vocabulary.
///
/// # Why
/// Any Typst editor can follow it; without it, no placement is known.
///
/// # Instead
/// Write `#import "/content/casebook.typ": *` as the first line.
pub(super) fn imports(cx: &Context, report: &mut Report) {
    for prose in cx.content.all_units().flat_map(|unit| &unit.prose) {
        if !prose.scan.imports {
            report
                .error("import-line", at(prose.file, 0..0), "the import line is missing")
                .hint("begin with `#import \"/content/casebook.typ\": *`");
        }
    }
}

/// Nothing is left to be written.
///
/// # Why
/// A skeleton is not a text.
///
/// # Instead
/// Replace each `#write[…]` by what it asks for.
pub(super) fn unwritten(cx: &Context, report: &mut Report) {
    for unit in cx.content.all_units() {
        for (what, place) in unit.scans().flat_map(|scan| &scan.unwritten) {
            report
                .error("unwritten", *place, eco_format!("still to be written: {what}"))
                .hint("replace the whole `#write[…]`");
        }
    }
}

/// A semicolon after a call is printed.
///
/// # Why
/// Typst takes it as the end of the call, and the sentence loses it without a word.
///
/// # Instead
/// Write `\;`.
pub(super) fn lost_semicolons(cx: &Context, report: &mut Report) {
    for place in cx
        .content
        .all_units()
        .flat_map(Unit::scans)
        .flat_map(|s| &s.semicolons)
    {
        report
            .warning("lost-semicolon", *place, "this semicolon is not printed")
            .hint("write `\\;`, or leave it out");
    }
}

/// Names in placements are written out as strings.
///
/// # Why
/// What is checked, numbered and selected must be visible without running the
/// prose.
///
/// # Instead
/// Write `#fig("serving-path")`, not `#fig(name)`.
pub(super) fn unwritten_names(cx: &Context, report: &mut Report) {
    for mention in cx.content.all_units().flat_map(Unit::mentions) {
        if mention.name.is_none() {
            report
                .error("name-unwritten", mention.at, "the name is not written out")
                .hint("write the name as a string in quotes");
        }
    }
}

/// Everything that is mentioned exists.
///
/// # Why
/// A reference into nothing prints as a hole.
///
/// # Instead
/// Correct the name, or add what it names.
pub(super) fn unknown_names(cx: &Context, report: &mut Report) {
    for unit in cx.content.all_units() {
        for mention in unit.mentions() {
            let Some(name) = mention.name.as_deref() else { continue };
            // A heading of the index is known by being written.
            if mention.kind == Kind::Index {
                continue;
            }
            let (rule, noun, known) = known(cx, unit, mention);
            if known.contains(name) || cx.is_unread(&home(unit, mention.kind, name)) {
                continue;
            }
            let list: Vec<&str> = known.iter().copied().take(12).collect();
            report
                .error(
                    rule,
                    mention.at,
                    eco_format!("{noun} `{name}` is not known in `{}`", unit.slug),
                )
                .suggest(name, known.iter().copied())
                .hint(match (mention.kind, list.is_empty()) {
                    (Kind::UnknownRef, _) => {
                        "references are `@fig:…`, `@tab:…`, `@eq:…` and `@work:…`".into()
                    }
                    (_, true) => eco_format!("there is no {noun} here yet"),
                    (_, false) => eco_format!("known here: {}", list.join(", ")),
                });
        }
    }
}

/// The file that holds, or would hold, what a mention names.
fn home(unit: &Unit, kind: Kind, name: &str) -> String {
    match kind {
        Kind::Number | Kind::Calculation => format!("{}numbers.toml", unit.folder),
        Kind::Figure | Kind::FigureRef => format!("/diagrams/{}/{name}.svg", unit.slug),
        Kind::Term => "/content/glossary.toml".into(),
        Kind::Work | Kind::Claim => "/content/references.bib".into(),
        Kind::Dialogue
        | Kind::Tradeoff
        | Kind::TableRef
        | Kind::Decision
        | Kind::Estimate => {
            format!("{}case.toml", unit.folder)
        }
        Kind::Thread | Kind::Incident => match unit.body {
            Body::Primer(_) => format!("{}primer.toml", unit.folder),
            _ => format!("{}case.toml", unit.folder),
        },
        Kind::Case
        | Kind::Formula
        | Kind::FormulaRef
        | Kind::Index
        | Kind::UnknownRef => String::new(),
    }
}

/// The rule, the noun and the names that a mention may use.
fn known<'a>(
    cx: &Context<'a>,
    unit: &'a Unit,
    mention: &Mention,
) -> (&'static str, &'static str, BTreeSet<&'a str>) {
    let content = cx.content;
    let case = unit.case().map(|document| &document.value);
    let keys = |names: Vec<&'a String>| names.into_iter().map(String::as_str).collect();
    let placed = |kind: Kind| {
        unit.mentions()
            .filter(|m| m.kind == kind)
            .filter_map(|m| m.name.as_deref())
            .collect()
    };
    match mention.kind {
        Kind::Number | Kind::Calculation => {
            let numbers = unit.numbers.iter().flat_map(|d| d.value.keys()).collect();
            ("number-missing", "quantity", keys(numbers))
        }
        Kind::Figure | Kind::FigureRef => {
            let names = cx.diagrams.of(&unit.slug).map(|(name, _)| name).collect();
            ("figure-missing", "figure", names)
        }
        Kind::Term => {
            let terms = content.glossary.iter().flat_map(|d| d.value.keys()).collect();
            ("term-missing", "term", keys(terms))
        }
        Kind::Case => {
            let cases = content.guide().cases().map(|name| name.text.as_str()).collect();
            ("case-missing", "case", cases)
        }
        Kind::Dialogue => {
            let names = case.into_iter().flat_map(|c| c.dialogue.keys()).collect();
            ("data-missing", "dialogue", keys(names))
        }
        Kind::Tradeoff => {
            let names = case.into_iter().flat_map(|c| c.tradeoff.keys()).collect();
            ("data-missing", "trade-off table", keys(names))
        }
        Kind::Estimate => {
            let names = case.into_iter().flat_map(|c| c.estimate.keys()).collect();
            ("data-missing", "estimate", keys(names))
        }
        Kind::Thread => {
            let names = unit.stories().map(|(threads, _)| threads.keys().collect());
            ("data-missing", "thread", keys(names.unwrap_or_default()))
        }
        Kind::Incident => {
            let names = unit.stories().map(|(_, incidents)| incidents.keys().collect());
            ("data-missing", "incident", keys(names.unwrap_or_default()))
        }
        Kind::TableRef => {
            let tables = case.into_iter().flat_map(|c| c.tradeoff.keys());
            let estimates = case.into_iter().flat_map(|c| c.estimate.keys());
            ("data-missing", "table", keys(tables.chain(estimates).collect()))
        }
        Kind::Decision => {
            let names = case.into_iter().flat_map(|c| c.decision.keys()).collect();
            ("data-missing", "decision", keys(names))
        }
        Kind::Formula | Kind::FormulaRef => {
            ("formula-missing", "formula", placed(Kind::Formula))
        }
        Kind::Work | Kind::Claim => {
            ("work-missing", "work", content.bibliography.keys().collect())
        }
        Kind::Index => ("index-spelling", "heading", BTreeSet::new()),
        Kind::UnknownRef => ("reference-unknown", "reference", BTreeSet::new()),
    }
}

/// Connections, mocks and prompts name cases of the guide.
///
/// # Why
/// They are printed with the number of the case.
///
/// # Instead
/// Use slugs from `casebook list cases`.
pub(super) fn cases_of_records(cx: &Context, report: &mut Report) {
    let known: Vec<&str> = cx.content.guide().cases().map(|n| n.text.as_str()).collect();
    for unit in cx.content.units.values() {
        let (file, names): (_, Vec<&Name>) = match &unit.body {
            Body::Case(case) => {
                (case.file, case.value.connects.iter().map(|c| &c.case).collect())
            }
            Body::Mock(mock) => (mock.file, mock.value.case.iter().collect()),
            Body::Prompts(prompts) => {
                let all = prompts.value.prompt.iter();
                (prompts.file, all.filter_map(|p| p.case.as_ref()).collect())
            }
            Body::Framework | Body::Primer(_) | Body::Matter | Body::Unread => continue,
        };
        for name in names.into_iter().filter(|name| !known.contains(&name.text.as_str()))
        {
            report
                .error(
                    "case-missing",
                    at(file, name.range.clone()),
                    eco_format!("the guide has no case `{}`", name.text),
                )
                .suggest(name, known.iter().copied());
        }
    }
}

/// Strings of TOML files place no blocks.
///
/// # Why
/// They are set inside lists, tables and cards, where a figure has no room.
///
/// # Instead
/// Place the block in the prose of the step.
pub(super) fn blocks_in_strings(cx: &Context, report: &mut Report) {
    for snippet in cx.content.all_units().flat_map(|unit| &unit.snippets) {
        for (name, place) in &snippet.scan.blocks {
            report
                .error("block-in-string", *place, eco_format!("`#{name}` places a block"))
                .hint("blocks are placed in prose files");
        }
    }
}

/// Answers and cards mark nothing for the index.
///
/// # Why
/// They stand at the back, where the index, the glossary and the lists of where a
/// concept is seen do not look; an entry that only they ask for has no page.
///
/// # Instead
/// Write the words, and mark the term in the prose of the step.
pub(super) fn terms_unseen(cx: &Context, report: &mut Report) {
    for unit in cx.content.all_units() {
        let Some(practice) = unit.practice.as_ref().map(|document| &document.value)
        else {
            continue;
        };
        let answers = practice.exercise.iter().map(|exercise| &exercise.answer);
        let cards = practice.card.iter().flat_map(|card| [&card.front, &card.back]);
        let unseen: BTreeSet<usize> =
            answers.chain(cards).map(|text| text.range.start).collect();
        let file = unit.practice.as_ref().map(|document| document.file);
        let snippets = unit.snippets.iter().filter(|snippet| {
            Some(snippet.place.file) == file
                && unseen.contains(&snippet.markup.range.start)
        });
        for mention in snippets.flat_map(|snippet| &snippet.scan.mentions) {
            let call = match mention.kind {
                Kind::Term => "term",
                Kind::Index => "idx",
                _ => continue,
            };
            report
                .error(
                    "term-unseen",
                    mention.at,
                    eco_format!("`#{call}` marks nothing here"),
                )
                .hint("answers and cards are not indexed; mark it in the prose");
        }
    }
}
