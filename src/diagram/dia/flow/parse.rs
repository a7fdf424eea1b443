//! The lines of a drawing of boxes.
//!
//! A first pass sorts the lines and reads the boxes, a second one reads what
//! names them: grids, groups, edges. Both go on after a mistake, so that an
//! author sees all of them at once.

use std::collections::BTreeMap;

use super::super::model::Problem;
use super::super::reader::{Line, Reader};
use super::super::stroke::is_arrow_like;
use super::model::{Node, Source};

/// Words that begin a line.
const KEYWORDS: [&str; 9] =
    ["flow", "title", "alt", "before", "grid", "group", "kind", "labels", "legend"];
/// Boxes, edges, and rows or columns of a figure that is drawn at all: twice what
/// a page may hold.
const MOST: (usize, usize, usize) = (60, 120, 20);

/// The state of reading one source.
pub(super) struct Parser<'a, 'r> {
    pub(super) reader: &'r mut Reader<'a>,
    pub(super) out: Source,
    names: BTreeMap<&'a str, usize>,
    edges: Vec<&'a str>,
    groups: Vec<&'a str>,
    before: Vec<&'a str>,
    grids: Vec<(&'a str, Vec<&'a str>)>,
}

/// Reads the body of a figure. What is wrong goes to the reader.
pub(super) fn parse<'a>(reader: &mut Reader<'a>, lines: &[Line<'a>]) -> Source {
    let mut parser = Parser {
        reader,
        out: Source::default(),
        names: BTreeMap::new(),
        edges: Vec::new(),
        groups: Vec::new(),
        before: Vec::new(),
        grids: Vec::new(),
    };
    parser.sort_lines(lines);
    for (head, rows) in std::mem::take(&mut parser.grids) {
        parser.grid(head, &rows);
    }
    for line in std::mem::take(&mut parser.groups) {
        parser.group(line);
    }
    for line in std::mem::take(&mut parser.before) {
        parser.before(line);
    }
    for line in std::mem::take(&mut parser.edges) {
        parser.edge(line);
    }
    parser.check_size();
    parser.check_grids();
    parser.out
}

impl<'a> Parser<'a, '_> {
    /// Whether a box has this name.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// The box of a name, or a problem.
    pub(super) fn node(&mut self, name: &'a str, who: &str) -> Option<usize> {
        if let Some(index) = self.names.get(name) {
            return Some(*index);
        }
        self.reader.unknown(
            name,
            format!("{who} names unknown node `{name}`"),
            self.names.keys().copied(),
            &format!("define it with `{name} = Label`"),
        );
        None
    }

    fn sort_lines(&mut self, lines: &[Line<'a>]) {
        let mut in_grid = false;
        for line in lines {
            if in_grid
                && line.indent > 0
                && let Some((_, rows)) = self.grids.last_mut()
            {
                rows.push(line.text);
                continue;
            }
            in_grid = line.split().0 == "grid" && !defines(line.text);
            self.line(line);
        }
    }

    fn line(&mut self, line: &Line<'a>) {
        let text = line.text;
        if defines(text) {
            return self.definition(text);
        }
        let (word, rest) = line.split();
        match word {
            "grid" => self.grids.push((text, Vec::new())),
            "group" => self.groups.push(rest),
            "before" => self.before.push(text),
            "labels" => self.labels(text, rest),
            "legend" if rest.is_empty() => self.out.legend = true,
            "legend" => {
                self.reader.wrong(rest, "nothing stands behind `legend`").hint =
                    Some("it explains the strokes that the figure uses".into());
            }
            _ if text.split_whitespace().any(is_arrow_like) => self.edges.push(text),
            _ => self.reader.unknown(
                word,
                format!("cannot read a line that begins with `{word}`"),
                KEYWORDS,
                "a line is `id = Label`, `a -> b : label`, `group Name = a b`, or begins with flow, title, alt or grid",
            ),
        }
    }

    /// `labels numbered`.
    fn labels(&mut self, line: &'a str, how: &'a str) {
        self.out.numbered = how == "numbered";
        if !self.out.numbered {
            let at = if how.is_empty() { line } else { how };
            let message = format!("unknown setting of labels `{how}`");
            self.reader
                .unknown(at, message, ["numbered"], "write `labels numbered`");
        }
    }

    /// `id = Label | sublabel [kind]`.
    fn definition(&mut self, text: &'a str) {
        let Some((id, rest)) = text.split_once('=') else { return };
        let (id, rest) = (id.trim(), rest.trim());
        let (words, kind) = self.reader.kind(rest, "node");
        let (label, sublabel) = words.split_once('|').unwrap_or((words, ""));
        if kind.is_dot() && !words.is_empty() {
            let problem = self.reader.wrong(words, format!("the dot `{id}` has a label"));
            problem.hint = Some("write it on the edge, or use the kind `state`".into());
        } else if label.trim().is_empty() && !kind.is_dot() {
            self.reader.wrong(text, format!("node `{id}` has no label"));
        }
        if self.names.contains_key(id) {
            self.reader.wrong(id, format!("node `{id}` is defined twice"));
            return;
        }
        if !id.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-')) {
            let problem =
                Problem::new(self.reader.at(id), format!("`{id}` cannot name a node"))
                    .hint("names have letters, digits, `-` and `_`");
            self.reader.add(problem);
        }
        self.names.insert(id, self.out.nodes.len());
        let at = self.reader.at(text);
        self.out.nodes.push(Node {
            id: id.to_string(),
            label: label.trim().to_string(),
            sublabel: sublabel.trim().to_string(),
            kind,
            before: false,
            new_words: [false; 2],
            at,
        });
    }

    /// Bounds on the size of a figure.
    fn check_size(&mut self) {
        let (nodes, edges, tracks) = MOST;
        let grids = [&self.out.grid, &self.out.narrow];
        let wide = grids.into_iter().flatten().any(|grid| {
            grid.rows.len() > tracks || grid.rows.iter().any(|r| r.cells.len() > tracks)
        });
        if wide || self.out.nodes.len() > nodes || self.out.edges.len() > edges {
            let message = format!(
                "the figure has more than {nodes} nodes, {edges} edges, or {tracks} rows or columns"
            );
            let problem =
                Problem::new(0..0, message).hint("split it into several figures");
            self.reader.add(problem);
        }
    }

    /// There is a grid, and every grid has rows.
    fn check_grids(&mut self) {
        if self.out.grid.is_none() {
            let problem = Problem::new(0..0, "the figure has no `grid` line")
                .hint("write `grid`, then its rows, indented");
            self.reader.add(problem);
        }
        let grids = [&self.out.grid, &self.out.narrow].into_iter().flatten();
        let empty = grids.filter(|g| g.rows.is_empty()).map(|g| g.at.clone());
        for at in empty.collect::<Vec<_>>() {
            self.reader.add(
                Problem::new(at, "the grid is empty")
                    .hint("indent its rows by two spaces"),
            );
        }
    }
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
