//! The command line. The doc comments are its help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::diagnostics::Format;
use crate::model::Ink;

mod new;

pub use new::{New, NewEdition};

/// Turns case studies and diagrams into one dense, printable PDF handbook.
///
/// Files under the root win over the guide embedded in this program, file by
/// file; in an empty folder it prints the embedded handbook.
#[derive(Debug, Parser)]
#[command(name = "casebook", version, max_term_width = 92)]
#[command(
    after_help = "Exit codes: 0 built, 1 the content has errors, 2 wrong use, 3 the machine failed, 130 interrupted."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print editions as PDF.
    Build(Build),
    /// Do everything that `build` does except writing.
    Check(Check),
    /// Fill the columns of editions, and write down how for `build`.
    Fit(Fit),
    /// List what the guide holds.
    List(List),
    /// List the rules that every page is held against.
    Rules(Rules),
    /// Measure an edition: pages, words, figures, practice, sources.
    Report(Measure),
    /// Say what an edition prints, what not, and which line decides.
    Explain(Explain),
    /// Say what one edition prints and another does not.
    Diff(Diff),
    /// Draw figures, look for faults, and list them.
    Diagrams(Diagrams),
    /// Write the skeleton of something new.
    #[command(subcommand)]
    New(New),
    /// Write a small guide of your own, on any subject.
    Init(Init),
    /// Write the JSON Schemas of all TOML files, for editors.
    Schema(Schema),
    /// Write the book in another form.
    #[command(subcommand)]
    Export(Export),
    /// Write the completions of a shell to standard output.
    Completions {
        /// The shell.
        shell: Shell,
    },
}

/// Where the guide lies and how findings are printed.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// The folder that holds `content`, `diagrams` and `fonts`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// How findings and results are printed.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
}

/// Which editions, and with which settings.
#[derive(Debug, Clone, Args)]
pub struct Editions {
    /// Editions by name; the guide's default edition when none is given.
    #[arg(value_name = "EDITION")]
    pub editions: Vec<String>,
    /// All editions.
    #[arg(long, conflicts_with = "editions")]
    pub all: bool,
    /// Override a field of the edition for this run: `paper=letter`.
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Treat warnings as errors.
    #[arg(long)]
    pub deny_warnings: bool,
}

/// How the rules of the pages are kept.
#[derive(Debug, Clone, Args)]
pub struct Judging {
    /// Make findings of this rule errors.
    #[arg(long, value_name = "RULE")]
    pub deny: Vec<String>,
    /// Make findings of this rule warnings.
    #[arg(long, value_name = "RULE")]
    pub warn: Vec<String>,
    /// Say nothing of findings of this rule.
    #[arg(long, value_name = "RULE")]
    pub allow: Vec<String>,
    /// Write the pages of one edition with what was found drawn on them, and a list of
    /// it behind them.
    #[arg(long, value_name = "FILE.pdf", conflicts_with = "all")]
    pub annotate: Option<PathBuf>,
}

/// Options of `build`.
#[derive(Debug, Args)]
pub struct Build {
    /// Which editions.
    #[command(flatten)]
    pub editions: Editions,
    /// How the rules of the pages are kept.
    #[command(flatten)]
    pub judging: Judging,
    /// The folder for the PDFs.
    #[arg(short, long, value_name = "DIR", default_value = "out")]
    pub output: PathBuf,
    /// Make a copy for each person of a CSV file with the columns `name` and `cohort`,
    /// into a folder of its own.
    #[arg(long, value_name = "PEOPLE.csv", conflicts_with_all = ["timings", "annotate"])]
    pub roster: Option<PathBuf>,
    /// Make more than 1,000 copies.
    #[arg(long, requires = "roster")]
    pub yes: bool,
    /// Write press files instead, into a folder of their own: pages with bleed and
    /// marks, sheets to be folded or cut, a cover, and a map of the sheets.
    #[arg(long, conflicts_with_all = ["roster", "timings", "annotate"])]
    pub print_pack: bool,
    /// Write how long each stage took, as a trace for Perfetto.
    #[arg(long, value_name = "FILE")]
    pub timings: Option<PathBuf>,
    /// Where the guide lies.
    #[command(flatten)]
    pub common: Common,
}

/// Options of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Which editions.
    #[command(flatten)]
    pub editions: Editions,
    /// How the rules of the pages are kept.
    #[command(flatten)]
    pub judging: Judging,
    /// Stop before the layout.
    #[arg(long, conflicts_with = "annotate")]
    pub content_only: bool,
    /// Where the guide lies.
    #[command(flatten)]
    pub common: Common,
}

/// Options of `fit`.
#[derive(Debug, Args)]
pub struct Fit {
    /// Which editions.
    #[command(flatten)]
    pub editions: Editions,
    /// Where the guide lies.
    #[command(flatten)]
    pub common: Common,
}

/// What `list` lists.
#[derive(Debug, Copy, Clone, Eq, PartialEq, ValueEnum)]
pub enum Subject {
    /// Case studies with their numbers, planned ones too.
    Cases,
    /// The steps of the framework.
    Steps,
    /// The editions.
    Editions,
    /// The figures with their widths.
    Figures,
    /// The quantities with their origins.
    Numbers,
    /// The claims that cite a work, with how sure they are.
    Claims,
    /// What an edition has to practise: items by case and step.
    Coverage,
}

