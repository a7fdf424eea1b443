//! Units by name, and unit expressions such as `M req/s` or `GiB/host`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::dimension::{Base, Dimension};
use super::print::significant;
use super::table::{ALIASES, BINARY, DECIMAL, NOUNS, Prefixes, TABLE};

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

/// A unit expression behind the number one: `1 host`, not `1 hosts`. A thousand of
/// something is more than one: `1 k hosts`.
pub(super) fn after_one(unit: &str) -> String {
    if unit
        .split(' ')
        .next()
        .is_some_and(|word| ["k", "M", "G", "T"].contains(&word))
    {
        return unit.to_string();
    }
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

#[cfg(test)]
mod tests {
    use super::after_one;

    #[test]
    fn one_thing_is_singular_and_a_thousand_are_not() {
        let cases = [
            ("users", "user"),
            ("users/day", "user/day"),
            ("k users", "k users"),
            ("G vectors", "G vectors"),
            ("M req/day", "M req/day"),
        ];
        for (unit, printed) in cases {
            assert_eq!(after_one(unit), printed);
        }
    }
}
