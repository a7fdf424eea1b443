//! Edges: `a -> b -> c`, `a -> b, c : label`, `a.r ~> b.l`.

use super::super::model::Problem;
use super::super::stroke::{ARROWS, is_arrow_like};
use super::model::{Edge, Side};
use super::parse::Parser;

/// What stands at the end of an edge.
#[derive(Copy, Clone)]
struct End {
    node: usize,
    side: Option<Side>,
    /// The group whose border is meant; `node` is then one of its members.
    group: Option<usize>,
}

impl<'a> Parser<'a, '_> {
    /// Reads one line of edges. Its label belongs to the first of them.
    pub(super) fn edge(&mut self, line: &'a str) {
        let (ends, label) = match line.split_once(" : ") {
            Some((ends, label)) => (ends, label.trim()),
            None => (line, ""),
        };
        let mut label = label.to_string();
        let mut links: Vec<(Option<&'a str>, Vec<End>)> = Vec::new();
        let mut arrow = None;
        let mut start = 0;
        for word in ends.split_whitespace().filter(|word| is_arrow_like(word)) {
            let from = self.reader.at(word).start - self.reader.at(ends).start;
            links.push((arrow, self.ends(&ends[start..from])));
            arrow = Some(word);
            start = from + word.len();
        }
        links.push((arrow, self.ends(&ends[start..])));
        for pair in links.windows(2) {
            let Some(arrow) = pair[1].0 else { continue };
            self.connect(&pair[0].1, &pair[1].1, arrow, &mut label, line);
        }
    }

    /// The boxes between two arrows.
    fn ends(&mut self, part: &'a str) -> Vec<End> {
        if part.trim().is_empty() {
            self.reader.wrong(part, "an edge ends in nothing");
            return Vec::new();
        }
        part.split(',').filter_map(|name| self.end(name.trim())).collect()
    }

    /// `name`, `name.side`, or the name of a group.
    fn end(&mut self, name: &'a str) -> Option<End> {
        if let Some(group) = self.out.groups.iter().position(|group| group.title == name)
            && !self.knows(name)
        {
            let node = *self.out.groups[group].members.first()?;
            return Some(End { node, side: None, group: Some(group) });
        }
        let Some((node, side)) = name.rsplit_once('.') else {
            let node = self.node(name, "edge")?;
            return Some(End { node, side: None, group: None });
        };
        let side = match side {
            "r" => Side::Right,
            "b" => Side::Bottom,
            "l" => Side::Left,
            "t" => Side::Top,
            _ => {
                let problem =
                    Problem::new(self.reader.at(side), format!("unknown side `{side}`"))
                        .hint("sides are .l .r .t .b");
                self.reader.add(problem);
                return None;
            }
        };
        let node = self.node(node, "edge")?;
        Some(End { node, side: Some(side), group: None })
    }

    /// Whether an edge leads from a group to itself, to a part of it, or back.
    fn stays_inside(&self, a: &End, b: &End) -> bool {
        let within = |group: Option<usize>, end: &End| {
            group.is_some_and(|g| {
                let members = &self.out.groups[g].members;
                match end.group {
                    None => members.contains(&end.node),
                    Some(other) => {
                        self.out.groups[other].members.iter().any(|m| members.contains(m))
                    }
                }
            })
        };
        within(a.group, b) || within(b.group, a)
    }

    fn connect(
        &mut self,
        from: &[End],
        to: &[End],
        arrow: &'a str,
        label: &mut String,
        line: &'a str,
    ) {
        let Some((_, stroke, head, tail)) =
            ARROWS.into_iter().find(|(name, ..)| *name == arrow)
        else {
            let all = ARROWS.map(|(name, ..)| name).join("  ");
            let problem =
                Problem::new(self.reader.at(arrow), format!("unknown arrow `{arrow}`"))
                    .hint(format!("arrows are  {all}"));
            self.reader.add(problem);
            return;
        };
        let fan = (from.len().min(to.len()) == 1 && from.len().max(to.len()) > 1)
            .then_some(self.out.edges.len());
        for a in from {
            for b in to {
                if self.stays_inside(a, b) {
                    let id = self.out.nodes[a.node].id.clone();
                    self.reader
                        .wrong(line, format!("an edge leads from `{id}` to itself"));
                    continue;
                }
                self.out.edges.push(Edge {
                    from: a.node,
                    to: b.node,
                    from_side: a.side,
                    to_side: b.side,
                    groups: [a.group, b.group],
                    stroke,
                    heads: (head, tail),
                    label: std::mem::take(label),
                    fan: fan.filter(|_| a.node != b.node),
                    at: self.reader.at(line),
                });
            }
        }
    }
}
