//! Figures in the text form: drawn in the build, read as text in the PDF.

use crate::fixture::Fixture;

const FLOW: &str = "flow half\n\
    title The path\n\
    alt Two boxes, joined by an arrow: a question leads to an answer after {length}.\n\
    grid\n  ask answer\n\
    ask = Question | of the {greeting}\n\
    answer = Answer [model]\n\
    ask => answer : {length}\n";

/// The good guide with its figure in the text form.
fn drawn() -> Fixture {
    let fixture = Fixture::good();
    fixture
        .remove("diagrams/first-case/path.svg")
        .file("diagrams/first-case/path.dia", FLOW);
    fixture
}

#[test]
fn a_drawing_prints_with_its_numbers() {
    let fixture = drawn();
    let run = fixture.run(&["build", "--deny-warnings"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let first = fixture.read("out/book.pdf");
    fixture.run(&["build"]);
    assert!(first == fixture.read("out/book.pdf"), "the same drawing, the same bytes");
    let run = fixture.run(&["list", "figures", "--format", "json"]);
    assert!(run.stdout.contains("after 36\u{a0}min"), "{}", run.stdout);
    assert!(run.stdout.contains("diagrams/first-case/path.dia"), "{}", run.stdout);
}

#[test]
fn a_drawing_is_exported_as_svg() {
    let fixture = drawn();
    let run = fixture.run(&["export", "typst", "project"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let svg = fixture.text("project/diagrams/first-case/path.svg");
    assert!(svg.contains("Question") && !svg.contains("{length}"), "{svg}");
}

#[test]
fn a_label_that_finds_no_room_says_so() {
    let fixture = drawn();
    let long =
        "a label of words that go on and on until no column of any book could hold them ";
    fixture.edit("diagrams/first-case/path.dia", "Answer [model]", &long.repeat(8));
    let run = fixture.run(&["check"]);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    assert!(matches!(run.code, Some(0 | 1)), "{}", run.stderr);
}

/// A row of boxes that no narrow column holds.
fn long_row() -> String {
    let names: Vec<String> = (0..8).map(|index| format!("b{index}")).collect();
    let boxes: String = names
        .iter()
        .map(|name| format!("{name} = Box {name} of eight\n"))
        .collect();
    format!(
        "flow full\ntitle A row\nalt Eight boxes in one long row, none joined to another.\ngrid\n  {}\n{boxes}",
        names.join(" ")
    )
}

#[test]
fn a_wide_figure_stands_on_its_side_where_the_page_is_narrow() {
    let fixture = Fixture::good();
    fixture.remove("diagrams/first-case/path.svg");
    let wide = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"120mm\" viewBox=\"0 0 340.2 99\"><title>Wide</title><desc>A line of 100 mm, from one side to the other.</desc><path d=\"M30 50H310\" stroke=\"#000000\"/></svg>";
    fixture.file("diagrams/first-case/path.svg", wide);
    let run = fixture.run(&["build", "--set", "paper=a5"]).exits(0);
    assert!(run.stderr.contains("rule `figure-turned`"), "{}", run.stderr);
    let run = fixture.run(&["build"]).exits(0);
    assert_eq!(run.stderr, "");
}

#[test]
fn a_row_of_boxes_is_laid_out_anew_where_the_page_is_narrow() {
    let fixture = Fixture::good();
    fixture
        .remove("diagrams/first-case/path.svg")
        .file("diagrams/first-case/path.dia", &long_row());
    for paper in ["paper=a4", "paper=a5", "paper=screen"] {
        let run = fixture.run(&["check", "--set", paper, "--deny-warnings"]).exits(0);
        assert_eq!(run.stderr, "", "{paper}");
    }
}

#[test]
fn a_drawing_that_no_narrow_page_holds_stands_on_its_side() {
    let fixture = Fixture::good();
    let names: Vec<String> = (0..25).map(|index| format!("b{index}")).collect();
    let rows: Vec<String> = names.chunks(5).map(|row| row.join(" ")).collect();
    let boxes: String = names
        .iter()
        .map(|name| format!("{name} = Internationalisation\n"))
        .collect();
    let edges: String = names
        .windows(2)
        .map(|pair| format!("{} -> {} : representation\n", pair[0], pair[1]))
        .collect();
    let source = format!(
        "flow full\ntitle A field\nalt Twenty-five boxes in five rows, each joined to the next one.\ngrid\n  {}\n{boxes}{edges}",
        rows.join("\n  ")
    );
    fixture
        .remove("diagrams/first-case/path.svg")
        .file("diagrams/first-case/path.dia", &source);
    let run = fixture.run(&["diagrams", "--edition", "book"]).exits(0);
    assert!(!run.stderr.contains("figure-turned"), "{}", run.stderr);
    fixture.edit("content/editions/book.toml", "paper = \"a4\"", "paper = \"a5\"");
    let run = fixture.run(&["diagrams", "--edition", "book"]).exits(0);
    assert!(run.stderr.contains("rule `figure-turned`"), "{}", run.stderr);
    assert!(run.stdout.contains("turned"), "{}", run.stdout);
}
