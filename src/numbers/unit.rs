//! Units by name, and unit expressions such as `M req/s` or `GiB/host`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::dimension::{Base, Dimension};
use super::print::significant;

/// Decimal prefixes that may stand before a unit or, alone, before a noun.
const DECIMAL: [(&str, f64); 9] = [
    ("n", 1e-9),
    ("µ", 1e-6),
    ("u", 1e-6),
    ("m", 1e-3),
    ("k", 1e3),
    ("M", 1e6),
    ("G", 1e9),
    ("T", 1e12),
    ("P", 1e15),
];

/// Binary prefixes, for bytes and bits only.
const BINARY: [(&str, f64); 5] = [
    ("Ki", 1024.0),
    ("Mi", 1_048_576.0),
    ("Gi", 1_073_741_824.0),
    ("Ti", 1_099_511_627_776.0),
    ("Pi", 1_125_899_906_842_624.0),
];

/// How a unit takes prefixes.
#[derive(Debug, Copy, Clone, Eq, PartialEq)]
enum Prefixes {
    None,
    Decimal,
    Binary,
}

/// One row of the table of units.
struct Row {
    names: &'static [&'static str],
    scale: f64,
    base: fn() -> Dimension,
    prefixes: Prefixes,
}

const fn row(
    names: &'static [&'static str],
    scale: f64,
    base: fn() -> Dimension,
    prefixes: Prefixes,
) -> Row {
    Row { names, scale, base, prefixes }
}

fn time() -> Dimension {
    Dimension::of(Base::Time)
}

fn data() -> Dimension {
    Dimension::of(Base::Data)
}

fn length() -> Dimension {
    Dimension::of(Base::Length)
}

fn energy() -> Dimension {
    Dimension::of(Base::Energy)
}

fn power() -> Dimension {
    energy().times(&time(), -1)
}

fn rate() -> Dimension {
    time().power(-1)
}

fn flop() -> Dimension {
    Dimension::of(Base::Count("FLOP".into()))
}

/// The units that are not nouns. A month has 30 days and a year 365.
static TABLE: [Row; 30] = [
    row(&["s", "second"], 1.0, time, Prefixes::Decimal),
    row(&["min", "minute"], 60.0, time, Prefixes::None),
    row(&["h", "hour"], 3600.0, time, Prefixes::None),
    row(&["day", "d"], 86_400.0, time, Prefixes::None),
    row(&["week"], 604_800.0, time, Prefixes::None),
    row(&["month"], 2_592_000.0, time, Prefixes::None),
    row(&["year"], 31_536_000.0, time, Prefixes::None),
    row(&["B", "byte"], 1.0, data, Prefixes::Binary),
    row(&["bit"], 0.125, data, Prefixes::Binary),
    row(&["m", "metre"], 1.0, length, Prefixes::None),
    row(&["km"], 1000.0, length, Prefixes::None),
    row(&["J"], 1.0, energy, Prefixes::Decimal),
    row(&["Wh"], 3600.0, energy, Prefixes::Decimal),
    row(&["W"], 1.0, power, Prefixes::Decimal),
    row(&["Hz"], 1.0, rate, Prefixes::Decimal),
    row(&["FLOP"], 1.0, flop, Prefixes::Decimal),
    row(&["%"], 0.01, Dimension::none, Prefixes::None),
    row(&["‰"], 0.001, Dimension::none, Prefixes::None),
    row(&["times", "×"], 1.0, Dimension::none, Prefixes::None),
    row(
        &["dollar", "USD", "$"],
        1.0,
        || Dimension::of(Base::Money("USD")),
        Prefixes::None,
    ),
    row(&["cent"], 0.01, || Dimension::of(Base::Money("USD")), Prefixes::None),
    row(&["euro", "EUR", "€"], 1.0, || Dimension::of(Base::Money("EUR")), Prefixes::None),
    row(
        &["pound", "GBP", "£"],
        1.0,
        || Dimension::of(Base::Money("GBP")),
        Prefixes::None,
    ),
    row(&["franc", "CHF"], 1.0, || Dimension::of(Base::Money("CHF")), Prefixes::None),
    row(&["yen", "JPY", "¥"], 1.0, || Dimension::of(Base::Money("JPY")), Prefixes::None),
    row(
        &["rupee", "INR", "₹"],
        1.0,
        || Dimension::of(Base::Money("INR")),
        Prefixes::None,
    ),
    row(&["k"], 1e3, Dimension::none, Prefixes::None),
    row(&["M"], 1e6, Dimension::none, Prefixes::None),
    row(&["G"], 1e9, Dimension::none, Prefixes::None),
    row(&["T"], 1e12, Dimension::none, Prefixes::None),
];

