//! How often an edition is laid out until its page numbers hold.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use casebook::diagnostics::Report;
use casebook::project::Project;
use typst_layout::PagedDocument;
use typst_library::diag::SourceResult;
use typst_library::engine::Engine;
use typst_library::foundations::{Content, Output, StyleChain, Target};
use typst_library::introspection::Introspector;

use crate::repository::root;

static PASSES: AtomicUsize = AtomicUsize::new(0);

/// Pages that count how often they were laid out.
struct Counted(PagedDocument);

impl Output for Counted {
    fn target() -> Target {
        Target::Paged
    }

    fn create(
        engine: &mut Engine,
        content: &Content,
        styles: StyleChain,
    ) -> SourceResult<Self> {
        PASSES.fetch_add(1, Ordering::Relaxed);
        PagedDocument::create(engine, content, styles).map(Self)
    }

    fn introspector(&self) -> &dyn Introspector {
        self.0.introspector().as_ref()
    }
}

fn passes(root: &Path, edition: &str) -> usize {
    let mut report = Report::new();
    let project = Project::open(root, &[], &mut report).ok().unwrap();
    let edition = project.edition(edition, &mut report).unwrap();
    let manuscript = project.manuscript(&edition, &mut report).ok().unwrap();
    let world = project.world().with(manuscript, edition.date);
    let before = PASSES.load(Ordering::Relaxed);
    let document = typst::compile::<Counted>(&world).output.unwrap();
    assert!(document.0.pages().len() > 20);
    PASSES.load(Ordering::Relaxed) - before
}

/// The first pass knows no pages, the second knows those of the first, and the
/// third finds them as the second left them.
#[test]
fn three_passes_settle_all_page_numbers() {
    for edition in ["handbook", "handbook-letter"] {
        let passes = passes(root(), edition);
        assert!((2..=3).contains(&passes), "{edition}: {passes} passes");
    }
}
