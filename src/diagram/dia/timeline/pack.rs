//! Rows of a lane, and places for its labels.
//!
//! Bars take the first row that is free. A label stands in its bar if it fits,
//! else beside it or above it; an item whose label finds no place in its row
//! moves to another one.

use super::super::measure::Ruler;
use super::super::theme::{EDGE, FILLED, INK, Lettering, real};
use super::model::{Form, Item, Look};

/// Labels of spans and milestones.
pub(super) const TEXT: Lettering = Lettering { size: 7.2, weight: 400, ink: INK };
/// Labels of models.
const STRONG: Lettering = Lettering { size: 7.2, ..FILLED };
/// Half the width of a diamond.
pub(super) const DIAMOND: f64 = 3.4;
/// Half the height of a bar.
const HALF: f64 = 7.2;
/// Half the height of a row without a bar.
pub(super) const LOW: f64 = 4.6;
/// Most lines of a label if there is any other way.
pub(super) const LINES: usize = 3;

/// From and to, in points.
pub(super) type Extent = (f64, f64);

/// Where a label stands.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub(super) enum Spot {
    /// In its bar.
    Inside,
    /// Over the line of its arrow.
    Over,
    /// Beside, beginning or ending at a place.
    Right,
    Left,
    /// Above, centred.
    Above,
}

/// The label of an item.
#[derive(Debug, Clone)]
pub(super) struct Words {
    pub(super) lines: Vec<String>,
    pub(super) spot: Spot,
    /// Where it hangs.
    pub(super) x: f64,
    /// Above: whether nothing but its own item stands under it.
    pub(super) low: bool,
}

/// An item in its row.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) row: usize,
    pub(super) extent: Extent,
    pub(super) words: Option<Words>,
}

/// How far a row reaches above and below its middle; half the height of bars.
#[derive(Debug, Copy, Clone, Default)]
pub(super) struct Size {
    pub(super) up: f64,
    pub(super) down: f64,
    pub(super) half: f64,
}

/// A lane with its items in rows, by the order of items.
#[derive(Debug, Clone)]
pub(super) struct Packed {
    pub(super) places: Vec<Place>,
    pub(super) rows: Vec<Size>,
}

/// What stands in a row: extents, and how much others may overlap them; labels
/// not at all.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub(super) taken: Vec<(Extent, Option<f64>)>,
    pub(super) above: Vec<Extent>,
}

impl Row {
    fn is_free(&self, own: Extent, slack: f64) -> bool {
        self.taken.iter().all(|(other, more)| {
            let allowed = more.map_or(0.0, |more| slack.max(more));
            own.1.min(other.1) - own.0.max(other.0) <= allowed + 0.1
        })
    }
}

/// An upright line in a lane.
#[derive(Debug, Copy, Clone)]
pub(super) struct Post {
    pub(super) x: f64,
    /// Whether it ends in the lane, at an item.
    pub(super) ends: bool,
}

/// The room of a lane.
#[derive(Copy, Clone)]
pub(super) struct Room<'a> {
    pub(super) ruler: &'a Ruler<'a>,
    /// Between which places labels stand.
    pub(super) limits: Extent,
    /// Upright lines that run through the lane.
    pub(super) posts: &'a [Post],
}

/// How the label of an item is set outside, or in its bar.
pub(super) fn lettering(form: Form, spot: Spot) -> Lettering {
    match (form, spot) {
        (Form::Delay(_), _) => EDGE,
        (Form::Span(Look::Model), Spot::Inside) => STRONG,
        _ => TEXT,
    }
}

/// The state of packing one lane.
pub(super) struct Packer<'a> {
    pub(super) room: Room<'a>,
    pub(super) lane: usize,
    pub(super) items: &'a [Item],
    pub(super) rows: Vec<Row>,
    pub(super) places: Vec<Place>,
}

/// Packs the items of a lane, of which the extents are known. Returns nothing if
/// a label finds no room.
pub(super) fn pack(
    room: Room,
    lane: usize,
    items: &[Item],
    extents: &[Extent],
) -> Option<Packed> {
    let start = |extent: &Extent| Place { row: 0, extent: *extent, words: None };
    let places = extents.iter().map(start).collect();
    let mut packer = Packer { room, lane, items, rows: Vec::new(), places };
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by(|&a, &b| items[a].from.total_cmp(&items[b].from));
    let (own, out): (Vec<usize>, Vec<usize>) =
        order.into_iter().partition(|&index| !packer.leaves(index));
    for &index in &own {
        packer.seat(index);
    }
    for &index in &out {
        packer.leave(index, false);
    }
    for &index in own.iter().chain(&out) {
        packer.label(index)?;
    }
    if packer.rows.is_empty() {
        packer.rows.push(Row::default());
    }
    packer.lower();
    let rows = (0..packer.rows.len()).map(|row| packer.size(row)).collect();
    Some(Packed { places: packer.places, rows })
}

