//! Numbers of pages that are written after the layout.
//!
//! A text that asked for the page of something would be laid out again in every pass
//! in which that page moved. Here it asks only how many digits the number has and
//! prints noughts, whose source names what the number is of; the finished frames are
//! given the digits. All figures of a face have one width, so nothing moves. Before
//! the first pass the numbers are guessed: a guess of the wrong length costs the lines
//! around it a second layout, and nothing else.

use std::collections::BTreeMap;
use std::sync::Arc;

use typst_layout::PagedDocument;
use typst_library::World;
use typst_library::diag::SourceResult;
use typst_library::engine::Engine;
use typst_library::foundations::{Bytes, NativeElement, Str, Value, func};
use typst_library::introspection::Introspector;
use typst_library::layout::{Frame, FrameItem};
use typst_library::text::{Glyph, TextElem, TextItem};
use typst_syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};

/// Where the number of digits of a name lies among the files.
const FOLDER: &str = "/folio/";

/// What stands before the place of a page among the pages, where no name is asked for.
const AT: &str = "@";

/// Digits of a number that nobody guessed.
const USUAL: usize = 2;

/// The number of the page of a name, in noughts; nothing where this edition does not
/// print what bears it.
#[func]
pub fn casebook_folio(engine: &mut Engine, name: Str) -> SourceResult<Value> {
    let Some(id) = id(&name) else { return Ok(Value::None) };
    let told = engine.world.file(id).ok();
    let digits = told.map_or(USUAL, |digits| digits.len());
    if digits == 0 {
        return Ok(Value::None);
    }
    let noughts = TextElem::new("0".repeat(digits).into()).pack();
    let source = Source::new(id, String::new());
    Ok(Value::Content(noughts.spanned(source.root().span())))
}

fn id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(format!("{FOLDER}{}", name.replace(':', "/"))).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// What is known of the numbers of pages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Folios {
    /// Those of a layout, by name with strokes for colons.
    known: Option<Arc<BTreeMap<String, u64>>>,
    /// Where units are guessed to begin, in their order.
    pub guesses: Guesses,
}

/// Where the units of an edition are guessed to begin.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Guesses {
    /// The first page and the number of pages of every unit, by slug.
    pub units: BTreeMap<String, (f64, f64)>,
    /// Where in its unit a step begins, of 1, by slug.
    pub steps: BTreeMap<String, f64>,
    /// The first page behind them.
    pub back: f64,
}

impl Guesses {
    /// The page of a name.
    fn page(&self, name: &str) -> f64 {
        if let Some(place) = name.strip_prefix(AT).and_then(|place| place.parse().ok()) {
            return place;
        }
        let mut parts = name.split('/');
        let kind = parts.next().unwrap_or_default();
        // What stands behind the units.
        if ["an", "term", "back", "card", "score"].contains(&kind) {
            return self.back;
        }
        let unit = parts.next().and_then(|slug| self.units.get(slug));
        let Some((start, pages)) = unit else { return self.back };
        let within = match (kind, parts.next()) {
            (_, None) => 0.0,
            ("step", Some(step)) => self.steps.get(step).copied().unwrap_or(0.5),
            ("ex", _) => 0.9,
            _ => 0.5,
        };
        start + pages * within
    }
}

impl Folios {
    /// Nothing but guesses.
    pub fn guessed(guesses: Guesses) -> Self {
        Self { known: None, guesses }
    }

    /// Those of finished pages.
    pub fn of(document: &PagedDocument, guesses: &Guesses) -> Self {
        let introspector = document.introspector();
        let mut known = BTreeMap::new();
        for content in introspector.query_labelled() {
            let Some(label) = content.label() else { continue };
            let page = content.location().and_then(|place| introspector.page(place));
            let page =
                page.and_then(|page| Some(document.pages().get(page.get() - 1)?.number));
            let Some(page) = page else { continue };
            // The first place of a name counts.
            let name = label.resolve().as_str().replace(':', "/");
            known.entry(name).or_insert(page);
        }
        for (index, page) in document.pages().iter().enumerate() {
            known.insert(format!("{AT}{}", index + 1), page.number);
        }
        Self {
            known: Some(Arc::new(known)),
            guesses: guesses.clone(),
        }
    }

    /// The file that tells of a name, if it is one of these: as many bytes as the
    /// number of its page has digits.
    pub fn file(&self, path: &str) -> Option<Bytes> {
        let name = path.strip_prefix(FOLDER)?;
        let page = match &self.known {
            Some(known) => known.get(name).copied(),
            None if self.guesses.units.is_empty() => Some(10),
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a page of a book, guessed"
            )]
            None => Some(self.guesses.page(name).max(1.0) as u64),
        };
        let digits = page.map_or(0, |page| page.to_string().len());
        Some(Bytes::from_string("0".repeat(digits)))
    }

    /// Writes the numbers into finished pages.
    pub fn fill(&self, frame: &mut Frame) {
        if !holds_noughts(frame) {
            return;
        }
        frame.retain(|item| {
            match item {
                FrameItem::Group(group) => self.fill(&mut group.frame),
                FrameItem::Text(text) if has_noughts(text) => self.write(text),
                _ => {}
            }
            true
        });
    }

    fn write(&self, item: &mut TextItem) {
        let mut digits: Option<(FileId, std::vec::IntoIter<char>)> = None;
        let face = item.font.clone();
        let mut words = item.text.to_string();
        for glyph in &mut item.glyphs {
            let Some((id, name)) = source(glyph) else { continue };
            if digits.as_ref().is_none_or(|(of, rest)| *of != id || rest.len() == 0) {
                let page = self.known.as_ref().and_then(|known| known.get(name));
                let page: Vec<_> =
                    page.copied().unwrap_or(0).to_string().chars().collect();
                digits = Some((id, page.into_iter()));
            }
            let digit = digits.as_mut().and_then(|(_, rest)| rest.next());
            let Some(digit) = digit else { continue };
            if let Some(drawn) = face.ttf().glyph_index(digit) {
                glyph.id = drawn.0;
            }
            words.replace_range(
                usize::from(glyph.range.start)..usize::from(glyph.range.end),
                digit.encode_utf8(&mut [0; 4]),
            );
        }
        item.text = words.into();
    }
}

/// Whether anything below is to be changed: a frame that is changed is copied.
fn holds_noughts(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => holds_noughts(&group.frame),
        FrameItem::Text(text) => has_noughts(text),
        _ => false,
    })
}

fn has_noughts(item: &TextItem) -> bool {
    item.glyphs.iter().any(|glyph| source(glyph).is_some())
}

/// What the number is of whose digit a glyph stands for.
fn source(glyph: &Glyph) -> Option<(FileId, &'static str)> {
    let id = glyph.span.0.id()?;
    let path = id.get().vpath().get_with_slash();
    Some((id, path.strip_prefix(FOLDER)?))
}
