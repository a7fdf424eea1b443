//! From places to a scene.

use std::ops::Range;

use super::super::kind::Kind;
use super::super::marks::Marks;
use super::super::measure::Ruler;
use super::super::node::{lettering, look, triangle};
use super::super::outline::{n, outline};
use super::super::scene::{Anchor, Paint, Scene, Shape};
use super::super::shape::{Point, Rect};
use super::super::stroke::Stroke;
use super::super::theme::{
    BORDER, EDGE, MAIN, NODE, ON_BRAND, PAPER, RULE, STROKE, SUBLABEL, TINTS, real,
};
use super::activity::HALF;
use super::columns::{Columns, RIM};
use super::model::{Act, Event};
use super::rows::{NOTE_PAD, Rows};
use super::score::{NOTE, Score};
use super::words::{Label, label};

/// A lifeline.
const LIFE: &str = "#8a929b";
/// A bar of one that waits for an answer or works on one.
const BUSY: &str = "#e6ebf1";
/// How far a bar reaches over the arrows at its ends.
const OVER: f64 = 1.5;
/// Length of the head of an arrow, and on the main path.
pub(super) const HEAD: f64 = 4.6;
pub(super) const MAIN_HEAD: f64 = 5.6;
/// Where the arrow of a lost message ends before its aim.
const LOST: f64 = 7.5;

/// Collects the marks of a drawing.
pub(super) struct Painter<'a> {
    pub(super) score: &'a Score<'a>,
    pub(super) columns: &'a Columns,
    pub(super) rows: &'a Rows,
    pub(super) marks: Marks<'a>,
}

/// Paints everything, from back to front.
pub(super) fn paint<'a>(
    score: &'a Score<'a>,
    ruler: &'a Ruler<'a>,
    columns: &'a Columns,
    rows: &'a Rows,
    width: f64,
) -> Scene {
    let marks = Marks::new(ruler);
    let mut painter = Painter { score, columns, rows, marks };
    painter.frames();
    let (bars, notes) = (painter.bars(), painter.notes());
    painter.lives(&bars, &notes);
    painter.busy(&bars, &notes);
    let events = &score.source.events;
    for (index, event) in events.iter().enumerate() {
        match event.act {
            Act::Message { from, to, stroke, lost } => {
                painter.arrow(index, (from, to), (stroke, lost));
            }
            Act::Work { who } => painter.work(index, who),
            Act::Turn { .. } => painter.divider(index),
            _ => {}
        }
    }
    for (index, rect) in notes {
        let id = format!("n-note.{}", index + 1);
        let (fill, stroke) = TINTS[1];
        let paint = Paint::outlined(fill, stroke, BORDER);
        let shape = Shape::Box { rect, radius: 1.5, path: None, paint };
        painter.marks.add(&id, &events[index].at, shape);
    }
    for index in 0..events.len() {
        painter.words(index);
    }
    for party in 0..score.source.parties.len() {
        painter.head(party);
    }
    painter.total();
    Scene {
        size: [width, rows.height],
        marks: painter.marks.into_marks(),
    }
}

