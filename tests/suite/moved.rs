//! Blocks that close a step can stand at the end of their case.

use serde_json::Value;

use crate::fixture::Fixture;
use crate::scope::words;

const MORE: &str = "\n[[pitfall]]\nstep = \"design\"\nname = '''Boxes first.'''\n\
                    cure = '''Ask before you draw.'''\n\n[[levels]]\nstep = \"defend\"\n\
                    mid = '''Says yes.'''\nsenior = '''Says no.'''\nstaff = '''Says why.'''\n";

fn fixture() -> Fixture {
    let fixture = Fixture::good();
    fixture.append("content/cases/first-case/practice.toml", MORE);
    fixture
}

/// The texts in the order in which the pages have them.
#[track_caller]
pub(crate) fn follow(words: &str, texts: &[&str]) {
    // Contents and keys name heads before they stand.
    let places: Vec<_> = texts.iter().map(|text| words.rfind(text)).collect();
    assert!(places.iter().all(Option::is_some), "{texts:?} in {words}");
    assert!(places.is_sorted(), "{places:?} for {texts:?} in {words}");
}

#[test]
fn what_closes_a_step_can_stand_behind_the_last_one() {
    let fixture = fixture();
    let here = words(&fixture, "book", &[]);
    follow(&here, &["Why ask at all?", "Boxes first.", "Says why.", "comes first?"]);
    assert!(!here.contains("Probes and answers"), "{here}");
    let moved = words(
        &fixture,
        "book",
        &["blocks={ probe = \"end\", pitfall = \"end\", levels = false }"],
    );
    let order = ["Probes and answers", "Why ask at all?", "Boxes first.", "comes first?"];
    follow(&moved, &order);
    assert!(moved.contains("Step 1 Ask") && moved.contains("Step 2 Design"), "{moved}");
    assert!(!moved.contains("Says why."), "{moved}");
    let by_step = words(&fixture, "book", &["order=step", "blocks.probe=\"end\""]);
    follow(&by_step, &["Boxes first.", "Probes and answers", "Why ask at all?"]);
}

#[test]
fn a_moved_block_is_printed_and_explained() {
    let fixture = fixture();
    fixture.file(
        "content/editions/aside.toml",
        "extends = \"book\"\nblocks = { probe = \"end\" }\n",
    );
    let rows = fixture
        .run(&["explain", "aside", "first-case/probe:1", "--format", "json"])
        .exits(0)
        .json_lines();
    let row = &rows[0][0];
    assert_eq!(row["printed"], true);
    assert_eq!(
        row["why"],
        "at the end of its case; `blocks.probe` in content/editions/aside.toml:2"
    );
    // An edition above it puts the block back into its step.
    fixture.file(
        "content/editions/back.toml",
        "extends = \"aside\"\nblocks = { probe = true }\n",
    );
    let back = words(&fixture, "back", &[]);
    assert!(!back.contains("Probes and answers"), "{back}");
    let coverage = |name: &str| -> Value {
        let arguments = ["list", "coverage", name, "--format", "json"];
        fixture.run(&arguments).exits(0).json_lines().remove(0)
    };
    assert_eq!(coverage("aside"), coverage("book"));
    let differ = fixture.run(&["diff", "aside", "book", "--format", "json"]).exits(0);
    assert!(differ.json_lines()[0].as_array().unwrap().is_empty());
}

#[test]
fn only_what_closes_a_step_moves() {
    let fixture = fixture();
    let build =
        |setting: &str| fixture.run(&["build", "book", "--set", setting]).exits(2);
    build("blocks.dialogue=\"end\"").says(&["wrong-type"]);
    build("blocks.probe=\"ennd\"").says(&["did you mean `end`?"]);
    fixture.file(
        "content/editions/short.toml",
        "extends = \"book\"\ndepth = \"brief\"\nblocks = { pair = \"end\" }\n",
    );
    fixture.run(&["build", "short"]).exits(1).says(&[
        "`depth = \"brief\"` leaves nothing for `blocks.pair = \"end\"` to do",
        "contradiction",
    ]);
}
