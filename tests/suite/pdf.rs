//! The printed handbook, looked at from inside: what readers, screen readers
//! and archives get beside the ink.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use lopdf::{Dictionary, Document, Object, decode_text_string};
use serde_json::Value;

use crate::fixture::Fixture;
use crate::outline::bookmarks;
use crate::repository::{EDITION, handbook, root, text};

static BOOK: LazyLock<Document> =
    LazyLock::new(|| Document::load_mem(handbook()).expect("the handbook is a PDF"));

/// A value of a dictionary, references followed.
#[track_caller]
fn get<'a>(dictionary: &'a Dictionary, key: &str) -> &'a Object {
    let value = dictionary.get_deref(key.as_bytes(), &BOOK);
    value.unwrap_or_else(|error| panic!("{key}: {error} in {dictionary:?}"))
}

/// A dictionary in a dictionary, references followed.
#[track_caller]
fn dictionary<'a>(parent: &'a Dictionary, key: &str) -> &'a Dictionary {
    get(parent, key).as_dict().unwrap()
}

fn catalog() -> &'static Dictionary {
    BOOK.catalog().unwrap()
}

/// What `list` says about the real content.
fn list(subject: &str) -> Vec<Value> {
    let path = root().to_str().unwrap();
    let run =
        Fixture::empty().run(&["list", subject, "--root", path, "--format", "json"]);
    run.exits(0).json_lines().remove(0).as_array().unwrap().clone()
}

fn string(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no string"))
        .to_string()
}

#[test]
fn bookmarks_show_parts_cases_and_steps() {
    let outline = bookmarks(&BOOK);
    let steps: Vec<_> = list("steps").iter().map(|step| string(&step["name"])).collect();
    let written: Vec<_> = list("cases")
        .into_iter()
        .filter(|case| case["planned"] == false)
        .collect();
    assert!(!written.is_empty() && steps.len() >= 3);

    let parts: Vec<_> = outline.iter().filter(|part| !part.below.is_empty()).collect();
    let cases: Vec<_> = parts
        .iter()
        .flat_map(|part| &part.below)
        .filter(|unit| unit.title.starts_with("Case "))
        .collect();
    let titles: Vec<_> = cases.iter().map(|case| case.title.clone()).collect();
    let expected: Vec<_> = written
        .iter()
        .map(|case| format!("Case {} {}", case["number"], string(&case["title"])))
        .collect();
    assert_eq!(titles, expected);
    for case in cases {
        let below: Vec<_> = case.below.iter().map(|step| &step.title).collect();
        assert!(
            below.iter().copied().take(steps.len()).eq(&steps),
            "{}: {below:?}",
            case.title
        );
    }

    let guide: toml::Table = text("content/guide.toml").parse().unwrap();
    let named = guide["part"].as_array().unwrap().iter();
    let named: Vec<_> = named.map(|part| part["title"].as_str().unwrap()).collect();
    for (index, part) in parts.iter().enumerate() {
        let title = part.title.strip_prefix(&format!("Part {} ", index + 1));
        assert!(title.is_some_and(|title| named.contains(&title)), "{}", part.title);
    }
}

#[test]
fn every_page_is_labelled_with_its_number() {
    let labels = get(dictionary(catalog(), "PageLabels"), "Nums").as_array().unwrap();
    let pages = BOOK.get_pages().len();
    assert!(pages > 10, "{pages} pages");
    let mut labelled = vec![None; pages];
    for pair in labels.chunks_exact(2) {
        let start = usize::try_from(pair[0].as_i64().unwrap()).unwrap();
        let label = BOOK.dereference(&pair[1]).unwrap().1.as_dict().unwrap();
        assert_eq!(get(label, "S").as_name().unwrap(), b"D", "digits");
        let first = label.get(b"St").map_or(1, |n| n.as_i64().unwrap());
        for (number, slot) in (first..).zip(&mut labelled[start..]) {
            *slot = Some(number);
        }
    }
    let expected: Vec<_> = (1..).map(Some).take(pages).collect();
    assert_eq!(labelled, expected);
}

#[test]
fn the_document_says_what_it_is() {
    let catalog = catalog();
    assert_eq!(decode_text_string(get(catalog, "Lang")).unwrap(), "en-GB");
    let marked = get(dictionary(catalog, "MarkInfo"), "Marked");
    assert!(marked.as_bool().unwrap(), "not tagged");
    let shown = get(dictionary(catalog, "ViewerPreferences"), "DisplayDocTitle");
    assert!(shown.as_bool().unwrap(), "the window shows the name of the file");

    let guide: toml::Table = text("content/guide.toml").parse().unwrap();
    let edition: toml::Table =
        text(&format!("content/editions/{EDITION}.toml")).parse().unwrap();
    let info = dictionary(&BOOK.trailer, "Info");
    let field = |name: &str| decode_text_string(get(info, name)).unwrap();
    assert_eq!(field("Title"), guide["title"].as_str().unwrap());
    assert_eq!(field("Author"), guide["author"].as_str().unwrap());
    assert_eq!(field("Creator"), concat!("casebook ", env!("CARGO_PKG_VERSION")));
    let date = edition["date"].as_datetime().unwrap().to_string().replace('-', "");
    assert_eq!(field("CreationDate"), format!("D:{date}000000Z"));
}

