//! What an edition leaves out leaves no trace, and what it prints keeps its number.

use lopdf::Document;
use serde_json::Value;

use crate::fixture::Fixture;
use crate::outline::outline;
use crate::runs::runs;

/// All words on the pages of an edition, built with a setting and no warning.
pub(crate) fn words(fixture: &Fixture, edition: &str, settings: &[&str]) -> String {
    let mut arguments = vec!["build", edition, "--deny-warnings"];
    for setting in settings {
        arguments.extend(["--set", setting]);
    }
    let run = fixture.run(&arguments);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{settings:?}");
    let bytes = fixture.read(run.pdf());
    // Under one name, whatever was set.
    fixture.bytes(&format!("out/{edition}.pdf"), &bytes);
    let document = Document::load_mem(&bytes).unwrap();
    let pages = document.get_pages().into_values();
    let texts = pages.flat_map(|page| runs(&document, page)).map(|run| run.text);
    let text = texts.collect::<Vec<_>>().join(" ").replace('\u{a0}', " ");
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").replace(" ,", ",").replace(" .", ".")
}

#[track_caller]
fn compare(words: &str, there: &[&str], gone: &[&str]) {
    for text in there {
        assert!(words.contains(text), "`{text}` is not in: {words}");
    }
    for text in gone {
        assert!(!words.contains(text), "`{text}` is in: {words}");
    }
}

#[test]
fn cases_are_selected_by_slug_family_and_tag() {
    let fixture = crate::edition::two_cases();
    let second = "content/cases/planned-case/case.toml";
    fixture.edit(
        second,
        "family = \"examples\"",
        "family = \"others\"\ntags = [\"late\"]",
    );
    for (setting, expected) in [
        ("select.families=[\"examples\"]", vec!["Case 1 The first case"]),
        ("select.tags=[\"late\"]", vec!["Case 2 The second case"]),
        (
            "select={ tags = [\"late\"], cases = [\"first-case\"] }",
            vec!["Case 1 The first case", "Case 2 The second case"],
        ),
    ] {
        words(&fixture, "book", &[setting]);
        let lines = outline(&fixture.path("out/book.pdf"));
        let cases = lines.iter().map(|line| line.trim());
        let cases: Vec<_> = cases.filter(|line| line.starts_with("Case ")).collect();
        assert_eq!(cases, expected, "{setting}");
    }
}

#[test]
fn a_part_that_is_left_out_has_no_trace() {
    let fixture = Fixture::good();
    words(&fixture, "book", &["select.parts=[\"Case studies\"]"]);
    let lines = outline(&fixture.path("out/book.pdf"));
    assert!(lines.contains(&"Part 1 Case studies".to_string()), "{lines:?}");
    assert!(!lines.iter().any(|line| line.contains("Primers")), "{lines:?}");
}

#[test]
fn a_step_that_is_left_out_has_no_trace() {
    let fixture = Fixture::good();
    let all = words(&fixture, "book", &[]);
    compare(&all, &["Ask questions", "Calibrated", "Why ask at all", "Table 1.1"], &[]);
    let some = words(&fixture, "book", &["select.steps=[\"design\", \"defend\"]"]);
    compare(&some, &["Table 1.1"], &["Calibrated", "Why ask at all", "Which question"]);
    let lines = outline(&fixture.path("out/book.pdf"));
    assert!(lines.iter().any(|line| line.contains("Design the system")), "{lines:?}");
    assert!(!lines.iter().any(|line| line.contains("Ask questions")), "{lines:?}");
}

