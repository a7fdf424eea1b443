//! Prints a report for people (with excerpts, or a line each) or as JSON.

use std::io::{self, Write};

use serde_json::{Value, json};
use termcolor::WriteColor;
use typst_kit::diagnostics::{self as kit, DiagnosticFormat, DiagnosticWorld};
use typst_library::WorldExt;
use typst_library::diag::{Severity, SourceDiagnostic};

use super::{Finding, OnPage, Report};

/// How findings are printed.
#[derive(Debug, Default, Copy, Clone, Eq, PartialEq, clap::ValueEnum)]
pub enum Format {
    /// With the excerpt, the reason and a hint.
    #[default]
    Human,
    /// One line each.
    Short,
    /// One JSON object per line.
    Json,
}

/// Prints all findings of a report but its notes, and a last line that counts them. As
/// JSON, notes stand among the others.
///
/// # Errors
/// Fails when the destination cannot be written.
pub fn emit(
    to: &mut dyn WriteColor,
    world: &dyn DiagnosticWorld,
    report: &Report,
    format: Format,
) -> io::Result<()> {
    let kit_format = match format {
        Format::Json => return emit_json(to, world, report),
        Format::Human => DiagnosticFormat::Human,
        Format::Short => DiagnosticFormat::Short,
    };
    for finding in report.findings().iter().filter(|finding| !finding.note) {
        let diagnostic = with_rule(finding);
        // What cannot be placed is still said.
        if kit::emit(to, world, [&diagnostic], kit_format).is_err() {
            plain(to, &diagnostic)?;
        }
    }
    match (report.errors(), report.warnings()) {
        (0, 0) => Ok(()),
        (errors, warnings) => {
            writeln!(
                to,
                "{}",
                [counted(errors, "error"), counted(warnings, "warning")]
                    .iter()
                    .flatten()
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        }
    }
}

/// Prints the notes of a report, a line each.
///
/// # Errors
/// Fails when the destination cannot be written.
pub fn emit_notes(
    to: &mut dyn Write,
    world: &dyn DiagnosticWorld,
    report: &Report,
) -> io::Result<()> {
    for finding in report.findings().iter().filter(|finding| finding.note) {
        let value = to_json(world, finding);
        let place = match (value["file"].as_str(), value["line"].as_u64()) {
            (Some(file), Some(line)) => format!("{file}:{line}: "),
            _ => String::new(),
        };
        let (message, rule) = (finding.message(), finding.rule);
        let page = finding.page.as_ref().map_or(0, |page| page.page);
        writeln!(to, "{place}note: {message} (page {page}, `{rule}`)")?;
    }
    Ok(())
}

fn plain(to: &mut dyn WriteColor, diagnostic: &SourceDiagnostic) -> io::Result<()> {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    writeln!(to, "{severity}: {}", diagnostic.message)?;
    for hint in &diagnostic.hints {
        writeln!(to, "  = hint: {}", hint.v)?;
    }
    Ok(())
}

fn counted(number: usize, noun: &str) -> Option<String> {
    match number {
        0 => None,
        1 => Some(format!("1 {noun}")),
        n => Some(format!("{n} {noun}s")),
    }
}

/// The rule stands behind the hints, because Typst's diagnostics have no field
/// for it.
fn with_rule(finding: &Finding) -> SourceDiagnostic {
    let mut diagnostic = finding.diagnostic.clone();
    if let Some(OnPage { edition, page, edges: [left, top, right, bottom] }) =
        &finding.page
    {
        diagnostic.hint(ecow::eco_format!(
            "{edition}, page {page}, {left}–{right} × {top}–{bottom} mm"
        ));
    }
    diagnostic.hint(ecow::eco_format!("rule `{}`", finding.rule));
    diagnostic
}

fn emit_json(
    to: &mut dyn Write,
    world: &dyn DiagnosticWorld,
    report: &Report,
) -> io::Result<()> {
    for finding in report.findings() {
        writeln!(to, "{}", to_json(world, finding))?;
    }
    Ok(())
}

fn to_json(world: &dyn DiagnosticWorld, finding: &Finding) -> Value {
    let diagnostic = &finding.diagnostic;
    let mut value = json!({
        "rule": finding.rule,
        "severity": match diagnostic.severity {
            Severity::Warning if finding.note => "note",
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "message": diagnostic.message.as_str(),
        "hints": diagnostic.hints.iter().map(|h| h.v.as_str()).collect::<Vec<_>>(),
    });
    if let Some(OnPage { edition, page, edges }) = &finding.page {
        value["edition"] = json!(edition);
        value["page"] = json!(page);
        value["box"] = json!(edges);
    }
    if let Some(id) = diagnostic.span.id() {
        value["file"] = json!(world.name(id));
        let lines = world.file(id).and_then(|bytes| Ok(bytes.lines()?));
        if let (Some(range), Ok(lines)) = (world.range(diagnostic.span), lines)
            && let Some((line, column)) = lines.byte_to_line_column(range.start)
        {
            value["line"] = json!(line + 1);
            value["column"] = json!(column + 1);
            value["range"] = json!([range.start, range.end]);
            let excerpt = lines.line_to_range(line).map(|r| lines.text()[r].trim_end());
            value["excerpt"] = json!(excerpt);
        }
    }
    value
}