impl Packer<'_> {
    /// Whether an item is an arrow to another lane.
    pub(super) fn leaves(&self, index: usize) -> bool {
        matches!(self.items[index].form, Form::Delay(aim) if aim != self.lane)
    }

    /// How much an item may overlap others: diamonds and arrows stand on edges.
    fn slack(&self, index: usize) -> f64 {
        if matches!(self.items[index].form, Form::Span(_)) { 0.0 } else { DIAMOND + 0.2 }
    }

    /// Takes the first free row for an item.
    fn seat(&mut self, index: usize) {
        let (extent, slack) = (self.places[index].extent, self.slack(index));
        let free = self.rows.iter().position(|row| row.is_free(extent, slack));
        let row = free.unwrap_or_else(|| self.add_row());
        self.take(index, row);
    }

    fn add_row(&mut self) -> usize {
        self.rows.push(Row::default());
        self.rows.len() - 1
    }

    fn take(&mut self, index: usize, row: usize) {
        let slack = self.slack(index);
        self.places[index].row = row;
        self.rows[row].taken.push((self.places[index].extent, Some(slack)));
    }

    fn give_back(&mut self, index: usize) {
        let place = &self.places[index];
        let taken = &mut self.rows[place.row].taken;
        if let Some(at) = taken.iter().position(|(extent, _)| *extent == place.extent) {
            taken.remove(at);
        }
    }

    /// Finds a place for the label of an item, in another row if need be.
    fn label(&mut self, index: usize) -> Option<()> {
        if self.items[index].label.is_empty() {
            return Some(());
        }
        let row = self.places[index].row;
        let words = self
            .within(index, 2)
            .or_else(|| self.outside(index, row))
            .or_else(|| self.within(index, LINES));
        if let Some(words) = words {
            self.put(index, words);
            return Some(());
        }
        self.give_back(index);
        if self.leaves(index) {
            self.leave(index, true);
            let row = self.places[index].row;
            let words = self.outside(index, row).or_else(|| self.tall(index))?;
            self.put(index, words);
            return Some(());
        }
        let (extent, slack) = (self.places[index].extent, self.slack(index));
        for other in row + 1..self.rows.len() {
            if self.rows[other].is_free(extent, slack)
                && let Some(words) = self.outside(index, other)
            {
                self.take(index, other);
                self.put(index, words);
                return Some(());
            }
        }
        let new = self.add_row();
        self.take(index, new);
        let words = self.outside(index, new).or_else(|| self.tall(index))?;
        self.put(index, words);
        Some(())
    }

    /// An arrow to another lane takes the row next to it, or a new one there.
    fn leave(&mut self, index: usize, new: bool) {
        let Form::Delay(aim) = self.items[index].form else { return };
        let (extent, slack) = (self.places[index].extent, self.slack(index));
        let down = aim > self.lane;
        let near = if down { self.rows.len().saturating_sub(1) } else { 0 };
        let free = self.rows.get(near).is_some_and(|row| row.is_free(extent, slack));
        let row = match (free && !new, down) {
            (true, _) => near,
            (false, true) => self.add_row(),
            (false, false) => self.add_first_row(),
        };
        self.take(index, row);
    }

    fn add_first_row(&mut self) -> usize {
        self.rows.insert(0, Row::default());
        for place in &mut self.places {
            place.row += 1;
        }
        0
    }

    fn put(&mut self, index: usize, words: Words) {
        let (row, form) = (self.places[index].row, self.items[index].form);
        let face = lettering(form, words.spot);
        let width = self.room.ruler.widest(&words.lines, face);
        let covered = self.covered(&words, face);
        let row = &mut self.rows[row];
        match words.spot {
            Spot::Inside => {}
            Spot::Right | Spot::Left => {
                let left =
                    if words.spot == Spot::Left { words.x - width } else { words.x };
                row.taken.push(((left, left + width), None));
                if words.lines.len() > 1 {
                    row.above.push((left, left + width));
                }
            }
            Spot::Over | Spot::Above => row.above.push(covered),
        }
        self.places[index].words = Some(words);
    }

    /// The size of a row.
    fn size(&self, row: usize) -> Size {
        let own = self
            .places
            .iter()
            .zip(self.items)
            .filter(|(place, _)| place.row == row);
        let mut bars = own.clone().filter(|(_, i)| matches!(i.form, Form::Span(_)));
        let half = if bars.next().is_some() { HALF } else { LOW };
        let mut size = Size { up: half, down: half, half };
        let mut above: f64 = 0.0;
        let mut only_arrows = true;
        for (place, item) in own {
            only_arrows &= matches!(item.form, Form::Delay(_));
            let Some(words) = &place.words else { continue };
            let face = lettering(item.form, words.spot);
            let tall = real(words.lines.len()) * face.line();
            match words.spot {
                Spot::Inside => size.half = size.half.max(tall / 2.0 + 2.0),
                Spot::Right | Spot::Left => {
                    size.up = size.up.max(tall / 2.0 + 0.5);
                    size.down = size.down.max(tall / 2.0 + 0.5);
                }
                Spot::Over => size.up = size.up.max(tall + 2.4),
                Spot::Above if words.low => size.up = size.up.max(tall + LOW + 0.6),
                Spot::Above => above = above.max(tall + 0.6),
            }
        }
        if only_arrows {
            size.down = 4.5;
        }
        size.up = size.up.max(size.half + above);
        size.down = size.down.max(if only_arrows { 0.0 } else { size.half });
        size
    }
}
