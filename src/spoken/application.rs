//! The application of a function to the group that follows it.

use typst_syntax::{SyntaxKind, SyntaxNode};

use super::context::{Context, Setting};
use super::phrase::{Phrase, Role, Weight};
use super::{call, delimiter, element, script};

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
    "accent", "bar", "bb", "bold", "cal", "frak", "hat", "italic", "macron", "mono",
    "op", "overline", "sans", "scr", "serif", "tilde", "upright",
];

/// Reads the parts of a row, each function together with its arguments.
pub(super) fn applied(parts: &[Part], ctx: Context) -> Vec<Phrase> {
    let mut phrases: Vec<Phrase> = Vec::with_capacity(parts.len());
    let mut rest = parts;
    while let [part, tail @ ..] = rest {
        rest = tail;
        if let Some((number, after)) = thousands(part, rest, ctx) {
            phrases.push(number);
            rest = after;
            continue;
        }
        let head = match call::split(part.node, ctx) {
            Some((sign, group)) => {
                phrases.push(sign);
                group
            }
            None => element::read(part.node, ctx),
        };
        if let [next, after @ ..] = tail
            && let Some(pair) = group(part, &head, next, ctx)
        {
            rest = after;
            phrases.extend(pair);
        } else {
            let role = differential(part, tail.first(), &phrases);
            phrases.push(Phrase { role: role.unwrap_or(head.role), ..head });
        }
        merge(&mut phrases);
    }
    phrases
}

/// Returns a number whose thousands are separated, and what comes after it.
/// Arguments and items of a set are separated by the same comma, so that there
/// it is never taken for a part of a number.
fn thousands<'p, 'a>(
    first: &Part,
    rest: &'p [Part<'a>],
    ctx: Context,
) -> Option<(Phrase, &'p [Part<'a>])> {
    let number =
        |part: &Part| part.node.leaf_text().starts_with(|c: char| c.is_numeric());
    let three = |part: &Part| {
        let digits = part.node.leaf_text().chars().take_while(char::is_ascii_digit);
        !part.spaced && digits.count() == 3
    };
    if !number(first) || !matches!(ctx.setting, Setting::Clause | Setting::Group) {
        return None;
    }
    let (mut words, mut left) = (first.node.leaf_text().to_string(), rest);
    while let [comma, group, after @ ..] = left
        && comma.node.leaf_text() == ","
        && !comma.spaced
        && three(group)
    {
        words = format!("{words},{}", group.node.leaf_text());
        left = after;
    }
    (left.len() < rest.len()).then(|| (Phrase::atom(words), left))
}

/// Returns "f of x" for a function and the group after it, or the two phrases
/// of a product. The group is read once for both, as reading it twice on every
/// level would take exponential time.
fn group(part: &Part, head: &Phrase, next: &Part, ctx: Context) -> Option<Vec<Phrase>> {
    let (brackets, scripted) = brackets(next.node)?;
    let (open, body, close) = delimiter::parts(brackets)?;
    let bracket = matches!(open, "(" | "[");
    let function = matches!(head.role, Role::Function(_)) && (bracket || open == "{");
    let operand = head.role == Role::Operand && bracket;
    let takes =
        |lists| function || (operand && takes_group(part.node, next.spaced, lists));
    if ctx.exhausted() || !(takes(false) || (operand && !scripted)) {
        return None;
    }
    let content = element::read(body, ctx.within(Setting::Arguments));
    if !takes(content.weight >= Weight::Clause) {
        return Some(vec![head.clone(), delimiter::group(open, content, close)]);
    }
    let phrase = apply(head, &content);
    Some(vec![if scripted { script::outside(phrase, next.node, ctx) } else { phrase }])
}

/// The brackets of a group, and whether the group carries scripts.
fn brackets(node: &SyntaxNode) -> Option<(&SyntaxNode, bool)> {
    let base = node.children().next()?;
    match (node.kind(), base.kind()) {
        (SyntaxKind::MathDelimited, _) => Some((node, false)),
        (SyntaxKind::MathAttach, SyntaxKind::MathDelimited) => Some((base, true)),
        _ => None,
    }
}

/// Whether an operand is a function of the group after it. A group of several
/// items, or with a condition, can be no factor.
fn takes_group(node: &SyntaxNode, spaced: bool, lists: bool) -> bool {
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
    let tail = opened.tail.filter(|_| !content.is_simple());
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
    let mut extrema = [("maximum", "max"), ("minimum", "min")].into_iter();
    let words = extrema.find_map(|(long, short)| {
        let scripts = rest.strip_prefix(long)?;
        Some(format!("the arg {short}{scripts}"))
    });
    let Some(words) = words else { return };
    let merged = Phrase { words, ..second.clone() };
    phrases.truncate(phrases.len() - 2);
    phrases.push(merged);
}
