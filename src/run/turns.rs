//! The editions of a run, one after another.

use std::io;
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
) -> Begun<T> {
    let mut own = Report::new();
    let made = project.edition(name, &mut own).and_then(|edition| {
        let mut job = Job { project, report: &mut own, screen, deny_warnings };
        let made = does(&mut job, &edition).ok()?;
        Some((edition, made))
    });
    (own, made)
}

/// An edition on its way, with what was found in it and what was made of it so far.
type Begun<T> = (Report, Option<(Edition, T)>);

/// Does three things with each of the editions, one after another: while the third is
/// done with one, the second is done with the next, and the first with the one behind
/// it. Much of the second and all of the third is work for one core.
pub(super) fn overlapping<T: Send, U: Send>(
    args: &Editions,
    outcome: &mut Outcome,
    screen: &mut Screen,
    first: impl Fn(&mut Job, &Edition) -> Result<T, Failed>,
    second: impl Fn(&mut Job, &Edition, T) -> Result<U, Failed> + Send,
    third: impl Fn(&mut Job, &Edition, U) -> Result<(), Failed> + Send,
) -> Result<(), Failed> {
    let Outcome { report, project } = outcome;
    let Some(project) = project else { return report.gate() };
    let project = &*project;
    let deny_warnings = args.deny_warnings;
    // Who hands over waits until it is taken, so that no more than two editions are laid
    // out in memory.
    let (hand, taken) = mpsc::sync_channel::<Begun<T>>(0);
    let (pass, passed) = mpsc::sync_channel::<Begun<U>>(0);
    let mut screens = [screen.clone(), screen.clone()];
    let [behind, last] = &mut screens;
    let done = thread::scope(|scope| {
        let start = || thread::Builder::new().stack_size(STACK);
        let second = start().spawn_scoped(scope, move || {
            for begun in taken {
                let begun = further(begun, project, behind, deny_warnings, &second);
                if pass.send(begun).is_err() {
                    break;
                }
            }
        })?;
        let third = start().spawn_scoped(scope, move || {
            let ended = |begun| further(begun, project, last, deny_warnings, &third).0;
            passed.into_iter().map(ended).collect::<Vec<_>>()
        })?;
        for name in in_turn(names(args, project), project) {
            let begun = begun(&name, project, screen, deny_warnings, &first);
            if hand.send(begun).is_err() {
                break;
            }
            // What neither of the last two editions needed would only fill memory.
            comemo::evict(2);
        }
        drop(hand);
        Ok::<_, io::Error>((second.join(), third.join()))
    });
    match done {
        Ok((Ok(()), Ok(reports))) => reports.into_iter().for_each(|own| report.join(own)),
        Ok((Err(panic), _) | (_, Err(panic))) => std::panic::resume_unwind(panic),
        Err(error) => {
            report.machine("thread", ecow::eco_format!("cannot start a thread: {error}"));
        }
    }
    report.gate()
}

/// Does the next thing with an edition, if nothing has kept it back.
fn further<T, U>(
    (mut own, begun): Begun<T>,
    project: &Project,
    screen: &mut Screen,
    deny_warnings: bool,
    does: impl Fn(&mut Job, &Edition, T) -> Result<U, Failed>,
) -> Begun<U> {
    let made = begun.and_then(|(edition, made)| {
        let mut job = Job { project, report: &mut own, screen, deny_warnings };
        let made = does(&mut job, &edition, made).ok()?;
        Some((edition, made))
    });
    (own, made)
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
