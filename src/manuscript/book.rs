//! The files of the book: what every page depends on, and the lists.

use serde_json::{Value, json};

use super::practice::{Exercises, cards};
use super::{Desk, Strings, contents, figures, glossary, index, maps, order, path};
use crate::load::{Body, Unit, UnitKind};
use crate::model::{
    Answers, Block, CardForm, Depth, Edition, Form, Guide, Level, Name, Scope,
};
use crate::select::{SelectedPart, SelectedUnit};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What every page depends on: the edition, the page, the steps. It stands in a
/// file apart from the lists, so that an edit of one case leaves it as it was.
pub(super) fn edition_file(desk: &Desk) -> Value {
    let selection = desk.selection;
    let guide = selection.content.guide();
    let steps = guide.step.iter().enumerate().map(|(index, step)| {
        json!({
            "slug": step.slug.text,
            "number": index + 1,
            "name": step.name,
            "short": step.short,
            "minutes": step.minutes,
            "colour": colour(desk, &step.slug).unwrap_or(&step.colour.text),
        })
    });
    json!({
        "edition": edition(desk),
        "page": selection.edition.page(),
        "steps": steps.collect::<Value>(),
        "wrap": guide.wrap,
        "minutes": guide.minutes(),
        "cases_in_guide": guide.cases().count(),
    })
}

/// The order of the book and all lists that gather from the whole of it.
pub(super) fn book_file(desk: &Desk) -> Value {
    let selection = desk.selection;
    let guide = selection.content.guide();
    // Sheets stand alone, without the matter of a book.
    let is_book = selection.edition.form == Form::Book;
    let [front, back] = [&guide.front, &guide.back].map(|names| match is_book {
        true => names.clone(),
        false => Vec::new(),
    });
    let mut book = json!({
        "front": contents::files(desk, "front", &front),
        "parts": selection.parts.iter().map(part).collect::<Value>(),
        "contents": contents::parts(desk),
        "by_step": order::by_step(desk),
        "exercises": exercises(desk),
        "cards": all_cards(desk),
        "glossary": glossary::rows(desk),
        "figures": figures::by_kind(desk),
        "index": index::letters(desk),
        "matter": matter(desk),
    });
    let back = back.into_iter().filter(|name| prints_something(desk, name, &book));
    book["back"] = contents::files(desk, "back", &back.collect::<Vec<_>>());
    book
}

/// Whether cards are printed to be cut: a page of one column is too small for
/// eight.
fn on_sheets(desk: &Desk) -> bool {
    let edition = desk.selection.edition;
    edition.cards == CardForm::Sheets && edition.page().columns > 1
}

/// Whether a file of the back matter is more than the heading of an empty list.
fn prints_something(desk: &Desk, name: &Name, book: &Value) -> bool {
    let path = format!("/content/back/{}.typ", name.text);
    let mut files = desk.selection.content.matter.prose.iter();
    let Some(file) = files.find(|prose| prose.path == path) else { return true };
    let is_empty = |block: &str| match block {
        "answers" => book["exercises"].as_array().is_some_and(Vec::is_empty),
        "cards" => on_sheets(desk) || book["cards"].as_array().is_some_and(Vec::is_empty),
        "glossary" => book["glossary"].as_array().is_some_and(Vec::is_empty),
        "list-of-figures" => book["figures"].as_array().is_some_and(Vec::is_empty),
        "index" => book["index"].as_array().is_some_and(Vec::is_empty),
        "headnote" => true,
        "ledger" => desk.selection.units().all(|unit| unit.unit.numbers.is_none()),
        _ => false,
    };
    let blocks = &file.scan.blocks;
    blocks.is_empty() || blocks.iter().any(|(block, _)| !is_empty(block))
}

/// What every page depends on of the edition itself.
fn edition(desk: &Desk) -> Value {
    let edition = desk.selection.edition;
    let guide = desk.selection.content.guide();
    json!({
        "paper": edition.paper,
        "duplex": edition.duplex,
        "brand": colour(desk, "brand"),
        "off": calls_off(&edition.scope),
        "flows": flows(edition),
        "moved": edition.scope.moved,
        "levels": edition.scope.levels.as_deref().unwrap_or(&Level::ALL),
        "answers": edition.scope.answers,
        "references": edition.scope.references,
        "language": guide.language.text,
        "region": guide.region.as_ref().map(|name| &name.text),
    })
}

