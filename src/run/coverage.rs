//! `list coverage`: what an edition has to practise, by case and step.

use serde_json::{Map, Value, json};

use super::explain::{held, print};
use super::list::Row;
use super::{Outcome, Screen};
use crate::cli::List;
use crate::diagnostics::Failed;
use crate::holdings::Holding;

/// The kinds of practice, as in the `blocks` of a record.
const KINDS: [&str; 6] = ["probe", "pair", "levels", "pitfall", "exercise", "card"];

/// One line for each step of each case that is printed; what belongs to no step
/// has a line of its own.
pub(super) fn list(
    args: &List,
    outcome: &mut Outcome,
    screen: &mut Screen,
) -> Result<(), Failed> {
    let (report, project) = outcome.open(&args.common.root, &[])?;
    report.gate()?;
    let Some(content) = &project.content else { return report.gate() };
    let guide = content.guide();
    let name = args.unit.as_deref().or(args.edition.as_deref());
    let name = name.unwrap_or(&guide.default_edition);
    let Some(edition) = project.edition(name, report) else { return report.gate() };
    let held = held(content, &edition);
    let mut rows: Vec<Row> = Vec::new();
    if !screen.is_json() {
        let head = ["case", "step"].into_iter().chain(KINDS).map(str::to_string);
        rows.push((head.collect(), Value::Null));
    }
    let is_printed = |slug: &str| {
        let unit = |h: &Holding| matches!(h, Holding::Unit(_, unit) if unit == slug);
        held.iter().any(unit)
    };
    for case in guide.cases().filter(|case| is_printed(case)) {
        let steps = guide.step.iter().map(|step| Some(step.slug.text.as_str()));
        for step in steps.chain([None]) {
            let printed = step.is_none_or(|step| {
                held.contains(&Holding::Step(case.text.clone(), step.to_string()))
            });
            let count = |wanted: &str| {
                let is_one = |holding: &&Holding| match holding {
                    Holding::Block { unit, step: own, kind, .. } => {
                        *unit == case.text && own.as_deref() == step && *kind == wanted
                    }
                    _ => false,
                };
                held.iter().filter(is_one).count()
            };
            let counts = KINDS.map(count);
            if !printed || (step.is_none() && counts.iter().all(|count| *count == 0)) {
                continue;
            }
            let mut json: Map<String, Value> = KINDS
                .iter()
                .map(|k| (*k).to_string())
                .zip(counts.map(Value::from))
                .collect();
            json.insert("case".into(), json!(case.text));
            json.insert("step".into(), json!(step));
            let words = [case.text.clone(), step.unwrap_or("–").to_string()];
            let counts = counts.map(|count| count.to_string());
            rows.push((words.into_iter().chain(counts).collect(), Value::Object(json)));
        }
    }
    print(&rows, screen);
    report.gate()
}
