//! The contact sheet: figures in their true size, with what is wrong with them.

use serde_json::{Value, json};
use typst_library::foundations::Bytes;
use typst_pdf::{PdfOptions, pdf};
use typst_syntax::{SyntaxKind, SyntaxNode, parse};

use super::diagrams::Placed;
use crate::diagnostics::Report;
use crate::load::Unit;
use crate::load::prose::Kind;
use crate::model::Ink;
use crate::numbers::Ledgers;
use crate::project::Project;
use crate::typeset::typeset;
use crate::world::Manuscript;

/// The PDF of a contact sheet; nothing if it cannot be laid out, which is
/// reported. Findings of the figures are no reason not to show them.
pub(super) fn sheet(
    project: &Project,
    placed: &[Placed],
    ledgers: &Ledgers,
    ink: Ink,
    report: &mut Report,
) -> Option<Vec<u8>> {
    let mut manuscript = Manuscript::default();
    let mut rows = Vec::new();
    for (index, one) in placed.iter().enumerate() {
        let path = format!("/manuscript/contact/{index}.svg");
        rows.push(row(project, ledgers, one, &path));
        let svg = ink.of(&one.print.svg);
        manuscript.files.insert(path, Bytes::from_string(svg.into_owned()));
    }
    let text = Value::Array(rows).to_string();
    let path = "/manuscript/contact.json".to_string();
    manuscript.files.insert(path, Bytes::from_string(text));
    let mut own = Report::new();
    let world = project.world().with(manuscript, [1970, 1, 1]);
    let document = typeset(&world.starting_at("/layout/contact.typ"), &mut own);
    let bytes = document.ok().and_then(|document| {
        pdf(&document, &PdfOptions::default())
            .map_err(|errors| own.typst("typst", errors))
            .ok()
    });
    report.join(own);
    bytes
}

fn row(project: &Project, ledgers: &Ledgers, one: &Placed, path: &str) -> Value {
    let mm = |points: f64| points * 25.4 / 72.0;
    let faults: Vec<&str> =
        one.print.faults.iter().map(|fault| fault.message.as_str()).collect();
    json!({
        "path": (!one.print.svg.is_empty()).then_some(path),
        "name": format!("{}/{}", one.unit, one.name),
        "title": one.figure.title(one.unit, ledgers),
        "alt": one.figure.alt(one.unit, ledgers),
        "caption": caption(project, one).map(|markup| plain(&markup, one, ledgers)),
        "kind": one.figure.kind,
        "editions": one.editions,
        "width": one.print.width,
        "turned": one.print.turned,
        "size": format!("{:.0} × {:.0} mm", mm(one.print.across()), mm(one.print.down())),
        "faults": faults,
    })
}

/// The caption as written, where the prose has it.
fn caption(project: &Project, one: &Placed) -> Option<String> {
    let content = project.content.as_ref()?;
    let unit = content.all_units().find(|unit| unit.slug == one.unit)?;
    let on_opener = || {
        let case = unit.case()?;
        let board = case.value.board.as_ref()?;
        let caption = case.value.board_caption.as_ref()?;
        (board.text == one.name).then(|| caption.text.clone())
    };
    let mention = Unit::mentions(unit)
        .find(|m| m.kind == Kind::Figure && m.name.as_deref() == Some(one.name));
    mention.map(|mention| mention.words.to_string()).or_else(on_opener)
}

/// Markup as plain words, with the values of the quantities that it prints.
fn plain(markup: &str, one: &Placed, ledgers: &Ledgers) -> String {
    let mut out = String::new();
    spell(&parse(markup), one, ledgers, &mut out);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn spell(node: &SyntaxNode, one: &Placed, ledgers: &Ledgers, out: &mut String) {
    let text = node.leaf_text();
    match node.kind() {
        SyntaxKind::Str => {
            let name = text.trim_matches('"');
            let value = ledgers.get(one.unit, name).map(crate::numbers::Entry::text);
            out.push_str(value.as_deref().unwrap_or_default());
        }
        SyntaxKind::Text | SyntaxKind::MathText | SyntaxKind::Shorthand => {
            out.push_str(text);
        }
        // Quotation marks are written as they print; the straight sign is an apostrophe.
        SyntaxKind::SmartQuote => out.push('’'),
        SyntaxKind::Escape => out.push_str(text.trim_start_matches('\\')),
        SyntaxKind::Space | SyntaxKind::Parbreak => out.push(' '),
        SyntaxKind::RefMarker => out.push_str(text),
        _ => node.children().for_each(|child| spell(child, one, ledgers, out)),
    }
}
