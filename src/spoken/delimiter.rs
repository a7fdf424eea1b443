//! Groups between brackets.

use typst_syntax::{SyntaxKind, SyntaxNode};

use super::context::{Context, Setting};
use super::element;
use super::phrase::{Phrase, Weight};

/// Returns the phrase of a group between brackets.
pub(super) fn read(node: &SyntaxNode, ctx: Context) -> Phrase {
    let Some((open, body, close)) = parts(node) else { return Phrase::silent() };
    let setting = if open == "{" { Setting::Set } else { Setting::Group };
    group(open, element::read(body, ctx.within(setting)), close)
}

/// Returns the opening bracket, what stands between, and the closing bracket.
pub(super) fn parts(node: &SyntaxNode) -> Option<(&str, &SyntaxNode, &str)> {
    let mut children = node.children();
    let open = children.next()?;
    let close = children.next_back()?;
    let body = children.find(|child| child.kind() == SyntaxKind::Math)?;
    Some((open.leaf_text(), body, close.leaf_text()))
}

/// Returns the phrase of a content between brackets. Brackets around one term
/// are not spoken.
pub(super) fn group(open: &str, content: Phrase, close: &str) -> Phrase {
    match (open, close) {
        ("{", "}") if content.words.is_empty() => Phrase::atom("the empty set"),
        _ if content.words.is_empty() => Phrase::atom("empty brackets"),
        ("{", "}") => Phrase::opened("the set of", &content, "end set"),
        ("⌊", "⌋") => Phrase::enclosed("the floor of", &content, "end floor"),
        ("⌈", "⌉") => Phrase::enclosed("the ceiling of", &content, "end ceiling"),
        ("⟨", "⟩") => angle(&content),
        ("⟦" | "[|", "⟧" | "|]") => {
            Phrase::enclosed("double brackets", &content, "end brackets")
        }
        _ if content.weight == Weight::List => listed(open, &content, close),
        _ if content.is_simple() => content,
        _ => Phrase::opened("the quantity", &content, "end quantity"),
    }
}

/// Angle brackets hold an inner product if there are two items in them.
fn angle(content: &Phrase) -> Phrase {
    match halves(content) {
        Some((first, second)) => {
            let words = format!("{first} and {second}");
            Phrase::opened(
                "the inner product of",
                &Phrase { words, ..content.clone() },
                "end product",
            )
        }
        None => Phrase::enclosed("angle brackets", content, "end brackets"),
    }
}

/// Several items: an interval where a square bracket stands around two, or
/// else a pair or a longer list.
fn listed(open: &str, content: &Phrase, close: &str) -> Phrase {
    let interval = match (open, close) {
        ("[", "]") => Some("the closed interval from"),
        ("[", ")") | ("(", "]") => Some("the half-open interval from"),
        _ => None,
    };
    match (interval, halves(content)) {
        (Some(lead), Some((first, second))) => {
            let words = format!("{first} to {second}");
            Phrase::opened(lead, &Phrase { words, ..content.clone() }, "end interval")
        }
        (None, Some(_)) => Phrase::opened("the pair", content, "end pair"),
        _ if open == "[" => Phrase::opened("the list", content, "end list"),
        _ => Phrase::opened("the tuple", content, "end tuple"),
    }
}

/// The two items of a list, if it has just two.
fn halves(content: &Phrase) -> Option<(&str, &str)> {
    let (first, second) = content.words.split_once(", ")?;
    let two = !second.contains([',', ';']) && !first.contains(';');
    two.then_some((first, second))
}
