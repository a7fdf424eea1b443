//! Faults put into real content are reported at the lines where they were put.

use serde_json::Value;

use crate::fixture::Fixture;
use crate::preflight::{findings, places};
use crate::repository::text;

const MONITOR: &str = "content/cases/card-fraud/monitor.typ";
const DEPLOY: &str = "content/cases/card-fraud/deploy.typ";
const DATA: &str = "content/cases/card-fraud/data.typ";
const RECORD: &str = "content/cases/card-fraud/case.toml";

/// A rule, and a line that breaks it.
const LINES: [(&str, &str); 18] = [
    (
        "text-overflow",
        "`hours_since_the_first_payment_of_this_card_at_this_merchant` is a feature.",
    ),
    ("text-overflow", "#table(columns: (40mm,) * 3, [one], [two], [three and more])"),
    (
        "text-overlap",
        "#formula(\"wide\")[$ y = a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r $]",
    ),
    ("text-overlap", "#place(dy: 2pt)[On top.]Words that stand below others."),
    (
        "text-struck",
        "#block[#place(dy: 5pt, line(length: 60pt, stroke: 0.5pt))Words below a rule.]",
    ),
    ("text-trim", "#place(dx: -300pt)[out]"),
    ("glyph-missing", "An answer 漢 is given."),
    ("text-contrast", "#text(fill: luma(150))[Pale words.]"),
    (
        "raster-coarse",
        "#image(bytes((0,) * 300), format: (encoding: \"luma8\", width: 20, height: 15), width: 4mm, alt: \"A black picture, twenty across.\")",
    ),
    (
        "alt-text",
        "#image(bytes((0,) * 300), format: (encoding: \"luma8\", width: 20, height: 15), width: 1mm, alt: \"Black.\")",
    ),
    ("stroke-thin", "#line(length: 20pt, stroke: 0.1pt)"),
    ("page-reference", "Look at #link((page: 1, x: 0pt, y: 0pt))[p.~9]."),
    ("link-target", "Look at #link(\"www.example.org\")[this]."),
    ("bookmark-depth", "#heading(level: 4, outlined: true)[Deep]"),
    ("text-small", "#text(size: 6pt)[Small words.]"),
    ("line-loose", "Some quite wide words #linebreak(justify: true) here."),
    (
        "hyphen-ladder",
        // Twice as long as a ladder, so that a column may end inside.
        "One broken- \\ line upon- \\ another- \\ goes down- \\ and on- \\ and by- \\ and by- \\ again- \\ like this.",
    ),
    (
        "runt",
        "Words that fill a line to its end, and go on below it with hardly anything \\ x.",
    ),
];

/// A guide that holds nothing but its edition: one step or two of a real case.
fn of(steps: &str) -> Fixture {
    let fixture = Fixture::empty();
    let record = format!(
        "extends = \"handbook\"\nselect = {{ cases = [\"card-fraud\"], parts = [\"Case studies\"], steps = {steps} }}\n"
    );
    fixture.file("content/editions/one.toml", &record);
    fixture
}

/// The real text of a file after a change, laid over the guide, and the line of the
/// change.
#[track_caller]
fn change(fixture: &Fixture, path: &str, old: &str, new: &str) -> u64 {
    let real = text(path);
    assert_eq!(real.matches(old).count(), 1, "`{old}` in {path}");
    let changed = real.replace(old, new);
    fixture.file(path, &changed);
    line_of(&changed, new.trim_start())
}

/// The line on which a piece of a text begins.
#[track_caller]
fn line_of(text: &str, piece: &str) -> u64 {
    let before = text.find(piece).map(|start| &text[..start]);
    let lines = before.unwrap_or_else(|| panic!("`{piece}` is gone"));
    u64::try_from(lines.matches('\n').count()).unwrap() + 1
}

/// A line of a real file that begins so.
#[track_caller]
fn line<'a>(real: &'a str, start: &str) -> &'a str {
    real.lines().find(|line| line.starts_with(start)).unwrap()
}

#[track_caller]
fn found(all: &[Value], rule: &str, path: &str, line: u64) {
    let at = places(all, rule);
    let place = (path.to_string(), line);
    assert!(at.contains(&place), "{rule} at {path}:{line}: {at:?}\n{all:#?}");
}

#[test]
fn lines_of_real_prose_are_found() {
    let fixture = of("[\"monitor\"]");
    let mut prose = text(MONITOR);
    let mut put = Vec::new();
    for (rule, bad) in LINES {
        put.push((rule, prose.lines().count() as u64 + 2));
        prose.push_str(&format!("\n{bad}\n"));
    }
    fixture.file(MONITOR, &prose);
    let all = findings(&fixture, &["one"]);
    for (rule, line) in put {
        found(&all, rule, MONITOR, line);
    }
}

