#![allow(
    clippy::disallowed_methods,
    reason = "a benchmark reads and writes its own files"
)]
//! Ratios of building times, all from one run, so that they mean the same on
//! any machine. `just bench` prints them.
//!
//! - a cold build against the stock Typst command line on the exported project,
//!   in time and in peak memory (the latter needs `cargo install typst-cli
//!   --locked --version 0.15.1` once, and Linux for the memory);
//! - what the page system costs: the book, laid out and exported, against its words,
//!   tables and figures in two plain columns (`plain.typ`);
//! - a second edition in the same process against the first;
//! - a build after an edit of one word against the first;
//! - looking at all pages of the book against the first;
//! - the evaluation of 5000 quantities against the first;
//! - drawing and judging the figures of a guide of 300 against its cold build;
//! - the slowest example of a figure against the median of all.

mod clock;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use casebook::diagnostics::Report;
use casebook::diagram::Prints;
use casebook::export;
use casebook::model::Edition;
use casebook::narrow::Narrowed;
use casebook::numbers::{Ledgers, Overrides};
use casebook::preflight::preflight;
use casebook::project::Project;
use casebook::select::select;
use casebook::typeset::typeset;
use casebook::world::GuideWorld;
use comemo::Track;
use rayon::prelude::*;
use typst_library::World;
use typst_library::foundations::Bytes;
use typst_library::visualize::SvgImage;
use typst_syntax::Source;

use clock::{Outcome, best, measure, ratio, say};

const ROUNDS: usize = 5;

fn main() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    page_system()?;
    warm(folder.path())?;
    figures(&folder.path().join("figures"))?;
    stock(folder.path())
}

/// The book against plain columns, both in this process from a cold start, in turns.
fn page_system() -> Outcome<()> {
    let mut report = Report::new();
    let project = Project::open(".".as_ref(), &[], &mut report)
        .map_err(|_| "cannot read the guide")?;
    let edition = project.edition("handbook", &mut report).ok_or("no such edition")?;
    let manuscript = project
        .manuscript(&edition, &mut report)
        .map_err(|_| "the guide has errors")?;
    let id = casebook::world::file_id("/plain.typ").ok_or("no such path")?;
    let (mut ours, mut plain) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let mut world = project.world().with(manuscript.clone(), edition.date);
        ours.push(set(&world, &edition)?);
        world.start_with(Source::new(id, include_str!("plain.typ").to_string()));
        plain.push(set(&world, &edition)?);
    }
    let (ours, plain) = (best(ours), best(plain));
    say(&format!("the book / two plain columns             {:.2}", ratio(ours, plain)));
    Ok(())
}

/// Lays out and exports from a cold start.
fn set(world: &GuideWorld, edition: &Edition) -> Outcome<Duration> {
    comemo::evict(0);
    let mut report = Report::new();
    let started = Instant::now();
    let document = typeset(world, &mut report).map_err(|_| {
        let first = report.findings().first();
        first.map(|finding| finding.message().to_string()).unwrap_or_default()
    })?;
    export::pdf(&document, edition, &mut report).map_err(|_| "no PDF can be written")?;
    Ok(started.elapsed())
}

/// A guide of 300 figures in the text form, each with words of its own.
fn figures(root: &Path) -> Outcome<()> {
    let casebook = env!("CARGO_BIN_EXE_casebook");
    measure(Command::new(casebook).arg("init").arg(root))?;
    let mut paths: Vec<_> = std::fs::read_dir("tests/drawings")?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    let examples = paths
        .iter()
        .map(std::fs::read_to_string)
        .collect::<Result<Vec<_>, _>>()?;
    let mut slugs = vec!["first-case".to_string()];
    for case in 0..25 {
        let slug = format!("case-{case}");
        let folder = root.join("content/cases").join(&slug);
        copy(&root.join("content/cases/first-case"), &folder)?;
        let drawings = root.join("diagrams").join(&slug);
        std::fs::create_dir_all(&drawings)?;
        for index in 0..12 {
            let title = format!("given an example\ntitle {slug} {index} ");
            let example = &examples[(case * 12 + index) % examples.len()];
            let text = example.replacen("title ", &title, 1);
            std::fs::write(drawings.join(format!("figure-{index}.dia")), text)?;
            let words =
                "A paragraph of plain words stands between two figures. ".repeat(24);
            let step = folder.join(format!("step-{}.typ", index % 3 + 1));
            let prose = std::fs::read_to_string(&step)?;
            std::fs::write(
                &step,
                format!(
                    "{prose}\n@fig:figure-{index} shows it. {words}\n\n#fig(\"figure-{index}\")[Figure {index}. A claim.]\n"
                ),
            )?;
        }
        slugs.push(slug);
    }
    let guide = root.join("content/guide.toml");
    let own = std::fs::read_to_string(&guide)?;
    let units = format!("units = {slugs:?}");
    std::fs::write(&guide, own.replace("units = [\"first-case\"]", &units))?;
    let (mut drawing, mut reading, mut cold) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        comemo::evict(0);
        let mut report = Report::new();
        let started = Instant::now();
        let project =
            Project::open(root, &[], &mut report).map_err(|_| "cannot read it")?;
        let edition = project.edition("book", &mut report).ok_or("no such edition")?;
        let ledgers = project.ledgers(&edition, &mut report);
        let content = project.content.as_ref().ok_or("no guide")?;
        let before = Instant::now();
        let narrowed = Narrowed::new(content, &edition);
        let selection = select(content, &narrowed, &edition);
        let prints = project.prints(&selection, &ledgers);
        drawing.push(before.elapsed());
        if prints.all().count() < 300 {
            return Err("not all figures were drawn".into());
        }
        project.print(&edition, &mut report).map_err(|_| {
            let first =
                report.findings().first().map(|finding| finding.message().to_string());
            first.unwrap_or_default()
        })?;
        cold.push(started.elapsed());
        reading.push(read(&prints, &project));
    }
    let (drawing, reading, cold) = (best(drawing), best(reading), best(cold));
    slowest(root, examples.len())?;
    say(&format!("cold build of 300 figures                {:.2} s", cold.as_secs_f64()));
    say(&format!("drawing and judging them / cold          {:.3}", ratio(drawing, cold)));
    say(&format!("of that, reading that the layout saves   {:.3}", ratio(reading, cold)));
    Ok(())
}

