//! `build --roster`: a copy for each person.

use std::path::Path;
use std::time::Instant;

use serde_json::json;

use super::turns::{Job, each_of, open};
use super::{Outcome, Screen};
use crate::cli::Build;
use crate::copies::{Copies, Manifest, Person, Roster, check_size};
use crate::diagnostics::{Failed, Report};
use crate::load::Document;
use crate::model::Edition;
use crate::project::Project;
use crate::source::File;
use crate::{limits, output};
use typst_syntax::FileId;

/// Makes the copies of each edition that is asked for. Rows that are wrong are
/// reported and keep none of the others back.
pub(super) fn build(
    args: &Build,
    path: &Path,
    outcome: &mut Outcome,
    screen: &mut Screen,
) -> Result<(), Failed> {
    open(&args.editions, &args.common.root, outcome, screen)?;
    let report = &mut outcome.report;
    let Some(project) = &mut outcome.project else { return report.gate() };
    let file = project.sources.read_beside(path, limits::ROSTER_BYTES, report)?;
    let text = project.sources.by_id(file).map(File::text).unwrap_or_default();
    let roster = Roster::read(text, file, report)?;
    check_size(&roster, args.yes, report)?;
    let mut rows = Report::new();
    let people = roster.people(&mut rows);
    let done = each_of(&args.editions, outcome, screen, |job, edition| {
        copy(job, edition, &people, file, &args.output, &mut rows)
    });
    outcome.report.join(rows);
    done.and(outcome.report.gate())
}

fn copy(
    job: &mut Job,
    edition: &Edition,
    people: &[Person],
    file: FileId,
    folder: &Path,
    rows: &mut Report,
) -> Result<(), Failed> {
    let started = Instant::now();
    let fonts = &job.project.fonts;
    let Some(copies) = Copies::plan(people, file, edition, fonts, rows) else {
        return job.report.gate();
    };
    if copies.people.is_empty() {
        return rows.gate();
    }
    job.screen.progress(&format!("printing {}", edition.name));
    let (master, pages) = job.project.print_for_copies(edition, job.report)?;
    job.settle_warnings()?;
    let records = records(job.project, edition);
    let mut manifest = Manifest::new(edition, &records, pages, &master);
    let folder = folder.join(format!("{}-copies", edition.file));
    for (person, name) in &copies.people {
        // Only who can be printed was planned.
        let Ok(forms) = copies.forms(person) else { continue };
        let update = master.copy(&person.whole(), &forms);
        let name = format!("{}-{name}.pdf", edition.file);
        let parts = [master.bytes.as_slice(), &update.bytes];
        output::write_parts(&folder.join(&name), &parts, job.report)?;
        manifest.add(&name, person, parts.iter().map(|part| part.len()).sum(), &update);
    }
    output::write(&folder.join("manifest.json"), &manifest.bytes(), job.report)?;
    let count = copies.people.len();
    let noun = if count == 1 { "copy" } else { "copies" };
    let seconds = started.elapsed().as_secs_f64();
    job.screen.result(
        &format!("{}  {count} {noun} of {pages} pages, {seconds:.1} s", folder.display()),
        &json!({
            "copied": folder,
            "edition": edition.name,
            "copies": count,
            "pages": pages,
            "seconds": seconds,
        }),
    );
    Ok(())
}

/// The records of an edition as they are written, nearest first.
fn records(project: &Project, edition: &Edition) -> Vec<(String, String)> {
    let written = |record: &Document<crate::model::EditionRecord>| {
        let text = project.sources.by_id(record.file).map(File::text);
        let path = record.path.trim_start_matches('/').to_string();
        (path, text.unwrap_or_default().to_string())
    };
    let records = project.editions.layers(&edition.name);
    records.into_iter().map(written).collect()
}
