//! What the boxes and lines of a figure come to.

use std::collections::BTreeMap;

use super::super::Drawing;
use super::super::fixture::{drawn, file, with_head};
use super::super::tests::assert_problem;

/// A drawing read back: numbers of attributes, paths and words by id.
struct Seen {
    attributes: BTreeMap<String, BTreeMap<String, String>>,
    words: BTreeMap<String, String>,
}

impl Seen {
    fn new(drawing: &Drawing) -> Self {
        let xml = roxmltree::Document::parse(&drawing.svg).unwrap();
        let mut seen = Self {
            attributes: BTreeMap::new(),
            words: BTreeMap::new(),
        };
        for node in xml.descendants().filter(|node| node.has_attribute("id")) {
            let id = node.attribute("id").unwrap().to_string();
            let own = node.attributes();
            let own = own.map(|a| (a.name().to_string(), a.value().to_string()));
            seen.attributes.insert(id.clone(), own.collect());
            if node.tag_name().name() == "text" {
                seen.words.insert(id, node.text().unwrap_or_default().to_string());
            }
        }
        seen
    }

    fn number(&self, id: &str, name: &str) -> f64 {
        self.attributes[id][name].parse().unwrap()
    }

    /// Left, top, right, bottom of a rectangle.
    fn rect(&self, id: &str) -> [f64; 4] {
        let [x, y, width, height] =
            ["x", "y", "width", "height"].map(|name| self.number(id, name));
        [x, y, x + width, y + height]
    }

    /// The numbers of a path, in pairs.
    fn points(&self, id: &str) -> Vec<(f64, f64)> {
        let path = &self.attributes[id]["d"];
        let numbers: Vec<f64> = path
            .split(|c: char| c.is_ascii_alphabetic() || c == ' ')
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().unwrap())
            .collect();
        numbers.chunks(2).map(|pair| (pair[0], pair[1])).collect()
    }

    fn has(&self, id: &str) -> bool {
        self.attributes.contains_key(id)
    }

    fn ids(&self, start: &str) -> Vec<&str> {
        let ids = self.attributes.keys().map(String::as_str);
        ids.filter(|id| id.starts_with(start)).collect()
    }
}

/// Draws the body of a figure and expects no finding.
fn seen(body: &str, mm: f64) -> Seen {
    let drawing = drawn(&with_head(body), mm).unwrap();
    assert!(drawing.findings.is_empty(), "{body}\n{:#?}", drawing.findings);
    Seen::new(&drawing)
}

#[test]
fn drawings_have_no_finding_and_keep_their_height() {
    // Name, width, and the most height, in millimetres.
    let cases = [
        ("flow-fraud", 176.0, 72.0),
        ("flow-fraud", 117.0, 101.0),
        ("flow-fraud", 84.0, 138.0),
        ("flow-store", 84.0, 75.0),
        ("flow-store", 117.0, 71.0),
        ("flow-rollout", 84.0, 61.0),
        ("flow-funnel", 84.0, 84.0),
        ("flow-assistant", 176.0, 129.0),
        ("flow-assistant", 117.0, 152.0),
        ("flow-dispatch", 176.0, 132.0),
        ("flow-dispatch", 117.0, 150.0),
    ];
    for (name, mm, most) in cases {
        let drawing = drawn(&file(name), mm).unwrap();
        assert!(drawing.findings.is_empty(), "{name}: {:#?}", drawing.findings);
        let (width, height) = (drawing.width_pt * 25.4 / 72.0, drawing.height_pt);
        assert!((width - mm).abs() < 0.05, "{name} is {width:.1} mm wide");
        let height = height * 25.4 / 72.0;
        assert!(height <= most, "{name} is {height:.1} mm tall at {mm} mm");
        assert_eq!(drawing.svg, drawn(&file(name), mm).unwrap().svg, "{name}");
    }
}

