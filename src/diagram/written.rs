//! Figures in the text form, read but not drawn.

use ecow::eco_format;

use super::dia::{self, Faces};
use super::figure::{Figure, Form, check_alt};
use crate::diagnostics::{Report, at};
use crate::fonts::Fonts;
use crate::model::Width;
use crate::source::File;

/// The family in which figures are lettered, and its weights.
pub(super) const FAMILY: &str = "IBM Plex Sans Condensed";
pub(super) const WEIGHTS: [u16; 3] = [400, 500, 600];

/// The faces that figures are measured with. A missing one is reported where the
/// fonts are read.
pub(super) fn faces(fonts: &Fonts) -> Option<Faces<'_>> {
    let file = |weight: &u16| Some((*weight, fonts.bytes(FAMILY, *weight)?));
    Faces::new(&WEIGHTS.iter().filter_map(file).collect::<Vec<_>>())
}

/// Reads a `.dia` file. What is wrong with it is reported.
pub(super) fn read(file: &File, faces: &Faces, report: &mut Report) -> Option<Figure> {
    let text = file.text();
    let errors = report.errors();
    let (head, labels) = match dia::check(text, faces) {
        Ok(read) => read,
        Err(problems) => {
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
            return None;
        }
    };
    let role = width(head.role.unwrap_or(dia::Role::Full));
    if role.is_none() {
        report
            .error(
                "figure-width",
                at(file.id, head.role_at.clone()),
                "a width of its own is none of the widths of the page",
            )
            .hint("write `half`, `side` or `full` behind the kind of figure");
    }
    check_alt(file.id, &head.title, &head.alt, report);
    let mentions = dia::mentions(text);
    let figure = Figure {
        path: format!("{}.svg", file.path.trim_end_matches(".dia")),
        file: file.id,
        title: head.title,
        alt: head.alt,
        role: role?,
        kind: Some(head.subject),
        form: Form::Text,
        mentions: mentions
            .into_iter()
            .map(|(name, at)| (name.to_string(), at))
            .collect(),
        labels: if head.given.is_some() { Vec::new() } else { labels },
    };
    (report.errors() == errors).then_some(figure)
}

fn width(role: dia::Role) -> Option<Width> {
    match role {
        dia::Role::Half => Some(Width::Half),
        dia::Role::Side => Some(Width::Side),
        dia::Role::Full => Some(Width::Full),
        dia::Role::Millimetres(mm) => Width::of(mm * 72.0 / 25.4),
    }
}
