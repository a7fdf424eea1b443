//! The marks of edges: their lines, bridges and heads.

use super::super::node::triangle;
use super::super::outline::way;
use super::super::scene::{Paint, Shape};
use super::super::stroke::Stroke;
use super::super::theme::{BRIDGE, CORNER, FADED, MAIN, RULE, STROKE};
use super::nudge::crosses;
use super::paint::Painter;

/// How a stroke is drawn.
pub(super) fn line(stroke: Stroke) -> Paint {
    let width = if stroke == Stroke::Main { MAIN } else { STROKE };
    let dash = match stroke {
        Stroke::Solid | Stroke::Main => "",
        Stroke::Dashed => "3 2",
        Stroke::Dotted => "0.9 1.7",
    };
    Paint::line(RULE, width, dash)
}

impl Painter<'_> {
    /// `e3`, or `e3-f2` for an edge of the second fan, so that the lints know
    /// which lines may lie on one another; heads are `h3`, at the start `a3`.
    fn edge_id(&self, name: &str, index: usize) -> String {
        let edges = &self.source.edges;
        let number = index + 1;
        let Some(fan) = edges[index].fan else { return format!("{name}{number}") };
        let mut fans: Vec<usize> = edges[..index]
            .iter()
            .filter_map(|edge| edge.fan)
            .filter(|f| *f < fan)
            .collect();
        fans.dedup();
        format!("{name}{number}-f{}", fans.len() + 1)
    }

    pub(super) fn edge(&mut self, index: usize) {
        let edge = &self.source.edges[index];
        let mut points = self.layout.ways[index].clone();
        let [first, .., last] = points[..] else { return };
        let head = if edge.stroke == Stroke::Main { 5.6 } else { 4.6 };
        let bridges = self.bridges(index, head);
        let count = points.len();
        let end = points[count - 2].towards(last);
        let start = points[1].towards(first);
        let at = edge.at.clone();
        let mut heads = Vec::new();
        if edge.heads.0 {
            heads.push((last.moved(end, -0.5), end, "h"));
            points[count - 1] = last.moved(end, -0.5 - head * 0.8);
        }
        if edge.heads.1 {
            heads.push((first.moved(start, -0.5), start, "a"));
            points[0] = first.moved(start, -0.5 - head * 0.8);
        }
        let path = way(&points, CORNER, &bridges, BRIDGE);
        let ink = if self.source.was_before(edge) { FADED } else { RULE };
        let paint = Paint { stroke: ink, ..line(edge.stroke) };
        let id = self.edge_id("e", index);
        self.marks.add(&id, &at, Shape::Wire { path, paint });
        for (tip, to, name) in heads {
            let path = triangle(tip, to, head);
            let paint = Paint::filled(ink);
            let id = self.edge_id(name, index);
            self.marks.add(&id, &at, Shape::Detail { path, paint });
        }
    }

    /// Where level pieces of an edge cross upright ones of others.
    fn bridges(&self, index: usize, head: f64) -> Vec<(usize, f64)> {
        let edges = &self.source.edges;
        let way = &self.layout.ways[index];
        let mut bridges: Vec<(usize, f64)> = Vec::new();
        for (other, path) in self.layout.ways.iter().enumerate() {
            let mate = edges[other].fan.is_some() && edges[other].fan == edges[index].fan;
            if other == index || mate {
                continue;
            }
            for (piece, pair) in way.windows(2).enumerate() {
                if !pair[0].level(pair[1]) {
                    continue;
                }
                for cross in path.windows(2).filter(|c| !c[0].level(c[1])) {
                    let x = cross[0].x;
                    let ends = (x - pair[0].x).abs().min((x - pair[1].x).abs());
                    let taken = bridges
                        .iter()
                        .any(|(p, b)| *p == piece && (b - x).abs() < 2.0 * BRIDGE + 0.4);
                    let room = ends > BRIDGE + head.max(CORNER) + 0.2 && !taken;
                    if room && crosses((pair[0], pair[1]), (cross[0], cross[1])) {
                        bridges.push((piece, x));
                    }
                }
            }
        }
        bridges
    }
}
