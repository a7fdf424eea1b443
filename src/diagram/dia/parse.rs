//! The lines of a source.
//!
//! A first pass sorts the lines and reads the boxes, a second one reads what
//! names them: grids, groups, edges. Both go on after a mistake, so that an
//! author sees all of them at once.

use std::collections::BTreeMap;
use std::ops::Range;

use super::model::{Kind, Node, Problem, Role, SUBJECTS, Source};

/// Words that begin a line.
const KEYWORDS: [&str; 6] = ["flow", "title", "alt", "grid", "group", "kind"];
/// Boxes, edges, and rows or columns that a figure may have.
const MOST: (usize, usize, usize) = (300, 600, 60);

/// The state of reading one source.
pub(super) struct Parser<'a> {
    source: &'a str,
    pub(super) out: Source,
    pub(super) problems: Vec<Problem>,
    names: BTreeMap<&'a str, usize>,
    edges: Vec<&'a str>,
    groups: Vec<&'a str>,
    grids: Vec<(&'a str, Vec<&'a str>)>,
}

/// A source as far as it could be read.
pub(super) struct Parsed {
    pub(super) source: Source,
    /// Everything wrong, in no order.
    pub(super) problems: Vec<Problem>,
    /// Whether every line was understood, so that its placement can be judged.
    pub(super) sound: bool,
}

/// Reads a source.
pub(super) fn parse(source: &str) -> Parsed {
    let mut parser = Parser {
        source,
        out: Source::default(),
        problems: Vec::new(),
        names: BTreeMap::new(),
        edges: Vec::new(),
        groups: Vec::new(),
        grids: Vec::new(),
    };
    parser.sort_lines();
    for (head, rows) in std::mem::take(&mut parser.grids) {
        parser.grid(head, &rows);
    }
    for line in std::mem::take(&mut parser.groups) {
        parser.group(line);
    }
    for line in std::mem::take(&mut parser.edges) {
        parser.edge(line);
    }
    let too_much = parser.check_size();
    let sound = parser.problems.is_empty() && !too_much;
    parser.check_head();
    Parsed {
        source: parser.out,
        problems: parser.problems,
        sound,
    }
}

impl<'a> Parser<'a> {
    /// The bytes of a part of the source.
    pub(super) fn at(&self, part: &str) -> Range<usize> {
        let start = part.as_ptr() as usize - self.source.as_ptr() as usize;
        start..start + part.len()
    }

    /// Notes a problem at a part of the source.
    pub(super) fn wrong(
        &mut self,
        part: &str,
        message: impl Into<String>,
    ) -> &mut Problem {
        let problem = Problem::new(self.at(part), message);
        self.add(problem)
    }

    pub(super) fn add(&mut self, problem: Problem) -> &mut Problem {
        self.problems.push(problem);
        let last = self.problems.len() - 1;
        &mut self.problems[last]
    }

    /// Whether a box has this name.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// The box of a name, or a problem.
    pub(super) fn node(&mut self, name: &'a str, who: &str) -> Option<usize> {
        if let Some(index) = self.names.get(name) {
            return Some(*index);
        }
        let known: Vec<&str> = self.names.keys().copied().collect();
        let problem =
            Problem::new(self.at(name), format!("{who} names unknown node `{name}`"))
                .suggest(name, known, &format!("define it with `{name} = Label`"));
        self.add(problem);
        None
    }

    fn sort_lines(&mut self) {
        let mut in_grid = false;
        for raw in self.source.lines() {
            if let Some(sign) = raw.find(|c: char| {
                c.is_control() && c != '\t' || matches!(c, '\u{fffe}' | '\u{ffff}')
            }) {
                self.wrong(&raw[sign..sign], "a control character stands here");
                continue;
            }
            let line = uncommented(raw);
            let text = line.trim();
            if text.is_empty() {
                continue;
            }
            if in_grid
                && line.starts_with([' ', '\t'])
                && let Some((_, rows)) = self.grids.last_mut()
            {
                rows.push(text);
                continue;
            }
            in_grid = text.split_whitespace().next() == Some("grid") && !defines(text);
            self.line(text);
        }
    }

    fn line(&mut self, text: &'a str) {
        if defines(text) {
            return self.definition(text);
        }
        let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let rest = rest.trim();
        match word {
            "flow" => self.flow(text, rest),
            "title" => self.out.title = rest.to_string(),
            "alt" => {
                if !self.out.alt.is_empty() {
                    self.out.alt.push(' ');
                }
                self.out.alt.push_str(rest);
            }
            "grid" => self.grids.push((text, Vec::new())),
            "group" => self.groups.push(rest),
            _ if text.split_whitespace().any(super::link::is_arrow_like) => {
                self.edges.push(text);
            }
            _ => {
                let known = KEYWORDS.into_iter();
                let problem =
                    Problem::new(self.at(word), format!("cannot read a line that begins with `{word}`"))
                        .suggest(word, known, "a line is `id = Label`, `a -> b : label`, `group Name = a b`, or begins with flow, title, alt or grid");
                self.add(problem);
            }
        }
    }

