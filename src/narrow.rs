//! Units as one edition prints them: without the steps, blocks and items that it
//! leaves out, and without what only those mention.
//!
//! Everything that gathers from units (index, glossary, lists, references) reads
//! the narrowed ones, so that nothing can lead to what is not printed. Numbers are
//! counted in the whole unit, and stay.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::load::prose::{Kind, Mention, Scan};
use crate::load::{Body, Content, Prose, Unit, UnitKind};
use crate::model::{
    Answers, Block, CaseStudy, Depth, Edition, Guide, Level, Markup, Name, Practice,
    Scope,
};

/// All units of a guide, narrowed.
#[derive(Debug)]
pub struct Narrowed<'a> {
    units: BTreeMap<(UnitKind, String), Cow<'a, Unit>>,
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
        self.units.get(&(kind, slug.to_string())).map(AsRef::as_ref)
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
    fn unit<'a>(&self, unit: &'a Unit) -> Cow<'a, Unit> {
        let prose: Vec<Prose> = unit
            .prose
            .iter()
            .filter(|prose| self.prints_step_at(prose.step))
            .map(|prose| Prose { scan: self.scan(&prose.scan), ..prose.clone() })
            .collect();
        let practice = unit.practice.clone().map(|mut document| {
            document.value = self.practice(&document.value);
            document
        });
        let mut narrowed = Unit { prose, practice, ..unit.clone() };
        let gone = self.gone(unit, &narrowed);
        narrowed.snippets.retain(|snippet| {
            !gone.contains(&(snippet.place.file, snippet.markup.range.start))
        });
        let same = narrowed.snippets.len() == unit.snippets.len()
            && count(narrowed.prose.iter()) == count(unit.prose.iter());
        if same {
            return Cow::Borrowed(unit);
        }
        drop_unprinted_numbers(&mut narrowed);
        Cow::Owned(narrowed)
    }

    fn is_brief(&self) -> bool {
        self.scope.depth == Depth::Brief && self.kind == UnitKind::Case
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
        if is_brief {
            return Practice { recap, ..Practice::default() };
        }
        let prints = |block| scope.prints(block);
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
            card: self.some(
                &practice.card,
                |item| item.step.as_ref(),
                (prints(Block::Card), limits.cards),
            ),
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

    /// The strings that are not printed, by file and first byte.
    fn gone(
        &self,
        whole: &Unit,
        narrowed: &Unit,
    ) -> std::collections::HashSet<(typst_syntax::FileId, usize)> {
        let mut gone = std::collections::HashSet::new();
        if let (Some(all), Some(some)) = (&whole.practice, &narrowed.practice) {
            let kept: BTreeSet<usize> = self
                .printed_strings(&some.value)
                .iter()
                .map(|markup| markup.range.start)
                .collect();
            let starts = all.markups.iter().map(|markup| markup.range.start);
            gone.extend(
                starts.filter(|start| !kept.contains(start)).map(|s| (all.file, s)),
            );
        }
        if let Body::Case(case) = &whole.body {
            let placed = |kind: Kind, name: &str| {
                let mut mentions = narrowed.prose.iter().flat_map(|p| &p.scan.mentions);
                mentions.any(|m| m.kind == kind && m.name.as_deref() == Some(name))
            };
            let steps = case.value.steps.iter();
            let steps = steps.filter(|(slug, _)| !self.scope.prints_step(slug));
            let goals = steps.flat_map(|(_, facts)| [&facts.goal, &facts.keywords]);
            let unplaced = unplaced_strings(&case.value, placed);
            let starts = goals.chain(unplaced).map(|markup| markup.range.start);
            gone.extend(starts.map(|start| (case.file, start)));
        }
        gone
    }

    /// The strings of practice that are printed.
    fn printed_strings<'p>(&self, practice: &'p Practice) -> Vec<&'p Markup> {
        let mut found = Vec::new();
        for item in &practice.probe {
            found.extend([&item.ask, &item.answer]);
        }
        for item in &practice.pair {
            found.extend([&item.question, &item.weak, &item.strong, &item.why]);
        }
        for item in &practice.levels {
            let lines = [&item.mid, &item.senior, &item.staff];
            let printed = Level::ALL.map(|level| self.scope.prints_level(level.number()));
            found.extend(lines.into_iter().zip(printed).filter(|(_, p)| *p).map(|l| l.0));
        }
        for item in &practice.pitfall {
            found.extend([&item.name, &item.cure]);
        }
        for item in &practice.exercise {
            found.push(&item.ask);
            if self.scope.answers != Answers::None {
                found.push(&item.answer);
            }
        }
        for item in &practice.card {
            found.extend([&item.front, &item.back]);
        }
        if let Some(recap) = &practice.recap {
            found.extend([&recap.sentence, &recap.close]);
            found.extend(recap.formulas.iter().flat_map(|f| [&f.name, &f.formula]));
            found.extend(recap.rescues.iter().flat_map(|r| [&r.moment, &r.way_out]));
            let rows = recap.steps.values();
            found.extend(rows.flat_map(|r| [&r.decide, &r.say, &r.draw, &r.avoid]));
        }
        found
    }
}

