//! What an edition prints, and what it takes from the one that it extends.

use lopdf::{Document, decode_text_string};
use serde_json::Value;

use crate::fixture::Fixture;
use crate::outline::outline;

/// The good guide with both of its cases written, and an edition of the second.
pub(crate) fn two_cases() -> Fixture {
    let fixture = Fixture::good();
    let first = "content/cases/first-case";
    let second = "content/cases/planned-case";
    let case = fixture.text(&format!("{first}/case.toml"));
    let (head, _) = case.split_once("[dialogue.opening]").unwrap();
    let head = head.replace("The first case", "The second case");
    let head = head.replace("case = \"planned-case\"", "case = \"first-case\"");
    fixture.file(&format!("{second}/case.toml"), &head);
    let numbers = fixture.text(&format!("{first}/numbers.toml"));
    fixture.file(&format!("{second}/numbers.toml"), &numbers);
    for step in ["ask", "design", "defend"] {
        let text = "#import \"/content/casebook.typ\": *\n\nSee #case(\"first-case\").\n";
        fixture.file(&format!("{second}/{step}.typ"), text);
    }
    let record = "extends = \"first\"\ntitle = \"The second alone\"\nselect = { cases = [\"planned-case\"] }\n";
    fixture.file("content/editions/second.toml", record);
    fixture
}

/// The cases in the bookmarks of a built edition.
fn printed(fixture: &Fixture, edition: &str) -> Vec<String> {
    let outline = outline(&fixture.path(&format!("out/{edition}.pdf")));
    let cases = outline.iter().map(|line| line.trim().to_string());
    cases.filter(|title| title.starts_with("Case ")).collect()
}

#[test]
fn an_edition_prints_what_it_selects_under_the_numbers_of_the_guide() {
    let fixture = two_cases();
    let run = fixture.run(&["build", "--all", "--deny-warnings"]).exits(0);
    assert_eq!(run.stderr, "");
    let [first, second] = ["Case 1 The first case", "Case 2 The second case"];
    assert_eq!(printed(&fixture, "book"), [first, second]);
    assert_eq!(printed(&fixture, "first"), [first]);
    assert_eq!(printed(&fixture, "second"), [second]);
}

/// The order is that of the guide, whatever the order of the selection.
#[test]
fn the_order_of_a_selection_does_not_matter() {
    let fixture = two_cases();
    fixture.edit(
        "content/editions/second.toml",
        "[\"planned-case\"]",
        "[\"planned-case\", \"first-case\"]",
    );
    fixture.run(&["build", "second"]).exits(0);
    let cases = printed(&fixture, "second");
    assert_eq!(cases, ["Case 1 The first case", "Case 2 The second case"]);
}

#[test]
fn the_bookmarks_are_parts_units_and_steps() {
    let fixture = two_cases();
    fixture.run(&["build", "second"]).exits(0);
    assert_eq!(
        outline(&fixture.path("out/second.pdf")),
        [
            "Contents",
            "Part 1 Primers",
            "  Odds",
            "Part 2 Case studies",
            "  Case 2 The second case",
            "    Ask questions",
            "    Design the system",
            "    Defend the design",
            "    References",
        ]
    );
}

/// The text of the second case names the first, which is not printed.
#[test]
fn what_is_not_printed_is_not_linked() {
    let fixture = two_cases();
    fixture.run(&["build", "second"]).exits(0);
    let bytes = fixture.read("out/second.pdf");
    let document = Document::load_mem(&bytes).unwrap();
    let objects: Vec<_> = document.objects.values().map(|o| format!("{o:?}")).collect();
    let objects = objects.join("\n");
    assert!(objects.contains("case:planned-case"), "the case is no place to go to");
    assert!(!objects.contains("case:first-case"), "a link into nothing");
}

#[test]
fn an_edition_takes_what_it_does_not_say_from_the_one_below() {
    let fixture = two_cases();
    fixture.append("content/editions/book.toml", "subtitle = \"From below\"\n");
    fixture.edit(
        "content/editions/first.toml",
        "[assume",
        "paper = \"letter\"\n\n[assume",
    );
    let run = fixture.run(&["list", "editions", "--format", "json"]).exits(0);
    let rows = run.json_lines().remove(0);
    let row = rows
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["name"] == "second")
        .unwrap();
    assert_eq!(row["title"], "The second alone");
    assert_eq!(row["paper"], "letter");
    assert_eq!(row["date"], "2026-01-01");
    assert_eq!(row["cases"], Value::from(vec!["planned-case"]));

    let run = fixture.run(&["build", "second", "--set", "title=\"Other\""]).exits(0);
    assert_eq!(run.pdf(), "out/second+title-Other.pdf");
    let document = Document::load(fixture.path(run.pdf())).unwrap();
    let info = document.trailer.get_deref(b"Info", &document).unwrap();
    let info = info.as_dict().unwrap();
    let field = |name: &[u8]| decode_text_string(info.get(name).unwrap()).unwrap();
    assert_eq!(field(b"Title"), "Other");
    assert_eq!(field(b"Subject"), "From below");
    assert_eq!(field(b"CreationDate"), "D:20260101000000Z");
}
