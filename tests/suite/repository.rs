//! The repository: its files, and the handbook that it prints.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use tempfile::TempDir;

use crate::fixture::{Run, program};

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file of the repository.
#[track_caller]
pub(crate) fn text(path: &str) -> String {
    fs::read_to_string(root().join(path))
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The paths of all files below a folder whose names end so, from that folder,
/// in order.
pub(crate) fn files_under(folder: &Path, ending: &str) -> Vec<String> {
    fn walk(folder: &Path, prefix: &str, ending: &str, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let entry = entry.unwrap();
            let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
            if entry.file_type().unwrap().is_dir() {
                walk(&entry.path(), &format!("{name}/"), ending, found);
            } else if name.ends_with(ending) {
                found.push(name);
            }
        }
    }
    let mut found = Vec::new();
    walk(folder, "", ending, &mut found);
    found.sort();
    found
}

/// The default edition of the real content.
pub(crate) const EDITION: &str = "handbook";

/// The PDF of the handbook, printed once for all tests.
pub(crate) fn handbook() -> &'static [u8] {
    static HANDBOOK: LazyLock<Vec<u8>> = LazyLock::new(|| print(root(), &[]));
    &HANDBOOK
}

/// Prints the handbook from a root and returns the PDF.
#[track_caller]
pub(crate) fn print(from: &Path, variables: &[(&str, &str)]) -> Vec<u8> {
    let folder = TempDir::with_prefix("casebook-print-").unwrap();
    let mut command = program();
    command.args(["build", EDITION, "--root"]).arg(from);
    command.arg("--output").arg(folder.path());
    command.envs(variables.iter().copied());
    Run::of(&mut command, folder.path()).exits(0);
    let file: PathBuf = folder.path().join(EDITION).with_extension("pdf");
    fs::read(file).unwrap()
}
