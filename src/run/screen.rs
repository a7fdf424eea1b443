//! What a command says: results on standard output, findings and progress on
//! standard error. Only this file and `main.rs` print.

use std::io::{self, IsTerminal, Write};
use std::sync::LazyLock;

use serde_json::Value;
use termcolor::{ColorChoice, StandardStream, WriteColor};

use crate::diagnostics::{Format, Report, emit, emit_notes};
use crate::fonts::Fonts;
use crate::project::Project;
use crate::source::Sources;
use crate::world::GuideWorld;

static NO_SOURCES: LazyLock<Sources> = LazyLock::new(Sources::default);
static NO_FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::default);

/// Where a command prints.
#[derive(Debug, Clone)]
pub struct Screen {
    format: Format,
    progress: bool,
}

impl Screen {
    /// A screen that prints in a format. Progress shows on a terminal only.
    pub fn new(format: Format) -> Self {
        let progress = format == Format::Human && io::stderr().is_terminal();
        Self { format, progress }
    }

    /// Whether results are printed as JSON.
    pub fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// Prints a result for people, or its JSON form for machines.
    pub fn result(&mut self, human: &str, json: &Value) {
        match self.format {
            Format::Json => self.say(&json.to_string()),
            Format::Human | Format::Short => self.say(human),
        }
    }

    /// Prints a remark for people; machines read it in the result before it.
    pub fn remark(&mut self, line: &str) {
        if !self.is_json() {
            self.say(line);
        }
    }

    /// Prints a line on standard output. A reader who has gone away is no error.
    pub fn say(&mut self, line: &str) {
        self.clear();
        let _gone = writeln!(io::stdout().lock(), "{line}");
    }

    /// Shows what is being done, on a terminal.
    pub fn progress(&mut self, doing: &str) {
        if self.progress {
            let _gone = write!(io::stderr().lock(), "\r\x1b[K{doing} …");
        }
    }

    fn clear(&mut self) {
        if self.progress {
            let _gone = write!(io::stderr().lock(), "\r\x1b[K");
        }
    }

    /// Prints all findings: as JSON on standard output, else on standard error.
    pub fn findings(&mut self, report: &Report, project: Option<&Project>) {
        self.clear();
        let world = match project {
            Some(project) => project.world(),
            None => GuideWorld::new(&NO_SOURCES, &NO_FONTS),
        };
        let mut stream = match self.format {
            Format::Json => StandardStream::stdout(ColorChoice::Never),
            _ if io::stderr().is_terminal() => StandardStream::stderr(ColorChoice::Auto),
            _ => StandardStream::stderr(ColorChoice::Never),
        };
        if !self.is_json() {
            let _gone = emit_notes(&mut io::stdout().lock(), &world, report);
        }
        let to: &mut dyn WriteColor = &mut stream;
        let _gone = emit(to, &world, report, self.format);
    }
}
