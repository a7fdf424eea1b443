//! Figures: plain SVG on the profile that prints, or the text form, which is
//! drawn as such.
//!
//! Typst reports neither a font that is not there nor text that vanishes with
//! it, and drops what it cannot draw. So every figure is read twice: as XML, for
//! its words and the places of what is wrong, and as the tree that Typst prints.

mod attribute;
mod dia;
mod drawn;
mod filled;
mod lettering;
mod profile;
mod stock;

pub use drawn::redraw;
pub use filled::{filled, places};
pub use stock::stock_fonts;

use std::collections::BTreeMap;

use comemo::Track;
use ecow::eco_format;
use serde::Serialize;
use typst_library::World;
use typst_library::visualize::SvgImage;
use typst_syntax::{DiagSpan, FileId};

use crate::diagnostics::{Report, at};
use crate::fonts::Fonts;
use crate::limits;
use crate::source::{File, Sources, extension};
use crate::world::GuideWorld;

/// The width at which a figure is placed.
#[derive(Debug, Copy, Clone, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Width {
    /// One column, 84 mm.
    Half,
    /// 120 mm with the caption beside it.
    Side,
    /// The whole measure, 176 mm.
    Full,
}

impl Width {
    /// Millimetres.
    pub fn mm(self) -> f64 {
        match self {
            Self::Half => 84.0,
            Self::Side => 120.0,
            Self::Full => 176.0,
        }
    }
}

/// One figure.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The path of the file from the root.
    pub path: String,
    /// The file.
    pub file: FileId,
    /// What it is called in lists.
    pub title: String,
    /// What it shows, for readers who cannot see it.
    pub alt: String,
    /// The width at which it is placed.
    pub role: Width,
    /// Its width in points.
    pub width: f64,
    /// What it shows by kind, such as `topology`, where its file says so.
    pub kind: Option<String>,
    /// The drawing of a figure in the text form, quantities not filled in.
    pub svg: Option<String>,
}

/// All figures, by unit and name.
#[derive(Debug, Default)]
pub struct Diagrams {
    figures: BTreeMap<(String, String), Figure>,
}

impl Diagrams {
    /// Reads all figures under `diagrams/`. What breaks the profile is reported.
    pub fn read(sources: &Sources, fonts: &Fonts, report: &mut Report) -> Self {
        let world = GuideWorld::new(sources, fonts);
        let mut figures = BTreeMap::new();
        let is_figure = |file: &&File| {
            matches!(extension(&file.path), "svg" | "dia") && !file.bytes.is_empty()
        };
        for file in sources.under("/diagrams/").filter(is_figure) {
            let mut parts = file.path["/diagrams/".len()..].split('/');
            let (Some(unit), Some(_), None) = (parts.next(), parts.next(), parts.next())
            else {
                report
                    .error(
                        "figure-place",
                        at(file.id, 0..0),
                        eco_format!(
                            "`{}` does not stand in the folder of a unit",
                            &file.path[1..]
                        ),
                    )
                    .hint("move it to `diagrams/<case>/<name>.svg` or `.dia`");
                continue;
            };
            if !is_name(file.stem()) {
                report
                    .error(
                        "figure-name",
                        at(file.id, 0..0),
                        eco_format!("`{}` cannot be referred to", file.stem()),
                    )
                    .hint("name it with a–z and 0–9, words joined by single hyphens");
                continue;
            }
            let figure = match extension(&file.path) {
                "dia" => drawn::read(file, fonts, report),
                _ => read_figure(file, &world, fonts, report),
            };
            let twin = format!("{}.dia", file.path.trim_end_matches(".svg"));
            if file.path.ends_with(".svg") && sources.get(&twin).is_some() {
                report
                    .error(
                        "figure-twice",
                        at(file.id, 0..0),
                        eco_format!("`{}` is there as `.dia` too", file.stem()),
                    )
                    .hint("keep one of them");
            }
            if let Some(figure) = figure {
                figures.insert((unit.to_string(), file.stem().to_string()), figure);
            }
        }
        Self { figures }
    }