#[test]
fn blocks_are_left_out_by_kind() {
    let fixture = Fixture::good();
    for (kind, text) in [
        ("dialogue", "Where do you begin?"),
        ("tradeoff", "Two options"),
        ("decision", "Which one?"),
        ("estimate", "Where the time goes"),
        ("fig", "Fig. 1.1 The path"),
        ("note", "Doubts are free"),
        ("probe", "Why ask at all?"),
        ("exercise", "Which question comes first?"),
        ("card", "What comes before the design?"),
        ("recap", "Ask, then design, then defend."),
    ] {
        let all = words(&fixture, "book", &["cards=sheets"]);
        let all = all.replace("  ", " ");
        compare(&all, &[text.split(' ').next().unwrap()], &[]);
        let some =
            words(&fixture, "book", &["cards=sheets", &format!("blocks.{kind}=false")]);
        compare(&some.replace("  ", " "), &[], &[text]);
        assert_ne!(all, some, "{kind}");
    }
}

#[test]
fn deep_prose_is_printed_in_deep_editions_only() {
    let fixture = Fixture::good();
    let ask = "content/cases/first-case/ask.typ";
    fixture.append(ask, "\n#deep[Wells are deeper than #num(\"talk\").]\n");
    compare(&words(&fixture, "book", &[]), &["Calibrated"], &["Wells"]);
    compare(&words(&fixture, "book", &["depth=deep"]), &["Calibrated", "Wells"], &[]);
}

#[test]
fn brief_prints_goals_decisions_estimates_and_core_figures() {
    let fixture = Fixture::good();
    let there = ["What is asked is on the board", "Which one?", "Where the time goes"];
    let gone = ["Calibrated", "Where do you begin", "Boxes come first", "Why ask at all"];
    let brief = words(&fixture, "book", &["depth=brief"]);
    compare(&brief, &there, &gone);
    compare(&brief, &[], &["It leads from question to answer"]);
    let design = "content/cases/first-case/design.typ";
    fixture.edit(design, "#fig(\"path\")", "#fig(\"path\", core: true)");
    let brief = words(&fixture, "book", &["depth=brief"]);
    compare(&brief, &["It leads from question to answer"], &gone);
}

#[test]
fn answers_stand_at_the_back_below_or_nowhere() {
    let fixture = Fixture::good();
    let answer = "All else hangs on it";
    for (place, times) in [("back", 1), ("inline", 1), ("space", 0), ("none", 0)] {
        let words = words(&fixture, "book", &[&format!("answers={place}")]);
        assert_eq!(words.matches(answer).count(), times, "{place}: {words}");
        compare(&words, &["Which question comes first?"], &[]);
        let lines = outline(&fixture.path("out/book.pdf"));
        let list = lines.iter().any(|line| line.contains("Answers"));
        assert_eq!(list, place == "back", "{place}: {lines:?}");
    }
}

/// The document beside the book names the pages on which the exercises stand.
#[test]
fn answers_stand_in_a_document_of_their_own() {
    let fixture = Fixture::good();
    let words = words(&fixture, "book", &["answers=separate"]);
    let answer = "All else hangs on it";
    compare(&words, &["Which question comes first?"], &[answer]);
    let bytes = fixture.read("out/book+answers-separate-answers.pdf");
    let beside = Document::load_mem(&bytes).unwrap();
    let pages = |document: &Document| -> Vec<String> {
        let text = |page| {
            let runs = runs(document, page).into_iter();
            runs.map(|run| run.text).collect::<String>().replace('\u{a0}', " ")
        };
        document.page_iter().map(text).collect()
    };
    let answers = pages(&beside).concat();
    let book = Document::load_mem(&fixture.read("out/book.pdf")).unwrap();
    let asks = |page: &String| page.contains("Which question comes first?");
    let page = pages(&book).iter().position(asks).unwrap() + 1;
    compare(&answers, &[answer, &format!("← p. {page}")], &[]);
    let identifier = |document: &Document| {
        let pair = document.trailer.get(b"ID").unwrap().as_array().unwrap();
        pair[0].as_str().unwrap().to_vec()
    };
    assert_ne!(identifier(&beside), identifier(&book));
}

