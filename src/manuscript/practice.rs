//! Practice as the layout takes it: by step, with numbers and labels.

use serde_json::{Value, json};

use super::Strings;
use crate::load::Unit;
use crate::model::{Name, Practice};
use crate::select::SelectedUnit;

/// The exercises of a unit in the order of its steps, with their numbers.
pub(super) struct Exercises {
    items: Vec<(Option<String>, Value)>,
}

impl Exercises {
    pub(super) fn of(unit: &SelectedUnit, steps: &[&str], strings: &Strings) -> Self {
        let Some(practice) = practice_of(unit.whole) else {
            return Self { items: Vec::new() };
        };
        let mut sorted: Vec<_> = practice.exercise.iter().collect();
        sorted.sort_by_key(|exercise| place_of(exercise.step.as_ref(), steps));
        let printed = |slug: &str| {
            let own = practice_of(unit.unit).into_iter().flat_map(|own| &own.exercise);
            own.into_iter().any(|exercise| exercise.slug.text == slug)
        };
        let items = sorted
            .into_iter()
            .enumerate()
            .filter(|(_, exercise)| printed(&exercise.slug))
            .map(|(index, exercise)| {
                let value = json!({
                    "id": format!("{}.{}", unit.prefix(), index + 1),
                    "slug": exercise.slug.text,
                    "label": format!("ex:{}:{}", unit.unit.slug, exercise.slug.text),
                    "level": exercise.level,
                    "minutes": exercise.minutes,
                    "ask": strings.json(&exercise.ask),
                    "answer": strings.json(&exercise.answer),
                });
                (exercise.step.as_ref().map(|name| name.text.clone()), value)
            })
            .collect();
        Self { items }
    }

    /// Those of one step.
    pub(super) fn in_step(&self, step: &str) -> Value {
        let items = self.items.iter().filter(|(s, _)| s.as_deref() == Some(step));
        items.map(|(_, value)| value.clone()).collect()
    }

    /// All of them.
    pub(super) fn all(&self) -> Value {
        self.items.iter().map(|(_, value)| value.clone()).collect()
    }
}

/// Probes, pairs, levels and pitfalls of one step; of the whole unit where a
/// unit has no steps.
pub(super) fn closing(unit: &Unit, step: Option<&str>, strings: &Strings) -> Value {
    let Some(practice) = practice_of(unit) else {
        return json!({ "probes": [], "pairs": [], "levels": [], "pitfalls": [] });
    };
    let here = |name: &Option<Name>| {
        step.is_none() || name.as_ref().map(|name| name.text.as_str()) == step
    };
    let probes = practice.probe.iter().filter(|item| here(&item.step)).map(
        |item| json!({ "ask": strings.json(&item.ask), "answer": strings.json(&item.answer) }),
    );
    let pairs = practice.pair.iter().filter(|item| here(&item.step)).map(|item| {
        json!({
            "question": strings.json(&item.question),
            "weak": strings.json(&item.weak),
            "strong": strings.json(&item.strong),
            "why": strings.json(&item.why),
        })
    });
    let levels = practice.levels.iter().filter(|item| here(&item.step)).map(|item| {
        json!({
            "mid": strings.json(&item.mid),
            "senior": strings.json(&item.senior),
            "staff": strings.json(&item.staff),
        })
    });
    let pitfalls = practice.pitfall.iter().filter(|item| here(&item.step)).map(
        |item| json!({ "name": strings.json(&item.name), "cure": strings.json(&item.cure) }),
    );
    json!({
        "probes": probes.collect::<Value>(),
        "pairs": pairs.collect::<Value>(),
        "levels": levels.collect::<Value>(),
        "pitfalls": pitfalls.collect::<Value>(),
    })
}

/// The twists of one step.
pub(super) fn twists(unit: &Unit, step: Option<&str>, strings: &Strings) -> Value {
    let all = practice_of(unit).into_iter().flat_map(|practice| &practice.twist);
    let here = all.filter(|item| item.step.as_ref().map(|n| n.text.as_str()) == step);
    here.map(
        |item| json!({ "say": strings.json(&item.say), "listen": strings.json(&item.listen) }),
    )
    .collect()
}

/// The cards of a unit in the order of its steps; those of none come first.
pub(super) fn cards(unit: &Unit, steps: &[&str], strings: &Strings) -> Value {
    let cards = practice_of(unit).into_iter().flat_map(|practice| &practice.card);
    let mut sorted: Vec<_> = cards.collect();
    sorted.sort_by_key(|card| place_of(card.step.as_ref(), steps));
    sorted
        .into_iter()
        .map(|card| {
            json!({
                "front": strings.json(&card.front),
                "back": strings.json(&card.back),
                "step": card.step.as_ref().map(|name| &name.text),
            })
        })
        .collect()
}

/// The place of a step in the guide.
fn place_of(name: Option<&Name>, steps: &[&str]) -> Option<usize> {
    let slug = &name?.text;
    steps.iter().position(|step| step == slug)
}

fn practice_of(unit: &Unit) -> Option<&Practice> {
    unit.practice.as_ref().map(|document| &document.value)
}
