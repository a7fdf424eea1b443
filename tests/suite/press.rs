//! Press files: pages on sheets that fold into the book, and boxes around them.

use std::path::Path;

use casebook::diagnostics::Report;
use casebook::impose::Plan;
use casebook::project::Project;
use lopdf::{Document, Object};
use serde_json::Value;
use typst_library::layout::{Frame, FrameItem};

use crate::fixture::Fixture;

const FOLDER: &str = "out/book-press";

fn pdf(fixture: &Fixture, name: &str) -> Document {
    Document::load_mem(&fixture.read(&format!("{FOLDER}/{name}.pdf"))).unwrap()
}

fn map(fixture: &Fixture) -> Value {
    serde_json::from_str(&fixture.text(&format!("{FOLDER}/sheets.json"))).unwrap()
}

/// The edges of a box of a page, in whole points.
fn edges(document: &Document, page: u32, name: &str) -> Vec<i64> {
    let page = document.get_dictionary(document.get_pages()[&page]).unwrap();
    let edges = page.get(name.as_bytes()).and_then(Object::as_array).unwrap();
    #[expect(clippy::cast_possible_truncation, reason = "a page is small")]
    let whole = |edge: &Object| edge.as_float().unwrap().round() as i64;
    edges.iter().map(whole).collect()
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap_or_else(|| panic!("{value}"))).unwrap()
}

/// The page on a half of a side of a sheet, as the map has it.
fn half(sheet: &Value, side: &str, column: usize) -> usize {
    let slots = sheet[side].as_array().unwrap();
    let slot = slots.iter().find(|slot| number(&slot["column"]) == column).unwrap();
    number(&slot["page"])
}

#[test]
fn the_map_folds_into_the_book() {
    let fixture = Fixture::good();
    fixture.append("content/cases/first-case/ask.typ", "\n#lorem(9000)\n");
    fixture.append(
        "content/editions/book.toml",
        "[press]\nscheme = \"signatures\"\nsignature = 8\ncaliper = 200\n",
    );
    fixture.run(&["build", "book", "--print-pack"]).exits(0);
    let map = map(&fixture);
    let sheets = map["sheets"].as_array().unwrap();
    let signatures = number(&sheets.last().unwrap()["signature"]);
    assert!(signatures > 1, "{signatures} signature");
    let mut pages = Vec::new();
    for signature in 1..=signatures {
        let nest: Vec<_> = sheets
            .iter()
            .filter(|s| number(&s["signature"]) == signature)
            .collect();
        for sheet in &nest {
            pages.extend([half(sheet, "front", 2), half(sheet, "back", 1)]);
        }
        for sheet in nest.iter().rev() {
            pages.extend([half(sheet, "back", 2), half(sheet, "front", 1)]);
        }
        // Each sheet within another shifts its pages towards the fold.
        for (depth, sheet) in (0_u8..).zip(&nest) {
            let shift = 0.2 * f64::from(depth);
            for slot in sheet["front"].as_array().unwrap() {
                let wanted = if slot["column"] == 1 { shift } else { -shift };
                let found = slot["shift_mm"].as_f64().unwrap();
                assert!((found - wanted).abs() < 1e-9, "{found}, not {wanted}");
            }
        }
    }
    let all = number(&map["pages"]);
    assert_eq!(pages, (1..=all).collect::<Vec<_>>());
    let [extent, padding] = ["extent", "padding"].map(|key| number(&map[key]));
    assert_eq!(extent + padding, all);
    assert_eq!(map["spine_mm"], f64::from(u32::try_from(all).unwrap()) / 2.0 * 0.2);
    assert_eq!(pdf(&fixture, "pages").get_pages().len(), all);
    assert_eq!(pdf(&fixture, "sheets").get_pages().len(), 2 * sheets.len());
}

/// All text of a frame, in order.
fn text(frame: &Frame) -> String {
    let item = |item: &FrameItem| match item {
        FrameItem::Group(group) => text(&group.frame),
        FrameItem::Text(run) => run.text.to_string(),
        _ => String::new(),
    };
    frame.items().map(|(_, i)| item(i)).collect()
}

/// What the scheme says is what stands on the sheets.
#[test]
fn every_page_stands_where_the_map_says() {
    for scheme in ["saddle", "two-up", "four-up"] {
        let fixture = Fixture::good();
        let mut report = Report::new();
        let set = [format!("press.scheme={scheme}")];
        let project = Project::open(&fixture.path(""), &set, &mut report).unwrap();
        let edition = project.edition("book", &mut report).unwrap();
        let book = project.pages(&edition, &mut report).unwrap();
        let plan = Plan::new(&edition, book.pages().len(), &mut report).unwrap();
        let [_, sheets, _] = plan.files(&book, &extras(&project, &plan, &mut report));
        let [columns, rows] = plan.imposition.grid;
        let sides = plan.imposition.sheets.iter().flat_map(|sheet| &sheet.sides);
        let mut seen = 0;
        for (side, printed) in sides.zip(sheets.document.pages()) {
            let frame = &printed.frame;
            let groups: Vec<_> = frame
                .items()
                .filter_map(|(place, item)| match item {
                    FrameItem::Group(group) => Some((place, &group.frame)),
                    _ => None,
                })
                .collect();
            for (slot, (place, page)) in side.iter().zip(groups) {
                let Some(expected) = book.pages().get(slot.page) else { continue };
                assert_eq!(text(page), text(&expected.frame), "{scheme}");
                let middle = [
                    (place.x + page.width() / 2.0) / frame.width(),
                    (place.y + page.height() / 2.0) / frame.height(),
                ];
                let cell = |share: f64, count: usize| {
                    let count = u32::try_from(count).unwrap();
                    let cells = 0..count;
                    let found =
                        cells.rev().find(|c| share * f64::from(count) > f64::from(*c));
                    found.map(|cell| cell as usize)
                };
                assert_eq!(cell(middle[0], columns), Some(slot.column), "{scheme}");
                assert_eq!(cell(middle[1], rows), Some(slot.row), "{scheme}");
                seen += 1;
            }
        }
        assert_eq!(seen, book.pages().len(), "{scheme}");
    }
}

