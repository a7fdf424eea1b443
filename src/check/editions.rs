//! Rules about edition records.

use ecow::eco_format;

use super::Context;
use crate::diagnostics::Report;
use crate::load::Unit;
use crate::model::{CaseNames, Edition, Form, Name, Selector};
use crate::narrow::Narrowed;
use crate::select::select;

/// Every edition stands on editions that exist, has a date, and prints something.
///
/// # Why
/// Nothing else dates a PDF, and a book without a case is a mistake.
///
/// # Instead
/// Use names from `casebook list editions` and cases that are written.
pub(super) fn editions(cx: &Context, report: &mut Report) {
    let guide = cx.content.guide();
    let default = &guide.default_edition;
    if !cx.editions.contains(default) {
        report
            .error(
                "edition-missing",
                cx.content.guide.at(&default.range),
                eco_format!("there is no edition `{}`", default.text),
            )
            .suggest(default, cx.editions.names());
    }
    for (name, record) in cx.editions.records() {
        // Names and cycles are looked at here, whether the edition is printed or not.
        if cx.editions.resolve(name, guide, report).is_none() {
            continue;
        }
        let Some(edition) = cx.editions.as_written(name, guide) else { continue };
        if edition.date == [1970, 1, 1] && record.value.extends.is_none() {
            report
                .error(
                    "edition-date",
                    record.start(),
                    eco_format!("the edition `{name}` has no date"),
                )
                .hint("write `date = 2026-11-20`: nothing else dates the PDF");
        }
        super::edition(cx, &edition, report);
    }
}

/// An edition whose selectors are right prints something: a case that is written,
/// and what its form is made of.
///
/// # Why
/// Planned cases hold their number and print nothing.
///
/// # Instead
/// Select a case that has a folder.
pub(super) fn empty(cx: &Context, edition: &Edition, report: &mut Report) {
    let name = &edition.name;
    let everything = CaseNames::default();
    let names = edition.scope.cases.as_ref().unwrap_or(&everything);
    let (families, tags) = (families(cx), tags(cx));
    let is_family = |name: &Name| families.contains(&name.text.as_str());
    let is_tag = |name: &Name| tags.contains(&name.text.as_str());
    let guide = cx.content.guide();
    let is_part = |name: &Name| guide.part.iter().any(|part| part.title == name.text);
    let are_right = names.slugs.iter().all(|slug| guide.number(slug).is_some())
        && names.families.iter().all(is_family)
        && names.tags.iter().all(is_tag)
        && edition.scope.parts.iter().flatten().all(is_part);
    let given = names.slugs.iter().chain(&names.families).chain(&names.tags).count();
    let narrowed = Narrowed::new(cx.content, edition);
    let selection = select(cx.content, &narrowed, edition);
    let prints_case = selection.units().any(|unit| unit.number.is_some());
    if edition.form != Form::Book && are_right && selection.parts.is_empty() {
        report
            .error(
                "edition-empty",
                cx.place(edition, &["form"]),
                eco_format!("the edition `{name}` prints nothing"),
            )
            .hint("no unit that it selects has what this form is made of");
    } else if given > 0 && are_right && !prints_case {
        report
            .error(
                "edition-empty",
                cx.place(edition, &["select", "cases"]),
                eco_format!("the edition `{name}` selects no case that is written"),
            )
            .hint("planned cases print nothing: select one that has a folder");
    }
}

fn families<'a>(cx: &Context<'a>) -> Vec<&'a str> {
    let cases = cx.content.units.values().filter_map(Unit::case);
    cases.map(|case| case.value.family.as_str()).collect()
}

fn tags<'a>(cx: &Context<'a>) -> Vec<&'a str> {
    let cases = cx.content.units.values().filter_map(Unit::case);
    cases.flat_map(|case| &case.value.tags).map(String::as_str).collect()
}

/// Every selector of an edition names something that the guide has: a case, a
/// part or a step, or a family or tag of a case that is written.
///
/// # Why
/// A misspelt word would quietly drop a case.
///
/// # Instead
/// Use words from `casebook list cases`, `casebook list steps` and the records of
/// the cases.
pub(super) fn selectors(cx: &Context, report: &mut Report) {
    let guide = cx.content.guide();
    let cases: Vec<&str> = guide.cases().map(|name| name.text.as_str()).collect();
    let parts: Vec<&str> = guide.part.iter().map(|part| part.title.as_str()).collect();
    let steps: Vec<&str> = guide.step.iter().map(|s| s.slug.text.as_str()).collect();
    let (families, tags) = (families(cx), tags(cx));
    for record in cx.editions.all() {
        let Some(select) = &record.value.select else { continue };
        let named = |selector: &Option<Selector>| match selector {
            Some(Selector::Named(names)) => Some(names.clone()),
            _ => None,
        };
        let levels = select.levels.as_ref().map(Vec::len);
        let selectors = [
            ("cases", "case-missing", "case", named(&select.cases), &cases),
            ("families", "family-missing", "family", select.families.clone(), &families),
            ("tags", "tag-missing", "tag", select.tags.clone(), &tags),
            ("parts", "part-missing", "part", select.parts.clone(), &parts),
            ("steps", "step-unknown", "step", named(&select.steps), &steps),
        ];
        let empty = selectors
            .iter()
            .filter(|(.., names, _)| names.as_ref().is_some_and(Vec::is_empty))
            .map(|(key, ..)| *key);
        for key in empty.chain((levels == Some(0)).then_some("levels")) {
            report
                .error(
                    "selector-empty",
                    record.key(&["select", key]),
                    eco_format!("`{key}` selects nothing"),
                )
                .hint("name something, or leave the key out: then all are printed");
        }
        for (_, rule, noun, names, known) in selectors {
            let names = names.unwrap_or_default();
            let unknown =
                names.iter().filter(|name| !known.contains(&name.text.as_str()));
            for name in unknown {
                report
                    .error(
                        rule,
                        record.at(&name.range),
                        eco_format!("the guide has no {noun} `{}`", name.text),
                    )
                    .suggest(name, known.iter().copied());
            }
        }
    }
}
