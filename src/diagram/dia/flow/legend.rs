//! What stands at the foot: the labels behind the numbers, and the strokes.

use super::super::measure::Ruler;
use super::super::shape::Point;
use super::super::stroke::Stroke;
use super::super::theme::{EDGE, real};
use super::super::wrap::wrap;
use super::model::Source;
use super::seat::disc_size;

/// Air above, between columns, and between entries.
const ABOVE: f64 = 8.0;
const GAP: f64 = 10.0;
const BETWEEN: f64 = 2.6;
/// From the number to its words.
const AFTER: f64 = 3.2;
/// Narrowest column.
const COLUMN: f64 = 98.0;
/// Most columns.
const COLUMNS: usize = 3;
/// Length of a sample of a stroke.
pub(super) const SAMPLE: f64 = 17.0;
/// From one stroke to the next.
const APART: f64 = 13.0;

/// The strokes in the order in which they are explained.
const STROKES: [(Stroke, &str); 4] = [
    (Stroke::Main, "main path"),
    (Stroke::Solid, "in the request"),
    (Stroke::Dashed, "in the background"),
    (Stroke::Dotted, "feedback"),
];

/// A label that is a number on its edge.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) edge: usize,
    pub(super) number: usize,
    /// The top left corner of its disc.
    pub(super) disc: Point,
    /// Where its words begin, at the top.
    pub(super) words: Point,
    pub(super) lines: Vec<String>,
}

/// A stroke with the point in the middle of its left end.
#[derive(Debug, Clone)]
pub(super) struct Sample {
    pub(super) stroke: Stroke,
    pub(super) name: &'static str,
    pub(super) at: Point,
}

/// The foot of a figure.
#[derive(Debug, Clone, Default)]
pub(super) struct Legend {
    pub(super) entries: Vec<Entry>,
    pub(super) samples: Vec<Sample>,
    pub(super) height: f64,
}

/// Lays out the foot under a height, in a width.
pub(super) fn lay_out(
    source: &Source,
    ruler: &Ruler,
    numbers: &[Option<usize>],
    [width, top]: [f64; 2],
) -> Legend {
    let mut legend = Legend::default();
    legend.number(source, ruler, numbers, [width, top]);
    if source.legend {
        legend.explain(source, ruler, [width, top]);
    }
    legend
}

impl Legend {
    /// Sets the labels behind the numbers, down one column after the other.
    fn number(
        &mut self,
        source: &Source,
        ruler: &Ruler,
        numbers: &[Option<usize>],
        [width, top]: [f64; 2],
    ) {
        let numbered: Vec<(usize, usize)> = numbers
            .iter()
            .enumerate()
            .filter_map(|(edge, number)| Some((edge, (*number)?)))
            .collect();
        let Some(&(_, most)) = numbered.last() else { return };
        let columns = (1..=COLUMNS.min(numbered.len()))
            .rev()
            .find(|&n| (width + GAP) / real(n) - GAP >= COLUMN)
            .unwrap_or(1);
        let column = (width + GAP) / real(columns);
        let (disc, line) = (disc_size(most), EDGE.line());
        let indent = disc.0 + AFTER;
        let rows = numbered.len().div_ceil(columns);
        let mut foot = top;
        for (index, chunk) in numbered.chunks(rows).enumerate() {
            let (x, mut y) = (1.0 + real(index) * column, top + ABOVE);
            for &(edge, number) in chunk {
                let measure = column - GAP - indent - 1.0;
                let lines = wrap(ruler, &source.edges[edge].label, measure, EDGE);
                let own = disc_size(number);
                let left = Point::new(x + disc.0 - own.0, y);
                let words = Point::new(x + indent, y + (disc.1 - line) / 2.0);
                let height = (real(lines.len()) * line).max(disc.1);
                self.entries.push(Entry { edge, number, disc: left, words, lines });
                y += height + BETWEEN;
            }
            foot = foot.max(y - BETWEEN);
        }
        self.height = foot - top + 1.0;
    }

    /// Explains the strokes that the figure uses: in one row, or in columns.
    fn explain(&mut self, source: &Source, ruler: &Ruler, [width, top]: [f64; 2]) {
        let line = EDGE.line();
        let used = |stroke: Stroke| source.edges.iter().any(|e| e.stroke == stroke);
        let used: Vec<(Stroke, &'static str)> =
            STROKES.into_iter().filter(|(stroke, _)| used(*stroke)).collect();
        let wide = |name: &str| SAMPLE + 4.0 + ruler.width(name, EDGE) + APART;
        let widest = used.iter().map(|(_, name)| wide(name)).fold(0.0, f64::max);
        let all: f64 = used.iter().map(|(_, name)| wide(name)).sum();
        let room = width - 2.0 + APART;
        let columns = if all <= room { used.len() } else { used.len().div_ceil(2) };
        let columns =
            if real(columns) * widest <= room || all <= room { columns } else { 1 };
        let first = Point::new(1.0, top + self.height + ABOVE + line / 2.0);
        let mut at = first;
        for (index, (stroke, name)) in used.into_iter().enumerate() {
            if index > 0 && index.is_multiple_of(columns) {
                at = Point::new(first.x, at.y + line + BETWEEN);
            }
            self.samples.push(Sample { stroke, name, at });
            at.x += if all <= room { wide(name) } else { widest };
        }
        if !self.samples.is_empty() {
            self.height = at.y + line / 2.0 + 1.0 - top;
        }
    }
}
