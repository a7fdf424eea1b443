//! What becomes of findings: levels from the command line, waivers from the guide.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};
use typst_layout::PagedDocument;
use typst_library::WorldExt;
use typst_syntax::DiagSpan;

use super::rules::{Level, RULES};
use super::view::Fault;
use crate::diagnostics::{Failed, OnPage, Report};
use crate::model::{Edition, PageWaiver};
use crate::project::Project;

const POINTS_TO_MM: f64 = 25.4 / 72.0;

/// Levels of rules other than their own, by name.
#[derive(Debug, Clone, Default)]
pub struct Levels {
    levels: BTreeMap<&'static str, Level>,
}

impl Levels {
    /// Reads the names that stand behind `--allow`, `--warn` and `--deny`.
    ///
    /// # Errors
    /// Fails when a name is that of no rule.
    pub fn read(
        allow: &[String],
        warn: &[String],
        deny: &[String],
        report: &mut Report,
    ) -> Result<Self, Failed> {
        let mut own = Self::default();
        let lists = [(allow, Level::Allow), (warn, Level::Warn), (deny, Level::Deny)];
        for (names, level) in lists {
            for name in names {
                match RULES.iter().find(|rule| rule.rule == name) {
                    Some(rule) => drop(own.levels.insert(rule.rule, level)),
                    None => {
                        report
                            .usage(
                                "rule-unknown",
                                eco_format!("no rule is called `{name}`"),
                            )
                            .suggest(name, RULES.iter().map(|rule| rule.rule))
                            .hint("`casebook rules` lists the rules of the pages");
                    }
                }
            }
        }
        report.gate().map(|()| own)
    }

    /// The level of a rule in the default edition of a guide, or elsewhere.
    fn of(&self, rule: &str, default: bool) -> Level {
        let known = RULES.iter().find(|known| known.rule == rule);
        let known = known.map(|rule| if default { rule.level } else { rule.elsewhere });
        let own = self.levels.get(rule).copied();
        own.or(known).unwrap_or(Level::Warn)
    }
}

/// How findings are told.
#[derive(Debug, Copy, Clone, Eq, PartialEq)]
pub enum Told {
    /// Errors each, warnings one line for each rule, notes only counted.
    Grouped,
    /// Each by itself.
    Each,
}

/// A finding, and what becomes of it.
#[derive(Debug, Copy, Clone)]
pub struct Weighed<'a> {
    /// Its level.
    pub level: Level,
    /// What was found.
    pub fault: &'a Fault,
}

/// Weighs what was found on the pages of an edition, worst first, but for what is
/// allowed or waived by the guide. A waiver that covers nothing is reported.
pub fn weigh<'a>(
    faults: &'a [Fault],
    project: &Project,
    edition: &Edition,
    levels: &Levels,
    report: &mut Report,
) -> Vec<Weighed<'a>> {
    let kept = waived(faults, project, edition, report).into_iter();
    let default = is_default(project, edition);
    let level = |fault: &Fault| levels.of(fault.rule, default);
    let weighed = kept.map(|fault| Weighed { level: level(fault), fault });
    let mut order: Vec<Weighed> =
        weighed.filter(|found| found.level > Level::Allow).collect();
    // The rules stand in the order of their weight already.
    order.sort_by_key(|found| std::cmp::Reverse(found.level));
    order
}

/// Whether an edition is the default one of its guide, as its record says.
fn is_default(project: &Project, edition: &Edition) -> bool {
    let guide = project.content.as_ref().map(|content| content.guide());
    let named = guide.is_some_and(|guide| guide.default_edition.text == edition.name);
    named && !project.editions.are_set()
}

/// Reports what was found on the pages of an edition. The notes that are not told are
/// returned, counted by rule.
pub fn tell(
    order: &[Weighed],
    (edition, document): (&Edition, &PagedDocument),
    told: Told,
    report: &mut Report,
) -> BTreeMap<&'static str, usize> {
    let mut groups: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut notes: BTreeMap<&'static str, usize> = BTreeMap::new();
    for Weighed { level, fault } in order {
        if *level < Level::Deny {
            *groups.entry(fault.rule).or_default() += 1;
        }
        if *level == Level::Note {
            *notes.entry(fault.rule).or_default() += 1;
        }
    }
    let mut grouped: Vec<&str> = Vec::new();
    for &Weighed { level, fault } in order {
        let count = groups.get(fault.rule).copied().unwrap_or(1);
        let mut message = fault.message.clone();
        if told == Told::Grouped && level < Level::Deny {
            if level == Level::Note || grouped.contains(&fault.rule) {
                continue;
            }
            grouped.push(fault.rule);
            if count > 1 {
                message = eco_format!("{message}, and {} more like it", count - 1);
            }
        }
        say(fault, level, message, (edition, document), report);
    }
    match told {
        Told::Each => BTreeMap::new(),
        Told::Grouped => notes,
    }
}

