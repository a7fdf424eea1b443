//! Where the numbers of an axis lie, and its ticks.

use super::super::theme::real;
use super::figures;

/// What an axis shows, from one end to the other.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    pub(super) log: bool,
    pub(super) low: f64,
    pub(super) high: f64,
    /// Values that are named.
    pub(super) ticks: Vec<(f64, String)>,
    /// Values with a mark and no name.
    pub(super) minor: Vec<f64>,
}

/// What an author says of an axis, as numbers.
#[derive(Debug, Copy, Clone, Default)]
pub(super) struct Wish {
    pub(super) log: bool,
    pub(super) range: Option<(f64, f64)>,
    pub(super) step: Option<f64>,
    /// Whether nought belongs to it: bars and areas stand on it.
    pub(super) nought: bool,
    /// Ticks that there is room for.
    pub(super) room: usize,
}

impl Scale {
    /// An axis with a slot of one for each name.
    pub(super) fn slots(count: usize) -> Self {
        let (low, high) = (0.0, real(count.max(1)));
        Self {
            log: false,
            low,
            high,
            ticks: Vec::new(),
            minor: Vec::new(),
        }
    }

    /// Where a value lies: 0 at the beginning of the axis, 1 at its end.
    pub(super) fn share(&self, value: f64) -> f64 {
        if self.log {
            let least = f64::MIN_POSITIVE;
            let (low, high) = (self.low.log10(), self.high.log10());
            return (value.max(least).log10() - low) / (high - low);
        }
        (value - self.low) / (self.high - self.low)
    }

    /// Whether a value lies on the axis.
    pub(super) fn holds(&self, value: f64) -> bool {
        (-1e-9..=1.0 + 1e-9).contains(&self.share(value))
    }

    /// The axis for data between two values.
    pub(super) fn fit(data: (f64, f64), wish: Wish) -> Self {
        if wish.log { Self::fit_log(data, wish) } else { Self::fit_linear(data, wish) }
    }

    fn fit_linear((mut low, mut high): (f64, f64), wish: Wish) -> Self {
        let whole = |value: f64| (value + 1e-9).floor();
        if let Some(range) = wish.range {
            (low, high) = range;
        } else {
            let near = low > 0.0 && low < 0.5 * high || high < 0.0 && high > 0.5 * low;
            if wish.nought || near || low == high {
                (low, high) = (low.min(0.0), high.max(0.0));
            }
            if low == high {
                high = low + 1.0;
            }
        }
        let step = wish.step.unwrap_or_else(|| nice((high - low) / real(wish.room)));
        if wish.range.is_none() {
            low = whole(low / step) * step;
            high = -whole(-high / step) * step;
        }
        // With a step of the author's own, ticks count from the beginning.
        let first = match (wish.range, wish.step) {
            (Some(_), Some(_)) => low,
            _ => -whole(-low / step) * step,
        };
        let count = whole((high - first) / step).clamp(0.0, 60.0);
        let mut values = Vec::new();
        let mut index = 0.0;
        while index <= count {
            let value = first + index * step;
            values.push(if value.abs() < step * 1e-9 { 0.0 } else { value });
            index += 1.0;
        }
        let finest = if first == 0.0 || wish.step.is_none() {
            step
        } else {
            let places = figures::decimals(step).max(figures::decimals(first));
            0.1_f64.powi(i32::try_from(places).unwrap_or(0))
        };
        let names = figures::ticks(&values, finest);
        let ticks = values.into_iter().zip(names).collect();
        Self { log: false, low, high, ticks, minor: Vec::new() }
    }

    fn fit_log(data: (f64, f64), wish: Wish) -> Self {
        let (mut low, mut high) = wish.range.unwrap_or(data);
        if wish.range.is_none() {
            (low, high) = (below(low), above(high));
            if low >= high {
                (low, high) = (low / 10.0, high * 10.0);
            }
        }
        let decades = (high / low).log10();
        let room = real(wish.room.max(2));
        let first = (low.log10() - 1e-9).ceil();
        let all: &[f64] = &[1.0, 2.0, 5.0];
        let digits = if decades * 3.0 <= room { all } else { &all[..1] };
        let every = (decades / room).ceil().max(1.0);
        let (mut ticks, mut minor) = (Vec::new(), Vec::new());
        let mut exponent = first - 1.0;
        let inside =
            |value: f64| value >= low * (1.0 - 1e-9) && value <= high * (1.0 + 1e-9);
        while exponent <= high.log10() + 1e-9 {
            for digit in 1..=9_u32 {
                let digit = f64::from(digit);
                let value = digit * power(exponent);
                let named = digits.contains(&digit)
                    && ((exponent - first) / every).fract().abs() < 1e-9;
                match () {
                    () if !inside(value) => {}
                    () if named => ticks.push((value, figures::log_tick(value))),
                    () if digit == 1.0 || decades <= 7.0 => minor.push(value),
                    () => {}
                }
            }
            exponent += 1.0;
        }
        if ticks.len() < 2 {
            let ends = [low, high].map(|value| (value, figures::log_tick(value)));
            ticks = ends.into();
            minor.retain(|value| *value > low && *value < high);
        }
        Self { log: true, low, high, ticks, minor }
    }
}

