//! The rule about files that nobody reads.

use std::collections::BTreeSet;

use ecow::eco_format;

use super::Context;
use crate::diagnostics::{Report, at};
use crate::load::{Body, Unit};
use crate::source::Layer;

/// Every TOML file and bibliography of `content` under the root is one that the
/// guide reads.
///
/// # Why
/// A misspelt file name loses all that is in the file, without a word.
///
/// # Instead
/// Rename the file, or move it out of `content`.
pub(super) fn unread(cx: &Context, report: &mut Report) {
    let known = known(cx);
    for file in cx.sources.under("/content/") {
        let path = file.path.as_str();
        let counts = path.ends_with(".toml") || path.ends_with(".bib");
        if !counts || file.layer != Layer::Disk || known.contains(path) {
            continue;
        }
        // Units that the guide does not list are a finding of their own.
        let listed = known.iter().any(|other| folder(other) == folder(path));
        if listed {
            let near = known
                .iter()
                .map(String::as_str)
                .filter(|other| folder(other) == folder(path));
            report
                .warning(
                    "file-unread",
                    at(file.id, 0..0),
                    eco_format!("nothing reads `{}`", &path[1..]),
                )
                .suggest(&path[1..], near.map(|other| &other[1..]))
                .hint("rename it, or move it out of `content`");
        }
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The paths of all records that a guide may have.
fn known(cx: &Context) -> BTreeSet<String> {
    let mut known: BTreeSet<String> =
        ["guide.toml", "glossary.toml", "index.toml", "references.bib", "prompts.toml"]
            .map(|name| format!("/content/{name}"))
            .into();
    known.extend(cx.editions.all().map(|record| record.path.clone()));
    // A fit belongs to an edition of the same name.
    let fits = cx.editions.fits().filter(|(name, _)| cx.editions.contains(name));
    known.extend(fits.map(|(_, fit)| fit.path.clone()));
    for unit in cx.content.units.values() {
        known.extend(names(unit).iter().map(|name| format!("{}{name}", unit.folder)));
        if matches!(unit.body, Body::Mock(_)) {
            known.insert(format!("/content/mocks/{}.toml", unit.slug));
        }
    }
    // A record that did not load is read even so.
    let files = cx.sources.under("/content/");
    known.extend(
        files
            .filter(|f| cx.content.unread.contains(&f.id))
            .map(|f| f.path.to_string()),
    );
    known
}

fn names(unit: &Unit) -> &'static [&'static str] {
    match unit.body {
        Body::Framework => &["numbers.toml", "practice.toml"],
        Body::Primer(_) => &["primer.toml", "numbers.toml", "practice.toml"],
        Body::Case(_) => &["case.toml", "numbers.toml", "practice.toml"],
        Body::Unread => &["case.toml", "primer.toml", "numbers.toml", "practice.toml"],
        Body::Mock(_) | Body::Prompts(_) | Body::Matter => &[],
    }
}
