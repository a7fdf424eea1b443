//! What an edition gives up to be as long as it should be.

use super::length::{Decision, Length, Miss};
use super::widths::{Narrower, narrower};
use crate::diagnostics::{Failed, Report};
use crate::load::Content;
use crate::manuscript::stretches;
use crate::model::{Concession, Edition, GivenUp};
use crate::narrow::Narrowed;
use crate::project::Project;
use crate::select::select;

/// By how much the body becomes smaller at a time, in points.
const TYPE_STEP: f64 = 0.5;

/// Gives up what brings an edition nearest to its target, and no more. It is laid out
/// once for each step that it may take, and once for each that it has taken, to see
/// whether it can do without.
///
/// # Errors
/// Fails when the edition cannot be laid out.
pub(super) fn shorten(
    project: &Project,
    content: &Content,
    edition: &Edition,
    report: &mut Report,
) -> Result<(Edition, Vec<Decision>), Failed> {
    if edition.target.is_open() {
        return Ok((edition.clone(), Vec::new()));
    }
    let mut scales = Scales {
        project,
        content,
        edition,
        report,
        known: Vec::new(),
    };
    let nearest = scales.nearest()?;
    let kept = scales.needed(nearest)?;
    let after = scales.length(&kept)?;
    let mut decisions = Vec::new();
    for (index, what) in kept.iter().enumerate() {
        let before = scales.length(&without(&kept, index))?;
        let (what, after) = (what.clone(), after.clone());
        decisions.push(Decision { what, before, after });
    }
    Ok((given_up(edition, &kept), decisions))
}

/// An edition that has given up some things.
fn given_up(edition: &Edition, all: &[Concession]) -> Edition {
    let mut shortened = edition.clone();
    for what in all {
        shortened.give_up(GivenUp::trial(what.clone()));
    }
    shortened
}

/// All but one.
fn without(all: &[Concession], index: usize) -> Vec<Concession> {
    let mut others = all.to_vec();
    others.remove(index);
    others
}

/// What an edition may give up when no figure can help any more, in order: a larger
/// body than that of its paper step by step, then the kinds of blocks that its record
/// names.
fn steps(edition: &Edition) -> Vec<Concession> {
    let least = edition.paper.page().size;
    let mut steps = Vec::new();
    let mut size = edition.type_size.unwrap_or(least) - TYPE_STEP;
    while size >= least {
        steps.push(Concession::TypeSize(size));
        size -= TYPE_STEP;
    }
    let kinds = edition.target.may_drop.iter();
    let kinds = kinds.filter(|kind| edition.scope.prints(**kind));
    steps.extend(kinds.map(|kind| Concession::Drop(*kind)));
    steps
}

/// Measures an edition that gives up one thing or another.
struct Scales<'a> {
    project: &'a Project,
    content: &'a Content,
    edition: &'a Edition,
    report: &'a mut Report,
    /// What was measured before.
    known: Vec<(Vec<Concession>, Length)>,
}

impl Scales<'_> {
    /// How long the edition is without some things.
    fn length(&mut self, all: &[Concession]) -> Result<Length, Failed> {
        if let Some((_, length)) = self.known.iter().find(|(known, _)| known == all) {
            return Ok(length.clone());
        }
        let edition = given_up(self.edition, all);
        // What there is to say of the edition is said once, when it is finished.
        let mut own = Report::new();
        let document = match self.project.typeset(&edition, &mut own) {
            Ok(document) => document,
            Err(failed) => {
                self.report.join(own);
                return Err(failed);
            }
        };
        comemo::evict(2);
        let narrowed = Narrowed::new(self.content, &edition);
        let selection = select(self.content, &narrowed, &edition);
        let stretches = stretches(&selection, &self.project.diagrams);
        let length = Length::of(&document, &stretches, self.project);
        self.known.push((all.to_vec(), length.clone()));
        Ok(length)
    }

    /// By how much the edition misses its target without some things.
    fn miss(&mut self, all: &[Concession]) -> Result<Miss, Failed> {
        Ok(self.length(all)?.miss(&self.edition.target))
    }

    /// Gives up one thing after the other, what costs the reader least first, and
    /// keeps what comes nearest to the target.
    ///
    /// Figures become narrower first: they show what they showed in letters of the same
    /// size. Then the body becomes smaller, down to what its paper has anyway: that is
    /// felt on every page, but nothing is lost. A block that is left out is lost, so
    /// blocks come last, in the order of the record.
    fn nearest(&mut self) -> Result<Vec<Concession>, Failed> {
        let mut tried = Vec::new();
        let mut best = (self.miss(&tried)?, 0);
        let mut figures = narrower(self.project, self.content, self.edition);
        let mut steps = steps(self.edition).into_iter();
        while best.0 != Miss::default() {
            let length = self.length(&tried)?;
            let figure = self.helpful(&length, &figures);
            let figure = figure.map(|index| figures.remove(index).what);
            let Some(what) = figure.or_else(|| steps.next()) else { break };
            // Once the type is smaller or a block is gone, figures are left alone.
            if !matches!(what, Concession::Narrow { .. }) {
                figures.clear();
            }
            tried.push(what);
            let miss = self.miss(&tried)?;
            if miss < best.0 {
                best = (miss, tried.len());
            }
        }
        tried.truncate(best.1);
        Ok(tried)
    }

    /// The figure that is made narrower next: the one that saves most in a case that is
    /// too long; if none is, in the book, which has to fill its sheets.
    fn helpful(&self, length: &Length, figures: &[Narrower]) -> Option<usize> {
        let target = &self.edition.target;
        let most = target.pages_per_case;
        let is_long = |unit: &str| length.of_case(unit) > most && most.is_some();
        if length.miss(target).over > 0 {
            return figures.iter().position(|figure| is_long(&figure.unit));
        }
        (!figures.is_empty()).then_some(0)
    }

    /// What of all that is given up the edition needs to come as near to its target;
    /// what costs the reader most is taken back first.
    fn needed(&mut self, mut kept: Vec<Concession>) -> Result<Vec<Concession>, Failed> {
        let nearest = self.miss(&kept)?;
        for index in (0..kept.len()).rev() {
            let fewer = without(&kept, index);
            if self.miss(&fewer)? <= nearest {
                kept = fewer;
            }
        }
        Ok(kept)
    }
}
