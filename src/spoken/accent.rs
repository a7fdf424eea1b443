//! Accents and lines over letters.

use super::call::Arguments;
use super::context::Context;
use super::element;
use super::phrase::{Phrase, Tail, Weight};

/// The names of accents and the words behind the letter.
const ACCENTS: &[(&str, &str)] = &[
    ("hat", "hat"),
    ("tilde", "tilde"),
    ("macron", "bar"),
    ("overline", "bar"),
    ("bar", "bar"),
    ("dash", "bar"),
    ("dot", "dot"),
    ("dot.double", "double dot"),
    ("diaer", "double dot"),
    ("dot.triple", "triple dot"),
    ("dot.quad", "quadruple dot"),
    ("acute", "acute"),
    ("acute.double", "double acute"),
    ("grave", "grave"),
    ("breve", "breve"),
    ("caron", "caron"),
    ("circle", "ring"),
    ("arrow", "arrow"),
    ("arrow.l", "left arrow"),
    ("arrow.l.r", "double arrow"),
    ("harpoon", "harpoon"),
    ("harpoon.lt", "left harpoon"),
    ("underline", "underlined"),
    ("cancel", "cancelled"),
];

/// Braces and brackets over or under a term, which may have a label.
const BRACES: &[&str] = &[
    "overbrace",
    "overbracket",
    "overparen",
    "overshell",
    "underbrace",
    "underbracket",
    "underparen",
    "undershell",
];

/// Whether a function is an accent.
pub(super) fn is_accent(callee: &str) -> bool {
    callee == "accent" || BRACES.contains(&callee) || words(callee).is_some()
}

/// Returns "x hat", or for more than a letter "hat over x plus y, end hat".
pub(super) fn read(callee: &str, args: &Arguments, ctx: Context) -> Phrase {
    let base = args.phrase(0, ctx);
    if BRACES.contains(&callee) {
        return labelled(&base, args, ctx);
    }
    let named = match callee {
        "accent" => args.positional().nth(1).map(|node| node.full_text()),
        _ => None,
    };
    let accent = match &named {
        Some(source) => words(source).map(str::to_owned),
        None => words(callee).map(str::to_owned),
    };
    let accent = accent.unwrap_or_else(|| args.phrase(1, ctx).words);
    accented(base, &accent)
}

/// The words of an accent.
fn words(callee: &str) -> Option<&'static str> {
    ACCENTS
        .iter()
        .find(|(name, _)| *name == callee)
        .map(|(_, words)| *words)
}

/// A base with its accent. The arrow over a letter makes it a vector.
fn accented(base: Phrase, accent: &str) -> Phrase {
    let single = base.is_simple() && base.weight == Weight::Atom;
    match (single, accent) {
        _ if base.words.is_empty() => Phrase::atom(accent),
        (true, "arrow") => Phrase { words: format!("vector {}", base.words), ..base },
        (true, _) => Phrase { words: format!("{} {accent}", base.words), ..base },
        _ => Phrase::ended(format!("{accent} over {}, end {accent}", base.words)),
    }
}

/// A term with a brace and the label at the brace.
fn labelled(base: &Phrase, args: &Arguments, ctx: Context) -> Phrase {
    let Some(label) = args.positional().nth(1) else { return base.clone() };
    let label = element::read(label, ctx);
    let words = format!("{}, labelled {}, end label", base.words, label.words);
    Phrase { words, tail: Some(Tail::Pause), ..base.clone() }
}
