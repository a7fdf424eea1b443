//! What stands on the laid-out pages.
//!
//! Every glyph of a frame carries the place of the text that it came from, and
//! tags between the items say which element they belong to; both are kept, so that
//! a rule can name the line of content to change.

use ecow::EcoString;
use typst_library::foundations::{Content, NativeElement};
use typst_library::layout::{Abs, Point, Transform};
use typst_library::model::{Destination, ParElem};
use typst_syntax::Span;

/// A rectangle on a page, in points from its upper left corner.
#[derive(Debug, Default, Copy, Clone, PartialEq)]
pub struct Area {
    /// The left edge.
    pub left: f64,
    /// The upper edge.
    pub top: f64,
    /// The right edge.
    pub right: f64,
    /// The lower edge.
    pub bottom: f64,
}

/// A run of text in one face.
#[derive(Debug, Clone)]
pub struct Run {
    /// Where it stands: from the ascent of its line to the descent.
    pub area: Area,
    /// The height of its baseline.
    pub base: f64,
    /// Its size as printed, in points.
    pub size: f64,
    /// Whether it runs from left to right, not turned.
    pub upright: bool,
    /// Its characters.
    pub text: EcoString,
    /// The family of its face.
    pub family: EcoString,
    /// Its colour, red, green and blue from 0 to 1; nothing for a pattern.
    pub colour: Option<[f64; 3]>,
    /// The place of its first glyph, with the offset in it.
    pub span: (Span, u16),
    /// Its place among all items of the page.
    pub order: usize,
    /// Whether it ends in a hyphen at the end of a line.
    pub hyphen: bool,
    /// The place of a character that the face does not have.
    pub missing: Option<(EcoString, (Span, u16))>,
    /// The mean width of its spaces over that of the face, and how many there are.
    pub stretch: (f64, f64),
    /// Its wide spaces, from and to, across the page.
    pub gaps: Vec<[f64; 2]>,
    /// The element it belongs to, by its place in [`Pages::elements`].
    pub element: Option<usize>,
    /// The frame it stands in, by its place in [`Pages::boxes`].
    pub frame: usize,
}

/// A drawn line or surface.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// Where it stands, without its stroke.
    pub area: Area,
    /// The colour of its surface.
    pub fill: Option<[f64; 3]>,
    /// Whether it is filled with a pattern: the dots of a field for notes.
    pub dots: bool,
    /// The thickness of its stroke as printed, in points.
    pub stroke: Option<f64>,
    /// Where it was drawn.
    pub span: Span,
    /// The element it belongs to.
    pub element: Option<usize>,
    /// Its place among all items of the page.
    pub order: usize,
}

/// A picture.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Where it stands.
    pub area: Area,
    /// Its pixels across an inch as printed; nothing for vectors.
    pub dpi: Option<f64>,
    /// Its words for those who do not see it.
    pub alt: Option<EcoString>,
    /// Where it was called for.
    pub span: Span,
    /// The element it belongs to.
    pub element: Option<usize>,
}

/// An active area.
#[derive(Debug, Clone)]
pub struct Link {
    /// Where it stands.
    pub area: Area,
    /// Where it leads.
    pub to: Destination,
    /// The element it belongs to.
    pub element: Option<usize>,
}

/// An element that is open while others are laid out.
#[derive(Debug, Clone)]
pub struct Element {
    /// The element around it.
    pub parent: Option<usize>,
    /// The element itself.
    pub content: Content,
    /// The page on which it begins, from 0.
    pub page: usize,
    /// Where it begins.
    pub at: Point,
}

/// One page.
#[derive(Debug, Default)]
pub struct PageInk {
    /// All text, in the order of the frames.
    pub runs: Vec<Run>,
    /// All lines and surfaces.
    pub drawn: Vec<Drawn>,
    /// All pictures.
    pub pictures: Vec<Picture>,
    /// All links.
    pub links: Vec<Link>,
}

/// A frame: its parent and its area.
#[derive(Debug, Copy, Clone)]
pub struct Holder {
    /// The frame around it; a page has none.
    pub parent: Option<usize>,
    /// Where it stands.
    pub area: Area,
    /// Whether what reaches out of it is cut off.
    pub clips: bool,
}

/// All pages.
#[derive(Debug, Default)]
pub struct Pages {
    /// The pages, in order.
    pub pages: Vec<PageInk>,
    /// All elements, in the order in which they begin.
    pub elements: Vec<Element>,
    /// All frames.
    pub boxes: Vec<Holder>,
    /// The ends of elements of which there is no beginning.
    pub ends: Vec<End>,
    /// The elements of which there is no end.
    pub endless: Vec<usize>,
}

/// The end of an element whose beginning is on no page.
#[derive(Debug, Copy, Clone)]
pub struct End {
    /// The element around it.
    pub parent: Option<usize>,
    /// The page, from 0.
    pub page: usize,
    /// Where it ends.
    pub at: Point,
}

impl Area {
    /// The area of a box that a transformation moves.
    pub(super) fn of([left, top, right, bottom]: [f64; 4], here: Transform) -> Self {
        let at = |x: f64, y: f64| Point::new(Abs::pt(x), Abs::pt(y)).transform(here);
        let corners =
            [at(left, top), at(right, top), at(left, bottom), at(right, bottom)];
        let xs = corners.map(|point| point.x.to_pt());
        let ys = corners.map(|point| point.y.to_pt());
        let low = |values: [f64; 4]| values.into_iter().fold(f64::INFINITY, f64::min);
        let high =
            |values: [f64; 4]| values.into_iter().fold(f64::NEG_INFINITY, f64::max);
        Self {
            left: low(xs),
            top: low(ys),
            right: high(xs),
            bottom: high(ys),
        }
    }

    /// Its width.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Its height.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// How far two areas overlap, across and down; negative where they do not.
    pub fn overlap(&self, other: &Self) -> (f64, f64) {
        let across = self.right.min(other.right) - self.left.max(other.left);
        let down = self.bottom.min(other.bottom) - self.top.max(other.top);
        (across, down)
    }

    /// The area that holds both.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

impl Pages {
    /// An element and those around it, from the inside.
    pub fn around(&self, element: Option<usize>) -> impl Iterator<Item = &Element> {
        std::iter::successors(
            element.and_then(|index| self.elements.get(index)),
            |inner| self.elements.get(inner.parent?),
        )
    }

    /// The label of the nearest element around that has one that begins so.
    pub fn label(&self, element: Option<usize>, prefix: &str) -> Option<String> {
        self.around(element)
            .filter_map(|open| open.content.label())
            .map(|label| label.resolve().to_string())
            .find(|label| label.starts_with(prefix))
    }

    /// The paragraph that an element belongs to, by its place among the elements.
    pub fn paragraph(&self, element: Option<usize>) -> Option<usize> {
        self.nearest(element, &[ParElem::ELEM.name()])
    }

    /// The paragraph, cell or body of an item that an element belongs to, by its place.
    pub fn text(&self, element: Option<usize>) -> Option<usize> {
        self.nearest(element, &[ParElem::ELEM.name(), "cell", "pdf-marker-tag"])
    }

    fn nearest(&self, element: Option<usize>, names: &[&str]) -> Option<usize> {
        std::iter::successors(element, |index| self.elements.get(*index)?.parent)
            .find(|index| names.contains(&self.elements[*index].content.elem().name()))
    }
}
