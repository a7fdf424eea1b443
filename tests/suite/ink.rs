//! An edition in black ink: the pages of the handbook, and not a colour in them.

use std::sync::LazyLock;

use lopdf::content::Content;
use lopdf::{Document, Object};
use tempfile::TempDir;

use crate::fixture::{Fixture, Run, program};
use crate::outline::bookmarks;
use crate::repository::{handbook, root};

/// The handbook in black ink, printed once for all tests.
static MONO: LazyLock<Document> = LazyLock::new(mono);

fn mono() -> Document {
    let folder = TempDir::with_prefix("casebook-ink-").unwrap();
    let mut command = program();
    command.args(["build", "handbook", "--deny-warnings", "--set", "ink=mono", "--root"]);
    command.arg(root()).arg("--output").arg(folder.path());
    Run::of(&mut command, folder.path()).exits(0);
    let files = std::fs::read_dir(folder.path()).unwrap();
    let file = files.map(|file| file.unwrap().path()).next().expect("a file");
    Document::load(file).unwrap()
}

/// The operations of a page that place or show text.
fn text(document: &Document, page: (u32, u16)) -> Vec<(String, String)> {
    let content = document.get_page_content(page);
    let operations = Content::decode(&content).unwrap().operations;
    let is_text = |operator: &str| ["Tm", "Td", "Tj", "TJ", "Tf"].contains(&operator);
    operations
        .into_iter()
        .filter(|operation| is_text(&operation.operator))
        .map(|operation| {
            let operands = operation.operands.iter().map(measures).collect::<String>();
            (operation.operator, operands)
        })
        .collect()
}

/// An operand without the names of fonts and the codes of glyphs, which depend on
/// what else a book prints.
fn measures(operand: &Object) -> String {
    match operand {
        Object::Name(_) => String::new(),
        Object::String(codes, _) => format!("{} ", codes.len()),
        Object::Array(items) => items.iter().map(measures).collect(),
        number => format!("{number:?} "),
    }
}

#[test]
fn nothing_moves() {
    let (colour, mono) = (Document::load_mem(handbook()).unwrap(), &*MONO);
    let (pages, mono_pages) = (colour.get_pages(), mono.get_pages());
    assert_eq!(pages.len(), mono_pages.len());
    let mut seen = 0;
    for (number, page) in pages {
        let ours = text(mono, mono_pages[&number]);
        let theirs = text(&colour, page);
        let words = |document: &Document| document.extract_text(&[number]).unwrap();
        // The imprint bears the name of the edition.
        let alike = ours.iter().zip(&theirs).filter(|(a, b)| a == b).count();
        let unlike = ours.len().max(theirs.len()) - alike;
        assert!(unlike == 0 || number == 2, "page {number}: {unlike} pieces of text");
        assert!(words(mono) == words(&colour) || number == 2, "page {number}");
        seen += alike;
    }
    assert!(seen > 10_000, "{seen} pieces of text");
    let outline = |document| format!("{:?}", bookmarks(document));
    assert_eq!(outline(mono), outline(&colour));
    let labels = |document: &Document| {
        let catalog = document.catalog().unwrap();
        format!("{:?}", catalog.get_deref(b"PageLabels", document).unwrap())
    };
    assert_eq!(labels(mono), labels(&colour));
}

/// The colour spaces of a document, in words, and whether an operator sets a colour
/// of three or four channels.
fn colours(document: &Document) -> (Vec<String>, bool) {
    let profile = |object: &Object| -> Option<i64> {
        let [Object::Name(kind), profile] = object.as_array().ok()?.as_slice() else {
            return None;
        };
        let (_, stream) = document.dereference(profile).ok()?;
        let channels = stream.as_stream().ok()?.dict.get(b"N").ok()?.as_i64().ok()?;
        (kind == b"ICCBased").then_some(channels)
    };
    let mut spaces = Vec::new();
    let mut process = false;
    for object in document.objects.values() {
        let dictionary = match object {
            Object::Stream(stream) => &stream.dict,
            Object::Dictionary(dictionary) => dictionary,
            Object::Array(_) => {
                spaces.extend(profile(object).map(|channels| channels.to_string()));
                continue;
            }
            _ => continue,
        };
        let resources = dictionary.get_deref(b"Resources", document).ok();
        let resources = resources.and_then(|object| object.as_dict().ok());
        for holder in [Some(dictionary), resources].into_iter().flatten() {
            let Ok(space) = holder.get_deref(b"ColorSpace", document) else { continue };
            spaces.push(format!("{space:?}"));
        }
    }
    for page in document.get_pages().into_values() {
        let content = document.get_page_content(page);
        let operations = Content::decode(&content).unwrap().operations;
        process |= operations.iter().any(|operation| {
            let name = operation.operator.as_str();
            let numbers = operation.operands.iter().filter(|o| o.as_float().is_ok());
            let chromatic = ["rg", "RG", "k", "K"].contains(&name);
            let set = ["sc", "SC", "scn", "SCN"].contains(&name);
            chromatic || (set && numbers.count() > 1)
        });
    }
    (spaces, process)
}

#[test]
fn nothing_is_in_colour() {
    let (spaces, chromatic) = colours(&MONO);
    assert!(!spaces.is_empty() && !chromatic);
    let coloured = |space: &&String| {
        space.contains("DeviceRGB") || space.contains("DeviceCMYK") || *space == "3"
    };
    assert_eq!(spaces.iter().find(coloured), None);
    let (spaces, chromatic) = colours(&Document::load_mem(handbook()).unwrap());
    assert!(chromatic && spaces.iter().any(|space| space == "3"), "{spaces:?}");
}

/// What cannot be mapped is said, at its place in the prose.
#[test]
fn what_stays_in_colour_is_reported() {
    let fixture = Fixture::good();
    let pattern = "\n#rect(width: 20pt, height: 8.01pt, fill: tiling(size: (4pt, 4pt), circle(radius: 1pt, fill: red)))\n";
    fixture.append("content/cases/first-case/ask.typ", pattern);
    fixture.run(&["build", "--deny-warnings"]).exits(0);
    let run = fixture
        .run(&["build", "--set", "ink=mono", "--format", "json"])
        .exits(0);
    let lines = run.json_lines();
    let finding = lines.iter().find(|line| line["rule"] == "ink-colour").unwrap();
    assert_eq!(finding["file"], "content/cases/first-case/ask.typ");
    assert_eq!(finding["severity"], "warning");
}
