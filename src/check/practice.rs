//! Rules about the records of a case and its practice.

use std::collections::BTreeMap;

use ecow::eco_format;

use super::Context;
use crate::diagnostics::Report;
use crate::load::{Body, Unit};
use crate::model::Name;

/// A case has goal and keywords for every step of the guide, and for no other;
/// its minutes add up to the guide's.
///
/// # Why
/// The opener prints a bar with all steps, drawn to scale.
///
/// # Instead
/// Write one `[steps.<slug>]` table per step; move minutes between steps.
pub(super) fn step_facts(cx: &Context, report: &mut Report) {
    let guide = cx.content.guide();
    let slugs: Vec<&str> = guide.step.iter().map(|s| s.slug.text.as_str()).collect();
    for case in cx.content.units.values().filter_map(Unit::case) {
        let steps = &case.value.steps;
        for slug in slugs.iter().filter(|slug| !steps.contains_key(**slug)) {
            report
                .error(
                    "step-facts",
                    case.key(&["steps"]),
                    eco_format!("there is no `[steps.{slug}]`"),
                )
                .hint("it holds the goal and the keywords of the step");
        }
        for slug in steps.keys().filter(|slug| !slugs.contains(&slug.as_str())) {
            report
                .error(
                    "step-unknown",
                    case.key(&["steps", slug]),
                    eco_format!("the guide has no step `{slug}`"),
                )
                .suggest(slug, slugs.iter().copied());
        }
        let minutes = |step: &crate::model::Step| {
            let own = steps.get(&step.slug.text).and_then(|facts| facts.minutes);
            own.unwrap_or(step.minutes)
        };
        let sum: u32 = guide.step.iter().map(minutes).sum::<u32>() + guide.wrap;
        if sum != guide.minutes() {
            report
                .error(
                    "minutes-sum",
                    case.key(&["steps"]),
                    eco_format!(
                        "the steps take {sum} minutes, the interview has {}",
                        guide.minutes()
                    ),
                )
                .hint("what one step gains, another must give");
        }
    }
}

/// Probes, pairs, level lines, pitfalls and exercises of a case name one of its
/// steps.
///
/// # Why
/// They close their step by themselves; without one they would not print.
///
/// # Instead
/// Write `step = "…"` with a step of the guide.
pub(super) fn steps_of_items(cx: &Context, report: &mut Report) {
    let guide = cx.content.guide();
    let slugs: Vec<&str> = guide.step.iter().map(|s| s.slug.text.as_str()).collect();
    for unit in cx.content.units.values() {
        let Some(practice) = &unit.practice else { continue };
        let needed = matches!(unit.body, Body::Case(_));
        for (name, place) in steps_named(unit) {
            match name {
                Some(name) if !slugs.contains(&name.text.as_str()) => {
                    report
                        .error(
                            "step-unknown",
                            practice.at(&name.range),
                            eco_format!("the guide has no step `{}`", name.text),
                        )
                        .suggest(name, slugs.iter().copied());
                }
                None if needed => {
                    report
                        .error(
                            "step-unknown",
                            practice.at(&place),
                            "this item names no step",
                        )
                        .hint(eco_format!("add `step = \"…\"`: {}", slugs.join(", ")));
                }
                _ => {}
            }
        }
    }
}

/// The step of every item, with a place inside the item.
fn steps_named(unit: &Unit) -> Vec<(Option<&Name>, std::ops::Range<usize>)> {
    let Some(practice) = unit.practice.as_ref().map(|d| &d.value) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    found.extend(practice.twist.iter().map(|i| (i.step.as_ref(), i.say.range.clone())));
    found.extend(practice.probe.iter().map(|i| (i.step.as_ref(), i.ask.range.clone())));
    found.extend(
        practice
            .pair
            .iter()
            .map(|i| (i.step.as_ref(), i.question.range.clone())),
    );
    found.extend(practice.levels.iter().map(|i| (i.step.as_ref(), i.mid.range.clone())));
    found.extend(
        practice
            .pitfall
            .iter()
            .map(|i| (i.step.as_ref(), i.name.range.clone())),
    );
    found.extend(
        practice
            .exercise
            .iter()
            .map(|i| (i.step.as_ref(), i.ask.range.clone())),
    );
    // A card may do without.
    let cards = practice.card.iter().filter(|card| card.step.is_some());
    found.extend(cards.map(|i| (i.step.as_ref(), i.front.range.clone())));
    found
}

/// Only cases and primers have practice.
///
/// # Why
/// The steps of the framework print none, so its questions would be lost.
///
/// # Instead
/// Move the items to a case or a primer.
pub(super) fn homes(cx: &Context, report: &mut Report) {
    for unit in cx
        .content
        .units
        .values()
        .filter(|unit| matches!(unit.body, Body::Framework))
    {
        if let Some(practice) = &unit.practice {
            report
                .error(
                    "practice-home",
                    practice.at(&(0..0)),
                    "the framework prints no practice",
                )
                .hint("move the items to a case or a primer");
        }
    }
}

/// The slugs of exercises are slugs, each used once in its unit.
///
/// # Why
/// Exercise and answer find each other by it.
///
/// # Instead
/// Rename one of them.
pub(super) fn exercise_slugs(cx: &Context, report: &mut Report) {
    for practice in cx.content.units.values().filter_map(|unit| unit.practice.as_ref()) {
        let mut seen: BTreeMap<&str, &Name> = BTreeMap::new();
        for slug in practice.value.exercise.iter().map(|exercise| &exercise.slug) {
            if !super::guide::is_slug(slug) {
                report
                    .error(
                        "slug-malformed",
                        practice.at(&slug.range),
                        eco_format!("`{}` is not a slug", slug.text),
                    )
                    .hint("use a–z and 0–9, words joined by single hyphens");
            }
            if let Some(first) = seen.insert(slug, slug) {
                report
                    .error(
                        "slug-duplicate",
                        practice.at(&slug.range),
                        eco_format!("two exercises are called `{}`", slug.text),
                    )
                    .also(practice.at(&first.range), "first here");
            }
        }
    }
}

/// The rows of a trade-off table have one cell per column, and the chosen row
/// exists.
///
/// # Why
/// A missing cell shifts all that follow.
///
/// # Instead
/// Write an empty cell as `''`.
pub(super) fn tables(cx: &Context, report: &mut Report) {
    for case in cx.content.units.values().filter_map(Unit::case) {
        for (name, table) in &case.value.tradeoff {
            let place = case.key(&["tradeoff", name]);
            let columns = table.columns.len();
            for row in table.rows.iter().filter(|row| row.len() != columns) {
                let place = row.first().map_or(place, |cell| case.at(&cell.range));
                report.error(
                    "table-shape",
                    place,
                    eco_format!(
                        "this row has {} cells, the table has {columns} columns",
                        row.len()
                    ),
                );
            }
            if table.chosen.is_some_and(|row| row == 0 || row > table.rows.len()) {
                report
                    .error(
                        "table-shape",
                        place,
                        eco_format!("the table `{name}` has no such row to choose"),
                    )
                    .hint(eco_format!("`chosen` counts from 1 to {}", table.rows.len()));
            }
            if table.widths.as_ref().is_some_and(|widths| widths.len() != columns) {
                report.error(
                    "table-shape",
                    place,
                    eco_format!("`widths` has another length than `columns` ({columns})"),
                );
            }
        }
    }
}
