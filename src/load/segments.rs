//! Where the text of a TOML string stands in its file.

use std::ops::Range;

/// Returns the ranges of the file whose concatenation has the length of the
/// decoded string: one for literal strings, several where escapes shrink.
/// `range` is that of the string with its quotes.
pub(super) fn segments(file: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let raw = file.get(range.clone()).unwrap_or_default();
    let (open, close) = quotes(raw);
    let inner =
        range.start + open..range.end.saturating_sub(close).max(range.start + open);
    if raw.starts_with('\'') {
        return std::iter::once(inner).collect();
    }
    unescape(file, inner)
}

/// The bytes of the opening and closing quotes. A line break directly behind
/// triple quotes is not part of the string.
fn quotes(raw: &str) -> (usize, usize) {
    let triple = raw.starts_with("'''") || raw.starts_with("\"\"\"");
    let length = if triple { 3 } else { 1 };
    let inner = &raw[length.min(raw.len())..];
    let line_break = match triple {
        true if inner.starts_with("\r\n") => 2,
        true if inner.starts_with('\n') => 1,
        _ => 0,
    };
    (length + line_break, length)
}

/// Splits a basic string at its escapes. Each escape stands for the bytes of
/// one character, or for none where it only joins lines.
fn unescape(file: &str, inner: Range<usize>) -> Vec<Range<usize>> {
    let text = &file[inner.clone()];
    let mut segments = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(offset) = text[at..].find('\\') {
        let escape = at + offset;
        let (length, decoded) = escape_length(&text[escape..]);
        segments.push(start..escape);
        segments.push(escape..escape + decoded.min(length));
        start = escape + length;
        at = start;
    }
    segments.push(start..text.len());
    let shift = |r: Range<usize>| r.start + inner.start..r.end + inner.start;
    segments.into_iter().filter(|r| !r.is_empty()).map(shift).collect()
}

/// The bytes of an escape, and the bytes of what it stands for.
fn escape_length(text: &str) -> (usize, usize) {
    let hex = |digits: usize| {
        let code = text.get(2..2 + digits).and_then(|h| u32::from_str_radix(h, 16).ok());
        let length = code.and_then(char::from_u32).map_or(1, char::len_utf8);
        ((2 + digits).min(text.len()), length)
    };
    match text[1..].chars().next() {
        Some('x') => hex(2),
        Some('u') => hex(4),
        Some('U') => hex(8),
        Some(' ' | '\t' | '\r' | '\n') => {
            let rest = text[1..].trim_start_matches([' ', '\t', '\r', '\n']);
            (text.len() - rest.len(), 0)
        }
        Some(c) => (1 + c.len_utf8(), 1),
        None => (1, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads the first string of `a = …` and joins its segments.
    fn joined(toml: &str) -> (String, usize) {
        let table = toml::de::DeTable::parse(toml).expect("valid TOML").into_inner();
        let value = table.get("a").expect("a key");
        let text = value.get_ref().as_str().expect("a string");
        let ranges = segments(toml, &value.span());
        (ranges.iter().map(|r| &toml[r.clone()]).collect(), text.len())
    }

    #[test]
    fn segments_have_the_length_of_the_string() {
        let cases = [
            ("a = 'plain'", "plain"),
            ("a = '''\nx\ny'''", "x\ny"),
            ("a = \"plain\"", "plain"),
            ("a = \"a\\\"b\"", "a\\b"),
            ("a = \"\"\"\none \\\n   two\"\"\"", "one two"),
            ("a = \"\\u00e9t\\u00e9\"", "\\ut\\u"),
        ];
        for (toml, expected) in cases {
            let (text, length) = joined(toml);
            assert_eq!(text, expected, "{toml}");
            assert_eq!(text.len(), length, "{toml}");
        }
    }
}
