//! The command line: help, exit codes, formats, settings, lists and schemas.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::process::{Command, Stdio};

use casebook::cli::Cli;
use clap::CommandFactory;
use serde_json::Value;

use crate::fixture::Fixture;
use crate::golden::Goldens;
use crate::repository::{files_under, root, text};

const ASK: &str = "content/cases/first-case/ask.typ";

/// Every command with its subcommands, by the words that call it.
fn commands(command: &clap::Command, words: &[String]) -> Vec<Vec<String>> {
    let mut found = vec![words.to_vec()];
    for sub in command.get_subcommands() {
        let words = [words, &[sub.get_name().to_string()]].concat();
        found.extend(commands(sub, &words));
    }
    found
}

#[test]
fn the_help_of_every_command_is_as_written_down() {
    let fixture = Fixture::empty();
    let mut all = String::new();
    for words in commands(&Cli::command(), &[]) {
        let mut arguments: Vec<_> = words.iter().map(String::as_str).collect();
        arguments.push("--help");
        let run = fixture.run(&arguments).exits(0);
        writeln!(all, "$ casebook {}", arguments.join(" ")).unwrap();
        for line in run.stdout.lines() {
            writeln!(all, "{}", line.trim_end()).unwrap();
        }
        all.push('\n');
    }
    let mut goldens = Goldens::default();
    goldens.compare(&root().join("tests/golden/help.txt"), &all);
    goldens.settle();
}

