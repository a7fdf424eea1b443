//! What a drawing of boxes says.

use std::ops::Range;

use super::super::kind::Kind;
use super::super::stroke::Stroke;

/// A box.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) sublabel: String,
    pub(super) kind: Kind,
    /// Whether an earlier drawing of a series has it: it is then drawn in grey.
    pub(super) before: bool,
    /// Whether its label and its second line are not what an earlier drawing says.
    pub(super) new_words: [bool; 2],
    pub(super) at: Range<usize>,
}

/// A named set of boxes.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) title: String,
    pub(super) members: Vec<usize>,
    pub(super) at: Range<usize>,
}

/// The side of a box.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub(super) enum Side {
    Right,
    Bottom,
    Left,
    Top,
}

impl Side {
    pub(super) const ALL: [Self; 4] = [Self::Right, Self::Bottom, Self::Left, Self::Top];

    /// The side when columns become rows.
    pub(super) fn turned(self) -> Self {
        match self {
            Self::Right => Self::Bottom,
            Self::Bottom => Self::Right,
            Self::Left => Self::Top,
            Self::Top => Self::Left,
        }
    }
}

/// A way between two boxes.
#[derive(Debug, Clone)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) from_side: Option<Side>,
    pub(super) to_side: Option<Side>,
    /// The groups at whose borders it begins and ends; `from` and `to` are then
    /// the members that are nearest.
    pub(super) groups: [Option<usize>; 2],
    pub(super) stroke: Stroke,
    /// Whether it has a head at its end, and one at its start.
    pub(super) heads: (bool, bool),
    pub(super) label: String,
    /// The fan it belongs to: edges of a fan share their stem.
    pub(super) fan: Option<usize>,
    pub(super) at: Range<usize>,
}

/// A cell of a grid: a box, or nothing.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) node: Option<usize>,
    pub(super) at: Range<usize>,
}

/// A row of a grid, with the lane that begins with it.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) lane: Option<String>,
    pub(super) cells: Vec<Cell>,
    pub(super) at: Range<usize>,
}

/// Where the boxes stand.
#[derive(Debug, Clone, Default)]
pub(super) struct Grid {
    pub(super) rows: Vec<Row>,
    pub(super) at: Range<usize>,
}

impl Edge {
    /// Whether it leads from a box to itself.
    pub(super) fn is_loop(&self) -> bool {
        self.from == self.to && self.groups == [None; 2]
    }
}

impl Source {
    /// Whether both ends of an edge were there before; a group was if all of its
    /// boxes were.
    pub(super) fn was_before(&self, edge: &Edge) -> bool {
        let ends = [edge.from, edge.to].into_iter().zip(edge.groups);
        let boxes = ends.flat_map(|(node, group)| match group {
            Some(group) => self.groups[group].members.clone(),
            None => vec![node],
        });
        boxes.into_iter().all(|node| self.nodes[node].before)
    }

    /// The same for a placement whose columns have become rows.
    pub(super) fn turned(&self) -> Self {
        let mut source = self.clone();
        for edge in &mut source.edges {
            edge.from_side = edge.from_side.map(Side::turned);
            edge.to_side = edge.to_side.map(Side::turned);
        }
        source
    }
}

/// A whole source.
#[derive(Debug, Clone, Default)]
pub(super) struct Source {
    /// The bytes of the line that says how wide it is.
    pub(super) role_at: Range<usize>,
    pub(super) nodes: Vec<Node>,
    pub(super) groups: Vec<Group>,
    pub(super) edges: Vec<Edge>,
    /// The placement, and the one for a narrow measure.
    pub(super) grid: Option<Grid>,
    pub(super) narrow: Option<Grid>,
    /// Whether all labels stand in a list, with their numbers on the edges.
    pub(super) numbered: bool,
    /// Whether the strokes are explained.
    pub(super) legend: bool,
}
