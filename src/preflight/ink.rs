//! What stands on the laid-out pages, read from their frames in one walk.
//!
//! Every glyph of a frame carries the place of the text that it came from, and
//! tags between the items say which element they belong to; both are kept, so that
//! a rule can name the line of content to change.

use ecow::EcoString;
use typst_layout::PagedDocument;
use typst_library::foundations::{Content, NativeElement};
use typst_library::introspection::{Location, Tag};
use typst_library::layout::{Abs, Frame, FrameItem, Point, Size, Transform};
use typst_library::model::{Destination, ParElem};
use typst_library::text::TextItem;
use typst_library::visualize::{Color, FixedStroke, Geometry, Image, Paint, Shape};
use typst_syntax::Span;

/// The share of its size that a line of text has above and below its baseline.
const ASCENT: f64 = 0.72;
const DESCENT: f64 = 0.17;

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
}

impl Area {
    /// The area of a box that a transformation moves.
    fn of([left, top, right, bottom]: [f64; 4], here: Transform) -> Self {
        let at = |x: f64, y: f64| Point::new(Abs::pt(x), Abs::pt(y)).transform(here);
        let corners =
            [at(left, top), at(right, top), at(left, bottom), at(right, bottom)];
        let xs = corners.map(|point| point.x.to_pt());
        let ys = corners.map(|point| point.y.to_pt());
        let low = |values: [f64; 4]| values.into_iter().fold(f64::INFINITY, f64::min);
        let high =
            |values: [f64; 4]| values.into_iter().fold(f64::NEG_INFINITY, f64::max);
        Self { left: low(xs), top: low(ys), right: high(xs), bottom: high(ys) }
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
    /// Reads all pages of a document.
    pub fn read(document: &PagedDocument) -> Self {
        let mut pages = Self::default();
        let mut open = Vec::new();
        for (index, laid) in document.pages().iter().enumerate() {
            let size = laid.frame.size();
            let mut walk = Walk {
                page: index,
                ink: PageInk::default(),
                order: 0,
                open: &mut open,
                pages: &mut pages,
            };
            let holder = walk.holder(None, size, Transform::identity(), false);
            walk.frame(&laid.frame, Transform::identity(), holder);
            let ink = walk.ink;
            pages.pages.push(ink);
        }
        pages
    }

    /// An element and those around it, from the inside.
    pub fn around(&self, element: Option<usize>) -> impl Iterator<Item = &Element> {
        std::iter::successors(element.and_then(|index| self.elements.get(index)), |inner| {
            self.elements.get(inner.parent?)
        })
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
        std::iter::successors(element, |index| self.elements.get(*index)?.parent)
            .find(|index| self.elements[*index].content.elem() == ParElem::ELEM)
    }
}

struct Walk<'a> {
    page: usize,
    ink: PageInk,
    order: usize,
    /// The elements that have begun and not ended.
    open: &'a mut Vec<(Location, usize)>,
    pages: &'a mut Pages,
}

