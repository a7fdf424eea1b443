//! Where boxes, lanes and groups stand on the grid, still without measures.

use super::super::model::Problem;
use super::super::theme::PAD;
use super::model::{Grid, Source};

/// First and last track, both included.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) lo: usize,
    pub(super) hi: usize,
}

/// Columns, then rows.
pub(super) type Spans = [Span; 2];

/// A lane or a group.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub(super) title: String,
    pub(super) span: Spans,
    pub(super) members: Vec<usize>,
    pub(super) lane: bool,
    /// How many frames hold it.
    pub(super) depth: usize,
    /// How many frames, itself included, end together at each side of an axis.
    pub(super) level: [[usize; 2]; 2],
    pub(super) at: std::ops::Range<usize>,
}

/// A placement.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// Columns and rows.
    pub(super) count: [usize; 2],
    /// The cells of each box.
    pub(super) nodes: Vec<Spans>,
    pub(super) frames: Vec<Frame>,
    /// Air between a frame and what it holds, in points.
    pub(super) pad: f64,
    /// Air beside the text of a box, both sides together.
    pub(super) air: f64,
    /// Least gutter between two boxes beside each other.
    pub(super) gap: f64,
    /// Whether lanes stand upright.
    pub(super) upright: bool,
}

impl Plan {
    /// The same with columns as rows, for a measure that is too narrow for the
    /// columns.
    pub(super) fn turned(&self) -> Self {
        let swap = |[x, y]: Spans| [y, x];
        let [columns, rows] = self.count;
        let nodes = self.nodes.iter().copied().map(swap).collect();
        let turn = |frame: &Frame| Frame { span: swap(frame.span), ..frame.clone() };
        let mut frames: Vec<Frame> = self.frames.iter().map(turn).collect();
        nest(&mut frames, &mut Vec::new());
        Self {
            count: [rows, columns],
            nodes,
            frames,
            upright: !self.upright,
            ..*self
        }
    }

    /// The same with less air, for a narrow measure.
    pub(super) fn tight(&self) -> Self {
        Self { pad: 4.2, air: 7.6, gap: 12.5, ..self.clone() }
    }

    /// The frame of a group.
    pub(super) fn frame_of(&self, group: usize) -> Option<usize> {
        let lanes = self.frames.iter().filter(|frame| frame.lane).count();
        (lanes + group < self.frames.len()).then_some(lanes + group)
    }
}

/// Whether two areas share a cell.
fn meet(a: &Spans, b: &Spans) -> bool {
    (0..2).all(|axis| a[axis].lo <= b[axis].hi && b[axis].lo <= a[axis].hi)
}

/// Whether `a` holds `b`.
fn holds(a: &Spans, b: &Spans) -> bool {
    (0..2).all(|axis| a[axis].lo <= b[axis].lo && b[axis].hi <= a[axis].hi)
}

fn joined(a: Spans, b: Spans) -> Spans {
    [0, 1].map(|axis| Span {
        lo: a[axis].lo.min(b[axis].lo),
        hi: a[axis].hi.max(b[axis].hi),
    })
}

