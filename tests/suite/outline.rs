//! The bookmarks of a PDF.

use std::path::Path;

use lopdf::{Dictionary, Document, decode_text_string};

/// A bookmark with those below it.
#[derive(Debug)]
pub(crate) struct Bookmark {
    /// What it says.
    pub(crate) title: String,
    /// Those below it.
    pub(crate) below: Vec<Bookmark>,
}

/// All bookmarks of a document.
pub(crate) fn bookmarks(document: &Document) -> Vec<Bookmark> {
    let outlines = document.catalog().unwrap().get_deref(b"Outlines", document).unwrap();
    below(outlines.as_dict().unwrap(), document)
}

/// The titles of all bookmarks of a file, two spaces before each for every level.
pub(crate) fn outline(path: &Path) -> Vec<String> {
    fn walk(bookmarks: &[Bookmark], level: usize, found: &mut Vec<String>) {
        for bookmark in bookmarks {
            found.push("  ".repeat(level) + &bookmark.title);
            walk(&bookmark.below, level + 1, found);
        }
    }
    let mut found = Vec::new();
    walk(&bookmarks(&Document::load(path).unwrap()), 0, &mut found);
    found
}

fn below(parent: &Dictionary, document: &Document) -> Vec<Bookmark> {
    let mut found = Vec::new();
    let mut next = parent.get_deref(b"First", document).ok();
    while let Some(entry) = next {
        let entry = entry.as_dict().unwrap();
        let title =
            decode_text_string(entry.get_deref(b"Title", document).unwrap()).unwrap();
        found.push(Bookmark { title, below: below(entry, document) });
        next = entry.get_deref(b"Next", document).ok();
    }
    found
}
