//! A figure as it is printed: its texts, areas and lines in the order in which
//! they are laid down.

use std::cell::Cell;

use usvg::tiny_skia_path::Path;

use super::coat::Coat;
use super::course::{Course, courses};
use super::oblong::Oblong;
use super::places::{Name, Places};
use super::plane::{Affine, Point, Rect, Segment};
use super::tone::{PAPER, Tone};
use crate::limits;

/// A whole figure.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    pub(super) places: Places<'a>,
    /// What is seen of it.
    pub(super) canvas: Rect,
    pub(super) tree: &'a usvg::Tree,
    pub(super) texts: Vec<Words<'a>>,
    pub(super) areas: Vec<Area>,
    pub(super) lines: Vec<Line>,
    /// Every stroke, also those of areas and patterns.
    pub(super) pens: Vec<Pen>,
    /// What does not print as vectors and words.
    pub(super) losses: Vec<Loss>,
    /// Comparisons that may still be made.
    work: Cell<usize>,
}

/// A text with all its lines.
#[derive(Debug)]
pub(super) struct Words<'a> {
    pub(super) name: Name,
    pub(super) words: String,
    pub(super) order: usize,
    pub(super) node: &'a usvg::Text,
    /// From its own units to the paper.
    pub(super) affine: Affine,
    pub(super) pieces: Vec<Piece<'a>>,
    /// The ink of all lines.
    pub(super) bounds: Rect,
}

/// A part of a text in one line and one ink.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    /// Its ink.
    pub(super) ink: Oblong,
    pub(super) bounds: Rect,
    /// Fill of the letters.
    pub(super) coat: Option<Coat>,
    /// A stroke under the letters that keeps the ground away from them.
    pub(super) halo: Option<Coat>,
    /// Outlines of the letters in their own units.
    pub(super) outline: Option<&'a Path>,
}

/// A filled shape, or a closed outline.
#[derive(Debug)]
pub(super) struct Area {
    pub(super) name: Name,
    pub(super) order: usize,
    pub(super) outline: Vec<Course>,
    /// What is seen of it.
    pub(super) bounds: Rect,
    pub(super) coat: Option<Coat>,
    /// Width of the stroke around it, 0 without one.
    pub(super) stroke: f64,
    /// Whether courses that go round twice leave a hole.
    pub(super) even_odd: bool,
}

/// A stroke without a fill, not closed.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) name: Name,
    pub(super) order: usize,
    pub(super) course: Course,
    pub(super) bounds: Rect,
    pub(super) width: f64,
}

/// A stroke of any kind.
#[derive(Debug)]
pub(super) struct Pen {
    pub(super) name: Name,
    pub(super) at: Point,
    pub(super) width: f64,
}

/// Something that loses words or lines in print, and what it is.
#[derive(Debug)]
pub(super) struct Loss {
    pub(super) name: Name,
    pub(super) at: Point,
    pub(super) what: &'static str,
}

impl Area {
    /// Whether a place lies in it.
    pub(super) fn has(&self, p: Point) -> bool {
        if !self.bounds.has(p) {
            return false;
        }
        let mut turns = 0_i32;
        for (a, b) in self.segments() {
            if (a.y <= p.y) == (b.y <= p.y) {
                continue;
            }
            let side = a.to(b).cross(a.to(p));
            match b.y > a.y {
                true if side > 0.0 => turns += 1,
                false if side < 0.0 => turns -= 1,
                _ => {}
            }
        }
        if self.even_odd { turns % 2 != 0 } else { turns != 0 }
    }

    /// Its edge, gaps closed.
    pub(super) fn segments(&self) -> impl Iterator<Item = Segment> {
        self.outline.iter().flat_map(|course| {
            let gap = course.ends().filter(|(a, b)| a != b).map(|(a, b)| (b, a));
            course.segments().chain(gap)
        })
    }

    /// The number of straight pieces of its edge.
    pub(super) fn size(&self) -> usize {
        self.outline.iter().map(|course| course.points.len()).sum()
    }

