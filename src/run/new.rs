//! `new` and `init`: skeletons to write over.

use std::path::Path;

use ecow::eco_format;
use serde_json::json;

use super::{Outcome, Screen, shell_word};
use crate::check::is_slug;
use crate::cli::{Common, Init};
use crate::diagnostics::{Failed, Report};
use crate::output;
use crate::source::embedded;

/// Colours of up to nine steps. Neighbours differ in grey too.
const COLOURS: [&str; 9] = [
    "#1f4e79", "#1b7f86", "#2c5e3f", "#946a12", "#8a3324", "#a8527a", "#4a3f7f",
    "#5c7a29", "#3d4f5c",
];

/// Writes the folder of a case that the guide has planned.
pub(super) fn case(
    slug: &str,
    common: &Common,
    outcome: &mut Outcome,
    screen: &mut Screen,
) -> Result<(), Failed> {
    if !is_slug(slug) {
        outcome
            .report
            .usage("slug-malformed", eco_format!("`{slug}` is not a slug"))
            .hint(
                "use a–z and 0–9, words joined by single hyphens: `ad-click-prediction`",
            );
        return outcome.report.gate();
    }
    let mut ignored = Report::new();
    let project = crate::project::Project::open(&common.root, &[], &mut ignored)?;
    let project = outcome.project.insert(project);
    let report = &mut outcome.report;
    let Some(content) = &project.content else {
        *report = ignored;
        return report.gate();
    };
    let folder = common.root.join("content/cases").join(slug);
    refuse_existing(&folder, report)?;
    let guide = content.guide();
    if guide.number(slug).is_none() {
        let known: Vec<_> = guide.cases().map(|name| name.text.as_str()).collect();
        report
            .usage("unit-unlisted", eco_format!("the guide has no case `{slug}`"))
            .suggest(slug, known)
            .hint("list it in `content/guide.toml` first: its place there is its number");
    } else if content.case(slug).is_some() {
        report
            .usage("exists", eco_format!("the case `{slug}` is written already"))
            .hint(
                "nothing was written; a folder of that name would hide it file by file",
            );
    }
    report.gate()?;
    let step = |template: &str, step: &crate::model::Step| {
        fill(template, &[("slug", &step.slug.text), ("name", &step.name)])
    };
    let title = spaced(slug);
    let mut record = fill(
        include_str!("../skeleton/case.toml"),
        &[("title", &quoted(&title)), ("family", "unsorted")],
    );
    for each in &guide.step {
        record.push_str(&step(include_str!("../skeleton/case_step.toml"), each));
    }
    let mut files = vec![
        ("case.toml".to_string(), record),
        ("numbers.toml".into(), include_str!("../skeleton/numbers.toml").into()),
        ("practice.toml".into(), include_str!("../skeleton/practice.toml").into()),
    ];
    for each in &guide.step {
        let text = step(include_str!("../skeleton/step.typ"), each);
        files.push((format!("{}.typ", each.slug.text), text));
    }
    write_all(&folder, &files, report, screen)?;
    screen.result(
        "`casebook check --content-only` names what is still to be written",
        &json!({ "next": "casebook check --content-only" }),
    );
    Ok(())
}

/// Writes a small guide that builds as it is.
pub(super) fn guide(
    args: &Init,
    outcome: &mut Outcome,
    screen: &mut Screen,
) -> Result<(), Failed> {
    let report = &mut outcome.report;
    refuse_existing(&args.dir.join("content"), report)?;
    let files = guide_files(&args.dir, args.steps);
    write_all(&args.dir, &files, report, screen)?;
    let next = format!("casebook build --root {}", shell_word(&args.dir));
    screen.result(&format!("`{next}` prints it"), &json!({ "next": next }));
    Ok(())
}

fn guide_files(dir: &Path, steps: u8) -> Vec<(String, String)> {
    const MINUTES: u8 = 5;
    let title = dir.file_name().map(|name| spaced(&name.to_string_lossy()));
    let title = title
        .filter(|title| !title.is_empty())
        .unwrap_or("A new guide".into());
    let mut guide =
        fill(include_str!("../skeleton/guide.toml"), &[("title", &quoted(&title))]);
    let mut case = include_str!("../skeleton/first_case.toml").to_string();
    let mut files = Vec::new();
    for (number, colour) in (1..=steps).zip(COLOURS) {
        let (slug, name) = (format!("step-{number}"), format!("Step {number}"));
        let minutes = MINUTES.to_string();
        let words = [
            ("slug", slug.as_str()),
            ("name", &name),
            ("short", &name),
            ("minutes", &minutes),
            ("colour", colour),
        ];
        guide.push_str(&fill(include_str!("../skeleton/guide_step.toml"), &words));
        case.push_str(&fill(include_str!("../skeleton/first_case_step.toml"), &words));
        let prose = fill(include_str!("../skeleton/first_step.typ"), &words);
        files.push((format!("content/cases/first-case/{slug}.typ"), prose));
    }
    guide.push_str(include_str!("../skeleton/guide_parts.toml"));
    let (each, count) = (MINUTES.to_string(), steps.to_string());
    let words = [("each", each.as_str()), ("steps", &count)];
    let numbers = fill(include_str!("../skeleton/first_numbers.toml"), &words);
    files.push(("content/cases/first-case/case.toml".into(), case));
    files.push(("content/cases/first-case/numbers.toml".into(), numbers));
    files.push(("content/guide.toml".into(), guide));
    files.push((
        "content/editions/book.toml".into(),
        include_str!("../skeleton/edition.toml").into(),
    ));
    files.push((
        "content/glossary.toml".into(),
        include_str!("../skeleton/glossary.toml").into(),
    ));
    files.extend(borrowed());
    files
}

/// The prose files that every guide needs, as the embedded guide has them.
fn borrowed() -> Vec<(String, String)> {
    const NAMES: [&str; 5] = [
        "/content/casebook.typ",
        "/content/front/title.typ",
        "/content/front/contents.typ",
        "/content/back/answers.typ",
        "/content/back/glossary.typ",
    ];
    embedded::guide()
        .filter(|(path, _)| NAMES.contains(&path.as_str()))
        .map(|(path, data)| {
            (path[1..].to_string(), String::from_utf8_lossy(&data).into_owned())
        })
        .collect()
}

pub(super) fn refuse_existing(folder: &Path, report: &mut Report) -> Result<(), Failed> {
    if folder.exists() {
        report
            .usage("exists", eco_format!("`{}` is there already", folder.display()))
            .hint("nothing was written; choose another name");
    }
    report.gate()
}

fn write_all(
    folder: &Path,
    files: &[(String, String)],
    report: &mut Report,
    screen: &mut Screen,
) -> Result<(), Failed> {
    for (name, text) in files {
        let path = folder.join(name);
        output::write(&path, text.as_bytes(), report)?;
        screen.result(&path.display().to_string(), &json!({ "wrote": path }));
    }
    Ok(())
}

/// Puts words into the `{places}` of a template.
fn fill(template: &str, words: &[(&str, &str)]) -> String {
    let mut text = template.to_string();
    for (place, word) in words {
        text = text.replace(&format!("{{{place}}}"), word);
    }
    text
}

/// A title as a string of TOML.
fn quoted(title: &str) -> String {
    serde_json::Value::from(title).to_string()
}

/// A slug or folder name as a title.
fn spaced(slug: &str) -> String {
    let text = slug.replace(['-', '_'], " ");
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => text,
    }
}
