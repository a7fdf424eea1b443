//! How long an edition is, and by how much that misses what it should be.

use std::ops::Range;

use typst_layout::PagedDocument;

use super::ranges;
use crate::manuscript::Stretch;
use crate::model::{Concession, Target};
use crate::project::Project;

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

/// Something given up, and what the edition would be without it.
#[derive(Debug, Clone)]
pub struct Decision {
    /// What is given up.
    pub what: Concession,
    /// How long the edition would be without this alone.
    pub before: Length,
    /// How long it is with all that is given up.
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

    /// The pages of a case, by its label.
    pub fn of_case(&self, label: &str) -> Option<usize> {
        let case = self.cases.iter().find(|(name, _)| name == label);
        case.map(|(_, pages)| *pages)
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
            ..Target::default()
        };
        assert_eq!(length.longest(), 10);
        assert_eq!(length.miss(&target(Some(8), None)), Miss { over: 3, rest: 0 });
        assert_eq!(length.miss(&target(None, Some(16))), Miss { over: 0, rest: 3 });
        assert_eq!(length.miss(&target(Some(10), Some(61))), Miss::default());
        assert!(target(None, None).is_open() && !target(None, Some(4)).is_open());
    }
}
