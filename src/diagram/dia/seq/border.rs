//! Frames around a part of the time, and the bracket around all of it.

use super::super::outline::n;
use super::super::scene::{Anchor, Paint, Shape};
use super::super::shape::{Point, Rect};
use super::super::stroke::Stroke;
use super::super::theme::{BORDER, PAPER, RULE, TINTS, real};
use super::caption::STRONG;
use super::columns::RIM;
use super::frames::{Frame, TAB_AIR};
use super::model::{Act, Block};
use super::paint::Painter;
use super::score::MARGIN_WAY;

/// Fill of the tab of a frame, and the border of frames.
const TAB: (&str, &str) = TINTS[0];
/// Height of the tab of a frame.
const TAB_HEIGHT: f64 = 10.0;
/// From the top of a frame to the baseline of its words.
pub(super) const TAB_BASE: f64 = 7.2;
/// Length of the ends of the bracket.
const TICK: f64 = 3.0;

impl Painter<'_> {
    /// Where a frame lies.
    pub(super) fn frame_rect(&self, frame: &Frame) -> Rect {
        let index = self.score.frames.iter().position(|f| f.open == frame.open);
        let (left, right) = self.score.of(index.unwrap_or(0), &self.columns.ways);
        Rect::new(
            (self.columns.life(frame.first) - left).max(RIM),
            self.rows.spans[frame.open].top,
            (self.columns.life(frame.last) + right).min(self.columns.right_edge()),
            self.rows.spans[frame.close].line,
        )
    }

    /// The middle of a note on several parties.
    pub(super) fn note_middle(&self, from: usize, to: usize, index: usize) -> f64 {
        let rect = self.notes().into_iter().find(|(event, _)| *event == index);
        rect.map_or_else(
            || f64::midpoint(self.columns.life(from), self.columns.life(to)),
            |(_, rect)| rect.center().x,
        )
    }

    /// The borders of all frames with the words in their tabs.
    pub(super) fn frames(&mut self) {
        let frames = self.score.frames.clone();
        for frame in &frames {
            let rect = self.frame_rect(frame);
            let at = self.at(frame.open);
            let id = format!("g-frame.{}", frame.open + 1);
            let paint = Paint::outlined("none", TAB.1, BORDER);
            self.marks.add(&id, &at, Shape::Frame { rect, radius: 0.0, paint });
            self.tab(frame, rect, &id);
            for &turn in &frame.turns {
                let y = self.rows.spans[turn].top;
                self.keyword(frame.block, turn, Point::new(rect.x0, y));
            }
        }
    }

    /// The corner of a frame that says what it is.
    fn tab(&mut self, frame: &Frame, rect: Rect, id: &str) {
        let (x1, foot) = (rect.x0 + frame.tab, rect.y0 + TAB_HEIGHT);
        let path = format!(
            "M{x0} {y0}H{x1}V{bend}L{end} {foot}H{x0}Z",
            x0 = n(rect.x0),
            y0 = n(rect.y0),
            x1 = n(x1),
            bend = n(foot - 2.6),
            end = n(x1 - 2.6),
            foot = n(foot)
        );
        let paint = Paint::outlined(TAB.0, TAB.1, BORDER);
        let at = self.at(frame.open);
        self.marks
            .add(&format!("{id}.tab"), &at, Shape::Detail { path, paint });
        self.keyword(frame.block, frame.open, Point::new(rect.x0, rect.y0));
    }

    /// The word that begins a frame or a part of one.
    fn keyword(&mut self, block: Block, event: usize, corner: Point) {
        let Some((name, _, turn)) = Block::NAMES.into_iter().find(|b| b.1 == block)
        else {
            return;
        };
        let begins = matches!(self.event(event).act, Act::Open { .. });
        let word = if begins { name } else { turn };
        let y = corner.y + TAB_BASE;
        let place = (Point::new(corner.x + TAB_AIR / 2.0, y), Anchor::Start);
        let id = format!("g-frame.{}.title", event + 1);
        self.marks.words(&id, &self.at(event), word, place, STRONG);
    }

    /// The line between two parts of a frame.
    pub(super) fn divider(&mut self, event: usize) {
        let Some(frame) = self.score.frame(event) else { return };
        let rect = self.frame_rect(frame);
        let y = self.rows.spans[event].top;
        let ends = (Point::new(rect.x0, y), Point::new(rect.x1, y));
        let id = format!("e-frame.{}", event + 1);
        self.marks.wire(
            &id,
            &self.at(event),
            ends,
            Paint::line(TAB.1, BORDER, "2.5 1.8"),
        );
    }

    /// From the first message to the last one that its sender waits for.
    fn duration(&self) -> Option<(f64, f64)> {
        let events = self.score.source.events.iter().zip(&self.rows.spans);
        let mut sent = events.filter_map(|(event, span)| match event.act {
            Act::Message { from, to, stroke, .. } if stroke != Stroke::Dotted => {
                Some((from, to, span.line))
            }
            _ => None,
        });
        let (who, _, top) = sent.next()?;
        let foot = sent.rfind(|(from, to, _)| [*from, *to].contains(&who));
        foot.map(|(.., foot)| (top, foot))
    }

    /// The bracket at the left edge.
    pub(super) fn total(&mut self) {
        let Some((_, at)) = self.score.source.total.clone() else { return };
        let lines = self.score.total.way(MARGIN_WAY);
        let width = self.score.total.width(MARGIN_WAY);
        let Some((top, foot)) = self.duration() else { return };
        let x = RIM + width / 2.0 + 0.5;
        let paint = Paint::line(RULE, BORDER, "");
        let ends = (Point::new(x, top), Point::new(x, foot));
        self.marks.wire("e-total", &at, ends, paint);
        for y in [top, foot] {
            let ends = (Point::new(x - TICK, y), Point::new(x + TICK, y));
            self.marks.wire("e-total.end", &at, ends, paint);
        }
        let tall = STRONG.line() * real(lines.len());
        let y0 = f64::midpoint(top, foot) - tall / 2.0;
        let rect = Rect::new(x - width / 2.0, y0 - 1.0, x + width / 2.0, y0 + tall + 1.0);
        let shape = Shape::Ground { rect, paint: Paint::filled(PAPER) };
        self.marks.add("l-total.ground", &at, shape);
        for (number, row) in lines.iter().enumerate() {
            let y = y0 + STRONG.line() * real(number) + STRONG.size * 0.88;
            for (_, text, face) in &row.runs {
                let place = (Point::new(x, y), Anchor::Middle);
                self.marks.words("l-total", &at, text, place, *face);
            }
        }
    }
}
