//! What of a guide one edition prints, in which order, under which numbers.

use std::collections::BTreeMap;

use crate::load::{Content, Unit, UnitKind};
use crate::model::{Edition, Form, Part, Scope};
use crate::narrow::{Narrowed, Pulled};

/// The part of a guide that one edition prints.
#[derive(Debug)]
pub struct Selection<'a> {
    /// The edition.
    pub edition: &'a Edition,
    /// The whole guide, for what is mentioned and not printed.
    pub content: &'a Content,
    /// The parts that print something, in order.
    pub parts: Vec<SelectedPart<'a>>,
}

/// A part with the units that it prints.
#[derive(Debug)]
pub struct SelectedPart<'a> {
    /// Its place among the printed parts, from 1.
    pub number: usize,
    /// Its title.
    pub title: &'a str,
    /// The units, in order.
    pub units: Vec<SelectedUnit<'a>>,
    /// What they are.
    pub kind: UnitKind,
}

/// A unit that is printed.
#[derive(Debug, Copy, Clone)]
pub struct SelectedUnit<'a> {
    /// The unit as it is printed.
    pub unit: &'a Unit,
    /// The unit with all that it has, by which its figures, tables, formulas and
    /// exercises are numbered.
    pub whole: &'a Unit,
    /// The figures that it prints because its text refers to them.
    pub pulled: &'a [Pulled],
    /// What it is.
    pub kind: UnitKind,
    /// The number of a case: its place in the guide, the same in every edition that
    /// does not number anew.
    pub number: Option<usize>,
    /// Its place among the units of its kind in the guide, from 1.
    pub place: usize,
}

/// Chooses and orders what an edition prints. Planned units hold their number
/// and print nothing.
pub fn select<'a>(
    content: &'a Content,
    narrowed: &'a Narrowed<'a>,
    edition: &'a Edition,
) -> Selection<'a> {
    let mut parts = Vec::new();
    let printed = |part: &&Part| prints_part(&edition.scope, &part.title);
    for part in content.guide().part.iter().filter(printed) {
        let kind = UnitKind::of_part(part.kind);
        let slugs: Vec<&str> = match kind {
            UnitKind::Framework => vec!["framework"],
            UnitKind::Prompts => vec!["prompts"],
            _ => part.units.iter().map(|name| name.text.as_str()).collect(),
        };
        let units: Vec<_> = slugs
            .into_iter()
            .filter(|slug| {
                kind != UnitKind::Case || names_case(&edition.scope, content, slug)
            })
            .filter_map(|slug| selected(content, narrowed, kind, slug))
            .filter(|selected| is_held_by(selected.unit, edition.form))
            .collect();
        if !units.is_empty() {
            let number = parts.len() + 1;
            parts.push(SelectedPart { number, title: &part.title, units, kind });
        }
    }
    if edition.scope.renumber {
        renumber(&mut parts);
    }
    Selection { edition, content, parts }
}

/// Numbers the units of each kind by their place among those that are printed.
fn renumber(parts: &mut [SelectedPart]) {
    let mut places: BTreeMap<UnitKind, usize> = BTreeMap::new();
    for unit in parts.iter_mut().flat_map(|part| &mut part.units) {
        let place = places.entry(unit.kind).or_default();
        *place += 1;
        unit.place = *place;
        unit.number = unit.number.map(|_| *place);
    }
}

/// Whether a part is printed.
pub fn prints_part(scope: &Scope, title: &str) -> bool {
    scope
        .parts
        .as_ref()
        .is_none_or(|parts| parts.iter().any(|p| p.text == title))
}

/// Whether an edition of some form prints anything of a unit.
pub fn is_held_by(unit: &Unit, form: Form) -> bool {
    let practice = unit.practice.as_ref().map(|document| &document.value);
    match form {
        Form::Book => true,
        Form::Cheatsheets => practice.is_some_and(|own| own.recap.is_some()),
        Form::Cards => practice.is_some_and(|own| !own.card.is_empty()),
    }
}

/// Whether the selectors of cases name a case: by slug, family or tag. A planned
/// case has neither family nor tags.
pub fn names_case(scope: &Scope, content: &Content, slug: &str) -> bool {
    let Some(names) = &scope.cases else { return true };
    let record = content.case(slug).and_then(Unit::case);
    names.slugs.iter().any(|name| name.text == slug)
        || record.is_some_and(|document| {
            let case = &document.value;
            names.families.iter().any(|name| name.text == case.family)
                || names.tags.iter().any(|name| case.tags.contains(&name.text))
        })
}

fn selected<'a>(
    content: &'a Content,
    narrowed: &'a Narrowed<'a>,
    kind: UnitKind,
    slug: &str,
) -> Option<SelectedUnit<'a>> {
    let unit = narrowed.get(kind, slug)?;
    let whole = content.units.get(&(kind, slug.to_string()))?;
    let mut all = content
        .guide()
        .part
        .iter()
        .filter(|part| UnitKind::of_part(part.kind) == kind)
        .flat_map(|part| &part.units);
    let place = all.position(|name| name.text == slug).map_or(1, |index| index + 1);
    let number = (kind == UnitKind::Case).then_some(place);
    let pulled = narrowed.pulled(kind, slug);
    Some(SelectedUnit { unit, whole, pulled, kind, number, place })
}

impl<'a> Selection<'a> {
    /// All units that are printed, in order.
    pub fn units(&self) -> impl Iterator<Item = SelectedUnit<'a>> + '_ {
        self.parts.iter().flat_map(|part| part.units.iter().copied())
    }

    /// The number of a case: that of the guide, printed or not, or its place in
    /// this edition where units are numbered anew.
    pub fn number(&self, slug: &str) -> Option<usize> {
        if !self.edition.scope.renumber {
            return self.content.guide().number(slug);
        }
        let mut cases = self.units().filter(|unit| unit.kind == UnitKind::Case);
        cases.find(|unit| unit.unit.slug == slug)?.number
    }

    /// Whether a case is printed.
    pub fn prints_case(&self, slug: &str) -> bool {
        self.units()
            .any(|unit| unit.kind == UnitKind::Case && unit.unit.slug == slug)
    }
}

impl SelectedUnit<'_> {
    /// The label of its heading: `case:ad-click-prediction`.
    pub fn label(&self) -> String {
        let kind = match self.kind {
            UnitKind::Framework => "framework",
            UnitKind::Case => "case",
            UnitKind::Primer => "primer",
            UnitKind::Mock => "mock",
            UnitKind::Prompts => "prompts",
        };
        format!("{kind}:{}", self.unit.slug)
    }

    /// What stands before the dot in the numbers of its figures, tables,
    /// formulas and exercises: the number of a case, a letter for the rest.
    pub fn prefix(&self) -> String {
        match self.kind {
            UnitKind::Case => self.place.to_string(),
            UnitKind::Framework => "F".into(),
            UnitKind::Primer => format!("P{}", self.place),
            UnitKind::Mock => format!("M{}", self.place),
            UnitKind::Prompts => "Q".into(),
        }
    }
}
