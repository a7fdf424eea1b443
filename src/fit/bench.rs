//! Where one stretch of a book is tried under some choices.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use ecow::EcoVec;
use typst_layout::PagedDocument;
use typst_library::diag::SourceDiagnostic;
use typst_library::foundations::{Label, Selector};
use typst_library::introspection::Introspector;
use typst_syntax::DiagSpan;
use typst_utils::PicoStr;

use super::score::{Judged, judge};
use crate::folio::Folios;
use crate::manuscript::{Stretch, places, places_path};
use crate::model::{Choice, Edition};
use crate::project::Project;
use crate::typeset::{Part, Setting, typeset_part};
use crate::world::Manuscript;

/// The chosen places of blocks, by block.
pub(super) type Places = BTreeMap<String, String>;

/// After how many trials Typst forgets what it has not needed since the last time but
/// one. A long search would otherwise fill the memory; but forgetting takes as long as
/// a trial does.
const FORGET: usize = 32;
static TRIALS: AtomicUsize = AtomicUsize::new(0);

/// What all trials of an edition share.
#[derive(Debug, Copy, Clone)]
pub(super) struct Bench<'a> {
    pub project: &'a Project,
    pub edition: &'a Edition,
    pub manuscript: &'a Manuscript,
    pub book: &'a PagedDocument,
    /// The numbers of its pages.
    pub folios: &'a Folios,
}

/// A stretch as it was laid out under some choices.
#[derive(Debug, Clone)]
pub(super) struct Trial {
    pub judged: Judged,
    /// The pages.
    pub part: Part,
}

impl Bench<'_> {
    /// Lays out a stretch under some choices, and judges its pages. `before` is a trial
    /// under similar ones.
    pub(super) fn lay(
        &self,
        stretch: &Stretch,
        pages: &Range<usize>,
        places: &Places,
        before: Option<&Trial>,
    ) -> Result<Trial, EcoVec<SourceDiagnostic>> {
        let mut manuscript = self.manuscript.clone();
        let files = &mut manuscript.files;
        let choices = choices(places);
        for unit in &stretch.units {
            files.insert(places_path(unit), self::places(unit, &choices));
        }
        files.insert("/manuscript/one.json".to_string(), stretch.file());
        let world = self.project.world().with(manuscript, self.edition.date);
        let world = world.knowing(self.folios.clone()).starting_at("/layout/one.typ");
        let setting = Setting { book: self.book, pages: pages.clone() };
        let part = typeset_part(&world, &setting, before.map(|trial| &trial.part));
        if TRIALS.fetch_add(1, Ordering::Relaxed) % FORGET == FORGET - 1 {
            comemo::evict(2);
        }
        let part = part?;
        let (document, first) = part.on_its_side(pages.start);
        let judged = judge(self.project, self.edition, &document, first);
        Ok(Trial { judged, part })
    }
}

impl Trial {
    /// The page of something with a label, from the first of its stretch, if it is printed.
    pub(super) fn page(&self, label: &str) -> Option<usize> {
        page_of(self.part.document(), label)
    }
}

/// The index of the page on which something with a label stands first.
pub(super) fn page_of(document: &PagedDocument, label: &str) -> Option<usize> {
    let label = Label::new(PicoStr::intern(label))?;
    let introspector = document.introspector();
    let found = introspector.query(&Selector::Label(label));
    let page = introspector.page(found.first()?.location()?)?;
    Some(page.get() - 1)
}

/// Choices as an edition holds them.
pub(super) fn choices(places: &Places) -> Vec<Choice> {
    let choice = |(block, place): (&String, &String)| Choice {
        inherited: false,
        block: block.clone(),
        place: place.clone(),
        at: DiagSpan::detached(),
    };
    places.iter().map(choice).collect()
}
