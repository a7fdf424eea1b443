//! Every rule of the pages finds what breaks it, at the line that does, and lets
//! pass what only just does not.

use serde_json::Value;

use crate::fixture::Fixture;

pub(crate) const ASK: &str = "content/cases/first-case/ask.typ";
const DESIGN: &str = "content/cases/first-case/design.typ";
const DEFEND: &str = "content/cases/first-case/defend.typ";

/// The findings of a check, as JSON.
pub(crate) fn findings(fixture: &Fixture, arguments: &[&str]) -> Vec<Value> {
    // PDF/UA refuses some of the faults by itself.
    let plain = ["check", "--format", "json", "--set", "standards=[\"1.7\"]"];
    let run = fixture.run(&[&plain, arguments].concat());
    assert!(matches!(run.code, Some(0 | 1)), "{run:?}");
    let lines = run.json_lines();
    assert!(!lines.is_empty());
    lines.into_iter().filter(|line| line["rule"].is_string()).collect()
}

/// The files and lines at which a rule found something.
pub(crate) fn places(found: &[Value], rule: &str) -> Vec<(String, u64)> {
    let own = found.iter().filter(|finding| finding["rule"] == rule);
    own.map(|finding| {
        let file = finding["file"].as_str().unwrap_or_default().to_string();
        (file, finding["line"].as_u64().unwrap_or_default())
    })
    .collect()
}

/// The good guide with a text at the end of a file, on a line of its own.
pub(crate) fn with(path: &str, text: &str) -> (Fixture, u64) {
    let fixture = Fixture::good();
    let lines = fixture.text(path).lines().count();
    fixture.append(path, &format!("\n{text}\n"));
    (fixture, u64::try_from(lines).unwrap() + 2)
}

/// A rule, the file that the text is put into, a text that breaks the rule, and one
/// that only just does not.
const FAULTS: [(&str, &str, &str, &str); 20] = [
    (
        "text-overflow",
        ASK,
        "#text(hyphenate: false)[Donaudampfschifffahrtsgesellschaftskapitänswitwenundwaisenkasse]",
        "#text(hyphenate: false)[Donaudampfschifffahrtsgesellschaftskapitän]",
    ),
    (
        "text-overlap",
        DESIGN,
        "#formula(\"wide\")[$ y = a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r $]",
        "#formula(\"wide\")[$ y = a + b + c + d + e + f + g + h + i + j $]",
    ),
    (
        "text-struck",
        ASK,
        "#block[#place(dy: 5pt, line(length: 60pt, stroke: 0.5pt))Words below a rule.]",
        "#block[#place(dy: 9pt, line(length: 60pt, stroke: 0.5pt))Words above a rule.]",
    ),
    ("text-trim", ASK, "#place(dx: -300pt)[out]", "#place(dx: -34pt)[out]"),
    ("glyph-missing", ASK, "An answer 漢 is given.", "An answer é is given."),
    (
        "text-contrast",
        ASK,
        "#text(fill: luma(125))[Pale words.]",
        "#text(fill: luma(112))[Pale words.]",
    ),
    (
        "raster-coarse",
        ASK,
        "#image(bytes((0,) * 300), format: (encoding: \"luma8\", width: 20, height: 15), width: 2mm, alt: \"A black picture, twenty across.\")",
        "#image(bytes((0,) * 300), format: (encoding: \"luma8\", width: 20, height: 15), width: 1.5mm, alt: \"A black picture, twenty across.\")",
    ),
    (
        "stroke-thin",
        ASK,
        "#line(length: 20pt, stroke: 0.2pt)",
        "#line(length: 20pt, stroke: 0.25pt)",
    ),
    (
        "page-reference",
        ASK,
        "Look at #link((page: 1, x: 0pt, y: 0pt))[p.~9].",
        "Look at #link((page: 1, x: 0pt, y: 0pt))[p.~1].",
    ),
    (
        "link-target",
        ASK,
        "Look at #link(\"www.example.org\")[this].",
        "Look at #link(\"https://www.example.org\")[this].",
    ),
    (
        "bookmark-depth",
        ASK,
        "#heading(level: 4, outlined: true)[Deep]\n\nWords.",
        "#heading(level: 4, outlined: false)[Deep]\n\nWords.",
    ),
    (
        "alt-text",
        ASK,
        "#image(bytes((0,) * 300), format: (encoding: \"luma8\", width: 20, height: 15), width: 1mm, alt: \"A black picture.\")",
        "#image(bytes((0,) * 300), format: (encoding: \"luma8\", width: 20, height: 15), width: 1mm, alt: \"A very black picture.\")",
    ),
    (
        "text-small",
        ASK,
        "#text(size: 6.7pt)[Small words.]",
        "#text(size: 6.8pt)[Small words.]",
    ),
    (
        "runt",
        ASK,
        "Words that fill a line to its end, and go on below it with hardly anything \\ x.",
        "Words that fill a line to its end, and go on below it with hardly anything \\ or so.",
    ),
    (
        "line-loose",
        ASK,
        "Some quite wide words #linebreak(justify: true) here.",
        "Some quite wide words #linebreak() here.",
    ),
    (
        "river",
        ASK,
        "Wide words are #linebreak(justify: true) wide words are #linebreak(justify: true) wide words are #linebreak(justify: true) wide words are #linebreak(justify: true) here.",
        "Wide words are #linebreak(justify: true) wide words are #linebreak(justify: true) wide words are #linebreak(justify: true) here.",
    ),
    (
        "hyphen-ladder",
        ASK,
        "One broken- \\ line upon- \\ another- \\ goes down- \\ like this.",
        "One broken- \\ line upon- \\ another- \\ goes down \\ like this.",
    ),
    (
        "grid-off",
        ASK,
        "#v(5pt)Words below a space that is no line.",
        "#v(12pt)Words below a space that is a line.",
    ),
    ("column-empty", ASK, "Words before.\n\n#colbreak()", "Words before.\n\n#v(84pt)"),
    (
        "column-short",
        ASK,
        "Words.\n\n#v(132pt)\n\nMore words.",
        "Words.\n\n#v(60pt)\n\nMore words.",
    ),
];

