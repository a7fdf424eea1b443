//! `export typst`: the book as a plain Typst project.
//!
//! The stock command line finds fonts by other names than this compiler does,
//! and has no native function of ours; the stock halves of the layout and
//! rewritten figures make up for both.

use std::path::Path;

use ecow::eco_format;
use serde_json::json;

use super::{Outcome, Screen, shell_word};
use crate::cli::Common;
use crate::diagnostics::{Failed, Report};
use crate::diagram::stock_fonts;
use crate::project::Project;
use crate::source::{embedded, extension};
use crate::world::Manuscript;
use crate::{model, output};

/// Writes the project of one edition.
pub(super) fn write(
    dir: &Path,
    edition: Option<&str>,
    set: &[String],
    common: &Common,
    outcome: &mut Outcome,
    screen: &mut Screen,
) -> Result<(), Failed> {
    refuse_strangers(dir, &mut outcome.report)?;
    let (report, project) = outcome.open(&common.root, set)?;
    report.gate()?;
    let Some(content) = &project.content else { return Ok(()) };
    let name = edition.unwrap_or(&content.guide().default_edition.text);
    let edition = project.edition(name, report);
    report.gate()?;
    let Some(edition) = edition else { return Ok(()) };
    let manuscript = project.manuscript(&edition, report)?;
    for (path, bytes) in files(project, &manuscript) {
        output::write(&dir.join(&path[1..]), &bytes, report)?;
    }
    let dir = shell_word(dir);
    let command = format!(
        "typst compile --root {dir} --ignore-system-fonts --font-path {dir}/fonts --pdf-standard {} {dir}/main.typ {name}.pdf",
        standards(&edition)
    );
    screen.result(&command, &json!({ "exported": dir, "command": command }));
    Ok(())
}

/// All files of the project, by path from its root.
fn files(project: &Project, manuscript: &Manuscript) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for (path, data) in embedded::layout() {
        let path = match path.as_str() {
            "/layout/main.typ" => "/main.typ".to_string(),
            "/layout/engine/stock.typ" => "/layout/engine.typ".to_string(),
            "/layout/fonts/stock.typ" => "/layout/fonts.typ".to_string(),
            other if other.ends_with("/native.typ") => continue,
            other => other.to_string(),
        };
        files.push((path, data.into_owned()));
    }
    for (path, bytes) in &manuscript.files {
        let text = bytes.as_str().unwrap_or_default();
        let bytes = match extension(path) {
            "svg" => stock_fonts(text, &project.fonts).into_bytes(),
            _ => bytes.to_vec(),
        };
        files.push((path.clone(), bytes));
    }
    for file in project.sources.under("/") {
        match extension(&file.path) {
            "typ" | "ttf" | "otf" | "ttc" | "txt" | "png" | "jpg" => {
                files.push((file.path.to_string(), file.bytes.to_vec()));
            }
            "svg" if !manuscript.files.contains_key(file.path.as_str()) => {
                let text = stock_fonts(file.text(), &project.fonts);
                files.push((file.path.to_string(), text.into_bytes()));
            }
            _ => {}
        }
    }
    files
}

/// The standards of an edition as the stock command line names them.
fn standards(edition: &model::Edition) -> String {
    let names = edition.standards.iter().map(|standard| json!(standard));
    names
        .filter_map(|name| name.as_str().map(str::to_string))
        .collect::<Vec<_>>()
        .join(",")
}

/// A folder that holds something else is not written into.
fn refuse_strangers(dir: &Path, report: &mut Report) -> Result<(), Failed> {
    let ours = dir.join("manuscript/book.json").exists();
    let filled = dir.read_dir().is_ok_and(|mut entries| entries.next().is_some());
    if filled && !ours {
        report
            .usage("exists", eco_format!("`{}` holds something else", dir.display()))
            .hint("nothing was written; choose an empty folder");
    }
    report.gate()
}