/// What the cover and the imprint alone say, and what follows what. It stands in a
/// file apart, so that another title or order leaves the pages of the cases as they
/// were.
pub(super) fn imprint_file(desk: &Desk) -> Value {
    let edition = desk.selection.edition;
    let content = desk.selection.content;
    let guide = content.guide();
    let strings = Strings::new(&content.matter.snippets);
    let [year, month, day] = edition.date;
    let month_name = MONTHS.get(usize::from(month).saturating_sub(1)).unwrap_or(&"");
    let own = edition.imprint.as_ref().map(|(_, markup)| strings.json(markup));
    json!({
        "name": edition.name,
        "identifier": edition.identifier,
        "title": edition.title,
        "subtitle": edition.subtitle,
        "author": guide.author,
        "date": [year, month, day],
        "date_text": format!("{day} {month_name} {year}"),
        "imprint": own.unwrap_or_else(|| strings.option(guide.imprint.as_ref())),
        "organisation": edition.organisation,
        "cohort": edition.cohort,
        "logo": edition.logo.as_ref().map(|l| json!({ "path": l.path, "width": l.width })),
        "form": edition.form,
        "order": edition.order,
        "cards": if on_sheets(desk) { CardForm::Sheets } else { CardForm::List },
        "score_sheets": edition.score_sheets,
        "instructor": edition.instructor,
    })
}

/// Whether figures and tables stand in the text unless the edition chooses another
/// place. In one column of a brief edition there is no text to float over.
fn flows(edition: &Edition) -> bool {
    edition.scope.depth == Depth::Brief && edition.page().columns == 1
}

/// The colour that the edition gives to a role.
fn colour<'a>(desk: &Desk<'a>, role: &str) -> Option<&'a str> {
    let edition: &'a crate::model::Edition = desk.selection.edition;
    edition.colours.get(role).map(String::as_str)
}

/// The calls of prose that print nothing.
fn calls_off(scope: &Scope) -> Value {
    let mut calls: Vec<Value> = scope.off.iter().map(|block| json!(block)).collect();
    if !scope.prints(Block::Formula) {
        calls.push(json!("metric"));
    }
    if scope.depth != Depth::Deep {
        calls.push(json!("deep"));
    }
    calls.into()
}

fn kind_name(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Framework => "framework",
        UnitKind::Case => "cases",
        UnitKind::Primer => "primers",
        UnitKind::Mock => "mocks",
        UnitKind::Prompts => "prompts",
    }
}

pub(super) fn part(part: &SelectedPart) -> Value {
    json!({
        "number": part.number,
        "title": part.title,
        "kind": kind_name(part.kind),
        "units": part.units.iter().map(path).collect::<Vec<_>>(),
    })
}

/// The title of a unit: its own, or that of the part which it fills alone.
pub(super) fn title<'a>(desk: &Desk<'a>, unit: &'a Unit) -> Option<&'a str> {
    match &unit.body {
        Body::Case(case) => Some(&case.value.title),
        Body::Primer(primer) => Some(&primer.value.title),
        Body::Mock(mock) => Some(&mock.value.title),
        Body::Framework | Body::Prompts(_) | Body::Matter | Body::Unread => {
            let fills = |selected: &SelectedUnit| std::ptr::eq(selected.unit, unit);
            let part =
                desk.selection.parts.iter().find(|part| part.units.iter().any(fills));
            part.map(|part| part.title)
        }
    }
}

fn group(desk: &Desk, selected: &SelectedUnit, items: Value) -> Option<Value> {
    let some = items.as_array().is_some_and(|items| !items.is_empty());
    some.then(|| {
        json!({
            "number": selected.number,
            "case": selected.number,
            "title": title(desk, selected.unit),
            "unit": selected.unit.slug,
            "items": items,
        })
    })
}

fn exercises(desk: &Desk) -> Value {
    if desk.selection.edition.scope.answers != Answers::Back {
        return json!([]);
    }
    let slugs = step_slugs(desk.selection.content.guide());
    let groups = desk.selection.units().filter_map(|selected| {
        let strings = Strings::new(&selected.unit.snippets);
        group(desk, &selected, Exercises::of(&selected, &slugs, &strings).all())
    });
    groups.collect()
}

/// The slugs of the steps of a guide, in their order.
pub(super) fn step_slugs(guide: &Guide) -> Vec<&str> {
    guide.step.iter().map(|step| step.slug.text.as_str()).collect()
}

fn all_cards(desk: &Desk) -> Value {
    let slugs = step_slugs(desk.selection.content.guide());
    let groups = desk.selection.units().filter_map(|selected| {
        let strings = Strings::new(&selected.unit.snippets);
        group(desk, &selected, cards(selected.unit, &slugs, &strings))
    });
    groups.collect()
}

/// What front matter, back matter and glossary mention.
fn matter(desk: &Desk) -> Value {
    let unit = &desk.selection.content.matter;
    let mut record = json!({ "kind": "matter", "slug": "matter", "number": Value::Null });
    maps::add(&mut record, desk, unit, None);
    record
}
