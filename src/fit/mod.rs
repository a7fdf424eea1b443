//! The closed loop that fills columns: lay out, read the fill from the frames,
//! try what may be moved, keep the best.
//!
//! A book is made of stretches that begin on a page of their own, so that a choice in
//! one moves nothing in the others: its units, or in the order of the steps a part with
//! one step of all cases. The whole book is laid out once; then every stretch is laid
//! out alone for each trial, in the place of its pages in the book, and stretches are
//! searched side by side. In the end the book is laid out with all choices.
//!
//! An edition that should have a certain length gives up what its record allows
//! before its columns are filled.

mod bench;
mod length;
mod score;
mod search;
mod shorten;
mod widths;

pub use length::{Decision, Length, Miss};
pub use score::Score;
pub use search::Improvement;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use ecow::{EcoVec, eco_format};
use typst_layout::PagedDocument;
use typst_library::diag::SourceDiagnostic;
use typst_library::foundations::{Content, Label, Selector, Value};
use typst_library::introspection::{Introspector, MetadataElem};
use typst_utils::PicoStr;

use crate::diagnostics::{Failed, Report};
use crate::folio::Folios;
use crate::manuscript::{Stretch, stretches};
use crate::model::Edition;
use crate::narrow::Narrowed;
use crate::project::Project;
use crate::select::select;
use crate::typeset::{Part, typeset};
use bench::{Bench, Places, choices, page_of};
use search::{Found, Search};

/// What the loop found.
#[derive(Debug, Clone, Default)]
pub struct Fitted {
    /// All choices, in the order of the book.
    pub improvements: Vec<Improvement>,
    /// The stretches, in the order of the book.
    pub stretches: Vec<FittedStretch>,
    /// What was given up for the length of the edition.
    pub decisions: Vec<Decision>,
    /// How long it is now.
    pub length: Length,
    /// How often a stretch was laid out.
    pub layouts: usize,
}

/// What became of a stretch.
#[derive(Debug, Clone)]
pub struct FittedStretch {
    /// Its label.
    pub label: String,
    /// Its pages without any choice.
    pub before: Score,
    /// Its pages with all choices, laid out alone.
    pub alone: Score,
    /// How often it was laid out.
    pub layouts: usize,
    /// The same pages in the finished book. They differ where a reference across units
    /// takes another width there.
    pub after: Score,
}

/// How far a search is.
#[derive(Debug, Copy, Clone)]
pub struct Progress {
    /// How many stretches are finished.
    pub done: usize,
    /// How many there are.
    pub of: usize,
}

/// Searches the places of the blocks of an edition, from those that blocks have
/// without any choice.
///
/// # Errors
/// Fails when the edition cannot be laid out.
pub fn fit(
    project: &Project,
    edition: &Edition,
    report: &mut Report,
    progress: impl FnMut(Progress),
) -> Result<Fitted, Failed> {
    let Some(content) = &project.content else { return Ok(Fitted::default()) };
    let whole = edition.unfitted();
    let (bare, decisions) = shorten::shorten(project, content, &whole, report)?;
    let narrowed = Narrowed::new(content, &bare);
    let selection = select(content, &narrowed, &bare);
    let stretches = stretches(&selection, &project.diagrams);

    let manuscript = project.manuscript(&bare, report)?;
    let world = project.world().with(manuscript.clone(), bare.date);
    let book = typeset(&world, report)?;
    // All that the book needed and no single stretch does.
    comemo::evict(0);
    let ranges = ranges(&book, &stretches, project);
    let folios = Folios::of(&book, &Folios::guessed(manuscript.guesses.clone()));
    let bench = Bench {
        project,
        edition: &bare,
        manuscript: &manuscript,
        book: &book,
        folios: &folios,
    };
    let searches: Vec<Search> = stretches
        .iter()
        .zip(ranges)
        .map(|(stretch, pages)| Search { bench, stretch, pages })
        .collect();
    let mut found = Vec::new();
    for result in side_by_side(&searches, progress) {
        match result {
            Ok(one) => found.push(one),
            Err(errors) => report.typst("typst", errors),
        }
    }
    report.gate()?;
    let all: Places = found.iter().flat_map(|one| one.places.clone()).collect();
    let fitted = Edition { fit: choices(&all), ..bare.clone() };
    let after = project.typeset(&fitted, report)?;
    Ok(Fitted {
        decisions,
        length: Length::of(&after, &stretches, project),
        ..told(&bench, &stretches, &after, found)
    })
}

