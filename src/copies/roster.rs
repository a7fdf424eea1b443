//! The list of people for whom copies are made: a CSV file (RFC 4180).

use std::collections::BTreeMap;
use std::ops::Range;

use csv::{ByteRecord, Reader, ReaderBuilder};
use ecow::eco_format;
use typst_syntax::FileId;
use unicode_normalization::UnicodeNormalization;

use super::name::key;
use crate::diagnostics::{Failed, Report, at};
use crate::limits;

/// The columns that a roster must have; others are left alone.
const COLUMNS: [&str; 2] = ["name", "cohort"];

/// One row of a roster.
#[derive(Debug, Clone, Eq, PartialEq)]
pub struct Person {
    /// The name, in one line.
    pub name: String,
    /// The cohort; empty if the row leaves it open.
    pub cohort: String,
    /// The bytes of the name in the roster.
    pub at: Range<usize>,
}

impl Person {
    /// What tells this person from all others of a roster.
    pub fn whole(&self) -> String {
        format!("{}\n{}", key(&self.name), key(&self.cohort))
    }
}

/// A roster whose columns are known.
#[derive(Debug)]
pub struct Roster<'a> {
    text: &'a str,
    file: FileId,
    delimiter: u8,
    columns: usize,
    name: usize,
    cohort: usize,
    /// The number of rows below the head.
    pub rows: usize,
}

impl<'a> Roster<'a> {
    /// Reads the head of a roster and counts its rows. Cells are separated by
    /// commas, or by the semicolons or tabs that the head has instead.
    ///
    /// # Errors
    /// Fails when a column is missing or there are no rows.
    pub fn read(
        text: &'a str,
        file: FileId,
        report: &mut Report,
    ) -> Result<Self, Failed> {
        let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let delimiter = [b',', b';', b'\t']
            .into_iter()
            .find(|delimiter| head.as_bytes().contains(delimiter));
        let mut roster = Self {
            text,
            file,
            delimiter: delimiter.unwrap_or(b','),
            columns: 0,
            name: 0,
            cohort: 0,
            rows: 0,
        };
        let mut reader = roster.reader();
        let mut record = ByteRecord::new();
        let some = reader.read_byte_record(&mut record).unwrap_or_default();
        let names: Vec<String> =
            record.iter().map(|cell| plain(cell).to_lowercase()).collect();
        let cells = if some { roster.cells(&record) } else { Vec::new() };
        let whole = cells.first().map_or(0, |cell| cell.start)
            ..cells.last().map_or(0, |cell| cell.end);
        let mut column = |wanted: &str| {
            let found = names.iter().position(|name| name == wanted);
            if found.is_none() {
                report
                    .error(
                        "roster-column",
                        at(file, whole.clone()),
                        eco_format!("the roster has no column `{wanted}`"),
                    )
                    .suggest(wanted, names.iter().map(String::as_str))
                    .hint(eco_format!("its first line names {}", quoted(&COLUMNS)));
            }
            found.unwrap_or_default()
        };
        (roster.name, roster.cohort) = (column("name"), column("cohort"));
        roster.columns = names.len();
        while reader.read_byte_record(&mut record).unwrap_or_default() {
            roster.rows += 1;
        }
        if roster.rows == 0 && report.errors() == 0 {
            report
                .error("roster-empty", at(file, whole), "the roster names nobody")
                .hint("write a row for each copy below the names of the columns");
        }
        report.gate()?;
        Ok(roster)
    }

