//! One guide with everything read, ready to print any of its editions.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use ecow::eco_format;
use serde_json::json;
use typst_layout::PagedDocument;
use typst_library::foundations::{self, Bytes};
use typst_library::introspection::Introspector;
use typst_timing::TimingScope;

use crate::check;
use crate::copies;
use crate::diagnostics::{Failed, Report};
use crate::diagram::{Diagrams, Prints};
use crate::export;
use crate::finish::{Master, finish, finish_for_press, finish_for_stamps};
use crate::fonts::Fonts;
use crate::impose::Plan;
use crate::ink::inked;
use crate::load::{self, Content, Editions};
use crate::manuscript;
use crate::model::{Answers, Concession, Edition};
use crate::narrow::Narrowed;
use crate::numbers::{self, Ledgers};
use crate::select::{Selection, select};
use crate::source::{Layer, Sources};
use crate::typeset::typeset;
use crate::world::{GuideWorld, Manuscript};

/// A guide, read, loaded and checked.
#[derive(Debug)]
pub struct Project {
    /// Every file.
    pub sources: Sources,
    /// The faces.
    pub fonts: Fonts,
    /// The figures.
    pub diagrams: Diagrams,
    /// The edition records.
    pub editions: Editions,
    /// The typed model; nothing if there is no guide record to go by.
    pub content: Option<Content>,
}

impl Project {
    /// Reads and checks the guide at a root. All problems are reported; what
    /// could be read is returned even so, for excerpts and lists.
    pub fn open(
        root: &Path,
        overrides: &[String],
        report: &mut Report,
    ) -> Result<Self, Failed> {
        Self::open_with(root, overrides, Vec::new(), report)
    }

    /// Reads and checks the guide at a root with files that are not written yet.
    pub fn open_with(
        root: &Path,
        overrides: &[String],
        files: Vec<(String, Vec<u8>)>,
        report: &mut Report,
    ) -> Result<Self, Failed> {
        let mut sources = Sources::read(root, report)?;
        for (path, bytes) in files {
            sources.insert(&path, bytes, Layer::Virtual, report);
        }
        let editions = Editions::load(&mut sources, overrides, report);
        let fonts = Fonts::read(&sources, report);
        let diagrams = Diagrams::read(&sources, &fonts, report);
        let content = load::content(&sources, &editions, report).ok();
        let project = Self { sources, fonts, diagrams, editions, content };
        project.check(report);
        Ok(project)
    }

    fn check(&self, report: &mut Report) {
        self.look(|cx| check::all(cx, report));
    }

    /// Lets rules look at the guide.
    fn look(&self, rules: impl FnOnce(&check::Context)) {
        let Some(content) = &self.content else { return };
        let world = self.world();
        rules(&check::Context {
            sources: &self.sources,
            content,
            editions: &self.editions,
            diagrams: &self.diagrams,
            world: &world,
        });
    }