/// Things that are counted in most guides; a guide may name more.
const NOUNS: &[&str] = &[
    "accelerator",
    "action",
    "ad",
    "agent",
    "answer",
    "call",
    "campaign",
    "candidate",
    "card",
    "case",
    "chunk",
    "click",
    "core",
    "cycle",
    "dim",
    "document",
    "driver",
    "edge",
    "engineer",
    "event",
    "example",
    "expert",
    "failure",
    "feature",
    "field",
    "file",
    "frame",
    "GPU",
    "head",
    "host",
    "hit",
    "idea",
    "image",
    "impression",
    "item",
    "job",
    "key",
    "keystroke",
    "label",
    "layer",
    "listing",
    "lookup",
    "message",
    "model",
    "node",
    "notification",
    "order",
    "page",
    "pair",
    "param",
    "partition",
    "payment",
    "person",
    "pixel",
    "post",
    "product",
    "push",
    "query",
    "read",
    "reader",
    "replica",
    "req",
    "result",
    "review",
    "reviewer",
    "row",
    "run",
    "sale",
    "sample",
    "scoring",
    "search",
    "sequence",
    "server",
    "session",
    "shard",
    "shopper",
    "slice",
    "slot",
    "step",
    "store",
    "swipe",
    "test",
    "ticket",
    "token",
    "transaction",
    "trip",
    "tweet",
    "user",
    "value",
    "vector",
    "video",
    "view",
    "visit",
    "weight",
    "word",
    "write",
];

/// Abbreviations of nouns.
const ALIASES: [(&str, &str); 6] = [
    ("request", "req"),
    ("requests", "req"),
    ("reqs", "req"),
    ("dimension", "dim"),
    ("dimensions", "dim"),
    ("parameter", "param"),
];

/// A unit: its size in base units, and what it measures.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Base units in one of this.
    pub scale: f64,
    /// What it measures.
    pub dimension: Dimension,
}

/// The unit names that a guide knows.
#[derive(Debug, Clone)]
pub struct Units {
    nouns: BTreeSet<String>,
}

impl Default for Units {
    fn default() -> Self {
        Self::with_nouns(&[])
    }
}

static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    TABLE
        .iter()
        .flat_map(|row| row.names)
        .copied()
        .chain(NOUNS.iter().copied())
        .collect()
});

impl Units {
    /// The table with further nouns, in the singular.
    pub fn with_nouns(more: &[String]) -> Self {
        let own = NOUNS.iter().map(|noun| (*noun).to_string());
        Self { nouns: own.chain(more.iter().cloned()).collect() }
    }

    /// All names without prefixes and plurals, for suggestions.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        NAMES.iter().copied().chain(self.nouns.iter().map(String::as_str))
    }

    /// The unit of a single name: `ms`, `GiB`, `users`, `dollars`, `M`.
    pub fn get(&self, name: &str) -> Option<Unit> {
        self.exact(name)
            .or_else(|| self.exact(&singular(name)?))
            .or_else(|| prefixed(name))
    }

    /// Whether a word is a unit of measure and not a noun.
    pub fn is_measure(&self, name: &str) -> bool {
        let measures = |name: &str| {
            TABLE.iter().any(|row| row.names.contains(&name)) || prefixed(name).is_some()
        };
        let is_factor = matches!(name, "times" | "×");
        !is_factor
            && (measures(name) || singular(name).is_some_and(|name| measures(&name)))
    }

    fn exact(&self, name: &str) -> Option<Unit> {
        if let Some(row) = TABLE.iter().find(|row| row.names.contains(&name)) {
            return Some(Unit { scale: row.scale, dimension: (row.base)() });
        }
        let alias = ALIASES.iter().find(|(alias, _)| *alias == name);
        let noun = alias.map_or(name, |(_, noun)| noun);
        let known = self.nouns.contains(noun);
        known.then(|| Unit {
            scale: 1.0,
            dimension: Dimension::of(Base::Count(noun.into())),
        })
    }
}

/// A unit with a prefix: `kB`, `MiB`, `µs`, `TFLOP`.
fn prefixed(name: &str) -> Option<Unit> {
    let binary = BINARY.iter().map(|(p, scale)| (*p, *scale, true));
    let decimal = DECIMAL.iter().map(|(p, scale)| (*p, *scale, false));
    binary.chain(decimal).find_map(|(prefix, factor, is_binary)| {
        let rest = name.strip_prefix(prefix)?;
        let row = TABLE.iter().find(|row| row.names.contains(&rest))?;
        let allowed = match row.prefixes {
            Prefixes::None => false,
            Prefixes::Decimal => !is_binary,
            Prefixes::Binary => is_binary || factor > 1.0,
        };
        allowed.then(|| Unit { scale: factor * row.scale, dimension: (row.base)() })
    })
}

