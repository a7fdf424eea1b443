//! Plain SVG with quantities in its text: `{req_peak}`.

use std::ops::Range;

use roxmltree::Document;

use super::dia::{Values, mentions};

/// The quantities that the words of an SVG name, with the bytes of each place,
/// braces included.
pub(super) fn places(svg: &str) -> Vec<(String, Range<usize>)> {
    let Ok(xml) = Document::parse(svg) else { return Vec::new() };
    let mut found = Vec::new();
    for node in xml.descendants().filter(roxmltree::Node::is_text) {
        let start = node.range().start;
        for (name, at) in mentions(&svg[node.range()]) {
            found.push((name.to_string(), start + at.start..start + at.end));
        }
    }
    found
}

/// The SVG with the printed values in place of the names; nothing if it names
/// none.
pub(super) fn filled(svg: &str, values: &dyn Values) -> Option<String> {
    let places = places(svg);
    if places.is_empty() {
        return None;
    }
    let mut text = String::with_capacity(svg.len());
    let mut done = 0;
    for (name, range) in places {
        let Some(value) = values.text(&name) else { continue };
        text.push_str(&svg[done..range.start]);
        text.push_str(&escaped(&value));
        done = range.end;
    }
    text.push_str(&svg[done..]);
    Some(text)
}

/// A value as content of an element.
fn escaped(value: &str) -> String {
    value.replace('&', "&amp;").replace('<', "&lt;")
}
