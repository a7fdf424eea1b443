//! Reads the frames of finished pages in one walk.

use ecow::EcoString;
use typst_layout::PagedDocument;
use typst_library::introspection::{Location, Tag};
use typst_library::layout::{Abs, Frame, FrameItem, Point, Size, Transform};
use typst_library::text::TextItem;
use typst_library::visualize::{
    Color, FixedStroke, Geometry, Image, ImageKind, Paint, Shape,
};
use typst_syntax::Span;

use super::ink::{Area, Drawn, Element, End, Holder, Link, PageInk, Pages, Picture, Run};
use crate::limits::PAGE_RIVER_SPACE;

/// The share of its size that a line of text has above and below its baseline.
const ASCENT: f64 = 0.72;
const DESCENT: f64 = 0.17;

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
        pages.endless = open.into_iter().map(|(_, index)| index).collect();
        pages
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
        self.pages
            .boxes
            .push(Holder { parent, area: whole(size, here), clips });
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
                match own {
                    Some(index) => drop(self.open.remove(index)),
                    None => self.pages.ends.push(End {
                        parent: self.element(),
                        page: self.page,
                        at: Point::zero().transform(here),
                    }),
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
            gaps: gaps(text, here),
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
        let raster = matches!(image.kind(), ImageKind::Raster(_));
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
    let spaces = text
        .glyphs
        .iter()
        .filter(|glyph| text.text.get(glyph.range()).is_some_and(|word| word == " "));
    let (sum, count) = spaces.fold((0.0, 0.0), |(sum, count), glyph| {
        (sum + glyph.x_advance.get(), count + 1.0)
    });
    if count == 0.0 || natural <= 0.0 {
        (1.0, 0.0)
    } else {
        (sum / (natural * count), count)
    }
}

/// The spaces of an upright text that are wide enough for a river, from and to.
fn gaps(text: &TextItem, here: Transform) -> Vec<[f64; 2]> {
    let mut found = Vec::new();
    let natural = space(text).unwrap_or_default();
    let size = text.size.to_pt();
    let is_upright = here.kx.is_zero() && here.ky.is_zero();
    let mut place = 0.0;
    for glyph in &text.glyphs {
        let advance = glyph.x_advance.get();
        let start = place;
        place += advance * size;
        let is_space = text.text.get(glyph.range()).is_some_and(|word| word == " ");
        if is_space && is_upright && advance > PAGE_RIVER_SPACE * natural {
            let area = Area::of([start, 0.0, place, 0.0], here);
            found.push([area.left, area.right]);
        }
    }
    found
}

/// The width of the space of a face, in its size.
fn space(text: &TextItem) -> Option<f64> {
    let face = text.font.ttf();
    let advance = face.glyph_hor_advance(face.glyph_index(' ')?)?;
    Some(text.font.to_em(advance).get())
}
