//! `explain` and `diff`: what an edition prints of the guide, and why.

use std::collections::BTreeSet;

use ecow::eco_format;
use serde_json::json;

use super::list::{Row, aligned};
use super::{Outcome, Screen, concessions};
use crate::cli::{Diff, Explain};
use crate::diagnostics::Failed;
use crate::holdings::{Holding, holdings};
use crate::load::{Content, UnitKind};
use crate::model::{Blocks, Concession, Depth, Edition, Form};
use crate::narrow::Narrowed;
use crate::project::Project;
use crate::select::{is_held_by, names_case, prints_part, select};

/// Says of every part, unit and step, or of one node with all that it holds,
/// whether an edition prints it, and which line decides; and what the edition has
/// given up for its length.
pub(super) fn explain(
    args: &Explain,
    outcome: &mut Outcome,
    screen: &mut Screen,
) -> Result<(), Failed> {
    let (report, project) = outcome.open(&args.common.root, &args.set)?;
    report.gate()?;
    let Some(content) = &project.content else { return report.gate() };
    let Some(edition) = project.edition(&args.edition, report) else {
        return report.gate();
    };
    let printed = held(content, &edition);
    let all = everything(content, &edition);
    let why = Why {
        project,
        content,
        edition: &edition,
        printed: &printed,
    };
    let matching = |holding: &&Holding| match args.node.as_deref() {
        None => {
            !matches!(holding, Holding::Block { .. }) || why.given_up(holding).is_some()
        }
        Some(node) => {
            let name = holding.node();
            let is_of_step = match holding {
                Holding::Block { unit, step: Some(step), .. } => {
                    node == format!("{unit}/{step}")
                }
                _ => false,
            };
            let is_below =
                name.strip_prefix(node).is_some_and(|rest| rest.starts_with('/'));
            name == node || is_below || is_of_step
        }
    };
    let mut rows: Vec<Row> = match args.node {
        None => concessions::rows(project, &edition),
        Some(_) => Vec::new(),
    };
    for holding in all.iter().filter(matching) {
        rows.push(row(&holding.node(), printed.contains(holding), why.reason(holding)));
    }
    for name in content.guide().cases().filter(|name| content.case(name).is_none()) {
        if args.node.as_deref().is_none_or(|node| node == name.text) {
            rows.push(row(&name.text, false, "planned: it has no folder".into()));
        }
    }
    if rows.is_empty() {
        let node = args.node.as_deref().unwrap_or_default();
        let known: Vec<String> = all.iter().map(Holding::node).collect();
        let known = known.iter().map(String::as_str);
        report
            .usage("node-missing", eco_format!("the guide has no `{node}`"))
            .suggest(node, known)
            .hint("nodes are named as `casebook explain EDITION` names them");
    }
    print(&rows, screen);
    report.gate()
}

fn row(node: &str, printed: bool, why: String) -> Row {
    let word = if printed { "in" } else { "out" };
    let json = json!({ "node": node, "printed": printed, "why": why });
    (vec![word.into(), node.into(), why], json)
}

/// Says what one edition prints and another does not, and which figures it has
/// narrower.
pub(super) fn diff(
    args: &Diff,
    outcome: &mut Outcome,
    screen: &mut Screen,
) -> Result<(), Failed> {
    let (report, project) = outcome.open(&args.common.root, &[])?;
    report.gate()?;
    let Some(content) = &project.content else { return report.gate() };
    let editions = [&args.first, &args.second].map(|name| project.edition(name, report));
    let [Some(first), Some(second)] = editions else { return report.gate() };
    let (one, other) = (held(content, &first), held(content, &second));
    let both: BTreeSet<_> = one.symmetric_difference(&other).collect();
    // What a unit that is missing would hold needs no line of its own.
    let is_within = |holding: &Holding| match holding {
        Holding::Part(_) | Holding::Unit(..) => false,
        Holding::Step(unit, _) | Holding::Block { unit, .. } => both
            .iter()
            .any(|h| matches!(h, Holding::Unit(_, slug) if slug == unit)),
    };
    let mut rows: Vec<Row> = both
        .iter()
        .filter(|holding| !is_within(holding))
        .map(|holding| {
            let edition = if one.contains(*holding) { &first.name } else { &second.name };
            let json = json!({ "only_in": edition, "node": holding.node() });
            (vec![format!("only in {edition}"), holding.node()], json)
        })
        .collect();
    let shared: BTreeSet<_> = one.intersection(&other).collect();
    rows.extend(concessions::narrower(project, &shared, [&first, &second]));
    if rows.is_empty() && !screen.is_json() {
        screen.say("both print the same");
    } else {
        print(&rows, screen);
    }
    report.gate()
}

pub(super) fn print(rows: &[Row], screen: &mut Screen) {
    if screen.is_json() {
        let values = rows.iter().map(|(_, value)| value.clone()).collect();
        screen.say(&serde_json::Value::Array(values).to_string());
    } else {
        for line in aligned(rows) {
            screen.say(&line);
        }
    }
}

/// All that an edition prints.
pub(super) fn held(content: &Content, edition: &Edition) -> BTreeSet<Holding> {
    let held = |edition: &Edition| {
        let narrowed = Narrowed::new(content, edition);
        holdings(&select(content, &narrowed, edition))
    };
    let mut all = held(edition);
    if edition.instructor {
        let scope = edition.scope.of_companion();
        all.extend(held(&Edition { scope, ..edition.clone() }));
    }
    all
}

/// All that the guide holds.
fn everything(content: &Content, edition: &Edition) -> BTreeSet<Holding> {
    let mut whole = edition.clone();
    whole.form = Form::Book;
    whole.scope = crate::model::Scope {
        depth: Depth::Deep,
        hidden: true,
        ..Default::default()
    };
    held(content, &whole)
}

