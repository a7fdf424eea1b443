//! What `--set` overrides for one run.

use std::collections::BTreeMap;

use ecow::eco_format;

use super::Document;
use crate::diagnostics::{COMMAND_LINE, Report};
use crate::model::EditionRecord;
use crate::source::{Layer, Sources};

/// Characters that one setting may add to the name of a file, and all of them.
const WORD: usize = 40;
const WORDS: usize = 120;

/// The settings of one run.
#[derive(Debug)]
pub(super) struct Settings {
    /// The record that they make.
    pub(super) record: Document<EditionRecord>,
    /// Each key with its value as written, in order.
    words: BTreeMap<String, String>,
}

impl Settings {
    /// Reads settings, each `key = value` as TOML or `key=word`; the last of a key
    /// counts. What is wrong is wrong use.
    pub(super) fn read(
        texts: &[String],
        sources: &mut Sources,
        report: &mut Report,
    ) -> Option<Self> {
        if texts.is_empty() {
            return None;
        }
        let mut words = BTreeMap::new();
        for text in texts {
            match text.split_once('=') {
                Some((key, value)) => {
                    words.insert(key.trim().to_string(), value.trim().to_string());
                }
                None => {
                    report
                        .usage("set", eco_format!("`--set {text}` sets nothing"))
                        .hint("write it as `--set KEY=VALUE`");
                }
            }
        }
        if words.contains_key("extends") {
            report
                .usage("set", "`extends` cannot be set for one run")
                .hint("name the other edition instead");
        }
        let lines: Vec<String> = words.iter().map(|(k, v)| assignment(k, v)).collect();
        let text = match lines.is_empty() {
            true => "# nothing\n".to_string(),
            false => lines.concat(),
        };
        sources.insert(COMMAND_LINE, text.into_bytes(), Layer::Virtual, report);
        let file = sources.get(COMMAND_LINE)?;
        let record = Document::load(file, report)?;
        Some(Self { record, words })
    }

    /// What they add to the identifier of a document.
    pub(super) fn identifier(&self) -> String {
        let words = self.words.iter().map(|(key, value)| format!(" {key}={value}"));
        format!(" with{}", words.collect::<String>())
    }

    /// What they add to the name of a file: `+paper-letter`.
    pub(super) fn file(&self) -> String {
        let word = |(key, value): (&String, &String)| {
            let mut word = String::from("+");
            for c in format!("{key}-{value}").chars() {
                let plain = c.is_ascii_alphanumeric() || c == '.';
                if plain {
                    word.push(c);
                } else if !word.ends_with(['-', '+']) {
                    word.push('-');
                }
            }
            word.truncate(WORD);
            word.trim_end_matches(['-', '.']).to_string()
        };
        let mut name: String = self.words.iter().map(word).collect();
        name.truncate(WORDS);
        name
    }
}

/// A key with its value as a line of TOML; a value that is not TOML is a string.
fn assignment(key: &str, value: &str) -> String {
    let as_is = format!("{key} = {value}\n");
    match toml::de::DeTable::parse(&as_is) {
        Ok(_) => as_is,
        Err(_) => format!("{key} = {}\n", serde_json::Value::from(value)),
    }
}
