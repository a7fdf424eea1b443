//! The language by what it draws and by what it refuses.
#![allow(clippy::disallowed_methods, reason = "tests read their inputs")]

use super::fixture::{Fonts, MM, Nothing, drawn, file, well_formed, with_head};
use super::{Measure, Role, check, draw};

/// Problems as message and the text they point at.
pub(super) fn problems(source: &str) -> Vec<(String, &str, String)> {
    let problems = drawn(source, 176.0).unwrap_err();
    problems
        .into_iter()
        .map(|p| (p.message, &source[p.at], p.hint.unwrap_or_default()))
        .collect()
}

pub(super) fn assert_problem(body: &str, message: &str, at: &str, hint: &str) {
    let source = with_head(body);
    let found = problems(&source);
    assert!(
        found
            .iter()
            .any(|(m, a, h)| m == message && *a == at && h.contains(hint)),
        "{body}\n{found:#?}"
    );
}

#[test]
fn acceptance_drawings_have_no_finding() {
    // Name, width, and the height of the picture to reach, in millimetres.
    let cases = [
        ("fan", 176.0, 70.0),
        ("fan", 84.0, 85.0),
        ("nested", 120.0, 61.0),
        ("nested", 176.0, 61.0),
        ("nested", 84.0, 66.0),
    ];
    for (name, mm, most) in cases {
        let drawing = drawn(&file(name), mm).unwrap();
        assert!(drawing.findings.is_empty(), "{name}: {:#?}", drawing.findings);
        assert!((drawing.width_pt / MM - mm).abs() < 0.05, "{name} is wider");
        let height = drawing.height_pt / MM;
        assert!(height <= most, "{name} is {height:.1} mm tall");
    }
}

#[test]
fn the_same_source_gives_the_same_bytes() {
    for name in ["fan", "nested"] {
        let source = file(name);
        let first = drawn(&source, 176.0).unwrap().svg;
        for _ in 0..3 {
            assert_eq!(first, drawn(&source, 176.0).unwrap().svg);
        }
    }
}

#[test]
fn the_head_is_read() {
    let drawing = drawn(&file("fan"), 176.0).unwrap();
    let fonts = Fonts::load();
    let (head, labels) = check(&file("fan"), &fonts.faces()).unwrap();
    assert!(drawing.svg.contains("<title>Fan-outs, spans and feedback</title>"));
    assert_eq!(head.title, "Fan-outs, spans and feedback");
    assert!(head.alt.starts_with("An API sends"));
    assert_eq!((head.role, head.subject.as_str()), (Some(Role::Full), "topology"));
    assert!(labels.iter().any(|(text, _)| text == "Search API"), "{labels:?}");
    let own = file("fan").replace("flow full", "flow 120mm");
    let (head, _) = check(&own, &fonts.faces()).unwrap();
    assert_eq!(head.role, Some(Role::Millimetres(120.0)));
}

#[test]
fn the_second_placement_is_for_narrow_measures() {
    let source = file("fan");
    let wide = drawn(&source, 176.0).unwrap();
    let narrow = drawn(&source, 120.0).unwrap();
    assert!(wide.height_pt < wide.width_pt / 2.0);
    assert!(narrow.height_pt > narrow.width_pt / 2.0);
}

