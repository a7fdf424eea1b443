//! Values with a dimension, from low to high.

use super::dimension::Dimension;
use super::expression::Function;

/// Relative error that a chain of some hundred operations stays below.
const SLACK: f64 = 1e-12;

/// A value in base units, or a range of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// The low end.
    pub low: f64,
    /// The high end; the low end again for a single value.
    pub high: f64,
    /// What it measures.
    pub dimension: Dimension,
}

/// Why a value cannot be had.
#[derive(Debug, Clone, Eq, PartialEq)]
pub enum Trouble {
    /// Two dimensions do not go together.
    Dimension(String),
    /// Division by zero, or by a range that holds it.
    Zero,
    /// The result is too large, or no number at all.
    Overflow,
}

impl Value {
    /// A single value.
    pub fn new(value: f64, dimension: Dimension) -> Self {
        Self { low: value, high: value, dimension }
    }

    /// Whether this is a range.
    pub fn is_range(&self) -> bool {
        self.low < self.high
    }

    /// The value itself.
    ///
    /// # Errors
    /// Fails when it is infinite or no number.
    pub fn finite(self) -> Result<Self, Trouble> {
        let fine = self.low.is_finite() && self.high.is_finite();
        if fine { Ok(self) } else { Err(Trouble::Overflow) }
    }

    /// The sum; a difference is the sum with the negative.
    ///
    /// # Errors
    /// Fails when the two measure different things.
    pub fn plus(&self, other: &Self) -> Result<Self, Trouble> {
        self.same(other)?;
        let (low, high) = (self.low + other.low, self.high + other.high);
        Self { low, high, dimension: self.dimension.clone() }.finite()
    }

    /// The value with the other sign.
    pub fn negative(&self) -> Self {
        Self {
            low: -self.high,
            high: -self.low,
            dimension: self.dimension.clone(),
        }
    }

    /// The product. Ranges are taken as independent of each other.
    ///
    /// # Errors
    /// Fails when the result is too large.
    pub fn times(&self, other: &Self) -> Result<Self, Trouble> {
        let dimension = self.dimension.times(&other.dimension, 1);
        Self::spanned(
            [
                self.low * other.low,
                self.low * other.high,
                self.high * other.low,
                self.high * other.high,
            ],
            dimension,
        )
    }

    /// The quotient. Ranges are taken as independent of each other.
    ///
    /// # Errors
    /// Fails when the divisor is zero, or a range that holds it.
    pub fn over(&self, other: &Self) -> Result<Self, Trouble> {
        if other.low <= 0.0 && other.high >= 0.0 {
            return Err(Trouble::Zero);
        }
        let dimension = self.dimension.times(&other.dimension, -1);
        Self::spanned(
            [
                self.low / other.low,
                self.low / other.high,
                self.high / other.low,
                self.high / other.high,
            ],
            dimension,
        )
    }

    /// A power. With a dimension, the exponent has to be a whole number.
    ///
    /// # Errors
    /// Fails for an exponent with a dimension, a broken exponent over a
    /// dimension, zero to a negative power, and results that are no number.
    pub fn to_the(&self, exponent: &Self) -> Result<Self, Trouble> {
        if !exponent.dimension.is_none() {
            return Err(Trouble::Dimension(format!(
                "an exponent is a bare number, this is {}",
                exponent.dimension
            )));
        }
        let dimension = if self.dimension.is_none() {
            Dimension::none()
        } else {
            let n = exponent.low;
            if exponent.is_range() || n.fract() != 0.0 || n.abs() > 9.0 {
                return Err(Trouble::Dimension(format!(
                    "{} can only be taken to a whole power up to 9",
                    self.dimension
                )));
            }
            #[allow(clippy::cast_possible_truncation, reason = "at most 9")]
            let power = self.dimension.power(n as i32);
            if power.extent() > 99 {
                return Err(Trouble::Dimension(format!(
                    "{} has too high a power",
                    self.dimension
                )));
            }
            power
        };
        let holds_zero = self.low <= 0.0 && self.high >= 0.0;
        if holds_zero && exponent.low < 0.0 {
            return Err(Trouble::Zero);
        }
        let mut corners = vec![
            self.low.powf(exponent.low),
            self.low.powf(exponent.high),
            self.high.powf(exponent.low),
            self.high.powf(exponent.high),
        ];
        // An even power of a range around zero is least at zero.
        if self.low < 0.0 && self.high > 0.0 && exponent.low > 0.0 {
            corners.push(0.0);
        }
        Self::spanned(corners, dimension)
    }

