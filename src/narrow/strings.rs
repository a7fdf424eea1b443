//! The strings of records that an edition leaves out.

use std::collections::{BTreeSet, HashSet};

use typst_syntax::FileId;

use super::Narrowing;
use crate::load::prose::Kind;
use crate::load::{Body, Unit};
use crate::model::{CaseStudy, Level, Markup, Practice};

impl Narrowing<'_> {
    /// The strings that are not printed, by file and first byte.
    pub(super) fn gone(&self, whole: &Unit, narrowed: &Unit) -> HashSet<(FileId, usize)> {
        let mut gone = HashSet::new();
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
            let has_summary = narrowed.case().is_some_and(|c| c.value.summary.is_some());
            let summary = case.value.summary.iter().filter(|_| !has_summary);
            let strings = goals.chain(unplaced).chain(summary);
            let starts = strings.map(|markup| markup.range.start);
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
            if self.scope.answers.are_printed() {
                found.push(&item.answer);
            }
        }
        for item in &practice.twist {
            found.extend([&item.say, &item.listen]);
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
