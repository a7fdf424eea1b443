//! The integration tests: the built program, run on small guides and on the
//! real one. `tests/README.md` says how to add to them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop, and its files are its own"
)]

/// A guide in a temporary folder, and the program run in it.
mod fixture;
/// Texts that a run is compared with.
mod golden;
/// The bookmarks of a PDF.
mod outline;
/// Runs of text on the pages of a PDF.
mod runs;
/// The repository: its files, the embedded handbook, printed once.
mod repository;

/// One folder of `tests/cases/bad` per fault of the content.
mod cases;
/// The pages with what was found drawn on them.
mod annotate;
/// The command line: help, exit codes, formats, settings, lists, schemas.
mod cli;
/// Copies for people.
mod copies;
/// Files damaged by lot.
mod damage;
/// Figures listed, on a contact sheet, and as files.
mod diagrams;
/// Figures in the text form.
mod drawings;
/// What an edition prints, and what it takes from the one that it extends.
mod edition;
/// The computed quantities of the real content, computed again.
mod estimates;
/// What is said about an edition, held against its pages.
mod explain;
/// Faults that need bytes, links or limits.
mod faults;
/// Figures that would not print as they look.
mod figures;
/// Columns filled, and the choices kept.
mod fit;
/// The repository keeps its own rules.
mod guard;
/// The real content.
mod guide;
/// An edition in black ink.
mod ink;
/// A run that is ended leaves the older file or a complete new one.
mod interrupt;
/// What becomes of what is found on the pages, and what a report measures.
mod judged;
/// Every kind of unit prints.
mod kinds;
/// The guide under the root over the guide in the binary.
mod layers;
/// Links and printed pages, followed to where they lead.
mod links;
/// The lock file: one version of what must agree.
mod lock;
/// Blocks at the end of their case.
mod moved;
/// Skeletons of cases and guides.
mod new;
/// Quantities: formulas, printing, assumptions of editions.
mod numbers;
/// Papers, and pages that are printed to be cut or filled in.
mod pages;
/// How often an edition is laid out.
mod passes;
/// Sheets for a press.
mod press;
/// The editions that come with the guide.
mod presets;
/// The printed handbook, looked at from inside.
mod pdf;
/// The pictures beside the examples of the figure language.
mod pictures;
/// What is found on the pages, and where.
mod preflight;
/// What the README says is so.
mod readme;
/// The same inputs give the same bytes.
mod reproducible;
/// The real content under other assumptions.
mod scale;
/// What an edition leaves out leaves no trace.
mod scope;
/// Faults put into real content, one by one.
mod seeded;
/// What the candidate says in the last two minutes.
mod summary;
