//! What the tests of figures share.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests read their inputs"
)]

use std::collections::BTreeSet;
use std::ops::Deref;

use super::{Drawing, Faces, Problem, Values, draw};
use crate::diagram::lint::{Fault, tests::faults};

/// Points in a millimetre.
pub(super) const MM: f64 = 72.0 / 25.4;

/// Font files by weight.
pub(super) struct Fonts(Vec<(u16, Vec<u8>)>);

impl Fonts {
    /// Reads the faces of figures.
    pub(super) fn load() -> Self {
        let names = [(400, "Regular"), (500, "Medium"), (600, "SemiBold")];
        Self(
            names
                .into_iter()
                .map(|(weight, name)| {
                    let root = env!("CARGO_MANIFEST_DIR");
                    let path =
                        format!("{root}/fonts/ibm-plex/IBMPlexSansCondensed-{name}.ttf");
                    (weight, std::fs::read(path).unwrap())
                })
                .collect(),
        )
    }

    /// The faces to measure with.
    pub(super) fn faces(&self) -> Faces<'_> {
        let files: Vec<(u16, &[u8])> = self
            .0
            .iter()
            .map(|(weight, bytes)| (*weight, bytes.as_slice()))
            .collect();
        Faces::new(&files).unwrap()
    }
}

/// No quantities.
pub(super) struct Nothing;

impl Values for Nothing {
    fn text(&self, _: &str) -> Option<String> {
        None
    }

    fn numbers(
        &self,
        formula: &str,
        _: Option<&str>,
        places: &[Option<f64>],
    ) -> Vec<Result<f64, String>> {
        let value = |x: &Option<f64>| match formula.trim() {
            "x" => x.ok_or_else(|| "no variable".to_string()),
            number => number.parse().map_err(|_| format!("cannot read `{number}`")),
        };
        places.iter().map(value).collect()
    }
}

/// A drawing with what the linter says of it.
#[derive(Debug)]
pub(super) struct Drawn {
    drawing: Drawing,
    pub(super) svg: String,
    pub(super) findings: Vec<Fault>,
}

impl Deref for Drawn {
    type Target = Drawing;

    fn deref(&self) -> &Drawing {
        &self.drawing
    }
}

/// Draws at a width in millimetres and checks the SVG.
pub(super) fn drawn(source: &str, mm: f64) -> Result<Drawn, Vec<Problem>> {
    drawn_with(source, &Nothing, mm)
}

/// The same with quantities.
pub(super) fn drawn_with(
    source: &str,
    values: &dyn Values,
    mm: f64,
) -> Result<Drawn, Vec<Problem>> {
    let fonts = Fonts::load();
    let drawing = draw(source, &fonts.faces(), values, mm * MM)?;
    well_formed(&drawing);
    // Crowds are there to be drawn.
    let mut findings = faults(&drawing.svg);
    findings.retain(|fault| fault.rule != "figure-crowd");
    Ok(Drawn { svg: drawing.svg.clone(), drawing, findings })
}

/// The SVG can be read, names every element once, and holds no small text.
pub(super) fn well_formed(drawing: &Drawing) {
    let xml = roxmltree::Document::parse(&drawing.svg).unwrap();
    let mut ids = BTreeSet::new();
    for node in xml.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name().name();
        if matches!(name, "svg" | "g" | "title" | "desc" | "tspan") {
            continue;
        }
        let id = node.attribute("id").unwrap_or_else(|| panic!("<{name}> has no id"));
        assert!(ids.insert(id.to_string()), "{id} twice");
        assert!(!drawing.svg.contains("NaN") && !drawing.svg.contains("inf "));
        if let Some(size) = node.attribute("font-size") {
            assert!(size.parse::<f64>().unwrap() >= 6.8);
        }
    }
}

/// An example.
pub(super) fn file(name: &str) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    std::fs::read_to_string(format!("{root}/tests/drawings/{name}.dia")).unwrap()
}

/// A source with the lines that every figure needs.
pub(super) fn with_head(body: &str) -> String {
    format!("flow full\ntitle T\nalt A\n{body}")
}
