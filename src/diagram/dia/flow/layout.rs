//! From a placement to measures: the round of sizes, ways, tracks and labels.

use std::cell::Cell;

use super::super::kind::Kind;
use super::super::measure::Ruler;
use super::super::model::Problem;
use super::super::shape::{Point, Rect};
use super::super::theme::{HEAD, MM, PAD, real};
use super::label::{Label, NONE, POOR, Scenery, Title};
use super::model::Source;
use super::nudge::Nudge;
use super::plan::Plan;
use super::room;
use super::route::{Field, Spot};
use super::sheet::{Sheet, Wording, word};
use super::wires::Wires;

/// Widest text of a box, tried from wide to narrow, in points.
const MEASURES: [f64; 8] = [66.0, 60.0, 56.0, 52.0, 48.0, 44.0, 40.0, 37.0];
/// Rounds of asking for room.
const ROUNDS: usize = 6;

/// Whether a figure has so many edges that it gets fewer tries.
fn crowded(source: &Source) -> bool {
    source.edges.len() > 80
}

/// A finished layout.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) size: [f64; 2],
    pub(super) words: Vec<Wording>,
    pub(super) rects: Vec<Rect>,
    pub(super) frames: Vec<Rect>,
    pub(super) ways: Vec<Vec<Point>>,
    pub(super) titles: Vec<Title>,
    pub(super) labels: Vec<Option<Label>>,
    /// The width it needs.
    needs: f64,
    /// The price of its worst labels together.
    faults: f64,
    /// The width at which its labels have room, if that is more than there is.
    pub(super) wants: Option<f64>,
}

/// Lays out a placement in a width in points.
///
/// # Errors
/// It does not fit, or an edge has no way.
pub(super) fn lay_out(
    source: &Source,
    plan: &Plan,
    ruler: &Ruler,
    width: f64,
) -> Result<Layout, Problem> {
    let mut best: Option<Layout> = None;
    let mut needs = f64::MAX;
    let step = if crowded(source) { 7 } else { 1 };
    for measure in MEASURES.into_iter().step_by(step) {
        let mut work = Work::new(source, plan, ruler, width, measure);
        let bare = work.bare_width();
        if bare > width + 0.1 {
            needs = needs.min(bare);
            continue;
        }
        work.wires()?;
        let layout = work.settle();
        needs = needs.min(layout.needs);
        if layout.needs > width + 0.1 {
            continue;
        }
        let done = layout.faults < NONE || crowded(source);
        if best.as_ref().is_none_or(|best| layout.faults < best.faults) {
            best = Some(layout);
        }
        if done {
            break;
        }
    }
    best.ok_or_else(|| {
        let (needs, has) = ((needs / MM).ceil(), (width / MM).round());
        Problem::new(
            source.role_at.clone(),
            format!("does not fit: needs {needs} mm, has {has} mm"),
        )
        .hint("shorten labels, use fewer columns, or give a narrow placement in `grid half`")
    })
}

/// The way from where it leaves a frame for the last time.
fn cut(way: &[Point], frame: &Rect) -> Vec<Point> {
    let leaves = way
        .windows(2)
        .rposition(|pair| frame.has(pair[0]) && !frame.has(pair[1]));
    let Some(piece) = leaves else { return way.to_vec() };
    let to = way[piece + 1];
    let border =
        Point::new(to.x.clamp(frame.x0, frame.x1), to.y.clamp(frame.y0, frame.y1));
    std::iter::once(border)
        .chain(way[piece + 1..].iter().copied())
        .collect()
}

/// One try with one measure of the boxes.
struct Work<'a> {
    source: &'a Source,
    plan: &'a Plan,
    ruler: &'a Ruler<'a>,
    width: f64,
    sheet: Sheet,
    words: Vec<Wording>,
    rects: Vec<Rect>,
    frames: Vec<Rect>,
    wires: Wires,
    /// Least distances over the gutters of each axis.
    need: [Vec<f64>; 2],
}

