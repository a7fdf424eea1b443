//! What a source says.

use std::ops::Range;

/// What is wrong, where in the source, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// The bytes of the source that it concerns.
    pub at: Range<usize>,
}

impl Problem {
    pub(super) fn new(at: Range<usize>, message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None, at }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds "did you mean", or else the given hint.
    pub(super) fn suggest<'a>(
        self,
        wrong: &str,
        known: impl IntoIterator<Item = &'a str>,
        otherwise: &str,
    ) -> Self {
        match crate::diagnostics::did_you_mean(wrong, known) {
            Some(name) => self.hint(format!("did you mean `{name}`?")),
            None if otherwise.is_empty() => self,
            None => self.hint(otherwise),
        }
    }
}

/// The width that a figure is drawn for.
#[derive(Debug, Copy, Clone, PartialEq)]
pub(crate) enum Role {
    /// One column.
    Half,
    /// With the caption beside it.
    Side,
    /// The whole measure.
    Full,
    /// A width of its own, in millimetres.
    Millimetres(f64),
}

/// What a figure shows, in the order of the list of kinds.
pub(super) const SUBJECTS: [&str; 14] = [
    "canvas",
    "whiteboard",
    "pipeline",
    "topology",
    "sequence",
    "timeline",
    "state",
    "architecture",
    "plot",
    "matrix",
    "funnel",
    "schema",
    "worked-example",
    "map",
];

/// What a box stands for, told by its shape.
#[derive(Debug, Copy, Clone, PartialEq, Eq, Default)]
pub(super) enum Kind {
    /// A rectangle.
    #[default]
    Service,
    /// A cylinder.
    Store,
    /// A barrel.
    Queue,
    /// A pill.
    Actor,
    /// A filled rectangle.
    Model,
    /// A sheet with a folded corner.
    Data,
    /// A pill of its own width with a strong outline.
    Op,
    /// Words without a box.
    Note,
}

impl Kind {
    pub(super) const NAMES: [&'static str; 8] =
        ["service", "store", "queue", "actor", "model", "data", "op", "note"];

    pub(super) fn named(name: &str) -> Option<Self> {
        use Kind::{Actor, Data, Model, Note, Op, Queue, Service, Store};
        let kinds = [Service, Store, Queue, Actor, Model, Data, Op, Note];
        Self::NAMES.iter().position(|n| *n == name).map(|index| kinds[index])
    }
}

/// A box.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) sublabel: String,
    pub(super) kind: Kind,
    pub(super) at: Range<usize>,
}

/// A named set of boxes.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) title: String,
    pub(super) members: Vec<usize>,
    pub(super) at: Range<usize>,
}

/// How an edge is drawn.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub(super) enum Stroke {
    /// In the request.
    Solid,
    /// The main path.
    Main,
    /// In the background.
    Dashed,
    /// Feedback.
    Dotted,
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

/// A whole source.
#[derive(Debug, Clone, Default)]
pub(super) struct Source {
    pub(super) role: Option<Role>,
    pub(super) role_at: Range<usize>,
    pub(super) title: String,
    pub(super) alt: String,
    pub(super) subject: Option<String>,
    pub(super) nodes: Vec<Node>,
    pub(super) groups: Vec<Group>,
    pub(super) edges: Vec<Edge>,
    /// The placement, and the one for a narrow measure.
    pub(super) grid: Option<Grid>,
    pub(super) narrow: Option<Grid>,
}
