//! Rules about fields of an edition that cannot stand together.

use std::ops::RangeInclusive;

use ecow::eco_format;

use super::Context;
use crate::diagnostics::Report;
use crate::limits;
use crate::load::Document;
use crate::model::{
    Answers, Binding, Block, Depth, Edition, EditionRecord, Form, Ink, Order, Paper,
    Selector, Stand,
};

/// No record says two things of which one makes the other idle.
///
/// # Why
/// Whoever writes both expects both, and would get one. What a record takes over from
/// the one below it may be idle: there the nearer one wins.
///
/// # Instead
/// Take one of the two out.
pub(super) fn contradictions(cx: &Context, report: &mut Report) {
    for record in cx.editions.all() {
        for [(one, first), (other, second)] in pairs(&record.value) {
            report
                .error(
                    "contradiction",
                    record.key(one),
                    eco_format!("`{first}` leaves nothing for `{second}` to do"),
                )
                .hint("take one of the two out")
                .also(record.key(other), "the other stands here");
        }
    }
}

/// A key of a record with what it says.
type Said = (&'static [&'static str], String);

fn said(key: &'static [&'static str], value: &str) -> Said {
    (key, format!("{} = {value}", key.join(".")))
}

/// What does not stand together, the one that wins first.
fn pairs(record: &EditionRecord) -> Vec<[Said; 2]> {
    let mut found = Vec::new();
    let mut clash = |when: bool, one: Said, other: Said| {
        if when {
            found.push([one, other]);
        }
    };
    let on_screen = record.paper == Some(Paper::Screen);
    let screen = || said(&["paper"], "\"screen\"");
    let mono = record.ink == Some(Ink::Mono);
    clash(on_screen && mono, screen(), said(&["ink"], "\"mono\""));
    let bound = record.binding.is_some_and(|binding| binding != Binding::Perfect);
    clash(on_screen && bound, screen(), said(&["binding"], "…"));

    let select = record.select.clone().unwrap_or_default();
    let all = || said(&["select", "cases"], "\"all\"");
    let takes_all = matches!(select.cases, Some(Selector::All));
    let families = select.families.is_some();
    clash(takes_all && families, all(), said(&["select", "families"], "…"));
    clash(takes_all && select.tags.is_some(), all(), said(&["select", "tags"], "…"));

    let blocks = record.blocks.unwrap_or_default();
    let limits = record.limits.unwrap_or_default();
    let no_exercise = blocks.exercise == Some(false);
    let without = || said(&["blocks", "exercise"], "false");
    let answered = record.answers.is_some_and(|answers| answers != Answers::None);
    clash(no_exercise && answered, without(), said(&["answers"], "…"));
    let limited = limits.exercises.is_some();
    clash(no_exercise && limited, without(), said(&["limits", "exercises"], "…"));

    let brief = record.depth == Some(Depth::Brief);
    let in_brief = || said(&["depth"], "\"brief\"");
    clash(
        brief && blocks.exercise == Some(true),
        in_brief(),
        said(&["blocks", "exercise"], "true"),
    );
    clash(brief && limited, in_brief(), said(&["limits", "exercises"], "…"));
    let keys: [&'static [&'static str]; 4] = [
        &["blocks", "pitfall"],
        &["blocks", "probe"],
        &["blocks", "levels"],
        &["blocks", "pair"],
    ];
    for ((.., stand), key) in blocks.movable().into_iter().zip(keys) {
        let moved = stand == Some(Stand::End);
        clash(brief && moved, in_brief(), said(key, "\"end\""));
    }

    let form = record.form.filter(|form| *form != Form::Book);
    let sheets = || said(&["form"], form.map_or("", word));
    let by_step = record.order == Some(Order::Step);
    clash(form.is_some() && by_step, sheets(), said(&["order"], "\"step\""));
    let teaches = record.instructor == Some(true);
    clash(form.is_some() && teaches, sheets(), said(&["instructor"], "true"));
    clash(form.is_some() && answered, sheets(), said(&["answers"], "…"));

    // Only books are fitted; and in the order of the steps no case has pages of its own.
    let fitted = record.fit.is_some();
    clash(form.is_some() && fitted, sheets(), said(&["fit"], "…"));
    let counted = record.fit.as_ref().is_some_and(|fit| fit.pages_per_case.is_some());
    let length = said(&["fit", "pages_per_case"], "…");
    clash(by_step && counted, said(&["order"], "\"step\""), length);
    let named = record.fit.as_ref().and_then(|fit| fit.may_drop.as_deref());
    let is_off = |block: &Block| {
        blocks
            .all()
            .iter()
            .any(|(kind, _, said)| kind == block && *said == Some(false))
    };
    let idle = named.unwrap_or_default().iter().any(is_off);
    clash(idle, said(&["blocks"], "…"), said(&["fit", "may_drop"], "…"));
    let narrows = record.fit.as_ref().and_then(|fit| fit.may_narrow) == Some(true);
    let narrow = || said(&["fit", "may_narrow"], "true");
    let no_figure = blocks.fig == Some(false);
    clash(no_figure && narrows, said(&["blocks", "fig"], "false"), narrow());
    let one = record.paper.is_some_and(|paper| paper.page().columns == 1);
    clash(one && narrows, said(&["paper"], "…"), narrow());
    found
}

fn word(form: Form) -> &'static str {
    match form {
        Form::Book => "\"book\"",
        Form::Cheatsheets => "\"cheatsheets\"",
        Form::Cards => "\"cards\"",
    }
}

/// The type of an edition is as large as its paper bears, and its logo stands on the
/// cover.
///
/// # Why
/// Figures are drawn for the measure and lettered for the size of the paper; smaller
/// type would shrink their letters below what can be read.
///
/// # Instead
/// Keep to the bounds of the message.
pub(super) fn bounds(cx: &Context, report: &mut Report) {
    for record in cx.editions.all() {
        let value = &record.value;
        within(record, "type_size", value.type_size, limits::TYPE_SIZE_PT, "pt", report);
        within(record, "logo_width", value.logo_width, limits::LOGO_MM, "mm", report);
    }
}

/// Cards that are to be cut have a sheet to stand on.
///
/// # Why
/// A page of one column is too small for eight of them.
///
/// # Instead
/// Print them on A4 or Letter.
pub(super) fn cards(cx: &Context, edition: &Edition, report: &mut Report) {
    if edition.form == Form::Cards && edition.page().columns == 1 {
        report
            .error(
                "cards-paper",
                cx.place(edition, &["paper"]),
                eco_format!("the cards of `{}` have no sheet to stand on", edition.name),
            )
            .hint("eight to a sheet need `paper = \"a4\"` or `\"letter\"`");
    }
}

fn within(
    record: &Document<EditionRecord>,
    key: &str,
    value: Option<f64>,
    bounds: RangeInclusive<f64>,
    unit: &str,
    report: &mut Report,
) {
    let Some(value) = value.filter(|value| !bounds.contains(value)) else { return };
    let (least, most) = (bounds.start(), bounds.end());
    report
        .error(
            "out-of-bounds",
            record.key(&[key]),
            eco_format!("`{key} = {value}` is out of bounds"),
        )
        .hint(eco_format!("from {least} to {most} {unit}"));
}