#[test]
fn mistakes_are_found_where_they_stand() {
    let grid = "grid\n  app gw\napp = App\ngw = Gateway\n";
    let cases = [
        ("app -> gww", "edge names unknown node `gww`", "gww", "did you mean `gw`?"),
        ("app ->", "an edge ends in nothing", "", ""),
        ("app --> gw", "unknown arrow `-->`", "-->", "arrows are"),
        ("app.x -> gw", "unknown side `x`", "x", ".l .r .t .b"),
        ("group G = app\napp -> G", "an edge leads from `app` to itself", "app -> G", ""),
        ("x = X [stor]", "unknown kind of node `stor`", "stor", "did you mean `store`?"),
        ("kind = topolgy", "unknown kind of figure `topolgy`", "topolgy", "`topology`"),
        ("app = Again", "node `app` is defined twice", "app", ""),
        ("y =", "node `y` has no label", "y =", ""),
        ("a.b = X", "`a.b` cannot name a node", "a.b", "letters"),
        (
            "titel Something",
            "cannot read a line that begins with `titel`",
            "titel",
            "`title`",
        ),
        ("group G = ap", "group names unknown node `ap`", "ap", "`app`"),
        ("group G", "a group is `group Name = a b c`", "G", ""),
        (
            "before app gww",
            "before names unknown node `gww`",
            "gww",
            "did you mean `gw`?",
        ),
        ("before", "nothing stands behind `before`", "before", "name the boxes"),
        ("befor app", "cannot read a line that begins with `befor`", "befor", "`before`"),
        ("grid third\n  app", "unknown placement `third`", "third", "grid half"),
        ("flow ful", "unknown width `ful`", "ful", "`full`"),
        ("z = Z", "node `z` is not in the grid", "z = Z", "cell"),
        (
            "app -> gw : שלום",
            "the font has no glyph for `ש`",
            "app -> gw : שלום",
            "words",
        ),
    ];
    for (line, message, at, hint) in cases {
        assert_problem(&format!("{grid}{line}\n"), message, at, hint);
    }
    assert_problem(
        "grid\n  ap\napp = App",
        "grid names unknown node `ap`",
        "ap",
        "`app`",
    );
    assert_problem("grid\n", "the grid is empty", "grid", "indent");
    assert_problem("app = \u{7}", "a control character stands here", "", "");
}

#[test]
fn all_mistakes_are_reported_at_once_in_order() {
    let source = with_head("grid\n  a b\na = A [stor]\nb = B\na -> q\nb >> a\n");
    let found = problems(&source);
    let places: Vec<&str> = found.iter().map(|(_, at, _)| *at).collect();
    assert_eq!(places, ["stor", "q", ">>"]);
}

#[test]
fn frames_that_overlap_are_refused() {
    let body = "grid\n  a b c\na = A\nb = B\nc = C\ngroup G = a b\ngroup H = b c\n";
    assert_problem(body, "`G` and `H` overlap", "H = b c", "hold");
}

#[test]
fn what_does_not_fit_says_what_it_needs() {
    let rows = ["a b c d e", "f g h i j", "k l m n o", "p q r s t", "u v w x y"];
    let words = rows.iter().flat_map(|row| row.split(' '));
    let nodes: String = words.map(|n| format!("{n} = Representation\n")).collect();
    let source = with_head(&format!("grid\n  {}\n{nodes}", rows.join("\n  ")));
    let found = drawn(&source, 84.0).unwrap_err();
    assert_eq!(found.len(), 1);
    assert!(found[0].message.starts_with("does not fit: needs "), "{found:?}");
    assert!(found[0].message.ends_with(" mm, has 84 mm"), "{found:?}");
    assert_eq!(&source[found[0].at.clone()], "flow full");
}

#[test]
fn degenerate_sources_end_in_a_drawing_or_a_message() {
    let long = "word ".repeat(60);
    let whole = "w".repeat(300);
    for body in [
        "grid\n  a\na = A\n".to_string(),
        "grid\n  . a\n  .\na = A\n".to_string(),
        "grid\n  .\n".to_string(),
        format!("grid\n  a b\na = {long}\nb = B\na -> b : {long}\n"),
        format!("grid\n  a b\na = {whole}\nb = B\na -> b : {whole}\n"),
        "grid\n  Lane | a\na = A <&> \"B\"\n".to_string(),
        "grid\n  a a b\n  a a b\na = A [op]\nb = B [note]\na -> b\nb -> a\na -- b\na ..> b\n".to_string(),
        "grid\n  a b c\na = A\nb = B\nc = C\na.l -> c.r : round\nb.t -> b.b\n".to_string(),
        "grid\n  Group | a\na = A\ngroup Group = a\ngroup Again = a\n".to_string(),
    ] {
        let source = with_head(&body);
        for mm in [20.0, 84.0, 176.0] {
            let _ = drawn(&source, mm);
        }
    }
    let _ = draw("", &Fonts::load().faces(), &Nothing, 0.0);
    let _ = draw(&file("fan"), &Fonts::load().faces(), &Nothing, f64::NAN);
    let _ = draw(&file("fan"), &Fonts::load().faces(), &Nothing, -5.0);
}

