//! Rules about quantities and claims.

use ecow::eco_format;
use typst_syntax::DiagSpan;

use super::Context;
use crate::diagnostics::{Report, at};
use crate::load::prose::Kind;
use crate::load::{Document, Unit};
use crate::model::{Amount, Origin, Quantities, Quantity, Sure};
use crate::numbers::{Ledgers, Overrides};

/// A quantity names exactly one origin: a work, an assumption or a formula. A
/// cited one says how sure it is and cites a work that exists.
///
/// # Why
/// A number that nobody answers for is worse than none.
///
/// # Instead
/// Write one of `cite` (with `sure`), `assume` or `formula`.
pub(super) fn origins(cx: &Context, report: &mut Report) {
    for numbers in cx.content.all_units().filter_map(|unit| unit.numbers.as_ref()) {
        for (name, quantity) in &numbers.value {
            origin(numbers, name, quantity, report);
            if let Some(amount) = quantity.value {
                value(amount, numbers.key(&[name, "value"]), report);
            }
            sure(numbers, name, quantity, report);
            work(cx, numbers, quantity, report);
        }
    }
}

fn origin(
    numbers: &Document<Quantities>,
    name: &str,
    quantity: &Quantity,
    report: &mut Report,
) {
    let place = numbers.key(&[name]);
    let origin = quantity.origin();
    if origin.is_none() {
        report
            .error(
                "number-origin",
                place,
                eco_format!("the quantity `{name}` does not have exactly one origin"),
            )
            .hint("write one of `cite`, `assume` or `formula`");
        return;
    }
    let has_formula = origin == Some(Origin::Computed);
    if has_formula == quantity.value.is_some() {
        let (message, hint) = match has_formula {
            true => ("has both a formula and a value", "leave the value to the formula"),
            false => ("has no value", "write `value`, or a `formula`"),
        };
        report
            .error("number-origin", place, eco_format!("the quantity `{name}` {message}"))
            .hint(hint);
    }
}

/// A value is a number that prints as it is written, and a range goes upwards.
fn value(amount: Amount, place: DiagSpan, report: &mut Report) {
    // Beyond this, neighbouring whole numbers share a floating-point value.
    const LARGEST: f64 = 9_007_199_254_740_992.0;
    let (low, high) = amount.ends();
    let message = if !low.is_finite() || !high.is_finite() {
        "this is not a number"
    } else if low.abs() > LARGEST || high.abs() > LARGEST {
        "this number is too large to be kept exactly"
    } else if low > high {
        "a range goes from low to high"
    } else {
        return;
    };
    report
        .error("number-value", place, message)
        .hint("write the value in a larger unit, or correct it");
}

/// The values that an edition puts in place of assumptions are numbers too.
///
/// # Why
/// They print like any other.
///
/// # Instead
/// Write a number, or `[low, high]`.
pub(super) fn assumptions(cx: &Context, report: &mut Report) {
    for record in cx.editions.all() {
        for (unit, values) in &record.value.assume {
            for (name, amount) in values {
                value(*amount, record.key(&["assume", unit, name]), report);
            }
        }
    }
}

/// What a cited value owes its reader.
fn sure(
    numbers: &Document<Quantities>,
    name: &str,
    quantity: &Quantity,
    report: &mut Report,
) {
    let place = numbers.key(&[name]);
    if let Some(month) = &quantity.as_of
        && crate::model::month(month).is_none()
    {
        report
            .error(
                "number-sure",
                numbers.at(&month.range),
                eco_format!("`{}` is not a month", month.text),
            )
            .hint("write it as `2026-11`");
    }
    let Some(citation) = &quantity.cite else { return };
    let complete = citation.company.is_some() && citation.year.is_some();
    let (message, hint) = match quantity.sure {
        None => (
            "does not say how sure it is",
            "write `sure = \"seen\"` or `\"second-hand\"`",
        ),
        Some(Sure::Known) => (
            "has not been looked up",
            "look it up, or make the text general and drop the number",
        ),
        Some(Sure::SecondHand) if !complete => (
            "is second-hand and names no company and year",
            "add `company` and `year` to `cite`",
        ),
        Some(Sure::Seen | Sure::SecondHand) => return,
    };
    report
        .error("number-sure", place, eco_format!("the cited quantity `{name}` {message}"))
        .hint(hint);
}

