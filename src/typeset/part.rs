//! A part of a book laid out alone, as it stands in the book.
//!
//! A unit starts on a page of its own, so that its pages can be laid out without the
//! others. What it asks of the rest of the book (on which page a case begins, where a
//! term is explained) is answered from pages of the whole book that were laid out
//! before; what it asks of itself, from its own pages.

use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Arc;

use comemo::{Constraint, Track};
use ecow::{EcoString, EcoVec};
use typst_layout::{Page, PagedDocument, PagedIntrospector};
use typst_library::World;
use typst_library::diag::{SourceResult, StrResult};
use typst_library::engine::Sink;
use typst_library::foundations::{Content, Label, Selector};
use typst_library::introspection::{
    DocumentPosition, Introspector, Location, MAX_ITERS, PagedPosition,
};
use typst_library::layout::Frame;
use typst_library::model::{DocumentInfo, Numbering};
use typst_syntax::VirtualPath;

use crate::world::GuideWorld;

use super::pass::{evaluated, pass};

/// Where a part stands in the pages of a whole book.
#[derive(Debug, Clone)]
pub struct Setting<'a> {
    /// The whole book.
    pub book: &'a PagedDocument,
    /// The pages of the part in it, from 0.
    pub pages: Range<usize>,
}

/// The pages of a part.
#[derive(Debug, Clone)]
pub struct Part {
    pages: PagedDocument,
}

impl Part {
    /// Pages of a whole book.
    pub fn of(book: &PagedDocument, pages: Range<usize>) -> Self {
        let own: EcoVec<Page> =
            book.pages().get(pages).unwrap_or_default().iter().cloned().collect();
        Self {
            pages: PagedDocument::new(own, DocumentInfo::default()),
        }
    }

    /// The pages.
    pub fn document(&self) -> &PagedDocument {
        &self.pages
    }

    /// The pages as a document in which left pages are left pages, if `start` is the
    /// index of the first in the book; with its index in that document, in which an empty
    /// page stands before it if need be.
    pub fn on_its_side(&self, start: usize) -> (PagedDocument, usize) {
        let mut pages: EcoVec<Page> = EcoVec::new();
        let own = self.pages.pages();
        if start % 2 == 1 {
            let empty = |page: &Page| {
                let frame = Frame::hard(page.frame.size());
                Page { frame, ..page.clone() }
            };
            pages.extend(own.first().map(empty));
        }
        let first = pages.len();
        pages.extend(own.iter().cloned());
        (PagedDocument::new(pages, DocumentInfo::default()), first)
    }
}

/// Lays out a part. A part that was laid out before, with a few blocks in other
/// places, makes page references settle sooner.
///
/// # Errors
/// Fails when Typst does.
pub fn typeset_part(
    world: &GuideWorld,
    setting: &Setting,
    before: Option<&Part>,
) -> SourceResult<Part> {
    let content = evaluated(world, &mut Sink::new())?;
    let world: &dyn World = world;
    let seen = |own: Option<&PagedDocument>| Seen {
        book: Arc::clone(setting.book.introspector()),
        own: own.map(|own| Arc::clone(own.introspector())),
        pages: setting.pages.clone(),
    };
    let mut known = seen(before.map(|part| &part.pages));
    for count in 1.. {
        let constraint = Constraint::new();
        let mut notes = Sink::new();
        let introspector: &dyn Introspector = &known;
        let known_to_it = introspector.track_with(&constraint);
        let pages = pass(world.track(), known_to_it, &content, &mut notes)?;
        let now = seen(Some(&pages));
        let settled = constraint.validate(&now as &dyn Introspector);
        if settled || count == MAX_ITERS {
            let delayed = notes.delayed();
            return if delayed.is_empty() { Ok(Part { pages }) } else { Err(delayed) };
        }
        known = now;
    }
    unreachable!("the last pass returns")
}

/// What a part sees: itself in the place of its pages in the book.
struct Seen {
    book: Arc<PagedIntrospector>,
    own: Option<Arc<PagedIntrospector>>,
    pages: Range<usize>,
}

impl Seen {
    /// The own pages, where they hold a location.
    fn at(&self, location: Location) -> Option<(&PagedIntrospector, PagedPosition)> {
        let own = self.own.as_deref()?;
        own.position(location).map(|position| (own, position))
    }

