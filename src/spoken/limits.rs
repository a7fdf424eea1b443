//! Operators and functions with what stands below and above them.

use typst_syntax::SyntaxNode;

use super::context::{Context, Setting};
use super::element;
use super::phrase::{Phrase, Tail, Weight};
use super::power;
use super::script::{self, Scripts};

/// Returns "the sum over i from 1 to N".
pub(super) fn operator(
    phrase: Phrase,
    word: &'static str,
    scripts: Scripts,
    ctx: Context,
) -> Phrase {
    let bottom = scripts.bottom.map(|node| start(word, node, ctx));
    let top = scripts
        .top
        .map(|node| element::read(node, ctx.within(Setting::Script)));
    let range = match (bottom, top) {
        (None, None) => String::new(),
        (None, Some(top)) => format!(" up to {}", top.words),
        (Some(bottom), None) => format!(" {word} {}", bottom.words),
        (Some(bottom), Some(top)) => format!(" {}", range(word, &bottom, &top.words)),
    };
    Phrase {
        words: format!("{}{range}", phrase.words),
        ..phrase
    }
}

/// What stands below an operator.
fn start(word: &str, node: &SyntaxNode, ctx: Context) -> Phrase {
    let setting = if word == "as" { Setting::Limit } else { Setting::Script };
    element::read(node, ctx.within(setting))
}

/// What stands below and above an operator. An equation below names a variable
/// and where it starts.
fn range(word: &str, bottom: &Phrase, top: &str) -> String {
    match bottom.words.split_once(" equals ") {
        Some((variable, start)) if !bottom.words.contains(',') => {
            format!("{word} {variable} from {start} to {top}")
        }
        None if bottom.weight < Weight::Clause => {
            format!("from {} to {top}", bottom.words)
        }
        _ => format!("{word} {}, up to {top}", bottom.words),
    }
}

/// Returns "the log base 2", "sine squared" or "the maximum over a in A".
pub(super) fn function(
    phrase: Phrase,
    word: &'static str,
    scripts: Scripts,
    ctx: Context,
) -> Phrase {
    let below = match (word, scripts.bottom) {
        ("sub", Some(node)) => Some(script::below(word, node, ctx)),
        (_, Some(node)) => Some(preposed(word, node, ctx)),
        _ => None,
    };
    let primes = scripts.primes.map(element::primes);
    let primes = primes.map(|words| script::Script { words, ended: false });
    let above = scripts.top.map(|node| raised(node, ctx));
    let scripts: Vec<_> = [primes, below, above].into_iter().flatten().collect();
    let ended = scripts.last().is_some_and(|script| script.ended);
    let words = script::said(&phrase, &scripts);
    Phrase {
        words,
        tail: ended.then_some(Tail::Pause),
        ..phrase
    }
}

/// What stands below a function, behind its preposition. The "of" of the
/// argument ends it.
fn preposed(word: &str, node: &SyntaxNode, ctx: Context) -> script::Script {
    let phrase = element::read(node, ctx.within(Setting::Script));
    script::Script {
        words: format!("{word} {}", phrase.words),
        ended: false,
    }
}

/// What stands above a function: the inverse, or a power.
fn raised(node: &SyntaxNode, ctx: Context) -> script::Script {
    let source = node.full_text();
    if matches!(source.as_str(), "(-1)" | "(−1)") {
        return script::Script { words: "inverse".to_owned(), ended: false };
    }
    power::plain(node, ctx)
}
