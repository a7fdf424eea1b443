//! `build` and `check`.

use std::collections::BTreeMap;
use std::path::Path;
use std::thread;
use std::time::Instant;

use serde_json::json;
use typst_layout::PagedDocument;

use super::turns::{Job, for_each, open, overlapping};
use super::{Outcome, Screen};
use crate::cli::{Build, Check, Editions, Judging};
use crate::diagnostics::{Failed, Report};
use crate::model::Edition;
use crate::preflight::{Levels, Told, Weighed, annotate, preflight, tell, weigh};
use crate::project::Print;
use crate::{export, output, typeset, world};

/// Prints editions.
pub(super) fn build(
    args: &Build,
    outcome: &mut Outcome,
    screen: &mut Screen,
) -> Result<(), Failed> {
    if let Some(roster) = &args.roster {
        return super::copies::build(args, roster, outcome, screen);
    }
    if args.print_pack {
        return super::press::build(args, outcome, screen);
    }
    if args.timings.is_some() {
        typst_timing::enable();
    }
    let judging = Judge::read(&args.judging, &args.editions, &mut outcome.report)?;
    let lay_out = |job: &mut Job, edition: &Edition| {
        let started = Instant::now();
        job.screen.progress(&format!("printing {}", edition.name));
        Ok((job.project.pages(edition, job.report)?, started))
    };
    let print = |job: &mut Job, edition: &Edition, (document, started): Laid| {
        let (print, notes) = job.judged(edition, &document, &judging, Told::Grouped)?;
        let (pages, words) = (document.pages().len(), typeset::words(&document));
        Ok(Printed { print, notes, pages, words, started })
    };
    let finish = |job: &mut Job, edition: &Edition, printed: Printed| {
        job.written(edition, printed, &args.output)
    };
    let done = open(&args.editions, &args.common.root, outcome, screen).and_then(|()| {
        overlapping(&args.editions, outcome, screen, lay_out, print, finish)
    });
    match &args.timings {
        Some(file) => write_timings(file, outcome).and(done),
        None => done,
    }
}

/// Lays out editions without writing them.
pub(super) fn check(
    args: &Check,
    outcome: &mut Outcome,
    screen: &mut Screen,
) -> Result<(), Failed> {
    let judging = Judge::read(&args.judging, &args.editions, &mut outcome.report)?;
    if args.content_only {
        let each = |job: &mut Job, edition: &Edition| {
            job.project.manuscript(edition, job.report)?;
            job.settle_warnings()?;
            job.screen.result(
                &format!("{}  nothing wrong in its content", edition.name),
                &json!({ "checked": edition.name, "pages": null }),
            );
            Ok(())
        };
        return for_each(&args.editions, &args.common.root, outcome, screen, each);
    }
    let lay_out = |job: &mut Job, edition: &Edition| {
        job.screen.progress(&format!("checking {}", edition.name));
        job.project.pages(edition, job.report)
    };
    let look = |job: &mut Job, edition: &Edition, document: PagedDocument| {
        let (print, _) = job.judged(edition, &document, &judging, Told::Each)?;
        Ok((print, document.pages().len()))
    };
    let finish = |job: &mut Job, edition: &Edition, (print, pages): (Print, usize)| {
        print.finished(edition, job.report)?;
        job.screen.result(
            &format!("{}  {pages} pages, nothing wrong", edition.name),
            &json!({ "checked": edition.name, "pages": pages }),
        );
        Ok(())
    };
    open(&args.editions, &args.common.root, outcome, screen)?;
    overlapping(&args.editions, outcome, screen, lay_out, look, finish)
}

/// Pages, and when they were begun.
type Laid = (PagedDocument, Instant);

/// An edition that is written but not finished, and what is said of it.
struct Printed {
    print: Print,
    /// The notes that were not told, counted by their rule.
    notes: BTreeMap<&'static str, usize>,
    pages: usize,
    words: usize,
    started: Instant,
}

/// How the pages of a run are judged.
struct Judge<'a> {
    levels: Levels,
    annotate: Option<&'a Path>,
}

