//! Figures that stand in what is left out, and that the printed text refers to.

use std::collections::BTreeSet;

use ecow::EcoString;

use crate::load::Unit;
use crate::load::prose::{Kind, Mention};

/// A figure that is printed behind the step that refers to it first.
#[derive(Debug, Clone, Eq, PartialEq)]
pub struct Pulled {
    /// The prose behind which it stands, by path.
    pub behind: String,
    /// The prose that places it in the whole guide, by path.
    pub from: String,
    /// The name of the figure.
    pub name: EcoString,
}

/// Adds to a narrowed unit the figures that it refers to and does not place, with
/// what their captions mention. What a string of a record refers to stands behind
/// the last text.
pub(super) fn pull_in(whole: &Unit, narrowed: &mut Unit) -> Vec<Pulled> {
    let mut pulled: Vec<Pulled> = Vec::new();
    while let Some((index, name)) = next(narrowed) {
        let found = whole.prose.iter().find_map(|prose| {
            let placed = prose.scan.mentions.iter().find(|m| places(m, &name))?;
            Some((prose, placed))
        });
        let Some(((prose, placed), target)) = found.zip(narrowed.prose.get_mut(index))
        else {
            break;
        };
        let within = |mention: &&Mention| {
            placed.range.start <= mention.range.start
                && mention.range.end <= placed.range.end
        };
        let mentions = prose.scan.mentions.iter().filter(within).cloned();
        target.scan.mentions.extend(mentions);
        pulled.push(Pulled {
            behind: target.path.clone(),
            from: prose.path.clone(),
            name,
        });
    }
    pulled
}

fn places(mention: &Mention, name: &str) -> bool {
    mention.kind == Kind::Figure && mention.name.as_deref() == Some(name)
}

/// The first figure that is referred to and not placed, with the text behind which
/// it belongs. The figure on the opener stands there in every edition.
fn next(unit: &Unit) -> Option<(usize, EcoString)> {
    let mut placed: BTreeSet<&str> = unit
        .mentions()
        .filter(|mention| mention.kind == Kind::Figure)
        .filter_map(|mention| mention.name.as_deref())
        .collect();
    placed.extend(unit.case().and_then(|case| case.value.board.as_deref()));
    let missing = |mention: &Mention| {
        let name = mention.name.as_ref()?;
        let is_missing =
            mention.kind == Kind::FigureRef && !placed.contains(name.as_str());
        is_missing.then(|| name.clone())
    };
    let texts = unit.prose.iter().enumerate();
    let mut in_texts =
        texts.flat_map(|(i, p)| p.scan.mentions.iter().map(move |m| (i, m)));
    let last = unit.prose.len().checked_sub(1)?;
    let strings = unit.snippets.iter().flat_map(|snippet| &snippet.scan.mentions);
    in_texts
        .find_map(|(index, mention)| Some((index, missing(mention)?)))
        .or_else(|| Some((last, strings.into_iter().find_map(missing)?)))
}
