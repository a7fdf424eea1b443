//! Rules about the headings of the index.

use std::collections::BTreeMap;

use ecow::eco_format;
use typst_syntax::DiagSpan;

use super::Context;
use crate::diagnostics::Report;
use crate::load::Unit;

/// Words of fewer letters differ by one letter too often to be a slip.
const SHORTEST: usize = 6;

/// All headings and topics of the guide with the first place of each, topics
/// below their heading.
fn headings<'a>(cx: &Context<'a>) -> BTreeMap<&'a str, (DiagSpan, Topics<'a>)> {
    let glossary = cx.content.glossary.as_ref();
    let mut found: BTreeMap<&str, (DiagSpan, Topics)> = BTreeMap::new();
    let units = cx.content.units.values();
    for heading in units.flat_map(|unit: &Unit| unit.headings(glossary)) {
        let (_, topics) = found
            .entry(heading.text)
            .or_insert_with(|| (heading.at, Topics::new()));
        if let Some(topic) = heading.topic {
            topics.entry(topic).or_insert(heading.at);
        }
    }
    found
}

type Topics<'a> = BTreeMap<&'a str, DiagSpan>;

/// Every heading of the index is spelt in one way.
///
/// # Why
/// Two spellings divide the pages of one thing between two places of the index.
///
/// # Instead
/// Use the name that the glossary gives, or the spelling used first.
pub(super) fn spelling(cx: &Context, report: &mut Report) {
    let headings = headings(cx);
    let glossary = cx.content.glossary.iter().flat_map(|d| d.value.values());
    let terms: Vec<&str> = glossary.map(|term| term.name.as_str()).collect();
    let places = headings.iter().map(|(text, (at, _))| (*text, *at)).collect();
    complain("heading", &places, &terms, report);
    for (_, topics) in headings.values() {
        complain("topic", topics, &[], report);
    }
}

/// Reports what is empty, and of two near spellings the one that is not a term,
/// or else the later in the alphabet.
fn complain(noun: &str, places: &Topics, terms: &[&str], report: &mut Report) {
    let mut names: Vec<_> =
        places.iter().map(|(name, at)| (*name, plain(name), *at)).collect();
    // Terms come first, as theirs is the spelling to keep.
    names.sort_by_key(|(name, ..)| !terms.contains(name));
    for (index, (name, letters, at)) in names.iter().enumerate() {
        if name.trim().is_empty() || name.trim() != *name {
            report
                .error("index-spelling", *at, eco_format!("`{name}` is no {noun}"))
                .hint("write a word or a phrase, without spaces around it");
            continue;
        }
        let earlier = names.iter().take(index);
        let known = earlier.into_iter().find(|(_, other, _)| are_near(letters, other));
        let Some((known, _, first)) = known else { continue };
        report
            .error(
                "index-spelling",
                *at,
                eco_format!("the index has the {noun} `{known}` already"),
            )
            .hint(eco_format!("did you mean `{known}`?"))
            .also(*first, "first here");
    }
}

/// The letters of a heading that make the word: no case, no hyphens, no plural.
fn plain(heading: &str) -> Vec<char> {
    let letters = heading.chars().filter(|c| c.is_alphanumeric());
    let mut letters: Vec<char> = letters.flat_map(char::to_lowercase).collect();
    if letters.last() == Some(&'s') {
        letters.pop();
    }
    letters
}

/// Whether two headings in plain letters are one but for one letter inside a
/// long word. A first letter changes the word, as in pre-ranking.
fn are_near(a: &[char], b: &[char]) -> bool {
    let alike = a.first() == b.first()
        && a.last() == b.last()
        && a.len().abs_diff(b.len()) <= 1
        && a.len().min(b.len()) >= SHORTEST;
    a == b
        || alike && !a.iter().chain(b).any(|c| c.is_numeric()) && {
            let [a, b]: [String; 2] = [a.iter().collect(), b.iter().collect()];
            strsim::osa_distance(&a, &b) == 1
        }
}

/// References of the index lead from words without pages, or from headings, to
/// headings.
///
/// # Why
/// A reader who follows one must find pages.
///
/// # Instead
/// Use a heading that prose marks with `#idx` or `#term`.
pub(super) fn references(cx: &Context, report: &mut Report) {
    let Some(document) = &cx.content.index else { return };
    let headings = headings(cx);
    let known = || headings.keys().copied();
    let (see, also) = (&document.value.see, &document.value.also);
    for name in see.iter().chain(also).flat_map(|reference| &reference.to) {
        if !headings.contains_key(name.text.as_str()) {
            report
                .error(
                    "index-missing",
                    document.at(&name.range),
                    eco_format!("the index has no heading `{}`", name.text),
                )
                .suggest(name, known())
                .hint("mark it in prose with `#idx(\"…\")`");
        }
    }
    for reference in also {
        if !headings.contains_key(reference.from.text.as_str()) {
            report
                .error(
                    "index-missing",
                    document.at(&reference.from.range),
                    eco_format!("the index has no heading `{}`", reference.from.text),
                )
                .suggest(&reference.from, known())
                .hint("a word without pages of its own belongs under `see`");
        }
    }
    for reference in see {
        if let Some((at, _)) = headings.get(reference.from.text.as_str()) {
            report
                .error(
                    "index-see",
                    document.at(&reference.from.range),
                    eco_format!("`{}` has pages of its own", reference.from.text),
                )
                .hint("make it a record of `also`")
                .also(*at, "marked here");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{are_near, plain};

    #[test]
    fn spellings_of_one_thing_are_near() {
        for (a, b) in [
            ("feature store", "Feature-store"),
            ("embedding", "embeddings"),
            ("calibration", "calibation"),
            ("A/B test", "AB tests"),
        ] {
            assert!(are_near(&plain(a), &plain(b)), "{a}, {b}");
        }
        for (a, b) in [
            ("pre-ranking", "re-ranking"),
            ("recall at 10", "recall at 50"),
            ("model", "modal"),
            ("precision", "recall"),
        ] {
            assert!(!are_near(&plain(a), &plain(b)), "{a}, {b}");
        }
    }
}
