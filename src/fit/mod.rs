//! The closed loop that fills columns: lay out, read the fill from the frames,
//! try what may be moved, keep the best.
//!
//! A unit begins on a page of its own, so that a choice moves nothing in the
//! other units: one layout tries one freedom of every unit at once. The search
//! goes through the freedoms of a unit in the order of its pages and keeps a
//! place if the unit then takes fewer pages or has fewer holes, and no figure stands
//! before one with a lower number that did not before. It asks no clock
//! and draws no lots, so that the same guide gives the same choices.

mod fill;

pub use fill::Fill;

use ecow::eco_format;
use typst_layout::PagedDocument;
use typst_library::introspection::{Introspector, Location};
use typst_syntax::DiagSpan;
use typst_utils::PicoStr;

use crate::diagnostics::{Failed, Report};
use crate::manuscript::{Freedom, freedoms};
use crate::model::{Choice, Edition};
use crate::narrow::Narrowed;
use crate::preflight::Sheet;
use crate::project::Project;
use crate::select::{SelectedUnit, select};
use fill::{fill, ranges};

/// A choice that made a unit better, and by how much.
#[derive(Debug, Clone)]
pub struct Improvement {
    /// The block.
    pub block: String,
    /// What is done with it.
    pub place: String,
    /// The unit without the choice.
    pub before: Fill,
    /// The unit with it.
    pub after: Fill,
}

/// What the loop found.
#[derive(Debug, Clone, Default)]
pub struct Fitted {
    /// All choices, in the order of the book.
    pub improvements: Vec<Improvement>,
    /// The labels of the units with their fill before and after.
    pub units: Vec<(String, Fill, Fill)>,
    /// How often the book was laid out.
    pub layouts: usize,
}

/// One unit in the search.
struct Candidate<'a> {
    label: String,
    kept: Vec<Improvement>,
    first: Fill,
    best: Fill,
    /// The place that is being tried.
    tried: Option<(&'a str, &'a str)>,
}

/// Searches the places of the blocks of an edition, from those that blocks have
/// without any choice. `progress` is told how many layouts were made.
///
/// # Errors
/// Fails when the edition cannot be laid out.
pub fn fit(
    project: &Project,
    edition: &Edition,
    report: &mut Report,
    mut progress: impl FnMut(usize),
) -> Result<Fitted, Failed> {
    let Some(content) = &project.content else { return Ok(Fitted::default()) };
    let narrowed = Narrowed::new(content, edition);
    let selection = select(content, &narrowed, edition);
    let units: Vec<SelectedUnit> = selection.units().collect();
    let movable: Vec<Vec<Freedom>> = units
        .iter()
        .map(|unit| freedoms(unit, content.guide(), &project.diagrams))
        .collect();
    let mut search = Search {
        project,
        edition,
        units: &units,
        movable: &movable,
        layouts: 0,
    };
    let first = search.fills(&[], report)?;
    let mut candidates: Vec<Candidate> = units
        .iter()
        .zip(&first)
        .map(|(unit, fill)| Candidate {
            label: unit.label(),
            kept: Vec::new(),
            first: *fill,
            best: *fill,
            tried: None,
        })
        .collect();
    let rounds = movable.iter().map(Vec::len).max().unwrap_or_default();
    for index in 0..rounds {
        let here = || movable.iter().map(move |freedoms| freedoms.get(index));
        let most = here().flatten().map(|freedom| freedom.places.len()).max();
        for place in 0..most.unwrap_or_default() {
            for (candidate, freedom) in candidates.iter_mut().zip(here()) {
                candidate.tried = freedom.and_then(|freedom| {
                    let place = freedom.places.get(place)?;
                    (candidate.best.waste > 0)
                        .then_some((freedom.block.as_str(), place.as_str()))
                });
            }
            if candidates.iter().all(|candidate| candidate.tried.is_none()) {
                continue;
            }
            let choices: Vec<Choice> =
                candidates.iter().flat_map(Candidate::choices).collect();
            let fills = search.fills(&choices, report)?;
            progress(search.layouts);
            for (candidate, fill) in candidates.iter_mut().zip(fills) {
                candidate.judge(fill);
            }
        }
    }
    let mut fitted = Fitted { layouts: search.layouts, ..Fitted::default() };
    for candidate in candidates {
        fitted.units.push((candidate.label, candidate.first, candidate.best));
        fitted.improvements.extend(candidate.kept);
    }
    Ok(fitted)
}

