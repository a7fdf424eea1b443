//! A figure that would not print as it looks is refused where it is drawn.

use crate::fixture::Fixture;

const PATH: &str = "diagrams/first-case/path.svg";
const ANSWER: &str = ">answer in {length}</text>";

/// What is wrong, what is replaced by what, and what the finding speaks of.
const FAULTS: [(&str, &str, &str, &str); 10] = [
    (
        "a face by style sheet",
        "<g ",
        "<style>text{font-family:Arial}</style><g ",
        "style",
    ),
    (
        "a face by style",
        "<text x=\"158\"",
        "<text style=\"font-family: Arial\" x=\"158\"",
        "Arial",
    ),
    (
        "a face of a part",
        ANSWER,
        ">an <tspan font-family=\"Arial\">s</tspan></text>",
        "Arial",
    ),
    ("another file", "<g ", "<use href=\"other.svg#x\"/><g ", "other.svg"),
    ("a web address", "<g ", "<image href=\"https://example.org/x.png\"/><g ", "image"),
    ("a filter", "<g ", "<filter id=\"f\"/><g ", "filter"),
    ("a mask", "<g ", "<mask id=\"m\"/><g ", "mask"),
    ("a script", "<g ", "<script>1</script><g ", "script"),
    (
        "a gradient without end",
        "<g ",
        "<linearGradient id=\"r\" spreadMethod=\"repeat\"/><g ",
        "repeat",
    ),
    ("a movement", "<g ", "<animate/><g ", "animate"),
];

#[test]
fn what_does_not_print_is_refused() {
    let mut wrong = Vec::new();
    for (fault, old, new, word) in FAULTS {
        let fixture = Fixture::good();
        fixture.edit(PATH, old, new);
        let run = fixture.run(&["check"]);
        let placed = run.stderr.contains(&format!("─ {PATH}:"));
        if run.code != Some(1) || !placed || !run.stderr.contains(word) {
            wrong.push(format!("{fault} → {:?}\n{}", run.code, run.stderr));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_width_of_the_page_may_be_drawn() {
    for (millimetres, points) in [("84", "238.1"), ("120", "340.2"), ("176", "498.9")] {
        let fixture = Fixture::good();
        fixture.edit(PATH, "width=\"84mm\"", &format!("width=\"{millimetres}mm\""));
        fixture.edit(PATH, "0 0 238.1", &format!("0 0 {points}"));
        let run = fixture.run(&["check", "--deny-warnings"]).exits(0);
        assert_eq!(run.stderr, "");
        let list = fixture.run(&["list", "figures", "--format", "json"]).exits(0);
        assert_eq!(list.json_lines()[0][0]["mm"].to_string(), format!("{millimetres}.0"));
    }
}
