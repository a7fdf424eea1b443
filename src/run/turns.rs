//! The editions of a run, one after another.

use std::path::Path;
use std::sync::mpsc;
use std::thread;

use serde_json::json;

use super::{Outcome, STACK, Screen};
use crate::cli::Editions;
use crate::diagnostics::{Failed, Report};
use crate::model::{Edition, Form, Order, Page};
use crate::project::Project;

/// What is done with one edition.
pub(super) struct Job<'a> {
    pub(super) project: &'a Project,
    pub(super) report: &'a mut Report,
    pub(super) screen: &'a mut Screen,
    deny_warnings: bool,
}

impl Job<'_> {
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
    for name in in_turn(names(args, project), project) {
        let (own, _done) = begun(&name, project, screen, args.deny_warnings, &mut each);
        report.join(own);
        // What neither of the last two editions needed would only fill memory.
        comemo::evict(2);
    }
    report.gate()
}

/// Does something with an edition, by its name; what is found has a report of its own,
/// and what is wrong with one edition keeps none of the others back.
fn begun<T>(
    name: &str,
    project: &Project,
    screen: &mut Screen,
    deny_warnings: bool,
    does: impl FnOnce(&mut Job, &Edition) -> Result<T, Failed>,
) -> (Report, Option<(Edition, T)>) {
    let mut own = Report::new();
    let made = project.edition(name, &mut own).and_then(|edition| {
        let mut job = Job { project, report: &mut own, screen, deny_warnings };
        let made = does(&mut job, &edition).ok()?;
        Some((edition, made))
    });
    (own, made)
}

/// Does two things with each of the editions, one after another: while the second is
/// done with one, the first is done with the next. Most of the second is work for one
/// core.
pub(super) fn overlapping<T: Send>(
    args: &Editions,
    outcome: &mut Outcome,
    screen: &mut Screen,
    first: impl Fn(&mut Job, &Edition) -> Result<T, Failed>,
    second: impl Fn(&mut Job, &Edition, T) -> Result<(), Failed> + Send,
) -> Result<(), Failed> {
    let Outcome { report, project } = outcome;
    let Some(project) = project else { return report.gate() };
    let project = &*project;
    let deny_warnings = args.deny_warnings;
    // Who hands over waits until it is taken, so that no more than two editions are in
    // memory.
    let (hand, taken) = mpsc::sync_channel::<(Report, Option<(Edition, T)>)>(0);
    let mut behind = screen.clone();
    let reports = thread::scope(|scope| {
        let work = move || {
            let mut reports = Vec::new();
            for (mut own, begun) in taken {
                if let Some((edition, made)) = begun {
                    let (report, screen) = (&mut own, &mut behind);
                    let mut job = Job { project, report, screen, deny_warnings };
                    let _failed = second(&mut job, &edition, made);
                }
                reports.push(own);
            }
            reports
        };
        let worker = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        for name in in_turn(names(args, project), project) {
            let begun = begun(&name, project, screen, deny_warnings, &first);
            if hand.send(begun).is_err() {
                break;
            }
            // What neither of the last two editions needed would only fill memory.
            comemo::evict(2);
        }
        drop(hand);
        match worker.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(reports)) => Ok(reports),
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(error) => Err(error),
        }
    });
    match reports {
        Ok(reports) => reports.into_iter().for_each(|own| report.join(own)),
        Err(error) => {
            report.machine("thread", ecow::eco_format!("cannot start a thread: {error}"));
        }
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
