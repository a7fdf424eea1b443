//! Figures for the stock Typst command line, which finds faces by other names.

use std::ops::Range;

use roxmltree::Document;

use super::attribute::inherited;
use crate::fonts::Fonts;

/// Rewrites the faces of an SVG to the names by which stock Typst finds the
/// same files. Text that is not well-formed is returned as it is.
pub fn stock_fonts(svg: &str, fonts: &Fonts) -> String {
    let Ok(xml) = Document::parse(svg) else { return svg.to_string() };
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for node in xml
        .descendants()
        .filter(|n| matches!(n.tag_name().name(), "text" | "tspan"))
    {
        let value = |name| inherited(node, name).map(|(value, _)| value);
        let Some(family) = value("font-family") else { continue };
        let family = family
            .split(',')
            .next()
            .unwrap_or_default()
            .trim_matches(['\'', '"', ' ']);
        let weight = match value("font-weight") {
            Some("bold") => 700,
            Some(number) => number.parse().unwrap_or(400),
            None => 400,
        };
        let italic = value("font-style") == Some("italic");
        let Some(stock) = fonts.stock_name(family, weight, italic) else { continue };
        for name in ["font-family", "font-weight", "font-stretch"] {
            edits.extend(node.attribute_node(name).map(|a| (a.range(), String::new())));
        }
        edits.extend(
            node.attribute_node("style")
                .map(|a| (a.range_value(), without_faces(a.value()))),
        );
        // The name of the tag may have a prefix.
        let name = svg[node.range()].find([' ', '>', '/', '\n', '\t', '\r']).unwrap_or(1);
        let behind_tag = node.range().start + name;
        let stretch = if stock.condensed { " font-stretch=\"condensed\"" } else { "" };
        let face = format!(
            " font-family=\"'{}'\" font-weight=\"{}\"{stretch}",
            stock.family, stock.weight
        );
        edits.push((behind_tag..behind_tag, face));
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut text = String::with_capacity(svg.len() * 2);
    let mut at = 0;
    for (range, new) in edits {
        text.push_str(&svg[at..range.start]);
        text.push_str(&new);
        at = range.end;
    }
    text.push_str(&svg[at..]);
    text
}

/// A style without the properties that choose a face.
fn without_faces(style: &str) -> String {
    let is_face = |declaration: &&str| {
        let property = declaration.split(':').next().unwrap_or_default().trim();
        matches!(property, "font-family" | "font-weight" | "font-stretch")
    };
    style.split(';').filter(|d| !is_face(d)).collect::<Vec<_>>().join(";")
}
