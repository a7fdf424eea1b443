//! Numbers of pages that are written after the layout.
//!
//! A text that asked for the page of something would be laid out again in every pass
//! in which that page moved. Here it asks only how many digits the number has and
//! prints noughts, whose source names what the number is of; the finished frames are
//! given the digits. All figures of a face have one width, so nothing moves. Before
//! the first pass the numbers are guessed: a guess of the wrong length costs the lines
//! around it a second layout, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ecow::EcoString;
use typst_layout::PagedDocument;
use typst_library::World;
use typst_library::diag::SourceResult;
use typst_library::engine::Engine;
use typst_library::foundations::{Bytes, NativeElement, Str, Value, func};
use typst_library::introspection::{Introspector, Location};
use typst_library::layout::{Frame, FrameItem};
use typst_library::text::{Glyph, TextElem, TextItem};
use typst_syntax::Span;

use crate::elsewhere::{self, Question};
use crate::locators::{self, Mark, Run, file_id, first_span};

/// Where the number of digits of a name lies among the files.
const FOLDER: &str = "/folio/";

/// Layouts after which a reference that names its page goes on doing so.
const FREE: usize = 1;

/// Digits of a number that nobody guessed.
const USUAL: usize = 2;

/// The number of the page of a name, in noughts; nothing where this edition does not
/// print what bears it.
#[func]
pub fn casebook_folio(engine: &mut Engine, name: Str) -> SourceResult<Value> {
    let Some(id) = file_id(&format!("{FOLDER}{}", name.as_str().replace(':', "/")))
    else {
        return Ok(Value::None);
    };
    let told = engine.world.file(id).ok();
    let digits = told.map_or(USUAL, |digits| digits.len());
    if digits == 0 {
        return Ok(Value::None);
    }
    let noughts = TextElem::new("0".repeat(digits).into()).pack();
    Ok(Value::Content(noughts.spanned(first_span(id))))
}

/// What is known of the numbers of pages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Folios {
    /// Those of a layout.
    known: Option<Arc<Known>>,
    /// Where units are guessed to begin, in their order.
    pub guesses: Guesses,
}

/// The numbers of the pages of a layout.
#[derive(Debug, Default, PartialEq)]
struct Known {
    /// Where each name stands, which has strokes for colons, as in a path.
    marks: BTreeMap<EcoString, Vec<Mark>>,
    /// The references that name their page.
    elsewhere: BTreeSet<String>,
    /// How many layouts came before.
    layouts: usize,
}

impl Known {
    /// The number of the page of a name: its first place counts.
    fn number(&self, name: &str) -> Option<u64> {
        Some(self.marks(name).first()?.number)
    }

    fn marks(&self, name: &str) -> &[Mark] {
        self.marks.get(name).map_or(&[], Vec::as_slice)
    }

    /// The runs of a list of pages by its key.
    fn runs(&self, key: &str) -> Vec<Run> {
        locators::runs(key, |name| self.marks(&name.replace(':', "/")))
    }
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

    /// Those of finished pages, which were laid out with what was known before.
    pub fn of(document: &PagedDocument, before: &Self) -> Self {
        let introspector = document.introspector();
        let pages: Vec<u64> = document.pages().iter().map(|page| page.number).collect();
        let mut marks: BTreeMap<EcoString, Vec<Mark>> = BTreeMap::new();
        let mut references = Vec::new();
        for content in introspector.query_labelled() {
            let Some(label) = content.label() else { continue };
            let Some(place) = content.location() else { continue };
            let Some(page) = introspector.page(place).map(|page| page.get() - 1) else {
                continue;
            };
            let Some(&number) = pages.get(page) else { continue };
            let name = label.resolve();
            if name.as_str().starts_with(elsewhere::MARK) {
                references.push((name, page));
            } else {
                let name = name.as_str().replace(':', "/");
                let mark = Mark { page, number, place };
                marks.entry(name.into()).or_default().push(mark);
            }
        }
        let page =
            |name: &str| Some(marks.get(name.replace(':', "/").as_str())?.first()?.page);
        let references = references.iter().map(|(name, page)| (name.as_str(), *page));
        let mut elsewhere = elsewhere::elsewhere(references, page);
        let layouts = before.known.as_ref().map_or(0, |known| known.layouts + 1);
        if let Some(known) = before.known.as_ref().filter(|_| layouts >= FREE) {
            elsewhere.extend(known.elsewhere.iter().cloned());
        }
        Self {
            known: Some(Arc::new(Known { marks, elsewhere, layouts })),
            guesses: before.guesses.clone(),
        }
    }

