//! One try at a layout: sizes, ways, tracks and labels.

use super::super::measure::Ruler;
use super::super::model::Problem;
use super::super::shape::{Point, Rect};
use super::super::theme::real;
use super::boxes::{boxes, frames};
use super::dodge::dodge;
use super::effort::Effort;
use super::label::{self, Label, POOR, Scenery};
use super::layout::Layout;
use super::legend;
use super::model::Source;
use super::nudge::Nudge;
use super::plan::{Plan, Span};
use super::room::{self, Wish};
use super::route::{Field, Spot};
use super::sheet::{Reach, Sheet, Wording, word};
use super::wires::Wires;

/// Rounds of asking for room.
const ROUNDS: usize = 6;
/// Share of the work of a drawing after which nobody asks any more.
const CROWD: usize = 80;

/// One try with one measure of the boxes.
pub(super) struct Work<'a> {
    source: &'a Source,
    plan: &'a Plan,
    ruler: &'a Ruler<'a>,
    effort: &'a Effort,
    /// The labels of the edges, broken into lines.
    wordings: &'a [Vec<label::Wording>],
    width: f64,
    sheet: Sheet,
    pub(super) words: Vec<Wording>,
    rects: Vec<Rect>,
    frames: Vec<Rect>,
    wires: Wires,
    /// Least distances over the gutters of each axis.
    need: room::Need,
    /// Lines beside each other on each line of the refined grid.
    tracks: [Vec<usize>; 2],
    /// The numbers that stand for labels.
    numbers: Vec<Option<usize>>,
    /// The columns to which the text of the boxes is broken.
    broken: Vec<Reach>,
}

impl<'a> Work<'a> {
    pub(super) fn new(
        source: &'a Source,
        plan: &'a Plan,
        ruler: &'a Ruler,
        (effort, wordings): (&'a Effort, &'a [Vec<label::Wording>]),
        (width, measure): (f64, f64),
    ) -> Self {
        let wide = |span: Span| {
            let tracks = real(span.hi - span.lo + 1);
            measure * tracks + (tracks - 1.0) * 20.0
        };
        let nodes = source.nodes.iter().zip(&plan.nodes);
        let words: Vec<Wording> = nodes
            .map(|(node, spans)| word(ruler, node, wide(spans[0]) - 1.4, plan.air))
            .collect();
        let mut sheet = Sheet::default();
        sheet.fit(source, plan, &words, ruler);
        Self {
            source,
            plan,
            ruler,
            effort,
            wordings,
            width,
            sheet,
            words,
            rects: Vec::new(),
            frames: Vec::new(),
            wires: Wires::new(source, &[]),
            need: plan.count.map(|count| vec![0.0; count + 1]),
            tracks: plan.count.map(|count| vec![0; 2 * count + 1]),
            numbers: vec![None; source.edges.len()],
            broken: Vec::new(),
        }
    }

    /// The least width with the room that is needed now.
    pub(super) fn least_width(&self) -> f64 {
        let sheet = &mut self.sheet.clone();
        sheet.solve(self.plan, 0, &self.need[0], &self.tracks[0], None)
    }

    /// Routes all edges.
    ///
    /// # Errors
    /// An edge has no way.
    pub(super) fn route(&mut self) -> Result<(), Problem> {
        let field = Field::new(self.source, self.plan, &self.sheet, self.effort);
        let ways: Vec<Vec<Spot>> = field.route();
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
        Ok(())
    }

    /// Tracks and labels, with more room where labels ask for it. The labels of
    /// the given edges become numbers. In haste the first label that gets no room
    /// ends the search.
    pub(super) fn settle(&mut self, numbered: &[bool], haste: bool) -> Option<Layout> {
        let refused = self.start(numbered);
        if haste && refused {
            return None;
        }
        let mut best: Option<Layout> = None;
        for round in 0..ROUNDS {
            let mut needs = self.measure();
            if round == 0 {
                for _ in 0..2 {
                    self.nudge();
                    needs = self.measure();
                }
                self.nudge();
            }
            let layout = self.result(needs);
            let clean = layout.poor.is_empty();
            let labels = layout.labels.clone();
            let rank = |layout: &Layout| (layout.needs > self.width + 0.1, layout.faults);
            if best.as_ref().is_none_or(|best| rank(&layout) < rank(best)) {
                best = Some(layout);
            }
            if clean || self.effort.is_past(CROWD) {
                break;
            }
            let (granted, refused) = self.ask(&labels);
            if granted == 0 || haste && refused > 0 {
                break;
            }
        }
        best
    }

    /// Gives room to the ends of edges, then to the labels of straight ones as
    /// far as the width goes; whether it does not go far enough.
    fn start(&mut self, numbered: &[bool]) -> bool {
        let (mut count, mut refused) = (0, false);
        for (number, wanted) in self.numbers.iter_mut().zip(numbered) {
            count += usize::from(*wanted);
            *number = wanted.then_some(count);
        }
        self.tracks = self.wires.assign_all(self.plan);
        self.need = room::ends(self.source, self.plan, &self.wires);
        for (edge, link) in self.source.edges.iter().enumerate() {
            let (plan, pieces) = (self.plan, &self.wires.of[edge]);
            for wish in room::heads(plan, link, pieces, &self.wires, &self.tracks) {
                self.grant(&[wish]);
            }
        }
        for (edge, link) in self.source.edges.iter().enumerate() {
            if self.numbers[edge].is_some() {
                let numbers = &self.numbers;
                self.grant(&room::discs(self.source, &self.wires, numbers, edge));
            } else {
                let label = (edge, link.label.as_str());
                let wishes = room::straight(self.ruler, &self.wires, label);
                refused |= !wishes.is_empty() && !self.grant(&wishes);
            }
        }
        refused
    }

