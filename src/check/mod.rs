//! The rules that content keeps. One rule is one function with one name; each
//! reports all that breaks it.

mod brand;
mod contradictions;
mod editions;
mod evaluate;
mod files;
mod guide;
mod index;
mod mentions;
mod numbers;
mod placements;
mod practice;
mod recap;
mod summary;
mod unsourced;

pub use guide::is_slug;

use typst_syntax::DiagSpan;

use crate::diagnostics::{COMMAND_LINE, Report};
use crate::diagram::Diagrams;
use crate::load::{Content, Editions};
use crate::model::Edition;
use crate::source::Sources;
use crate::world::GuideWorld;

/// What the rules look at.
#[derive(Debug, Copy, Clone)]
pub struct Context<'a> {
    /// Every file.
    pub sources: &'a Sources,
    /// The typed model.
    pub content: &'a Content,
    /// The edition records.
    pub editions: &'a Editions,
    /// The figures.
    pub diagrams: &'a Diagrams,
    /// A world in which content can be evaluated.
    pub world: &'a GuideWorld<'a>,
}

impl Context<'_> {
    /// Whether a file is there and could not be understood. The cause was
    /// reported; what follows from it is not.
    fn is_unread(&self, path: &str) -> bool {
        let file = self.sources.get(path);
        file.is_some_and(|file| self.content.unread.contains(&file.id))
    }

    /// The place of a key in the nearest record of an edition that has it, else where
    /// the edition begins.
    fn place(&self, edition: &Edition, key: &[&str]) -> DiagSpan {
        let layers = self.editions.layers(&edition.name);
        let head = key.first().copied().unwrap_or_default();
        let says = layers.iter().find(|layer| layer.find(key).is_some());
        let says = says.or_else(|| layers.iter().find(|l| l.find(&[head]).is_some()));
        let own = layers.iter().find(|layer| layer.path != COMMAND_LINE);
        match (says, own) {
            (Some(layer), _) => layer.key(key),
            (None, Some(own)) => own.start(),
            (None, None) => DiagSpan::detached(),
        }
    }
}

/// Runs the rules about one edition, with what was set for this run.
pub fn edition(cx: &Context, edition: &Edition, report: &mut Report) {
    editions::empty(cx, edition, report);
    contradictions::cards(cx, edition, report);
    brand::logo(cx, edition, report);
}

/// Runs every rule over the content.
pub fn all(cx: &Context, report: &mut Report) {
    guide::step_count(cx, report);
    guide::slugs(cx, report);
    guide::parts(cx, report);
    guide::colours(cx, report);
    guide::language(cx, report);
    guide::unlisted(cx, report);
    editions::editions(cx, report);
    editions::selectors(cx, report);
    contradictions::contradictions(cx, report);
    contradictions::bounds(cx, report);
    brand::colours(cx, report);
    files::unread(cx, report);
    practice::step_facts(cx, report);
    practice::steps_of_items(cx, report);
    practice::homes(cx, report);
    practice::exercise_slugs(cx, report);
    practice::tables(cx, report);
    recap::recaps(cx, report);
    summary::lengths(cx, report);
    numbers::origins(cx, report);
    numbers::assumptions(cx, report);
    numbers::claims(cx, report);
    numbers::formulas(cx, report);
    numbers::estimate_rows(cx, report);
    numbers::figure_labels(cx, report);
    mentions::imports(cx, report);
    mentions::unwritten(cx, report);
    mentions::lost_semicolons(cx, report);
    mentions::unwritten_names(cx, report);
    mentions::unknown_names(cx, report);
    mentions::cases_of_records(cx, report);
    mentions::blocks_in_strings(cx, report);
    mentions::terms_unseen(cx, report);
    index::spelling(cx, report);
    index::references(cx, report);
    unsourced::numerals(cx, report);
    placements::data(cx, report);
    placements::figures(cx, report);
    placements::captions(cx, report);
    evaluate::prose(cx, report);
    evaluate::snippets(cx, report);
    evaluate::equations(cx, report);
}
