//! Several small drawings in one figure.
//!
//! ```text
//! panels full
//! title The board at three times
//! alt   After 5 minutes the scope stands, after 20 the data, after 40 the loop.
//! across 3                          panels in a row; without it as many as fit
//! panel 5 min · scope               the head of a panel
//!   flow                            its engine, then the lines of its source
//!   grid
//!     app gw
//!   app = App [actor]
//!   gw  = Gateway
//!   app -> gw
//! panel 20 min · data wide 2        twice as wide as the others
//!   plot
//!   …
//! ```
//!
//! * Every panel is a source of `flow`, `seq`, `timeline` or `plot`, indented,
//!   without `title` and `alt`, which belong to the figure.
//! * Panels stand in rows, in the order of the source, with their upper edges on
//!   one line; where the measure is narrow there are fewer in a row.
//! * A box that a panel has `before` is grey; words in it that no panel before said
//!   are black.
//! * A panel that does not fit says so with its own name.

mod arrange;
mod parse;

use std::collections::BTreeMap;
use std::ops::Range;

use super::head::Head;
use super::measure::Ruler;
use super::model::Problem;
use super::reader::{Line, Reader};
use super::scene::Scene;
use super::values::{Values, filled};
use super::{Body, read_body};

/// One drawing of several.
#[derive(Debug)]
struct Panel {
    title: String,
    /// Its share of a row; most have 1.
    wide: f64,
    head: Head,
    /// Indent and bytes of the lines of its source.
    lines: Vec<(usize, Range<usize>)>,
    body: Box<dyn Body>,
    at: Range<usize>,
}

/// Drawings beside and under each other.
#[derive(Debug)]
struct Panels {
    /// The source of the whole figure, in which panels are read again for every
    /// width that is tried.
    source: String,
    panels: Vec<Panel>,
    /// Panels in a row, if the author says so.
    across: Option<usize>,
}

/// Reads the body of a figure. What is wrong goes to the reader; nothing comes
/// back if it cannot be drawn.
pub(super) fn read<'a>(
    reader: &mut Reader<'a>,
    head: &Head,
    lines: &[Line<'a>],
) -> Option<Box<dyn Body>> {
    let before = reader.problems.len();
    let panels = parse::parse(reader, head, lines);
    (reader.problems.len() == before).then(|| Box::new(panels) as Box<dyn Body>)
}

impl Panels {
    /// What the boxes of the panels before one say, each as it was seen last.
    fn earlier(&self, panel: &Panel) -> BTreeMap<&str, [&str; 2]> {
        let before = self.panels.iter().take_while(|other| other.at != panel.at);
        before.flat_map(|other| other.body.boxes()).collect()
    }

    /// Draws one panel at a width in points.
    fn draw_panel(
        &self,
        panel: &Panel,
        (ruler, values): (&Ruler, &dyn Values),
        width: f64,
    ) -> Result<Scene, Vec<Problem>> {
        let mut reader = Reader::new(&self.source);
        let line = |(indent, at): &(usize, Range<usize>)| {
            let text = self.source.get(at.clone()).unwrap_or_default();
            Line { indent: *indent, text }
        };
        let lines: Vec<Line> = panel.lines.iter().map(line).collect();
        let Some(mut body) = read_body(&mut reader, &panel.head, &lines) else {
            return Err(reader.problems);
        };
        body.fill(values);
        body.compare(&self.earlier(panel));
        body.draw(ruler, values, width)
    }
}

impl Body for Panels {
    fn texts(&self) -> Vec<(&str, &Range<usize>)> {
        let mut texts = Vec::new();
        for panel in &self.panels {
            texts.push((panel.title.as_str(), &panel.at));
            texts.extend(panel.body.texts());
        }
        texts
    }

    fn fill(&mut self, values: &dyn Values) {
        for panel in &mut self.panels {
            panel.title = filled(&panel.title, values);
            panel.body.fill(values);
        }
    }

    fn draw(
        self: Box<Self>,
        ruler: &Ruler,
        values: &dyn Values,
        width: f64,
    ) -> Result<Scene, Vec<Problem>> {
        arrange::draw(&self, (ruler, values), width)
    }
}

#[cfg(test)]
mod tests;
