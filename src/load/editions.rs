//! Edition records, and the editions that they add up to.

mod fitting;

use std::collections::{BTreeMap, BTreeSet};

use ecow::eco_format;
use typst_syntax::DiagSpan;

use super::Document;
use super::press;
use super::settings::Settings;
use crate::diagnostics::{Report, at};
use crate::model::{
    Asked, Assumption, Blocks, CaseNames, Edition, EditionRecord, Fit, Guide, Limits,
    Logo, Paper, Scope, Select, Selector, Stand, Standard, Table,
};
use crate::source::Sources;

/// The width of a logo on the cover, in millimetres, where no record says another.
const LOGO_WIDTH: f64 = 40.0;

/// All edition records, by name.
#[derive(Debug, Default)]
pub struct Editions {
    records: BTreeMap<String, Document<EditionRecord>>,
    settings: Option<Settings>,
    fits: BTreeMap<String, Document<Fit>>,
    unread: BTreeSet<String>,
}

impl Editions {
    /// Loads the records of `content/editions` and the overrides of this run,
    /// each `key = value` as TOML or `key=word`.
    pub fn load(
        sources: &mut Sources,
        overrides: &[String],
        report: &mut Report,
    ) -> Self {
        let mut editions = Self::default();
        const FOLDER: &str = "/content/editions/";
        let is_record = |file: &&crate::source::File| {
            let name = &file.path[FOLDER.len()..];
            !name.contains('/') && name.ends_with(".toml")
        };
        for file in sources.under(FOLDER).filter(is_record) {
            let name = file.stem().to_string();
            if let Some(edition) = name.strip_suffix(".fit") {
                if let Some(fit) = Document::load(file, report) {
                    editions.fits.insert(edition.to_string(), fit);
                }
                continue;
            }
            match Document::load(file, report) {
                Some(record) => _ = editions.records.insert(name, record),
                None => _ = editions.unread.insert(name),
            }
        }
        editions.settings = Settings::read(overrides, sources, report);
        editions
    }

    /// The names of all editions, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.records.keys().map(String::as_str)
    }

    /// All records, by name.
    pub fn records(&self) -> impl Iterator<Item = (&str, &Document<EditionRecord>)> {
        self.records.iter().map(|(name, record)| (name.as_str(), record))
    }

    /// The paths of the choices by which columns were filled, by edition.
    pub fn fits(&self) -> impl Iterator<Item = (&str, &Document<Fit>)> {
        self.fits.iter().map(|(name, fit)| (name.as_str(), fit))
    }

    /// All records, those of the command line included.
    pub fn all(&self) -> impl Iterator<Item = &Document<EditionRecord>> {
        self.records.values().chain(self.overrides())
    }

    /// Whether there is a record of this name, even one that does not load.
    pub fn contains(&self, name: &str) -> bool {
        self.records.contains_key(name) || self.unread.contains(name)
    }

    /// Resolves an edition over all that it extends, and the overrides over it.
    /// An unknown name or a cycle is reported.
    pub fn resolve(
        &self,
        name: &str,
        guide: &Guide,
        report: &mut Report,
    ) -> Option<Edition> {
        let chain = self.chain(name, report)?;
        let records = chain.iter().map(|(_, record)| *record);
        let layers: Vec<_> = self.overrides().into_iter().chain(records).collect();
        let mut edition = flatten(name, guide, &layers, self.settings.as_ref());
        self.shorten(&mut edition);
        edition.fit = self.choices(&edition, guide, &chain);
        Some(edition)
    }

    /// An edition as its records have it, without what was set for this run. What is
    /// wrong with the records is not reported.
    pub fn as_written(&self, name: &str, guide: &Guide) -> Option<Edition> {
        let chain = self.chain(name, &mut Report::new())?;
        let layers: Vec<_> = chain.iter().map(|(_, record)| *record).collect();
        Some(flatten(name, guide, &layers, None))
    }

    /// Whether anything was set for this run.
    pub fn are_set(&self) -> bool {
        self.settings.is_some()
    }

    /// The record of what was set for this run.
    fn overrides(&self) -> Option<&Document<EditionRecord>> {
        self.settings.as_ref().map(|settings| &settings.record)
    }

    /// The records that make up an edition, nearest first, the overrides of this
    /// run before them.
    pub fn layers(&self, name: &str) -> Vec<&Document<EditionRecord>> {
        let chain = self.chain(name, &mut Report::new()).unwrap_or_default();
        let records = chain.into_iter().map(|(_, record)| record);
        self.overrides().into_iter().chain(records).collect()
    }

    /// The record and all that it extends by name, nearest first.
    fn chain(
        &self,
        name: &str,
        report: &mut Report,
    ) -> Option<Vec<(String, &Document<EditionRecord>)>> {
        let mut chain: Vec<(String, &Document<EditionRecord>)> = Vec::new();
        let mut name = name.to_string();
        let mut place = DiagSpan::detached();
        loop {
            let Some(record) = self.records.get(&name) else {
                if !self.unread.contains(&name) {
                    self.unknown(&name, place, report);
                }
                return None;
            };
            chain.push((name.clone(), record));
            let Some(base) = &record.value.extends else { return Some(chain) };
            place = record.at(&base.range);
            let again = chain.iter().position(|(known, _)| *known == base.text);
            if let Some(start) = again {
                cycle(chain.split_off(start), report);
                return None;
            }
            name.clone_from(&base.text);
        }
    }

    /// Reports a name that no edition has. Asked for on the command line it is
    /// wrong use, written in a record it is wrong content.
    fn unknown(&self, name: &str, place: DiagSpan, report: &mut Report) {
        let message = eco_format!("there is no edition `{name}`");
        let finding = match place.id() {
            Some(_) => report.error("edition-missing", place, message),
            None => report.usage("edition-missing", message),
        };
        let known: Vec<_> = self.names().collect();
        finding
            .suggest(name, known.iter().copied())
            .hint(eco_format!("editions: {}", known.join(", ")));
    }
}