#[test]
fn crowds_name_the_width_they_need() {
    for name in ["flow-assistant", "flow-dispatch"] {
        let problems = drawn(&file(name), 84.0).unwrap_err();
        assert!(problems[0].message.starts_with("does not fit: needs 1"), "{problems:?}");
    }
}

/// The examples of the documentation say what can be drawn.
#[test]
fn documented_sources_are_drawn() {
    let text = include_str!("mod.rs");
    let lines = text.lines().filter_map(|line| line.strip_prefix("//!"));
    let lines: Vec<&str> =
        lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    let all = lines.join("\n");
    let sources: Vec<&str> = all
        .split("```")
        .filter_map(|part| part.strip_prefix("text\n"))
        .collect();
    assert_eq!(sources.len(), 2);
    for (source, mm) in [(sources[0], 176.0), (sources[0], 84.0), (sources[1], 84.0)] {
        let drawing = drawn(source, mm).unwrap();
        assert!(drawing.findings.is_empty(), "{:#?}", drawing.findings);
    }
}

#[test]
fn columns_become_rows_where_they_do_not_fit() {
    let boxes: String = (1..=5).map(|n| format!("n{n} = Representation {n}\n")).collect();
    let body = format!("grid\n  Lane | n1 n2 n3 n4 n5\n{boxes}n1.r -> n2.l\n");
    let wide = seen(&body, 176.0);
    assert!(wide.rect("n-n2")[0] > wide.rect("n-n1")[2]);
    let narrow = seen(&body, 84.0);
    let (first, second) = (narrow.rect("n-n1"), narrow.rect("n-n2"));
    assert!(second[1] > first[3] && (second[0] - first[0]).abs() < 0.01);
    let way = narrow.points("e1");
    assert!((way[0].1 - first[3]).abs() < 0.01, "a right side is now at the foot");
    let lane = narrow.rect("g-lane");
    assert!(lane[1] <= first[1] && lane[3] >= narrow.rect("n-n5")[3]);
}

#[test]
fn labels_without_room_become_numbers() {
    let body = "grid\n  a b c\n  d e f\n  g h i\na = Alpha\nb = Beta\nc = Gamma\nd = Delta\n\
                e = Epsilon\nf = Zeta\ng = G\nh = H\ni = I\na -> b : unfathomably-long\nb -> c : short\n\
                d -> e : incomprehensibly-long\n";
    let narrow = seen(body, 58.0);
    assert_eq!(narrow.words["l1.0"], "1");
    assert_eq!(narrow.words["k1.0"], "unfathomably-long");
    assert!(narrow.has("l1.disc") && narrow.has("k1.number.disc"));
    assert!(narrow.number("l1.disc", "height") >= 7.5);
    assert_eq!(narrow.words["l2.0"], "short");
    let foot = narrow.rect("n-e")[3];
    assert!(narrow.number("k1.0", "y") > foot && narrow.number("k2.0", "y") > foot);
    let wide = seen(body, 176.0);
    assert!(wide.ids("k").is_empty() && wide.words["l1.0"].starts_with("unfath"));
}

#[test]
fn numbers_can_be_asked_for() {
    let body = "labels numbered\ngrid\n  a b c\na = A\nb = B\nc = C\na -> b : x < 2\n\
                b -> a : back\nb -> c\n";
    let seen = seen(body, 84.0);
    assert_eq!((seen.words["l1.0"].as_str(), seen.words["l2.0"].as_str()), ("1", "2"));
    assert_eq!(seen.words["k1.0"], "x < 2");
    assert_eq!(seen.words["k2.0"], "back");
    assert!(!seen.has("l3.disc") && !seen.has("k3.0"));
}

