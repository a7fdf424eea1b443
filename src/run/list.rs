//! `list`: what the guide holds.

use serde_json::{Value, json};

use super::{Outcome, Screen};
use crate::cli::{List, Subject};
use crate::diagnostics::Failed;
use crate::load::prose::Kind;
use crate::load::{Content, Unit};
use crate::numbers::Ledgers;
use crate::project::Project;
use crate::select::names_case;

/// A row as a line of cells and as JSON.
pub(super) type Row = (Vec<String>, Value);

/// Lists one subject. A guide with errors is listed as far as it loads.
pub(super) fn list(
    args: &List,
    outcome: &mut Outcome,
    screen: &mut Screen,
) -> Result<(), Failed> {
    let (report, project) = outcome.open(&args.common.root, &[])?;
    let Some(content) = &project.content else { return report.gate() };
    if let Some(slug) = &args.unit
        && !content.all_units().any(|unit| unit.slug == *slug)
    {
        let known = content.all_units().map(|unit| unit.slug.as_str());
        report
            .usage("unit-missing", ecow::eco_format!("no unit is called `{slug}`"))
            .suggest(slug, known);
        return report.gate();
    }
    let edition = args.edition.as_deref().unwrap_or(&content.guide().default_edition);
    let ledgers = match project.edition(edition, report) {
        Some(edition) => project.ledgers(&edition, report),
        None => Ledgers::default(),
    };
    let rows = match args.subject {
        Subject::Cases => cases(content),
        Subject::Steps => steps(content),
        Subject::Editions => editions(project, content),
        Subject::Figures => figures(project, &ledgers, args.unit.as_deref()),
        Subject::Numbers => quantities(content, &ledgers, args.unit.as_deref()),
        Subject::Claims => claims(content, args.unit.as_deref()),
        // Has a command of its own.
        Subject::Coverage => Vec::new(),
    };
    if screen.is_json() {
        let values: Vec<_> = rows.into_iter().map(|(_, value)| value).collect();
        screen.say(&Value::Array(values).to_string());
    } else {
        for line in aligned(&rows) {
            screen.say(&line);
        }
    }
    report.gate()
}

fn cases(content: &Content) -> Vec<Row> {
    let row = |(index, slug): (usize, &crate::model::Name)| {
        let unit = content.case(slug);
        let title =
            unit.and_then(Unit::case).map(|document| document.value.title.clone());
        let words = unit.map(Unit::words);
        let state = words.map_or("planned".into(), |words| format!("{words} words"));
        let cells = vec![
            (index + 1).to_string(),
            slug.text.clone(),
            state,
            title.clone().unwrap_or_default(),
        ];
        let value = json!({
            "number": index + 1,
            "slug": slug.text,
            "title": title,
            "planned": unit.is_none(),
            "words": words,
        });
        (cells, value)
    };
    content.guide().cases().enumerate().map(row).collect()
}

fn steps(content: &Content) -> Vec<Row> {
    let row = |(index, step): (usize, &crate::model::Step)| {
        let cells = vec![
            (index + 1).to_string(),
            step.slug.text.clone(),
            format!("{} min", step.minutes),
            step.name.clone(),
        ];
        let value = json!({
            "number": index + 1,
            "slug": step.slug.text,
            "minutes": step.minutes,
            "name": step.name,
            "colour": step.colour.text,
        });
        (cells, value)
    };
    content.guide().step.iter().enumerate().map(row).collect()
}

fn editions(project: &Project, content: &Content) -> Vec<Row> {
    let mut ignored = crate::diagnostics::Report::new();
    let names = project.editions.names();
    let found = names.filter_map(|name| {
        let edition = project.editions.resolve(name, content.guide(), &mut ignored)?;
        let paper = json!(edition.paper);
        let [year, month, day] = edition.date;
        let slugs = edition.scope.cases.as_ref().map(|_| {
            let all = content.guide().cases().map(|name| name.text.as_str());
            all.filter(|slug| names_case(&edition.scope, content, slug))
                .collect::<Vec<_>>()
        });
        let cases = slugs.as_ref().map_or("all cases".into(), |slugs| slugs.join(" "));
        let date = format!("{year}-{month:02}-{day:02}");
        let cells = vec![
            name.to_string(),
            paper.as_str().unwrap_or_default().to_string(),
            date.clone(),
            cases,
        ];
        let value = json!({
            "name": name,
            "title": edition.title,
            "paper": paper,
            "date": date,
            "cases": slugs,
            "identifier": edition.identifier,
        });
        Some((cells, value))
    });
    found.collect()
}

