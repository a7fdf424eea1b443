//! Lists in balanced columns, and short files that share a page.
//!
//! The layout could measure every item to find out where columns end, but that
//! lays each of them out once more, and again for every height that is tried. Here
//! the items are laid out once, and their frames are dealt to the columns.
#![allow(
    clippy::too_many_arguments,
    reason = "the layout calls its one function in one place"
)]

use typst_layout::{layout_fragment, layout_frame};
use typst_library::diag::SourceResult;
use typst_library::engine::Engine;
use typst_library::foundations::{
    Content, NativeElement, Packed, Resolve, SequenceElem, StyleChain, func,
};
use typst_library::introspection::{Location, Locator};
use typst_library::layout::{
    Abs, Axes, BlockElem, Fragment, Frame, Length, PadElem, Point, Ratio, Region,
    Regions, Size,
};
use typst_library::model::ParElem;

use crate::grid::{at_home, housed, sides, spaced};
use crate::pieces::{Item, breaks, lines_of, pieces};

/// The share of a page below which the last page of a list is saved, if closer
/// items can do without it.
const LITTLE: f64 = 0.2;
/// How much closer items may stand for that.
const CLOSER: [f64; 3] = [0.6, 0.45, 0.3];
/// The share of a page from which a file starts on one of its own.
const SHORT: f64 = 0.75;

/// Columns of solid items. Full pages are packed column by column; what is left is
/// balanced: it gets the lowest height into which it fits.
///
/// `leads` is the air that each item asks for above it, which it does not get at the
/// head of a column; `gap` stands between any two, `gutter` between columns. With
/// less room than `least` the list starts on the next page. `around` is the space
/// above and below the whole list, `home` its place among the content.
#[func]
pub fn casebook_balance(
    items: Vec<Content>,
    leads: Vec<Length>,
    count: usize,
    gutter: Length,
    gap: Length,
    least: Length,
    around: Length,
    home: Location,
) -> Content {
    // A layouter is given one element and nothing else, so the measures travel in
    // the fields of paddings.
    let led = |(item, lead): (Content, Length)| PadElem::new(item).with_top(lead.into());
    let padded = items.into_iter().zip(leads).map(|pair| led(pair).pack());
    #[allow(clippy::cast_precision_loss, reason = "there are a few columns")]
    let columns = Ratio::new(count.max(1) as f64);
    let padding = PadElem::new(Content::sequence(padded))
        .with_left(gutter.into())
        .with_right(gap.into())
        .with_top(columns.into())
        .with_bottom(least.into());
    spaced(BlockElem::multi_layouter(housed(padding, home), balance), around)
}

/// A file of front or back matter. It shares a page with others where it fits and is
/// not long; otherwise it starts on a page of its own. `around` is the space above
/// and below it, `home` its place among the content.
#[func]
pub fn casebook_short(body: Content, around: Length, home: Location) -> Content {
    let padding = housed(PadElem::new(body), home);
    spaced(BlockElem::multi_layouter(padding, short), around)
}

/// Items to deal to columns.
struct List {
    items: Vec<Item>,
    columns: usize,
}

/// The items of each column of a page, and the first of the next page.
type Page = (Vec<Vec<usize>>, usize);

impl List {
    /// Fills the columns of a page of some height with the items from `start`.
    fn fill(&self, start: usize, height: Abs, gap: Abs) -> Page {
        let mut columns = vec![Vec::new()];
        let mut used = Abs::zero();
        for (index, item) in self.items.iter().enumerate().skip(start) {
            let first = columns.last().is_some_and(Vec::is_empty);
            let above = if first { Abs::zero() } else { item.above(gap) };
            if !first && !height.fits(used + above + item.frame.height()) {
                if columns.len() == self.columns {
                    return (columns, index);
                }
                columns.push(Vec::new());
                used = Abs::zero();
            } else {
                used += above;
            }
            if let Some(column) = columns.last_mut() {
                column.push(index);
            }
            used += item.frame.height();
        }
        (columns, self.items.len())
    }

    /// The first item of each page.
    fn starts(&self, heights: &Heights, gap: Abs) -> Vec<usize> {
        let mut starts = vec![0];
        let (_, mut next) = self.fill(0, heights.page(0), gap);
        while next < self.items.len() {
            let height = heights.page(starts.len());
            starts.push(next);
            next = self.fill(next, height, gap).1;
        }
        starts
    }

    /// The columns of the last page, as level as they can be.
    fn level(&self, start: usize, limit: Abs, gap: Abs) -> Vec<Vec<usize>> {
        let rest = &self.items[start.min(self.items.len())..];
        let all: Abs =
            rest.iter().map(|item| item.frame.height() + item.above(gap)).sum();
        let tallest = rest.iter().map(|item| item.frame.height()).max();
        let (mut low, mut high) = (tallest.unwrap_or_default(), all.min(limit));
        for _ in 0..14 {
            let middle = (low + high) / 2.0;
            if self.fill(start, middle, gap).1 == self.items.len() {
                high = middle;
            } else {
                low = middle;
            }
        }
        self.fill(start, high, gap).0
    }