fn work(
    cx: &Context,
    numbers: &Document<Quantities>,
    quantity: &Quantity,
    report: &mut Report,
) {
    let Some(citation) = &quantity.cite else { return };
    let known = cx.content.bibliography.contains(&citation.work);
    if !known && !cx.is_unread("/content/references.bib") {
        report
            .error(
                "work-missing",
                numbers.at(&citation.work.range),
                eco_format!(
                    "no work `{}` in `content/references.bib`",
                    citation.work.text
                ),
            )
            .suggest(&citation.work, cx.content.bibliography.keys());
    }
}

/// A claim says how sure it is, and is sure enough to print.
///
/// # Why
/// A sentence that rests on a work owes the same as a number does.
///
/// # Instead
/// Write `#claim("he2014", sure: "seen")[…]`.
pub(super) fn claims(cx: &Context, report: &mut Report) {
    for mention in cx.content.all_units().flat_map(Unit::mentions) {
        if mention.kind != Kind::Claim {
            continue;
        }
        let (message, hint) = match mention.sure.as_deref() {
            Some("seen" | "second-hand") => continue,
            Some("known") => {
                ("this claim has not been looked up", "look it up, or drop it")
            }
            _ => (
                "this claim does not say how sure it is",
                "add `sure: \"seen\"` or `sure: \"second-hand\"`",
            ),
        };
        report.error("claim-sure", mention.at, message).hint(hint);
    }
}

/// Every formula can be computed, and gives what its unit says.
///
/// # Why
/// A number that is typed beside its formula goes stale.
///
/// # Instead
/// Follow the message: it points into the formula.
pub(super) fn formulas(cx: &Context, report: &mut Report) {
    Ledgers::evaluate(cx.content, cx.sources, &Overrides::new(), report);
}

/// The rows of an estimate are quantities of the unit.
///
/// # Why
/// A row without one would be a typed number.
///
/// # Instead
/// Name quantities of `numbers.toml`.
pub(super) fn estimate_rows(cx: &Context, report: &mut Report) {
    for unit in cx.content.units.values() {
        let Some(case) = unit.case() else { continue };
        let known: Vec<&str> = unit
            .numbers
            .iter()
            .flat_map(|numbers| numbers.value.keys())
            .map(String::as_str)
            .collect();
        if cx.is_unread(&format!("{}numbers.toml", unit.folder)) {
            continue;
        }
        let rows = case.value.estimate.values().flat_map(|estimate| &estimate.rows);
        for row in rows.filter(|row| !known.contains(&row.text.as_str())) {
            report
                .error(
                    "number-missing",
                    case.at(&row.range),
                    eco_format!(
                        "quantity `{}` is not known in `{}`",
                        row.text,
                        unit.slug
                    ),
                )
                .suggest(row, known.iter().copied());
        }
        for name in case.value.estimate.keys() {
            if case.value.tradeoff.contains_key(name) {
                report
                    .error(
                        "slug-duplicate",
                        case.key(&["estimate", name]),
                        eco_format!("a trade-off table is called `{name}` too"),
                    )
                    .hint("`@tab:…` could not tell them apart");
            }
        }
    }
}

/// The quantities in the labels of a figure exist.
///
/// # Why
/// The braces would print.
///
/// # Instead
/// Name a quantity of the unit.
pub(super) fn figure_labels(cx: &Context, report: &mut Report) {
    for (slug, _, figure) in cx.diagrams.all() {
        let unit = cx.content.all_units().find(|unit| unit.slug == slug);
        let Some(unit) = unit else { continue };
        if cx.is_unread(&format!("{}numbers.toml", unit.folder)) {
            continue;
        }
        let known: Vec<&str> = unit
            .numbers
            .iter()
            .flat_map(|document| document.value.keys())
            .map(String::as_str)
            .collect();
        for (name, range) in &figure.mentions {
            if !known.contains(&name.as_str()) {
                report
                    .error(
                        "number-missing",
                        at(figure.file, range.clone()),
                        eco_format!("quantity `{name}` is not known in `{slug}`"),
                    )
                    .suggest(name, known.iter().copied());
            }
        }
    }
}
