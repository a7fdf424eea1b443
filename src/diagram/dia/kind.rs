//! What a box stands for.

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
    /// A state: a rectangle with round corners.
    State,
    /// Where the states begin: a filled dot.
    Start,
    /// Where they end: a dot in a ring.
    End,
}

impl Kind {
    pub(super) const NAMES: [&'static str; 11] = [
        "service", "store", "queue", "actor", "model", "data", "op", "note", "state",
        "start", "end",
    ];

    pub(super) fn named(name: &str) -> Option<Self> {
        use Kind::{
            Actor, Data, End, Model, Note, Op, Queue, Service, Start, State, Store,
        };
        let kinds =
            [Service, Store, Queue, Actor, Model, Data, Op, Note, State, Start, End];
        Self::NAMES.iter().position(|n| *n == name).map(|index| kinds[index])
    }

    /// Whether it is a dot, which has no words.
    pub(super) fn is_dot(self) -> bool {
        matches!(self, Self::Start | Self::End)
    }
}
