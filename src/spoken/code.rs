//! Code that is embedded in an equation.

use typst_syntax::ast;
use typst_syntax::{SyntaxKind, SyntaxNode};

use super::context::Context;
use super::phrase::{Phrase, Role};
use super::{element, name};

/// Functions that print blank space.
const BLANK: &[&str] = &["h", "v", "hide", "pagebreak", "colbreak", "linebreak", "label"];

/// Returns the phrase of code. What it would print is not known here, so that
/// the name it is printed by stands for it.
pub(super) fn read(node: &SyntaxNode, ctx: Context) -> Phrase {
    match node.kind() {
        SyntaxKind::FuncCall => called(node, ctx),
        SyntaxKind::Ident => Phrase::atom(name::plain(node.leaf_text())),
        SyntaxKind::FieldAccess => field(node, ctx),
        SyntaxKind::ContentBlock | SyntaxKind::Equation | SyntaxKind::Markup => {
            let mut words = String::new();
            content(node, ctx, &mut words);
            Phrase::atom(words.trim())
        }
        SyntaxKind::Int | SyntaxKind::Float | SyntaxKind::Numeric => {
            Phrase::atom(node.leaf_text().as_str())
        }
        SyntaxKind::LetBinding | SyntaxKind::SetRule | SyntaxKind::ShowRule => {
            Phrase::silent()
        }
        _ => Phrase::atom(letters(&node.full_text())),
    }
}

/// The words in a text: everything but letters and digits is a gap.
pub(super) fn letters(text: &str) -> String {
    let words = text.split(|char: char| !char.is_alphanumeric());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A call speaks by its first text, then by its content, then by its own name.
fn called(node: &SyntaxNode, ctx: Context) -> Phrase {
    let callee = node.children().next();
    let callee = callee.map(SyntaxNode::full_text).unwrap_or_default();
    let callee = callee.rsplit('.').next().unwrap_or_default();
    if BLANK.contains(&callee) {
        return Phrase::silent();
    }
    let args = || node.children().filter(|c| c.kind() == SyntaxKind::Args);
    let mut items = args().flat_map(SyntaxNode::children);
    if let Some(text) = items.find_map(|item| item.cast::<ast::Str>()) {
        return Phrase::atom(name::plain(&text.get()));
    }
    let mut words = String::new();
    for block in args().flat_map(SyntaxNode::children) {
        content(block, ctx, &mut words);
    }
    match words.trim() {
        "" => Phrase::atom(name::plain(callee)),
        words => Phrase::atom(words),
    }
}

/// A field: a symbol by its full name, or the words of the path.
fn field(node: &SyntaxNode, ctx: Context) -> Phrase {
    let path = node.full_text();
    match path.starts_with("sym.") || path.starts_with("math.") {
        true => name::name(&path, ctx),
        false => Phrase::new(name::plain(&path), Role::Operand),
    }
}

/// Collects the words of content.
fn content(node: &SyntaxNode, ctx: Context, words: &mut String) {
    if ctx.exhausted() {
        return;
    }
    let ctx = ctx.deeper();
    match node.kind() {
        SyntaxKind::Text => words.push_str(node.leaf_text()),
        SyntaxKind::Space => words.push(' '),
        SyntaxKind::Math | SyntaxKind::FuncCall => {
            words.push_str(&element::read(node, ctx).words);
        }
        SyntaxKind::ContentBlock
        | SyntaxKind::Markup
        | SyntaxKind::Equation
        | SyntaxKind::Strong
        | SyntaxKind::Emph => {
            node.children().for_each(|child| content(child, ctx, words));
        }
        _ => {}
    }
}
