//! Panels in rows.

use std::ops::Range;

use super::super::measure::Ruler;
use super::super::model::Problem;
use super::super::outline::n;
use super::super::scene::{Anchor, Mark, Paint, Scene, Shape};
use super::super::shape::Point;
use super::super::theme::{BASELINE, GROUP, INK, Lettering, MM, RULE, STROKE, real};
use super::super::values::Values;
use super::super::wrap::wrap;
use super::{Panel, Panels};

/// Between panels of a row, and between rows.
const GUTTER: f64 = 14.0;
const BETWEEN: f64 = 13.0;
/// Under the head of a panel.
const UNDER: f64 = 5.0;
/// Above its first line.
const OVER: f64 = 2.2;
/// The narrowest panel, in points, where the author does not say how many stand
/// in a row.
const NARROWEST: f64 = 46.0 * MM;
const HEAD: Lettering = Lettering { size: 7.6, ..GROUP };

/// A panel, drawn.
struct Drawn {
    title: Vec<String>,
    scene: Scene,
    width: f64,
    at: Range<usize>,
}

/// Draws all panels at a width in points. As many stand in a row as the author
/// says and as fit; if some do not fit, there are fewer in a row.
///
/// # Errors
/// What is wrong with each panel, with its name, at the widest that it can have.
pub(super) fn draw(
    figure: &Panels,
    means: (&Ruler, &dyn Values),
    width: f64,
) -> Result<(Scene, Vec<Problem>), Vec<Problem>> {
    let panels = &figure.panels;
    let fit = (1..=panels.len().max(1))
        .rev()
        .find(|count| (width + GUTTER) / real(*count) - GUTTER >= NARROWEST)
        .unwrap_or(1);
    let mut count = figure.across.unwrap_or_else(|| even(panels.len(), fit));
    // A row that the author counted keeps its panels down to half of what is usual.
    while count > 1 && (width + GUTTER) / real(count) - GUTTER < NARROWEST / 2.0 {
        count -= 1;
    }
    loop {
        match draw_rows(figure, means, (width, count)) {
            Ok(rows) => return Ok(stack(rows, means.0, width)),
            Err(problems) if count == 1 => return Err(problems),
            Err(problems) if !problems.iter().any(too_wide) => return Err(problems),
            Err(_) => count -= 1,
        }
    }
}

/// Panels in a row so that the rows are equally full.
fn even(panels: usize, most: usize) -> usize {
    panels.div_ceil(panels.div_ceil(most).max(1)).max(1)
}

fn too_wide(problem: &Problem) -> bool {
    problem.message.contains("does not fit") || problem.message.contains("no room")
}

type Rows = (Vec<Vec<Drawn>>, Vec<Problem>);

fn draw_rows(
    figure: &Panels,
    means: (&Ruler, &dyn Values),
    (width, count): (f64, usize),
) -> Result<Rows, Vec<Problem>> {
    let (mut rows, mut notes, mut wrong) = (Vec::new(), Vec::new(), Vec::new());
    for row in figure.panels.chunks(count.max(1)) {
        // A last row that is not full keeps the widths of the others.
        let empty = real(count - row.len().min(count));
        let shares: f64 = row.iter().map(|panel| panel.wide).sum::<f64>() + empty;
        let unit = (width + GUTTER) / shares;
        let mut drawn = Vec::new();
        for panel in row {
            let own = unit * panel.wide - GUTTER;
            match figure.draw_panel(panel, means, own) {
                Ok((scene, more)) => {
                    notes.extend(more.into_iter().map(|p| named(panel, p)));
                    let title = wrap(means.0, &panel.title, own, HEAD);
                    let head = means.0.widest(&title, HEAD);
                    if head > own + 0.01 {
                        wrong.push(named(panel, unfit(panel, (head, own))));
                    }
                    let at = panel.at.clone();
                    drawn.push(Drawn { title, scene, width: own, at });
                }
                Err(more) => wrong.extend(more.into_iter().map(|p| named(panel, p))),
            }
        }
        rows.push(drawn);
    }
    if wrong.is_empty() { Ok((rows, notes)) } else { Err(wrong) }
}

/// A head that is wider than its panel.
fn unfit(panel: &Panel, (needs, has): (f64, f64)) -> Problem {
    let (needs, has) = ((needs / MM).ceil(), (has / MM).round());
    let message = format!("the head does not fit: needs {needs} mm, has {has} mm");
    Problem::new(panel.at.clone(), message).hint("shorten its words")
}

/// A problem with the name of its panel.
fn named(panel: &Panel, mut problem: Problem) -> Problem {
    if !panel.title.is_empty() {
        problem.message = format!("panel “{}”: {}", panel.title, problem.message);
    }
    problem
}

/// Puts the rows under each other.
fn stack((rows, notes): Rows, ruler: &Ruler, width: f64) -> (Scene, Vec<Problem>) {
    let (mut marks, mut top, mut number) = (Vec::new(), 0.0, 0);
    for row in rows {
        let lines = row.iter().map(|panel| panel.title.len()).max().unwrap_or(0);
        let head = if lines == 0 {
            OVER + 1.0
        } else {
            OVER + real(lines) * HEAD.line() + UNDER
        };
        let tallest = row.iter().map(|panel| panel.scene.size[1]).fold(0.0, f64::max);
        let mut x = 0.0;
        for panel in row {
            number += 1;
            let corner = Point::new(x, top);
            x += panel.width + GUTTER;
            place(&mut marks, panel, ruler, number, (corner, head));
        }
        top += head + tallest + BETWEEN;
    }
    let size = [width, (top - BETWEEN).max(1.0)];
    (Scene { size, marks }, notes)
}

/// A rule, the head of a panel under it, and the panel.
fn place(
    marks: &mut Vec<Mark>,
    panel: Drawn,
    ruler: &Ruler,
    number: usize,
    (corner, head): (Point, f64),
) {
    let Drawn { title, scene, width, at } = panel;
    let mut add = |id: String, shape: Shape| {
        marks.push(Mark { id, at: at.clone(), shape });
    };
    let ends = [corner, Point::new(corner.x + width, corner.y)];
    let y = corner.y + STROKE / 2.0;
    let path = format!("M{} {}H{}", n(corner.x), n(y), n(ends[1].x));
    let paint = Paint::line(RULE, STROKE, "");
    let rule = Shape::Wire { points: ends.to_vec(), path, paint, fan: None };
    add(format!("p{number}.rule"), rule);
    for (index, line) in title.iter().enumerate() {
        let y = corner.y + OVER + HEAD.line() * real(index) + HEAD.size * BASELINE;
        let face = HEAD.inked(INK);
        let text = line.replace('\u{a0}', " ");
        let shape = Shape::Words {
            width: ruler.width(line, face),
            text,
            at: Point::new(corner.x, y),
            anchor: Anchor::Start,
            face,
        };
        add(format!("t-p{number}.{index}"), shape);
    }
    // A drawing that is narrower than its panel stands at its left.
    let by = Point::new(corner.x, corner.y + head);
    let mut inner = scene.marks;
    prefix(&mut inner, &format!("p{number}-"));
    add(format!("p{number}"), Shape::Group { by, marks: inner });
}

/// Names of marks with the name of their panel before them.
fn prefix(marks: &mut [Mark], with: &str) {
    for mark in marks {
        mark.id = format!("{with}{}", mark.id);
        if let Shape::Group { marks, .. } = &mut mark.shape {
            prefix(marks, with);
        }
    }
}