    pub(super) fn stroked(&self) -> bool {
        self.stroke > 0.0
    }

    /// Whether it hides what lies under it.
    pub(super) fn covers(&self) -> bool {
        self.coat.as_ref().is_some_and(Coat::covers)
    }

    /// Whether its fill is seen more than what lies under it.
    pub(super) fn weighs(&self) -> bool {
        self.coat.as_ref().is_some_and(Coat::weighs)
    }
}

impl Piece<'_> {
    /// The outlines of the letters on the paper.
    pub(super) fn letters(&self, affine: &Affine) -> Vec<Course> {
        self.outline.map(|path| courses(path, affine)).unwrap_or_default()
    }
}

impl Words<'_> {
    pub(super) fn center(&self) -> Point {
        self.bounds.center()
    }
}

impl<'a> Sheet<'a> {
    /// An empty sheet of a size in points.
    pub(super) fn new(tree: &'a usvg::Tree, places: Places<'a>, scale: f64) -> Self {
        let [width, height] = [tree.size().width(), tree.size().height()]
            .map(|side| f64::from(side) * scale);
        Self {
            places,
            canvas: Rect::new(0.0, 0.0, width, height),
            tree,
            texts: Vec::new(),
            areas: Vec::new(),
            lines: Vec::new(),
            pens: Vec::new(),
            losses: Vec::new(),
            work: Cell::new(limits::FIGURE_COMPARISONS),
        }
    }

    /// Pays for a number of comparisons. Once they are used up, nothing more is
    /// compared, so that no figure holds up a build.
    pub(super) fn pays(&self, comparisons: usize) -> bool {
        let left = self.work.get().checked_sub(comparisons);
        self.work.set(left.unwrap_or(0));
        left.is_some()
    }

    /// Whether the comparisons are used up.
    pub(super) fn exhausted(&self) -> bool {
        self.work.get() == 0
    }

    /// The areas laid down before `order` that hold a place, the top one first.
    pub(super) fn under(
        &self,
        place: Point,
        order: usize,
    ) -> impl Iterator<Item = (usize, &Area)> {
        let areas = self.areas.iter().enumerate().rev();
        areas.take_while(|_| self.pays(1)).filter(move |(_, area)| {
            area.order < order
                && area.bounds.has(place)
                && self.pays(area.size())
                && area.has(place)
        })
    }

    /// The colours seen at a place before `order` is laid down.
    pub(super) fn ground(&self, place: Point, order: usize) -> Vec<Tone> {
        let mut coats = Vec::new();
        for (_, area) in self.under(place, order) {
            let Some(coat) = area.coat.as_ref().filter(|_| self.pays(8)) else {
                continue;
            };
            coats.push(coat);
            if coat.covers() {
                break;
            }
        }
        let paper = vec![PAPER];
        coats.into_iter().rev().fold(paper, |ground, coat| coat.over(&ground))
    }

    /// Whether an area is told from what lies under it at a place.
    pub(super) fn stands_out(&self, area: &Area, place: Point) -> bool {
        let Some(coat) = &area.coat else { return false };
        let ground = self.ground(place, area.order);
        match (coat.plain(), ground.as_slice()) {
            (Some(tone), [below]) => tone.over(*below, coat.opacity).differs(*below),
            _ => true,
        }
    }

    /// Whether an opaque area laid down between two others hides a rectangle.
    pub(super) fn hidden(&self, rect: &Rect, after: usize, before: usize) -> bool {
        // Letters reach a little out of a plate that is measured by their size.
        let core = Rect::new(rect.x0 + 0.4, rect.y0 + 0.6, rect.x1 - 0.4, rect.y1 - 0.6);
        self.areas.iter().take_while(|_| self.pays(1)).any(|area| {
            area.order > after
                && area.order < before
                && area.covers()
                && area.bounds.holds(&core)
                && self.pays(area.size() * 4)
                && core.corners().into_iter().all(|corner| area.has(corner))
        })
    }
}
