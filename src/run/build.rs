//! `build` and `check`.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use serde_json::json;
use typst_layout::PagedDocument;

use super::{Outcome, Screen};
use crate::cli::{Build, Check, Editions, Judging};
use crate::diagnostics::{Failed, Report};
use crate::model::{Edition, Form, Order, Page};
use crate::preflight::{Levels, Told, Weighed, annotate, preflight, tell, weigh};
use crate::project::{Print, Project};
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
    let each = |job: &mut Job, edition: &Edition| {
        let started = Instant::now();
        job.screen.progress(&format!("printing {}", edition.name));
        let document = job.project.pages(edition, job.report)?;
        let print = job.pdf(edition, &document, &judging)?;
        let notes = job.look(edition, &document, &judging, Told::Grouped)?;
        let print = print?;
        let path = args.output.join(format!("{}.pdf", edition.file));
        output::write(&path, &print.bytes, job.report)?;
        let answers = args.output.join(format!("{}-answers.pdf", edition.file));
        if let Some(bytes) = &print.answers {
            output::write(&answers, bytes, job.report)?;
            job.screen.result(
                &answers.display().to_string(),
                &json!({ "built": answers, "answers_of": edition.name, "bytes": bytes.len() }),
            );
        }
        let pages = document.pages().len();
        let words = typeset::words(&document);
        let seconds = started.elapsed().as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a size for people")]
        let megabytes = print.bytes.len() as f64 / 1e6;
        job.screen.result(
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
            job.screen.remark(&line);
        }
        Ok(())
    };
    let done = for_each(&args.editions, &args.common.root, outcome, screen, each);
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
    for_each(&args.editions, &args.common.root, outcome, screen, |job, edition| {
        if args.content_only {
            job.project.manuscript(edition, job.report)?;
            job.settle_warnings()?;
            job.screen.result(
                &format!("{}  nothing wrong in its content", edition.name),
                &json!({ "checked": edition.name, "pages": null }),
            );
            return Ok(());
        }
        job.screen.progress(&format!("checking {}", edition.name));
        let document = job.project.pages(edition, job.report)?;
        let print = job.pdf(edition, &document, &judging)?;
        job.look(edition, &document, &judging, Told::Each)?;
        print?;
        let pages = document.pages().len();
        job.screen.result(
            &format!("{}  {pages} pages, nothing wrong", edition.name),
            &json!({ "checked": edition.name, "pages": pages }),
        );
        Ok(())
    })
}

/// What is done with one edition.
pub(super) struct Job<'a> {
    pub(super) project: &'a Project,
    pub(super) report: &'a mut Report,
    pub(super) screen: &'a mut Screen,
    deny_warnings: bool,
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
    /// Prints the pages. Where a standard refuses them, that is all that is said of them,
    /// unless they are to be drawn.
    fn pdf(
        &mut self,
        edition: &Edition,
        document: &PagedDocument,
        judging: &Judge,
    ) -> Result<Result<Print, Failed>, Failed> {
        match self.project.pdf(edition, document, self.report) {
            Err(failed) if judging.annotate.is_none() => Err(failed),
            print => Ok(print),
        }
    }

    /// Looks at the pages, and lets warnings fail the run where they are denied. The
    /// notes that are not told are counted.
    fn look(
        &mut self,
        edition: &Edition,
        document: &PagedDocument,
        judging: &Judge,
        told: Told,
    ) -> Result<BTreeMap<&'static str, usize>, Failed> {
        let faults = preflight(self.project, edition, document);
        let found = weigh(&faults, self.project, edition, &judging.levels, self.report);
        let notes = tell(&found, (edition, document), told, self.report);
        if let Some(path) = judging.annotate {
            self.draw(edition, document, &found, path)?;
        }
        self.settle_warnings()?;
        Ok(notes)
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

    /// Lets warnings fail the run where they are denied.
    pub(super) fn settle_warnings(&mut self) -> Result<(), Failed> {
        if self.deny_warnings {
            self.report.deny_warnings();
        }
        self.report.gate()
    }
}

/// Does something with each of the editions that were asked for.
pub(super) fn for_each(
    args: &Editions,
    root: &Path,
    outcome: &mut Outcome,
    screen: &mut Screen,
    each: impl FnMut(&mut Job, &Edition) -> Result<(), Failed>,
) -> Result<(), Failed> {
    open(args, root, outcome, screen)?;
    each_of(args, outcome, screen, each)
}

/// Opens the guide at a root, and says which it is.
pub(super) fn open(
    args: &Editions,
    root: &Path,
    outcome: &mut Outcome,
    screen: &mut Screen,
) -> Result<(), Failed> {
    screen.progress("reading");
    let (report, project) = outcome.open(root, &args.set)?;
    let line = project.line();
    screen.result(
        &format!("casebook {}: {line}", env!("CARGO_PKG_VERSION")),
        &json!({ "guide": line }),
    );
    if args.deny_warnings {
        report.deny_warnings();
    }
    report.gate()
}

/// Does something with each of the editions of a guide that is open.
pub(super) fn each_of(
    args: &Editions,
    outcome: &mut Outcome,
    screen: &mut Screen,
    mut each: impl FnMut(&mut Job, &Edition) -> Result<(), Failed>,
) -> Result<(), Failed> {
    let Outcome { report, project } = outcome;
    let Some(project) = project else { return report.gate() };
    let names = in_turn(names(args, project), project);
    for name in &names {
        let mut own = Report::new();
        let edition = project.edition(name, &mut own);
        let mut job = Job {
            project,
            report: &mut own,
            screen,
            deny_warnings: args.deny_warnings,
        };
        // What is wrong with one edition keeps none of the others back.
        let _failed = edition.is_some_and(|edition| each(&mut job, &edition).is_err());
        report.join(own);
        // What neither of the last two editions needed would only fill memory.
        comemo::evict(2);
    }
    report.gate()
}

fn names(args: &Editions, project: &Project) -> Vec<String> {
    if args.all {
        project.editions.names().map(str::to_string).collect()
    } else if args.editions.is_empty() {
        let guide = project.content.as_ref().map(|content| content.guide());
        guide
            .map(|guide| guide.default_edition.text.clone())
            .into_iter()
            .collect()
    } else {
        args.editions.clone()
    }
}

/// Editions on the same page follow each other, as what one has laid out is at hand
/// for the next. Those in another order than by case come behind them, and sheets last,
/// which leave most of it aside.
fn in_turn(names: Vec<String>, project: &Project) -> Vec<String> {
    let kin = |name: &str| {
        let guide = project.content.as_ref()?.guide();
        let edition = project.editions.resolve(name, guide, &mut Report::new())?;
        let is_sheet = edition.form != Form::Book;
        Some((edition.page(), (is_sheet, edition.order != Order::Case)))
    };
    let mut families: Vec<Option<Page>> = Vec::new();
    let mut turns = Vec::new();
    for name in names {
        let (page, other) = kin(&name).unzip();
        let place = families.iter().position(|known| *known == page);
        let place = place.unwrap_or_else(|| {
            families.push(page);
            families.len() - 1
        });
        turns.push((place, other, name));
    }
    turns.sort_by_key(|(place, other, _)| (*place, *other));
    turns.into_iter().map(|(.., name)| name).collect()
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