#[test]
fn the_metadata_claims_the_standards_of_the_edition() {
    let stream = get(catalog(), "Metadata").as_stream().unwrap();
    assert!(stream.dict.get(b"Filter").is_err(), "archives read the metadata as it is");
    let metadata = String::from_utf8(stream.content.clone()).unwrap();
    for claim in [
        "<pdfuaid:part>1</pdfuaid:part>",
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
    ] {
        assert!(metadata.contains(claim), "{claim} not in {metadata}");
    }
    let pages = format!("<xmpTPg:NPages>{}</xmpTPg:NPages>", BOOK.get_pages().len());
    assert!(metadata.contains(&pages), "{pages}");
}

/// The elements of the structure tree of one kind.
fn elements(kind: &str) -> Vec<&'static Dictionary> {
    let is_element = |d: &&Dictionary| d.has_type(b"StructElem");
    let is_kind = |d: &&Dictionary| {
        d.get(b"S")
            .and_then(Object::as_name)
            .is_ok_and(|name| name == kind.as_bytes())
    };
    let all = BOOK.objects.values().filter_map(|object| object.as_dict().ok());
    all.filter(is_element).filter(is_kind).collect()
}

/// The alternative texts of the elements of one kind, every one of which has
/// one.
#[track_caller]
fn alternatives(kind: &str) -> Vec<String> {
    let alternative =
        |element: &Dictionary| decode_text_string(get(element, "Alt")).unwrap();
    let texts: Vec<_> = elements(kind).into_iter().map(alternative).collect();
    assert!(!texts.is_empty(), "no {kind}");
    assert!(texts.iter().all(|text| !text.trim().is_empty()), "{texts:?}");
    texts
}

#[test]
fn every_figure_can_be_heard() {
    let heard: BTreeSet<_> = alternatives("Figure").into_iter().collect();
    let figures = list("figures");
    assert!(!figures.is_empty());
    for figure in figures {
        assert!(heard.contains(&string(&figure["alt"])), "{figure}");
    }
}

#[test]
fn every_formula_can_be_heard() {
    for spoken in alternatives("Formula") {
        let letters = spoken.chars().any(char::is_alphanumeric);
        assert!(letters, "`{spoken}` says nothing");
        let source = ['$', '#', '\\', '_', '^'].iter().any(|c| spoken.contains(*c));
        assert!(!source, "`{spoken}` is source, not speech");
    }
}

#[test]
fn headings_skip_no_level() {
    let levels: Vec<_> =
        (1..=6).map(|level| elements(&format!("H{level}")).len()).collect();
    let deepest = levels.iter().rposition(|count| *count > 0).expect("headings");
    assert!(levels[..deepest].iter().all(|count| *count > 0), "{levels:?}");
}

#[test]
fn every_font_is_embedded() {
    let mut simple = 0;
    for object in BOOK.objects.values().filter_map(|object| object.as_dict().ok()) {
        if !object.has_type(b"Font") || object.has(b"DescendantFonts") {
            continue;
        }
        simple += 1;
        let descriptor = dictionary(object, "FontDescriptor");
        let embedded = ["FontFile", "FontFile2", "FontFile3"];
        assert!(embedded.iter().any(|key| descriptor.has(key.as_bytes())), "{object:?}");
        let name = get(object, "BaseFont").as_name().unwrap();
        let name = String::from_utf8_lossy(name);
        assert!(name.contains("IBMPlex"), "{name} is no face of the book");
    }
    assert!(simple > 5, "{simple} fonts");
}

/// Links inside the book lead to a place, links out of it to a web address.
#[test]
fn every_link_leads_somewhere() {
    let mut links = 0;
    for object in BOOK.objects.values().filter_map(|object| object.as_dict().ok()) {
        if object.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Link") {
            continue;
        }
        links += 1;
        assert!(object.has(b"Contents"), "a link without words: {object:?}");
        let inside = object.has(b"Dest");
        let action = object.get_deref(b"A", &BOOK).and_then(Object::as_dict);
        let outside = action.is_ok_and(|action| {
            let address = action.get(b"URI").and_then(Object::as_str).unwrap_or_default();
            address.starts_with(b"https://") || action.has(b"D")
        });
        assert!(inside || outside, "{object:?}");
    }
    assert!(links > 50, "{links} links");
}
