//! Ways as straight pieces on lines, and the tracks of pieces that share one.

use super::super::outline::inset;
use super::super::shape::{Point, Rect};
use super::super::theme::{TRACK, real};
use super::model::Source;
use super::plan::Plan;
use super::route::Spot;
use super::sheet::Sheet;
use super::turn;

/// A straight piece of a way.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) edge: usize,
    /// The axis it runs along: 0 level, 1 upright.
    pub(super) along: usize,
    /// Its line on the other axis of the refined grid.
    pub(super) line: usize,
    pub(super) lo: usize,
    pub(super) hi: usize,
    /// From there to there in quarters of a line, with more where the way turns,
    /// because it must not turn where another one does.
    reach: (usize, usize),
    /// Whether the way runs it from `hi` to `lo`.
    back: bool,
    /// From the middle of the line, in points.
    pub(super) offset: f64,
}

/// Pieces of one fan, or one piece, that take one track.
#[derive(Debug, Clone)]
pub(super) struct Strand {
    pub(super) pieces: Vec<usize>,
    /// As the reach of its pieces.
    lo: usize,
    hi: usize,
}

/// All ways of a drawing.
pub(super) struct Wires {
    pub(super) pieces: Vec<Piece>,
    /// The pieces of each edge, in order.
    pub(super) of: Vec<Vec<usize>>,
    /// Strands that lie beside each other, in the order of their tracks.
    pub(super) bundles: Vec<Vec<Strand>>,
    /// Whether nothing lies beside each piece.
    alone: Vec<bool>,
}

impl Wires {
    pub(super) fn new(source: &Source, ways: &[Vec<Spot>]) -> Self {
        let (mut pieces, mut of) = (Vec::new(), Vec::new());
        for (edge, way) in ways.iter().enumerate() {
            let first = pieces.len();
            let mut start = 0;
            while start + 1 < way.len() {
                let level = way[start].1 == way[start + 1].1;
                let mut end = start + 1;
                while end + 1 < way.len() && (way[end].1 == way[end + 1].1) == level {
                    end += 1;
                }
                let turns = (start > 0, end + 1 < way.len());
                pieces.push(piece(edge, (way[start], way[end]), turns, level));
                start = end;
            }
            of.push((first..pieces.len()).collect());
        }
        let bundles = bundles(source, &pieces);
        let mut wires = Self { pieces, of, bundles, alone: Vec::new() };
        wires.alone = (0..wires.pieces.len()).map(|piece| wires.lonely(piece)).collect();
        wires
    }

    /// Whether nothing lies beside a piece.
    fn lonely(&self, piece: usize) -> bool {
        self.bundles.iter().any(|bundle| {
            bundle.len() == 1
                && bundle[0].pieces.len() == 1
                && bundle[0].pieces[0] == piece
        })
    }

    /// Whether nothing lies beside a piece.
    pub(super) fn alone(&self, piece: &Piece) -> bool {
        let own = &self.of[piece.edge];
        let same = |p: &&usize| {
            let other = &self.pieces[**p];
            (other.along, other.line) == (piece.along, piece.line)
        };
        let index = own.iter().find(same);
        index.and_then(|&p| self.alone.get(p)).is_some_and(|alone| *alone)
    }

    /// Sets the tracks of a bundle in the given order; returns their number.
    pub(super) fn assign(&mut self, bundle: &[Strand]) -> usize {
        let mut tracks: Vec<usize> = Vec::with_capacity(bundle.len());
        for (index, strand) in bundle.iter().enumerate() {
            let beside = bundle[..index]
                .iter()
                .zip(&tracks)
                .filter(|(other, _)| other.lo < strand.hi && strand.lo < other.hi);
            let track = beside.map(|(_, track)| track + 1).max().unwrap_or(0);
            tracks.push(track);
        }
        let count = tracks.iter().max().map_or(0, |most| most + 1);
        for (strand, track) in bundle.iter().zip(tracks) {
            let offset = (real(track) - (real(count) - 1.0) / 2.0) * TRACK;
            for &piece in &strand.pieces {
                self.pieces[piece].offset = offset;
            }
        }
        count
    }

    /// Sets all tracks; returns their number per axis and line.
    pub(super) fn assign_all(&mut self, plan: &Plan) -> [Vec<usize>; 2] {
        let mut lines = plan.count.map(|count| vec![0; 2 * count + 1]);
        let bundles = std::mem::take(&mut self.bundles);
        for bundle in &bundles {
            let count = self.assign(bundle);
            let piece = &self.pieces[bundle[0].pieces[0]];
            let slot = &mut lines[1 - piece.along][piece.line];
            *slot = count.max(*slot);
        }
        self.bundles = bundles;
        lines
    }

