//! What each line of a drawing of calls draws, and what it is refused for.

use super::super::fixture::{drawn, file};
use super::super::{Drawing, Problem};

/// Three parties and some lines.
fn source(body: &str) -> String {
    format!(
        "seq full\ntitle T\nalt A\na = Client [actor]\nb = Gateway\nc = Ranker [model]\n{body}"
    )
}

fn draw(body: &str) -> Drawing {
    let drawing = drawn(&source(body), 176.0).unwrap();
    assert!(drawing.findings.is_empty(), "{body}: {:#?}", drawing.findings);
    drawing
}

/// An attribute of an element as a number.
fn number(drawing: &Drawing, id: &str, name: &str) -> f64 {
    attribute(drawing, id, name).parse().unwrap()
}

fn attribute(drawing: &Drawing, id: &str, name: &str) -> String {
    let xml = roxmltree::Document::parse(&drawing.svg).unwrap();
    let mut all = xml.descendants();
    let node = all.find(|node| node.attribute("id") == Some(id));
    let node = node.unwrap_or_else(|| panic!("no {id} in {}", drawing.svg));
    node.attribute(name).unwrap_or_default().to_string()
}

fn has(drawing: &Drawing, id: &str) -> bool {
    drawing.svg.contains(&format!("id=\"{id}\""))
}

/// The words of an element.
fn words(drawing: &Drawing, id: &str) -> String {
    let xml = roxmltree::Document::parse(&drawing.svg).unwrap();
    let mut all = xml.descendants();
    let node = all.find(|node| node.attribute("id") == Some(id)).unwrap();
    node.text().unwrap_or_default().to_string()
}

/// The height of a bar.
fn height(drawing: &Drawing, id: &str) -> f64 {
    number(drawing, id, "height")
}

#[test]
fn parties_stand_in_the_order_of_their_definition() {
    let drawing = draw("b -> c : call\n");
    let x = |id| number(&drawing, id, "x");
    assert!(x("n-a") < x("n-b") && x("n-b") < x("n-c"));
    assert!(has(&drawing, "e-life.a") && has(&drawing, "e-life.c"));
}

#[test]
fn arrows_differ_by_weight_and_dashes() {
    let drawing = draw("a => b : x\nb -> c : y\nc ~> b : z\nc ..> a : w\n");
    let look = |id| {
        (
            attribute(&drawing, id, "stroke-width"),
            attribute(&drawing, id, "stroke-dasharray"),
        )
    };
    assert_eq!(look("e-a.b"), ("1.5".into(), String::new()));
    assert_eq!(look("e-b.c"), ("0.75".into(), String::new()));
    assert_eq!(look("e-c.b"), ("0.75".into(), "3 2".into()));
    assert_eq!(look("e-c.a"), ("0.75".into(), "0.9 1.7".into()));
}

#[test]
fn an_answer_ends_the_bar_that_its_call_began() {
    let drawing = draw("a -> b : x\nb -> c : y\nc ~> b : z\nb ~> a : w\n");
    assert!(height(&drawing, "n-b.bar") > height(&drawing, "n-c.bar") + 20.0);
    assert!(!has(&drawing, "n-a.bar") && !has(&drawing, "n-b.bar.2"));
}

#[test]
fn a_dashed_message_without_a_call_begins_no_bar() {
    let drawing = draw("a ~> b : beacon\nb ..> c : log\n");
    assert!(!has(&drawing, "n-b.bar") && !has(&drawing, "n-c.bar"));
}

#[test]
fn a_call_without_answer_lasts_until_the_last_work_of_the_one_called() {
    let short = draw("a -> b : x\na -> c : y\n");
    let long = draw("a -> b : x\na -> c : y\nb : tidy\n");
    assert!(height(&long, "n-b.bar") > height(&short, "n-b.bar") + 15.0);
}

