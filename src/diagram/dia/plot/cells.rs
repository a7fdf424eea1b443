//! Values as shaded cells. The shade shows where, the number says how much.

use super::super::model::Problem;
use super::super::scene::{Anchor, Paint, Shape};
use super::super::shape::{Point, Rect};
use super::super::theme::{EDGE, PAPER, real};
use super::board::Board;
use super::data::Numbers;
use super::figures;
use super::frame::{Frame, unfit};
use super::look::SHADES;
use super::model::Source;

/// Draws all cells.
///
/// # Errors
/// A value is wider than its cell.
pub(super) fn paint(
    board: &mut Board,
    source: &Source,
    numbers: &Numbers,
    frame: &Frame,
) -> Result<(), Problem> {
    let Some(cells) = &source.cells else { return Ok(()) };
    let all: Vec<f64> = numbers.cells.iter().flatten().flatten().copied().collect();
    let texts = figures::alike(&all);
    let low = all.iter().copied().fold(f64::MAX, f64::min);
    let high = all.iter().copied().fold(f64::MIN, f64::max);
    let (low, high) = numbers.ramp.range.unwrap_or((low, high));
    let width = frame.area.width() / frame.x.high;
    let height = frame.area.height() / frame.y.high;
    let widest = texts
        .iter()
        .map(|text| board.ruler.width(text, EDGE))
        .fold(0.0, f64::max);
    if widest + 2.4 > width {
        let needs = frame.size[0] + (widest + 2.4 - width) * frame.x.high;
        let hint = "use a unit in which the numbers are short, or have fewer columns";
        return Err(unfit(&cells.at, (needs, frame.size[0]), hint));
    }
    let mut texts = texts.iter();
    for (row, values) in numbers.cells.iter().enumerate() {
        let at = &cells.rows[row].2;
        for (column, value) in values.iter().enumerate() {
            let Some(value) = value else { continue };
            let Some(text) = texts.next() else { continue };
            let share = if high > low { (value - low) / (high - low) } else { 0.0 };
            let (fill, ink) = shade(share);
            let x = frame.area.x0 + real(column) * width;
            let y = frame.area.y0 + real(row) * height;
            let rect = Rect::new(x, y, x + width, y + height);
            let id = format!("c{}-{}", row + 1, column + 1);
            let paint = Paint::outlined(fill, PAPER, 0.7);
            board.add(&id, at, Shape::Box { rect, radius: 0.0, path: None, paint });
            let place = Point::new(rect.center().x, rect.center().y + EDGE.size * 0.34);
            let face = EDGE.inked(ink);
            board.words(&format!("t-{id}"), at, text, (place, Anchor::Middle), face);
        }
    }
    Ok(())
}

/// The shade of a share of the range, and the ink on it.
fn shade(share: f64) -> (&'static str, &'static str) {
    let steps = real(SHADES.len());
    let place = (share.clamp(0.0, 1.0) * steps).floor();
    let index = (0..SHADES.len()).find(|index| real(index + 1) > place);
    SHADES[index.unwrap_or(SHADES.len() - 1)]
}
