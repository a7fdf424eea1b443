//! The rule about numerals that nobody answers for.

use std::ops::Range;

use ecow::eco_format;
use typst_syntax::ast::{self, AstNode};
use typst_syntax::{DiagSpan, LinkedNode, SyntaxKind, parse};

use super::Context;
use crate::diagnostics::{Report, at};
use crate::diagram::Form;
use crate::limits;
use crate::load::prose::Place;
use crate::load::{Body, Unit};
use crate::model::Waiver;
use crate::numbers::Units;
use crate::source::File;

/// Words before a numeral that make it a reference.
const REFERENCES: [&str; 14] = [
    "step", "steps", "section", "sections", "figure", "fig", "table", "case", "part",
    "page", "p", "chapter", "version", "exercise",
];

/// A numeral that stands as its own word comes from a quantity.
///
/// Not numerals here: digits joined to letters or to `@ - / ^ :`, whole numbers
/// up to twelve without a unit, years, references, code, mathematics with a
/// variable in it, and what `#given[…]` wraps. In figures, what stands inside an
/// element with `data-given` counts as given.
///
/// # Why
/// The same load appears as three figures in one chapter, and nobody can tell
/// which was assumed.
///
/// # Instead
/// Put it into `numbers.toml` and print it with `#num`, wrap an example's number
/// in `#given[…]`, or waive it with a reason.
pub(super) fn numerals(cx: &Context, report: &mut Report) {
    let units = Units::with_nouns(&cx.content.guide().nouns);
    for unit in cx.content.all_units() {
        let mut found = in_texts(cx, unit, &units);
        found.extend(in_figures(cx, unit, &units));
        tell(unit, found, report);
    }
}

/// A numeral with its place.
struct Numeral {
    text: String,
    at: DiagSpan,
}

fn tell(unit: &Unit, found: Vec<Numeral>, report: &mut Report) {
    let (waivers, file) = match &unit.body {
        Body::Case(case) => (case.value.waive.as_slice(), Some(case.file)),
        Body::Primer(primer) => (primer.value.waive.as_slice(), Some(primer.file)),
        _ => (&[] as &[Waiver], None),
    };
    let waived = |numeral: &Numeral| waivers.iter().any(|w| w.text.text == numeral.text);
    for numeral in found.iter().filter(|numeral| !waived(numeral)) {
        report
            .error("unsourced-number", numeral.at, eco_format!("nobody answers for `{}`", numeral.text))
            .hint("print a quantity with `#num`, or wrap an example's number in `#given[…]`");
    }
    let Some(file) = file else { return };
    for waiver in waivers {
        if !found.iter().any(|numeral| numeral.text == waiver.text.text) {
            report
                .error(
                    "waiver-unused",
                    at(file, waiver.text.range.clone()),
                    eco_format!("no numeral `{}` is left to waive", waiver.text.text),
                )
                .hint("delete the waiver");
        }
    }
    if let Some(over) = waivers.get(limits::WAIVERS) {
        report.error(
            "waiver-limit",
            at(file, over.text.range.clone()),
            eco_format!(
                "{} waivers, at most {} are allowed",
                waivers.len(),
                limits::WAIVERS
            ),
        );
    }
}

fn in_texts(cx: &Context, unit: &Unit, units: &Units) -> Vec<Numeral> {
    let mut found = Vec::new();
    for prose in &unit.prose {
        let Some(source) = cx.sources.by_id(prose.file).and_then(|f| f.source.as_ref())
        else {
            continue;
        };
        let place = Place::whole(prose.file, source.text().len());
        found.extend(numerals_of(
            &Line::of(&LinkedNode::new(source.root())),
            &place,
            units,
        ));
    }
    // The strings of `numbers.toml` say where its numbers come from.
    let own = unit.numbers.as_ref().map(|numbers| numbers.file);
    for snippet in unit.snippets.iter().filter(|s| Some(s.place.file) != own) {
        let root = parse(&snippet.markup.text);
        found.extend(numerals_of(
            &Line::of(&LinkedNode::new(&root)),
            &snippet.place,
            units,
        ));
    }
    found
}

