//! A row: expressions that stand next to each other.

use typst_syntax::{SyntaxKind, SyntaxNode};

use super::application::{self, Part};
use super::bar;
use super::context::Context;
use super::phrase::{Phrase, Role, Weight};

/// Returns the phrase of nodes that stand next to each other.
pub(super) fn row<'a>(
    nodes: impl IntoIterator<Item = &'a SyntaxNode>,
    ctx: Context,
) -> Phrase {
    let mut parts = Vec::new();
    flatten(nodes, ctx, &mut parts);
    let mut phrases = bar::paired(application::applied(&parts, ctx), ctx);
    mapped(&mut phrases);
    joined(phrases)
}

/// Makes "f colon X to Y" into "f from X to Y".
fn mapped(phrases: &mut [Phrase]) {
    let colon = phrases.iter().position(|phrase| phrase.words == "colon");
    let Some((first, after)) =
        colon.and_then(|index| phrases.split_at_mut_checked(index))
    else {
        return;
    };
    let arrow = after.iter().any(|p| p.role == Role::Relation && p.words == "to");
    if let (Some(colon), true, false) = (after.first_mut(), arrow, first.is_empty()) {
        colon.words = "from".to_owned();
    }
}

/// Collects what is spoken. Groups that only the parser knows, such as a
/// bracket without partner, are taken apart: a bar in one may pair with a bar
/// outside of it.
fn flatten<'a>(
    nodes: impl IntoIterator<Item = &'a SyntaxNode>,
    ctx: Context,
    parts: &mut Vec<Part<'a>>,
) {
    let mut spaced = false;
    let mut code = Code::None;
    for node in nodes {
        let ends_code = code == Code::Read && node.kind() == SyntaxKind::Semicolon;
        code = code.after(node);
        match node.kind() {
            SyntaxKind::Space => spaced = true,
            SyntaxKind::Semicolon if ends_code => {}
            kind if is_silent(kind) => {}
            SyntaxKind::Math if !ctx.exhausted() => {
                flatten(node.children(), ctx.deeper(), parts);
                spaced = false;
            }
            _ => {
                parts.push(Part { node, spaced });
                spaced = false;
            }
        }
    }
}

/// Where the reading stands in embedded code. A semicolon right after code ends
/// it and is not printed, any other semicolon is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Code {
    /// No code right before.
    None,
    /// A hash, after which code follows.
    Hash,
    /// The expression after the hash.
    Read,
}

impl Code {
    /// Where the reading stands after a node.
    fn after(self, node: &SyntaxNode) -> Self {
        match (node.kind(), self) {
            (SyntaxKind::Hash, _) => Self::Hash,
            (_, Self::Hash) => Self::Read,
            _ => Self::None,
        }
    }
}

/// Whether a node of this kind is never printed by itself.
fn is_silent(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::Hash
            | SyntaxKind::LineComment
            | SyntaxKind::BlockComment
            | SyntaxKind::LeftParen
            | SyntaxKind::RightParen
            | SyntaxKind::Named
            | SyntaxKind::End
    )
}

/// Joins phrases into one, with the words that link neighbours.
pub(super) fn joined(phrases: Vec<Phrase>) -> Phrase {
    let mut phrases: Vec<_> = phrases
        .into_iter()
        .filter(|phrase| !phrase.words.is_empty())
        .collect();
    let weight = weight(&phrases);
    let Some(last) = phrases.pop() else { return Phrase::silent() };
    if phrases.is_empty() {
        return last;
    }
    let tail = last.tail.clone();
    phrases.push(last);
    let mut words = String::new();
    let mut previous: Option<&Phrase> = None;
    for phrase in &phrases {
        if let Some(previous) = previous {
            words.push_str(&link(previous, phrase));
        }
        words.push_str(&phrase.words);
        previous = Some(phrase);
    }
    Phrase { weight, tail, ..Phrase::atom(words) }
}

/// What is said between two neighbours.
fn link(left: &Phrase, right: &Phrase) -> String {
    if right.role == Role::Mark {
        return left.closing();
    }
    let pause = left.pause();
    match bridge(left, right) {
        Some(bridge) => format!("{pause} {bridge} "),
        None => format!("{pause} "),
    }
}

/// The word between an operator and its operand, and between two factors of
/// which one is long.
fn bridge(left: &Phrase, right: &Phrase) -> Option<&'static str> {
    use Role::{Argument, Binary, Function, Mark, Operand, Operator, Postfix, Relation};
    match (left.role, right.role) {
        (Operator(_) | Function(_) | Argument, Relation | Binary | Postfix | Mark) => {
            None
        }
        (Operator(_) | Function(_) | Argument, _) => Some("of"),
        (Operand | Postfix, Operator(_) | Function(_) | Argument) => Some("times"),
        (Operand | Postfix, Operand) => {
            (left.bulky || left.tail.is_some() || right.bulky).then_some("times")
        }
        _ => None,
    }
}

/// How loosely a row holds together.
fn weight(phrases: &[Phrase]) -> Weight {
    match phrases {
        [] => Weight::Atom,
        [one] => one.weight,
        [sign, operand] if sign.role == Role::Sign && operand.is_short() => {
            Weight::Signed
        }
        [prefix, operand] if prefix.role == Role::Prefix && operand.is_simple() => {
            Weight::Scripted
        }
        [operand, postfix] if postfix.role == Role::Postfix && operand.is_simple() => {
            Weight::Scripted
        }
        _ => phrases.iter().map(share).max().unwrap_or(Weight::Product),
    }
}

/// The weight that a phrase gives to a row of several.
fn share(phrase: &Phrase) -> Weight {
    match phrase.role {
        Role::Mark => Weight::List,
        Role::Relation | Role::Text => Weight::Clause,
        Role::Sign => Weight::Sum,
        _ => phrase.weight.max(Weight::Product),
    }
}
