//! Figures as text: the author places boxes in a grid of words, everything
//! else is computed.
//!
//! ```text
//! flow full
//! title Serving path
//! alt   The app asks the gateway, which asks the ranker.
//! grid
//!   Serving | app gw rank
//! app  = App [actor]
//! gw   = Gateway | 4 replicas
//! rank = Ranker [model]
//! app => gw => rank : 40 ms
//! ```
//!
//! * `flow full | side | half | <n>mm`: the width it is drawn for; `title`, `alt`
//!   (repeatable) and `kind = topology` say what it is.
//! * `grid`: one row per line, indented; a word is a box, `.` is free, a word
//!   repeated over a rectangle is one box. `Name |` before a row begins a lane,
//!   `" |` continues it. `grid half` is the placement under 130 mm.
//! * `id = Label | sublabel [kind]`, with the kinds service, store, queue, actor,
//!   model, data, op, note; `\` breaks a line; `x_t`, `10^6`, `w_{t+1}` are scripts.
//! * `group Name = a b c`; a group whose boxes all belong to another lies in it.
//! * Edges: `->` in the request, `=>` main path, `~>` background, `..>`
//!   feedback, `--` without head, `<->` both ways; chains `a -> b -> c`; fans
//!   `a -> b, c` share a stem; `a.r -> b.t` name sides; an end may be the name of
//!   a group; behind ` : ` stands the label.
//! * `#` begins a comment, at the start of a line or between spaces.
//!
//! Steps: `parse` reads the lines, `plan` places them on a grid, `sheet`
//! measures columns and rows, `route` finds the way of every edge, `wires`
//! and `nudge` lay lines beside each other, `label` finds places for text
//! and `room` makes some, `paint` makes a scene, `lint` judges it, and
//! `svg` writes it.

mod grid;
mod label;
mod layout;
mod link;
mod lint;
mod measure;
mod model;
mod nudge;
mod outline;
mod paint;
mod parse;
mod plan;
mod room;
mod route;
mod scene;
mod script;
mod shape;
mod sheet;
mod svg;
mod theme;
mod traffic;
mod wires;
mod wrap;

pub(super) use measure::{Faces, Measure};
pub(super) use model::{Problem, Role};

use measure::Ruler;
use model::{Grid, Source};
use theme::{MM, NARROW_MM};

/// A finished drawing.
#[derive(Debug, Clone)]
pub(super) struct Drawing {
    /// The drawing as SVG, in points, with its text as text.
    pub svg: String,
    /// What it is called in lists.
    pub title: String,
    /// What it shows, for readers who cannot see it.
    pub alt: String,
    /// What it shows by kind, one of [`SUBJECTS`].
    pub kind: Option<String>,
    /// Its width in points.
    pub width_pt: f64,
    /// Its height in points.
    pub height_pt: f64,
    /// What is drawn but not well.
    pub findings: Vec<Problem>,
}

/// Draws a source at a width in points. Under 130 mm the placement `grid half`
/// is taken where there is one.
///
/// # Errors
/// All problems of the source, in its order, each with its bytes; or that it
/// does not fit.
pub(super) fn draw(
    source: &str,
    measure: &dyn Measure,
    width_pt: f64,
) -> Result<Drawing, Vec<Problem>> {
    let parse::Parsed { mut source, mut problems, sound } = parse::parse(source);
    check_signs(&source, measure, &mut problems);
    let narrow = width_pt < NARROW_MM * MM;
    let grids =
        [&source.grid, &source.narrow].map(|grid| grid.as_ref().filter(|_| sound));
    let mut plans =
        grids.map(|grid| grid.and_then(|grid| place(&source, grid, &mut problems)));
    if !problems.is_empty() {
        problems.sort_by_key(|problem| problem.at.start);
        return Err(problems);
    }
    let second = plans[1].take().filter(|_| narrow);
    let Some(plan) = second.or_else(|| plans[0].take()) else {
        return Err(vec![Problem::new(0..0, "the figure has no `grid`")]);
    };
    plan::aim(&mut source, &plan);
    let ruler = Ruler::new(measure);
    let layout = layout::lay_out(&source, &plan, &ruler, width_pt)
        .map_err(|problem| vec![problem])?;
    let scene = paint::paint(&source, &plan, &ruler, &layout);
    let mut findings = lint::lint(&scene);
    if let Some(wants) = layout.wants.filter(|_| !findings.is_empty()) {
        let (wants, has) = ((wants / MM).ceil(), (width_pt / MM).round());
        let message =
            format!("labels have no room: they need {wants} mm, there are {has} mm");
        findings.push(
            Problem::new(source.role_at.clone(), message)
                .hint("shorten labels, or leave a column free between the boxes"),
        );
    }
    Ok(Drawing {
        svg: svg::write(&source, &scene),
        kind: source.subject.clone(),
        width_pt: scene.size[0],
        height_pt: scene.size[1],
        findings,
        title: source.title,
        alt: source.alt,
    })
}

/// The width that a source names; the whole measure if it names none.
pub(super) fn role(source: &str) -> Role {
    parse::parse(source).source.role.unwrap_or(Role::Full)
}

fn place(
    source: &Source,
    grid: &Grid,
    problems: &mut Vec<Problem>,
) -> Option<plan::Plan> {
    plan::place(source, grid).map_err(|wrong| problems.extend(wrong)).ok()
}

/// Every sign of a label has a glyph.
fn check_signs(source: &Source, measure: &dyn Measure, problems: &mut Vec<Problem>) {
    let nodes = source
        .nodes
        .iter()
        .flat_map(|n| [(&n.label, &n.at), (&n.sublabel, &n.at)]);
    let groups = source.groups.iter().map(|g| (&g.title, &g.at));
    let edges = source.edges.iter().map(|e| (&e.label, &e.at));
    let grids = [&source.grid, &source.narrow].into_iter().flatten();
    let lanes = grids
        .flat_map(|g| &g.rows)
        .filter_map(|r| Some((r.lane.as_ref()?, &r.at)));
    for (text, at) in nodes.chain(groups).chain(edges).chain(lanes) {
        let missing = |c: &char| !c.is_whitespace() && !measure.covers(*c);
        if let Some(sign) = text.chars().find(missing) {
            let message = format!("the font has no glyph for `{sign}`");
            problems.push(Problem::new(at.clone(), message).hint("write it in words"));
        }
    }
}

#[cfg(test)]
mod tests;