fn in_figures(cx: &Context, unit: &Unit, units: &Units) -> Vec<Numeral> {
    let mut found = Vec::new();
    for (_, figure) in cx.diagrams.of(&unit.slug) {
        for (label, range) in &figure.labels {
            let mut line = Line::default();
            line.push(label, 0);
            let place = Place::whole(figure.file, label.len());
            let numerals = numerals_of(&line, &place, units);
            // A label has no bytes of its own: its line stands for them.
            let at = at(figure.file, range.clone());
            found.extend(numerals.into_iter().map(|n| Numeral { at, ..n }));
        }
        if figure.form == Form::Text {
            continue;
        }
        let text = cx.sources.by_id(figure.file).map(File::text).unwrap_or_default();
        let Ok(xml) = roxmltree::Document::parse(text) else { continue };
        for node in xml.descendants().filter(roxmltree::Node::is_text) {
            let is_given = |n: roxmltree::Node| n.has_attribute("data-given");
            let is_label = |n: roxmltree::Node| n.tag_name().name() == "text";
            if node.ancestors().any(is_given) || !node.ancestors().any(is_label) {
                continue;
            }
            let mut line = Line::default();
            line.push(&text[node.range()], node.range().start);
            let place = Place::whole(figure.file, text.len());
            found.extend(numerals_of(&line, &place, units));
        }
    }
    found
}

/// The words of a piece of prose, with the byte that each letter came from.
#[derive(Default)]
struct Line {
    text: String,
    bytes: Vec<usize>,
}

impl Line {
    fn of(root: &LinkedNode) -> Self {
        let mut line = Self::default();
        line.visit(root);
        line
    }

    fn push(&mut self, text: &str, start: usize) {
        self.text.push_str(text);
        self.bytes.extend(start..start + text.len());
    }

    fn gap(&mut self, at: usize) {
        self.push(" ", at);
    }

    fn visit(&mut self, node: &LinkedNode) {
        let start = node.offset();
        match node.kind() {
            SyntaxKind::Text | SyntaxKind::MathText => self.push(node.leaf_text(), start),
            SyntaxKind::Shorthand if node.leaf_text() == "~" => self.gap(start),
            SyntaxKind::Shorthand => self.push(node.leaf_text(), start),
            SyntaxKind::Escape => {
                self.push(node.leaf_text().trim_start_matches('\\'), start + 1);
            }
            SyntaxKind::Raw | SyntaxKind::EnumMarker | SyntaxKind::Ref => self.gap(start),
            SyntaxKind::Equation if has_variable(node) => self.gap(start),
            SyntaxKind::FuncCall if is_given(node) => self.gap(start),
            SyntaxKind::FuncCall => {
                // What a call prints joins no digits around it.
                self.push("\u{fffc}", start);
                self.children(node);
                self.gap(node.range().end);
            }
            SyntaxKind::Space | SyntaxKind::Parbreak | SyntaxKind::Linebreak => {
                self.gap(start);
            }
            _ => self.children(node),
        }
    }

    fn children(&mut self, node: &LinkedNode) {
        for child in node.children() {
            self.visit(&child);
        }
    }

    /// The bytes of the source that a range of the text came from.
    fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.bytes.get(range.start).copied().unwrap_or(0);
        let end = self
            .bytes
            .get(range.end.saturating_sub(1))
            .map_or(start, |byte| byte + 1);
        start..end.max(start)
    }
}

fn has_variable(equation: &LinkedNode) -> bool {
    let is_variable = match equation.kind() {
        SyntaxKind::MathIdent => true,
        SyntaxKind::MathText => equation.leaf_text().chars().any(char::is_alphabetic),
        _ => false,
    };
    is_variable || equation.children().any(|child| has_variable(&child))
}