    /// The file that tells of a name, if it is one of these: as many bytes as the
    /// number of its page has digits, or the shape of a list of pages.
    pub fn file(&self, path: &str) -> Option<Bytes> {
        if let Some(key) = path.strip_prefix(locators::FOLDER) {
            let shape = match &self.known {
                Some(known) => locators::shape(&known.runs(key)),
                None => {
                    let name = locators::first_name(key).replace(':', "/");
                    locators::guessed(digits(self.guess(&name)))
                }
            };
            return Some(Bytes::from_string(shape));
        }
        if let Some(question) = Question::of(path) {
            return Some(Bytes::from_string("0".repeat(self.digits_of(&question))));
        }
        let name = path.strip_prefix(FOLDER)?;
        let page = match &self.known {
            Some(known) => known.number(name),
            None => Some(self.guess(name)),
        };
        Some(Bytes::from_string("0".repeat(page.map_or(0, digits))))
    }

    /// How many digits the number has that a reference names; none if it names no page.
    fn digits_of(&self, question: &Question) -> usize {
        let name = question.name.replace(':', "/");
        match &self.known {
            None if question.near => 0,
            None => digits(self.guess(&name)),
            Some(known) if !known.elsewhere.contains(question.key) => 0,
            Some(known) => known.number(&name).map_or(0, digits),
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a page of a book, guessed"
    )]
    fn guess(&self, name: &str) -> u64 {
        if self.guesses.units.is_empty() {
            return 10;
        }
        self.guesses.page(name).max(1.0) as u64
    }

    /// Where a run of a list of pages begins, by the key of the list and its place
    /// there.
    pub fn start_of(&self, list: &str) -> Option<Location> {
        let (key, index) = list.rsplit_once('#')?;
        let runs = self.known.as_ref()?.runs(key);
        Some(runs.get(index.parse::<usize>().ok()?)?.from.place)
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
        let mut number: Option<(Span, std::vec::IntoIter<char>)> = None;
        let face = item.font.clone();
        let mut words = item.text.to_string();
        for glyph in &mut item.glyphs {
            let Some(source) = Number::of(glyph) else { continue };
            let span = glyph.span.0;
            if number
                .as_ref()
                .is_none_or(|(of, rest)| *of != span || rest.len() == 0)
            {
                let page = self.known.as_ref().and_then(|known| source.page(known));
                let page: Vec<_> = page.unwrap_or(0).to_string().chars().collect();
                number = Some((span, page.into_iter()));
            }
            let digit = number.as_mut().and_then(|(_, rest)| rest.next());
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

fn digits(page: u64) -> usize {
    page.to_string().len()
}

/// The number that a glyph stands for.
enum Number {
    /// That of a name.
    Of(&'static str),
    /// That of what a reference refers to, with strokes for colons.
    Elsewhere(String),
    /// One of a list of pages: the first of a run is even, its last odd.
    In(&'static str, u64),
}

impl Number {
    fn of(glyph: &Glyph) -> Option<Self> {
        let span = glyph.span.0;
        if let Some((key, place)) = locators::place_of(span) {
            return Some(Self::In(key, place));
        }
        let path = span.id()?.get().vpath().get_with_slash();
        if let Some(question) = Question::of(path) {
            return Some(Self::Elsewhere(question.name.replace(':', "/")));
        }
        path.strip_prefix(FOLDER).map(Self::Of)
    }

    fn page(&self, known: &Known) -> Option<u64> {
        match self {
            Self::Of(name) => known.number(name),
            Self::Elsewhere(name) => known.number(name),
            &Self::In(key, place) => {
                let runs = known.runs(key);
                let run = runs.get(usize::try_from(place / 2).ok()?)?;
                Some(if place % 2 == 0 { run.from } else { run.to }.number)
            }
        }
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
    item.glyphs.iter().any(|glyph| Number::of(glyph).is_some())
}
