//! Spans, milestones and delays along time.
//!
//! ```text
//! timeline full
//! title From impression to training example
//! alt   An impression is joined with its click 36 hours later, …
//! axis 0 h .. 96 h step 12            # or: axis 2026-01-01 .. 2026-06-30 step month
//! lane Serving
//! 0 : impression                      # a moment: a diamond
//! 0 => 36 : click may still come      # a delay: an arrow along time
//! 36 => Training 60 h : example       # an arrow to another lane
//! lane Data
//! 36 .. 48 : join [data]              # a span: kinds span, data, model, wait, hold
//! 48 .. +12 h : backfill              # `+` counts from the beginning
//! lane Training
//! 60 .. 84 : DeepFM, 64 GPU [model]
//! now 70 h : today                    # a line through all lanes
//! ```
//!
//! * `axis A .. B step S`: times are numbers in a unit (µs, ms, s, min, h, d,
//!   weeks) or dates of the Gregorian calendar, each the beginning of its day.
//!   Numbers without a unit are in that of the axis. The step is in any unit; on
//!   dates also `day`, `week`, `month`, `quarter`, `year`, or `2 weeks`. Without
//!   `step` the distance of ticks follows from the range.
//! * `lane Name` begins a lane; its lines follow it.
//! * Kinds of spans: span (pale), data (grey), model (dark), wait (dashed),
//!   hold (hatched).
//! * A label stands in its bar if it fits, else beside or above it.
//!
//! Steps: `parse` reads the lines with `time` and `calendar`, `ticks` finds the
//! ticks, `pack` puts the items of a lane into rows and `spots` finds places for
//! labels, `sheet` lays lanes under one another, `paint` and `arrows` make a
//! scene.

mod arrows;
mod calendar;
mod model;
mod pack;
mod paint;
mod parse;
mod sheet;
mod spots;
#[cfg(test)]
mod tests;
mod ticks;
mod time;

use std::ops::Range;

use super::Body;
use super::head::Head;
use super::measure::Ruler;
use super::model::Problem;
use super::reader::{Line, Reader};
use super::scene::Scene;
use super::theme::MM;
use super::values::{Values, filled};
use model::Source;

/// Reads the body of a figure.
pub(super) fn read<'a>(
    reader: &mut Reader<'a>,
    head: &Head,
    lines: &[Line<'a>],
) -> Option<Box<dyn Body>> {
    let before = reader.problems.len();
    let mut source = parse::parse(reader, lines)?;
    source.role_at = head.role_at.clone();
    if reader.problems.len() > before {
        return None;
    }
    Some(Box::new(source))
}

impl Body for Source {
    fn texts(&self) -> Vec<(&str, &Range<usize>)> {
        let lanes = self.lanes.iter().map(|lane| (&lane.title, &lane.at));
        let items = self.lanes.iter().flat_map(|lane| &lane.items);
        let items = items.map(|item| (&item.label, &item.at));
        let now = self.now.iter().map(|now| (&now.label, &now.at));
        let all = lanes.chain(items).chain(now);
        all.map(|(text, at)| (text.as_str(), at)).collect()
    }

    fn fill(&mut self, values: &dyn Values) {
        for lane in &mut self.lanes {
            lane.title = filled(&lane.title, values);
            for item in &mut lane.items {
                item.label = filled(&item.label, values);
            }
        }
        if let Some(now) = &mut self.now {
            now.label = filled(&now.label, values);
        }
    }

    fn draw(
        self: Box<Self>,
        ruler: &Ruler,
        _values: &dyn Values,
        width: f64,
    ) -> Result<(Scene, Vec<Problem>), Vec<Problem>> {
        let sheet = sheet::lay_out(&self, ruler, width).map_err(|needs| {
            let needs = (needs / MM).ceil();
            let message =
                format!("does not fit: needs {needs:.0} mm, has {:.0} mm", width / MM);
            vec![
                Problem::new(self.role_at.clone(), message)
                    .hint("shorten labels, or draw it for a wider place"),
            ]
        })?;
        Ok((paint::paint(&self, ruler, &sheet), Vec::new()))
    }
}
