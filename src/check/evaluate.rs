//! Runs every prose file and every string on its own.
//!
//! Typst stops at the first module that fails. Before the book is assembled,
//! each file and each string is therefore evaluated by itself, and the errors of
//! all are joined. The results are cached, so the book does not pay twice.

use comemo::Track;
use ecow::{EcoVec, eco_format};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use typst_library::World;
use typst_library::diag::{SourceDiagnostic, SourceResult};
use typst_library::engine::Sink;
use typst_library::foundations::{Context as TypstContext, Module, Scope};
use typst_library::introspection::EmptyIntrospector;
use typst_library::routines::SpanMode;
use typst_syntax::{RangeMapper, Source, Span, SyntaxMode};

use super::Context;
use crate::diagnostics::Report;
use crate::limits;
use crate::load::Snippet;
use crate::world::{file_id, module};

/// What Typst says about one piece of prose.
struct Verdict {
    errors: EcoVec<SourceDiagnostic>,
    warnings: EcoVec<SourceDiagnostic>,
}

/// Every prose file evaluates.
///
/// # Why
/// Typst would name only the first file that fails.
///
/// # Instead
/// Follow the message: it is Typst's own.
pub(super) fn prose(cx: &Context, report: &mut Report) {
    let files: Vec<&Source> = cx
        .content
        .all_units()
        .flat_map(|unit| &unit.prose)
        .filter_map(|prose| cx.sources.by_id(prose.file)?.source.as_ref())
        .collect();
    let verdicts: Vec<_> = files
        .into_par_iter()
        .map(|source| verdict(|sink| run(cx, source, sink)))
        .collect();
    join(verdicts, report);
}

/// Every markup string evaluates.
///
/// # Why
/// Typst would point at the layout instead of the string.
///
/// # Instead
/// Follow the message: it points into the TOML file.
pub(super) fn snippets(cx: &Context, report: &mut Report) {
    let scope = vocabulary(cx);
    let all: Vec<&Snippet> =
        cx.content.all_units().flat_map(|unit| &unit.snippets).collect();
    let verdicts: Vec<_> = all
        .into_par_iter()
        .map(|snippet| verdict(|sink| run_snippet(cx, snippet, scope.clone(), sink)))
        .collect();
    join(verdicts, report);
}

/// Every equation stands on its own, and is short enough to be read out.
///
/// # Why
/// Its spoken form is found by its source, which is evaluated a second time with
/// nothing but the vocabulary of prose; and a chain of hundreds of signs is more
/// than a page or an ear can follow.
///
/// # Instead
/// Write definitions of the file out, and break long equations up.
pub(super) fn equations(cx: &Context, report: &mut Report) {
    let scope = vocabulary(cx);
    let scans = cx.content.all_units().flat_map(|unit| unit.scans());
    for (source, place) in scans.flat_map(|scan| &scan.equations) {
        let signs = source.chars().filter(|c| "/^_!".contains(*c)).count();
        if signs > limits::EQUATION_SIGNS {
            report
                .error(
                    "equation-long",
                    *place,
                    eco_format!("an equation with {signs} slashes and scripts"),
                )
                .hint("break it up");
        } else if let Err(errors) = alone(cx, source, scope.clone()) {
            let why = errors.first().map(|e| e.message.clone()).unwrap_or_default();
            report
                .error(
                    "equation-alone",
                    *place,
                    eco_format!("the equation does not stand on its own: {why}"),
                )
                .hint("write definitions of the file out inside the equation");
        }
    }
}

/// Evaluates an equation with nothing but the vocabulary.
fn alone(cx: &Context, source: &str, scope: Scope) -> SourceResult<()> {
    let spans = SpanMode::Uniform(Span::detached());
    markup(cx, &format!("${source}$"), spans, scope, &mut Sink::new())
}

fn verdict(run: impl FnOnce(&mut Sink) -> SourceResult<()>) -> Verdict {
    let mut sink = Sink::new();
    let errors = run(&mut sink).err().unwrap_or_default();
    Verdict { errors, warnings: sink.warnings() }
}

fn join(verdicts: Vec<Verdict>, report: &mut Report) {
    for verdict in verdicts {
        report.typst("typst", verdict.errors);
        report.typst("typst", verdict.warnings);
    }
}

fn run(cx: &Context, source: &Source, sink: &mut Sink) -> SourceResult<()> {
    evaluate(cx, source, sink).map(|_| ())
}

fn evaluate(cx: &Context, source: &Source, sink: &mut Sink) -> SourceResult<Module> {
    module(cx.world, source, sink)
}

/// What prose can call. Its own errors show in every prose file.
fn vocabulary(cx: &Context) -> Scope {
    let source = file_id("/content/casebook.typ").and_then(|id| cx.world.source(id).ok());
    let module = source.and_then(|source| evaluate(cx, &source, &mut Sink::new()).ok());
    module.map(|module| module.scope().clone()).unwrap_or_default()
}

fn run_snippet(
    cx: &Context,
    snippet: &Snippet,
    scope: Scope,
    sink: &mut Sink,
) -> SourceResult<()> {
    let mapper = RangeMapper::new(snippet.place.segments.iter().cloned());
    let spans = match &mapper {
        Ok(mapper) => SpanMode::Mapped {
            id: snippet.place.file,
            mapper,
            mapper_error_span: Span::detached(),
        },
        Err(_) => SpanMode::Uniform(Span::detached()),
    };
    markup(cx, &snippet.markup.text, spans, scope, sink)
}

/// Evaluates a piece of markup that stands in no file of its own.
fn markup(
    cx: &Context,
    text: &str,
    spans: SpanMode,
    scope: Scope,
    sink: &mut Sink,
) -> SourceResult<()> {
    let world: &dyn World = cx.world;
    typst_eval::eval_string(
        world.track(),
        world.library(),
        sink.track_mut(),
        EmptyIntrospector.track(),
        TypstContext::none().track(),
        text,
        spans,
        SyntaxMode::Markup,
        scope,
    )
    .map(|_| ())
}
