//! What an SVG may hold so that it prints as it looks.

use ecow::eco_format;
use roxmltree::{Document, Node};
use typst_syntax::FileId;

use crate::diagnostics::{Report, at};
use crate::fonts::Fonts;

/// Elements that Typst drops or turns into bitmaps, with the cure.
const REFUSED: [(&str, &str); 6] = [
    ("foreignObject", "write the text as `<text>`"),
    ("filter", "draw the shade as a shape; a filter becomes a bitmap without text"),
    ("mask", "cut the shape itself"),
    ("image", "draw it as vectors"),
    ("script", "remove it: nothing runs on paper"),
    ("animate", "remove it: nothing moves on paper"),
];

/// Reports everything in the XML that breaks the profile.
pub(super) fn check(xml: &Document, file: FileId, fonts: &Fonts, report: &mut Report) {
    for node in xml.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        if let Some((_, cure)) = REFUSED.iter().find(|(refused, _)| *refused == name) {
            report
                .error(
                    "figure-profile",
                    at(file, node.range()),
                    eco_format!("`<{name}>` does not print"),
                )
                .hint(*cure);
        }
        if name == "text" {
            check_face(node, file, fonts, report);
        }
        for attribute in node.attributes() {
            if attribute.value().contains("var(") {
                report
                    .error(
                        "figure-profile",
                        at(file, attribute.range_value()),
                        "`var()` prints as black",
                    )
                    .hint("write the colour itself");
            }
        }
    }
}

/// Every text must name a family that the book has, or it vanishes.
fn check_face(text: Node, file: FileId, fonts: &Fonts, report: &mut Report) {
    let named = text.ancestors().find_map(family);
    let Some((families, range)) = named else {
        report
            .error("figure-font", at(file, text.range()), "this text names no font")
            .hint("write `font-family=\"IBM Plex Sans Condensed\"` on it or on a group around it");
        return;
    };
    let inner = text.descendants().filter(|n| n.is_element() && *n != text);
    let all = std::iter::once((families, range)).chain(inner.filter_map(family));
    for (families, range) in all {
        let names = families.split(',').map(|name| name.trim().trim_matches(['\'', '"']));
        let first = names.clone().next().unwrap_or_default();
        if !names.clone().any(|name| fonts.has_family(name)) {
            report
                .error(
                    "figure-font",
                    at(file, range),
                    eco_format!(
                        "the book has no font `{first}`, so this text would vanish"
                    ),
                )
                .suggest(first, fonts.families())
                .hint(eco_format!("fonts of the book: {}", fonts.families().join(", ")));
        }
    }
}

/// The families that an element names, by attribute or by style.
fn family<'a>(node: Node<'a, '_>) -> Option<(&'a str, std::ops::Range<usize>)> {
    if let Some(attribute) = node.attribute_node("font-family") {
        return Some((attribute.value(), attribute.range_value()));
    }
    let style = node.attribute_node("style")?;
    let declaration = style.value().split(';').find_map(|d| {
        let (property, value) = d.split_once(':')?;
        (property.trim() == "font-family").then_some(value.trim())
    })?;
    Some((declaration, style.range_value()))
}

/// The words of the first child of the root with this tag.
pub(super) fn words(xml: &Document, tag: &str) -> String {
    let element = xml
        .root_element()
        .children()
        .find(|n| n.has_tag_name(tag) || n.tag_name().name() == tag);
    let text = element.and_then(|n| n.text()).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The width in points: that of the `width` attribute if it has a unit of
/// length, else that of the `viewBox`, whose units are points.
pub(super) fn width(xml: &Document) -> Option<f64> {
    let root = xml.root_element();
    let units = [("mm", 72.0 / 25.4), ("cm", 720.0 / 25.4), ("in", 72.0), ("pt", 1.0)];
    let attribute = root.attribute("width").unwrap_or_default().trim();
    for (unit, points) in units {
        if let Some(number) = attribute.strip_suffix(unit) {
            return Some(number.trim().parse::<f64>().ok()? * points);
        }
    }
    let view = root.attribute("viewBox")?;
    let third = view.split([' ', ',']).filter(|s| !s.is_empty()).nth(2)?;
    third.parse().ok()
}