#[test]
fn text_is_measured_with_the_face() {
    let fonts = Fonts::load();
    let faces = fonts.faces();
    let width = faces.advance("Feature store", 400, 7.6);
    assert!((30.0..60.0).contains(&width), "{width}");
    assert!(faces.advance("Feature store", 600, 7.6) > width);
    assert!(faces.covers('τ') && !faces.covers('ש'));
}

/// A grid of boxes with an edge to the next and to one far away.
fn crowd(nodes: usize, columns: usize, edges: usize) -> String {
    let mut text = String::from("grid\n");
    for row in 0..nodes.div_ceil(columns) {
        let cells: Vec<String> = (0..columns)
            .map(|column| row * columns + column)
            .map(|n| if n < nodes { format!("n{n}") } else { ".".into() })
            .collect();
        text.push_str(&format!("  {}\n", cells.join(" ")));
    }
    for node in 0..nodes {
        text.push_str(&format!("n{node} = N {node}\n"));
    }
    for edge in 0..edges {
        let (from, to) = (edge % nodes, (edge * 7 + 1 + edge / nodes) % nodes);
        if from != to {
            text.push_str(&format!("n{from} -> n{to} : e {edge}\n"));
        }
    }
    with_head(&text)
}

#[test]
fn crowds_end_in_a_drawing_or_a_message() {
    for (nodes, columns, edges) in [(200, 10, 0), (60, 10, 80), (30, 6, 36), (60, 1, 59)]
    {
        let _ = drawn(&crowd(nodes, columns, edges), 176.0);
    }
}

/// A xorshift generator, so that every run sees the same sources.
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound.max(1) as u64).unwrap()
    }
}

pub(super) fn mutated(seeds: &[String], random: &mut Random) -> String {
    let bits = [
        "->",
        "=>",
        " : ",
        ".",
        "grid",
        "\n",
        "|",
        "=",
        "[store]",
        "[",
        "]",
        "group ",
        "before ",
        "half",
        "\\",
        "é",
        "·",
        "\"",
        ".l",
        ",",
        "#",
        "  ",
        "flow 40mm",
        "<->",
        "..>",
        "&",
        "\t",
        "[state]",
        "[end]",
        "\nlabels numbered\n",
        "\nlegend\n",
        "canary -> canary",
    ];
    let mut lines: Vec<String> =
        seeds[random.below(seeds.len())].lines().map(String::from).collect();
    for _ in 0..=random.below(2) {
        let at = random.below(lines.len());
        let other = lines[random.below(lines.len())].clone();
        match random.below(9) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, other),
            2 => lines[at] = other,
            // Another order of the same words: boxes and edges change places.
            3..=5 => {
                let mut words: Vec<&str> = lines[at].split(' ').collect();
                let (first, second) =
                    (random.below(words.len()), random.below(words.len()));
                words.swap(first, second);
                lines[at] = words.join(" ");
            }
            6 => {
                let mut words: Vec<&str> = lines[at].split(' ').collect();
                let word = random.below(words.len());
                words.remove(word);
                lines[at] = words.join(" ");
            }
            _ => {
                let line = &lines[at];
                let cuts: Vec<usize> =
                    line.char_indices().map(|(i, _)| i).chain([line.len()]).collect();
                let cut = cuts[random.below(cuts.len())];
                let bit = bits[random.below(bits.len())];
                lines[at] = format!("{}{bit}{}", &line[..cut], &line[cut..]);
            }
        }
        if lines.is_empty() {
            lines.push(String::new());
        }
    }
    lines.join("\n")
}

#[test]
fn mutated_sources_never_panic() {
    let seeds = [
        "fan",
        "nested",
        "flow-rollout",
        "flow-store",
        "seq-fallback",
        "timeline-labels",
    ]
    .map(file);
    let fonts = Fonts::load();
    let faces = fonts.faces();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut drawings = 0;
    for round in 0..2_000 {
        let source = mutated(&seeds, &mut random);
        let mm = [84.0, 120.0, 176.0][round % 3];
        match draw(&source, &faces, &Nothing, mm * MM) {
            Ok(drawing) => {
                well_formed(&drawing);
                drawings += 1;
            }
            Err(problems) => {
                assert!(!problems.is_empty());
                for problem in problems {
                    assert!(source.get(problem.at.clone()).is_some(), "{problem:?}");
                }
            }
        }
    }
    assert!(drawings > 200, "only {drawings} drawings");
}
