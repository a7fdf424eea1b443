//! What stands on every page and belongs to none of its texts.
//!
//! Running heads say which step a page belongs to, so they need to know all pages. Laid
//! out with them, they would be laid out again in every pass; here pages only keep their
//! places, and once all is settled the heads are laid out into those.

use comemo::Track;
use typst_layout::{Page, PagedDocument, layout_frame};
use typst_library::World;
use typst_library::diag::{At, SourceResult, bail};
use typst_library::engine::{Engine, Route, Sink, Traced};
use typst_library::foundations::{
    Array, Content, Context, Dict, Func, IntoValue, Label, Scope, Selector, StyleChain,
    Target, TargetElem, Value,
};
use typst_library::introspection::{Introspector, Location, Locator, MetadataElem, Tag};
use typst_library::layout::{Abs, Axes, Frame, FrameItem, Point, Region};
use typst_syntax::Span;
use typst_utils::{PicoStr, Protected, hash128};

use crate::world::{GuideWorld, file_id, module};

/// The file of the layout that says what stands there.
const FILE: &str = "/layout/furniture.typ";
/// The labels of the places that pages keep.
const PLACES: [&str; 2] = ["running-head", "page-background"];

/// The pages with heads and backgrounds in the places that they keep for them.
///
/// # Errors
/// Fails when Typst does.
pub(super) fn furnished(
    world: &GuideWorld,
    document: &PagedDocument,
    notes: &mut Sink,
) -> SourceResult<Vec<Page>> {
    let kept = |page: &Page| PLACES.iter().any(|name| keeps(&page.frame, label(name)));
    if !document.pages().iter().any(kept) {
        return Ok(document.pages().to_vec());
    }
    let world: &dyn World = world;
    let Some(id) = file_id(FILE) else { bail!(Span::detached(), "no furniture") };
    let source = world.source(id).at(Span::detached())?;
    let module = module(world, &source, notes)?;
    let introspector: &dyn Introspector = document.introspector().as_ref();
    let traced = Traced::default();
    let mut engine = Engine {
        library: world.library(),
        world: world.track(),
        introspector: Protected::new(introspector.track()),
        traced: traced.track(),
        sink: notes.track_mut(),
        route: Route::default(),
    };
    let context = Context::none();
    let by_page = function(module.scope(), "sections-by-page")?;
    let known = by_page.call(&mut engine, context.track(), [marks(introspector)])?;
    let furniture = function(module.scope(), "furniture")?;
    let pages: Vec<_> = engine
        .parallelize(document.pages().iter().enumerate(), |engine, (index, page)| {
            let number = folio(engine, page)?;
            let asked = [known.clone(), (index + 1).into_value(), number];
            let both = furniture.call(engine, Context::none().track(), asked)?;
            fitted(engine, page, index, &both.cast::<Dict>().at(Span::detached())?)
        })
        .collect();
    pages.into_iter().collect()
}

fn function(scope: &Scope, name: &str) -> SourceResult<Func> {
    match scope.get(name).map(|binding| binding.read().clone()) {
        Some(Value::Func(function)) => Ok(function),
        _ => bail!(Span::detached(), "the furniture lacks `{name}`"),
    }
}

fn label(name: &str) -> Option<Label> {
    Label::new(PicoStr::intern(name))
}

/// The marks of all sections, in order: value, page, and where on it.
fn marks(introspector: &dyn Introspector) -> Value {
    let found =
        label("section").map(|section| introspector.query(&Selector::Label(section)));
    let place = |mark: &Content| {
        let position = introspector.position(mark.location()?)?.as_paged_or_default();
        let value = mark.to_packed::<MetadataElem>()?.value.clone();
        let point = position.point;
        let place = [point.x.into_value(), point.y.into_value()];
        let page = position.page.get().into_value();
        let row = [value, page].into_iter().chain(place).collect::<Array>();
        Some(row.into_value())
    };
    let rows = found.iter().flatten().filter_map(place).collect::<Array>();
    rows.into_value()
}

/// The number of a page as it is printed.
fn folio(engine: &mut Engine, page: &Page) -> SourceResult<Value> {
    match &page.numbering {
        Some(numbering) => {
            let context = Context::none();
            numbering.apply(engine, context.track(), Span::detached(), &[page.number])
        }
        None => Ok(Value::None),
    }
}

/// A page with its furniture.
fn fitted(
    engine: &mut Engine,
    page: &Page,
    index: usize,
    both: &Dict,
) -> SourceResult<Page> {
    let mut page = page.clone();
    for (name, key) in PLACES.iter().zip(["head", "background"]) {
        if !keeps(&page.frame, label(name)) {
            continue;
        }
        let Ok(Value::Content(content)) = both.get(key) else { continue };
        let frame = laid_out(engine, content, &page, &(*name, index))?;
        let up = if key == "head" { frame.height() } else { Abs::zero() };
        put(&mut page.frame, label(name), &frame, up);
    }
    Ok(page)
}

fn laid_out(
    engine: &mut Engine,
    content: &Content,
    page: &Page,
    name: &(&str, usize),
) -> SourceResult<Frame> {
    let base = StyleChain::new(&engine.library.styles);
    let target = TargetElem::target.set(Target::Paged).wrap();
    let size = page.frame.size() + page.bleed.sum_by_axis();
    let region = Region::new(size, Axes::splat(name.0 == "page-background"));
    let home = Location::new(hash128(name));
    let locator = Locator::synthesize(home);
    layout_frame(engine, content, locator, base.chain(&target), region)
}

/// Whether a frame keeps a place of a name.
fn keeps(frame: &Frame, name: Option<Label>) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => keeps(&group.frame, name),
        item => is_place(item, name),
    })
}

fn is_place(item: &FrameItem, name: Option<Label>) -> bool {
    matches!(item, FrameItem::Tag(Tag::Start(content, _)) if name.is_some() && content.label() == name)
}

/// Puts a frame behind the mark of its place, and so among what is no content.
fn put(frame: &mut Frame, name: Option<Label>, what: &Frame, up: Abs) {
    if !keeps(frame, name) {
        return;
    }
    let mut full = Frame::new(frame.size(), frame.kind());
    if frame.has_baseline() {
        full.set_baseline(frame.baseline());
    }
    for (at, item) in frame.items() {
        let mut item = item.clone();
        if let FrameItem::Group(group) = &mut item {
            put(&mut group.frame, name, what, up);
        }
        let place = is_place(&item, name);
        full.push(*at, item);
        if place {
            full.push_frame(*at - Point::with_y(up), what.clone());
        }
    }
    *frame = full;
}
