//! Copies for people: stamped, hashed, and reported row by row.

use std::collections::BTreeSet;

use lopdf::{Document, Object, Stream};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::fixture::Fixture;

const FOLDER: &str = "out/book-copies";

/// The good guide with a roster.
fn with_roster(roster: &str) -> Fixture {
    let fixture = Fixture::good();
    fixture.file("people.csv", roster);
    fixture
}

/// The entries of the manifest.
fn manifest(fixture: &Fixture) -> Value {
    serde_json::from_str(&fixture.text(&format!("{FOLDER}/manifest.json"))).unwrap()
}

/// The stamps of a copy in the order of their names, with the pages that show them.
fn stamps(document: &Document) -> Vec<(Stream, Vec<u32>)> {
    let mut found: Vec<(Stream, Vec<u32>)> = Vec::new();
    for index in 0..2 {
        let name = format!("Stamp{index}");
        let mut pages = Vec::new();
        let mut form = None;
        for (number, page) in document.get_pages() {
            let (own, shared) = document.get_page_resources(page).unwrap();
            let shared = shared.iter().map(|id| document.get_dictionary(*id).unwrap());
            let mut forms = own.into_iter().chain(shared).filter_map(|resources| {
                let forms = resources.get_deref(b"XObject", document).ok()?;
                forms.as_dict().ok()?.get_deref(name.as_bytes(), document).ok()
            });
            let Some(found) = forms.next_back() else { continue };
            let content = document.get_page_content(page);
            let content = String::from_utf8_lossy(&content);
            assert!(content.contains(&format!("/{name} Do")), "page {number}");
            assert!(content.contains("/Artifact <<"), "page {number}");
            form = Some(found.as_stream().unwrap().clone());
            pages.push(number);
        }
        found.extend(form.map(|form| (form, pages)));
    }
    found
}

#[test]
fn every_copy_bears_its_name_on_cover_and_foot() {
    let fixture = with_roster("name,cohort\nAda Lovelace,Autumn\n\"Hopper, Grace\",\n");
    let run = fixture.run(&["build", "--roster", "people.csv"]).exits(0);
    assert_eq!(run.stderr, "");
    let files = ["book-ada-lovelace-autumn.pdf", "book-hopper-grace.pdf"];
    let copies = files.map(|file| fixture.read(&format!("{FOLDER}/{file}")));
    let [ada, grace] = copies.each_ref().map(|bytes| Document::load_mem(bytes).unwrap());
    assert!(!fixture.path("out/book.pdf").exists(), "a copy for nobody");

    let shared = copies[0].iter().zip(&copies[1]).take_while(|(a, b)| a == b).count();
    assert!(copies[0].len() - shared < 20_000, "the pages are not shared");
    let mut outlines = BTreeSet::new();
    for document in [&ada, &grace] {
        let [cover, foot] = stamps(document).try_into().expect("two places");
        assert_eq!(cover.1, [1]);
        let pages = document.get_pages().len();
        assert!(foot.1.len() > pages / 2 && !foot.1.contains(&1), "{:?}", foot.1);
        for form in [cover.0, foot.0] {
            assert!(form.dict.get(b"Resources").unwrap().as_dict().unwrap().is_empty());
            assert!(form.content.len() > 500, "{} bytes", form.content.len());
            outlines.insert(form.content);
        }
    }
    assert_eq!(outlines.len(), 4, "two people, two places");
}

