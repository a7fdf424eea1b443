//! Units as one edition prints them: without the steps, blocks and items that it
//! leaves out, and without what only those mention.
//!
//! Everything that gathers from units (index, glossary, lists, references) reads
//! the narrowed ones, so that nothing can lead to what is not printed. Numbers are
//! counted in the whole unit, and stay.

mod numbers;
mod pulled;
mod strings;

pub use pulled::Pulled;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::load::prose::{Kind, Mention, Scan};
use crate::load::{Body, Content, Prose, Unit, UnitKind};
use crate::model::{Block, Depth, Edition, Form, Guide, Name, Policy, Practice, Scope};

/// All units of a guide, narrowed.
#[derive(Debug)]
pub struct Narrowed<'a> {
    units: BTreeMap<(UnitKind, String), (Cow<'a, Unit>, Vec<Pulled>)>,
}

impl<'a> Narrowed<'a> {
    /// Narrows the units of a guide to what an edition prints.
    pub fn new(content: &'a Content, edition: &Edition) -> Self {
        let narrowed = |((kind, slug), unit): (&'a (UnitKind, String), &'a Unit)| {
            let narrowing = Narrowing {
                guide: content.guide(),
                scope: &edition.scope,
                kind: *kind,
            };
            ((*kind, slug.clone()), narrowing.unit(unit))
        };
        Self {
            units: content.units.iter().map(narrowed).collect(),
        }
    }

    /// A unit by kind and slug.
    pub fn get(&self, kind: UnitKind, slug: &str) -> Option<&Unit> {
        self.units
            .get(&(kind, slug.to_string()))
            .map(|(unit, _)| unit.as_ref())
    }

    /// The figures that a unit prints because its text refers to them.
    pub fn pulled(&self, kind: UnitKind, slug: &str) -> &[Pulled] {
        let found = self.units.get(&(kind, slug.to_string()));
        found.map(|(_, pulled)| pulled.as_slice()).unwrap_or_default()
    }
}

/// The kinds of blocks that a call in prose places.
fn block_of(kind: Kind) -> Option<Block> {
    Some(match kind {
        Kind::Dialogue => Block::Dialogue,
        Kind::Tradeoff => Block::Tradeoff,
        Kind::Decision => Block::Decision,
        Kind::Estimate => Block::Estimate,
        Kind::Figure => Block::Fig,
        Kind::Formula => Block::Formula,
        Kind::Thread => Block::Thread,
        Kind::Incident => Block::Incident,
        _ => return None,
    })
}

/// Whether the briefest editions print what a mention places.
pub fn is_brief(mention: &Mention) -> bool {
    match mention.kind {
        Kind::Decision | Kind::Estimate => true,
        Kind::Figure => mention.core,
        _ => false,
    }
}

struct Narrowing<'e> {
    guide: &'e Guide,
    scope: &'e Scope,
    kind: UnitKind,
}