fn count<'p>(prose: impl Iterator<Item = &'p Prose>) -> usize {
    prose.map(|prose| 1 + prose.scan.mentions.len()).sum()
}

/// The strings of data that no printed prose places.
fn unplaced_strings(
    case: &CaseStudy,
    placed: impl Fn(Kind, &str) -> bool,
) -> Vec<&Markup> {
    let mut found = Vec::new();
    for (name, item) in &case.dialogue {
        if !placed(Kind::Dialogue, name) {
            let turns = item.turns.iter();
            found.extend(turns.flat_map(|t| std::iter::once(&t.say).chain(&t.buys)));
        }
    }
    for (name, item) in &case.tradeoff {
        if !placed(Kind::Tradeoff, name) {
            found.push(&item.caption);
            found.extend(item.rows.iter().flatten().chain(&item.note));
        }
    }
    for (name, item) in &case.decision {
        if !placed(Kind::Decision, name) {
            let arms = [&item.a.name, &item.a.text, &item.b.name, &item.b.text];
            found.extend([&item.question, &item.pick].into_iter().chain(arms));
        }
    }
    for (name, item) in &case.estimate {
        if !placed(Kind::Estimate, name) {
            found.extend([&item.caption, &item.so]);
        }
    }
    for (name, item) in &case.thread {
        if !placed(Kind::Thread, name) {
            found.extend(item.messages.iter().map(|message| &message.say));
        }
    }
    for (name, item) in &case.incident {
        if !placed(Kind::Incident, name) {
            found.extend([&item.title, &item.text]);
        }
    }
    found
}

/// Leaves the quantities that something prints, and the strings of those.
fn drop_unprinted_numbers(unit: &mut Unit) {
    let Some(mut numbers) = unit.numbers.take() else { return };
    let of_numbers = |snippet: &crate::load::Snippet| snippet.place.file == numbers.file;
    let mut printed: BTreeSet<String> = BTreeSet::new();
    let named = |scan: &Scan| -> Vec<String> {
        let numbers = scan
            .mentions
            .iter()
            .filter(|m| matches!(m.kind, Kind::Number | Kind::Calculation));
        numbers
            .filter_map(|m| m.name.as_deref().map(str::to_string))
            .collect()
    };
    printed.extend(unit.prose.iter().flat_map(|prose| named(&prose.scan)));
    let strings = unit.snippets.iter().filter(|snippet| !of_numbers(snippet));
    printed.extend(strings.flat_map(|snippet| named(&snippet.scan)));
    let estimates = unit.prose.iter().flat_map(|prose| &prose.scan.mentions);
    let estimates = estimates.filter(|mention| mention.kind == Kind::Estimate);
    for name in estimates.filter_map(|mention| mention.name.as_deref()) {
        let estimate = unit.case().and_then(|case| case.value.estimate.get(name));
        let rows = estimate.into_iter().flat_map(|estimate| &estimate.rows);
        printed.extend(rows.map(|row| row.text.clone()));
    }
    let practice = unit.practice.iter().filter_map(|p| p.value.recap.as_ref());
    printed.extend(practice.flat_map(|r| &r.numbers).map(|name| name.text.clone()));
    loop {
        let before = printed.len();
        let own = numbers.value.iter().filter(|(name, _)| printed.contains(*name));
        let starts: BTreeSet<usize> = own
            .flat_map(|(_, quantity)| {
                std::iter::once(&quantity.what).chain(&quantity.assume)
            })
            .map(|markup| markup.range.start)
            .collect();
        let own = unit.snippets.iter().filter(|snippet| of_numbers(snippet));
        let own = own.filter(|snippet| starts.contains(&snippet.markup.range.start));
        printed.extend(own.flat_map(|snippet| named(&snippet.scan)).collect::<Vec<_>>());
        if printed.len() == before {
            unit.snippets.retain(|snippet| {
                snippet.place.file != numbers.file
                    || starts.contains(&snippet.markup.range.start)
            });
            break;
        }
    }
    numbers.value.retain(|name, _| printed.contains(name));
    unit.numbers = Some(numbers);
}
