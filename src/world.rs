//! What Typst sees: virtual files, our fonts, the date of the edition.
//!
//! No disk, no clock, no system fonts, no network. The settings of an edition
//! travel in a virtual file, never in `sys.inputs`, which would be part of the
//! library and so of the key of every cached result.

use std::collections::BTreeMap;
use std::num::NonZeroU64;
use std::sync::LazyLock;

use comemo::Track;
use typst::LibraryExt;
use typst_kit::diagnostics::DiagnosticWorld;
use typst_library::diag::{FileError, FileResult, SourceResult};
use typst_library::engine::{Engine, Route, Sink, Traced};
use typst_library::foundations::{
    Array, Binding, Bytes, Content, Context, Datetime, Duration, Module, NativeElement,
    Str, Value, func,
};
use typst_library::introspection::EmptyIntrospector;
use typst_library::layout::{Abs, VElem};
use typst_library::routines::SpanMode;
use typst_library::text::{Font, FontBook};
use typst_library::{Library, World};
use typst_syntax::{FileId, RangeMapper, Source, Span, SyntaxMode, VirtualRoot};
use typst_utils::LazyHash;

use crate::balance::{casebook_balance, casebook_short};
use crate::column::{casebook_field, casebook_keep, casebook_rest};
use crate::continued::casebook_continued;
use crate::elsewhere::casebook_elsewhere;
use crate::folio::{Folios, Guesses, casebook_folio};
use crate::fonts::Fonts;
use crate::grid::{casebook_flow, casebook_home, casebook_plain, casebook_snap};
use crate::lead::casebook_link;
use crate::locators::casebook_pages;
pub use crate::locators::file_id;
use crate::sequence::casebook_flat;
use crate::source::{Sources, embedded};
use crate::speech::casebook_words;

/// Typst's library with our native functions, the same for all editions.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let mut library = Library::builder().build();
    library.global.scope_mut().define_func::<casebook_markup>();
    library.global.scope_mut().define_func::<casebook_snap>();
    library.global.scope_mut().define_func::<casebook_flow>();
    library.global.scope_mut().define_func::<casebook_rest>();
    library.global.scope_mut().define_func::<casebook_field>();
    library.global.scope_mut().define_func::<casebook_keep>();
    library.global.scope_mut().define_func::<casebook_continued>();
    library.global.scope_mut().define_func::<casebook_run>();
    library.global.scope_mut().define_func::<casebook_home>();
    library.global.scope_mut().define_func::<casebook_plain>();
    library.global.scope_mut().define_func::<casebook_balance>();
    library.global.scope_mut().define_func::<casebook_short>();
    library.global.scope_mut().define_func::<casebook_link>();
    library.global.scope_mut().define_func::<casebook_folio>();
    library.global.scope_mut().define_func::<casebook_elsewhere>();
    library.global.scope_mut().define_func::<casebook_pages>();
    library.global.scope_mut().define_func::<casebook_flat>();
    library.global.scope_mut().define_func::<casebook_words>();
    // A layout may ask `std` whether they are there.
    library.std = Binding::detached(library.global.clone());
    LazyHash::new(library)
});

/// The files of the layout under the paths that the layout imports.
static LAYOUT: LazyLock<BTreeMap<String, Source>> = LazyLock::new(|| {
    let served = |path: &str| match path {
        "/layout/main.typ" => "/main.typ".to_string(),
        "/layout/engine/native.typ" => "/layout/engine.typ".to_string(),
        "/layout/fonts/native.typ" => "/layout/fonts.typ".to_string(),
        _ => path.to_string(),
    };
    embedded::layout()
        .filter(|(path, _)| !path.ends_with("/stock.typ"))
        .filter_map(|(path, data)| {
            let path = served(&path);
            let id = file_id(&path)?;
            let text = String::from_utf8(data.into_owned()).ok()?;
            Some((path, Source::new(id, text)))
        })
        .collect()
});

/// The file of a place that a trace names by its number, and its line if the file is
/// one of the layout.
pub fn traced(place: NonZeroU64) -> (String, u32) {
    let span = Span::from_raw(place);
    let Some(id) = span.id() else { return (String::new(), 0) };
    let path = id.get().vpath().get_with_slash();
    let line = |source: &Source| source.lines().byte_to_line(source.find(span)?.offset());
    let line = LAYOUT.get(path).and_then(line).map_or(0, |line| line + 1);
    (path.to_string(), u32::try_from(line).unwrap_or(0))
}

/// A file of a world, evaluated; what it warns of goes into the sink.
///
/// # Errors
/// Fails with what is wrong in the file or in one that it imports.
pub fn module(
    world: &dyn World,
    source: &Source,
    sink: &mut Sink,
) -> SourceResult<Module> {
    typst_eval::eval(
        world.track(),
        world.library(),
        Traced::default().track(),
        sink.track_mut(),
        Route::default().track(),
        source,
    )
}