    /// A function of one or more values.
    ///
    /// # Errors
    /// Fails for dimensions that the function does not take.
    pub fn call(function: Function, arguments: &[Self]) -> Result<Self, Trouble> {
        let [first, rest @ ..] = arguments else { return Err(Trouble::Overflow) };
        if !rest.is_empty() && !matches!(function, Function::Min | Function::Max) {
            return Err(Trouble::Dimension(format!(
                "`{}` takes one value",
                function.name()
            )));
        }
        let rounds =
            matches!(function, Function::Ceil | Function::Floor | Function::Round);
        if rounds && !first.dimension.is_count() {
            return Err(Trouble::Dimension(format!(
                "`{}` rounds whole things, this is {}: divide by a unit first",
                function.name(),
                first.dimension
            )));
        }
        match function {
            Function::Min => {
                rest.iter().try_fold(first.clone(), |a, b| a.lesser(b, f64::min))
            }
            Function::Max => {
                rest.iter().try_fold(first.clone(), |a, b| a.lesser(b, f64::max))
            }
            Function::Sqrt => {
                let dimension = first.dimension.root().ok_or_else(|| {
                    Trouble::Dimension(format!("{} has no square root", first.dimension))
                })?;
                Self {
                    low: first.low.sqrt(),
                    high: first.high.sqrt(),
                    dimension,
                }
                .finite()
            }
            // A quotient that is whole on paper may miss it by a last bit.
            Function::Ceil => first.map(|x| (x - x.abs() * SLACK).ceil()),
            Function::Floor => first.map(|x| (x + x.abs() * SLACK).floor()),
            Function::Round => first.map(f64::round),
            Function::Ln | Function::Log10 | Function::Exp => {
                if !first.dimension.is_none() {
                    return Err(Trouble::Dimension(format!(
                        "`{}` takes a bare number, this is {}",
                        function.name(),
                        first.dimension
                    )));
                }
                first.map(match function {
                    Function::Ln => f64::ln,
                    Function::Log10 => f64::log10,
                    _ => f64::exp,
                })
            }
        }
    }

    /// A rising function of both ends.
    fn map(&self, f: fn(f64) -> f64) -> Result<Self, Trouble> {
        Self {
            low: f(self.low),
            high: f(self.high),
            dimension: self.dimension.clone(),
        }
        .finite()
    }

    fn lesser(&self, other: &Self, pick: fn(f64, f64) -> f64) -> Result<Self, Trouble> {
        self.same(other)?;
        let (low, high) = (pick(self.low, other.low), pick(self.high, other.high));
        Ok(Self { low, high, dimension: self.dimension.clone() })
    }

    fn same(&self, other: &Self) -> Result<(), Trouble> {
        match self.dimension == other.dimension {
            true => Ok(()),
            false => Err(Trouble::Dimension(format!(
                "{} and {} do not go together",
                self.dimension, other.dimension
            ))),
        }
    }

    fn spanned(
        corners: impl IntoIterator<Item = f64>,
        dimension: Dimension,
    ) -> Result<Self, Trouble> {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for corner in corners {
            if corner.is_nan() {
                return Err(Trouble::Overflow);
            }
            low = low.min(corner);
            high = high.max(corner);
        }
        Self { low, high, dimension }.finite()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::{Base, Units};

    /// Pseudo-random values over a handful of dimensions.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, sides: u64) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0 % sides
        }

