//! `explain`, `diff` and `list coverage`, held against the pages.

use crate::fixture::Fixture;
use crate::outline::outline;
use crate::scope::words;

/// What a run says about an edition, by node.
fn explained(fixture: &Fixture, arguments: &[&str]) -> Vec<(String, bool, String)> {
    let arguments = [&["explain"], arguments, &["--format", "json"]].concat();
    let lines = fixture.run(&arguments).exits(0).json_lines();
    let rows = lines[0].as_array().unwrap().iter().map(|row| {
        let text = |key: &str| row[key].as_str().unwrap().to_string();
        (text("node"), row["printed"].as_bool().unwrap(), text("why"))
    });
    rows.collect()
}

#[test]
fn explain_names_the_line_that_decides() {
    let fixture = Fixture::good();
    fixture.file(
        "content/editions/first.toml",
        "extends = \"book\"\nblocks = { probe = false }\n\n[select]\ncases = [\"first-case\"]\nsteps = [\"ask\"]\n",
    );
    let rows = explained(&fixture, &["first"]);
    let row = |node: &str| rows.iter().find(|row| row.0 == node).unwrap();
    let steps = "`select.steps` in content/editions/first.toml:6";
    let cases = "`select.cases` in content/editions/first.toml:5";
    assert_eq!(row("first-case"), &("first-case".into(), true, cases.into()));
    assert_eq!(row("first-case/ask"), &("first-case/ask".into(), true, steps.into()));
    let (_, printed, why) = row("first-case/design");
    assert_eq!((*printed, why.as_str()), (false, steps));
    let (_, printed, why) = row("planned-case");
    assert_eq!((*printed, why.as_str()), (false, "planned: it has no folder"));
    let rows = explained(&fixture, &["first", "first-case/probe:1"]);
    let why = "`blocks.probe` in content/editions/first.toml:2";
    assert_eq!(rows, [("first-case/probe:1".to_string(), false, why.to_string())]);
    let rows = explained(&fixture, &["first", "first-case/ask"]);
    let nodes: Vec<_> = rows.iter().map(|(node, ..)| node.as_str()).collect();
    for node in ["first-case/ask", "first-case/dialogue:opening", "first-case/card:1"] {
        assert!(nodes.contains(&node), "{nodes:?}");
    }
    assert!(!nodes.contains(&"first-case/decision:choice"), "{nodes:?}");
    let run = fixture.run(&["explain", "first", "frist-case"]).exits(2);
    run.says(&[
        "the guide has no `frist-case`",
        "did you mean `first-case`?",
        "node-missing",
    ]);
}

/// What `explain` says of cases and steps is what the bookmarks of the PDF say, and
/// what it says of practice is in its text.
#[test]
fn explain_agrees_with_the_pages() {
    let fixture = crate::edition::two_cases();
    for settings in [
        vec![],
        vec!["select.steps=[\"ask\", \"defend\"]"],
        vec!["select.cases=[\"first-case\"]", "blocks.exercise=false"],
        vec!["depth=brief", "select.parts=[\"Case studies\"]"],
    ] {
        let words = words(&fixture, "book", &settings);
        let lines = outline(&fixture.path("out/book.pdf"));
        let mut arguments = vec!["book"];
        for setting in &settings {
            arguments.extend(["--set", setting]);
        }
        let rows = explained(&fixture, &arguments);
        let seen = [
            ("first-case", "The first case", 1),
            ("planned-case", "The second case", 1),
            ("part:Primers", "Primers", 1),
        ];
        for (node, title, times) in seen {
            let printed = rows.iter().any(|(name, is_in, _)| name == node && *is_in);
            let found = lines.iter().filter(|line| line.contains(title)).count();
            assert_eq!(found, if printed { times } else { 0 }, "{settings:?} {node}");
        }
        for (step, name) in [("ask", "Ask questions"), ("design", "Design the system")] {
            let is_step = |node: &str| node.ends_with(&format!("/{step}"));
            let printed = rows.iter().filter(|(node, is_in, _)| *is_in && is_step(node));
            let found = lines.iter().filter(|line| line.contains(name)).count();
            assert_eq!(found, printed.count(), "{settings:?} {step}");
        }
        let mut arguments = arguments.clone();
        arguments.insert(1, "first-case/exercise:first-question");
        let [(_, printed, _)] = &explained(&fixture, &arguments)[..] else {
            panic!("one exercise")
        };
        assert_eq!(
            words.contains("Which question comes first?"),
            *printed,
            "{settings:?}"
        );
    }
}