#[test]
fn a_rule_finds_what_breaks_it_where_it_stands() {
    for (rule, path, bad, good) in FAULTS {
        let (fixture, line) = with(path, bad);
        let found = findings(&fixture, &[]);
        let at = places(&found, rule);
        let place = (path.to_string(), line);
        assert!(at.contains(&place), "{rule} at line {line}: {at:?}\n{found:#?}");
        let finding = found.iter().find(|finding| finding["rule"] == rule).unwrap();
        assert_eq!(finding["edition"], "book");
        assert!(finding["page"].as_u64().is_some_and(|page| page > 0), "{finding}");
        assert_eq!(finding["box"].as_array().map(Vec::len), Some(4), "{finding}");
        let (fixture, _) = with(path, good);
        let found = findings(&fixture, &[]);
        let still = places(&found, rule).contains(&place);
        assert!(!still, "{rule} at line {line}: {found:#?}");
    }
}

/// A run that is looked at: a guide, and the arguments of its check.
type Look<'a> = (&'a Fixture, &'a [&'a str]);

/// Asserts that a rule finds something at a line of a file in one run, and nothing there
/// in another.
#[track_caller]
fn differ_by(rule: &str, at: (&str, u64), bad: Look, good: Look) {
    let found = findings(bad.0, bad.1);
    let seen = places(&found, rule);
    let place = (at.0.to_string(), at.1);
    assert!(seen.contains(&place), "{rule}: {seen:?}, not {place:?}\n{found:#?}");
    let found = findings(good.0, good.1);
    assert!(!places(&found, rule).contains(&place), "{rule}: {found:#?}");
}

/// Asserts the same of two guides.
#[track_caller]
fn differ(rule: &str, at: (&str, u64), bad: &Fixture, good: &Fixture) {
    differ_by(rule, at, (bad, &[]), (good, &[]));
}

/// The line of a file on which a piece of it begins.
#[track_caller]
fn line_of(fixture: &Fixture, path: &str, piece: &str) -> u64 {
    let text = fixture.text(path);
    let start = text.find(piece).unwrap_or_else(|| panic!("no `{piece}` in {path}"));
    u64::try_from(text[..start].matches('\n').count()).unwrap() + 1
}

#[test]
fn every_rule_has_a_page_that_breaks_it_and_one_that_does_not() {
    let own = crate::repository::text("tests/suite/preflight.rs");
    let apart: Vec<&str> = own
        .split("differ")
        .skip(1)
        .filter_map(|call| call.split_once('(')?.1.trim_start().strip_prefix('"'))
        .filter_map(|call| call.split('"').next())
        .collect();
    let rules = Fixture::empty().run(&["rules", "--format", "json"]).json_lines();
    assert!(rules.len() > 30, "{} rules", rules.len());
    for rule in rules {
        let rule = rule["rule"].as_str().unwrap();
        let tabled = FAULTS.iter().any(|(name, ..)| *name == rule);
        assert!(tabled || apart.contains(&rule), "no two pages for `{rule}`");
    }
}

