//! The editions that come with the guide, printed once in an empty folder, and looked
//! at from inside.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use lopdf::content::Content;
use lopdf::{Document, Object};
use serde_json::Value;

use crate::fixture::Fixture;
use crate::outline::{Bookmark, bookmarks};
use crate::repository::text;
use crate::runs::runs;

const BOOKS: [&str; 10] = [
    "handbook",
    "handbook-letter",
    "pocket",
    "by-step",
    "screen",
    "mono",
    "classic-10",
    "weekend-6",
    "student",
    "instructor",
];
const SHEETS: [&str; 2] = ["cards", "cheatsheets"];

/// An edition as printed.
pub(crate) struct Preset {
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    /// Its document.
    pub(crate) document: Document,
    /// The text of each page.
    pub(crate) pages: Vec<String>,
}

static ALL: LazyLock<BTreeMap<String, Preset>> = LazyLock::new(|| {
    let fixture = Fixture::empty();
    let run = fixture.run(&["build", "--all", "--deny-warnings"]).exits(0);
    assert_eq!(run.stderr, "", "a preset has findings");
    let names = BOOKS.iter().chain(&SHEETS);
    let load = |name: &&str| {
        let bytes = fixture.read(&format!("out/{name}.pdf"));
        let document = Document::load_mem(&bytes).unwrap();
        let pages = document.page_iter().map(|page| {
            let runs = runs(&document, page).into_iter();
            runs.map(|run| run.text).collect::<Vec<_>>().join(" ")
        });
        let pages = pages.collect();
        (name.to_string(), Preset { bytes, document, pages })
    };
    names.map(load).collect()
});

/// A preset by name.
pub(crate) fn preset(name: &str) -> &'static Preset {
    &ALL[name]
}

/// The titles of all bookmarks.
fn titles(name: &str) -> Vec<String> {
    fn walk(bookmarks: &[Bookmark], found: &mut Vec<String>) {
        for bookmark in bookmarks {
            found.push(bookmark.title.clone());
            walk(&bookmark.below, found);
        }
    }
    let mut found = Vec::new();
    walk(&bookmarks(&preset(name).document), &mut found);
    found
}

/// A text without what typesetting may change: spaces, hyphens, marks.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether the pages of a preset hold a text, as a whole or running on from one page to
/// the next.
fn holds(name: &str, text: &str) -> bool {
    let pages: Vec<String> = preset(name).pages.iter().map(|page| bare(page)).collect();
    let text = bare(text);
    let runs_on = |pair: &[String]| runs_on(&pair[0], &pair[1], &text);
    pages.concat().contains(&text) || pages.windows(2).any(runs_on)
}

/// Whether a text begins on one page and goes on on the next one, where a running head
/// comes between. Less than a few words of it prove nothing.
fn runs_on(page: &str, next: &str, text: &str) -> bool {
    const LEAST: usize = 12;
    let cuts = text.char_indices().map(|(cut, _)| cut).skip(LEAST);
    let cuts = cuts.take_while(|cut| text.len() - cut >= LEAST);
    // No longer beginning stands there than the first that does not.
    let mut cuts = cuts.take_while(|cut| page.contains(&text[..*cut]));
    cuts.any(|cut| next.contains(&text[cut..]))
}

/// What a run in an empty folder says, as JSON.
fn json(arguments: &[&str]) -> Vec<Value> {
    let arguments = [arguments, &["--format", "json"]].concat();
    let run = Fixture::empty().run(&arguments).exits(0);
    run.json_lines().remove(0).as_array().unwrap().clone()
}

/// The exercises of all written cases: unit, slug and the longest plain words.
fn exercises() -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for case in json(&["list", "cases"]) {
        if case["planned"] == true {
            continue;
        }
        let slug = case["slug"].as_str().unwrap();
        let practice: toml::Table =
            text(&format!("content/cases/{slug}/practice.toml")).parse().unwrap();
        for exercise in practice["exercise"].as_array().unwrap() {
            let ask = exercise["ask"].as_str().unwrap();
            // What a reference prints is not what it is called.
            let words: Vec<&str> = ask
                .split(' ')
                .map(|word| if word.starts_with('@') { "#" } else { word })
                .collect();
            let ask = words.join(" ");
            let pieces =
                ask.split(['#', '$', '*', '_', '(', ')', '[', ']', '"', '\\', '~']);
            let plain = pieces.max_by_key(|piece| piece.len()).unwrap();
            let name = exercise["slug"].as_str().unwrap().to_string();
            found.push((slug.to_string(), name, plain.to_string()));
        }
    }
    assert!(found.len() > 5, "{found:?}");
    found
}

