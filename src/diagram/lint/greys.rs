//! `figure-grey`: fills that carry a meaning and print as one grey.
//!
//! The rule is described in the documentation of the linter.

use std::collections::BTreeMap;

use super::boxes::Role;
use super::sheet::{Area, Sheet};
use super::tone::Tone;
use super::{Fault, Rules};
use crate::limits;

/// Strength of colour up to which a fill that is nearly paper is a tint: no
/// channel stands further above another, from 0 to 1.
const TINT: f64 = 0.1;
/// Sides in points under which a shape is a rule or a tick, and under which a
/// triangle is an arrow head.
const RULE: f64 = 3.0;
const HEAD: f64 = 8.0;
/// Strokes of one path from which they are a hatching, and how far they may reach
/// out of the shape, in points.
const HATCHES: usize = 4;
const HATCH_REACH: f64 = 0.6;
/// Share of the canvas from which a shape is its background.
const BACKGROUND: f64 = 0.6;

/// Shapes that are read as the same kind of mark.
#[derive(Debug, Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// Straight sides and their number; a box with round corners has four.
    Corners(usize),
    /// A bar whose ends are half circles.
    Pill,
    /// A circle or an ellipse.
    Round,
    /// Any other shape, by its straight pieces and its curves.
    Free(usize, usize),
}

/// What two fills are compared within: marks of series, boxes and other marks, and
/// parts of boxes.
#[derive(Debug, Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Series,
    Mark,
    Detail,
}

/// A fill that may carry a meaning.
struct Fill<'a> {
    tone: Tone,
    /// Of marks of a series, which one.
    series: &'a str,
    area: &'a Area,
}

/// Fills of one kind of mark that cannot be told apart in grey.
pub(super) fn grey(rules: &Rules) -> Vec<Fault> {
    let sheet = rules.sheet;
    let mut classes: BTreeMap<(Kind, Form), Vec<Fill>> = BTreeMap::new();
    for (index, area) in sheet.areas.iter().enumerate() {
        let Some(tone) = tone(rules, index, area) else { continue };
        let (kind, series) = match area.name.role() {
            Role::Series(series) => (Kind::Series, series),
            Role::Node | Role::Note | Role::Edge | Role::Mark | Role::Other => {
                (Kind::Mark, "")
            }
            Role::Detail => (Kind::Detail, ""),
            Role::Group | Role::Lettering => continue,
        };
        if kind != Kind::Series && is_tint(tone) {
            continue;
        }
        let fills = classes.entry((kind, form(area))).or_default();
        let is_known = |fill: &Fill| fill.tone == tone && fill.series == series;
        if !fills.iter().take_while(|_| sheet.pays(1)).any(is_known) {
            fills.push(Fill { tone, series, area });
        }
    }
    let mut found = Vec::new();
    for ((kind, _), fills) in &classes {
        for (index, fill) in fills.iter().enumerate() {
            let mut others = fills.iter().take(index).take_while(|_| sheet.pays(1));
            let twin = others.find(|other| {
                let apart = *kind != Kind::Series || other.series != fill.series;
                let step = (other.tone.lightness() - fill.tone.lightness()).abs();
                apart && other.tone.differs(fill.tone) && step < limits::FIGURE_GREY_STEP
            });
            found.extend(twin.map(|twin| fault(fill, twin)));
        }
    }
    found
}

fn fault(fill: &Fill, twin: &Fill) -> Fault {
    let step = (fill.tone.lightness() - twin.tone.lightness()).abs();
    let (name, at) = (&fill.area.name, fill.area.bounds.center());
    let message = format!(
        "{} ({}) and {} ({}) are only {step:.0} L* apart in grey",
        name.called("one shape"),
        fill.tone,
        twin.area.name.called("another"),
        twin.tone
    );
    let hint = format!(
        "fills that mean different things differ by {} L*, or by a hatching",
        limits::FIGURE_GREY_STEP
    );
    Fault::error("figure-grey", name, at, message).hint(hint)
}

