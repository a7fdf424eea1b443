//! Laying out again and again, until what a text asks of the pages is what they are.
//!
//! This is the loop of Typst's own `compile`, which in addition asks whether the
//! numbers of pages have as many digits as they were given room for.

use comemo::{Constraint, Track, Tracked};
use ecow::EcoVec;
use typst_layout::{Page, PagedDocument};
use typst_library::World;
use typst_library::diag::{At, Severity, SourceDiagnostic, SourceResult};
use typst_library::engine::{Engine, Route, Sink, Traced};
use typst_library::foundations::{
    Content, Context, Output, StyleChain, Target, TargetElem, Value,
};
use typst_library::introspection::{
    EmptyIntrospector, Introspection, Introspector, MAX_ITERS, analyze,
};
use typst_syntax::Span;
use typst_timing::TimingScope;
use typst_utils::Protected;

use crate::folio::Folios;
use crate::world::{GuideWorld, file_id, module};

use super::furniture::furnished;

/// The file of the layout that puts units together.
const BOOK: &str = "/layout/book.typ";

/// Pages that have settled.
pub(super) struct Settled {
    /// The pages as they were laid out.
    pub document: PagedDocument,
    /// The pages with their furniture.
    pub pages: Vec<Page>,
    /// The numbers of its pages.
    pub folios: Folios,
    /// How often they were laid out.
    pub passes: usize,
}

/// Lays out a document until it settles. Where it does not, the warnings hold errors
/// that say what moves.
pub(super) fn settle(
    world: &GuideWorld,
    warnings: &mut EcoVec<SourceDiagnostic>,
) -> SourceResult<Settled> {
    let mut sink = Sink::new();
    let settled = evaluated(world, &mut sink)
        .and_then(|content| laid_out(world, &content, &mut sink));
    warnings.extend(sink.warnings());
    let (settled, unsettled) = settled?;
    warnings.extend(unsettled);
    Ok(settled)
}

/// What the main file of a world says.
pub(super) fn evaluated(world: &GuideWorld, sink: &mut Sink) -> SourceResult<Content> {
    prepare(world);
    let world: &dyn World = world;
    let main = world.source(world.main()).at(Span::detached())?;
    Ok(module(world, &main, sink)?.content())
}

/// Works out what the units say on all cores. The book puts them together one after
/// another, but remembers every call. What is wrong is told when it does.
fn prepare(world: &GuideWorld) {
    let world: &dyn World = world;
    let mut sink = Sink::new();
    let source = file_id(BOOK).and_then(|id| world.source(id).ok());
    let book = source.and_then(|source| module(world, &source, &mut sink).ok());
    let Some(book) = book else { return };
    let read = |name| book.scope().get(name).map(|binding| binding.read().clone());
    let (Some(Value::Array(pieces)), Some(Value::Func(piece))) =
        (read("pieces"), read("piece"))
    else {
        return;
    };
    let introspector: &dyn Introspector = &EmptyIntrospector;
    let traced = Traced::default();
    let mut engine = Engine {
        library: world.library(),
        world: world.track(),
        introspector: Protected::new(introspector.track()),
        traced: traced.track(),
        sink: sink.track_mut(),
        route: Route::default(),
    };
    let each = |engine: &mut Engine, path: Value| {
        piece.call(engine, Context::none().track(), [path]).is_ok()
    };
    let _remembered = engine.parallelize(pieces, each).count();
}

/// Lays out until the answers to all questions of a pass, about the pages and about
/// their numbers, are those that it was given.
fn laid_out(
    world: &GuideWorld,
    content: &Content,
    sink: &mut Sink,
) -> SourceResult<(Settled, EcoVec<SourceDiagnostic>)> {
    let mut known = world.clone();
    let mut history: Vec<PagedDocument> = Vec::new();
    loop {
        let (of_world, of_pages) = (Constraint::new(), Constraint::new());
        let mut notes = Sink::new();
        let document = {
            let world: &dyn World = &known;
            let _scope = TimingScope::new("pass");
            pass(
                world.track_with(&of_world),
                seen(history.last()).track_with(&of_pages),
                content,
                &mut notes,
            )?
        };
        let folios = Folios::of(&document, known.folios());
        let now = known.knowing(folios.clone());
        let numbered = of_world.validate(&now as &dyn World);
        let settled = numbered && of_pages.validate(seen(Some(&document)));
        let passes = history.len() + 1;
        if !settled && passes < MAX_ITERS {
            history.push(document);
            known = now;
            continue;
        }
        let asked = notes.introspections().to_vec();
        sink.extend_from_sink(notes);
        let delayed = sink.delayed();
        if !delayed.is_empty() {
            return Err(delayed);
        }
        let mut moving = EcoVec::new();
        if !settled {
            moving = unsettled(&now, &history, &document, &asked, numbered);
        }
        let _scope = TimingScope::new("furniture");
        let pages = furnished(&now, &document, sink)?;
        return Ok((Settled { document, pages, folios, passes }, moving));
    }
}

fn seen(document: Option<&PagedDocument>) -> &dyn Introspector {
    match document {
        Some(document) => document.introspector().as_ref(),
        None => &EmptyIntrospector,
    }
}

/// Lays out once, with what is known of the pages.
pub(super) fn pass(
    world: Tracked<dyn World + '_>,
    known: Tracked<dyn Introspector + '_>,
    content: &Content,
    notes: &mut Sink,
) -> SourceResult<PagedDocument> {
    let library = world.library();
    let base = StyleChain::new(&library.styles);
    let target = TargetElem::target.set(Target::Paged).wrap();
    let traced = Traced::default();
    let mut engine = Engine {
        library,
        world,
        introspector: Protected::new(known),
        traced: traced.track(),
        sink: notes.track_mut(),
        route: Route::default(),
    };
    PagedDocument::create(&mut engine, content, base.chain(&target))
}

/// What still moves after the last pass, as errors.
fn unsettled(
    world: &GuideWorld,
    history: &[PagedDocument],
    last: &PagedDocument,
    asked: &[Introspection],
    numbered: bool,
) -> EcoVec<SourceDiagnostic> {
    let mut passes: [&dyn Introspector; MAX_ITERS + 1] =
        [&EmptyIntrospector; MAX_ITERS + 1];
    for (slot, document) in passes.iter_mut().skip(1).zip(history.iter().chain([last])) {
        *slot = document.introspector().as_ref();
    }
    let world: &dyn World = world;
    let mut moving = analyze(world.track(), passes, asked);
    if moving.is_empty() && !numbered {
        moving.push(SourceDiagnostic::error(
            Span::detached(),
            "the number of a page does not settle: it has more digits only where it has fewer",
        ));
    }
    for warning in moving.make_mut() {
        if warning.message.contains("did not converge") {
            warning.severity = Severity::Error;
        }
    }
    moving
}
