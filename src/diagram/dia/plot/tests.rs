//! Plots by what they draw and by what they refuse.
#![allow(clippy::disallowed_methods, reason = "tests read their inputs")]

use super::super::draw;
use super::super::fixture::{Fonts, MM, file};
use super::super::tests::{Random, mutated};
use super::reckoner::{Reckoner, drawn};

fn plot(body: &str) -> String {
    format!("plot half\ntitle T\nalt A\n{body}")
}

/// An attribute of the element with an id.
fn attribute(svg: &str, id: &str, name: &str) -> String {
    let xml = roxmltree::Document::parse(svg).unwrap();
    let node = xml.descendants().find(|node| node.attribute("id") == Some(id));
    let node = node.unwrap_or_else(|| panic!("no #{id} in {svg}"));
    node.attribute(name)
        .unwrap_or_else(|| panic!("no {name} in #{id}"))
        .to_string()
}

fn number(svg: &str, id: &str, name: &str) -> f64 {
    attribute(svg, id, name).parse().unwrap()
}

/// The words of the elements whose ids begin so.
fn words(svg: &str, id: &str) -> Vec<String> {
    let xml = roxmltree::Document::parse(svg).unwrap();
    let named = |node: &roxmltree::Node| {
        node.tag_name().name() == "text"
            && node.attribute("id").is_some_and(|own| own.starts_with(id))
    };
    let text = |node: roxmltree::Node| {
        node.descendants()
            .filter_map(|inner| inner.is_text().then(|| inner.text())?)
            .collect()
    };
    xml.descendants().filter(named).map(text).collect()
}

/// Ends of the path of an element: x, y.
fn ends(svg: &str, id: &str) -> [[f64; 2]; 2] {
    let path = attribute(svg, id, "d");
    let points: Vec<[f64; 2]> = path
        .split(['M', 'L'])
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (x, y) = part.split_once(' ').unwrap();
            [x.parse().unwrap(), y.parse().unwrap()]
        })
        .collect();
    [points[0], points[points.len() - 1]]
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 0.02, "{a} is not {b}");
}

#[test]
fn examples_have_no_finding() {
    let names = [
        "plot-budget",
        "plot-cache",
        "plot-decay",
        "plot-drift",
        "plot-interval",
        "plot-queue",
        "plot-stack",
        "plot-threshold",
        "plot-threshold-bars",
        "plot-vectors",
    ];
    for name in names {
        let source = file(name);
        for mm in [84.0, 117.0, 176.0] {
            let drawing = drawn(&source, mm).unwrap_or_else(|e| panic!("{name}: {e:#?}"));
            assert!(drawing.findings.is_empty(), "{name}: {:#?}", drawing.findings);
            assert!((drawing.width_pt / MM - mm).abs() < 0.05);
            assert_eq!(drawing.svg, drawn(&source, mm).unwrap().svg);
        }
    }
}

#[test]
fn points_lie_where_their_numbers_say() {
    let body = "x : 0 .. 10 step 5\ny : 0 .. 4 step 2\nline : 5,1 10,4\n";
    let svg = drawn(&plot(body), 84.0).unwrap().svg;
    let [[left, foot], [right, _]] = ends(&svg, "a-x");
    let [[_, top], _] = ends(&svg, "a-y-3");
    let [[x, y], end] = ends(&svg, "s1");
    near(x, f64::midpoint(left, right));
    near(y, foot - (foot - top) / 4.0);
    assert_eq!(end, [right, top]);
    assert_eq!(words(&svg, "t-x-"), ["0", "5", "10"]);
    assert_eq!(words(&svg, "t-y-"), ["0", "2", "4"]);
}

#[test]
fn log_axes_give_ratios_their_room() {
    let body = "x : 1 .. 100 log\ny : 0 .. 1\nline : 1,0 10,1\n";
    let svg = drawn(&plot(body), 84.0).unwrap().svg;
    let [[left, _], [right, _]] = ends(&svg, "a-x");
    near(ends(&svg, "s1")[1][0], f64::midpoint(left, right));
    assert_eq!(words(&svg, "t-x-"), ["1", "10", "100"]);
}

#[test]
fn curves_and_quantities_are_evaluated() {
    let body = "x : 0 .. 10\ny : 0 .. 1 step 0.5\nline {half} : y = {half} for x 0 .. 10\n\
                line : 0,{half} 10,({half} + 0)\nat y {half} : at {half}\n";
    let svg = drawn(&plot(body), 84.0).unwrap().svg;
    assert_eq!(words(&svg, "l1"), ["one half"]);
    assert_eq!(words(&svg, "l-r1"), ["at one half"]);
    let middle = ends(&svg, "a-y-2")[0][1];
    for id in ["s1", "s2", "r1"] {
        let [[_, from], [_, to]] = ends(&svg, id);
        near(from, middle);
        near(to, middle);
    }
}