impl Narrowing<'_> {
    fn unit<'a>(&self, unit: &'a Unit) -> (Cow<'a, Unit>, Vec<Pulled>) {
        let prose: Vec<Prose> = unit
            .prose
            .iter()
            .filter(|_| self.scope.form == Form::Book)
            .filter(|prose| self.prints_step_at(prose.step))
            .map(|prose| Prose { scan: self.scan(&prose.scan), ..prose.clone() })
            .collect();
        let practice = unit.practice.clone().map(|mut document| {
            document.value = self.practice(&document.value);
            document
        });
        let mut narrowed = Unit { prose, practice, ..unit.clone() };
        if let Body::Case(document) = &mut narrowed.body
            && !self.prints_summary()
        {
            document.value.summary = None;
        }
        let gone = self.gone(unit, &narrowed);
        narrowed.snippets.retain(|snippet| {
            !gone.contains(&(snippet.place.file, snippet.markup.range.start))
        });
        let is_whole = count(narrowed.prose.iter()) == count(unit.prose.iter());
        let lost = unit.snippets.len() - narrowed.snippets.len();
        if is_whole && lost == 0 {
            return (Cow::Borrowed(unit), Vec::new());
        }
        if is_whole && lost == self.hidden_strings(unit) {
            numbers::drop_hidden(unit, &mut narrowed);
            return (Cow::Owned(narrowed), Vec::new());
        }
        let pulls = self.scope.references == Policy::PullIn;
        let pulled = match pulls && self.scope.prints(Block::Fig) {
            true => pulled::pull_in(unit, &mut narrowed),
            false => Vec::new(),
        };
        numbers::drop_unprinted(&mut narrowed);
        (Cow::Owned(narrowed), pulled)
    }

    /// The strings of a unit that only the instructor sees.
    fn hidden_strings(&self, unit: &Unit) -> usize {
        let twists = unit.practice.as_ref().map(|document| &document.value.twist);
        2 * twists.filter(|_| !self.scope.hidden).map_or(0, Vec::len)
    }

    fn is_brief(&self) -> bool {
        self.scope.depth == Depth::Brief && self.kind == UnitKind::Case
    }

    fn prints_summary(&self) -> bool {
        let is_book = self.scope.form == Form::Book;
        is_book && !self.is_brief() && self.scope.prints(Block::Summary)
    }

    fn prints_step_at(&self, index: Option<usize>) -> bool {
        let step = index.and_then(|index| self.guide.step.get(index));
        step.is_none_or(|step| self.scope.prints_step(&step.slug))
    }

    fn prints_step(&self, step: Option<&Name>) -> bool {
        step.is_none_or(|step| self.scope.prints_step(step))
    }

    /// The mentions that stay: none within a block that is left out, and in brief
    /// only those of its blocks.
    fn scan(&self, scan: &Scan) -> Scan {
        let mut hidden: Vec<&Range<usize>> = Vec::new();
        for (call, range) in &scan.asides {
            let printed = match call.as_str() {
                "deep" => self.scope.depth == Depth::Deep,
                _ => self.scope.prints(Block::Note),
            };
            if !printed {
                hidden.push(range);
            }
        }
        let is_off = |mention: &&Mention| {
            block_of(mention.kind).is_some_and(|block| !self.scope.prints(block))
        };
        hidden.extend(scan.mentions.iter().filter(is_off).map(|mention| &mention.range));
        let brief = scan.mentions.iter().filter(|mention| is_brief(mention));
        let brief: Vec<_> = brief.map(|mention| &mention.range).collect();
        let within = |ranges: &[&Range<usize>], inner: &Range<usize>| {
            ranges.iter().any(|r| r.start <= inner.start && inner.end <= r.end)
        };
        let stays = |mention: &&Mention| {
            !within(&hidden, &mention.range)
                && (!self.is_brief() || within(&brief, &mention.range))
        };
        let mentions = scan.mentions.iter().filter(stays).cloned().collect();
        Scan { mentions, ..scan.clone() }
    }

    fn practice(&self, practice: &Practice) -> Practice {
        let scope = self.scope;
        let limits = &scope.limits;
        let is_brief = self.is_brief();
        let mut recap = practice.recap.clone().filter(|_| scope.prints(Block::Recap));
        if let Some(recap) = &mut recap {
            recap.steps.retain(|slug, _| scope.prints_step(slug));
        }
        let prints = |block| scope.prints(block);
        let card = self.some(
            &practice.card,
            |item| item.step.as_ref(),
            (prints(Block::Card), limits.cards),
        );
        match scope.form {
            Form::Cards => return Practice { card, ..Practice::default() },
            Form::Cheatsheets => return Practice { recap, ..Practice::default() },
            Form::Book if is_brief => return Practice { recap, ..Practice::default() },
            Form::Book => {}
        }
        let of_level = practice.exercise.iter().filter(|e| scope.prints_level(e.level));
        let exercise = self.some(
            &of_level.cloned().collect::<Vec<_>>(),
            |item| item.step.as_ref(),
            (prints(Block::Exercise), limits.exercises),
        );
        Practice {
            probe: self.some(
                &practice.probe,
                |item| item.step.as_ref(),
                (prints(Block::Probe), limits.probes),
            ),
            pair: self.some(
                &practice.pair,
                |item| item.step.as_ref(),
                (prints(Block::Pair), limits.pairs),
            ),
            levels: self.some(
                &practice.levels,
                |item| item.step.as_ref(),
                (prints(Block::Levels), None),
            ),
            pitfall: self.some(
                &practice.pitfall,
                |item| item.step.as_ref(),
                (prints(Block::Pitfall), limits.pitfalls),
            ),
            exercise,
            twist: self.some(
                &practice.twist,
                |item| item.step.as_ref(),
                (scope.hidden, None),
            ),
            card,
            recap,
        }
    }

    /// The items of the printed steps, the first few of them in the order of the
    /// steps; they keep the order of their file.
    fn some<T: Clone>(
        &self,
        items: &[T],
        step: impl Fn(&T) -> Option<&Name>,
        (prints, most): (bool, Option<usize>),
    ) -> Vec<T> {
        if !prints {
            return Vec::new();
        }
        let place = |item: &T| {
            let slug = step(item)?.text.as_str();
            self.guide.step.iter().position(|step| step.slug.text == slug)
        };
        let chosen = items.iter().enumerate();
        let mut chosen: Vec<_> =
            chosen.filter(|(_, item)| self.prints_step(step(item))).collect();
        chosen.sort_by_key(|(index, item)| (place(item), *index));
        chosen.truncate(most.unwrap_or(usize::MAX));
        chosen.sort_by_key(|(index, _)| *index);
        chosen.into_iter().map(|(_, item)| item.clone()).collect()
    }
}

fn count<'p>(prose: impl Iterator<Item = &'p Prose>) -> usize {
    prose.map(|prose| 1 + prose.scan.mentions.len()).sum()
}
