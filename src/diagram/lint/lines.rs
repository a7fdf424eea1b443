//! `figure-line-text`, `figure-line-box` and `figure-line-line`: lines through
//! texts, through boxes and on one another.

use super::boxes::Role;
use super::plane::{Point, Rect, Segment};
use super::sheet::{Area, Line, Piece, Sheet, Words};
use super::touch::{air, strikes};
use super::{Fault, Rules};
use crate::limits;

/// How far outside a box a line may end that belongs to it, in points.
const ON_BOX: f64 = 0.6;
/// Lines of one length side by side from which they are a grid.
const GRID: usize = 3;
/// Places along a straight piece of a line where it is inside a box or not.
const PROBES: u32 = 20;
/// Sine of the angle up to which two lines run the same way.
const PARALLEL: f64 = 0.03;

/// Lines through texts that no plate keeps off them.
pub(super) fn line_text(rules: &Rules) -> Vec<Fault> {
    let sheet = rules.sheet;
    let mut found = Vec::new();
    for words in &sheet.texts {
        for line in &sheet.lines {
            if !sheet.pays(1) {
                return found;
            }
            if !line.bounds.meets(&words.bounds.grown(air(line.width))) {
                continue;
            }
            let struck = |piece: &&Piece| crosses(sheet, line, words, piece);
            let Some(piece) = words.pieces.iter().find(struck) else { continue };
            let message = format!(
                "{} is crossed by {}",
                words.called(),
                line.name.called("a line")
            );
            let at = piece.ink.center;
            found.push(Fault::error("figure-line-text", &words.name, at, message).hint(
                "move the text or the line, or lay a plate of the colour of the \
                     ground between them",
            ));
        }
    }
    found
}

fn crosses(sheet: &Sheet, line: &Line, words: &Words, piece: &Piece) -> bool {
    let kept_off =
        || piece.halo.is_some() || sheet.hidden(&piece.bounds, line.order, words.order);
    line.bounds.meets(&piece.bounds.grown(air(line.width)))
        && sheet.pays(line.course.points.len())
        && strikes(sheet, words, piece, line.course.segments(), line.width)
        && (line.order > words.order || !kept_off())
}

fn pieces_near(line: &Line, near: &Rect) -> impl Iterator<Item = Segment> {
    let near = *near;
    line.course.segments().filter(move |segment| near.touches(*segment))
}

/// Lines that run through boxes which they do not belong to.
pub(super) fn line_box(rules: &Rules) -> Vec<Fault> {
    let sheet = rules.sheet;
    let mut found = Vec::new();
    let boxes = rules.boxes.inner.iter().filter_map(|index| sheet.areas.get(*index));
    let boxes: Vec<&Area> = boxes.collect();
    for line in sheet.lines.iter().filter(|line| is_wire(line)) {
        for area in &boxes {
            if !sheet.pays(1) {
                return found;
            }
            let inner = area.bounds.grown(-limits::FIGURE_BOX_EDGE_PT);
            let empty = inner.width() <= 0.0 || inner.height() <= 0.0;
            if empty || !line.bounds.meets(&inner) {
                continue;
            }
            let length = length_in(sheet, line, area, &inner);
            if length <= limits::FIGURE_LINE_IN_BOX_PT {
                continue;
            }
            if belongs(line, area) || is_grid(sheet, line) {
                continue;
            }
            let wire = line.name.called("a line");
            let shape = area.name.called("a box");
            let way = if area.order > line.order && area.covers() {
                "under"
            } else {
                "through"
            };
            let message = format!("{wire} runs {length:.1} pt {way} {shape}");
            let at = area.bounds.center();
            found.push(
                Fault::error("figure-line-box", &line.name, at, message)
                    .hint("lead the line around the box, or end it at its edge"),
            );
        }
    }
    found
}

/// How far a line runs inside a box that need not be square.
fn length_in(sheet: &Sheet, line: &Line, area: &Area, inner: &Rect) -> f64 {
    if !sheet.pays(line.course.points.len()) {
        return 0.0;
    }
    let within = pieces_near(line, inner).filter_map(|segment| inner.clipped(segment));
    let length = |(a, b): Segment| {
        let share = |probe: u32| (f64::from(probe) + 0.5) / f64::from(PROBES);
        let probes = (0..PROBES).map(|probe| a.moved(a.to(b), share(probe)));
        let inside = probes.filter(|p| sheet.pays(area.size()) && area.has(*p));
        let weight = a.to(b).length() / f64::from(PROBES);
        inside.map(|_| weight).sum::<f64>()
    };
    within.map(length).sum()
}

/// Whether a line may be a connection: its id says so, or says nothing. A lifeline
/// (`e-life…`) goes on under what lies on it.
fn is_wire(line: &Line) -> bool {
    let role = line.name.role();
    let lives = line.name.bare().starts_with("e-life");
    matches!(role, Role::Edge | Role::Other) && !lives
}

/// Whether a line is a detail of a box, or ends under it.
fn belongs(line: &Line, area: &Area) -> bool {
    let Some((start, end)) = line.course.ends() else { return false };
    let around = area.bounds.grown(ON_BOX);
    let ends = [around.has(start), around.has(end)];
    let covered = area.order > line.order && area.covers();
    match ends {
        [true, true] => true,
        [true, false] | [false, true] => covered,
        [false, false] => false,
    }
}

