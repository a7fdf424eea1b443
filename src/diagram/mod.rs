//! Figures: plain SVG on the profile that prints, or the text form, which is
//! drawn as such.
//!
//! Typst reports neither a font that is not there nor text that vanishes with
//! it, and drops what it cannot draw. So every figure is read twice: as XML, for
//! its words and the places of what is wrong, and as the tree that Typst prints.

mod attribute;
mod dia;
mod figure;
mod filled;
mod grey;
mod ink;
mod intake;
mod judge;
mod known;
mod lettering;
mod lint;
mod print;
mod prints;
mod profile;
mod stock;
mod written;

pub use figure::{Figure, Form};
pub(crate) use grey::luminance;
pub(crate) use intake::FAMILIES;
pub use lint::contrast_on_paper;
pub use print::{Fault, Print};
pub use prints::Prints;
pub use stock::stock_fonts;

use std::collections::BTreeMap;

use ecow::eco_format;

use crate::diagnostics::{Report, at};
use crate::fonts::Fonts;
use crate::source::{File, Sources, extension};
use crate::world::GuideWorld;

/// All figures, by unit and name.
#[derive(Debug, Default)]
pub struct Diagrams {
    figures: BTreeMap<(String, String), Figure>,
}

impl Diagrams {
    /// Reads all figures under `diagrams/`. What breaks the profile is reported.
    pub fn read(sources: &Sources, fonts: &Fonts, report: &mut Report) -> Self {
        let world = GuideWorld::new(sources, fonts);
        let faces = written::faces(fonts);
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
                "dia" => {
                    faces.as_ref().and_then(|faces| written::read(file, faces, report))
                }
                _ => intake::read(file, &world, fonts, report),
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

/// Whether prose can write a name behind `@fig:`.
fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !name.is_empty() && name.chars().all(plain)
}