#[test]
fn the_table_of_presets_is_complete() {
    let listed: BTreeSet<String> = json(&["list", "editions"])
        .iter()
        .map(|row| row["name"].as_str().unwrap().to_string())
        .collect();
    let built: BTreeSet<String> =
        BOOKS.iter().chain(&SHEETS).map(|name| name.to_string()).collect();
    assert_eq!(listed, built);
    for name in built {
        assert!(!preset(&name).pages.is_empty(), "{name}");
        assert!(text("README.md").contains(&format!("`{name}`")), "README: {name}");
    }
}

#[test]
fn explain_agrees_with_the_bookmarks_of_every_book() {
    let steps = json(&["list", "steps"]);
    for name in BOOKS {
        let titles = titles(name);
        let rows = json(&["explain", name]);
        let is_in =
            |node: &str| rows.iter().any(|r| r["node"] == node && r["printed"] == true);
        let mut printed = 0;
        for case in json(&["list", "cases"]) {
            let (slug, number) = (case["slug"].as_str().unwrap(), &case["number"]);
            let opens = |title: &&String| {
                title.starts_with(&format!("Case {number} "))
                    && title.ends_with(case["title"].as_str().unwrap_or("?"))
            };
            let found = titles.iter().filter(opens).count();
            assert_eq!(found > 0, is_in(slug), "{name}: {slug} in {titles:?}");
            printed += usize::from(found > 0);
        }
        assert!(printed > 0, "{name}");
        // Each step of each case, and of the framework, has a bookmark.
        let units = usize::from(is_in("framework")) + printed;
        for step in &steps {
            let title = step["name"].as_str().unwrap();
            let slug = step["slug"].as_str().unwrap();
            let found = titles.iter().filter(|own| own.contains(title)).count();
            let expected = if name == "by-step" { 1 } else { units };
            assert_eq!(found, expected, "{name}: {title}");
            let nodes = rows.iter().filter(|row| {
                let node = row["node"].as_str().unwrap();
                node.ends_with(&format!("/{slug}")) && row["printed"] == true
            });
            assert_eq!(nodes.count(), units, "{name}: {slug}");
        }
    }
}

#[test]
fn diff_and_coverage_agree_with_the_pages() {
    let exercises = exercises();
    let only: BTreeSet<String> = json(&["diff", "handbook", "pocket"])
        .iter()
        .filter(|row| row["only_in"] == "handbook")
        .map(|row| row["node"].as_str().unwrap().to_string())
        .collect();
    for (unit, slug, ask) in &exercises {
        assert!(only.contains(&format!("{unit}/exercise:{slug}")), "{slug}");
        assert!(holds("handbook", ask), "{slug}: {ask}");
        assert!(!holds("pocket", ask), "{slug}: {ask}");
    }
    for name in ["handbook", "pocket"] {
        let rows = json(&["list", "coverage", name]);
        let counted: u64 = rows.iter().map(|row| row["exercise"].as_u64().unwrap()).sum();
        let printed = exercises.iter().filter(|(.., ask)| holds(name, ask)).count();
        assert_eq!(counted, printed as u64, "{name}");
    }
    assert!(json(&["diff", "handbook", "mono"]).is_empty());
}

#[test]
fn by_step_has_a_part_for_each_step_and_the_numbers_of_the_handbook() {
    let parts = bookmarks(&preset("by-step").document);
    let named = |part: &&Bookmark| part.title.starts_with("Part ");
    let parts: Vec<_> = parts.iter().filter(named).collect();
    let steps = json(&["list", "steps"]);
    let titles: Vec<_> = parts.iter().map(|part| part.title.as_str()).collect();
    assert_eq!(titles[0], "Part 1 Case studies");
    for (index, step) in steps.iter().enumerate() {
        let part = parts[index + 1];
        let name = step["name"].as_str().unwrap();
        assert_eq!(part.title, format!("Part {} {name}", index + 2));
        let below: Vec<_> = part.below.iter().map(|own| own.title.as_str()).collect();
        assert_eq!(below, ["The step", "Across the cases"], "{name}");
        let cases = &part.below[1].below;
        assert_eq!(cases.len(), parts[0].below.len(), "{name}");
        assert!(cases.iter().all(|case| case.title.starts_with("Case ")), "{name}");
    }
    assert!(titles.last().unwrap().ends_with("Practice and recaps"), "{titles:?}");

    let numbers = |name: &str| -> BTreeSet<String> {
        let pages = preset(name).pages.join(" ").replace('\u{a0}', " ");
        let captions = pages.split("Fig. ").skip(1);
        let words = captions.filter_map(|rest| rest.split_whitespace().next());
        let digits = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
        words
            .filter(digits)
            .map(|word| word.trim_end_matches(|c: char| !c.is_ascii_digit()).into())
            .collect()
    };
    let own = numbers("by-step");
    assert!(own.len() > 10, "{own:?}");
    assert_eq!(own, numbers("handbook"));
    for (_, slug, ask) in exercises() {
        assert!(holds("by-step", &ask), "{slug}");
    }
}

