//! The items of a list in columns: solid, or by lines where a column may end inside.

use typst_layout::layout_fragment;
use typst_library::diag::SourceResult;
use typst_library::engine::Engine;
use typst_library::foundations::{Content, StyleChain};
use typst_library::introspection::Locator;
use typst_library::layout::{Abs, Axes, BlockElem, Frame, Point, Regions, Size};
use typst_library::text::TextElem;

/// The height of a line, in sizes of its text.
const LINE_BOX: f64 = 0.89;

/// A laid out item, or some lines of one that may break.
pub(crate) struct Item {
    pub(crate) frame: Frame,
    /// The air that it asks for above it.
    pub(crate) lead: Abs,
    /// Whether it goes on with the item before it.
    pub(crate) goes_on: bool,
}

impl Item {
    /// The space above it, where `gap` stands between two items.
    pub(crate) fn above(&self, gap: Abs) -> Abs {
        if self.goes_on { self.lead } else { gap + self.lead }
    }
}

/// Whether an item may go on in the next column: a block that says so.
pub(crate) fn breaks(item: &Content) -> bool {
    let block = item.to_packed::<BlockElem>();
    block.is_some_and(|block| *block.breakable.as_option() == Some(true))
}

/// The lines of an item, each of which gets a region of its own.
pub(crate) fn lines_of(
    engine: &mut Engine,
    item: &Content,
    locator: Locator,
    styles: StyleChain,
    width: Abs,
) -> SourceResult<Vec<Frame>> {
    let line = LINE_BOX * styles.resolve(TextElem::size);
    let regions = Regions {
        size: Size::new(width, line),
        full: line,
        backlog: &[],
        last: Some(line),
        expand: Axes::new(true, false),
    };
    Ok(layout_fragment(engine, item, locator, styles, regions)?.into_frames())
}

/// Items of lines: three at the least where the whole begins, of which the first may be a
/// head, and two where it ends. `lead` is the air above the first, `leading` that between
/// any two.
pub(crate) fn pieces(lines: Vec<Frame>, lead: Abs, leading: Abs) -> Vec<Item> {
    let count = lines.len();
    let mut items: Vec<Item> = Vec::new();
    for (index, line) in lines.into_iter().enumerate() {
        let tied = index < 3 || index + 1 == count;
        match items.last_mut().filter(|_| tied) {
            Some(item) => {
                let y = item.frame.height() + leading;
                item.frame.size_mut().y = y + line.height();
                item.frame.push_frame(Point::with_y(y), line);
            }
            None => items.push(Item {
                lead: if index == 0 { lead } else { leading },
                goes_on: index > 0,
                frame: line,
            }),
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::{Abs, Frame, Size, pieces};

    #[test]
    fn what_breaks_keeps_lines_together_at_both_ends() {
        let lines = |count: usize| {
            let line = Frame::soft(Size::new(Abs::pt(10.0), Abs::pt(8.0)));
            let items = pieces(vec![line; count], Abs::pt(6.0), Abs::pt(4.0));
            items.iter().map(|item| item.frame.height()).collect::<Vec<_>>()
        };
        let heights = |heights: &[f64]| -> Vec<Abs> {
            heights.iter().map(|height| Abs::pt(*height)).collect()
        };
        assert_eq!(lines(1), heights(&[8.0]));
        assert_eq!(lines(3), heights(&[32.0]));
        assert_eq!(lines(4), heights(&[44.0]));
        assert_eq!(lines(5), heights(&[32.0, 20.0]));
        assert_eq!(lines(7), heights(&[32.0, 8.0, 8.0, 20.0]));
    }
}