/// Reads figures as the layout has to. What the linter has read, it takes over.
fn read(prints: &Prints, project: &Project) -> Duration {
    let figures: Vec<Bytes> = prints
        .all()
        .map(|(.., print)| Bytes::from_string(print.svg.clone()))
        .collect();
    comemo::evict(0);
    let world = project.world();
    let world: &(dyn World + Sync) = &world;
    let started = Instant::now();
    figures.par_iter().for_each(|svg| {
        let world: &dyn World = world;
        let family = ["ibm plex sans condensed"];
        let read = SvgImage::with_fonts_images(svg.clone(), world.track(), &family, None);
        assert!(read.is_ok(), "a figure cannot be read");
    });
    started.elapsed()
}

/// Builds in this process: cold, another edition, after an edit.
fn warm(folder: &Path) -> Outcome<()> {
    let root = folder.join("guide");
    for part in ["content", "diagrams"] {
        copy(Path::new(part), &root.join(part))?;
    }
    let edited = root.join("content/cases/ad-click-prediction/data.typ");
    let text = std::fs::read_to_string(&edited)?;
    let mut rows = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        comemo::evict(0);
        std::fs::write(&edited, &text)?;
        rows[0].push(print(&root, "handbook")?);
        rows[1].push(print(&root, "handbook-letter")?);
        std::fs::write(&edited, text.replacen(" the ", " that ", 1))?;
        rows[2].push(print(&root, "handbook")?);
    }
    let looking = look(&root, "handbook")?;
    let quantities = evaluate(&folder.join("many"))?;
    let [cold, second, edit] = rows.map(best);
    say(&format!("cold build of handbook, in process      {:.2} s", cold.as_secs_f64()));
    say(&format!("second edition (other paper) / cold      {:.2}", ratio(second, cold)));
    say(&format!("after an edit of one word / cold         {:.2}", ratio(edit, cold)));
    say(&format!("looking at all pages / cold              {:.3}", ratio(looking, cold)));
    say(&format!(
        "evaluating 5000 quantities / cold        {:.3}",
        ratio(quantities, cold)
    ));
    Ok(())
}

/// Looks at the finished pages of an edition.
fn look(root: &Path, name: &str) -> Outcome<Duration> {
    let mut report = Report::new();
    let project =
        Project::open(root, &[], &mut report).map_err(|_| "cannot read the guide")?;
    let edition = project.edition(name, &mut report).ok_or("no such edition")?;
    let document = project
        .typeset(&edition, &mut report)
        .map_err(|_| "the guide has errors")?;
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let started = Instant::now();
        preflight(&project, &edition, &document);
        times.push(started.elapsed());
    }
    Ok(best(times))
}

