//! Vertical bars: absolute values, norms and conditions.

use super::context::{Context, Setting};
use super::phrase::{Phrase, Role, Tail, Weight};
use super::row;

/// How the letters begin that name sets. Between single bars, these have a size
/// and no absolute value.
const SETS: &[&str] = &["script ", "blackboard "];

/// A bar that has been opened: its role, and how many phrases stood before it.
type Open = (Role, usize);

/// Replaces the bars of a row. The source does not say which bar opens and
/// which closes, so that a bar closes after an operand, opens after anything
/// else, and separates if there is nothing to close.
pub(super) fn paired(phrases: Vec<Phrase>, ctx: Context) -> Vec<Phrase> {
    let mut left = [Role::Bar, Role::DoubleBar].map(|role| count(&phrases, role));
    if left == [0, 0] {
        return phrases;
    }
    let mut read: Vec<Phrase> = Vec::with_capacity(phrases.len());
    let mut opened: Vec<Open> = Vec::new();
    for phrase in phrases {
        let role = phrase.role;
        let Some(later) = later(&mut left, role) else {
            read.push(phrase);
            continue;
        };
        let start = opened.last().map_or(0, |(_, start)| *start);
        let follows = read.get(start..).and_then(<[_]>::last).is_some_and(is_operand);
        match opened.last().copied() {
            Some((open, start)) if open == role && follows => {
                opened.pop();
                let inner = row::joined(read.split_off(start));
                read.push(value(role, inner, &phrase));
            }
            _ if opens(&phrase, follows, later) => opened.push((role, read.len())),
            _ => read.push(separator(&phrase, follows, ctx)),
        }
    }
    unclosed(&mut read, opened);
    read
}

/// Returns "the absolute value of x" or "the 2-norm of x". The phrase of the
/// closing bar carries the scripts.
pub(super) fn value(role: Role, inner: Phrase, bar: &Phrase) -> Phrase {
    let letter = SETS.iter().any(|lead| inner.words.starts_with(lead));
    let listed = inner.weight == Weight::Product && inner.words.starts_with("the set of");
    let (lead, end) = match role {
        Role::DoubleBar if bar.below.is_empty() => ("the norm of".to_owned(), "end norm"),
        Role::DoubleBar => (format!("the {}-norm of", bar.below), "end norm"),
        _ if listed || (letter && inner.is_simple()) => {
            ("the size of".to_owned(), "end size")
        }
        _ => ("the absolute value of".to_owned(), "end absolute value"),
    };
    let phrase = Phrase::enclosed(&lead, &inner, end);
    if bar.words.is_empty() {
        return phrase;
    }
    let words = format!("{} {}", phrase.base(), bar.words);
    Phrase { words, tail: Some(Tail::Pause), ..phrase }
}

/// How many bars of a kind a row has.
fn count(phrases: &[Phrase], role: Role) -> usize {
    phrases.iter().filter(|phrase| phrase.role == role).count()
}

/// How many bars of the kind follow this one, or nothing if it is no bar.
fn later(left: &mut [usize; 2], role: Role) -> Option<usize> {
    let [single, double] = left;
    let count = match role {
        Role::Bar => single,
        Role::DoubleBar => double,
        _ => return None,
    };
    *count = count.saturating_sub(1);
    Some(*count)
}

/// Whether a phrase can stand before a closing bar.
fn is_operand(phrase: &Phrase) -> bool {
    matches!(phrase.role, Role::Operand | Role::Postfix | Role::Text)
}

/// Whether a bar opens. After an operand, it does so only if the bars that
/// follow would otherwise lack a partner, as in 2|x|.
fn opens(phrase: &Phrase, follows: bool, later: usize) -> bool {
    let scripted = !phrase.words.is_empty() || !phrase.below.is_empty();
    !scripted && later > 0 && (!follows || later % 2 == 1)
}

/// The phrase of a bar that stands alone.
fn separator(bar: &Phrase, follows: bool, ctx: Context) -> Phrase {
    let scripted = !bar.words.is_empty() || !bar.below.is_empty();
    if bar.role == Role::Bar && follows && !bar.below.is_empty() {
        return Phrase::new(format!("evaluated at {}", bar.below), Role::Postfix);
    }
    if scripted || !follows {
        let kind = if bar.role == Role::Bar { "vertical bar" } else { "double bar" };
        return Phrase::atom(format!("{kind} {}", bar.words).trim_end());
    }
    let words = match (bar.role, ctx.setting) {
        (Role::Bar, Setting::Set) => "such that",
        (Role::Bar, _) => "given",
        (_, Setting::Arguments) => "from",
        _ => ctx.relation("is parallel to"),
    };
    Phrase::new(words, Role::Relation)
}

/// Says the bars that never found a partner.
fn unclosed(read: &mut Vec<Phrase>, opened: Vec<Open>) {
    for (_, start) in opened.into_iter().rev() {
        read.insert(start.min(read.len()), Phrase::atom("vertical bar"));
    }
}
