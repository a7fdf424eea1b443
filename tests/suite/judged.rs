//! What becomes of what is found on the pages, and what a report measures.

use crate::fixture::Fixture;
use crate::preflight::{ASK, with};

#[test]
fn what_becomes_of_a_finding_can_be_chosen() {
    let (fixture, _) = with(
        ASK,
        "A #text(size: 6.5pt)[small] word.\n\nA #text(size: 6.6pt)[smaller] word.",
    );
    fixture
        .run(&["build"])
        .exits(1)
        .says(&["rule `text-small`", "2 errors"]);
    // In an edition that is made from the default one, what stands where is a note.
    fixture.file("content/editions/other.toml", "extends = \"book\"\n");
    let (loose, _) = with(ASK, "Words that go on to hardly anything \\ x.");
    loose
        .run(&["build", "--deny-warnings"])
        .exits(1)
        .says(&["rule `runt`"]);
    loose.file("content/editions/other.toml", "extends = \"book\"\n");
    let run = loose.run(&["build", "other", "--deny-warnings"]).exits(0);
    assert_eq!(run.stderr, "", "notes are no warnings");
    assert!(run.stdout.contains("1 runt"), "{}", run.stdout);
    let run = fixture.run(&["build", "--warn", "text-small"]).exits(0);
    assert_eq!(run.stderr.matches("and 1 more like it").count(), 1, "{}", run.stderr);
    run.says(&["ask.typ:7:", "1 warning\n"]);
    fixture
        .run(&["build", "--warn", "text-small", "--deny-warnings"])
        .exits(1);
    let run = fixture.run(&["check", "--deny", "text-small"]).exits(1);
    run.says(&[
        "ask.typ:7:",
        "ask.typ:9:",
        "book, page",
        "rule `text-small`",
        "2 errors",
    ]);
    let run = fixture.run(&["check", "--allow", "text-small"]).exits(0);
    assert!(!run.stdout.contains("text-small"), "{}", run.stdout);
    let run = fixture.run(&["check", "--deny", "text-smal"]).exits(2);
    run.says(&["no rule is called `text-smal`", "`text-small`", "rule `rule-unknown`"]);
    let run = Fixture::empty().run(&["rules"]).exits(0);
    assert!(run.stdout.lines().count() > 30, "{}", run.stdout);
    assert!(run.stdout.contains("text-overflow"), "{}", run.stdout);
}

#[test]
fn a_waiver_lets_pass_what_it_names_and_nothing_else() {
    const DENY: [&str; 3] = ["check", "--deny", "text-small"];
    let waiver = "\n[[waive]]\nrule = \"text-small\"\nplace = \"content/cases/first-case/ask.typ:7\"\nreason = \"a test\"\n";
    let (fixture, _) = with(ASK, "A #text(size: 6.5pt)[small] word.");
    fixture.append("content/guide.toml", waiver);
    let run = fixture.run(&DENY).exits(0);
    assert_eq!(run.stderr, "");
    fixture.append(ASK, "\nMore #text(size: 6.5pt)[small] ones.\n");
    fixture.run(&DENY).exits(1).says(&["ask.typ:9:", "1 error\n"]);
    let fixture = Fixture::good();
    fixture.append("content/guide.toml", waiver);
    fixture.run(&DENY).exits(0).says(&[
        "no finding of `text-small` at `content/cases/first-case/ask.typ:7`",
        "rule `waiver-idle`",
        "1 warning\n",
    ]);
}

#[test]
fn a_report_measures_the_book() {
    let fixture = Fixture::good();
    let run = fixture.run(&["report", "--format", "json"]).exits(0);
    let report = &run.json_lines()[0];
    assert_eq!(report["edition"], "book");
    assert!(report["pages"]["pages"].as_u64() > Some(4), "{report}");
    assert!(report["pages"]["smallest_text_pt"].as_f64() >= Some(6.8), "{report}");
    let case = &report["cases"][0];
    assert_eq!(case["case"], "first-case");
    assert_eq!((&case["minutes"], &case["planned_minutes"]), (&36.into(), &36.into()));
    assert_eq!((&case["exercise"], &case["fig"]), (&1.into(), &1.into()));
    assert_eq!(report["sources"]["citations_by_certainty"], "seen 2");
    for stage in ["reading", "layout", "preflight", "export"] {
        let seconds = report["stages"][format!("seconds_of_{stage}")].as_f64();
        assert!(seconds.is_some(), "{stage}: {report}");
    }
    let human = fixture.run(&["report"]).exits(0);
    assert!(human.stdout.contains("words"), "{}", human.stdout);
}
