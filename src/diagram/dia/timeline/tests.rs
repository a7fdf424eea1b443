//! What each line of a drawing of time draws, and what it is refused for.

use super::super::fixture::{drawn, file};
use super::super::{Drawing, Problem};
use super::calendar::Date;

/// A day in hours, and some lines.
fn source(body: &str) -> String {
    format!("timeline full\ntitle T\nalt A\naxis 0 h .. 24 h step 4\n{body}")
}

fn draw(body: &str) -> Drawing {
    draw_source(&source(body))
}

fn draw_source(source: &str) -> Drawing {
    let drawing = drawn(source, 176.0).unwrap();
    assert!(drawing.findings.is_empty(), "{source}: {:#?}", drawing.findings);
    drawing
}

fn attribute(drawing: &Drawing, id: &str, name: &str) -> String {
    let xml = roxmltree::Document::parse(&drawing.svg).unwrap();
    let mut all = xml.descendants();
    let node = all.find(|node| node.attribute("id") == Some(id));
    let node = node.unwrap_or_else(|| panic!("no {id} in {}", drawing.svg));
    node.attribute(name).unwrap_or_default().to_string()
}

fn number(drawing: &Drawing, id: &str, name: &str) -> f64 {
    attribute(drawing, id, name).parse().unwrap()
}

fn has(drawing: &Drawing, id: &str) -> bool {
    drawing.svg.contains(&format!("id=\"{id}\""))
}

/// The labels of the axis.
fn axis(drawing: &Drawing) -> Vec<String> {
    let xml = roxmltree::Document::parse(&drawing.svg).unwrap();
    let labels = xml
        .descendants()
        .filter(|node| node.attribute("id").is_some_and(|id| id.starts_with("t-axis")));
    labels.filter_map(|node| node.text().map(String::from)).collect()
}

/// The labels of an axis line.
fn labels(axis_line: &str) -> Vec<String> {
    let source = format!("timeline full\ntitle T\nalt A\naxis {axis_line}\nlane A\n");
    axis(&draw_source(&source))
}

#[test]
fn days_are_counted_from_1970_in_the_gregorian_calendar() {
    let days = |text: &str| Date::read(text).unwrap().days();
    assert_eq!(days("1970-01-01"), 0);
    assert_eq!(days("2000-03-01"), 11_017);
    assert_eq!(days("2026-01-01"), 20_454);
    assert_eq!(days("1969-12-31"), -1);
    for day in (-1_000_000..1_000_000).step_by(97) {
        assert_eq!(Date::from_days(day).days(), day);
    }
    for (text, exists) in [
        ("2024-02-29", true),
        ("2026-02-29", false),
        ("1900-02-29", false),
        ("2000-02-29", true),
        ("2026-13-01", false),
        ("2026-04-31", false),
        ("2026-00-10", false),
    ] {
        assert_eq!(Date::read(text).unwrap().exists(), exists, "{text}");
    }
    for text in ["2026-1-01", "26-01-01", "2026-01-01-", "2026/01/01", "+026-01-01"] {
        assert_eq!(Date::read(text), None, "{text}");
    }
    let month = |months| Date::read("2026-11-30").unwrap().months_later(months);
    assert_eq!(month(3), Date { year: 2027, month: 2, day: 1 });
    assert_eq!(month(-11), Date { year: 2025, month: 12, day: 1 });
}

#[test]
fn ticks_bear_numbers_and_the_last_one_the_unit() {
    assert_eq!(labels("0 h .. 24 h step 4"), ["0", "4", "8", "12", "16", "20", "24 h"]);
    assert_eq!(labels("0..24 step 12 h"), ["0", "12", "24 h"]);
    assert_eq!(labels("0 .. 10 step 5"), ["0", "5", "10"]);
    assert_eq!(labels("0 .. 1 d step 12 h"), ["0", "0.5", "1 d"]);
    assert_eq!(labels("-0 .. 1")[0], "0");
    assert_eq!(labels("-1 s .. 1 s step 1"), ["−1", "0", "1 s"]);
}

#[test]
fn ticks_of_dates_are_days_months_or_years() {
    assert_eq!(
        labels("2026-01-01 .. 2026-06-30 step month"),
        ["Jan 2026", "Feb", "Mar", "Apr", "May", "Jun"]
    );
    assert_eq!(
        labels("2025-11-15 .. 2026-02-01 step month"),
        ["Dec 2025", "Jan 2026", "Feb"]
    );
    assert_eq!(
        labels("2025-12-22 .. 2026-01-12 step week"),
        ["22 Dec 2025", "29 Dec", "5 Jan 2026", "12 Jan"]
    );
    assert_eq!(labels("2026-01-01 .. 2026-01-29 step 2 weeks").len(), 3);
    assert_eq!(labels("2026-02-01 .. 2026-12-31 step quarter")[0], "Apr 2026");
    assert_eq!(labels("2020-05-01 .. 2023-01-01 step year"), ["2021", "2022", "2023"]);
    assert_eq!(labels("2026-01-01 .. 2026-01-31 step 10 d").len(), 4);
    assert_eq!(labels("1900-02-28 .. 2100-03-01"), ["2000", "2100"]);
}

