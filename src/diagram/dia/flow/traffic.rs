//! Where edges already run on the refined grid.

use super::model::Edge;
use super::route::{Field, Spot, first_side};

/// Counts of edges at steps, spots and sides of boxes.
pub(super) struct Traffic {
    /// Steps to the right and down from each spot.
    steps: Vec<[i64; 2]>,
    /// Edges that pass each spot level and upright.
    passing: Vec<[i64; 2]>,
    /// Edges at each side of each box.
    sides: Vec<[i64; 4]>,
    columns: usize,
}

/// The direction from a spot to its neighbour: right, down, left, up.
pub(super) fn heading(from: Spot, to: Spot) -> usize {
    match (to.0 > from.0, to.1 > from.1, to.0 < from.0) {
        (true, ..) => 0,
        (_, true, _) => 1,
        (_, _, true) => 2,
        _ => 3,
    }
}

impl Traffic {
    pub(super) fn new(field: &Field, nodes: usize) -> Self {
        let spots = field.lines[0] * field.lines[1];
        Self {
            steps: vec![[0; 2]; spots],
            passing: vec![[0; 2]; spots],
            sides: vec![[0; 4]; nodes],
            columns: field.lines[0],
        }
    }

    /// Adds a way, or takes it away.
    pub(super) fn count(&mut self, field: &Field, edge: &Edge, way: &[Spot], by: i64) {
        for pair in way.windows(2) {
            let spot = field.index(pair[0].min(pair[1]));
            self.steps[spot][usize::from(pair[0].0 == pair[1].0)] += by;
        }
        for three in way.windows(3) {
            let spot = &mut self.passing[field.index(three[1])];
            let axes = [heading(three[0], three[1]) % 2, heading(three[1], three[2]) % 2];
            spot[axes[0]] += by;
            if axes[0] != axes[1] {
                spot[axes[1]] += by;
            }
        }
        let back: Vec<Spot> = way.iter().rev().take(2).copied().collect();
        if let (Some(first), Some(last)) = (first_side(way), first_side(&back)) {
            self.sides[edge.from][first] += by;
            self.sides[edge.to][last] += by;
        }
    }

    /// The spots that the other edges of the fan take.
    pub(super) fn stem(
        &self,
        field: &Field,
        edge: usize,
        mates: &[usize],
        ways: &[Vec<Spot>],
    ) -> Vec<bool> {
        let mut stem = vec![false; self.steps.len()];
        for &mate in mates.iter().filter(|&&mate| mate != edge) {
            for spot in &ways[mate] {
                stem[field.index(*spot)] = true;
            }
        }
        stem
    }

    /// Edges that take the step between two neighbours.
    pub(super) fn along(&self, a: usize, b: usize) -> i64 {
        let (low, high) = (a.min(b), a.max(b));
        self.steps[low][usize::from(high - low == self.columns)]
    }

    /// Edges that pass a spot across an axis.
    pub(super) fn across(&self, spot: usize, axis: usize) -> i64 {
        self.passing[spot][1 - axis]
    }

    /// Edges at a side of a box.
    pub(super) fn ports(&self, node: usize, side: usize) -> i64 {
        self.sides[node][side]
    }
}