/// Identifier, hash and size are those of the file; a second run gives the same.
#[test]
fn the_manifest_tells_what_is_in_the_folder() {
    let fixture = with_roster("cohort;name\nA;Ada\nB;Ada\n");
    fixture.run(&["build", "--roster", "people.csv"]).exits(0);
    let manifest = manifest(&fixture);
    let copies = manifest["copies"].as_array().unwrap();
    let mut identifiers = BTreeSet::new();
    for copy in copies {
        let bytes = fixture.read(&format!("{FOLDER}/{}", copy["file"].as_str().unwrap()));
        let hash: String =
            Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(copy["sha256"], hash.as_str());
        assert_eq!(copy["bytes"], bytes.len());
        let document = Document::load_mem(&bytes).unwrap();
        assert_eq!(manifest["pages"], document.get_pages().len());
        let pair = document.trailer.get(b"ID").and_then(Object::as_array).unwrap();
        let own = String::from_utf8(pair[1].as_str().unwrap().to_vec()).unwrap();
        assert_eq!(copy["identifier"], own.as_str());
        let metadata = document.catalog().unwrap().get_deref(b"Metadata", &document);
        let metadata = metadata.unwrap().as_stream().unwrap().content.clone();
        assert!(String::from_utf8(metadata).unwrap().contains(&own));
        identifiers.insert(own);
    }
    assert_eq!((copies.len(), identifiers.len()), (2, 2));
    let record = &manifest["edition"]["records"][0];
    assert_eq!(record["file"], "content/editions/book.toml");
    assert_eq!(record["text"], fixture.text("content/editions/book.toml"));
    let first = fixture.text(&format!("{FOLDER}/manifest.json"));
    fixture.run(&["build", "--roster", "people.csv"]).exits(0);
    assert_eq!(fixture.text(&format!("{FOLDER}/manifest.json")), first);
}

#[test]
fn wrong_rows_are_reported_and_the_others_written() {
    let long = "Anna ".repeat(60);
    let roster = format!(
        "\u{feff}Name,Cohort\nAda,A\nada ,a\n,A\nGrace\n\"two\nlines\",A\n李明,A\n{long},A\nGrace,\"B, evening\"\n"
    );
    let fixture = with_roster(&roster);
    let run = fixture.run(&["build", "--roster", "people.csv", "--format", "json"]);
    let findings: Vec<_> = run
        .exits(1)
        .json_lines()
        .into_iter()
        .filter(|line| line["rule"].is_string())
        .map(|line| {
            assert_eq!(line["file"], "people.csv");
            let place = format!("{}:{}", line["line"], line["column"]);
            (line["rule"].as_str().unwrap().to_string(), place)
        })
        .collect();
    let expected = [
        ("roster-twice", "3:1"),
        ("roster-name", "4:1"),
        ("roster-row", "5:1"),
        ("roster-name", "6:1"),
        ("roster-letter", "8:1"),
        ("roster-long", "9:1"),
    ];
    let found: Vec<_> = findings.iter().map(|(r, p)| (r.as_str(), p.as_str())).collect();
    assert_eq!(found, expected);
    let manifest = manifest(&fixture);
    let files: Vec<_> = manifest["copies"]
        .as_array()
        .unwrap()
        .iter()
        .map(|copy| copy["file"].as_str().unwrap().to_string())
        .collect();
    assert_eq!(files, ["book-ada-a.pdf", "book-grace-b-evening.pdf"]);
    for file in files {
        assert!(fixture.path(&format!("{FOLDER}/{file}")).exists());
    }
}

#[test]
fn a_roster_that_cannot_be_meant_makes_nothing() {
    let many = "name,cohort\n".to_string() + &"Ada,A\n".repeat(10_000);
    let rosters = [
        ("nmae,cohort\nAda,A\n", "roster-column", 1),
        ("name\nAda\n", "roster-column", 1),
        ("name,cohort\n\n", "roster-empty", 1),
        ("name,cohort\n,A\n", "roster-name", 1),
        (many.as_str(), "roster-size", 2),
    ];
    for (text, rule, code) in rosters {
        let fixture = with_roster(text);
        let run = fixture.run(&["build", "--roster", "people.csv"]).exits(code);
        run.says(&[&format!("rule `{rule}`")]);
        assert!(!fixture.path("out").exists(), "{rule} leaves something");
    }
    let fixture = with_roster("nmae,cohort\nAda,A\n");
    let run = fixture.run(&["build", "--roster", "people.csv"]);
    run.exits(1).says(&["did you mean `nmae`?", "people.csv:1:0"]);
    // The name of a file that lies elsewhere is its own.
    let path = fixture.path("people.csv");
    let run = fixture.run(&["build", "--roster", path.to_str().unwrap()]);
    run.exits(1).says(&["did you mean `nmae`?", "─ people.csv:1:0"]);
    let run = fixture.run(&["build", "--roster", "nobody.csv"]);
    run.exits(2).says(&["rule `unreadable`"]);
    fixture.run(&["build", "--yes"]).exits(2);
}