    /// Grants the first wish that fits the width; whether there is one.
    fn grant(&mut self, wishes: &[Wish]) -> bool {
        wishes.iter().any(|wish| {
            let had = self.need[wish.axis][wish.gutter];
            self.need[wish.axis][wish.gutter] = had.max(wish.size);
            let fits = wish.axis == 1
                || had >= wish.size
                || self.least_width() <= self.width + 0.1;
            if !fits {
                self.need[wish.axis][wish.gutter] = had;
            }
            fits
        })
    }

    /// Asks for room for all labels without a good place: how many got some, and
    /// how many did not.
    fn ask(&mut self, labels: &[Option<Label>]) -> (usize, usize) {
        let (mut granted, mut refused) = (0, 0);
        for (edge, label) in labels.iter().enumerate() {
            if label.as_ref().is_some_and(|label| label.price >= POOR && !label.disc) {
                let label = (edge, self.source.edges[edge].label.as_str());
                let (plan, sheet) = (self.plan, &self.sheet);
                let wires = &self.wires;
                let wishes =
                    room::wishes(plan, self.ruler, sheet, wires, label, &self.need);
                *if self.grant(&wishes) { &mut granted } else { &mut refused } += 1;
            }
        }
        (granted, refused)
    }

    /// Measures both axes and sets boxes and frames; returns the width needed.
    fn measure(&mut self) -> f64 {
        self.tracks = self.wires.assign_all(self.plan);
        let (need, tracks) = (&self.need, &self.tracks);
        let target = Some(self.width);
        let needs = self.sheet.solve(self.plan, 0, &need[0], &tracks[0], target);
        if self.broken != self.sheet.cell[0] {
            self.rewrap();
        }
        let (need, tracks) = (&self.need, &self.tracks);
        self.sheet.solve(self.plan, 1, &need[1], &tracks[1], None);
        let (source, plan) = (self.source, self.plan);
        self.rects = boxes(source, plan, &self.sheet, &self.words, &self.wires);
        self.frames = frames(plan, &self.sheet);
        needs
    }

    /// Breaks the text of boxes anew to the columns they came to stand in.
    fn rewrap(&mut self) {
        for (index, node) in self.source.nodes.iter().enumerate() {
            let span = self.plan.nodes[index][0];
            let cells = &self.sheet.cell[0];
            let width = cells[span.hi].1 - cells[span.lo].0;
            self.words[index] = word(self.ruler, node, width, self.plan.air);
        }
        self.broken.clone_from(&self.sheet.cell[0]);
        let widths = std::mem::take(&mut self.sheet.size[0]);
        self.sheet.fit(self.source, self.plan, &self.words, self.ruler);
        self.sheet.size[0] = widths;
    }

    fn nudge(&mut self) {
        let nudge = Nudge {
            source: self.source,
            plan: self.plan,
            sheet: &self.sheet,
            rects: &self.rects,
            effort: self.effort,
        };
        nudge.improve(&mut self.wires);
    }

    /// Ways, titles and labels for the measures as they are; lines that strike
    /// a title move aside if they can.
    fn result(&mut self, needs: f64) -> Layout {
        let layout = self.placed(needs);
        let mut moved = false;
        for title in layout.titles.iter().filter(|title| title.struck) {
            let (source, rects) = (self.source, &self.rects);
            moved |= dodge(&mut self.wires, source, rects, &layout.ways, &title.rect);
        }
        if moved { self.placed(needs) } else { layout }
    }

    /// The way of an edge, from border to border where it ends at groups.
    fn way(&self, edge: usize) -> Vec<Point> {
        let (source, plan) = (self.source, self.plan);
        let mut way = self.wires.points(source, plan, &self.sheet, &self.rects, edge);
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
            numbers: &self.numbers,
            size: self.sheet.total,
            effort: self.effort,
            wordings: self.wordings,
        };
        let (titles, labels) = scenery.place();
        let price = |label: &Option<Label>| label.as_ref().map_or(0.0, |l| l.price);
        let mut poor: Vec<usize> = (0..labels.len())
            .filter(|&edge| price(&labels[edge]) >= POOR)
            .collect();
        poor.sort_by(|&a, &b| price(&labels[b]).total_cmp(&price(&labels[a])));
        let faults = poor.iter().map(|&edge| price(&labels[edge])).sum();
        let [width, height] = self.sheet.total;
        let legend =
            legend::lay_out(self.source, self.ruler, &self.numbers, [width, height]);
        Layout {
            size: [width, height + legend.height],
            words: self.words.clone(),
            rects: self.rects.clone(),
            frames: self.frames.clone(),
            ways,
            titles,
            labels,
            legend,
            needs,
            poor,
            faults,
        }
    }
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
