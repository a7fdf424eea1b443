//! One folder of `tests/cases/bad` per fault of the content.
//!
//! A folder holds what is done to the small good guide: files that are laid over
//! it, `edit.toml` with replacements, `remove.txt` with paths, `args.txt` with
//! the arguments of the run (`check` if there is none), one per line.
//! `expected.txt` is the exit code and all of standard error.

use std::fs;
use std::path::Path;

use crate::fixture::Fixture;
use crate::golden::Goldens;
use crate::repository::{files_under, root};

/// The files of a folder that say what to do, and are not laid over the guide.
pub(crate) const DIRECTIONS: [&str; 4] =
    ["edit.toml", "remove.txt", "args.txt", "expected.txt"];

/// The folders of `tests/cases/bad`.
pub(crate) fn folders() -> Vec<String> {
    let entries = fs::read_dir(root().join("tests/cases/bad")).unwrap();
    let mut names: Vec<_> = entries
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn every_fault_is_reported_as_expected() {
    let mut goldens = Goldens::default();
    for name in folders() {
        let folder = root().join("tests/cases/bad").join(&name);
        let fixture = faulty(&folder);
        let arguments = lines(&folder.join("args.txt"));
        let mut arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        if arguments.is_empty() {
            arguments.push("check");
        }
        let run = fixture.run(&arguments);
        let code = run.code.expect("an exit code");
        if code == 0 {
            goldens.complain(&format!("{name}: nothing is wrong"));
        }
        let actual = format!("exit {code}\n\n{}", run.stderr);
        goldens.compare(&folder.join("expected.txt"), &actual);
    }
    goldens.settle();
}

#[test]
fn the_good_guide_is_good() {
    let fixture = Fixture::good();
    let run = fixture.run(&["check", "--all", "--deny-warnings"]).exits(0);
    assert_eq!(run.stderr, "");
    assert_eq!(run.stdout.matches("nothing wrong").count(), 2, "{}", run.stdout);
}

/// The good guide with the fault of a folder.
fn faulty(folder: &Path) -> Fixture {
    let fixture = Fixture::good();
    for path in lines(&folder.join("remove.txt")) {
        fixture.remove(&path);
    }
    for path in files_under(folder, "") {
        if !DIRECTIONS.contains(&path.as_str()) {
            fixture.bytes(&path, &fs::read(folder.join(&path)).unwrap());
        }
    }
    let edits = fs::read_to_string(folder.join("edit.toml")).unwrap_or_default();
    let edits: toml::Table = edits.parse().unwrap();
    for edit in edits.get("edit").and_then(|v| v.as_array()).into_iter().flatten() {
        let part = |name: &str| edit.get(name).and_then(|v| v.as_str()).expect(name);
        fixture.edit(part("file"), part("old"), part("new"));
    }
    fixture
}

/// The lines of a file that may be absent.
fn lines(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().map(str::to_string).collect()
}
