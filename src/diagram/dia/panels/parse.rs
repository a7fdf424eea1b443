//! The lines of a figure of panels.

use super::super::head::{Engine, Head};
use super::super::model::Problem;
use super::super::reader::{Line, Reader};
use super::super::{Body, read_body};
use super::{Panel, Panels};

/// Words that begin a line.
const KEYWORDS: [&str; 5] = ["panel", "across", "panels", "title", "alt"];
/// Panels that a figure may have, and how much wider than others one may be.
const MOST: usize = 24;
const WIDEST: f64 = 6.0;

/// Reads the body of a figure. What is wrong goes to the reader.
pub(super) fn parse<'a>(
    reader: &mut Reader<'a>,
    head: &Head,
    lines: &[Line<'a>],
) -> Panels {
    let source = reader.source().to_string();
    let mut out = Panels { source, panels: Vec::new(), across: None };
    let mut count = 0;
    let mut rest = lines;
    while let Some((line, behind)) = rest.split_first() {
        let inner = behind.iter().take_while(|l| l.indent > line.indent).count();
        let (children, next) = behind.split_at(inner);
        let (word, text) = line.split();
        match word {
            "panel" => {
                count += 1;
                out.panels.extend(panel(reader, head, (line.text, text), children));
            }
            "across" => out.across = across(reader, line.text, text),
            _ => reader.unknown(
                word,
                format!("cannot read a line that begins with `{word}`"),
                KEYWORDS,
                "a figure of panels has lines `panel Name`, each with a source below it, indented",
            ),
        }
        rest = next;
    }
    if count == 0 {
        let problem = Problem::new(0..0, "the figure has no panels")
            .hint("write `panel Name` and below it a source, indented");
        reader.add(problem);
    }
    if count > MOST {
        let message = format!("{count} panels are too many for one figure");
        let hint = format!("a figure has at most {MOST}");
        reader.add(Problem::new(head.role_at.clone(), message).hint(hint));
    }
    out
}

fn across(reader: &mut Reader, line: &str, text: &str) -> Option<usize> {
    let count = text.parse().ok().filter(|count| (1..=MOST).contains(count));
    if count.is_none() {
        let message = format!("`{text}` is no number of panels");
        reader.wrong(line, message).hint = Some("write `across 3`".into());
    }
    count
}

/// One panel: its head, and the source below it.
fn panel<'a>(
    reader: &mut Reader<'a>,
    head: &Head,
    (line, text): (&'a str, &'a str),
    lines: &[Line<'a>],
) -> Option<Panel> {
    let (title, wide) = match text.rsplit_once(" wide ") {
        Some((title, share)) => (title.trim(), width(reader, share)),
        None => (text, 1.0),
    };
    let Some((first, rest)) = lines.split_first() else {
        reader.wrong(line, "the panel is empty").hint =
            Some("write a source below it, indented, such as `flow`".into());
        return None;
    };
    let engine = engine(reader, first)?;
    let own = Head {
        engine,
        role: head.role,
        role_at: reader.at(first.text),
        ..Head::default()
    };
    let lines = inner(reader, first.indent, rest);
    let body = body(reader, &own, line, &lines)?;
    let at = reader.at(line);
    let lines = lines.iter().map(|line| (line.indent, reader.at(line.text))).collect();
    let title = title.to_string();
    Some(Panel { title, wide, body, head: own, lines, at })
}

fn width(reader: &mut Reader, share: &str) -> f64 {
    let known = share.trim().parse().ok();
    let known = known.filter(|share| (0.2..=WIDEST).contains(share));
    known.unwrap_or_else(|| {
        let message = format!("`{share}` is no width of a panel");
        reader.wrong(share, message).hint =
            Some("write how much wider than the others it is: `wide 2`".into());
        1.0
    })
}

/// What draws a panel.
fn engine(reader: &mut Reader, line: &Line) -> Option<Engine> {
    let (word, rest) = line.split();
    let inner = &Engine::NAMES[..4];
    let found = Engine::named(word).filter(|engine| *engine != Engine::Panels);
    if found.is_none() {
        let message = format!("a panel cannot begin with `{word}`");
        let hint = format!("it begins with one of {}", inner.join(", "));
        reader.unknown(word, message, inner.iter().copied(), &hint);
    } else if !rest.is_empty() {
        reader.wrong(rest, "a panel has no width of its own").hint = Some(
            "its width follows from the figure; `panel Name wide 2` shares it out".into(),
        );
    }
    found
}

/// The lines of a panel as they would stand alone.
fn inner<'a>(reader: &mut Reader, indent: usize, lines: &[Line<'a>]) -> Vec<Line<'a>> {
    let mut inner = Vec::new();
    for line in lines {
        let (word, rest) = line.split();
        let outer = matches!(word, "title" | "alt" | "given") && !rest.starts_with('=')
            || word == "kind" && rest.starts_with('=');
        if line.indent <= indent && outer {
            reader
                .wrong(line.text, format!("`{word}` belongs to the whole figure"))
                .hint = Some("write it once, without indent, above the panels".into());
            continue;
        }
        let indent = line.indent.saturating_sub(indent);
        inner.push(Line { indent, text: line.text });
    }
    inner
}

/// Reads the source of a panel. Problems of the whole of it point at the head of
/// the panel.
fn body<'a>(
    reader: &mut Reader<'a>,
    own: &Head,
    line: &str,
    lines: &[Line<'a>],
) -> Option<Box<dyn Body>> {
    let before = reader.problems.len();
    let body = read_body(reader, own, lines);
    let place = reader.at(line);
    for problem in reader.problems.iter_mut().skip(before) {
        if problem.at == (0..0) {
            problem.at = place.clone();
            problem.message = problem.message.replace("the figure", "the panel");
        }
    }
    body
}
