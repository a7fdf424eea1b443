//! Files under the root win over the guide in the binary, file by file.

use std::fs;

use crate::fixture::Fixture;
use crate::repository::{EDITION, handbook, print, root, text};

#[test]
fn an_empty_folder_prints_the_handbook_of_the_repository() {
    let fixture = Fixture::empty();
    let embedded = print(&fixture.path(""), &[]);
    assert!(embedded == handbook(), "the binary holds other files than the repository");
}

#[test]
fn a_folder_with_one_edition_is_a_project() {
    let fixture = Fixture::empty();
    let record = format!(
        "extends = \"{EDITION}\"\ntitle = \"Mine\"\nselect = {{ cases = [\"ad-click-prediction\"] }}\n"
    );
    fixture.file("content/editions/mine.toml", &record);
    let run = fixture.run(&["list", "editions", "--format", "json"]).exits(0);
    let editions = &run.json_lines()[0];
    let mine = editions.as_array().unwrap().iter().find(|e| e["name"] == "mine");
    assert_eq!(mine.expect("the edition is listed")["title"], "Mine");
    let run = fixture.run(&["build", "mine"]).exits(0);
    assert_eq!(run.stderr, "");
    assert!(fixture.read("out/mine.pdf").starts_with(b"%PDF-"));
    let written: Vec<_> = fs::read_dir(fixture.path("out")).unwrap().collect();
    assert_eq!(written.len(), 1, "{written:?}");
}

#[test]
fn one_file_under_the_root_wins() {
    let fixture = Fixture::empty();
    let guide = text("content/guide.toml");
    let title = guide.lines().find(|line| line.starts_with("title")).unwrap();
    fixture.file("content/guide.toml", &guide.replacen(title, "title = 'Another'", 1));
    let run = fixture.run(&["check", "--content-only"]).exits(0);
    assert!(run.stdout.contains("“Another”, 1 file from"), "{}", run.stdout);
}

#[test]
fn a_fault_below_is_told_from_a_fault_above() {
    let fixture = Fixture::empty();
    let glossary = text("content/glossary.toml");
    let name = "[calibration]";
    assert!(glossary.contains(name), "the handbook explains calibration");
    fixture.file("content/glossary.toml", &glossary.replace(name, "[calibratoin]"));
    let run = fixture.run(&["check", "--content-only"]).exits(1);
    run.says(&[
        "embedded:content/",
        "did you mean `calibratoin`?",
        "rule `term-missing`",
    ]);
}

/// The good guide says `extends = "none"`.
#[test]
fn a_guide_of_its_own_takes_nothing_but_fonts() {
    let fixture = Fixture::good();
    fixture.run(&["build"]).exits(0);
    let alone = fixture.read("out/book.pdf");
    fixture
        .remove("content/glossary.toml")
        .remove("content/front/title.typ");
    fixture.remove("content/references.bib");
    let run = fixture.run(&["check"]).exits(1);
    let run = run.says(&[
        "there is no `content/front/title.typ`",
        "term `calibration` is not known",
        "no work `doe2020`",
    ]);
    assert!(!run.stderr.contains("embedded:"), "{}", run.stderr);

    let fixture = Fixture::good();
    for path in crate::repository::files_under(&root().join("fonts"), "") {
        let bytes = fs::read(root().join("fonts").join(&path)).unwrap();
        fixture.bytes(&format!("fonts/{path}"), &bytes);
    }
    fixture.run(&["build"]).exits(0);
    assert!(fixture.read("out/book.pdf") == alone, "fonts of the binary differ");
}

#[test]
fn every_list_of_a_guide_of_its_own_is_its_own() {
    let fixture = Fixture::good();
    for (subject, count) in [
        ("cases", 2),
        ("steps", 3),
        ("editions", 2),
        ("figures", 1),
        ("numbers", 5),
        ("claims", 1),
    ] {
        let run = fixture.run(&["list", subject, "--format", "json"]).exits(0);
        let rows = run.json_lines().remove(0);
        assert_eq!(rows.as_array().map(Vec::len), Some(count), "{subject}: {rows}");
    }
}
