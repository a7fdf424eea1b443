//! What the parts of a figure stand for, by id and by what they hold.

use super::places::Name;
use super::sheet::{Area, Sheet, Words};

/// Share of the canvas from which a shape without an id is a frame or a field of
/// a plot, not a box.
const FRAME: f64 = 1.0 / 6.0;
/// How far inside its container a box lies at least, in points.
const INSET: f64 = 1.0;

/// What an id says about a part: a letter, and a hyphen or a number behind it.
/// Those of a panel begin with `p1-`.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub(super) enum Role<'a> {
    /// `n-…`, a box.
    Node,
    /// `n-note…`, a remark in a frame.
    Note,
    /// `n-….rim`, a part of a box.
    Detail,
    /// `g-…`, a group, or a grid.
    Group,
    /// `e-…`, a connection.
    Edge,
    /// `l-…` and `t-…`, text and what belongs to it.
    Lettering,
    /// `b1-…` and `s1…`, a mark of series 1.
    Series(&'a str),
    /// Another letter: a cell, a key, an axis of a plot.
    Mark,
    /// No id, or one that tells nothing.
    Other,
}

impl Name {
    pub(super) fn role(&self) -> Role<'_> {
        let id = self.bare();
        let (base, part) = id.split_once('.').unwrap_or((id, ""));
        let mut letters = base.chars();
        let (first, second) = (letters.next(), letters.next());
        let numbered = second.is_some_and(|c| c.is_ascii_digit());
        let marked = numbered || second == Some('-');
        let counted = part.chars().all(|c| c.is_ascii_digit());
        match first.filter(char::is_ascii_lowercase).filter(|_| marked) {
            Some('n') if base.starts_with("n-note") => Role::Note,
            Some('n') if counted => Role::Node,
            Some('n') => Role::Detail,
            Some('g') => Role::Group,
            Some('e') => Role::Edge,
            Some('l' | 't') => Role::Lettering,
            Some('b' | 's') if numbered => {
                let rest = base.get(1..).unwrap_or_default();
                Role::Series(rest.split('-').next().unwrap_or_default())
            }
            Some(_) => Role::Mark,
            None => Role::Other,
        }
    }

    /// The id without that of its panel.
    pub(super) fn bare(&self) -> &str {
        let split = self.id.strip_prefix('p').and_then(|id| id.split_once('-'));
        let is_number =
            |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        match split {
            Some((number, rest)) if is_number(number) => rest,
            _ => &self.id,
        }
    }
}

/// The boxes of a figure, as indices of its areas.
#[derive(Debug)]
pub(super) struct Boxes {
    /// Those that hold no other box.
    pub(super) inner: Vec<usize>,
    /// Those that do, in order: lanes, groups, frames.
    containers: Vec<usize>,
}

impl Boxes {
    /// Areas with the id of a node, and areas without a telling id that are
    /// outlined or filled, lettered and small beside the whole.
    pub(super) fn new(sheet: &Sheet) -> Self {
        let mut lettered = vec![false; sheet.areas.len()];
        for words in &sheet.texts {
            if let Some(seat) = seat(sheet, words).and_then(|seat| lettered.get_mut(seat))
            {
                *seat = true;
            }
        }
        let whole = sheet.canvas.width() * sheet.canvas.height();
        let small =
            |area: &Area| area.bounds.width() * area.bounds.height() < whole * FRAME;
        let boxes = sheet.areas.iter().zip(lettered).enumerate();
        let boxes = boxes.filter(|(_, (area, lettered))| match area.name.role() {
            Role::Node | Role::Note => true,
            Role::Other => *lettered && area.stroked() && small(area),
            _ => false,
        });
        let boxes: Vec<usize> = boxes.map(|(index, _)| index).collect();
        let holds = |outer: &usize, inner: &usize| {
            let pair = (sheet.areas.get(*outer), sheet.areas.get(*inner));
            let (Some(outer), Some(inner)) = pair else { return false };
            outer.bounds.grown(-INSET).holds(&inner.bounds)
        };
        let (containers, inner) = boxes.iter().partition(|outer| {
            let mut others = boxes.iter().take_while(|_| sheet.pays(1));
            others.any(|inner| holds(outer, inner))
        });
        Self { inner, containers }
    }

    pub(super) fn is_container(&self, area: usize) -> bool {
        self.containers.binary_search(&area).is_ok()
    }
}

/// The area on which the first line of a text stands: the top one that is filled
/// or outlined.
pub(super) fn seat(sheet: &Sheet, words: &Words) -> Option<usize> {
    let piece = words.pieces.first()?;
    let mut under = sheet.under(piece.ink.center, words.order);
    under
        .find(|(_, area)| area.weighs() || area.stroked())
        .map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_says_what_its_part_is() {
        let cases = [
            ("n-gateway", Role::Node),
            ("n4", Role::Node),
            ("n-app.2", Role::Node),
            ("p2-n-app", Role::Node),
            ("n-store.rim", Role::Detail),
            ("n-note.1", Role::Note),
            ("g-lane", Role::Group),
            ("g-lane.title", Role::Group),
            ("e-a.b.head", Role::Edge),
            ("e3-f1", Role::Edge),
            ("l-a", Role::Lettering),
            ("t-a.0", Role::Lettering),
            ("b12-3", Role::Series("12")),
            ("b3-1.h", Role::Series("3")),
            ("s1", Role::Series("1")),
            ("p1-s2", Role::Series("2")),
            ("c1-4", Role::Mark),
            ("b-sum", Role::Mark),
            ("", Role::Other),
            ("e", Role::Other),
            ("gateway", Role::Other),
            ("p-1", Role::Mark),
            ("p1-", Role::Other),
            ("é-1", Role::Other),
        ];
        for (id, role) in cases {
            let name = Name { id: id.into(), at: 0..0 };
            assert_eq!(name.role(), role, "{id}");
        }
    }
}