impl<'a> Work<'a> {
    fn new(
        source: &'a Source,
        plan: &'a Plan,
        ruler: &'a Ruler,
        width: f64,
        measure: f64,
    ) -> Self {
        let wide = |span: super::plan::Span| {
            let tracks = real(span.hi - span.lo + 1);
            measure * tracks + (tracks - 1.0) * 20.0
        };
        let nodes = source.nodes.iter().zip(&plan.nodes);
        let words: Vec<Wording> = nodes
            .map(|(node, spans)| word(ruler, node, wide(spans[0]) - 1.4))
            .collect();
        let mut sheet = Sheet::default();
        sheet.fit(source, plan, &words, ruler);
        let need = plan.count.map(|count| vec![0.0; count + 1]);
        let wires = Wires::new(source, &[]);
        Self {
            source,
            plan,
            ruler,
            width,
            sheet,
            words,
            rects: Vec::new(),
            frames: Vec::new(),
            wires,
            need,
        }
    }

    /// The width without edges.
    fn bare_width(&self) -> f64 {
        let tracks = vec![0; 2 * self.plan.count[0] + 1];
        self.sheet.clone().solve(self.plan, 0, &self.need[0], &tracks, None)
    }

    /// Routes all edges.
    fn wires(&mut self) -> Result<(), Problem> {
        let ways: Vec<Vec<Spot>> =
            Field::new(self.source, self.plan, &self.sheet).route();
        for (edge, way) in self.source.edges.iter().zip(&ways) {
            if way.len() < 2 {
                let nodes = &self.source.nodes;
                let (a, b) = (&nodes[edge.from].id, &nodes[edge.to].id);
                let message = format!("no way from `{a}` to `{b}`");
                return Err(Problem::new(edge.at.clone(), message)
                    .hint("leave an empty row or column, or take the side hints away"));
            }
        }
        self.wires = Wires::new(self.source, &ways);
        self.need =
            room::straight_labels(self.source, self.plan, self.ruler, &self.wires);
        Ok(())
    }

    /// Measures both axes and sets boxes and frames; returns the width needed.
    fn measure(&mut self, rewrap: bool) -> f64 {
        let tracks = self.wires.assign_all(self.plan);
        let needs =
            self.sheet
                .solve(self.plan, 0, &self.need[0], &tracks[0], Some(self.width));
        if rewrap {
            self.rewrap();
        }
        self.sheet.solve(self.plan, 1, &self.need[1], &tracks[1], None);
        self.set();
        needs
    }

    /// Breaks the text of boxes anew to the columns they came to stand in.
    fn rewrap(&mut self) {
        for (index, node) in self.source.nodes.iter().enumerate() {
            let span = self.plan.nodes[index][0];
            let cells = &self.sheet.cell[0];
            let width = cells[span.hi].1 - cells[span.lo].0;
            self.words[index] = word(self.ruler, node, width);
        }
        let widths = std::mem::take(&mut self.sheet.size[0]);
        self.sheet.fit(self.source, self.plan, &self.words, self.ruler);
        self.sheet.size[0] = widths;
    }

    fn set(&mut self) {
        let (cells, plan) = (&self.sheet.cell, self.plan);
        self.rects = (0..plan.nodes.len())
            .map(|index| {
                let [x, y] = plan.nodes[index];
                let mut rect = Rect::new(
                    cells[0][x.lo].0,
                    cells[1][y.lo].0,
                    cells[0][x.hi].1,
                    cells[1][y.hi].1,
                );
                if self.source.nodes[index].kind == Kind::Op {
                    let spare = rect.width() - self.words[index].width - 2.0;
                    rect = rect.grown(-spare.max(0.0) / 2.0, 0.0);
                }
                rect
            })
            .collect();
        self.frames = plan.frames.iter().map(|frame| self.frame(frame)).collect();
    }

    fn frame(&self, frame: &super::plan::Frame) -> Rect {
        let cells = &self.sheet.cell;
        let [x, y] = frame.span;
        let level = frame.level.map(|ends| ends.map(real));
        let mut rect = Rect::new(
            cells[0][x.lo].0 - PAD * level[0][0],
            cells[1][y.lo].0 - (PAD + HEAD) * level[1][0],
            cells[0][x.hi].1 + PAD * level[0][1],
            cells[1][y.hi].1 + PAD * level[1][1],
        );
        if frame.lane {
            rect.x0 = rect.x0.min(1.0);
            rect.x1 = rect.x1.max(self.sheet.total[0] - 1.0);
        }
        rect
    }

