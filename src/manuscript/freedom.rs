//! What may be moved to fill the columns, and how.
//!
//! Every freedom has a name that stays the same from build to build, and places
//! that the layout knows: `top`, `bottom` and `auto` are places of a float, `flow`
//! lets a table stand in the text, `break` lets a solid block run on in the next
//! column, `swap 2` changes the second block that closes a step with the third.

use super::Desk;
use crate::diagram::{Diagrams, Width};
use crate::load::Unit;
use crate::load::prose::Kind;
use crate::model::{Choice, Depth, Edition, Guide};
use crate::select::{SelectedUnit, Selection};

/// One block with the places that it may have beside its usual one.
#[derive(Debug, Clone, Eq, PartialEq)]
pub struct Freedom {
    /// The name of the block.
    pub block: String,
    /// The places.
    pub places: Vec<String>,
}

/// All freedoms of a unit, in the order of its pages.
pub fn freedoms(unit: &SelectedUnit, guide: &Guide, diagrams: &Diagrams) -> Vec<Freedom> {
    let mut found = Vec::new();
    for (index, step) in guide.step.iter().enumerate() {
        let prose = unit.unit.prose.iter().filter(|prose| prose.step == Some(index));
        for mention in prose.flat_map(|prose| &prose.scan.mentions) {
            let Some(name) = mention.name.as_deref() else { continue };
            let (prefix, places) = match mention.kind {
                Kind::Figure => ("fig", of_figure(unit.unit, name, diagrams)),
                Kind::Tradeoff | Kind::Estimate => ("tab", of_table(unit.unit, name)),
                _ => continue,
            };
            found.push(freedom(prefix, unit.unit, name, places));
        }
        let swaps = closing_blocks(unit.unit, &step.slug).saturating_sub(1);
        if swaps > 0 {
            let places: Vec<_> = (1..=swaps).map(|n| format!("swap {n}")).collect();
            let places: Vec<_> = places.iter().map(String::as_str).collect();
            found.push(freedom("close", unit.unit, &step.slug, &places));
        }
    }
    let exercises = unit
        .unit
        .practice
        .iter()
        .flat_map(|document| &document.value.exercise);
    found.extend(
        exercises.map(|item| freedom("ex", unit.unit, &item.slug.text, &["break"])),
    );
    found
}

fn freedom(prefix: &str, unit: &Unit, name: &str, places: &[&str]) -> Freedom {
    Freedom {
        block: format!("{prefix}:{}:{name}", unit.slug),
        places: places.iter().map(|place| (*place).to_string()).collect(),
    }
}

fn of_figure(unit: &Unit, name: &str, diagrams: &Diagrams) -> &'static [&'static str] {
    match diagrams.get(&unit.slug, name).map(|figure| figure.role) {
        Some(Width::Half) => &["top", "auto"],
        _ => &["top", "bottom"],
    }
}

fn of_table(unit: &Unit, name: &str) -> &'static [&'static str] {
    let case = unit.case().map(|document| &document.value);
    match case
        .and_then(|case| case.tradeoff.get(name))
        .is_some_and(|table| table.wide)
    {
        true => &["top", "bottom"],
        false => &["flow", "top", "bottom"],
    }
}

/// The number of blocks that close a step.
fn closing_blocks(unit: &Unit, step: &str) -> usize {
    let Some(practice) = unit.practice.as_ref().map(|document| &document.value) else {
        return 0;
    };
    let here = |name: &Option<crate::model::Name>| {
        name.as_ref().is_some_and(|name| name.text == step)
    };
    let lists = [
        practice.pitfall.iter().any(|item| here(&item.step)),
        practice.probe.iter().any(|item| here(&item.step)),
    ];
    lists.into_iter().filter(|some| *some).count()
        + practice.levels.iter().filter(|item| here(&item.step)).count()
        + practice.pair.iter().filter(|item| here(&item.step)).count()
}

/// The choices of an edition whose block or place is not there any more, or
/// which stand behind another for the same block.
pub fn lost<'a>(selection: &Selection<'a>, diagrams: &Diagrams) -> Vec<&'a Choice> {
    let edition: &'a Edition = selection.edition;
    let guide = selection.content.guide();
    let all: Vec<Freedom> = selection
        .units()
        .flat_map(|unit| freedoms(&unit, guide, diagrams))
        .collect();
    let is_there = |choice: &Choice| {
        let found = all.iter().find(|freedom| freedom.block == choice.block);
        found.is_some_and(|freedom| freedom.places.contains(&choice.place))
    };
    let is_first = |index: usize, choice: &Choice| {
        !edition
            .fit
            .iter()
            .take(index)
            .any(|other| other.block == choice.block)
    };
    let choices = edition.fit.iter().enumerate();
    choices
        .filter(|(_, choice)| !choice.inherited)
        .filter(|(index, choice)| !is_there(choice) || !is_first(*index, choice))
        .map(|(_, choice)| choice)
        .collect()
}

impl Desk<'_> {
    /// Where a figure or table was put. In one column of a brief edition there is
    /// no text to float over: each stands in its step.
    pub(super) fn place_or_flow(&self, block: &str) -> Option<&str> {
        let edition = self.selection.edition;
        let is_bare = edition.scope.depth == Depth::Brief;
        let flows = is_bare && edition.page().columns == 1;
        self.place(block).or(flows.then_some("flow"))
    }

    /// Where a block was put by a choice of the edition.
    pub(super) fn place(&self, block: &str) -> Option<&str> {
        let mut choices = self.selection.edition.fit.iter();
        choices
            .find(|choice| choice.block == block)
            .map(|choice| choice.place.as_str())
    }
}
