//! What the candidate says in the last two minutes.

use crate::fixture::Fixture;
use crate::moved::follow;
use crate::outline::outline;
use crate::scope::words;

const HEAD: &str = "Two minutes to close";
const FIRST: &str = "I asked before I drew, in the first 1 min.";
const LAST: &str = "With more time I would ask again.";

/// The good guide with a summary of two paragraphs, and a pair that closes the last
/// step.
fn fixture() -> Fixture {
    let fixture = Fixture::good();
    let said = "A box without a question answers nobody. ".repeat(30);
    let summary = format!(
        "summary = '''I asked before I drew, in the first #num(\"greeting\"). {said}\n\n{LAST}'''\n"
    );
    let record = "content/cases/first-case/case.toml";
    fixture.edit(record, "\n[[facts]]", &format!("{summary}\n[[facts]]"));
    let pair = "\n[[pair]]\nstep = \"defend\"\nquestion = '''Why boxes?'''\nweak = '''Because.'''\n\
                strong = '''For arrows.'''\nwhy = '''it answers'''\n";
    fixture.append("content/cases/first-case/practice.toml", pair);
    fixture
}

#[test]
fn it_stands_between_the_last_step_and_the_exercises() {
    let fixture = fixture();
    let book = words(&fixture, "book", &[]);
    follow(&book, &["Why boxes?", HEAD, FIRST, LAST, "Which question comes first?"]);
    assert_eq!(book.matches(HEAD).count(), 1, "{book}");
    let lines = outline(&fixture.path("out/book.pdf"));
    assert!(lines.contains(&format!("    {HEAD}")), "{lines:?}");
}

/// A part of practice opens for the summary alone, too.
#[test]
fn it_goes_with_practice_in_the_order_of_the_steps() {
    let fixture = fixture();
    let by_step = words(&fixture, "book", &["order=step"]);
    follow(&by_step, &["Why boxes?", HEAD, FIRST, "Which question comes first?"]);
    // What moves to the end of its case has closed its step before.
    let moved = words(&fixture, "book", &["order=step", "blocks.pair=\"end\""]);
    follow(&moved, &["Probes and answers", "Why boxes?", HEAD]);
    // A guide that has neither exercises nor works has a part for it all the same.
    let bare = Fixture::empty();
    bare.run(&["init", "."]).exits(0);
    let without = words(&bare, "book", &["order=step"]);
    assert!(!without.contains("Practice and recaps"), "{without}");
    let said = "A box without a question answers nobody. ".repeat(30);
    let record = "content/cases/first-case/case.toml";
    let text = bare.text(record);
    bare.file(record, &format!("summary = '''{said}{LAST}'''\n{text}"));
    let alone = words(&bare, "book", &["order=step"]);
    follow(&alone, &["Practice and recaps", HEAD, LAST]);
}

#[test]
fn an_edition_leaves_it_out() {
    let fixture = fixture();
    for setting in ["blocks.summary=false", "depth=brief"] {
        let some = words(&fixture, "book", &[setting]);
        for text in [HEAD, "I asked before", LAST] {
            assert!(!some.contains(text), "{setting}: {some}");
        }
    }
    let node = "first-case/summary:summary";
    let explained = |settings: &[&str]| {
        let mut arguments = vec!["explain", "book", node, "--format", "json"];
        for setting in settings {
            arguments.extend(["--set", setting]);
        }
        let rows = fixture.run(&arguments).exits(0).json_lines().remove(0);
        rows[0]["printed"].as_bool()
    };
    assert_eq!(explained(&[]), Some(true));
    assert_eq!(explained(&["blocks.summary=false"]), Some(false));
    assert_eq!(explained(&["depth=brief"]), Some(false));
    assert_eq!(explained(&["form=cheatsheets"]), Some(false));
}

/// A quantity that only the summary mentions goes with it.
#[test]
fn what_only_it_mentions_goes_with_it() {
    let fixture = fixture();
    let more = "\n[pause]\nwhat = '''Silence before the end'''\nvalue = 7\nunit = \"min\"\n\
                assume = '''nobody has counted'''\n";
    fixture.append("content/cases/first-case/numbers.toml", more);
    let record = "content/cases/first-case/case.toml";
    fixture.edit(record, "With more time", "After #num(\"pause\"): With more time");
    let numbers = |settings: &[&str]| {
        let mut arguments = vec!["export", "typst", "project", "book"];
        for setting in settings {
            arguments.extend(["--set", setting]);
        }
        fixture.run(&arguments).exits(0);
        let text = fixture.text("project/manuscript/case/first-case.json");
        let case: serde_json::Value = serde_json::from_str(&text).unwrap();
        (case["summary"].is_object(), case["numbers"]["pause"].is_object())
    };
    assert_eq!(numbers(&[]), (true, true));
    assert_eq!(numbers(&["blocks.summary=false"]), (false, false));
}

#[test]
fn a_report_counts_it() {
    let count = |fixture: &Fixture| {
        let run = fixture.run(&["report", "--format", "json"]).exits(0);
        run.json_lines()[0]["cases"][0]["summary"].as_u64()
    };
    assert_eq!(count(&Fixture::good()), Some(0));
    assert_eq!(count(&fixture()), Some(1));
}