#[test]
fn the_legend_has_the_strokes_that_are_used() {
    let body = "legend\ngrid\n  a b c\na = A\nb = B\nc = C\na => b\nb ~> c\n";
    let all = seen(body, 84.0);
    assert_eq!(all.words["s1.0"], "main path");
    assert_eq!(all.words["s2.0"], "in the background");
    assert!(!all.has("s3"));
    assert_eq!(all.attributes["s2"]["stroke-dasharray"], "3 2");
    assert!(seen(&body.replace("legend\n", ""), 84.0).ids("s").is_empty());
}

#[test]
fn states_have_dots_guards_and_loops() {
    let body = "grid\n  s run e\ns = [start]\nrun = Running [state]\ne = [end]\n\
                s -> run\nrun -> run : retry\nrun -> e : [errors > 1 %]\n";
    let seen = seen(body, 84.0);
    assert!(seen.ids("t-s").is_empty() && seen.ids("t-e").is_empty());
    assert!(seen.has("n-e.dot"));
    let label: Vec<&str> =
        seen.ids("l3").into_iter().map(|id| seen.words[id].as_str()).collect();
    assert!(label.concat().contains("> 1 %]"), "{label:?}");
    let [left, top, right, _] = seen.rect("n-run");
    let way = seen.points("e2");
    let (first, last) = (way[0], way[way.len() - 1]);
    assert!(first.0 > left && first.0 < right && (first.1 - top).abs() < 0.01);
    assert!(last.0 > right && last.1 > top, "{way:?}");
}

#[test]
fn a_loop_takes_a_free_corner_or_the_one_it_is_given() {
    let body = "grid\n  a b\n  c d\na = A\nb = B\nc = C\nd = D\na -> b\n";
    let own = |hint: &str| {
        let seen = seen(&format!("{body}{hint}"), 84.0);
        let box_ = seen.rect("n-a");
        let way = seen.points("e2");
        let reach = way.iter().copied();
        (
            box_,
            reach.fold([f64::MAX, f64::MAX, 0.0, 0.0], |r, (x, y)| {
                [r[0].min(x), r[1].min(y), r[2].max(x), r[3].max(y)]
            }),
        )
    };
    let (of, way) = own("a.l -> a.b : again\n");
    assert!(way[0] < of[0] && way[3] > of[3] && way[1] > of[1] && way[2] < of[2]);
    let (of, way) = own("a.t -> a.r : again\n");
    assert!(way[1] < of[1] && way[2] > of[2] && way[0] > of[0] && way[3] < of[3]);
}

#[test]
fn there_and_back_lie_beside_each_other() {
    let seen = seen("grid\n  a b\na = A\nb = B\na -> b : go\nb -> a : come\n", 84.0);
    let (go, come) = (seen.points("e1"), seen.points("e2"));
    assert!(go.iter().all(|p| (p.1 - go[0].1).abs() < 0.01));
    let apart = (go[0].1 - come[0].1).abs();
    assert!((5.0..8.0).contains(&apart), "{apart}");
}

#[test]
fn chains_and_fans_print_their_label_once() {
    let body = "grid\n  a b c\n  d e f\na = A\nb = B\nc = C\nd = D\ne = E\nf = F\n\
                a -> b -> c : once\nd -> e, f : too\n";
    let seen = seen(body, 176.0);
    let labels: Vec<&str> = seen.ids("l");
    assert_eq!(labels, ["l1.0", "l3.0"]);
}

#[test]
fn edges_are_counted_and_fans_share_a_suffix() {
    let body = "grid\n  . b . e\n  a . d .\n  . c . f\na = A\nb = B\nc = C\nd = D\n\
                e = E\nf = F\na -> b, c\na <-> d\nb, c -> d\nd -> e, f\n";
    let seen = seen(body, 176.0);
    let edges = ["e1-f1", "e2-f1", "e3", "e4-f2", "e5-f2", "e6-f3", "e7-f3"];
    assert_eq!(seen.ids("e"), edges);
    let heads = ["h1-f1", "h2-f1", "h3", "h4-f2", "h5-f2", "h6-f3", "h7-f3"];
    assert_eq!(seen.ids("h"), heads);
    assert_eq!(seen.ids("a"), ["a3"]);
}

