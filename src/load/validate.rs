//! Compares a TOML table with the JSON Schema of its type.
//!
//! Deserialising alone stops at the first problem. The schema that editors
//! check with while the author types is walked here instead, so that a run
//! reports every unknown key and wrong type, each at its place.

use std::ops::Range;

use ecow::eco_format;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use typst_syntax::FileId;

use crate::diagnostics::{Report, at};
use crate::model::{DAY_FORMAT, MARKUP_FORMAT, Markup};

/// Checks a table and collects its markup strings; nothing if it is wrong.
pub(super) fn table(
    schema: &Value,
    table: &DeTable,
    file: FileId,
    report: &mut Report,
) -> Option<Vec<Markup>> {
    let mut walk = Walk {
        root: schema,
        file,
        markups: Vec::new(),
        report,
        failed: false,
    };
    walk.object(schema, table, 0..0);
    let Walk { mut markups, failed, .. } = walk;
    markups.sort_by_key(|markup| markup.range.start);
    (!failed).then_some(markups)
}

struct Walk<'a> {
    root: &'a Value,
    file: FileId,
    markups: Vec<Markup>,
    report: &'a mut Report,
    failed: bool,
}

impl<'a> Walk<'a> {
    fn value(&mut self, schema: &'a Value, value: &Spanned<DeValue>) {
        let schema = self.resolve(schema);
        if let Some(options) = alternatives(schema) {
            return self.one_of(options, value);
        }
        let range = value.span();
        match value.get_ref() {
            DeValue::Table(table) if allows(schema, "object") => {
                self.object(schema, table, range);
            }
            DeValue::Array(items) if allows(schema, "array") => {
                self.array(schema, items.iter(), range);
            }
            DeValue::String(text) if allows(schema, "string") => {
                self.string(schema, text, range);
            }
            DeValue::Integer(number)
                if allows(schema, "integer") || allows(schema, "number") =>
            {
                self.bounds(schema, number.as_str(), range);
            }
            DeValue::Float(_) if allows(schema, "number") => {}
            DeValue::Boolean(_) if allows(schema, "boolean") => {}
            DeValue::Datetime(day)
                if schema["format"] == DAY_FORMAT
                    && day.date.is_some()
                    && day.time.is_none() => {}
            other => self.wrong_type(&expected(schema), other.type_str(), range),
        }
    }