/// Draws and judges each example alone, again and again.
fn slowest(root: &Path, examples: usize) -> Outcome<()> {
    let mut report = Report::new();
    let project = Project::open(root, &[], &mut report).map_err(|_| "cannot read it")?;
    let edition = project.edition("book", &mut report).ok_or("no such edition")?;
    let ledgers = project.ledgers(&edition, &mut report);
    let content = project.content.as_ref().ok_or("no guide")?;
    let narrowed = Narrowed::new(content, &edition);
    let selection = select(content, &narrowed, &edition);
    let names: Vec<(String, String)> = project
        .prints(&selection, &ledgers)
        .all()
        .take(examples)
        .map(|(unit, name, _)| (unit.to_string(), name.to_string()))
        .collect();
    let mut times = Vec::new();
    for (unit, name) in &names {
        let mut runs = Vec::new();
        for _ in 0..ROUNDS {
            comemo::evict(0);
            let started = Instant::now();
            let only = |u: &str, n: &str| u == unit && n == name;
            let prints = project.prints_where(&selection, &ledgers, only);
            runs.push(started.elapsed());
            if prints.all().count() != 1 {
                return Err("a figure is missing".into());
            }
        }
        times.push((best(runs), name.clone()));
    }
    times.sort();
    let (median, worst) = (&times[times.len() / 2], &times[times.len() - 1]);
    say(&format!(
        "slowest figure / median figure           {:.1} ({:.1} ms / {:.1} ms)",
        ratio(worst.0, median.0),
        worst.0.as_secs_f64() * 1e3,
        median.0.as_secs_f64() * 1e3
    ));
    Ok(())
}

/// Evaluates a guide of 5000 quantities, in chains of ten.
fn evaluate(root: &Path) -> Outcome<Duration> {
    let casebook = env!("CARGO_BIN_EXE_casebook");
    measure(Command::new(casebook).arg("init").arg(root))?;
    let mut text = String::new();
    for index in 0..5000 {
        text.push_str(&format!(
            "[q{index}]\nwhat = \'\'\'Number {index}\'\'\'\nunit = \"k req/s\"\n"
        ));
        text.push_str(&match index % 10 {
            0 => "value = 40\nassume = \'\'\'for the measurement\'\'\'\n".to_string(),
            _ => format!(
                "formula = \"q{} * 1.5 + 2 GB / 1 kB * 1 req / 1 min\"\n",
                index - 1
            ),
        });
    }
    let numbers = root.join("content/cases/first-case/numbers.toml");
    let own = std::fs::read_to_string(&numbers)?;
    std::fs::write(&numbers, own + &text)?;
    let mut report = Report::new();
    let project =
        Project::open(root, &[], &mut report).map_err(|_| "cannot read the guide")?;
    let content = project.content.as_ref().ok_or("no guide")?;
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let started = Instant::now();
        let none = Overrides::new();
        let ledgers = Ledgers::evaluate(content, &project.sources, &none, &mut report);
        times.push(started.elapsed());
        let count = ledgers.of("first-case").map_or(0, |ledger| ledger.entries.len());
        if count <= 5000 {
            return Err(format!("only {count} quantities were evaluated").into());
        }
    }
    Ok(best(times))
}

fn print(root: &Path, name: &str) -> Outcome<Duration> {
    let started = Instant::now();
    let mut report = Report::new();
    let project =
        Project::open(root, &[], &mut report).map_err(|_| "cannot read the guide")?;
    let edition = project.edition(name, &mut report).ok_or("no such edition")?;
    project
        .print(&edition, &mut report)
        .map_err(|_| "the guide has errors")?;
    Ok(started.elapsed())
}

/// Whole processes: this compiler and stock Typst on the same book, in turns.
fn stock(folder: &Path) -> Outcome<()> {
    let casebook = env!("CARGO_BIN_EXE_casebook");
    let export = folder.join("project");
    measure(Command::new(casebook).args(["export", "typst"]).arg(&export))?;
    let typst = |main: &str| {
        let mut command = Command::new("typst");
        command
            .arg("compile")
            .arg("--root")
            .arg(&export)
            .arg("--ignore-system-fonts")
            .arg("--font-path")
            .arg(export.join("fonts"))
            .args(["--pdf-standard", "ua-1,a-2a"])
            .arg(export.join(main))
            .arg(folder.join("stock.pdf"));
        measure(&mut command)
    };
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(measure(Command::new(casebook).args(["build", "-o"]).arg(folder))?);
        theirs.push(typst("main.typ")?);
    }
    let times =
        |runs: &[(Duration, u64)]| best(runs.iter().map(|(time, _)| *time).collect());
    let memory =
        |runs: &[(Duration, u64)]| runs.iter().map(|(_, kib)| *kib).max().unwrap_or(0);
    let (our_kib, their_kib) = (memory(&ours), memory(&theirs));
    say(&format!(
        "cold build / stock Typst, time           {:.2}",
        ratio(times(&ours), times(&theirs))
    ));
    #[expect(clippy::cast_precision_loss, reason = "a ratio of kibibytes")]
    let share = our_kib as f64 / their_kib.max(1) as f64;
    say(&format!(
        "cold build / stock Typst, peak memory    {share:.2} ({} MiB / {} MiB)",
        our_kib / 1024,
        their_kib / 1024
    ));
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Outcome<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy(&entry.path(), &target)?,
            false => std::fs::copy(entry.path(), target).map(|_| ())?,
        }
    }
    Ok(())
}
