//! `new case` and `init`: skeletons.

use crate::fixture::Fixture;
use crate::repository::files_under;
use crate::scope::words;

#[test]
fn a_new_case_asks_for_what_is_still_to_be_written() {
    let fixture = Fixture::good();
    fixture.run(&["new", "case", "planned-case"]).exits(0);
    let folder = fixture.path("content/cases/planned-case");
    assert_eq!(
        files_under(&folder, ""),
        [
            "ask.typ",
            "case.toml",
            "defend.typ",
            "design.typ",
            "numbers.toml",
            "practice.toml"
        ]
    );
    let run = fixture.run(&["check", "--content-only", "--format", "json"]).exits(1);
    let lines = run.json_lines();
    let findings: Vec<_> = lines.iter().filter(|line| line["rule"].is_string()).collect();
    for finding in &findings {
        assert_eq!(finding["rule"], "unwritten", "{finding}");
    }
    for step in ["ask", "design", "defend"] {
        let file = format!("content/cases/planned-case/{step}.typ");
        assert!(
            findings.iter().any(|finding| finding["file"] == file.as_str()),
            "{step}"
        );
    }
    let file = "content/cases/planned-case/case.toml";
    assert!(findings.iter().any(|finding| finding["file"] == file));
}

#[test]
fn a_new_case_whose_gaps_are_filled_is_good() {
    let fixture = Fixture::good();
    fixture.run(&["new", "case", "planned-case"]).exits(0);
    let folder = "content/cases/planned-case";
    for name in files_under(&fixture.path(folder), "") {
        let path = format!("{folder}/{name}");
        let text = fixture.text(&path);
        let filled: Vec<_> = text.split("#write[").enumerate().map(fill).collect();
        fixture.file(&path, &filled.concat());
    }
    fixture.run(&["check", "--all", "--deny-warnings"]).exits(0);
}

/// Writes a sentence in the place of a gap, and two minutes of them where so many are
/// asked for; the first piece stands before any.
fn fill((index, piece): (usize, &str)) -> String {
    match (index, piece.split_once(']')) {
        (0, _) => piece.into(),
        (_, Some((asked, rest))) if asked.contains("two minutes") => {
            format!("{}{rest}", "It is written. ".repeat(80))
        }
        (_, Some((_, rest))) => format!("It is written.{rest}"),
        (_, None) => panic!("a gap without an end: {piece}"),
    }
}

#[test]
fn a_case_that_cannot_be_is_refused() {
    let fixture = Fixture::good();
    let before = files_under(&fixture.path(""), "");
    for (slug, say, rule) in [
        ("plannedcase", "did you mean `planned-case`?", "rule `unit-unlisted`"),
        ("Planned_Case", "`Planned_Case` is not a slug", "rule `slug-malformed`"),
        ("../escape", "`../escape` is not a slug", "rule `slug-malformed`"),
        ("", "`` is not a slug", "rule `slug-malformed`"),
        ("first-case", "is there already", "rule `exists`"),
    ] {
        fixture
            .run(&["new", "case", slug])
            .exits(2)
            .says(&[say, rule, "1 error\n"]);
    }
    assert_eq!(files_under(&fixture.path(""), ""), before, "something was written");
}

#[test]
fn a_guide_of_three_to_nine_steps_builds_as_it_is() {
    let fixture = Fixture::empty();
    for steps in ["3", "9"] {
        let folder = format!("guide-{steps}");
        fixture.run(&["init", &folder, "--steps", steps]).exits(0);
        let run = fixture.run(&["build", "--root", &folder, "--deny-warnings"]).exits(0);
        assert_eq!(run.stderr, "");
        let list = fixture.run(&["list", "steps", "--root", &folder]).exits(0);
        assert_eq!(list.stdout.lines().count().to_string(), steps);
    }
}

