//! Letters in another style, and functions that only change the layout.

use typst_syntax::SyntaxNode;

use super::call::{self, Arguments};
use super::context::Context;
use super::name;
use super::phrase::{Phrase, Role, Weight};

/// Styles that are spoken, because they tell one letter from another.
const SPOKEN: &[(&str, &str)] =
    &[("bold", "bold"), ("cal", "script"), ("scr", "script"), ("frak", "fraktur")];

/// Styles and layout that are not spoken.
const UNSPOKEN: &[&str] = &[
    "display", "equation", "inline", "italic", "limits", "mono", "sans", "script",
    "scripts", "serif", "sscript", "stretch", "upright",
];

/// Whether a function is a style.
pub(super) fn is_style(callee: &str) -> bool {
    callee == "bb"
        || UNSPOKEN.contains(&callee)
        || SPOKEN.iter().any(|(name, _)| *name == callee)
}

/// Returns the phrase of a styled term.
pub(super) fn read(
    callee: &str,
    node: &SyntaxNode,
    args: &Arguments,
    ctx: Context,
) -> Phrase {
    let inner = args.phrase(0, ctx);
    if callee == "bb" {
        return blackboard(inner, node, ctx);
    }
    match SPOKEN.iter().find(|(name, _)| *name == callee) {
        Some((_, words)) => spoken(inner, words),
        None => inner,
    }
}

/// A term in a spoken style. Several letters have an announced end.
fn spoken(inner: Phrase, style: &str) -> Phrase {
    match inner.role {
        _ if inner.words.is_empty() => inner,
        Role::Operand if inner.weight > Weight::Atom => {
            Phrase::ended(format!("{style} {}, end {style}", inner.words))
        }
        Role::Operand => Phrase { words: format!("{style} {}", inner.words), ..inner },
        _ => inner,
    }
}

/// A term in double-struck letters. The number 1 stands for the indicator
/// function, and the letters of number spaces for those.
fn blackboard(inner: Phrase, node: &SyntaxNode, ctx: Context) -> Phrase {
    if inner.words == "1" {
        return Phrase::new("the indicator", Role::Function("over"));
    }
    let symbol = call::doubled(node).filter(|name| name::character(name).is_some());
    match symbol {
        Some(symbol) => name::name(&symbol, ctx),
        None => spoken(inner, "blackboard"),
    }
}