    /// The height of the items from `start`, one after another.
    fn height_from(&self, start: usize) -> Abs {
        self.items.iter().skip(start).map(|item| item.frame.height()).sum()
    }

    /// The columns of every page.
    fn deal(&self, heights: &Heights, gap: Abs) -> (Vec<Vec<Vec<usize>>>, Abs) {
        let (mut starts, mut gap) = (self.starts(heights, gap), gap);
        #[allow(clippy::cast_precision_loss, reason = "there are a few columns")]
        let little = LITTLE * self.columns as f64 * heights.full;
        if let Some(&last) = starts.last().filter(|_| starts.len() > 1)
            && self.height_from(last) < little
        {
            let saved = CLOSER
                .map(|share| share * gap)
                .map(|gap| (self.starts(heights, gap), gap))
                .into_iter()
                .find(|(tight, _)| tight.len() < starts.len());
            if let Some(saved) = saved {
                (starts, gap) = saved;
            }
        }
        let pages = starts.iter().enumerate().map(|(page, start)| {
            if page + 1 < starts.len() {
                self.fill(*start, heights.page(page), gap).0
            } else {
                self.level(*start, heights.page(page), gap)
            }
        });
        (pages.collect(), gap)
    }

    /// A page of columns.
    fn print(&self, columns: &[Vec<usize>], gap: Abs, wide: [Abs; 3]) -> Frame {
        let [width, each, gutter] = wide;
        let mut frame = Frame::soft(Size::new(width, Abs::zero()));
        let mut x = Abs::zero();
        for column in columns {
            let mut y = Abs::zero();
            for (place, index) in column.iter().enumerate() {
                let Some(item) = self.items.get(*index) else { continue };
                if place > 0 {
                    y += item.above(gap);
                }
                frame.push_frame(Point::new(x, y), item.frame.clone());
                y += item.frame.height();
            }
            frame.size_mut().y.set_max(y);
            x += each + gutter;
        }
        frame
    }
}

/// The room on each page.
struct Heights {
    first: Abs,
    backlog: Vec<Abs>,
    full: Abs,
}

impl Heights {
    fn of(regions: Regions) -> Self {
        let full = regions.last.unwrap_or(regions.size.y);
        Self {
            first: regions.size.y,
            backlog: regions.backlog.to_vec(),
            full,
        }
    }

    fn page(&self, index: usize) -> Abs {
        match index {
            0 => self.first,
            later => self.backlog.get(later - 1).copied().unwrap_or(self.full),
        }
    }
}

fn balance(
    padding: &Packed<PadElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let [gutter, gap] = sides(padding, styles);
    let least = padding.bottom.get(styles).abs.resolve(styles);
    let count = padding.top.get(styles).rel.get();
    let width = regions.size.x;
    let each = (width - gutter * (count - 1.0)) / count;
    let mut locator = at_home(padding, locator).split();
    let children = padding.body.to_packed::<SequenceElem>();
    // A sequence of one is that one.
    let alone = [padding.body.clone()];
    let children = children.map_or(&alone[..], |sequence| &sequence.children);
    let work: Vec<_> = children
        .iter()
        .filter_map(|child| child.to_packed::<PadElem>())
        // By what it holds: the same among other items, too.
        .map(|item| (item, locator.next(&item.body)))
        .collect();
    let region = Region::new(Size::new(each, Abs::inf()), Axes::new(true, false));
    let items = engine
        .parallelize(work, |engine, (item, locator)| {
            let lead = item.top.get(styles).abs.resolve(styles);
            if breaks(&item.body) {
                let lines = lines_of(engine, &item.body, locator, styles, each)?;
                return Ok(pieces(lines, lead, styles.resolve(ParElem::leading)));
            }
            let frame = layout_frame(engine, &item.body, locator, styles, region)?;
            Ok(vec![Item { frame, lead, goes_on: false }])
        })
        .collect::<SourceResult<Vec<_>>>()?
        .into_iter()
        .flatten()
        .collect();
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it was a count"
    )]
    let list = List { items, columns: count as usize };
    let mut heights = Heights::of(regions);
    let wide = [width, each, gutter];
    let mut frames = Vec::new();
    if heights.first < least && regions.may_progress() {
        frames.push(Frame::soft(Size::new(width, Abs::zero())));
        heights.first = heights.page(1);
        heights.backlog = heights.backlog.split_off(heights.backlog.len().min(1));
    }
    let (pages, gap) = list.deal(&heights, gap);
    frames.extend(pages.iter().map(|columns| list.print(columns, gap, wide)));
    Ok(Fragment::frames(frames))
}