#[test]
fn curves_are_cut_at_the_edge_of_the_plot() {
    let body = "x : 0 .. 4\ny : 0 .. 4\nline : y = x*x\n";
    let svg = drawn(&plot(body), 84.0).unwrap().svg;
    let [[left, _], [right, _]] = ends(&svg, "a-x");
    let [_, [x, _]] = ends(&svg, "s1");
    near(x, f64::midpoint(left, right));
}

#[test]
fn bars_are_as_long_as_their_values() {
    let body = "x : A, B\ny : 0 .. 4 step 4\nbar P : 1 2\nbar Q : 4 .\n";
    let svg = drawn(&plot(body), 84.0).unwrap().svg;
    let scale = ends(&svg, "a-x")[0][1] - ends(&svg, "a-y-2")[0][1];
    for (id, value) in [("b1-1", 1.0), ("b1-2", 2.0), ("b2-1", 4.0)] {
        near(number(&svg, id, "height"), scale * value / 4.0);
    }
    assert!(!svg.contains("\"b2-2\""));
    assert_eq!(words(&svg, "t-b"), ["1", "2", "4"]);
    assert_eq!(words(&svg, "t-k"), ["P", "Q"]);
}

#[test]
fn stacks_and_waterfalls_add_up() {
    let stacked = "x : A, B\nstack\nbar P : 1 2\nbar Q : 2 2\n";
    let svg = drawn(&plot(stacked), 84.0).unwrap().svg;
    let top = number(&svg, "b1-1", "y");
    near(number(&svg, "b2-1", "y") + number(&svg, "b2-1", "height"), top);
    assert_eq!(words(&svg, "l"), ["Q", "P"]);
    let falls = "y : A, B, Sum\nx : 0 .. 6 step 2\nwaterfall\nbar : 4 2 =\n";
    let svg = drawn(&plot(falls), 84.0).unwrap().svg;
    let end = |id: &str| number(&svg, id, "x") + number(&svg, id, "width");
    near(number(&svg, "b1-2", "x"), end("b1-1"));
    near(end("b1-3"), end("b1-2"));
    near(number(&svg, "b1-3", "x"), number(&svg, "b1-1", "x"));
    assert_eq!(words(&svg, "t-b"), ["4", "2", "6"]);
}

#[test]
fn cells_are_shaded_by_their_values() {
    let body = "x : A, B\ncells V : 0 .. 1\n  r | 0 0.5\n  s | 1 .\n";
    let svg = drawn(&plot(body), 84.0).unwrap().svg;
    let fills = ["c1-1", "c1-2", "c2-1"].map(|id| attribute(&svg, id, "fill"));
    assert_eq!(fills, ["#f4f7fa", "#788ba1", "#1d3c5c"]);
    assert_eq!(words(&svg, "t-c"), ["0", "0.5", "1"]);
    assert_eq!(words(&svg, "t-y-"), ["r", "s"]);
}

#[test]
fn bands_span_low_and_high() {
    let body = "x : 0 .. 2\ny : 0 .. 4 step 1\nband B : 0,1,3 2,1,3\n";
    let svg = drawn(&plot(body), 84.0).unwrap().svg;
    near(ends(&svg, "s1-low0")[0][1], ends(&svg, "a-y-2")[0][1]);
    near(ends(&svg, "s1-high0")[0][1], ends(&svg, "a-y-4")[0][1]);
}

#[test]
fn series_are_named_at_their_ends_or_in_a_key() {
    let body = "x : 0 .. 1\ny : 0 .. 1\nline One : 0,0 1,1\ndash Two : 0,0 1,0.98\n";
    let svg = drawn(&plot(body), 84.0).unwrap().svg;
    let (one, two) = (number(&svg, "l1.0", "y"), number(&svg, "l2.0", "y"));
    assert!(two - one > 7.0, "{one} {two}");
    assert!(!svg.contains("t-k"));
    let svg = drawn(&plot(&format!("legend\n{body}")), 84.0).unwrap().svg;
    assert_eq!(words(&svg, "t-k"), ["One", "Two"]);
    assert_ne!(attribute(&svg, "s1", "stroke"), attribute(&svg, "s2", "stroke"));
    assert_eq!(attribute(&svg, "s2", "stroke-dasharray"), "4.5 2");
}