#[test]
fn labels_of_ticks_are_thinned_out_where_they_meet() {
    let source = source("lane A\n").replace("step 4", "step 1");
    let narrow = drawn(&source, 60.0).unwrap();
    assert!(narrow.findings.is_empty(), "{:?}", narrow.findings);
    let shown = axis(&narrow);
    assert!(shown.len() < 20 && shown.last().unwrap().ends_with(" h"), "{shown:?}");
}

#[test]
fn spans_lie_to_scale() {
    let drawing = draw("lane A\n0 .. 12 : first\n12 .. 24 : second\n");
    let (a, b) = ("n-1.1", "n-1.2");
    let width = |id| number(&drawing, id, "width");
    assert!((width(a) - width(b)).abs() < 0.02);
    assert!(
        (number(&drawing, a, "x") + width(a) + 0.8 - number(&drawing, b, "x")).abs()
            < 0.02
    );
    assert_eq!(number(&drawing, a, "y"), number(&drawing, b, "y"));
}

#[test]
fn kinds_differ_by_fill_or_outline() {
    let drawing = draw(
        "lane A\n0..4 : a\n4..8 : b [data]\n8..12 : c [model]\n12..16 : d [wait]\n16..20 : e [hold]\n",
    );
    let fill = |n: usize| attribute(&drawing, &format!("n-1.{n}"), "fill");
    let fills = [fill(1), fill(2), fill(3), fill(4)];
    let light: Vec<f64> = fills.iter().map(|fill| lightness(fill)).collect();
    for (index, one) in light.iter().enumerate() {
        for other in &light[index + 1..] {
            assert!((one - other).abs() >= 12.0, "{fills:?} {light:?}");
        }
    }
    assert_eq!(attribute(&drawing, "n-1.4", "stroke-dasharray"), "2 1.5");
    assert!(has(&drawing, "n-1.5.hatch") && !has(&drawing, "n-1.4.hatch"));
}

/// L* of a colour, from its relative luminance (CIE 1976).
fn lightness(hex: &str) -> f64 {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    let y = 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
    116.0 * y.cbrt() - 16.0
}

#[test]
fn spans_at_the_same_time_take_rows_of_their_own() {
    let drawing = draw("lane A\n0..12 : a\n6..18 : b\n12..24 : c\n");
    let y = |n: usize| number(&drawing, &format!("n-1.{n}"), "y");
    assert!(y(2) > y(1) && y(3) == y(1));
}

#[test]
fn a_label_that_its_bar_cannot_hold_stands_beside_or_above_it() {
    let beside = draw("lane A\n0..1 : a long label for a short span\n");
    assert!(has(&beside, "l-1.1") && !has(&beside, "t-1.1"));
    assert!(number(&beside, "l-1.1", "x") > number(&beside, "n-1.1", "x"));
    let above = draw("lane A\n0..11 : x\n11..12 : validation\n12..24 : y\n");
    assert!(number(&above, "l-1.2", "y") < number(&above, "n-1.2", "y"));
}

#[test]
fn milestones_are_diamonds_on_the_ends_of_spans() {
    let drawing = draw("lane A\n4 .. 8 : a\n8 : done\n");
    let path = attribute(&drawing, "n-1.2", "d");
    let x: f64 = path[1..].split(' ').next().unwrap().parse().unwrap();
    let end = number(&drawing, "n-1.1", "x") + number(&drawing, "n-1.1", "width");
    assert!((x - end - 0.4).abs() < 0.02);
    assert!(number(&drawing, "l-1.2", "x") > x);
}

#[test]
fn a_delay_is_an_arrow_from_what_stands_at_its_beginning() {
    let drawing =
        draw("lane A\n0 : impression\n0 => 8 h : click comes\n12 => 16 : wait\n");
    assert!(has(&drawing, "e-1.2.head") && !has(&drawing, "e-1.2.tail"));
    assert!(has(&drawing, "e-1.3.tail"), "nothing stands at its beginning");
}

#[test]
fn arrows_lead_to_other_lanes_and_stay_behind_bars() {
    let drawing = draw(
        "lane A\n0 => C 12 : down\nlane B\n4 .. 20 : in the way\nlane C\n12 .. 16 : aim\n16 => A 16\n",
    );
    assert!(has(&drawing, "e-1.1.to") && has(&drawing, "e-1.1.to.2"));
    let head = attribute(&drawing, "e-1.1.head", "d");
    let tip: f64 = head.split(['L', ' ']).nth(1).unwrap().parse().unwrap();
    assert!((tip - number(&drawing, "n-3.1", "y")).abs() < 0.02);
    assert!(has(&drawing, "e-3.2.to"));
}

