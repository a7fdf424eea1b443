//! `diagrams` and `export diagrams`.

use std::path::Path;

use ecow::eco_format;
use glob::Pattern;
use serde_json::json;

use super::list::{Row, aligned};
use super::{Outcome, Screen, contact, shell_word};
use crate::cli::{Common, Diagrams};
use crate::diagnostics::{Failed, Report};
use crate::diagram::{Figure, Print};
use crate::model::{Edition, Ink};
use crate::narrow::Narrowed;
use crate::output;
use crate::project::Project;
use crate::select::select;

/// A figure as some editions place it.
pub(super) struct Placed<'a> {
    pub(super) unit: &'a str,
    pub(super) name: &'a str,
    pub(super) figure: &'a Figure,
    pub(super) print: Print,
    /// The editions that print it so.
    pub(super) editions: Vec<String>,
}

/// Draws figures for every edition that is asked for, judges and lists them.
pub(super) fn list(
    args: &Diagrams,
    outcome: &mut Outcome,
    screen: &mut Screen,
) -> Result<(), Failed> {
    let (report, project) = outcome.open(&args.common.root, &[])?;
    let glob = pattern(args.glob.as_deref(), report);
    report.gate()?;
    let editions = editions(project, args.edition.as_deref(), report);
    report.gate()?;
    let placed = placed(project, &editions, &glob, report);
    if placed.is_empty() {
        report.usage("no-figure", "no edition places a figure of this name");
        return report.gate();
    }
    let rows: Vec<Row> = placed.iter().map(row).collect();
    if screen.is_json() {
        let values: Vec<_> = rows.into_iter().map(|(_, value)| value).collect();
        screen.say(&json!(values).to_string());
    } else {
        for line in aligned(&rows) {
            screen.say(&line);
        }
    }
    if let Some((path, edition)) = args.contact_sheet.as_ref().zip(editions.first()) {
        let ledgers = project.ledgers(edition, report);
        if let Some(pdf) = contact::sheet(project, &placed, &ledgers, args.ink, report) {
            output::write(path, &pdf, report)?;
            screen.result(
                &path.display().to_string(),
                &json!({ "written": path, "figures": placed.len() }),
            );
        }
    }
    if args.deny_warnings {
        report.deny_warnings();
    }
    report.gate()
}

/// Writes the figures of an edition as SVG files.
pub(super) fn export(
    dir: &Path,
    (glob, edition): (Option<&str>, Option<&str>),
    ink: Ink,
    common: &Common,
    outcome: &mut Outcome,
    screen: &mut Screen,
) -> Result<(), Failed> {
    let (report, project) = outcome.open(&common.root, &[])?;
    let glob = pattern(glob, report);
    report.gate()?;
    let Some(content) = &project.content else { return Ok(()) };
    let name = edition.unwrap_or(&content.guide().default_edition.text);
    let editions = editions(project, Some(name), report);
    report.gate()?;
    let placed = placed(project, &editions, &glob, report);
    report.gate()?;
    for one in &placed {
        let path = dir.join(one.unit).join(format!("{}.svg", one.name));
        output::write(&path, ink.of(&one.print.svg).as_bytes(), report)?;
    }
    let figures = counted(placed.len(), "figure");
    screen.result(
        &format!("{}  {figures}", shell_word(dir)),
        &json!({ "exported": dir, "figures": placed.len() }),
    );
    Ok(())
}

fn pattern(glob: Option<&str>, report: &mut Report) -> Pattern {
    let glob = glob.unwrap_or("*");
    Pattern::new(glob).unwrap_or_else(|error| {
        report
            .usage("glob", eco_format!("`{glob}` is no pattern: {}", error.msg))
            .hint("write `ad-click-prediction/*` or `*/serving-*`");
        Pattern::default()
    })
}

fn editions(project: &Project, only: Option<&str>, report: &mut Report) -> Vec<Edition> {
    let names: Vec<String> = match only {
        Some(name) => vec![name.to_string()],
        None => project.editions.names().map(str::to_string).collect(),
    };
    names
        .iter()
        .filter_map(|name| project.edition(name, report))
        .collect()
}

/// The figures as the editions place them, each appearance once. What is wrong
/// with them is reported.
fn placed<'a>(
    project: &'a Project,
    editions: &[Edition],
    glob: &Pattern,
    report: &mut Report,
) -> Vec<Placed<'a>> {
    let Some(content) = &project.content else { return Vec::new() };
    let mut placed: Vec<Placed> = Vec::new();
    for edition in editions {
        let mut own = Report::new();
        let ledgers = project.ledgers(edition, &mut own);
        let wanted = |unit: &str, name: &str| {
            glob.matches(&format!("{unit}/{name}")) || glob.matches(name)
        };
        let narrowed = Narrowed::new(content, edition);
        let selection = select(content, &narrowed, edition);
        let prints = project.prints_where(&selection, &ledgers, wanted);
        prints.report(&project.diagrams, &mut own);
        report.join(own);
        for (unit, name, print) in prints.all() {
            let same = |one: &&mut Placed| {
                one.unit == unit && one.name == name && one.print.svg == print.svg
            };
            if let Some(known) = placed.iter_mut().find(same) {
                known.editions.push(edition.name.clone());
                continue;
            }
            let found = project.diagrams.all().find(|(u, n, _)| *u == unit && *n == name);
            let Some((unit, name, figure)) = found else { continue };
            placed.push(Placed {
                unit,
                name,
                figure,
                print: print.clone(),
                editions: vec![edition.name.clone()],
            });
        }
    }
    placed.sort_by_key(|one| (one.unit, one.name));
    placed
}

fn row(one: &Placed) -> Row {
    let mm = |points: f64| points * 25.4 / 72.0;
    let (across, down) = (mm(one.print.across()), mm(one.print.down()));
    let warnings = one.print.faults.iter().filter(|fault| fault.warning).count();
    let errors = one.print.faults.len() - warnings;
    let kind = one.figure.kind.as_deref().unwrap_or("–");
    let turned = if one.print.turned { ", turned" } else { "" };
    let cells = vec![
        format!("{}/{}", one.unit, one.name),
        kind.to_string(),
        format!("{across:.0} × {down:.0} mm{turned}"),
        one.editions.join(" "),
        match (errors, warnings) {
            (0, 0) => "fine".to_string(),
            (0, n) => counted(n, "warning"),
            (n, _) => counted(n, "error"),
        },
    ];
    let value = json!({
        "unit": one.unit,
        "name": one.name,
        "kind": one.figure.kind,
        "role": one.print.role,
        "across": round(across),
        "down": round(down),
        "turned": one.print.turned,
        "editions": one.editions,
        "errors": errors,
        "warnings": warnings,
    });
    (cells, value)
}

/// A count with its noun.
fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// A length to a tenth.
fn round(mm: f64) -> f64 {
    (mm * 10.0).round() / 10.0
}
