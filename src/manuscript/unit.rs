//! The file of one unit.

use serde_json::{Map, Value, json};

use super::practice::{Exercises, cards, closing, twists};
use super::{Desk, Strings, book, freedom, glossary, maps, story};
use crate::load::prose::{Kind, Mention};
use crate::load::{Body, Prose, Unit};
use crate::model::{CaseStudy, Depth, Mock, Primer, Prompts, Speaker, Voice};
use crate::narrow::is_brief;
use crate::select::SelectedUnit;

pub(super) fn write(desk: &Desk, selected: &SelectedUnit) -> Value {
    let unit = selected.unit;
    let strings = Strings::new(&unit.snippets);
    let mut record = match &unit.body {
        Body::Case(document) => case(desk, selected, &document.value, &strings),
        Body::Framework => framework(desk, unit),
        Body::Primer(document) => primer(desk, selected, &document.value, &strings),
        Body::Mock(document) => mock(&document.value, &strings),
        Body::Prompts(document) => prompts(desk, unit, &document.value, &strings),
        Body::Matter | Body::Unread => json!({ "kind": "matter" }),
    };
    story::add(&mut record, unit, &strings);
    record["slug"] = json!(unit.slug);
    record["number"] = json!(selected.number);
    record["label"] = json!(selected.label());
    maps::add(&mut record, desk, unit, Some(selected));
    record["places"] = json!(freedom::path(selected));
    record
}

fn case(
    desk: &Desk,
    selected: &SelectedUnit,
    case: &CaseStudy,
    strings: &Strings,
) -> Value {
    let guide = desk.selection.content.guide();
    let board = case.board.as_ref().map(|name| {
        json!({ "name": name.text, "caption": strings.option(case.board_caption.as_ref()) })
    });
    let facts = case
        .facts
        .iter()
        .map(|fact| json!({ "label": fact.label, "value": strings.json(&fact.value) }));
    let words = case.words.iter().map(
        |word| json!({ "term": word.term.text, "meaning": strings.json(&word.meaning) }),
    );
    let connects = case.connects.iter().map(|connection| {
        json!({ "slug": connection.case.text, "why": strings.json(&connection.why) })
    });
    json!({
        "kind": "case",
        "title": case.title,
        "hook": strings.json(&case.hook),
        "family": case.family,
        "tags": case.tags,
        "difficulty": case.difficulty,
        "minutes": guide.minutes(),
        "wrap": guide.wrap,
        "prompt": strings.json(&case.prompt),
        "facts": facts.collect::<Value>(),
        "hard": strings.list(&case.hard),
        "answer": strings.json(&case.answer),
        "summary": strings.option(case.summary.as_ref()),
        "words": words.collect::<Value>(),
        "connects": connects.collect::<Value>(),
        "board": board,
        "steps": steps(desk, selected, case, strings),
        "cards": cards(selected.unit, &book::step_slugs(guide), strings),
        "recap": story::recap(selected.unit, guide, strings),
        "dialogues": dialogues(case, strings),
        "tradeoffs": tradeoffs(selected, case, strings),
        "decisions": decisions(case, strings),
        "estimates": estimates(selected, case, strings),
    })
}

fn steps(
    desk: &Desk,
    selected: &SelectedUnit,
    case: &CaseStudy,
    strings: &Strings,
) -> Value {
    let guide = desk.selection.content.guide();
    let scope = &desk.selection.edition.scope;
    let slugs = book::step_slugs(guide);
    let exercises = Exercises::of(selected, &slugs, strings);
    let is_brief = scope.depth == Depth::Brief;
    let step = |(index, step): (usize, &crate::model::Step)| {
        let facts = case.steps.get(&step.slug.text);
        let prose = selected.unit.prose.iter().find(|prose| prose.step == Some(index));
        let mut record = closing(selected.unit, Some(&step.slug), strings);
        record["slug"] = json!(step.slug.text);
        record["number"] = json!(index + 1);
        record["minutes"] = json!(facts.and_then(|f| f.minutes).unwrap_or(step.minutes));
        record["goal"] = strings.option(facts.map(|facts| &facts.goal));
        record["keywords"] = strings.option(facts.map(|facts| &facts.keywords));
        record["text"] = json!(prose.map(|prose| &prose.path));
        record["pulled"] = json!(prose.map(|prose| pulled(selected, prose)));
        record["only"] = match prose {
            Some(prose) if is_brief => brief(prose),
            _ => Value::Null,
        };
        record["exercises"] = exercises.in_step(&step.slug);
        record["twists"] = twists(selected.unit, Some(&step.slug), strings);
        record
    };
    let steps = guide.step.iter().enumerate();
    steps.filter(|(_, s)| scope.prints_step(&s.slug)).map(step).collect()
}

/// The figures that stand behind a text because it refers to them.
fn pulled(selected: &SelectedUnit, prose: &Prose) -> Value {
    let here = selected.pulled.iter().filter(|pulled| pulled.behind == prose.path);
    here.map(
        |pulled| json!({ "text": pulled.from, "block": format!("fig:{}", pulled.name) }),
    )
    .collect()
}

/// The blocks that a step prints in brief, in order: `decision:loss`.
fn brief(prose: &Prose) -> Value {
    let blocks = prose.scan.mentions.iter().filter(|mention| is_brief(mention));
    let name = |mention: &Mention| {
        let call = match mention.kind {
            Kind::Figure => "fig",
            Kind::Decision => "decision",
            _ => "estimate",
        };
        json!(format!("{call}:{}", mention.name.as_deref().unwrap_or_default()))
    };
    blocks.map(name).collect()
}