#[test]
fn three_bars_have_plain_fills_and_the_fourth_a_hatching() {
    let bars: String = (0..4).map(|n| format!("bar P{n} : 2 3\n")).collect();
    let body = format!("size 40\nx : A, B\nstack\n{bars}legend\n");
    let drawing = drawn(&plot(&body), 84.0).unwrap();
    assert!(drawing.findings.is_empty(), "{:#?}", drawing.findings);
    let hatched = |bar: &str| drawing.svg.contains(&format!("id=\"{bar}.h\""));
    assert_eq!(["b2-1", "b3-1", "b4-1"].map(hatched), [false, false, true]);
}

#[test]
fn lines_over_bars_stay_in_sight() {
    let body = "x : A, B\nbar P : 1 2\nline Q : 2 2\n";
    let svg = drawn(&plot(body), 84.0).unwrap().svg;
    assert_eq!(attribute(&svg, "b1-1", "fill"), "#c6d0db");
    assert!(words(&svg, "t-b").is_empty());
    near(ends(&svg, "s2")[0][0], number(&svg, "t-x-1.0", "x"));
}

#[test]
fn labels_without_room_over_bars_stand_beside_them() {
    let names: Vec<String> = (0..12).map(|n| n.to_string()).collect();
    let bars = "8 9 ".repeat(6);
    let body = format!("x : {}\nbar : {bars}\nat y 4 : budget\n", names.join(", "));
    let svg = drawn(&plot(&body), 84.0).unwrap().svg;
    let right = ends(&svg, "a-x")[1][0];
    assert!(number(&svg, "l-r1.0", "x") > right);
    let lying = body.replace("x :", "y :").replace("at y", "at x");
    let svg = drawn(&plot(&lying), 84.0).unwrap().svg;
    assert!(number(&svg, "l-r1.0", "y") < ends(&svg, "a-y")[0][1]);
}

#[test]
fn heights_are_kept() {
    let body = "size 48\nline : 0,0 1,1\n";
    near(drawn(&plot(body), 84.0).unwrap().height_pt / MM, 48.0);
}

#[test]
fn mistakes_are_found_where_they_stand() {
    let cases = [
        ("lin A : 0,1", "cannot read a line that begins with `lin`", "lin"),
        ("line A", "a series has no data", "line A"),
        ("line A : 0,1 2", "this value stands between points", "2"),
        ("line A : 0, 1", "cannot read `0,`", "0,"),
        ("line A : 1 2", "values without names on an axis", "line A : 1 2"),
        ("line A : 0,q", "cannot read `q`", "q"),
        (
            "line A : 0,99999999999999999999",
            "`99999999999999999999` is too large to draw",
            "99999999999999999999",
        ),
        ("line A : 0,inf", "`inf` is no finite number", "inf"),
        ("line A : y = x", "the curve does not say where x runs", "line A : y = x"),
        ("line A : y = 1/x for x 0 .. 1", "`1/x` is no finite number at x = 0", "1/x"),
        ("y : log\nline A : 0,0", "0 has no place on a log axis", "0"),
        ("y : 0 .. 1\nline A : 0,2", "2 lies outside of the axis", "2"),
        ("x : 3 .. 3\nline A : 3,1", "the range is empty", "3 .. 3"),
        (
            "x : 0 .. 1 step 0.001\nline A : 0,1",
            "the step does not fit the range",
            "0.001",
        ),
        ("x : log step 2\nline A : 1,1", "a log axis has no step", "2"),
        (
            "x : 0 .. 1\nx : 0 .. 2\nline A : 0,1",
            "the axis `x` is given twice",
            "x : 0 .. 2",
        ),
        (
            "x : A, B\nbar P : 1",
            "the axis has 2 names, but `P` has values for 1",
            "bar P : 1",
        ),
        ("x : A, B\nline P : A,1 C,2", "the axis has no name `C`", "C"),
        ("x : A, B\ny : 1 .. 5\nbar P : 1 2", "bars stand on nought", "y : 1 .. 5"),
        (
            "x : A, B\ny : 0 .. 5\nstack\nbar P : 3 3\nbar Q : 3 3",
            "the bars reach to 6",
            "y : 0 .. 5",
        ),
        (
            "x : A, B\ny : log\nbar P : 1 2",
            "bars have no length on a log axis",
            "bar P : 1 2",
        ),
        (
            "x : A, B\nstack\nbar P : 1 -2",
            "a stack has no negative parts",
            "bar P : 1 -2",
        ),
        ("x : A, B\nbar P : 1 =", "`=` is the sum in a waterfall", "bar P : 1 ="),
        (
            "x : A\nstack\nwaterfall\nbar P : 1",
            "bars are stacked or a waterfall, not both",
            "waterfall",
        ),
        ("y : A, B\nline P : 1 2", "with names on y there are only bars", "line P : 1 2"),
        (
            "x : A, B\ncells V\n  r | 1",
            "there are 2 columns, but the row `r` has values for 1",
            "r | 1",
        ),
        (
            "x : 0 .. 1\ncells V\n  r | 1",
            "cells need the names of their columns",
            "cells V",
        ),
        (
            "at 3 : here\nline A : 0,1",
            "a reference line is `at y 0.8 : label`",
            "at 3 : here",
        ),
        (
            "point 3 : here\nline A : 0,1",
            "a point is `point 3,0.8 : label`",
            "point 3 : here",
        ),
        (
            "x Load 0 .. 1 unit ms\nline A : 0,1",
            "an axis has ` : ` between its title and its range",
            "x Load 0 .. 1 unit ms",
        ),
        ("size 3\nline A : 0,1", "`3` is no height", "3"),
        ("x : 0 .. 1\n  more\nline A : 0,1", "nothing goes on below `x`", "more"),
        (
            "line A : 0,1 1,2 2,1 3,2\nat y 1 : שלום",
            "the font has no glyph for `ש`",
            "at y 1 : שלום",
        ),
    ];
    for (body, message, at) in cases {
        let source = plot(body);
        let found = drawn(&source, 84.0).err().unwrap_or_default();
        let places: Vec<(&str, &str)> = found
            .iter()
            .map(|p| (p.message.as_str(), &source[p.at.clone()]))
            .collect();
        assert!(places.contains(&(message, at)), "{body}\n{found:#?}");
    }
    let found = drawn(&plot("x : 0 .. 1\n"), 84.0).unwrap_err();
    assert_eq!(found[0].message, "the plot shows no data");
}

