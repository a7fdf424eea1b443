//! Quantities: what formulas give, how numbers print, what an edition changes.

use std::fmt::Write;

use serde_json::Value;

use crate::fixture::Fixture;

const NUMBERS: &str = "content/cases/first-case/numbers.toml";

/// The quantities of the first case, as `list` gives them.
fn listed(fixture: &Fixture, edition: &str) -> Vec<Value> {
    let arguments =
        ["list", "numbers", "first-case", "--edition", edition, "--format", "json"];
    let run = fixture.run(&arguments).exits(0);
    run.json_lines().remove(0).as_array().unwrap().clone()
}

/// How a quantity prints: value, high end and unit.
fn printed(rows: &[Value], name: &str) -> String {
    let row = rows.iter().find(|row| row["name"] == name);
    let row = row.unwrap_or_else(|| panic!("no quantity {name}"));
    let part = |key: &str| row[key].as_str().map(str::to_string);
    let value = [part("low"), part("high")].into_iter().flatten().collect::<Vec<_>>();
    [Some(value.join("–")), part("measure")]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A record of a computed quantity.
fn computed(name: &str, formula: &str, unit: &str) -> String {
    format!("\n[{name}]\nwhat = 'A number'\nformula = '{formula}'\nunit = '{unit}'\n")
}

#[test]
fn formulas_give_what_their_units_say() {
    // `talk` is 35 min, `greeting` 1 min, `share` 0.2 to 0.3, `audience` 12 k readers.
    let expected = [
        ("length_s", "length", "s", "2160 s"),
        ("length_h", "length", "h", "0.6 h"),
        ("part", "greeting / talk", "%", "2.86 %"),
        ("each_day", "audience / 1 day", "k readers/day", "12 k readers/day"),
        ("good", "share * audience", "k readers", "2.4–3.6 k readers"),
        ("none", "talk - 35 min", "min", "0 min"),
        ("root", "sqrt(talk * talk)", "min", "35 min"),
        ("longest", "max(talk, greeting)", "min", "35 min"),
        ("storage", "audience * 2 kB / 1 reader", "MB", "24 MB"),
        ("ranked", "2 + 3 * 4 ^ 2 - 6 / 3", "×", "48 ×"),
    ];
    let fixture = Fixture::good();
    for (name, formula, unit, _) in expected {
        fixture.append(NUMBERS, &computed(name, formula, unit));
    }
    let rows = listed(&fixture, "book");
    for (name, formula, _, text) in expected {
        let shown = printed(&rows, name).replace('\u{202f}', " ");
        assert_eq!(shown, text, "{name} = {formula}");
    }
}

#[test]
fn an_edition_changes_an_assumption_and_all_that_hangs_on_it() {
    let fixture = Fixture::good();
    let (book, first) = (listed(&fixture, "book"), listed(&fixture, "first"));
    assert_eq!(printed(&book, "talk"), "35 min");
    assert_eq!(printed(&book, "length"), "36 min");
    assert_eq!(printed(&first, "talk"), "34 min");
    assert_eq!(printed(&first, "length"), "35 min");
    assert_eq!(printed(&first, "greeting"), printed(&book, "greeting"));
    let overridden = |rows: &[Value]| {
        let own = rows.iter().filter(|row| row["overridden"] == true);
        own.map(|row| row["name"].as_str().unwrap().to_string())
            .collect::<Vec<_>>()
    };
    assert!(overridden(&book).is_empty());
    assert_eq!(overridden(&first), ["talk"]);
}

/// The export holds what is printed as text.
#[test]
fn a_number_is_the_same_in_text_and_figure() {
    let fixture = Fixture::good();
    for (edition, length) in [("book", "36\u{a0}min"), ("first", "35\u{a0}min")] {
        fixture.run(&["export", "typst", edition, edition]).exits(0);
        let figure = fixture.text(&format!("{edition}/diagrams/first-case/path.svg"));
        assert!(figure.contains(&format!(">answer in {length}<")), "{figure}");
        assert!(!figure.contains('{'), "{figure}");
    }
}

/// A chain of this many formulas, each on the one before.
fn chain(length: usize) -> Fixture {
    let fixture = Fixture::good();
    let mut text = String::new();
    for link in 1..=length {
        let before = link - 1;
        let formula =
            if before == 0 { "talk".into() } else { format!("link_{before:03}") };
        write!(text, "{}", computed(&format!("link_{link:03}"), &formula, "min"))
            .unwrap();
    }
    fixture.append(NUMBERS, &text);
    fixture
}

/// The names sort so that each is reached before the one that needs it, and, in
/// the second chain, after it.
#[test]
fn a_chain_of_formulas_has_an_end() {
    let fixture = chain(500);
    assert_eq!(printed(&listed(&fixture, "book"), "link_500"), "35 min");

    let fixture = chain(500);
    let text = fixture.text(NUMBERS);
    let reversed = text.split("link_").map(|piece| {
        let (digits, rest) = piece.split_at_checked(3).unwrap_or((piece, ""));
        match digits.parse::<u32>() {
            Ok(link) => format!("link_{:03}{rest}", 999 - link),
            Err(_) => piece.to_string(),
        }
    });
    fixture.file(NUMBERS, &reversed.collect::<String>());
    let run = fixture.run(&["check", "--content-only"]).exits(1);
    run.says(&["more than 100 formulas in a row", "rule `formula-depth`"]);
}

#[test]
fn a_value_that_is_no_number_or_backwards_is_refused() {
    for value in ["nan", "inf", "-inf", "[0.3, 0.2]", "[1.0, nan]", "[1.0, inf]"] {
        let fixture = Fixture::good();
        fixture.edit(NUMBERS, "value = [0.2, 0.3]", &format!("value = {value}"));
        let run = fixture.run(&["check", "--content-only", "--format", "short"]);
        let place = "content/cases/first-case/numbers.toml:20:";
        assert!(
            run.code == Some(1) && run.stderr.contains(place),
            "{value}\n{}",
            run.stderr
        );

        let fixture = Fixture::good();
        fixture.edit(
            "content/editions/first.toml",
            "talk = 34",
            &format!("share = {value}"),
        );
        let run = fixture.run(&["check", "first", "--format", "short"]);
        let place = "content/editions/first.toml:5:";
        assert!(
            run.code == Some(1) && run.stderr.contains(place),
            "{value}\n{}",
            run.stderr
        );
    }
}

#[test]
fn claims_are_listed_with_how_sure_they_are() {
    let fixture = Fixture::good();
    let run = fixture.run(&["list", "claims", "--format", "json"]).exits(0);
    let rows = run.json_lines().remove(0);
    assert_eq!(rows.as_array().map(Vec::len), Some(1));
    assert_eq!(rows[0]["work"], "doe2020");
    assert_eq!(rows[0]["sure"], "seen");
    assert_eq!(rows[0]["claim"], "Small guides are read to the end.");
}

#[test]
fn a_list_of_no_unit_is_wrong_use() {
    let run = Fixture::good().run(&["list", "numbers", "frist-case"]).exits(2);
    run.says(&[
        "no unit is called `frist-case`",
        "did you mean `first-case`?",
        "rule `unit-missing`",
    ]);
}