/// A unit expression behind the number one: `1 host`, not `1 hosts`.
pub(super) fn after_one(unit: &str) -> String {
    let (over, under) = match unit.find('/') {
        Some(slash) => unit.split_at(slash),
        None => (unit, ""),
    };
    let units = Units::default();
    let word = |word: &str| match singular(word) {
        Some(one) if word.len() > 2 && units.exact(&one).is_some() => one,
        _ => word.to_string(),
    };
    let words: Vec<_> = over.split(' ').map(word).collect();
    format!("{}{under}", words.join(" "))
}

/// The singular of an English plural.
fn singular(name: &str) -> Option<String> {
    if let Some(stem) = name.strip_suffix("ies") {
        return Some(format!("{stem}y"));
    }
    if name == "people" {
        return Some("person".into());
    }
    for suffix in ["ches", "shes", "sses", "xes"] {
        if name.ends_with(suffix) {
            return Some(name[..name.len() - 2].to_string());
        }
    }
    name.strip_suffix('s')
        .filter(|stem| stem.len() > 1)
        .map(str::to_string)
}

/// What is wrong with a unit expression.
#[derive(Debug, Clone, Eq, PartialEq)]
pub struct UnitError {
    /// The name that is no unit.
    pub name: String,
    /// Its bytes in the expression.
    pub at: std::ops::Range<usize>,
}

impl Units {
    /// The unit of an expression: factors with spaces between them, and further
    /// factors below each slash, as in `core s/req` or `GB/host/day`.
    ///
    /// # Errors
    /// Fails at the first name that is no unit.
    pub fn parse(&self, text: &str) -> Result<Unit, UnitError> {
        let mut unit = Unit { scale: 1.0, dimension: Dimension::none() };
        let mut start = 0;
        for (index, part) in text.split('/').enumerate() {
            let power = if index == 0 { 1 } else { -1 };
            for (name, at) in words(part, start) {
                let factor =
                    self.get(name).ok_or_else(|| UnitError { name: name.into(), at })?;
                unit.scale *= factor.scale.powi(power);
                unit.dimension = unit.dimension.times(&factor.dimension, power);
            }
            start += part.len() + 1;
        }
        Ok(unit)
    }
}

/// The words of a part with their bytes.
fn words(
    part: &str,
    start: usize,
) -> impl Iterator<Item = (&str, std::ops::Range<usize>)> {
    let offset =
        move |word: &str| start + (word.as_ptr() as usize - part.as_ptr() as usize);
    part.split([' ', '·'])
        .filter(|word| !word.is_empty())
        .map(move |word| {
            let from = offset(word);
            (word, from..from + word.len())
        })
}

/// Units that differ only by their prefix, from small to large; the first entry
/// of the second group is no word at all.
const FAMILIES: [&[&str]; 6] = [
    &["", "k", "M", "G", "T"],
    &["B", "kB", "MB", "GB", "TB", "PB"],
    &["B", "KiB", "MiB", "GiB", "TiB", "PiB"],
    &["FLOP", "kFLOP", "MFLOP", "GFLOP", "TFLOP", "PFLOP"],
    &["ns", "µs", "ms", "s"],
    &["W", "kW", "MW"],
];

/// The unit expression with another prefix under which the printed value is at
/// least 1 and below 1000, and the value in it. A unit without a prefix stays.
pub fn rescale(value: f64, unit: &str, digits: u8) -> (f64, String) {
    let (first, rest) = match unit.find([' ', '/']) {
        Some(end) => (&unit[..end], &unit[end..]),
        None => (unit, ""),
    };
    let family = FAMILIES.iter().find(|f| !first.is_empty() && f[1..].contains(&first));
    let (Some(family), units) = (family, Units::default()) else {
        return (value, unit.to_string());
    };
    let scale = |name: &str| {
        if name.is_empty() { 1.0 } else { units.get(name).map_or(1.0, |u| u.scale) }
    };
    let fits = |name: &&&str| {
        let scaled = significant(value * scale(first) / scale(name), digits);
        (1.0..1000.0).contains(&scaled.abs())
    };
    let best = family.iter().find(fits).copied().unwrap_or(first);
    let text = format!("{best}{rest}");
    (value * scale(first) / scale(best), text.trim_start().to_string())
}
