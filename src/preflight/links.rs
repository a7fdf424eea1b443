//! Where links lead, what they say, and how the bookmarks are nested.

use ecow::eco_format;
use typst_layout::PagedDocument;
use typst_library::foundations::StyleChain;
use typst_library::introspection::Introspector;
use typst_library::model::{Destination, HeadingElem};
use typst_syntax::DiagSpan;

use super::ink::{Area, Link, PageInk, Picture};
use super::view::{Fault, View};
use crate::limits::{ALT_CHARACTERS, PAGE_BOOKMARKS};

/// A printed page number that is not that of the page its link leads to.
///
/// # Why
/// On paper the number is all there is.
///
/// # Instead
/// Write references, never page numbers.
pub(super) fn pages(view: &View) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (page, ink) in view.each() {
        for link in &ink.links {
            let Some(target) = target(view.document, &link.to) else { continue };
            let Some(said) = printed(ink, link) else { continue };
            let number = view.document.pages().get(target).map(|page| page.number);
            if number.is_some_and(|number| number != said) {
                let message = eco_format!(
                    "page {said} is printed, and the link leads to page {}",
                    target + 1
                );
                faults.push(fault(view, "page-reference", page, link, message));
            }
        }
    }
    faults
}

/// The page that a link says it leads to: what follows “p.”.
fn printed(ink: &PageInk, link: &Link) -> Option<u64> {
    let inside = ink.runs.iter().filter(|run| {
        let (across, down) = run.area.overlap(&link.area);
        across > 0.5 * run.area.width().min(1.0) && down > 2.0
    });
    let text: String = inside.map(|run| run.text.as_str()).collect();
    let number = text.rsplit_once("p.\u{a0}")?.1;
    number.trim().parse().ok()
}

fn target(document: &PagedDocument, to: &Destination) -> Option<usize> {
    let page = match to {
        Destination::Position(position) => position.page,
        Destination::Location(location) => document.introspector().page(*location)?,
        Destination::Url(_) => return None,
    };
    Some(page.get() - 1)
}

fn fault(
    view: &View,
    rule: &'static str,
    page: usize,
    link: &Link,
    message: ecow::EcoString,
) -> Fault {
    let at = view.of(link.element).unwrap_or_else(|| near(view, page, link.area));
    Fault { rule, page, area: link.area, at, message }
}

/// The place of the text in an area.
fn near(view: &View, page: usize, area: Area) -> DiagSpan {
    let ink = view.pages.pages.get(page);
    let inside = ink.and_then(|ink| {
        ink.runs.iter().position(|run| {
            let (across, down) = run.area.overlap(&area);
            across > 0.0 && down > 0.0
        })
    });
    inside.map_or_else(DiagSpan::detached, |index| view.at(page, index))
}

/// A link that leads nowhere.
///
/// # Why
/// It does nothing on a screen.
///
/// # Instead
/// Refer to something that the edition prints, or write the whole address, with
/// `https://`.
pub(super) fn targets(view: &View) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (page, ink) in view.each() {
        for link in &ink.links {
            let wrong = match &link.to {
                Destination::Url(url) => {
                    let url = url.as_str();
                    let known = ["https://", "http://", "mailto:"];
                    let whole = known.iter().any(|scheme| url.starts_with(scheme));
                    (!whole || url.contains(char::is_whitespace))
                        .then(|| eco_format!("`{url}` is no whole address"))
                }
                to => {
                    let found = target(view.document, to);
                    let there =
                        found.is_some_and(|page| page < view.document.pages().len());
                    (!there).then(|| eco_format!("the link leads nowhere"))
                }
            };
            if let Some(message) = wrong {
                faults.push(fault(view, "link-target", page, link, message));
            }
        }
    }
    faults
}

/// Bookmarks nested too deep, or with a level left out.
///
/// # Why
/// Readers of a PDF open two or three levels; a level that is skipped breaks the
/// tree for screen readers.
///
/// # Instead
/// Sub-headings of the text are `=`, and no bookmarks.
pub(super) fn bookmarks(view: &View) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut above = 0;
    for (index, element) in view.headings() {
        let Some(heading) = element.content.to_packed::<HeadingElem>() else { continue };
        let level = heading.resolve_level(StyleChain::default()).get();
        if !heading.outlined.get(StyleChain::default()) {
            continue;
        }
        let wrong = if level > PAGE_BOOKMARKS {
            Some(eco_format!("a bookmark of level {level}; {PAGE_BOOKMARKS} are enough"))
        } else if level > above + 1 {
            Some(eco_format!("a bookmark of level {level} below one of level {above}"))
        } else {
            None
        };
        above = level;
        if let Some(message) = wrong {
            let (left, top) = (element.at.x.to_pt(), element.at.y.to_pt());
            faults.push(Fault {
                rule: "bookmark-depth",
                page: element.page,
                area: Area { left, top, right: left + 60.0, bottom: top + 12.0 },
                at: view.of(Some(index)).unwrap_or_else(DiagSpan::detached),
                message,
            });
        }
    }
    faults
}

/// A picture without words of its own for those who do not see it.
///
/// # Why
/// Too short says nothing, too long is not heard to its end; the caption is read
/// anyway.
///
/// # Instead
/// Say what the picture shows, in 20 to 600 characters: `alt` of the figure.
pub(super) fn alternatives(view: &View) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (page, ink) in view.each() {
        for picture in &ink.pictures {
            let alt = picture.alt.as_deref().unwrap_or_default();
            let length = alt.trim().chars().count();
            if view.is_furniture(picture.element) {
                continue;
            }
            let message = if !ALT_CHARACTERS.contains(&length) {
                eco_format!("a picture has {length} characters of words")
            } else if repeats(view, ink, picture) {
                eco_format!("the words of a picture are those of its caption")
            } else {
                continue;
            };
            faults.push(Fault {
                rule: "alt-text",
                page,
                area: picture.area,
                at: view.of(picture.element).unwrap_or_else(DiagSpan::detached),
                message,
            });
        }
    }
    faults
}

/// Whether the words of a picture are those of its caption, behind its number.
fn repeats(view: &View, ink: &PageInk, picture: &Picture) -> bool {
    let Some(figure) = view.nearest(picture.element, "figure") else { return false };
    let own = ink
        .runs
        .iter()
        .filter(|run| view.nearest(run.element, "figure") == Some(figure));
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect();
    let caption: String =
        own.map(|run| letters(&run.text)).collect::<Vec<String>>().concat();
    let alt: String = letters(picture.alt.as_deref().unwrap_or_default());
    !alt.is_empty() && caption.ends_with(&alt)
}
