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

/// An SVG with the printed values in place of the names.
#[derive(Debug, Default)]
pub(super) struct Filled {
    pub(super) svg: String,
    /// Where pieces of the file begin in it, and where in the file.
    pieces: Vec<(usize, usize)>,
}

impl Filled {
    /// Fills an SVG in.
    pub(super) fn new(svg: &str, values: &dyn Values) -> Self {
        let mut filled = Self {
            svg: String::with_capacity(svg.len()),
            pieces: Vec::new(),
        };
        let mut done = 0;
        for (name, range) in places(svg) {
            let Some(value) = values.text(&name) else { continue };
            filled.piece(svg, done..range.start);
            filled.svg.push_str(&escaped(&value));
            done = range.end;
        }
        filled.piece(svg, done..svg.len());
        filled
    }

    fn piece(&mut self, svg: &str, range: Range<usize>) {
        self.pieces.push((self.svg.len(), range.start));
        self.svg.push_str(&svg[range]);
    }

    /// The bytes of the file that stand at bytes of the filled SVG.
    pub(super) fn back(&self, range: &Range<usize>) -> Range<usize> {
        let byte = |at: usize| {
            let piece = self.pieces.iter().rev().find(|(from, _)| *from <= at);
            piece.map_or(0, |(from, start)| start + (at - from))
        };
        let start = byte(range.start);
        start..byte(range.end).max(start)
    }
}

/// A value as content of an element.
fn escaped(value: &str) -> String {
    value.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Length;

    impl Values for Length {
        fn text(&self, name: &str) -> Option<String> {
            (name == "length").then(|| "< 36 min".to_string())
        }

        fn numbers(
            &self,
            _: &str,
            _: Option<&str>,
            places: &[Option<f64>],
        ) -> Vec<Result<f64, String>> {
            vec![Ok(0.0); places.len()]
        }
    }

    #[test]
    fn what_stands_behind_a_value_is_found_in_the_file() {
        let svg = "<svg><text>in {length}, {other}</text><g/></svg>";
        let filled = Filled::new(svg, &Length);
        assert_eq!(filled.svg, "<svg><text>in &lt; 36 min, {other}</text><g/></svg>");
        let place = filled.svg.find("<g/>").unwrap();
        assert_eq!(&svg[filled.back(&(place..place + 4))], "<g/>");
        assert_eq!(&svg[filled.back(&(5..11))], "<text>");
    }
}
