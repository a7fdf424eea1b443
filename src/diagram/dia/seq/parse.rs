//! The lines of a drawing of calls.
//!
//! A first pass reads the parties, a second one what happens between them. Both
//! go on after a mistake, so that an author sees all of them at once.

use std::collections::BTreeMap;

use super::super::model::Problem;
use super::super::reader::{Line, Reader};
use super::super::stroke::{Stroke, is_arrow_like};
use super::model::{Act, Block, Caption, Event, Party, Source};

/// Words that begin a line, beside those of the head.
const KEYWORDS: [&str; 9] =
    ["note", "total", "loop", "either", "opt", "par", "or", "and", "end"];
/// Words that begin a line of the head.
const HEAD: [&str; 5] = ["seq", "title", "alt", "kind", "given"];
/// How messages are drawn: stroke, and whether they are lost on the way.
const ARROWS: [(&str, Stroke, bool); 6] = [
    ("->", Stroke::Solid, false),
    ("=>", Stroke::Main, false),
    ("~>", Stroke::Dashed, false),
    ("..>", Stroke::Dotted, false),
    ("-x", Stroke::Solid, true),
    ("~x", Stroke::Dashed, true),
];
/// Parties and events that a figure may have.
const MOST: (usize, usize) = (40, 300);
/// Frames within frames.
const DEEPEST: usize = 3;

/// A frame that is not closed yet.
struct Open<'a> {
    block: Block,
    line: &'a str,
    /// Events and problems before the current part of it.
    since: (usize, usize),
}

/// The state of reading one source.
struct Parser<'a, 'r> {
    reader: &'r mut Reader<'a>,
    out: Source,
    names: BTreeMap<&'a str, usize>,
    open: Vec<Open<'a>>,
}

/// Reads the body of a figure. What is wrong goes to the reader.
pub(super) fn parse<'a>(reader: &mut Reader<'a>, lines: &[Line<'a>]) -> Source {
    let (names, open) = (BTreeMap::new(), Vec::new());
    let mut parser = Parser { reader, out: Source::default(), names, open };
    for line in lines.iter().filter(|line| defines(line.text)) {
        parser.definition(line.text);
    }
    for line in lines.iter().filter(|line| !defines(line.text)) {
        parser.line(line);
    }
    for open in std::mem::take(&mut parser.open) {
        let problem = Problem::new(parser.reader.at(open.line), "the frame has no end");
        parser.reader.add(problem.hint("write `end` behind its last line"));
    }
    parser.check_size();
    parser.out
}

