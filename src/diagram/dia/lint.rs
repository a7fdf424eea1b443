//! Faults of a finished scene, each with the source that made it.

use super::model::Problem;
use super::scene::{Mark, Scene, Shape, ink, ungrouped};
use super::shape::{Point, Rect};

/// Smallest text and thinnest stroke, in points.
const TEXT: f64 = 6.8;
const STROKE: f64 = 0.25;
/// Air between text and the outline of its box.
const AIR: f64 = 0.8;

/// Everything wrong with a scene.
pub(super) fn lint(scene: &Scene) -> Vec<Problem> {
    let mut found = Vec::new();
    let scene = &Scene { size: scene.size, marks: ungrouped(&scene.marks) };
    let page = Rect::new(0.0, 0.0, scene.size[0], scene.size[1]).grown(0.5, 0.5);
    for (index, mark) in scene.marks.iter().enumerate() {
        match &mark.shape {
            Shape::Words { at, anchor, face, width, .. } => {
                let area = ink(*at, *anchor, *face, *width);
                if face.size < TEXT {
                    found.push(fault(mark, "is smaller than 6.8 pt"));
                }
                if !page.holds(&area) {
                    found.push(fault(mark, "leaves the drawing"));
                }
                words(scene, index, &area, &mut found);
            }
            Shape::Wire { points, paint, .. } => {
                if paint.width < STROKE {
                    found.push(fault(mark, "is thinner than 0.25 pt"));
                }
                wire(scene, index, points, &mut found);
            }
            _ => {}
        }
    }
    found
}

fn fault(mark: &Mark, message: &str) -> Problem {
    let text = match &mark.shape {
        Shape::Words { text, .. } => format!("“{text}” "),
        _ => String::new(),
    };
    Problem::new(mark.at.clone(), format!("{text}(#{}) {message}", mark.id))
}

/// Text against boxes, borders, lines and other text.
fn words(scene: &Scene, index: usize, area: &Rect, found: &mut Vec<Problem>) {
    let mark = &scene.marks[index];
    for (other_index, other) in scene.marks.iter().enumerate() {
        match &other.shape {
            Shape::Box { rect, .. }
                if rect.has(area.center()) && !rect.grown(-AIR, -AIR).holds(area) =>
            {
                found.push(fault(mark, &format!("touches the edge of #{}", other.id)));
            }
            Shape::Box { rect, .. } | Shape::Frame { rect, .. } => {
                let (x, y) = rect.overlap(area);
                if x > 0.3 && y > 0.3 && !rect.grown(0.3, 0.3).holds(area) {
                    found
                        .push(fault(mark, &format!("lies on the edge of #{}", other.id)));
                }
            }
            Shape::Words { at, anchor, face, width, .. } if other_index > index => {
                let (x, y) = ink(*at, *anchor, *face, *width).overlap(area);
                if x > 0.4 && y > 0.4 {
                    found.push(fault(mark, &format!("overlaps #{}", other.id)));
                }
            }
            Shape::Wire { points, .. } => {
                let wide = area.grown(0.3, 0.3);
                let hit: f64 =
                    points.windows(2).map(|p| wide.length_inside(p[0], p[1])).sum();
                if hit > 0.6 && !covered(scene, other_index, index, area) {
                    found.push(fault(mark, &format!("is crossed by #{}", other.id)));
                }
            }
            _ => {}
        }
    }
}

/// Whether an area lies between a line and a text and covers the text's place.
fn covered(scene: &Scene, line: usize, text: usize, area: &Rect) -> bool {
    let between = scene.marks.get(line + 1..text).unwrap_or_default();
    between.iter().any(|mark| match &mark.shape {
        Shape::Ground { rect, .. } | Shape::Disc { rect, .. } => {
            rect.grown(0.4, 0.8).holds(area)
        }
        Shape::Frame { rect, paint, .. } | Shape::Box { rect, paint, .. } => {
            paint.fill != "none" && rect.holds(area)
        }
        _ => false,
    })
}

/// A line against boxes and other lines.
fn wire(scene: &Scene, index: usize, points: &[Point], found: &mut Vec<Problem>) {
    let mark = &scene.marks[index];
    for (other_index, other) in scene.marks.iter().enumerate() {
        match &other.shape {
            Shape::Box { rect, .. } => {
                let inner = rect.grown(-1.2, -1.2);
                let through: f64 =
                    points.windows(2).map(|p| inner.length_inside(p[0], p[1])).sum();
                if through > 2.5 {
                    found.push(fault(mark, &format!("runs through #{}", other.id)));
                }
            }
            Shape::Wire { points: others, fan, .. } if other_index > index => {
                let mates = matches!(&mark.shape, Shape::Wire { fan: own, .. } if own.is_some() && own == fan);
                if !mates && lie_together(points, others) {
                    found.push(fault(mark, &format!("lies on #{}", other.id)));
                }
            }
            _ => {}
        }
    }
}