        fn value(&mut self) -> Value {
            let bases =
                [Base::Time, Base::Data, Base::Money("USD"), Base::Count("user".into())];
            let mut dimension = Dimension::none();
            for base in bases {
                let power = i32::try_from(self.roll(5)).unwrap() - 2;
                dimension = dimension.times(&Dimension::of(base), power);
            }
            let mantissa = f64::from(u32::try_from(self.roll(1_000_000)).unwrap() + 1);
            let low = mantissa * 10f64.powi(i32::try_from(self.roll(12)).unwrap() - 6);
            let high = low * (1.0 + f64::from(u32::try_from(self.roll(3)).unwrap()));
            Value { low, high, dimension }
        }
    }

    fn near(a: &Value, b: &Value) -> bool {
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
        a.dimension == b.dimension && close(a.low, b.low) && close(a.high, b.high)
    }

    #[test]
    fn the_algebra_of_units_holds() {
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
        for _ in 0..5000 {
            let (a, b, c) = (dice.value(), dice.value(), dice.value());
            let product = a.times(&b).unwrap();
            assert!(near(&product, &b.times(&a).unwrap()), "a product commutes");
            let left = product.times(&c).unwrap();
            let right = a.times(&b.times(&c).unwrap()).unwrap();
            assert!(near(&left, &right), "a product associates");
            let single = Value::new(a.low, a.dimension.clone());
            let one = single.over(&single).unwrap();
            assert!(near(&one, &Value::new(1.0, Dimension::none())), "a/a is one");
            let square = a.to_the(&Value::new(2.0, Dimension::none())).unwrap();
            assert!(near(&square, &a.times(&a).unwrap()), "a^2 is a·a");
            assert!(
                near(&Value::call(Function::Sqrt, &[square]).unwrap(), &a),
                "and back"
            );
            let sum = a.plus(&a).unwrap();
            let twice = a.times(&Value::new(2.0, Dimension::none())).unwrap();
            assert!(near(&sum, &twice), "a+a is 2·a");
            let mixes = a.plus(&b).is_ok();
            assert_eq!(mixes, a.dimension == b.dimension, "only like adds to like");
        }
    }

    #[test]
    fn ranges_hold_every_value_between_their_ends() {
        let mut dice = Dice(0x0123_4567_89AB_CDEF);
        for _ in 0..5000 {
            let (a, b) = (dice.value(), dice.value());
            let product = a.times(&b).unwrap();
            let share = f64::from(u32::try_from(dice.roll(101)).unwrap()) / 100.0;
            let inside = |v: &Value| v.low + (v.high - v.low) * share;
            let between = inside(&a) * inside(&b);
            let slack = 1e-9 * product.high.abs();
            assert!(product.low - slack <= between && between <= product.high + slack);
        }
    }

    #[test]
    fn what_cannot_be_had_is_said() {
        let none = Dimension::none;
        let zero = Value::new(0.0, none());
        let bare = Value::new(1.0, none());
        assert_eq!(bare.over(&zero), Err(Trouble::Zero));
        let around = Value { low: -1.0, high: 1.0, dimension: none() };
        assert_eq!(bare.over(&around), Err(Trouble::Zero));
        let whole = Value::new(3.84e12, none())
            .over(&Value::new(2.56e11, none()))
            .unwrap();
        assert_eq!(Value::call(Function::Ceil, &[whole]).unwrap().low, 15.0);
        let huge = Value::new(1e308, none());
        assert_eq!(huge.times(&huge), Err(Trouble::Overflow));
        assert_eq!(
            Value::call(Function::Sqrt, &[Value::new(-1.0, none())]),
            Err(Trouble::Overflow)
        );
        let seconds = Value::new(2.0, Dimension::of(Base::Time));
        assert!(matches!(
            Value::call(Function::Ln, std::slice::from_ref(&seconds)),
            Err(Trouble::Dimension(_))
        ));
        assert!(matches!(zero.to_the(&seconds), Err(Trouble::Dimension(_))));
    }

    #[test]
    fn units_have_their_size() {
        let units = Units::default();
        let cases = [
            ("ms", 1e-3, "s"),
            ("k req/s", 1e3, "req/s"),
            ("GiB", 1_073_741_824.0, "B"),
            ("TB/day", 1e12 / 86_400.0, "B/s"),
            ("M users", 1e6, "user"),
            ("queries", 1.0, "query"),
            ("core s/req", 1.0, "s·core/req"),
            ("cents", 0.01, "USD"),
            ("%", 0.01, "a bare number"),
            ("TFLOP/s", 1e12, "FLOP/s"),
            ("kWh", 3.6e6, "J"),
            ("kbit/s", 125.0, "B/s"),
        ];
        for (text, scale, dimension) in cases {
            let unit = units.parse(text).unwrap();
            assert!(
                (unit.scale - scale).abs() <= 1e-12 * scale,
                "{text}: {}",
                unit.scale
            );
            assert_eq!(unit.dimension.to_string(), dimension, "{text}");
        }
        assert_eq!(units.parse("M usrs").map_err(|e| e.at), Err(2..6));
        assert!(
            units.parse("euros").unwrap().dimension
                != units.parse("dollars").unwrap().dimension
        );
    }
}
