//! A TOML file with its typed value and the places of its keys and strings.

use std::ops::Range;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};
use typst_syntax::{DiagSpan, FileId};

use super::prose::Place;
use super::segments::segments;
use super::validate;
use crate::diagnostics::{Report, at};
use crate::model::Markup;
use crate::source::{File, Sources};

/// A TOML file that was read into a type.
#[derive(Debug, Clone)]
pub struct Document<T> {
    /// The name of the file.
    pub file: FileId,
    /// The path of the file from the root.
    pub path: String,
    /// What the file says.
    pub value: T,
    /// Every markup string of the file, in order of place.
    pub markups: Vec<Markup>,
    /// The table as parsed, for the places of keys.
    table: DeTable<'static>,
}

impl<T: DeserializeOwned + JsonSchema> Document<T> {
    /// Reads a file. Every syntax error, unknown key, wrong type and missing
    /// key is reported; nothing is returned if there was one.
    pub fn load(file: &File, report: &mut Report) -> Option<Self> {
        let text = file.text();
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let range = error.span().unwrap_or(0..0);
            report
                .error("toml-syntax", at(file.id, range), error.message().trim())
                .hint("see toml.io for the form; markup belongs in '…' or '''…'''");
        }
        if !errors.is_empty() {
            return None;
        }
        let mut table = table.into_inner();
        let schema = schemars::schema_for!(T).to_value();
        let markups = validate::table(&schema, &table, file.id, report)?;
        let value = match toml::from_str(text) {
            Ok(value) => value,
            Err(error) => {
                let range = error.span().unwrap_or(0..0);
                report.error("wrong-type", at(file.id, range), error.message().trim());
                return None;
            }
        };
        table.make_owned();
        let table = own(table);
        Some(Self {
            file: file.id,
            path: file.path.to_string(),
            value,
            markups,
            table,
        })
    }
}

impl<T> Document<T> {
    /// The place of a key: `["dialogue", "opening"]`.
    pub fn key(&self, path: &[&str]) -> DiagSpan {
        let mut table = &self.table;
        let mut range = 0..0;
        for name in path {
            let Some((key, value)) = table.iter().find(|(key, _)| key.get_ref() == name)
            else {
                break;
            };
            range = key.span();
            match value.get_ref() {
                DeValue::Table(inner) => table = inner,
                _ => break,
            }
        }
        at(self.file, range)
    }

    /// The bytes of a key, if the file has it.
    pub fn find(&self, path: &[&str]) -> Option<Range<usize>> {
        let mut table = Some(&self.table);
        let mut range = None;
        for name in path {
            let (key, value) = table?.iter().find(|(key, _)| key.get_ref() == name)?;
            range = Some(key.span());
            table = match value.get_ref() {
                DeValue::Table(inner) => Some(inner),
                _ => None,
            };
        }
        range
    }

    /// The place of the text in a string, so that parts of it can be named.
    pub fn place(&self, range: &Range<usize>, sources: &Sources) -> Place {
        let text = sources.by_id(self.file).map(File::text).unwrap_or_default();
        Place { file: self.file, segments: segments(text, range) }
    }

    /// The place of a string.
    pub fn at(&self, range: &Range<usize>) -> DiagSpan {
        at(self.file, range.clone())
    }
}

/// Lengthens the life of a table whose strings were all made owned.
fn own(table: DeTable<'_>) -> DeTable<'static> {
    let mut owned = DeTable::new();
    for (key, value) in table {
        let span = key.span();
        let key = toml::Spanned::new(
            span,
            std::borrow::Cow::Owned(key.into_inner().into_owned()),
        );
        let span = value.span();
        owned.insert(key, toml::Spanned::new(span, own_value(value.into_inner())));
    }
    owned
}

/// Values other than tables are only looked at for the places of keys, which
/// they do not have.
fn own_value(value: DeValue<'_>) -> DeValue<'static> {
    match value {
        DeValue::Table(table) => DeValue::Table(own(table)),
        _ => DeValue::Boolean(false),
    }
}