    fn reader(&self) -> Reader<&'a [u8]> {
        ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .from_reader(self.text.as_bytes())
    }

    /// All people of the roster, in order. Rows that are wrong, and those that name
    /// somebody again, are reported and left out.
    pub fn people(&self, report: &mut Report) -> Vec<Person> {
        let mut people: Vec<Person> = Vec::new();
        let mut known: BTreeMap<String, Range<usize>> = BTreeMap::new();
        let mut reader = self.reader();
        let mut record = ByteRecord::new();
        let _head = reader.read_byte_record(&mut record);
        while reader.read_byte_record(&mut record).unwrap_or_default() {
            let Some(person) = self.person(&record, report) else { continue };
            match known.get(&person.whole()) {
                Some(first) => {
                    report
                        .error(
                            "roster-twice",
                            at(self.file, person.at.clone()),
                            eco_format!("`{}` stands in the roster twice", person.name),
                        )
                        .also(at(self.file, first.clone()), "first here")
                        .hint("a copy was made for the first row alone: tell the two apart or remove one");
                }
                None => {
                    known.insert(person.whole(), person.at.clone());
                    people.push(person);
                }
            }
        }
        people
    }

    fn person(&self, record: &ByteRecord, report: &mut Report) -> Option<Person> {
        let cells = self.cells(record);
        let whole = cells.first()?.start..cells.last()?.end;
        if record.len() != self.columns {
            let count = match record.len() {
                1 => "1 cell".to_string(),
                cells => format!("{cells} cells"),
            };
            report
                .error(
                    "roster-row",
                    at(self.file, whole),
                    eco_format!("this row has {count}, the head has {}", self.columns),
                )
                .hint("put a cell that holds a separator in double quotes");
            return None;
        }
        let place = |column: usize| cells.get(column).cloned().unwrap_or(whole.clone());
        let text = |column: usize| record.get(column).map(plain).unwrap_or_default();
        let (name, cohort) = (text(self.name), text(self.cohort));
        if name.is_empty() {
            report
                .error(
                    "roster-name",
                    at(self.file, place(self.name)),
                    "nobody is named here",
                )
                .hint("write a name or remove the row");
            return None;
        }
        for (text, column) in [(&name, self.name), (&cohort, self.cohort)] {
            if text.chars().any(char::is_control) {
                report
                    .error(
                        "roster-name",
                        at(self.file, place(column)),
                        "this is more than one line of text",
                    )
                    .hint("write it in one line");
                return None;
            }
        }
        Some(Person { name, cohort, at: place(self.name) })
    }

    /// The bytes of the cells of a record in the roster, without quotes around them.
    fn cells(&self, record: &ByteRecord) -> Vec<Range<usize>> {
        let start = record.position().map_or(0, csv::Position::byte);
        let start = usize::try_from(start).unwrap_or_default();
        let text = self.text.get(start..).unwrap_or_default();
        let start = start + text.len() - text.trim_start_matches(['\r', '\n']).len();
        let text = text.trim_start_matches(['\r', '\n']);
        let mut cells = Vec::with_capacity(record.len());
        let (mut from, mut quoted) = (0, false);
        let mut end = text.len();
        for (index, byte) in text.bytes().enumerate() {
            match byte {
                b'"' => quoted = !quoted,
                _ if quoted => {}
                b'\n' => {
                    end = index;
                    break;
                }
                byte if byte == self.delimiter => {
                    cells.push(from..index);
                    from = index + 1;
                }
                _ => {}
            }
        }
        cells.push(from..end);
        let bare = |cell: Range<usize>| {
            let text = text.get(cell.clone()).unwrap_or_default();
            let inner = text.trim_start();
            let left = cell.start + text.len() - inner.len();
            left..left + inner.trim_end().len()
        };
        let moved = |cell: Range<usize>| start + cell.start..start + cell.end;
        cells.into_iter().map(bare).map(moved).collect()
    }
}

/// A cell as text in its composed form, one space between words.
fn plain(cell: &[u8]) -> String {
    let text = String::from_utf8_lossy(cell);
    let text = text.trim_start_matches('\u{feff}').trim();
    let words = text.split(' ').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").nfc().collect()
}

fn quoted(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(" and ")
}

/// The number of copies that may be made without being asked for twice.
///
/// # Errors
/// Fails when there are more rows, and they were not confirmed.
pub fn check_size(
    roster: &Roster,
    confirmed: bool,
    report: &mut Report,
) -> Result<(), Failed> {
    if roster.rows > limits::COPIES && !confirmed {
        report
            .usage("roster-size", eco_format!("the roster has {} rows", roster.rows))
            .hint(eco_format!("for more than {} copies say `--yes`", limits::COPIES));
    }
    report.gate()
}
