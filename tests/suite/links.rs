//! Every link and every printed page of the book is followed to where it leads.

use std::collections::BTreeMap;
use std::fs;

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::edition::two_cases;
use crate::fixture::Fixture;
use crate::presets::preset;
use crate::repository::handbook;
use crate::runs::{Run, runs};

/// One page: its label, its text, and its links.
struct Page {
    label: String,
    runs: Vec<Run>,
    links: Vec<Link>,
}

/// A link inside the book.
struct Link {
    /// Left, bottom, right, top of every line that it covers.
    lines: Vec<[f64; 4]>,
    /// The index of the page it leads to, and the place there.
    page: usize,
    at: [f64; 2],
    /// What a screen reader says.
    contents: String,
}

impl Link {
    fn holds(&self, run: &Run) -> bool {
        let [x, y] = run.at;
        self.lines.iter().any(|[left, bottom, right, top]| {
            (left - 0.5..*right).contains(&x) && (bottom - 1.0..*top).contains(&y)
        })
    }
}

/// What was found when a book was followed.
#[derive(Debug, Default)]
struct Followed {
    links: usize,
    pages: usize,
    works: usize,
    faults: Vec<String>,
}

fn read(bytes: &[u8]) -> Vec<Page> {
    let document = Document::load_mem(bytes).unwrap();
    let ids: Vec<ObjectId> = document.get_pages().into_values().collect();
    let places: BTreeMap<ObjectId, usize> = ids.iter().copied().zip(0..).collect();
    let labels = labels(&document, ids.len());
    let page = |(id, label): (&ObjectId, String)| {
        let annotations = document.get_page_annotations(*id).unwrap_or_default();
        let links = annotations
            .into_iter()
            .filter_map(|annotation| link(&document, annotation, &places))
            .collect();
        Page { label, runs: runs(&document, *id), links }
    };
    ids.iter().zip(labels).map(page).collect()
}

/// The labels of all pages, as a viewer shows them.
fn labels(document: &Document, count: usize) -> Vec<String> {
    let tree = document
        .catalog()
        .unwrap()
        .get_deref(b"PageLabels", document)
        .unwrap();
    let tree = tree.as_dict().unwrap().get_deref(b"Nums", document).unwrap();
    let mut labels = vec![String::new(); count];
    for pair in tree.as_array().unwrap().chunks_exact(2) {
        let start = usize::try_from(pair[0].as_i64().unwrap()).unwrap();
        let label = document.dereference(&pair[1]).unwrap().1.as_dict().unwrap();
        let first = label.get(b"St").map_or(1, |n| n.as_i64().unwrap());
        let prefix = label.get(b"P").map(|p| lopdf::decode_text_string(p).unwrap());
        let prefix = prefix.unwrap_or_default();
        for (number, slot) in (first..).zip(&mut labels[start..]) {
            *slot = format!("{prefix}{number}");
        }
    }
    labels
}

/// A link that leads to a place of the book; nothing for those that leave it.
fn link(
    document: &Document,
    annotation: &Dictionary,
    places: &BTreeMap<ObjectId, usize>,
) -> Option<Link> {
    assert_eq!(annotation.get(b"Subtype").unwrap().as_name().unwrap(), b"Link");
    let action = || annotation.get_deref(b"A", document).ok()?.as_dict().ok();
    let own = annotation.get_deref(b"Dest", document).ok();
    let place = own.or_else(|| action()?.get_deref(b"D", document).ok())?;
    let (page, at) = destination(document, place, places)
        .unwrap_or_else(|| panic!("a link into nothing: {annotation:?}"));
    let corners = annotation.get(b"QuadPoints").or_else(|_| annotation.get(b"Rect"));
    let corners: Vec<f64> =
        corners.unwrap().as_array().unwrap().iter().map(number).collect();
    // Four corners for every line, or two of the whole.
    let lines = corners
        .chunks(if corners.len() > 4 { 8 } else { 4 })
        .map(bounds)
        .collect();
    let contents = annotation.get(b"Contents").unwrap();
    Some(Link {
        lines,
        page,
        at,
        contents: lopdf::decode_text_string(contents).unwrap(),
    })
}

/// Left, bottom, right, top of some corners.
fn bounds(corners: &[f64]) -> [f64; 4] {
    let mut bounds = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
    for corner in corners.chunks_exact(2) {
        bounds[0] = bounds[0].min(corner[0]);
        bounds[1] = bounds[1].min(corner[1]);
        bounds[2] = bounds[2].max(corner[0]);
        bounds[3] = bounds[3].max(corner[1]);
    }
    bounds
}

fn number(object: &Object) -> f64 {
    f64::from(object.as_float().unwrap())
}

