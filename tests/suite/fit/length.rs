//! `casebook fit` gives up what it may so that an edition is as long as it should be.

use serde_json::Value;

use super::{FIT, case, with_holes};
use crate::fixture::Fixture;

/// Gives the edition a length, and says what a run of `fit` makes of it.
fn length(fixture: &Fixture, table: &str) -> Value {
    let book = fixture.text("content/editions/book.toml");
    let (plain, _) = book.split_once("\n[fit]").unwrap_or((&book, ""));
    fixture.file("content/editions/book.toml", &format!("{plain}\n[fit]\n{table}\n"));
    let run = fixture.run(&["fit", "book", "--format", "json"]).exits(0);
    let mut lines = run.json_lines().into_iter();
    lines
        .find(|line| line["over"].is_number())
        .expect("the length is told")
}

#[test]
fn an_edition_gives_up_what_it_may_for_its_length() {
    let fixture = with_holes();
    let pages = case(&fixture)["pages"][1].as_u64().unwrap();
    let most = pages - 1;
    let missed = length(&fixture, &format!("pages_per_case = {most}"));
    assert!(missed["over"].as_u64() > Some(0), "nothing may be given up: {missed}");
    assert!(!fixture.text(FIT).contains("drop = "));

    let kept = format!("pages_per_case = {most}\nmay_drop = [\"thread\", \"exercise\"]");
    let kept = length(&fixture, &kept);
    assert_eq!(kept["over"], 0, "{kept}");
    let written = fixture.text(FIT);
    assert!(written.contains("drop = \"exercise\", reason = "), "{written}");
    let run = fixture.run(&["build", "book", "--format", "json"]).exits(0);
    let built = run.json_lines();
    let built = built.iter().find(|line| line["built"].is_string()).unwrap();
    assert_eq!(built["pages"], kept["pages"], "the build follows");
}

/// A figure of the whole measure, which is as well drawn in one column.
const WIDE: &str = "\
flow full
kind = state
title Rollout of a model
alt   A model runs in shadow, then as a canary that grows, and goes live or back to shadow.
given an example
grid
  s
  shadow
  canary
  live
s      = [start]
shadow = Shadow [state]
canary = Canary [state]
live   = Live [state]
s -> shadow
shadow -> canary : clean
canary -> live : better
";

/// A figure that no column holds.
const RIGID: &str = "\
plot full
kind = matrix
title What each rung can see
alt   A table of four rungs against seven faults, 1 for one that is seen there and 0 for one that is not.
given an example
size 50
x Fault : Wrong output, Skew, Load, Client errors, Lost sales, Interference, Slow effects
cells Rung : 0 .. 1
  Replay of a logged hour | 1 1 0 0 0 0 0
  Shadow, all traffic | 1 1 1 0 0 0 0
  Canary, one per cent | 1 1 1 1 0 0 0
  Holdout, a quarter | 0 0 0 0 1 1 1
";

/// The guide with holes, and figures of both columns in the text of its case.
pub(crate) fn with_wide_figures(names: &[&str]) -> Fixture {
    let fixture = with_holes();
    for name in names {
        let source = if *name == "rigid" { RIGID } else { WIDE };
        fixture.file(&format!("diagrams/first-case/{name}.dia"), source);
        let place = format!(
            "\n\nIt shows in @fig:{name}.\n\n#fig(\"{name}\")[A rollout. It goes step by step.]\n"
        );
        fixture.append("content/cases/first-case/defend.typ", &place);
    }
    fixture
}

#[test]
fn figures_become_narrower_before_a_block_is_left_out() {
    let fixture =
        with_wide_figures(&["one", "two", "three", "four", "five", "six", "rigid"]);
    let pages = case(&fixture)["pages"][0].as_u64().unwrap();
    let record = format!(
        "pages_per_case = {}\nmay_narrow = true\nmay_drop = [\"exercise\"]",
        pages - 1
    );
    let kept = length(&fixture, &record);
    assert_eq!(kept["over"], 0, "{kept}");
    let written = fixture.text(FIT);
    assert!(written.contains("narrow = { block = \"fig:first-case:"), "{written}");
    assert!(written.contains("width = \"half\" }, reason = \""), "{written}");
    assert!(!written.contains("drop = "), "nothing is lost: {written}");
    assert!(!written.contains("rigid\", width = \"half\""), "{written}");

    let run = fixture
        .run(&["build", "book", "--deny-warnings", "--format", "json"])
        .exits(0);
    let built = run.json_lines();
    let built = built.iter().find(|line| line["built"].is_string()).unwrap();
    assert_eq!(built["pages"], kept["pages"], "the build follows");
    let again = length(&fixture, &record);
    assert_eq!((&again, fixture.text(FIT)), (&kept, written), "the same is found again");

    // Every figure that is narrower is needed.
    let text = fixture.text(FIT);
    let all: Vec<&str> = text.lines().filter(|line| line.contains("narrow = ")).collect();
    assert!(!all.is_empty());
    for left in 0..all.len() {
        let others = all.iter().enumerate().filter(|(index, _)| *index != left);
        let lines: String = others.map(|(_, one)| format!("{one}\n")).collect();
        fixture.file(FIT, &format!("decision = [\n{lines}]\n"));
        let run = fixture.run(&["build", "book", "--format", "json"]).exits(0);
        let built = run.json_lines();
        let built = built.iter().find(|line| line["built"].is_string()).unwrap();
        assert!(built["pages"].as_u64() > kept["pages"].as_u64(), "{left}: {built}");
    }
}

