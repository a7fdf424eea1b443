//! What a fill lays down: a colour, several of a gradient, or a pattern.

use usvg::{Group, Node, Opacity, Paint, Stop};

use super::tone::Tone;

/// Opacity from which a fill hides what lies under it.
const OPAQUE: f64 = 0.9;

/// A fill or a stroke as it reaches the paper.
#[derive(Debug, Clone)]
pub(super) struct Coat {
    /// The colours that occur in it.
    tones: Vec<Tone>,
    /// From 0 to 1.
    pub(super) opacity: f64,
    /// Whether the ground shows between the strokes of a pattern.
    patterned: bool,
}

impl Coat {
    /// A paint under the opacity of the groups around it.
    pub(super) fn new(paint: &Paint, opacity: Opacity, groups: f64) -> Self {
        let opacity = f64::from(opacity.get()) * groups;
        let gradient = |stops: &[Stop]| {
            let least = stops.iter().map(|stop| f64::from(stop.opacity().get()));
            let tones = stops.iter().map(|stop| Tone::new(stop.color())).collect();
            let opacity = opacity * least.fold(1.0, f64::min);
            Self { tones, opacity, patterned: false }
        };
        match paint {
            Paint::Color(color) => Self {
                tones: vec![Tone::new(*color)],
                opacity,
                patterned: false,
            },
            Paint::LinearGradient(gradient_paint) => gradient(gradient_paint.stops()),
            Paint::RadialGradient(gradient_paint) => gradient(gradient_paint.stops()),
            Paint::Pattern(pattern) => {
                let mut tones = Vec::new();
                collect(pattern.root(), &mut tones);
                Self { tones, opacity, patterned: true }
            }
        }
    }

    /// Whether it hides what lies under it.
    pub(super) fn covers(&self) -> bool {
        self.opacity >= OPAQUE && !self.patterned && !self.tones.is_empty()
    }

    /// Whether it weighs more than what shows through it.
    pub(super) fn weighs(&self) -> bool {
        self.opacity >= 0.5
    }

    /// Its colour, if it has but one.
    pub(super) fn plain(&self) -> Option<Tone> {
        match self.tones.as_slice() {
            [tone] if !self.patterned => Some(*tone),
            _ => None,
        }
    }

    /// The colours seen where it lies on a ground.
    pub(super) fn over(&self, ground: &[Tone]) -> Vec<Tone> {
        let mut seen = if self.patterned { ground.to_vec() } else { Vec::new() };
        for below in ground {
            for tone in &self.tones {
                let mixed = tone.over(*below, self.opacity);
                if !seen.contains(&mixed) {
                    seen.push(mixed);
                }
            }
        }
        if seen.is_empty() {
            return ground.to_vec();
        }
        extremes(seen)
    }
}

/// The lightest and the darkest of many colours: no other contrasts less with
/// what is printed on them, unless that lies between them.
fn extremes(mut tones: Vec<Tone>) -> Vec<Tone> {
    if tones.len() > 4 {
        tones.sort_by(|a, b| a.luminance().total_cmp(&b.luminance()));
        let last = tones.pop();
        tones.truncate(1);
        tones.extend(last);
    }
    tones
}

/// The plain colours that a pattern draws with.
fn collect(group: &Group, tones: &mut Vec<Tone>) {
    for node in group.children() {
        match node {
            Node::Group(group) => collect(group, tones),
            Node::Path(path) if path.is_visible() => {
                // A line goes around nothing that a fill would show.
                let shape = path.fill().filter(|_| path.data().points().len() > 2);
                let fill = shape.map(|fill| fill.paint());
                let stroke = path.stroke().map(|stroke| stroke.paint());
                for paint in [fill, stroke].into_iter().flatten() {
                    if let Paint::Color(color) = paint
                        && !tones.contains(&Tone::new(*color))
                    {
                        tones.push(Tone::new(*color));
                    }
                }
            }
            Node::Path(_) | Node::Image(_) | Node::Text(_) => {}
        }
    }
}
