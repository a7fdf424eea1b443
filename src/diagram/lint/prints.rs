//! `figure-raster` and `figure-canvas`: what is lost on the way to the paper.

use super::places::Name;
use super::plane::{Point, Rect};
use super::sheet::Area;
use super::{Fault, Rules};
use crate::limits;

/// Bitmaps, and words that become pictures.
pub(super) fn raster(rules: &Rules) -> Vec<Fault> {
    let fault = |loss: &super::sheet::Loss| {
        let message = format!("{} {}", loss.name.called("a part"), loss.what);
        Fault::error("figure-raster", &loss.name, loss.at, message)
            .hint("draw it with shapes and set its words as `<text>`")
    };
    rules.sheet.losses.iter().map(fault).collect()
}

/// Ink outside the drawing.
pub(super) fn canvas(rules: &Rules) -> Vec<Fault> {
    let sheet = rules.sheet;
    let mut found: Vec<Fault> = Vec::new();
    let mut judge = |name: &Name, called: String, ink: Rect| {
        let by = sheet.canvas.exceeded(&ink);
        let known = found
            .last()
            .is_some_and(|last| !name.id.is_empty() && last.id == name.id);
        if by > limits::FIGURE_BLEED_PT && !known {
            let message = format!("{called} leaves the drawing by {by:.1} pt");
            let at = clamped(ink.center(), &sheet.canvas);
            found.push(
                Fault::error("figure-canvas", name, at, message)
                    .hint("move it inside, or make the `viewBox` larger"),
            );
        }
    };
    for words in sheet.texts.iter().filter(|words| !words.pieces.is_empty()) {
        judge(&words.name, words.called(), words.bounds);
    }
    let is_seen = |area: &Area| {
        let middle = clamped(area.bounds.center(), &sheet.canvas);
        area.stroked() || sheet.stands_out(area, middle)
    };
    for area in sheet.areas.iter().filter(|area| is_seen(area)) {
        let ink = area.bounds.grown(area.stroke / 2.0);
        judge(&area.name, area.name.called("a shape"), ink);
    }
    for line in &sheet.lines {
        let ink = line.bounds.grown(line.width / 2.0);
        judge(&line.name, line.name.called("a line"), ink);
    }
    found
}

fn clamped(p: Point, canvas: &Rect) -> Point {
    Point::new(p.x.clamp(canvas.x0, canvas.x1), p.y.clamp(canvas.y0, canvas.y1))
}
