#![allow(
    clippy::disallowed_methods,
    reason = "a benchmark reads and writes its own files"
)]
//! What editions take, as ratios of one run. `just bench` prints them, each with the
//! most that it may be. All are times of whole processes of the program.
//!
//! - what each of seven presets adds to a run that prints the handbook, against that run
//!   alone, which is cold;
//! - the first eight presets in one run, against the same;
//! - the press files of the handbook, against the same;
//! - 200 copies of the student's book for people against one copy, in time and in peak
//!   memory (the latter on Linux).

mod clock;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use clock::{Outcome, best, measure, ratio, say};

const ROUNDS: usize = 3;

/// Copies that are held against one.
const COPIES: usize = 200;

/// What the others are held against.
const FIRST: &str = "handbook";

/// The presets with the most that each may add to a run: of another ink, a selection,
/// another order, and another page.
const PRESETS: [(&str, f64); 7] = [
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

fn presets(folder: &Path) -> Outcome<()> {
    let time = |names: &[&str], more: &[&str]| -> Outcome<Duration> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.arg("build").args(names).args(more);
        command.arg("--output").arg(folder.join("out"));
        command.arg("--root").arg(folder);
        Ok(measure(&mut command)?.0)
    };
    let all: Vec<&str> =
        std::iter::once(FIRST).chain(PRESETS.map(|(name, _)| name)).collect();
    let mut rows = PRESETS.map(|_| Vec::new());
    let (mut alone, mut together, mut packs) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        alone.push(time(&[FIRST], &[])?);
        for ((name, _), row) in PRESETS.iter().zip(&mut rows) {
            row.push(time(&[FIRST, name], &[])?);
        }
        together.push(time(&all, &[])?);
        packs.push(time(&[FIRST], &["--print-pack"])?);
    }
    let cold = best(alone);
    say(&format!("a run that prints {FIRST} alone         {:.2} s", cold.as_secs_f64()));
    for ((name, most), times) in PRESETS.iter().zip(rows) {
        let added = best(times).saturating_sub(cold);
        tell(&format!("{name} adds"), ratio(added, cold), *most);
    }
    tell("eight presets / that run", ratio(best(together), cold), TOGETHER);
    let pack = ratio(best(packs), cold);
    say(&format!("press files / that run                  {pack:.2}"));
    Ok(())
}

fn tell(what: &str, measured: f64, most: f64) {
    say(&format!("{what:<40}{measured:.2}   at most {most:.1}"));
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