impl<'a> Judge<'a> {
    /// Reads what the command line says about it.
    fn read(
        judging: &'a Judging,
        editions: &Editions,
        report: &mut Report,
    ) -> Result<Self, Failed> {
        let levels = Levels::read(&judging.allow, &judging.warn, &judging.deny, report)?;
        let annotate = judging.annotate.as_deref();
        if annotate.is_some() && editions.editions.len() > 1 {
            report
                .usage("annotate-one", "`--annotate` writes one file, for one edition")
                .hint("name one edition");
            report.gate()?;
        }
        Ok(Self { levels, annotate })
    }
}

impl Job<'_> {
    /// Exports the pages, and looks at them meanwhile; what was found may fail the run, or
    /// is told. The notes that are not told are counted. Where a standard refuses the
    /// pages, that is all that is said of them, unless they are to be drawn.
    fn judged(
        &mut self,
        edition: &Edition,
        document: &PagedDocument,
        judging: &Judge,
        told: Told,
    ) -> Result<(Print, BTreeMap<&'static str, usize>), Failed> {
        let (project, report) = (self.project, &mut *self.report);
        // Not on the common pool, for which the next edition would have to wait.
        let (print, faults) = thread::scope(|scope| {
            let looked = scope.spawn(|| preflight(project, edition, document));
            let print = project.exported(edition, document, report);
            (print, looked.join())
        });
        let faults = faults.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let print = match print {
            Err(failed) if judging.annotate.is_none() => return Err(failed),
            print => print,
        };
        let found = weigh(&faults, self.project, edition, &judging.levels, self.report);
        let notes = tell(&found, (edition, document), told, self.report);
        if let Some(path) = judging.annotate {
            self.draw(edition, document, &found, path)?;
        }
        self.settle_warnings()?;
        Ok((print?, notes))
    }

    /// Finishes an edition, puts it in place, and says so.
    fn written(
        &mut self,
        edition: &Edition,
        printed: Printed,
        folder: &Path,
    ) -> Result<(), Failed> {
        let Printed { print, notes, pages, words, started } = printed;
        let print = print.finished(edition, self.report)?;
        let path = folder.join(format!("{}.pdf", edition.file));
        output::write(&path, &print.bytes, self.report)?;
        let answers = folder.join(format!("{}-answers.pdf", edition.file));
        if let Some(bytes) = &print.answers {
            output::write(&answers, bytes, self.report)?;
            self.screen.result(
                &answers.display().to_string(),
                &json!({ "built": answers, "answers_of": edition.name, "bytes": bytes.len() }),
            );
        }
        let seconds = started.elapsed().as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a size for people")]
        let megabytes = print.bytes.len() as f64 / 1e6;
        self.screen.result(
            &format!(
                "{}  {pages} pages, {words} words, {megabytes:.2} MB, {seconds:.1} s",
                path.display()
            ),
            &json!({
                "built": path,
                "edition": edition.name,
                "pages": pages,
                "words": words,
                "bytes": print.bytes.len(),
                "seconds": seconds,
                "notes": notes,
            }),
        );
        if !notes.is_empty() {
            let counted: Vec<String> =
                notes.iter().map(|(rule, count)| format!("{count} {rule}")).collect();
            let name = &edition.name;
            let line = format!(
                "noted on its pages: {} (`casebook check {name}` says where)",
                counted.join(", ")
            );
            self.screen.remark(&line);
        }
        Ok(())
    }

    /// Writes the pages with what was found on them.
    fn draw(
        &mut self,
        edition: &Edition,
        document: &PagedDocument,
        found: &[Weighed],
        path: &Path,
    ) -> Result<(), Failed> {
        let (drawn, marked) =
            annotate(self.project, edition, document, found, self.report)?;
        let bytes = export::press_pdf(&drawn, edition, "findings", self.report)?;
        output::write(path, &bytes, self.report)?;
        let (count, pages) = (found.len(), document.pages().len());
        self.screen.result(
            &format!("{}  {count} findings on {marked} of {pages} pages", path.display()),
            &json!({
                "annotated": path,
                "edition": edition.name,
                "findings": count,
                "pages": marked,
            }),
        );
        Ok(())
    }
}

fn write_timings(file: &Path, outcome: &mut Outcome) -> Result<(), Failed> {
    let mut bytes = Vec::new();
    if let Err(error) = typst_timing::export_json(&mut bytes, world::traced) {
        outcome
            .report
            .machine("timings", ecow::eco_format!("cannot write timings: {error}"));
    }
    output::write(file, &bytes, &mut outcome.report)
}
