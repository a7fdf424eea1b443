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

/// A unit is laid out alone in the place of its pages in the book: it breaks its lines
/// and columns there as it does in the book.
#[test]
fn a_unit_alone_is_the_unit_in_the_book() {
    let fixture = with_holes();
    let run = fixture.run(&["fit", "book", "--format", "json"]).exits(0);
    let lines = run.json_lines();
    let units: Vec<&Value> =
        lines.iter().filter(|line| line["unit"].is_string()).collect();
    assert_eq!(units.len(), 2, "{lines:?}");
    for unit in units {
        for key in ["pages", "waste"] {
            assert_eq!(unit["alone"][key], unit[key][1], "{unit}");
        }
        let order = |index: usize| unit["disorder"][index].as_u64().unwrap();
        assert!(order(1) <= order(0), "{unit}");
    }
}

/// Every place that a choice can name is known to the layout.
#[test]
fn blocks_of_every_kind_follow_a_choice() {
    let fixture = Fixture::good();
    fixture.append(
        "content/cases/first-case/practice.toml",
        "\n[[pitfall]]\nstep = \"ask\"\nname = '''Haste.'''\ncure = '''Wait.'''\n\
         [[levels]]\nstep = \"ask\"\nmid = '''Asks.'''\nsenior = '''Asks first.'''\n\
         staff = '''Asks why, of whom, and what the answer would change in the plan of this hour.'''\n\
         [[pair]]\nstep = \"ask\"\nquestion = '''What first?'''\nweak = '''Boxes.'''\n\
         strong = '''The goal.'''\nwhy = '''All hangs on it.'''\n",
    );
    let choices = [
        ("fig:first-case:path", "flow"),
        ("tab:first-case:options", "bottom"),
        ("tab:first-case:time", "top"),
        ("decision:first-case:choice", "break"),
        ("incident:first-case:silence", "top"),
        ("close:first-case:ask", "swap 3"),
        ("ex:first-case:first-question", "break"),
        ("practice:first-case", "tight"),
        ("pair:first-case:ask:1", "break"),
    ];
    let line = |(block, place): &(&str, &str)| {
        format!(
            "  {{ block = \"{block}\", place = \"{place}\", reason = \"a test\" }},\n"
        )
    };
    let lines: String = choices.iter().map(line).collect();
    fixture.file(FIT, &format!("choice = [\n{lines}]\n"));
    let run = fixture.run(&["build", "book", "--deny-warnings"]).exits(0);
    assert_eq!(run.stderr, "", "no choice is lost");
}

/// An edition on the same pages as one below it takes over its choices.
#[test]
fn editions_on_the_same_pages_are_filled_once() {
    let fixture = with_holes();
    fixture.file(
        "content/editions/evening.toml",
        "extends = \"book\"\ntitle = \"Evening\"\n",
    );
    let run = fixture.run(&["fit", "--all", "--format", "json"]).exits(0);
    let lines = run.json_lines();
    let line = lines.iter().find(|line| line["edition"] == "evening").unwrap();
    assert_eq!(line["filled_as"], "book");
    assert!(fixture.path(FIT).exists());
    assert!(!fixture.path("content/editions/evening.fit.toml").exists());
}

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