    fn flow(&mut self, line: &'a str, width: &'a str) {
        self.out.role_at = self.at(line);
        if self.out.role.is_some() {
            self.wrong(line, "a second `flow` line");
        }
        let own = |text: &str| text.strip_suffix("mm")?.trim().parse::<f64>().ok();
        let role = match width {
            "full" | "" => Role::Full,
            "side" => Role::Side,
            "half" => Role::Half,
            _ => {
                match own(width) {
                    Some(mm) if (20.0..=400.0).contains(&mm) => Role::Millimetres(mm),
                    _ => {
                        let names = ["full", "side", "half"];
                        let problem = Problem::new(self.at(width), format!("unknown width `{width}`"))
                        .suggest(width, names, "widths are full, side, half, or millimetres from 20mm to 400mm");
                        self.add(problem);
                        Role::Full
                    }
                }
            }
        };
        self.out.role = Some(role);
    }

    /// `id = Label | sublabel [kind]`, or `kind = topology`.
    fn definition(&mut self, text: &'a str) {
        let Some((id, rest)) = text.split_once('=') else { return };
        let (id, rest) = (id.trim(), rest.trim());
        if id == "kind" {
            return self.subject(rest);
        }
        let (words, kind) = self.kind(rest);
        let (label, sublabel) = words.split_once('|').unwrap_or((words, ""));
        if label.trim().is_empty() {
            self.wrong(text, format!("node `{id}` has no label"));
        }
        if self.names.contains_key(id) {
            self.wrong(id, format!("node `{id}` is defined twice"));
            return;
        }
        if !id.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-')) {
            let problem = Problem::new(self.at(id), format!("`{id}` cannot name a node"))
                .hint("names have letters, digits, `-` and `_`");
            self.add(problem);
        }
        self.names.insert(id, self.out.nodes.len());
        let at = self.at(text);
        self.out.nodes.push(Node {
            id: id.to_string(),
            label: label.trim().to_string(),
            sublabel: sublabel.trim().to_string(),
            kind,
            at,
        });
    }

    /// Takes `[kind]` off the end of a definition.
    fn kind(&mut self, rest: &'a str) -> (&'a str, Kind) {
        let Some(open) = rest.strip_suffix(']').and_then(|r| r.rfind('[')) else {
            return (rest, Kind::default());
        };
        let name = rest[open + 1..rest.len() - 1].trim();
        let kind = Kind::named(name).unwrap_or_else(|| {
            let all = format!("kinds are {}", Kind::NAMES.join(", "));
            let problem =
                Problem::new(self.at(name), format!("unknown kind of node `{name}`"))
                    .suggest(name, Kind::NAMES, &all);
            self.add(problem);
            Kind::default()
        });
        (rest[..open].trim(), kind)
    }

    fn subject(&mut self, name: &'a str) {
        if !SUBJECTS.contains(&name) {
            let all = format!("kinds of figures are {}", SUBJECTS.join(", "));
            let problem =
                Problem::new(self.at(name), format!("unknown kind of figure `{name}`"))
                    .suggest(name, SUBJECTS, &all);
            self.add(problem);
        }
        self.out.subject = Some(name.to_string());
    }

    /// Bounds on the size of a figure.
    fn check_size(&mut self) -> bool {
        let (nodes, edges, tracks) = MOST;
        let grids = [&self.out.grid, &self.out.narrow];
        let wide = grids.into_iter().flatten().any(|grid| {
            grid.rows.len() > tracks || grid.rows.iter().any(|r| r.cells.len() > tracks)
        });
        let much = wide || self.out.nodes.len() > nodes || self.out.edges.len() > edges;
        if much {
            let message = format!(
                "the figure has more than {nodes} nodes, {edges} edges, or {tracks} rows or columns"
            );
            let problem =
                Problem::new(0..0, message).hint("split it into several figures");
            self.add(problem);
        }
        much
    }

    /// The lines that every figure needs.
    fn check_head(&mut self) {
        let missing = [
            (
                "flow",
                self.out.role.is_none(),
                "write `flow full`, `flow side` or `flow half`",
            ),
            ("title", self.out.title.is_empty(), "write its short name behind `title`"),
            ("alt", self.out.alt.is_empty(), "say behind `alt` what the figure shows"),
            ("grid", self.out.grid.is_none(), "write `grid`, then its rows, indented"),
        ];
        for (word, _, hint) in missing.into_iter().filter(|(_, missing, _)| *missing) {
            let message = format!("the figure has no `{word}` line");
            self.add(Problem::new(0..0, message).hint(hint));
        }
        let grids = [&self.out.grid, &self.out.narrow].into_iter().flatten();
        let empty: Vec<_> =
            grids.filter(|g| g.rows.is_empty()).map(|g| g.at.clone()).collect();
        for at in empty {
            self.add(
                Problem::new(at, "the grid is empty")
                    .hint("indent its rows by two spaces"),
            );
        }
    }
}

/// The line without its comment: `#` at its start or between spaces.
fn uncommented(line: &str) -> &str {
    if line.trim_start().starts_with('#') {
        return "";
    }
    line.split_once(" # ").map_or(line, |(text, _)| text)
}

/// Whether a line is `name = …`.
fn defines(text: &str) -> bool {
    let Some((name, rest)) = text.split_once('=') else { return false };
    let name = name.trim();
    !name.is_empty()
        && !name.contains(char::is_whitespace)
        && !rest.starts_with('>')
        && !name.ends_with(['<', '-'])
}