/// Reports a cycle, once for all editions in it.
fn cycle(mut members: Vec<(String, &Document<EditionRecord>)>, report: &mut Report) {
    let first = (0..members.len()).min_by_key(|index| members[*index].0.as_str());
    members.rotate_left(first.unwrap_or_default());
    let Some((name, record)) = members.first() else { return };
    let names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
    let base = record.value.extends.as_ref();
    let place = base.map_or(record.start(), |base| record.at(&base.range));
    report
        .error(
            "extends-cycle",
            place,
            eco_format!(
                "the edition `{name}` extends itself: {} → {name}",
                names.join(" → ")
            ),
        )
        .hint("let one of them stand on its own");
}

/// What the first layer that says something says.
pub(super) fn first<T>(
    layers: &[&Document<EditionRecord>],
    field: impl Fn(&EditionRecord) -> Option<T>,
) -> Option<T> {
    layers.iter().find_map(|layer| field(&layer.value))
}

/// What is printed. The three selectors of cases are taken from one layer, so that
/// naming a case here does not add to the families named below.
fn scope(layers: &[&Document<EditionRecord>]) -> Scope {
    fn select<T>(
        layers: &[&Document<EditionRecord>],
        field: impl Fn(&Select) -> Option<T>,
    ) -> Option<T> {
        first(layers, |record| record.select.as_ref().and_then(&field))
    }
    fn named(selector: Selector) -> Option<Vec<crate::model::Name>> {
        match selector {
            Selector::All => None,
            Selector::Named(names) => Some(names),
        }
    }
    let limit = |field: fn(&Limits) -> Option<usize>| {
        first(layers, |record| record.limits.as_ref().and_then(field))
    };
    let off = Blocks::default().all().into_iter().filter(|(block, ..)| {
        let said = first(layers, |record| {
            let all = record.blocks.as_ref()?.all();
            all.into_iter().find(|(kind, ..)| kind == block)?.2
        });
        said == Some(false)
    });
    let moved = Blocks::default().movable().into_iter().filter(|(block, ..)| {
        let said = first(layers, |record| {
            let movable = record.blocks.as_ref()?.movable();
            movable.into_iter().find(|(kind, ..)| kind == block)?.2
        });
        said == Some(Stand::End)
    });
    Scope {
        cases: select(layers, case_names).flatten(),
        parts: select(layers, |s| s.parts.clone()),
        steps: select(layers, |s| s.steps.clone()).and_then(named),
        levels: select(layers, |s| s.levels.clone()),
        off: off.map(|(block, ..)| block).collect(),
        moved: moved.map(|(block, ..)| block).collect(),
        limits: Limits {
            exercises: limit(|l| l.exercises),
            probes: limit(|l| l.probes),
            pairs: limit(|l| l.pairs),
            pitfalls: limit(|l| l.pitfalls),
            cards: limit(|l| l.cards),
        },
        depth: first(layers, |r| r.depth).unwrap_or_default(),
        answers: first(layers, |r| r.answers).unwrap_or_default(),
        references: first(layers, |r| r.references).unwrap_or_default(),
        renumber: first(layers, |r| r.renumber).unwrap_or_default(),
        form: first(layers, |r| r.form).unwrap_or_default(),
        hidden: false,
    }
}

