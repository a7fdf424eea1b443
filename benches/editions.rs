#![allow(
    clippy::disallowed_methods,
    reason = "a benchmark reads and writes its own files"
)]
//! The first eight presets in one process, as `build` prints them: each against the
//! cold build of the handbook, and all together. `just bench` prints the ratios.
//!
//! Editions that are named on the command line are built in their place.

mod clock;

use std::path::Path;
use std::time::{Duration, Instant};

use casebook::diagnostics::Report;
use casebook::preflight::preflight;
use casebook::project::Project;

use clock::{Outcome, best, ratio, say};

const ROUNDS: usize = 3;

/// What is built, the edition first that the others are held against; each with
/// the most that it may take of its time.
const PRESETS: [(&str, f64); 8] = [
    ("handbook", 1.0),
    ("by-step", 0.6),
    ("mono", 0.3),
    ("classic-10", 0.2),
    ("weekend-6", 0.2),
    ("handbook-letter", 1.0),
    ("pocket", 1.0),
    ("screen", 1.0),
];

fn main() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let named: Vec<String> =
        std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let names: Vec<&str> = match named.is_empty() {
        true => PRESETS.iter().map(|(name, _)| *name).collect(),
        false => named.iter().map(String::as_str).collect(),
    };
    let mut rows = vec![Vec::new(); names.len()];
    let mut totals = Vec::new();
    for _ in 0..std::env::var("ROUNDS")
        .ok()
        .and_then(|r| r.parse().ok())
        .unwrap_or(ROUNDS)
    {
        comemo::evict(0);
        let begun = Instant::now();
        round(folder.path(), &names, &mut rows)?;
        totals.push(begun.elapsed());
    }
    let times: Vec<Duration> = rows.into_iter().map(best).collect();
    for (name, time) in names.iter().zip(&times) {
        say(&format!(
            "{name:<18} {:.2} s   {:.2}",
            time.as_secs_f64(),
            ratio(*time, times[0])
        ));
    }
    say(&format!("together / cold    {:.2}", ratio(best(totals), times[0])));
    Ok(())
}

/// Builds the editions one after another in the memory of the process.
fn round(root: &Path, names: &[&str], rows: &mut [Vec<Duration>]) -> Outcome<()> {
    let mut started = Instant::now();
    let mut report = Report::new();
    let project =
        Project::open(root, &[], &mut report).map_err(|_| "cannot read the guide")?;
    for (name, row) in names.iter().zip(rows) {
        let c0 = cpu();
        let edition = project.edition(name, &mut report).ok_or("no such edition")?;
        let print = project.print(&edition, &mut report).map_err(|_| "errors")?;
        preflight(&project, &edition, &print.document);
        row.push(started.elapsed());
        eprintln!("{name} {:?} cpu {:.2}", row.last(), cpu() - c0);
        started = Instant::now();
        comemo::evict(2);
    }
    Ok(())
}
fn cpu() -> f64 {
    let s = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let v: Vec<&str> = s.split_whitespace().collect();
    (v[13].parse::<f64>().unwrap_or(0.) + v[14].parse::<f64>().unwrap_or(0.)) / 100.
}