/// Whether any page or form paints with something other than grey.
fn has_colour(document: &Document) -> bool {
    let is_colour = |operands: &[Object]| operands.len() >= 3;
    let streams = document.objects.values().filter_map(|object| match object {
        Object::Stream(stream) => {
            let kind = stream.dict.get(b"Subtype").and_then(Object::as_name).ok();
            let is_form = kind == Some(b"Form".as_slice());
            is_form.then(|| stream.decompressed_content().ok()).flatten()
        }
        _ => None,
    });
    let pages = document.page_iter().map(|page| document.get_page_content(page));
    let paints = ["rg", "RG", "sc", "SC", "scn", "SCN", "k", "K"];
    pages.chain(streams).any(|bytes| {
        let content = Content::decode(&bytes).unwrap();
        content.operations.iter().any(|operation| {
            paints.contains(&operation.operator.as_str())
                && is_colour(&operation.operands)
        })
    })
}

/// Only the imprint differs, which says which edition it is.
#[test]
fn mono_is_the_handbook_without_colour_page_for_page() {
    let (mono, book) = (preset("mono"), preset("handbook"));
    assert_eq!(mono.pages.len(), book.pages.len());
    let differ = mono.pages.iter().zip(&book.pages).filter(|(a, b)| a != b).count();
    assert_eq!(differ, 1, "only the imprint");
    assert!(has_colour(&book.document));
    assert!(!has_colour(&mono.document));
}

#[test]
fn the_instructor_has_the_pages_of_the_student_and_more_behind_them() {
    let (student, instructor) = (preset("student"), preset("instructor"));
    let shared = student.pages.len();
    let pages = student.pages.iter().zip(&instructor.pages).enumerate();
    let differ: Vec<usize> =
        pages.filter(|(_, (a, b))| a != b).map(|(index, _)| index).collect();
    assert_eq!(differ, [0, 1], "cover and imprint");
    let more = &instructor.pages[shared..];
    let more: Vec<_> = more.iter().filter(|page| !page.is_empty()).collect();
    assert!(more.len() > 3, "{} pages", more.len());
    assert!(more[0].contains("T1"), "{}", more[0]);
    for (index, page) in more.iter().enumerate() {
        assert!(page.contains(&format!("T{}", index + 1)), "{page}");
        assert!(page.contains("p.\u{a0}"), "a page that names none: {page}");
    }
    let twist = "makers have just switched off every signal";
    let answer = "They divide by the share of clicks that is in";
    for secret in [twist, answer] {
        assert!(holds("instructor", secret), "{secret}");
        assert!(!holds("student", secret), "{secret}");
    }
    assert!(!holds("handbook", twist));
}

#[test]
fn classic_and_weekend_print_the_cases_of_their_records() {
    for name in ["classic-10", "weekend-6"] {
        let record: toml::Table =
            text(&format!("content/editions/{name}.toml")).parse().unwrap();
        let slugs = record["select"]["cases"].as_array().unwrap();
        let count: usize = name.rsplit('-').next().unwrap().parse().unwrap();
        assert_eq!(slugs.len(), count, "{name}");
        let cases = json(&["list", "cases"]);
        let written = cases.iter().filter(|case| {
            case["planned"] == false
                && slugs.iter().any(|slug| slug.as_str() == case["slug"].as_str())
        });
        let expected: Vec<_> = written
            .map(|case| {
                format!("Case {} {}", case["number"], case["title"].as_str().unwrap())
            })
            .collect();
        let mut titles = titles(name);
        titles.retain(|title| title.starts_with("Case "));
        assert_eq!(titles, expected, "{name}");
        assert!(!expected.is_empty(), "{name}");
    }
}

#[test]
fn cards_and_cheatsheets_hold_nothing_else() {
    let cards = &preset("cards").pages;
    assert_eq!(cards.len() % 2, 0, "fronts and backs");
    let front = "Undo negative sampling at keep rate";
    let on = |page: &String| bare(page).contains(&bare(front));
    let fronts: Vec<_> = (0..cards.len()).filter(|index| on(&cards[*index])).collect();
    assert_eq!(fronts.len(), 1);
    assert_eq!(fronts[0] % 2, 0, "fronts stand on rectos");
    assert!(bare(&cards[fronts[0] + 1]).contains(&bare("in log-odds the constant")));

    let sheets = preset("cheatsheets");
    let recaps = titles("cheatsheets");
    assert!(recaps.iter().all(|title| title.starts_with("Recap of case ")), "{recaps:?}");
    assert_eq!(sheets.pages.len(), recaps.len(), "a page for each");
    for (name, pages) in [("cards", cards), ("cheatsheets", &sheets.pages)] {
        assert!(pages.iter().all(|page| !page.contains("Contents")), "{name}");
    }
}
