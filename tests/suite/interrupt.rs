//! A run may end at any point. Afterwards the target is the older file or a
//! complete new one, whatever the point was; so nothing here hangs on how fast
//! the machine is.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::{sleep, yield_now};
use std::time::{Duration, Instant};

use crate::fixture::Fixture;

const OLDER: &[u8] = b"%PDF-older";

/// The points of a build at which it is ended.
const POINTS: u32 = 15;

/// How often a build is ended while it writes.
const TIMES: u32 = 5;

/// A guide, the PDF of an undisturbed build, and how long that took.
fn undisturbed() -> (Fixture, Vec<u8>, Duration) {
    let fixture = Fixture::good();
    fixture.run(&["build"]).exits(0);
    let started = Instant::now();
    fixture.run(&["build"]).exits(0);
    let lasted = started.elapsed();
    let new = fixture.read("out/book.pdf");
    assert!(new.starts_with(b"%PDF-") && new.trim_ascii_end().ends_with(b"%%EOF"));
    (fixture, new, lasted)
}

/// Starts a build, lets it run for a while, ends it with `end`.
fn ended_after(
    fixture: &Fixture,
    while_: Duration,
    end: impl Fn(&mut Child),
) -> ExitStatus {
    fixture.bytes("out/book.pdf", OLDER);
    let mut command = fixture.command(&["build"]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    sleep(while_);
    end(&mut child);
    child.wait().unwrap()
}

/// A guide whose PDF takes a moment to write: it carries some megabytes that do
/// not shrink.
fn heavy() -> (Fixture, Vec<u8>) {
    let fixture = Fixture::good();
    let mut state = 1_u32;
    let mut letter = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b'!' + u8::try_from(state >> 26).unwrap())
    };
    let noise: String = std::iter::repeat_with(&mut letter).take(3 << 20).collect();
    fixture.file("content/front/noise.bib", &noise);
    fixture.append("content/front/title.typ", "\n#pdf.attach(\"noise.bib\")\n");
    fixture.append("content/editions/book.toml", "standards = [\"1.7\"]\n");
    fixture.run(&["build"]).exits(0);
    let new = fixture.read("out/book.pdf");
    assert!(new.len() > 2 << 20, "{} bytes", new.len());
    (fixture, new)
}

/// Starts a build and ends it with `end` as soon as the folder of the target
/// shows that something is written.
fn ended_while_writing(fixture: &Fixture, end: impl Fn(&mut Child)) -> ExitStatus {
    fixture.bytes("out/book.pdf", OLDER);
    let mut command = fixture.command(&["build"]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let target = fixture.path("out/book.pdf");
    let is_older =
        || target.metadata().is_ok_and(|data| data.len() == OLDER.len() as u64);
    while is_older() && strays(fixture).is_empty() && child.try_wait().unwrap().is_none()
    {
        yield_now();
    }
    end(&mut child);
    child.wait().unwrap()
}

/// The files beside the target that are not it.
fn strays(fixture: &Fixture) -> Vec<String> {
    let entries = fs::read_dir(fixture.path("out")).unwrap();
    let names = entries.map(|e| e.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name != "book.pdf").collect()
}

#[test]
fn a_kill_leaves_the_older_file_or_a_complete_new_one() {
    let (fixture, new, lasted) = undisturbed();
    let mut killed = 0;
    for point in 0..POINTS {
        let status = ended_after(&fixture, lasted * point / (POINTS - 1), |child| {
            child.kill().unwrap();
        });
        killed += u32::from(!status.success());
        let found = fixture.read("out/book.pdf");
        assert!(found == OLDER || found == new, "half a file after point {point}");
        for stray in strays(&fixture) {
            assert!(!stray.ends_with(".pdf"), "half a file is called {stray}");
        }
    }
    assert!(killed > 0, "no build was still running when it was killed");
}

#[test]
#[cfg(unix)]
fn an_interrupt_leaves_the_older_file_or_a_complete_new_one() {
    use std::os::unix::process::ExitStatusExt;

    const SIGINT: i32 = 2;
    let (fixture, new, lasted) = undisturbed();
    for point in 0..POINTS {
        let status = ended_after(&fixture, lasted * point / (POINTS - 1), interrupt);
        // At the first points the program may not yet listen for signals.
        let unheard = status.signal() == Some(SIGINT);
        assert!(unheard || matches!(status.code(), Some(0 | 130)), "{status}");
        let found = fixture.read("out/book.pdf");
        let expected = if status.success() { &new[..] } else { OLDER };
        assert!(found == expected || found == new, "half a file after point {point}");
        assert_eq!(strays(&fixture), [""; 0], "left behind at point {point}");
    }
}

#[test]
fn a_kill_while_writing_leaves_the_older_file_or_a_complete_new_one() {
    let (fixture, new) = heavy();
    for _ in 0..TIMES {
        ended_while_writing(&fixture, |child| child.kill().unwrap());
        let found = fixture.read("out/book.pdf");
        assert!(found == OLDER || found == new, "half a file of {} bytes", found.len());
        for stray in strays(&fixture) {
            assert!(!stray.ends_with(".pdf"), "half a file is called {stray}");
            fixture.remove(&format!("out/{stray}"));
        }
    }
}

/// The interrupt waits for the file that is being written.
#[test]
#[cfg(unix)]
fn an_interrupt_while_writing_leaves_a_complete_file_and_nothing_else() {
    let (fixture, new) = heavy();
    for _ in 0..TIMES {
        ended_while_writing(&fixture, interrupt);
        assert_eq!(strays(&fixture), [""; 0], "left behind");
        let found = fixture.read("out/book.pdf");
        assert!(found == new, "{} bytes of {}", found.len(), new.len());
    }
}

/// The first line of output tells that the program listens for signals. It then
/// lays out the book, which takes longer than a signal does; should it be done
/// all the same, it is asked again.
#[test]
#[cfg(unix)]
fn an_interrupted_run_has_an_exit_code_of_its_own() {
    let fixture = Fixture::empty();
    for _ in 0..20 {
        let mut command = fixture.command(&["build"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        output.read_line(&mut String::new()).unwrap();
        interrupt(&mut child);
        output.read_to_end(&mut Vec::new()).unwrap();
        match child.wait().unwrap().code() {
            Some(130) => return,
            Some(0) => {}
            code => panic!("exit code {code:?}"),
        }
    }
    panic!("twenty builds were done before a signal reached them");
}

/// Sends what Ctrl-C sends. The process may be gone already.
#[cfg(unix)]
fn interrupt(child: &mut Child) {
    let mut command = Command::new("kill");
    command.args(["-INT", &child.id().to_string()]).stderr(Stdio::null());
    command.status().unwrap();
}