#[test]
fn what_does_not_fit_says_what_it_needs() {
    let names: Vec<String> = (0..20).map(|n| format!("category {n}")).collect();
    let values = "1 ".repeat(20);
    let body = format!("x : {}\nbar P : {values}\n", names.join(", "));
    let found = drawn(&plot(&body), 84.0).unwrap_err();
    assert!(found[0].message.starts_with("does not fit: needs "), "{found:?}");
    assert!(found[0].message.ends_with(" mm, has 84 mm"), "{found:?}");
    let hatched: String = (0..7).map(|n| format!("bar P{n} : 1\n")).collect();
    let found = drawn(&plot(&format!("x : A\n{hatched}")), 84.0).unwrap_err();
    assert_eq!(found[0].message, "more than 6 series of bars cannot be told apart");
}

#[test]
fn degenerate_sources_end_in_a_drawing_or_a_message() {
    let (long, whole) = ("word ".repeat(60), "w".repeat(300));
    let points: String = (0..1200).map(|n| format!("{n},{} ", n * 7919 % 1000)).collect();
    let bars: Vec<String> = (0..60).map(|n| n.to_string()).collect();
    for body in [
        "line A : 1,1\n".to_string(),
        "x : log\ny : log\nline A : 1,1\n".to_string(),
        "line A : 1,5 2,5\ndash B : 1,5 2,5\n".to_string(),
        format!("line A : {points}\nat y 500 : {long}\n"),
        format!("x : {}\nbar A : {}\n", bars.join(", "), bars.join(" ")),
        format!("x {long} : 0 .. 1\nline {long} : 0,1 1,2\n"),
        format!("x {whole} : 0 .. 1\nline {whole} : 0,1 1,2\n"),
        "line A : 0,1e308 1,-1e308\n".to_string(),
        "line A : 0,1e15 1,-1e15\n".to_string(),
        "line A : 0,1e-300 1,2e-300\n".to_string(),
        "area A : 0,1 1,-2\nband B : 0,1,2 1,2,3\n".to_string(),
        "x : A\ncells V\n  r | .\n".to_string(),
        "y : A, B\nwaterfall\nbar : -3 =\n".to_string(),
        "x : A, B, C\nbar X : -3 4 -5\nbar Y : 2 . 7\n".to_string(),
    ] {
        for mm in [20.0, 84.0, 176.0] {
            let _ = drawn(&plot(&body), mm);
        }
    }
    let faces = Fonts::load();
    for width in [0.0, -5.0, f64::NAN, 1e9] {
        let _ = draw(&plot("line A : 0,1 1,2\n"), &faces.faces(), &Reckoner, width);
    }
}

#[test]
fn mutated_sources_never_panic() {
    let names = ["plot-queue", "plot-stack", "plot-drift", "panels-load", "plot-budget"];
    let seeds = names.map(file);
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut drawings = 0;
    for round in 0..1_500 {
        let source = mutated(&seeds, &mut random);
        match drawn(&source, [84.0, 120.0, 176.0][round % 3]) {
            Ok(_) => drawings += 1,
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