impl Walk<'_> {
    fn frame(&mut self, frame: &Frame, outer: Transform, holder: usize) {
        for (position, item) in frame.items() {
            let here = outer.pre_concat(Transform::translate(position.x, position.y));
            self.order += 1;
            match item {
                FrameItem::Group(group) => {
                    let inner = here.pre_concat(group.transform);
                    let size = group.frame.size();
                    let clips = group.clip.is_some();
                    let own = self.holder(Some(holder), size, inner, clips);
                    self.frame(&group.frame, inner, own);
                }
                FrameItem::Text(text) => self.text(text, here, holder),
                FrameItem::Shape(shape, span) => self.shape(shape, *span, here),
                FrameItem::Image(image, size, span) => {
                    self.picture(image, *size, *span, here);
                }
                FrameItem::Link(to, size) => {
                    let area = whole(*size, here);
                    let element = self.element();
                    self.ink.links.push(Link { area, to: to.clone(), element });
                }
                FrameItem::Tag(tag) => self.tag(tag, here),
            }
        }
    }

    fn holder(
        &mut self,
        parent: Option<usize>,
        size: Size,
        here: Transform,
        clips: bool,
    ) -> usize {
        self.pages.boxes.push(Holder { parent, area: whole(size, here), clips });
        self.pages.boxes.len() - 1
    }

    fn element(&self) -> Option<usize> {
        self.open.last().map(|(_, index)| *index)
    }

    fn tag(&mut self, tag: &Tag, here: Transform) {
        match tag {
            Tag::Start(content, _) => {
                let Some(location) = content.location() else { return };
                let parent = self.element();
                self.open.push((location, self.pages.elements.len()));
                self.pages.elements.push(Element {
                    parent,
                    content: content.clone(),
                    page: self.page,
                    at: Point::zero().transform(here),
                });
            }
            Tag::End(location, ..) => {
                let own = self.open.iter().rposition(|(open, _)| open == location);
                if let Some(index) = own {
                    self.open.remove(index);
                }
            }
        }
    }

    fn text(&mut self, text: &TextItem, here: Transform, holder: usize) {
        let size = text.size.to_pt();
        let width = text.width().to_pt() - trailing(text);
        let Some(first) = text.glyphs.first() else { return };
        let missing = text.glyphs.iter().find(|glyph| glyph.id == 0);
        let run = Run {
            area: Area::of([0.0, -ASCENT * size, width, DESCENT * size], here),
            base: Point::zero().transform(here).y.to_pt(),
            size: size * scale(here),
            upright: here.kx.is_zero() && here.ky.is_zero(),
            text: text.text.clone(),
            family: text.font.info().family.as_str().into(),
            colour: colour(&text.fill),
            span: first.span,
            order: self.order,
            hyphen: text.text.ends_with(['-', '\u{ad}', '\u{2010}']),
            missing: missing.map(|glyph| {
                let word = text.text.get(glyph.range()).unwrap_or_default();
                (word.into(), glyph.span)
            }),
            stretch: stretch(text),
            element: self.element(),
            frame: holder,
        };
        self.ink.runs.push(run);
    }

    fn shape(&mut self, shape: &Shape, span: Span, here: Transform) {
        let bounds = shape.bbox(false);
        let sides = [bounds.min.x, bounds.min.y, bounds.max.x, bounds.max.y];
        let line = matches!(shape.geometry, Geometry::Line(_));
        let stroke = shape.stroke.as_ref().and_then(visible);
        if shape.fill.is_none() && stroke.is_none() {
            return;
        }
        self.ink.drawn.push(Drawn {
            area: Area::of(sides.map(Abs::to_pt), here),
            fill: shape.fill.as_ref().filter(|_| !line).and_then(colour),
            dots: matches!(shape.fill, Some(Paint::Tiling(_))),
            stroke: stroke.map(|thickness| thickness * scale(here)),
            span,
            element: self.element(),
            order: self.order,
        });
    }

    fn picture(&mut self, image: &Image, size: Size, span: Span, here: Transform) {
        let raster = matches!(
            image.kind(),
            typst_library::visualize::ImageKind::Raster(_)
        );
        let inches = size.x.to_pt() * scale(here) / 72.0;
        let dpi = (raster && inches > 0.0).then(|| image.width() / inches);
        self.ink.pictures.push(Picture {
            area: whole(size, here),
            dpi,
            alt: image.alt().map(EcoString::from),
            span,
            element: self.element(),
        });
    }
}

fn whole(size: Size, here: Transform) -> Area {
    Area::of([0.0, 0.0, size.x.to_pt(), size.y.to_pt()], here)
}

/// How much a transformation enlarges.
fn scale(here: Transform) -> f64 {
    let (across, down) = (here.sx.get(), here.ky.get());
    across.hypot(down)
}

/// The thickness of a stroke that can be seen.
fn visible(stroke: &FixedStroke) -> Option<f64> {
    let thickness = stroke.thickness.to_pt();
    (thickness > 0.0 && colour(&stroke.paint) != Some([1.0; 3])).then_some(thickness)
}

/// A plain colour as red, green and blue.
fn colour(paint: &Paint) -> Option<[f64; 3]> {
    let Paint::Solid(colour) = paint else { return None };
    Some(channels(colour))
}

fn channels(colour: &Color) -> [f64; 3] {
    let [red, green, blue, _] = colour.to_vec4_u8();
    [red, green, blue].map(|channel| f64::from(channel) / 255.0)
}

/// The width of the spaces at the end, which nobody sees, in points.
fn trailing(text: &TextItem) -> f64 {
    let spaces = text.glyphs.iter().rev().take_while(|glyph| {
        let word = text.text.get(glyph.range()).unwrap_or_default();
        word.chars().all(char::is_whitespace)
    });
    spaces.map(|glyph| glyph.x_advance.at(text.size).to_pt()).sum()
}

/// The mean width of spaces over that of the face, and how many there are.
fn stretch(text: &TextItem) -> (f64, f64) {
    let natural = space(text).unwrap_or_default();
    let spaces = text.glyphs.iter().filter(|glyph| {
        text.text.get(glyph.range()).is_some_and(|word| word == " ")
    });
    let (sum, count) = spaces.fold((0.0, 0.0), |(sum, count), glyph| {
        (sum + glyph.x_advance.get(), count + 1.0)
    });
    if count == 0.0 || natural <= 0.0 { (1.0, 0.0) } else { (sum / (natural * count), count) }
}

/// The width of the space of a face, in its size.
fn space(text: &TextItem) -> Option<f64> {
    let face = text.font.ttf();
    let advance = face.glyph_hor_advance(face.glyph_index(' ')?)?;
    Some(text.font.to_em(advance).get())
}