    /// A position among the own pages as one in the book.
    fn shifted(&self, position: PagedPosition) -> PagedPosition {
        PagedPosition {
            page: position.page.saturating_add(self.pages.start),
            ..position
        }
    }

    /// Whether the book has something on a page that the own pages stand for.
    fn is_replaced(&self, content: &Content) -> bool {
        self.own.is_some()
            && content
                .location()
                .and_then(|location| self.book.position(location))
                .is_some_and(|at| self.pages.contains(&(at.page.get() - 1)))
    }
}

impl Introspector for Seen {
    fn query(&self, selector: &Selector) -> EcoVec<Content> {
        let book = Introspector::query(&*self.book, selector);
        let Some(own) = &self.own else { return book };
        let start = |content: &Content| {
            let at = content.location().and_then(|location| self.book.position(location));
            at.is_some_and(|at| at.page.get() - 1 < self.pages.start)
        };
        let kept = book.into_iter().filter(|content| !self.is_replaced(content));
        let (before, after): (Vec<_>, Vec<_>) = kept.partition(start);
        let own = Introspector::query(&**own, selector);
        before.into_iter().chain(own).chain(after).collect()
    }

    fn query_first(&self, selector: &Selector) -> Option<Content> {
        self.query(selector).first().cloned()
    }

    fn query_unique(&self, selector: &Selector) -> StrResult<Content> {
        let found = self.query(selector);
        match found.as_slice() {
            [one] => Ok(one.clone()),
            [] => Err("selector does not match any element".into()),
            _ => Err("selector matches multiple elements".into()),
        }
    }

    fn query_label(&self, label: Label) -> StrResult<&Content> {
        match &self.own {
            Some(own) if own.label_count(label) > 0 => own.query_label(label),
            _ => {
                let found = self.book.query_label(label)?;
                if self.is_replaced(found) {
                    return Err("label does not exist in the document".into());
                }
                Ok(found)
            }
        }
    }

    fn query_labelled(&self) -> EcoVec<Content> {
        Introspector::query_labelled(&*self.book)
    }

    fn query_count_before(&self, selector: &Selector, end: Location) -> usize {
        let Some((own, _)) = self.at(end) else {
            return Introspector::query_count_before(&*self.book, selector, end);
        };
        let before =
            Introspector::query(&*self.book, selector)
                .into_iter()
                .filter(|found| {
                    let at = found
                        .location()
                        .and_then(|location| self.book.position(location));
                    at.is_some_and(|at| at.page.get() - 1 < self.pages.start)
                });
        before.count() + Introspector::query_count_before(own, selector, end)
    }

    fn label_count(&self, label: Label) -> usize {
        self.query(&Selector::Label(label)).len()
    }

    fn locator(&self, key: u128, base: Location) -> Option<Location> {
        let own = self.own.as_ref().and_then(|own| own.locator(key, base));
        own.or_else(|| self.book.locator(key, base))
    }

    fn pages(&self, location: Location) -> Option<NonZeroUsize> {
        self.book.pages(location)
    }

    fn page(&self, location: Location) -> Option<NonZeroUsize> {
        match self.at(location) {
            Some((_, position)) => Some(self.shifted(position).page),
            None => self.book.page(location),
        }
    }

    fn position(&self, location: Location) -> Option<DocumentPosition> {
        match self.at(location) {
            Some((_, position)) => Some(DocumentPosition::Paged(self.shifted(position))),
            None => Introspector::position(&*self.book, location),
        }
    }

    fn page_numbering(&self, location: Location) -> Option<&Numbering> {
        match self.at(location) {
            Some((own, _)) => own.page_numbering(location),
            None => self.book.page_numbering(location),
        }
    }

    fn page_supplement(&self, location: Location) -> Option<&Content> {
        match self.at(location) {
            Some((own, _)) => own.page_supplement(location),
            None => self.book.page_supplement(location),
        }
    }

    fn anchor(&self, _: Location) -> Option<&EcoString> {
        None
    }

    fn document(&self, _: Location) -> Option<Location> {
        None
    }

    fn path(&self, _: Location) -> Option<&VirtualPath> {
        None
    }
}
