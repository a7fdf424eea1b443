//! Roots.

use typst_syntax::SyntaxNode;
use typst_syntax::ast;

use super::context::{Context, Setting};
use super::element;
use super::phrase::Phrase;

/// Returns the phrase of a root sign in front of its radicand.
pub(super) fn read(node: &SyntaxNode, ctx: Context) -> Phrase {
    let Some(root) = node.cast::<ast::MathRoot>() else { return Phrase::silent() };
    let index = root.index().map(|index| Phrase::atom(index.to_string()));
    let radicand = element::node(root.radicand());
    of(index.as_ref(), &element::read(radicand, ctx.within(Setting::Group)))
}

/// Returns "the cube root of x".
pub(super) fn of(index: Option<&Phrase>, radicand: &Phrase) -> Phrase {
    let lead = match index {
        None => "the square root of".to_owned(),
        Some(index) => match index.words.as_str() {
            "2" => "the square root of".to_owned(),
            "3" => "the cube root of".to_owned(),
            "4" => "the fourth root of".to_owned(),
            words if index.is_short() => format!("the {words}-th root of"),
            words => format!("the root of order {words}, of"),
        },
    };
    Phrase::enclosed(&lead, radicand, "end root")
}