impl<'a> Parser<'a, '_> {
    /// The party of a name, or a problem.
    fn party(&mut self, name: &'a str, who: &str) -> Option<usize> {
        if let Some(index) = self.names.get(name) {
            return Some(*index);
        }
        let message = format!("{who} names unknown party `{name}`");
        if name.contains(':') {
            let cure = "put ` : ` with a space on both sides before the text";
            let problem = Problem::new(self.reader.at(name), message).hint(cure);
            self.reader.add(problem);
            return None;
        }
        self.reader.unknown(
            name,
            message,
            self.names.keys().copied(),
            &format!("define it with `{name} = Label`"),
        );
        None
    }

    /// `id = Label | sublabel [kind]`.
    fn definition(&mut self, text: &'a str) {
        let Some((id, rest)) = text.split_once('=') else { return };
        let (id, rest) = (id.trim(), rest.trim());
        let (words, kind) = self.reader.kind(rest, "party");
        let (label, sublabel) = words.split_once('|').unwrap_or((words, ""));
        if label.trim().is_empty() {
            self.reader.wrong(text, format!("party `{id}` has no label"));
        }
        if self.names.contains_key(id) {
            self.reader.wrong(id, format!("party `{id}` is defined twice"));
            return;
        }
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        let taken = KEYWORDS.contains(&id) || HEAD.contains(&id);
        if taken || !id.chars().all(plain) {
            let hint = if taken {
                "it begins another kind of line"
            } else {
                "names have letters, digits, `-` and `_`"
            };
            let message = format!("`{id}` cannot name a party");
            self.reader.wrong(id, message).hint = Some(hint.to_string());
        }
        self.names.insert(id, self.out.parties.len());
        let at = self.reader.at(text);
        self.out.parties.push(Party {
            id: id.to_string(),
            label: label.trim().to_string(),
            sublabel: sublabel.trim().to_string(),
            kind,
            at,
        });
    }

    fn line(&mut self, line: &Line<'a>) {
        let text = line.text;
        let (word, rest) = line.split();
        let (ends, words) = split(text);
        match word {
            "note" => self.note(rest, text),
            "total" => self.total(rest, text),
            "end" => self.close(text),
            "or" | "and" => self.turn(word, rest, text),
            _ => match Block::NAMES.iter().find(|(name, ..)| *name == word) {
                Some((_, block, _)) => self.open(*block, rest, text),
                None if ends.split_whitespace().any(is_arrow) => {
                    self.message(ends, words, text);
                }
                None if words.is_some() => {
                    let caption = caption(words.unwrap_or(""));
                    if let Some(who) = self.party(ends, "work") {
                        self.event(Act::Work { who }, caption, text);
                    }
                }
                None => self.unreadable(word, text),
            },
        }
    }

    fn unreadable(&mut self, word: &'a str, line: &'a str) {
        let message = format!("cannot read a line that begins with `{word}`");
        let hint = "a line is `id = Label`, `a -> b : text`, `a : work`, `note a b : text`, or begins a frame";
        let party = self.names.contains_key(word) || line.contains(':');
        let known = KEYWORDS.into_iter().chain(HEAD).filter(|_| !party);
        self.reader.unknown(word, message, known, hint);
    }

    fn event(&mut self, act: Act, caption: Caption, line: &'a str) {
        let at = self.reader.at(line);
        self.out.events.push(Event { act, caption, at });
    }

    /// `a -> b : text @time`.
    fn message(&mut self, ends: &'a str, words: Option<&'a str>, line: &'a str) {
        let mut arrows = ends.split_whitespace().filter(|word| is_arrow(word));
        let Some(arrow) = arrows.next() else { return };
        if let Some(second) = arrows.next() {
            let message = "a second arrow stands in the line";
            self.reader.wrong(second, message).hint =
                Some("write every message on a line of its own".into());
            return;
        }
        let Some((_, stroke, lost)) =
            ARROWS.into_iter().find(|(name, ..)| *name == arrow)
        else {
            let all = ARROWS.map(|(name, ..)| name).join("  ");
            self.reader.wrong(arrow, format!("unknown arrow `{arrow}`")).hint =
                Some(format!("arrows are  {all}"));
            return;
        };
        let start = self.reader.at(arrow).start - self.reader.at(ends).start;
        let from = ends[..start].trim();
        let to = ends[start + arrow.len()..].trim();
        if from.is_empty() || to.is_empty() {
            self.reader.wrong(line, "a message ends in nothing");
            return;
        }
        let (from_at, to_at) = (self.party(from, "message"), self.party(to, "message"));
        let (Some(from), Some(to)) = (from_at, to_at) else { return };
        if from == to {
            let id = self.out.parties[from].id.clone();
            let message = format!("a message leads from `{id}` to itself");
            self.reader.wrong(line, message).hint =
                Some(format!("work of its own is `{id} : text`"));
            return;
        }
        let act = Act::Message { from, to, stroke, lost };
        self.event(act, caption(words.unwrap_or("")), line);
    }

    /// `note a b : text`.
    fn note(&mut self, rest: &'a str, line: &'a str) {
        let (who, words) = split(rest);
        let Some(words) = words.filter(|words| !words.is_empty()) else {
            self.reader.wrong(line, "the note says nothing").hint =
                Some("a note is `note a b : text`".into());
            return;
        };
        if who.is_empty() {
            self.reader.wrong(line, "the note names nobody").hint =
                Some("a note is `note a b : text`".into());
        }
        let all: Vec<usize> = who
            .split_whitespace()
            .filter_map(|name| self.party(name.trim_end_matches(','), "note"))
            .collect();
        let (Some(&from), Some(&to)) = (all.iter().min(), all.iter().max()) else {
            return;
        };
        let caption = Caption { text: words.to_string(), time: String::new() };
        self.event(Act::Note { from, to }, caption, line);
    }

    /// `total : 46 ms`.
    fn total(&mut self, rest: &'a str, line: &'a str) {
        let words = rest.strip_prefix(':').unwrap_or(rest).trim();
        if words.is_empty() {
            self.reader.wrong(line, "the total says nothing").hint =
                Some("a total is `total : 46 ms`".into());
        }
        let at = self.reader.at(line);
        if self.out.total.replace((words.to_string(), at)).is_some() {
            self.reader.wrong(line, "a second total stands here");
        }
    }

    fn open(&mut self, block: Block, rest: &'a str, line: &'a str) {
        if self.open.len() == DEEPEST {
            self.reader
                .wrong(line, format!("more than {DEEPEST} frames in one another"));
        }
        self.event(Act::Open { block }, condition(rest), line);
        let since = self.count();
        self.open.push(Open { block, line, since });
    }

    /// `or text`, `and text`.
    fn turn(&mut self, word: &'a str, rest: &'a str, line: &'a str) {
        let wanted = Block::NAMES.iter().find(|(.., turn)| *turn == word);
        let Some((name, block, _)) = wanted else { return };
        if self.open.last().is_none_or(|open| open.block != *block) {
            self.reader
                .wrong(line, format!("`{word}` stands in no `{name}`"))
                .hint = Some(format!("the frame begins with `{name} text`"));
            return;
        }
        self.check_part();
        self.event(Act::Turn { block: *block }, condition(rest), line);
        let since = self.count();
        if let Some(open) = self.open.last_mut() {
            (open.since, open.line) = (since, line);
        }
    }

    fn close(&mut self, line: &'a str) {
        if self.open.is_empty() {
            self.reader.wrong(line, "`end` closes nothing");
            return;
        }
        self.check_part();
        self.open.pop();
        self.event(Act::Close, Caption::default(), line);
    }

    /// Events and problems so far.
    fn count(&self) -> (usize, usize) {
        (self.out.events.len(), self.reader.problems.len())
    }

    /// Something happens in the current part of a frame, even if it is wrong.
    fn check_part(&mut self) {
        let Some(open) = self.open.last() else { return };
        let part = self.out.events.get(open.since.0..).unwrap_or_default();
        let happens = |event: &Event| {
            matches!(event.act, Act::Message { .. } | Act::Work { .. } | Act::Note { .. })
        };
        let wrong = self.reader.problems.len() > open.since.1;
        if !part.iter().any(happens) && !wrong {
            let line = open.line;
            self.reader.wrong(line, "nothing happens in this part of the frame");
        }
    }

    /// Bounds on the size of a figure.
    fn check_size(&mut self) {
        let (parties, events) = MOST;
        if self.out.parties.len() > parties || self.out.events.len() > events {
            let message =
                format!("the figure has more than {parties} parties or {events} lines");
            self.reader
                .add(Problem::new(0..0, message).hint("split it into several figures"));
        }
        if self.out.parties.is_empty() {
            let problem = Problem::new(0..0, "the figure has no party");
            self.reader.add(problem.hint("define one with `id = Label`"));
        }
    }
}

