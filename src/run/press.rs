//! `build --print-pack`: what a press or a copy shop needs.

use std::time::Instant;

use serde_json::json;

use super::turns::for_each;
use super::{Outcome, Screen};
use crate::cli::Build;
use crate::diagnostics::Failed;
use crate::impose::map;
use crate::output;

/// Writes the press files of each edition that is asked for, all or none of one.
pub(super) fn build(
    args: &Build,
    outcome: &mut Outcome,
    screen: &mut Screen,
) -> Result<(), Failed> {
    let root = &args.common.root;
    for_each(&args.editions, root, outcome, screen, |job, edition| {
        let started = Instant::now();
        job.screen.progress(&format!("printing {} for a press", edition.name));
        let (plan, files) = job.project.press(edition, job.report)?;
        job.settle_warnings()?;
        let folder = args.output.join(format!("{}-press", edition.file));
        for (bytes, name) in files.iter().zip(["pages", "sheets", "cover"]) {
            output::write(&folder.join(name).with_extension("pdf"), bytes, job.report)?;
        }
        let map = map(&plan, edition);
        let text = format!("{map:#}\n");
        output::write(&folder.join("sheets.json"), text.as_bytes(), job.report)?;
        let sheets = plan.imposition.sheets.len();
        let added = plan.imposition.pages - plan.extent;
        let seconds = started.elapsed().as_secs_f64();
        job.screen.result(
            &format!(
                "{}  {} pages and {added} to fill {sheets} sheets, spine {} mm, {seconds:.1} s",
                folder.display(),
                plan.extent,
                map["spine_mm"],
            ),
            &json!({
                "pressed": folder,
                "edition": edition.name,
                "sheets": sheets,
                "pages": plan.imposition.pages,
                "padding": added,
                "spine_mm": map["spine_mm"],
                "seconds": seconds,
            }),
        );
        Ok(())
    })
}
