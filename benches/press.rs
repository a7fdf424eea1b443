#![allow(
    clippy::disallowed_methods,
    reason = "a benchmark reads and writes its own files"
)]
use std::path::Path;
use std::time::{Duration, Instant};

use casebook::diagnostics::Report;
use casebook::project::Project;
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let root = tempfile::tempdir()?;
    let root = root.path();
    std::fs::create_dir_all(root.join("content/editions"))?;
    std::fs::write(
        root.join("content/editions/mono.toml"),
        "extends = \"handbook\"\nink = \"mono\"\n",
    )?;
    for _ in 0..3 {
        comemo::evict(0);
        let (a, sa) = print(root, "handbook")?;
        let (b, sb) = print(root, "handbook+")?;
        println!(
            "cold {a:?} {sa}\nwarm {b:?} {sb} {:.3}",
            b.as_secs_f64() / a.as_secs_f64()
        );
    }
    Ok(())
}

fn print(root: &Path, name: &str) -> Outcome<(Duration, String)> {
    let started = Instant::now();
    let mut report = Report::new();
    let project = Project::open(
        root,
        &if name.ends_with('+') { vec!["ink=mono".to_string()] } else { vec![] },
        &mut report,
    )
    .map_err(|_| "cannot read the guide")?;
    let edition = project
        .edition(name.trim_end_matches('+'), &mut report)
        .ok_or("no such edition")?;
    let t0 = started.elapsed();
    let document = project.typeset(&edition, &mut report).map_err(|_| "errors")?;
    let ti = started.elapsed();
    let document =
        casebook::ink::inked(document, edition.ink, &project.world(), &mut report);
    let t1 = started.elapsed();
    let bytes =
        casebook::export::pdf(&document, &edition, &mut report).map_err(|_| "errors")?;
    let t2 = started.elapsed();
    let bytes =
        casebook::finish::finish(&bytes, &edition, &mut report).map_err(|_| "errors")?;
    let t3 = started.elapsed();
    Ok((
        started.elapsed(),
        format!(
            "{} pages {} open {t0:?} typeset {:?} ink {:?} export {:?} finish {:?}",
            document.pages().len(),
            bytes.len(),
            ti - t0,
            t1 - ti,
            t2 - t1,
            t3 - t2
        ),
    ))
}