impl Painter<'_> {
    pub(super) fn event(&self, index: usize) -> &Event {
        &self.score.source.events[index]
    }

    /// The width of the words of an event.
    pub(super) fn width(&self, index: usize) -> f64 {
        self.score.breaks[index].width(self.columns.ways[index])
    }

    pub(super) fn at(&self, index: usize) -> Range<usize> {
        self.event(index).at.clone()
    }

    /// Where the bars lie: the bar, the party, the event that began it.
    fn bars(&self) -> Vec<(Rect, usize, usize)> {
        let rows = &self.rows.spans;
        let place = |bar: &super::activity::Bar| {
            let x = self.columns.life(bar.who);
            let (left, right) = bar.sides();
            let top = rows[bar.from].line - OVER;
            let foot = (rows[bar.to].line + OVER).max(top + 5.0);
            (Rect::new(x + left, top, x + right, foot), bar.who, bar.from)
        };
        self.score.activity.bars.iter().map(place).collect()
    }

    /// Where the notes lie, by event.
    pub(super) fn notes(&self) -> Vec<(usize, Rect)> {
        let mut notes = Vec::new();
        for (index, event) in self.score.source.events.iter().enumerate() {
            let Act::Note { from, to } = event.act else { continue };
            let span = self.rows.spans[index];
            let inside = self.score.frames.iter();
            let framed =
                inside.filter(|f| (f.open..f.close).contains(&index)).count() > 0;
            let beyond = |party: usize| match from == to {
                true => self.score.half_note(index, self.columns.ways[index]),
                false if framed => NOTE,
                false => (self.columns.heads[party].width / 2.0).max(NOTE),
            };
            let x0 =
                (self.columns.life(from) - beyond(from)).max(RIM + self.score.margin());
            let right = self.columns.right_edge();
            let x1 = (self.columns.life(to) + beyond(to)).min(right);
            notes.push((index, Rect::new(x0, span.top, x1, span.line)));
        }
        notes
    }

    /// Lifelines, in pieces between bars and notes.
    fn lives(&mut self, bars: &[(Rect, usize, usize)], notes: &[(usize, Rect)]) {
        for (party, own) in self.score.source.parties.iter().enumerate() {
            let x = self.columns.life(party);
            let on_it = |rect: &Rect| rect.x0 < x && x < rect.x1;
            let mut holes: Vec<Rect> = bars.iter().map(|(rect, ..)| *rect).collect();
            holes.retain(on_it);
            holes.extend(notes.iter().map(|(_, rect)| *rect).filter(on_it));
            holes.extend(self.works(party));
            holes.sort_by(|a, b| a.y0.total_cmp(&b.y0));
            let foot = self.rows.foot;
            holes.push(Rect::new(x, foot, x, foot));
            let mut y = RIM + self.columns.head_height;
            let id = format!("e-life.{}", own.id);
            for hole in holes {
                if hole.y0 > y + 0.1 {
                    let ends = (Point::new(x, y), Point::new(x, hole.y0));
                    self.marks.wire(&id, &own.at, ends, Paint::line(LIFE, 0.5, ""));
                }
                y = y.max(hole.y1);
            }
        }
    }

    /// Bars, in pieces between notes.
    fn busy(&mut self, bars: &[(Rect, usize, usize)], notes: &[(usize, Rect)]) {
        for (rect, who, from) in bars {
            let id = format!("n-{}.bar", self.score.source.parties[*who].id);
            let at = self.at(*from);
            let foot = Rect::new(rect.x0, rect.y1, rect.x1, rect.y1);
            let over =
                notes.iter().map(|(_, note)| *note).filter(|note| note.meets(rect));
            let mut top = rect.y0;
            for hole in over.chain([foot]) {
                if hole.y0 > top {
                    let rect = Rect::new(rect.x0, top, rect.x1, hole.y0);
                    let paint = Paint::outlined(BUSY, RULE, BORDER);
                    let shape = Shape::Box { rect, radius: 0.6, path: None, paint };
                    self.marks.add(&id, &at, shape);
                }
                top = top.max(hole.y1);
            }
        }
    }

    /// Where a message begins and ends.
    pub(super) fn ends(&self, index: usize, from: usize, to: usize) -> (f64, f64) {
        let rightward = to > from;
        let side = |party: usize, right: bool| {
            let (l, r) = self.score.activity.reach(party, index);
            self.columns.life(party) + if right { r } else { -l }
        };
        (side(from, rightward), side(to, !rightward))
    }

    fn arrow(
        &mut self,
        index: usize,
        (from, to): (usize, usize),
        (stroke, lost): (Stroke, bool),
    ) {
        let y = self.rows.spans[index].line;
        let (x0, x1) = self.ends(index, from, to);
        let way = (x1 - x0).signum();
        let x1 = if lost { x1 - way * LOST.min((x1 - x0).abs() / 3.0) } else { x1 };
        let (width, head) = match stroke {
            Stroke::Main => (MAIN, MAIN_HEAD),
            _ => (STROKE, HEAD),
        };
        let dash = match stroke {
            Stroke::Solid | Stroke::Main => "",
            Stroke::Dashed => "3 2",
            Stroke::Dotted => "0.9 1.7",
        };
        let id = format!("e-{}", self.pair(from, to));
        let at = self.at(index);
        let end = if lost { x1 } else { x1 - way * head * 0.8 };
        let ends = (Point::new(x0, y), Point::new(end, y));
        self.marks.wire(&id, &at, ends, Paint::line(RULE, width, dash));
        let (path, paint) = if lost {
            let (l, r, up, down) = (n(x1 - 2.2), n(x1 + 2.2), n(y - 2.2), n(y + 2.2));
            let path = format!("M{l} {up}L{r} {down}M{l} {down}L{r} {up}");
            (path, Paint::line(RULE, 1.1, ""))
        } else {
            let path = triangle(Point::new(x1, y), Point::new(way, 0.0), head);
            (path, Paint::filled(RULE))
        };
        self.marks
            .add(&format!("{id}.head"), &at, Shape::Detail { path, paint });
    }

    pub(super) fn pair(&self, from: usize, to: usize) -> String {
        let parties = &self.score.source.parties;
        format!("{}.{}", parties[from].id, parties[to].id)
    }

    /// Where work of a party lies.
    fn work_rect(&self, index: usize, who: usize) -> Rect {
        let right = self.score.activity.reach(who, index).1.max(HALF);
        let x1 = self.columns.life(who) + right;
        let span = self.rows.spans[index];
        Rect::new(x1 - 2.0 * HALF, span.top, x1, span.line)
    }

    /// Where all work of a party lies.
    fn works(&self, party: usize) -> impl Iterator<Item = Rect> + '_ {
        let events = self.score.source.events.iter().enumerate();
        events.filter_map(move |(index, event)| match event.act {
            Act::Work { who } if who == party => Some(self.work_rect(index, who)),
            _ => None,
        })
    }

    /// The filled bar of work.
    fn work(&mut self, index: usize, who: usize) {
        let rect = self.work_rect(index, who);
        let id = format!("n-{}.work", self.score.source.parties[who].id);
        let (radius, paint) = look(Kind::Model, &rect);
        let paint = Paint { stroke: RULE, width: BORDER, ..paint };
        let shape = Shape::Box { rect, radius: radius.min(0.6), path: None, paint };
        self.marks.add(&id, &self.at(index), shape);
    }

    /// The words of an event, over whatever line they interrupt.
    fn words(&mut self, index: usize) {
        let Some(Label { id, rows, struck, face }) = label(self, index) else { return };
        let at = self.at(index);
        for (number, (place, row)) in rows.iter().enumerate() {
            let id = format!("{id}.{number}");
            let crosses = |x: &f64| place.x < x + 1.0 && x - 1.0 < place.x + row.width;
            if struck.iter().any(crosses) {
                let [x0, x1] = [place.x - 1.5, place.x + row.width + 1.5];
                let rect = Rect::new(
                    x0,
                    place.y - EDGE.size * 0.77,
                    x1,
                    place.y + EDGE.size * 0.22,
                );
                let paint = Paint::filled(PAPER);
                self.marks.add(
                    &format!("{id}.ground"),
                    &at,
                    Shape::Ground { rect, paint },
                );
            }
            for (shift, text, own) in &row.runs {
                let point = Point::new(place.x + shift, place.y);
                let own = if own.weight > face.weight { *own } else { face };
                self.marks.words(&id, &at, text, (point, Anchor::Start), own);
            }
        }
    }

    /// The head of a party.
    fn head(&mut self, index: usize) {
        let party = &self.score.source.parties[index];
        let head = &self.columns.heads[index];
        let x = self.columns.life(index);
        let half = head.width / 2.0;
        let foot = RIM + self.columns.head_height;
        let rect = Rect::new(x - half, RIM, x + half, foot);
        let (radius, paint) = look(party.kind, &rect);
        let (path, inner) = outline(party.kind, &rect).unzip();
        let id = format!("n-{}", party.id);
        self.marks
            .add(&id, &party.at, Shape::Box { rect, radius, path, paint });
        if let Some(path) = inner {
            let paint = Paint::line(RULE, STROKE, "");
            let shape = Shape::Detail { path, paint };
            self.marks.add(&format!("{id}.rim"), &party.at, shape);
        }
        let face = lettering(party.kind);
        let sub =
            if party.kind == Kind::Model { SUBLABEL.inked(ON_BRAND) } else { SUBLABEL };
        let lines = head.label.iter().map(|line| (line, face));
        let lines = lines.chain(head.sublabel.iter().map(|line| (line, sub)));
        let height =
            real(head.label.len()) * face.line() + real(head.sublabel.len()) * sub.line();
        let (across, down) = match party.kind {
            Kind::Store => (0.0, 2.2),
            Kind::Queue => (-1.6, 0.0),
            _ => (0.0, 0.0),
        };
        let mut y = rect.center().y + down - height / 2.0;
        for (number, (line, face)) in lines.enumerate() {
            let share = if face.size < NODE.size { 0.86 } else { 0.84 };
            let place = Point::new(x + across, y + face.size * share);
            let id = format!("t-{}.{number}", party.id);
            self.marks.words(&id, &party.at, line, (place, Anchor::Middle), face);
            y += face.line();
        }
    }
}

/// Where the first line of a note stands under its top.
pub(super) fn note_baseline(top: f64) -> f64 {
    top + NOTE_PAD + EDGE.size * 0.9
}
