//! Columns are filled by `casebook fit`, and `build` follows what it wrote.

use serde_json::Value;

use crate::fixture::Fixture;

const FIT: &str = "content/editions/book.fit.toml";

/// The good guide with prose that leaves a hole above a tall figure: the text of
/// a step fills a column but for a few lines.
fn with_holes() -> Fixture {
    let fixture = Fixture::good();
    let line = "Words fill a column line by line until no line is left in it. ";
    let paragraphs = |count: usize| (line.repeat(7) + "\n\n").repeat(count);
    fixture
        .append("content/cases/first-case/ask.typ", &format!("\n\n{}", paragraphs(10)));
    let text = fixture.text("content/cases/first-case/design.typ");
    let (before, after) = text.split_once("#fig(").unwrap();
    let text = format!("{before}\n\n{}#fig({after}\n\n{}", paragraphs(2), paragraphs(8));
    fixture.file("content/cases/first-case/design.typ", &text);
    let exercises = (0..6).map(|n| {
        format!(
            "\n[[exercise]]\nslug = \"long-{n}\"\nstep = \"ask\"\nlevel = 1\nminutes = 5\n\
             ask = '''{}'''\nanswer = '''*Yes.*'''\n",
            line.repeat(11)
        )
    });
    let exercises: String = exercises.collect();
    fixture.append("content/cases/first-case/practice.toml", &exercises);
    fixture
}

/// What a run of `fit` says about the case.
fn case(fixture: &Fixture) -> Value {
    let run = fixture.run(&["fit", "book", "--format", "json"]).exits(0);
    let mut lines = run.json_lines().into_iter();
    let case = lines.find(|line| line["unit"] == "case:first-case");
    case.expect("the case is a unit")
}

#[test]
fn holes_are_filled_and_the_choices_written_down() {
    let fixture = with_holes();
    let case = case(&fixture);
    let (before, after) = (case["waste"][0].as_u64(), case["waste"][1].as_u64());
    assert!(before > Some(0) && after < before, "{case}");
    let pages = |index: usize| case["pages"][index].as_u64().unwrap();
    assert!(pages(1) <= pages(0), "{case}");

    let written = fixture.text(FIT);
    let table: toml::Table = written.parse().unwrap();
    let choices = table["choice"].as_array().unwrap();
    assert!(!choices.is_empty());
    let lines = written.lines().filter(|line| line.contains("reason = "));
    assert_eq!(lines.count(), choices.len(), "one line for each: {written}");

    let run = fixture.run(&["build", "book", "--deny-warnings"]).exits(0);
    assert_eq!(run.stderr, "");
    let fitted = fixture.read("out/book.pdf");
    self::case(&fixture);
    assert_eq!(fixture.text(FIT), written, "the search finds the same again");
    fixture.remove(FIT);
    fixture.run(&["build", "book"]).exits(0);
    assert!(fixture.read("out/book.pdf") != fitted, "the build follows no choice");
}

#[test]
fn a_choice_whose_place_is_gone_is_a_warning() {
    let fixture = Fixture::good();
    fixture.run(&["build", "book"]).exits(0);
    let plain = fixture.read("out/book.pdf");
    let choice =
        "{ block = \"fig:first-case:gone\", place = \"top\", reason = \"a hole\" }";
    fixture.file(FIT, &format!("choice = [{choice}]\n"));
    let run = fixture.run(&["build", "book"]).exits(0);
    run.says(&["`fig:first-case:gone` has no place `top`", "rule `fit-lost`"]);
    assert!(fixture.read("out/book.pdf") == plain, "a lost choice moves something");
}

/// What `build` does is not searched, and an edition without holes needs no file.
#[test]
fn a_full_book_needs_no_file() {
    let fixture = Fixture::good();
    fixture.run(&["build", "--all"]).exits(0);
    assert!(!fixture.path(FIT).exists());
}