#[test]
fn each_part_of_either_may_answer_the_same_call() {
    let drawing = draw(
        "a -> b : x\neither hit\nb ~> a : y\nor miss\nb -> c : z\nc ~> b : u\nb ~> a : v\nend\n",
    );
    assert!(!has(&drawing, "n-b.bar.2"));
    let foot = number(&drawing, "n-b.bar", "y") + height(&drawing, "n-b.bar");
    assert!(foot > number(&drawing, "n-c.bar", "y") + height(&drawing, "n-c.bar"));
}

#[test]
fn a_party_called_back_while_it_works_gets_a_second_bar() {
    let drawing = draw("a -> b : x\nb -> c : y\nc -> b : z\nb ~> c : u\nb ~> a : v\n");
    let shift = number(&drawing, "n-b.bar.2", "x") - number(&drawing, "n-b.bar", "x");
    assert!(shift > 2.0, "{shift}");
}

#[test]
fn times_are_bold_behind_their_words() {
    let drawing = draw("a -> b : score(x) @p99 4 ms\nb : think @9 ms\nb ~> a : @1 s\n");
    assert_eq!(words(&drawing, "l-a.b.0"), "score(x) ·");
    assert_eq!(words(&drawing, "l-a.b.0.2"), "p99 4 ms");
    assert_eq!(attribute(&drawing, "l-a.b.0.2", "font-weight"), "600");
    assert_eq!(words(&drawing, "l-b.0.2"), "9 ms");
    assert_eq!(words(&drawing, "l-b.a.0"), "1 s");
}

#[test]
fn an_address_is_not_a_time() {
    let drawing = draw("a -> b : mail ops@example.org\n");
    assert_eq!(words(&drawing, "l-a.b.0"), "mail ops@example.org");
}

#[test]
fn work_is_a_filled_bar_with_its_words_beside_it() {
    let drawing = draw("a -> b : x\nb : think\nc : alone\n");
    assert_eq!(attribute(&drawing, "n-b.work", "fill"), "#24496e");
    assert!(number(&drawing, "l-b.0", "x") > number(&drawing, "n-b.work", "x"));
    // The last party has no room to its right.
    assert!(number(&drawing, "l-c.0", "x") < number(&drawing, "n-c.work", "x"));
}

#[test]
fn a_lost_message_ends_in_a_cross_and_opens_nothing() {
    let drawing = draw("a -> b : x\nb -x c : lost\nb ~x a : dropped\n");
    assert!(!has(&drawing, "n-c.bar") && has(&drawing, "n-b.bar"));
    assert_eq!(attribute(&drawing, "e-b.c.head", "fill"), "none");
    assert_eq!(attribute(&drawing, "e-a.b.head", "fill"), "#2b3138");
}

#[test]
fn notes_span_lifelines_and_interrupt_them() {
    let drawing = draw("a -> b : x\nnote c b : remember\na -> b : y\n");
    let (x, width) =
        (number(&drawing, "n-note.2", "x"), number(&drawing, "n-note.2", "width"));
    assert!(x < number(&drawing, "n-b", "x") + 30.0 && width > 100.0);
    assert!(has(&drawing, "e-life.c.2"), "the line of c goes on below");
}

#[test]
fn notes_interrupt_bars_and_keep_clear_of_the_total() {
    let drawing = draw("a -> b : x\nnote a b : remember\nb ~> a : y\ntotal : 1 s\n");
    let foot = number(&drawing, "n-b.bar", "y") + height(&drawing, "n-b.bar");
    assert!((foot - number(&drawing, "n-note.2", "y")).abs() < 0.02);
    assert!(number(&drawing, "n-b.bar.2", "y") > foot);
    assert!(number(&drawing, "n-note.2", "x") > number(&drawing, "l-total", "x") + 4.0);
}

#[test]
fn frames_hold_their_parts_and_each_other() {
    let drawing = draw(
        "a -> b : x\npar one\nloop twice\nb -> c : y\nc ~> b : z\nend\nand two\nopt\nb : w\nend\nend\n",
    );
    let inside = |inner: &str, outer: &str| {
        let of = |id: &str, name: &str| number(&drawing, id, name);
        of(inner, "x") > of(outer, "x")
            && of(inner, "y") > of(outer, "y")
            && of(inner, "x") + of(inner, "width") < of(outer, "x") + of(outer, "width")
            && of(inner, "y") + of(inner, "height") < of(outer, "y") + of(outer, "height")
    };
    assert!(inside("g-frame.3", "g-frame.2") && inside("g-frame.8", "g-frame.2"));
    assert_eq!(words(&drawing, "g-frame.2.title"), "par");
    assert_eq!(words(&drawing, "g-frame.7.title"), "and");
    assert_eq!(words(&drawing, "l-frame.3.0"), "twice");
}