#[test]
fn one_tall_box_leaves_its_neighbours_low() {
    let body = "grid\n  a b c\na = One\nb = Two\\\\over\\\\three lines\nc = Three\n\
                a -> b\nb -> c\n";
    let seen = seen(&body.replace("\\\\", "\\"), 84.0);
    let [low, tall] = ["n-a", "n-b"].map(|id| seen.rect(id));
    assert!(low[3] - low[1] < tall[3] - tall[1] - 10.0);
    let [middle, other] = [low, tall].map(|r| f64::midpoint(r[1], r[3]));
    assert!((middle - other).abs() < 0.01);
    let near = seen.points("e1");
    assert!((near[0].1 - middle).abs() < 0.02, "{near:?} {middle} {low:?}");
}

#[test]
fn long_boxes_are_joined_in_their_middle() {
    let seen = seen("grid\n  a a\n  b b\na = A\nb = B\na -> b\n", 84.0);
    let of = seen.rect("n-a");
    let way = seen.points("e1");
    assert!((way[0].0 - f64::midpoint(of[0], of[2])).abs() < 0.6, "{way:?}");
}

#[test]
fn a_line_ends_at_the_rim_of_a_store() {
    let body = "grid\n  b\n  a\na = Store [store]\nb = B\na -> b : one\nb -> a : two\n";
    let seen = seen(body, 60.0);
    let rim = seen.points("n-a.rim");
    let start = seen.points("e1")[0];
    assert!(start.1 > rim[0].1 - 3.0 && start.1 < rim[0].1 - 2.8, "{start:?} {rim:?}");
}

#[test]
fn what_was_there_before_is_grey_and_keeps_its_place() {
    let body = "grid\n  a m s\n  c . d\na = A | old [actor]\nm = M | old [model]\n\
                s = S [store]\nc = C\nd = D\na => m : x\nm ~> s\ns -> d : y\na -> c\n";
    let new = seen(body, 84.0);
    let old = seen(&format!("{body}before a m\nbefore s\n"), 84.0);
    let ink = |seen: &Seen, id: &str, name: &str| seen.attributes[id][name].clone();
    let (line, letters) = ("#9aa5b0", "#5d6b78");
    let cases = [
        ("n-a", "stroke", line),
        ("n-a", "fill", "#ffffff"),
        ("t-a.0", "fill", letters),
        ("t-a.1", "fill", letters),
        ("n-m", "fill", "#c6d0db"),
        ("t-m.0", "fill", "#14181d"),
        ("t-m.1", "fill", "#454c54"),
        ("n-s.rim", "stroke", line),
        ("e1", "stroke", line),
        ("h1", "fill", line),
        ("l1.0", "fill", letters),
        ("e2", "stroke", line),
    ];
    for (id, name, expected) in cases {
        assert_eq!(ink(&old, id, name), expected, "{id}");
        assert_ne!(ink(&new, id, name), expected, "{id}");
    }
    // What is new, and lines to it, are as ever; so is all but the ink.
    for id in ["n-c", "n-d", "t-c.0", "e3", "h3", "l2.0", "l3.0", "e4"] {
        assert_eq!(old.attributes.get(id), new.attributes.get(id), "{id}");
    }
    for (id, attributes) in &new.attributes {
        for (name, value) in attributes {
            let inked = ["fill", "stroke"].contains(&name.as_str());
            assert!(inked || *value == ink(&old, id, name), "{id} {name}");
        }
    }
}