/// Whether a line without a telling id is one of a grid: straight, upright or
/// level, and one of several with the same ends.
fn is_grid(sheet: &Sheet, line: &Line) -> bool {
    let extent = |line: &Line| {
        let bounds = line.bounds;
        let straight = line.course.points.len() == 2 && line.name.role() == Role::Other;
        if straight && bounds.width() < 0.1 {
            Some((true, bounds.y0, bounds.y1))
        } else if straight && bounds.height() < 0.1 {
            Some((false, bounds.x0, bounds.x1))
        } else {
            None
        }
    };
    let Some((upright, from, to)) = extent(line) else { return false };
    let alike = sheet.lines.iter().take_while(|_| sheet.pays(1)).filter(|other| {
        extent(other).is_some_and(|(way, a, b)| {
            way == upright && (a - from).abs() < 0.5 && (b - to).abs() < 0.5
        })
    });
    alike.take(GRID).count() == GRID
}

/// Connections that run on one another, unless they fan out from one stem.
pub(super) fn line_line(rules: &Rules) -> Vec<Fault> {
    let sheet = rules.sheet;
    let wires = sheet.lines.iter().filter(|line| line.name.role() == Role::Edge);
    let wires: Vec<(&Line, Option<&str>)> = wires.map(|line| (line, fan(line))).collect();
    let mut found = Vec::new();
    for (index, (wire, own_fan)) in wires.iter().enumerate() {
        for (other, fan) in wires.iter().skip(index + 1) {
            if !sheet.pays(1) {
                return found;
            }
            let reach = (wire.width + other.width) / 2.0;
            let near = wire.bounds.grown(reach);
            let is_kin = own_fan.is_some() && own_fan == fan;
            if !near.meets(&other.bounds) || is_kin || wire.name == other.name {
                continue;
            }
            let Some((at, length)) = together(sheet, wire, other, reach) else {
                continue;
            };
            if length <= limits::FIGURE_LINES_TOGETHER_PT {
                continue;
            }
            let (a, b) = (wire.name.called("a line"), other.name.called("another"));
            let message = format!("{a} runs on {b} for {length:.1} pt");
            found.push(Fault::error("figure-line-line", &wire.name, at, message).hint(
                "lead one of them beside the other; lines of one fan end their \
                     ids with the same `-f1`",
            ));
        }
    }
    found
}

/// The number of the fan that a line is of.
fn fan(line: &Line) -> Option<&str> {
    let (_, number) = line.name.id.rsplit_once("-f")?;
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    is_number.then_some(number)
}

/// Where two lines first run on one another, and how far in all.
fn together(sheet: &Sheet, a: &Line, b: &Line, reach: f64) -> Option<(Point, f64)> {
    let mut first = None;
    let mut length = 0.0;
    let shared = a.bounds.grown(reach).shared(&b.bounds.grown(reach))?;
    if !sheet.pays(a.course.points.len() + b.course.points.len()) {
        return None;
    }
    let others: Vec<Segment> = pieces_near(b, &shared).collect();
    for own in pieces_near(a, &shared) {
        if !sheet.pays(others.len()) {
            break;
        }
        for other in &others {
            let run = run(own, *other, reach);
            if run > 0.0 {
                first.get_or_insert(own.0.moved(own.0.to(own.1), 0.5));
                length += run;
            }
        }
    }
    Some((first?, length))
}

/// How far one straight piece runs on another.
fn run(own: Segment, other: Segment, reach: f64) -> f64 {
    let (way, across) = (own.0.to(own.1), other.0.to(other.1));
    let (length, width) = (way.length(), across.length());
    if length <= 0.0 || width <= 0.0 {
        return 0.0;
    }
    if way.cross(across).abs() > PARALLEL * length * width {
        return 0.0;
    }
    let place = |p: Point| own.0.to(p).dot(way) / length;
    let (a, b) = (place(other.0), place(other.1));
    let run = a.max(b).min(length) - a.min(b).max(0.0);
    let middle = other.0.moved(across, 0.5);
    let apart = way.cross(own.0.to(middle)).abs() / length;
    if apart < reach { run.max(0.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use crate::diagram::lint::tests::broken;

    #[test]
    fn grids_details_and_lifelines_run_where_they_have_to() {
        let node = "<rect x='60' y='30' width='50' height='20' fill='#fff' \
                    stroke='#000'/><text x='68' y='43'>store</text>";
        let line = |d: &str| format!("<path d='{d}' stroke='#000' fill='none'/>");
        let through = line("M70 9V90");
        assert_eq!(broken(&format!("{through}{node}")), ["figure-line-box"]);
        let grid: String = ["M70 9V90", "M90 9V90", "M130 9V90"].map(line).concat();
        assert_eq!(broken(&format!("{grid}{node}")), [""; 0], "a grid");
        let rim = line("M60 33C60 38 110 38 110 33");
        assert_eq!(broken(&format!("{node}{rim}")), [""; 0], "a rim");
        let life = "<path id='e-life.store' d='M70 9V90' stroke='#000'/>";
        let note = node.replace("<rect", "<rect id='n-note.1'");
        assert_eq!(broken(&format!("{life}{note}")), [""; 0], "a lifeline");
        let round = "<circle cx='85' cy='50' r='25' fill='none' stroke='#000'/>\
                     <text x='75' y='53'>store</text>";
        let past = line("M55 40L75 20");
        assert_eq!(broken(&format!("{round}{past}")), [""; 0], "past a round");
        assert_eq!(
            broken(&format!("{round}{}", line("M55 60H120"))),
            ["figure-line-box"]
        );
        let frame = "<rect x='40' y='10' width='90' height='60' fill='#f7f3ea' \
                     stroke='#000'/>";
        let to = line("M20 40H60");
        assert_eq!(broken(&format!("{frame}{to}{node}")), [""; 0], "a container");
    }
}