#[test]
fn a_strange_face_is_found() {
    const FACE: &str = "fonts/ibm-plex/IBMPlexMono-Regular.ttf";
    // A face bears its name twice, in one byte to the letter and in two.
    let wide = |text: &str| -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_be_bytes).collect()
    };
    let [old, new] = ["IBM Plex Mono", "QBM Qlex Mono"];
    let names =
        [(wide(old), wide(new)), (old.as_bytes().to_vec(), new.as_bytes().to_vec())];
    let mut bytes = std::fs::read(crate::repository::root().join(FACE)).unwrap();
    for (old, new) in names {
        let place = bytes.windows(old.len()).position(|piece| piece == old);
        let place = place.expect("the face has its name");
        bytes[place..place + new.len()].copy_from_slice(&new);
    }
    let (bad, line) = with(ASK, "#text(font: \"QBM Qlex Mono\")[Strange words.]");
    bad.bytes("fonts/other/Strange.ttf", &bytes);
    let (good, _) = with(ASK, "#text(font: \"IBM Plex Mono\")[Known words.]");
    differ("font-foreign", (ASK, line), &bad, &good);
}

#[test]
fn a_heading_at_the_foot_is_found() {
    let (bad, line) = with(ASK, "= Late\n\n#colbreak()\n\nWords.");
    let (good, _) = with(ASK, "= Late\n\nWords.\n\n#colbreak()");
    differ("heading-foot", (ASK, line), &bad, &good);
}

#[test]
fn lines_alone_at_a_foot_and_at_a_head_are_found() {
    let many = "#for _ in range(60) [#lorem(30) #parbreak()]";
    let torn = format!("#set text(costs: (widow: 0%, orphan: 0%)); {many}");
    let (bad, line) = with(ASK, &torn);
    let (good, _) = with(ASK, many);
    differ("widow", (ASK, line), &bad, &good);
    differ("orphan", (ASK, line), &bad, &good);
}

#[test]
fn a_row_alone_on_a_page_is_found() {
    let table = "table(columns: 1, table.header[Head], [one], [two], [three])";
    let (bad, line) = with(ASK, &format!("#for _ in range(50) {{ {table} }}"));
    let whole = format!("#for _ in range(50) {{ block(breakable: false, {table}) }}");
    let (good, _) = with(ASK, &whole);
    differ("table-split", (ASK, line), &bad, &good);
}

#[test]
fn a_line_of_a_list_alone_in_a_column_is_found() {
    let list = "list([one], [two], [three], [four], [five])";
    let words = "Words between. #parbreak()";
    let (bad, line) = with(ASK, &format!("#for _ in range(90) [#{list} {words}]"));
    let whole = format!("#for _ in range(90) [#block(breakable: false, {list}) {words}]");
    let (good, _) = with(ASK, &whole);
    differ("block-split", (ASK, line), &bad, &good);
}

#[test]
fn a_page_with_nothing_on_it_is_found() {
    let (bad, line) = with(ASK, "Words.\n\n#pagebreak()\n\n#pagebreak()\n\nWords.");
    let (good, _) = with(ASK, "Words.\n\n#pagebreak()\n\nWords.");
    differ("page-empty", (ASK, line), &bad, &good);
}

#[test]
fn a_recap_that_runs_over_its_page_is_found() {
    const PRACTICE: &str = "content/cases/first-case/practice.toml";
    const ASKED: &str = "“Ask me anything.”";
    let words = "Ask me anything, and then ask me more. ".repeat(160);
    let bad = Fixture::good();
    let line = line_of(&bad, PRACTICE, ASKED);
    bad.edit(PRACTICE, ASKED, &words);
    let good = Fixture::good();
    good.edit(PRACTICE, ASKED, &words[..400]);
    differ("page-spill", (PRACTICE, line), &bad, &good);
}

#[test]
fn text_that_is_read_before_what_stands_above_it_is_found() {
    let (bad, line) = with(ASK, "Words.\n\n#move(dy: -90pt, par[Words up there.])");
    let (good, _) = with(ASK, "Words.\n\n#move(dy: 0pt, par[Words down here.])");
    differ("reading-order", (ASK, line + 2), &bad, &good);
}