fn dialogues(case: &CaseStudy, strings: &Strings) -> Value {
    let mut map = Map::new();
    for (name, dialogue) in &case.dialogue {
        let turns = dialogue.turns.iter().map(|turn| {
            let who = match turn.who {
                Speaker::Interviewer => "interviewer",
                Speaker::You => "you",
            };
            json!({
                "who": who,
                "say": strings.json(&turn.say),
                "buys": strings.option(turn.buys.as_ref()),
            })
        });
        map.insert(name.clone(), json!({ "turns": turns.collect::<Value>() }));
    }
    Value::Object(map)
}

fn tradeoffs(selected: &SelectedUnit, case: &CaseStudy, strings: &Strings) -> Value {
    let order = maps::table_order(selected.whole);
    let mut map = Map::new();
    for (name, table) in &case.tradeoff {
        let place = order.iter().position(|placed| placed == name).map_or(0, |i| i + 1);
        let rows = table.rows.iter().map(|row| strings.list(row));
        let value = json!({
            "number": format!("{}.{place}", selected.prefix()),
            "caption": strings.json(&table.caption),
            "columns": table.columns,
            "widths": table.widths,
            "rows": rows.collect::<Value>(),
            "chosen": table.chosen,
            "wide": table.wide,
            "note": strings.option(table.note.as_ref()),
        });
        map.insert(name.clone(), value);
    }
    Value::Object(map)
}

fn estimates(selected: &SelectedUnit, case: &CaseStudy, strings: &Strings) -> Value {
    let order = maps::table_order(selected.whole);
    let mut map = Map::new();
    for (name, estimate) in &case.estimate {
        let place = order.iter().position(|placed| placed == name).map_or(0, |i| i + 1);
        let rows = estimate.rows.iter().map(|row| &row.text);
        let value = json!({
            "number": format!("{}.{place}", selected.prefix()),
            "caption": strings.json(&estimate.caption),
            "rows": rows.collect::<Vec<_>>(),
            "so": strings.json(&estimate.so),
        });
        map.insert(name.clone(), value);
    }
    Value::Object(map)
}

fn decisions(case: &CaseStudy, strings: &Strings) -> Value {
    let mut map = Map::new();
    for (name, decision) in &case.decision {
        let arm = |arm: &crate::model::Arm| json!({ "name": strings.json(&arm.name), "text": strings.json(&arm.text) });
        let value = json!({
            "question": strings.json(&decision.question),
            "a": arm(&decision.a),
            "b": arm(&decision.b),
            "pick": strings.json(&decision.pick),
        });
        map.insert(name.clone(), value);
    }
    Value::Object(map)
}

fn framework(desk: &Desk, unit: &Unit) -> Value {
    let guide = desk.selection.content.guide();
    let scope = &desk.selection.edition.scope;
    let printed = guide.step.iter().enumerate();
    let printed = printed.filter(|(_, step)| scope.prints_step(&step.slug));
    let steps = printed.map(|(index, step)| {
        let prose = unit.prose.iter().find(|prose| prose.step == Some(index));
        json!({
            "slug": step.slug.text,
            "number": index + 1,
            "name": step.name,
            "minutes": step.minutes,
            "text": prose.map(|prose| &prose.path),
            "goal": Value::Null,
            "seen": glossary::seen_in(
                desk,
                prose.iter().flat_map(|prose| &prose.scan.mentions),
            ),
        })
    });
    let title = desk.selection.parts.iter().find_map(|part| {
        part.units
            .iter()
            .any(|u| std::ptr::eq(u.unit, unit))
            .then_some(part.title)
    });
    json!({ "kind": "framework", "title": title, "steps": steps.collect::<Value>() })
}

fn primer(
    desk: &Desk,
    selected: &SelectedUnit,
    primer: &Primer,
    strings: &Strings,
) -> Value {
    let unit = selected.unit;
    let mut record = closing(unit, None, strings);
    record["kind"] = json!("primer");
    record["title"] = json!(primer.title);
    record["hook"] = strings.json(&primer.hook);
    record["text"] = json!(unit.prose.first().map(|prose| &prose.path));
    record["exercises"] = Exercises::of(selected, &[], strings).all();
    record["cards"] = cards(unit, &[], strings);
    record["seen"] = glossary::seen_in(desk, unit.mentions());
    record
}

fn mock(mock: &Mock, strings: &Strings) -> Value {
    let turns = mock.turns.iter().map(|turn| {
        let who = match turn.who {
            Voice::Interviewer => "interviewer",
            Voice::Candidate => "candidate",
            Voice::Note => "note",
        };
        json!({ "at": turn.at.text, "who": who, "say": strings.json(&turn.say) })
    });
    json!({
        "kind": "mock",
        "title": mock.title,
        "case": mock.case.as_ref().map(|name| &name.text),
        "minutes": mock.minutes,
        "turns": turns.collect::<Value>(),
        "verdict": strings.json(&mock.verdict),
    })
}

fn prompts(desk: &Desk, unit: &Unit, prompts: &Prompts, strings: &Strings) -> Value {
    let items = prompts.prompt.iter().map(|prompt| {
        json!({
            "text": strings.json(&prompt.text),
            "case": prompt.case.as_ref().map(|name| &name.text),
            "family": prompt.family,
        })
    });
    json!({ "kind": "prompts", "title": book::title(desk, unit), "prompts": items.collect::<Value>() })
}
