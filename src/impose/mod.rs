//! From pages to what a press or a copy shop needs: pages with marks, sheets to be
//! folded or cut, a cover, and a map of it all.
//!
//! Sheets are made of finished pages, in process. They have no tags and no links,
//! and so stand beside the file that people read, never in its place.

mod map;
mod scheme;
mod sheet;

pub use map::map;
pub use scheme::{Imposition, Sheet, Slot, impose};

use ecow::eco_format;
use serde_json::{Value, json};
use typst_layout::{Page, PagedDocument};
use typst_library::foundations::Smart;
use typst_library::layout::{Frame, FrameItem, Sides};
use typst_library::model::Document;
use typst_syntax::DiagSpan;

use crate::diagnostics::{Failed, Report};
use crate::finish::Boxes;
use crate::model::{Edition, Padding, Paper, Scheme};
use sheet::{MM, Measures};

/// Sheets that staples hold.
const STAPLED: usize = 24;

/// How an edition comes to paper.
#[derive(Debug)]
pub struct Plan {
    /// The pages on their sheets.
    pub imposition: Imposition,
    /// Pages of the book, without those that fill the last sheet.
    pub extent: usize,
    /// The width of the spine, in points.
    pub spine: f64,
    measures: Measures,
}

/// A press file: its pages with their boxes.
#[derive(Debug)]
pub struct PressFile {
    /// The pages.
    pub document: PagedDocument,
    /// Their boxes, in order.
    pub boxes: Vec<Boxes>,
}

impl Plan {
    /// Plans the sheets of an edition of so many pages.
    ///
    /// # Errors
    /// Fails when what the edition asks for cannot be folded, or is not for paper.
    pub fn new(
        edition: &Edition,
        extent: usize,
        report: &mut Report,
    ) -> Result<Self, Failed> {
        let press = &edition.press;
        if edition.paper == Paper::Screen {
            report
                .usage(
                    "press-screen",
                    eco_format!("the edition `{}` is made for a screen", edition.name),
                )
                .hint("print another, or set `paper` to a paper");
        }
        let folded = matches!(press.scheme, Scheme::Saddle | Scheme::Signatures);
        if folded && !edition.duplex {
            report
                .usage(
                    "press-duplex",
                    eco_format!(
                        "the pages of `{}` do not face each other, and cannot be folded",
                        edition.name
                    ),
                )
                .hint("set `duplex` to true, or `press.scheme` to \"two-up\"");
        }
        if !press.signature.is_multiple_of(4) {
            report
                .error(
                    "press-signature",
                    press.signature_at,
                    eco_format!("a signature cannot have {} pages", press.signature),
                )
                .hint("a folded sheet has four pages: write a multiple of 4");
        }
        let imposition = impose(press.scheme, extent, press.signature.into());
        let sheets = imposition.sheets.len();
        if press.scheme == Scheme::Saddle && sheets > STAPLED {
            report
                .warning(
                    "press-thick",
                    DiagSpan::detached(),
                    eco_format!("{sheets} sheets in one another are too thick to staple"),
                )
                .hint("set `press.scheme` to \"signatures\"");
        }
        report.gate()?;
        let page = edition.page();
        let caliper = f64::from(press.caliper) / 1e3 * MM;
        let leaves = u32::try_from(imposition.pages / 2).unwrap_or_default();
        let spine = match press.scheme {
            Scheme::Saddle => 0.0,
            _ => f64::from(leaves) * caliper,
        };
        let measures = Measures {
            trim: [page.width, page.height],
            bleed: f64::from(press.bleed) * MM,
            creep: caliper,
            marks: press.marks,
        };
        Ok(Self { imposition, extent, spine, measures })
    }

