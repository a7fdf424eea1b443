//! A book in the order of the steps: openers first, then a part for every step,
//! then the units without steps, and practice and recaps last.

use serde_json::{Value, json};

use super::{Desk, book, contents, path};
use crate::load::UnitKind;
use crate::model::{Block, Step};
use crate::select::{SelectedPart, SelectedUnit, Selection};

/// What a part of such a book prints.
pub(super) enum Plan<'a> {
    /// The openers of all cases.
    Openers,
    /// A step, by index, with its framework pages and the step of every case.
    Step(usize, &'a Step),
    /// The units of a part of the guide.
    Units(&'a SelectedPart<'a>),
    /// Exercises, references and recaps of all cases.
    Practice,
}

/// The parts in order.
pub(super) fn plans<'a>(selection: &'a Selection<'a>) -> Vec<Plan<'a>> {
    let mut plans = Vec::new();
    let has_cases = !cases(selection).is_empty();
    if has_cases {
        plans.push(Plan::Openers);
    }
    if has_cases || framework(selection).is_some() {
        let steps = selection.content.guide().step.iter().enumerate();
        let scope = &selection.edition.scope;
        let printed = steps.filter(|(_, step)| scope.prints_step(&step.slug));
        plans.extend(printed.map(|(index, step)| Plan::Step(index, step)));
    }
    let rest = selection.parts.iter();
    let rest = rest.filter(|p| !matches!(p.kind, UnitKind::Case | UnitKind::Framework));
    plans.extend(rest.map(Plan::Units));
    let mut units = framework(selection).into_iter().chain(cases(selection));
    if units.any(|unit| has_pages(selection, &unit) || has_recap(&unit)) {
        plans.push(Plan::Practice);
    }
    plans
}

pub(super) fn cases<'a>(selection: &'a Selection<'a>) -> Vec<SelectedUnit<'a>> {
    selection.units().filter(|unit| unit.kind == UnitKind::Case).collect()
}

pub(super) fn framework<'a>(selection: &'a Selection<'a>) -> Option<SelectedUnit<'a>> {
    selection.units().find(|unit| unit.kind == UnitKind::Framework)
}

/// Whether a unit prints a summary, exercises, references, or what was moved to its
/// end.
fn has_pages(selection: &Selection, selected: &SelectedUnit) -> bool {
    let unit = selected.unit;
    let moves = |block| selection.edition.scope.moves(block);
    let practice = unit.practice.as_ref().map(|document| &document.value);
    let practised = practice.is_some_and(|own| {
        !own.exercise.is_empty()
            || (moves(Block::Pitfall) && !own.pitfall.is_empty())
            || (moves(Block::Probe) && !own.probe.is_empty())
            || (moves(Block::Levels) && !own.levels.is_empty())
            || (moves(Block::Pair) && !own.pair.is_empty())
    });
    let closes = unit.case().is_some_and(|case| case.value.summary.is_some());
    closes || practised || super::maps::cites(unit)
}

fn has_recap(selected: &SelectedUnit) -> bool {
    let practice = selected.unit.practice.as_ref().map(|document| &document.value);
    practice.is_some_and(|own| own.recap.is_some())
}

/// The title of the part with the openers: that of the guide for its cases.
fn title_of_cases<'a>(desk: &Desk<'a>) -> &'a str {
    let parts = &desk.selection.parts;
    let of_cases = parts.iter().find(|part| part.kind == UnitKind::Case);
    of_cases.map_or("Cases", |part| part.title)
}

const PRACTICE: &str = "Practice and recaps";

/// The parts as the layout takes them.
pub(super) fn by_step(desk: &Desk) -> Value {
    let plans = plans(desk.selection);
    let part = |(number, plan): (usize, &Plan)| {
        let (kind, title) = match plan {
            Plan::Openers => ("openers", title_of_cases(desk)),
            Plan::Step(_, step) => ("step", step.name.as_str()),
            Plan::Units(part) => {
                let mut value = book::part(part);
                value["number"] = json!(number);
                return value;
            }
            Plan::Practice => ("practice", PRACTICE),
        };
        let step = match plan {
            Plan::Step(index, _) => Some(index + 1),
            _ => None,
        };
        json!({
            "number": number,
            "title": title,
            "kind": kind,
            "step": step,
            "framework": framework(desk.selection).as_ref().map(path),
            "units": cases(desk.selection).iter().map(path).collect::<Vec<_>>(),
        })
    };
    (1..).zip(&plans).map(part).collect()
}

/// The rows of the table of contents.
pub(super) fn contents(desk: &Desk) -> Value {
    let plans = plans(desk.selection);
    let part = |(number, plan): (usize, &Plan)| {
        let (title, units) = match plan {
            Plan::Openers => {
                let rows = cases(desk.selection);
                let rows = rows.iter().map(|unit| contents::row(desk, unit));
                (title_of_cases(desk), rows.collect::<Vec<_>>())
            }
            Plan::Step(_, step) => (step.name.as_str(), rows_of_step(desk, step)),
            Plan::Units(part) => {
                let rows = part.units.iter().map(|unit| contents::row(desk, unit));
                (part.title, rows.collect())
            }
            Plan::Practice => (PRACTICE, rows_of_practice(desk)),
        };
        json!({ "part": number, "title": title, "units": units })
    };
    (1..).zip(&plans).map(part).collect()
}

fn line(number: Option<usize>, title: &str, label: &str) -> Value {
    json!({
        "number": number,
        "title": title,
        "label": label,
        "hook": Value::Null,
        "minutes": Value::Null,
        "difficulty": Value::Null,
        "steps": [],
    })
}

fn rows_of_step(desk: &Desk, step: &Step) -> Vec<Value> {
    let slug = &step.slug.text;
    let own = framework(desk.selection)
        .map(|_| line(None, "The step", &format!("step:framework:{slug}")));
    let across = (!cases(desk.selection).is_empty())
        .then(|| line(None, "Across the cases", &format!("across:{slug}")));
    own.into_iter().chain(across).collect()
}

fn rows_of_practice(desk: &Desk) -> Vec<Value> {
    let cases = cases(desk.selection);
    let framework = framework(desk.selection);
    let units = framework.iter().chain(&cases);
    let with_pages = units.filter(|unit| has_pages(desk.selection, unit));
    let mut rows: Vec<Value> = with_pages
        .map(|unit| {
            let title = book::title(desk, unit.unit).unwrap_or_default();
            line(unit.number, title, &format!("practice:{}", unit.unit.slug))
        })
        .collect();
    if let Some(first) = cases.iter().find(|unit| has_recap(unit)) {
        rows.push(line(None, "Recaps", &format!("recap:{}", first.unit.slug)));
    }
    rows
}
