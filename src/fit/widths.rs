//! The figures that would save room if they were narrower.

use crate::diagnostics::Report;
use crate::diagram::Print;
use crate::load::Content;
use crate::manuscript::narrowable;
use crate::model::{Concession, Edition, GivenUp, Width};
use crate::narrow::Narrowed;
use crate::project::Project;
use crate::select::select;

/// The height of a line of a caption, and the air above the first one, in points.
const LINE: f64 = 10.0;
const AIR: f64 = 5.0;

/// A figure at a narrower width.
#[derive(Debug, Clone)]
pub(super) struct Narrower {
    /// The label of its unit.
    pub unit: String,
    /// What is given up.
    pub what: Concession,
    /// The height of a column that this saves, in points.
    pub saves: f64,
}

/// The figures that would save room at a narrower width, what saves most first. Each is
/// drawn anew for that width and not scaled, so that its letters keep their size; one
/// of which the linter has anything to say there, even what is only to be thought
/// about, stays as it is.
pub(super) fn narrower(
    project: &Project,
    content: &Content,
    edition: &Edition,
) -> Vec<Narrower> {
    if !edition.target.may_narrow {
        return Vec::new();
    }
    let ledgers = project.ledgers(edition, &mut Report::new());
    let mut wide = Vec::new();
    let narrowed = Narrowed::new(content, edition);
    let selection = select(content, &narrowed, edition);
    for unit in selection.units() {
        for (name, figure) in narrowable(&unit, edition, &project.diagrams) {
            wide.push((unit, name, figure));
        }
    }
    let is_wide = |unit: &str, name: &str| {
        wide.iter()
            .any(|(home, known, _)| home.unit.slug == unit && *known == name)
    };
    let label = |unit: &str, name: &str| format!("fig:{unit}:{name}");
    let drawn_at = |width: Width| {
        let mut tried = edition.clone();
        for (unit, name, _) in &wide {
            let block = label(&unit.unit.slug, name);
            tried.give_up(GivenUp::trial(Concession::Narrow { block, width }));
        }
        let selection = select(content, &narrowed, &tried);
        project.prints_where(&selection, &ledgers, is_wide)
    };
    let usual = project.prints_where(&selection, &ledgers, is_wide);
    let narrow = [Width::Half, Width::Side].map(|width| (width, drawn_at(width)));
    let mut found: Vec<Narrower> = Vec::new();
    for (unit, name, figure) in &wide {
        let slug = &unit.unit.slug;
        let Some(now) = usual.get(slug, name) else { continue };
        let saving = |(width, prints): &(Width, crate::diagram::Prints)| {
            let print = prints.get(slug, name)?;
            let is_clean = print.faults.is_empty() && !print.turned;
            let saves = height(now) - height(print);
            (*width < figure.role && is_clean && saves > 0.0).then_some((*width, saves))
        };
        let best = narrow.iter().filter_map(saving).max_by(|a, b| a.1.total_cmp(&b.1));
        let Some((width, saves)) = best else { continue };
        let block = label(slug, name);
        let what = Concession::Narrow { block, width };
        found.push(Narrower { unit: unit.label(), what, saves });
    }
    found.sort_by(|a, b| b.saves.total_cmp(&a.saves));
    found
}

/// About what a figure takes of a column with its caption, which has one line below a
/// wide figure, two below one of a column, and room beside one of `side`.
fn height(print: &Print) -> f64 {
    let down = print.down();
    match print.role {
        Width::Full => 2.0 * (down + AIR + LINE),
        Width::Side => 2.0 * down,
        Width::Half => down + AIR + 2.0 * LINE,
    }
}
