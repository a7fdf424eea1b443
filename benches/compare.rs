//! Compares the book of this compiler with that of the stock Typst command
//! line on the exported project, page by page, as pictures of 100 dpi.
//!
//! Needs `cargo install typst-cli --locked --version 0.15.1` once; `just
//! compare` runs it. Exits with 1 when a page differs in 0.1 % of its pixels or
//! more, or when the numbers of pages differ.

use std::path::Path;
use std::process::{Command, ExitCode};

use casebook::diagnostics::Report;
use casebook::project::Project;
use resvg::tiny_skia::Pixmap;
use typst_render::{RenderOptions, render};
use typst_utils::Scalar;

const DPI: f64 = 100.0;
const LIMIT: f64 = 0.001;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let editions: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    let editions = match editions.is_empty() {
        true => vec!["handbook".to_string(), "handbook-letter".to_string()],
        false => editions,
    };
    let mut alike = true;
    for edition in &editions {
        match compare(edition) {
            Ok(same) => alike &= same,
            Err(error) => {
                say(&format!("{edition}: {error}"));
                alike = false;
            }
        }
    }
    if alike { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn compare(name: &str) -> Outcome<bool> {
    let mut report = Report::new();
    let project = Project::open(Path::new("."), &[], &mut report)
        .map_err(|_| "the guide has errors: run `casebook check`")?;
    let edition = project.edition(name, &mut report).ok_or("no such edition")?;
    let document = project
        .typeset(&edition, &mut report)
        .map_err(|_| "the guide has errors: run `casebook check`")?;
    let stock = stock_pages(name)?;
    let ours = document.pages();
    say(&format!("{name}: {} pages here, {} from stock Typst", ours.len(), stock.len()));
    let options = RenderOptions {
        pixel_per_pt: Scalar::new(DPI / 72.0),
        render_bleed: false,
    };
    let mut worst = (0.0, 0);
    for (index, (page, theirs)) in ours.iter().zip(&stock).enumerate() {
        let share = difference(&render(page, &options), theirs);
        if share > worst.0 {
            worst = (share, index + 1);
        }
        if share >= LIMIT {
            say(&format!(
                "  page {}: {:.4} % of the pixels differ",
                index + 1,
                share * 100.0
            ));
        }
    }
    say(&format!("  at most {:.4} % of the pixels of a page differ", worst.0 * 100.0));
    Ok(ours.len() == stock.len() && worst.0 < LIMIT)
}

/// Exports the edition, compiles it with the stock command line, and reads the
/// pictures.
fn stock_pages(name: &str) -> Outcome<Vec<Pixmap>> {
    let folder = tempfile::tempdir()?;
    let export = folder.path().join("project");
    let casebook = env!("CARGO_BIN_EXE_casebook");
    run(Command::new(casebook)
        .args(["export", "typst"])
        .arg(&export)
        .arg(name))?;
    run(Command::new("typst")
        .arg("compile")
        .arg("--root")
        .arg(&export)
        .arg("--ignore-system-fonts")
        .arg("--font-path")
        .arg(export.join("fonts"))
        .args(["--ppi", "100"])
        .arg(export.join("main.typ"))
        .arg(folder.path().join("page-{0p}.png")))?;
    let mut pictures: Vec<_> = std::fs::read_dir(folder.path())?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "png"))
        .collect();
    pictures.sort();
    pictures.iter().map(|path| Ok(Pixmap::load_png(path)?)).collect()
}

fn run(command: &mut Command) -> Outcome<()> {
    let output = command.output().map_err(|error| {
        format!(
            "{}: {error}; see the head of benches/compare.rs",
            command.get_program().display()
        )
    })?;
    match output.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&output.stderr).into()),
    }
}

/// The share of pixels that differ in any channel; all of them where the
/// pictures differ in size.
fn difference(a: &Pixmap, b: &Pixmap) -> f64 {
    if (a.width(), a.height()) != (b.width(), b.height()) {
        return 1.0;
    }
    let pairs = a.pixels().iter().zip(b.pixels());
    let different = pairs.filter(|(a, b)| a != b).count();
    #[expect(clippy::cast_precision_loss, reason = "a share of some million pixels")]
    let share = different as f64 / a.pixels().len() as f64;
    share
}

#[expect(clippy::print_stdout, reason = "this program reports to a person")]
fn say(line: &str) {
    println!("{line}");
}