#[test]
fn diff_names_what_only_one_edition_has() {
    let fixture = Fixture::good();
    let record =
        "extends = \"book\"\nselect = { steps = [\"ask\"] }\nblocks = { card = false }\n";
    fixture.file("content/editions/first.toml", record);
    let run = fixture.run(&["diff", "book", "first"]).exits(0);
    for line in ["only in book  first-case/design", "only in book  first-case/card:1"] {
        assert!(run.stdout.contains(line), "{}", run.stdout);
    }
    assert!(!run.stdout.contains("first-case/ask\n"), "{}", run.stdout);
    let run = fixture.run(&["diff", "book", "book"]).exits(0);
    assert_eq!(run.stdout, "both print the same\n");
    fixture
        .run(&["diff", "book", "frist"])
        .exits(2)
        .says(&["did you mean `first`?"]);
}

/// What a fit gave up is named with the line of its file: blocks, type and widths.
#[test]
fn explain_names_what_a_fit_gave_up() {
    let fixture = crate::fit::with_wide_figures(&["one"]);
    fixture.file(
        "content/editions/short.toml",
        "extends = \"book\"\ntype_size = 10.5\n\n[fit]\npages_per_case = 4\n",
    );
    fixture.file(
        "content/editions/short.fit.toml",
        "decision = [\n\
         { narrow = { block = \"fig:first-case:one\", width = \"half\" }, reason = \"a page\" },\n\
         { type_size = 9.5, reason = \"two pages\" },\n\
         { drop = \"exercise\", reason = \"three pages\" },\n]\n",
    );
    let rows = explained(&fixture, &["short"]);
    let row = |node: &str| {
        let row = rows.iter().find(|row| row.0 == node);
        row.map(|(_, printed, why)| (*printed, why.as_str()))
    };
    let path = "content/editions/short.fit.toml";
    let size = format!("9.5 pt instead of 10.5: `type_size` in {path}:3, two pages");
    assert_eq!(row("type_size"), Some((true, size.as_str())));
    let kind = format!("all of them: `drop` in {path}:4, three pages");
    assert_eq!(row("blocks.exercise"), Some((false, kind.as_str())));
    let block = format!("`drop` in {path}:4, three pages");
    let dropped = "first-case/exercise:first-question";
    assert_eq!(row(dropped), Some((false, block.as_str())));
    let width = format!("`narrow to half` in {path}:2, a page; nothing says otherwise");
    assert_eq!(row("first-case/fig:one"), Some((true, width.as_str())));
    assert_eq!(row("first-case/fig:path"), None, "nothing was decided about it");
    let [(_, printed, why)] = &explained(&fixture, &["short", dropped])[..] else {
        panic!("one exercise")
    };
    assert_eq!((*printed, why), (false, &block));
    let rows = explained(&fixture, &["book"]);
    assert!(
        rows.iter()
            .all(|(node, ..)| !node.contains(':') || node.contains("part:"))
    );

    let run = fixture.run(&["diff", "book", "short"]).exits(0);
    for line in [
        "only in book       first-case/exercise:first-question",
        "narrower in short  first-case/fig:one",
    ] {
        assert!(run.stdout.contains(line), "{}", run.stdout);
    }
    assert!(!run.stdout.contains("fig:path"), "{}", run.stdout);
}

#[test]
fn coverage_counts_practice_by_case_and_step() {
    let fixture = Fixture::good();
    let run = fixture
        .run(&["list", "coverage", "book", "--format", "json"])
        .exits(0);
    let lines = run.json_lines();
    let rows = lines[0].as_array().unwrap();
    assert_eq!(rows.len(), 3, "{rows:?}");
    let ask = &rows[0];
    for (kind, count) in [("probe", 1), ("exercise", 1), ("card", 1), ("pair", 0)] {
        assert_eq!(ask[kind], count, "{kind}: {ask}");
    }
    fixture.file(
        "content/editions/first.toml",
        "extends = \"book\"\nselect = { steps = [\"ask\"] }\nblocks = { probe = false }\n",
    );
    let run = fixture
        .run(&["list", "coverage", "first", "--format", "json"])
        .exits(0);
    let lines = run.json_lines();
    let rows = lines[0].as_array().unwrap();
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(rows[0]["probe"], 0, "{rows:?}");
}
