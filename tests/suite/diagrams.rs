//! `diagrams` and `export diagrams`.

use serde_json::json;

use crate::fixture::Fixture;

#[test]
fn figures_are_listed_as_editions_place_them() {
    let fixture = Fixture::good();
    let run = fixture.run(&["diagrams"]).exits(0);
    assert!(run.stdout.contains("first-case/path"), "{}", run.stdout);
    assert!(run.stdout.contains("84 × "), "{}", run.stdout);
    let run = fixture
        .run(&["diagrams", "first-case/p*", "--format", "json"])
        .exits(0);
    let rows = run.json_lines();
    let rows = rows[0].as_array().unwrap();
    assert!(!rows.is_empty());
    for row in rows {
        assert_eq!((&row["name"], &row["errors"]), (&json!("path"), &json!(0)));
    }
}

#[test]
fn a_name_that_no_figure_has_is_wrong_use() {
    let fixture = Fixture::good();
    let run = fixture.run(&["diagrams", "nothing/*"]).exits(2);
    assert!(run.stderr.contains("rule `no-figure`"), "{}", run.stderr);
    let run = fixture.run(&["diagrams", "a[b"]).exits(2);
    assert!(run.stderr.contains("rule `glob`"), "{}", run.stderr);
    let run = fixture.run(&["diagrams", "--edition", "bok"]);
    assert!(run.stderr.contains("did you mean `book`"), "{}", run.stderr);
}

#[test]
fn the_contact_sheet_shows_figures_with_their_captions() {
    let fixture = Fixture::good();
    fixture.run(&["diagrams", "--contact-sheet", "sheet.pdf"]).exits(0);
    let first = fixture.read("sheet.pdf");
    let pdf = lopdf::Document::load_mem(&first).unwrap();
    let text = pdf.extract_text(&[1]).unwrap();
    assert!(text.contains("first-case/path"), "{text}");
    fixture.run(&["diagrams", "--contact-sheet", "sheet.pdf"]).exits(0);
    assert!(first == fixture.read("sheet.pdf"), "the same figures, the same bytes");
}

#[test]
fn figures_are_exported_with_their_numbers() {
    let fixture = Fixture::good();
    let run = fixture.run(&["export", "diagrams", "figures"]).exits(0);
    assert!(run.stdout.contains("1 figure"), "{}", run.stdout);
    let svg = fixture.text("figures/first-case/path.svg");
    assert!(svg.contains("36\u{a0}min") && !svg.contains("{length}"), "{svg}");
}
