//! Figures that break a rule and figures that just do not.
#![allow(clippy::disallowed_methods, reason = "tests read their inputs")]

use std::sync::{Arc, OnceLock};

use usvg::fontdb::Database;

use super::{Fault, Severity, lint};
use crate::limits;

/// The rules of the linter.
const RULES: [&str; 14] = [
    "figure-border",
    "figure-canvas",
    "figure-contrast",
    "figure-crowd",
    "figure-glyph",
    "figure-grey",
    "figure-line-box",
    "figure-line-line",
    "figure-line-text",
    "figure-overflow",
    "figure-overlap",
    "figure-raster",
    "figure-stroke",
    "figure-text",
];

/// The faces of figures, and one to fall back to.
const FACES: [&str; 4] = [
    "IBMPlexSansCondensed-Regular",
    "IBMPlexSansCondensed-Medium",
    "IBMPlexSansCondensed-SemiBold",
    "IBMPlexMath-Regular",
];

/// The fonts of figures.
pub(super) fn fonts() -> Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        let mut fonts = Database::new();
        for face in FACES {
            let root = env!("CARGO_MANIFEST_DIR");
            let path = format!("{root}/fonts/ibm-plex/{face}.ttf");
            fonts.load_font_data(std::fs::read(path).unwrap());
        }
        Arc::new(fonts)
    });
    fonts.clone()
}

/// The faults of a figure, printed at the size of its `viewBox` in points.
pub(in crate::diagram) fn faults(svg: &str) -> Vec<Fault> {
    let options = usvg::Options {
        fontdb: fonts(),
        font_family: String::new(),
        ..usvg::Options::default()
    };
    let xml = roxmltree::Document::parse(svg).unwrap();
    let tree = usvg::Tree::from_str(svg, &options).unwrap();
    let view = xml.root_element().attribute("viewBox").unwrap();
    let width: f64 = view.split(' ').nth(2).unwrap().parse().unwrap();
    lint(svg, &xml, &tree, width / f64::from(tree.size().width()))
}

/// A figure of 200 by 100 points around some elements.
pub(super) fn figure(body: &str) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='200pt' height='100pt' \
         viewBox='0 0 200 100'><g font-family='IBM Plex Sans Condensed' \
         font-size='7.6'>{body}</g></svg>"
    )
}

/// The rules that a figure of some elements breaks.
pub(super) fn broken(body: &str) -> Vec<&'static str> {
    let mut rules: Vec<_> = faults(&figure(body)).iter().map(|f| f.rule).collect();
    rules.dedup();
    rules
}

#[test]
fn every_rule_finds_its_fault_and_nothing_else() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/lints");
    let mut seen = [[0; 2]; RULES.len()];
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let svg = std::fs::read_to_string(&path).unwrap();
        let found = faults(&svg);
        let rule = RULES.iter().position(|rule| name.starts_with(rule)).unwrap();
        let is_bad = name.ends_with("-bad");
        assert!(is_bad || name.ends_with("-good"), "{name}");
        seen[rule][usize::from(is_bad)] += 1;
        if is_bad {
            let only = found.iter().all(|fault| fault.rule == RULES[rule]);
            assert!(only && found.len() == 1, "{name}: {found:#?}");
            let told = found[0].hint.as_ref().is_some_and(|hint| !hint.is_empty());
            assert!(told && !found[0].at.is_empty(), "{name}: {found:#?}");
            assert_eq!(found[0].severity, Severity::Error, "{name}");
        } else {
            assert_eq!(found, [], "{name}");
        }
    }
    for (rule, [good, bad]) in RULES.iter().zip(seen) {
        assert!(good > 0 && bad > 0, "{rule}: {good} good and {bad} bad figures");
    }
}

#[test]
fn a_fault_names_its_part_its_place_and_its_millimetres() {
    let svg = figure("<text id='l-a' x='20' y='50' fill='#999'>faint</text>");
    let [fault] = faults(&svg).try_into().unwrap();
    assert_eq!(fault.id, "l-a");
    assert!(svg[fault.at.clone()].starts_with("<text id='l-a'"));
    assert!(svg[fault.at].ends_with("faint</text>"));
    assert_eq!(
        fault.message,
        "“faint” (#l-a) stands out by only 2.85 : 1, 9.5 mm from the left and \
         16.7 mm from the top"
    );
}

