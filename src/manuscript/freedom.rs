//! What may be moved to fill the columns, and how.
//!
//! Every freedom has a name that stays the same from build to build, and places
//! that the layout knows: `top`, `bottom` and `auto` are places of a float, `flow`
//! lets a figure or table stand in the text, `break` lets a solid block run on in the
//! next column, `swap 2` changes the second block that closes a step with the third,
//! `tight` lets exercises and references stand closer.

use serde_json::{Map, Value, json};
use typst_library::foundations::Bytes;

use crate::diagram::Diagrams;
use crate::load::Unit;
use crate::load::prose::Kind;
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

/// All freedoms of a unit, in the order of its pages.
pub fn freedoms(
    unit: &SelectedUnit,
    edition: &Edition,
    guide: &Guide,
    diagrams: &Diagrams,
) -> Vec<Freedom> {
    let mut found = Vec::new();
    let own = unit.unit;
    for prose in &own.prose {
        let start = found.len();
        for mention in &prose.scan.mentions {
            let Some(name) = mention.name.as_deref() else { continue };
            let (prefix, places) = match mention.kind {
                Kind::Figure => ("fig", of_figure(own, name, edition, diagrams)),
                Kind::Tradeoff => ("tab", of_table(own, name, edition)),
                Kind::Estimate => ("tab", &["flow", "top", "bottom"][..]),
                Kind::Incident => ("incident", &["flow", "top", "bottom"][..]),
                Kind::Decision => ("decision", &["break"][..]),
                _ => continue,
            };
            // Steps in brief are short, and a float would leave its own behind.
            if own.case().is_some() && edition.scope.depth == Depth::Brief {
                continue;
            }
            found.push(freedom(prefix, own, name, places));
        }
        let step = prose.step.and_then(|index| guide.step.get(index));
        let step = step.map(|step| step.slug.text.as_str());
        found.extend(closing(own, step));
        let here = prose.step.into_iter().flat_map(|index| index..index + 2);
        let here = here.filter_map(|index| guide.step.get(index));
        let here: Vec<_> = here
            .map(|step| format!("step:{}:{}", own.slug, step.slug.text))
            .collect();
        for freedom in found.iter_mut().skip(start) {
            let prefix = freedom.block.split(':').next();
            freedom.near = match prefix {
                Some("fig" | "tab") => vec![freedom.block.clone()],
                _ => here.clone(),
            };
        }
    }
    let exercises = own.practice.iter().flat_map(|document| &document.value.exercise);
    found.extend(exercises.map(|item| freedom("ex", own, &item.slug.text, &["break"])));
    found.extend(practice(own));
    found
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
    let swaps: Vec<String> =
        (1..lists + levels + pairs).map(|n| format!("swap {n}")).collect();
    if !swaps.is_empty() {
        let places: Vec<&str> = swaps.iter().map(String::as_str).collect();
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
    let guide = selection.content.guide();
    let all: Vec<Freedom> = selection
        .units()
        .flat_map(|unit| freedoms(&unit, edition, guide, diagrams))
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
