//! The text of a figure: faces and glyphs.

use ecow::eco_format;
use roxmltree::Node;
use typst_syntax::FileId;

use super::attribute::inherited;
use crate::diagnostics::{Report, at};
use crate::fonts::Fonts;

/// Every piece of text names a family that the book has, and has a glyph for each
/// character.
pub(super) fn check(text: Node, file: FileId, fonts: &Fonts, report: &mut Report) {
    for piece in text.descendants().filter(Node::is_text) {
        let Some(parent) = piece.parent() else { continue };
        if piece.text().is_none_or(|words| words.trim().is_empty()) {
            continue;
        }
        match inherited(parent, "font-family") {
            Some((families, range)) => {
                let names =
                    families.split(',').map(|n| n.trim().trim_matches(['\'', '"']));
                let names: Vec<&str> = names.collect();
                match names.iter().find(|name| fonts.has_family(name)) {
                    Some(family) => check_glyphs(piece, family, file, fonts, report),
                    None => unknown(&names, at(file, range), fonts, report),
                }
            }
            None => {
                report
                    .error("figure-font", at(file, parent.range()), "this text names no font")
                    .hint("write `font-family=\"IBM Plex Sans Condensed\"` on it or on a group around it");
            }
        }
    }
}

fn unknown(
    names: &[&str],
    at: typst_syntax::DiagSpan,
    fonts: &Fonts,
    report: &mut Report,
) {
    let first = names.first().copied().unwrap_or_default();
    report
        .error(
            "figure-font",
            at,
            eco_format!("the book has no font `{first}`, so this text would vanish"),
        )
        .suggest(first, fonts.families())
        .hint(eco_format!("fonts of the book: {}", fonts.families().join(", ")));
}

fn check_glyphs(
    piece: Node,
    family: &str,
    file: FileId,
    fonts: &Fonts,
    report: &mut Report,
) {
    let words = piece.text().unwrap_or_default();
    let missing: String = words
        .chars()
        .filter(|c| !c.is_whitespace() && !fonts.covers(family, *c))
        .collect();
    if !missing.is_empty() {
        report
            .error(
                "figure-glyph",
                at(file, piece.range()),
                eco_format!("{family} has no glyph for `{missing}`"),
            )
            .hint("draw the sign as a shape, or choose another");
    }
}
