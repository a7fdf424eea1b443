//! What a figure says of itself: `flow full`, `title`, `alt`, `kind`.

use std::ops::Range;

use super::model::{Problem, Role, SUBJECTS};
use super::reader::{Line, Reader};
use super::values::{Values, filled};

/// What reads and draws the body of a figure.
#[derive(Debug, Copy, Clone, PartialEq, Eq, Default)]
pub(crate) enum Engine {
    /// Boxes in a grid, joined by lines.
    #[default]
    Flow,
    /// Calls between parties, in the order of time.
    Seq,
    /// Spans and milestones along time.
    Timeline,
    /// Data on axes.
    Plot,
    /// Several small drawings.
    Panels,
}

impl Engine {
    /// The words that begin a figure.
    pub(super) const NAMES: [&'static str; 5] =
        ["flow", "seq", "timeline", "plot", "panels"];

    pub(super) fn named(name: &str) -> Option<Self> {
        let engines = [Self::Flow, Self::Seq, Self::Timeline, Self::Plot, Self::Panels];
        Self::NAMES
            .iter()
            .position(|n| *n == name)
            .map(|index| engines[index])
    }

    /// What a figure shows if it does not say so.
    fn subject(self) -> &'static str {
        match self {
            Self::Flow => "architecture",
            Self::Seq => "sequence",
            Self::Timeline => "timeline",
            Self::Plot => "plot",
            Self::Panels => "whiteboard",
        }
    }
}

/// What every figure says of itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Head {
    pub(crate) engine: Engine,
    pub(crate) role: Option<Role>,
    /// The bytes of the first line.
    pub(crate) role_at: Range<usize>,
    pub(crate) title: String,
    pub(crate) alt: String,
    /// What it shows, one of [`SUBJECTS`].
    pub(crate) subject: String,
    /// Why its numbers need no source, such as `scenario`.
    pub(crate) given: Option<String>,
}

impl Head {
    /// Puts printed values in place of the quantities that its words name.
    pub(super) fn fill(&mut self, values: &dyn Values) {
        self.title = filled(&self.title, values);
        self.alt = filled(&self.alt, values);
    }
}

/// Reads the head of a figure and returns the lines of its body.
pub(super) fn read<'a>(reader: &mut Reader<'a>) -> (Head, Vec<Line<'a>>) {
    let mut head = Head::default();
    let mut body = Vec::new();
    let (mut engine, mut subject) = (None, None);
    for line in reader.lines() {
        let (word, rest) = line.split();
        if line.indent > 0 || rest.starts_with('=') && word != "kind" {
            body.push(line);
            continue;
        }
        match word {
            "title" => head.title = rest.to_string(),
            "alt" => {
                if !head.alt.is_empty() {
                    head.alt.push(' ');
                }
                head.alt.push_str(rest);
            }
            "given" => head.given = Some(rest.to_string()),
            "kind" if rest.starts_with('=') => {
                subject = Some(self::subject(reader, rest[1..].trim()));
            }
            _ => match Engine::named(word) {
                Some(found) => {
                    if engine.replace(found).is_some() {
                        let message = "a second line says what draws the figure";
                        reader.wrong(line.text, message).hint = Some(format!(
                            "a figure has one of {}",
                            Engine::NAMES.join(", ")
                        ));
                    }
                    head.role_at = reader.at(line.text);
                    head.role = Some(role(reader, rest));
                }
                None => body.push(line),
            },
        }
    }
    head.engine = engine.unwrap_or_default();
    head.subject = subject.unwrap_or_else(|| head.engine.subject()).to_string();
    check(&head, reader);
    (head, body)
}

/// `full`, `side`, `half` or millimetres.
fn role(reader: &mut Reader, width: &str) -> Role {
    let own = |text: &str| text.strip_suffix("mm")?.trim().parse::<f64>().ok();
    match width {
        "full" | "" => return Role::Full,
        "side" => return Role::Side,
        "half" => return Role::Half,
        _ => {}
    }
    match own(width) {
        Some(mm) if (20.0..=400.0).contains(&mm) => Role::Millimetres(mm),
        _ => {
            reader.unknown(
                width,
                format!("unknown width `{width}`"),
                ["full", "side", "half"],
                "widths are full, side, half, or millimetres from 20mm to 400mm",
            );
            Role::Full
        }
    }
}

fn subject<'a>(reader: &mut Reader, name: &'a str) -> &'a str {
    if !SUBJECTS.contains(&name) {
        reader.unknown(
            name,
            format!("unknown kind of figure `{name}`"),
            SUBJECTS,
            &format!("kinds of figures are {}", SUBJECTS.join(", ")),
        );
    }
    name
}

/// The lines that every figure needs.
fn check(head: &Head, reader: &mut Reader) {
    let missing = [
        (
            "flow",
            head.role.is_none(),
            "begin with `flow full`, `seq half`, `timeline side`, `plot half` or `panels full`",
        ),
        ("title", head.title.is_empty(), "write its short name behind `title`"),
        ("alt", head.alt.is_empty(), "say behind `alt` what the figure shows"),
    ];
    for (word, _, hint) in missing.into_iter().filter(|(_, missing, _)| *missing) {
        let message = format!("the figure has no `{word}` line");
        reader.add(Problem::new(0..0, message).hint(hint));
    }
}
