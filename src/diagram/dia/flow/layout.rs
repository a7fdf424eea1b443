//! From a placement to measures: which measure of the boxes is taken, whether
//! columns become rows, and which labels become numbers.

use super::super::measure::Ruler;
use super::super::model::Problem;
use super::super::shape::{Point, Rect};
use super::super::theme::{MM, NARROW_MM, real};
use super::effort::Effort;
use super::label::{self, Label, Title};
use super::legend::Legend;
use super::model::Source;
use super::plan::{Plan, aim};
use super::sheet::Wording;
use super::work::Work;

/// Widest text of a box, tried from wide to narrow, in points.
const MEASURES: [f64; 8] = [66.0, 60.0, 56.0, 52.0, 48.0, 44.0, 40.0, NARROWEST];
const NARROWEST: f64 = 37.0;
/// How much more text than columns grows, because some words stay whole.
const SHARE: f64 = 1.4;
/// Share of the work of a drawing after which no other measure is tried.
const CROWD: usize = 50;
/// Rounds of turning labels into numbers.
const ROUNDS: usize = 5;
/// Labels without a place from which all of them become numbers at once.
const MANY: usize = 5;

/// A finished layout.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) size: [f64; 2],
    pub(super) words: Vec<Wording>,
    pub(super) rects: Vec<Rect>,
    pub(super) frames: Vec<Rect>,
    pub(super) ways: Vec<Vec<Point>>,
    pub(super) titles: Vec<Title>,
    pub(super) labels: Vec<Option<Label>>,
    pub(super) legend: Legend,
    /// The width it needs.
    pub(super) needs: f64,
    /// The edges whose labels have no good place.
    pub(super) poor: Vec<usize>,
    /// The price of their places together.
    pub(super) faults: f64,
}

/// A source with the placement that was taken for it.
pub(super) struct Placed {
    pub(super) source: Source,
    pub(super) plan: Plan,
    pub(super) layout: Layout,
}

/// One source and placement with the measures that were tried.
struct Tries<'a> {
    source: &'a Source,
    plan: &'a Plan,
    ruler: &'a Ruler<'a>,
    effort: &'a Effort,
    labels: &'a [Vec<label::Wording>],
    width: f64,
    /// The measure with the fewest poor labels, and how many those are.
    best: Option<(f64, Layout)>,
    /// The least width that would do.
    needs: f64,
    /// The words of the boxes that were tried, and whether they did.
    tried: Vec<(Vec<Wording>, bool)>,
}

/// Lays out a source in a width in points. Where a placement does not fit a
/// narrow measure, its columns become rows; labels that find no place become
/// numbers.
///
/// # Errors
/// It does not fit, or an edge has no way.
pub(super) fn lay_out(
    source: &Source,
    plan: &Plan,
    ruler: &Ruler,
    width: f64,
) -> Result<Placed, Problem> {
    let effort = Effort::new();
    let labels = label::wordings(source, ruler);
    let mut forms = forms(source, plan, width);
    let mut needs = f64::MAX;
    let mut open: Vec<(usize, Layout, f64)> = Vec::new();
    for (index, (source, plan)) in forms.iter().enumerate() {
        let mut tries = Tries {
            source,
            plan,
            ruler,
            effort: &effort,
            labels: &labels,
            width,
            best: None,
            needs,
            tried: Vec::new(),
        };
        tries.run()?;
        needs = tries.needs;
        if let Some((measure, layout)) = tries.best {
            let clean = layout.poor.is_empty();
            open.push((index, layout, measure));
            if clean {
                break;
            }
        }
    }
    // The form with the fewest labels without a place; the first of equals.
    let least = open.into_iter().min_by_key(|(_, layout, _)| layout.poor.len());
    let Some((index, mut layout, measure)) = least else {
        return Err(too_wide(source, needs, width));
    };
    let (source, plan) = forms.swap_remove(index);
    if !layout.poor.is_empty() {
        let by = (width, measure);
        let with = (&effort, &labels[..]);
        let found = numbered(&source, &plan, ruler, with, by, &layout.poor)?;
        let fits = |found: &Layout| found.needs <= width + 0.1;
        layout = found.filter(fits).unwrap_or(layout);
    }
    Ok(Placed { source, plan, layout })
}

fn too_wide(source: &Source, needs: f64, width: f64) -> Problem {
    let (needs, has) = ((needs / MM).ceil(), (width / MM).round());
    Problem::new(
        source.role_at.clone(),
        format!("does not fit: needs {needs} mm, has {has} mm"),
    )
    .hint("shorten labels, use fewer columns, or give a narrow placement in `grid half`")
}