/// What is asked for the reason why something is in or out.
struct Why<'a> {
    project: &'a Project,
    content: &'a Content,
    edition: &'a Edition,
    printed: &'a BTreeSet<Holding>,
}

impl Why<'_> {
    fn reason(&self, holding: &Holding) -> String {
        let scope = &self.edition.scope;
        match holding {
            Holding::Part(title) if prints_part(scope, title) && !self.holds(title) => {
                "nothing in it is printed".into()
            }
            Holding::Part(_) => self.said(&["select", "parts"]),
            Holding::Unit(kind, slug) => self.unit(*kind, slug),
            Holding::Step(unit, _) => match self.excluded(unit) {
                Some(why) => why,
                None if scope.form != Form::Book => self.said(&["form"]),
                None => self.said(&["select", "steps"]),
            },
            Holding::Block { unit, step, kind, .. } => {
                let why = self.block(unit, step.as_deref(), kind);
                match self.given_up(holding) {
                    Some((given, true)) => given,
                    Some((given, false)) => format!("{given}; {why}"),
                    None => why,
                }
            }
        }
    }

    /// What was given up of a block that its unit and step would have, and whether that
    /// is all there is to say.
    fn given_up(&self, holding: &Holding) -> Option<(String, bool)> {
        let Holding::Block { unit, step, .. } = holding else { return None };
        let scope = &self.edition.scope;
        let is_there = self.excluded(unit).is_none()
            && step.as_deref().is_none_or(|step| scope.prints_step(step));
        let given = concessions::of_block(self.project, self.edition, holding);
        let given = given.filter(|_| is_there)?;
        let is_dropped = matches!(given.what, Concession::Drop(_));
        let is_in = self.printed.contains(holding);
        (is_in != is_dropped)
            .then(|| (concessions::said(self.project, given), is_dropped))
    }

    fn holds(&self, part: &str) -> bool {
        self.printed.contains(&Holding::Part(part.to_string()))
    }

    fn unit(&self, kind: UnitKind, slug: &str) -> String {
        let parts = &self.content.guide().part;
        let mut homes = parts.iter().filter(|part| UnitKind::of_part(part.kind) == kind);
        let scope = &self.edition.scope;
        let is_printed = |part: &crate::model::Part| prints_part(scope, &part.title);
        if !homes.any(is_printed) {
            return self.said(&["select", "parts"]);
        }
        let unit = self.content.units.get(&(kind, slug.to_string()));
        if unit.is_some_and(|unit| !is_held_by(unit, scope.form)) {
            return self.said(&["form"]);
        }
        if kind != UnitKind::Case {
            return "all are printed".into();
        }
        let Some(names) = &scope.cases else { return self.said(&["select", "cases"]) };
        let case = self.content.case(slug).and_then(|unit| unit.case());
        let family = case.map(|case| case.value.family.as_str()).unwrap_or_default();
        let key = if names.slugs.iter().any(|name| name.text == slug) {
            "cases"
        } else if names.families.iter().any(|name| name.text == family) {
            "families"
        } else if names_case(scope, self.content, slug) {
            "tags"
        } else {
            let said = [("cases", &names.slugs), ("families", &names.families)];
            let key = said.into_iter().find(|(_, names)| !names.is_empty());
            let key = key.map_or("tags", |(key, _)| key);
            return format!("not named: {}", self.said(&["select", key]));
        };
        self.said(&["select", key])
    }

    /// Why nothing of a unit is printed, if that is so.
    fn excluded(&self, slug: &str) -> Option<String> {
        let units = self.content.units.keys();
        let (kind, _) = units.into_iter().find(|(_, unit)| unit == slug)?;
        let is_in = self.printed.contains(&Holding::Unit(*kind, slug.to_string()));
        (!is_in).then(|| self.unit(*kind, slug))
    }

    fn block(&self, unit: &str, step: Option<&str>, kind: &str) -> String {
        if let Some(why) = self.excluded(unit) {
            return why;
        }
        let scope = &self.edition.scope;
        if step.is_some_and(|step| !scope.prints_step(step)) {
            return self.said(&["select", "steps"]);
        }
        if kind == "twist" {
            return self.said(&["instructor"]);
        }
        let plural = format!("{kind}s");
        let keys = [
            self.line(&["blocks", kind]),
            self.line(&["limits", &plural]),
            (kind == "exercise")
                .then(|| self.line(&["select", "levels"]))
                .flatten(),
            self.line(&["depth"]),
            self.line(&["form"]),
            (kind == "fig").then(|| self.line(&["references"])).flatten(),
        ];
        let block = Blocks::default()
            .movable()
            .into_iter()
            .find(|(_, name, _)| *name == kind);
        let moved = block.is_some_and(|(block, ..)| scope.moves(block));
        let stands = moved.then(|| "at the end of its case".to_string());
        let said: Vec<String> =
            stands.into_iter().chain(keys.into_iter().flatten()).collect();
        match said.is_empty() {
            true => "nothing says otherwise".into(),
            false => said.join("; "),
        }
    }

    fn said(&self, key: &[&str]) -> String {
        self.line(key).unwrap_or_else(|| "nothing says otherwise".into())
    }

    /// The key and the line of the nearest record that says it.
    fn line(&self, key: &[&str]) -> Option<String> {
        let records = self.project.editions.layers(&self.edition.name);
        let (record, range) =
            records.iter().find_map(|record| Some((record, record.find(key)?)))?;
        let text = self.project.sources.by_id(record.file)?.text();
        let line = text.get(..range.start)?.matches('\n').count() + 1;
        let path = record.path.trim_start_matches('/');
        Some(format!("`{}` in {path}:{line}", key.join(".")))
    }
}
