//! The search for the places of the blocks of one stretch of a book.
//!
//! It starts from the places that blocks have without any choice, goes through the
//! freedoms of the stretch in the order of its pages, and keeps the best place of each
//! if its pages are better for it; again near what is left of holes, until nothing gets
//! better. Then neighbours are moved two at a time. It asks no clock and draws no lots,
//! so that the same guide gives the same choices.

use std::ops::Range;

use ecow::EcoVec;
use typst_library::diag::SourceDiagnostic;

use super::bench::{Bench, Places, Trial};
use super::score::Score;
use crate::manuscript::{Freedom, Stretch};

/// How often a unit is laid out before the search looks for nothing more. A part with a
/// step of several units is laid out twice as often: each of them has holes of its own.
const LAYOUTS: usize = 720;
/// How far apart two freedoms are at most that are moved together.
const NEIGHBOURS: usize = 8;

/// A choice that makes a stretch better, and by how much.
#[derive(Debug, Clone)]
pub struct Improvement {
    /// The block.
    pub block: String,
    /// What is done with it.
    pub place: String,
    /// The stretch without the choice.
    pub without: Score,
    /// The stretch with all choices.
    pub with: Score,
}

/// What was found for a stretch.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub places: Places,
    pub improvements: Vec<Improvement>,
    pub first: Score,
    pub best: Score,
    pub layouts: usize,
}

/// One stretch with its pages.
pub(super) struct Search<'a> {
    pub bench: Bench<'a>,
    pub stretch: &'a Stretch<'a>,
    /// Its pages in the whole book.
    pub pages: Range<usize>,
}

/// Where a search stands.
struct State {
    places: Places,
    trial: Trial,
    layouts: usize,
    /// The most pages that the stretch may have.
    most: usize,
}

impl State {
    /// Whether a trial is short enough and scores as the other demand says.
    fn takes(&self, trial: &Trial, is_good: impl Fn(Score) -> bool) -> bool {
        trial.judged.score.pages <= self.most && is_good(trial.judged.score)
    }
}