    /// What the layout of covers, pages for notes and slugs reads. The slugs of all
    /// pages come before those of the sides of all sheets.
    pub fn words(&self, edition: &Edition) -> Value {
        let name = &edition.name;
        let pages = self.imposition.pages;
        let page = |page: usize| match page < self.extent {
            true => format!("{name} \u{b7} page {} of {pages}", page + 1),
            false => format!("{name} \u{b7} page {} of {pages}, for notes", page + 1),
        };
        let signatures = self.imposition.sheets.last().map_or(0, |s| s.signature) + 1;
        let sides =
            self.imposition.sheets.iter().enumerate().flat_map(|(index, sheet)| {
                let of = format!("{} of {}", index + 1, self.imposition.sheets.len());
                let signature = match signatures {
                    1 => String::new(),
                    _ => format!(
                        " \u{b7} signature {} of {signatures}",
                        sheet.signature + 1
                    ),
                };
                ["front", "back"]
                    .map(|side| format!("{name} \u{b7} sheet {of}, {side}{signature}"))
            });
        let cover = format!("{name} \u{b7} cover");
        let slugs: Vec<String> = std::iter::once(cover)
            .chain((0..pages).map(page))
            .chain(sides)
            .collect();
        json!({
            "spine": self.spine,
            "extent": self.extent,
            "dots": edition.press.padding == Padding::Notes,
            "slugs": slugs,
        })
    }

    /// The press files of an edition: its pages one by one, its sheets, its cover.
    /// `extras` is what the layout made of [`Plan::words`].
    pub fn files(&self, book: &PagedDocument, extras: &PagedDocument) -> [PressFile; 3] {
        let [cover, recto, verso, slugs @ ..] = extras.pages() else {
            return [(); 3].map(|()| self.file(book, Vec::new()));
        };
        let mut pages: Vec<Page> = book.pages().iter().map(bare).collect();
        for index in pages.len()..self.imposition.pages {
            pages.push(bare(if index % 2 == 0 { recto } else { verso }));
        }
        let measures = &self.measures;
        let slug = |index: usize| slugs.get(index).map(|page| &page.frame);
        let singles = pages
            .iter()
            .enumerate()
            .map(|(index, page)| sheet::single(measures, &page.frame, slug(1 + index)));
        let singles = self.file(book, singles.collect());
        let sides =
            self.imposition.sheets.iter().enumerate().flat_map(|(index, sheet)| {
                let first = 1 + self.imposition.pages + 2 * index;
                sheet
                    .sides
                    .each_ref()
                    .into_iter()
                    .enumerate()
                    .map(move |(side, slots)| (sheet, slots, first + side))
            });
        let sides = sides.map(|(sheet, slots, index)| {
            sheet::side(measures, &self.imposition, sheet, slots, &pages, slug(index))
        });
        let sheets = self.file(book, sides.collect());
        let cover = sheet::cover(measures, &bare(cover).frame, self.spine, slug(0));
        [singles, sheets, self.file(book, vec![cover])]
    }

    fn file(&self, book: &PagedDocument, frames: Vec<Frame>) -> PressFile {
        let size = |frame: &Frame| [frame.width().to_pt(), frame.height().to_pt()];
        let boxes = frames.iter().map(|frame| self.measures.boxes(size(frame))).collect();
        let pages = frames.into_iter().zip(1..).map(|(frame, number)| Page {
            frame,
            bleed: Sides::default(),
            fill: Smart::Auto,
            numbering: None,
            supplement: Default::default(),
            number,
        });
        let document = PagedDocument::new(pages.collect(), book.info().clone());
        PressFile { document, boxes }
    }
}

/// A page without links and tags, which would lead to where it no longer is.
fn bare(page: &Page) -> Page {
    fn strip(frame: &mut Frame) {
        frame.retain(|item| match item {
            FrameItem::Group(group) => {
                strip(&mut group.frame);
                true
            }
            FrameItem::Link(..) | FrameItem::Tag(_) => false,
            FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) => true,
        });
    }
    let mut page = page.clone();
    strip(&mut page.frame);
    page
}
