//! What the page system costs: the book against the same words, tables and
//! figures in two plain columns (`plain.typ`), both laid out and exported in this
//! process from a cold start, in turns. `just bench` prints it.

mod clock;

use std::time::{Duration, Instant};

use casebook::diagnostics::Report;
use casebook::model::Edition;
use casebook::project::Project;
use casebook::world::GuideWorld;
use casebook::{export, typeset};
use typst_syntax::Source;

use clock::{Outcome, best, ratio, say};

const ROUNDS: usize = 5;

fn main() -> Outcome<()> {
    let mut report = Report::new();
    let project = Project::open(".".as_ref(), &[], &mut report)
        .map_err(|_| "cannot read the guide")?;
    let edition = project.edition("handbook", &mut report).ok_or("no such edition")?;
    let (mut ours, mut plain) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let mut world = world(&project, &edition)?;
        ours.push(printed(&world, &edition)?);
        let id = casebook::world::file_id("/plain.typ").ok_or("no such path")?;
        world.start_with(Source::new(id, include_str!("plain.typ").to_string()));
        plain.push(printed(&world, &edition)?);
    }
    let (ours, plain) = (best(ours), best(plain));
    say(&format!("the book, laid out and exported          {:.2} s", ours.as_secs_f64()));
    say(&format!(
        "in two plain columns                     {:.2} s",
        plain.as_secs_f64()
    ));
    say(&format!("the book / two plain columns             {:.2}", ratio(ours, plain)));
    Ok(())
}

fn world<'a>(project: &'a Project, edition: &Edition) -> Outcome<GuideWorld<'a>> {
    let mut report = Report::new();
    let manuscript = project
        .manuscript(edition, &mut report)
        .map_err(|_| "the guide has errors")?;
    Ok(project.world().with(manuscript, edition.date))
}

/// Lays out and exports from a cold start.
fn printed(world: &GuideWorld, edition: &Edition) -> Outcome<Duration> {
    comemo::evict(0);
    let mut report = Report::new();
    let started = Instant::now();
    let document = typeset::typeset(world, &mut report).map_err(|_| {
        report
            .findings()
            .first()
            .map(|f| f.message().to_string())
            .unwrap_or_default()
    })?;
    let laid = started.elapsed();
    export::pdf(&document, edition, &mut report).map_err(|_| {
        report
            .findings()
            .first()
            .map(|f| f.message().to_string())
            .unwrap_or_default()
    })?;
    let all = started.elapsed();
    say(&format!(
        "{:.2} + {:.2} s, {} pages",
        laid.as_secs_f64(),
        (all - laid).as_secs_f64(),
        document.pages().len()
    ));
    Ok(all)
}
