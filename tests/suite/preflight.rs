//! Every rule of the pages finds what breaks it, at the line that does, and lets
//! pass what only just does not.

use serde_json::Value;

use crate::fixture::Fixture;

const ASK: &str = "content/cases/first-case/ask.typ";
const DESIGN: &str = "content/cases/first-case/design.typ";

/// The findings of a check, as JSON.
fn findings(fixture: &Fixture, arguments: &[&str]) -> Vec<Value> {
    let run = fixture.run(&[&["check", "--format", "json"], arguments].concat());
    assert!(matches!(run.code, Some(0 | 1)), "{run:?}");
    let lines = run.json_lines();
    assert!(!lines.is_empty());
    lines.into_iter().filter(|line| line["rule"].is_string()).collect()
}

/// The files and lines at which a rule found something.
fn places(found: &[Value], rule: &str) -> Vec<(String, u64)> {
    let own = found.iter().filter(|finding| finding["rule"] == rule);
    own.map(|finding| {
        let file = finding["file"].as_str().unwrap_or_default().to_string();
        (file, finding["line"].as_u64().unwrap_or_default())
    })
    .collect()
}

/// The good guide with a text at the end of a file, on a line of its own.
fn with(path: &str, text: &str) -> (Fixture, u64) {
    let fixture = Fixture::good();
    let lines = fixture.text(path).lines().count();
    fixture.append(path, &format!("\n{text}\n"));
    (fixture, u64::try_from(lines).unwrap() + 2)
}

/// A rule, the file that the text is put into, a text that breaks the rule, and one
/// that only just does not.
const FAULTS: [(&str, &str, &str, &str); 19] = [
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
    ("text-trim", ASK, "#place(dx: -40pt)[out]", "#place(dx: -34pt)[out]"),
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
    ("text-small", ASK, "#text(size: 6.7pt)[Small words.]", "#text(size: 6.8pt)[Small words.]"),
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
        "hyphen-ladder",
        ASK,
        "One broken- \\ line upon- \\ another- \\ goes down- \\ like this.",
        "One broken- \\ line upon- \\ another- \\ goes down \\ like this.",
    ),
    (
        "grid-off",
        ASK,
        "#v(5pt)\n\nWords below a space that is no line.",
        "#v(12pt)\n\nWords below a space that is a line.",
    ),
    ("column-empty", ASK, "Words before.\n\n#colbreak()", "Words before.\n\n#v(84pt)"),
    ("column-short", ASK, "Words.\n\n#v(132pt)\n\nMore words.", "Words.\n\n#v(60pt)\n\nMore words."),
];

#[test]
fn a_rule_finds_what_breaks_it_where_it_stands() {
    for (rule, path, bad, good) in FAULTS {
        let (fixture, line) = with(path, bad);
        let found = findings(&fixture, &[]);
        let at = places(&found, rule);
        let near = |(file, own): &(String, u64)| {
            file == path && (line - 1..=line + 2).contains(own)
        };
        assert!(at.iter().any(near), "{rule} at line {line}: {at:?}\n{found:#?}");
        let finding = found.iter().find(|finding| finding["rule"] == rule).unwrap();
        assert_eq!(finding["edition"], "book");
        assert!(finding["page"].as_u64().is_some_and(|page| page > 0), "{finding}");
        assert_eq!(finding["box"].as_array().map(Vec::len), Some(4), "{finding}");
        let (fixture, _) = with(path, good);
        let found = findings(&fixture, &[]);
        let still = places(&found, rule).iter().any(near);
        assert!(!still, "{rule} at line {line}: {found:#?}");
    }
}
