//! The real content under other assumptions: what follows from a number changes
//! with it, what does not stays, and texts that no longer hold are named.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use crate::fixture::program;

const CASE: &str = "ad-click-prediction";

/// A folder that holds nothing but an edition.
fn edition(assume: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let editions = folder.path().join("content/editions");
    std::fs::create_dir_all(&editions).unwrap();
    let record = format!("extends = \"handbook\"\n[assume.{CASE}]\n{assume}\n");
    std::fs::write(editions.join("other.toml"), record).unwrap();
    folder
}

/// The quantities of the case under an edition, by name.
fn quantities(root: &Path, edition: &str) -> BTreeMap<String, Value> {
    let mut command = program();
    command.args(["list", "numbers", CASE, "--format", "json", "--edition", edition]);
    let output = command.arg("--root").arg(root).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let rows: Vec<Value> = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    rows.into_iter()
        .map(|row| (row["name"].as_str().unwrap().to_string(), row))
        .collect()
}

/// All quantities that stand on `root`, however far away.
fn followers(all: &BTreeMap<String, Value>, root: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::from([root.to_string()]);
    loop {
        let before = found.len();
        for (name, row) in all {
            let needs = row["needs"].as_array().unwrap();
            if needs.iter().any(|need| found.contains(need.as_str().unwrap())) {
                found.insert(name.clone());
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

#[test]
fn a_tenth_of_the_users_changes_what_follows_from_them() {
    let folder = edition("users_day = 16");
    let (full, tenth) =
        (quantities(folder.path(), "handbook"), quantities(folder.path(), "other"));
    assert_eq!(full.len(), tenth.len());
    let following = followers(&full, "users_day");
    assert!(
        following.len() > 30,
        "only {} quantities follow from users",
        following.len()
    );
    let at = |row: &Value| row["base"][0].as_f64().unwrap();
    let moved = |name: &str| {
        let (before, after) = (at(&full[name]), at(&tenth[name]));
        (before - after).abs() > 1e-9 * before.abs()
    };
    for (name, row) in &full {
        if !following.contains(name) {
            assert!(!moved(name), "{name} does not follow from users and changed");
        } else if !moved(name) {
            // A ratio of two numbers that both shrank stays, and what stands on
            // nothing but such ratios.
            let needs = row["needs"].as_array().unwrap();
            let shrank =
                needs.iter().filter(|need| moved(need.as_str().unwrap())).count();
            assert_ne!(shrank, 1, "{name} follows from users and stayed");
        }
    }
    assert_eq!(tenth["users_day"]["overridden"], true);
    assert_eq!(tenth["req_peak"]["low"], "10");
    let mut command = program();
    let output = command.args(["build", "other", "-o"]).arg(folder.path().join("out"));
    let output = output.arg("--root").arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn an_assumption_that_flips_a_decision_is_an_error() {
    let folder = edition("budget_heavy = 40");
    let mut command = program();
    command
        .args(["check", "other", "--content-only", "--root"])
        .arg(folder.path());
    let output = command.output().unwrap();
    // The conditions are those of the edition, so its manuscript decides.
    let mut command = program();
    command.args(["check", "other", "--root"]).arg(folder.path());
    let full = command.output().unwrap();
    let said = String::from_utf8_lossy(&full.stderr);
    assert_eq!(full.status.code(), Some(1), "{said}");
    assert!(said.contains("decision-flipped"), "{said}");
    assert!(said.contains("`estimate.load` does not hold"), "{said}");
    assert!(said.contains("content/cases/ad-click-prediction/case.toml"), "{said}");
    assert_eq!(output.status.code(), Some(1), "content alone already tells");
}
