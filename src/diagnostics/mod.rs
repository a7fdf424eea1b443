//! What is wrong, where, and what to do about it.
//!
//! Every stage writes into one [`Report`] and goes on as far as it can, so that
//! an author sees all problems of a run at once. Content errors, figure errors
//! and layout errors are the same type, Typst's own [`SourceDiagnostic`], and
//! are printed by the same emitter.

mod emit;
mod suggest;

pub use emit::{Format, emit, emit_notes};
pub use suggest::did_you_mean;

use ecow::{EcoString, EcoVec};
use typst_library::diag::{Severity, SourceDiagnostic};
use typst_syntax::{DiagSpan, FileId};

/// The path of the record that holds what was set on the command line.
pub const COMMAND_LINE: &str = "/command-line/--set.toml";

/// The name of a rule, as printed behind every finding: `figure-missing`.
pub type Rule = &'static str;

/// Whose problem a finding is. Decides the exit code.
#[derive(Debug, Copy, Clone, Eq, PartialEq, Ord, PartialOrd)]
pub enum Cause {
    /// The content has to change.
    Content,
    /// The command line has to change.
    Usage,
    /// The machine got in the way: disk, permission, memory.
    Machine,
}

/// One problem.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule that was broken.
    pub rule: Rule,
    /// Whose problem it is.
    pub cause: Cause,
    /// What, where, and what to do.
    pub diagnostic: SourceDiagnostic,
    /// Where on a printed page, if it was found there.
    pub page: Option<OnPage>,
    /// Whether it is only told: no warning that can be denied.
    pub note: bool,
}

/// A place on a printed page.
#[derive(Debug, Clone, PartialEq)]
pub struct OnPage {
    /// The edition.
    pub edition: String,
    /// The number of the page.
    pub page: u64,
    /// Left, upper, right and lower edge, in millimetres from the upper left corner.
    pub edges: [f64; 4],
}

/// All problems of a run, in the order in which they were found.
#[derive(Debug, Default)]
pub struct Report {
    findings: Vec<Finding>,
}

/// Proof that a [`Report`] holds an error; nothing else can make one.
#[derive(Debug, Copy, Clone, Eq, PartialEq)]
pub struct Failed(());

impl Report {
    /// Creates an empty report.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an error of the content at a place.
    pub fn error(
        &mut self,
        rule: Rule,
        at: impl Into<DiagSpan>,
        message: impl Into<EcoString>,
    ) -> &mut Finding {
        self.push(rule, Cause::Content, SourceDiagnostic::error(at.into(), message))
    }

    /// Adds a warning about the content at a place.
    pub fn warning(
        &mut self,
        rule: Rule,
        at: impl Into<DiagSpan>,
        message: impl Into<EcoString>,
    ) -> &mut Finding {
        self.push(rule, Cause::Content, SourceDiagnostic::warning(at.into(), message))
    }

    /// Adds an error of the command line.
    pub fn usage(&mut self, rule: Rule, message: impl Into<EcoString>) -> &mut Finding {
        let diagnostic = SourceDiagnostic::error(DiagSpan::detached(), message);
        self.push(rule, Cause::Usage, diagnostic)
    }

    /// Adds a failure of the machine.
    pub fn machine(&mut self, rule: Rule, message: impl Into<EcoString>) -> &mut Finding {
        let diagnostic = SourceDiagnostic::error(DiagSpan::detached(), message);
        self.push(rule, Cause::Machine, diagnostic)
    }

    /// Adds what Typst found, all under one rule.
    pub fn typst(&mut self, rule: Rule, diagnostics: EcoVec<SourceDiagnostic>) {
        for diagnostic in diagnostics {
            self.push(rule, Cause::Content, diagnostic);
        }
    }

    fn push(
        &mut self,
        rule: Rule,
        cause: Cause,
        diagnostic: SourceDiagnostic,
    ) -> &mut Finding {
        // What the command line says wrong is wrong use, whoever finds it out.
        let place = diagnostic.span.id().map(|id| id.get().vpath().get_with_slash());
        let is_set = place == Some(COMMAND_LINE);
        let cause = if is_set { Cause::Usage } else { cause };
        let finding = Finding { rule, cause, diagnostic, page: None, note: false };
        let same = self.findings.iter().position(|f| f.says_the_same(&finding));
        let index = same.unwrap_or_else(|| {
            self.findings.push(finding);
            self.findings.len() - 1
        });
        &mut self.findings[index]
    }

