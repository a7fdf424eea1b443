//! Places for the labels of edges and the titles of frames.
//!
//! Every label tries places along every straight piece of its edge, in one to
//! four lines, above, below, beside, or on the line with the line cut out. The
//! places are priced against boxes, lines, heads, borders and titles, then
//! against each other in four rounds.

use super::super::measure::Ruler;
use super::super::scene::Anchor;
use super::super::shape::{Point, Rect};
use super::super::theme::{EDGE, GROUP, real};
use super::super::wrap::wrap_into;
use super::model::Source;
use super::plan::Plan;

/// Price from which a label has no good place, and from which it has none.
pub(super) const POOR: f64 = 55.0;
pub(super) const NONE: f64 = 200.0;
/// Places without fault after which the search for more ends.
const ENOUGH: usize = 24;
/// Places that all labels together may try.
const MOST: usize = 60_000;

/// A label at a place.
#[derive(Debug, Clone)]
pub(super) struct Label {
    pub(super) rect: Rect,
    pub(super) lines: Vec<String>,
    pub(super) price: f64,
    /// Whether it stands on its line.
    pub(super) on_line: bool,
    pub(super) anchor: Anchor,
}

/// The title of a frame at a place.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Title {
    pub(super) rect: Rect,
    /// Whether a line runs through it, so that it needs a ground.
    pub(super) struck: bool,
}

/// What labels have to keep clear of.
pub(super) struct Scenery<'a> {
    pub(super) source: &'a Source,
    pub(super) plan: &'a Plan,
    pub(super) ruler: &'a Ruler<'a>,
    pub(super) rects: &'a [Rect],
    pub(super) frames: &'a [Rect],
    pub(super) ways: &'a [Vec<Point>],
    pub(super) size: [f64; 2],
}

/// Lines and heads of all edges as rectangles.
struct Ink {
    lines: Vec<(usize, Rect)>,
    heads: Vec<(usize, Rect)>,
    titles: Vec<Title>,
}

