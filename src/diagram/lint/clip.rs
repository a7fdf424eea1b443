//! What clip paths and masks leave of a group.

use usvg::{ClipPath, Group, Mask, Node, Transform};

use super::oblong::Oblong;
use super::plane::{Affine, Rect};

/// The rectangle in which the members of a group are seen, inside that of the group
/// around it; nothing if no part of them is.
///
/// `transform` leads from the units of the group to those of the tree. A clip path
/// counts as the upright rectangle around it.
pub(super) fn window(
    group: &Group,
    transform: Transform,
    scale: f64,
    outer: Option<Rect>,
) -> Option<Option<Rect>> {
    let mut window = outer;
    let mut clip = group.clip_path();
    while let Some(path) = clip {
        let mut hole = None;
        surround(path.root(), transform.pre_concat(path.transform()), scale, &mut hole);
        window = Some(match window {
            None => hole?,
            Some(outer) => outer.shared(&hole?)?,
        });
        clip = path.clip_path();
    }
    Some(window)
}

/// Grows a rectangle around what a group draws. The tree does not know the boxes of
/// viewports.
fn surround(group: &Group, outer: Transform, scale: f64, around: &mut Option<Rect>) {
    for node in group.children() {
        let bounds = match node {
            Node::Group(inner) => {
                surround(inner, outer.pre_concat(inner.transform()), scale, around);
                continue;
            }
            Node::Path(path) => path.data().bounds(),
            Node::Text(text) => text.bounding_box(),
            Node::Image(image) => image.bounding_box(),
        };
        let own = Oblong::new(&bounds.into(), &Affine::new(outer, scale)).bounds();
        let both = around.iter().chain([&own]).flat_map(Rect::corners);
        *around = Rect::around(both.collect::<Vec<_>>());
    }
}

/// Whether a group is cut out by words, which are then no longer words.
pub(super) fn is_cut_by_words(group: &Group) -> bool {
    let stencils = group.clip_path().map(ClipPath::root);
    stencils.into_iter().chain(group.mask().map(Mask::root)).any(has_text)
}

/// Whether words are drawn somewhere in a group.
fn has_text(group: &Group) -> bool {
    group.children().iter().any(|node| match node {
        Node::Group(group) => has_text(group),
        Node::Text(_) => true,
        Node::Path(_) | Node::Image(_) => false,
    })
}
