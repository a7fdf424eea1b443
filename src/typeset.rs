//! From a manuscript to pages.

mod furniture;
mod part;
mod pass;

pub use part::{Part, Setting, typeset_part};

use ecow::EcoVec;
use rayon::prelude::*;
use typst_layout::PagedDocument;
use typst_library::diag::{Severity, SourceDiagnostic};
use typst_library::layout::{Frame, FrameItem};
use typst_timing::TimingScope;

use crate::diagnostics::{Failed, Report};
use crate::lead::leading;
use crate::speech::speak;
use crate::world::GuideWorld;

/// Lays out the book.
///
/// # Errors
/// Fails when Typst reports an error, or when page references do not settle:
/// such a book would print wrong page numbers.
pub fn typeset(world: &GuideWorld, report: &mut Report) -> Result<PagedDocument, Failed> {
    typeset_counted(world, report).map(|(document, _)| document)
}

/// Lays out the book, and counts how often.
///
/// # Errors
/// As [`typeset`].
pub fn typeset_counted(
    world: &GuideWorld,
    report: &mut Report,
) -> Result<(PagedDocument, usize), Failed> {
    let mut warnings = EcoVec::new();
    let settled = pass::settle(world, &mut warnings);
    let rule = |warning: &SourceDiagnostic| match warning.severity {
        Severity::Error => "non-convergence",
        Severity::Warning => "typst",
    };
    for warning in warnings {
        report.typst(rule(&warning), std::iter::once(warning).collect());
    }
    match settled {
        Ok(mut settled) => {
            let _scope = TimingScope::new("numbers, words and links");
            report.gate()?;
            settled
                .pages
                .par_iter_mut()
                .for_each(|page| speak(&mut page.frame, world));
            Ok((
                leading(settled.pages, &settled.document, &settled.folios),
                settled.passes,
            ))
        }
        Err(errors) => {
            report.typst("typst", errors);
            report.gate()?;
            unreachable!("an error was just reported")
        }
    }
}

/// The number of words on the pages, running heads and figures included.
pub fn words(document: &PagedDocument) -> usize {
    document.pages().iter().map(|page| frame_words(&page.frame)).sum()
}

fn frame_words(frame: &Frame) -> usize {
    let is_word = |word: &&str| word.chars().any(char::is_alphanumeric);
    let item_words = |item: &FrameItem| match item {
        FrameItem::Group(group) => frame_words(&group.frame),
        FrameItem::Text(text) => text.text.split_whitespace().filter(is_word).count(),
        _ => 0,
    };
    frame.items().map(|(_, item)| item_words(item)).sum()
}
