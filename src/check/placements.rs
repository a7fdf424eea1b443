//! Rules about data and figures: each is placed once, where the prose says.

use ecow::eco_format;
use typst_syntax::DiagSpan;

use super::Context;
use crate::diagnostics::Report;
use crate::load::prose::{Kind, Mention};
use crate::load::{Body, Unit};

/// Every dialogue, table, decision, estimate, thread and incident of a unit is
/// placed once.
///
/// # Why
/// What is declared and never placed is work that nobody reads; what is placed
/// twice is read twice.
///
/// # Instead
/// Place it in the step that it belongs to, or delete it.
pub(super) fn data(cx: &Context, report: &mut Report) {
    for unit in cx.content.units.values() {
        let mut groups: Vec<(&str, Kind, Vec<&String>)> = Vec::new();
        if let Some(case) = unit.case() {
            let record = &case.value;
            groups.extend([
                ("dialogue", Kind::Dialogue, record.dialogue.keys().collect()),
                ("tradeoff", Kind::Tradeoff, record.tradeoff.keys().collect()),
                ("decision", Kind::Decision, record.decision.keys().collect()),
                ("estimate", Kind::Estimate, record.estimate.keys().collect()),
            ]);
        }
        if let Some((threads, incidents)) = unit.stories() {
            groups.push(("thread", Kind::Thread, threads.keys().collect()));
            groups.push(("incident", Kind::Incident, incidents.keys().collect()));
        }
        let key = |path: &[&str]| match &unit.body {
            Body::Case(case) => case.key(path),
            Body::Primer(primer) => primer.key(path),
            _ => DiagSpan::detached(),
        };
        for (table, kind, names) in groups {
            for name in names {
                let places = placed(unit, kind, name);
                if places.is_empty() {
                    report
                        .error(
                            "data-unplaced",
                            key(&[table, name]),
                            eco_format!("`{table}.{name}` is never placed"),
                        )
                        .hint(eco_format!(
                            "write `#{table}(\"{name}\")` in the step that it belongs to"
                        ));
                }
                twice("data-placed-twice", &places, report);
            }
        }
    }
    for unit in cx.content.all_units() {
        let formulas = unit.mentions().filter(|m| m.kind == Kind::Formula);
        for name in formulas.filter_map(|m| m.name.as_deref()) {
            twice("data-placed-twice", &placed(unit, Kind::Formula, name), report);
        }
    }
}

/// Every figure file is placed once, in the unit whose folder it stands in.
///
/// # Why
/// A figure that no text places is drawn for nobody.
///
/// # Instead
/// Place it with `#fig`, name it as the `board` of the case, or delete it.
pub(super) fn figures(cx: &Context, report: &mut Report) {
    for (unit_slug, name, figure) in cx.diagrams.all() {
        let unit = cx.content.all_units().find(|unit| unit.slug == unit_slug);
        let Some(unit) = unit else {
            let known = cx.content.all_units().map(|unit| unit.slug.as_str());
            report
                .error(
                    "figure-unplaced",
                    figure.place(),
                    eco_format!("no unit is called `{unit_slug}`"),
                )
                .suggest(unit_slug, known);
            continue;
        };
        let board = unit
            .case()
            .and_then(|case| case.value.board.as_ref().map(|b| (case, b)));
        let on_opener = board.filter(|(_, board)| board.text == name);
        let places = placed(unit, Kind::Figure, name);
        match (on_opener, places.first()) {
            (Some((case, board)), Some(mention)) => {
                report
                    .error(
                        "figure-placed-twice",
                        mention.at,
                        eco_format!("the figure `{name}` stands on the opener already"),
                    )
                    .also(case.at(&board.range), "here");
            }
            // The opener of a record that could not be read may name it.
            (None, None) if matches!(unit.body, Body::Unread) => {}
            (None, None) => {
                report
                    .error(
                        "figure-unplaced",
                        figure.place(),
                        eco_format!("no text places the figure `{name}`"),
                    )
                    .hint(eco_format!(
                        "write `#fig(\"{name}\")[…]` with its caption, or delete the file"
                    ));
            }
            _ => {}
        }
        twice("figure-placed-twice", &places, report);
    }
    for unit in cx.content.units.values() {
        let Some(case) = unit.case() else { continue };
        let Some(board) = &case.value.board else { continue };
        let path = format!("/diagrams/{}/{}.svg", unit.slug, board.text);
        if cx.diagrams.get(&unit.slug, board).is_none() && !cx.is_unread(&path) {
            let known: Vec<_> =
                cx.diagrams.of(&unit.slug).map(|(name, _)| name).collect();
            report
                .error(
                    "figure-missing",
                    case.at(&board.range),
                    eco_format!(
                        "figure `{}` is not known in `{}`",
                        board.text,
                        unit.slug
                    ),
                )
                .suggest(board, known);
        }
    }
}

/// Every figure has a caption.
///
/// # Why
/// The caption states the claim that the figure makes.
///
/// # Instead
/// Write it in brackets: `#fig("name")[Name. Claim.]`.
pub(super) fn captions(cx: &Context, report: &mut Report) {
    for mention in cx.content.all_units().flat_map(Unit::mentions) {
        if mention.kind == Kind::Figure && !mention.body {
            report
                .error("figure-caption", mention.at, "the figure has no caption")
                .hint("write it in brackets: name it first, then state the claim");
        }
    }
    for case in cx.content.units.values().filter_map(Unit::case) {
        if let (Some(board), None) = (&case.value.board, &case.value.board_caption) {
            report
                .error(
                    "figure-caption",
                    case.at(&board.range),
                    "the figure on the opener has no caption",
                )
                .hint("write `board_caption`");
        }
    }
}

fn placed<'a>(unit: &'a Unit, kind: Kind, name: &str) -> Vec<&'a Mention> {
    unit.mentions()
        .filter(|m| m.kind == kind && m.name.as_deref() == Some(name))
        .collect()
}

fn twice(rule: &'static str, places: &[&Mention], report: &mut Report) {
    let [first, rest @ ..] = places else { return };
    for mention in rest {
        let name = mention.name.as_deref().unwrap_or_default();
        report
            .error(rule, mention.at, eco_format!("`{name}` is placed twice"))
            .also(first.at, "first here");
    }
}
