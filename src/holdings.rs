//! What an edition holds, by name.

use std::collections::BTreeSet;

use crate::load::prose::Kind;
use crate::load::{Unit, UnitKind};
use crate::select::{SelectedUnit, Selection};

/// Something that an edition prints or not. A block belongs to a unit, and to a
/// step where the unit has steps.
#[derive(Debug, Clone, Eq, PartialEq, Ord, PartialOrd)]
pub enum Holding {
    /// A part, by title.
    Part(String),
    /// A unit, by slug.
    Unit(UnitKind, String),
    /// A step of a unit.
    Step(String, String),
    /// A block of a unit: its step, its kind as in `blocks` and its name.
    Block {
        /// The unit, by slug.
        unit: String,
        /// The step, by slug.
        step: Option<String>,
        /// The kind, as in the `blocks` of a record.
        kind: &'static str,
        /// Its name, or its place among those of its kind.
        name: String,
    },
}

impl Holding {
    /// Its name on the command line: `first-case`, `first-case/ask`,
    /// `first-case/decision:choice`.
    pub fn node(&self) -> String {
        match self {
            Self::Part(title) => format!("part:{title}"),
            Self::Unit(_, slug) => slug.clone(),
            Self::Step(unit, step) => format!("{unit}/{step}"),
            Self::Block { unit, kind, name, .. } => format!("{unit}/{kind}:{name}"),
        }
    }
}

/// All that an edition prints.
pub fn holdings(selection: &Selection) -> BTreeSet<Holding> {
    let mut found = BTreeSet::new();
    for part in &selection.parts {
        found.insert(Holding::Part(part.title.to_string()));
        for unit in &part.units {
            found.insert(Holding::Unit(unit.kind, unit.unit.slug.clone()));
            of_unit(selection, unit, &mut found);
        }
    }
    found
}

fn of_unit(
    selection: &Selection,
    selected: &SelectedUnit,
    found: &mut BTreeSet<Holding>,
) {
    let unit = selected.unit;
    let steps = &selection.content.guide().step;
    for prose in &unit.prose {
        let step = prose.step.and_then(|index| steps.get(index));
        let step = step.map(|step| step.slug.text.clone());
        found.extend(step.iter().map(|s| Holding::Step(unit.slug.clone(), s.clone())));
        for mention in &prose.scan.mentions {
            let Some(kind) = kind_word(mention.kind) else { continue };
            let name = mention.name.as_deref().unwrap_or_default().to_string();
            let (unit, step) = (unit.slug.clone(), step.clone());
            found.insert(Holding::Block { unit, step, kind, name });
        }
    }
    if unit.case().is_some_and(|case| case.value.summary.is_some()) {
        let (unit, name) = (unit.slug.clone(), "summary".into());
        found.insert(Holding::Block { unit, step: None, kind: "summary", name });
    }
    practice(selected.whole, unit, found);
}

fn kind_word(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Dialogue => "dialogue",
        Kind::Tradeoff => "tradeoff",
        Kind::Decision => "decision",
        Kind::Estimate => "estimate",
        Kind::Figure => "fig",
        Kind::Formula => "formula",
        Kind::Thread => "thread",
        Kind::Incident => "incident",
        _ => return None,
    })
}

/// The items of practice; those without a name go by their place in the file.
fn practice(whole: &Unit, unit: &Unit, found: &mut BTreeSet<Holding>) {
    let practice = |unit: &Unit| unit.practice.as_ref().map(|p| p.value.clone());
    let (Some(all), Some(own)) = (practice(whole), practice(unit)) else { return };
    let mut add = |kind, name: String, step: Option<&crate::model::Name>| {
        let step = step.map(|step| step.text.clone());
        found.insert(Holding::Block { unit: unit.slug.clone(), step, kind, name });
    };
    let place = |starts: &[usize], start: usize| {
        let place = starts.iter().position(|other| *other == start);
        place.map_or(0, |place| place + 1).to_string()
    };
    let starts: Vec<_> = all.probe.iter().map(|item| item.ask.range.start).collect();
    for item in &own.probe {
        add("probe", place(&starts, item.ask.range.start), item.step.as_ref());
    }
    let starts: Vec<_> = all.pair.iter().map(|item| item.question.range.start).collect();
    for item in &own.pair {
        add("pair", place(&starts, item.question.range.start), item.step.as_ref());
    }
    let starts: Vec<_> = all.levels.iter().map(|item| item.mid.range.start).collect();
    for item in &own.levels {
        add("levels", place(&starts, item.mid.range.start), item.step.as_ref());
    }
    let starts: Vec<_> = all.pitfall.iter().map(|item| item.name.range.start).collect();
    for item in &own.pitfall {
        add("pitfall", place(&starts, item.name.range.start), item.step.as_ref());
    }
    for item in &own.exercise {
        add("exercise", item.slug.text.clone(), item.step.as_ref());
    }
    let starts: Vec<_> = all.twist.iter().map(|item| item.say.range.start).collect();
    for item in &own.twist {
        add("twist", place(&starts, item.say.range.start), item.step.as_ref());
    }
    let starts: Vec<_> = all.card.iter().map(|item| item.front.range.start).collect();
    for item in &own.card {
        add("card", place(&starts, item.front.range.start), item.step.as_ref());
    }
    if own.recap.is_some() {
        add("recap", "recap".into(), None);
    }
}