#[test]
fn holes_and_heads_in_real_prose_are_found() {
    let two = "[\"deploy\", \"monitor\"]";
    const END: &str = "is an abandoned basket.";
    let fixture = of(two);
    let line = change(&fixture, DEPLOY, END, &format!("{END}#pagebreak()"));
    found(&findings(&fixture, &["one"]), "column-empty", DEPLOY, line);

    let fixture = of(two);
    let line = change(&fixture, DEPLOY, END, &format!("{END}#v(60mm)"));
    found(&findings(&fixture, &["one"]), "column-short", DEPLOY, line);

    let fixture = of(two);
    let late = "= Late\n\n#colbreak()\n\n#runin[Compute.]";
    let line = change(&fixture, DEPLOY, "#runin[Compute.]", late);
    // A fault of another kind, in a string of a record.
    let title = "a bank disappears'''";
    let record = change(&fixture, RECORD, title, &format!("漢 {title}"));
    let all = findings(&fixture, &["one"]);
    found(&all, "heading-foot", DEPLOY, line);
    found(&all, "glyph-missing", RECORD, record);
}

#[test]
fn misplaced_figures_of_real_prose_are_found() {
    let fixture = of("[\"deploy\", \"monitor\"]");
    let (deploy, monitor) = (text(DEPLOY), text(MONITOR));
    let payment = line(&deploy, "#fig(\"one-payment\"");
    fixture.file(DEPLOY, &deploy.replace(payment, ""));
    let pages = "#pagebreak()\n\nWords.\n\n".repeat(2);
    let late = monitor.replace("In @fig:monitoring-map it", "In the map it");
    assert_ne!(late, monitor);
    let late = format!("{late}\n{pages}{payment}\n");
    fixture.file(MONITOR, &late);
    let all = findings(&fixture, &["one"]);
    found(&all, "float-far", MONITOR, line_of(&late, payment));
    found(&all, "float-unmentioned", MONITOR, line_of(&late, "#fig(\"monitoring-map\""));

    let fixture = of("[\"data\"]");
    let data = text(DATA);
    fixture.file(DATA, &data);
    let clock = line(&data, "#fig(\"label-timeline\"");
    fixture.file(
        "content/editions/one.fit.toml",
        "choice = [{ block = \"fig:card-fraud:label-timeline\", place = \"top\", reason = \"a test\" }]\n",
    );
    let all = findings(&fixture, &["one"]);
    found(&all, "float-order", DATA, line_of(&data, clock));

    let fixture = of("[\"data\"]");
    let maturity = line(&data, "#fig(\"maturity\"");
    let ledger = line(&data, "#fig(\"ledger\"");
    let moved = data.replace(maturity, "");
    let moved = moved.replace(ledger, &format!("{ledger}\n{maturity}"));
    fixture.file(DATA, &moved);
    let top = |name: &str| {
        format!(
            "{{ block = \"fig:card-fraud:{name}\", place = \"top\", reason = \"a test\" }}"
        )
    };
    let choices = format!("choice = [{}, {}]\n", top("ledger"), top("maturity"));
    fixture.file("content/editions/one.fit.toml", &choices);
    let all = findings(&fixture, &["one"]);
    found(&all, "float-stacked", DATA, line_of(&moved, maturity));
}

#[test]
fn faults_of_real_content_are_found_before_the_layout() {
    const FALLBACK: &str = "diagrams/card-fraud/fallback.dia";
    let fixture = of("[\"monitor\"]");
    let end = "\nSee @fig:nowhere.\n\n#fig(\"monitoring-map\")[The map. It stands here twice.]\n\nSee @work:nobody1999.\n";
    let prose = text(MONITOR) + end;
    fixture.file(MONITOR, &prose);
    let all = findings(&fixture, &["one"]);
    found(&all, "figure-missing", MONITOR, line_of(&prose, "See @fig:nowhere"));
    found(
        &all,
        "figure-placed-twice",
        MONITOR,
        line_of(&prose, "#fig(\"monitoring-map\")"),
    );
    found(&all, "work-missing", MONITOR, line_of(&prose, "See @work:nobody"));

    let fixture = of("[\"monitor\"]");
    let prose = text(MONITOR)
        + "\nThe label of @fig:tiny is small.\n\n#fig(\"tiny\")[Tiny. Nobody reads it.]\n";
    fixture.file(MONITOR, &prose);
    let tiny = text("tests/lints/figure-text-bad.svg");
    fixture.file("diagrams/card-fraud/tiny.svg", &tiny);
    let all = findings(&fixture, &["one"]);
    found(&all, "figure-text", "diagrams/card-fraud/tiny.svg", line_of(&tiny, "<text"));

    let fixture = of("[\"deploy\"]");
    let drawing = text(FALLBACK);
    let label = drawing.lines().find(|line| line.starts_with("small = ")).unwrap();
    let line = change(&fixture, FALLBACK, label, &format!("{label} 漢"));
    let all = findings(&fixture, &["one"]);
    found(&all, "figure-drawing", FALLBACK, line);
}
