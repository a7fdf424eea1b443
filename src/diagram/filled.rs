//! Figures with quantities in their labels: `{req_peak}`.

use std::ops::Range;

use roxmltree::Document;

use crate::numbers::Ledgers;

/// The quantities that the words of a figure name, with the bytes of each
/// place, braces included.
pub fn places(svg: &str) -> Vec<(String, Range<usize>)> {
    let Ok(xml) = Document::parse(svg) else { return Vec::new() };
    let mut found = Vec::new();
    for node in xml.descendants().filter(roxmltree::Node::is_text) {
        let range = node.range();
        let mut at = range.start;
        while let Some(open) = svg[at..range.end].find('{').map(|i| at + i) {
            let Some(close) = svg[open..range.end].find('}').map(|i| open + i) else {
                break;
            };
            let name = &svg[open + 1..close];
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
            if !name.is_empty() && name.chars().all(is_name) {
                found.push((name.to_string(), open..close + 1));
            }
            at = close + 1;
        }
    }
    found
}

/// The figure with the printed values in place of the names; nothing if it
/// names none.
pub fn filled(svg: &str, unit: &str, ledgers: &Ledgers) -> Option<String> {
    let places = places(svg);
    if places.is_empty() {
        return None;
    }
    let mut text = String::with_capacity(svg.len());
    let mut at = 0;
    for (name, range) in places {
        let Some(entry) = ledgers.get(unit, &name) else { continue };
        text.push_str(&svg[at..range.start]);
        text.push_str(&entry.text());
        at = range.end;
    }
    text.push_str(&svg[at..]);
    Some(text)
}