#[test]
fn new_lines_cover_old_ones_and_labels_on_lanes_stay_dark() {
    let body = "before a b\ngrid\n  Lane | a . b\n  \" | . . c\na = A\nb = B\nc = C\n\
                a -> b, c : x\n";
    let drawing = drawn(&with_head(body), 120.0).unwrap();
    assert!(drawing.findings.is_empty(), "{:#?}", drawing.findings);
    let place = |id: &str| drawing.svg.find(&format!("id=\"{id}\"")).unwrap();
    assert!(place("e1-f1") < place("e2-f1"), "{}", drawing.svg);
    let on_lane = Seen::new(&drawing);
    assert_eq!(on_lane.attributes["e1-f1"]["stroke"], "#9aa5b0");
    assert_eq!(on_lane.attributes["l1.0"]["fill"], "#454c54");
    let body = "grid\n  a . b\n  . . c\na = A\nb = B\nc = C\ngroup G = b c\na -> G\n";
    for (names, stroke) in [("a b", "#2b3138"), ("a b c", "#9aa5b0")] {
        let seen = seen(&format!("{body}before {names}\n"), 84.0);
        assert_eq!(seen.attributes["e1"]["stroke"], stroke, "{names}");
    }
}

#[test]
fn lines_never_turn_at_one_point() {
    let body = "grid\n  . c\n  a .  d\n  . b\na = A\nb = B\nc = C\nd = D\n\
                a.r ~> c.b\nb.t ~> d.l\n";
    let seen = seen(body, 84.0);
    let (one, two) = (seen.points("e1"), seen.points("e2"));
    for a in &one {
        assert!(
            two.iter().all(|b| (a.0 - b.0).hypot(a.1 - b.1) > 2.0),
            "{one:?} {two:?}"
        );
    }
}

#[test]
fn new_mistakes_have_messages() {
    let grid = "grid\n  a b\na = A\nb = B\n";
    let cases = [
        ("labels below", "unknown setting of labels `below`", "below", "numbered"),
        (
            "labels numbred",
            "unknown setting of labels `numbred`",
            "numbred",
            "`numbered`",
        ),
        ("labels", "unknown setting of labels ``", "labels", "numbered"),
        ("legend right", "nothing stands behind `legend`", "right", "strokes"),
        ("s = Go [start]", "the dot `s` has a label", "Go", "state"),
        ("group G = a b\nG -> a", "an edge leads from `a` to itself", "G -> a", ""),
        ("lable numbered", "cannot read a line that begins with `lable`", "lable", ""),
    ];
    for (line, message, at, hint) in cases {
        assert_problem(&format!("{grid}{line}\n"), message, at, hint);
    }
    let many: String = (0..61).map(|n| format!("n{n} = N\n")).collect();
    let rows: String = (0..61).map(|n| format!("  n{n}\n")).collect();
    let most = "the figure has more than 60 nodes, 120 edges, or 20 rows or columns";
    assert_problem(&format!("grid\n{rows}{many}"), most, "", "several");
    let square = format!("  {}\n", ". ".repeat(60)).repeat(60);
    assert_problem(&format!("grid\n{square}"), most, "", "several");
    assert_problem(&format!("{grid}{}", "a -> b\n".repeat(121)), most, "", "several");
}

#[test]
fn the_largest_crowds_end() {
    let boxes: String = (0..60).map(|n| format!("n{n} = N {n}\n")).collect();
    for columns in [1, 4, 8, 15] {
        let mut grid = String::from("grid\n");
        for row in 0..60_usize.div_ceil(columns).min(20) {
            let cells = (row * columns..(row + 1) * columns).map(|n| match n {
                0..60 => format!("n{n}"),
                _ => ".".to_string(),
            });
            grid.push_str(&format!("  {}\n", cells.collect::<Vec<_>>().join(" ")));
        }
        let edges: String = (0..120)
            .map(|n| format!("n{} -> n{} : edge {n}\n", n % 20, n * 7 % 20))
            .collect();
        let source = with_head(&format!("{grid}{boxes}{edges}"));
        for mm in [84.0, 176.0, 400.0] {
            let first = drawn(&source, mm).map(|drawing| drawing.svg);
            assert_eq!(first, drawn(&source, mm).map(|drawing| drawing.svg));
        }
    }
}