#[test]
fn the_total_spans_what_the_first_sender_waits_for() {
    let drawing = draw("a -> b : x\nb ~> a : y\nb ..> c : log\ntotal : 46 ms\n");
    assert_eq!(words(&drawing, "l-total"), "46 ms");
    let level = |id: &str| {
        let path = attribute(&drawing, id, "d");
        path.rsplit(' ').next().unwrap().to_string()
    };
    assert_eq!(level("e-total"), level("e-b.a"));
    assert_ne!(level("e-total"), level("e-b.c"));
}

#[test]
fn words_find_a_gap_between_lifelines_or_get_a_ground() {
    let gap = draw("a -> c : x\n");
    assert!(!has(&gap, "l-a.c.0.ground"));
    let long = format!("a -> c : {}\n", "word ".repeat(24));
    let struck = draw(&long);
    assert!(has(&struck, "l-a.c.0.ground"));
}

#[test]
fn words_break_only_where_the_width_asks_for_it() {
    let body = "a -> b : candidates(user, context, history, device)\nb -> c : ok\n";
    assert!(!has(&draw(body), "l-a.b.1"));
    let narrow = drawn(&source(body), 50.0).unwrap();
    assert!(has(&narrow, "l-a.b.1") && !has(&narrow, "l-b.c.1"));
    assert!(narrow.findings.is_empty(), "{:#?}", narrow.findings);
}

#[test]
fn what_does_not_fit_says_what_it_needs() {
    let source = source("a -> b : unbreakable_name_of_a_call\n");
    let found = drawn(&source, 40.0).unwrap_err();
    let message = &found[0].message;
    assert!(message.starts_with("does not fit: needs "), "{message}");
    let needs = message.trim_start_matches("does not fit: needs ");
    let needs: f64 = needs.split(' ').next().unwrap().parse().unwrap();
    assert!(drawn(&source, needs + 0.1).is_ok(), "{message}");
    assert_eq!(&source[found[0].at.clone()], "seq full");
}

/// Problems as message and the text they point at.
fn problems(source: &str) -> Vec<(String, String, String)> {
    let own = |p: Problem| {
        let part = source[p.at].to_string();
        (p.message, part, p.hint.unwrap_or_default())
    };
    drawn(source, 176.0).unwrap_err().into_iter().map(own).collect()
}

#[test]
fn mistakes_are_found_where_they_stand() {
    let cases = [
        ("d = D [stor]", "unknown kind of party `stor`", "stor", "did you mean `store`?"),
        ("a = Again", "party `a` is defined twice", "a", ""),
        ("d =", "party `d` has no label", "d =", ""),
        ("a.b = X", "`a.b` cannot name a party", "a.b", "letters"),
        ("note = X", "`note` cannot name a party", "note", "another kind of line"),
        ("a -> gate : x", "message names unknown party `gate`", "gate", "`gate = Label`"),
        ("a -> b: x", "message names unknown party `b: x`", "b: x", "` : `"),
        ("d : work", "work names unknown party `d`", "d", ""),
        ("note a d : x", "note names unknown party `d`", "d", ""),
        ("a -> b -> c", "a second arrow stands in the line", "->", "of its own"),
        ("a --> b", "unknown arrow `-->`", "-->", "arrows are"),
        ("a ->", "a message ends in nothing", "a ->", ""),
        ("a -> a : x", "a message leads from `a` to itself", "a -> a : x", "`a : text`"),
        ("note a", "the note says nothing", "note a", "note a b : text"),
        ("note : x", "the note says nothing", "note : x", "note a b : text"),
        ("total", "the total says nothing", "total", "46 ms"),
        ("total : 1\ntotal : 2", "a second total stands here", "total : 2", ""),
        ("or x", "`or` stands in no `either`", "or x", "either text"),
        ("loop\na : x\nand y\nend", "`and` stands in no `par`", "and y", "par text"),
        ("end", "`end` closes nothing", "end", ""),
        ("opt x\na : y", "the frame has no end", "opt x", "`end`"),
        ("opt x\nend", "nothing happens in this part of the frame", "opt x", ""),
        (
            "opt\nopt\nopt\nopt\na : x\nend\nend\nend\nend",
            "more than 3 frames in one another",
            "opt",
            "",
        ),
        ("lop x", "cannot read a line that begins with `lop`", "lop", "`loop`"),
        ("a - > b", "cannot read a line that begins with `a`", "a", "a line is"),
    ];
    for (body, message, at, hint) in cases {
        let found = problems(&source(&format!("{body}\n")));
        let same = |(m, a, h): &(String, String, String)| {
            m == message && a == at && h.contains(hint)
        };
        assert!(found.iter().any(same), "{body}\n{found:#?}");
    }
}