    /// A world without a manuscript.
    pub fn world(&self) -> GuideWorld<'_> {
        GuideWorld::new(&self.sources, &self.fonts)
    }

    /// The edition of a name, resolved. What the settings of this run make of it is
    /// looked at.
    pub fn edition(&self, name: &str, report: &mut Report) -> Option<Edition> {
        let content = self.content.as_ref()?;
        let mut edition = self.editions.resolve(name, content.guide(), report)?;
        manuscript::mark_lost_widths(&mut edition, content, &self.diagrams);
        if self.editions.are_set() {
            self.look(|cx| check::edition(cx, &edition, report));
        }
        Some(edition)
    }

    /// The quantities of the guide under the assumptions of an edition. What
    /// the edition makes untrue is reported.
    pub fn ledgers(&self, edition: &Edition, report: &mut Report) -> Ledgers {
        let Some(content) = &self.content else { return Ledgers::default() };
        let overrides = numbers::overrides(edition, content, report);
        Ledgers::evaluate(content, &self.sources, &overrides, report)
    }

    /// The files that the layout of an edition reads.
    ///
    /// # Errors
    /// Fails when anything is wrong so far, or the edition's assumptions make a
    /// text untrue.
    pub fn manuscript(
        &self,
        edition: &Edition,
        report: &mut Report,
    ) -> Result<Manuscript, Failed> {
        report.gate()?;
        let _scope = TimingScope::new("manuscript");
        let ledgers = self.ledgers(edition, report);
        report.gate()?;
        let Some(content) = &self.content else { return Ok(Manuscript::default()) };
        let narrowed = Narrowed::new(content, edition);
        let selection = select(content, &narrowed, edition);
        for choice in manuscript::lost(&selection, &self.diagrams) {
            report
                .warning(
                    "fit-lost",
                    choice.at,
                    eco_format!("`{}` has no place `{}`", choice.block, choice.place),
                )
                .hint(eco_format!("run `casebook fit {}` again", edition.name));
        }
        for given in edition.given_up.iter().filter(|given| given.lost) {
            let Concession::Narrow { block, width } = &given.what else { continue };
            report
                .warning(
                    "fit-lost",
                    given.at,
                    eco_format!("`{block}` has no narrower width `{}`", width.word()),
                )
                .hint(eco_format!("run `casebook fit {}` again", edition.name));
        }
        let prints = self.prints(&selection, &ledgers);
        prints.report(&self.diagrams, report);
        report.gate()?;
        let wide = Edition {
            scope: edition.scope.of_companion(),
            ..edition.clone()
        };
        let narrowed = Narrowed::new(content, &wide);
        let companion = select(content, &narrowed, &wide);
        let companion = edition.has_companion().then_some(&companion);
        let (diagrams, prints) = (&self.diagrams, &prints);
        Ok(manuscript::write(&selection, companion, diagrams, prints, &ledgers))
    }

    /// The figures of an edition, drawn for its paper.
    pub fn prints(&self, selection: &Selection, ledgers: &Ledgers) -> Prints {
        self.prints_where(selection, ledgers, |_, _| true)
    }

    /// Those of which something is true, by unit and name.
    pub fn prints_where(
        &self,
        selection: &Selection,
        ledgers: &Ledgers,
        wanted: impl Fn(&str, &str) -> bool,
    ) -> Prints {
        let _scope = TimingScope::new("drawings");
        let units: BTreeSet<&str> =
            selection.units().map(|unit| unit.unit.slug.as_str()).collect();
        let chosen = |unit: &str, name: &str| units.contains(unit) && wanted(unit, name);
        let edition = selection.edition;
        let (diagrams, sources) = (&self.diagrams, &self.sources);
        Prints::draw(diagrams, chosen, edition, ledgers, sources, &self.world())
    }

    /// Lays out an edition.
    ///
    /// # Errors
    /// Fails when anything is wrong so far, or goes wrong in the layout.
    pub fn typeset(
        &self,
        edition: &Edition,
        report: &mut Report,
    ) -> Result<PagedDocument, Failed> {
        let manuscript = self.manuscript(edition, report)?;
        let world = self.world().with(manuscript, edition.date);
        typeset(&world, report)
    }

    /// Prints an edition.
    ///
    /// # Errors
    /// Fails when anything is wrong so far, or goes wrong in layout or export.
    pub fn print(&self, edition: &Edition, report: &mut Report) -> Result<Print, Failed> {
        let document = self.pages(edition, report)?;
        self.pdf(edition, &document, report)
    }

    /// Prints the finished pages of an edition.
    ///
    /// # Errors
    /// Fails when anything is wrong so far, or goes wrong in export.
    pub fn pdf(
        &self,
        edition: &Edition,
        document: &PagedDocument,
        report: &mut Report,
    ) -> Result<Print, Failed> {
        self.exported(edition, document, report)?.finished(edition, report)
    }

    /// Writes the finished pages of an edition, and lays out and writes its answers where
    /// they stand apart. What comes out is not [finished](Print::finished).
    ///
    /// # Errors
    /// Fails when anything is wrong so far, or goes wrong in export.
    pub fn exported(
        &self,
        edition: &Edition,
        document: &PagedDocument,
        report: &mut Report,
    ) -> Result<Print, Failed> {
        let bytes = export::pdf(document, edition, report)?;
        let answers = match edition.scope.answers {
            Answers::Separate => Some(self.answers(edition, document, report)?),
            _ => None,
        };
        Ok(Print { bytes, answers })
    }

    /// Writes the answers of an edition as a document of their own, which names the
    /// pages of the book.
    fn answers(
        &self,
        edition: &Edition,
        book: &PagedDocument,
        report: &mut Report,
    ) -> Result<Vec<u8>, Failed> {
        let mut manuscript = self.manuscript(edition, report)?;
        let pages = json!(pages(book)).to_string();
        manuscript
            .files
            .insert("/manuscript/pages.json".into(), Bytes::from_string(pages));
        let world = self.world().with(manuscript, edition.date);
        let document = typeset(&world.starting_at("/layout/answers.typ"), report)?;
        let identifier = format!("{} answers", edition.identifier);
        export::pdf(&document, &Edition { identifier, ..edition.clone() }, report)
    }

    /// Prints an edition once, for copies that are stamped; with the number of its
    /// pages.
    ///
    /// # Errors
    /// Fails when anything is wrong so far, or goes wrong in layout or export.
    pub fn print_for_copies(
        &self,
        edition: &Edition,
        report: &mut Report,
    ) -> Result<(Master, usize), Failed> {
        let document = self.pages(edition, report)?;
        let places = copies::places(&document, edition);
        let bytes = export::pdf(&document, edition, report)?;
        let master = finish_for_stamps(&bytes, edition, &places, report)?;
        Ok((master, document.pages().len()))
    }

    /// The pages of an edition in its ink.
    ///
    /// # Errors
    /// Fails when anything is wrong so far, or goes wrong in the layout.
    pub fn pages(
        &self,
        edition: &Edition,
        report: &mut Report,
    ) -> Result<PagedDocument, Failed> {
        let document = self.typeset(edition, report)?;
        Ok(inked(document, edition.ink, &self.world(), report))
    }

    /// Brings an edition to paper: the plan of its sheets, and the bytes of pages,
    /// sheets and cover.
    ///
    /// # Errors
    /// Fails when anything is wrong so far, the edition cannot be folded or cut, or
    /// something goes wrong in layout or export.
    pub fn press(
        &self,
        edition: &Edition,
        report: &mut Report,
    ) -> Result<(Plan, [Vec<u8>; 3]), Failed> {
        Plan::new(edition, 1, report)?;
        let book = self.pages(edition, report)?;
        let plan = Plan::new(edition, book.pages().len(), report)?;
        let mut manuscript = self.manuscript(edition, report)?;
        let words = Bytes::from_string(plan.words(edition).to_string());
        manuscript.files.insert("/manuscript/press.json".to_string(), words);
        let world = self.world().with(manuscript, edition.date);
        let extras = typeset(&world.starting_at("/layout/press.typ"), report)?;
        let extras = inked(extras, edition.ink, &self.world(), report);
        let mut files = [Vec::new(), Vec::new(), Vec::new()];
        let kinds = ["pages", "sheets", "cover"];
        let made = plan.files(&book, &extras);
        for ((file, kind), bytes) in made.iter().zip(kinds).zip(&mut files) {
            let written = export::press_pdf(&file.document, edition, kind, report)?;
            *bytes = finish_for_press(&written, edition, &file.boxes, report)?;
        }
        Ok((plan, files))
    }

    /// Which guide this is and where it lies, in one line.
    pub fn line(&self) -> String {
        let title = self.content.as_ref().map(|content| content.guide().title.as_str());
        let title = title.unwrap_or("no guide");
        let on_disk = self.sources.on_disk();
        let root = self.sources.root().display();
        let line = match on_disk {
            0 => eco_format!("“{title}”, embedded; nothing of its own in {root}"),
            1 => eco_format!("“{title}”, 1 file from {root}"),
            _ => eco_format!("“{title}”, {on_disk} files from {root}"),
        };
        line.to_string()
    }
}

/// The pages of everything in a book that has a name, by name.
fn pages(book: &PagedDocument) -> BTreeMap<String, usize> {
    let introspector = book.introspector();
    let named = introspector.query_labelled();
    let page = |content: &foundations::Content| {
        let page = introspector.page(content.location()?)?;
        Some((content.label()?.resolve().to_string(), page.get()))
    };
    // The first place of a name counts.
    named.iter().rev().filter_map(page).collect()
}

/// A printed edition.
#[derive(Debug)]
pub struct Print {
    /// Its PDF.
    pub bytes: Vec<u8>,
    /// The PDF of its answers, where they stand apart.
    pub answers: Option<Vec<u8>>,
}

impl Print {
    /// The same files after the last pass over them.
    ///
    /// # Errors
    /// Fails when a file cannot be read or written as a PDF.
    pub fn finished(
        self,
        edition: &Edition,
        report: &mut Report,
    ) -> Result<Self, Failed> {
        let bytes = finish(&self.bytes, edition, report)?;
        let answers = self.answers.map(|answers| finish(&answers, edition, report));
        Ok(Self { bytes, answers: answers.transpose()? })
    }
}