/// Ten to a whole power, exact where a double can be.
fn power(exponent: f64) -> f64 {
    format!("1e{exponent:.0}").parse().unwrap_or(1.0)
}

/// The largest of 1, 2, 5 times a power of ten that is not above a value.
fn below(value: f64) -> f64 {
    let base = power((value.log10() + 1e-9).floor());
    let fits = |digit: &f64| digit * base <= value * (1.0 + 1e-9);
    [5.0, 2.0, 1.0].into_iter().find(fits).unwrap_or(1.0) * base
}

/// The smallest of 1, 2, 5 times a power of ten that is not below a value.
fn above(value: f64) -> f64 {
    let base = power((value.log10() + 1e-9).floor());
    let fits = |digit: &f64| digit * base >= value * (1.0 - 1e-9);
    [1.0, 2.0, 5.0].into_iter().find(fits).unwrap_or(10.0) * base
}

/// The smallest of 1, 2, 2.5, 5 times a power of ten that is not below a step.
pub(super) fn nice(step: f64) -> f64 {
    if !step.is_normal() || step <= 0.0 {
        return 1.0;
    }
    let base = power((step.log10() + 1e-9).floor());
    let fits = |digit: &f64| digit * base >= step * (1.0 - 1e-9);
    [1.0, 2.0, 2.5, 5.0].into_iter().find(fits).unwrap_or(10.0) * base
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(scale: &Scale) -> Vec<&str> {
        scale.ticks.iter().map(|(_, name)| name.as_str()).collect()
    }

    #[test]
    fn linear_axes_have_round_ticks() {
        let wish = Wish { room: 5, ..Wish::default() };
        let scale = Scale::fit((3.0, 97.0), wish);
        assert_eq!(names(&scale), ["0", "20", "40", "60", "80", "100"]);
        let scale = Scale::fit((0.91, 0.97), Wish { room: 4, ..wish });
        assert_eq!(names(&scale), ["0.90", "0.92", "0.94", "0.96", "0.98"]);
        let scale = Scale::fit((-3.0, 4.0), wish);
        assert_eq!(names(&scale), ["−4", "−2", "0", "2", "4"]);
        let scale = Scale::fit((7.0, 7.0), wish);
        assert_eq!((scale.low, scale.high), (0.0, 8.0));
        let scale = Scale::fit((0.0, 0.0), wish);
        assert_eq!((scale.low, scale.high), (0.0, 1.0));
    }

    #[test]
    fn a_step_of_its_own_counts_from_the_beginning() {
        let wish = Wish {
            range: Some((0.5, 1.0)),
            step: Some(0.25),
            room: 5,
            ..Wish::default()
        };
        assert_eq!(names(&Scale::fit((0.0, 0.0), wish)), ["0.50", "0.75", "1.00"]);
    }

    #[test]
    fn log_axes_have_powers_of_ten() {
        let wish = Wish { log: true, room: 6, ..Wish::default() };
        let scale = Scale::fit((1.0, 1e6), wish);
        assert_eq!(
            names(&scale),
            ["1", "10", "100", "1000", "100\u{202f}k", "1\u{202f}M"]
                .map(|name| name)
                .into_iter()
                .take(4)
                .chain(["10\u{202f}k", "100\u{202f}k", "1\u{202f}M"])
                .collect::<Vec<_>>()
        );
        let scale = Scale::fit((3.0, 40.0), wish);
        assert_eq!(names(&scale), ["2", "5", "10", "20", "50"]);
        assert!((scale.share(10.0) - 0.5).abs() < 1e-9);
        let scale = Scale::fit((1e-15, 1e15), wish);
        assert!(scale.ticks.len() <= 8, "{:?}", names(&scale));
    }
}
