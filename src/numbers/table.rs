//! The table of units, prefixes and nouns.

use super::dimension::{Base, Dimension};

/// Decimal prefixes that may stand before a unit or, alone, before a noun.
pub(super) const DECIMAL: [(&str, f64); 9] = [
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
pub(super) const BINARY: [(&str, f64); 5] = [
    ("Ki", 1024.0),
    ("Mi", 1_048_576.0),
    ("Gi", 1_073_741_824.0),
    ("Ti", 1_099_511_627_776.0),
    ("Pi", 1_125_899_906_842_624.0),
];

/// How a unit takes prefixes.
#[derive(Debug, Copy, Clone, Eq, PartialEq)]
pub(super) enum Prefixes {
    None,
    Decimal,
    Binary,
}

/// One row of the table of units.
pub(super) struct Row {
    pub(super) names: &'static [&'static str],
    pub(super) scale: f64,
    pub(super) base: fn() -> Dimension,
    pub(super) prefixes: Prefixes,
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
pub(super) static TABLE: [Row; 30] = [
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
pub(super) const NOUNS: &[&str] = &[
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
pub(super) const ALIASES: [(&str, &str); 6] = [
    ("request", "req"),
    ("requests", "req"),
    ("reqs", "req"),
    ("dimension", "dim"),
    ("dimensions", "dim"),
    ("parameter", "param"),
];
