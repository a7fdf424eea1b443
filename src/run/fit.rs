//! `fit`: fills the columns of editions and writes down how.

use std::fmt::Write;

use ecow::eco_format;
use serde_json::json;

use super::build::{Job, for_each};
use super::{Outcome, Screen};
use crate::cli::Fit;
use crate::diagnostics::Failed;
use crate::fit::{Fitted, Score, fit};
use crate::model::{Edition, Form, Order};
use crate::output;

/// What stands above the choices.
const HEAD: &str = "\
# How the columns of this edition were filled. `casebook fit` writes this file
# anew; `casebook build` follows it. One line is one choice, with its unit as it is
# instead of what it would be without this choice. A hole is a run of empty lines; the
# waste is the sum over all holes of the square of the lines beyond three; findings
# are those of the preflight on holes, headings and figures.
choice = [
";

/// Fills the columns of editions.
pub(super) fn run(
    args: &Fit,
    outcome: &mut Outcome,
    screen: &mut Screen,
) -> Result<(), Failed> {
    let folder = args.common.root.join("content/editions");
    for_each(&args.editions, &args.common.root, outcome, screen, |job, edition| {
        if edition.form != Form::Book || edition.order == Order::Step {
            let name = &edition.name;
            // Of all editions, those that can be fitted are meant.
            if !args.editions.all {
                job.report
                    .usage(
                        "fit-order",
                        eco_format!("the columns of `{name}` cannot be filled"),
                    )
                    .hint("only books in the order of their cases are fitted");
            }
            return job.report.gate();
        }
        let fitted = search(job, edition)?;
        let path = folder.join(format!("{}.fit.toml", edition.name));
        if !fitted.improvements.is_empty() || path.exists() {
            output::write(&path, file(&fitted).as_bytes(), job.report)?;
        }
        for unit in &fitted.units {
            let (before, after) = (unit.before, unit.after);
            let human = format!("{}  {}", unit.label, change(before, after));
            job.screen.result(
                &human,
                &json!({
                    "unit": unit.label,
                    "pages": [before.pages, after.pages],
                    "disorder": [before.disorder, after.disorder],
                    "faults": [before.faults, after.faults],
                    "waste": [before.waste, after.waste],
                    "hole": [before.hole, after.hole],
                    "alone": { "pages": unit.alone.pages, "waste": unit.alone.waste },
                }),
            );
        }
        let (count, layouts) = (fitted.improvements.len(), fitted.layouts);
        let noun = if count == 1 { "choice" } else { "choices" };
        job.screen.result(
            &format!("{}  {count} {noun} after {layouts} layouts", path.display()),
            &json!({ "fitted": edition.name, "choices": count, "layouts": layouts }),
        );
        Ok(())
    })
}

fn search(job: &mut Job, edition: &Edition) -> Result<Fitted, Failed> {
    let (project, screen) = (job.project, &mut *job.screen);
    let name = &edition.name;
    fit(project, edition, job.report, |progress| {
        let (done, all) = (progress.units, progress.of);
        screen.progress(&format!("fitting {name}, {done} of {all} units"));
    })
}

/// The record of the choices.
fn file(fitted: &Fitted) -> String {
    let mut text = HEAD.to_string();
    for kept in &fitted.improvements {
        let quoted = |word: &str| serde_json::Value::from(word);
        let reason = change(kept.without, kept.with);
        let _infallible = writeln!(
            text,
            "  {{ block = {}, place = {}, reason = {} }},",
            quoted(&kept.block),
            quoted(&kept.place),
            quoted(&reason)
        );
    }
    text + "]\n"
}

/// What became of a unit, in words.
fn change(before: Score, after: Score) -> String {
    let mut words = Vec::new();
    if before.pages != after.pages {
        words.push(format!("{} pages instead of {}", after.pages, before.pages));
    }
    if before.disorder != after.disorder {
        words.push(format!(
            "{} out of order instead of {}",
            after.disorder, before.disorder
        ));
    }
    if before.faults != after.faults {
        let (now, then) = (after.faults, before.faults);
        words.push(format!("{now} findings instead of {then}"));
    }
    if before.hole != after.hole {
        words.push(format!(
            "largest hole {} lines instead of {}",
            after.hole, before.hole
        ));
    }
    if before.waste != after.waste {
        words.push(format!("waste {} instead of {}", after.waste, before.waste));
    }
    if words.is_empty() {
        words.push(format!("{} pages, waste {}", after.pages, after.waste));
    }
    words.join(", ")
}
