//! Faults that no text file of `tests/cases/bad` can hold: bytes, links, sizes,
//! disks, and what a failed run leaves behind.

use std::fs::{self, File};
use std::process::Command;

use crate::fixture::{Fixture, Run};

const ASK: &str = "content/cases/first-case/ask.typ";
const CASE: &str = "content/cases/first-case/case.toml";

#[test]
fn text_that_is_not_utf8_is_reported_at_its_byte() {
    let fixture = Fixture::good();
    let prose =
        b"#import \"/content/casebook.typ\": *\n\n#dialogue(\"opening\") caf\xe9\n";
    fixture.bytes(ASK, prose);
    fixture.bytes("content/glossary.toml", b"[calibration]\nname = \"\xff\"\n");
    fixture.run(&["check"]).exits(1).says(&[
        "`content/cases/first-case/ask.typ` is not UTF-8 text",
        "content/cases/first-case/ask.typ:3:24",
        "`content/glossary.toml` is not UTF-8 text",
        "content/glossary.toml:2:8",
        "rule `not-utf8`",
    ]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_name_that_is_not_utf8_or_not_portable_is_reported() {
    use std::os::unix::ffi::OsStrExt;

    let fixture = Fixture::good();
    let name = std::ffi::OsStr::from_bytes(b"content/front/caf\xe9.typ");
    fs::write(fixture.path("").join(name), "text").unwrap();
    fixture.file("content/front/back\\slash.typ", "text");
    fixture.run(&["check"]).exits(1).says(&[
        "is not UTF-8",
        "the path `/content/front/back\\slash.typ` cannot be used",
        "rule `path-name`",
        "2 errors",
    ]);
}

#[test]
#[cfg(unix)]
fn a_link_to_its_own_ancestor_is_reported() {
    let fixture = Fixture::good();
    std::os::unix::fs::symlink("..", fixture.path("content/cases/again")).unwrap();
    fixture.run(&["check"]).exits(1).says(&[
        "content/cases/again",
        "rule `symlink-loop`",
        "1 error\n",
    ]);
}

#[test]
#[cfg(unix)]
fn a_link_into_nothing_is_a_failure_of_the_machine() {
    let fixture = Fixture::good();
    std::os::unix::fs::symlink("nowhere", fixture.path("content/front/gone.typ"))
        .unwrap();
    fixture
        .run(&["check"])
        .exits(3)
        .says(&["content/front/gone.typ", "rule `unreadable`"]);
}

/// The file has no blocks on the disk; were it read, it would not be text.
#[test]
fn a_huge_file_is_refused_unread() {
    let fixture = Fixture::good();
    for path in ["content/front/huge.typ", "diagrams/first-case/huge.svg"] {
        File::create(fixture.path(path)).unwrap().set_len(100 << 20).unwrap();
    }
    let run = fixture.run(&["check"]).exits(1).says(&[
        "`content/front/huge.typ` has 104857600 bytes, the limit is 4194304",
        "`diagrams/first-case/huge.svg` has 104857600 bytes, the limit is 8388608",
        "rule `file-too-large`",
    ]);
    assert!(!run.stderr.contains("not UTF-8"), "{}", run.stderr);
}

#[test]
fn folders_may_have_any_name() {
    let fixture = Fixture::empty();
    let guide = Fixture::good_at("mé guide/ü x");
    let root = guide.path("").to_str().unwrap().to_string();
    let run = fixture
        .run(&["build", "--root", &root, "-o", "die Bücher/1 2"])
        .exits(0);
    assert_eq!(run.stderr, "");
    assert!(fixture.read("die Bücher/1 2/book.pdf").starts_with(b"%PDF-"));
    let broken = Fixture::good_at("é/ü x");
    broken.append(ASK, "#nonsense\n");
    let parent = broken.path("").parent().unwrap().to_path_buf();
    let run = Run::of(
        broken.command(&["check", "--root", "ü x"]).current_dir(&parent),
        &parent,
    );
    run.exits(1).says(&["content/cases/first-case/ask.typ:6:1"]);
}

#[test]
fn a_root_that_is_no_folder_is_wrong_use() {
    let fixture = Fixture::empty();
    fixture.file("file", "");
    for root in ["file", "nowhere"] {
        let run = fixture.run(&["check", "--root", root]).exits(2);
        run.says(&["is not a folder", root, "rule `root`"]);
    }
}

#[test]
fn a_face_of_the_layout_that_no_file_has_is_reported() {
    const FACE: &str = "fonts/ibm-plex/IBMPlexSans-SemiBold.ttf";
    let other = fs::read(
        crate::repository::root().join("fonts/ibm-plex/IBMPlexMono-Regular.ttf"),
    );
    let fixture = Fixture::good();
    fixture.bytes(FACE, &other.unwrap());
    let wanted = "the layout sets text in IBM Plex Sans 600";
    fixture
        .run(&["check"])
        .exits(1)
        .says(&[wanted, "rule `font-missing`", "1 error\n"]);
    fixture.bytes(FACE, b"not a font");
    fixture.run(&["check"]).exits(1).says(&[
        "`fonts/ibm-plex/IBMPlexSans-SemiBold.ttf` holds no font",
        "rule `font-syntax`",
        wanted,
        "2 errors\n",
    ]);
}

#[test]
fn a_path_through_a_file_or_onto_a_folder_is_a_failure_of_the_machine() {
    let fixture = Fixture::good();
    fixture.file("file", "stays");
    let run = fixture.run(&["build", "-o", "file/out"]).exits(3);
    run.says(&[
        "cannot write `file/out/book.pdf`",
        "part of the path is a file",
        "rule `write`",
    ]);
    assert_eq!(fixture.text("file"), "stays");

    fixture.file("out/book.pdf/inside", "stays");
    let run = fixture.run(&["build"]).exits(3);
    run.says(&["cannot write `out/book.pdf`", "there is a folder of that name"]);
    assert_eq!(fixture.text("out/book.pdf/inside"), "stays");
}

/// A limit on the size of files stands in for a disk that fills half-way.
#[test]
#[cfg(unix)]
fn a_disk_that_fills_leaves_the_older_file_and_nothing_else() {
    let fixture = Fixture::good();
    fixture.bytes("out/book.pdf", b"%PDF-older");
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -f 64; trap '' XFSZ; exec \"$0\" build"]);
    command
        .arg(env!("CARGO_BIN_EXE_casebook"))
        .current_dir(fixture.path(""));
    let run = Run::of(&mut command, &fixture.path("")).exits(3);
    run.says(&["cannot write `out/book.pdf`", "an older file of that name is untouched"]);
    assert_eq!(fixture.read("out/book.pdf"), b"%PDF-older");
    let left: Vec<_> = fs::read_dir(fixture.path("out")).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
    fixture.run(&["build"]).exits(0);
    let full = fixture.read("out/book.pdf").len();
    assert!(full > 64 << 10, "the limit of 64 blocks is below {full} bytes");
}