/// The cases that one record selects; nothing if it says nothing about cases, and
/// nothing within if it selects all.
fn case_names(select: &Select) -> Option<Option<CaseNames>> {
    let Select { cases, families, tags, .. } = select;
    if cases.is_none() && families.is_none() && tags.is_none() {
        return None;
    }
    let slugs = match cases {
        Some(Selector::All) => return Some(None),
        Some(Selector::Named(slugs)) => slugs.clone(),
        None => Vec::new(),
    };
    let families = families.clone().unwrap_or_default();
    let tags = tags.clone().unwrap_or_default();
    Some(Some(CaseNames { slugs, families, tags }))
}

/// The first layer that says something wins.
fn flatten(
    name: &str,
    guide: &Guide,
    layers: &[&Document<EditionRecord>],
    settings: Option<&Settings>,
) -> Edition {
    let date = first(layers, |r| r.date).and_then(|d| d.date);
    let identifier = first(layers, |r| r.identifier.clone())
        .unwrap_or_else(|| format!("{} {name}", guide.title));
    let said = settings.map(Settings::identifier).unwrap_or_default();
    let set = settings.map(Settings::file).unwrap_or_default();
    Edition {
        name: name.to_string(),
        file: format!("{name}{set}"),
        title: first(layers, |r| r.title.clone()).unwrap_or_else(|| guide.title.clone()),
        subtitle: first(layers, |r| r.subtitle.clone())
            .unwrap_or_else(|| guide.subtitle.clone()),
        date: date.map_or([1970, 1, 1], |d| [d.year, d.month.into(), d.day.into()]),
        paper: first(layers, |r| r.paper).unwrap_or(Paper::A4),
        duplex: first(layers, |r| r.duplex).unwrap_or(true),
        binding: first(layers, |r| r.binding).unwrap_or_default(),
        type_size: first(layers, |r| r.type_size),
        ink: first(layers, |r| r.ink).unwrap_or_default(),
        form: first(layers, |r| r.form).unwrap_or_default(),
        order: first(layers, |r| r.order).unwrap_or_default(),
        instructor: first(layers, |r| r.instructor).unwrap_or_default(),
        organisation: first(layers, |r| r.organisation.clone()),
        logo: logo(layers),
        cohort: first(layers, |r| r.cohort.clone()),
        colours: colours(layers),
        scope: scope(layers),
        standards: first(layers, |r| r.standards.clone())
            .unwrap_or_else(|| vec![Standard::Ua1, Standard::A2a]),
        standards_at: layers
            .iter()
            .find(|layer| layer.value.standards.is_some())
            .map_or(DiagSpan::detached(), |layer| layer.key(&["standards"])),
        cards: first(layers, |r| r.cards).unwrap_or_default(),
        score_sheets: first(layers, |r| r.score_sheets).unwrap_or_default(),
        identifier: format!("{identifier}{said}"),
        press: press::settings(layers),
        assume: layers.iter().flat_map(|layer| assumptions(layer)).collect(),
        imprint: layers
            .iter()
            .find_map(|layer| Some((layer.path.clone(), layer.value.imprint.clone()?))),
        fit: Vec::new(),
        target: fitting::target(layers, first(layers, |r| r.order).unwrap_or_default()),
        given_up: Vec::new(),
        asked: Asked {
            off: scope(layers).off,
            type_size: first(layers, |r| r.type_size),
        },
    }
}

/// The nearest logo, in the folder of the records, as wide as the nearest width.
fn logo(layers: &[&Document<EditionRecord>]) -> Option<Logo> {
    let named = |layer: &&Document<EditionRecord>| {
        let name = layer.value.logo.as_ref()?;
        Some((format!("/content/editions/{}", name.text), layer.at(&name.range)))
    };
    let (path, at) = layers.iter().find_map(named)?;
    let width = first(layers, |r| r.logo_width).unwrap_or(LOGO_WIDTH);
    Some(Logo { path, width, at })
}

/// The nearest colour of every role.
fn colours(layers: &[&Document<EditionRecord>]) -> Table<String> {
    let mut found = Table::new();
    for (role, colour) in layers.iter().flat_map(|layer| &layer.value.colours) {
        found.entry(role.clone()).or_insert_with(|| colour.text.clone());
    }
    found
}

fn assumptions(record: &Document<EditionRecord>) -> Vec<Assumption> {
    let mut found = Vec::new();
    for (unit, values) in &record.value.assume {
        for (name, amount) in values {
            let at = record.key(&["assume", unit, name]);
            let (unit, name, amount) = (unit.clone(), name.clone(), *amount);
            found.push(Assumption { unit, name, amount, at });
        }
    }
    found
}

/// The place of an edition's record.
impl Document<EditionRecord> {
    /// The beginning of the record.
    pub fn start(&self) -> DiagSpan {
        at(self.file, 0..0)
    }
}
