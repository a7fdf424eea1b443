//! What may be moved to fill the columns, and how.
//!
//! Every freedom has a name that stays the same from build to build, and places
//! that the layout knows: `top`, `bottom` and `auto` are places of a float, `flow`
//! lets a figure or table stand in the text, `break` lets a solid block run on in the
//! next column, `swap 2` changes the second block that closes a step with the third,
//! `last 1` puts the first one behind all others, `tight` lets exercises and references
//! stand closer.

use serde_json::{Map, Value, json};
use typst_library::foundations::Bytes;

use crate::diagram::Diagrams;
use crate::load::prose::Kind;
use crate::load::{Prose, Unit};
use crate::model::{Choice, Depth, Edition, Guide, Name, Width};
use crate::select::{SelectedUnit, Selection};

/// One block with the places that it may have beside its usual one.
#[derive(Debug, Clone, Eq, PartialEq)]
pub struct Freedom {
    /// The name of the block.
    pub block: String,
    /// The places.
    pub places: Vec<String>,
    /// The labels on whose pages, or between them, it stands; none in a unit without
    /// steps if it has no label of its own.
    pub near: Vec<String>,
}

/// What freedoms depend on beside the text.
#[derive(Debug, Copy, Clone)]
pub(super) struct Scene<'a> {
    /// The edition.
    pub edition: &'a Edition,
    /// The guide.
    pub guide: &'a Guide,
    /// The figures of the guide.
    pub diagrams: &'a Diagrams,
}

impl<'a> Scene<'a> {
    /// That of an edition.
    pub(super) fn of(selection: &Selection<'a>, diagrams: &'a Diagrams) -> Self {
        let guide = selection.content.guide();
        Self { edition: selection.edition, guide, diagrams }
    }

    /// The slug of a step, by its index.
    pub(super) fn step(&self, index: usize) -> Option<&'a str> {
        self.guide.step.get(index).map(|step| step.slug.text.as_str())
    }
}

/// All freedoms of a unit, in the order of its pages.
pub(super) fn freedoms(unit: &SelectedUnit, scene: Scene) -> Vec<Freedom> {
    let own = unit.unit;
    let of_prose = |prose: &Prose| {
        let steps = prose.step.into_iter().flat_map(|index| index..index + 2);
        let label = |index| Some(format!("step:{}:{}", own.slug, scene.step(index)?));
        of_text(own, prose, scene, &steps.filter_map(label).collect::<Vec<_>>())
    };
    let texts = own.prose.iter().flat_map(of_prose);
    texts.chain(of_practice(own)).collect()
}

/// The freedoms of a text of a unit, and of the blocks that close it. What has no label
/// of its own stands `near` some.
pub(super) fn of_text(
    unit: &Unit,
    prose: &Prose,
    scene: Scene,
    near: &[String],
) -> Vec<Freedom> {
    let Scene { edition, diagrams, .. } = scene;
    let mut found = Vec::new();
    for mention in &prose.scan.mentions {
        let Some(name) = mention.name.as_deref() else { continue };
        let (prefix, places) = match mention.kind {
            Kind::Figure => ("fig", of_figure(unit, name, edition, diagrams)),
            Kind::Tradeoff => ("tab", of_table(unit, name, edition)),
            Kind::Estimate => ("tab", &["flow", "top", "bottom"][..]),
            Kind::Incident => ("incident", &["flow", "top", "bottom"][..]),
            Kind::Decision => ("decision", &["break"][..]),
            _ => continue,
        };
        // Steps in brief are short, and a float would leave its own behind; what runs on
        // does not.
        let brief = unit.case().is_some() && edition.scope.depth == Depth::Brief;
        if brief && *places != ["break"] {
            continue;
        }
        found.push(freedom(prefix, unit, name, places));
    }
    found.extend(closing(unit, prose.step.and_then(|index| scene.step(index))));
    for freedom in &mut found {
        let prefix = freedom.block.split(':').next();
        if !matches!(prefix, Some("fig" | "tab")) {
            freedom.near = near.to_vec();
        }
    }
    found
}

/// The freedoms of the lists at the end of a unit.
pub(super) fn of_practice(unit: &Unit) -> Vec<Freedom> {
    let exercises = unit.practice.iter().flat_map(|document| &document.value.exercise);
    let each = exercises.map(|item| freedom("ex", unit, &item.slug.text, &["break"]));
    each.chain(practice(unit)).collect()
}