    /// Adds all findings of another report.
    pub fn join(&mut self, other: Self) {
        for finding in other.findings {
            let known = self.findings.iter().any(|f| f.says_the_same(&finding));
            if !known {
                self.findings.push(finding);
            }
        }
    }

    /// The findings in one file, which holds what the command line says.
    pub fn of_command(self, path: &str) -> Self {
        let is_there = |finding: &Finding| {
            let id = finding.diagnostic.span.id();
            id.is_some_and(|id| id.get().vpath().get_with_slash() == path)
        };
        let mut findings = self.findings;
        findings.retain(is_there);
        for finding in &mut findings {
            finding.cause = Cause::Usage;
        }
        Self { findings }
    }

    /// All findings so far.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The number of errors so far.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// The number of warnings so far.
    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|f| f.diagnostic.severity == severity && !f.note)
            .count()
    }

    /// Turns warnings into errors, for `--deny-warnings`.
    pub fn deny_warnings(&mut self) {
        for finding in self.findings.iter_mut().filter(|finding| !finding.note) {
            finding.diagnostic.severity = Severity::Error;
        }
    }

    /// Lets a run go on only when nothing is wrong so far.
    ///
    /// # Errors
    /// Fails when the report holds an error.
    pub fn gate(&self) -> Result<(), Failed> {
        if self.errors() == 0 { Ok(()) } else { Err(Failed(())) }
    }

    /// The exit code that these findings call for: 0 nothing wrong, 1 content,
    /// 2 command line, 3 machine. The gravest cause wins.
    pub fn exit_code(&self) -> u8 {
        let errors = self
            .findings
            .iter()
            .filter(|f| f.diagnostic.severity == Severity::Error);
        match errors.map(|f| f.cause).max() {
            None => 0,
            Some(Cause::Content) => 1,
            Some(Cause::Usage) => 2,
            Some(Cause::Machine) => 3,
        }
    }
}

impl Finding {
    /// Whether another finding says the same at the same place. Hints come
    /// later, so they cannot tell one from the other.
    fn says_the_same(&self, other: &Self) -> bool {
        let (old, new) = (&self.diagnostic, &other.diagnostic);
        self.rule == other.rule
            && old.severity == new.severity
            && old.span == new.span
            && old.message == new.message
            && self.page == other.page
    }

    /// What is wrong, in words.
    pub fn message(&self) -> &str {
        &self.diagnostic.message
    }

    /// Adds what to do about it.
    pub fn hint(&mut self, hint: impl Into<EcoString>) -> &mut Self {
        let hint = hint.into();
        if !hint.is_empty() && !self.diagnostic.hints.iter().any(|h| h.v == hint) {
            self.diagnostic.hint(hint);
        }
        self
    }

    /// Says where it was found on a page, and whether it is only a note.
    pub fn on_page(&mut self, page: OnPage, note: bool) -> &mut Self {
        self.page = Some(page);
        self.note = note;
        self
    }

    /// Adds a second place that belongs to the problem.
    pub fn also(&mut self, at: DiagSpan, hint: impl Into<EcoString>) -> &mut Self {
        let hint = hint.into();
        if !self.diagnostic.hints.iter().any(|h| h.v == hint && h.span == at) {
            self.diagnostic.spanned_hint(hint, at);
        }
        self
    }

    /// Adds "did you mean" when one of the known names is close to `wrong`.
    pub fn suggest<'a>(
        &mut self,
        wrong: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> &mut Self {
        match did_you_mean(wrong, known) {
            Some(name) => self.hint(ecow::eco_format!("did you mean `{name}`?")),
            None => self,
        }
    }
}

/// The place of a byte range in a file.
pub fn at(file: FileId, range: std::ops::Range<usize>) -> DiagSpan {
    DiagSpan::from_range(file, range)
}
