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
