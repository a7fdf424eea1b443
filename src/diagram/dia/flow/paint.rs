//! From a layout to a scene: frames and boxes, and the order of all marks.

use super::super::kind::Kind;
use super::super::marks::Marks;
use super::super::measure::Ruler;
use super::super::node::{faded, letterings, look};
use super::super::outline::{circle, outline};
use super::super::scene::{Anchor, Paint, Scene, Shape};
use super::super::shape::Point;
use super::super::theme::{
    BORDER, FADED, GROUP, INK, NODE, PAPER, RULE, STROKE, TINTS, real,
};
use super::layout::{Layout, Placed};
use super::model::Source;
use super::plan::Plan;

/// Collects the marks of a drawing.
pub(super) struct Painter<'a> {
    pub(super) source: &'a Source,
    pub(super) plan: &'a Plan,
    pub(super) layout: &'a Layout,
    pub(super) marks: Marks<'a>,
}

/// Paints a layout: frames, edges, boxes, labels, titles, the foot, from back to
/// front.
pub(super) fn paint(placed: &Placed, ruler: &Ruler) -> Scene {
    let Placed { source, plan, layout } = placed;
    let marks = Marks::new(ruler);
    let mut painter = Painter { source, plan, layout, marks };
    let mut order: Vec<usize> = (0..plan.frames.len()).collect();
    order.sort_by_key(|&frame| plan.frames[frame].depth);
    for frame in order {
        painter.frame(frame);
    }
    // What is new covers what was there before, on the stem of a fan as well.
    let mut order: Vec<usize> = (0..source.edges.len()).collect();
    order.sort_by_key(|&edge| !source.was_before(&source.edges[edge]));
    for edge in order {
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
    painter.foot();
    Scene {
        size: layout.size,
        marks: painter.marks.into_marks(),
    }
}

impl Painter<'_> {
    fn frame_id(&self, frame: usize) -> String {
        let words = self.plan.frames[frame].title.to_lowercase();
        let slug: Vec<&str> = words
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .collect();
        format!("g-{}", slug.join("-"))
    }

    /// Fill of a frame: a tint outside, paper inside another frame.
    pub(super) fn ground(&self, frame: usize) -> &'static str {
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
        self.marks.add(
            &self.frame_id(frame),
            &at,
            Shape::Frame { rect, radius: 3.5, paint },
        );
    }

    fn title(&mut self, frame: usize) {
        let title = self.layout.titles[frame];
        let at = self.plan.frames[frame].at.clone();
        let id = self.frame_id(frame);
        if title.struck {
            let rect = title.rect.grown(1.2, 0.3);
            let paint = Paint::filled(self.ground(frame));
            self.marks
                .add(&format!("{id}.ground"), &at, Shape::Ground { rect, paint });
        }
        let point = Point::new(title.rect.x0, title.rect.y0 + GROUP.size * 0.86);
        let text = self.plan.frames[frame].title.clone();
        self.marks.words(
            &format!("{id}.title"),
            &at,
            &text,
            (point, Anchor::Start),
            GROUP,
        );
    }

    fn node(&mut self, index: usize) {
        let node = &self.source.nodes[index];
        let rect = self.layout.rects[index];
        let id = format!("n-{}", node.id);
        let at = node.at.clone();
        let (radius, paint) = look(node.kind, &rect);
        let paint = if node.before { faded(node.kind, paint) } else { paint };
        let (ink, rule) = if node.before { (FADED, FADED) } else { (INK, RULE) };
        let (path, inner) = outline(node.kind, &rect).unzip();
        self.marks.add(&id, &at, Shape::Box { rect, radius, path, paint });
        if node.kind == Kind::End {
            let path = circle(rect.center(), rect.width() / 2.0 - 2.2);
            let paint = Paint::filled(ink);
            self.marks
                .add(&format!("{id}.dot"), &at, Shape::Detail { path, paint });
        }
        if let Some(path) = inner {
            let paint = Paint::line(rule, STROKE, "");
            self.marks
                .add(&format!("{id}.rim"), &at, Shape::Detail { path, paint });
        }
        let [face, sub] = letterings(node.kind, node.before, node.new_words);
        let words = &self.layout.words[index];
        let height = real(words.label.len()) * face.line()
            + real(words.sublabel.len()) * sub.line();
        let center = rect.center();
        let down = match node.kind {
            Kind::Store => 2.2,
            Kind::Data => 0.9,
            _ => 0.0,
        };
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
            self.marks.words(&id, &at, line, (place, Anchor::Middle), face);
            y += face.line();
        }
    }
}
