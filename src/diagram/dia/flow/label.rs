//! Places for the labels of edges and the titles of frames.
//!
//! The places of `seat` are priced against boxes, lines, heads, borders and
//! titles, then against each other in four rounds.

use super::super::measure::Ruler;
use super::super::scene::Anchor;
use super::super::shape::{Point, Rect};
use super::super::theme::{EDGE, GROUP, real};
use super::super::wrap::wrap_into;
use super::effort::Effort;
use super::model::Source;
use super::plan::Plan;
use super::seat::{Along, Seat, disc_size};

/// Price from which a label has no good place.
pub(super) const POOR: f64 = 55.0;
/// Places without fault after which the search for more ends.
const ENOUGH: usize = 24;
/// Places of one label that are tried, and in a crowd.
const MOST: [usize; 2] = [900, 60];

/// A label at a place.
#[derive(Debug, Clone)]
pub(super) struct Label {
    pub(super) rect: Rect,
    pub(super) lines: Vec<String>,
    pub(super) price: f64,
    /// Whether it stands on its line.
    pub(super) on_line: bool,
    /// Whether it is a number in a disc.
    pub(super) disc: bool,
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
    /// The numbers that stand for labels.
    pub(super) numbers: &'a [Option<usize>],
    pub(super) size: [f64; 2],
    pub(super) effort: &'a Effort,
    pub(super) wordings: &'a [Vec<Wording>],
}

/// A label broken into lines, with the width of the widest.
#[derive(Debug, Clone)]
pub(super) struct Wording {
    pub(super) lines: Vec<String>,
    pub(super) width: f64,
}

