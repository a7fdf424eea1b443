//! The repository keeps its own rules. Every guard first makes sure that it has
//! seen something to guard.

use std::collections::{BTreeMap, BTreeSet};

use crate::cases::{DIRECTIONS, folders};
use crate::repository::{files_under, root, text};

/// Rules that no test can provoke, with the reason.
const UNPROVOKED: [(&str, &str); 4] = [
    ("guide-missing", "the guide in the binary stands in for a missing record"),
    ("pdf-finish", "the last pass reads what typst-pdf has just written"),
    ("thread", "a system that starts no thread starts no program"),
    ("timings", "writing JSON into memory does not fail"),
];

/// Longest file of code, in lines.
const LINES: usize = 400;

/// The files of a folder with their texts.
fn texts(folder: &str, ending: &str) -> Vec<(String, String)> {
    let paths = files_under(&root().join(folder), ending);
    assert!(!paths.is_empty(), "{folder} has no files on {ending}");
    let read = |path: String| {
        let path = format!("{folder}/{path}");
        let text = text(&path);
        (path, text)
    };
    paths.into_iter().map(read).collect()
}

/// The Rust files of the program, without their unit tests and comments.
fn program() -> Vec<(String, String)> {
    let bare = |(path, text): (String, String)| {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        (path, lines.collect::<Vec<_>>().join("\n"))
    };
    texts("src", ".rs")
        .into_iter()
        .filter(|(path, _)| {
            !path.ends_with("/tests.rs") && !path.ends_with("/fixture.rs")
        })
        .collect::<Vec<_>>()
        .into_iter()
        .map(bare)
        .collect()
}

/// The strings in double quotes of a piece of code.
fn literals(code: &str) -> impl Iterator<Item = &str> {
    code.split('"').skip(1).step_by(2)
}

/// Whether a word may be the name of a rule that goes through a variable.
fn is_hyphenated(word: &str) -> bool {
    word.contains('-')
        && word.split('-').all(|part| {
            !part.is_empty() && part.chars().all(|letter| letter.is_ascii_lowercase())
        })
}

/// The names of all rules. Where a file hands a rule over in a variable, all
/// hyphenated words of that file count.
fn rules() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (_, code) in program() {
        let mut by_variable = false;
        for method in [
            "::error(",
            "::unplaced(",
            ".error(",
            ".warning(",
            ".usage(",
            ".machine(",
            ".typst(",
            "rule: ",
        ] {
            for call in code.split(method).skip(1) {
                match call
                    .trim_start()
                    .strip_prefix('"')
                    .and_then(|c| c.split('"').next())
                {
                    Some(rule) => drop(found.insert(rule.to_string())),
                    None => by_variable |= call.trim_start().starts_with("rule"),
                }
            }
        }
        if by_variable {
            let words = literals(&code).filter(|word| is_hyphenated(word));
            found.extend(words.map(str::to_string));
        }
    }
    assert!(found.len() > 40, "{found:?}");
    found
}

#[test]
fn every_rule_is_tested() {
    let mut tests: Vec<_> = texts("tests/suite", ".rs");
    tests.retain(|(path, _)| path != "tests/suite/guard.rs");
    tests.extend(texts("tests/cases/bad", "expected.txt"));
    // Each figure that breaks a rule of the linter is named after it.
    let lints = files_under(&root().join("tests/lints"), ".svg");
    let is_tested = |rule: &str| {
        if lints.contains(&format!("{rule}-bad.svg")) {
            return true;
        }
        let [printed, named] = [format!("rule `{rule}`"), format!("\"{rule}\"")];
        tests
            .iter()
            .any(|(_, text)| text.contains(&printed) || text.contains(&named))
    };
    let rules = rules();
    for rule in &rules {
        let exempt = UNPROVOKED.iter().any(|(name, _)| name == rule);
        assert!(is_tested(rule) || exempt, "no test provokes the rule `{rule}`");
    }
    for (rule, reason) in UNPROVOKED {
        assert!(rules.contains(rule), "the rule `{rule}` is gone: {reason}");
        assert!(!is_tested(rule), "a test provokes `{rule}`: {reason}");
    }
}

