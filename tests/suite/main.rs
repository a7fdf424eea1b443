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
/// The repository: its files, the embedded handbook, printed once.
mod repository;

/// One folder of `tests/cases/bad` per fault of the content.
mod cases;
/// The command line: help, exit codes, formats, every command.
mod cli;
/// Faults that need bytes, links, limits or signals.
mod faults;
/// The repository keeps its own rules.
mod guard;
/// The real content.
mod guide;
/// An interrupt or a kill leaves the older file or a complete new one.
mod interrupt;
/// The guide under the root over the guide in the binary.
mod layers;
/// The lock file: one version of what must agree.
mod lock;
/// The printed handbook, looked at from inside.
mod pdf;
/// The same inputs give the same bytes.
mod reproducible;
