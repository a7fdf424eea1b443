//! From sources to the typed model.
//!
//! Loading resolves nothing across files: what refers to what is the business
//! of the checks. It reports only what keeps a file from being understood.

mod bibliography;
mod document;
mod editions;
mod press;
pub mod prose;
mod segments;
mod settings;
mod unit;
mod validate;

pub use bibliography::{Bibliography, Run};
pub use document::Document;
pub use editions::Editions;
pub use unit::{Body, Heading, Prose, Snippet, Unit};

use std::collections::{BTreeMap, HashSet};

use ecow::eco_format;
use typst_syntax::{DiagSpan, FileId};

use crate::diagnostics::{Failed, Report, at};
use crate::model::{CrossReferences, Glossary, Guide, Name, PartKind};
use crate::source::{File, Sources};

/// Everything that a guide says, before any choosing.
#[derive(Debug)]
pub struct Content {
    /// The guide record.
    pub guide: Document<Guide>,
    /// All units that exist, by kind and slug.
    pub units: BTreeMap<(UnitKind, String), Unit>,
    /// Front matter, back matter and glossary as one unit.
    pub matter: Unit,
    /// The terms.
    pub glossary: Option<Document<Glossary>>,
    /// The references from one heading of the index to another.
    pub index: Option<Document<CrossReferences>>,
    /// The works.
    pub bibliography: Bibliography,
    /// Files that are there and could not be understood. What they hold is
    /// unknown, so that nothing may be said to be missing from them.
    pub unread: HashSet<FileId>,
}

/// The kinds of units.
#[derive(Debug, Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum UnitKind {
    /// The steps themselves.
    Framework,
    /// Case studies.
    Case,
    /// Primers.
    Primer,
    /// Mock interviews.
    Mock,
    /// Further prompts.
    Prompts,
}

impl UnitKind {
    /// The kind of unit that a part of this kind holds.
    pub fn of_part(part: PartKind) -> Self {
        match part {
            PartKind::Framework => Self::Framework,
            PartKind::Cases => Self::Case,
            PartKind::Primers => Self::Primer,
            PartKind::Mocks => Self::Mock,
            PartKind::Prompts => Self::Prompts,
        }
    }
}

impl Content {
    /// The record of the guide.
    pub fn guide(&self) -> &Guide {
        &self.guide.value
    }

    /// The case with this slug, if it is written.
    pub fn case(&self, slug: &str) -> Option<&Unit> {
        self.units.get(&(UnitKind::Case, slug.to_string()))
    }

    /// All units, the matter last.
    pub fn all_units(&self) -> impl Iterator<Item = &Unit> {
        self.units.values().chain(std::iter::once(&self.matter))
    }
}

/// Loads everything that the sources hold.
///
/// # Errors
/// Fails when there is no guide record to go by; all else is reported and the
/// loading goes on.
pub fn content(
    sources: &Sources,
    editions: &Editions,
    report: &mut Report,
) -> Result<Content, Failed> {
    let Some(file) = sources.get("/content/guide.toml") else {
        report
            .error(
                "guide-missing",
                DiagSpan::detached(),
                "there is no `content/guide.toml`",
            )
            .hint("`casebook init DIR` writes one");
        return Err(report.gate().err().unwrap_or_else(|| unreachable!("just reported")));
    };
    let Some(guide) = Document::<Guide>::load(file, report) else {
        report.gate()?;
        unreachable!("a record that does not load is reported")
    };
    let bibliography = Bibliography::load(sources.get("/content/references.bib"), report);
    let glossary = unit::document("/content/glossary.toml", sources, report);
    let index = unit::document("/content/index.toml", sources, report);
    let mut matter = matter(&guide, glossary.as_ref(), sources, report);
    let records = editions.all().flat_map(|record| unit::snippets(record, sources));
    matter.snippets.extend(records);
    let units = units(&guide, sources, report);
    let wrong = report.findings().iter().filter_map(|f| f.diagnostic.span.id());
    let unread = wrong.collect();
    Ok(Content {
        guide,
        units,
        matter,
        glossary,
        index,
        bibliography,
        unread,
    })
}

