//! Threads, incidents and recaps as the layout takes them.

use serde_json::{Map, Value, json};

use super::Strings;
use crate::load::Unit;
use crate::model::{Guide, Incident, Recap, Table, Thread};

/// Adds the threads and incidents of a unit to its record.
pub(super) fn add(record: &mut Value, unit: &Unit, strings: &Strings) {
    if let Some((all, incidents)) = unit.stories() {
        record["threads"] = threads(all, strings);
        record["incidents"] = told(incidents, strings);
    }
}

fn threads(threads: &Table<Thread>, strings: &Strings) -> Value {
    let mut map = Map::new();
    for (name, thread) in threads {
        let messages = thread.messages.iter().map(|message| {
            json!({
                "at": message.at,
                "who": message.who,
                "role": message.role,
                "say": strings.json(&message.say),
                "code": message.code,
                "reaction": message.reaction,
            })
        });
        let value = json!({
            "channel": thread.channel,
            "day": thread.day,
            "messages": messages.collect::<Value>(),
        });
        map.insert(name.clone(), value);
    }
    Value::Object(map)
}

fn told(incidents: &Table<Incident>, strings: &Strings) -> Value {
    let mut map = Map::new();
    for (name, incident) in incidents {
        let value = json!({
            "title": strings.json(&incident.title),
            "text": strings.json(&incident.text),
            "scenario": incident.scenario,
        });
        map.insert(name.clone(), value);
    }
    Value::Object(map)
}

/// The recap of a case, its rows in the order of the steps.
pub(super) fn recap(unit: &Unit, guide: &Guide, strings: &Strings) -> Value {
    let practice = unit.practice.as_ref().map(|document| &document.value);
    let Some(recap) = practice.and_then(|practice| practice.recap.as_ref()) else {
        return Value::Null;
    };
    json!({
        "sentence": strings.json(&recap.sentence),
        "rows": rows(recap, guide, strings),
        "numbers": recap.numbers.iter().map(|name| &name.text).collect::<Vec<_>>(),
        "formulas": recap.formulas.iter().map(|formula| json!({
            "name": strings.json(&formula.name),
            "formula": strings.json(&formula.formula),
        })).collect::<Value>(),
        "rescues": recap.rescues.iter().map(|rescue| json!({
            "moment": strings.json(&rescue.moment),
            "way_out": strings.json(&rescue.way_out),
        })).collect::<Value>(),
        "close": strings.json(&recap.close),
    })
}

fn rows(recap: &Recap, guide: &Guide, strings: &Strings) -> Value {
    let row = |(index, step): (usize, &crate::model::Step)| {
        let row = recap.steps.get(&step.slug.text)?;
        Some(json!({
            "step": index + 1,
            "decide": strings.json(&row.decide),
            "say": strings.json(&row.say),
            "draw": strings.json(&row.draw),
            "avoid": strings.json(&row.avoid),
        }))
    };
    guide.step.iter().enumerate().filter_map(row).collect()
}