    /// How far from the middle edges meet the level and the upright sides of each
    /// box: the first for level edges.
    pub(super) fn reach(&self, source: &Source, nodes: usize) -> Vec<[f64; 2]> {
        let mut reach = vec![[0.0_f64; 2]; nodes];
        for (edge, pieces) in source.edges.iter().zip(&self.of) {
            let ends = [(edge.from, pieces.first()), (edge.to, pieces.last())];
            for (node, piece) in ends {
                let Some(piece) = piece.map(|&piece| &self.pieces[piece]) else {
                    continue;
                };
                let slot = &mut reach[node][piece.along];
                *slot = slot.max(piece.offset.abs());
            }
        }
        reach
    }

    /// The corners of the way of an edge, from box to box.
    pub(super) fn points(
        &self,
        source: &Source,
        plan: &Plan,
        sheet: &Sheet,
        rects: &[Rect],
        edge: usize,
    ) -> Vec<Point> {
        let pieces: Vec<&Piece> =
            self.of[edge].iter().map(|&p| &self.pieces[p]).collect();
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
            return Vec::new();
        };
        let ends = (source.edges[edge].from, source.edges[edge].to);
        let turns = source.edges[edge].is_loop();
        let place = |piece: &Piece| {
            let own = turns
                .then(|| turn::place(self, plan.nodes[ends.0], &rects[ends.0], piece));
            let track = || sheet.middle(1 - piece.along, piece.line) + piece.offset;
            own.flatten().unwrap_or_else(track)
        };
        let dock = |node: usize, piece: &Piece, far: bool| {
            let side = if piece.along == 0 {
                if far { 0 } else { 2 }
            } else if far {
                1
            } else {
                3
            };
            let at = place(piece);
            inset(source.nodes[node].kind, &rects[node], side, at)
        };
        let mut points = vec![dock(ends.0, first, !first.back)];
        for pair in pieces.windows(2) {
            let (a, b) = (place(pair[0]), place(pair[1]));
            points.push(if pair[0].along == 0 {
                Point::new(b, a)
            } else {
                Point::new(a, b)
            });
        }
        points.push(dock(ends.1, last, last.back));
        points
    }
}

fn piece(edge: usize, ends: (Spot, Spot), turns: (bool, bool), level: bool) -> Piece {
    let (from, to) = ends;
    let (line, a, b) =
        if level { (from.1, from.0, to.0) } else { (from.0, from.1, to.1) };
    let back = b < a;
    let turns = if back { (turns.1, turns.0) } else { turns };
    let (lo, hi) = (a.min(b), a.max(b));
    let low = (4 * lo).saturating_sub(usize::from(turns.0));
    let reach = (low, 4 * hi + usize::from(turns.1));
    let along = usize::from(!level);
    Piece {
        edge,
        along,
        line,
        lo,
        hi,
        reach,
        back,
        offset: 0.0,
    }
}

/// Sets of strands on one line that overlap.
fn bundles(source: &Source, pieces: &[Piece]) -> Vec<Vec<Strand>> {
    // The ends of a way around a corner have no track.
    let tracked = |piece: &usize| {
        let piece = &pieces[*piece];
        !source.edges[piece.edge].is_loop() || piece.line.is_multiple_of(2)
    };
    let mut order: Vec<usize> = (0..pieces.len()).filter(tracked).collect();
    order.sort_by_key(|&p| (pieces[p].along, pieces[p].line, pieces[p].reach));
    let same_line = |a: usize, b: usize| {
        pieces[a].along == pieces[b].along && pieces[a].line == pieces[b].line
    };
    let mut bundles: Vec<Vec<Strand>> = Vec::new();
    let mut reach = 0;
    for &index in &order {
        let piece = &pieces[index];
        let fan = source.edges[piece.edge].fan;
        let (lo, hi) = piece.reach;
        let strand = Strand { pieces: vec![index], lo, hi };
        let Some(bundle) = bundles.last_mut().filter(|bundle| {
            let mate = fan.is_some() && lo <= reach;
            same_line(bundle[0].pieces[0], index) && (lo < reach || mate)
        }) else {
            reach = hi;
            bundles.push(vec![strand]);
            continue;
        };
        reach = reach.max(hi);
        let mate = bundle.iter_mut().find(|other| {
            let edge = pieces[other.pieces[0]].edge;
            fan.is_some() && source.edges[edge].fan == fan && lo <= other.hi
        });
        match mate {
            Some(mate) => {
                mate.pieces.push(index);
                mate.hi = mate.hi.max(hi);
            }
            None => bundle.push(strand),
        }
    }
    bundles
}
