//! Grids, groups, and the boxes of an earlier drawing.

use super::super::model::Problem;
use super::model::{Cell, Grid, Group, Row};
use super::parse::Parser;

impl<'a> Parser<'a, '_> {
    /// Reads a grid: `lane |` if a lane begins, then one word per cell.
    pub(super) fn grid(&mut self, head: &'a str, lines: &[&'a str]) {
        let narrow = match head["grid".len()..].trim() {
            "" => false,
            "half" => true,
            other => {
                let start = head.len() - other.len();
                let problem = Problem::new(
                    self.reader.at(&head[start..]),
                    format!("unknown placement `{other}`"),
                )
                .hint("placements are `grid` and `grid half`");
                self.reader.add(problem);
                return;
            }
        };
        let rows = lines.iter().map(|line| self.row(line)).collect();
        let grid = Grid { rows, at: self.reader.at(head) };
        let slot = if narrow { &mut self.out.narrow } else { &mut self.out.grid };
        if slot.replace(grid).is_some() {
            self.reader.wrong(head, format!("a second `{head}`"));
        }
    }

    fn row(&mut self, line: &'a str) -> Row {
        let (lane, cells) = match line.split_once('|') {
            Some((lane, cells)) => (lane.trim(), cells),
            None => ("", line),
        };
        let cells: Vec<Cell> = cells
            .split_whitespace()
            .map(|word| {
                let node = if word == "." { None } else { self.node(word, "grid") };
                Cell { node, at: self.reader.at(word) }
            })
            .collect();
        let lane = (!lane.is_empty()).then(|| lane.to_string());
        Row { lane, cells, at: self.reader.at(line) }
    }

    /// Reads `Title = a b c`.
    pub(super) fn group(&mut self, line: &'a str) {
        let Some((title, members)) = line.rsplit_once('=') else {
            self.reader.wrong(line, "a group is `group Name = a b c`");
            return;
        };
        if title.trim().is_empty() {
            self.reader.wrong(line, "the group has no name");
        }
        let members = self.nodes(members, "group");
        if members.is_empty() {
            self.reader.wrong(line, "the group is empty");
            return;
        }
        let at = self.reader.at(line);
        self.out
            .groups
            .push(Group { title: title.trim().to_string(), members, at });
    }
    /// Reads `before a b c`.
    pub(super) fn before(&mut self, line: &'a str) {
        let names = &line["before".len()..];
        if names.trim().is_empty() {
            self.reader.wrong(line, "nothing stands behind `before`").hint =
                Some("name the boxes that were there before: `before a b c`".into());
        }
        for index in self.nodes(names, "before") {
            self.out.nodes[index].before = true;
        }
    }

    /// The boxes of a list of names.
    fn nodes(&mut self, names: &'a str, who: &str) -> Vec<usize> {
        names
            .split([' ', '\t', ','])
            .filter(|word| !word.is_empty())
            .filter_map(|word| self.node(word, who))
            .collect()
    }
}
