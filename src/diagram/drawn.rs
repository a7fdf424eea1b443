//! Figures that are drawn from their text form.

use ecow::eco_format;

use super::dia::{self, Drawing, Faces, Problem};
use super::{Figure, Width, check_alt};
use crate::diagnostics::{Report, at};
use crate::fonts::Fonts;
use crate::limits;
use crate::numbers::Ledgers;
use crate::source::{File, Sources};

/// The family in which figures are lettered, and its weights.
const FAMILY: &str = "IBM Plex Sans Condensed";
const WEIGHTS: [u16; 3] = [400, 500, 600];

/// Reads and draws a `.dia` file. What is wrong with it is reported.
pub(super) fn read(file: &File, fonts: &Fonts, report: &mut Report) -> Option<Figure> {
    let text = file.text();
    let errors = report.errors();
    let role = width(dia::role(text));
    if role.is_none() {
        report
            .error(
                "figure-width",
                at(file.id, 0..0),
                "a width of its own is none of the widths of the page",
            )
            .hint("write `half`, `side` or `full` behind the kind of figure");
    }
    let role = role.unwrap_or(Width::Full);
    let drawing = draw(text, role, fonts)
        .map_err(|problems| tell(file, &problems, report))
        .ok()?;
    if drawing.height_pt > limits::FIGURE_HEIGHT_MM * 72.0 / 25.4 {
        report
            .error(
                "figure-height",
                at(file.id, 0..0),
                "no page is as tall as this figure",
            )
            .hint(eco_format!("at most {} mm", limits::FIGURE_HEIGHT_MM));
    }
    check_alt(file.id, &drawing.title, &drawing.alt, report);
    // Labels with quantities have another length once they are filled in.
    if super::places(&drawing.svg).is_empty() {
        tell(file, &drawing.findings, report);
    }
    (report.errors() == errors).then(|| Figure {
        path: format!("{}.svg", file.path.trim_end_matches(".dia")),
        file: file.id,
        title: drawing.title,
        alt: drawing.alt,
        role,
        width: drawing.width_pt,
        kind: drawing.kind,
        svg: Some(drawing.svg),
    })
}

/// Draws a figure again with the printed values in place of the quantities that
/// its labels name.
pub fn redraw(
    figure: &Figure,
    unit: &str,
    sources: &Sources,
    fonts: &Fonts,
    ledgers: &Ledgers,
    report: &mut Report,
) -> Option<String> {
    let svg = figure.svg.as_ref()?;
    if super::places(svg).is_empty() {
        return Some(svg.clone());
    }
    let file = sources.by_id(figure.file)?;
    let filled = ledgers.fill(unit, file.text());
    let whole = |problem: &Problem| Problem { at: 0..0, ..problem.clone() };
    match draw(&filled, figure.role, fonts) {
        Ok(drawing) => {
            let findings: Vec<_> = drawing.findings.iter().map(whole).collect();
            tell(file, &findings, report);
            Some(drawing.svg)
        }
        Err(problems) => {
            let problems: Vec<_> = problems.iter().map(whole).collect();
            tell(file, &problems, report);
            None
        }
    }
}

fn draw(text: &str, role: Width, fonts: &Fonts) -> Result<Drawing, Vec<Problem>> {
    let files: Vec<_> = WEIGHTS
        .iter()
        .filter_map(|weight| Some((*weight, fonts.bytes(FAMILY, *weight)?)))
        .collect();
    // A missing face is reported where the fonts are read.
    let Some(faces) = Faces::new(&files) else { return Err(Vec::new()) };
    dia::draw(text, &faces, role.mm() * 72.0 / 25.4)
}

fn tell(file: &File, problems: &[Problem], report: &mut Report) {
    for problem in problems {
        let finding = report.error(
            "figure-drawing",
            at(file.id, problem.at.clone()),
            eco_format!("{}", problem.message),
        );
        if let Some(hint) = &problem.hint {
            finding.hint(eco_format!("{hint}"));
        }
    }
}

fn width(role: dia::Role) -> Option<Width> {
    match role {
        dia::Role::Half => Some(Width::Half),
        dia::Role::Side => Some(Width::Side),
        dia::Role::Full => Some(Width::Full),
        dia::Role::Millimetres(_) => None,
    }
}
