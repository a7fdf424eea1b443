//! What of a book begins and ends with a page, so that it can be laid out without the
//! rest: a unit in a book case by case; in one in the order of the steps a part with
//! one step of all cases, and that of their practice.

use serde_json::{Value, json};
use typst_library::foundations::Bytes;

use super::freedom::{Freedom, Scene, freedoms, of_practice, of_text};
use super::order::{self, Plan};
use super::path;
use crate::diagram::Diagrams;
use crate::load::UnitKind;
use crate::model::{Order, Step};
use crate::select::{SelectedUnit, Selection};

/// Pages that are laid out by themselves.
#[derive(Debug, Clone)]
pub struct Stretch<'a> {
    /// A label on its first page: `case:ad-click-prediction`, `part:deploy`.
    pub label: String,
    /// The units of which it prints something.
    pub units: Vec<SelectedUnit<'a>>,
    /// What may be moved in it, in the order of its pages.
    pub freedoms: Vec<Freedom>,
    told: Value,
}

impl<'a> Stretch<'a> {
    /// All pages of a unit.
    fn of_unit(unit: SelectedUnit<'a>, scene: Scene) -> Self {
        Self {
            label: unit.label(),
            freedoms: freedoms(&unit, scene),
            told: json!({ "unit": path(&unit) }),
            units: vec![unit],
        }
    }

    /// A part in the order of the steps, by its number.
    fn of_part(
        number: usize,
        name: &str,
        units: Vec<SelectedUnit<'a>>,
        freedoms: Vec<Freedom>,
    ) -> Self {
        Self {
            label: format!("part:{name}"),
            units,
            freedoms,
            told: json!({ "part": number }),
        }
    }

    /// Whether it is a case from its opener to its recap.
    pub fn is_case(&self) -> bool {
        let [unit] = self.units.as_slice() else { return false };
        unit.kind == UnitKind::Case && unit.label() == self.label
    }

    /// The file that names it to the layout.
    pub fn file(&self) -> Bytes {
        Bytes::from_string(self.told.to_string())
    }
}

/// The stretches of an edition in which anything might be moved, in the order of its
/// pages.
pub fn stretches<'a>(
    selection: &'a Selection<'a>,
    diagrams: &'a Diagrams,
) -> Vec<Stretch<'a>> {
    let scene = Scene::of(selection, diagrams);
    if selection.edition.order == Order::Case {
        return selection.units().map(|unit| Stretch::of_unit(unit, scene)).collect();
    }
    let framework = order::framework(selection).into_iter();
    let owners: Vec<_> = framework.chain(order::cases(selection)).collect();
    let mut found = Vec::new();
    for (number, plan) in (1..).zip(order::plans(selection)) {
        match plan {
            // An opener has a page to itself, on which everything has its place.
            Plan::Openers => {}
            Plan::Step(index, step) => {
                let freedoms = of_step(&owners, index, step, scene);
                let name = &step.slug.text;
                found.push(Stretch::of_part(number, name, owners.clone(), freedoms));
            }
            Plan::Units(part) => {
                let units = part.units.iter();
                found.extend(units.map(|unit| Stretch::of_unit(*unit, scene)));
            }
            Plan::Practice => {
                let freedoms = owners.iter().flat_map(|own| of_practice(own.unit));
                let (name, freedoms) = ("practice", freedoms.collect());
                found.push(Stretch::of_part(number, name, owners.clone(), freedoms));
            }
        }
    }
    found
}

/// The freedoms of one step of several units. What has no label of its own stands
/// between the head of its unit and that of the next.
fn of_step(
    owners: &[SelectedUnit],
    index: usize,
    step: &Step,
    scene: Scene,
) -> Vec<Freedom> {
    let label = |own: &SelectedUnit| format!("step:{}:{}", own.unit.slug, step.slug.text);
    let mut found = Vec::new();
    for (place, own) in owners.iter().enumerate() {
        let near: Vec<_> = owners.iter().skip(place).take(2).map(label).collect();
        let texts = own.unit.prose.iter().filter(|prose| prose.step == Some(index));
        found.extend(texts.flat_map(|prose| of_text(own.unit, prose, scene, &near)));
    }
    found
}