fn figures(project: &Project, ledgers: &Ledgers, only: Option<&str>) -> Vec<Row> {
    let row = |(unit, name, figure): (&str, &str, &crate::diagram::Figure)| {
        let (title, alt) = (figure.title(unit, ledgers), figure.alt(unit, ledgers));
        let cells = vec![
            unit.to_string(),
            name.to_string(),
            format!("{} mm", figure.role.mm()),
            title.clone(),
        ];
        let value = json!({
            "unit": unit,
            "name": name,
            "mm": figure.role.mm(),
            "kind": figure.kind,
            "title": title,
            "alt": alt,
            "path": project.sources.name(figure.file),
        });
        (cells, value)
    };
    let all = project.diagrams.all();
    all.filter(|(unit, ..)| only.is_none_or(|slug| slug == *unit))
        .map(row)
        .collect()
}

/// The quantities of one unit or of all, each with the chain that it came from.
fn quantities(content: &Content, ledgers: &Ledgers, only: Option<&str>) -> Vec<Row> {
    let mut rows = Vec::new();
    let chosen = |unit: &&Unit| only.is_none_or(|slug| unit.slug == slug);
    for unit in content.all_units().filter(chosen) {
        for (name, quantity) in unit.numbers.iter().flat_map(|document| &document.value) {
            let Some(entry) = ledgers.get(&unit.slug, name) else { continue };
            let work = quantity.cite.as_ref().map(|cite| &cite.work.text);
            let from = match (&entry.working, work, &quantity.assume) {
                (Some(working), ..) => format!("= {working}"),
                (None, Some(work), _) => format!("@{work}"),
                (None, None, Some(reason)) => reason.text.clone(),
                _ => String::new(),
            };
            let cells = vec![
                unit.slug.clone(),
                name.clone(),
                entry.text(),
                entry.origin.word().to_string(),
                from,
            ];
            let json = json!({
                "unit": unit.slug,
                "name": name,
                "low": entry.low,
                "high": entry.high,
                "measure": entry.unit,
                "base": [entry.value.low, entry.value.high],
                "origin": entry.origin.word(),
                "overridden": entry.overridden,
                "work": work,
                "formula": quantity.formula.as_ref().map(|formula| &formula.text),
                "working": entry.working,
                "needs": entry.needs,
                "assume": quantity.assume.as_ref().map(|assume| &assume.text),
                "what": quantity.what.text,
            });
            rows.push((cells, json));
        }
    }
    rows
}

/// The claims of prose with their works and how sure they are.
fn claims(content: &Content, only: Option<&str>) -> Vec<Row> {
    let mut rows = Vec::new();
    for unit in content
        .all_units()
        .filter(|unit| only.is_none_or(|slug| unit.slug == slug))
    {
        let claims = unit.mentions().filter(|mention| mention.kind == Kind::Claim);
        for mention in claims {
            let work = mention.name.as_deref().unwrap_or_default();
            let sure = mention.sure.as_deref().unwrap_or("unknown");
            let cells = [&unit.slug, work, sure, mention.words.as_str()];
            let json = json!({
                "unit": unit.slug,
                "work": work,
                "sure": sure,
                "claim": mention.words.as_str(),
            });
            rows.push((cells.map(str::to_string).to_vec(), json));
        }
    }
    rows
}

/// Lines with aligned columns; the last column runs free.
pub(super) fn aligned(rows: &[Row]) -> Vec<String> {
    let columns = rows.iter().map(|(cells, _)| cells.len()).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|(cells, _)| cells.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<_> = (0..columns).map(width).collect();
    let line = |(cells, _): &Row| {
        let padded = cells.iter().zip(&widths).map(|(cell, width)| {
            let gap = width.saturating_sub(cell.chars().count());
            format!("{cell}{}", " ".repeat(gap))
        });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_string()
    };
    rows.iter().map(line).collect()
}
