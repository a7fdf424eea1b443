//! Papers, blocks and the pages that are printed to be cut or filled in.

use lopdf::{Dictionary, Document, Object};

use crate::fixture::Fixture;
use crate::outline::outline;
use crate::runs::runs;

/// Prints the good guide with a setting.
fn printed(setting: &str) -> Document {
    let fixture = Fixture::good();
    let run = fixture.run(&["build", "--deny-warnings", "--set", setting]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{setting}");
    Document::load_mem(&fixture.read(run.pdf())).unwrap()
}

fn page(document: &Document, number: u32) -> &Dictionary {
    document.get_dictionary(document.get_pages()[&number]).unwrap()
}

/// Width and height of a box of a page, in whole millimetres.
fn size(page: &Dictionary, key: &str) -> [i64; 2] {
    let edges = page.get(key.as_bytes()).unwrap().as_array().unwrap();
    let edge = |index: usize| f64::from(edges[index].as_float().unwrap()) / 72.0 * 25.4;
    #[expect(clippy::cast_possible_truncation, reason = "a page is small")]
    let whole = |length: f64| length.round() as i64;
    [whole(edge(2) - edge(0)), whole(edge(3) - edge(1))]
}

#[test]
fn every_paper_has_its_size_and_boxes() {
    let papers = [
        ("a4", [210, 297]),
        ("letter", [216, 279]),
        ("a5", [148, 210]),
        ("screen", [162, 216]),
    ];
    for (paper, expected) in papers {
        let document = printed(&format!("paper={paper}"));
        for key in ["MediaBox", "TrimBox", "BleedBox"] {
            assert_eq!(size(page(&document, 1), key), expected, "{paper} {key}");
        }
    }
}

/// Whether a PDF paints with calibrated grey, which prints on four plates.
fn has_calibrated_grey(document: &Document) -> bool {
    let is_profile = |object: &Object| {
        object.as_stream().is_ok_and(|stream| {
            let channels = stream.dict.get(b"N").and_then(Object::as_i64);
            !stream.dict.has(b"Type") && channels.is_ok_and(|n| n == 1)
        })
    };
    let profiles = document.objects.iter().filter(|(_, object)| is_profile(object));
    let profiles: Vec<_> =
        profiles.map(|(id, _)| format!("{} {} R", id.0, id.1)).collect();
    let text = document.objects.values().map(|object| format!("{object:?}"));
    let text = text.collect::<Vec<_>>().join("\n");
    assert!(text.contains("ICCBased"), "the steps have colours");
    profiles
        .iter()
        .any(|profile| text.contains(&format!("/ICCBased {profile}")))
}

#[test]
fn print_editions_paint_grey_with_black() {
    assert!(!has_calibrated_grey(&printed("paper=a4")));
    assert!(has_calibrated_grey(&printed("paper=screen")));
}

#[test]
fn cards_are_printed_on_both_sides_of_a_sheet() {
    let list = printed("cards=list").get_pages().len();
    let sheets = printed("cards=sheets").get_pages().len();
    assert_eq!(sheets % 2, 0, "{sheets} pages: the last back is a verso");
    assert!(sheets > list, "{sheets} pages with sheets, {list} without");
    // A narrow page is no sheet.
    let fixture = Fixture::good();
    let set = ["build", "--set", "paper=a5", "--set", "cards=sheets"];
    let run = fixture.run(&set).exits(0);
    let narrow = Document::load_mem(&fixture.read(run.pdf())).unwrap();
    assert_eq!(narrow.get_pages().len(), printed("paper=a5").get_pages().len());
}

#[test]
fn a_score_sheet_follows_where_it_is_asked_for() {
    let fixture = Fixture::good();
    let run = fixture.run(&["build", "--set", "score_sheets=true"]).exits(0);
    let titles = outline(&fixture.path(run.pdf()));
    assert_eq!(titles.last().map(String::as_str), Some("Score sheet for case 1"));
    assert!(titles.iter().any(|title| title.trim() == "Recap of case 1"), "{titles:?}");
}

/// Empty lists print no heading.
#[test]
fn a_list_of_nothing_is_left_out() {
    let fixture = Fixture::good();
    fixture.run(&["build"]).exits(0);
    let titles = outline(&fixture.path("out/book.pdf"));
    assert!(titles.iter().any(|title| title == "Glossary"), "{titles:?}");
    fixture.edit(
        "content/cases/first-case/ask.typ",
        "#term(\"calibration\")[Calibrated]",
        "Calibrated",
    );
    fixture.run(&["build"]).exits(0);
    let titles = outline(&fixture.path("out/book.pdf"));
    assert!(!titles.iter().any(|title| title == "Glossary"), "{titles:?}");
}

/// Words for which an opener has no room stand at the head of the next page: that of the
/// first step, or one of their own in a book by step, where no step follows.
#[test]
fn what_an_opener_leaves_over_stands_on_the_next_page() {
    let list = "content/cases/first-case/case.toml";
    let more = |index: usize| {
        format!(
            "\n[[words]]\nterm = \"word {index}\"\nmeaning = '''{}'''\n",
            "a box ".repeat(28)
        )
    };
    for (order, below) in
        [("case", "What is asked is on the board."), ("step", "word 27")]
    {
        let fixture = Fixture::good();
        let words: String = (0..28).map(more).collect();
        fixture.edit(list, "\n[[connects]]", &format!("{words}\n[[connects]]"));
        let run = fixture.run(&["build", "--set", &format!("order={order}")]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{order}");
        let document = Document::load_mem(&fixture.read(run.pdf())).unwrap();
        let text = |page| {
            let texts = runs(&document, page).into_iter().map(|run| run.text);
            texts.collect::<Vec<_>>().join(" ").replace('\u{a0}', " ")
        };
        let pages: Vec<_> = document.get_pages().into_values().map(text).collect();
        let opener = pages.iter().position(|page| page.contains("Show me how you would"));
        let opener = opener.expect("the case has an opener");
        assert!(!pages[opener].contains("word 0"), "{order}: {}", pages[opener]);
        let next = &pages[opener + 1];
        for part in ["word 0", below] {
            assert!(next.contains(part), "{order}: no `{part}` in {next}");
        }
    }
}
