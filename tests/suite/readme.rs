//! What the README says is so.

use casebook::cli::Cli;
use clap::Parser;

use crate::fixture::Fixture;
use crate::repository::{root, text};

/// The pieces of the README between single backticks, code blocks left out.
fn spans() -> Vec<String> {
    let readme = text("README.md");
    let prose: Vec<_> = readme.split("```").step_by(2).collect();
    let prose = prose.join(" ");
    prose.split('`').skip(1).step_by(2).map(str::to_string).collect()
}

/// The code blocks of a language.
fn blocks(language: &str) -> Vec<String> {
    let readme = text("README.md");
    let blocks = readme.split("```").skip(1).step_by(2);
    let own = blocks.filter_map(|block| block.strip_prefix(&format!("{language}\n")));
    own.map(str::to_string).collect()
}

/// The words of a command, as a shell would split it.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for (index, piece) in command.split('\'').enumerate() {
        if index % 2 == 1 {
            words.last_mut().unwrap().push_str(piece);
            continue;
        }
        for (index, word) in piece.split(' ').enumerate() {
            if index > 0 {
                words.push(String::new());
            }
            words.last_mut().unwrap().push_str(word);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn every_command_is_understood() {
    let mut seen = 0;
    for span in spans().iter().filter(|span| span.starts_with("casebook ")) {
        seen += 1;
        if let Err(error) = Cli::try_parse_from(words(span)) {
            assert!(error.exit_code() == 0, "`{span}`: {error}");
        }
    }
    assert!(seen > 5, "{seen} commands");
}

#[test]
fn every_link_leads_somewhere() {
    let readme = text("README.md");
    let mut seen = 0;
    for link in readme.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        seen += 1;
        let there = link.starts_with("https://") || root().join(link).exists();
        assert!(there, "{link} leads nowhere");
    }
    assert!(seen > 0, "no links");
}

/// The first column of the table of folders.
#[test]
fn the_map_is_the_tree() {
    let readme = text("README.md");
    let mut seen = 0;
    for row in readme.lines().filter(|line| line.starts_with("| `")) {
        let cell = row.split('|').nth(1).unwrap();
        for path in cell.split('`').skip(1).step_by(2) {
            let path = path.split('<').next().unwrap();
            let is_path = path.contains('/') && !path.contains([' ', '#', '@']);
            if is_path {
                seen += 1;
                assert!(root().join(path).exists(), "{path} is not there");
            }
        }
    }
    assert!(seen > 8, "{seen} paths");
}

/// A block that begins with the name of its file is laid into an empty folder.
#[test]
fn every_record_shown_works() {
    let fixture = Fixture::empty();
    let mut names = Vec::new();
    for block in blocks("toml") {
        let first = block.lines().next().unwrap();
        let Some(path) = first.strip_prefix("# content/editions/") else { continue };
        fixture.file(&format!("content/editions/{path}"), &block);
        names.push(path.strip_suffix(".toml").unwrap().to_string());
    }
    assert!(!names.is_empty(), "no edition is shown");
    for name in names {
        let run = fixture.run(&["check", &name, "--deny-warnings"]).exits(0);
        assert!(run.stdout.contains("nothing wrong"), "{}", run.stdout);
    }
}

#[test]
fn every_call_shown_is_in_the_vocabulary() {
    let vocabulary = text("content/casebook.typ");
    let mut seen = 0;
    let typst = blocks("typst").join("\n");
    let shown = spans().join("\n");
    for call in [typst, shown].join("\n").split('#').skip(1) {
        let Some((name, _)) = call.split_once(['(', '[']) else { continue };
        let is_name = name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        if !is_name || name.is_empty() {
            continue;
        }
        seen += 1;
        assert!(vocabulary.contains(&format!("#let {name}(")), "#{name} is no call");
    }
    assert!(seen > 8, "{seen} calls");
}

/// An empty folder and a logo become a reader in five commands or fewer.
#[test]
fn the_reader_for_a_course_is_printed_as_shown() {
    let block = blocks("sh").into_iter().find(|block| block.contains("new edition"));
    let block = block.expect("the commands of a course");
    let commands: Vec<&str> = block.lines().collect();
    assert!(commands.len() <= 5, "{commands:?}");
    let fixture = Fixture::empty();
    let logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"12\" viewBox=\"0 0 40 12\"><path d=\"M2 10L8 2L14 10Z\"/></svg>";
    fixture.file("acme.svg", logo);
    let mut printed = 0;
    for command in commands {
        let command = command.strip_prefix("casebook ").expect(command);
        let words: Vec<String> = shell_words(command);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let run = fixture.run(&words).exits(0);
        if words[0] == "build" {
            printed += 1;
            assert!(fixture.read(run.pdf()).starts_with(b"%PDF-"));
        }
    }
    assert_eq!(printed, 2, "the reader and that of the instructor");
    let record: toml::Table =
        fixture.text("content/editions/spring.toml").parse().unwrap();
    assert_eq!(record["select"]["cases"].as_array().unwrap().len(), 5);
}

/// The words of a command with double quotes.
fn shell_words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, piece) in command.split('"').enumerate() {
        match index % 2 {
            1 => words.push(piece.to_string()),
            _ => words.extend(piece.split_whitespace().map(str::to_string)),
        }
    }
    words
}