#[test]
fn a_part_without_an_id_stands_where_its_surroundings_are() {
    let place = |body: &str| {
        let svg = figure(body);
        let [fault] = faults(&svg).try_into().unwrap();
        assert_eq!(fault.id, "");
        svg[fault.at].to_string()
    };
    let twins = "<text x='20' y='20'>a</text><text x='9' y='40' fill='#999'>\
                 b\n c</text><text x='20' y='60'>b c</text>";
    assert!(place(twins).starts_with("<text x='9'"), "by the words");
    let thin = "<g id='g-axis'><g><path d='M9 9H50' stroke='#000' \
                stroke-width='0.1'/></g></g>";
    assert_eq!(place(thin), "<g id='g-axis'");
    let thin = "<path d='M9 9H50' stroke='#000' stroke-width='0.1'/>";
    assert!(place(thin).starts_with("<svg xmlns"));
}

#[test]
fn many_boxes_are_a_warning_and_too_many_an_error() {
    let boxes = |count: usize, id: fn(usize) -> String| -> Vec<Severity> {
        let part = |index: usize| {
            let (x, y) = (2 + index % 6 * 33, 2 + index / 6 * 15);
            format!(
                "<rect{} x='{x}' y='{y}' width='30' height='12' fill='none' \
                 stroke='#000'/><text x='{}' y='{}'>box</text>",
                id(index),
                x + 5,
                y + 9
            )
        };
        let found = faults(&figure(&(0..count).map(part).collect::<String>()));
        assert!(found.iter().all(|fault| fault.rule == "figure-crowd"), "{found:#?}");
        found.iter().map(|fault| fault.severity).collect()
    };
    let none = |_| String::new();
    assert_eq!(boxes(limits::FIGURE_BOXES, none), []);
    assert_eq!(boxes(limits::FIGURE_BOXES + 1, none), [Severity::Warning]);
    assert_eq!(boxes(limits::FIGURE_BOXES_MOST, none), [Severity::Warning]);
    assert_eq!(boxes(limits::FIGURE_BOXES_MOST + 1, none), [Severity::Error]);
    let cells = |index| format!(" id='c1-{index}'");
    assert_eq!(boxes(limits::FIGURE_BOXES_MOST + 1, cells), []);
}

#[test]
fn turned_text_is_judged_as_it_stands() {
    let pair = |angle: i32, apart: i32| {
        broken(&format!(
            "<text transform='translate(60 60) rotate({angle})'>February</text>\
             <text transform='translate({} 60) rotate({angle})'>February</text>",
            60 + apart
        ))
    };
    assert_eq!(pair(-45, 16), [""; 0], "boxes around them overlap, they do not");
    assert_eq!(pair(-45, 6), ["figure-overlap"]);
    assert_eq!(pair(-90, 9), [""; 0]);
    assert_eq!(pair(0, 9), ["figure-overlap"]);
    let line = "<path d='M50 40L80 70' stroke='#000' fill='none'/>";
    let text =
        |x| format!("{line}<text transform='translate({x} 55) rotate(45)'>along</text>");
    assert_eq!(broken(&text(70)), [""; 0]);
    assert_eq!(broken(&text(64)), ["figure-line-text"]);
}