/// What stands before ` : `, and what behind it.
fn split(text: &str) -> (&str, Option<&str>) {
    if let Some((before, behind)) = text.split_once(" : ") {
        return (before.trim(), Some(behind.trim()));
    }
    match text.strip_suffix(" :") {
        Some(before) => (before.trim(), Some("")),
        None => (text, None),
    }
}

/// `text @time`.
fn caption(words: &str) -> Caption {
    let at = match words.strip_prefix('@') {
        Some(_) => Some(0),
        None => words.rfind(" @").map(|space| space + 1),
    };
    let (text, time) = match at {
        Some(at) => (&words[..at], &words[at + 1..]),
        None => (words, ""),
    };
    Caption {
        text: text.trim().to_string(),
        time: time.trim().to_string(),
    }
}

/// The text behind the word that begins a frame or a part of one.
fn condition(rest: &str) -> Caption {
    let text = rest.strip_prefix(':').unwrap_or(rest).trim();
    Caption { text: text.to_string(), time: String::new() }
}

fn is_arrow(word: &str) -> bool {
    is_arrow_like(word) || ARROWS.iter().any(|(name, ..)| *name == word)
}

/// Whether a line is `name = …`.
fn defines(text: &str) -> bool {
    let Some((name, rest)) = text.split_once('=') else { return false };
    let name = name.trim();
    !name.is_empty()
        && !name.contains(char::is_whitespace)
        && !rest.starts_with('>')
        && !name.ends_with(['<', '-'])
}
