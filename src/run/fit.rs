//! `fit`: fills the columns of editions and writes down how.

use std::fmt::Write;

use ecow::eco_format;
use serde_json::json;

use super::turns::{Job, for_each};
use super::{Outcome, Screen};
use crate::cli::Fit;
use crate::diagnostics::Failed;
use crate::fit::{Decision, Fitted, Score, fit};
use crate::model::{Concession, Edition, Form};
use crate::output;

/// What stands above the choices.
const HEAD: &str = "\
# How the columns of this edition were filled. `casebook fit` writes this file
# anew; `casebook build` follows it. One line is one choice, with its unit as it is
# instead of what it would be without this choice. A hole is a run of empty lines; the
# waste is the sum over all holes of the square of the lines beyond three; findings
# are those of the preflight on holes, headings and figures.
";

/// Fills the columns of editions.
pub(super) fn run(
    args: &Fit,
    outcome: &mut Outcome,
    screen: &mut Screen,
) -> Result<(), Failed> {
    let folder = args.common.root.join("content/editions");
    for_each(&args.editions, &args.common.root, outcome, screen, |job, edition| {
        if edition.form != Form::Book {
            let name = &edition.name;
            // Of all editions, those that can be fitted are meant.
            if !args.editions.all {
                let message = eco_format!("the columns of `{name}` cannot be filled");
                job.report.usage("fit-form", message).hint("only books are fitted");
            }
            return job.report.gate();
        }
        let guide = job.project.content.as_ref().map(|content| content.guide());
        let below = guide.and_then(|g| job.project.editions.filled_as(edition, g));
        if let Some(below) = below.filter(|_| args.editions.all) {
            let name = &edition.name;
            job.screen.result(
                &format!("{name}  filled as `{below}`"),
                &json!({ "edition": name, "filled_as": below }),
            );
            return Ok(());
        }
        let fitted = search(job, edition)?;
        let path = folder.join(format!("{}.fit.toml", edition.name));
        let is_changed = !fitted.improvements.is_empty() || !fitted.decisions.is_empty();
        if is_changed || path.exists() {
            output::write(&path, file(&fitted).as_bytes(), job.report)?;
        }
        for stretch in &fitted.stretches {
            let (before, after) = (stretch.before, stretch.after);
            let human = format!("{}  {}", stretch.label, change(before, after));
            job.screen.result(
                &human,
                &json!({
                    "unit": stretch.label,
                    "pages": [before.pages, after.pages],
                    "misplaced": [before.misplaced, after.misplaced],
                    "faults": [before.faults, after.faults],
                    "waste": [before.waste, after.waste],
                    "hole": [before.hole, after.hole],
                    "layouts": stretch.layouts,
                    "alone": { "pages": stretch.alone.pages, "waste": stretch.alone.waste },
                }),
            );
        }
        told_length(job.screen, &fitted, edition);
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
        let (done, all) = (progress.done, progress.of);
        screen.progress(&format!("fitting {name}, {done} of {all}"));
    })
}

/// The record of the choices.
fn file(fitted: &Fitted) -> String {
    let mut text = HEAD.to_string();
    if !fitted.decisions.is_empty() {
        text += "decision = [\n";
        for decision in &fitted.decisions {
            let reason = serde_json::Value::from(shortened(decision));
            let what = match &decision.what {
                Concession::Narrow { block, width } => {
                    let (block, width) = (json!(block), json!(width));
                    format!("narrow = {{ block = {block}, width = {width} }}")
                }
                Concession::TypeSize(size) => format!("type_size = {size:.1}"),
                Concession::Drop(kind) => format!("drop = {}", json!(kind)),
            };
            let _infallible = writeln!(text, "  {{ {what}, reason = {reason} }},");
        }
        text += "]\n";
    }
    text += "choice = [\n";
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

/// Says what was given up for the length of an edition, and by how much it misses.
fn told_length(screen: &mut Screen, fitted: &Fitted, edition: &Edition) {
    if edition.target.is_open() {
        return;
    }
    for decision in &fitted.decisions {
        let (what, narrow, type_size, drop) = match &decision.what {
            Concession::Narrow { block, width } => {
                let narrow = json!({ "block": block, "width": width });
                (format!("{block} at {} width", width.word()), Some(narrow), None, None)
            }
            Concession::TypeSize(size) => {
                (format!("body of {size:.1} pt"), None, Some(*size), None)
            }
            Concession::Drop(kind) => {
                (format!("without {}", json!(kind)), None, None, Some(*kind))
            }
        };
        let human = format!("{what}  {}", shortened(decision));
        let json = json!({
            "narrow": narrow,
            "type_size": type_size,
            "drop": drop,
            "pages": [decision.before.pages, decision.after.pages],
            "longest": [decision.before.longest(), decision.after.longest()],
        });
        screen.result(&human, &json);
    }
    let (length, miss) = (&fitted.length, fitted.length.miss(&edition.target));
    let mut words = vec![format!("{} pages", length.pages)];
    if let Some(most) = edition.target.pages_per_case {
        let long = length.cases.iter().filter(|(_, pages)| *pages > most);
        let long: Vec<_> = long
            .map(|(label, pages)| format!("{label} has {} too many", pages - most))
            .collect();
        words.push(match long.is_empty() {
            true => format!("no case has more than {most}"),
            false => format!("{} beyond {most} a case: {}", miss.over, long.join(", ")),
        });
    }
    if let Some(signature) = edition.target.signature {
        words.push(match miss.rest {
            0 => format!("a multiple of {signature}"),
            rest => format!("{rest} missing to a multiple of {signature}"),
        });
    }
    screen.result(
        &words.join(", "),
        &json!({ "pages": length.pages, "over": miss.over, "rest": miss.rest }),
    );
}

/// What giving something up did for the length, in words: of the one case that it
/// concerns, or of the longest one.
fn shortened(decision: &Decision) -> String {
    let (before, after) = (&decision.before, &decision.after);
    let book = format!("{} pages instead of {}", after.pages, before.pages);
    let changed = after.cases.iter().zip(&before.cases).filter(|(a, b)| a != b);
    match changed.collect::<Vec<_>>()[..] {
        // In the order of the steps no case has pages of its own.
        _ if after.cases.is_empty() => book,
        [((label, now), (_, then))] => format!("{book}, {label} {now} instead of {then}"),
        _ => {
            let (now, then) = (after.longest(), before.longest());
            format!("{book}, at most {now} in a case instead of {then}")
        }
    }
}

/// What became of a stretch, in words.
fn change(before: Score, after: Score) -> String {
    let mut words = Vec::new();
    if before.pages != after.pages {
        words.push(format!("{} pages instead of {}", after.pages, before.pages));
    }
    if before.misplaced != after.misplaced {
        let (now, then) = (after.misplaced, before.misplaced);
        words.push(format!("misplaced {now} instead of {then}"));
    }
    if before.faults != after.faults {
        let (now, then) = (after.faults, before.faults);
        words.push(format!("findings {now} instead of {then}"));
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
