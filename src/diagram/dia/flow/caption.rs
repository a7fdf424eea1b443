//! The words at edges, and what stands at the foot.

use std::ops::Range;

use super::super::outline::way;
use super::super::scene::{Anchor, Paint, Shape};
use super::super::shape::{Point, Rect};
use super::super::theme::{
    BASELINE, EDGE, FADED, FADED_INK, INK, Lettering, PAPER, RULE, real,
};
use super::label::Label;
use super::legend::SAMPLE;
use super::paint::Painter;
use super::seat::disc_size;
use super::strokes::line;

/// How a number is set.
const NUMBER: Lettering = Lettering { size: 6.8, weight: 600, ink: INK };
/// Height of a digit as a share of the size.
const DIGIT: f64 = 0.698;
/// Outline of a disc.
const RING: f64 = 0.6;

impl Painter<'_> {
    /// The label of an edge.
    pub(super) fn label(&mut self, edge: usize, label: &Label) {
        let id = format!("l{}", edge + 1);
        let before = self.source.was_before(&self.source.edges[edge]);
        let at = self.source.edges[edge].at.clone();
        if label.disc {
            let number = label.lines.concat();
            return self.disc(&id, &at, label.rect, &number, before);
        }
        let frames = (0..self.plan.frames.len())
            .filter(|&frame| self.layout.frames[frame].holds(&label.rect));
        let frame = frames.max_by_key(|&frame| self.plan.frames[frame].depth);
        let fill = frame.map_or(PAPER, |frame| self.ground(frame));
        // Letters on a tint are never grey.
        let face = if before && fill == PAPER { EDGE.inked(FADED_INK) } else { EDGE };
        if label.on_line {
            let rect = label.rect;
            let paint = Paint::filled(fill);
            self.marks
                .add(&format!("{id}.ground"), &at, Shape::Ground { rect, paint });
        }
        let x = match label.anchor {
            Anchor::Start => label.rect.x0,
            Anchor::Middle => label.rect.center().x,
            Anchor::End => label.rect.x1,
        };
        for (number, line) in label.lines.iter().enumerate() {
            let y = label.rect.y0 + EDGE.line() * real(number) + EDGE.size * BASELINE;
            let id = format!("{id}.{number}");
            self.marks
                .words(&id, &at, line, (Point::new(x, y), label.anchor), face);
        }
    }

    /// A number in a disc.
    fn disc(
        &mut self,
        id: &str,
        at: &Range<usize>,
        rect: Rect,
        text: &str,
        before: bool,
    ) {
        let (ring, ink) = if before { (FADED, FADED_INK) } else { (RULE, INK) };
        let paint = Paint::outlined(PAPER, ring, RING);
        self.marks.add(&format!("{id}.disc"), at, Shape::Disc { rect, paint });
        let center = rect.center();
        let place = Point::new(center.x, center.y + DIGIT / 2.0 * NUMBER.size);
        self.marks.words(
            &format!("{id}.0"),
            at,
            text,
            (place, Anchor::Middle),
            NUMBER.inked(ink),
        );
    }

    /// The labels behind the numbers, and the strokes.
    pub(super) fn foot(&mut self) {
        let legend = self.layout.legend.clone();
        for entry in &legend.entries {
            let edge = &self.source.edges[entry.edge];
            let (at, before) = (edge.at.clone(), self.source.was_before(edge));
            let (width, height) = disc_size(entry.number);
            let Point { x, y } = entry.disc;
            let rect = Rect::new(x, y, x + width, y + height);
            let id = format!("k{}", entry.number);
            self.disc(
                &format!("{id}.number"),
                &at,
                rect,
                &entry.number.to_string(),
                before,
            );
            for (number, line) in entry.lines.iter().enumerate() {
                let y = entry.words.y + EDGE.line() * real(number) + EDGE.size * BASELINE;
                let place = (Point::new(entry.words.x, y), Anchor::Start);
                self.marks.words(&format!("{id}.{number}"), &at, line, place, EDGE);
            }
        }
        let at = self.source.role_at.clone();
        for (index, sample) in legend.samples.iter().enumerate() {
            let Point { x, y } = sample.at;
            let points = vec![sample.at, Point::new(x + SAMPLE, y)];
            let path = way(&points, 0.0, &[], 0.0);
            let id = format!("s{}", index + 1);
            let paint = line(sample.stroke);
            self.marks.add(&id, &at, Shape::Detail { path, paint });
            let place = Point::new(x + SAMPLE + 4.0, y + DIGIT / 2.0 * EDGE.size);
            let place = (place, Anchor::Start);
            self.marks.words(&format!("{id}.0"), &at, sample.name, place, EDGE);
        }
    }
}