impl Search<'_> {
    /// Searches.
    pub(super) fn run(&self) -> Result<Found, EcoVec<SourceDiagnostic>> {
        let trial = self.bench.lay(self.stretch, &self.pages, &Places::new(), None)?;
        let first = trial.judged.score;
        let most = self.most_pages(first.pages);
        let mut state = State { places: Places::new(), trial, layouts: 1, most };
        self.singly(&mut state, false);
        while state.layouts < self.most_layouts() {
            if !self.singly(&mut state, true) && !self.in_pairs(&mut state) {
                break;
            }
        }
        let improvements = self.needed(&mut state);
        Ok(Found {
            improvements,
            first,
            best: state.trial.judged.score,
            layouts: state.layouts,
            places: state.places,
        })
    }

    /// The most pages that a stretch of so many may have: where something was given up
    /// for a length, better columns are not worth a page more.
    fn most_pages(&self, pages: usize) -> usize {
        let target = &self.bench.edition.target;
        match (target.pages_per_case, target.signature) {
            (_, Some(_)) => pages,
            (Some(most), None) if self.stretch.is_case() => pages.max(most),
            _ => usize::MAX,
        }
    }

    /// How often it may lay out.
    fn most_layouts(&self) -> usize {
        let is_part = self.stretch.units.len() > 1;
        if is_part { 2 * LAYOUTS } else { LAYOUTS }
    }

    /// Tries all places of every freedom by itself; whether anything got better.
    fn singly(&self, state: &mut State, nearby: bool) -> bool {
        let mut better = false;
        for freedom in &self.stretch.freedoms {
            if !hopeful(state, freedom, nearby) {
                continue;
            }
            let moves = moves(state, freedom);
            better |= self.best_of(state, moves.into_iter().map(|m| vec![m]).collect());
        }
        better
    }

    /// Tries the places of two freedoms that lie near each other, the nearest first.
    fn in_pairs(&self, state: &mut State) -> bool {
        (1..=NEIGHBOURS).any(|distance| {
            let ahead = self.stretch.freedoms.iter().skip(distance);
            let mut pairs = self.stretch.freedoms.iter().zip(ahead);
            pairs.any(|(one, two)| self.of_pair(state, one, two))
        })
    }

    /// Tries the places of two freedoms together.
    fn of_pair(&self, state: &mut State, one: &Freedom, two: &Freedom) -> bool {
        if !hopeful(state, one, true) || !hopeful(state, two, true) {
            return false;
        }
        let mut pairs = Vec::new();
        for first in moves(state, one) {
            for second in moves(state, two) {
                pairs.push(vec![first.clone(), second]);
            }
        }
        self.best_of(state, pairs)
    }

    /// Tries moves, and makes the best of them if the stretch is better for it.
    fn best_of(&self, state: &mut State, all: Vec<Vec<Move>>) -> bool {
        let mut best: Option<(Places, Trial)> = None;
        for moves in all {
            if state.layouts >= self.most_layouts() {
                break;
            }
            let mut places = state.places.clone();
            for (block, place) in moves {
                match place {
                    Some(place) => drop(places.insert(block, place)),
                    None => drop(places.remove(&block)),
                }
            }
            let Some(trial) = self.attempt(state, &places) else { continue };
            let worst = best.as_ref().map_or(&state.trial, |(_, trial)| trial);
            if state.takes(&trial, |score| score < worst.judged.score) {
                best = Some((places, trial));
            }
        }
        let is_better = best.is_some();
        if let Some((places, trial)) = best {
            (state.places, state.trial) = (places, trial);
        }
        is_better
    }

    /// A stretch that cannot be laid out in some way is not laid out in it.
    fn attempt(&self, state: &mut State, places: &Places) -> Option<Trial> {
        state.layouts += 1;
        let trial = self.bench.lay(self.stretch, &self.pages, places, Some(&state.trial));
        trial.ok()
    }

    /// Drops the choices without which the stretch is as good, and says what each of
    /// the others does for it.
    fn needed(&self, state: &mut State) -> Vec<Improvement> {
        let mut needed = Vec::new();
        for freedom in &self.stretch.freedoms {
            let Some(place) = state.places.get(&freedom.block).cloned() else { continue };
            let mut places = state.places.clone();
            places.remove(&freedom.block);
            let Some(trial) = self.attempt(state, &places) else { continue };
            if state.takes(&trial, |score| score <= state.trial.judged.score) {
                (state.places, state.trial) = (places, trial);
            } else {
                needed.push((freedom.block.clone(), place, trial.judged.score));
            }
        }
        let with = state.trial.judged.score;
        let improvement =
            |(block, place, without)| Improvement { block, place, without, with };
        needed.into_iter().map(improvement).collect()
    }
}

/// A block and the place that it gets; none for its usual one.
type Move = (String, Option<String>);

/// The places that a block may have beside the one that it has.
fn moves(state: &State, freedom: &Freedom) -> Vec<Move> {
    let now = state.places.get(&freedom.block);
    let usual = now.map(|_| None);
    let others = freedom.places.iter().filter(|place| Some(*place) != now);
    let places = usual.into_iter().chain(others.map(|place| Some(place.clone())));
    places.map(|place| (freedom.block.clone(), place)).collect()
}

/// Whether a block stands where it could fill a hole: before it, or on the page behind
/// it. What has had its turn need only be tried near holes again.
fn hopeful(state: &State, freedom: &Freedom, nearby: bool) -> bool {
    let open = &state.trial.judged.open;
    let pages: Vec<usize> = freedom
        .near
        .iter()
        .filter_map(|label| state.trial.page(label))
        .collect();
    let (first, last) = match (pages.iter().min(), pages.iter().max()) {
        (Some(first), Some(last)) => (*first, *last),
        // Blocks without a label lie anywhere; what has one and is not printed lies
        // nowhere.
        _ if freedom.near.contains(&freedom.block) => return false,
        _ => (0, usize::MAX - 1),
    };
    let reach = if nearby { last + 1 } else { usize::MAX };
    open.range(first.saturating_sub(1)..=reach).next().is_some()
}