/// The page and the point of a destination, by name or as it stands.
fn destination(
    document: &Document,
    place: &Object,
    places: &BTreeMap<ObjectId, usize>,
) -> Option<(usize, [f64; 2])> {
    match place {
        Object::Array(parts) => {
            let page = *places.get(&parts.first()?.as_reference().ok()?)?;
            Some((page, [number(parts.get(2)?), number(parts.get(3)?)]))
        }
        Object::Dictionary(holder) => {
            destination(document, holder.get_deref(b"D", document).ok()?, places)
        }
        Object::String(name, _) | Object::Name(name) => {
            let names = document.catalog().ok()?.get_deref(b"Names", document).ok()?;
            let tree = names.as_dict().ok()?.get_deref(b"Dests", document).ok()?;
            let found = named(document, tree.as_dict().ok()?, name)?;
            destination(document, found, places)
        }
        _ => None,
    }
}

/// The value of a name in a tree of names.
fn named<'a>(
    document: &'a Document,
    tree: &'a Dictionary,
    name: &[u8],
) -> Option<&'a Object> {
    let children = tree.get_deref(b"Kids", document).and_then(Object::as_array);
    for child in children.into_iter().flatten() {
        let child = document.dereference(child).ok()?.1.as_dict().ok()?;
        if let Some(found) = named(document, child, name) {
            return Some(found);
        }
    }
    let pairs = tree.get_deref(b"Names", document).and_then(Object::as_array).ok()?;
    let mut pairs = pairs.chunks_exact(2);
    let pair = pairs.find(|pair| pair[0].as_str().is_ok_and(|key| key == name))?;
    document.dereference(&pair[1]).ok().map(|(_, object)| object)
}

/// The number that begins a text, if there is one.
fn leading(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| &text[..end])
}

/// The numbers behind “p.” in a text; “pp.” of other books does not count.
fn page_numbers(text: &str) -> Vec<&str> {
    let found = text.match_indices("p.\u{a0}").filter(|(at, _)| {
        !text[..*at].chars().next_back().is_some_and(char::is_alphabetic)
    });
    found
        .filter_map(|(at, sign)| leading(&text[at + sign.len()..]))
        .collect()
}

/// Follows every link, and looks for pages that are printed and not linked.
fn follow(pages: &[Page]) -> Followed {
    let mut followed = Followed::default();
    for page in pages {
        for link in &page.links {
            followed.links += 1;
            follow_link(pages, page, link, &mut followed);
        }
        for run in &page.runs {
            let linked = page.links.iter().any(|link| link.holds(run));
            for number in page_numbers(&run.text).into_iter().filter(|_| !linked) {
                let fault = format!("page {}: no link at “p. {number}”", page.label);
                followed.faults.push(fault);
            }
        }
    }
    followed
}

fn follow_link(pages: &[Page], page: &Page, link: &Link, followed: &mut Followed) {
    let text: String = page
        .runs
        .iter()
        .filter(|run| link.holds(run))
        .map(|r| r.text.as_str())
        .collect();
    let target = &pages[link.page];
    let fault = |what: &str| {
        format!(
            "page {}: “{text}” {what}, and leads to page {}",
            page.label, target.label
        )
    };
    let spoken = link.contents.strip_prefix("page ");
    if spoken.is_some_and(|number| number != target.label) {
        followed
            .faults
            .push(fault(&format!("is read as “{}”", link.contents)));
    }
    let numbers = page_numbers(&text);
    if !numbers.is_empty() {
        followed.pages += 1;
        if numbers.iter().any(|number| *number != target.label) {
            followed.faults.push(fault("names another page"));
        }
        return;
    }
    // The pages of the instructor have a letter.
    let own = text
        .strip_prefix('T')
        .filter(|digits| leading(digits) == Some(*digits));
    if own.is_some() {
        followed.pages += 1;
        if text != target.label {
            followed.faults.push(fault("names another page"));
        }
        return;
    }
    // A bare number is that of a page or of a work.
    let bare = text.chars().all(|c| c.is_ascii_digit() || c == '–');
    let Some(number) = leading(text.trim()).filter(|_| bare) else { return };
    let near = |run: &&Run| {
        (run.at[0] - link.at[0]).abs() < 30.0 && (run.at[1] - link.at[1]).abs() < 14.0
    };
    if target.runs.iter().filter(near).any(|run| run.text == number)
        && target.label != number
    {
        followed.works += 1;
    } else if number == target.label {
        followed.pages += 1;
    } else {
        followed.faults.push(fault("is no page and no work"));
    }
}

#[test]
fn every_printed_page_is_the_page_that_its_link_leads_to() {
    let followed = follow(&read(handbook()));
    assert!(followed.faults.is_empty(), "{}", followed.faults.join("\n"));
    assert!(followed.links > 500, "{followed:?}");
    assert!(followed.pages > 300, "{followed:?}");
    assert!(followed.works > 20, "{followed:?}");
}