impl Candidate<'_> {
    /// What is kept so far and what is tried, which wins.
    fn choices(&self) -> Vec<Choice> {
        let kept = self
            .kept
            .iter()
            .map(|kept| (kept.block.as_str(), kept.place.as_str()));
        let tried = self.tried.into_iter();
        let kept = kept.filter(|(block, _)| self.tried.is_none_or(|(b, _)| b != *block));
        let choice = |(block, place): (&str, &str)| Choice {
            inherited: false,
            block: block.into(),
            place: place.into(),
            at: DiagSpan::detached(),
        };
        kept.chain(tried).map(choice).collect()
    }

    /// Keeps what was tried if the unit is better for it.
    fn judge(&mut self, fill: Fill) {
        let Some((block, place)) = self.tried.take() else { return };
        let worth = |fill: Fill| (fill.disorder, fill.pages, fill.waste);
        if worth(fill) >= worth(self.best) {
            return;
        }
        let earlier = self.kept.iter().position(|kept| kept.block == block);
        let before = match earlier {
            Some(index) => self.kept.remove(index).before,
            None => self.best,
        };
        let (block, place) = (block.to_string(), place.to_string());
        self.kept.push(Improvement { block, place, before, after: fill });
        self.best = fill;
    }
}

struct Search<'a> {
    project: &'a Project,
    edition: &'a Edition,
    units: &'a [SelectedUnit<'a>],
    movable: &'a [Vec<Freedom>],
    layouts: usize,
}

impl Search<'_> {
    /// Lays the book out under some choices, and reads how full each unit is.
    fn fills(
        &mut self,
        choices: &[Choice],
        report: &mut Report,
    ) -> Result<Vec<Fill>, Failed> {
        let edition = Edition { fit: choices.to_vec(), ..self.edition.clone() };
        let document = self.project.typeset(&edition, report)?;
        self.layouts += 1;
        // Old results would otherwise fill the memory of a long search.
        comemo::evict(2);
        let starts: Vec<usize> = self
            .units
            .iter()
            .map(|unit| start(&document, &unit.label()))
            .collect();
        let end = end(&document, self.project);
        let fill = |pages: std::ops::Range<usize>| {
            let sheets: Vec<Sheet> =
                pages.map(|page| Sheet::read(&document, page, &edition)).collect();
            fill(&sheets)
        };
        let fills = ranges(&starts, end).map(fill).zip(self.movable);
        let judged = fills.map(|(fill, freedoms)| {
            let disorder = ["fig:", "tab:"]
                .map(|prefix| disorder(&document, freedoms, prefix, &edition))
                .iter()
                .sum();
            Fill { disorder, ..fill }
        });
        Ok(judged.collect())
    }
}

/// How many figures, or tables, stand before the one with the number before
/// theirs: by page, column and height.
fn disorder(
    document: &PagedDocument,
    freedoms: &[Freedom],
    prefix: &str,
    edition: &Edition,
) -> usize {
    let middle = edition.page().width / 2.0;
    let places: Vec<_> = freedoms
        .iter()
        .filter(|freedom| freedom.block.starts_with(prefix))
        .filter_map(|freedom| {
            let location = location(document, &freedom.block)?;
            let position = document.introspector().position(location)?;
            let column = position.point.x.to_pt() > middle;
            Some((position.page, column, position.point.y))
        })
        .collect();
    places
        .windows(2)
        .filter(|pair| matches!(pair, [a, b] if b < a))
        .count()
}

/// The first place of something with a label.
fn location(document: &PagedDocument, label: &str) -> Option<Location> {
    let label = typst_library::foundations::Label::new(PicoStr::intern(label))?;
    let introspector = document.introspector();
    let found = introspector.query(&typst_library::foundations::Selector::Label(label));
    found.first()?.location()
}

/// The index of the page on which something with a label stands first.
fn page_of(document: &PagedDocument, label: &str) -> Option<usize> {
    let place = location(document, label)?;
    Some(document.introspector().page(place)?.get() - 1)
}

/// The page on which a unit begins; past the end if it is not printed.
fn start(document: &PagedDocument, label: &str) -> usize {
    page_of(document, label).unwrap_or_else(|| document.pages().len())
}

/// The page behind the last unit: the first of the back matter.
fn end(document: &PagedDocument, project: &Project) -> usize {
    let guide = project.content.iter().flat_map(|content| &content.guide().back);
    let pages =
        guide.filter_map(|name| page_of(document, &eco_format!("back:{}", name.text)));
    pages.min().unwrap_or_else(|| document.pages().len())
}
