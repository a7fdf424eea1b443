//! The same inputs give the same bytes, whatever the folder, the number of
//! threads, the hour or the locale.

use std::fs;
use std::path::Path;

use crate::fixture::Fixture;
use crate::repository::{files_under, handbook, print, root};

/// Copies a folder of the repository into a fixture.
fn copy(folder: &str, to: &Fixture) {
    let from = root().join(folder);
    let files = files_under(&from, "");
    assert!(!files.is_empty(), "{folder} is empty");
    for path in files {
        to.bytes(&format!("{folder}/{path}"), &fs::read(from.join(&path)).unwrap());
    }
}

#[test]
fn another_folder_gives_the_same_bytes() {
    let fixture = Fixture::empty_at("somewhere else");
    for folder in ["content", "diagrams", "fonts"] {
        copy(folder, &fixture);
    }
    let elsewhere = print(&fixture.path(""), &[]);
    assert!(elsewhere == handbook(), "the folder shows in the bytes");
}

#[test]
fn one_thread_another_locale_and_another_clock_give_the_same_bytes() {
    let variables = [
        ("RAYON_NUM_THREADS", "1"),
        ("TZ", "Asia/Kathmandu"),
        ("LANG", "tr_TR.UTF-8"),
        ("SOURCE_DATE_EPOCH", "1"),
    ];
    let alone = print(root(), &variables);
    assert!(alone == handbook(), "threads or surroundings show in the bytes");
}

#[test]
fn a_small_guide_is_the_same_each_of_five_times() {
    let fixture = Fixture::good();
    let mut seen: Vec<Vec<u8>> = Vec::new();
    for _ in 0..5 {
        fixture.run(&["build", "--all"]).exits(0);
        seen.push([fixture.read("out/book.pdf"), fixture.read("out/first.pdf")].concat());
    }
    assert!(seen.iter().all(|bytes| *bytes == seen[0]));
}

/// Findings come out of many threads, too.
#[test]
fn findings_stand_in_the_same_order_each_of_five_times() {
    let fixture = Fixture::good();
    for step in ["ask", "design", "defend"] {
        let path = format!("content/cases/first-case/{step}.typ");
        fixture.append(&path, "\n#nonsense\n\n#num(\"nothing\")\n");
    }
    let first = fixture.run(&["check"]).exits(1).stderr;
    assert!(first.contains("6 errors"), "{first}");
    for _ in 0..4 {
        assert_eq!(fixture.run(&["check"]).exits(1).stderr, first);
    }
}

#[test]
fn the_names_of_the_editions_and_nothing_else_are_in_the_identifiers() {
    let fixture = Fixture::good();
    fixture.run(&["build", "--all"]).exits(0);
    let [book, first] = ["book", "first"].map(|name| {
        let path = fixture.path(&format!("out/{name}.pdf"));
        identifier(&path)
    });
    assert_ne!(book, first);
    let set = |setting: &str| {
        let run = fixture.run(&["build", "book", "--set", setting]).exits(0);
        (run.pdf().to_string(), identifier(&fixture.path(run.pdf())))
    };
    let [letter, small] = ["paper=letter", "paper=a5"].map(set);
    assert_ne!(book, letter.1, "a changed setting is another document");
    assert_ne!(small, letter, "another setting is yet another");
    fixture.run(&["build", "book"]).exits(0);
    assert_eq!(identifier(&fixture.path("out/book.pdf")), book);
}

/// The first of the two identifiers of a PDF, which names the document.
fn identifier(path: &Path) -> Vec<u8> {
    let document = lopdf::Document::load(path).unwrap();
    let pair = document.trailer.get(b"ID").and_then(lopdf::Object::as_array).unwrap();
    pair[0].as_str().unwrap().to_vec()
}

#[test]
fn timings_are_a_trace() {
    let fixture = Fixture::good();
    fixture.run(&["build", "--timings", "traces/build.json"]).exits(0);
    let trace: serde_json::Value =
        serde_json::from_str(&fixture.text("traces/build.json")).unwrap();
    let events = trace.as_array().expect("a list of events");
    assert!(!events.is_empty());
    assert!(
        events
            .iter()
            .all(|event| event["name"].is_string() && event["ts"].is_number())
    );
    let plain = Fixture::good();
    plain.run(&["build"]).exits(0);
    assert!(
        plain.read("out/book.pdf") == fixture.read("out/book.pdf"),
        "timing changes bytes"
    );
}