impl Scenery<'_> {
    /// Places titles and labels. A label is missing where the edge has none.
    pub(super) fn place(&self) -> (Vec<Title>, Vec<Option<Label>>) {
        let mut ink = self.ink();
        for frame in 0..self.frames.len() {
            let title = self.title(frame, &ink);
            ink.titles.push(title);
        }
        let choices: Vec<Vec<Label>> =
            (0..self.ways.len()).map(|edge| self.priced(edge, &ink)).collect();
        (ink.titles, settle(&choices))
    }

    fn ink(&self) -> Ink {
        let (mut lines, mut heads) = (Vec::new(), Vec::new());
        for (edge, way) in self.ways.iter().enumerate() {
            for pair in way.windows(2) {
                lines.push((edge, Rect::around(pair[0], pair[1], 0.5)));
            }
            let (end, start) = self.source.edges[edge].heads;
            let tips = [(end, way.last()), (start, way.first())];
            for (_, tip) in tips.into_iter().filter(|(head, _)| *head) {
                heads.extend(
                    tip.map(|p| (edge, Rect::around(*p, *p, 0.0).grown(5.0, 3.5))),
                );
            }
        }
        Ink { lines, heads, titles: Vec::new() }
    }

    /// The place of a title: in the head of its frame, clear of lines if it can.
    fn title(&self, frame: usize, ink: &Ink) -> Title {
        let area = &self.frames[frame];
        let width = self.ruler.width(&self.plan.frames[frame].title, GROUP);
        let top = area.y0 + 2.2;
        let left = area.x0 + 6.0;
        let right = (area.x1 - 6.0 - width).max(left);
        let middle = f64::midpoint(left, right);
        let mut best = (f64::MAX, Title::default());
        let steps = 120_u8;
        for step in 0..=steps {
            let x = left + (right - left) * f64::from(step) / f64::from(steps);
            let rect = Rect::new(x, top, x + width, top + GROUP.size * 1.1);
            let mut price = (x - left) * 0.01;
            price += match () {
                () if step == 0 => 0.0,
                () if (x - middle).abs() < 2.0 => 0.3,
                () if step == steps => 0.5,
                () => 1.0,
            };
            let wide = rect.grown(2.0, 0.0);
            let hits = ink.lines.iter().filter(|(_, line)| wide.meets(line)).count();
            let others =
                ink.titles.iter().filter(|title| wide.meets(&title.rect)).count();
            price += 50.0 * real(hits + 2 * others);
            if price < best.0 {
                best = (price, Title { rect, struck: hits > 0 });
            }
        }
        best.1
    }

    /// The best places of a label, priced against all that does not move.
    fn priced(&self, edge: usize, ink: &Ink) -> Vec<Label> {
        let mut places = self.candidates(edge);
        places.sort_by(|a, b| a.price.total_cmp(&b.price));
        let most = MOST / self.ways.len().max(1);
        let mut good = 0;
        let mut priced = Vec::new();
        for mut label in places {
            label.price += self.faults(edge, &label, ink);
            good += usize::from(label.price < 40.0);
            priced.push(label);
            if good >= ENOUGH || priced.len() >= most {
                break;
            }
        }
        priced.sort_by(|a, b| a.price.total_cmp(&b.price));
        priced.truncate(60);
        priced
    }

    /// All places, priced by how well they sit on the edge.
    fn candidates(&self, edge: usize) -> Vec<Label> {
        let text = &self.source.edges[edge].label;
        let way = &self.ways[edge];
        let mut places = Vec::new();
        let words = text.split_whitespace().count().min(4);
        let total: f64 = way.windows(2).map(|pair| pair[0].way(pair[1])).sum();
        for count in 1..=words {
            let lines = wrap_into(self.ruler, text, count, EDGE);
            if lines.len() != count {
                continue;
            }
            let size =
                (self.ruler.widest(&lines, EDGE) + 0.6, real(lines.len()) * EDGE.line());
            let mut done = 0.0;
            for (index, pair) in way.windows(2).enumerate() {
                let length = pair[0].way(pair[1]);
                let along = Along { from: pair[0], to: pair[1], length, done, total };
                let stem = self.source.edges[edge].fan.is_some() && index > 0;
                along.places(&lines, size, if stem { 4.0 } else { 0.0 }, &mut places);
                done += length;
            }
        }
        places
    }

    /// What a label collides with.
    fn faults(&self, edge: usize, label: &Label, ink: &Ink) -> f64 {
        let rect = &label.rect;
        let slim = Rect::new(rect.x0 - 0.6, rect.y0 + 0.8, rect.x1 + 0.6, rect.y1 - 0.4);
        let wide = rect.grown(1.2, 0.0);
        let mut price = 0.0;
        price += 1000.0 * real(self.rects.iter().filter(|r| wide.meets(r)).count());
        price += 1000.0 * real(ink.titles.iter().filter(|t| slim.meets(&t.rect)).count());
        let mut own = 0;
        for (other, line) in &ink.lines {
            if slim.meets(line) {
                own += usize::from(*other == edge);
                price += match *other == edge {
                    true if label.on_line => 0.0,
                    true => 120.0,
                    false => 250.0,
                };
            }
        }
        if label.on_line && own > 1 {
            price += 200.0;
        }
        for (other, head) in &ink.heads {
            if slim.meets(head) && (*other != edge || label.on_line) {
                price += 200.0;
            }
        }
        for frame in self.frames {
            let inside = frame.grown(-1.0, -0.5).holds(rect);
            if !inside && rect.meets(frame) {
                price += if label.on_line { 120.0 } else { 60.0 };
            }
        }
        let page = Rect::new(0.0, 0.0, self.size[0], self.size[1]).grown(-1.0, 0.0);
        if page.holds(rect) { price } else { price + 1000.0 }
    }
}

/// A straight piece of an edge, with how far along the edge it begins.
struct Along {
    from: Point,
    to: Point,
    length: f64,
    done: f64,
    total: f64,
}

