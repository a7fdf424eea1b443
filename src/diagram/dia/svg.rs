//! Writes a scene as SVG on the profile that prints: no style sheets, text as
//! text with explicit baselines, an id on every element.

use std::fmt::Write;

use super::head::Head;
use super::outline::n;
use super::scene::Anchor;
use super::scene::{Mark, Paint, Scene, Shape};
use super::script::{Script, runs};
use super::shape::Rect;
use super::theme::MM;

/// The SVG of a scene.
pub(super) fn write(head: &Head, scene: &Scene) -> String {
    let [width, height] = scene.size;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}mm\" height=\"{}mm\" viewBox=\"0 0 {} {}\" role=\"img\">\n<title>{}</title>\n<desc>{}</desc>\n<g font-family=\"IBM Plex Sans Condensed\" stroke-linejoin=\"round\">\n",
        n(width / MM),
        n(height / MM),
        n(width),
        n(height),
        escaped(&head.title),
        escaped(&head.alt),
    );
    for mark in &scene.marks {
        write_mark(&mut out, mark);
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// Text with the signs of XML escaped, as content or in quotes.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Text as content, with its sub- and superscripts.
fn lettered(text: &str, size: f64) -> String {
    let mut out = String::new();
    let mut at = 0.0;
    for (script, run) in runs(text) {
        let shift = (script.drop() - at) * size;
        at = script.drop();
        if script == Script::Base && shift == 0.0 {
            out.push_str(&escaped(run));
            continue;
        }
        let small = match script {
            Script::Base => String::new(),
            _ => format!(" font-size=\"{}\"", n(size * Script::SIZE)),
        };
        let run = escaped(run);
        let _ = write!(out, "<tspan dy=\"{}\"{small}>{run}</tspan>", n(shift));
    }
    out
}

fn write_mark(out: &mut String, mark: &Mark) {
    let id = &mark.id;
    match &mark.shape {
        Shape::Frame { rect, radius, paint } => rectangle(out, id, rect, *radius, paint),
        Shape::Ground { rect, paint } => rectangle(out, id, rect, 0.0, paint),
        Shape::Disc { rect, paint } => {
            rectangle(out, id, rect, rect.height() / 2.0, paint);
        }
        Shape::Box { rect, radius, path: None, paint } => {
            rectangle(out, id, rect, *radius, paint);
        }
        Shape::Box { path: Some(path), paint, .. }
        | Shape::Detail { path, paint }
        | Shape::Wire { path, paint, .. } => {
            let _ = writeln!(out, "<path id=\"{id}\" d=\"{path}\"{}/>", painted(paint));
        }
        Shape::Group { by, marks } => {
            let (x, y) = (n(by.x), n(by.y));
            let _ = writeln!(out, "<g id=\"{id}\" transform=\"translate({x} {y})\">");
            for mark in marks {
                write_mark(out, mark);
            }
            out.push_str("</g>\n");
        }
        Shape::Words { text, at, anchor, face, .. } => {
            let anchor = match anchor {
                Anchor::Start => "",
                Anchor::Middle => " text-anchor=\"middle\"",
                Anchor::End => " text-anchor=\"end\"",
            };
            let _ = writeln!(
                out,
                "<text id=\"{id}\" x=\"{}\" y=\"{}\" font-size=\"{}\" font-weight=\"{}\" fill=\"{}\"{anchor}>{}</text>",
                n(at.x),
                n(at.y),
                n(face.size),
                face.weight,
                face.ink,
                lettered(text, face.size)
            );
        }
    }
}

fn rectangle(out: &mut String, id: &str, rect: &Rect, radius: f64, paint: &Paint) {
    let (x, y) = (n(rect.x0), n(rect.y0));
    let (width, height) = (n(rect.width()), n(rect.height()));
    let round =
        if radius > 0.0 { format!(" rx=\"{}\"", n(radius)) } else { String::new() };
    let paint = painted(paint);
    let _ = writeln!(
        out,
        "<rect id=\"{id}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{round}{paint}/>"
    );
}

fn painted(paint: &Paint) -> String {
    let mut text = format!(" fill=\"{}\"", paint.fill);
    if paint.stroke != "none" {
        let _ = write!(
            text,
            " stroke=\"{}\" stroke-width=\"{}\"",
            paint.stroke,
            n(paint.width)
        );
    }
    if !paint.dash.is_empty() {
        let _ = write!(text, " stroke-dasharray=\"{}\"", paint.dash);
    }
    text
}