/// The lists at the end of a unit, which may stand closer.
fn practice(unit: &Unit) -> Option<Freedom> {
    let cites = unit
        .mentions()
        .any(|mention| matches!(mention.kind, Kind::Work | Kind::Claim));
    let exercises = unit.practice.iter().flat_map(|document| &document.value.exercise);
    let near: Vec<_> = exercises
        .map(|item| format!("ex:{}:{}", unit.slug, item.slug.text))
        .collect();
    (cites || !near.is_empty()).then(|| Freedom {
        block: format!("practice:{}", unit.slug),
        places: vec!["tight".into()],
        near,
    })
}

fn freedom(prefix: &str, unit: &Unit, name: &str, places: &[&str]) -> Freedom {
    Freedom {
        block: format!("{prefix}:{}:{name}", unit.slug),
        places: places.iter().map(|place| (*place).to_string()).collect(),
        near: vec![format!("{prefix}:{}:{name}", unit.slug)],
    }
}

/// A figure of both columns floats; one of a single column may stand in the text.
fn of_figure(
    unit: &Unit,
    name: &str,
    edition: &Edition,
    diagrams: &Diagrams,
) -> &'static [&'static str] {
    let label = format!("fig:{}:{name}", unit.slug);
    let figure = diagrams.get(&unit.slug, name);
    let role = figure.map(|figure| figure.width_in(edition, &label));
    if edition.page().columns == 1 || role == Some(Width::Half) {
        &["flow", "top", "bottom", "auto"]
    } else {
        &["top", "bottom"]
    }
}

fn of_table(unit: &Unit, name: &str, edition: &Edition) -> &'static [&'static str] {
    let case = unit.case().map(|document| &document.value);
    let table = case.and_then(|case| case.tradeoff.get(name));
    if edition.page().columns > 1 && table.is_some_and(|table| table.wide) {
        &["top", "bottom"]
    } else {
        &["flow", "top", "bottom"]
    }
}

/// What may be done with the blocks that close a step; those of the whole unit where
/// a unit has no steps.
fn closing(unit: &Unit, step: Option<&str>) -> Vec<Freedom> {
    let Some(practice) = unit.practice.as_ref().map(|document| &document.value) else {
        return Vec::new();
    };
    let here = |name: &Option<Name>| {
        step.is_none() || name.as_ref().map(|name| name.text.as_str()) == step
    };
    let name = step.unwrap_or(&unit.slug);
    let lists = usize::from(practice.pitfall.iter().any(|item| here(&item.step)))
        + usize::from(practice.probe.iter().any(|item| here(&item.step)));
    let levels = practice.levels.iter().filter(|item| here(&item.step)).count();
    let pairs = practice.pair.iter().filter(|item| here(&item.step)).count();
    let mut found = Vec::new();
    let count = lists + levels + pairs;
    let swaps = (1..count).map(|n| format!("swap {n}"));
    // Behind all others the last but one is swapped with the last.
    let lasts = (1..count.saturating_sub(1)).map(|n| format!("last {n}"));
    let orders: Vec<String> = swaps.chain(lasts).collect();
    if !orders.is_empty() {
        let places: Vec<&str> = orders.iter().map(String::as_str).collect();
        found.push(freedom("close", unit, name, &places));
    }
    let each =
        (1..=pairs).map(|n| freedom("pair", unit, &format!("{name}:{n}"), &["break"]));
    found.extend(each);
    found
}

/// The choices of an edition whose block or place is not there any more, or
/// which stand behind another for the same block.
pub fn lost<'a>(selection: &Selection<'a>, diagrams: &Diagrams) -> Vec<&'a Choice> {
    let edition: &'a Edition = selection.edition;
    let scene = Scene::of(selection, diagrams);
    let all: Vec<Freedom> =
        selection.units().flat_map(|unit| freedoms(&unit, scene)).collect();
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

/// The path of the file with the places of a unit's blocks.
pub fn path(unit: &SelectedUnit) -> String {
    format!("/manuscript/{}.places.json", unit.label().replace(':', "/"))
}

/// The places that choices give to the blocks of a unit, as the layout reads them.
pub(super) fn file(unit: &SelectedUnit, choices: &[Choice]) -> Value {
    let slug = &unit.unit.slug;
    let own = |choice: &&Choice| {
        let mut words = choice.block.split(':').skip(1);
        words.next() == Some(slug)
    };
    // The first choice for a block counts.
    let own = choices.iter().filter(own).rev();
    own.map(|choice| (choice.block.clone(), json!(choice.place)))
        .collect::<Map<_, _>>()
        .into()
}

/// The bytes of that file.
pub fn places(unit: &SelectedUnit, choices: &[Choice]) -> Bytes {
    Bytes::from_string(file(unit, choices).to_string())
}
