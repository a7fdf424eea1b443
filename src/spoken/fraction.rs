//! Fractions and binomial coefficients.

use typst_syntax::SyntaxNode;
use typst_syntax::ast;

use super::context::{Context, Setting};
use super::element;
use super::phrase::{Phrase, Weight};

/// Returns the phrase of a fraction with a slash.
pub(super) fn read(node: &SyntaxNode, ctx: Context) -> Phrase {
    let Some(fraction) = node.cast::<ast::MathFrac>() else { return Phrase::silent() };
    let ctx = ctx.within(Setting::Group);
    let numerator = element::read(element::node(fraction.num()), ctx);
    let denominator = element::read(element::node(fraction.denom()), ctx);
    over(&numerator, &denominator)
}

/// Returns "a over b" for short parts, or a fraction with an announced end.
pub(super) fn over(numerator: &Phrase, denominator: &Phrase) -> Phrase {
    let (above, below) = (numerator.said(), denominator.said());
    if numerator.is_simple() && denominator.is_simple() {
        let phrase = Phrase::atom(format!("{above} over {below}"));
        return Phrase { weight: Weight::Product, bulky: true, ..phrase };
    }
    let comma = if numerator.has_pauses() { "," } else { "" };
    Phrase::ended(format!(
        "the fraction with numerator {above}{comma} and denominator {below}, end fraction"
    ))
}

/// Returns "n choose k" for short parts.
pub(super) fn choose(upper: &Phrase, lower: &Phrase) -> Phrase {
    let (above, below) = (upper.said(), lower.said());
    if upper.is_simple() && lower.is_simple() {
        let phrase = Phrase::atom(format!("{above} choose {below}"));
        return Phrase { weight: Weight::Product, bulky: true, ..phrase };
    }
    let comma = if upper.has_pauses() { "," } else { "" };
    Phrase::ended(format!("the binomial {above}{comma} choose {below}, end binomial"))
}