    /// Tracks and labels, with more room where labels ask for it.
    fn settle(&mut self) -> Layout {
        let mut best: Option<Layout> = None;
        let mut most = 0.0_f64;
        for round in 0..if crowded(self.source) { 2 } else { ROUNDS } {
            let mut needs = self.measure(round == 0);
            if round == 0 {
                for _ in 0..2 {
                    self.nudge();
                    needs = self.measure(false);
                }
                self.nudge();
            }
            let layout = self.result(needs);
            let clean = layout.faults == 0.0;
            let fits = layout.needs <= self.width + 0.1;
            let labels = layout.labels.clone();
            most = most.max(layout.needs);
            let old = best.as_ref();
            if old.is_none_or(|best| {
                let fitted = best.needs <= self.width + 0.1;
                fits && (!fitted || layout.faults < best.faults)
            }) {
                best = Some(layout);
            }
            if clean || !self.ask(&labels) {
                break;
            }
        }
        let mut best = best.unwrap_or_else(|| self.result(f64::MAX));
        best.wants =
            Some(most).filter(|most| best.faults > 0.0 && *most > self.width + 0.1);
        best
    }

    fn nudge(&mut self) {
        let nudge = Nudge {
            source: self.source,
            sheet: &self.sheet,
            rects: &self.rects,
            spent: Cell::new(0),
        };
        nudge.improve(&mut self.wires);
    }

    /// Ways, titles and labels for the measures as they are; lines that strike
    /// a title move aside if they can.
    fn result(&mut self, needs: f64) -> Layout {
        let layout = self.placed(needs);
        let mut moved = false;
        for title in layout.titles.iter().filter(|title| title.struck) {
            let whole = |edge: &usize| self.source.edges[*edge].groups == [None; 2];
            for edge in (0..layout.ways.len()).filter(whole) {
                let way = &layout.ways[edge];
                moved |=
                    self.wires.avoid(self.source, &self.rects, (edge, way), &title.rect);
            }
        }
        if moved { self.placed(needs) } else { layout }
    }

    /// The way of an edge, from border to border where it ends at groups.
    fn way(&self, edge: usize) -> Vec<Point> {
        let mut way = self.wires.points(self.source, &self.sheet, &self.rects, edge);
        for end in 0..2 {
            let frame =
                self.source.edges[edge].groups[end].and_then(|g| self.plan.frame_of(g));
            if let Some(frame) = frame {
                if end == 1 {
                    way.reverse();
                }
                way = cut(&way, &self.frames[frame]);
                if end == 1 {
                    way.reverse();
                }
            }
        }
        way
    }

    fn placed(&self, needs: f64) -> Layout {
        let ways: Vec<Vec<Point>> =
            (0..self.source.edges.len()).map(|edge| self.way(edge)).collect();
        let scenery = Scenery {
            source: self.source,
            plan: self.plan,
            ruler: self.ruler,
            rects: &self.rects,
            frames: &self.frames,
            ways: &ways,
            size: self.sheet.total,
        };
        let (titles, labels) = scenery.place();
        let prices = labels.iter().flatten().map(|label| label.price);
        let faults = prices.filter(|price| *price >= POOR).sum();
        Layout {
            size: self.sheet.total,
            words: self.words.clone(),
            rects: self.rects.clone(),
            frames: self.frames.clone(),
            ways,
            titles,
            labels,
            needs,
            faults,
            wants: None,
        }
    }

    /// Asks for room for all labels without a good place; whether any got some.
    fn ask(&mut self, labels: &[Option<Label>]) -> bool {
        let mut grew = false;
        for (edge, label) in labels.iter().enumerate() {
            if label.as_ref().is_some_and(|label| label.price >= POOR) {
                let label = &self.source.edges[edge].label;
                grew |= room::ask(
                    self.plan,
                    self.ruler,
                    &self.sheet,
                    &self.wires,
                    (edge, label),
                    &mut self.need,
                );
            }
        }
        grew
    }
}
