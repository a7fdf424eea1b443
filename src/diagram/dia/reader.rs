//! The lines of a source, and what is wrong with them.

use std::ops::Range;

use super::kind::Kind;
use super::model::Problem;

/// A line without its comment and the space around it.
#[derive(Debug, Copy, Clone)]
pub(super) struct Line<'a> {
    /// Whether it stands further in than the line that it belongs to.
    pub(super) indent: usize,
    pub(super) text: &'a str,
}

impl<'a> Line<'a> {
    /// Its first word, and what follows.
    pub(super) fn split(&self) -> (&'a str, &'a str) {
        let (word, rest) =
            self.text.split_once(char::is_whitespace).unwrap_or((self.text, ""));
        (word, rest.trim())
    }
}

/// Reads a source and collects what is wrong with it. Every part of a line that
/// it hands out knows its bytes.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    source: &'a str,
    pub(super) problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, problems: Vec::new() }
    }

    /// The whole source.
    pub(super) fn source(&self) -> &'a str {
        self.source
    }

    /// The lines that say something.
    pub(super) fn lines(&mut self) -> Vec<Line<'a>> {
        let mut lines = Vec::new();
        for raw in self.source.lines() {
            let control = |c: char| {
                c.is_control() && c != '\t' || matches!(c, '\u{fffe}' | '\u{ffff}')
            };
            if let Some(sign) = raw.find(control) {
                self.wrong(&raw[sign..sign], "a control character stands here");
                continue;
            }
            let line = uncommented(raw);
            let text = line.trim();
            if !text.is_empty() {
                let indent = line.len() - line.trim_start().len();
                lines.push(Line { indent, text });
            }
        }
        lines
    }

    /// The bytes of a part of the source.
    pub(super) fn at(&self, part: &str) -> Range<usize> {
        let start =
            (part.as_ptr() as usize).saturating_sub(self.source.as_ptr() as usize);
        let start = start.min(self.source.len());
        start..(start + part.len()).min(self.source.len())
    }

    /// Notes a problem at a part of the source.
    pub(super) fn wrong(
        &mut self,
        part: &str,
        message: impl Into<String>,
    ) -> &mut Problem {
        let problem = Problem::new(self.at(part), message);
        self.add(problem)
    }

    /// Notes a problem.
    pub(super) fn add(&mut self, problem: Problem) -> &mut Problem {
        self.problems.push(problem);
        let last = self.problems.len() - 1;
        &mut self.problems[last]
    }

    /// Takes `[kind]` off the end of the definition of a node or a party.
    pub(super) fn kind(&mut self, rest: &'a str, what: &str) -> (&'a str, Kind) {
        let (words, Some(name)) = bracketed(rest) else {
            return (rest, Kind::default());
        };
        let kind = Kind::named(name).unwrap_or_else(|| {
            self.unknown(
                name,
                format!("unknown kind of {what} `{name}`"),
                Kind::NAMES,
                &format!("kinds are {}", Kind::NAMES.join(", ")),
            );
            Kind::default()
        });
        (words, kind)
    }

    /// Notes that a name is none of those known.
    pub(super) fn unknown<'b>(
        &mut self,
        name: &str,
        message: impl Into<String>,
        known: impl IntoIterator<Item = &'b str>,
        otherwise: &str,
    ) {
        let problem = Problem::new(self.at(name), message);
        self.add(problem.suggest(name, known, otherwise));
    }
}

/// The line without its comment: `#` at its start or between spaces.
fn uncommented(line: &str) -> &str {
    if line.trim_start().starts_with('#') {
        return "";
    }
    line.split_once(" # ").map_or(line, |(text, _)| text)
}

/// Takes `[word]` off the end of a text.
pub(super) fn bracketed(text: &str) -> (&str, Option<&str>) {
    let Some(open) = text.strip_suffix(']').and_then(|rest| rest.rfind('[')) else {
        return (text, None);
    };
    (text[..open].trim(), Some(text[open + 1..text.len() - 1].trim()))
}
