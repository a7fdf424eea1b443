//! The files that the layout reads: one for the book, one for each unit.
//!
//! A unit's data travels in a file of its own, so that an edit of one case
//! leaves the rest cached. Everything is resolved here: the layout looks up
//! nothing that could be missing.

mod book;
mod companion;
mod contents;
mod extent;
mod figures;
mod freedom;
mod glossary;
mod index;
mod maps;
mod order;
mod own;
mod practice;
mod story;
mod stretch;
mod unit;
mod width;

pub use freedom::{Freedom, lost, path as places_path, places};
pub use stretch::{Stretch, stretches};
pub use width::{mark_lost_widths, narrowable};

use std::collections::BTreeMap;

use serde_json::{Value, json};
use typst_library::foundations::Bytes;

use crate::diagram::{Diagrams, Prints};
use crate::load::Snippet;
use crate::model::Markup;
use crate::numbers::Ledgers;
use crate::select::{SelectedUnit, Selection};
use crate::world::Manuscript;

/// What the writing of a manuscript looks at.
#[derive(Debug, Copy, Clone)]
struct Desk<'a> {
    selection: &'a Selection<'a>,
    diagrams: &'a Diagrams,
    prints: &'a Prints,
    ledgers: &'a Ledgers,
}

/// Writes the manuscript of an edition, with the records of its companion where it
/// has one.
pub fn write(
    selection: &Selection,
    companion: Option<&Selection>,
    diagrams: &Diagrams,
    prints: &Prints,
    ledgers: &Ledgers,
) -> Manuscript {
    let desk = Desk { selection, diagrams, prints, ledgers };
    let mut files = BTreeMap::new();
    files.insert("/manuscript/edition.json".to_string(), book::edition_file(&desk));
    files.insert("/manuscript/imprint.json".to_string(), book::imprint_file(&desk));
    files.insert("/manuscript/book.json".to_string(), book::book_file(&desk));
    for unit in selection.units() {
        let mut record = unit::write(&desk, &unit);
        files.insert(own::path(&unit), own::part(&mut record, &unit));
        files.insert(path(&unit), record);
        files.insert(freedom::path(&unit), freedom::file(&unit, &selection.edition.fit));
    }
    if let Some(selection) = companion {
        let wide = Desk { selection, ..desk };
        let paths: Vec<_> =
            selection.units().map(|unit| companion::path(&unit)).collect();
        files.insert("/manuscript/companion.json".into(), json!({ "units": paths }));
        for unit in selection.units() {
            files.insert(companion::path(&unit), companion::write(&wide, &unit, &desk));
            let places = freedom::file(&unit, &selection.edition.fit);
            files.insert(freedom::path(&unit), places);
        }
    }
    let mut files: BTreeMap<_, _> = files
        .into_iter()
        .map(|(path, value)| (path, Bytes::from_string(value.to_string())))
        .collect();
    let guesses = extent::guesses(selection, &files);
    for (unit, name, print) in prints.all() {
        let Some(figure) = diagrams.get(unit, name) else { continue };
        files.insert(figure.path.clone(), Bytes::from_string(print.svg.clone()));
    }
    Manuscript { files, guesses }
}

/// The path of a unit's file.
pub fn path(unit: &SelectedUnit) -> String {
    format!("/manuscript/{}.json", unit.label().replace(':', "/"))
}

/// Markup strings of a unit by text and place, as the layout takes them.
struct Strings<'a> {
    snippets: BTreeMap<(&'a str, usize), &'a Snippet>,
}

impl<'a> Strings<'a> {
    fn new(snippets: impl IntoIterator<Item = &'a Snippet>) -> Self {
        let key = |s: &'a Snippet| ((s.markup.text.as_str(), s.markup.range.start), s);
        Self { snippets: snippets.into_iter().map(key).collect() }
    }

    /// A string with its file and the bytes that it stands on.
    fn json(&self, markup: &Markup) -> Value {
        let found = self.snippets.get(&(markup.text.as_str(), markup.range.start));
        let (file, segments) = match found {
            Some(snippet) => {
                let ranges =
                    snippet.place.segments.iter().map(|r| json!([r.start, r.end]));
                (snippet.place.file.vpath().get_with_slash(), ranges.collect())
            }
            None => ("", Vec::new()),
        };
        json!({ "text": markup.text, "file": file, "segments": segments })
    }

    fn option(&self, markup: Option<&Markup>) -> Value {
        markup.map_or(Value::Null, |markup| self.json(markup))
    }

    fn list<'m>(&self, markups: impl IntoIterator<Item = &'m Markup>) -> Value {
        markups.into_iter().map(|markup| self.json(markup)).collect()
    }
}