/// Evaluates markup that stands in a TOML file, so that errors and glyphs point
/// at its bytes there.
///
/// `segments` holds pairs of bytes, start and end, whose concatenation is the
/// text; `scope` is the vocabulary of prose.
#[func]
fn casebook_markup(
    engine: &mut Engine,
    span: Span,
    text: Str,
    file: Str,
    segments: Array,
    scope: Module,
) -> SourceResult<Value> {
    let bytes: Vec<usize> = segments
        .iter()
        .filter_map(|value| value.clone().cast::<usize>().ok())
        .collect();
    let ranges = bytes.chunks_exact(2).map(|pair| pair[0]..pair[1]);
    let mapper = RangeMapper::new(ranges).ok();
    let spans = match (&mapper, file_id(&file)) {
        (Some(mapper), Some(id)) => {
            SpanMode::Mapped { id, mapper, mapper_error_span: span }
        }
        _ => SpanMode::Uniform(span),
    };
    typst_eval::eval_string(
        engine.world,
        engine.library,
        comemo::TrackedMut::reborrow_mut(&mut engine.sink),
        EmptyIntrospector.track(),
        Context::none().track(),
        &text,
        spans,
        SyntaxMode::Markup,
        scope.scope().clone(),
    )
}

/// The start of a run of pages that has a name.
///
/// Typst tells runs apart by the source of their first element, and those of one
/// source by counting; so a run behind one that another edition leaves out would be
/// laid out anew. This element prints nothing, and its source has the name of the run.
#[func]
fn casebook_run(name: Str) -> Content {
    let start = VElem::new(Abs::zero().into()).with_weak(true).pack();
    match file_id(&format!("/run/{name}")) {
        Some(id) => start.spanned(Source::new(id, String::new()).root().span()),
        None => start,
    }
}

/// The files that the compiler writes for the layout, by path from the root.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Manuscript {
    /// The JSON files.
    pub files: BTreeMap<String, Bytes>,
    /// Where its units will stand.
    pub guesses: Guesses,
}

/// The world in which one edition is typeset.
#[derive(Debug, Clone)]
pub struct GuideWorld<'a> {
    sources: &'a Sources,
    fonts: &'a Fonts,
    manuscript: Manuscript,
    folios: Folios,
    date: [u16; 3],
    main: FileId,
    own: Option<Source>,
}

impl<'a> GuideWorld<'a> {
    /// A world without a manuscript, in which content can be evaluated.
    pub fn new(sources: &'a Sources, fonts: &'a Fonts) -> Self {
        let main = LAYOUT.get("/main.typ").map(Source::id);
        let main = main.unwrap_or_else(|| Source::detached("").id());
        Self {
            sources,
            fonts,
            manuscript: Manuscript::default(),
            folios: Folios::default(),
            date: [1970, 1, 1],
            main,
            own: None,
        }
    }

    /// The world of an edition.
    pub fn with(self, manuscript: Manuscript, date: [u16; 3]) -> Self {
        let folios = Folios::guessed(manuscript.guesses.clone());
        Self { manuscript, folios, date, ..self }
    }

    /// What is known of the numbers of pages.
    pub fn folios(&self) -> &Folios {
        &self.folios
    }

    /// The same world when the numbers of pages are known.
    pub fn knowing(&self, folios: Folios) -> Self {
        Self { folios, ..self.clone() }
    }

    /// The world of another document of the layout than the book.
    pub fn starting_at(self, path: &str) -> Self {
        let main = LAYOUT.get(path).map(Source::id);
        Self { main: main.unwrap_or(self.main), ..self }
    }

    /// Starts with a document that is no part of the layout.
    pub fn start_with(&mut self, source: Source) {
        self.main = source.id();
        self.own = Some(source);
    }

    /// The path of a file, if it is one of ours.
    fn path(id: FileId) -> Option<&'static str> {
        let path = id.get();
        (*path.root() == VirtualRoot::Project).then(|| path.vpath().get_with_slash())
    }
}

impl World for GuideWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if let Some(own) = self.own.as_ref().filter(|own| own.id() == id) {
            return Ok(own.clone());
        }
        let path = Self::path(id).ok_or(FileError::AccessDenied)?;
        let content = self.sources.get(path).and_then(|file| file.source.clone());
        let source = content.or_else(|| LAYOUT.get(path).cloned());
        source.ok_or_else(|| FileError::NotFound(path[1..].into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = Self::path(id).ok_or(FileError::AccessDenied)?;
        if let Some(digits) = self.folios.file(path) {
            return Ok(digits);
        }
        // Figures with numbers in them stand in the manuscript, filled in.
        let written = self.manuscript.files.get(path).cloned();
        let content = || self.sources.get(path).map(|file| file.bytes.clone());
        let file = written.or_else(content);
        let layout = || LAYOUT.get(path).map(|s| Bytes::from_string(s.clone()));
        file.or_else(layout)
            .ok_or_else(|| FileError::NotFound(path[1..].into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        let [year, month, day] = self.date;
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        Datetime::from_ymd(year.into(), month, day)
    }
}

impl DiagnosticWorld for GuideWorld<'_> {
    fn name(&self, id: FileId) -> String {
        self.sources.name(id)
    }
}
