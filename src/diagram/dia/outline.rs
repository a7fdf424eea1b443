//! The shapes of boxes: their outlines, and where edges meet them.

use std::fmt::Write;

use super::kind::Kind;
use super::shape::{Point, Rect};
use super::theme::{EAR, RIM};

/// Number with at most two decimals, without trailing noughts.
pub(super) fn n(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.into() }
}

/// Radius of the ends of a pill.
pub(super) fn pill_radius(rect: &Rect) -> f64 {
    (rect.height() / 2.0).min(rect.width() / 2.0).min(13.0)
}

/// Radius of the corners of a state.
pub(super) const STATE: f64 = 7.0;

/// Where an edge at a place along a side meets the outline. Sides are right,
/// bottom, left, top.
pub(super) fn inset(kind: Kind, rect: &Rect, side: usize, at: f64) -> Point {
    let level = side.is_multiple_of(2);
    let (low, high) = if level { (rect.y0, rect.y1) } else { (rect.x0, rect.x1) };
    let at = at.clamp((low + 2.0).min(high), (high - 2.0).max(low));
    let by = match kind {
        Kind::Actor | Kind::Op | Kind::State | Kind::Start | Kind::End => {
            let radius = if kind == Kind::State { STATE } else { f64::INFINITY }
                .min(pill_radius(rect));
            let into = (radius - (at - low).min(high - at)).max(0.0);
            radius - (radius * radius - into * into).max(0.0).sqrt()
        }
        Kind::Store if !level => rim_inset((at - low) / (high - low).max(1.0)),
        Kind::Queue if level => rim_inset((at - low) / (high - low).max(1.0)),
        _ => 0.0,
    };
    match side {
        0 => Point::new(rect.x1 - by, at),
        1 => Point::new(at, rect.y1 - by),
        2 => Point::new(rect.x0 + by, at),
        _ => Point::new(at, rect.y0 + by),
    }
}

/// How far the rim of a cylinder lies inside its box at a share of its width.
/// The rim is a cubic curve; its parameter is the inverse of the smooth step.
fn rim_inset(share: f64) -> f64 {
    let t = 0.5 - ((1.0 - 2.0 * share.clamp(0.0, 1.0)).asin() / 3.0).sin();
    RIM - 4.0 * RIM * t * (1.0 - t)
}

/// Path of the outline of a store, queue or sheet, and of the line inside it.
pub(super) fn outline(kind: Kind, rect: &Rect) -> Option<(String, String)> {
    match kind {
        Kind::Store => Some(store(rect)),
        Kind::Queue => Some(queue(rect)),
        Kind::Data => Some(sheet(rect)),
        _ => None,
    }
}

fn store(r: &Rect) -> (String, String) {
    let (x0, x1, top, foot) = (n(r.x0), n(r.x1), n(r.y0 + RIM), n(r.y1 - RIM));
    let (above, below) = (n(r.y0 - RIM / 3.0), n(r.y1 + RIM / 3.0));
    let inner = n(r.y0 + RIM * 7.0 / 3.0);
    (
        format!(
            "M{x0} {top}C{x0} {above} {x1} {above} {x1} {top}V{foot}C{x1} {below} {x0} {below} {x0} {foot}Z"
        ),
        format!("M{x0} {top}C{x0} {inner} {x1} {inner} {x1} {top}"),
    )
}

fn queue(r: &Rect) -> (String, String) {
    let (y0, y1, start, end) = (n(r.y0), n(r.y1), n(r.x0 + RIM), n(r.x1 - RIM));
    let (before, behind) = (n(r.x0 - RIM / 3.0), n(r.x1 + RIM / 3.0));
    let inner = n(r.x1 - RIM * 7.0 / 3.0);
    (
        format!(
            "M{start} {y0}H{end}C{behind} {y0} {behind} {y1} {end} {y1}H{start}C{before} {y1} {before} {y0} {start} {y0}Z"
        ),
        format!("M{end} {y0}C{inner} {y0} {inner} {y1} {end} {y1}"),
    )
}

fn sheet(r: &Rect) -> (String, String) {
    let (x0, y0, x1, y1) = (n(r.x0), n(r.y0), n(r.x1), n(r.y1));
    let (fold_x, fold_y) = (n(r.x1 - EAR), n(r.y0 + EAR));
    (
        format!("M{x0} {y0}H{fold_x}L{x1} {fold_y}V{y1}H{x0}Z"),
        format!("M{fold_x} {y0}V{fold_y}H{x1}"),
    )
}

/// The path of a circle.
pub(super) fn circle(center: Point, radius: f64) -> String {
    let (y, r) = (n(center.y), n(radius));
    let (left, right) = (n(center.x - radius), n(center.x + radius));
    format!("M{left} {y}A{r} {r} 0 1 1 {right} {y}A{r} {r} 0 1 1 {left} {y}Z")
}

/// The path of a way with round corners and with bridges at the given places
/// of its level pieces: piece, x.
pub(super) fn way(
    points: &[Point],
    radius: f64,
    bridges: &[(usize, f64)],
    hop: f64,
) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return String::new();
    };
    let mut path = format!("M{} {}", n(first.x), n(first.y));
    for index in 1..points.len() {
        let (from, to) = (points[index - 1], points[index]);
        hops(&mut path, from, to, index - 1, bridges, hop);
        let Some(next) = points.get(index + 1) else { break };
        let r = radius.min(from.way(to) / 2.0).min(to.way(*next) / 2.0);
        let start = to.moved(to.towards(from), r);
        let end = to.moved(to.towards(*next), r);
        let _ = write!(
            path,
            "L{} {}Q{} {} {} {}",
            n(start.x),
            n(start.y),
            n(to.x),
            n(to.y),
            n(end.x),
            n(end.y)
        );
    }
    let _ = write!(path, "L{} {}", n(last.x), n(last.y));
    path
}

/// Half circles over the lines that a level piece crosses.
fn hops(
    path: &mut String,
    from: Point,
    to: Point,
    piece: usize,
    bridges: &[(usize, f64)],
    hop: f64,
) {
    let mut places: Vec<f64> =
        bridges.iter().filter(|(p, _)| *p == piece).map(|(_, x)| *x).collect();
    places.sort_by(f64::total_cmp);
    let forward = to.x > from.x;
    if !forward {
        places.reverse();
    }
    let way = if forward { hop } else { -hop };
    for x in places {
        let _ = write!(
            path,
            "L{} {}A{r} {r} 0 0 {} {} {}",
            n(x - way),
            n(from.y),
            u8::from(forward),
            n(x + way),
            n(from.y),
            r = n(hop)
        );
    }
}
