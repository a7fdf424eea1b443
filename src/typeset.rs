//! From a manuscript to pages.

mod part;

pub use part::{Part, Setting, typeset_part};

use typst_layout::PagedDocument;
use typst_library::diag::Severity;
use typst_library::layout::{Frame, FrameItem};

use crate::diagnostics::{Failed, Report};
use crate::lead::leading;
use crate::world::GuideWorld;

/// Lays out the book.
///
/// # Errors
/// Fails when Typst reports an error, or when page references do not settle:
/// such a book would print wrong page numbers.
pub fn typeset(world: &GuideWorld, report: &mut Report) -> Result<PagedDocument, Failed> {
    let compiled = typst::compile::<PagedDocument>(world);
    for mut warning in compiled.warnings {
        let unsettled = warning.message.contains("did not converge");
        if unsettled {
            warning.severity = Severity::Error;
        }
        let rule = if unsettled { "non-convergence" } else { "typst" };
        report.typst(rule, std::iter::once(warning).collect());
    }
    match compiled.output {
        Ok(document) => report.gate().map(|()| leading(document)),
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
