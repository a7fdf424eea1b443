//! Reference lines across a plot.

use super::super::scene::{Paint, Shape};
use super::super::shape::Point;
use super::super::theme::{PAPER, RULE};
use super::bars::Step;
use super::board::{Board, polygon};
use super::data::Numbers;
use super::frame::Frame;
use super::look::Hatch;
use super::model::{Note, Source};

/// Lines across the plot; they lie over bars, white on dark ones, and under lines.
pub(super) fn lines(
    board: &mut Board,
    source: &Source,
    numbers: &Numbers,
    frame: &Frame,
    steps: &[Step],
) {
    let area = frame.area;
    for (index, (note, place)) in source.notes.iter().zip(&numbers.notes).enumerate() {
        let ends = match *place {
            (Some(x), None) => {
                let x = frame.point(x, frame.y.low).x;
                [Point::new(x, area.y0), Point::new(x, area.y1)]
            }
            (None, Some(y)) => {
                let y = frame.point(frame.x.low, y).y;
                [Point::new(area.x0, y), Point::new(area.x1, y)]
            }
            _ => continue,
        };
        let id = format!("r{}", index + 1);
        over_hatching(board, (&id, note), ends, steps);
        for (number, (way, ink)) in inked(ends, steps).into_iter().enumerate() {
            let id = if number == 0 { id.clone() } else { format!("{id}.{number}") };
            let paint = Paint::line(ink, 0.7, "3 1.6");
            board.line(&id, &note.at, way.to_vec(), paint);
        }
    }
}

/// A white edge where a line runs through a hatching, short of the outline of the
/// bar.
fn over_hatching(
    board: &mut Board,
    (id, note): (&str, &Note),
    [from, to]: [Point; 2],
    steps: &[Step],
) {
    let hatched = steps.iter().filter(|step| step.hatch != Hatch::None);
    let ways = hatched.filter_map(|step| step.rect.grown(-1.2, -1.2).clip(from, to));
    for (number, (from, to)) in ways.enumerate() {
        let (path, paint) = (polygon(&[from, to]), Paint::line(PAPER, 1.9, ""));
        let id = format!("{id}.edge{number}");
        board.add(&id, &note.at, Shape::Detail { path, paint });
    }
}

/// The pieces of an upright or level line, each with the ink that reads on what is
/// under it.
fn inked([from, to]: [Point; 2], steps: &[Step]) -> Vec<([Point; 2], &'static str)> {
    let dark = steps.iter().filter(|step| step.ink == PAPER);
    let mut dark: Vec<(Point, Point)> = dark
        .filter_map(|step| step.rect.grown(-0.25, -0.25).clip(from, to))
        .filter(|(start, end)| start.way(*end) > 0.0)
        .collect();
    dark.sort_by(|a, b| from.way(a.0).total_cmp(&from.way(b.0)));
    let mut pieces = Vec::new();
    let mut done = from;
    for (start, end) in dark {
        pieces.push(([done, start], RULE));
        pieces.push(([start, end], PAPER));
        done = end;
    }
    pieces.push(([done, to], RULE));
    pieces.retain(|([start, end], _)| start.way(*end) > 0.0);
    pieces
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "tests read their inputs")]

    use super::super::reckoner::{drawn, path};
    use super::*;

    #[test]
    fn a_line_over_bars_is_white_on_dark_ones_and_cuts_none() {
        let source = "plot half\ntitle T\nalt A\ny : A, B, C\nwaterfall\nbar : 8 -3 =\n\
                      at x 4 : half\n";
        let svg = drawn(source, 84.0).unwrap().svg;
        let inks: Vec<&str> = svg
            .lines()
            .filter(|line| line.contains("id=\"r1") && line.contains("dasharray"))
            .filter_map(|line| line.split_once("stroke=\"")?.1.get(..7))
            .collect();
        assert_eq!(inks, [RULE, PAPER, RULE], "{svg}");
        assert!(!svg.contains("r1.edge"), "{svg}");
        let hatched = drawn(&source.replace("at x 4", "at x 6.5"), 84.0).unwrap().svg;
        let edge = path(&hatched, "r1.edge0").unwrap();
        let line = path(&hatched, "r1").unwrap();
        assert!(edge[0].y > line[0].y + 1.0 && edge[1].y < line[1].y, "{hatched}");
        // Along the end of a bar the line is as it is beside it.
        let along = drawn(&source.replace("at x 4", "at x 5"), 84.0).unwrap().svg;
        assert!(path(&along, "r1.1").is_none() && !along.contains("r1.edge"), "{along}");
    }
}
