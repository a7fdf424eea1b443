//! `content/references.bib`: the works that are cited.
//!
//! Read and formatted by hayagriva, the library that Typst itself uses, so that
//! numbers and texts of references are known before the layout begins.

use std::collections::BTreeMap;

use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::{FontStyle, Style};
use hayagriva::io::{BibLaTeXError, from_biblatex_str};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild,
    ElemChildren,
};
use serde::Serialize;
use typst_syntax::{DiagSpan, FileId};

use crate::diagnostics::{Report, at};
use crate::source::File;

/// The works, by key.
#[derive(Debug, Default)]
pub struct Bibliography {
    file: Option<FileId>,
    works: BTreeMap<String, Work>,
}

#[derive(Debug)]
struct Work {
    place: DiagSpan,
    entry: Vec<Run>,
}

/// A piece of a formatted reference in one face.
#[derive(Debug, Clone, Eq, PartialEq, Serialize)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Whether it is italic.
    pub italic: bool,
    /// Where it leads.
    pub url: Option<String>,
}

impl Bibliography {
    /// Reads the works; every malformed entry is reported.
    pub(super) fn load(file: Option<&File>, report: &mut Report) -> Self {
        let Some(file) = file else { return Self::default() };
        let library = match from_biblatex_str(file.text()) {
            Ok(library) => library,
            Err(errors) => {
                for error in errors {
                    let (range, text) = match error {
                        BibLaTeXError::Parse(e) => (e.span, e.kind.to_string()),
                        BibLaTeXError::Type(e) => (e.span, e.kind.to_string()),
                    };
                    report
                        .error("bibliography", at(file.id, range), text)
                        .hint("works are written as BibLaTeX entries");
                }
                return Self { file: Some(file.id), works: BTreeMap::new() };
            }
        };
        let mut entries = format(&library);
        let works = library
            .iter()
            .map(|entry| {
                let key = entry.key().to_string();
                let place = at(file.id, find_key(file.text(), &key));
                let entry = entries.remove(&key).unwrap_or_default();
                (key, Work { place, entry })
            })
            .collect();
        Self { file: Some(file.id), works }
    }

    /// Whether a work is known.
    pub fn contains(&self, key: &str) -> bool {
        self.works.contains_key(key)
    }

    /// All keys, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.works.keys().map(String::as_str)
    }

    /// The formatted reference.
    pub fn entry(&self, key: &str) -> &[Run] {
        self.works
            .get(key)
            .map(|work| work.entry.as_slice())
            .unwrap_or_default()
    }

    /// The place of an entry, or of the file.
    pub fn place(&self, key: &str) -> DiagSpan {
        let file = || self.file.map_or(DiagSpan::detached(), |file| at(file, 0..0));
        self.works.get(key).map_or_else(file, |work| work.place)
    }
}

/// Formats all works by the numeric style of the IEEE, numbers left out.
fn format(library: &hayagriva::Library) -> BTreeMap<String, Vec<Run>> {
    let Style::Independent(style) =
        ArchivedStyle::InstituteOfElectricalAndElectronicsEngineers.get()
    else {
        return BTreeMap::new();
    };
    let locales = locales();
    let mut driver = BibliographyDriver::new();
    for entry in library.iter() {
        let items = vec![CitationItem::with_entry(entry)];
        driver.citation(CitationRequest::from_items(items, &style, &locales));
    }
    let request = BibliographyRequest::new(&style, None, &locales);
    let rendered = driver.finish(request).bibliography;
    let items = rendered.into_iter().flat_map(|bibliography| bibliography.items);
    items.map(|item| (item.key, runs(&item.content))).collect()
}

fn runs(children: &ElemChildren) -> Vec<Run> {
    let mut runs = Vec::new();
    for child in &children.0 {
        let (text, style, url) = match child {
            ElemChild::Text(t) => (t.text.clone(), t.formatting.font_style, None),
            ElemChild::Elem(e) => {
                runs.extend(self::runs(&e.children));
                continue;
            }
            ElemChild::Markup(text) => (text.clone(), FontStyle::Normal, None),
            ElemChild::Link { text, url } => {
                (text.text.clone(), text.formatting.font_style, Some(url.clone()))
            }
            ElemChild::Transparent { .. } => continue,
        };
        runs.push(Run { text, italic: style == FontStyle::Italic, url });
    }
    runs
}

/// The bytes of a key behind `@type{`.
fn find_key(text: &str, key: &str) -> std::ops::Range<usize> {
    let found = text.match_indices(key).find(|(start, _)| {
        let before = text[..*start].trim_end();
        let after = text[start + key.len()..].trim_start();
        before.ends_with('{') && after.starts_with(',')
    });
    found.map_or(0..0, |(start, _)| start..start + key.len())
}
