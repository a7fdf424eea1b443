//! Links that are given their targets after the layout.
//!
//! A link that asked for the place of its target would have its paragraph laid out
//! again in the pass that finds it. Here a link carries the name of its target, and
//! the finished frames are told where that is.

use ecow::{EcoString, eco_format};
use rayon::prelude::*;
use typst_layout::{Page, PagedDocument};
use typst_library::diag::SourceResult;
use typst_library::foundations::{
    Content, Label, NativeElement, Selector, Str, Value, func,
};
use typst_library::introspection::{Introspector, Location};
use typst_library::layout::{Frame, FrameItem};
use typst_library::model::{Destination, Document, LinkElem, LinkMarker, Url};
use typst_syntax::Span;
use typst_utils::PicoStr;

use crate::folio::Folios;
use crate::locators::LIST;

/// What stands before the name in the address of a link without a target.
const SCHEME: &str = "casebook:";

/// A link to what bears a label, or to a location; `said` is what it says aloud,
/// the words of the body when it is empty.
#[func]
pub fn casebook_link(
    span: Span,
    to: Value,
    body: Content,
    said: Str,
) -> SourceResult<Content> {
    use typst_library::diag::At;
    let destination = match to {
        Value::Label(label) => {
            let address = eco_format!("{SCHEME}{}", label.resolve());
            Destination::Url(Url::new(address).at(span)?)
        }
        place => Destination::Location(place.cast::<Location>().at(span)?),
    };
    let words = if said.is_empty() { body.plain_text() } else { said.into() };
    let words = if words.trim().is_empty() { EcoString::from("link") } else { words };
    Ok(LinkMarker::new(body, Some(words))
        .pack()
        .spanned(span)
        .set(LinkElem::current, Some(destination)))
}

/// Gives all links on the pages of a document their targets, the first place of each
/// name, and all numbers of pages their digits. A name that stands nowhere keeps its
/// address, which preflight tells.
pub fn leading(
    mut pages: Vec<Page>,
    document: &PagedDocument,
    folios: &Folios,
) -> PagedDocument {
    pages.par_iter_mut().for_each(|page| {
        lead(&mut page.frame, document, folios);
        folios.fill(&mut page.frame);
    });
    PagedDocument::new(pages.into(), document.info().clone())
}

fn lead(frame: &mut Frame, document: &PagedDocument, folios: &Folios) {
    if !holds_links(frame) {
        return;
    }
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => lead(&mut group.frame, document, folios),
            FrameItem::Link(to, _) => {
                if let Some(place) =
                    unled(to).and_then(|name| find(name, document, folios))
                {
                    *to = Destination::Location(place);
                }
            }
            _ => {}
        }
        true
    });
}

/// Whether anything below is to be changed: a frame that is changed is copied.
fn holds_links(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => holds_links(&group.frame),
        FrameItem::Link(to, _) => unled(to).is_some(),
        _ => false,
    })
}

/// The name that a link is to lead to, if it has no target yet.
pub fn unled(to: &Destination) -> Option<&str> {
    match to {
        Destination::Url(url) => url.strip_prefix(SCHEME),
        _ => None,
    }
}

fn find(name: &str, document: &PagedDocument, folios: &Folios) -> Option<Location> {
    if let Some(list) = name.strip_prefix(LIST) {
        return folios.start_of(list);
    }
    let label = Label::new(PicoStr::intern(name))?;
    let found = document.introspector().query(&Selector::Label(label));
    found.first()?.location()
}