#[test]
fn a_guide_is_named_after_its_folder() {
    let fixture = Fixture::empty();
    for (folder, title) in [
        ("the \"new\" guide", "The \"new\" guide"),
        ("über_uns", "Über uns"),
        ("back\\slash", "Back\\slash"),
    ] {
        fixture.run(&["init", folder]).exits(0);
        let run = fixture.run(&["check", "--root", folder, "--content-only"]).exits(0);
        assert!(run.stdout.contains(&format!("“{title}”")), "{}", run.stdout);
    }
}

#[test]
fn a_folder_with_a_guide_is_not_written_over() {
    let fixture = Fixture::good();
    let before = fixture.text("content/guide.toml");
    let run = fixture.run(&["init", "."]).exits(2);
    run.says(&["is there already", "nothing was written", "rule `exists`"]);
    assert_eq!(fixture.text("content/guide.toml"), before);
}

/// An SVG of one triangle.
const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"12\" \
    viewBox=\"0 0 40 12\"><path d=\"M2 10L8 2L14 10Z\" fill=\"#0b5d4e\"/></svg>\n";

#[test]
fn a_new_edition_bears_what_the_arguments_say() {
    let fixture = Fixture::good();
    fixture.file("acme.svg", LOGO);
    let run = fixture.run(&[
        "new",
        "edition",
        "spring",
        "--org",
        "Acme \"A\" Academy",
        "--cohort",
        "Spring",
        "--logo",
        "acme.svg",
        "--colour",
        "#0b5d4e",
        "--paper",
        "letter",
        "--date",
        "2027-03-01",
        "--cases",
        "first-case,planned-case",
    ]);
    let run = run.exits(0);
    assert_eq!(run.stderr, "");
    for line in ["`planned-case` is planned", "`casebook build spring` prints it"] {
        assert!(run.stdout.contains(line), "{}", run.stdout);
    }
    let record = fixture.text("content/editions/spring.toml");
    assert!(record.starts_with("extends = \"book\"\n"), "{record}");
    let pages = words(&fixture, "spring", &[]);
    for said in ["ACME \"A\" ACADEMY", "Spring", "1 March 2027", "US Letter"] {
        assert!(pages.contains(said), "{said}: {pages}");
    }
    assert!(pages.contains("The first case"), "{pages}");
}

/// Nothing is written unless all of it is right.
#[test]
fn a_new_edition_that_could_not_be_printed_is_not_written() {
    let fixture = Fixture::good();
    fixture.file("acme.svg", LOGO);
    fixture.file("words.svg", &LOGO.replace("<path", "<text>A</text><path"));
    fixture.file("notes.txt", "no picture");
    let before = files_under(&fixture.path(""), "");
    for (arguments, says) in [
        (&["Spring"][..], &["`Spring` is not a slug"][..]),
        (&["book"], &["is there already", "nothing was written"]),
        (&["spring", "--from", "boook"], &["did you mean `book`?"]),
        (&["spring", "--cases", "first-cas"], &["did you mean `first-case`?"]),
        (&["spring", "--cases", "planned-case"], &["no case that is written"]),
        (&["spring", "--paper", "lettr"], &["did you mean `letter`?"]),
        (&["spring", "--date", "soon"], &["a date such as 2026-11-20"]),
        (&["spring", "--colour", "#ffee00"], &["rule `colour-contrast`"]),
        (&["spring", "--logo", "gone.svg"], &["rule `logo-unread`"]),
        (&["spring", "--logo", "notes.txt"], &["neither SVG nor PNG"]),
        (&["spring", "--logo", "words.svg"], &["holds text"]),
        (
            &["spring", "--logo", "acme.svg", "--cases", "frist-case", "--from", "b"],
            &["no edition `b`", "no case `frist-case`"],
        ),
    ] {
        let arguments = [&["new", "edition"], arguments].concat();
        fixture.run(&arguments).exits(2).says(says);
        assert_eq!(files_under(&fixture.path(""), ""), before, "{arguments:?}");
    }
}
