//! Where on the pages of an edition a stamp has room.

use typst_layout::PagedDocument;
use typst_library::layout::{Abs, Frame, FrameItem, Point, Rect, Transform};

use crate::finish::{Place, Spot};
use crate::model::Edition;

const MM: f64 = 72.0 / 25.4;

/// Heights of the foot line above the edge of the paper, the first that is free
/// counts. A sheet that is printed to be cut leaves room for the lower one only.
const FEET: [f64; 2] = [10.0 * MM, 5.8 * MM];

/// Ink of a foot line below and above its baseline, in points.
const FOOT: [f64; 2] = [2.2, 6.2];

/// Ink of the lines on the cover below and above the first baseline, in points.
pub(super) const COVER: [f64; 2] = [17.0, 12.0];

/// Air between the lines on the cover and what stands there, in points.
const AIR: f64 = 12.0;

/// The share of the width that the bands of the cover leave at its foot.
const BAY: f64 = 0.42;

/// The widths that stamps may have, in points.
#[derive(Debug, Copy, Clone)]
pub(super) struct Rooms {
    pub(super) cover: f64,
    pub(super) footer: f64,
}

impl Rooms {
    /// The rooms on the pages of an edition.
    pub(super) fn of(edition: &Edition) -> Self {
        let page = edition.page();
        Self {
            cover: page.width * BAY - page.inside - AIR / 2.0,
            footer: page.measure() * 0.7,
        }
    }
}

/// The places on the pages of an edition: one on the cover, in the lowest free
/// bay at the left, and one at the foot of every other page.
pub fn places(document: &PagedDocument, edition: &Edition) -> [Place; 2] {
    let rooms = Rooms::of(edition);
    let page = edition.page();
    let mut cover = Vec::new();
    let mut feet = Vec::new();
    for (index, sheet) in document.pages().iter().enumerate() {
        let height = sheet.frame.height().to_pt();
        let taken = Taken::on(&sheet.frame);
        let verso = edition.duplex && index % 2 == 1;
        let left = if verso { page.outside } else { page.inside };
        let spot = |up: f64| Spot { page: index, at: [left, up] };
        if index == 0 {
            let lowest = height - page.top - page.text_height() + COVER[0];
            let ups = (0_u32..30).map(|line| lowest + f64::from(line) * page.pitch);
            let free = |up: &f64| {
                let [below, above] = COVER;
                let band = [height - up - above - AIR, height - up + below + AIR];
                taken.leaves([left, left + rooms.cover], band)
            };
            cover.extend(ups.into_iter().find(free).map(spot));
        } else {
            let free = |up: &&f64| {
                let band = [height - **up - FOOT[1], height - **up + FOOT[0]];
                taken.leaves([left, left + rooms.footer], band)
            };
            feet.extend(FEET.iter().find(free).map(|up| spot(*up)));
        }
    }
    let room = |width: f64, [below, above]: [f64; 2]| [-1.0, -below, width + 1.0, above];
    [
        Place {
            spots: cover,
            room: room(rooms.cover, COVER),
            footer: false,
        },
        Place {
            spots: feet,
            room: room(rooms.footer, FOOT),
            footer: true,
        },
    ]
}

/// The boxes of all ink on a page, in points from its upper left corner.
struct Taken {
    boxes: Vec<Rect>,
}

impl Taken {
    fn on(frame: &Frame) -> Self {
        let mut taken = Self { boxes: Vec::new() };
        taken.add(frame, Transform::identity());
        taken
    }

    fn add(&mut self, frame: &Frame, outer: Transform) {
        for (place, item) in frame.items() {
            let here = outer.pre_concat(Transform::translate(place.x, place.y));
            let own = match item {
                FrameItem::Group(group) => {
                    self.add(&group.frame, here.pre_concat(group.transform));
                    continue;
                }
                FrameItem::Text(text) => text.bbox(),
                FrameItem::Shape(shape, _) => {
                    if shape.fill.is_none() && shape.stroke.is_none() {
                        continue;
                    }
                    shape.bbox(true)
                }
                FrameItem::Image(_, size, _) => Rect::from_pos_size(Point::zero(), *size),
                FrameItem::Link(..) | FrameItem::Tag(_) => continue,
            };
            self.boxes.push(moved(own, here));
        }
    }

    /// Whether there is no ink between these edges.
    fn leaves(&self, [left, right]: [f64; 2], [head, foot]: [f64; 2]) -> bool {
        let pt = Abs::pt;
        !self.boxes.iter().any(|ink| {
            ink.min.x < pt(right)
                && ink.max.x > pt(left)
                && ink.min.y < pt(foot)
                && ink.max.y > pt(head)
        })
    }
}

/// The box around a box that was transformed.
fn moved(rect: Rect, transform: Transform) -> Rect {
    let corners = [
        rect.min,
        Point::new(rect.max.x, rect.min.y),
        Point::new(rect.min.x, rect.max.y),
        rect.max,
    ]
    .map(|corner| corner.transform(transform));
    let [first, rest @ ..] = corners;
    let min = rest.iter().fold(first, |min, corner| min.min(*corner));
    let max = rest.iter().fold(first, |max, corner| max.max(*corner));
    Rect::new(min, max)
}

#[cfg(test)]
mod tests {
    use typst_library::layout::{Angle, GroupItem, Size};
    use typst_library::visualize::{Color, Geometry};
    use typst_syntax::Span;

    use super::*;

    /// A bar that stands on its side in a group is found where it prints.
    #[test]
    fn ink_in_a_turned_group_takes_its_place() {
        let size = Size::new(Abs::pt(40.0), Abs::pt(4.0));
        let mut inner = Frame::soft(size);
        let bar = Geometry::Rect(size).filled(Color::BLACK);
        inner.push(Point::zero(), FrameItem::Shape(bar, Span::detached()));
        let mut group = GroupItem::new(inner);
        group.transform = Transform::rotate(Angle::deg(90.0));
        let mut page = Frame::hard(Size::splat(Abs::pt(200.0)));
        page.push(Point::new(Abs::pt(100.0), Abs::pt(50.0)), FrameItem::Group(group));
        let taken = Taken::on(&page);
        assert!(!taken.leaves([90.0, 110.0], [80.0, 85.0]), "the bar runs down");
        assert!(taken.leaves([101.0, 180.0], [50.0, 60.0]), "and not across");
    }
}