/// Places a source on one of its grids.
///
/// # Errors
/// Boxes that are missing or not rectangles, groups with intruders, frames
/// that overlap.
pub(super) fn place(source: &Source, grid: &Grid) -> Result<Plan, Vec<Problem>> {
    let mut problems = Vec::new();
    let columns = grid.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let count = [columns.max(1), grid.rows.len().max(1)];
    let nodes = node_spans(source, grid, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut frames = lanes(grid, count, &nodes);
    for group in &source.groups {
        let Some(span) = group.members.iter().map(|&member| nodes[member]).reduce(joined)
        else {
            continue;
        };
        for (index, node) in source.nodes.iter().enumerate() {
            if meet(&span, &nodes[index]) && !group.members.contains(&index) {
                let message = format!(
                    "group `{}` would enclose `{}`, which is not a member",
                    group.title, node.id
                );
                problems.push(
                    Problem::new(group.at.clone(), message).hint("move it in the grid"),
                );
            }
        }
        frames.push(Frame {
            title: group.title.clone(),
            span,
            members: group.members.clone(),
            lane: false,
            depth: 0,
            level: [[1; 2]; 2],
            at: group.at.clone(),
        });
    }
    nest(&mut frames, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    let (pad, air, gap) = (PAD, 11.0, 15.0);
    Ok(Plan {
        count,
        nodes,
        frames,
        pad,
        air,
        gap,
        upright: false,
    })
}

/// Lets edges to groups lead to the nearest members.
pub(super) fn aim(source: &mut Source, plan: &Plan) {
    let Source { edges, groups, .. } = source;
    for edge in edges {
        for end in 0..2 {
            let Some(group) = edge.groups[end] else { continue };
            let other = plan.nodes[[edge.to, edge.from][end]];
            let far = |node: &&usize| apart(&plan.nodes[**node], &other);
            let nearest = groups[group].members.iter().min_by_key(far);
            if let Some(&nearest) = nearest {
                *[&mut edge.from, &mut edge.to][end] = nearest;
            }
        }
    }
}

/// Tracks between two areas; bends count as half a track.
fn apart(a: &Spans, b: &Spans) -> usize {
    let gaps = [0, 1].map(|axis| {
        a[axis]
            .lo
            .saturating_sub(b[axis].hi)
            .max(b[axis].lo.saturating_sub(a[axis].hi))
    });
    2 * (gaps[0] + gaps[1]) + usize::from(gaps[0] > 0 && gaps[1] > 0)
}

/// The cells of every box.
fn node_spans(source: &Source, grid: &Grid, problems: &mut Vec<Problem>) -> Vec<Spans> {
    let mut found: Vec<Option<(Spans, usize)>> = vec![None; source.nodes.len()];
    for (y, row) in grid.rows.iter().enumerate() {
        for (x, cell) in row.cells.iter().enumerate() {
            let Some(node) = cell.node else { continue };
            let own = [Span { lo: x, hi: x }, Span { lo: y, hi: y }];
            found[node] = Some(match found[node] {
                Some((span, cells)) => (joined(span, own), cells + 1),
                None => (own, 1),
            });
        }
    }
    let mut spans = Vec::new();
    for (node, found) in source.nodes.iter().zip(found) {
        let Some((span, cells)) = found else {
            problems.push(
                Problem::new(
                    node.at.clone(),
                    format!("node `{}` is not in the grid", node.id),
                )
                .hint("write its name into a cell"),
            );
            continue;
        };
        let area: usize = span.iter().map(|s| s.hi - s.lo + 1).product();
        if area != cells {
            let message = format!("node `{}` does not cover a rectangle", node.id);
            let at = last_cell(source, grid, &node.id);
            problems.push(Problem::new(at.unwrap_or(node.at.clone()), message));
        }
        spans.push(span);
    }
    spans
}

/// The bytes of the last cell of a box.
fn last_cell(source: &Source, grid: &Grid, id: &str) -> Option<std::ops::Range<usize>> {
    let mut cells = grid.rows.iter().flat_map(|row| &row.cells);
    cells
        .rfind(|cell| cell.node.is_some_and(|node| source.nodes[node].id == id))
        .map(|cell| cell.at.clone())
}

/// The lanes: each from the row that names it to the next one that does, or
/// for as long as rows repeat `"`.
fn lanes(grid: &Grid, count: [usize; 2], nodes: &[Spans]) -> Vec<Frame> {
    let mut frames = Vec::new();
    let mut y = 0;
    while y < grid.rows.len() {
        let first = y;
        y += 1;
        let Some(title) = &grid.rows[first].lane else { continue };
        while y < grid.rows.len() && grid.rows[y].lane.as_deref() == Some("\"") {
            y += 1;
        }
        let span = [Span { lo: 0, hi: count[0] - 1 }, Span { lo: first, hi: y - 1 }];
        let members = (0..nodes.len()).filter(|&n| holds(&span, &nodes[n])).collect();
        frames.push(Frame {
            title: title.clone(),
            span,
            members,
            lane: true,
            depth: 0,
            level: [[1; 2]; 2],
            at: grid.rows[first].at.clone(),
        });
    }
    frames
}

/// Finds which frames hold which, and how many end together at each side.
fn nest(frames: &mut [Frame], problems: &mut Vec<Problem>) {
    let spans: Vec<(Spans, bool)> = frames.iter().map(|f| (f.span, f.lane)).collect();
    // Of two frames over the same cells the first holds the second.
    let inside = |i: usize, j: usize| {
        i != j && holds(&spans[j].0, &spans[i].0) && (spans[i].0 != spans[j].0 || j < i)
    };
    for i in 0..frames.len() {
        for j in 0..i {
            if meet(&spans[i].0, &spans[j].0) && !inside(i, j) && !inside(j, i) {
                let message =
                    format!("`{}` and `{}` overlap", frames[j].title, frames[i].title);
                let hint = "one has to hold the other, or they share no cell";
                problems.push(Problem::new(frames[i].at.clone(), message).hint(hint));
            }
        }
        frames[i].depth = (0..spans.len()).filter(|&j| inside(i, j)).count();
    }
    let mut order: Vec<usize> = (0..frames.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(frames[i].depth));
    for &i in &order {
        for axis in 0..2 {
            for end in 0..2 {
                let edge = |span: &Spans| [span[axis].lo, span[axis].hi][end];
                let within = (0..spans.len())
                    .filter(|&j| inside(j, i) && edge(&spans[j].0) == edge(&spans[i].0))
                    .map(|j| frames[j].level[axis][end])
                    .max();
                frames[i].level[axis][end] = 1 + within.unwrap_or(0);
            }
        }
    }
}
