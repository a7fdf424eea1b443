//! From a layout to a scene.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::scene::Anchor;
use super::label::Label;
use super::layout::Layout;
use super::super::measure::Ruler;
use super::super::kind::Kind;
use super::super::stroke::Stroke;
use super::model::Source;
use super::nudge::crosses;
use super::super::node::{lettering, look, triangle};
use super::super::outline::{outline, way};
use super::plan::Plan;
use super::super::scene::{Mark, Paint, Scene, Shape};
use super::super::shape::Point;
use super::super::theme::{
    BASELINE, BORDER, BRIDGE, CORNER, EDGE, GROUP, Lettering, MAIN, NODE, ON_BRAND, PAPER,
    RULE, STROKE, SUBLABEL, TINTS, real,
};

/// Collects the marks of a drawing.
struct Painter<'a> {
    source: &'a Source,
    plan: &'a Plan,
    ruler: &'a Ruler<'a>,
    layout: &'a Layout,
    marks: Vec<Mark>,
    ids: BTreeSet<String>,
}

/// Paints a layout: frames, edges, boxes, labels, titles, from back to front.
pub(super) fn paint(
    source: &Source,
    plan: &Plan,
    ruler: &Ruler,
    layout: &Layout,
) -> Scene {
    let (marks, ids) = (Vec::new(), BTreeSet::new());
    let mut painter = Painter { source, plan, ruler, layout, marks, ids };
    let mut order: Vec<usize> = (0..plan.frames.len()).collect();
    order.sort_by_key(|&frame| plan.frames[frame].depth);
    for frame in order {
        painter.frame(frame);
    }
    for edge in 0..source.edges.len() {
        painter.edge(edge);
    }
    for node in 0..source.nodes.len() {
        painter.node(node);
    }
    for (edge, label) in layout.labels.iter().enumerate() {
        if let Some(label) = label {
            painter.label(edge, label);
        }
    }
    for frame in 0..plan.frames.len() {
        painter.title(frame);
    }
    Scene { size: layout.size, marks: painter.marks }
}

