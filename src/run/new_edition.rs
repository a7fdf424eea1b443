//! `new edition`: a record for a course, from the arguments of one command.

use std::path::Path;

use ecow::eco_format;
use serde_json::json;

use super::new::refuse_existing;
use super::{Outcome, Screen, shell_word};
use crate::check::is_slug;
use crate::cli::NewEdition;
use crate::diagnostics::{Failed, Report};
use crate::load::Content;
use crate::output;
use crate::project::Project;
use crate::source::read_picture;

/// Writes the record of an edition, and its logo beside it. Nothing is written unless
/// the edition could be printed.
pub(super) fn write(
    args: &NewEdition,
    outcome: &mut Outcome,
    screen: &mut Screen,
) -> Result<(), Failed> {
    let report = &mut outcome.report;
    if !is_slug(&args.name) {
        report
            .usage("slug-malformed", eco_format!("`{}` is not a slug", args.name))
            .hint("use a–z and 0–9, words joined by single hyphens: `spring-class`");
        return report.gate();
    }
    let folder = args.common.root.join("content/editions");
    let path = folder.join(format!("{}.toml", args.name));
    refuse_existing(&path, report)?;
    let logo = args.logo.as_deref().map(|file| read(file, report)).transpose()?;
    if let Some((name, bytes)) = &logo {
        refuse_other(&folder.join(name), bytes, report)?;
    }
    let mut found = Report::new();
    let project = Project::open(&args.common.root, &[], &mut found)?;
    let Some(content) = &project.content else {
        *report = found;
        return report.gate();
    };
    let from = args.from.as_deref().unwrap_or(&content.guide().default_edition);
    known(args, from, &project, content, report);
    report.gate()?;

    let record_path = format!("/content/editions/{}.toml", args.name);
    let text = record(args, from, logo.as_ref().map(|(name, _)| name.as_str()));
    let mut files = vec![(record_path.clone(), text.clone().into_bytes())];
    if let Some((name, bytes)) = &logo {
        files.push((format!("/content/editions/{name}"), bytes.clone()));
    }
    let mut found = Report::new();
    let project = Project::open_with(&args.common.root, &[], files, &mut found)?;
    let project = outcome.project.insert(project);
    let Some(content) = &project.content else {
        *report = found;
        return report.gate();
    };
    // Other files may be unfinished; what the new record says has to be right.
    report.join(found.of_command(&record_path));
    report.gate()?;

    if let Some((name, bytes)) = &logo {
        let path = folder.join(name);
        output::write(&path, bytes, report)?;
        screen.result(&path.display().to_string(), &json!({ "wrote": path }));
    }
    output::write(&path, text.as_bytes(), report)?;
    screen.result(&path.display().to_string(), &json!({ "wrote": path }));
    for slug in args.cases.iter().filter(|slug| content.case(slug).is_none()) {
        screen.result(
            &format!("`{slug}` is planned: it prints nothing yet"),
            &json!({ "planned": slug }),
        );
    }
    let root = match args.common.root.as_path() {
        here if here == Path::new(".") => String::new(),
        root => format!(" --root {}", shell_word(root)),
    };
    let next = format!("casebook build {}{root}", args.name);
    screen.result(&format!("`{next}` prints it"), &json!({ "next": next }));
    Ok(())
}

/// Reports the names that the guide does not know.
fn known(
    args: &NewEdition,
    from: &str,
    project: &Project,
    content: &Content,
    report: &mut Report,
) {
    let guide = content.guide();
    let editions: Vec<&str> =
        project.editions.names().filter(|name| *name != args.name).collect();
    if !editions.contains(&from) {
        report
            .usage("edition-missing", eco_format!("there is no edition `{from}`"))
            .suggest(from, editions.iter().copied())
            .hint(eco_format!("editions: {}", editions.join(", ")));
    }
    for slug in args.cases.iter().filter(|slug| guide.number(slug).is_none()) {
        let cases = guide.cases().map(|name| name.text.as_str());
        report
            .usage("case-missing", eco_format!("the guide has no case `{slug}`"))
            .suggest(slug, cases)
            .hint("`casebook list cases` names them all");
    }
}

/// The name and the bytes of a logo.
fn read(file: &Path, report: &mut Report) -> Result<(String, Vec<u8>), Failed> {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    match read_picture(file) {
        Ok(bytes) if !name.is_empty() => return Ok((name.to_string(), bytes)),
        Ok(_) => {
            let message = eco_format!("`{}` is no name of a file", file.display());
            report.usage("logo-unread", message);
        }
        Err(error) => {
            let message = eco_format!("cannot read `{}`: {error}", file.display());
            report
                .usage("logo-unread", message)
                .hint("name a file on `.svg` or `.png`");
        }
    }
    Err(report.gate().err().unwrap_or_else(|| unreachable!("just reported")))
}

/// Refuses to write a logo over another file of its name.
fn refuse_other(path: &Path, bytes: &[u8], report: &mut Report) -> Result<(), Failed> {
    match path.exists() && read_picture(path).ok().as_deref() != Some(bytes) {
        true => refuse_existing(path, report),
        false => Ok(()),
    }
}

/// The record, one line for each argument that was given.
fn record(args: &NewEdition, from: &str, logo: Option<&str>) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let mut text = format!("extends = {}\n", quoted(from));
    let fields = [
        ("title", args.title.as_deref()),
        ("subtitle", args.subtitle.as_deref()),
        ("organisation", args.org.as_deref()),
        ("cohort", args.cohort.as_deref()),
        ("logo", logo),
        ("paper", args.paper.as_deref()),
    ];
    for (key, value) in fields {
        if let Some(value) = value {
            text += &format!("{key} = {}\n", quoted(value));
        }
    }
    if let Some(date) = &args.date {
        // What is no day stays in quotes, and is reported as such.
        let is_day = date.parse::<toml::value::Datetime>().is_ok();
        let day = if is_day { date.clone() } else { quoted(date) };
        text += &format!("date = {day}\n");
    }
    if !args.cases.is_empty() {
        let slugs: Vec<_> = args.cases.iter().map(|slug| quoted(slug)).collect();
        text += &format!("\n[select]\ncases = [{}]\n", slugs.join(", "));
    }
    if let Some(colour) = &args.colour {
        text += &format!("\n[colours]\nbrand = {}\n", quoted(colour));
    }
    text
}
