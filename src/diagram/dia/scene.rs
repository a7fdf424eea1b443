//! What a drawing consists of, before it is written and for the lints.

use std::ops::Range;

use super::shape::{Point, Rect};
use super::theme::{ASCENT, DESCENT, Lettering};

/// Where the text hangs.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Fill and stroke of a mark.
#[derive(Debug, Copy, Clone)]
pub(super) struct Paint {
    pub(super) fill: &'static str,
    pub(super) stroke: &'static str,
    pub(super) width: f64,
    /// Dashes, in points; empty for a solid line.
    pub(super) dash: &'static str,
}

impl Paint {
    pub(super) fn filled(fill: &'static str) -> Self {
        Self { fill, stroke: "none", width: 0.0, dash: "" }
    }

    pub(super) fn line(stroke: &'static str, width: f64, dash: &'static str) -> Self {
        Self { fill: "none", stroke, width, dash }
    }

    pub(super) fn outlined(fill: &'static str, stroke: &'static str, width: f64) -> Self {
        Self { fill, stroke, width, dash: "" }
    }
}

/// The geometry of a mark.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    /// A lane or group: holds other things.
    Frame { rect: Rect, radius: f64, paint: Paint },
    /// A box with text; `path` is its outline where it is not a rectangle.
    Box { rect: Rect, radius: f64, path: Option<String>, paint: Paint },
    /// An area that covers what is under it.
    Ground { rect: Rect, paint: Paint },
    /// A small area with round ends that covers what is under it and holds a
    /// number.
    Disc { rect: Rect, paint: Paint },
    /// A part of a box or of an edge.
    Detail { path: String, paint: Paint },
    /// An edge; edges of one fan may lie on one another.
    Wire { points: Vec<Point>, path: String, paint: Paint, fan: Option<usize> },
    /// Marks that are moved together.
    Group { by: Point, marks: Vec<Mark> },
    /// One line of text.
    Words { text: String, at: Point, anchor: Anchor, face: Lettering, width: f64 },
}

/// One element of a drawing.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) id: String,
    /// The bytes of the source that made it.
    pub(super) at: Range<usize>,
    pub(super) shape: Shape,
}

/// A whole drawing.
#[derive(Debug, Clone)]
pub(super) struct Scene {
    pub(super) size: [f64; 2],
    pub(super) marks: Vec<Mark>,
}

impl Scene {
    /// The bytes of the source that made each mark, by id.
    pub(super) fn places(&self) -> Vec<(String, Range<usize>)> {
        let mut places = Vec::new();
        collect(&self.marks, &mut places);
        places
    }
}

/// Marks without groups, each where it is seen. Paths stay as they are.
pub(super) fn ungrouped(marks: &[Mark]) -> Vec<Mark> {
    let mut all = Vec::new();
    ungroup(marks, Point::default(), &mut all);
    all
}

fn ungroup(marks: &[Mark], by: Point, all: &mut Vec<Mark>) {
    for mark in marks {
        if let Shape::Group { by: further, marks } = &mark.shape {
            ungroup(marks, Point::new(by.x + further.x, by.y + further.y), all);
        } else {
            let mut mark = mark.clone();
            shift(&mut mark.shape, by);
            all.push(mark);
        }
    }
}

fn shift(shape: &mut Shape, by: Point) {
    let shifted = |p: Point| Point::new(p.x + by.x, p.y + by.y);
    match shape {
        Shape::Frame { rect, .. }
        | Shape::Box { rect, .. }
        | Shape::Ground { rect, .. }
        | Shape::Disc { rect, .. } => {
            *rect =
                Rect::new(rect.x0 + by.x, rect.y0 + by.y, rect.x1 + by.x, rect.y1 + by.y);
        }
        Shape::Wire { points, .. } => {
            points.iter_mut().for_each(|point| *point = shifted(*point));
        }
        Shape::Words { at, .. } => *at = shifted(*at),
        Shape::Detail { .. } | Shape::Group { .. } => {}
    }
}

fn collect(marks: &[Mark], places: &mut Vec<(String, Range<usize>)>) {
    for mark in marks {
        places.push((mark.id.clone(), mark.at.clone()));
        if let Shape::Group { marks, .. } = &mark.shape {
            collect(marks, places);
        }
    }
}

/// The ink box of a line of text.
pub(super) fn ink(at: Point, anchor: Anchor, face: Lettering, width: f64) -> Rect {
    let x0 = match anchor {
        Anchor::Start => at.x,
        Anchor::Middle => at.x - width / 2.0,
        Anchor::End => at.x - width,
    };
    let (up, down) = (face.size * ASCENT, face.size * DESCENT);
    Rect::new(x0, at.y - up, x0 + width, at.y + down)
}
