//! Balanced line breaking.
//!
//! The fewest lines that keep to the measure, then the breaks that make the
//! widest of them as narrow as possible (dynamic programming over the words).

use super::measure::Ruler;
use super::theme::Lettering;

/// Units that stay with the number before them.
const UNITS: [&str; 22] = [
    "ms", "µs", "s", "min", "h", "d", "k", "M", "G", "B", "kB", "MB", "GB", "TB", "QPS",
    "rps", "req/s", "%", "pt", "GPU", "GPUs", "×",
];

/// Words with what must not be torn from them.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let unit = UNITS.contains(&word.trim_end_matches([',', ';', ')', ']']));
        let sign = matches!(word, "·" | "/" | "=" | "+" | "→" | "–");
        if let Some(last) = words.last_mut() {
            let number = last.chars().last().is_some_and(|c| c.is_ascii_digit());
            let relation = matches!(last.as_str(), "<" | ">" | "≤" | "≥" | "~" | "≈");
            if number && unit || relation || sign {
                last.push('\u{a0}');
                last.push_str(word);
                continue;
            }
        }
        words.push(word.to_string());
    }
    words
}

/// Breaks text to a measure in points; `\` forces a break. A word wider than
/// the measure stays whole.
pub(super) fn wrap(
    ruler: &Ruler,
    text: &str,
    measure: f64,
    lettering: Lettering,
) -> Vec<String> {
    let mut lines = Vec::new();
    for part in text.split('\\') {
        let words = words(part);
        let widths = widths(ruler, &words, lettering);
        let least = fill(&widths, ruler.width(" ", lettering), measure);
        lines.extend(balance(ruler, &words, &widths, least, lettering));
    }
    lines
}

/// Breaks text into at most `count` lines, the widest as narrow as possible.
pub(super) fn wrap_into(
    ruler: &Ruler,
    text: &str,
    count: usize,
    lettering: Lettering,
) -> Vec<String> {
    let words = words(&text.replace('\\', " "));
    let widths = widths(ruler, &words, lettering);
    balance(ruler, &words, &widths, count, lettering)
}

fn widths(ruler: &Ruler, words: &[String], lettering: Lettering) -> Vec<f64> {
    words.iter().map(|word| ruler.width(word, lettering)).collect()
}

/// The number of lines when each takes as many words as it can.
fn fill(widths: &[f64], space: f64, measure: f64) -> usize {
    let (mut lines, mut used) = (1, 0.0);
    for (index, width) in widths.iter().enumerate() {
        if index > 0 && used + space + width > measure + 0.01 {
            lines += 1;
            used = *width;
        } else {
            used += width + if index > 0 { space } else { 0.0 };
        }
    }
    lines
}

/// The breaks into `count` lines whose widest is narrowest.
fn balance(
    ruler: &Ruler,
    words: &[String],
    widths: &[f64],
    count: usize,
    lettering: Lettering,
) -> Vec<String> {
    let (n, count) = (words.len(), count.min(words.len()));
    if count <= 1 {
        return if n == 0 { Vec::new() } else { vec![words.join(" ")] };
    }
    let space = ruler.width(" ", lettering);
    let mut before = vec![0.0; n + 1];
    for i in 0..n {
        before[i + 1] = before[i] + widths[i] + space;
    }
    let mut best = vec![vec![f64::MAX; n + 1]; count + 1];
    let mut cut = vec![vec![0; n + 1]; count + 1];
    best[0][0] = 0.0;
    for line in 1..=count {
        for end in line..=n {
            for start in line - 1..end {
                let widest =
                    best[line - 1][start].max(before[end] - before[start] - space);
                if widest < best[line][end] - 0.01 {
                    best[line][end] = widest;
                    cut[line][end] = start;
                }
            }
        }
    }
    let (mut lines, mut end) = (Vec::new(), n);
    for line in (1..=count).rev() {
        let start = cut[line][end];
        lines.push(words[start..end].join(" "));
        end = start;
    }
    lines.reverse();
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::dia::measure::Measure;
    use crate::diagram::dia::theme::EDGE;

    struct Mono;

    impl Measure for Mono {
        fn advance(&self, text: &str, _: u16, size: f64) -> f64 {
            crate::diagram::dia::theme::real(text.chars().count()) * size
        }
    }

    fn lines(text: &str, characters: usize) -> Vec<String> {
        let measure = crate::diagram::dia::theme::real(characters) * EDGE.size;
        let lines = wrap(&Ruler::new(&Mono), text, measure, EDGE);
        lines.iter().map(|line| line.replace('\u{a0}', "_")).collect()
    }

    #[test]
    fn lines_are_balanced_and_units_stay() {
        assert_eq!(lines("a bb ccc dddd", 9), ["a bb", "ccc dddd"]);
        assert_eq!(lines("answers in 8 ms", 12), ["answers", "in 8_ms"]);
        assert_eq!(lines("counters, < 1 s", 10), ["counters,", "<_1_s"]);
        assert_eq!(lines("one\\two", 40), ["one", "two"]);
        assert_eq!(lines("unbreakable", 4), ["unbreakable"]);
        assert!(lines("", 4).is_empty());
    }
}
