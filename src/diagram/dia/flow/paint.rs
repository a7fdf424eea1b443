//! From a layout to a scene: frames and boxes, and the order of all marks.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::kind::Kind;
use super::super::measure::Ruler;
use super::super::outline::{STATE, circle, outline, pill_radius};
use super::super::scene::{Anchor, Mark, Paint, Scene, Shape};
use super::super::shape::{Point, Rect};
use super::super::theme::{
    ACTOR, BORDER, BRAND, GROUP, INK, Lettering, NODE, ON_BRAND, PAPER, RULE, STROKE,
    SUBLABEL, TINTS, real,
};
use super::layout::{Layout, Placed};
use super::model::Source;
use super::plan::Plan;
use super::sheet::lettering;

/// Collects the marks of a drawing.
pub(super) struct Painter<'a> {
    pub(super) source: &'a Source,
    pub(super) plan: &'a Plan,
    pub(super) ruler: &'a Ruler<'a>,
    pub(super) layout: &'a Layout,
    marks: Vec<Mark>,
    ids: BTreeSet<String>,
}

/// Paints a layout: frames, edges, boxes, labels, titles, the foot, from back to
/// front.
pub(super) fn paint(placed: &Placed, ruler: &Ruler) -> Scene {
    let Placed { source, plan, layout } = placed;
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
    painter.foot();
    Scene { size: layout.size, marks: painter.marks }
}

impl Painter<'_> {
    /// Adds a mark; a name that is taken gets a number.
    pub(super) fn add(&mut self, id: &str, at: &Range<usize>, shape: Shape) {
        let mut own = id.to_string();
        let mut number = 1;
        while !self.ids.insert(own.clone()) {
            number += 1;
            own = format!("{id}.{number}");
        }
        self.marks.push(Mark { id: own, at: at.clone(), shape });
    }

    pub(super) fn words(
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

    fn node(&mut self, index: usize) {
        let node = &self.source.nodes[index];
        let rect = self.layout.rects[index];
        let id = format!("n-{}", node.id);
        let at = node.at.clone();
        let (radius, paint) = look(node.kind, &rect);
        let (path, inner) = outline(node.kind, &rect).unzip();
        self.add(&id, &at, Shape::Box { rect, radius, path, paint });
        if node.kind == Kind::End {
            let path = circle(rect.center(), rect.width() / 2.0 - 2.2);
            let paint = Paint::filled(INK);
            self.add(&format!("{id}.dot"), &at, Shape::Detail { path, paint });
        }
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
}

/// Corner radius and paint of a kind of box.
fn look(kind: Kind, rect: &Rect) -> (f64, Paint) {
    let plain = Paint::outlined(PAPER, RULE, STROKE);
    match kind {
        Kind::Actor => (pill_radius(rect), Paint::outlined(ACTOR, RULE, STROKE)),
        Kind::Op => (pill_radius(rect), Paint::outlined(PAPER, RULE, 1.1)),
        Kind::Model => (2.2, Paint::outlined(BRAND, BRAND, STROKE)),
        Kind::State => (STATE.min(pill_radius(rect)), plain),
        Kind::Start => (rect.width() / 2.0, Paint::filled(INK)),
        Kind::End => (rect.width() / 2.0, plain),
        Kind::Note => (0.0, Paint::filled("none")),
        Kind::Service | Kind::Store | Kind::Queue | Kind::Data => (2.2, plain),
    }
}