    /// The figure of a unit.
    pub fn get(&self, unit: &str, name: &str) -> Option<&Figure> {
        self.figures.get(&(unit.to_string(), name.to_string()))
    }

    /// All figures of a unit with their names, in order of the names.
    pub fn of<'a>(
        &'a self,
        unit: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a Figure)> {
        self.all()
            .filter(move |(u, ..)| *u == unit)
            .map(|(_, name, figure)| (name, figure))
    }

    /// All figures with unit and name, in order.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str, &Figure)> {
        self.figures.iter().map(|((u, n), f)| (u.as_str(), n.as_str(), f))
    }
}

fn read_figure(
    file: &File,
    world: &GuideWorld,
    fonts: &Fonts,
    report: &mut Report,
) -> Option<Figure> {
    let text = file.text();
    let xml = match roxmltree::Document::parse(text) {
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
    if let Err(error) = decode(file, world) {
        report.error("figure-syntax", at(file.id, 0..0), error);
    }
    let title = profile::words(&xml, "title");
    let alt = profile::words(&xml, "desc");
    check_alt(file.id, &title, &alt, report);
    let width = profile::width(&xml);
    let role = width.and_then(role);
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
        width: width?,
        kind: None,
        svg: None,
    };
    (report.errors() == errors).then_some(figure)
}

/// Whether prose can write a name behind `@fig:`.
fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !name.is_empty() && name.chars().all(plain)
}

/// Parses the figure as Typst will.
fn decode(file: &File, world: &GuideWorld) -> Result<SvgImage, ecow::EcoString> {
    let world: &dyn World = world;
    SvgImage::with_fonts_images(file.bytes.clone(), world.track(), &[], Some(file.id))
        .map_err(|_| "Typst cannot draw this SVG".into())
}

fn check_alt(file: FileId, title: &str, alt: &str, report: &mut Report) {
    let (least, most) = (*limits::ALT_CHARACTERS.start(), *limits::ALT_CHARACTERS.end());
    let length = alt.chars().count();
    if title.is_empty() {
        report
            .error("figure-title", at(file, 0..0), "the figure has no `<title>`")
            .hint("write its short name as the first child of `<svg>`");
    }
    if !limits::ALT_CHARACTERS.contains(&length) {
        report
            .error("figure-alt", at(file, 0..0), eco_format!("the alternative text has {length} characters, it should have {least} to {most}"))
            .hint("say in `<desc>` what the figure shows and what it means");
    }
}

/// The role whose width is within a hundredth of the drawn one.
fn role(width: f64) -> Option<Width> {
    [Width::Half, Width::Side, Width::Full].into_iter().find(|role| {
        let placed = role.mm() * 72.0 / 25.4;
        (width - placed).abs() <= placed * limits::FIGURE_WIDTH_SHARE
    })
}

/// The bytes at a row and column, both from 1.
fn offset(text: &str, row: u32, column: u32) -> std::ops::Range<usize> {
    let line = text.split_inclusive('\n').take(row.saturating_sub(1) as usize);
    let start = line.map(str::len).sum::<usize>();
    let within = text[start..].char_indices().nth(column.saturating_sub(1) as usize);
    let at = start + within.map_or(0, |(offset, _)| offset);
    at..at
}

impl Figure {
    /// The beginning of the file.
    pub fn place(&self) -> DiagSpan {
        at(self.file, 0..0)
    }

    /// The figure as SVG, quantities not filled in.
    pub fn text<'a>(&'a self, sources: &'a Sources) -> &'a str {
        let file = || sources.by_id(self.file).map(File::text);
        self.svg.as_deref().or_else(file).unwrap_or_default()
    }

    /// The place in the file of a range of the SVG: exact where the file is the
    /// SVG, the beginning where it was drawn from a text form.
    pub fn at(&self, range: std::ops::Range<usize>) -> DiagSpan {
        match self.svg {
            Some(_) => self.place(),
            None => at(self.file, range),
        }
    }
}
