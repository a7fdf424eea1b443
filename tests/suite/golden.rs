//! A golden is a file that holds what a run should print. With `UPDATE_GOLDEN=1`
//! it is written anew and the test fails once, so that no update goes unseen.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Goldens that differ, collected so that one run shows them all.
#[derive(Default)]
pub(crate) struct Goldens {
    compared: usize,
    complaints: String,
}

impl Goldens {
    /// Compares a text with its golden.
    pub(crate) fn compare(&mut self, path: &Path, actual: &str) {
        self.compared += 1;
        let expected = fs::read_to_string(path).unwrap_or_default();
        if expected == actual {
            return;
        }
        let name = relative(path);
        let name = name.display();
        if env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(path, actual).unwrap();
            writeln!(self.complaints, "{name} was rewritten: look at the change")
                .unwrap();
        } else {
            let (line, old, new) = first_difference(&expected, actual);
            writeln!(
                self.complaints,
                "{name} differs in line {line}:\n  golden: {old}\n  actual: {new}\n\
                 ---- the whole text now ----\n{actual}----"
            )
            .unwrap();
        }
    }

    /// Compares a picture with its golden.
    pub(crate) fn compare_bytes(&mut self, path: &Path, actual: &[u8]) {
        self.compared += 1;
        if fs::read(path).is_ok_and(|expected| expected == actual) {
            return;
        }
        let name = relative(path);
        let name = name.display();
        if env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(path, actual).unwrap();
            writeln!(self.complaints, "{name} was rewritten: look at it").unwrap();
        } else {
            writeln!(self.complaints, "{name} is another picture now").unwrap();
        }
    }

    /// Adds what no golden can excuse.
    pub(crate) fn complain(&mut self, complaint: &str) {
        writeln!(self.complaints, "{complaint}").unwrap();
    }

    /// Fails with everything that differed, or when nothing was compared.
    #[track_caller]
    pub(crate) fn settle(self) {
        assert!(self.compared > 0, "no golden was compared");
        assert!(self.complaints.is_empty(), "{}", self.complaints);
    }
}

fn first_difference<'a>(old: &'a str, new: &'a str) -> (usize, &'a str, &'a str) {
    let (mut old, mut new, mut number) = (old.lines(), new.lines(), 0);
    loop {
        number += 1;
        match (old.next(), new.next()) {
            (Some(a), Some(b)) if a == b => {}
            (None, None) => return (number, "(the same lines)", "(other line ends)"),
            (a, b) => return (number, a.unwrap_or("(end)"), b.unwrap_or("(end)")),
        }
    }
}

fn relative(path: &Path) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    path.strip_prefix(root).unwrap_or(path).to_path_buf()
}
