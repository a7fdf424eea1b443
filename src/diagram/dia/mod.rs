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
//!   `" |` continues it. `grid half` is the placement under 130 mm; without it
//!   columns become rows where they do not fit.
//! * `id = Label | sublabel [kind]`, with the kinds service, store, queue, actor,
//!   model, data, op, note, state, start, end; `\` breaks a line; `x_t`, `10^6`,
//!   `w_{t+1}` are scripts.
//! * `group Name = a b c`; a group whose boxes all belong to another lies in it.
//! * `before a b c`: an earlier panel has these boxes; they are grey, and so are the
//!   lines between them.
//! * Edges: `->` in the request, `=>` main path, `~>` background, `..>`
//!   feedback, `--` without head, `<->` both ways; chains `a -> b -> c`; fans
//!   `a -> b, c` share a stem; loops `a -> a`; `a.r -> b.t` name sides; an end may
//!   be the name of a group; behind ` : ` stands the label, once.
//! * `labels numbered` prints numbers with a list at the foot, `legend` explains
//!   the strokes.
//! * `#` begins a comment, at the start of a line or between spaces.
//!
//! Steps: `parse` reads the lines, `plan` places them on a grid, `sheet`
//! measures columns and rows, `route` finds the way of every edge, `wires`
//! and `nudge` lay lines beside each other, `label` finds places for text
//! and `room` makes some, `paint` makes a scene, and `svg` writes it.

mod flow;
mod head;
mod kind;
mod marks;
mod measure;
mod model;
mod node;
mod outline;
mod panels;
mod plot;
mod reader;
mod scene;
mod script;
mod seq;
mod shape;
mod stroke;
mod svg;
mod theme;
mod timeline;
mod values;
mod wrap;

pub(crate) use head::{Engine, Head};
pub(crate) use measure::{Faces, Measure, Plans};
pub(crate) use model::{Problem, Role, SUBJECTS};
pub(crate) use values::{Values, filled, mentions};

use std::collections::BTreeMap;
use std::ops::Range;

use measure::Ruler;
use reader::{Line, Reader};
use scene::Scene;

/// A finished drawing.
#[derive(Debug, Clone)]
pub(crate) struct Drawing {
    /// The drawing as SVG, in points, with its text as text.
    pub svg: String,
    /// Its width in points.
    pub width_pt: f64,
    /// Its height in points.
    pub height_pt: f64,
    /// The bytes of the source that made each element, by its id.
    pub places: Vec<(String, Range<usize>)>,
}

/// The body of a figure, read and sound.
trait Body: std::fmt::Debug {
    /// Every text with its place.
    fn texts(&self) -> Vec<(&str, &Range<usize>)>;

    /// The boxes by name, with their label and second line.
    fn boxes(&self) -> Vec<(&str, [&str; 2])> {
        Vec::new()
    }

    /// Hears what boxes said in earlier drawings of a series, so that words which are
    /// new in a box that was there before do not look old.
    fn compare(&mut self, _earlier: &BTreeMap<&str, [&str; 2]>) {}

    /// Puts printed values in place of the quantities that labels name.
    fn fill(&mut self, values: &dyn Values);

    /// Draws at a width in points.
    ///
    /// # Errors
    /// It does not fit, or its data cannot be had.
    fn draw(
        self: Box<Self>,
        ruler: &Ruler,
        values: &dyn Values,
        width: f64,
    ) -> Result<Scene, Vec<Problem>>;
}

/// Reads the lines of a body. What is wrong goes to the reader; nothing comes
/// back if it cannot be drawn.
fn read_body<'a>(
    reader: &mut Reader<'a>,
    head: &Head,
    lines: &[Line<'a>],
) -> Option<Box<dyn Body>> {
    match head.engine {
        Engine::Flow => flow::read(reader, head, lines),
        Engine::Seq => seq::read(reader, head, lines),
        Engine::Timeline => timeline::read(reader, head, lines),
        Engine::Plot => plot::read(reader, head, lines),
        Engine::Panels => panels::read(reader, head, lines),
    }
}

/// A label as written, with the bytes of its line.
pub(crate) type Label = (String, Range<usize>);

/// Reads a source without drawing it: what it says of itself, and its labels.
///
/// # Errors
/// All problems of the source, in its order, each with its bytes.
pub(crate) fn check(
    source: &str,
    measure: &dyn Measure,
) -> Result<(Head, Vec<Label>), Vec<Problem>> {
    let (head, body) = read(source, measure)?;
    let own = |(text, at): (&str, &Range<usize>)| (text.to_string(), at.clone());
    let labels = body.texts().into_iter().map(own).collect();
    Ok((head, labels))
}

/// Draws a source at a width in points.
///
/// # Errors
/// All problems of the source, in its order, each with its bytes; or that it
/// does not fit.
pub(crate) fn draw(
    source: &str,
    measure: &dyn Measure,
    values: &dyn Values,
    width_pt: f64,
) -> Result<Drawing, Vec<Problem>> {
    let (mut head, mut body) = read(source, measure)?;
    head.fill(values);
    body.fill(values);
    let scene = body.draw(&Ruler::new(measure), values, width_pt)?;
    Ok(Drawing {
        svg: svg::write(&head, &scene),
        width_pt: scene.size[0],
        height_pt: scene.size[1],
        places: scene.places(),
    })
}

fn read(
    source: &str,
    measure: &dyn Measure,
) -> Result<(Head, Box<dyn Body>), Vec<Problem>> {
    let mut reader = Reader::new(source);
    let (head, lines) = head::read(&mut reader);
    let body = read_body(&mut reader, &head, &lines);
    if let Some(body) = body.as_deref() {
        check_signs(body, measure, &mut reader);
    }
    let mut problems = reader.problems;
    match body {
        Some(body) if problems.is_empty() => Ok((head, body)),
        _ => {
            problems.sort_by_key(|problem| problem.at.start);
            Err(problems)
        }
    }
}

/// Every sign of a label has a glyph.
fn check_signs(body: &dyn Body, measure: &dyn Measure, reader: &mut Reader) {
    let missing = |c: &char| !c.is_whitespace() && !measure.covers(*c);
    for (text, at) in body.texts() {
        if let Some(sign) = text.chars().find(missing) {
            let message = format!("the font has no glyph for `{sign}`");
            reader.add(Problem::new(at.clone(), message).hint("write it in words"));
        }
    }
}

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