#[test]
fn a_failed_build_leaves_the_older_pdf() {
    let fixture = Fixture::good();
    fixture.run(&["build"]).exits(0);
    let older = fixture.read("out/book.pdf");
    fixture.append(ASK, "#nonsense\n");
    fixture.run(&["build"]).exits(1);
    assert!(fixture.read("out/book.pdf") == older, "the older PDF was touched");
}

#[test]
fn denied_warnings_leave_the_older_pdf() {
    let fixture = Fixture::good();
    fixture.bytes("out/book.pdf", b"%PDF-older");
    // Seen only when the pages are made.
    fixture.append(ASK, "#context text(font: \"Nowhere Sans\")[warned]\n");
    fixture.run(&["check", "--content-only", "--deny-warnings"]).exits(0);
    fixture
        .run(&["build", "--deny-warnings"])
        .exits(1)
        .says(&["nowhere sans"]);
    assert_eq!(fixture.read("out/book.pdf"), b"%PDF-older");
    fixture
        .run(&["build"])
        .exits(0)
        .says(&["warning: unknown font family", "1 warning\n"]);
    assert!(fixture.read("out/book.pdf").len() > 1000);
}

/// The number of the page is printed by the layout too, so that much of the book
/// does not settle. A golden would hold all of that.
#[test]
fn page_references_that_never_settle_are_errors() {
    let fixture = Fixture::good();
    fixture.append(
        "content/cases/first-case/defend.typ",
        "#context if locate(<there>).page() == here().page() {\n  \
           block(height: 240mm)[Push it] + block(height: 240mm)[to the next page.]\n\
         }\n\n#block[There] <there>\n",
    );
    fixture.bytes("out/book.pdf", b"%PDF-older");
    let run = fixture.run(&["build"]).exits(1);
    run.says(&["error: document did not converge", "rule `non-convergence`"]);
    assert_eq!(fixture.read("out/book.pdf"), b"%PDF-older");
}

#[test]
fn a_broken_record_hides_no_other_file() {
    let fixture = Fixture::good();
    fixture.edit(CASE, "difficulty = 1", "difficulty = 9");
    fixture.edit("content/cases/first-case/numbers.toml", "value = 35", "value = '35'");
    fixture.edit("content/cases/first-case/practice.toml", "level = 1", "level = 5");
    fixture.append(ASK, "#nonsense\n");
    fixture.run(&["check"]).exits(1).says(&[
        "content/cases/first-case/case.toml:4:13",
        "content/cases/first-case/numbers.toml:9:8",
        "content/cases/first-case/practice.toml:9:8",
        "content/cases/first-case/ask.typ:6:1",
    ]);
}

