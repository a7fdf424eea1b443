//! The rule about closing summaries.

use ecow::eco_format;
use typst_syntax::ast::{self, AstNode};
use typst_syntax::{SyntaxKind, SyntaxNode, parse};

use super::Context;
use crate::diagnostics::Report;
use crate::limits;
use crate::load::Unit;

/// A closing summary has 200 to 300 words; a quantity counts as two, its value and
/// its unit.
///
/// # Why
/// It is what the candidate says in the last two minutes: a shorter one leaves them
/// unused, a longer one is cut off.
///
/// # Instead
/// Cut what decided nothing, or add the risk, what was not covered, or what comes
/// next.
pub(super) fn lengths(cx: &Context, report: &mut Report) {
    for case in cx.content.units.values().filter_map(Unit::case) {
        let Some(summary) = &case.value.summary else { continue };
        let Some(words) = words(&summary.text) else { continue };
        if !limits::SUMMARY_WORDS.contains(&words) {
            let (least, most) =
                (limits::SUMMARY_WORDS.start(), limits::SUMMARY_WORDS.end());
            report
                .warning(
                    "summary-length",
                    case.key(&["summary"]),
                    eco_format!("the closing summary has {words} words"),
                )
                .hint(eco_format!("two minutes are {least} to {most} words"));
        }
    }
}

/// The words of a text; nothing where some are still to be written.
fn words(text: &str) -> Option<usize> {
    let mut plain = String::new();
    gather(&parse(text), &mut plain)?;
    let is_word = |word: &&str| word.contains(char::is_alphanumeric);
    Some(plain.split_whitespace().filter(is_word).count())
}

/// Adds what a piece of markup says to a plain text.
fn gather(node: &SyntaxNode, plain: &mut String) -> Option<()> {
    match node.kind() {
        SyntaxKind::Text | SyntaxKind::SmartQuote => plain.push_str(node.leaf_text()),
        SyntaxKind::Shorthand if node.leaf_text() != "~" => {
            plain.push_str(node.leaf_text());
        }
        SyntaxKind::Equation => plain.push_str("equation"),
        SyntaxKind::FuncCall => match callee(node).as_deref() {
            Some("write") => return None,
            Some("num") => plain.push_str("value unit"),
            _ => children(node, plain)?,
        },
        SyntaxKind::Space
        | SyntaxKind::Shorthand
        | SyntaxKind::Parbreak
        | SyntaxKind::Linebreak => plain.push(' '),
        _ => children(node, plain)?,
    }
    Some(())
}

fn children(node: &SyntaxNode, plain: &mut String) -> Option<()> {
    node.children().try_for_each(|child| gather(child, plain))
}

fn callee(node: &SyntaxNode) -> Option<String> {
    match ast::FuncCall::from_untyped(node)?.callee() {
        ast::Expr::Ident(name) => Some(name.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_what_is_said() {
        let counted = [
            ("", 0),
            ("I don't shard — not yet.", 5),
            ("About #num(\"qps\"), at *peak*.", 5),
            ("A #term(\"recall\")[found share] of $x^2$.\n\nNext~week", 7),
        ];
        for (text, count) in counted {
            assert_eq!(words(text), Some(count), "{text}");
        }
        assert_eq!(words("I would #write[the rest]"), None);
    }
}