fn say(
    fault: &Fault,
    level: Level,
    message: EcoString,
    (edition, document): (&Edition, &PagedDocument),
    report: &mut Report,
) {
    let number = document.pages().get(fault.page).map(|page| page.number);
    let area = fault.area;
    let edges = [area.left, area.top, area.right, area.bottom];
    let place = OnPage {
        edition: edition.name.clone(),
        page: number.unwrap_or_default(),
        edges: edges.map(|edge| (edge * POINTS_TO_MM * 10.0).round() / 10.0),
    };
    let rule = fault.rule;
    let finding = match level {
        Level::Deny => report.error(rule, fault.at, message),
        _ => report.warning(rule, fault.at, message),
    };
    finding.on_page(place, level == Level::Note);
}

/// What no waiver of the guide covers. A waiver that covers nothing is told.
fn waived<'a>(
    faults: &'a [Fault],
    project: &Project,
    edition: &Edition,
    report: &mut Report,
) -> Vec<&'a Fault> {
    let Some(content) = &project.content else { return faults.iter().collect() };
    let own: Vec<&PageWaiver> = content
        .guide()
        .waive
        .iter()
        .filter(|waiver| waiver.edition.as_ref().is_none_or(|e| e.text == edition.name))
        .collect();
    let places: Vec<Place> =
        if own.is_empty() { Vec::new() } else { places(faults, project).collect() };
    let covers = |waiver: &PageWaiver, index: usize| {
        let place = &waiver.place.text;
        let found = places.get(index);
        found.is_some_and(|own| place == &own.file || place == &own.line)
            && faults.get(index).is_some_and(|fault| fault.rule == waiver.rule.text)
    };
    let is_default = is_default(project, edition);
    for waiver in &own {
        let idle = !(0..faults.len()).any(|index| covers(waiver, index));
        if idle && (is_default || waiver.edition.is_some()) {
            let finding = report
                .warning(
                    "waiver-idle",
                    content.guide.at(&waiver.rule.range),
                    eco_format!(
                        "no finding of `{}` at `{}` is left to waive",
                        waiver.rule.text,
                        waiver.place.text
                    ),
                )
                .hint("remove the waiver");
            if !RULES.iter().any(|rule| rule.rule == waiver.rule.text) {
                finding.suggest(&waiver.rule.text, RULES.iter().map(|rule| rule.rule));
            }
        }
    }
    let open = |index: &usize| !own.iter().any(|waiver| covers(waiver, *index));
    let open = (0..faults.len()).filter(open);
    open.filter_map(|index| faults.get(index)).collect()
}

/// A place in the content.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// The file; nothing where the layout writes by itself.
    pub(super) file: EcoString,
    /// The file with the line.
    pub(super) line: EcoString,
}

/// The places of findings.
pub(super) fn places<'a>(
    faults: impl IntoIterator<Item = &'a Fault>,
    project: &Project,
) -> impl Iterator<Item = Place> {
    let world = project.world();
    let place = move |fault: &Fault| {
        let Some(id) = fault.at.id() else { return Place::default() };
        let path = id.get().vpath().get_with_slash();
        let file = EcoString::from(path.trim_start_matches('/'));
        let line = line(&world, fault.at, project.sources.get(path).map(|f| f.text()));
        Place { line: eco_format!("{file}:{line}"), file }
    };
    faults.into_iter().map(place)
}

/// The line of a place, from 1; 0 where there is none.
fn line(world: &impl typst_library::World, at: DiagSpan, text: Option<&str>) -> usize {
    let start = world.range(at).map(|range| range.start);
    let before = start.zip(text).and_then(|(start, text)| text.get(..start));
    before.map_or(0, |before| before.matches('\n').count() + 1)
}
