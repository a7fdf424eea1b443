//! What each command does, from arguments to exit code.

mod build;
mod concessions;
mod contact;
mod copies;
mod coverage;
mod diagrams;
mod explain;
mod fit;
mod list;
mod measure;
mod new;
mod new_edition;
mod press;
mod rules;
mod schema;
mod screen;
mod turns;
mod typst_project;

pub use screen::Screen;

use std::process::ExitCode;

use clap::CommandFactory;

use crate::cli::{Cli, Command, Export, New, Subject};
use crate::diagnostics::{Failed, Report};
use crate::project::Project;

/// What a command leaves behind: its findings, and the guide that they point
/// into.
#[derive(Debug, Default)]
pub struct Outcome {
    report: Report,
    project: Option<Project>,
}

/// Does what the command line asks for, and prints what was found.
pub fn run(cli: &Cli) -> ExitCode {
    let mut screen = Screen::new(cli.command.format());
    let mut outcome = Outcome::default();
    let done = dispatch(&cli.command, &mut outcome, &mut screen);
    debug_assert!(done.is_ok() || outcome.report.errors() > 0);
    screen.findings(&outcome.report, outcome.project.as_ref());
    ExitCode::from(outcome.report.exit_code())
}

fn dispatch(
    command: &Command,
    outcome: &mut Outcome,
    screen: &mut Screen,
) -> Result<(), Failed> {
    match command {
        Command::Build(args) => build::build(args, outcome, screen),
        Command::Check(args) => build::check(args, outcome, screen),
        Command::Fit(args) => fit::run(args, outcome, screen),
        Command::Explain(args) => explain::explain(args, outcome, screen),
        Command::Diff(args) => explain::diff(args, outcome, screen),
        Command::List(args) if args.subject == Subject::Coverage => {
            coverage::list(args, outcome, screen)
        }
        Command::List(args) => list::list(args, outcome, screen),
        Command::New(New::Edition(args)) => new_edition::write(args, outcome, screen),
        Command::Rules(_) => {
            rules::list(screen);
            Ok(())
        }
        Command::Report(args) => measure::measure(args, outcome, screen),
        Command::New(New::Case { slug, common }) => {
            new::case(slug, common, outcome, screen)
        }
        Command::Init(args) => new::guide(args, outcome, screen),
        Command::Schema(args) => schema::write(args, outcome, screen),
        Command::Export(Export::Typst { dir, edition, set, common }) => {
            let edition = edition.as_deref();
            typst_project::write(dir, edition, set, common, outcome, screen)
        }
        Command::Export(Export::Diagrams { dir, glob, edition, ink, common }) => {
            let which = (glob.as_deref(), edition.as_deref());
            diagrams::export(dir, which, *ink, common, outcome, screen)
        }
        Command::Diagrams(args) => diagrams::list(args, outcome, screen),
        Command::Completions { shell } => {
            let mut bytes = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "casebook", &mut bytes);
            screen.say(&String::from_utf8_lossy(&bytes));
            Ok(())
        }
    }
}

impl Outcome {
    /// Opens the guide at a root and keeps it for the excerpts; with the report that
    /// holds what was found so far.
    fn open(
        &mut self,
        root: &std::path::Path,
        set: &[String],
    ) -> Result<(&mut Report, &Project), Failed> {
        let project = Project::open(root, set, &mut self.report)?;
        Ok((&mut self.report, self.project.insert(project)))
    }
}

/// Lets an interrupt end the process between two writes, never within one.
pub fn on_interrupt() {
    // Without a handler an interrupt still ends the process, only less tidily.
    let _ = ctrlc::set_handler(|| crate::output::interrupt());
}

/// Bytes of a stack that holds deeply nested content.
const STACK: usize = 256 << 20;

/// Runs a command with stacks that hold deeply nested content. Typst walks its
/// trees by recursion, and an overflow would end the process without a word.
pub fn with_room(run: impl FnOnce() -> ExitCode + Send + 'static) -> ExitCode {
    // A pool that is there already keeps its stacks; that is no reason to stop.
    let _ = rayon::ThreadPoolBuilder::new().stack_size(STACK).build_global();
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(run);
    match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        // The panic has said what went wrong; without a thread there is no room.
        Ok(Err(_)) | Err(_) => ExitCode::from(3),
    }
}

/// A path as a shell takes it.
fn shell_word(path: &std::path::Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/._-".contains(c);
    if text.chars().all(plain) {
        text
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}