#[test]
fn lengths_count_from_the_beginning_and_units_are_converted() {
    let drawing = draw("lane A\n4 .. +240 min : a\nlane B\n4 h .. 0.3333333333 d : b\n");
    let width = |id| number(&drawing, id, "width");
    assert!((width("n-1.1") - width("n-2.1")).abs() < 0.02);
    let dates = draw_source(
        "timeline full\ntitle T\nalt A\naxis 2026-01-01 .. 2026-03-01\nlane A\n2026-01-05 .. +4 weeks : a\nlane B\n2026-01-05 .. 2026-02-02 : b\n",
    );
    assert_eq!(attribute(&dates, "n-1.1", "width"), attribute(&dates, "n-2.1", "width"));
}

#[test]
fn now_runs_behind_the_bars() {
    let drawing = draw("lane A\n0 .. 24 : a\nnow 12 h : today\n");
    assert!(["e-now", "e-now.2", "l-now"].iter().all(|id| has(&drawing, id)));
}

#[test]
fn titles_stand_above_where_that_is_much_lower() {
    let body = "lane A lane with a very long title\n0 .. 3 : ingest\n3 .. 24 : x\n";
    let beside = draw(body);
    assert!(number(&beside, "n-1.2", "y") < number(&beside, "g-lane.1.title", "y"));
    let many = "lane Representation\n0..3 : ingest\n3..6 : backfill\n6..9 : validate\n9..12 : examine\n12..15 : evaluate\n15..18 : announce\n";
    let narrow = drawn(&source(many), 84.0).unwrap();
    assert!(narrow.findings.is_empty(), "{:?}", narrow.findings);
}

/// Problems as message, the text they point at, and hint.
fn problems(source: &str) -> Vec<(String, String, String)> {
    let own = |p: Problem| {
        let part = source[p.at].to_string();
        (p.message, part, p.hint.unwrap_or_default())
    };
    drawn(source, 176.0).unwrap_err().into_iter().map(own).collect()
}

fn assert_problem(source: &str, message: &str, at: &str, hint: &str) {
    let found = problems(source);
    let same = |(m, a, h): &(String, String, String)| {
        m == message && a == at && h.contains(hint)
    };
    assert!(found.iter().any(same), "{source}\n{found:#?}");
}

#[test]
fn mistakes_are_found_where_they_stand() {
    let cases = [
        ("8 .. 4 : x", "the span ends where it begins, or before", "8 .. 4 : x", "first"),
        ("30 : x", "30 lies outside the axis", "30", "longer"),
        ("4 .. +3 d : x", "+3 d lies outside the axis", "+3 d", ""),
        ("4 .. 8 : x [modl]", "unknown kind of span `modl`", "modl", "`model`"),
        ("4 : x [model]", "only spans have a kind", "4 : x [model]", "a..b"),
        ("4 .. 8", "it has no label", "4 .. 8", "label"),
        ("4 hh : x", "unknown unit `hh`", "hh", "`h`"),
        ("4 fortnights : x", "unknown unit `fortnights`", "fortnights", "units are"),
        ("4-5 : x", "cannot read the time `4-5`", "4-5", "36 h"),
        ("1000000000000000 : x", "1000000000000000 is too great", "1000000000000000", ""),
        ("2026-02-30 : x", "the calendar has no 2026-02-30", "2026-02-30", "dates"),
        ("2026-02-03 : x", "a date on an axis of numbers", "2026-02-03", "axis"),
        ("8 => 4 : x", "the arrow leads back in time, or nowhere", "4", "first"),
        (
            "4 => Traning 8",
            "the arrow leads to unknown lane `Traning`",
            "Traning",
            "`Training`",
        ),
        ("lane Training", "lane `Training` is there twice", "Training", ""),
        ("lane", "the lane has no name", "lane", ""),
        ("now 4 h\nnow 5 h", "a second `now` stands here", "now 5 h", ""),
        ("axis 0 .. 1", "a second axis stands here", "axis 0 .. 1", ""),
        ("lan B", "cannot read a line that begins with `lan`", "lan", "`lane`"),
    ];
    for (line, message, at, hint) in cases {
        // A unit is pointed at with its number.
        let at = if message.starts_with("unknown unit") {
            &line[..line.len() - 4]
        } else {
            at
        };
        assert_problem(&source(&format!("lane Training\n{line}\n")), message, at, hint);
    }
    assert_problem(
        &source("4 : x\nlane A\n"),
        "the line stands in no lane",
        "4 : x",
        "lane",
    );
}