/// Whether two ways run on one another for a visible length.
fn lie_together(a: &[Point], b: &[Point]) -> bool {
    a.windows(2).any(|p| {
        let level = p[0].level(p[1]);
        let line = Rect::around(p[0], p[1], 0.4);
        b.windows(2).any(|q| {
            let (x, y) = line.overlap(&Rect::around(q[0], q[1], 0.4));
            let run = if level { x } else { y };
            level == q[0].level(q[1]) && x > 0.0 && y > 0.0 && run > 2.5
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::dia::scene::Anchor;
    use crate::diagram::dia::scene::Paint;
    use crate::diagram::dia::theme::{EDGE, RULE};

    fn mark(id: &str, shape: Shape) -> Mark {
        Mark { id: id.into(), at: 0..0, shape }
    }

    fn boxed(id: &str, x: f64) -> Mark {
        let rect = Rect::new(x, 10.0, x + 30.0, 30.0);
        let paint = Paint::outlined("#ffffff", RULE, 0.75);
        mark(id, Shape::Box { rect, radius: 0.0, path: None, paint })
    }

    fn wire(id: &str, y: f64, from: f64, to: f64, fan: Option<usize>) -> Mark {
        let points = vec![Point::new(from, y), Point::new(to, y)];
        let paint = Paint::line(RULE, 0.75, "");
        mark(id, Shape::Wire { points, path: String::new(), paint, fan })
    }

    fn text(id: &str, x: f64, y: f64, width: f64) -> Mark {
        let (at, anchor) = (Point::new(x, y), Anchor::Start);
        mark(id, Shape::Words { text: id.into(), at, anchor, face: EDGE, width })
    }

    fn found(marks: Vec<Mark>) -> Vec<String> {
        let scene = Scene { size: [100.0, 60.0], marks };
        lint(&scene).into_iter().map(|problem| problem.message).collect()
    }

    #[test]
    fn good_scenes_have_no_fault() {
        let marks = vec![
            wire("e", 20.0, 40.0, 60.0, None),
            boxed("a", 10.0),
            boxed("b", 60.0),
            text("t", 15.0, 22.0, 20.0),
            text("l", 42.0, 17.0, 15.0),
        ];
        assert_eq!(found(marks), Vec::<String>::new());
    }

    #[test]
    fn every_lint_finds_its_fault() {
        let small = crate::diagram::dia::theme::Lettering { size: 6.0, ..EDGE };
        let tiny = Shape::Words {
            text: "s".into(),
            at: Point::new(5.0, 50.0),
            anchor: Anchor::Start,
            face: small,
            width: 4.0,
        };
        let ground = Shape::Ground {
            rect: Rect::new(4.0, 40.0, 30.0, 52.0),
            paint: Paint::filled("#ffffff"),
        };
        let slanted = Shape::Wire {
            points: vec![Point::new(0.0, 2.0), Point::new(90.0, 58.0)],
            path: String::new(),
            paint: Paint::line(RULE, 0.75, ""),
            fan: None,
        };
        let slanted = mark("s", slanted);
        let (rect, paint) = (Rect::new(0.0, 40.0, 40.0, 60.0), Paint::filled("#ffffff"));
        let bar = mark("b", Shape::Frame { rect, radius: 0.0, paint });
        let by = Point::new(75.0, 0.0);
        let moved = Shape::Group { by, marks: vec![text("u", 5.0, 20.0, 30.0)] };
        let line = || wire("e", 48.0, 0.0, 90.0, None);
        let cases = [
            (vec![mark("s", tiny)], Some("smaller than 6.8 pt")),
            (vec![text("t", 90.0, 50.0, 20.0)], Some("leaves the drawing")),
            (
                vec![boxed("a", 10.0), text("t", 10.5, 22.0, 20.0)],
                Some("touches the edge"),
            ),
            (
                vec![boxed("a", 10.0), text("t", 35.0, 22.0, 30.0)],
                Some("lies on the edge"),
            ),
            (
                vec![text("t", 5.0, 50.0, 20.0), text("u", 20.0, 50.0, 20.0)],
                Some("overlaps"),
            ),
            (vec![line(), text("t", 5.0, 50.0, 20.0)], Some("is crossed by")),
            (vec![line(), mark("g", ground), text("t", 5.0, 50.0, 20.0)], None),
            (vec![line(), bar, text("t", 5.0, 50.0, 20.0)], None),
            (vec![slanted, text("t", 5.0, 30.0, 20.0)], None),
            (
                vec![text("t", 5.0, 20.0, 20.0), mark("m", moved)],
                Some("“u” (#u) leaves the drawing"),
            ),
            (
                vec![wire("e", 20.0, 0.0, 90.0, None), boxed("a", 10.0)],
                Some("runs through"),
            ),
            (vec![line(), wire("f", 48.2, 5.0, 60.0, None)], Some("lies on #f")),
            (
                vec![
                    wire("e", 48.0, 0.0, 90.0, Some(1)),
                    wire("f", 48.0, 5.0, 60.0, Some(1)),
                ],
                None,
            ),
        ];
        for (marks, expected) in cases {
            let found = found(marks);
            match expected {
                Some(words) => {
                    assert!(
                        found.iter().any(|f| f.contains(words)),
                        "{words}: {found:?}"
                    );
                }
                None => assert!(found.is_empty(), "{found:?}"),
            }
        }
    }
}