impl Along {
    fn places(
        &self,
        lines: &[String],
        size: (f64, f64),
        extra: f64,
        out: &mut Vec<Label>,
    ) {
        let level = self.from.level(self.to);
        for step in 0..=20_u8 {
            let share = f64::from(step) / 20.0;
            if self.length < 40.0 && step % 2 == 1 {
                continue;
            }
            if self.length > 30.0 && !(1..=19).contains(&step) {
                continue;
            }
            let mut at = self.from.moved(self.from.towards(self.to), self.length * share);
            if level && step == 10 {
                // Away from the head, so that the shaft looks evenly filled.
                at.x -= 2.2 * (self.to.x - self.from.x).signum();
            }
            let off = (self.done + self.length * share - self.total / 2.0).abs();
            let lack = if level {
                (size.0 + 6.0 - self.length).max(0.0) * 0.5
            } else {
                (size.1 + 4.0 - self.length).max(0.0) * 0.6
            };
            let short = if self.length < 12.0 { 4.0 } else { 0.0 };
            let base = off / self.total.max(1.0) * 6.0
                + short
                + lack
                + extra
                + (real(lines.len()) - 1.0) * 0.8;
            self.around(at, lines, size, base, out);
        }
    }

    /// The places beside and on one point.
    fn around(
        &self,
        at: Point,
        lines: &[String],
        (width, height): (f64, f64),
        base: f64,
        out: &mut Vec<Label>,
    ) {
        let level = self.from.level(self.to);
        let mut add = |x: f64, y: f64, price: f64, anchor: Anchor| {
            let rect = Rect::new(x, y, x + width, y + height);
            let lines = lines.to_vec();
            out.push(Label { rect, lines, price, on_line: false, anchor });
        };
        if level {
            let x = at.x - width / 2.0;
            add(x, at.y - 1.4 - height, base, Anchor::Middle);
            add(x, at.y + 1.9, base + 1.2, Anchor::Middle);
        } else {
            let y = at.y - height / 2.0;
            add(at.x + 2.6, y, base, Anchor::Start);
            add(at.x - 2.6 - width, y, base + 0.6, Anchor::End);
        }
        let room = if level { width * 1.7 + 8.0 } else { height + 14.0 };
        if self.length > room {
            let rect = Rect::around(at, at, 0.0).grown(width / 2.0 + 1.0, height / 2.0);
            let price = base + 7.0;
            let lines = lines.to_vec();
            out.push(Label {
                rect,
                lines,
                price,
                on_line: true,
                anchor: Anchor::Middle,
            });
        }
    }
}

/// Chooses one place per label so that no two collide, if there is a way.
fn settle(choices: &[Vec<Label>]) -> Vec<Option<Label>> {
    let mut chosen: Vec<Option<Label>> = vec![None; choices.len()];
    let mut order: Vec<usize> =
        (0..choices.len()).filter(|&edge| !choices[edge].is_empty()).collect();
    order.sort_by_key(|&edge| choices[edge].iter().filter(|c| c.price < 40.0).count());
    for _ in 0..4 {
        let mut changed = false;
        for &edge in &order {
            let mut best: Option<Label> = None;
            for choice in &choices[edge] {
                if best.as_ref().is_some_and(|best| choice.price >= best.price) {
                    break;
                }
                let wide = choice.rect.grown(2.0, 0.0);
                let meets = |(other, label): &(usize, &Option<Label>)| {
                    *other != edge && label.as_ref().is_some_and(|l| wide.meets(&l.rect))
                };
                let hits = chosen.iter().enumerate().filter(meets).count();
                let price = choice.price + 600.0 * real(hits);
                if best.as_ref().is_none_or(|best| price < best.price) {
                    best = Some(Label { price, ..choice.clone() });
                }
            }
            changed |=
                best.as_ref().map(|b| b.rect) != chosen[edge].as_ref().map(|b| b.rect);
            chosen[edge] = best;
        }
        if !changed {
            break;
        }
    }
    chosen
}
