//! How numbers are printed: significant digits, groups of three, one style.

/// Narrow no-break space, between groups of three digits.
const GROUP: char = '\u{202f}';

/// A number with the digits that tell it apart from its neighbours, as its
/// author wrote it.
pub fn exact(number: f64) -> String {
    signed(number, &number.abs().to_string())
}

/// A number rounded to significant digits; zeros behind the point are dropped.
///
/// Halves go away from zero, as on paper: the decimal form of the double
/// decides.
pub fn rounded(number: f64, digits: u8) -> String {
    if number == 0.0 || !number.is_finite() {
        return exact(number);
    }
    let digits = usize::from(digits.max(1));
    let scientific = format!("{:.*e}", digits - 1, number.abs());
    let Some((mantissa, exponent)) = scientific.split_once('e') else {
        return exact(number);
    };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let figures: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let plain = place_point(&figures, exponent);
    signed(number, &plain)
}

/// The number that `rounded` prints.
pub(super) fn significant(number: f64, digits: u8) -> f64 {
    let text = format!("{:.*e}", usize::from(digits.max(1)) - 1, number);
    text.parse().unwrap_or(number)
}

/// Puts the decimal point `exponent` places behind the first figure.
fn place_point(figures: &str, exponent: i32) -> String {
    let before = usize::try_from(exponent + 1).unwrap_or(0);
    let text = if exponent < 0 {
        let zeros = "0".repeat(usize::try_from(-exponent - 1).unwrap_or(0));
        format!("0.{zeros}{figures}")
    } else if before >= figures.len() {
        format!("{figures}{}", "0".repeat(before - figures.len()))
    } else {
        format!("{}.{}", &figures[..before], &figures[before..])
    };
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_string(),
        false => text,
    }
}

fn signed(number: f64, plain: &str) -> String {
    let (integer, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    let sign = if number < 0.0 { "−" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", grouped(integer))
}

/// Digits in groups of three, from five digits on.
fn grouped(digits: &str) -> String {
    if digits.len() < 5 {
        return digits.to_string();
    }
    let mut text = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(GROUP);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_in_one_style() {
        let exacts = [
            (9999.0, "9999"),
            (86_400.0, "86\u{202f}400"),
            (-1_000_000.0, "−1\u{202f}000\u{202f}000"),
            (0.5025, "0.5025"),
            (12_345.5, "12\u{202f}345.5"),
            (3.0, "3"),
        ];
        for (number, expected) in exacts {
            assert_eq!(exact(number), expected);
        }
        let rounds = [
            (86_805.0, 3, "86\u{202f}800"),
            (0.009_900_99, 3, "0.0099"),
            (0.009_876, 3, "0.00988"),
            (2.0, 3, "2"),
            (999.6, 3, "1000"),
            (-12.345, 3, "−12.3"),
            (1.5e-7, 2, "0.00000015"),
            (0.0, 3, "0"),
        ];
        for (number, digits, expected) in rounds {
            assert_eq!(rounded(number, digits), expected, "{number}");
        }
    }

    /// Rounding never moves a number by more than half a unit of its last digit.
    #[test]
    fn rounding_stays_near() {
        let mut state: u64 = 0x2545_F491_4F6C_DD1D;
        for _ in 0..20_000 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let exponent = i32::try_from(state % 24).unwrap_or(0) - 12;
            let unit = f64::from(u32::try_from(state >> 40).unwrap_or(1).max(1)) / 1e7;
            let number = unit * 10f64.powi(exponent);
            let digits = u8::try_from(state % 7).unwrap_or(0) + 1;
            let printed = rounded(number, digits).replace(GROUP, "");
            let back: f64 = printed.parse().unwrap();
            let last = 10f64.powf(number.log10().floor() - f64::from(digits) + 1.0);
            assert!(
                (back - number).abs() <= last * 0.500_001,
                "{number} {digits} {printed}"
            );
        }
    }
}
