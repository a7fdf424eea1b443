//! Lines through and between lanes: the present, delays, arrows.

use std::ops::Range;

use super::super::node::triangle;
use super::super::outline::n;
use super::super::scene::{Anchor, Paint, Shape};
use super::super::shape::Point;
use super::super::theme::{EDGE, RULE, STROKE};
use super::model::Form;
use super::pack::{DIAMOND, Place};
use super::paint::Painter;
use super::sheet::{AXIS, RIM};

/// Length of the head of an arrow.
const HEAD: f64 = 4.6;

impl Painter<'_> {
    /// The line of the present.
    pub(super) fn now(&mut self) {
        let (Some(now), Some(x)) = (&self.source.now, self.sheet.now) else { return };
        let foot = self.sheet.foot;
        let paint = Paint::line(RULE, STROKE, "2.5 1.5");
        self.upright("e-now", &now.at, x, (RIM + AXIS - 1.6, foot + 1.0), paint);
        let half = self.ruler.width(&now.label, EDGE) / 2.0;
        let x = x.min(self.sheet.size[0] - RIM - half).max(RIM + half);
        let place = (Point::new(x, foot + 2.0 + EDGE.size * 0.84), Anchor::Middle);
        self.marks.words("l-now", &now.at, &now.label, place, EDGE);
    }

    /// An upright line, in pieces between the bars that hide it.
    fn upright(
        &mut self,
        id: &str,
        at: &Range<usize>,
        x: f64,
        (from, to): (f64, f64),
        paint: Paint,
    ) {
        let mut holes = Vec::new();
        for lane in 0..self.sheet.strips.len() {
            for (index, item) in self.source.lanes[lane].items.iter().enumerate() {
                let rect = self.rect(lane, index);
                let bar = matches!(item.form, Form::Span(_) | Form::Milestone);
                if bar && rect.x0 < x - 0.5 && x + 0.5 < rect.x1 {
                    holes.push((rect.y0, rect.y1));
                }
            }
        }
        holes.sort_by(|a, b| a.0.total_cmp(&b.0));
        holes.push((to, to));
        let mut y = from;
        for (top, foot) in holes {
            let end = top.min(to);
            if end > y + 0.3 {
                let ends = (Point::new(x, y), Point::new(x, end));
                self.marks.wire(id, at, ends, paint);
            }
            y = y.max(foot);
        }
    }

    pub(super) fn arrows(&mut self, lane: usize) {
        for index in 0..self.source.lanes[lane].items.len() {
            if let Form::Delay(aim) = self.source.lanes[lane].items[index].form {
                self.arrow(lane, index, aim);
            }
        }
    }

    /// How far an arrow stays away from what stands in its row at a time.
    fn away(&self, lane: usize, index: usize, time: f64) -> Option<f64> {
        let row = self.place(lane, index).row;
        let items = self.source.lanes[lane].items.iter().enumerate();
        let touching = items.filter(|(other, item)| {
            let there = item.from == time || item.to == time;
            there && *other != index && self.place(lane, *other).row == row
        });
        let away = |form| match form {
            Form::Milestone => Some(DIAMOND + 0.4),
            Form::Span(_) => Some(0.4),
            Form::Delay(_) => None,
        };
        touching.filter_map(|(_, item)| away(item.form)).reduce(f64::max)
    }

    fn arrow(&mut self, lane: usize, index: usize, aim: usize) {
        let item = &self.source.lanes[lane].items[index];
        let Place { row, extent: (x0, x1), .. } = *self.place(lane, index);
        let y = self.middle(lane, row);
        let id = format!("e-{}.{}", lane + 1, index + 1);
        let start = self.away(lane, index, item.from);
        let paint = Paint::line(RULE, STROKE, "");
        if start.is_none() && item.from < item.to {
            let path = format!("M{} {}V{}", n(x0), n(y - 2.6), n(y + 2.6));
            let shape = Shape::Detail { path, paint };
            self.marks.add(&format!("{id}.tail"), &item.at, shape);
        }
        let from = Point::new(x0 + start.unwrap_or(0.0), y);
        if aim == lane {
            let tip = x1 - self.away(lane, index, item.to).unwrap_or(0.0);
            return self.level(&id, &item.at, (from, Point::new(tip, y)));
        }
        let down = aim > lane;
        if item.from < item.to {
            self.marks.wire(&id, &item.at, (from, Point::new(x1, y)), paint);
            return self.across(&id, (lane, index), aim, Point::new(x1, y));
        }
        let y = self.source_edge(lane, item.from, down).unwrap_or(y);
        self.across(&id, (lane, index), aim, Point::new(f64::midpoint(x0, x1), y));
    }

    /// Where an upright arrow leaves what stands in its lane at a time.
    fn source_edge(&self, lane: usize, time: f64, down: bool) -> Option<f64> {
        let items = self.source.lanes[lane].items.iter().enumerate();
        let touching = items.filter(|(_, item)| {
            let there = item.from == time || item.to == time;
            there && !matches!(item.form, Form::Delay(_))
        });
        let rects = touching.map(|(index, _)| self.rect(lane, index));
        if down {
            rects.map(|rect| rect.y1).reduce(f64::max)
        } else {
            rects.map(|rect| rect.y0).reduce(f64::min)
        }
    }

    /// The upright part of an arrow to another lane.
    fn across(
        &mut self,
        id: &str,
        (lane, index): (usize, usize),
        aim: usize,
        from: Point,
    ) {
        let item = &self.source.lanes[lane].items[index];
        let down = aim > lane;
        let tip = self.aim(aim, item.to, down);
        let way = if down { 1.0 } else { -1.0 };
        let end = tip - way * HEAD * 0.8;
        let ends = if down { (from.y, end) } else { (end, from.y) };
        let paint = Paint::line(RULE, STROKE, "");
        self.upright(&format!("{id}.to"), &item.at, from.x, ends, paint);
        let path = triangle(Point::new(from.x, tip), Point::new(0.0, way), HEAD);
        let shape = Shape::Detail { path, paint: Paint::filled(RULE) };
        self.marks.add(&format!("{id}.head"), &item.at, shape);
    }

    /// A level line with a head.
    fn level(&mut self, id: &str, at: &Range<usize>, (from, tip): (Point, Point)) {
        let head = HEAD.min((tip.x - from.x).max(0.0) * 0.7);
        let end = Point::new(tip.x - head * 0.8, tip.y);
        self.marks.wire(id, at, (from, end), Paint::line(RULE, STROKE, ""));
        let path = triangle(tip, Point::new(1.0, 0.0), head);
        let shape = Shape::Detail { path, paint: Paint::filled(RULE) };
        self.marks.add(&format!("{id}.head"), at, shape);
    }

    /// Where an arrow that comes from above or from below meets a lane.
    fn aim(&self, lane: usize, time: f64, down: bool) -> f64 {
        let items = self.source.lanes[lane].items.iter().enumerate();
        let there = items.filter(|(_, item)| {
            !matches!(item.form, Form::Delay(_)) && item.from <= time && time <= item.to
        });
        let edges = there.map(|(index, item)| {
            let rect = self.rect(lane, index);
            let edge = if down { rect.y0 } else { rect.y1 };
            let exact = item.from == time || item.to == time;
            (!exact, edge)
        });
        let least = |a: &(bool, f64), b: &(bool, f64)| {
            let order = a.0.cmp(&b.0);
            order.then(if down { a.1.total_cmp(&b.1) } else { b.1.total_cmp(&a.1) })
        };
        let strip = &self.sheet.strips[lane];
        let none = if down { strip.top + 5.0 } else { strip.foot - 5.0 };
        edges.min_by(least).map_or(none, |(_, edge)| edge)
    }
}