/// Limits take the first of the steps, and a limit that cuts nothing is no fault.
#[test]
fn limits_keep_the_first_and_their_numbers() {
    let fixture = Fixture::good();
    let more = "\n[[exercise]]\nslug = \"second\"\nstep = \"design\"\nlevel = 3\nminutes = 2\n\
                ask = '''Which comes last?'''\nanswer = '''None.'''\n";
    fixture.append("content/cases/first-case/practice.toml", more);
    let numbers = |settings: &[&str]| -> Vec<String> {
        let mut arguments = vec!["export", "typst", "project", "book"];
        for setting in settings {
            arguments.extend(["--set", setting]);
        }
        fixture.run(&arguments).exits(0);
        let text = fixture.text("project/manuscript/case/first-case.json");
        let case: Value = serde_json::from_str(&text).unwrap();
        let steps = case["steps"].as_array().unwrap().iter();
        let all = steps.flat_map(|step| step["exercises"].as_array().unwrap());
        all.map(|exercise| exercise["id"].as_str().unwrap().to_string())
            .collect()
    };
    assert_eq!(numbers(&[]), ["1.1", "1.2"]);
    assert_eq!(numbers(&["limits.exercises=1"]), ["1.1"]);
    assert_eq!(numbers(&["limits.exercises=9"]), ["1.1", "1.2"]);
    assert_eq!(numbers(&["select.levels=[\"staff\"]"]), ["1.2"]);
}

/// The second case names the first in its text, and the first a figure of a step.
#[test]
fn what_is_not_printed_is_named_as_the_edition_says() {
    let fixture = crate::edition::two_cases();
    let mention = "not in this edition";
    compare(&words(&fixture, "second", &[]), &["See Case 1"], &[mention]);
    let settings = ["references=mention"];
    compare(&words(&fixture, "second", &settings), &["Case 1, not in this edition"], &[]);
    compare(&words(&fixture, "book", &settings), &["See Case 1"], &[mention]);
    let settings = ["references=mention", "select.steps=[\"ask\"]"];
    fixture.append(
        "content/cases/first-case/ask.typ",
        "\nSee @fig:path and @tab:options.\n",
    );
    let words = words(&fixture, "first", &settings);
    compare(
        &words,
        &["Fig. 1.1, not in this edition", "Table 1.1, not"],
        &["Boxes come"],
    );
}

#[test]
fn a_figure_comes_along_where_the_text_refers_to_it() {
    let fixture = Fixture::good();
    fixture.append(
        "content/cases/first-case/ask.typ",
        "\nSee @fig:path and @tab:options.\n",
    );
    let claim = "It leads from question to answer";
    let step = "select.steps=[\"ask\"]";
    compare(&words(&fixture, "first", &[step]), &["Fig. 1.1"], &[claim, "Two options"]);
    let pulled = words(&fixture, "first", &[step, "references=pull-in"]);
    compare(&pulled, &["Fig. 1.1", claim], &["Two options", "Boxes come"]);
    assert_eq!(pulled.matches(claim).count(), 1, "{pulled}");
    let whole = words(&fixture, "first", &["references=pull-in"]);
    assert_eq!(whole.matches(claim).count(), 1, "{whole}");
    let never =
        words(&fixture, "first", &[step, "references=pull-in", "blocks.fig=false"]);
    compare(&never, &["Fig. 1.1"], &[claim]);
}

#[test]
fn cases_keep_their_number_unless_the_edition_numbers_anew() {
    let fixture = crate::edition::two_cases();
    for (renumber, expected) in [("false", "Case 2"), ("true", "Case 1")] {
        let words = words(&fixture, "second", &[&format!("renumber={renumber}")]);
        let lines = outline(&fixture.path("out/second.pdf"));
        let line = format!("  {expected} The second case");
        assert!(lines.contains(&line), "{lines:?}");
        // The case that is left out has no number of its own then.
        let named = if renumber == "true" { "See The first case" } else { "See Case 1" };
        compare(&words, &[named], &[]);
    }
}
