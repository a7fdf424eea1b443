//! A guide in a temporary folder, and the program run in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use tempfile::TempDir;

use crate::repository::{files_under, root};

/// The files of a guide by path from its root.
type Files = BTreeMap<String, Vec<u8>>;

/// The small good guide: what `casebook init` writes, with `tests/cases/good`
/// in the place of its case.
static GOOD: LazyLock<Files> = LazyLock::new(|| {
    let fixture = Fixture::empty();
    fixture.run(&["init", "guide"]).exits(0);
    let mut files = read_all(&fixture.path("guide"));
    files.retain(|path, _| !path.starts_with("content/cases/"));
    files.extend(read_all(&root().join("tests/cases/good")));
    files
});

fn read_all(folder: &Path) -> Files {
    let read = |path: String| (path.clone(), fs::read(folder.join(path)).unwrap());
    files_under(folder, "").into_iter().map(read).collect()
}

/// A folder with a guide in it. Both vanish at the end of the test.
pub(crate) struct Fixture {
    _temporary: TempDir,
    root: PathBuf,
}

impl Fixture {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self::empty_at("")
    }

    /// An empty folder of this name.
    pub(crate) fn empty_at(name: &str) -> Self {
        let temporary = TempDir::with_prefix("casebook-test-").unwrap();
        let root = temporary.path().canonicalize().unwrap().join(name);
        fs::create_dir_all(&root).unwrap();
        Self { _temporary: temporary, root }
    }

    /// The small good guide.
    pub(crate) fn good() -> Self {
        Self::good_at("")
    }

    /// The small good guide in a folder of this name.
    pub(crate) fn good_at(name: &str) -> Self {
        let fixture = Self::empty_at(name);
        for (path, bytes) in GOOD.iter() {
            fixture.bytes(path, bytes);
        }
        fixture
    }

    /// Writes a file of text.
    pub(crate) fn file(&self, path: &str, text: &str) -> &Self {
        self.bytes(path, text.as_bytes())
    }

    /// Writes a file of bytes.
    pub(crate) fn bytes(&self, path: &str, bytes: &[u8]) -> &Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Adds text to the end of a file.
    pub(crate) fn append(&self, path: &str, text: &str) -> &Self {
        let old = self.text(path);
        self.file(path, &(old + text))
    }

    /// Replaces a piece of a file that occurs there once.
    #[track_caller]
    pub(crate) fn edit(&self, path: &str, old: &str, new: &str) -> &Self {
        let text = self.text(path);
        let count = text.matches(old).count();
        assert_eq!(count, 1, "`{old}` stands in {path} {count} times");
        self.file(path, &text.replace(old, new))
    }

    /// Removes a file or a folder.
    #[track_caller]
    pub(crate) fn remove(&self, path: &str) -> &Self {
        let path = self.path(path);
        let removed = match path.is_dir() {
            true => fs::remove_dir_all(&path),
            false => fs::remove_file(&path),
        };
        removed.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        self
    }

    /// The path of a file in this folder.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// The text of a file in this folder.
    #[track_caller]
    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path))
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The bytes of a file in this folder.
    #[track_caller]
    pub(crate) fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The program with arguments, in this folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = program();
        command.args(arguments).current_dir(&self.root);
        command
    }

    /// Runs the program in this folder.
    #[track_caller]
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(&mut self.command(arguments), &self.root)
    }
}

/// The built program, with nothing of the caller's terminal or settings.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    for name in ["COLUMNS", "LINES", "NO_COLOR", "RAYON_NUM_THREADS", "RUST_BACKTRACE"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

/// What a run left behind. The folder it ran in is written `ROOT`.
#[derive(Debug)]
pub(crate) struct Run {
    /// The exit code; nothing after a signal.
    pub(crate) code: Option<i32>,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
}

impl Run {
    /// Runs a command to its end. No run may panic.
    #[track_caller]
    pub(crate) fn of(command: &mut Command, root: &Path) -> Self {
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).expect("output is UTF-8");
            text.replace(&*root.to_string_lossy(), "ROOT")
        };
        let run = Self {
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        };
        assert!(!run.stderr.contains("panicked at"), "the program panicked: {run:#?}");
        run
    }

    /// Fails unless the run ended with this code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        let Self { stdout, stderr, .. } = &self;
        assert_eq!(self.code, Some(code), "\n{stdout}\n{stderr}");
        self
    }

    /// Fails unless standard error holds all of these.
    #[track_caller]
    pub(crate) fn says(self, pieces: &[&str]) -> Self {
        for piece in pieces {
            assert!(self.stderr.contains(piece), "`{piece}` not in\n{}", self.stderr);
        }
        self
    }

    /// The path of the book that a run has printed.
    #[track_caller]
    pub(crate) fn pdf(&self) -> &str {
        let lines = self.stdout.lines().filter_map(|line| line.split_once("  "));
        let mut books = lines
            .filter(|(path, rest)| path.ends_with(".pdf") && rest.contains(" pages, "));
        books
            .next()
            .map(|(path, _)| path)
            .unwrap_or_else(|| panic!("{self:#?}"))
    }

    /// Standard output, every line as JSON.
    #[track_caller]
    pub(crate) fn json_lines(&self) -> Vec<serde_json::Value> {
        let parse =
            |line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
        self.stdout.lines().map(parse).collect()
    }
}
