//! `new case` and `init`: skeletons.

use crate::fixture::Fixture;
use crate::repository::files_under;

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

/// Writes a sentence in the place of a gap; the first piece stands before any.
fn fill((index, piece): (usize, &str)) -> String {
    match (index, piece.split_once(']')) {
        (0, _) => piece.into(),
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