fn units(
    guide: &Document<Guide>,
    sources: &Sources,
    report: &mut Report,
) -> BTreeMap<(UnitKind, String), Unit> {
    let mut units = BTreeMap::new();
    for part in &guide.value.part {
        let kind = UnitKind::of_part(part.kind);
        let names: Vec<Name> = match kind {
            UnitKind::Framework => vec![Name { text: "framework".into(), range: 0..0 }],
            UnitKind::Prompts => vec![Name { text: "prompts".into(), range: 0..0 }],
            _ => part.units.clone(),
        };
        for name in names {
            if let Some(unit) = load_unit(kind, &name, guide, sources, report) {
                units.insert((kind, name.text), unit);
            }
        }
    }
    units
}

fn load_unit(
    kind: UnitKind,
    slug: &str,
    guide: &Document<Guide>,
    sources: &Sources,
    report: &mut Report,
) -> Option<Unit> {
    match kind {
        UnitKind::Framework => {
            let folder = "/content/framework/";
            sources.under(folder).next()?;
            let prose = unit::step_files(folder, &guide.value, sources, report);
            Some(Unit::load(slug, Body::Framework, folder, prose, sources, report))
        }
        UnitKind::Case => {
            let folder = format!("/content/cases/{slug}/");
            let file = opening_record(&folder, "case.toml", sources, report)?;
            let prose = unit::step_files(&folder, &guide.value, sources, report);
            let body = Document::load(file, report).map_or(Body::Unread, Body::Case);
            Some(Unit::load(slug, body, &folder, prose, sources, report))
        }
        UnitKind::Primer => {
            let folder = format!("/content/primers/{slug}/");
            let file = opening_record(&folder, "primer.toml", sources, report)?;
            let text = sources.get(&format!("{folder}text.typ"));
            if text.is_none() {
                report
                    .error(
                        "step-missing",
                        at(file.id, 0..0),
                        eco_format!("the primer `{slug}` has no text"),
                    )
                    .hint(eco_format!("write `{}text.typ`", &folder[1..]));
            }
            let prose = text.map(|file| unit::prose(file, None)).into_iter().collect();
            let body = Document::load(file, report).map_or(Body::Unread, Body::Primer);
            Some(Unit::load(slug, body, &folder, prose, sources, report))
        }
        UnitKind::Mock => {
            let path = format!("/content/mocks/{slug}.toml");
            let file = sources.get(&path)?;
            let body = Document::load(file, report).map_or(Body::Unread, Body::Mock);
            Some(Unit::load(slug, body, "/none/", Vec::new(), sources, report))
        }
        UnitKind::Prompts => {
            let file = sources.get("/content/prompts.toml")?;
            let body = Document::load(file, report).map_or(Body::Unread, Body::Prompts);
            Some(Unit::load(slug, body, "/none/", Vec::new(), sources, report))
        }
    }
}

/// The record that opens a folder. A folder without one is reported, no folder
/// at all means that the unit is planned.
fn opening_record<'a>(
    folder: &str,
    name: &str,
    sources: &'a Sources,
    report: &mut Report,
) -> Option<&'a File> {
    let stray = sources.under(folder).next()?;
    let file = sources.get(&format!("{folder}{name}"));
    if file.is_none() {
        report
            .error(
                "record-missing",
                at(stray.id, 0..0),
                eco_format!("`{}` has no `{name}`", folder.trim_matches('/')),
            )
            .hint("`casebook new case SLUG` writes all files of a case");
    }
    file
}

/// Front matter, back matter and glossary share their references and numbers.
fn matter(
    guide: &Document<Guide>,
    glossary: Option<&Document<Glossary>>,
    sources: &Sources,
    report: &mut Report,
) -> Unit {
    let lists = [("front", &guide.value.front), ("back", &guide.value.back)];
    let mut found = Vec::new();
    for (folder, names) in lists {
        for name in names {
            match sources.get(&format!("/content/{folder}/{}.typ", name.text)) {
                Some(file) => found.push(unit::prose(file, None)),
                None => {
                    let known: Vec<_> = sources
                        .under(&format!("/content/{folder}/"))
                        .map(File::stem)
                        .collect();
                    report
                        .error(
                            "matter-missing",
                            guide.at(&name.range),
                            eco_format!(
                                "there is no `content/{folder}/{}.typ`",
                                name.text
                            ),
                        )
                        .suggest(&name.text, known);
                }
            }
        }
    }
    let mut unit = Unit::load("matter", Body::Matter, "/none/", found, sources, report);
    unit.snippets.extend(unit::snippets(guide, sources));
    unit.snippets
        .extend(glossary.iter().flat_map(|d| unit::snippets(d, sources)));
    unit
}
