//! The application of a function to the group that follows it.

use typst_syntax::{SyntaxKind, SyntaxNode};

use super::context::{Context, Setting};
use super::phrase::{Phrase, Role, Weight};
use super::{call, delimiter, element};

/// A node of a row.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    /// The node.
    pub node: &'a SyntaxNode,
    /// Whether blank space stands before it.
    pub spaced: bool,
}

/// Letters that name functions, so that a scripted one takes a group as its
/// arguments even behind a space. The space is needed there: without it, the
/// group would belong to the subscript.
const FUNCTIONS: &[&str] = &[
    "D", "F", "G", "H", "J", "K", "L", "P", "Q", "R", "U", "V", "f", "g", "h", "p", "q",
    "ell", "kappa", "mu", "phi", "Phi", "pi", "psi", "Psi", "rho", "sigma",
];

/// Wrappers that change how a letter looks but not what it names.
const WRAPPERS: &[&str] = &[
    "accent", "bar", "bb", "bold", "cal", "frak", "hat", "italic", "macron", "mono", "op",
    "overline", "sans", "scr", "serif", "tilde", "upright",
];

/// Reads the parts of a row, each function together with its arguments.
pub(super) fn applied(parts: &[Part], ctx: Context) -> Vec<Phrase> {
    let mut phrases: Vec<Phrase> = Vec::with_capacity(parts.len());
    let mut rest = parts;
    while let [part, tail @ ..] = rest {
        rest = tail;
        let head = match call::split(part.node, ctx) {
            Some((sign, group)) => {
                phrases.push(sign);
                group
            }
            None => element::read(part.node, ctx),
        };
        match tail.first().and_then(|next| group(part, &head, next, ctx)) {
            Some(pair) => {
                rest = tail.get(1..).unwrap_or_default();
                phrases.extend(pair);
            }
            None => {
                let role = differential(part, tail.first(), &phrases);
                phrases.push(Phrase { role: role.unwrap_or(head.role), ..head });
            }
        }
        merge(&mut phrases);
    }
    phrases
}

/// Returns "f of x" for a function and the group after it, or the two phrases
/// of a product. The group is read once for both, as reading it twice on every
/// level would take exponential time.
fn group(part: &Part, head: &Phrase, next: &Part, ctx: Context) -> Option<Vec<Phrase>> {
    if next.node.kind() != SyntaxKind::MathDelimited || ctx.exhausted() {
        return None;
    }
    let (open, body, close) = delimiter::parts(next.node)?;
    let bracket = matches!(open, "(" | "[");
    let function = matches!(head.role, Role::Function(_)) && (bracket || open == "{");
    if !function && (head.role != Role::Operand || !bracket) {
        return None;
    }
    let content = element::read(body, ctx.within(Setting::Arguments));
    match function || takes_group(part.node, next.spaced, &content) {
        true => Some(vec![apply(head, &content)]),
        false => Some(vec![head.clone(), delimiter::group(open, content, close)]),
    }
}

/// Whether an operand is a function of the group after it.
fn takes_group(node: &SyntaxNode, spaced: bool, content: &Phrase) -> bool {
    let lists = content.weight >= Weight::Clause;
    match node.kind() {
        SyntaxKind::MathText if !is_letter(node) => false,
        SyntaxKind::MathText | SyntaxKind::MathIdent | SyntaxKind::Str => {
            !spaced || lists
        }
        SyntaxKind::MathCall => is_wrapper(node) && (!spaced || lists),
        SyntaxKind::MathAttach => takes_scripted(node, spaced, lists),
        _ => false,
    }
}

/// Whether a letter with scripts is a function of the group after it. A power
/// is one only of letters that commonly name functions.
fn takes_scripted(node: &SyntaxNode, spaced: bool, lists: bool) -> bool {
    let Some(base) = node.children().next() else { return false };
    let power = node.children().any(|child| child.kind() == SyntaxKind::Hat);
    let named = match base.kind() {
        SyntaxKind::MathText | SyntaxKind::MathIdent => {
            FUNCTIONS.contains(&base.leaf_text().as_str())
        }
        kind => kind == SyntaxKind::Str || is_wrapper(base),
    };
    let letter = named || is_letter(base) || base.kind() == SyntaxKind::MathIdent;
    named || (letter && (lists || !(spaced || power)))
}

/// Whether a node is a single letter.
fn is_letter(node: &SyntaxNode) -> bool {
    node.leaf_text().chars().next().is_some_and(char::is_alphabetic)
}

/// Whether a node wraps a letter without changing what it names.
fn is_wrapper(node: &SyntaxNode) -> bool {
    let callee = call::callee(node);
    callee.is_some_and(|callee| WRAPPERS.contains(&callee.as_str()))
}

/// Returns "f of x". A sum as the only argument is called a quantity, because
/// "f of x plus 1" is heard as f of x, plus 1.
pub(super) fn apply(head: &Phrase, content: &Phrase) -> Phrase {
    if content.words.is_empty() {
        return Phrase { role: Role::Operand, ..head.clone() };
    }
    let lead = match content.weight {
        Weight::Sum => format!("{} of the quantity", head.base()),
        _ => format!("{} of", head.base()),
    };
    let opened = Phrase::opened(&lead, content, &format!("end {}", head.title()));
    let tail = opened.tail.filter(|_| !content.is_short());
    Phrase { tail, ..opened }
}

/// The role of the letter d that opens the differential of an integral.
fn differential(part: &Part, next: Option<&Part>, before: &[Phrase]) -> Option<Role> {
    let letter = part.node.kind() == SyntaxKind::MathText && part.node.leaf_text() == "d";
    let variable = next.is_some_and(|next| {
        let scripted = next.node.kind() == SyntaxKind::MathAttach;
        let named = next.node.kind() == SyntaxKind::MathIdent;
        next.spaced && (scripted || named || is_letter(next.node))
    });
    let integral = |phrase: &Phrase| {
        matches!(phrase.role, Role::Operator(_)) && phrase.words.contains("integral")
    };
    (letter && variable && before.iter().any(integral)).then_some(Role::Prefix)
}

/// Joins `arg` and the maximum or minimum after it.
fn merge(phrases: &mut Vec<Phrase>) {
    let [.., first, second] = phrases.as_slice() else { return };
    let Some(rest) = second.words.strip_prefix("the ") else { return };
    if first.role != Role::Argument {
        return;
    }
    let short = [("maximum", "max"), ("minimum", "min")].into_iter();
    let words = short.filter_map(|(long, short)| {
        rest.strip_prefix(long).map(|rest| format!("the arg {short}{rest}"))
    });
    let Some(words) = words.last() else { return };
    let merged = Phrase { words, ..second.clone() };
    phrases.truncate(phrases.len() - 2);
    phrases.push(merged);
}