fn short(
    padding: &Packed<PadElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let locator = at_home(padding, locator);
    let body = &padding.body;
    let full = regions.last.unwrap_or(regions.full);
    let endless =
        Region::new(Size::new(regions.size.x, Abs::inf()), Axes::new(true, false));
    let whole = layout_frame(engine, body, locator.relayout(), styles, endless)?;
    let fits = regions.size.y.fits(whole.height());
    if fits && whole.height() < SHORT * full {
        return Ok(Fragment::frame(whole));
    }
    let begun = regions.size.y + Abs::pt(1.0) < full;
    if !begun || !regions.may_progress() {
        return layout_fragment(engine, body, locator, styles, regions);
    }
    let mut fresh = regions;
    fresh.next();
    let blank = Frame::soft(Size::new(regions.size.x, Abs::zero()));
    let rest = if whole.height() < SHORT * full {
        vec![whole]
    } else {
        layout_fragment(engine, body, locator, styles, fresh)?.into_frames()
    };
    Ok(Fragment::frames(std::iter::once(blank).chain(rest).collect()))
}

#[cfg(test)]
mod tests {
    use super::{Abs, Frame, Heights, Item, List, Size, pieces};

    /// Items of some heights in two columns, with the air that they ask for.
    fn list(items: &[(f64, f64)]) -> List {
        let item = |(height, lead): &(f64, f64)| Item {
            frame: Frame::soft(Size::new(Abs::pt(10.0), Abs::pt(*height))),
            lead: Abs::pt(*lead),
            goes_on: false,
        };
        List {
            items: items.iter().map(item).collect(),
            columns: 2,
        }
    }

    /// The columns of every page, with a first page of some height and further ones
    /// of a hundred points; the items stand ten points apart.
    fn dealt(list: &List, first: f64) -> Vec<Vec<Vec<usize>>> {
        let (first, full) = (Abs::pt(first), Abs::pt(100.0));
        let heights = Heights { first, backlog: Vec::new(), full };
        list.deal(&heights, Abs::pt(10.0)).0
    }

    #[test]
    fn the_last_page_is_level() {
        let six = list(&[(20.0, 0.0); 6]);
        assert_eq!(dealt(&six, 100.0), [[vec![0, 1, 2], vec![3, 4, 5]]]);
    }

    #[test]
    fn full_pages_come_first() {
        let items = list(&[(45.0, 0.0); 8]);
        let pages = [[vec![0], vec![1]], [vec![2, 3], vec![4, 5]], [vec![6], vec![7]]];
        assert_eq!(dealt(&items, 60.0), pages);
    }

    #[test]
    fn air_counts_below_the_head_of_a_column_only() {
        let led = list(&[(45.0, 5.0), (45.0, 5.0), (45.0, 5.0), (45.0, 5.0)]);
        let pages = [[vec![0], vec![1]], [vec![2], vec![3]]];
        assert_eq!(dealt(&led, 100.0), pages);
        assert_eq!(dealt(&led, 105.0), [[vec![0, 1], vec![2, 3]]]);
    }

    #[test]
    fn closer_items_save_a_page_for_the_last_few() {
        let mut items = vec![(20.0, 0.0); 6];
        items.push((20.0, 0.0));
        // Three in a column need 80 points, four need 110 and fit no page; with
        // gaps of six points they need 98.
        let seven = list(&items);
        assert_eq!(dealt(&seven, 100.0), [[vec![0, 1, 2, 3], vec![4, 5, 6]]]);
    }

    #[test]
    fn what_goes_on_stands_a_line_below() {
        let line = || Frame::soft(Size::new(Abs::pt(10.0), Abs::pt(8.0)));
        let mut items = pieces(vec![line(); 5], Abs::zero(), Abs::pt(4.0));
        items.extend(pieces(vec![line(); 5], Abs::zero(), Abs::pt(4.0)));
        let list = List { items, columns: 2 };
        // Three lines and two, twice; ten points stand between the two items.
        assert_eq!(dealt(&list, 100.0), [[vec![0, 1], vec![2, 3]]]);
        let filled = |height: f64| list.fill(0, Abs::pt(height), Abs::pt(10.0)).0;
        assert_eq!(filled(98.0), [vec![0, 1, 2], vec![3]]);
        assert_eq!(filled(97.0), [vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn what_is_taller_than_a_page_stands_alone() {
        let tall = list(&[(300.0, 0.0), (20.0, 0.0)]);
        assert_eq!(dealt(&tall, 100.0), [[vec![0], vec![1]]]);
    }
}