#[test]
fn a_record_that_does_not_say_so_keeps_its_figures_wide() {
    let fixture = with_wide_figures(&["one", "two", "three"]);
    length(&fixture, "pages_per_case = 2");
    assert!(!fixture.text(FIT).contains("narrow = "));
}

#[test]
fn a_width_whose_figure_is_gone_is_a_warning() {
    let fixture = with_wide_figures(&["one"]);
    length(&fixture, "pages_per_case = 60");
    fixture.remove(FIT);
    fixture.run(&["build", "book"]).exits(0);
    let plain = fixture.read("out/book.pdf");
    // The first is not there, the second is as narrow as it can be, and plain SVG.
    for name in ["gone", "path"] {
        let narrow = format!("{{ block = \"fig:first-case:{name}\", width = \"half\" }}");
        fixture.file(
            FIT,
            &format!("decision = [{{ narrow = {narrow}, reason = \"a page\" }}]\n"),
        );
        let run = fixture.run(&["build", "book"]).exits(0);
        let lost = format!("`fig:first-case:{name}` has no narrower width `half`");
        run.says(&[&lost, "content/editions/book.fit.toml:1:", "rule `fit-lost`"]);
        assert!(fixture.read("out/book.pdf") == plain, "a lost width changes something");
    }
}

#[test]
fn a_width_at_which_a_figure_is_no_longer_clean_names_the_choice() {
    let fixture = with_wide_figures(&["rigid"]);
    let record = fixture.text("content/editions/book.toml") + "\n[fit]\nsignature = 2\n";
    fixture.file("content/editions/book.toml", &record);
    let narrow = "{ block = \"fig:first-case:rigid\", width = \"half\" }";
    let decision = format!("decision = [{{ narrow = {narrow}, reason = \"a page\" }}]\n");
    fixture.file(FIT, &decision);
    fixture
        .run(&["build", "book"])
        .exits(1)
        .says(&["rigid.dia", "`casebook fit` chose this width before"]);
}

#[test]
fn a_book_comes_as_near_to_its_sheets_as_it_may() {
    let fixture = with_holes();
    let length = length(&fixture, "signature = 2\nmay_drop = [\"exercise\", \"card\"]");
    let (pages, rest) = (length["pages"].as_u64(), length["rest"].as_u64());
    assert_eq!(pages.unwrap() % 2, rest.unwrap() % 2, "{length}");
}

/// In the order of the steps no case has pages to count, but the book has sheets to fill:
/// figures become narrower for them, in the parts that are filled.
#[test]
fn figures_become_narrower_for_the_sheets_of_a_book_by_step() {
    const OWN: &str = "content/editions/steps.fit.toml";
    let names = ["one", "two", "three", "four", "five", "six", "seven", "eight"];
    let fixture = with_wide_figures(&names);
    let record = |signature: u64| {
        let record = format!(
            "extends = \"book\"\norder = \"step\"\n\n\
             [fit]\nsignature = {signature}\nmay_narrow = true\n"
        );
        fixture.file("content/editions/steps.toml", &record);
    };
    let pages = || {
        let run = fixture.run(&["build", "steps", "--format", "json"]).exits(0);
        let built = run.json_lines();
        let built = built.iter().find(|line| line["built"].is_string()).unwrap();
        built["pages"].as_u64().unwrap()
    };
    record(2);
    let wide = pages();
    let narrow = |name: &&str| {
        format!(
            "  {{ narrow = {{ block = \"fig:first-case:{name}\", width = \"half\" }}, \
             reason = \"a page\" }},\n"
        )
    };
    let all: String = names.iter().map(narrow).collect();
    fixture.file(OWN, &format!("decision = [\n{all}]\n"));
    let least = pages();
    assert!(least < wide, "{least} pages instead of {wide}");
    fixture.remove(OWN);

    record(least);
    let fit = || {
        let run = fixture.run(&["fit", "steps", "--format", "json"]).exits(0);
        run.json_lines()
    };
    let lines = fit();
    let narrowed = lines.iter().find(|line| line["narrow"].is_object()).unwrap();
    assert_eq!(narrowed["pages"][1], least, "{narrowed}");
    let parts = lines.iter().filter(|line| {
        let unit = line["unit"].as_str();
        unit.is_some_and(|unit| unit.starts_with("part:"))
    });
    assert_eq!(parts.count(), 4, "{lines:?}");
    let written = fixture.text(OWN);
    assert!(written.contains("narrow = { block = \"fig:first-case:"), "{written}");
    assert!(!written.contains("in a case"), "no case has pages of its own: {written}");
    let length = lines.iter().find(|line| line["rest"].is_number()).unwrap();
    assert_eq!(length["pages"], pages(), "the build follows");
    fixture.run(&["build", "steps", "--deny-warnings"]).exits(0);
    fit();
    assert_eq!(fixture.text(OWN), written, "the same is found again");
}
