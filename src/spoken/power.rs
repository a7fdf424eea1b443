//! Superscripts: powers, and marks that only stand where powers do.

use typst_syntax::{SyntaxKind, SyntaxNode};

use super::context::{Context, Setting};
use super::phrase::{Phrase, Role, Weight};
use super::script::Script;
use super::{call, element};

/// Superscripts with words of their own.
const MARKS: &[(&str, &str)] = &[
    ("2", "squared"),
    ("3", "cubed"),
    ("*", "star"),
    ("∗", "star"),
    ("ast", "star"),
    ("ast.op", "star"),
    ("star", "star"),
    ("star.op", "star"),
    ("top", "transpose"),
    ("⊤", "transpose"),
    ("tack.b", "transpose"),
    ("upright(T)", "transpose"),
    ("\"T\"", "transpose"),
    ("dagger", "dagger"),
    ("+", "superscript plus"),
    ("-", "superscript minus"),
];

/// Returns the words of a superscript.
pub(super) fn power(base: &SyntaxNode, top: &SyntaxNode, ctx: Context) -> Script {
    let source = source(top);
    let number = base.leaf_text().starts_with(|char: char| char.is_numeric());
    let words = match source.as_str() {
        "-1" if !number => "inverse",
        "T" if is_matrix(base) => "transpose",
        "circle.stroked.tiny" | "compose" | "circle.small" | "∘" if number => "degrees",
        _ => return spaced(base, top, ctx),
    };
    Script { words: words.to_owned(), ended: false }
}

/// Returns the words of a superscript whose base says nothing about it.
pub(super) fn plain(top: &SyntaxNode, ctx: Context) -> Script {
    let source = source(top);
    if let Some((_, words)) = MARKS.iter().find(|(mark, _)| *mark == source) {
        return Script { words: (*words).to_owned(), ended: false };
    }
    let phrase = element::read(top, ctx.within(Setting::Script));
    worded(&phrase, is_label(top, &source))
}

/// Returns the words of a superscript, with "by" between the dimensions of a
/// number space.
fn spaced(base: &SyntaxNode, top: &SyntaxNode, ctx: Context) -> Script {
    let space = base.full_text();
    if !matches!(space.as_str(), "RR" | "bb(R)" | "ℝ" | "ZZ" | "NN" | "CC") {
        return plain(top, ctx);
    }
    let size = element::read(top, ctx.within(Setting::Size));
    match size.weight {
        Weight::Product if size.tail.is_none() => Script {
            words: format!("to the {}", size.words),
            ended: false,
        },
        _ => worded(&size, false),
    }
}

/// The words of a superscript. A label is no power, and a sign alone neither.
fn worded(phrase: &Phrase, label: bool) -> Script {
    let words = phrase.words.as_str();
    let words = words.strip_prefix("the quantity ").filter(|_| label).unwrap_or(words);
    let (words, ended) = match phrase.role {
        _ if words.is_empty() => (String::new(), false),
        Role::Postfix => (words.to_owned(), false),
        Role::Operand if !label && phrase.is_short() => {
            (format!("to the {words}"), false)
        }
        Role::Operand if !label => (format!("to the power {words}, end power"), true),
        _ if phrase.is_short() => (format!("superscript {words}"), false),
        _ => (format!("superscript {words}, end superscript"), true),
    };
    Script { words, ended }
}

/// Whether a superscript is a label: quoted text, or a letter that still has
/// brackets after the parser took one pair, as in x^((t)).
fn is_label(top: &SyntaxNode, source: &str) -> bool {
    let inner = source.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let bracketed = inner.is_some_and(|inner| !inner.contains(['(', ')']));
    bracketed || top.kind() == SyntaxKind::Str
}

/// Whether a superscript T says transposed. A Latin letter or a product of
/// them can be a vector, a number or a Greek letter is taken as none.
fn is_matrix(base: &SyntaxNode) -> bool {
    match base.kind() {
        SyntaxKind::MathText => {
            base.leaf_text().starts_with(|char: char| char.is_ascii_alphabetic())
        }
        SyntaxKind::MathCall => {
            let callee = call::callee(base);
            callee
                .is_some_and(|c| matches!(c.as_str(), "bold" | "upright" | "hat" | "mat"))
        }
        kind => kind == SyntaxKind::MathDelimited,
    }
}

/// The source of a superscript without the parentheses that are not printed.
fn source(top: &SyntaxNode) -> String {
    let text = top.full_text();
    let text = text.trim();
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    match (top.kind(), inner) {
        (SyntaxKind::Math, Some(inner)) => inner.trim().to_owned(),
        _ => text.to_owned(),
    }
}
