#![allow(
    clippy::disallowed_methods,
    reason = "a benchmark reads and writes its own files"
)]
//! What editions take, as ratios of one run. `just bench` prints them, each with the
//! most that it may be.
//!
//! - the first eight presets in one process, in the order that `build` gives them:
//!   each against the cold build of the handbook, and all together;
//! - the press files of the handbook behind it, against the same;
//! - 200 copies of the student's book for people against one copy, in time and in peak
//!   memory (the latter on Linux), whole processes.

mod clock;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use casebook::diagnostics::Report;
use casebook::preflight::preflight;
use casebook::project::Project;

use clock::{Outcome, best, measure, ratio, say};

const ROUNDS: usize = 3;

/// Copies that are held against one.
const COPIES: usize = 200;

/// The presets with the most that each may take of a cold build of the first: of
/// another order, another ink, a selection, and another page.
const PRESETS: [(&str, f64); 8] = [
    ("handbook", 1.0),
    ("mono", 0.3),
    ("classic-10", 0.2),
    ("weekend-6", 0.2),
    ("by-step", 0.6),
    ("handbook-letter", 1.0),
    ("pocket", 1.0),
    ("screen", 1.0),
];
/// The most that all of them may take.
const TOGETHER: f64 = 4.5;
/// The most that all copies may take of one.
const COPYING: f64 = 4.0;

fn main() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    presets(folder.path())?;
    copies(folder.path())
}

fn presets(root: &Path) -> Outcome<()> {
    let mut rows = PRESETS.map(|_| Vec::new());
    let (mut packs, mut totals) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        comemo::evict(0);
        packs.push(round(root, &mut rows)?);
        totals.push(rows.iter().filter_map(|row| row.last()).sum());
    }
    let times = rows.map(best);
    let cold = times.first().copied().unwrap_or_default();
    say(&format!("cold build of handbook, in process      {:.2} s", cold.as_secs_f64()));
    for ((name, most), time) in PRESETS.iter().zip(times).skip(1) {
        tell(&format!("{name} / cold"), ratio(time, cold), *most);
    }
    tell("eight presets / cold", ratio(best(totals), cold), TOGETHER);
    say(&format!(
        "press files / cold                      {:.2}",
        ratio(best(packs), cold)
    ));
    Ok(())
}

fn tell(what: &str, measured: f64, most: f64) {
    say(&format!("{what:<40}{measured:.2}   at most {most:.1}"));
}

/// Builds the presets one after another, as `build` does but for writing them; the
/// time of the press files of the first.
fn round(root: &Path, rows: &mut [Vec<Duration>]) -> Outcome<Duration> {
    let mut pack = None;
    let mut started = Instant::now();
    let mut report = Report::new();
    let project =
        Project::open(root, &[], &mut report).map_err(|_| "cannot read the guide")?;
    for ((name, _), row) in PRESETS.iter().zip(rows) {
        let edition = project.edition(name, &mut report).ok_or("no such edition")?;
        let document = project.pages(&edition, &mut report);
        let document = document.map_err(|_| "the guide has errors")?;
        preflight(&project, &edition, &document);
        let print = project.pdf(&edition, &document, &mut report);
        print.map_err(|_| "the guide has errors")?;
        row.push(started.elapsed());
        started = Instant::now();
        if pack.is_none() {
            project
                .press(&edition, &mut report)
                .map_err(|_| "nothing to print on")?;
            pack = Some(started.elapsed());
            started = Instant::now();
        }
        comemo::evict(2);
    }
    Ok(pack.unwrap_or_default())
}

/// Whole processes: one copy and many, in turns.
fn copies(folder: &Path) -> Outcome<()> {
    let roster = |count: usize| -> Outcome<PathBuf> {
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
        command.args(["build", "student", "--roster"]).arg(roster);
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
    let what = format!("{COPIES} copies of student / one, time");
    tell(&what, ratio(many.0, one.0), COPYING);
    #[expect(clippy::cast_precision_loss, reason = "a ratio of kibibytes")]
    let share = many.1 as f64 / one.1.max(1) as f64;
    say(&format!(
        "{COPIES} copies of student / one, peak memory   {share:.2} ({} MiB / {} MiB)",
        many.1 / 1024,
        one.1 / 1024
    ));
    Ok(())
}
