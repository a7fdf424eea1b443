//! Where the labels of a lane may stand.

use super::super::theme::Lettering;
use super::super::wrap::{wrap, wrap_into};
use super::model::{Form, Item};
use super::pack::{DIAMOND, Extent, LINES, Packer, Place, Post, Spot, Words, lettering};

/// Between a label and what stands beside it.
const GAP: f64 = 2.8;
/// Between a label and the sides of its bar, both together; more with a diamond
/// on a side.
const INSIDE: [f64; 2] = [5.6, 8.4];
/// Most lines of a label.
const MOST_LINES: usize = 8;

/// Whether two extents do not meet.
fn apart(a: Extent, b: Extent) -> bool {
    a.1 <= b.0 || b.1 <= a.0
}

impl Packer<'_> {
    /// The label in its bar or over its arrow, in a number of lines at most.
    pub(super) fn within(&self, index: usize, most: usize) -> Option<Words> {
        let item = &self.items[index];
        let spot = match item.form {
            Form::Span(_) => Spot::Inside,
            Form::Delay(_) => Spot::Over,
            Form::Milestone => return None,
        };
        let (x0, x1) = self.places[index].extent;
        let face = lettering(item.form, spot);
        let measure = x1 - x0 - INSIDE[usize::from(self.marked(item))];
        let lines = wrap(self.room.ruler, &item.label, measure, face);
        let fits =
            lines.len() <= most && self.room.ruler.widest(&lines, face) <= measure + 0.01;
        let x = f64::midpoint(x0, x1);
        let words = Words { lines, spot, x, low: false };
        let row = &self.rows[self.places[index].row];
        let over = self.covered(&words, face);
        let clear = spot == Spot::Inside || row.above.iter().all(|o| apart(over, *o));
        (fits && clear).then_some(words)
    }

    /// Whether a diamond stands on an end of an item.
    fn marked(&self, item: &Item) -> bool {
        let on_end = |other: &Item| other.from == item.from || other.from == item.to;
        self.items
            .iter()
            .any(|other| other.form == Form::Milestone && on_end(other))
    }

    /// What a centred label covers.
    pub(super) fn covered(&self, words: &Words, face: Lettering) -> Extent {
        let half = self.room.ruler.widest(&words.lines, face) / 2.0;
        (words.x - half - GAP / 2.0, words.x + half + GAP / 2.0)
    }

    /// The label beside or above its item in a row, in three lines at most.
    pub(super) fn outside(&self, index: usize, row: usize) -> Option<Words> {
        let item = &self.items[index];
        if item.label.is_empty() {
            return None;
        }
        let (right, left) = self.free(index, row, self.room.posts);
        let (x0, x1) = self.places[index].extent;
        let face = lettering(item.form, Spot::Right);
        for most in 1..=LINES {
            for (room, spot, x) in
                [(right, Spot::Right, x1 + GAP), (left, Spot::Left, x0 - GAP)]
            {
                let lines = wrap(self.room.ruler, &item.label, room, face);
                let width = self.room.ruler.widest(&lines, face);
                let own =
                    if spot == Spot::Right { (x, x + width) } else { (x - width, x) };
                // Two lines reach over the bar into the band above it.
                let band = most == 1
                    || self.rows[row].above.iter().all(|other| apart(own, *other));
                if band && lines.len() == most && width <= room + 0.01 {
                    return Some(Words { lines, spot, x, low: false });
                }
            }
            if most < LINES
                && let Some(words) = self.above(index, row, most)
            {
                return Some(words);
            }
        }
        None
    }

    /// Whether an upright line stands in the way of the label of an item. Lines
    /// that end at the item, or are its own, do not.
    fn counts(&self, index: usize, post: &Post) -> bool {
        let (x0, x1) = self.places[index].extent;
        let near = |x: f64| (post.x - x).abs() < 1.0;
        let ends = post.ends && (near(x0) || near(x1));
        !(ends || self.leaves(index) && near(x1))
    }

    /// The room to the right and to the left of an item in a row.
    fn free(&self, index: usize, row: usize, posts: &[Post]) -> (f64, f64) {
        let (x0, x1) = self.places[index].extent;
        let (mut left, mut right) = self.room.limits;
        let posts = posts.iter().filter(|post| self.counts(index, post));
        let posts = posts.map(|post| (post.x - 0.5, post.x + 0.5));
        let taken = self.rows[row].taken.iter().map(|(extent, _)| *extent);
        for (from, to) in taken.chain(posts) {
            if (from, to) == (x0, x1) {
                continue;
            }
            if from >= x1 - DIAMOND - 0.3 && to > x1 {
                right = right.min(from - GAP);
            }
            if to <= x0 + DIAMOND + 0.3 && from < x0 {
                left = left.max(to + GAP);
            }
        }
        (right - x1 - GAP, x0 - GAP - left)
    }

    /// The label above its item, in as many lines.
    fn above(&self, index: usize, row: usize, lines: usize) -> Option<Words> {
        let item = &self.items[index];
        let face = lettering(item.form, Spot::Above);
        let (x0, x1) = self.places[index].extent;
        let words = wrap_into(self.room.ruler, &item.label, lines, face);
        let half = self.room.ruler.widest(&words, face) / 2.0;
        let (low, high) = (self.room.limits.0 + half, self.room.limits.1 - half);
        let middle = f64::midpoint(x0, x1);
        let x = middle.max(low).min(high);
        let words = Words { lines: words, spot: Spot::Above, x, low: false };
        let own = self.covered(&words, face);
        let mut posts = self.room.posts.iter().filter(|post| self.counts(index, post));
        let posts =
            posts.all(|post| apart(own, (post.x - GAP / 2.0, post.x + GAP / 2.0)));
        let near = (x - middle).abs() <= half + 2.0;
        let alone = self.rows[row].above.iter().all(|other| apart(own, *other));
        (low <= high && near && posts && alone).then_some(words)
    }

    /// The label beside its item in a row of its own, in many lines, even over
    /// upright lines.
    pub(super) fn tall(&self, index: usize) -> Option<Words> {
        let item = &self.items[index];
        let (x0, x1) = self.places[index].extent;
        let (right, left) = self.free(index, self.places[index].row, &[]);
        let face = lettering(item.form, Spot::Right);
        let (room, spot, x) = if right >= left {
            (right, Spot::Right, x1 + GAP)
        } else {
            (left, Spot::Left, x0 - GAP)
        };
        let lines = wrap(self.room.ruler, &item.label, room, face);
        let width = self.room.ruler.widest(&lines, face);
        let fits = width <= room + 0.01 && lines.len() <= MOST_LINES;
        fits.then_some(Words { lines, spot, x, low: false })
    }

    /// Lowers labels above diamonds and arrows where no bar is in their way.
    pub(super) fn lower(&mut self) {
        for index in 0..self.items.len() {
            let (form, place) = (self.items[index].form, &self.places[index]);
            let Some(words) = &place.words else { continue };
            if words.spot != Spot::Above || matches!(form, Form::Span(_)) {
                continue;
            }
            let own = self.covered(words, lettering(form, words.spot));
            let mates = self.places.iter().zip(self.items).enumerate();
            let in_way = |(other, (mate, item)): (usize, (&Place, &Item))| {
                let beside = mate
                    .words
                    .as_ref()
                    .filter(|words| matches!(words.spot, Spot::Left | Spot::Right));
                let label = beside.is_some_and(|words| {
                    let face = lettering(item.form, words.spot);
                    let width = self.room.ruler.widest(&words.lines, face);
                    let left = words.spot == Spot::Left;
                    let x0 = if left { words.x - width } else { words.x };
                    !apart(own, (x0, x0 + width))
                });
                let bar = matches!(item.form, Form::Span(_));
                other != index
                    && mate.row == place.row
                    && (label || bar && !apart(own, mate.extent))
            };
            let low = !mates.into_iter().any(in_way);
            if let Some(words) = &mut self.places[index].words {
                words.low = low;
            }
        }
    }
}