#[test]
fn opacity_clip_paths_and_copies_are_seen_as_printed() {
    let cases: [(&str, &[&str]); 10] = [
        (
            "<g opacity='0.5'><text x='20' y='50' fill='#333'>half</text></g>",
            &["figure-contrast"],
        ),
        (
            "<g opacity='0'><text x='20' y='50'>none</text>\
             <path d='M9 47H90' stroke='#000'/></g>",
            &[],
        ),
        (
            "<rect x='9' y='30' width='80' height='30' fill='#000' \
             fill-opacity='0.2'/><text x='20' y='50'>on grey</text>",
            &[],
        ),
        (
            "<clipPath id='c'><rect width='15' height='99'/></clipPath>\
             <path clip-path='url(#c)' d='M9 47H90' stroke='#000'/>\
             <text x='20' y='50'>not reached</text>",
            &[],
        ),
        (
            "<clipPath id='c'><rect width='90' height='90'/></clipPath>\
             <rect clip-path='url(#c)' x='20' y='-50' width='40' height='300' \
             fill='#dfe5ec'/>",
            &[],
        ),
        (
            "<defs><text id='l-a' x='20' y='50'>copied</text></defs>\
             <use href='#l-a'/><use href='#l-a' x='60'/>",
            &[],
        ),
        (
            "<symbol id='s'><text x='20' y='50' fill='#999'>copied</text></symbol>\
             <use href='#s'/>",
            &["figure-contrast"],
        ),
        (
            "<defs><path id='w' d='M20 0H60' stroke='#000'/></defs><use href='#w' \
             transform='translate(0 28)'/><text x='20' y='60'>under it</text>",
            &[],
        ),
        ("<text x='20' y='50' display='none'>hidden</text>", &[]),
        (
            "<mask id='m'><rect width='200' height='100' fill='#fff'/></mask>\
             <g mask='url(#m)'><text x='20' y='50'>masked</text></g>",
            &["figure-raster"],
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(broken(body), expected, "{body}");
    }
}

#[test]
fn a_halo_keeps_lines_off_letters() {
    let line = "<path d='M9 47H90' stroke='#000'/>";
    let halo = "paint-order='stroke' stroke='#fff' stroke-width='3'";
    assert_eq!(
        broken(&format!("{line}<text x='20' y='50'>bare</text>")),
        ["figure-line-text"]
    );
    assert_eq!(broken(&format!("{line}<text x='20' y='50' {halo}>halo</text>")), [""; 0]);
    let twice = "<text x='20' y='50' fill='#fff' stroke='#fff'>twice</text>\
                 <text x='20' y='50'>twice</text>";
    assert_eq!(broken(twice), [""; 0]);
}

#[test]
fn no_figure_takes_longer_than_its_share() {
    let zigzag: String = (0..30_000)
        .map(|step| format!("L{} {}", step * 37 % 200, step * 53 % 100))
        .collect();
    let text: String = (0..400)
        .map(|n| format!("<text x='{}' y='{}'>w</text>", n * 7 % 190, n * 11 % 90))
        .collect();
    let found = faults(&figure(&format!(
        "<path d='M0 0{zigzag}' fill='none' stroke='#000' stroke-width='0.5'/>{text}"
    )));
    let says = |words: &str| found.iter().any(|fault| fault.message.contains(words));
    assert!(says("too dense to be checked to its end"));
    assert!(says("more faults of this kind"));
    for rule in RULES {
        let count = found.iter().filter(|fault| fault.rule == rule).count();
        assert!(count <= limits::FIGURE_FAULTS, "{rule}: {count}");
    }
}

#[test]
fn odd_figures_are_judged_without_a_crash() {
    let bodies = [
        "",
        "<text/><text> </text><text x='9' y='9'><tspan/></text>",
        "<path d='M0 0'/><path d='M0 0Z'/><path d='M1e38 1e38L-1e38 0' stroke='#000'/>",
        "<rect width='1e-9' height='1e9' stroke='#000' stroke-width='1e9'/>",
        "<g transform='matrix(1 2 2 4 0 0)'><text x='9' y='9'>flat</text></g>",
        "<path id='w' d='M9 50Q90 0 180 50' fill='none'/><text><textPath \
         href='#w'>along a way</textPath></text>",
        "<text x='9' y='50' rotate='10 20 30' writing-mode='tb'>turned</text>",
        "<clipPath id='c'/><g clip-path='url(#c)'><text x='9' y='9'>gone</text></g>",
        "<use href='#self' id='self'/><g id='é'><text x='9' y='50'>é</text></g>",
        "<text id='ü.' x='9' y='50' fill='#999'>ü\u{ad}\u{200b}e\u{301}</text>",
        "<circle r='9' stroke-width='30' stroke='#000' stroke-dasharray='1 2'/>",
    ];
    for body in bodies {
        let svg = figure(body);
        for fault in faults(&svg) {
            assert!(svg.get(fault.at.clone()).is_some(), "{body}: {fault:?}");
        }
        let xml = roxmltree::Document::parse(&svg).unwrap();
        let tree = usvg::Tree::from_str(&svg, &usvg::Options::default()).unwrap();
        for scale in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(lint(&svg, &xml, &tree, scale), [], "{body}");
        }
        lint(&svg, &xml, &tree, 1e30);
    }
}
