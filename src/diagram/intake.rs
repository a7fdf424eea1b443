//! Plain SVG, from any tool, on the profile that prints.

use comemo::Track;
use ecow::{EcoString, eco_format};
use roxmltree::Document;
use typst_library::World;
use typst_library::foundations::Bytes;
use typst_library::visualize::SvgImage;
use typst_syntax::FileId;

use super::dia::SUBJECTS;
use super::figure::{Figure, Form, check_alt};
use super::{filled, profile};
use crate::diagnostics::{Report, at};
use crate::fonts::Fonts;
use crate::model::Width;
use crate::source::File;
use crate::world::GuideWorld;

/// Reads an SVG file. What breaks the profile is reported.
pub(super) fn read(
    file: &File,
    world: &GuideWorld,
    fonts: &Fonts,
    report: &mut Report,
) -> Option<Figure> {
    let text = file.text();
    let xml = match Document::parse(text) {
        Ok(xml) => xml,
        Err(error) => {
            let pos = error.pos();
            report
                .error(
                    "figure-syntax",
                    at(file.id, offset(text, pos.row, pos.col)),
                    eco_format!("this is not well-formed SVG: {error}"),
                )
                .hint("open the file in an SVG editor and save it again");
            return None;
        }
    };
    let errors = report.errors();
    profile::check(&xml, file.id, fonts, report);
    let world: &dyn World = world;
    if let Err(error) = decode(file.bytes.clone(), world.track(), file.id) {
        report.error("figure-syntax", at(file.id, 0..0), error);
    }
    check_kind(&xml, file.id, report);
    let title = profile::words(&xml, "title");
    let alt = profile::words(&xml, "desc");
    check_alt(file.id, &title, &alt, report);
    let width = profile::width(&xml);
    let role = width.and_then(Width::of);
    if role.is_none() && report.errors() == errors {
        let mm = width.unwrap_or_default() * 25.4 / 72.0;
        report
            .error("figure-width", at(file.id, 0..0), eco_format!("the figure is {mm:.1} mm wide, which is none of the widths of the page"))
            .hint("draw it 84 mm, 120 mm or 176 mm wide; figures are never scaled");
    }
    let figure = Figure {
        path: file.path.to_string(),
        file: file.id,
        title,
        alt,
        role: role?,
        kind: xml.root_element().attribute("data-kind").map(str::to_string),
        form: Form::Svg,
        mentions: filled::places(text),
        labels: Vec::new(),
    };
    (report.errors() == errors).then_some(figure)
}

/// The kind of a figure is one of the list.
fn check_kind(xml: &Document, file: FileId, report: &mut Report) {
    let Some(kind) = xml.root_element().attribute_node("data-kind") else { return };
    if !SUBJECTS.contains(&kind.value()) {
        report
            .error(
                "figure-kind",
                at(file, kind.range_value()),
                eco_format!("unknown kind of figure `{}`", kind.value()),
            )
            .suggest(kind.value(), SUBJECTS)
            .hint(eco_format!("kinds of figures are {}", SUBJECTS.join(", ")));
    }
}

/// The families that stand around a figure in the layout (`figure.typ`). With the
/// same families, file and bytes, Typst takes this tree and parses none of its own.
pub(crate) const FAMILIES: [&str; 1] = ["ibm plex sans condensed"];

/// Parses an SVG as Typst will.
///
/// # Errors
/// Typst would refuse it, too.
pub(super) fn decode(
    bytes: Bytes,
    world: comemo::Tracked<dyn World + '_>,
    file: FileId,
) -> Result<SvgImage, EcoString> {
    SvgImage::with_fonts_images(bytes, world, &FAMILIES, Some(file))
        .map_err(|_| "Typst cannot draw this SVG".into())
}

/// The bytes at a row and column, both from 1.
fn offset(text: &str, row: u32, column: u32) -> std::ops::Range<usize> {
    let line = text.split_inclusive('\n').take(row.saturating_sub(1) as usize);
    let start = line.map(str::len).sum::<usize>();
    let within = text[start..].char_indices().nth(column.saturating_sub(1) as usize);
    let at = start + within.map_or(0, |(offset, _)| offset);
    at..at
}