#[test]
fn every_expected_rule_exists() {
    let rules = rules();
    let mut seen = 0;
    for (path, text) in texts("tests/cases/bad", "expected.txt") {
        for rule in text.split("rule `").skip(1).filter_map(|rest| rest.split('`').next())
        {
            seen += 1;
            assert!(rules.contains(rule), "{path}: no rule `{rule}`");
        }
    }
    assert!(seen > 60, "{seen} findings");
}

#[test]
fn every_bad_case_is_whole() {
    let folders = folders();
    assert!(folders.len() > 50, "{} folders", folders.len());
    for name in folders {
        let files = files_under(&root().join("tests/cases/bad").join(&name), "");
        let expected = text(&format!("tests/cases/bad/{name}/expected.txt"));
        let code = expected.strip_prefix("exit ").and_then(|rest| rest.chars().next());
        assert!(matches!(code, Some('1'..='3')), "{name}: {expected}");
        assert!(expected.contains("= hint: rule `"), "{name} names no rule");
        let idle = ["args.txt", "expected.txt"];
        let acts = files.iter().any(|file| !idle.contains(&file.as_str()));
        assert!(acts, "{name} changes nothing");
        for file in &files {
            let placed = file.starts_with("content/") || file.starts_with("diagrams/");
            assert!(placed || DIRECTIONS.contains(&file.as_str()), "{name}/{file}");
        }
    }
}

#[test]
fn every_test_file_and_every_golden_is_used() {
    let main = text("tests/suite/main.rs");
    let sources = texts("tests/suite", ".rs");
    let mut modules = 0;
    for (path, _) in sources.iter().filter(|(path, _)| *path != "tests/suite/main.rs") {
        let (folder, name) = path.strip_suffix(".rs").unwrap().rsplit_once('/').unwrap();
        let parent = match folder {
            "tests/suite" => &main,
            nested => &text(&format!("{nested}.rs")),
        };
        modules += usize::from(folder == "tests/suite");
        assert!(parent.contains(&format!("\nmod {name};")), "{path} is not used");
    }
    let comments = main.lines().filter(|line| line.starts_with("///")).count();
    assert_eq!(comments, modules, "one comment for each module of main.rs");
    for (path, _) in texts("tests/golden", "") {
        assert!(
            sources.iter().any(|(_, text)| text.contains(&path)),
            "{path} is not used"
        );
    }
}