/// The cover and what else the layout makes for a plan.
fn extras(
    project: &Project,
    plan: &Plan,
    report: &mut Report,
) -> typst_layout::PagedDocument {
    let edition = project.edition("book", report).unwrap();
    let mut manuscript = project.manuscript(&edition, report).unwrap();
    let words = plan.words(&edition).to_string();
    let words = typst_library::foundations::Bytes::from_string(words);
    manuscript.files.insert("/manuscript/press.json".to_string(), words);
    let world = project.world().with(manuscript, edition.date);
    casebook::typeset::typeset(&world.starting_at("/layout/press.typ"), report).unwrap()
}

#[test]
fn press_files_have_their_boxes_and_nothing_to_click() {
    let fixture = Fixture::good();
    fixture
        .run(&["build", "book", "--print-pack", "--deny-warnings"])
        .exits(0);
    assert!(!fixture.path("out/book.pdf").exists());
    // Trim, 3 mm of bleed, 5 mm of mark, 2 mm to the edge.
    let pages = pdf(&fixture, "pages");
    assert_eq!(edges(&pages, 1, "MediaBox"), [0, 0, 652, 899]);
    assert_eq!(edges(&pages, 1, "BleedBox"), [20, 20, 632, 879]);
    assert_eq!(edges(&pages, 1, "TrimBox"), [28, 28, 624, 870]);
    let sheets = pdf(&fixture, "sheets");
    assert_eq!(edges(&sheets, 1, "TrimBox"), [28, 28, 1219, 870]);
    let spine = map(&fixture)["spine_mm"].as_f64().unwrap() / 25.4 * 72.0;
    let cover = edges(&pdf(&fixture, "cover"), 1, "TrimBox");
    #[expect(clippy::cast_precision_loss, reason = "a page is small")]
    let width = (cover[2] - cover[0]) as f64;
    assert!((width - 2.0 * 595.28 - spine).abs() < 1.0, "{width}");
    for document in [pages, sheets] {
        let catalog = document.catalog().unwrap();
        for key in ["StructTreeRoot", "Outlines", "Dests"] {
            assert!(!catalog.has(key.as_bytes()), "{key}");
        }
        let annotated = document.get_pages().into_values();
        let annotated =
            annotated.filter(|id| document.get_dictionary(*id).unwrap().has(b"Annots"));
        assert_eq!(annotated.count(), 0);
    }
    let before = ["pages.pdf", "sheets.pdf", "cover.pdf", "sheets.json"]
        .map(|file| fixture.read(&format!("{FOLDER}/{file}")));
    fixture.run(&["build", "book", "--print-pack"]).exits(0);
    let after = ["pages.pdf", "sheets.pdf", "cover.pdf", "sheets.json"]
        .map(|file| fixture.read(&format!("{FOLDER}/{file}")));
    assert!(before == after, "the same inputs, other bytes");
}

/// Without marks two pages of A5 fill a sheet of A4.
#[test]
fn sheets_without_marks_are_as_large_as_their_pages() {
    let fixture = Fixture::good();
    let record = "paper = \"a5\"\n[press]\nscheme = \"saddle\"\nmarks = false";
    fixture.edit("content/editions/book.toml", "paper = \"a4\"", record);
    fixture.run(&["build", "book", "--print-pack"]).exits(0);
    let sheets = pdf(&fixture, "sheets");
    for name in ["MediaBox", "TrimBox", "BleedBox"] {
        assert_eq!(edges(&sheets, 1, name), [0, 0, 839, 595]);
    }
}

#[test]
fn what_cannot_be_printed_so_is_said_and_nothing_written() {
    let wrong: [(&[&str], &str, i32); 4] = [
        (&["--set", "paper=screen"], "press-screen", 2),
        (&["--set", "duplex=false"], "press-duplex", 2),
        (&["--set", "press.signature=18"], "press-signature", 2),
        (&["--set", "press.signature=66"], "wrong-value", 2),
    ];
    for (set, rule, code) in wrong {
        let fixture = Fixture::good();
        let run = fixture.run(&[&["build", "book", "--print-pack"], set].concat());
        run.exits(code).says(&[&format!("rule `{rule}`")]);
        assert!(!Path::new(&fixture.path("out")).exists(), "{rule} leaves something");
    }
    Fixture::good()
        .run(&["build", "--print-pack", "--roster", "people.csv"])
        .exits(2)
        .says(&["cannot be used with"]);
}

/// A hundred pages in one signature.
#[test]
fn a_booklet_that_staples_do_not_hold_is_a_warning() {
    let fixture = Fixture::good();
    fixture.append("content/cases/first-case/ask.typ", "\n#lorem(45000)\n");
    let set = ["--set", "paper=a5", "--set", "press.scheme=saddle"];
    let run = fixture.run(&[&["build", "book", "--print-pack"][..], &set].concat());
    run.exits(0).says(&["rule `press-thick`"]);
}
