//! What an SVG may hold so that it prints as it looks.

use ecow::eco_format;
use roxmltree::{Attribute, Document, Node};
use typst_syntax::FileId;

use crate::diagnostics::{Report, at};
use crate::fonts::Fonts;
use crate::limits;

use super::lettering;

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
        match name {
            "text" => lettering::check(node, file, fonts, report),
            "style" => check_style(node, file, report),
            _ => {}
        }
        for attribute in node.attributes() {
            check_attribute(attribute, file, report);
        }
    }
    check_size(xml, file, report);
}

/// What an attribute holds that does not print.
fn check_attribute(attribute: Attribute, file: FileId, report: &mut Report) {
    let place = at(file, attribute.range_value());
    let value = attribute.value().trim();
    if value.contains("var(") {
        report
            .error("figure-profile", place, "`var()` prints as black")
            .hint("write the colour itself");
    }
    if attribute.name() == "href" && !value.starts_with('#') {
        report
            .error("figure-profile", place, "a figure reaches for nothing outside itself")
            .hint("copy what it shows into the file");
    }
    if attribute.name() == "spreadMethod" && matches!(value, "reflect" | "repeat") {
        report
            .error("figure-profile", place, "PDF/A cannot repeat a gradient")
            .hint("draw the stops of the gradient as often as they are seen");
    }
}

/// A style sheet may colour a figure, but the faces stand on the elements, where
/// they can be checked.
fn check_style(style: Node, file: FileId, report: &mut Report) {
    if style.text().is_some_and(|text| text.contains("font")) {
        report
            .error(
                "figure-profile",
                at(file, style.range()),
                "the style sheet chooses a font",
            )
            .hint("write `font-family`, `font-size` and `font-weight` on the elements");
    }
}

/// The drawing is as wide as it says, and fits on a page.
fn check_size(xml: &Document, file: FileId, report: &mut Report) {
    let root = xml.root_element();
    let view: Vec<f64> = view_box(root);
    let (Some(width), [_, _, drawn, tall]) = (width(xml), view.as_slice()) else {
        return;
    };
    if (width - drawn).abs() > drawn * limits::FIGURE_WIDTH_SHARE {
        let place = root.attribute_node("viewBox").map_or(0..0, |a| a.range_value());
        report
            .error("figure-scale", at(file, place), eco_format!("the drawing is {drawn} units wide and would be scaled to {width:.1} pt"))
            .hint("draw in points: one unit of the `viewBox` is one point on paper");
    }
    let most = limits::FIGURE_HEIGHT_MM * 72.0 / 25.4;
    if tall * width / drawn > most {
        let place = root.attribute_node("viewBox").map_or(0..0, |a| a.range_value());
        report
            .error("figure-height", at(file, place), "no page is as tall as this figure")
            .hint(eco_format!("at most {} mm", limits::FIGURE_HEIGHT_MM));
    }
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
    view_box(root).get(2).copied()
}

/// The height in points, at the width that is printed.
pub(super) fn height(xml: &Document) -> Option<f64> {
    let view = view_box(xml.root_element());
    let (across, down) = (*view.get(2)?, *view.get(3)?);
    Some(down * width(xml)? / across).filter(|height| height.is_finite())
}

fn view_box(root: Node) -> Vec<f64> {
    let view = root.attribute("viewBox").unwrap_or_default();
    let numbers = view.split([' ', ',']).filter(|s| !s.is_empty());
    numbers.filter_map(|number| number.parse().ok()).collect()
}
