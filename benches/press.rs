#![allow(
    clippy::disallowed_methods,
    reason = "a benchmark reads and writes its own files"
)]
//! Ratios of what is done to finished pages, all from one run. `just bench` prints
//! them.
//!
//! - the handbook in black ink, in the process that has printed it, against its cold
//!   build;
//! - the press files of the handbook, in that process, against the same;
//! - 200 copies for people against one copy, in time and in peak memory (the latter
//!   on Linux), whole processes.

mod clock;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use casebook::diagnostics::Report;
use casebook::project::Project;

use clock::{Outcome, best, measure, ratio, say};

const ROUNDS: usize = 5;

/// Copies that are held against one.
const COPIES: usize = 200;

fn main() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    warm(folder.path())?;
    copies(folder.path())
}

/// Builds in this process: cold, in another ink, for a press.
fn warm(root: &Path) -> Outcome<()> {
    let mut rows = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        comemo::evict(0);
        rows[0].push(timed(root, &[], print)?);
        rows[1].push(timed(root, &["ink=mono".to_string()], print)?);
        rows[2].push(timed(root, &[], press)?);
    }
    let [cold, mono, pack] = rows.map(best);
    say(&format!("cold build of handbook, in process      {:.2} s", cold.as_secs_f64()));
    say(&format!("another ink / cold                       {:.2}", ratio(mono, cold)));
    say(&format!("press files / cold                       {:.2}", ratio(pack, cold)));
    Ok(())
}

/// What is done with an edition; whether all went well.
type Work = fn(&Project, &casebook::model::Edition, &mut Report) -> bool;

fn print(
    project: &Project,
    edition: &casebook::model::Edition,
    report: &mut Report,
) -> bool {
    project.print(edition, report).is_ok()
}

fn press(
    project: &Project,
    edition: &casebook::model::Edition,
    report: &mut Report,
) -> bool {
    project.press(edition, report).is_ok()
}

fn timed(root: &Path, set: &[String], work: Work) -> Outcome<Duration> {
    let started = Instant::now();
    let mut report = Report::new();
    let project =
        Project::open(root, set, &mut report).map_err(|_| "cannot read the guide")?;
    let edition = project.edition("handbook", &mut report).ok_or("no such edition")?;
    match work(&project, &edition, &mut report) {
        true => Ok(started.elapsed()),
        false => Err("the guide has errors".into()),
    }
}

/// Whole processes: one copy and many, in turns.
fn copies(folder: &Path) -> Outcome<()> {
    let roster = |count: usize| -> Outcome<std::path::PathBuf> {
        let mut text = "name,cohort\n".to_string();
        for index in 0..count {
            text.push_str(&format!("Reader Number {index},Autumn 2026\n"));
        }
        let path = folder.join(format!("people-{count}.csv"));
        std::fs::write(&path, text)?;
        Ok(path)
    };
    let (one, many) = (roster(1)?, roster(COPIES)?);
    let build = |roster: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(["build", "handbook", "--roster"]).arg(roster);
        command
            .arg("--output")
            .arg(folder.join("out"))
            .arg("--root")
            .arg(folder);
        measure(&mut command)
    };
    let mut rows = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        rows[0].push(build(&one)?);
        rows[1].push(build(&many)?);
    }
    let [one, many] = rows.map(|runs| {
        let time = best(runs.iter().map(|(time, _)| *time).collect());
        (time, runs.iter().map(|(_, kib)| *kib).max().unwrap_or(0))
    });
    say(&format!(
        "{COPIES} copies / one copy, time               {:.2}",
        ratio(many.0, one.0)
    ));
    #[expect(clippy::cast_precision_loss, reason = "a ratio of kibibytes")]
    let share = many.1 as f64 / one.1.max(1) as f64;
    say(&format!(
        "{COPIES} copies / one copy, peak memory        {share:.2} ({} MiB / {} MiB)",
        many.1 / 1024,
        one.1 / 1024
    ));
    Ok(())
}
