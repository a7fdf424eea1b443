//! Words over an arrow, in lines, with the time in bold.

use super::super::measure::Ruler;
use super::super::theme::{INK, Lettering};
use super::super::wrap::{wrap, wrap_into};
use super::model::Caption;

/// How the time is set, and whatever else stands out.
pub(super) const STRONG: Lettering = Lettering { size: 6.8, weight: 600, ink: INK };
/// Lines that a caption may have.
pub(super) const MOST_LINES: usize = 5;
/// Between the words and the time.
const DOT: &str = " ·";

/// One line: runs of text, each with its place from the left, and the width.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub(super) runs: Vec<(f64, String, Lettering)>,
    pub(super) width: f64,
}

/// The ways to break a caption: into one line, two lines, and so on.
#[derive(Debug, Clone, Default)]
pub(super) struct Breaks {
    pub(super) ways: Vec<Vec<Row>>,
}

impl Breaks {
    /// The ways to break a caption whose words are set in `face`.
    pub(super) fn new(ruler: &Ruler, caption: &Caption, face: Lettering) -> Self {
        let time = caption.time.replace(' ', "\u{a0}");
        let whole = match (caption.text.as_str(), time.as_str()) {
            (text, "") => text.to_string(),
            ("", time) => time.to_string(),
            (text, time) => format!("{text}{DOT} {time}"),
        };
        let mut ways: Vec<Vec<Row>> = Vec::new();
        if whole.is_empty() {
            return Self { ways: vec![Vec::new()] };
        }
        for count in 1..=MOST_LINES {
            let lines = if whole.contains('\\') {
                wrap(ruler, &whole, f64::INFINITY, STRONG)
            } else {
                wrap_into(ruler, &whole, count, STRONG)
            };
            if ways.last().is_some_and(|way| way.len() >= lines.len()) {
                break;
            }
            ways.push(rows(ruler, &lines, &time, face));
        }
        Self { ways }
    }

    /// The width of the widest line of a way.
    pub(super) fn width(&self, way: usize) -> f64 {
        let rows = self.way(way);
        rows.iter().map(|row| row.width).fold(0.0, f64::max)
    }

    /// The lines of a way, or of the last one.
    pub(super) fn way(&self, way: usize) -> &[Row] {
        self.ways.get(way).or(self.ways.last()).map_or(&[], Vec::as_slice)
    }
}

fn rows(ruler: &Ruler, lines: &[String], time: &str, face: Lettering) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let last = index + 1 == lines.len();
        let before = line.strip_suffix(time).filter(|_| last && !time.is_empty());
        let words = before.unwrap_or(line).trim_end();
        let ends = lines.get(index + 1).is_some_and(|next| next == time);
        let words = if ends { words.trim_end_matches(['·', '\u{a0}']) } else { words };
        let mut row = Row::default();
        if !words.is_empty() {
            row.width = ruler.width(words, face);
            row.runs.push((0.0, words.to_string(), face));
        }
        if before.is_some() {
            let space = if words.is_empty() { 0.0 } else { ruler.width(" ", face) };
            row.runs.push((row.width + space, time.to_string(), STRONG));
            row.width += space + ruler.width(time, STRONG);
        }
        rows.push(row);
    }
    rows
}