/// In another order, on pages of two kinds, in brief, and on one column.
#[test]
fn so_is_every_page_of_other_editions() {
    for (name, least) in
        [("by-step", 300), ("instructor", 300), ("pocket", 150), ("screen", 300)]
    {
        let pages = read(&preset(name).bytes);
        let followed = follow(&pages);
        assert!(followed.faults.is_empty(), "{name}: {}", followed.faults.join("\n"));
        assert!(followed.pages > least, "{name}: {followed:?}");
        let last = &pages.last().unwrap().label;
        assert_eq!(last.starts_with('T'), name == "instructor", "{name}: {last}");
    }
}

/// A book whose later pages were moved is found out.
#[test]
fn a_wrong_page_is_found_out() {
    let mut pages = read(handbook());
    for page in pages.iter_mut().skip(12) {
        page.label = format!("{}0", page.label);
    }
    assert!(follow(&pages).faults.len() > 100);
}

/// Adds an index to the back matter.
fn with_index(fixture: &Fixture) -> &Fixture {
    fixture
        .edit(
            "content/guide.toml",
            "back = [\"answers\", \"glossary\"]",
            "back = [\"answers\", \"glossary\", \"index\"]",
        )
        .file(
            "content/back/index.typ",
            "#import \"/content/casebook.typ\": *\n\n= Index\n\n#index()\n",
        )
}

/// The text of a page.
fn text(page: &Page) -> String {
    page.runs.iter().map(|run| run.text.as_str()).collect()
}

#[test]
fn a_heading_that_two_cases_mark_has_a_line_for_each() {
    let fixture = two_cases();
    with_index(&fixture);
    fixture
        .append("content/cases/planned-case/ask.typ", "\nOf #term(\"calibration\").\n");
    fixture.run(&["build", "--deny-warnings"]).exits(0);
    let pages = read(&fs::read(fixture.path("out/book.pdf")).unwrap());
    let followed = follow(&pages);
    assert!(followed.faults.is_empty(), "{}", followed.faults.join("\n"));
    let starts = |title: &str| {
        let opens = |page: &Page| {
            page.runs.iter().any(|run| run.text == "CASE") && text(page).contains(title)
        };
        pages.iter().position(opens).expect("both cases are printed")
    };
    let index = text(pages.last().unwrap());
    let [first, second] = ["The first case", "The second case"].map(|title| {
        let (_, behind) = index.split_once(&format!("{title}, ")).expect(&index);
        let number: usize = leading(behind).unwrap().parse().unwrap();
        assert!(number > starts(title), "{title}: {number}");
        number
    });
    assert!(first < second, "{index}");
    // The opener of the first case leads to the second, by number and page.
    let connects = text(&pages[starts("The first case")]);
    let page = starts("The second case") + 1;
    assert!(connects.contains(&format!("case\u{a0}2 on p.\u{a0}{page}")), "{connects}");
}

/// Neighbours are joined, topics stand below the heading, and words without
/// pages lead to those that have them.
#[test]
fn the_index_joins_pages_and_leads_on() {
    let fixture = Fixture::good();
    with_index(&fixture)
        .file(
            "content/index.toml",
            "see = [{ from = \"scale\", to = [\"calibration\"] }]\n\
             also = [{ from = \"calibration\", to = [\"guide\"] }]\n",
        )
        .append(
            "content/cases/first-case/ask.typ",
            "\n#idx(\"long talk\")#idx(\"long talk\", \"begun\")Talk.\n\
             #pagebreak()\n#idx(\"long talk\")Talk on.\n",
        );
    // The page break leaves columns empty.
    let run = fixture.run(&["build", "--deny-warnings", "--allow", "column-empty"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let pages = read(&fs::read(fixture.path("out/book.pdf")).unwrap());
    let followed = follow(&pages);
    assert!(followed.faults.is_empty(), "{}", followed.faults.join("\n"));
    let last: Vec<&str> =
        pages.last().unwrap().runs.iter().map(|r| r.text.as_str()).collect();
    let text = last.concat();
    let first = pages
        .iter()
        .position(|page| page.runs.iter().any(|run| run.text.contains("Talk.")));
    let first = first.expect("the prose is printed") + 1;
    for line in [
        format!("long talk, {first}–{}", first + 1),
        format!("begun, {first}"),
        "scale, see calibration".to_string(),
        "see also guide".to_string(),
    ] {
        assert!(text.contains(&line), "`{line}` not in `{text}`");
    }
    assert!(last.contains(&"C") && last.contains(&"L"));
}
