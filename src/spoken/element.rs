//! One node of the syntax tree and its phrase.

use typst_syntax::ast::{self, AstNode};
use typst_syntax::{SyntaxKind, SyntaxNode};

use super::context::Context;
use super::phrase::{Phrase, Role};
use super::{call, code, delimiter, fraction, name, root, row, script, symbol};

/// Words of prose that join two statements. Other text names a quantity.
const JOINTS: &[&str] = &[
    "and",
    "as",
    "but",
    "by",
    "else",
    "for",
    "given",
    "if",
    "iff",
    "is",
    "of",
    "on",
    "or",
    "otherwise",
    "s.t.",
    "so",
    "subject",
    "such",
    "then",
    "when",
    "where",
    "with",
];

/// Returns the phrase of a node, whatever its kind.
pub(super) fn read(node: &SyntaxNode, ctx: Context) -> Phrase {
    if ctx.exhausted() {
        return Phrase::atom("a nested expression");
    }
    let ctx = ctx.deeper();
    match node.kind() {
        SyntaxKind::MathText => text(node.leaf_text(), ctx),
        SyntaxKind::MathShorthand => shorthand(node, ctx),
        SyntaxKind::MathIdent | SyntaxKind::MathFieldAccess => {
            name::name(&node.full_text(), ctx)
        }
        SyntaxKind::Math => row::row(node.children(), ctx),
        SyntaxKind::MathCall => call::read(node, ctx),
        SyntaxKind::MathDelimited => delimiter::read(node, ctx),
        SyntaxKind::MathAttach => script::read(node, ctx),
        SyntaxKind::MathPrimes => Phrase::new(primes(node), Role::Postfix),
        SyntaxKind::MathFrac => fraction::read(node, ctx),
        SyntaxKind::MathRoot => root::read(node, ctx),
        SyntaxKind::Linebreak => Phrase::new("; next line", Role::Mark),
        SyntaxKind::Comma => Phrase::new(",", Role::Mark),
        SyntaxKind::Semicolon => Phrase::new(";", Role::Mark),
        SyntaxKind::Str => string(node),
        SyntaxKind::Escape => escape(node, ctx),
        SyntaxKind::Error => Phrase::atom(code::letters(node.leaf_text())),
        SyntaxKind::MathAlignPoint => Phrase::silent(),
        _ => code::read(node, ctx),
    }
}

/// The words for primes.
pub(super) fn primes(node: &SyntaxNode) -> String {
    match node.leaf_text().len() {
        0 => String::new(),
        1 => "prime".to_owned(),
        2 => "double prime".to_owned(),
        3 => "triple prime".to_owned(),
        count => format!("with {count} primes"),
    }
}

/// The phrase of a number or of a single character.
fn text(text: &str, ctx: Context) -> Phrase {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(first), None) if !first.is_numeric() => symbol::symbol(first, ctx),
        (Some(first), _) if first.is_numeric() => Phrase::atom(text),
        (Some(first), Some('\u{FE00}'..='\u{FE0F}')) => symbol::symbol(first, ctx),
        _ => Phrase::atom(text),
    }
}

/// The phrase of a shorthand such as `<=`.
fn shorthand(node: &SyntaxNode, ctx: Context) -> Phrase {
    let shorthand: Option<ast::MathShorthand> = node.cast();
    shorthand.map_or_else(Phrase::silent, |s| symbol::symbol(s.get(), ctx))
}

/// The phrase of an escaped character.
fn escape(node: &SyntaxNode, ctx: Context) -> Phrase {
    let escape: Option<ast::Escape> = node.cast();
    escape.map_or_else(Phrase::silent, |e| symbol::symbol(e.get(), ctx))
}

/// The phrase of a quoted text, which is spoken as it is written, its signs in words.
fn string(node: &SyntaxNode) -> Phrase {
    let text = node.cast::<ast::Str>().map(|str| str.get()).unwrap_or_default();
    let text = text.replace("@", " at ").replace("^", " hat ").replace("_", " ");
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.starts_with("arg")
        && let Some(phrase) = name::listed(&words)
    {
        return Phrase { role: Role::Function("over"), ..phrase };
    }
    let first = words.split([' ', ',']).next().unwrap_or_default();
    let role = if JOINTS.contains(&first) { Role::Text } else { Role::Operand };
    Phrase::new(words, role)
}

/// Returns the node of an expression.
pub(super) fn node<'a>(expr: ast::Expr<'a>) -> &'a SyntaxNode {
    expr.to_untyped()
}
