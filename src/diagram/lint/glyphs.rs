//! `figure-glyph`: letters that the asked-for face does not have, and texts that
//! vanish.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use usvg::{FontFamily, FontStretch, TextSpan};

use super::faces::Faces;
use super::sheet::Words;
use super::{Fault, Rules};

/// Signs that join, part or turn letters and leave no ink themselves.
const JOINERS: [RangeInclusive<char>; 6] = [
    '\u{ad}'..='\u{ad}',
    '\u{200b}'..='\u{200f}',
    '\u{202a}'..='\u{202e}',
    '\u{2060}'..='\u{206f}',
    '\u{fe00}'..='\u{fe0f}',
    '\u{feff}'..='\u{feff}',
];

/// Letters without a glyph, letters of another face, and texts that are gone.
pub(super) fn glyphs(rules: &Rules) -> Vec<Fault> {
    let sheet = rules.sheet;
    let mut faces = Faces::new(sheet.tree.fontdb());
    let mut found = Vec::new();
    for words in &sheet.texts {
        let fault = |message: String, hint: &str| {
            Fault::error("figure-glyph", &words.name, words.center(), message).hint(hint)
        };
        let missing = missing(words);
        if !missing.is_empty() {
            found.push(fault(
                format!("{} prints without `{missing}`", words.called()),
                "draw the sign as a shape, or choose another",
            ));
        } else if let Some((face, asked)) = stranger(&mut faces, words) {
            found.push(fault(
                format!("{} is set in {face}, not in {asked}", words.called()),
                "one sign that the face lacks moves a whole label to another face",
            ));
        }
    }
    let lent = |words: &&Words| sheet.places.is_lent(&words.words);
    let drawn = sheet.texts.len() - sheet.texts.iter().filter(lent).count();
    for (name, words) in sheet.places.missing(drawn) {
        let message = format!("“{}” vanishes in print", super::short(words));
        let fault = Fault::unplaced("figure-glyph", &name, message);
        found.push(fault.hint("name a font that the book has, and give it room"));
    }
    found
}

/// The letters of a text that no glyph stands for.
fn missing(words: &Words) -> String {
    let mut due: BTreeMap<char, usize> = BTreeMap::new();
    let mut order = Vec::new();
    for chunk in words.node.chunks() {
        for span in chunk.spans().iter().filter(|span| span.is_visible()) {
            let text = chunk.text().get(span.start()..span.end()).unwrap_or_default();
            for letter in text.chars().filter(|c| is_letter(*c)) {
                *due.entry(letter).or_default() += 1;
                order.push(letter);
            }
        }
    }
    let runs = words.node.layouted().iter().filter(|run| run.visible);
    let glyphs = runs.flat_map(|run| &run.positioned_glyphs);
    for glyph in glyphs.filter(|glyph| glyph.id.0 != 0) {
        for letter in glyph.text.chars() {
            if let Some(count) = due.get_mut(&letter) {
                *count = count.saturating_sub(1);
            }
        }
    }
    let mut missing = String::new();
    for letter in order {
        let gone = due.get(&letter).is_some_and(|count| *count > 0);
        if gone && !missing.contains(letter) {
            missing.push(letter);
        }
    }
    missing
}

/// Whether a sign leaves ink: no white space, no control and no joiner.
fn is_letter(sign: char) -> bool {
    let joins = JOINERS.iter().any(|range| range.contains(&sign));
    !sign.is_whitespace() && !sign.is_control() && !joins
}

/// The face in which some letters of a text are set although another was asked for,
/// and that one.
fn stranger(faces: &mut Faces, words: &Words) -> Option<(String, String)> {
    let spans = || words.node.chunks().iter().flat_map(|chunk| chunk.spans());
    let family = |family: &FontFamily| match family {
        FontFamily::Named(name) => Some(name.clone()),
        _ => None,
    };
    let families = spans().flat_map(|span| span.font().families());
    let asked: Vec<String> = families.filter_map(family).collect();
    let first = asked.first()?;
    let narrow = spans().any(asks_narrow);
    let runs = words.node.layouted().iter().filter(|run| run.visible);
    let glyphs = runs.flat_map(|run| &run.positioned_glyphs);
    let mut last = None;
    for glyph in glyphs.filter(|glyph| glyph.text.chars().any(is_letter)) {
        if last.replace(glyph.font) == Some(glyph.font) {
            continue;
        }
        let Some(face) = faces.get(glyph.font) else { continue };
        if !asked.iter().any(|family| face.is(family)) {
            return Some((face.name().into(), first.clone()));
        }
        if narrow && !face.is_narrow() {
            let wide = format!("the normal width of {}", face.name());
            return Some((wide, "its narrow one".into()));
        }
    }
    None
}

fn asks_narrow(span: &TextSpan) -> bool {
    span.font().stretch() < FontStretch::Normal
}

#[cfg(test)]
mod tests {
    use crate::diagram::lint::tests::{faults, figure};

    /// What is said about the letters of a figure.
    fn said(body: &str) -> Vec<String> {
        let found = faults(&figure(body)).into_iter();
        found
            .filter(|f| f.rule == "figure-glyph")
            .map(|fault| fault.message)
            .collect()
    }

    #[test]
    fn texts_and_letters_that_vanish_are_told() {
        let cases = [
            ("<text x='9' y='50' font-family='Nope'>all</text>", "“all” vanishes"),
            (
                "<text x='9' y='50'>a<tspan font-family='Nope'>bcb</tspan></text>",
                "“abcb” prints without `bc`",
            ),
            ("<text x='9' y='50'>a 漢 b</text>", "“a 漢 b” prints without `漢`"),
            (
                "<path id='w' d='M9 50H30'/><text><textPath href='#w'>too long for \
                 it</textPath></text>",
                "prints without `",
            ),
            (
                "<text x='9' y='50'>x ∈ s</text>",
                "“x ∈ s” is set in IBM Plex Math, not in IBM Plex Sans Condensed",
            ),
            (
                "<text x='9' y='50' font-family='IBM Plex Math' \
                 font-stretch='condensed'>x</text>",
                "“x” is set in the normal width of IBM Plex Math, not in its narrow one",
            ),
            (
                "<text x='9' y='50'>a</text><text x='9' y='70' \
                 transform='scale(0)'>a</text>",
                "“a” vanishes",
            ),
        ];
        for (body, expected) in cases {
            let said = said(body);
            assert!(said.len() == 1 && said[0].contains(expected), "{body}: {said:?}");
        }
    }

    #[test]
    fn texts_that_are_not_due_are_not_missed() {
        let bodies = [
            "<text x='9' y='50' font-family='Nope, IBM Plex Math'>fine</text>",
            "<text x='9' y='50'> \n </text><text/>",
            "<text x='9' y='50' style='display: none'>a</text>",
            "<g visibility='hidden'><text x='9' y='50'>a</text></g>",
            "<g opacity='0'><text x='9' y='50'>a</text></g>",
            "<defs><text x='9' y='50'>a</text></defs>",
            "<switch><text x='9' y='50'>a</text><text>b</text></switch>",
            "<text x='9' y='50' systemLanguage='xx'>a</text>",
            "<style>.x{display:none}</style><text class='x' x='9' y='50'>a</text>",
            "<text x='9 20' y='50'>a\u{ad}b <tspan> c </tspan>\n d&amp;&#101;</text>",
            "<pattern id='p' width='9' height='9'><text>a</text></pattern>",
            "<text x='9' y='50'>a<title>b</title></text>",
        ];
        for body in bodies {
            assert_eq!(said(body), [""; 0], "{body}");
        }
    }
}
