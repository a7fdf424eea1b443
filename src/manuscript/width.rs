//! Which figures may be narrower than they are drawn for.

use super::maps;
use crate::diagram::{Diagrams, Figure, Form};
use crate::load::Content;
use crate::load::prose::Kind;
use crate::model::{Concession, Edition, GivenUp, Width};
use crate::narrow::Narrowed;
use crate::select::{SelectedUnit, select};

/// The figures of a unit that an edition may make narrower, with their names: those in
/// its text that are wider than a column. Plain SVG has one width, the figure on an
/// opener has its place, and on a page of one column all figures are equally wide.
pub fn narrowable<'a>(
    unit: &SelectedUnit<'a>,
    edition: &Edition,
    diagrams: &'a Diagrams,
) -> Vec<(&'a str, &'a Figure)> {
    if edition.page().columns == 1 {
        return Vec::new();
    }
    let own = unit.unit;
    let board = own.case().and_then(|case| case.value.board.as_ref());
    let names = maps::mentioned(own, Kind::Figure).into_iter();
    let names = names.filter(|name| board.is_none_or(|board| board.text != *name));
    let figures = names.filter_map(|name| Some((name, diagrams.get(&own.slug, name)?)));
    figures
        .filter(|(_, figure)| figure.form == Form::Text && figure.role > Width::Half)
        .collect()
}

/// Marks the widths that an edition has given to figures which are not there any more
/// or cannot have them, or which stand behind another for the same figure.
pub fn mark_lost_widths(edition: &mut Edition, content: &Content, diagrams: &Diagrams) {
    let is_width = |given: &GivenUp| matches!(given.what, Concession::Narrow { .. });
    if !edition.given_up.iter().any(is_width) {
        return;
    }
    let mut free: Vec<(String, Width)> = Vec::new();
    let narrowed = Narrowed::new(content, edition);
    for unit in select(content, &narrowed, edition).units() {
        let figures = narrowable(&unit, edition, diagrams).into_iter();
        free.extend(figures.map(|(name, figure)| {
            (format!("fig:{}:{name}", unit.unit.slug), figure.role)
        }));
    }
    for given in &mut edition.given_up {
        let Concession::Narrow { block, width } = &given.what else { continue };
        let found = free.iter().position(|(label, role)| label == block && width < role);
        match found {
            Some(index) => _ = free.swap_remove(index),
            None => given.lost = true,
        }
    }
}
