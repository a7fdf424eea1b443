//! From places to a scene.

use std::fmt::Write;

use super::super::marks::Marks;
use super::super::measure::Ruler;
use super::super::outline::n;
use super::super::scene::{Anchor, Paint, Scene, Shape};
use super::super::shape::{Point, Rect};
use super::super::theme::{BORDER, BRAND, EDGE, GROUP, PAPER, RULE, STROKE, real};
use super::model::{Form, Look, Source};
use super::pack::{DIAMOND, LOW, Place, Spot, Words, lettering};
use super::sheet::{AXIS, RIM, Sheet};

/// Lines of ticks and between lanes.
const HAIR: &str = "#c9ced4";
const HAIR_WIDTH: f64 = 0.4;
/// Fills: any work, data. Each differs by 12 L* or more from paper, from the
/// fill of a model, and from the other.
const SPAN: &str = "#d3dbe5";
const DATA: &str = "#a6b6c8";
/// Lines over what is held.
const HATCH: &str = "#8a929b";
const HATCH_STEP: f64 = 4.0;

/// Collects the marks of a drawing.
pub(super) struct Painter<'a> {
    pub(super) source: &'a Source,
    pub(super) sheet: &'a Sheet,
    pub(super) ruler: &'a Ruler<'a>,
    pub(super) marks: Marks<'a>,
}

/// Paints everything, from back to front.
pub(super) fn paint<'a>(
    source: &'a Source,
    ruler: &'a Ruler<'a>,
    sheet: &'a Sheet,
) -> Scene {
    let mut painter = Painter { source, sheet, ruler, marks: Marks::new(ruler) };
    painter.axis();
    painter.lanes();
    painter.now();
    for lane in 0..sheet.strips.len() {
        painter.arrows(lane);
    }
    painter.titles();
    for lane in 0..sheet.strips.len() {
        painter.items(lane);
    }
    for lane in 0..sheet.strips.len() {
        painter.labels(lane);
    }
    Scene {
        size: sheet.size,
        marks: painter.marks.into_marks(),
    }
}

