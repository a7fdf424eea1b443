//! Rules about quantities.

use ecow::eco_format;

use super::Context;
use crate::diagnostics::Report;
use crate::model::Origin;

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
            let place = numbers.key(&[name]);
            match quantity.origin() {
                None => {
                    report
                        .error(
                            "number-origin",
                            place,
                            eco_format!(
                                "the quantity `{name}` does not have exactly one origin"
                            ),
                        )
                        .hint("write one of `cite`, `assume` or `formula`");
                }
                Some(Origin::Sourced) if quantity.sure.is_none() => {
                    report
                        .error(
                            "number-origin",
                            place,
                            eco_format!(
                                "the quantity `{name}` does not say how sure it is"
                            ),
                        )
                        .hint("write `sure = \"seen\"` or `sure = \"second-hand\"`");
                }
                _ => {}
            }
            if let Some(citation) = &quantity.cite
                && !cx.content.bibliography.contains(&citation.work)
                && !cx.is_unread("/content/references.bib")
            {
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
    }
}