/// The colour of a mark as it is printed; nothing for what is no mark.
fn tone(rules: &Rules, index: usize, area: &Area) -> Option<Tone> {
    let sheet = rules.sheet;
    let coat = area.coat.as_ref().filter(|coat| coat.weighs())?;
    let tone = coat.plain()?;
    let (width, height) = (area.bounds.width(), area.bounds.height());
    let is_head = form(area) == Form::Corners(3) && width.max(height) < HEAD;
    let is_rule = width.min(height) < RULE;
    let whole = sheet.canvas.width() * sheet.canvas.height();
    let is_background = width * height > whole * BACKGROUND;
    let is_container = rules.boxes.is_container(index);
    if is_head || is_rule || is_background || is_container || is_hatched(sheet, area) {
        return None;
    }
    let middle = area.bounds.center();
    let is_plate = !area.stroked() && !sheet.stands_out(area, middle);
    let below = sheet.ground(middle, area.order).first().copied()?;
    (!is_plate).then(|| tone.over(below, coat.opacity))
}

/// Whether lines of one path are drawn across an area, as a pattern would.
fn is_hatched(sheet: &Sheet, area: &Area) -> bool {
    let lines = sheet.lines.iter().take_while(|_| sheet.pays(1));
    let inside = lines.filter(|line| {
        line.order > area.order && area.bounds.grown(HATCH_REACH).holds(&line.bounds)
    });
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for line in inside {
        *counts.entry(line.order).or_default() += 1;
    }
    counts.into_values().any(|count| count >= HATCHES)
}

/// Whether a fill is too near to paper to mean anything.
fn is_tint(tone: Tone) -> bool {
    tone.lightness() > 100.0 - limits::FIGURE_GREY_STEP && tone.colourfulness() <= TINT
}

fn form(area: &Area) -> Form {
    let [course] = area.outline.as_slice() else {
        return Form::Free(area.size(), area.outline.len());
    };
    let (lines, curves) = course.drawn;
    let box_area = area.bounds.width() * area.bounds.height();
    let share = if box_area > 0.0 { course.area().abs() / box_area } else { 0.0 };
    match (lines, curves) {
        (sides, 0) => {
            // A path may draw its last side or have it closed.
            let closed = course.points.windows(2).last().is_some_and(|p| p[0] == p[1]);
            Form::Corners(if closed { sides } else { sides + 1 })
        }
        (0, _) => Form::Round,
        (1..=4, 4 | 8) if share > 0.93 => Form::Corners(4),
        (1..=4, 4 | 8) => Form::Pill,
        _ => Form::Free(lines, curves),
    }
}

#[cfg(test)]
mod tests {
    use crate::diagram::lint::tests::broken;

    #[test]
    fn fills_mean_something_where_one_form_has_two() {
        let fills = |marks: &[(&str, &str)]| {
            let mark = |(index, (attributes, fill)): (usize, &(&str, &str))| {
                let x = 5 + 30 * index;
                format!(
                    "<rect {attributes} x='{x}' y='9' width='20' height='20' fill='{fill}' \
                     stroke='#000'/>"
                )
            };
            broken(&marks.iter().enumerate().map(mark).collect::<String>())
        };
        let grey = ["figure-grey"];
        assert_eq!(fills(&[("", "#777"), ("", "#888")]), grey);
        assert_eq!(fills(&[("", "#777"), ("", "#777")]), [""; 0], "one meaning");
        assert_eq!(fills(&[("", "#777"), ("rx='10'", "#888")]), [""; 0], "two forms");
        assert_eq!(fills(&[("", "#fff"), ("", "#dfe5ec")]), [""; 0], "tints");
        assert_eq!(fills(&[("", "#ffd6d6"), ("", "#d6ffd6")]), grey, "hues");
        assert_eq!(fills(&[("id='g-a'", "#777"), ("id='g-b'", "#888")]), [""; 0]);
        let series = [("id='b1-1'", "#fff"), ("id='b2-1'", "#eee")];
        assert_eq!(fills(&series), grey, "series");
        let one = [("id='b1-1'", "#fff"), ("id='b1-2'", "#eee")];
        assert_eq!(fills(&one), [""; 0], "one series");
        let panels = [("id='p1-b1-1'", "#fff"), ("id='p2-b2-1'", "#eee")];
        assert_eq!(fills(&panels), grey, "panels");
        let hatch = "<path d='M35 12L38 9M35 18L44 9M35 24L50 9M40 29L55 14M46 29L55 20' \
                     stroke='#000' stroke-width='0.3'/>";
        let bars = "<rect id='b1-1' x='5' y='9' width='20' height='20' fill='#fff'\
                    stroke='#000'/><rect id='b2-1' x='35' y='9' width='20' \
                    height='20' fill='#eee' stroke='#000'/>"
            .replace("'stroke", "' stroke");
        assert_eq!(broken(&format!("{bars}{hatch}")), [""; 0], "a hatching");
        assert_eq!(broken(&bars), grey);
    }
}
