//! What a number measures: a product of powers of base dimensions.

use std::collections::BTreeMap;
use std::fmt;

/// A base dimension. Every currency and every noun is one of its own: dollars
/// never turn into euros, nor users into requests.
#[derive(Debug, Clone, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum Base {
    /// Seconds.
    Time,
    /// Bytes.
    Data,
    /// Metres.
    Length,
    /// Joules.
    Energy,
    /// A currency, by its code.
    Money(&'static str),
    /// Things that are counted, by their noun in the singular.
    Count(String),
}

/// A product of powers of base dimensions; no power is zero.
#[derive(Debug, Clone, Default, Eq, PartialEq, Hash)]
pub struct Dimension(BTreeMap<Base, i32>);

impl Dimension {
    /// The dimension of a bare number.
    pub fn none() -> Self {
        Self::default()
    }

    /// A base dimension.
    pub fn of(base: Base) -> Self {
        Self(BTreeMap::from([(base, 1)]))
    }

    /// The product with a power of another dimension.
    pub fn times(&self, other: &Self, power: i32) -> Self {
        let mut product = self.0.clone();
        for (base, exponent) in &other.0 {
            let sum = product.get(base).copied().unwrap_or(0) + exponent * power;
            match sum {
                0 => product.remove(base),
                _ => product.insert(base.clone(), sum),
            };
        }
        Self(product)
    }

    /// A power of this dimension.
    pub fn power(&self, exponent: i32) -> Self {
        Self::none().times(self, exponent)
    }

    /// The highest power, with its sign left out.
    pub fn extent(&self) -> u32 {
        self.0.values().map(|power| power.unsigned_abs()).max().unwrap_or(0)
    }

    /// The square root, if every power is even.
    pub fn root(&self) -> Option<Self> {
        let halved = self
            .0
            .iter()
            .map(|(base, n)| (n % 2 == 0).then(|| (base.clone(), n / 2)));
        halved.collect::<Option<_>>().map(Self)
    }

    /// The dimension with all nouns left out.
    pub fn without_counts(&self) -> Self {
        let rest = self.0.iter().filter(|(base, _)| !matches!(base, Base::Count(_)));
        Self(rest.map(|(base, power)| (base.clone(), *power)).collect())
    }

    /// Whether this is the dimension of a bare number.
    pub fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether only things are counted here.
    pub fn is_count(&self) -> bool {
        self.0
            .iter()
            .all(|(base, power)| matches!(base, Base::Count(_)) && *power == 1)
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        if self.0.is_empty() {
            return to.write_str("a bare number");
        }
        let side = |sign: i32| {
            let powers = self.0.iter().filter(move |(_, n)| n.signum() == sign);
            let words = powers.map(|(base, n)| match n.abs() {
                1 => base.to_string(),
                n => format!("{base}^{n}"),
            });
            words.collect::<Vec<_>>().join("·")
        };
        match (side(1), side(-1)) {
            (over, under) if under.is_empty() => write!(to, "{over}"),
            (over, under) if over.is_empty() => write!(to, "1/{under}"),
            (over, under) => write!(to, "{over}/{under}"),
        }
    }
}

impl fmt::Display for Base {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Time => to.write_str("s"),
            Self::Data => to.write_str("B"),
            Self::Length => to.write_str("m"),
            Self::Energy => to.write_str("J"),
            Self::Money(code) => to.write_str(code),
            Self::Count(noun) => to.write_str(noun),
        }
    }
}