impl Painter<'_> {
    /// Adds a mark; a name that is taken gets a number.
    fn add(&mut self, id: &str, at: &Range<usize>, shape: Shape) {
        let mut own = id.to_string();
        let mut number = 1;
        while !self.ids.insert(own.clone()) {
            number += 1;
            own = format!("{id}.{number}");
        }
        self.marks.push(Mark { id: own, at: at.clone(), shape });
    }

    fn words(
        &mut self,
        id: &str,
        at: &Range<usize>,
        text: &str,
        place: (Point, Anchor),
        face: Lettering,
    ) {
        let width = self.ruler.width(text, face);
        let (point, anchor) = place;
        let text = text.replace('\u{a0}', " ");
        self.add(id, at, Shape::Words { text, at: point, anchor, face, width });
    }

    fn frame_id(&self, frame: usize) -> String {
        let words = self.plan.frames[frame].title.to_lowercase();
        let slug: Vec<&str> = words
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .collect();
        format!("g-{}", slug.join("-"))
    }

    /// Fill of a frame: a tint outside, paper inside another frame.
    fn ground(&self, frame: usize) -> &'static str {
        if self.plan.frames[frame].depth > 0 { PAPER } else { TINTS[frame % 4].0 }
    }

    fn frame(&mut self, frame: usize) {
        let inner = self.plan.frames[frame].depth > 0;
        let dash = if inner { "2.5 1.8" } else { "" };
        let stroke = TINTS[frame % 4].1;
        let paint = Paint {
            fill: self.ground(frame),
            stroke,
            width: BORDER,
            dash,
        };
        let rect = self.layout.frames[frame];
        let at = self.plan.frames[frame].at.clone();
        self.add(&self.frame_id(frame), &at, Shape::Frame { rect, radius: 3.5, paint });
    }

    fn title(&mut self, frame: usize) {
        let title = self.layout.titles[frame];
        let at = self.plan.frames[frame].at.clone();
        let id = self.frame_id(frame);
        if title.struck {
            let rect = title.rect.grown(1.2, 0.3);
            let paint = Paint::filled(self.ground(frame));
            self.add(&format!("{id}.ground"), &at, Shape::Ground { rect, paint });
        }
        let point = Point::new(title.rect.x0, title.rect.y0 + GROUP.size * 0.86);
        let text = self.plan.frames[frame].title.clone();
        self.words(&format!("{id}.title"), &at, &text, (point, Anchor::Start), GROUP);
    }

    fn edge_name(&self, edge: usize) -> String {
        let edge = &self.source.edges[edge];
        let nodes = &self.source.nodes;
        let [from, to] = [(edge.from, edge.groups[0]), (edge.to, edge.groups[1])].map(
            |(node, group)| match group.and_then(|g| self.plan.frame_of(g)) {
                Some(frame) => self.frame_id(frame),
                None => nodes[node].id.clone(),
            },
        );
        format!("{from}.{to}")
    }

    fn edge(&mut self, index: usize) {
        let edge = &self.source.edges[index];
        let mut points = self.layout.ways[index].clone();
        let [first, .., last] = points[..] else { return };
        let (width, head) = match edge.stroke {
            Stroke::Main => (MAIN, 5.6),
            _ => (STROKE, 4.6),
        };
        let dash = match edge.stroke {
            Stroke::Solid | Stroke::Main => "",
            Stroke::Dashed => "3 2",
            Stroke::Dotted => "0.9 1.7",
        };
        let bridges = self.bridges(index, head);
        let count = points.len();
        let end = points[count - 2].towards(last);
        let start = points[1].towards(first);
        let id = format!("e-{}", self.edge_name(index));
        let at = edge.at.clone();
        let mut heads = Vec::new();
        if edge.heads.0 {
            heads.push((last.moved(end, -0.5), end, "head"));
            points[count - 1] = last.moved(end, -0.5 - head * 0.8);
        }
        if edge.heads.1 {
            heads.push((first.moved(start, -0.5), start, "tail"));
            points[0] = first.moved(start, -0.5 - head * 0.8);
        }
        let path = way(&points, CORNER, &bridges, BRIDGE);
        let paint = Paint::line(RULE, width, dash);
        let fan = edge.fan;
        let points = self.layout.ways[index].clone();
        self.add(&id, &at, Shape::Wire { points, path, paint, fan });
        for (tip, to, name) in heads {
            let path = triangle(tip, to, head);
            let paint = Paint::filled(RULE);
            self.add(&format!("{id}.{name}"), &at, Shape::Detail { path, paint });
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

    fn node(&mut self, index: usize) {
        let node = &self.source.nodes[index];
        let rect = self.layout.rects[index];
        let id = format!("n-{}", node.id);
        let at = node.at.clone();
        let (radius, paint) = look(node.kind, &rect);
        let (path, inner) = outline(node.kind, &rect).unzip();
        self.add(&id, &at, Shape::Box { rect, radius, path, paint });
        if let Some(path) = inner {
            let paint = Paint::line(RULE, STROKE, "");
            self.add(&format!("{id}.rim"), &at, Shape::Detail { path, paint });
        }
        let face = lettering(node.kind);
        let sub =
            if node.kind == Kind::Model { SUBLABEL.inked(ON_BRAND) } else { SUBLABEL };
        let words = &self.layout.words[index];
        let height = real(words.label.len()) * face.line()
            + real(words.sublabel.len()) * sub.line();
        let center = rect.center();
        let down = if node.kind == Kind::Store { 2.2 } else { 0.0 };
        let across = match node.kind {
            Kind::Queue => -1.6,
            _ => 0.0,
        };
        let mut y = center.y + down - height / 2.0;
        let lines = words.label.iter().map(|line| (line, face));
        let lines = lines.chain(words.sublabel.iter().map(|line| (line, sub)));
        for (number, (line, face)) in lines.enumerate() {
            let share = if face.size < NODE.size { 0.86 } else { 0.84 };
            let place = Point::new(center.x + across, y + face.size * share);
            let id = format!("t-{}.{number}", node.id);
            self.words(&id, &at, line, (place, Anchor::Middle), face);
            y += face.line();
        }
    }

    fn label(&mut self, edge: usize, label: &Label) {
        let id = format!("l-{}", self.edge_name(edge));
        let at = self.source.edges[edge].at.clone();
        if label.on_line {
            let frames = (0..self.plan.frames.len())
                .filter(|&frame| self.layout.frames[frame].holds(&label.rect));
            let frame = frames.max_by_key(|&frame| self.plan.frames[frame].depth);
            let fill = frame.map_or(PAPER, |frame| self.ground(frame));
            let rect = label.rect;
            let paint = Paint::filled(fill);
            self.add(&format!("{id}.ground"), &at, Shape::Ground { rect, paint });
        }
        let x = match label.anchor {
            Anchor::Start => label.rect.x0,
            Anchor::Middle => label.rect.center().x,
            Anchor::End => label.rect.x1,
        };
        for (number, line) in label.lines.iter().enumerate() {
            let y = label.rect.y0 + EDGE.line() * real(number) + EDGE.size * BASELINE;
            let id = format!("{id}.{number}");
            self.words(&id, &at, line, (Point::new(x, y), label.anchor), EDGE);
        }
    }
}