/// A list runs on below a figure that floats to the head of the next column. With room
/// for one line there, and not for three, Typst takes two of them back to a column that
/// is finished.
#[test]
fn lines_that_a_float_drives_back_to_a_finished_column_are_missed() {
    let beside = |height: u32| {
        let fixture = Fixture::good();
        let float = format!("#place(top, float: true, block(height: {height}pt))");
        let list = "- #lorem(9)\n- #lorem(30)\n- #lorem(30)\n";
        fixture.append(
            DEFEND,
            &format!("\n#colbreak()\n\n#v(676pt)\nWords.\n{float}\n\n{list}\nWords.\n"),
        );
        fixture
    };
    let bad = beside(700);
    let line = line_of(&bad, DEFEND, "- #lorem(9)");
    differ("text-lost", (DEFEND, line), &bad, &beside(690));
}

#[test]
fn figures_and_tables_are_found_where_the_text_does_not_lead() {
    const FIGURE: &str = "#fig(\"path\")[The path. It leads from question to answer.]\n";
    let good = Fixture::good();
    let bad = Fixture::good();
    bad.edit(DESIGN, "as @fig:path shows", "as a figure shows");
    differ("float-unmentioned", (DESIGN, 5), &bad, &good);

    let bad = Fixture::good();
    bad.edit(
        "diagrams/first-case/path.svg",
        "Two boxes, joined by an arrow: a question on the left leads to an answer on the right.",
        "The path. It leads from question to answer.",
    );
    differ("alt-text", (DESIGN, 5), &bad, &good);

    let bad = Fixture::good();
    bad.edit(DESIGN, FIGURE, "");
    let columns = "#colbreak()\n\nWords.\n\n".repeat(6);
    bad.append(DEFEND, &format!("\n{columns}{FIGURE}"));
    let line = line_of(&bad, DEFEND, FIGURE);
    let near = Fixture::good();
    near.edit(DESIGN, FIGURE, "");
    near.append(DEFEND, &format!("\n{FIGURE}"));
    differ("float-far", (DEFEND, line), &bad, &near);

    let apart = Fixture::good();
    apart.edit(DESIGN, "#estimate(\"time\")", "Words between.\n\n#estimate(\"time\")");
    differ("float-stacked", (DESIGN, 9), &good, &apart);

    let ordered = Fixture::good();
    let drawing = ordered.read("diagrams/first-case/path.svg");
    ordered.bytes("diagrams/first-case/second.svg", &drawing);
    ordered.append(DESIGN, "\n@fig:second is another.\n\n#fig(\"second\")[The second. It is another path.]\n");
    let disordered = Fixture::good();
    disordered.bytes("diagrams/first-case/second.svg", &drawing);
    disordered.file(DESIGN, &ordered.text(DESIGN));
    disordered.file(
        "content/editions/book.fit.toml",
        "choice = [{ block = \"fig:first-case:second\", place = \"top\", reason = \"a test\" }]\n",
    );
    let line = line_of(&ordered, DESIGN, "#fig(\"second\")");
    differ("float-order", (DESIGN, line), &disordered, &ordered);

    let by_step = |place: &str| {
        let fixture = crate::edition::two_cases();
        fixture.append("content/editions/book.toml", "order = \"step\"\n");
        let choice = format!("block = \"fig:first-case:path\", place = \"{place}\"");
        fixture.file(
            "content/editions/book.fit.toml",
            &format!("choice = [{{ {choice}, reason = \"a test\" }}]\n"),
        );
        fixture
    };
    differ("float-astray", (DESIGN, 5), &by_step("bottom"), &by_step("flow"));
}

#[test]
fn crowded_pages_are_found() {
    const STEP: &str = "content/cases/first-case/step-1.typ";
    let fixture = Fixture::empty();
    for steps in ["3", "4"] {
        fixture.run(&["init", steps, "--steps", steps]).exits(0);
    }
    let look = |folder| (&fixture, ["--root", folder]);
    let (bad, good) = (look("4"), look("3"));
    differ_by("tabs-crowded", (STEP, 1), (bad.0, &bad.1), (good.0, &good.1));
}

#[test]
fn pages_left_over_on_the_last_sheet_are_found() {
    let good = Fixture::good();
    let one_sided = ["--set", "duplex=false"];
    let record = ("content/editions/book.toml", 1);
    differ_by("signature-rest", record, (&good, &[]), (&good, &one_sided));
}
