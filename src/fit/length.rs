//! What an edition gives up to be as long as it should be.

use std::ops::Range;

use typst_layout::PagedDocument;

use super::ranges;
use crate::diagnostics::{Failed, Report};
use crate::load::Content;
use crate::manuscript::{Stretch, stretches};
use crate::model::{Block, Edition, Target};
use crate::narrow::Narrowed;
use crate::project::Project;
use crate::select::select;

/// By how much the body becomes smaller at a time, in points.
const TYPE_STEP: f64 = 0.5;

/// How long an edition is.
#[derive(Debug, Clone, Default, Eq, PartialEq)]
pub struct Length {
    /// The labels of the cases with their pages; none in the order of the steps, where
    /// no case has pages of its own.
    pub cases: Vec<(String, usize)>,
    /// The pages of the book.
    pub pages: usize,
}

/// By how much a length misses its target.
#[derive(Debug, Copy, Clone, Default, Eq, PartialEq, Ord, PartialOrd)]
pub struct Miss {
    /// The pages that cases have beyond what they should.
    pub over: usize,
    /// The pages that are missing to the next multiple.
    pub rest: usize,
}

/// Something given up, and what the edition was before and is after it.
#[derive(Debug, Clone)]
pub struct Decision {
    /// A kind of block that is left out.
    pub drop: Option<Block>,
    /// A smaller body, in points.
    pub type_size: Option<f64>,
    /// How long the edition is without it.
    pub before: Length,
    /// How long it is with it.
    pub after: Length,
}

impl Length {
    /// Measures the pages of an edition.
    pub(super) fn of(
        document: &PagedDocument,
        stretches: &[Stretch],
        project: &Project,
    ) -> Self {
        let ranges = ranges(document, stretches, project);
        let cases = stretches.iter().zip(ranges);
        let cases = cases.filter(|(stretch, _)| stretch.is_case());
        let length =
            |(case, pages): (&Stretch, Range<usize>)| (case.label.clone(), pages.len());
        Self {
            cases: cases.map(length).collect(),
            pages: document.pages().len(),
        }
    }

    /// The most pages of a case.
    pub fn longest(&self) -> usize {
        self.cases.iter().map(|(_, pages)| *pages).max().unwrap_or_default()
    }

    /// By how much it misses a target.
    pub fn miss(&self, target: &Target) -> Miss {
        let most = target.pages_per_case.unwrap_or(usize::MAX);
        let over = self.cases.iter().map(|(_, pages)| pages.saturating_sub(most)).sum();
        let rest = target.signature.filter(|signature| *signature > 0);
        let rest =
            rest.map(|signature| self.pages.next_multiple_of(signature) - self.pages);
        Miss { over, rest: rest.unwrap_or_default() }
    }
}

/// What the edition may give up, in order: a larger body than that of its paper step by
/// step, then the kinds of blocks that its record names.
fn steps(edition: &Edition) -> Vec<(Option<Block>, Option<f64>)> {
    let least = edition.paper.page().size;
    let mut steps = Vec::new();
    let mut size = edition.type_size.unwrap_or(least) - TYPE_STEP;
    while size >= least {
        steps.push((None, Some(size)));
        size -= TYPE_STEP;
    }
    let kinds = edition.target.may_drop.iter();
    let kinds = kinds.filter(|kind| edition.scope.prints(**kind));
    steps.extend(kinds.map(|kind| (Some(*kind), None)));
    steps
}

/// Gives up what brings an edition nearest to its target, and no more. It is laid out
/// once for each step that it may take.
///
/// # Errors
/// Fails when the edition cannot be laid out.
pub(super) fn shorten(
    project: &Project,
    content: &Content,
    edition: &Edition,
    report: &mut Report,
) -> Result<(Edition, Vec<Decision>), Failed> {
    if edition.target.is_open() {
        return Ok((edition.clone(), Vec::new()));
    }
    let mut measure = |edition: &Edition| -> Result<Length, Failed> {
        // What there is to say of the edition is said once, when it is finished.
        let mut own = Report::new();
        let document = match project.typeset(edition, &mut own) {
            Ok(document) => document,
            Err(failed) => {
                report.join(own);
                return Err(failed);
            }
        };
        comemo::evict(2);
        let narrowed = Narrowed::new(content, edition);
        let selection = select(content, &narrowed, edition);
        let stretches = stretches(&selection, &project.diagrams);
        Ok(Length::of(&document, &stretches, project))
    };
    let target = &edition.target;
    let mut tried = edition.clone();
    let mut before = measure(&tried)?;
    let mut best = (before.miss(target), edition.clone(), 0);
    let mut decisions = Vec::new();
    for (drop, type_size) in steps(edition) {
        if best.0 == Miss::default() {
            break;
        }
        tried.give_up(drop, type_size);
        let after = measure(&tried)?;
        decisions.push(Decision { drop, type_size, before, after: after.clone() });
        if after.miss(target) < best.0 {
            best = (after.miss(target), tried.clone(), decisions.len());
        }
        before = after;
    }
    let (_, shortened, count) = best;
    decisions.truncate(count);
    Ok((shortened, decisions))
}

#[cfg(test)]
mod tests {
    use super::{Length, Miss};
    use crate::model::Target;

    #[test]
    fn a_miss_counts_pages_too_many_and_pages_to_the_next_sheet() {
        let cases = [("a", 8), ("b", 10), ("c", 9)];
        let length = Length {
            cases: cases.map(|(name, pages)| (name.to_string(), pages)).to_vec(),
            pages: 61,
        };
        let target = |pages_per_case, signature| Target {
            pages_per_case,
            signature,
            may_drop: Vec::new(),
        };
        assert_eq!(length.longest(), 10);
        assert_eq!(length.miss(&target(Some(8), None)), Miss { over: 3, rest: 0 });
        assert_eq!(length.miss(&target(None, Some(16))), Miss { over: 0, rest: 3 });
        assert_eq!(length.miss(&target(Some(10), Some(61))), Miss::default());
        assert!(target(None, None).is_open() && !target(None, Some(4)).is_open());
    }
}
