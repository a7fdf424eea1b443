//! Series named beside the plot, where there is no room in it.

use super::super::measure::Ruler;
use super::super::scene::{Anchor, Paint, Shape};
use super::super::shape::{Point, Rect};
use super::super::theme::{BASELINE, EDGE, INK, RULE, real};
use super::board::{Board, polygon};
use super::look::{Hatch, Look, hatching, marker};
use super::model::{Form, Source};

/// A sample, and the air between two entries.
const SAMPLE: f64 = 13.0;
const AIR: f64 = 10.0;
const LINE: f64 = 9.6;

/// The rows of a key.
#[derive(Debug)]
pub(super) struct Key {
    /// Series with their places from the left and their rows.
    entries: Vec<(usize, f64, usize)>,
    pub(super) height: f64,
    /// The widest entry: its series, its width.
    pub(super) widest: (usize, f64),
}

impl Key {
    /// The key of series with names.
    pub(super) fn new(source: &Source, ruler: &Ruler, width: f64) -> Option<Self> {
        let (mut entries, mut x, mut row, mut widest) = (Vec::new(), 0.0, 0, (0, 0.0));
        for (index, series) in source.series.iter().enumerate() {
            if series.name.is_empty() {
                continue;
            }
            let wide = SAMPLE + 3.0 + ruler.width(&series.name, EDGE);
            if x > 0.0 && x + wide > width {
                (x, row) = (0.0, row + 1);
            }
            entries.push((index, x, row));
            x += wide + AIR;
            if wide > widest.1 {
                widest = (index, wide);
            }
        }
        let height = real(row + 1) * LINE + 2.5;
        (!entries.is_empty()).then_some(Self { entries, height, widest })
    }

    /// Draws it with its upper edge at a height.
    pub(super) fn paint(
        &self,
        board: &mut Board,
        source: &Source,
        looks: &[Look],
        top: f64,
    ) {
        for (index, x, row) in &self.entries {
            let (series, look) = (&source.series[*index], &looks[*index]);
            let y = top + real(*row) * LINE;
            sample(board, series.form, look, (*index, &series.at), Point::new(*x, y));
            let baseline = y + EDGE.size * BASELINE + 0.4;
            let place = (Point::new(x + SAMPLE + 3.0, baseline), Anchor::Start);
            let face = EDGE.inked(INK);
            board.words(
                &format!("t-k{}", index + 1),
                &series.at,
                &series.name,
                place,
                face,
            );
        }
    }
}

/// A piece of line or a filled box.
fn sample(
    board: &mut Board,
    form: Form,
    look: &Look,
    (index, at): (usize, &std::ops::Range<usize>),
    corner: Point,
) {
    let id = format!("k{}", index + 1);
    let rect =
        Rect::new(corner.x + 0.4, corner.y + 1.0, corner.x + SAMPLE, corner.y + 7.4);
    match form {
        Form::Bar | Form::Band => {
            let paint = Paint::outlined(look.fill, RULE, 0.5);
            board.add(&id, at, Shape::Frame { rect, radius: 0.0, paint });
            if look.hatch != Hatch::None {
                let path = hatching(look.hatch, &rect);
                let paint = Paint::line(RULE, 0.5, "");
                board.add(&format!("{id}.h"), at, Shape::Detail { path, paint });
            }
        }
        Form::Line | Form::Dash | Form::Dots | Form::Area => {
            let y = rect.center().y;
            let ends = [Point::new(rect.x0, y), Point::new(rect.x1, y)];
            let paint = Paint::line(look.ink, look.width, look.dash);
            let path = polygon(&ends);
            board.add(&id, at, Shape::Detail { path, paint });
            let Some(sign) = look.marker else { return };
            let (path, filled) = marker(sign, rect.center());
            let fill = if filled { look.ink } else { super::super::theme::PAPER };
            let paint = Paint::outlined(fill, look.ink, 0.7);
            board.add(&format!("{id}.m"), at, Shape::Detail { path, paint });
        }
    }
}