/// The labels of all edges, each in one to four lines.
pub(super) fn wordings(source: &Source, ruler: &Ruler) -> Vec<Vec<Wording>> {
    let all = source.edges.iter().map(|edge| {
        let words = edge.label.split_whitespace().count().min(4);
        let broken = (1..=words).map(|n| (n, wrap_into(ruler, &edge.label, n, EDGE)));
        let whole = broken.filter(|(count, lines)| lines.len() == *count);
        whole
            .map(|(_, lines)| Wording { width: ruler.widest(&lines, EDGE), lines })
            .collect()
    });
    all.collect()
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
        let choices: Vec<Vec<Seat>> =
            (0..self.ways.len()).map(|edge| self.priced(edge, &ink)).collect();
        let seats = settle(&choices, self.effort);
        let label = |(edge, seat): (usize, Option<Seat>)| {
            let seat = seat?;
            let lines = match self.numbers[edge] {
                Some(number) => vec![number.to_string()],
                None => self.wordings[edge].get(seat.wording)?.lines.clone(),
            };
            Some(Label {
                rect: seat.rect,
                lines,
                price: seat.price,
                on_line: seat.on_line,
                disc: self.numbers[edge].is_some(),
                anchor: seat.anchor,
            })
        };
        (ink.titles, seats.into_iter().enumerate().map(label).collect())
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
        let left = area.x0 + self.plan.pad;
        let right = (area.x1 - self.plan.pad - width).max(left);
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
            if hits + others == 0 {
                break;
            }
        }
        self.effort.spend(ink.lines.len());
        best.1
    }

    /// The best places of a label, priced against all that does not move.
    fn priced(&self, edge: usize, ink: &Ink) -> Vec<Seat> {
        let mut seats = self.candidates(edge);
        seats.sort_by(|a, b| a.price.total_cmp(&b.price));
        seats.truncate(MOST[usize::from(self.effort.is_past(60))]);
        let (mut good, mut tried) = (0, 0);
        for seat in &mut seats {
            seat.price += self.faults(edge, seat, ink);
            good += usize::from(seat.price < 40.0);
            tried += 1;
            if good >= ENOUGH {
                break;
            }
        }
        self.effort.spend(tried * (ink.lines.len() + self.rects.len() + 20));
        seats.truncate(tried);
        seats.sort_by(|a, b| a.price.total_cmp(&b.price));
        seats.truncate(60);
        seats
    }

    /// All places, priced by how well they sit on the edge.
    fn candidates(&self, edge: usize) -> Vec<Seat> {
        let line = EDGE.line();
        let sizes: Vec<(f64, f64)> = match self.numbers[edge] {
            Some(number) => vec![disc_size(number)],
            None => self.wordings[edge]
                .iter()
                .map(|words| (words.width + 0.6, real(words.lines.len()) * line))
                .collect(),
        };
        let way = &self.ways[edge];
        let total: f64 = way.windows(2).map(|pair| pair[0].way(pair[1])).sum();
        let fan = self.source.edges[edge].fan.is_some();
        let mut seats = Vec::new();
        for (wording, size) in sizes.into_iter().enumerate() {
            let mut done = 0.0;
            for (index, pair) in way.windows(2).enumerate() {
                let length = pair[0].way(pair[1]);
                let stem = if fan && index > 0 { 4.0 } else { 0.0 };
                let (from, to) = (pair[0], pair[1]);
                let along = Along { from, to, length, done, total, size, wording, stem };
                if self.numbers[edge].is_some() {
                    along.discs(&mut seats);
                } else {
                    along.places(&mut seats);
                }
                done += length;
            }
        }
        seats
    }

    /// What a label collides with.
    fn faults(&self, edge: usize, seat: &Seat, ink: &Ink) -> f64 {
        let rect = &seat.rect;
        let slim = match self.numbers[edge] {
            Some(_) => *rect,
            None => Rect::new(rect.x0 - 0.6, rect.y0 + 0.8, rect.x1 + 0.6, rect.y1 - 0.4),
        };
        let wide = rect.grown(1.2, 0.0);
        let mut price = 0.0;
        price += 1000.0 * real(self.rects.iter().filter(|r| wide.meets(r)).count());
        if price > 0.0 {
            return price;
        }
        price += 1000.0 * real(ink.titles.iter().filter(|t| slim.meets(&t.rect)).count());
        let mut own = 0;
        for (other, line) in &ink.lines {
            if slim.meets(line) {
                own += usize::from(*other == edge);
                price += match *other == edge {
                    true if seat.on_line => 0.0,
                    true => 120.0,
                    false => 250.0,
                };
            }
        }
        if seat.on_line && own > 1 {
            price += 200.0;
        }
        for (other, head) in &ink.heads {
            if slim.meets(head) && (*other != edge || seat.on_line) {
                price += 200.0;
            }
        }
        for frame in self.frames {
            let inside = frame.grown(-1.0, -0.5).holds(rect);
            if !inside && rect.grown(0.6, 0.0).meets(frame) {
                price += if seat.on_line { 120.0 } else { 60.0 };
            }
        }
        let rim = if self.numbers[edge].is_some() { 0.3 } else { 1.0 };
        let page = Rect::new(0.0, 0.0, self.size[0], self.size[1]).grown(-rim, 0.0);
        if page.holds(rect) { price } else { price + 1000.0 }
    }
}

/// Chooses one place per label so that no two collide, if there is a way.
fn settle(choices: &[Vec<Seat>], effort: &Effort) -> Vec<Option<Seat>> {
    let mut chosen: Vec<Option<Seat>> = vec![None; choices.len()];
    let good = |edge: usize| choices[edge].iter().filter(|c| c.price < 40.0).count();
    let mut order: Vec<usize> =
        (0..choices.len()).filter(|&edge| !choices[edge].is_empty()).collect();
    order.sort_by_cached_key(|&edge| good(edge));
    for _ in 0..4 {
        let mut changed = false;
        for &edge in &order {
            let mut best: Option<Seat> = None;
            for seat in &choices[edge] {
                if best.as_ref().is_some_and(|best| seat.price >= best.price) {
                    break;
                }
                let wide = seat.rect.grown(2.0, 0.0);
                let meets = |(other, label): &(usize, &Option<Seat>)| {
                    *other != edge && label.as_ref().is_some_and(|l| wide.meets(&l.rect))
                };
                let hits = chosen.iter().enumerate().filter(meets).count();
                effort.spend(choices.len());
                let price = seat.price + 600.0 * real(hits);
                if best.as_ref().is_none_or(|best| price < best.price) {
                    best = Some(Seat { price, ..*seat });
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
