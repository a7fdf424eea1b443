//! Parts of lines: numbers, lists, ranges.

use super::super::reader::Reader;
use super::model::{Axis, Kind, Number};

/// Ranges that numbers of a plot keep to.
pub(super) const LARGEST: f64 = 1e15;

/// Splits `Name : data`; the name may be missing.
pub(super) fn named(rest: &str) -> Option<(&str, &str)> {
    if let Some(data) = rest.strip_prefix(':') {
        return Some(("", data.trim()));
    }
    if let Some((name, data)) = rest.split_once(" : ") {
        return Some((name.trim(), data.trim()));
    }
    rest.strip_suffix(':').map(|name| (name.trim(), &rest[rest.len()..]))
}

/// Splits a text where `at` says so, but not inside brackets or braces.
pub(super) fn split(text: &str, at: impl Fn(char) -> bool) -> Vec<&str> {
    let (mut parts, mut depth, mut from) = (Vec::new(), 0_usize, 0);
    for (index, sign) in text.char_indices() {
        match sign {
            '(' | '{' => depth += 1,
            ')' | '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 && at(sign) => {
                parts.push(&text[from..index]);
                from = index + sign.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[from..]);
    parts
}

/// The words of a text; spaces inside brackets do not part them.
pub(super) fn words(text: &str) -> Vec<&str> {
    let parts = split(text, char::is_whitespace);
    parts.into_iter().filter(|word| !word.is_empty()).collect()
}

/// A text before and behind a word that stands for itself.
fn cut<'a>(text: &'a str, word: &str) -> (&'a str, Option<&'a str>) {
    for (index, _) in text.match_indices(word) {
        let (before, after) = (&text[..index], &text[index + word.len()..]);
        let ends = |side: &str, last: Option<char>| {
            side.is_empty() || last.is_some_and(char::is_whitespace)
        };
        if ends(before, before.chars().last()) && ends(after, after.chars().next()) {
            return (before.trim(), Some(after.trim()));
        }
    }
    (text, None)
}

/// A number or a formula. Nothing where nothing stands.
pub(super) fn number(reader: &mut Reader, text: &str) -> Option<Number> {
    let text = text.trim();
    if text.is_empty() {
        reader.wrong(text, "a number is missing here");
        return None;
    }
    Some(Number { text: text.to_string(), at: reader.at(text) })
}

/// `a .. b`.
pub(super) fn range(reader: &mut Reader, text: &str) -> Option<(Number, Number)> {
    let Some((low, high)) = text.split_once("..") else {
        reader.wrong(text, "a range is `0 .. 100`");
        return None;
    };
    let (low, high) = (number(reader, low), number(reader, high));
    Some((low?, high?))
}

/// `Title : 0 .. 100 step 20 log unit ms`, or `Title : A, B, C`.
pub(super) fn axis(reader: &mut Reader, line: &str, rest: &str) -> Axis {
    let (title, data) = named(rest).unwrap_or((rest, &rest[rest.len()..]));
    if title.contains("..") || cut(title, "unit").1.is_some() {
        reader
            .wrong(line, "an axis has ` : ` between its title and its range")
            .hint = Some("write `x Title : 0 .. 100 step 20 unit ms`".into());
    }
    let mut axis = Axis {
        title: title.to_string(),
        at: reader.at(line),
        ..Axis::default()
    };
    if split(data, |c| c == ',').len() > 1 {
        let names = split(data, |c| c == ',').into_iter().map(str::trim);
        if let Some(empty) = names.clone().find(|name| name.is_empty()) {
            reader.wrong(empty, "a name is missing in the list");
        }
        axis.kind = Kind::Names(names.map(String::from).collect());
        return axis;
    }
    let (data, unit) = cut(data, "unit");
    axis.unit = unit.filter(|unit| !unit.is_empty()).map(String::from);
    let (start, log) = cut(data, "log");
    let (start, step) = cut(start, "step");
    let step = step.or(log.and_then(|behind| cut(behind, "step").1));
    if log.is_some() {
        axis.kind = Kind::Log;
    }
    if let Some(step) = step {
        axis.step = number(reader, step);
        if log.is_some() {
            reader.wrong(step, "a log axis has no step").hint =
                Some("leave `step` out: its ticks are powers of ten".into());
        }
    }
    match start {
        "" => {}
        _ if start.contains("..") => axis.range = range(reader, start),
        _ if step.is_some() || log.is_some() || unit.is_some() => {
            reader.wrong(start, format!("cannot read `{start}` as a range")).hint =
                Some("an axis is `x Title : 0 .. 100 step 20 unit ms`".into());
        }
        name => axis.kind = Kind::Names(vec![name.to_string()]),
    }
    axis
}
