//! Columns are filled by `casebook fit`, and `build` follows what it wrote.

mod length;

pub(crate) use length::with_wide_figures;

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
        let order = |index: usize| unit["misplaced"][index].as_u64().unwrap();
        assert!(order(1) <= order(0), "{unit}");
    }
}

/// In the order of the steps a step of all cases is filled at a time: its choices are
/// made together, and those of one part leave the others as they were.
#[test]
fn a_book_by_step_is_filled_part_by_part() {
    let fixture = with_holes();
    twin(&fixture);
    let record = "extends = \"book\"\norder = \"step\"\n";
    fixture.file("content/editions/steps.toml", record);
    let fit = || {
        fixture
            .run(&["fit", "steps", "--format", "json"])
            .exits(0)
            .json_lines()
    };
    let lines = fit();
    let parts: Vec<&Value> =
        lines.iter().filter(|line| line["unit"].is_string()).collect();
    let labels: Vec<_> =
        parts.iter().map(|part| part["unit"].as_str().unwrap()).collect();
    let all = ["part:ask", "part:design", "part:defend", "primer:odds", "part:practice"];
    assert_eq!(labels, all);
    for part in &parts {
        for key in ["pages", "waste"] {
            assert_eq!(part["alone"][key], part[key][1], "{part}");
        }
    }
    let sum = |key: &str, index: usize| -> u64 {
        parts.iter().map(|part| part[key][index].as_u64().unwrap()).sum()
    };
    assert!(sum("waste", 0) > sum("waste", 1), "{lines:?}");
    assert!(sum("pages", 0) >= sum("pages", 1), "{lines:?}");

    const OWN: &str = "content/editions/steps.fit.toml";
    let written = fixture.text(OWN);
    assert!(written.contains(":first-case:") && written.contains(":planned-case:"));
    assert!(!fixture.path(FIT).exists());
    let run = fixture.run(&["build", "steps", "--deny-warnings"]).exits(0);
    assert_eq!(run.stderr, "", "no choice is lost");
    let fitted = fixture.read("out/steps.pdf");
    fit();
    assert_eq!(fixture.text(OWN), written, "the search finds the same again");
    fixture.remove(OWN);
    fixture.run(&["build", "steps"]).exits(0);
    assert!(fixture.read("out/steps.pdf") != fitted, "the build follows no choice");
}

/// Writes the case that is planned: a copy of the first.
fn twin(fixture: &Fixture) {
    for file in ["case.toml", "numbers.toml", "practice.toml"] {
        let text = fixture.text(&format!("content/cases/first-case/{file}"));
        let text = text.replace("The first case", "The second case");
        let text = text.replace("case = \"planned-case\"", "case = \"first-case\"");
        fixture.file(&format!("content/cases/planned-case/{file}"), &text);
    }
    for step in ["ask", "design", "defend"] {
        let text = fixture.text(&format!("content/cases/first-case/{step}.typ"));
        fixture.file(&format!("content/cases/planned-case/{step}.typ"), &text);
    }
    let figure = fixture.text("diagrams/first-case/path.svg");
    fixture.file("diagrams/planned-case/path.svg", &figure);
}

/// No case has pages of its own there, of which there could be too many; what is taken
/// over from the edition below says nothing then.
#[test]
fn the_pages_of_a_case_are_not_counted_in_a_book_by_step() {
    let fixture = Fixture::good();
    let target = "\n[fit]\npages_per_case = 2\nsignature = 2\n";
    fixture.append("content/editions/book.toml", target);
    let record = "extends = \"book\"\norder = \"step\"\n";
    fixture.file("content/editions/steps.toml", record);
    let run = fixture.run(&["fit", "steps"]).exits(0);
    assert!(run.stdout.contains("a multiple of 2"), "{run:?}");
    assert!(!run.stdout.contains("no case"), "{run:?}");

    fixture.append("content/editions/steps.toml", target);
    let run = fixture.run(&["fit", "steps"]).exits(1);
    run.says(&["rule `contradiction`", "`fit.pages_per_case = …`"]);
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
