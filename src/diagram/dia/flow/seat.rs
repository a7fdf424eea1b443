//! The places that the label of an edge could take.
//!
//! Every straight piece offers places along it: above, below, beside, or on the
//! line with the line cut out; a disc stands on the line.

use super::super::scene::Anchor;
use super::super::shape::{Point, Rect};

/// Height of a disc with a number, in points.
pub(super) const DISC: f64 = 8.8;

/// From an upright line to the text beside it, clear of the head.
const BESIDE: f64 = 3.1;

/// From a line to a disc beside it.
const ASIDE: f64 = 2.4;

/// Width and height of the disc of a number.
pub(super) fn disc_size(number: usize) -> (f64, f64) {
    (if number < 10 { DISC } else { DISC + 2.6 }, DISC)
}

/// A place of a label.
#[derive(Debug, Copy, Clone)]
pub(super) struct Seat {
    pub(super) rect: Rect,
    pub(super) price: f64,
    pub(super) on_line: bool,
    pub(super) anchor: Anchor,
    /// Which of the ways to break its text.
    pub(super) wording: usize,
}

/// A straight piece of an edge with a label to be placed along it.
pub(super) struct Along {
    pub(super) from: Point,
    pub(super) to: Point,
    pub(super) length: f64,
    /// How far along the edge the piece begins, and how long the edge is.
    pub(super) done: f64,
    pub(super) total: f64,
    /// Width and height of the label.
    pub(super) size: (f64, f64),
    pub(super) wording: usize,
    /// What it costs that the piece is not the stem of its fan.
    pub(super) stem: f64,
}

impl Along {
    /// Places for words.
    pub(super) fn places(&self, out: &mut Vec<Seat>) {
        let level = self.from.level(self.to);
        for step in 0..=20_u8 {
            let share = f64::from(step) / 20.0;
            if self.length < 40.0 && step % 2 == 1 {
                continue;
            }
            if self.length > 30.0 && !(1..=19).contains(&step) {
                continue;
            }
            let mut at = self.at(share);
            if level && step == 10 {
                // Away from the head, so that the shaft looks evenly filled.
                at.x -= 2.2 * (self.to.x - self.from.x).signum();
            }
            let lack = if level {
                (self.size.0 + 6.0 - self.length).max(0.0) * 0.5
            } else {
                (self.size.1 + 4.0 - self.length).max(0.0) * 0.6
            };
            let short = if self.length < 12.0 { 4.0 } else { 0.0 };
            let lines = f64::from(u8::try_from(self.wording).unwrap_or(u8::MAX)) * 0.8;
            let base = self.off(share) * 6.0 + short + lack + self.stem + lines;
            self.around(at, base, out);
        }
    }

    /// Places for a disc, on the line and clear of its ends, or beside it.
    pub(super) fn discs(&self, out: &mut Vec<Seat>) {
        for step in 1..20_u8 {
            let share = f64::from(step) / 20.0;
            let (width, height) = self.size;
            let level = self.from.level(self.to);
            let (half, across) = if level {
                (width / 2.0, height / 2.0)
            } else {
                (height / 2.0, width / 2.0)
            };
            let ends = share.min(1.0 - share) * self.length;
            let at = self.at(share);
            let rect = Rect::around(at, at, 0.0).grown(width / 2.0, height / 2.0);
            let price = self.off(share) * 6.0
                + self.stem
                + (half + 5.0 - ends).max(0.0) * 2.0
                + if ends < half { 60.0 } else { 0.0 };
            let (wording, anchor) = (self.wording, Anchor::Middle);
            let mut add = |x: f64, y: f64, price: f64, on_line: bool| {
                let rect = Rect::new(rect.x0 + x, rect.y0 + y, rect.x1 + x, rect.y1 + y);
                out.push(Seat { rect, price, on_line, anchor, wording });
            };
            add(0.0, 0.0, price, true);
            // Beside a line that is too short to show its head behind a disc.
            let (off, price) = (across + ASIDE, self.off(share) * 6.0 + 12.0);
            if level {
                add(0.0, -off, price, false);
                add(0.0, off, price + 1.0, false);
            } else {
                add(off, 0.0, price, false);
                add(-off, 0.0, price + 1.0, false);
            }
        }
    }

    fn at(&self, share: f64) -> Point {
        self.from.moved(self.from.towards(self.to), self.length * share)
    }

    /// How far from the middle of the edge, as a share of its length.
    fn off(&self, share: f64) -> f64 {
        let off = (self.done + self.length * share - self.total / 2.0).abs();
        off / self.total.max(1.0)
    }

    /// The places beside and on one point.
    fn around(&self, at: Point, base: f64, out: &mut Vec<Seat>) {
        let level = self.from.level(self.to);
        let ((width, height), wording) = (self.size, self.wording);
        let mut add = |x: f64, y: f64, price: f64, anchor: Anchor| {
            let rect = Rect::new(x, y, x + width, y + height);
            out.push(Seat { rect, price, on_line: false, anchor, wording });
        };
        if level {
            let x = at.x - width / 2.0;
            add(x, at.y - 1.4 - height, base, Anchor::Middle);
            add(x, at.y + 1.9, base + 1.2, Anchor::Middle);
        } else {
            let y = at.y - height / 2.0;
            add(at.x + BESIDE, y, base, Anchor::Start);
            add(at.x - BESIDE - width, y, base + 0.6, Anchor::End);
        }
        let room = if level { width * 1.7 + 8.0 } else { height + 14.0 };
        if self.length > room {
            let rect = Rect::around(at, at, 0.0).grown(width / 2.0 + 1.0, height / 2.0);
            let (price, anchor) = (base + 7.0, Anchor::Middle);
            out.push(Seat { rect, price, on_line: true, anchor, wording });
        }
    }
}