/// The stretches with what the finished book makes of them.
fn told(
    bench: &Bench,
    stretches: &[Stretch],
    after: &PagedDocument,
    found: Vec<Found>,
) -> Fitted {
    let mut fitted = Fitted::default();
    let ranges = ranges(after, stretches, bench.project);
    for ((stretch, pages), one) in stretches.iter().zip(ranges).zip(found) {
        let (document, first) = Part::of(after, pages.clone()).on_its_side(pages.start);
        let judged = score::judge(bench.project, bench.edition, &document, first);
        fitted.stretches.push(FittedStretch {
            label: stretch.label.clone(),
            before: one.first,
            alone: one.best,
            after: judged.score,
            layouts: one.layouts,
        });
        fitted.improvements.extend(one.improvements);
        fitted.layouts += one.layouts;
    }
    fitted
}

/// Searches all stretches, as many at a time as there are threads. Each searcher has a
/// thread of its own for what Typst does in parallel: with a common pool, a search
/// that waits would take up the next one and hold both in memory.
fn side_by_side(
    searches: &[Search],
    mut progress: impl FnMut(Progress),
) -> Vec<Result<Found, EcoVec<SourceDiagnostic>>> {
    let next = AtomicUsize::new(0);
    let (tell, told) = mpsc::channel();
    let threads = rayon::current_num_threads().min(searches.len()).max(1);
    let mut found: Vec<_> = searches.iter().map(|_| None).collect();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (tell, next) = (tell.clone(), &next);
            scope.spawn(move || {
                let work = || {
                    loop {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        let Some(search) = searches.get(index) else { break };
                        // Nobody listens any more only when the run has ended.
                        let _gone = tell.send((index, search.run()));
                    }
                };
                alone(work);
            });
        }
        drop(tell);
        for (done, (index, result)) in (1..).zip(told) {
            progress(Progress { done, of: searches.len() });
            if let Some(slot) = found.get_mut(index) {
                *slot = Some(result);
            }
        }
    });
    found.into_iter().flatten().collect()
}

/// Runs something in a pool of one thread.
fn alone(work: impl FnOnce() + Send) {
    const STACK: usize = 256 << 20;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .stack_size(STACK)
        .build();
    match pool {
        Ok(pool) => pool.install(work),
        // Without a thread of its own it takes one of all.
        Err(_) => work(),
    }
}

/// The pages of every stretch: from the one with its label to the one before whatever
/// comes next, a stretch, the page of a part, or the back matter.
fn ranges(
    document: &PagedDocument,
    stretches: &[Stretch],
    project: &Project,
) -> Vec<Range<usize>> {
    let end = end(document, project);
    let start = |one: &Stretch| page_of(document, &one.label).unwrap_or(end);
    let starts: Vec<usize> = stretches.iter().map(start).collect();
    let all: BTreeSet<usize> =
        starts.iter().copied().chain(openers(document)).chain([end]).collect();
    let next = |start: usize| all.range(start + 1..).next().copied();
    starts
        .iter()
        .map(|start| *start..next(*start).unwrap_or(*start))
        .collect()
}

/// The pages on which a unit or a part opens.
fn openers(document: &PagedDocument) -> Vec<usize> {
    let Some(label) = Label::new(PicoStr::intern("section")) else { return Vec::new() };
    let introspector = document.introspector();
    let marks = introspector.query(&Selector::Label(label));
    let opens = |mark: &&Content| {
        let value = mark.to_packed::<MetadataElem>().map(|mark| &mark.value);
        let Some(Value::Dict(value)) = value else { return false };
        matches!(value.get("kind"), Ok(Value::Str(kind)) if kind.as_str() == "opener")
    };
    let pages = marks.iter().filter(opens);
    let pages = pages.filter_map(|mark| introspector.page(mark.location()?));
    pages.map(|page| page.get() - 1).collect()
}

/// The page behind the last stretch: the first of the back matter.
fn end(document: &PagedDocument, project: &Project) -> usize {
    let guide = project.content.iter().flat_map(|content| &content.guide().back);
    let pages =
        guide.filter_map(|name| page_of(document, &eco_format!("back:{}", name.text)));
    pages.min().unwrap_or_else(|| document.pages().len())
}