#[test]
fn the_version_is_that_of_the_package() {
    let run = Fixture::empty().run(&["--version"]).exits(0);
    assert_eq!(run.stdout, format!("casebook {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn exit_codes_tell_whose_problem_it_is() {
    let fixture = Fixture::good();
    fixture.file("file", "");
    for (code, arguments) in [
        (0, &["check"][..]),
        (0, &["build", "first", "book"]),
        (2, &[]),
        (2, &["print"]),
        (2, &["check", "--nonsense"]),
        (2, &["check", "book", "--all"]),
        (2, &["check", "--format", "xml"]),
        (2, &["check", "nowhere"]),
        (2, &["check", "--root", "nowhere"]),
        (2, &["list", "everything"]),
        (2, &["init", "guide", "--steps", "2"]),
        (2, &["init", "guide", "--steps", "10"]),
        (3, &["build", "-o", "file"]),
        (3, &["build", "--timings", "file/trace.json"]),
        (3, &["schema", "-o", "file"]),
        (3, &["init", "file/guide"]),
    ] {
        let run = fixture.run(arguments);
        assert_eq!(run.code, Some(code), "{arguments:?}\n{}", run.stderr);
    }
    fixture.append(ASK, "#nonsense\n");
    for command in
        [&["check"][..], &["check", "--content-only"], &["build"], &["list", "cases"]]
    {
        fixture.run(command).exits(1).says(&["unknown variable: nonsense"]);
    }
}

#[test]
#[cfg(unix)]
fn the_gravest_cause_decides_the_exit_code() {
    let fixture = Fixture::good();
    fixture.append(ASK, "#nonsense\n");
    std::os::unix::fs::symlink("nowhere", fixture.path("content/front/gone.typ"))
        .unwrap();
    fixture
        .run(&["check"])
        .exits(3)
        .says(&["nonsense", "gone.typ", "2 errors\n"]);
}

#[test]
fn an_unknown_edition_is_wrong_use() {
    let run = Fixture::good().run(&["build", "boook"]).exits(2);
    run.says(&[
        "there is no edition `boook`",
        "did you mean `book`?",
        "editions: book, first",
        "rule `edition-missing`",
        "1 error\n",
    ]);
}

#[test]
fn a_setting_overrides_the_edition_for_one_run() {
    let fixture = Fixture::good();
    let record = fixture.text("content/editions/book.toml");
    let width = |arguments: &[&str]| {
        let run = fixture.run(arguments).exits(0);
        let document = lopdf::Document::load(fixture.path(run.pdf())).unwrap();
        let page = document.page_iter().next().unwrap();
        let page = document.get_dictionary(page).unwrap();
        let frame = page.get(b"MediaBox").and_then(lopdf::Object::as_array).unwrap();
        frame[2].as_float().unwrap()
    };
    let [letter, plain] = [width(&["build", "--set", "paper=letter"]), width(&["build"])];
    assert!((letter - 612.0).abs() < 0.01, "{letter}");
    assert!((plain - 595.28).abs() < 0.01, "{plain}");
    assert_eq!(fixture.text("content/editions/book.toml"), record);
}

#[test]
fn a_wrong_setting_is_wrong_use() {
    let fixture = Fixture::good();
    for (setting, say) in [
        ("papr=letter", "did you mean `paper`?"),
        ("paper=lettr", "did you mean `letter`?"),
        ("paper", "rule `set`"),
        ("a b=3", "a b"),
        ("duplex=7", "duplex"),
        ("extends=first", "`extends` cannot be set"),
        ("select.cases=[\"frist-case\"]", "did you mean `first-case`?"),
        ("select.cases=[\"planned-case\"]", "no case that is written"),
        ("select.steps=[]", "`steps` selects nothing"),
        ("type_size=7", "from 9 to 12 pt"),
        ("colours.brand=\"#ffee00\"", "rule `colour-contrast`"),
        ("logo=gone.svg", "there is no `content/editions/gone.svg`"),
        ("{ order = \"step\"", "command-line"),
    ] {
        let run = fixture.run(&["build", "--set", setting]).exits(2);
        assert!(run.stderr.ends_with("\n1 error\n"), "{setting}: {}", run.stderr);
        run.says(&[say]);
    }
    for (settings, say) in [
        (["paper=screen", "ink=mono"], "rule `contradiction`"),
        (["form=cards", "paper=a5"], "rule `cards-paper`"),
        (["form=cheatsheets", "blocks.recap=false"], "`book` prints nothing"),
        (["order=step", "form=cards"], "rule `contradiction`"),
        (["paper=a5", "fit.may_narrow=true"], "rule `contradiction`"),
        (["blocks.fig=false", "fit.may_narrow=true"], "rule `contradiction`"),
    ] {
        let [one, other] = settings;
        let run = fixture.run(&["build", "--set", one, "--set", other]).exits(2);
        assert!(run.stderr.ends_with("\n1 error\n"), "{settings:?}: {}", run.stderr);
        run.says(&[say]);
    }
    let run = fixture.run(&["fit", "--set", "form=cards"]).exits(2);
    run.says(&["rule `fit-form`"]);
    assert!(!fixture.path("out").exists(), "something was written");
}

/// The name of the file says what was set.
#[test]
fn a_setting_shows_in_the_name_of_the_file() {
    let fixture = Fixture::good();
    let run = fixture.run(&[
        "build",
        "--set",
        "title=Über „alles“!",
        "--set",
        "paper=letter",
        "--set",
        "organisation=Acme",
        "--set",
        "cohort=Spring 2027",
        "--set",
        "type_size=10",
        "--set",
        "binding=wire",
        "--set",
        "ink=mono",
    ]);
    let run = run.exits(0);
    let names = "out/book+binding-wire+cohort-Spring-2027+ink-mono+organisation-Acme\
                 +paper-letter+title-ber-alles+type-size-10.pdf";
    assert_eq!(run.pdf(), names);
    assert!(fixture.read(names).starts_with(b"%PDF-"));
}

#[test]
fn short_findings_take_one_line_each() {
    let fixture = Fixture::good();
    fixture.append(ASK, "#nonsense #num(\"nothing\")\n");
    let run = fixture.run(&["check", "--format", "short"]).exits(1);
    let lines: Vec<_> = run.stderr.lines().collect();
    assert_eq!(
        lines,
        [
            "content/cases/first-case/ask.typ:6:11: error: \
             quantity `nothing` is not known in `first-case`",
            "content/cases/first-case/ask.typ:6:1: error: unknown variable: nonsense",
            "2 errors",
        ]
    );
}

#[test]
fn json_findings_take_one_line_each_with_their_place() {
    let fixture = Fixture::good();
    let before = fixture.text(ASK);
    fixture.append(ASK, "é #num(\"sharf\")\n");
    let run = fixture.run(&["check", "--format", "json"]).exits(1);
    assert_eq!(run.stderr, "", "machines read standard output");
    let lines = run.json_lines();
    let findings: Vec<_> = lines.iter().filter(|line| line["rule"].is_string()).collect();
    let [finding] = findings[..] else { panic!("one finding: {lines:?}") };
    assert_eq!(finding["rule"], "number-missing");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["file"], ASK);
    assert_eq!(finding["line"], 6);
    assert_eq!(finding["column"], 4, "in characters, from 1");
    assert_eq!(finding["excerpt"], "é #num(\"sharf\")");
    assert_eq!(finding["hints"][0], "did you mean `share`?");
    let start = before.len() + "é #".len();
    assert_eq!(
        finding["range"],
        serde_json::json!([start, start + "num(\"sharf\")".len()])
    );
}

#[test]
fn json_results_take_one_line_each() {
    let fixture = Fixture::good();
    let run = fixture.run(&["build", "--all", "--format", "json"]).exits(0);
    let built: Vec<_> = run
        .json_lines()
        .into_iter()
        .filter(|line| line["built"].is_string())
        .collect();
    assert_eq!(built.len(), 2, "{}", run.stdout);
    for line in built {
        let bytes = fixture.read(line["built"].as_str().unwrap());
        assert_eq!(line["bytes"], bytes.len());
        assert!(line["pages"].as_u64() >= Some(4), "{line}");
    }
}

#[test]
fn denied_warnings_are_errors() {
    let fixture = Fixture::good();
    fixture.append(ASK, "#text(font: \"Nowhere Sans\")[warned]\n");
    fixture
        .run(&["check"])
        .exits(0)
        .says(&["warning: unknown font", "1 warning\n"]);
    let run = fixture.run(&["check", "--deny-warnings"]).exits(1);
    run.says(&["error: unknown font", "1 error\n"]);
}

#[test]
fn every_list_is_as_written_down() {
    let fixture = Fixture::good();
    let mut all = String::new();
    for subject in ["cases", "steps", "editions", "figures", "numbers", "claims"] {
        let human = fixture.run(&["list", subject]).exits(0);
        let json = fixture.run(&["list", subject, "--format", "json"]).exits(0);
        let rows = json.json_lines().remove(0);
        let rows = rows.as_array().expect("an array of rows");
        assert_eq!(rows.len(), human.stdout.lines().count(), "{subject}");
        assert!(rows.iter().all(Value::is_object), "{subject}");
        writeln!(all, "$ casebook list {subject}\n{}", human.stdout).unwrap();
        for row in rows {
            writeln!(all, "{row}").unwrap();
        }
        all.push('\n');
    }
    let mut goldens = Goldens::default();
    goldens.compare(&root().join("tests/golden/list.txt"), &all);
    goldens.settle();
}

/// A reader who has seen enough is no failure.
#[test]
fn a_closed_pipe_is_no_failure() {
    let fixture = Fixture::good();
    for arguments in [&["list", "numbers"][..], &["completions", "bash"], &["check"]] {
        let mut command = fixture.command(arguments);
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        drop(child.stdout.take());
        assert_eq!(child.wait().unwrap().code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn completions_are_a_script_of_the_shell() {
    let fixture = Fixture::empty();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = fixture.run(&["completions", shell]).exits(0);
        assert!(run.stdout.contains("deny-warnings"), "{shell} knows no options");
        fixture.file(shell, &run.stdout);
    }
    for shell in ["bash", "zsh", "fish"] {
        let mut command = Command::new(shell);
        command.arg("-n").arg(fixture.path(shell));
        // Not every machine has every shell.
        if let Ok(status) = command.status() {
            assert!(status.success(), "{shell} cannot read its completions");
        }
    }
}

#[test]
fn every_toml_file_has_a_schema_that_knows_its_keys() {
    let fixture = Fixture::empty();
    fixture.run(&["schema", "-o", "kept"]).exits(0);
    let schema = |name: &str| -> Value {
        serde_json::from_str(&fixture.text(&format!("kept/{name}.schema.json"))).unwrap()
    };
    let written: BTreeSet<_> =
        files_under(&fixture.path("kept"), "").into_iter().collect();
    let kinds = [
        "case", "edition", "fit", "glossary", "guide", "index", "mock", "numbers",
        "practice", "primer", "prompts",
    ];
    assert_eq!(written, kinds.map(|kind| format!("{kind}.schema.json")).into());
    let files = files_under(&root().join("content"), ".toml");
    assert!(files.len() > 5, "{files:?}");
    for path in files {
        let kind = match path.split('/').collect::<Vec<_>>()[..] {
            ["editions", name] if name.ends_with(".fit.toml") => "fit",
            ["editions", _] => "edition",
            ["mocks", _] => "mock",
            [.., name] => name.strip_suffix(".toml").unwrap(),
            [] => unreachable!("a path has a name"),
        };
        let schema = schema(kind);
        let table: toml::Table = text(&format!("content/{path}")).parse().unwrap();
        for key in table.keys() {
            let known = schema["additionalProperties"].is_object()
                || schema["properties"].get(key).is_some();
            assert!(known, "{path}: `{key}` is not in the schema of `{kind}`");
        }
    }
}

#[test]
fn an_export_is_a_whole_project_and_overwrites_nothing_else() {
    let fixture = Fixture::good();
    fixture.run(&["export", "typst", "project"]).exits(0);
    for path in
        ["main.typ", "layout/engine.typ", "manuscript/book.json", "content/casebook.typ"]
    {
        assert!(fixture.path("project").join(path).is_file(), "{path}");
    }
    let first = fixture.text("project/manuscript/book.json");
    fixture.run(&["export", "typst", "project"]).exits(0);
    assert_eq!(fixture.text("project/manuscript/book.json"), first);
    fixture.file("other/letter.txt", "stays");
    let run = fixture.run(&["export", "typst", "other"]).exits(2);
    run.says(&["`other` holds something else", "nothing was written", "rule `exists`"]);
    assert_eq!(files_under(&fixture.path("other"), ""), ["letter.txt"]);
}
