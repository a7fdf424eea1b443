//! How a quantity is printed.

use crate::model::Amount;

/// Narrow no-break space, between groups of three digits.
const GROUP: char = '\u{202f}';

/// The low and, for a range, the high end of an amount as printed.
pub fn ends(amount: Amount) -> (String, Option<String>) {
    match amount {
        Amount::Whole(number) => (whole(number), None),
        Amount::Decimal(number) => (decimal(number), None),
        Amount::Range([low, high]) => (decimal(low), Some(decimal(high))),
    }
}

/// A whole number; from 10 000 on its digits stand in groups of three.
fn whole(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let sign = if number < 0 { "−" } else { "" };
    format!("{sign}{}", grouped(&digits))
}

/// A decimal number with the digits that tell it apart from its neighbours.
fn decimal(number: f64) -> String {
    let text = number.abs().to_string();
    let (integer, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let sign = if number < 0.0 { "−" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", grouped(integer))
}

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
    fn digits_stand_in_groups_from_five_on() {
        let cases = [
            (Amount::Whole(9999), "9999"),
            (Amount::Whole(86_400), "86\u{202f}400"),
            (Amount::Whole(-1_000_000), "−1\u{202f}000\u{202f}000"),
            (Amount::Decimal(0.5025), "0.5025"),
            (Amount::Decimal(12_345.5), "12\u{202f}345.5"),
            (Amount::Decimal(3.0), "3"),
        ];
        for (amount, expected) in cases {
            assert_eq!(ends(amount), (expected.to_string(), None));
        }
        let range = ends(Amount::Range([2.0, 2.5]));
        assert_eq!(range, ("2".to_string(), Some("2.5".to_string())));
    }
}