#[test]
fn all_mistakes_are_reported_at_once_in_order() {
    let found = problems(&source("d = D [stor]\na -> q\nend\nb >> c\n"));
    let places: Vec<&str> = found.iter().map(|(_, at, _)| at.as_str()).collect();
    assert_eq!(places, ["stor", "q", "end", ">>"]);
}

#[test]
fn a_figure_needs_a_party_and_not_too_many() {
    let found = problems("seq full\ntitle T\nalt A\n");
    assert_eq!(found[0].0, "the figure has no party");
    let many: String = (0..41).map(|n| format!("p{n} = P\n")).collect();
    let found = problems(&format!("seq full\ntitle T\nalt A\n{many}"));
    assert_eq!(found[0].0, "the figure has more than 40 parties or 300 lines");
}

#[test]
fn degenerate_sources_end_in_a_drawing_or_a_message() {
    let long = "word ".repeat(60);
    let whole = "w".repeat(300);
    let many: String = (0..200)
        .map(|n| {
            format!("{} -> {} : m{n}\n", ["a", "b", "c"][n % 3], ["b", "c", "a"][n % 3])
        })
        .collect();
    let bodies = [
        String::new(),
        "a : alone @1 ms\nnote a : x\n".to_string(),
        format!(
            "a -> b : {long}\nc : {long}\nnote c : {long}\nloop {long}\na : x\nend\n"
        ),
        format!("a -> b : {whole} @{whole}\n"),
        "a -> b :\nb ~> a\na -> b : @\na : \\\\\n".to_string(),
        many,
    ];
    for body in bodies {
        for mm in [f64::NAN, -1.0, 20.0, 84.0, 176.0] {
            if let Err(found) = drawn(&source(&body), mm) {
                assert!(found[0].message.contains("does not fit"), "{found:?}");
            }
        }
    }
    let alone = "seq half\ntitle T\nalt A\na = A\na : work\nloop x\na : again\nend\n";
    assert!(drawn(alone, 84.0).unwrap().findings.is_empty());
}

#[test]
fn examples_have_no_finding_and_keep_their_size() {
    // Name, width, and the most height, in millimetres.
    let cases = [
        ("seq-fallback", 176.0, 122.0),
        ("seq-fallback", 117.0, 125.0),
        ("seq-fallback", 84.0, 145.0),
        ("seq-cache", 84.0, 69.0),
        ("seq-cache", 120.0, 69.0),
    ];
    for (name, mm, most) in cases {
        let drawing = drawn(&file(name), mm).unwrap();
        assert!(drawing.findings.is_empty(), "{name} {mm}: {:#?}", drawing.findings);
        let height = drawing.height_pt * 25.4 / 72.0;
        assert!(height <= most, "{name} is {height:.1} mm tall at {mm} mm");
        assert_eq!(drawing.svg, drawn(&file(name), mm).unwrap().svg);
    }
}