#[test]
fn an_axis_is_refused_where_it_is_wrong() {
    let cases = [
        ("0 h", "the axis has no range", "axis 0 h", ""),
        ("5 .. 5", "the axis ends where it begins, or before", "axis 5 .. 5", "earlier"),
        (
            "0 s .. 1 d step 1 ms",
            "the axis has more than 400 ticks",
            "axis 0 s .. 1 d step 1 ms",
            "larger",
        ),
        ("0 h .. 4 h step 0", "`0` is no step", "0", "nought"),
        ("NaN .. inf", "cannot read the time `NaN`", "NaN", ""),
        ("0 .. 4 step 1 h", "", "", ""),
        ("2026-01-01 .. 2026-02-01 step mnth", "unknown step `mnth`", "mnth", "`month`"),
        ("2026-01-01 .. 9 h", "a number on an axis of dates", "9 h", "date"),
        ("0 .. 4 step 1 x", "unknown unit `x`", "1 x", ""),
    ];
    for (line, message, at, hint) in cases {
        let source = format!("timeline full\ntitle T\nalt A\naxis {line}\nlane A\n");
        if message.is_empty() {
            draw_source(&source);
        } else {
            assert_problem(&source, message, at, hint);
        }
    }
    let length = "timeline full\ntitle T\nalt A\naxis 0 .. 4\nlane A\n1 h : x\n";
    assert_problem(
        length,
        "the length has no unit in common with the axis",
        "1 h",
        "unit",
    );
    let head = "timeline full\ntitle T\nalt A\n";
    assert_problem(head, "the figure has no `axis` line", "", "axis");
    assert_problem(head, "the figure has no lane", "", "lane");
}

#[test]
fn all_mistakes_are_reported_at_once_in_order() {
    let source = "timeline full\ntitle T\nalt A\naxis 0 h .. 24 z\nlane A\n4 .. 8 : x [modl]\n2026-02-30 : y\nlan B\n";
    let places: Vec<String> = problems(source).into_iter().map(|p| p.1).collect();
    assert_eq!(places, ["24 z", "modl", "2026-02-30", "lan"]);
}

#[test]
fn what_does_not_fit_says_what_it_needs() {
    let source = source("lane A\n0 .. 1 : an_unbreakable_label_that_goes_on_and_on\n");
    let found = drawn(&source, 40.0).unwrap_err();
    let message = &found[0].message;
    let needs = message.trim_start_matches("does not fit: needs ");
    let needs: f64 = needs.split(' ').next().unwrap().parse().unwrap();
    assert!(drawn(&source, needs).is_ok(), "{message}");
    assert!(drawn(&source, needs - 1.2).is_err(), "{message}");
    assert_eq!(&source[found[0].at.clone()], "timeline full");
}

#[test]
fn degenerate_sources_end_in_a_drawing_or_a_message() {
    let long = "word ".repeat(60);
    let whole = "w".repeat(300);
    let many: String = (0..150)
        .map(|n| format!("{} .. +1 : item {n}\n{} => 23.5 : go\n", n % 23, n % 20))
        .collect();
    let bodies = [
        "lane A\n".to_string(),
        "lane A\nlane B\nlane C\n0 .. 24 : x\n".to_string(),
        format!("lane {long}\n0 .. 1 : {long}\n24 : {long}\n0 => 24 : {long}\n"),
        format!("lane A\n0 .. 24 : {whole}\n"),
        format!("lane A\n{many}"),
        "lane A\n0 .. 0.0000001 : x\n23.9999999 .. 24 : y\n24 : z\n".to_string(),
        "lane A\n0 => B 24\n0 => B 0\nlane B\n24 => A 24\n".to_string(),
    ];
    for body in bodies {
        for mm in [f64::NAN, -1.0, 20.0, 84.0, 176.0] {
            if let Err(found) = drawn(&source(&body), mm) {
                assert!(found[0].message.contains("does not fit"), "{found:?}");
            }
        }
    }
}

#[test]
fn examples_have_no_finding_and_keep_their_size() {
    // Name, width, and the most height, in millimetres.
    let cases = [
        ("timeline-labels", 176.0, 51.0),
        ("timeline-labels", 117.0, 61.0),
        ("timeline-labels", 84.0, 72.0),
        ("timeline-plan", 84.0, 37.0),
        ("timeline-plan", 176.0, 36.0),
    ];
    for (name, mm, most) in cases {
        let drawing = drawn(&file(name), mm).unwrap();
        assert!(drawing.findings.is_empty(), "{name} {mm}: {:#?}", drawing.findings);
        let height = drawing.height_pt * 25.4 / 72.0;
        assert!(height <= most, "{name} is {height:.1} mm tall at {mm} mm");
        assert_eq!(drawing.svg, drawn(&file(name), mm).unwrap().svg);
    }
}
