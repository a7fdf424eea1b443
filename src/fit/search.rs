//! The search for the places of the blocks of one unit.
//!
//! It starts from the places that blocks have without any choice, goes through the
//! freedoms of the unit in the order of its pages, and keeps the best place of each
//! if the unit is better for it; again and again until nothing gets better. Then
//! neighbours are moved two at a time. It asks no clock and draws no lots, so that
//! the same guide gives the same choices.

use std::ops::Range;

use ecow::EcoVec;
use typst_library::diag::SourceDiagnostic;

use super::bench::{Bench, Places, Trial};
use super::score::Score;
use crate::manuscript::Freedom;
use crate::select::SelectedUnit;

/// How often the search goes through all freedoms.
const ROUNDS: usize = 4;
/// How many freedoms lie at most between two that are moved together.
const NEIGHBOURS: usize = 3;

/// A choice that makes a unit better, and by how much.
#[derive(Debug, Clone)]
pub struct Improvement {
    /// The block.
    pub block: String,
    /// What is done with it.
    pub place: String,
    /// The unit without the choice.
    pub without: Score,
    /// The unit with all choices.
    pub with: Score,
}

/// What was found for a unit.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub places: Places,
    pub improvements: Vec<Improvement>,
    pub first: Score,
    pub best: Score,
    pub layouts: usize,
}

/// One unit with what may be moved in it.
pub(super) struct Search<'a> {
    pub bench: Bench<'a>,
    pub unit: SelectedUnit<'a>,
    /// Its pages in the whole book.
    pub pages: Range<usize>,
    pub freedoms: &'a [Freedom],
}

/// Where a search stands.
struct State {
    places: Places,
    trial: Trial,
    layouts: usize,
}

impl Search<'_> {
    /// Searches.
    pub(super) fn run(&self) -> Result<Found, EcoVec<SourceDiagnostic>> {
        let trial = self.bench.lay(&self.unit, &self.pages, &Places::new(), None)?;
        let first = trial.judged.score;
        let mut state = State { places: Places::new(), trial, layouts: 1 };
        for _ in 0..ROUNDS {
            if !self.singly(&mut state) && !self.in_pairs(&mut state) {
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

    /// Tries all places of every freedom by itself; whether anything got better.
    fn singly(&self, state: &mut State) -> bool {
        let mut better = false;
        for freedom in self.freedoms {
            if !hopeful(state, freedom) {
                continue;
            }
            let moves = moves(state, freedom);
            better |= self.best_of(state, moves.into_iter().map(|m| vec![m]).collect());
        }
        better
    }

    /// Tries the places of two freedoms that lie near each other.
    fn in_pairs(&self, state: &mut State) -> bool {
        for (index, freedom) in self.freedoms.iter().enumerate() {
            if !hopeful(state, freedom) {
                continue;
            }
            let near = self.freedoms.iter().skip(index + 1).take(NEIGHBOURS);
            for other in near {
                if !hopeful(state, other) {
                    continue;
                }
                let mut pairs = Vec::new();
                for one in moves(state, freedom) {
                    for two in moves(state, other) {
                        pairs.push(vec![one.clone(), two]);
                    }
                }
                if self.best_of(state, pairs) {
                    return true;
                }
            }
        }
        false
    }

    /// Tries moves, and makes the best of them if the unit is better for it.
    fn best_of(&self, state: &mut State, all: Vec<Vec<Move>>) -> bool {
        let mut best: Option<(Places, Trial)> = None;
        for moves in all {
            let mut places = state.places.clone();
            for (block, place) in moves {
                match place {
                    Some(place) => drop(places.insert(block, place)),
                    None => drop(places.remove(&block)),
                }
            }
            let Some(trial) = self.attempt(state, &places) else { continue };
            let worst = best.as_ref().map_or(&state.trial, |(_, trial)| trial);
            if trial.judged.score < worst.judged.score {
                best = Some((places, trial));
            }
        }
        let is_better = best.is_some();
        if let Some((places, trial)) = best {
            (state.places, state.trial) = (places, trial);
        }
        is_better
    }

    /// A unit that cannot be laid out in some way is not laid out in it.
    fn attempt(&self, state: &mut State, places: &Places) -> Option<Trial> {
        state.layouts += 1;
        let trial =
            self.bench.lay(&self.unit, &self.pages, places, Some(&state.trial));
        trial.ok()
    }

    /// Drops the choices without which the unit is as good, and says what each of
    /// the others does for it.
    fn needed(&self, state: &mut State) -> Vec<Improvement> {
        let mut needed = Vec::new();
        for freedom in self.freedoms {
            let Some(place) = state.places.get(&freedom.block).cloned() else { continue };
            let mut places = state.places.clone();
            places.remove(&freedom.block);
            let Some(trial) = self.attempt(state, &places) else { continue };
            if trial.judged.score <= state.trial.judged.score {
                (state.places, state.trial) = (places, trial);
            } else {
                needed.push((freedom.block.clone(), place, trial.judged.score));
            }
        }
        let with = state.trial.judged.score;
        let improvement = |(block, place, without)| Improvement { block, place, without, with };
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

/// Whether a block stands where it could fill a hole. What it pushes stands behind it,
/// but for a float, which may come to stand a page before.
fn hopeful(state: &State, freedom: &Freedom) -> bool {
    let Some(last) = state.trial.judged.last else { return false };
    match state.trial.page(&freedom.block) {
        Some(page) => page <= last + 1,
        // Blocks without a label lie anywhere; figures and tables that are not
        // printed lie nowhere.
        None => !freedom.block.starts_with("fig:") && !freedom.block.starts_with("tab:"),
    }
}
