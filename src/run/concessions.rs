//! What `explain` and `diff` say of what an edition has given up for its length.

use std::collections::BTreeSet;

use serde_json::json;
use typst_library::WorldExt;

use super::list::Row;
use crate::holdings::Holding;
use crate::model::{Blocks, Concession, Edition, GivenUp, Width};
use crate::project::Project;

/// A row for each thing given up that is no block of its own: a larger body, and all
/// blocks of a kind.
pub(super) fn rows(project: &Project, edition: &Edition) -> Vec<Row> {
    let row = |given: &GivenUp| {
        let (node, printed, what) = match &given.what {
            Concession::Narrow { .. } => return None,
            Concession::TypeSize(size) => {
                let asked = edition.asked.type_size;
                let asked = asked.unwrap_or_else(|| edition.paper.page().size);
                let what = format!("{size:.1} pt instead of {asked:.1}");
                ("type_size".to_string(), true, what)
            }
            Concession::Drop(kind) => {
                let all = Blocks::default().all();
                let (_, word, _) = all.into_iter().find(|(block, ..)| block == kind)?;
                (format!("blocks.{word}"), false, "all of them".to_string())
            }
        };
        let word = if printed { "in" } else { "out" };
        let why = format!("{what}: {}", said(project, given));
        let json = json!({ "node": node, "printed": printed, "why": why });
        Some((vec![word.into(), node, why], json))
    };
    edition.given_up.iter().filter_map(row).collect()
}

/// What was given up of a block: the block itself, or the width of a figure.
pub(super) fn of_block<'a>(
    project: &Project,
    edition: &'a Edition,
    holding: &Holding,
) -> Option<&'a GivenUp> {
    let Holding::Block { kind, .. } = holding else { return None };
    let width = width(project, edition, holding);
    edition.given_up.iter().find(|given| match &given.what {
        Concession::Narrow { block, width: narrow } => {
            label(holding).as_ref() == Some(block) && width == Some(*narrow)
        }
        Concession::TypeSize(_) => false,
        Concession::Drop(dropped) => {
            let all = Blocks::default().all();
            all.iter().any(|(block, word, _)| block == dropped && word == kind)
        }
    })
}

/// The record of something given up, and what that is good for.
pub(super) fn said(project: &Project, given: &GivenUp) -> String {
    let key = match &given.what {
        Concession::Narrow { width, .. } => format!("narrow to {}", width.word()),
        Concession::TypeSize(_) => "type_size".to_string(),
        Concession::Drop(_) => "drop".to_string(),
    };
    let file = given.at.id().and_then(|id| project.sources.by_id(id));
    let range = project.world().range(given.at);
    let Some((file, range)) = file.zip(range) else { return given.reason.clone() };
    let before = file.text().get(..range.start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let path = file.path.trim_start_matches('/');
    format!("`{key}` in {path}:{line}, {}", given.reason)
}

/// The figures that two editions hold and of which one has a narrower width in either.
pub(super) fn narrower(
    project: &Project,
    both: &BTreeSet<&Holding>,
    editions: [&Edition; 2],
) -> Vec<Row> {
    let row = |holding: &&Holding| {
        let widths = editions.map(|edition| width(project, edition, holding));
        let [Some(first), Some(second)] = widths else { return None };
        let [one, other] = editions.map(|edition| &edition.name);
        let name = match first.cmp(&second) {
            std::cmp::Ordering::Less => one,
            std::cmp::Ordering::Equal => return None,
            std::cmp::Ordering::Greater => other,
        };
        let json = json!({ "narrower_in": name, "node": holding.node() });
        Some((vec![format!("narrower in {name}"), holding.node()], json))
    };
    both.iter().filter_map(row).collect()
}

/// The width of a figure in an edition.
fn width(project: &Project, edition: &Edition, holding: &Holding) -> Option<Width> {
    let Holding::Block { unit, name, .. } = holding else { return None };
    let figure = project.diagrams.get(unit, name)?;
    Some(figure.width_in(edition, &label(holding)?))
}

/// The label of a figure.
fn label(holding: &Holding) -> Option<String> {
    match holding {
        Holding::Block { unit, kind: "fig", name, .. } => {
            Some(format!("fig:{unit}:{name}"))
        }
        _ => None,
    }
}
