//! Panels by what they draw and by what they refuse.
#![allow(clippy::disallowed_methods, reason = "tests read their inputs")]

use super::super::fixture::{MM, file};
use super::super::plot::reckoner::drawn;

const BOX: &str = "  flow\n  grid\n    a\n  a = A box\n";
const LINE: &str = "  plot\n  size 30\n  line : 0,1 1,2\n";

fn panels(body: &str) -> String {
    format!("panels full\ntitle T\nalt A\n{body}")
}

/// Where the element with an id stands: its translation.
fn moved(svg: &str, id: &str) -> (f64, f64) {
    let xml = roxmltree::Document::parse(svg).unwrap();
    let node = xml
        .descendants()
        .find(|node| node.attribute("id") == Some(id))
        .unwrap();
    let text = node.attribute("transform").unwrap();
    let inner = text.trim_start_matches("translate(").trim_end_matches(')');
    let (x, y) = inner.split_once(' ').unwrap();
    (x.parse().unwrap(), y.parse().unwrap())
}

#[test]
fn examples_have_no_finding() {
    for name in ["panels-board", "panels-load"] {
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
fn panels_stand_beside_each_other_and_wrap() {
    let all: String = (0..4).map(|n| format!("panel P{n}\n{BOX}")).collect();
    let svg = drawn(&panels(&all), 176.0).unwrap().svg;
    let places = ["p1", "p2", "p3", "p4"].map(|id| moved(&svg, id));
    assert_eq!(places[0].1, places[1].1);
    assert_eq!(places[0].0, places[2].0);
    assert!(places[1].0 > places[0].0 && places[2].1 > places[0].1);
    let narrow = drawn(&panels(&all), 60.0).unwrap().svg;
    assert!(moved(&narrow, "p2").1 > moved(&narrow, "p1").1);
    let across = drawn(&panels(&format!("across 4\n{all}")), 176.0).unwrap().svg;
    assert_eq!(moved(&across, "p4").1, moved(&across, "p1").1);
}

#[test]
fn engines_mix_and_their_ids_carry_the_panel() {
    let body = format!("panel Boxes\n{BOX}panel Line wide 2\n{LINE}");
    let drawing = drawn(&panels(&body), 176.0).unwrap();
    for id in ["p1-n-a", "p2-s1", "t-p1.0", "p2.rule"] {
        assert!(drawing.svg.contains(&format!("id=\"{id}\"")), "{id}");
        assert!(drawing.places.iter().any(|(own, _)| own == id), "{id}");
    }
    assert!((moved(&drawing.svg, "p2").0 - (drawing.width_pt + 14.0) / 3.0).abs() < 0.02);
}

#[test]
fn what_is_wrong_in_a_panel_is_found_where_it_stands() {
    let cases = [
        ("panel A\n  flwo\n", "a panel cannot begin with `flwo`", "flwo", "`flow`"),
        ("panel A\n", "the panel is empty", "panel A", "indented"),
        (
            "panel A\n  flow half\n  grid\n    a\n  a = A\n",
            "a panel has no width of its own",
            "half",
            "wide 2",
        ),
        (
            "panel A\n  flow\n  title T\n",
            "`title` belongs to the whole figure",
            "title T",
            "once",
        ),
        ("panel A\n  flow\n", "the panel has no `grid` line", "panel A", "rows"),
        (
            "panel A\n  flow\n  grid\n    a b\n  a = A\n",
            "grid names unknown node `b`",
            "b",
            "`a`",
        ),
        (
            "panel A\n  plot\n  line : 0,1 2\n",
            "this value stands between points",
            "2",
            "x,y",
        ),
        ("panel A\n  plot\n  line : 0,1 q,2\n", "panel “A”: cannot read `q`", "q", ""),
        (
            "panel A wide x\n  plot\n  line : 0,1\n",
            "`x` is no width of a panel",
            "x",
            "wide 2",
        ),
        (
            "across no\npanel A\n  plot\n  line : 0,1\n",
            "`no` is no number of panels",
            "across no",
            "across 3",
        ),
        (
            "pannel A\n",
            "cannot read a line that begins with `pannel`",
            "pannel",
            "`panel`",
        ),
        ("panel A\n  panels\n", "a panel cannot begin with `panels`", "panels", "flow"),
    ];
    for (body, message, at, hint) in cases {
        let source = panels(body);
        let found = drawn(&source, 176.0).err().unwrap_or_default();
        let found: Vec<(&str, &str, String)> = found
            .iter()
            .map(|p| {
                let hint = p.hint.clone().unwrap_or_default();
                (p.message.as_str(), &source[p.at.clone()], hint)
            })
            .collect();
        let is = |(m, a, h): &(&str, &str, String)| {
            *m == message && *a == at && h.contains(hint)
        };
        assert!(found.iter().any(is), "{body}\n{found:#?}");
    }
    let none = drawn(&panels(""), 176.0).unwrap_err();
    assert_eq!(none[0].message, "the figure has no panels");
    let many: String = (0..25).map(|n| format!("panel P{n}\n{BOX}")).collect();
    let many = drawn(&panels(&many), 176.0).unwrap_err();
    assert_eq!(many[0].message, "25 panels are too many for one figure");
}

#[test]
fn what_does_not_fit_names_its_panel() {
    let rows = ["a b c d e", "f g h i j", "k l m n o", "p q r s t", "u v w x y"];
    let words = rows.iter().flat_map(|row| row.split(' '));
    let boxes: String = words.map(|n| format!("  {n} = Representation\n")).collect();
    let grid = rows.join("\n    ");
    let wide = format!("panel Wide\n  flow\n  grid\n    {grid}\n{boxes}");
    let source = panels(&format!("panel A\n{BOX}{wide}"));
    let found = drawn(&source, 84.0).unwrap_err();
    assert_eq!(found.len(), 1);
    assert!(
        found[0].message.starts_with("panel “Wide”: does not fit: needs "),
        "{found:?}"
    );
    let head = format!("panel {}\n{BOX}", "w".repeat(300));
    let found = drawn(&panels(&head), 84.0).unwrap_err();
    assert!(found[0].message.contains("the head does not fit"), "{found:?}");
}

#[test]
fn words_that_are_new_in_an_old_box_are_black() {
    let first = "panel One\n  flow\n  grid\n    a b m\n  a = App\n  b = Log | raw\n  m = Old | 4 GPUs [model]\n";
    let second = "panel Two\n  flow\n  before a b m\n  grid\n    a b m\n  a = App | web\n  b = Log | raw\n  m = Old | 83 seats [model]\n";
    let svg = drawn(&panels(&format!("{first}{second}")), 176.0).unwrap().svg;
    let xml = roxmltree::Document::parse(&svg).unwrap();
    let paint = |id: &str, name: &str| {
        let mut all = xml.descendants();
        let node = all.find(|node| node.attribute("id") == Some(id)).unwrap();
        node.attribute(name).unwrap().to_string()
    };
    let (black, grey, old) = ("#14181d", "#5d6b78", "#454c54");
    let cases = [
        ("p1-t-a.0", black),
        ("p2-t-a.0", grey),
        ("p2-t-a.1", black),
        ("p2-t-b.0", grey),
        ("p2-t-b.1", grey),
        ("p2-t-m.1", black),
    ];
    for (id, ink) in cases {
        assert_eq!(paint(id, "fill"), ink, "{id}");
    }
    assert_eq!(paint("p2-n-a", "stroke"), "#9aa5b0");
    // Alone, a drawing knows of no words that were there before.
    let alone = drawn(&panels(second), 176.0).unwrap().svg;
    assert!(alone.contains(old) && !alone.contains("\"#14181d\">83"), "{alone}");
}
