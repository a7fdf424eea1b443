//! The lock file: what must agree is there once.

use std::collections::BTreeMap;

use crate::repository::text;

#[test]
fn one_version_of_everything_that_must_agree() {
    let lock: toml::Table = text("Cargo.lock").parse().unwrap();
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in lock["package"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        versions
            .entry(name)
            .or_default()
            .push(package["version"].as_str().unwrap());
    }
    // Two versions of usvg could judge a figure differently from how it prints;
    // two of comemo would not share results.
    for name in ["comemo", "usvg", "resvg", "hayagriva", "ecow", "krilla"] {
        assert_eq!(versions[name].len(), 1, "{name}: {:?}", versions[name]);
    }
    let typst: Vec<_> = versions
        .iter()
        .filter(|(name, _)| **name == "typst" || name.starts_with("typst-"))
        .filter(|(name, _)| **name != "typst-assets")
        .collect();
    assert!(typst.len() >= 9, "{typst:?}");
    for (name, found) in typst {
        assert_eq!(found[..], ["0.15.1"], "{name}");
    }
}

/// The pages come from the pinned versions; a caret could change them.
#[test]
fn what_makes_the_pages_is_pinned() {
    let manifest: toml::Table = text("Cargo.toml").parse().unwrap();
    let mut pinned = 0;
    for (name, wanted) in manifest["dependencies"].as_table().unwrap() {
        if !name.starts_with("typst") && !["comemo", "usvg", "resvg"].contains(&&**name) {
            continue;
        }
        let version = wanted.as_str().or_else(|| wanted.get("version")?.as_str());
        assert!(version.is_some_and(|v| v.starts_with('=')), "{name} = {wanted:?}");
        pinned += 1;
    }
    assert!(pinned >= 10, "{pinned} of them");
}