fn is_given(node: &LinkedNode) -> bool {
    let call = node.get().cast::<ast::FuncCall>();
    matches!(call.map(|call| call.callee()), Some(ast::Expr::Ident(name)) if matches!(name.as_str(), "given" | "write"))
        && ast::FuncCall::from_untyped(node.get()).is_some()
}

/// The numerals of a line that no rule excuses.
fn numerals_of(line: &Line, place: &Place, units: &Units) -> Vec<Numeral> {
    let words: Vec<(usize, &str)> = line
        .text
        .split(char::is_whitespace)
        .map(|word| (word.as_ptr() as usize - line.text.as_ptr() as usize, word))
        .filter(|(_, word)| !word.is_empty())
        .collect();
    let mut found = Vec::new();
    for (index, (start, word)) in words.iter().enumerate() {
        let before = index.checked_sub(1).map_or("", |i| words[i].1);
        let after = words.get(index + 1).map_or("", |(_, word)| *word);
        let Some(core) = numeral(word) else { continue };
        if is_excused(core, before, after, units) {
            continue;
        }
        let offset = start + (core.as_ptr() as usize - word.as_ptr() as usize);
        let at = place.at(line.source(offset..offset + core.len()));
        found.push(Numeral { text: core.to_string(), at });
    }
    found
}

/// The numeral that a word consists of, punctuation left out; nothing for words
/// with letters, or with digits joined by other signs.
fn numeral(word: &str) -> Option<&str> {
    let lead = |c: char| "([{“‘\"'≈~<>≤≥±−–-+".contains(c);
    let tail = |c: char| ".,;:!?)]}”’\"'…".contains(c);
    let core = word.trim_start_matches(lead).trim_end_matches(tail);
    let inner = |c: char| c.is_ascii_digit() || ".,\u{202f}–−%‰".contains(c);
    let fine = core.starts_with(|c: char| c.is_ascii_digit()) && core.chars().all(inner);
    fine.then_some(core)
}

fn is_excused(core: &str, before: &str, after: &str, units: &Units) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || c == '%' || c == 'µ';
    let unit = after.trim_matches(|c: char| !is_plain(c));
    let has_unit = core.contains(['%', '‰']) || units.is_measure(unit);
    let reference = before.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    if REFERENCES.contains(&reference.as_str()) {
        return true;
    }
    match core.parse::<u32>() {
        Ok(number) => !has_unit && (number <= 12 || (1900..=2100).contains(&number)),
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::file_id;

    fn found(text: &str) -> Vec<String> {
        let root = parse(text);
        let file = file_id("/content/numerals.typ").unwrap();
        let place = Place::whole(file, text.len());
        let line = Line::of(&LinkedNode::new(&root));
        numerals_of(&line, &place, &Units::default())
            .into_iter()
            .map(|n| n.text)
            .collect()
    }

    #[test]
    fn numerals_are_words_of_their_own() {
        let flagged = [
            ("It takes 40 ms, or 12~ms.", vec!["40", "12"]),
            ("(97 %) and 3.5 and −4.6.", vec!["97", "3.5", "4.6"]),
            ("From 70–130 rows; $13 + 20$ more", vec!["70–130", "13", "20"]),
            ("A _15_ in emphasis, #runin[After 25 days.]", vec!["15", "25"]),
        ];
        for (text, expected) in flagged {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn other_digits_are_left_alone() {
        let quiet = [
            "p99, BM25, NDCG@10, A/B, 8x7B, 7-day, 10^6, 14:00, 99th",
            "two of 12 hosts in 2014, step 7, Figure 4.3, Case 24",
            "$p = 0.5$ and `0.5` and #given[0.5 of 300 rows]",
            "#num(\"x\") rows, @work:he2014[section 33]",
        ];
        for text in quiet {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