impl Painter<'_> {
    /// Ticks with their labels.
    fn axis(&mut self) {
        let at = self.source.axis.at.clone();
        let width = self.sheet.size[0];
        let top = RIM + AXIS;
        for (number, (x, label)) in self.sheet.ticks.iter().enumerate() {
            let from = if label.is_some() { top - 1.6 } else { top };
            let path = format!("M{} {}V{}", n(*x), n(from), n(self.sheet.foot));
            let paint = Paint::line(HAIR, HAIR_WIDTH, "");
            let id = format!("axis.{number}");
            self.marks.add(&id, &at, Shape::Detail { path, paint });
            let Some(label) = label else { continue };
            let half = self.ruler.width(label, EDGE) / 2.0;
            let x = x.min(width - RIM - half).max(RIM + half);
            let place = (Point::new(x, RIM + EDGE.size * 0.88), Anchor::Middle);
            self.marks.words(&format!("t-axis.{number}"), &at, label, place, EDGE);
        }
    }

    /// Lines between the lanes.
    fn lanes(&mut self) {
        let width = self.sheet.size[0];
        for (index, strip) in self.sheet.strips.iter().enumerate() {
            let at = &self.source.lanes[index].at;
            if index > 0 {
                let y = n(strip.top);
                let path = format!("M{} {y}H{}", n(RIM), n(width - RIM));
                let paint = Paint::line(HAIR, HAIR_WIDTH, "");
                let id = format!("g-lane.{}", index + 1);
                self.marks.add(&id, at, Shape::Detail { path, paint });
            }
        }
    }

    /// Titles of the lanes.
    fn titles(&mut self) {
        for (index, strip) in self.sheet.strips.iter().enumerate() {
            let at = &self.source.lanes[index].at;
            let tall = GROUP.line() * real(strip.title.len());
            let y = if self.sheet.stacked {
                strip.rows - tall - 1.0
            } else {
                f64::midpoint(strip.top, strip.foot) - tall / 2.0
            };
            for (line, text) in strip.title.iter().enumerate() {
                let y = y + GROUP.line() * real(line) + GROUP.size * 0.9;
                let place = (Point::new(RIM, y), Anchor::Start);
                let id = format!("g-lane.{}.title", index + 1);
                if self.sheet.stacked {
                    self.marks.ground(&id, at, text, place, GROUP, PAPER);
                }
                self.marks.words(&id, at, text, place, GROUP);
            }
        }
    }

    pub(super) fn place(&self, lane: usize, item: usize) -> &Place {
        &self.sheet.strips[lane].packed.places[item]
    }

    pub(super) fn middle(&self, lane: usize, row: usize) -> f64 {
        self.sheet.strips[lane].middles.get(row).copied().unwrap_or_default()
    }

    /// What an item covers.
    pub(super) fn rect(&self, lane: usize, item: usize) -> Rect {
        let place = self.place(lane, item);
        let size = self.sheet.strips[lane].packed.rows[place.row];
        let half = match self.source.lanes[lane].items[item].form {
            Form::Milestone => DIAMOND,
            _ => size.half,
        };
        let y = self.middle(lane, place.row);
        Rect::new(place.extent.0, y - half, place.extent.1, y + half)
    }

    fn items(&mut self, lane: usize) {
        let items = &self.source.lanes[lane].items;
        for (index, item) in items.iter().enumerate() {
            let Form::Span(look) = item.form else { continue };
            let rect = self.rect(lane, index);
            let rect = if rect.width() > 3.0 { rect.grown(-0.4, 0.0) } else { rect };
            let id = format!("n-{}.{}", lane + 1, index + 1);
            let paint = paint_of(look);
            let shape = Shape::Box { rect, radius: 1.6, path: None, paint };
            self.marks.add(&id, &item.at, shape);
            if look == Look::Hold {
                let paint = Paint::line(HATCH, HAIR_WIDTH, "");
                let path = hatch(&rect.grown(-0.3, -0.3));
                let shape = Shape::Detail { path, paint };
                self.marks.add(&format!("{id}.hatch"), &item.at, shape);
            }
        }
        for (index, item) in items.iter().enumerate() {
            if item.form == Form::Milestone {
                let c = self.rect(lane, index).center();
                let (x, y, d) = (n(c.x), n(c.y - DIAMOND), n(DIAMOND));
                let path = format!("M{x} {y}l{d} {d}l-{d} {d}l-{d} -{d}Z");
                let paint = Paint::outlined(BRAND, PAPER, BORDER);
                let id = format!("n-{}.{}", lane + 1, index + 1);
                self.marks.add(&id, &item.at, Shape::Detail { path, paint });
            }
        }
    }

    fn labels(&mut self, lane: usize) {
        for index in 0..self.source.lanes[lane].items.len() {
            if let Some(words) = self.place(lane, index).words.clone() {
                self.label(lane, index, &words);
            }
        }
    }

    fn label(&mut self, lane: usize, index: usize, words: &Words) {
        let item = &self.source.lanes[lane].items[index];
        let face = lettering(item.form, words.spot);
        let place = self.place(lane, index);
        let size = self.sheet.strips[lane].packed.rows[place.row];
        let middle = self.middle(lane, place.row);
        let tall = face.line() * real(words.lines.len());
        let top = match words.spot {
            Spot::Inside | Spot::Right | Spot::Left => middle - tall / 2.0,
            Spot::Over => middle - tall - 1.4,
            Spot::Above if words.low => middle - LOW - tall - 0.2,
            Spot::Above => middle - size.half - tall - 0.2,
        };
        let anchor = match words.spot {
            Spot::Right => Anchor::Start,
            Spot::Left => Anchor::End,
            _ => Anchor::Middle,
        };
        let inside = words.spot == Spot::Inside;
        let kind = if inside { "t" } else { "l" };
        let id = format!("{kind}-{}.{}", lane + 1, index + 1);
        let hatched = item.form == Form::Span(Look::Hold);
        for (line, text) in words.lines.iter().enumerate() {
            let y = top + face.line() * real(line) + face.size * 0.9;
            let place = (Point::new(words.x, y), anchor);
            if !inside || hatched {
                self.marks.ground(&id, &item.at, text, place, face, PAPER);
            }
            self.marks.words(&id, &item.at, text, place, face);
        }
    }
}

/// Fill and outline of a span.
fn paint_of(look: Look) -> Paint {
    match look {
        Look::Span => Paint::outlined(SPAN, RULE, STROKE),
        Look::Data => Paint::outlined(DATA, RULE, STROKE),
        Look::Model => Paint::outlined(BRAND, BRAND, STROKE),
        Look::Wait => Paint {
            dash: "2 1.5",
            ..Paint::outlined(PAPER, RULE, STROKE)
        },
        Look::Hold => Paint::outlined(PAPER, RULE, STROKE),
    }
}

/// Slanted lines over a rectangle.
fn hatch(rect: &Rect) -> String {
    let mut path = String::new();
    let high = rect.height();
    let mut foot = rect.x0 - high + HATCH_STEP;
    while foot < rect.x1 {
        // From the foot at `foot` to the top at `foot + high`, cut at the sides.
        let (from, to) = (foot.max(rect.x0), (foot + high).min(rect.x1));
        let (y0, y1) = (rect.y1 - (from - foot), rect.y1 - (to - foot));
        let _ = write!(path, "M{} {}L{} {}", n(from), n(y0), n(to), n(y1));
        foot += HATCH_STEP;
    }
    path
}
