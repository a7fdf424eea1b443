//! The ink of finished pages: nothing moves, only paints change.
//!
//! The ink of an edition is no setting of the layout. Pages that differ in ink
//! alone are laid out once, break at the same places, and bear the same numbers.

mod paint;
mod picture;

use rayon::prelude::*;
use typst_layout::{Page, PagedDocument};
use typst_library::World;
use typst_library::foundations::Smart;
use typst_library::layout::{Frame, FrameItem};
use typst_library::model::Document;
use typst_library::visualize::{Paint, Shape};
use typst_syntax::Span;

use crate::diagnostics::Report;
use crate::model::Ink;
use paint::{grey_paint, grey_stroke, has_colour};
use typst_timing::TimingScope;

/// The pages of a document in an ink. In [`Ink::Mono`] every paint of text, shapes,
/// strokes, gradients and fills becomes the grey of its luminance, and every picture
/// its grey rendering. What cannot be mapped stays as it is and is reported.
pub fn inked(
    document: PagedDocument,
    ink: Ink,
    world: &(dyn World + Sync),
    report: &mut Report,
) -> PagedDocument {
    let _scope = TimingScope::new("ink");
    match ink {
        Ink::Colour => document,
        Ink::Mono => mono(&document, world, report),
    }
}

fn mono(
    document: &PagedDocument,
    world: &(dyn World + Sync),
    report: &mut Report,
) -> PagedDocument {
    let pages: Vec<(Page, Vec<Span>)> = document
        .pages()
        .par_iter()
        .map(|page| {
            let mut pass = Pass { world, coloured: Vec::new() };
            let mut page = page.clone();
            if let Smart::Custom(Some(fill)) = &mut page.fill {
                pass.paint(fill, Span::detached());
            }
            pass.frame(&mut page.frame);
            (page, pass.coloured)
        })
        .collect();
    for span in pages.iter().flat_map(|(_, coloured)| coloured) {
        report
            .warning("ink-colour", *span, "this prints in colour in an edition of black")
            .hint("draw it in greys: a pattern, or a picture within a figure, keeps its colours");
    }
    let pages = pages.into_iter().map(|(page, _)| page).collect();
    PagedDocument::new(pages, document.info().clone())
}

/// One walk over a page.
struct Pass<'a> {
    world: &'a (dyn World + Sync),
    /// The places of what keeps its colours.
    coloured: Vec<Span>,
}

impl Pass<'_> {
    fn frame(&mut self, frame: &mut Frame) {
        frame.retain(|item| {
            match item {
                FrameItem::Group(group) => self.frame(&mut group.frame),
                FrameItem::Text(text) => {
                    let span = text.glyphs.first().map(|glyph| glyph.span.0);
                    let span = span.unwrap_or(Span::detached());
                    self.paint(&mut text.fill, span);
                    if let Some(stroke) = &mut text.stroke {
                        *stroke = self.stroke(stroke, span);
                    }
                }
                FrameItem::Shape(shape, span) => self.shape(shape, *span),
                FrameItem::Image(image, _, span) => {
                    match picture::grey(image, self.world) {
                        Some(grey) => *image = grey,
                        None => self.coloured.push(*span),
                    }
                }
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
            true
        });
    }

    fn shape(&mut self, shape: &mut Shape, span: Span) {
        if let Some(fill) = &mut shape.fill {
            self.paint(fill, span);
        }
        if let Some(stroke) = &mut shape.stroke {
            *stroke = self.stroke(stroke, span);
        }
    }

    fn paint(&mut self, paint: &mut Paint, span: Span) {
        *paint = grey_paint(paint);
        if has_colour(paint) {
            self.coloured.push(span);
        }
    }

    fn stroke(
        &mut self,
        stroke: &typst_library::visualize::FixedStroke,
        span: Span,
    ) -> typst_library::visualize::FixedStroke {
        let stroke = grey_stroke(stroke);
        if has_colour(&stroke.paint) {
            self.coloured.push(span);
        }
        stroke
    }
}
