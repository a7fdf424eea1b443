//! `figure-glyph`: letters that the asked-for face does not have, and texts that
//! vanish.

use std::collections::BTreeMap;

use usvg::{FontFamily, FontStretch, TextSpan};

use super::sheet::{Sheet, Words};
use super::{Fault, Rules};

/// Letters without a glyph, letters of another face, and texts that are gone.
pub(super) fn glyphs(rules: &Rules) -> Vec<Fault> {
    let sheet = rules.sheet;
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
        } else if let Some((face, asked)) = stranger(sheet, words) {
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
    let joins = matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}');
    !sign.is_whitespace() && !sign.is_control() && !joins
}

/// The family that some letters of a text are set in although others were asked
/// for, and the first of those.
fn stranger(sheet: &Sheet, words: &Words) -> Option<(String, String)> {
    let spans = || words.node.chunks().iter().flat_map(|chunk| chunk.spans());
    let family = |family: &FontFamily| match family {
        FontFamily::Named(name) => Some(name.clone()),
        _ => None,
    };
    let asked: Vec<String> = spans()
        .flat_map(|span| span.font().families())
        .filter_map(family)
        .collect();
    let first = asked.first()?.clone();
    let narrow = spans().any(asks_narrow);
    let runs = words.node.layouted().iter().filter(|run| run.visible);
    let glyphs = runs.flat_map(|run| &run.positioned_glyphs);
    let faces = glyphs
        .filter(|g| g.text.chars().any(is_letter))
        .map(|glyph| glyph.font);
    let mut last = None;
    for id in faces {
        if last.replace(id) == Some(id) {
            continue;
        }
        let Some(face) = sheet.tree.fontdb().face(id) else { continue };
        let names = || face.families.iter().map(|(name, _)| name);
        let is_asked = names()
            .any(|name| asked.iter().any(|asked| asked.eq_ignore_ascii_case(name)));
        let name = names().next().cloned().unwrap_or_default();
        if !is_asked {
            return Some((name, first));
        }
        let normal = face.stretch == usvg::fontdb::Stretch::Normal;
        let says = |name: &String| name.to_lowercase().contains("condensed");
        if narrow && normal && !names().any(says) {
            return Some((
                format!("the normal width of {name}"),
                "its narrow one".into(),
            ));
        }
    }
    None
}

fn asks_narrow(span: &TextSpan) -> bool {
    span.font().stretch() < FontStretch::Normal
}