/// Options of `list`.
#[derive(Debug, Args)]
pub struct List {
    /// What to list.
    pub subject: Subject,
    /// Only the figures, quantities or claims of this case or primer; for coverage
    /// the edition.
    #[arg(value_name = "CASE")]
    pub unit: Option<String>,
    /// The edition whose assumptions count; the guide's default edition when
    /// none is given.
    #[arg(long, value_name = "EDITION")]
    pub edition: Option<String>,
    /// Where the guide lies.
    #[command(flatten)]
    pub common: Common,
}

/// Options of `rules`.
#[derive(Debug, Args)]
pub struct Rules {
    /// How the rules are printed.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
}

/// Options of `report`.
#[derive(Debug, Args)]
pub struct Measure {
    /// The edition; the guide's default edition when none is given.
    pub edition: Option<String>,
    /// Override a field of the edition for this run.
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Where the guide lies.
    #[command(flatten)]
    pub common: Common,
}

/// Options of `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// The edition.
    pub edition: String,
    /// A part, case or step with all that it holds, as `first-case/ask`; all parts,
    /// cases and steps when left out.
    #[arg(value_name = "NODE")]
    pub node: Option<String>,
    /// Override a field of the edition for this run.
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Where the guide lies.
    #[command(flatten)]
    pub common: Common,
}

/// Options of `diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// An edition.
    #[arg(value_name = "EDITION")]
    pub first: String,
    /// Another.
    #[arg(value_name = "OTHER")]
    pub second: String,
    /// Where the guide lies.
    #[command(flatten)]
    pub common: Common,
}

/// Options of `diagrams`.
#[derive(Debug, Args)]
pub struct Diagrams {
    /// Which figures, as `case/name` with `*` for any letters; all when left out.
    #[arg(value_name = "GLOB")]
    pub glob: Option<String>,
    /// The edition that places them; each edition in turn when left out.
    #[arg(long, value_name = "EDITION")]
    pub edition: Option<String>,
    /// Print them in their true size, with captions and findings.
    #[arg(long, value_name = "FILE.pdf")]
    pub contact_sheet: Option<PathBuf>,
    /// The ink of the contact sheet.
    #[arg(long, value_name = "INK", default_value = "colour")]
    pub ink: Ink,
    /// Treat warnings as errors.
    #[arg(long)]
    pub deny_warnings: bool,
    /// Where the guide lies.
    #[command(flatten)]
    pub common: Common,
}

/// Options of `init`.
#[derive(Debug, Args)]
pub struct Init {
    /// The folder, which may not hold a guide yet.
    pub dir: PathBuf,
    /// The number of steps, three to nine.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(3..=9))]
    pub steps: u8,
    /// How findings are printed.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
}

/// Options of `schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// The folder for the schemas.
    #[arg(short, long, value_name = "DIR", default_value = "schemas")]
    pub output: PathBuf,
    /// How findings are printed.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
}

/// What `export` writes.
#[derive(Debug, Subcommand)]
pub enum Export {
    /// A plain Typst project that the stock `typst compile` turns into the same
    /// pages.
    Typst {
        /// The folder for the project.
        dir: PathBuf,
        /// The edition; the guide's default edition when none is given.
        edition: Option<String>,
        /// Override a field of the edition for this run.
        #[arg(long, value_name = "KEY=VALUE")]
        set: Vec<String>,
        /// Where the guide lies.
        #[command(flatten)]
        common: Common,
    },
    /// The figures as SVG files, as an edition places them.
    Diagrams {
        /// The folder for the files.
        dir: PathBuf,
        /// Which figures, as `case/name` with `*` for any letters; all when left
        /// out.
        #[arg(value_name = "GLOB")]
        glob: Option<String>,
        /// The edition; the guide's default edition when none is given.
        #[arg(long, value_name = "EDITION")]
        edition: Option<String>,
        /// The ink.
        #[arg(long, value_name = "INK", default_value = "colour")]
        ink: Ink,
        /// Where the guide lies.
        #[command(flatten)]
        common: Common,
    },
}

impl Command {
    /// How this command prints findings.
    pub fn format(&self) -> Format {
        match self {
            Self::Build(build) => build.common.format,
            Self::Check(check) => check.common.format,
            Self::Fit(fit) => fit.common.format,
            Self::List(list) => list.common.format,
            Self::Rules(rules) => rules.format,
            Self::Report(measure) => measure.common.format,
            Self::Explain(explain) => explain.common.format,
            Self::Diff(diff) => diff.common.format,
            Self::New(New::Case { common, .. }) => common.format,
            Self::New(New::Edition(new)) => new.common.format,
            Self::Init(init) => init.format,
            Self::Schema(schema) => schema.format,
            Self::Diagrams(diagrams) => diagrams.common.format,
            Self::Export(
                Export::Typst { common, .. } | Export::Diagrams { common, .. },
            ) => common.format,
            Self::Completions { .. } => Format::Human,
        }
    }
}
