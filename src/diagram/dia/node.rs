//! The look of a box by its kind, and the heads of arrows.

use super::kind::Kind;
use super::outline::{STATE, n, pill_radius};
use super::scene::Paint;
use super::shape::{Point, Rect};
use super::theme::{
    ACTOR, BRAND, FADED, FADED_FILL, FADED_INK, FILLED, INK, Lettering, NODE, ON_BRAND,
    PAPER, RULE, STROKE, SUBLABEL,
};

/// How the label of a kind of box is set.
pub(super) fn lettering(kind: Kind) -> Lettering {
    if kind == Kind::Model { FILLED } else { NODE }
}

/// What the shape of a kind takes beyond a rectangle: width and height.
pub(super) fn extra(kind: Kind) -> (f64, f64) {
    match kind {
        Kind::Store => (0.0, 4.0),
        Kind::Queue => (6.0, 0.0),
        Kind::Actor | Kind::Op => (4.0, 0.0),
        Kind::Data => (3.0, 2.0),
        Kind::State => (2.0, 0.0),
        Kind::Service | Kind::Model | Kind::Note | Kind::Start | Kind::End => (0.0, 0.0),
    }
}

/// Corner radius and paint of a kind of box.
pub(super) fn look(kind: Kind, rect: &Rect) -> (f64, Paint) {
    let plain = Paint::outlined(PAPER, RULE, STROKE);
    match kind {
        Kind::Actor => (pill_radius(rect), Paint::outlined(ACTOR, RULE, STROKE)),
        Kind::Op => (pill_radius(rect), Paint::outlined(PAPER, RULE, 1.1)),
        Kind::Model => (2.2, Paint::outlined(BRAND, BRAND, STROKE)),
        Kind::State => (STATE.min(pill_radius(rect)), plain),
        Kind::Start => (rect.width() / 2.0, Paint::filled(INK)),
        Kind::End => (rect.width() / 2.0, plain),
        Kind::Note => (0.0, Paint::filled("none")),
        Kind::Service | Kind::Store | Kind::Queue | Kind::Data => (2.2, plain),
    }
}

/// The same for what was there before. No line of it is wider or narrower.
pub(super) fn faded(kind: Kind, paint: Paint) -> Paint {
    let fill = match kind {
        Kind::Model => FADED_FILL,
        Kind::Start => FADED,
        Kind::Note => paint.fill,
        _ => PAPER,
    };
    let stroke = if paint.stroke == "none" { paint.stroke } else { FADED };
    Paint { fill, stroke, ..paint }
}

/// How the label and the second line of a box are set. In a box that was there before,
/// words that are new are black.
pub(super) fn letterings(
    kind: Kind,
    before: bool,
    new_words: [bool; 2],
) -> [Lettering; 2] {
    let faces = [lettering(kind), SUBLABEL];
    let [label, sublabel] = match (kind, before) {
        (Kind::Model, false) => return [faces[0], SUBLABEL.inked(ON_BRAND)],
        (_, false) => return faces,
        (Kind::Model, true) => [faces[0].inked(INK), SUBLABEL],
        (_, true) => faces.map(|face| face.inked(FADED_INK)),
    };
    let set = |face: Lettering, new| if new { face.inked(INK) } else { face };
    [set(label, new_words[0]), set(sublabel, new_words[1])]
}

/// The path of an arrow head with its tip at a point.
pub(super) fn triangle(tip: Point, to: Point, length: f64) -> String {
    let half = length * 0.43;
    let base = tip.moved(to, -length);
    let (x, y) = (to.y * half, to.x * half);
    format!(
        "M{} {}L{} {}L{} {}Z",
        n(tip.x),
        n(tip.y),
        n(base.x - x),
        n(base.y + y),
        n(base.x + x),
        n(base.y - y)
    )
}
