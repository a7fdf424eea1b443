//! `manifest.json`: which copies were made of what.

use serde_json::{Value, json};

use super::Person;
use crate::finish::{Master, Update};
use crate::model::Edition;

/// The version of the form of the file.
const VERSION: u32 = 1;

/// What was made in one run, in the order of the roster.
#[derive(Debug)]
pub struct Manifest {
    head: Value,
    copies: Vec<Value>,
}

impl Manifest {
    /// The manifest of an edition. `records` are the files and settings that make it
    /// up, nearest first, as they are written.
    pub fn new(
        edition: &Edition,
        records: &[(String, String)],
        pages: usize,
        master: &Master,
    ) -> Self {
        let [year, month, day] = edition.date;
        let records: Vec<Value> = records
            .iter()
            .map(|(file, text)| json!({ "file": file, "text": text }))
            .collect();
        let head = json!({
            "manifest": VERSION,
            "program": format!("casebook {}", env!("CARGO_PKG_VERSION")),
            "edition": {
                "name": edition.name,
                "title": edition.title,
                "identifier": edition.identifier,
                "date": format!("{year:04}-{month:02}-{day:02}"),
                "paper": edition.paper,
                "ink": edition.ink,
                "records": records,
            },
            "pages": pages,
            "master": { "sha256": master.sha256(), "bytes": master.bytes.len() },
        });
        Self { head, copies: Vec::new() }
    }

    /// Adds a copy.
    pub fn add(&mut self, file: &str, person: &Person, bytes: usize, update: &Update) {
        self.copies.push(json!({
            "file": file,
            "name": person.name,
            "cohort": person.cohort,
            "identifier": update.identifier,
            "sha256": update.sha256,
            "bytes": bytes,
        }));
    }

    /// The file.
    pub fn bytes(self) -> Vec<u8> {
        let mut file = self.head;
        file["copies"] = self.copies.into();
        format!("{file:#}\n").into_bytes()
    }
}