    fn object(&mut self, schema: &'a Value, table: &DeTable, range: Range<usize>) {
        let properties = schema["properties"].as_object();
        let known =
            || properties.into_iter().flat_map(|map| map.keys()).map(String::as_str);
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if let Some(inner) = properties.and_then(|map| map.get(name)) {
                self.value(inner, value);
            } else if schema["additionalProperties"].is_object() {
                self.value(&schema["additionalProperties"], value);
            } else {
                self.failed = true;
                self.report
                    .error(
                        "unknown-key",
                        at(self.file, key.span()),
                        eco_format!("unknown key `{name}`"),
                    )
                    .suggest(name, known())
                    .hint(eco_format!(
                        "known keys: {}",
                        known().collect::<Vec<_>>().join(", ")
                    ));
            }
        }
        for name in schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            if !table.iter().any(|(key, _)| key.get_ref() == name) {
                self.failed = true;
                let about = schema["properties"][name]["description"]
                    .as_str()
                    .unwrap_or_default();
                self.report
                    .error(
                        "missing-key",
                        at(self.file, head(&range)),
                        eco_format!("the key `{name}` is missing"),
                    )
                    .hint(eco_format!("`{name}`: {}", about.replace('\n', " ")));
            }
        }
    }

    fn array<'v>(
        &mut self,
        schema: &'a Value,
        items: impl ExactSizeIterator<Item = &'v Spanned<DeValue<'v>>>,
        range: Range<usize>,
    ) {
        let length = items.len() as u64;
        let least = schema["minItems"].as_u64().unwrap_or(0);
        let most = schema["maxItems"].as_u64().unwrap_or(u64::MAX);
        if length < least || length > most {
            self.failed = true;
            self.report.error(
                "wrong-value",
                at(self.file, range),
                eco_format!("{length} items where {least} belong"),
            );
        }
        for item in items {
            self.value(&schema["items"], item);
        }
    }

    fn string(&mut self, schema: &'a Value, text: &str, range: Range<usize>) {
        if schema["format"] == MARKUP_FORMAT {
            self.markups.push(Markup { text: text.to_string(), range });
            return;
        }
        if schema["minLength"]
            .as_u64()
            .is_some_and(|least| (text.trim().len() as u64) < least)
        {
            self.failed = true;
            self.report
                .error("wrong-value", at(self.file, range), "this text is empty")
                .hint("write it: readers and bookmarks need it");
            return;
        }
        let words = schema["enum"].as_array();
        let only = words.into_iter().flatten().chain(schema.get("const"));
        let only: Vec<_> = only.filter_map(Value::as_str).collect();
        if schema["format"] == DAY_FORMAT {
            self.wrong_type("a date such as 2026-11-20, without quotes", "string", range);
        } else if !only.is_empty() && !only.contains(&text) {
            self.wrong_word(&only, &[], text, range);
        }
    }

    fn bounds(&mut self, schema: &'a Value, digits: &str, range: Range<usize>) {
        let Ok(number) = digits.parse::<i64>() else { return };
        let least = schema["minimum"].as_i64().unwrap_or(i64::MIN);
        let most = schema["maximum"].as_i64().unwrap_or(i64::MAX);
        if number < least || number > most {
            self.failed = true;
            let bounds = match (least, most) {
                (least, i64::MAX) => eco_format!("at least {least}"),
                (i64::MIN, most) => eco_format!("at most {most}"),
                (least, most) => eco_format!("{least} to {most}"),
            };
            self.report
                .error(
                    "wrong-value",
                    at(self.file, range),
                    eco_format!("{number} is out of bounds"),
                )
                .hint(eco_format!("it should be {bounds}"));
        }
    }

    /// A value that may have one of several forms. With one form besides null,
    /// that form's own errors are the useful ones.
    fn one_of(&mut self, options: &'a [Value], value: &Spanned<DeValue>) {
        let options: Vec<_> = options.iter().map(|o| self.resolve(o)).collect();
        let mut fitting = options.iter().filter(|o| self.fits(o, value));
        if let Some(schema) = fitting.next() {
            return self.value(schema, value);
        }
        let words: Vec<_> = options.iter().filter_map(|o| o["const"].as_str()).collect();
        let real: Vec<_> = options.iter().filter(|o| o["type"] != "null").collect();
        match (value.get_ref(), real.as_slice()) {
            (_, [only]) => self.value(only, value),
            (DeValue::String(text), _) if !words.is_empty() => {
                let others = real.iter().filter(|o| !o["const"].is_string());
                let others: Vec<_> = others.map(|o| with_article(&expected(o))).collect();
                self.wrong_word(&words, &others, text, value.span());
            }
            (other, _) => {
                let forms: Vec<_> = real.iter().map(|o| expected(o)).collect();
                self.wrong_type(&forms.join(" or "), other.type_str(), value.span());
            }
        }
    }

    /// Whether a value fits a schema, without reporting anything.
    fn fits(&self, schema: &'a Value, value: &Spanned<DeValue>) -> bool {
        let mut report = Report::new();
        let mut walk = Walk {
            root: self.root,
            file: self.file,
            markups: Vec::new(),
            report: &mut report,
            failed: false,
        };
        walk.value(schema, value);
        !walk.failed
    }

    fn wrong_word(
        &mut self,
        known: &[&str],
        others: &[String],
        word: &str,
        range: Range<usize>,
    ) {
        self.failed = true;
        let quoted = known.iter().map(|w| format!("`{w}`"));
        let quoted: Vec<_> = quoted.chain(others.iter().cloned()).collect();
        self.report
            .error(
                "wrong-value",
                at(self.file, range),
                eco_format!("`{word}` is not a value of this key"),
            )
            .suggest(word, known.iter().copied())
            .hint(eco_format!("one of {}", quoted.join(", ")));
    }

    fn wrong_type(&mut self, expected: &str, found: &str, range: Range<usize>) {
        self.failed = true;
        let (e, f) = (with_article(expected), with_article(found));
        self.report.error(
            "wrong-type",
            at(self.file, range),
            eco_format!("expected {e}, found {f}"),
        );
    }

    /// Follows a reference into the definitions of the schema.
    fn resolve(&self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str().and_then(|r| r.strip_prefix('#')) {
            Some(pointer) => self.root.pointer(pointer).unwrap_or(schema),
            None => schema,
        }
    }
}

fn alternatives(schema: &Value) -> Option<&[Value]> {
    let options = schema.get("anyOf").or_else(|| schema.get("oneOf"))?;
    options.as_array().map(Vec::as_slice)
}

/// Whether a schema allows a type. A constant allows the type that it has.
fn allows(schema: &Value, kind: &str) -> bool {
    match &schema["type"] {
        Value::String(only) => only == kind,
        Value::Array(some) => some.iter().any(|t| t == kind),
        _ => kind == "string" && schema.get("const").is_some_and(Value::is_string),
    }
}

fn expected(schema: &Value) -> String {
    if schema["format"] == DAY_FORMAT {
        return "date".into();
    }
    let kinds: Vec<_> = match &schema["type"] {
        Value::String(only) => vec![only.as_str()],
        Value::Array(some) => some.iter().filter_map(Value::as_str).collect(),
        _ => {
            return schema["const"].as_str().map_or("value".into(), |c| format!("`{c}`"));
        }
    };
    let kinds: Vec<_> = kinds.into_iter().filter(|k| *k != "null").map(plain).collect();
    kinds.join(" or ")
}

fn plain(kind: &str) -> &str {
    match kind {
        "object" => "table",
        "integer" => "whole number",
        other => other,
    }
}

fn with_article(noun: &str) -> String {
    let first = noun.chars().next().unwrap_or(' ');
    match first {
        '`' => noun.to_string(),
        'a' | 'e' | 'i' | 'o' if !noun.starts_with("a ") => format!("an {noun}"),
        _ if noun.starts_with("a ") => noun.to_string(),
        _ => format!("a {noun}"),
    }
}

/// The first bytes of a table: enough to name its line.
fn head(range: &Range<usize>) -> Range<usize> {
    range.start..range.end.min(range.start + 1)
}
