//! Formulas with values put in, as they are printed.

use super::expression::{Condition, Kind, Node, Operator, Relation};
use super::ledger::Ledger;
use super::print::exact;
use super::unit::after_one;

/// The formula with the printed values of its quantities. Factors that only
/// change a unit, such as `* 1 scoring / ad`, are left out.
pub(super) fn working(node: &Node, ledger: &Ledger) -> String {
    print(node, ledger).text
}

/// A condition with the printed values of its quantities.
pub(super) fn condition(condition: &Condition, ledger: &Ledger) -> String {
    let sign = match condition.relation {
        Relation::Less => "<",
        Relation::AtMost => "≤",
        Relation::Greater => ">",
        Relation::AtLeast => "≥",
    };
    format!(
        "{} {sign} {}",
        working(&condition.left, ledger),
        working(&condition.right, ledger)
    )
}

/// How tightly a printed part holds together.
#[derive(Debug, Copy, Clone, Eq, PartialEq, Ord, PartialOrd)]
enum Rank {
    Sum,
    Product,
    Sign,
    Power,
    Measure,
    Atom,
}

struct Printed {
    text: String,
    rank: Rank,
}

impl Printed {
    /// The text, in brackets if it holds less tightly than its place needs.
    fn at_least(self, rank: Rank) -> String {
        if self.rank < rank { format!("({})", self.text) } else { self.text }
    }
}

fn print(node: &Node, ledger: &Ledger) -> Printed {
    let (text, rank) = match &node.kind {
        Kind::Number(number, units) => {
            let one = exact(number.abs()) == "1";
            let word = |name: &str| if one { after_one(name) } else { name.to_string() };
            let units = units.iter().map(|(name, _)| format!("\u{a0}{}", word(name)));
            measured(&format!("{}{}", exact(*number), units.collect::<String>()))
        }
        Kind::Name(name) => match ledger.entries.get(name) {
            Some(entry) => measured(&entry.text()),
            None => (name.clone(), Rank::Atom),
        },
        Kind::Negative(inner) => {
            (format!("−{}", print(inner, ledger).at_least(Rank::Sign)), Rank::Sign)
        }
        Kind::Pair(Operator::Times, left, right) if is_unit(right, ledger) => {
            return print(left, ledger);
        }
        Kind::Pair(Operator::Times, left, right) if is_unit(left, ledger) => {
            return print(right, ledger);
        }
        Kind::Pair(Operator::Over, left, right) if is_unit(right, ledger) => {
            return print(left, ledger);
        }
        Kind::Pair(operator, left, right) => pair(*operator, left, right, ledger),
        Kind::Call(function, arguments) => {
            let inner: Vec<_> = arguments.iter().map(|a| print(a, ledger).text).collect();
            called(function.name(), &inner.join(", "))
        }
    };
    Printed { text, rank }
}

/// A value with its unit, which no line may tear apart. It is one thing for a sum or a
/// product, but not for an exponent, which would seem to be that of the unit.
fn measured(text: &str) -> (String, Rank) {
    let rank = match text.contains('\u{a0}') {
        true => Rank::Measure,
        false => Rank::Atom,
    };
    (text.replace(' ', "\u{a0}"), rank)
}

/// A function of some arguments, by its sign where mathematics has one.
fn called(function: &str, inner: &str) -> (String, Rank) {
    let bare = !inner.contains([' ', '\u{a0}', '(', '^']);
    let text = match function {
        "sqrt" if bare => format!("√{inner}"),
        "sqrt" => format!("√({inner})"),
        "ceil" => format!("⌈{inner}⌉"),
        "floor" => format!("⌊{inner}⌋"),
        name => format!("{name}({inner})"),
    };
    let rank = if function == "sqrt" { Rank::Measure } else { Rank::Atom };
    (text, rank)
}

fn pair(
    operator: Operator,
    left: &Node,
    right: &Node,
    ledger: &Ledger,
) -> (String, Rank) {
    let (left, right) = (print(left, ledger), print(right, ledger));
    match operator {
        Operator::Plus => {
            (format!("{} + {}", left.text, right.at_least(Rank::Sum)), Rank::Sum)
        }
        Operator::Minus => {
            (format!("{} − {}", left.text, right.at_least(Rank::Product)), Rank::Sum)
        }
        Operator::Times => {
            let (left, right) =
                (left.at_least(Rank::Product), right.at_least(Rank::Product));
            (format!("{left} × {right}"), Rank::Product)
        }
        Operator::Over => {
            let (left, right) =
                (left.at_least(Rank::Product), right.at_least(Rank::Sign));
            (format!("{left} / {right}"), Rank::Product)
        }
        Operator::Power => {
            let left = left.at_least(Rank::Atom);
            match raised(&right.text) {
                Some(exponent) => (format!("{left}{exponent}"), Rank::Power),
                None => (format!("{left}^{}", right.at_least(Rank::Atom)), Rank::Power),
            }
        }
    }
}

/// A whole exponent in raised digits.
fn raised(text: &str) -> Option<String> {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    text.chars()
        .map(|c| DIGITS.get(usize::try_from(c.to_digit(10)?).ok()?).copied())
        .collect()
}

/// Whether a part is one of some unit and no quantity: it changes what the
/// number counts, not the number.
fn is_unit(node: &Node, ledger: &Ledger) -> bool {
    match &node.kind {
        Kind::Number(number, units) => *number == 1.0 && !units.is_empty(),
        Kind::Name(name) => !ledger.entries.contains_key(name),
        Kind::Pair(Operator::Times | Operator::Over, left, right) => {
            is_unit(left, ledger) && is_unit(right, ledger)
        }
        Kind::Pair(..) | Kind::Negative(_) | Kind::Call(..) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::{parse, parse_condition};

    #[test]
    fn workings_keep_the_brackets_they_need() {
        let cases = [
            ("2 * (3 + 4)", "2 × (3 + 4)"),
            ("2 - (3 - 4)", "2 − (3 − 4)"),
            ("2 - (3 + 4) - 5", "2 − (3 + 4) − 5"),
            ("6 / (2 * 3)", "6 / (2 × 3)"),
            ("(1 - 2)^2", "(1 − 2)²"),
            ("2^100", "2¹⁰⁰"),
            ("2^(1 / 10)", "2^(1 / 10)"),
            ("-(1 + 2)", "−(1 + 2)"),
            ("5 GB * 1 scoring / ad", "5\u{a0}GB"),
            ("7 / 1 day", "7"),
            ("86_400 s", "86\u{202f}400\u{a0}s"),
            ("max(1, sqrt(16))", "max(1, √16)"),
            ("sqrt(2 + 7)", "√(2 + 7)"),
            ("sqrt(16)^3", "(√16)³"),
            ("ceil(7 / 2)", "⌈7 / 2⌉"),
            ("floor(7 / 2) * 2", "⌊7 / 2⌋ × 2"),
            ("(99.9 %)^3", "(99.9\u{a0}%)³"),
            ("1 hours + 2 hours", "1\u{a0}hour + 2\u{a0}hours"),
        ];
        for (formula, expected) in cases {
            let node = parse(formula).unwrap();
            assert_eq!(working(&node, &Ledger::default()), expected, "{formula}");
        }
        let parsed = parse_condition("2 * 3 <= 7").unwrap();
        assert_eq!(condition(&parsed, &Ledger::default()), "2 × 3 ≤ 7");
    }
}