#[test]
fn no_file_of_code_is_long() {
    let mut files = texts("src", ".rs");
    files.extend(texts("src", ".typ"));
    files.extend(texts("tests/suite", ".rs"));
    files.extend(texts("benches", ".rs"));
    let long = |(path, text): &(String, String)| {
        let lines = text.lines().count();
        (lines > LINES).then(|| format!("{path} has {lines} lines"))
    };
    let long: Vec<_> = files.iter().filter_map(long).collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn the_program_does_not_unwrap() {
    for (path, code) in program() {
        for (index, line) in code.lines().enumerate() {
            let panics =
                [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!("];
            let found = panics.iter().find(|call| line.contains(**call));
            assert!(found.is_none(), "{path}, line of code {}: {line}", index + 1);
        }
    }
}

#[test]
fn nothing_is_left_to_do() {
    let mut files = texts("src", "");
    files.extend(texts("content", ""));
    files.extend(texts("diagrams", ".dia"));
    for name in ["README.md", "CHANGELOG.md", "Cargo.toml", "justfile", "build.rs"] {
        files.push((name.into(), text(name)));
    }
    for (path, text) in files {
        for word in ["TODO", "FIXME", "XXX", "dbg!", "todo!"] {
            assert!(!text.contains(word), "{path} holds {word}");
        }
    }
}

/// The modules of the library in the order of its list.
fn modules() -> Vec<String> {
    let lib = text("src/lib.rs");
    let names = lib.lines().filter_map(|line| {
        let line = line.strip_prefix("pub ").unwrap_or(line);
        Some(line.strip_prefix("mod ")?.strip_suffix(';')?.to_string())
    });
    names.collect()
}

/// The modules that a path behind `crate::` names: one, or several in braces.
fn named(path: &str) -> Vec<&str> {
    let first =
        |path| str::split(path, |c: char| !c.is_alphanumeric() && c != '_').next();
    let Some(group) = path.strip_prefix('{') else {
        return first(path).into_iter().collect();
    };
    let (mut depth, mut start, mut found) = (0, 0, Vec::new());
    for (index, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            ',' if depth == 0 => {
                found.extend(first(group[start..index].trim()));
                start = index + 1;
            }
            '}' if depth == 0 => {
                found.extend(first(group[start..index].trim()));
                break;
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

#[test]
fn every_module_uses_only_those_listed_before_it() {
    let modules = modules();
    assert!(modules.len() > 10, "{modules:?}");
    let mut uses = 0;
    for (path, code) in program() {
        let own = path["src/".len()..].split(['/', '.']).next().unwrap();
        if ["lib", "main"].contains(&own) {
            continue;
        }
        let place = modules.iter().position(|name| name == own);
        let place =
            place.unwrap_or_else(|| panic!("{path} belongs to no module of lib.rs"));
        for used in code.split("crate::").skip(1).flat_map(named) {
            let Some(other) = modules.iter().position(|name| name == used) else {
                panic!("{path} uses crate::{used}, which lib.rs does not list");
            };
            uses += 1;
            assert!(
                other <= place,
                "{path} uses `{used}`, which lib.rs lists after `{own}`"
            );
        }
    }
    assert!(uses > 50, "{uses} uses");
}

/// Each rule is one function whose comment says why it is kept and what to do.
#[test]
fn every_check_says_why_and_what_instead() {
    let mut seen = 0;
    let mut files = texts("src/check", ".rs");
    files.extend(texts("src/preflight", ".rs"));
    for (path, text) in files {
        for (before, after) in text
            .match_indices("\npub(super) fn ")
            .map(|(at, _)| text.split_at(at))
        {
            let name = after.trim_start_matches("\npub(super) fn ").split('(').next();
            let head = after.split('{').next().unwrap_or_default();
            let rule =
                path.contains("/check/") || head.contains("(view: &View) -> Vec<Fault>");
            if !rule {
                continue;
            }
            seen += 1;
            let comment: Vec<_> = before
                .lines()
                .rev()
                .take_while(|line| line.starts_with("///"))
                .collect();
            for head in ["/// # Why", "/// # Instead"] {
                assert!(comment.contains(&head), "{path}: {name:?} lacks `{head}`");
            }
        }
    }
    assert!(seen > 60, "{seen} checks");
}

/// A face that the layout names and the compiler does not look for could vanish
/// unseen.
#[test]
fn every_face_of_the_layout_is_looked_for() {
    let fonts = text("src/fonts.rs");
    let theme = fonts
        .split("const THEME")
        .nth(1)
        .and_then(|rest| rest.split("];").next());
    let theme = theme.expect("the table THEME");
    let layout = text("src/layout/fonts/native.typ");
    let mut seen = BTreeMap::new();
    for line in layout.lines().filter(|line| line.contains("font:")) {
        let family = literals(line).next().expect("a family");
        let digits = line.split("weight:").nth(1).expect("a weight");
        let weight: String = digits.chars().filter(char::is_ascii_digit).collect();
        let entry = format!("(\"{family}\", {weight}, ");
        assert!(theme.contains(&entry), "THEME lacks {entry}…)");
        seen.insert(entry, line);
    }
    assert!(seen.len() > 8, "{seen:?}");
    for entry in theme.lines().filter(|line| line.contains('"')) {
        let named = seen.keys().any(|face| entry.contains(face));
        assert!(named, "no face of the layout is {}", entry.trim());
    }
}