/// The forms that a placement may take, in the order in which they are tried.
fn forms(source: &Source, plan: &Plan, width: f64) -> Vec<(Source, Plan)> {
    let own = |source: Source, plan: Plan| {
        let mut source = source;
        aim(&mut source, &plan);
        (source, plan)
    };
    let mut forms = vec![own(source.clone(), plan.clone())];
    if width >= NARROW_MM * MM {
        return forms;
    }
    forms.push(own(source.clone(), plan.tight()));
    if plan.count[0] > plan.count[1] {
        let turned = plan.turned();
        let tight = turned.tight();
        forms.push(own(source.turned(), turned));
        forms.push(own(source.turned(), tight));
    }
    forms
}

impl Tries<'_> {
    /// Looks for the widest boxes with which all labels have good places: the
    /// widest and the narrowest measure first, then what the room that the
    /// narrowest leaves gives to each column.
    fn run(&mut self) -> Result<(), Problem> {
        let asked = vec![self.source.numbered; self.source.edges.len()];
        let asked = labelled(self.source, &asked);
        if self.attempt(MEASURES[0], &asked)? || !self.attempt(NARROWEST, &asked)? {
            return Ok(());
        }
        let needs = self.best.as_ref().map_or(self.width, |(_, best)| best.needs);
        let share = (self.width - needs) / real(self.plan.count[0]) * SHARE;
        let below = MEASURES.iter().position(|m| *m <= NARROWEST + share);
        let last = MEASURES.len() - 1;
        let (mut high, mut low) = (last, below.unwrap_or(last).max(1));
        for _ in 0..2 {
            if low >= high || self.effort.is_past(CROWD) {
                break;
            }
            if self.attempt(MEASURES[low], &asked)? {
                high = low;
            } else {
                low = usize::midpoint(low + 1, high);
            }
        }
        Ok(())
    }

    /// Tries one measure; whether it fits and all labels have good places.
    fn attempt(&mut self, measure: f64, asked: &[bool]) -> Result<bool, Problem> {
        let by = (self.width, measure);
        let with = (self.effort, self.labels);
        let mut work = Work::new(self.source, self.plan, self.ruler, with, by);
        if let Some((_, clean)) =
            self.tried.iter().find(|(words, _)| *words == work.words)
        {
            return Ok(*clean);
        }
        let words = work.words.clone();
        let bare = work.least_width();
        if bare > self.width + 0.1 {
            self.needs = self.needs.min(bare);
            return Ok(false);
        }
        work.route()?;
        let Some(layout) = work.settle(asked, measure > NARROWEST) else {
            return Ok(false);
        };
        self.needs = self.needs.min(layout.needs);
        if layout.needs > self.width + 0.1 {
            return Ok(false);
        }
        let clean = layout.poor.is_empty();
        let rank = |layout: &Layout| (layout.poor.len(), layout.faults);
        let better = |(_, best): &(f64, Layout)| clean || rank(&layout) < rank(best);
        if self.best.as_ref().is_none_or(better) {
            self.best = Some((measure, layout));
        }
        self.tried.push((words, clean));
        Ok(clean)
    }
}

/// Lays out a form with numbers in place of the labels that find no place.
fn numbered(
    source: &Source,
    plan: &Plan,
    ruler: &Ruler,
    with: (&Effort, &[Vec<label::Wording>]),
    by: (f64, f64),
    poor: &[usize],
) -> Result<Option<Layout>, Problem> {
    let mut work = Work::new(source, plan, ruler, with, by);
    work.route()?;
    let mut poor = poor.to_vec();
    let mut numbers = vec![source.numbered; source.edges.len()];
    let mut layout = None;
    for round in 0..ROUNDS {
        // One after the other, for each that goes makes room for the rest.
        let one = if poor.len() > MANY || round + 1 == ROUNDS { poor.len() } else { 1 };
        for &edge in poor.iter().take(one) {
            numbers[edge] = true;
        }
        let found = work.settle(&labelled(source, &numbers), false);
        poor = found.as_ref().map_or(Vec::new(), |found| found.poor.clone());
        poor.retain(|&edge| !numbers[edge]);
        layout = found.or(layout);
        if poor.is_empty() {
            break;
        }
    }
    Ok(layout)
}

/// Only edges that have a label.
fn labelled(source: &Source, numbers: &[bool]) -> Vec<bool> {
    let edges = source.edges.iter().zip(numbers);
    edges
        .map(|(edge, number)| *number && !edge.label.is_empty())
        .collect()
}
