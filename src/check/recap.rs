//! The rule about recaps.

use ecow::eco_format;

use super::Context;
use crate::diagnostics::Report;
use crate::load::Unit;

/// A recap belongs to a case, has a row for every step of the guide and for no
/// other, and carries quantities of its unit.
///
/// # Why
/// It is one page of equal rows, one per tab of the fore-edge.
///
/// # Instead
/// Write one `[recap.steps.<slug>]` table per step, and name quantities of
/// `numbers.toml`.
pub(super) fn recaps(cx: &Context, report: &mut Report) {
    for unit in cx.content.units.values() {
        recap(cx, unit, report);
    }
}

fn recap(cx: &Context, unit: &Unit, report: &mut Report) {
    let Some(practice) = &unit.practice else { return };
    let Some(recap) = &practice.value.recap else { return };
    if unit.case().is_none() {
        report
            .error(
                "practice-home",
                practice.key(&["recap"]),
                eco_format!("`{}` has no steps for a recap", unit.slug),
            )
            .hint("only cases have recaps");
        return;
    }
    let guide = cx.content.guide();
    let slugs: Vec<&str> = guide.step.iter().map(|s| s.slug.text.as_str()).collect();
    for slug in slugs.iter().filter(|slug| !recap.steps.contains_key(**slug)) {
        report
            .error(
                "step-facts",
                practice.key(&["recap", "steps"]),
                eco_format!("there is no `[recap.steps.{slug}]`"),
            )
            .hint("it holds what to decide, to say, to draw and to avoid");
    }
    for slug in recap.steps.keys().filter(|slug| !slugs.contains(&slug.as_str())) {
        report
            .error(
                "step-unknown",
                practice.key(&["recap", "steps", slug]),
                eco_format!("the guide has no step `{slug}`"),
            )
            .suggest(slug, slugs.iter().copied());
    }
    if cx.is_unread(&format!("{}numbers.toml", unit.folder)) {
        return;
    }
    let numbers = unit.numbers.iter().flat_map(|numbers| numbers.value.keys());
    let known: Vec<&str> = numbers.map(String::as_str).collect();
    for name in recap
        .numbers
        .iter()
        .filter(|name| !known.contains(&name.text.as_str()))
    {
        report
            .error(
                "number-missing",
                practice.at(&name.range),
                eco_format!("quantity `{}` is not known in `{}`", name.text, unit.slug),
            )
            .suggest(name, known.iter().copied());
    }
}
