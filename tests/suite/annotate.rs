//! The pages of an edition with what was found drawn on them.

use casebook::diagnostics::Report;
use casebook::preflight::{Levels, annotate, preflight, weigh};
use casebook::project::Project;
use lopdf::Document;
use typst_layout::PagedDocument;
use typst_library::layout::{Frame, FrameItem, Point};
use typst_library::visualize::Geometry;

use crate::fixture::Fixture;
use crate::preflight::{ASK, with};

/// A line with a word that is too small.
const SMALL: &str = "Words with #text(size: 6.5pt)[small] ones among them.";

/// All items of a frame with their places.
fn items<'a>(frame: &'a Frame, corner: Point, found: &mut Vec<(Point, &'a FrameItem)>) {
    for (position, item) in frame.items() {
        let here = corner + *position;
        if let FrameItem::Group(group) = item {
            let moved = Point::new(group.transform.tx, group.transform.ty);
            items(&group.frame, here + moved, found);
        }
        found.push((here, item));
    }
}

fn all(frame: &Frame) -> Vec<(Point, &FrameItem)> {
    let mut found = Vec::new();
    items(frame, Point::zero(), &mut found);
    found
}

fn words(frame: &Frame) -> String {
    let texts = all(frame).into_iter().filter_map(|(_, item)| match item {
        FrameItem::Text(text) => Some(text.text.to_string()),
        _ => None,
    });
    texts.collect::<Vec<_>>().join(" ")
}

/// The edges of all rectangles of a frame: left, top, right, bottom.
fn rectangles(frame: &Frame) -> Vec<[f64; 4]> {
    let shapes = all(frame).into_iter().filter_map(|(place, item)| match item {
        FrameItem::Shape(shape, _) => match shape.geometry {
            Geometry::Rect(size) => Some((place, size)),
            _ => None,
        },
        _ => None,
    });
    let edges = shapes.map(|(place, size)| {
        [place.x, place.y, place.x + size.x, place.y + size.y].map(|edge| edge.to_pt())
    });
    edges.collect()
}

/// The pages of a guide, what is found on them, and the pages with that.
fn drawn(fixture: &Fixture) -> (PagedDocument, Vec<(usize, [f64; 4])>, PagedDocument) {
    let mut report = Report::new();
    let project = Project::open(&fixture.path(""), &[], &mut report).unwrap();
    let edition = project.edition("book", &mut report).unwrap();
    let document = project.pages(&edition, &mut report).unwrap();
    let faults = preflight(&project, &edition, &document);
    // What the good guide has left.
    let allow = ["signature-rest", "line-loose", "float-stacked"].map(String::from);
    let levels = Levels::read(&allow, &[], &[], &mut report).unwrap();
    let found = weigh(&faults, &project, &edition, &levels, &mut report);
    let (made, marked) =
        annotate(&project, &edition, &document, &found, &mut report).unwrap();
    let areas = found.iter().map(|found| {
        let area = found.fault.area;
        (found.fault.page, [area.left, area.top, area.right, area.bottom])
    });
    let areas: Vec<_> = areas.collect();
    let mut pages: Vec<_> = areas.iter().map(|(page, _)| *page).collect();
    pages.sort_unstable();
    pages.dedup();
    assert_eq!(marked, pages.len());
    (document, areas, made)
}

#[test]
fn a_box_stands_where_something_was_found() {
    let (fixture, line) = with(ASK, SMALL);
    let (book, areas, made) = drawn(&fixture);
    let [(page, area)] = areas.as_slice() else { panic!("{areas:?}") };
    assert!(made.pages().len() > book.pages().len(), "a list follows");
    for (index, (own, sheet)) in book.pages().iter().zip(made.pages()).enumerate() {
        assert!(sheet.frame.width() > own.frame.width(), "room for labels");
        let before = rectangles(&own.frame);
        let after = rectangles(&sheet.frame);
        let is_box = |edges: &[f64; 4]| {
            let far = edges.iter().zip(area).map(|(a, b)| (a - b).abs());
            far.fold(0.0, f64::max) < 2.0
        };
        let boxes = after.iter().filter(|edges| is_box(edges)).count();
        let text = words(&sheet.frame);
        if index == *page {
            assert_eq!(boxes, 1, "{area:?} is not among {after:?}");
            assert!(text.contains("text-small"), "{text}");
            assert!(text.contains("6.5 pt"), "{text}");
        } else {
            assert_eq!(before.len(), after.len(), "page {index} is as it was");
            assert!(!text.contains("text-small"), "{text}");
        }
    }
    let list = words(&made.pages()[book.pages().len()].frame);
    assert!(list.contains("1 error"), "{list}");
    // A long path may break behind its folders.
    let plain = list.replace('\u{200b}', "");
    assert!(plain.contains(&format!("{ASK}:{line}")), "{plain}");
}

#[test]
fn pages_without_findings_say_so() {
    let (book, areas, made) = drawn(&Fixture::good());
    assert_eq!(areas, []);
    assert_eq!(made.pages().len(), book.pages().len() + 1);
    let list = words(&made.pages()[book.pages().len()].frame);
    assert!(list.contains("Nothing was found"), "{list}");
}

#[test]
fn the_file_is_written_whatever_is_found() {
    let (fixture, _) = with(ASK, SMALL);
    let run = fixture.run(&["check", "--annotate", "found/here.pdf"]).exits(1);
    assert!(run.stdout.contains("found/here.pdf  "), "{}", run.stdout);
    run.says(&["rule `text-small`"]);
    let first = fixture.read("found/here.pdf");
    let pages = Document::load_mem(&first).unwrap().get_pages().len();
    fixture.run(&["build", "--annotate", "found/here.pdf"]).exits(1);
    assert!(first == fixture.read("found/here.pdf"), "the same pages, the same bytes");
    assert!(!fixture.path("out/book.pdf").exists(), "an error keeps the book back");
    let good = Fixture::good();
    good.run(&["build", "--annotate", "here.pdf", "--deny-warnings"])
        .exits(0);
    assert!(Document::load_mem(&good.read("here.pdf")).unwrap().get_pages().len() > 1);
    assert!(pages > 2, "{pages} pages");
    let run = good.run(&["check", "book", "book", "--annotate", "x.pdf"]).exits(2);
    run.says(&["one file, for one edition", "rule `annotate-one`"]);
    // The findings of a PDF that cannot keep its standard are drawn, too.
    let (bad, _) = with(ASK, "An answer 漢 is given.");
    bad.run(&["check", "--annotate", "x.pdf"])
        .exits(1)
        .says(&["has no “漢”"]);
    assert!(bad.path("x.pdf").exists());
}
