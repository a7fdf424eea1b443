//! Numbers as they are printed on axes, bars and cells.

use super::super::outline::n;

/// Between groups of three digits, and between a number and its prefix.
const THIN: char = '\u{202f}';

/// Large numbers are cut to thousands, millions and so on.
const PREFIXES: [(f64, &str); 5] =
    [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"), (1.0, "")];

/// A number with at most so many decimals, the sign of print, groups of three
/// from five digits on, and no noughts at its end unless `keep` says so.
fn plain(value: f64, decimals: usize, keep: bool) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let fraction = if keep { fraction } else { fraction.trim_end_matches('0') };
    let mut out = String::new();
    let nought = text.bytes().all(|b| matches!(b, b'0' | b'.'));
    if value < 0.0 && !nought {
        out.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && whole.len() > 4 && (whole.len() - index).is_multiple_of(3) {
            out.push(THIN);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// The digits behind the point that a step needs, at most 9.
pub(super) fn decimals(step: f64) -> usize {
    let mut scaled = step.abs();
    let mut places = 0;
    while places < 9 && (scaled - scaled.round()).abs() > 1e-6 * scaled.max(1.0) {
        scaled *= 10.0;
        places += 1;
    }
    places
}

/// Ticks of a linear axis: all with the same prefix and the same decimals.
pub(super) fn ticks(values: &[f64], step: f64) -> Vec<String> {
    let largest = values.iter().fold(0.0_f64, |most, v| most.max(v.abs()));
    if largest > 0.0 && largest < 1e-4 {
        return values.iter().map(|v| power(*v)).collect();
    }
    let fits = |(size, _): &&(f64, &str)| largest >= 10.0 * size || *size == 1.0;
    let (size, prefix) = PREFIXES.iter().find(fits).copied().unwrap_or((1.0, ""));
    let places = decimals(step / size);
    let text = |v: &f64| match (*v == 0.0, prefix) {
        (true, _) => "0".to_string(),
        (_, "") => plain(*v, places, true),
        _ => format!("{}{THIN}{prefix}", plain(v / size, places, true)),
    };
    values.iter().map(text).collect()
}

/// A number by itself: three significant digits, with a prefix from 10 000 on.
pub(super) fn number(value: f64) -> String {
    let magnitude = value.abs();
    if magnitude > 0.0 && magnitude < 1e-3 || magnitude >= 1e15 {
        return power(value);
    }
    let fits = |(size, _): &&(f64, &str)| magnitude >= *size || *size == 1.0;
    let cut = if magnitude >= 10_000.0 { PREFIXES.iter().find(fits) } else { None };
    let (size, prefix) = cut.copied().unwrap_or((1.0, ""));
    let scaled = (value / size).abs();
    let places = [(100.0, 0), (10.0, 1), (1.0, 2)];
    let places = places.iter().find(|(least, _)| scaled >= *least);
    let text = plain(value / size, places.map_or(3, |(_, places)| *places), false);
    if prefix.is_empty() { text } else { format!("{text}{THIN}{prefix}") }
}

/// Numbers that stand in one drawing, with the same decimals: those that tell them
/// exactly if these are at most four, else two or three digits. Whole ones have none,
/// as in the text and on axes.
pub(super) fn alike(values: &[f64]) -> Vec<String> {
    let largest = values.iter().fold(0.0_f64, |most, v| most.max(v.abs()));
    if largest >= 10_000.0 || largest > 0.0 && largest < 0.001 {
        return values.iter().map(|v| number(*v)).collect();
    }
    let need = values.iter().map(|v| decimals(*v)).max().unwrap_or(0);
    let rough = [(100.0, 0), (10.0, 1), (0.1, 2)];
    let rough = rough.iter().find(|(least, _)| largest >= *least);
    let rough = rough.map_or(3, |(_, places)| *places);
    let places = if need <= 4 { need } else { rough };
    let text = |v: &f64| plain(*v, if decimals(*v) == 0 { 0 } else { places }, true);
    values.iter().map(text).collect()
}

/// A tick of a log axis.
pub(super) fn log_tick(value: f64) -> String {
    if (1e-3..1e15).contains(&value) { number(value) } else { power(value) }
}

/// A number as a multiple of a power of ten.
fn power(value: f64) -> String {
    if value == 0.0 {
        return "0".into();
    }
    let text = format!("{:.1e}", value.abs());
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let sign = if value < 0.0 { "−" } else { "" };
    let exponent = exponent.replace('-', "−");
    match digits.parse::<f64>() {
        Ok(1.0) => format!("{sign}10^{{{exponent}}}"),
        Ok(digits) => format!("{sign}{} · 10^{{{exponent}}}", n(digits)),
        Err(_) => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_in_print() {
        let cases = [
            (0.0, "0"),
            (-3.5, "−3.5"),
            (0.125, "0.125"),
            (1234.0, "1234"),
            (12_345.0, "12.3\u{202f}k"),
            (2.5e6, "2.5\u{202f}M"),
            (1e-5, "10^{−5}"),
            (-2.5e-7, "−2.5 · 10^{−7}"),
            (9.999, "10"),
        ];
        for (value, text) in cases {
            assert_eq!(number(value), text);
        }
        assert_eq!(ticks(&[0.0, 0.5, 1.0], 0.5), ["0", "0.5", "1.0"]);
        assert_eq!(ticks(&[-50.0, 0.0], 50.0), ["−50", "0"]);
        assert_eq!(ticks(&[0.0, 20_000.0], 20_000.0), ["0", "20\u{202f}k"]);
        assert_eq!(ticks(&[2500.0, 5000.0], 2500.0), ["2500", "5000"]);
        assert_eq!(alike(&[0.1, 0.25, 1.0]), ["0.10", "0.25", "1"]);
        assert_eq!(alike(&[812.4, 3.0]), ["812.4", "3"]);
        assert_eq!(alike(&[1.0 / 3.0, 0.0]), ["0.33", "0"]);
        assert_eq!(alike(&[8.0, 13.4]), ["8", "13.4"]);
        assert_eq!(alike(&[0.84, -1.0, 10.0]), ["0.84", "−1", "10"]);
        assert_eq!(alike(&[2.0 / 3.0, 6.999]), ["0.67", "7.00"]);
    }
}
