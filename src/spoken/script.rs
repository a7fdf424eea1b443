//! Subscripts, superscripts and primes.

use typst_syntax::ast;
use typst_syntax::{SyntaxKind, SyntaxNode};

use super::context::{Context, Setting};
use super::phrase::{Phrase, Role, Tail, Weight};
use super::{bar, call, element, limits, name, power, symbol};

/// The scripts of a base.
#[derive(Clone, Copy)]
pub(super) struct Scripts<'a> {
    /// What stands below.
    pub bottom: Option<&'a SyntaxNode>,
    /// What stands above.
    pub top: Option<&'a SyntaxNode>,
    /// The primes right behind the base.
    pub primes: Option<&'a SyntaxNode>,
}

impl<'a> Scripts<'a> {
    /// The scripts of a node.
    fn of(node: &'a SyntaxNode, attach: ast::MathAttach<'a>) -> Self {
        let primes = node.children().nth(1);
        Self {
            bottom: attach.bottom().map(element::node),
            top: attach.top().map(element::node),
            primes: primes.filter(|node| node.kind() == SyntaxKind::MathPrimes),
        }
    }
}

/// The words of one script, and whether they say where they end.
pub(super) struct Script {
    /// The words.
    pub words: String,
    /// Whether the words say where they end.
    pub ended: bool,
}

/// Returns the phrase of a base with scripts.
pub(super) fn read(node: &SyntaxNode, ctx: Context) -> Phrase {
    let Some(attach) = node.cast::<ast::MathAttach>() else { return Phrase::silent() };
    scripted(element::node(attach.base()), Scripts::of(node, attach), ctx)
}

/// Returns the phrase of an application whose brackets carry the scripts.
pub(super) fn outside(phrase: Phrase, node: &SyntaxNode, ctx: Context) -> Phrase {
    let Some(attach) = node.cast::<ast::MathAttach>() else { return phrase };
    let base = element::node(attach.base());
    operand(phrase, base, Scripts::of(node, attach), ctx)
}

/// Returns the phrase of a base with the given scripts.
pub(super) fn scripted(base: &SyntaxNode, scripts: Scripts, ctx: Context) -> Phrase {
    if let Some(inner) = call::normed(base, ctx) {
        return bar::value(
            Role::DoubleBar,
            inner,
            &barred(Role::DoubleBar, scripts, ctx),
        );
    }
    let phrase = base_phrase(base, scripts, ctx);
    match phrase.role {
        Role::Bar | Role::DoubleBar => barred(phrase.role, scripts, ctx),
        Role::Operator(word) => limits::operator(phrase, word, scripts, ctx),
        Role::Function(word) => limits::function(phrase, word, scripts, ctx),
        Role::Relation | Role::Binary | Role::Sign => stacked(phrase, scripts, ctx),
        _ => operand(phrase, base, scripts, ctx),
    }
}

/// The phrase of a base. A number space takes an exponent by its letter, and a
/// group of more than one letter is a quantity.
fn base_phrase(base: &SyntaxNode, scripts: Scripts, ctx: Context) -> Phrase {
    let letter = number_space(base).filter(|_| scripts.top.is_some());
    if let Some(letter) = letter {
        return Phrase::atom(letter);
    }
    let phrase = element::read(base, ctx.within(Setting::Group));
    let silent = base.kind() == SyntaxKind::MathDelimited && !phrase.bulky;
    if silent && phrase.weight > Weight::Atom {
        return Phrase::opened("the quantity", &phrase, "end quantity");
    }
    phrase
}

/// The letter of a base that names a number space.
fn number_space(base: &SyntaxNode) -> Option<&'static str> {
    let source = base.full_text();
    let char = match base.kind() {
        SyntaxKind::MathText => source.chars().next(),
        SyntaxKind::MathIdent => name::character(&source),
        SyntaxKind::MathCall => name::character(&call::doubled(base)?),
        _ => None,
    };
    char.and_then(symbol::space_letter)
}

/// An operand with its scripts, from the inside out: primes, subscript, power.
fn operand(phrase: Phrase, base: &SyntaxNode, scripts: Scripts, ctx: Context) -> Phrase {
    let words = [
        scripts
            .primes
            .map(|node| Script { words: element::primes(node), ended: false }),
        scripts.bottom.map(|node| below("sub", node, ctx)),
        scripts.top.map(|node| power::power(base, node, ctx)),
    ];
    let scripts: Vec<_> = words.into_iter().flatten().collect();
    let ended = scripts.iter().any(|script| script.ended);
    let tight = phrase.weight <= Weight::Scripted && !phrase.bulky && !ended;
    let loose = phrase.bulky || scripts.last().is_some_and(|script| script.ended);
    let tail = loose.then_some(Tail::Pause);
    let weight = if tight { Weight::Scripted } else { Weight::Product };
    Phrase {
        words: said(&phrase, &scripts),
        weight,
        tail,
        ..phrase
    }
}

/// The words of a base and its scripts, with a pause after each announced end.
pub(super) fn said(base: &Phrase, scripts: &[Script]) -> String {
    let mut words = base.base();
    let mut pause = "";
    for script in scripts.iter().filter(|script| !script.words.is_empty()) {
        words = format!("{words}{pause} {}", script.words);
        pause = if script.ended { "," } else { "" };
    }
    words
}

/// A script behind a preposition: "sub i", or "sub i plus 1, end sub".
pub(super) fn below(lead: &str, node: &SyntaxNode, ctx: Context) -> Script {
    let phrase = element::read(node, ctx.within(Setting::Script));
    let words = phrase.words.as_str();
    match (words.is_empty(), phrase.is_short()) {
        (true, _) => Script { words: String::new(), ended: false },
        (_, true) => Script { words: format!("{lead} {words}"), ended: false },
        _ => Script {
            words: format!("{lead} {words}, end {lead}"),
            ended: true,
        },
    }
}

/// The scripts of a bar, which the row hands to the value between the bars.
fn barred(role: Role, scripts: Scripts, ctx: Context) -> Phrase {
    let script = ctx.within(Setting::Script);
    let below = scripts.bottom.map(|node| element::read(node, script).words);
    let number = scripts.top.map(|node| power::plain(node, ctx).words);
    let primes = scripts.primes.map(element::primes);
    let words = [primes, number].into_iter().flatten().collect::<Vec<_>>().join(" ");
    Phrase {
        below: below.unwrap_or_default(),
        ..Phrase::new(words, role)
    }
}

/// A sign with something printed above or below it.
fn stacked(phrase: Phrase, scripts: Scripts, ctx: Context) -> Phrase {
    let read = |node| element::read(node, ctx.within(Setting::Script)).words;
    let above = scripts.top.map(|node| format!(", with {} above", read(node)));
    let below = scripts.bottom.map(|node| format!(", with {} below", read(node)));
    let primes = scripts.primes.map(|node| format!(" {}", element::primes(node)));
    let additions = primes.into_iter().chain(above).chain(below).collect::<String>();
    let tail = additions.starts_with(',').then_some(Tail::Pause);
    Phrase {
        words: format!("{}{additions}", phrase.words),
        tail,
        ..phrase
    }
}