#[test]
fn a_record_names_only_cases_that_exist() {
    let fixture = Fixture::good();
    fixture.edit(CASE, "case = \"planned-case\"", "case = \"plannedcase\"");
    fixture.append(
        "content/guide.toml",
        "\n[[part]]\ntitle = \"Mocks\"\nkind = \"mocks\"\nunits = [\"talk\"]\n\
         \n[[part]]\ntitle = \"Prompts\"\nkind = \"prompts\"\n",
    );
    fixture.file(
        "content/mocks/talk.toml",
        "title = 'Talk'\ncase = 'frist-case'\nminutes = 9\nverdict = ''\n\
         turns = [{ at = '00:00', who = 'note', say = 'It begins.' }]\n",
    );
    let prompt = "[[prompt]]\ntext = 'Go on'\nfamily = 'x'\ncase = 'fist-case'\n";
    fixture.file("content/prompts.toml", prompt);
    fixture.run(&["check"]).exits(1).says(&[
        "content/cases/first-case/case.toml:18:7",
        "content/mocks/talk.toml:2:7",
        "content/prompts.toml:4:7",
        "did you mean `planned-case`?",
        "did you mean `first-case`?",
        "rule `case-missing`",
        "3 errors\n",
    ]);
}

/// What a record says wrongly is reported there, not where the layout trips.
#[test]
fn the_place_is_in_the_content() {
    const GUIDE: &str = "content/guide.toml";
    let faults = [
        (GUIDE, "minutes = 20", "minutes = 0", "content/guide.toml:23:10"),
        (GUIDE, "minutes = 20", "minutes = 4294967295", "content/guide.toml:23:10"),
        (
            "content/editions/book.toml",
            "2026-01-01",
            "07:32:00",
            "content/editions/book.toml:1:7",
        ),
        (
            "content/editions/book.toml",
            "2026-01-01",
            "2026-02-30",
            "content/editions/book.toml:1:7",
        ),
    ];
    let mut wrong = Vec::new();
    for (file, old, new, place) in faults {
        let fixture = Fixture::good();
        fixture.edit(file, old, new);
        let run = fixture.run(&["check"]);
        let one = run.stderr.matches("error: ").count() == 1;
        if run.code != Some(1) || !run.stderr.contains(place) || !one {
            wrong.push(format!("{new} → {:?}\n{}", run.code, run.stderr));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The same book without some of its matter; its references into that print
/// unlinked.
#[test]
fn matter_may_be_left_out() {
    const BACK: &str = "back = [\"answers\", \"glossary\"]";
    const FRONT: &str = "front = [\"title\", \"contents\"]";
    for (front, back) in [
        (FRONT, "back = [\"answers\"]"),
        (FRONT, "back = [\"glossary\"]"),
        (FRONT, "back = []"),
        ("front = [\"title\"]", BACK),
        ("front = []", "back = []"),
    ] {
        let fixture = Fixture::good();
        fixture.edit("content/guide.toml", FRONT, front);
        fixture.edit("content/guide.toml", BACK, back);
        let run = fixture.run(&["check", "--deny-warnings"]).exits(0);
        assert_eq!(run.stderr, "", "{front} {back}");
    }
}

#[test]
fn matter_is_listed_once() {
    let fixture = Fixture::good();
    fixture.edit("content/guide.toml", "\"glossary\"]", "\"glossary\", \"glossary\"]");
    fixture
        .run(&["check"])
        .exits(1)
        .says(&["content/guide.toml:10:31", "1 error\n"]);
}

/// Nesting beyond every bound ends in a finding, not in a crash.
#[test]
fn deep_nesting_is_refused() {
    const DEEP: usize = 100_000;
    let svg = |inner: String| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"84mm\" height=\"20mm\">\
             <title>Deep</title><desc>Groups in groups in groups.</desc>{inner}</svg>"
        )
    };
    let groups = "<g>".repeat(DEEP / 2) + &"</g>".repeat(DEEP / 2);
    let faults = [
        (ASK, format!("#{}", "[".repeat(DEEP))),
        (ASK, format!("${}$", "(".repeat(DEEP))),
        ("content/glossary.toml", format!("x = {}", "[".repeat(DEEP))),
        ("content/references.bib", format!("@book{{x, title = {}", "{".repeat(DEEP))),
        ("diagrams/first-case/path.svg", svg(groups)),
    ];
    for (path, text) in faults {
        let fixture = Fixture::good();
        fixture.file(path, &text);
        fixture.run(&["check", "--format", "short"]).exits(1).says(&[path]);
    }
}
