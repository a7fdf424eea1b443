//! Whatever happens to a file, a run ends with findings at places that exist,
//! never with a crash. The damage is drawn from a fixed seed.

use crate::fixture::Fixture;
use crate::repository::files_under;

/// How often each file is damaged in each way.
const TIMES: usize = 1;

/// What is put into a file.
const STRAYS: [&str; 12] = [
    "\u{0}", "\u{feff}", "\u{202e}", "é", "🙂", "\r", "'''", "\"", "\\u00e9", "#", "$",
    "[{(<",
];

/// Numbers that look drawn by lot and are the same in every run.
struct Lot(u32);

impl Lot {
    /// A number below `bound`.
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(self.0 >> 8).unwrap() % bound.max(1)
    }
}

/// The ways of damaging a text.
fn damaged(text: &str, way: usize, lot: &mut Lot) -> Vec<u8> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let line = lot.below(lines.len());
    let mut place = lot.below(text.len());
    while !text.is_char_boundary(place) {
        place -= 1;
    }
    let (before, after) = text.split_at(place);
    let stray = STRAYS[lot.below(STRAYS.len())];
    match way {
        0 => before.into(),
        1 => [&lines[..line], &lines[line + 1..]].concat().concat().into(),
        2 => [&lines[..=line], &lines[line..]].concat().concat().into(),
        3 => [before, stray, after].concat().into(),
        4 => [before, stray, &text[..place], after].concat().into(),
        _ => [before.as_bytes(), b"\xc3\x28\xff", after.as_bytes()].concat(),
    }
}

#[test]
fn damage_ends_in_findings_whose_places_exist() {
    let mut lot = Lot(20_261_120);
    let (mut runs, mut found) = (0, 0);
    for path in files_under(&Fixture::good().path(""), "") {
        for way in (0..6).flat_map(|way| [way; TIMES]) {
            let fixture = Fixture::good();
            let bytes = damaged(&fixture.text(&path), way, &mut lot);
            fixture.bytes(&path, &bytes);
            let run = fixture.run(&["check", "--content-only", "--format", "json"]);
            let told =
                format!("{path}, way {way}: {:?}", String::from_utf8_lossy(&bytes));
            assert!(matches!(run.code, Some(0..=2)), "{:?} {told}", run.code);
            runs += 1;
            for finding in run.json_lines().iter().filter(|line| line["rule"].is_string())
            {
                found += 1;
                let Some(file) = finding["file"].as_str() else { continue };
                if !fixture.path(file).is_file() {
                    continue;
                }
                let text = String::from_utf8_lossy(&fixture.read(file)).into_owned();
                let range = &finding["range"];
                let end = usize::try_from(range[1].as_u64().unwrap()).unwrap();
                assert!(end <= text.len(), "{finding} {told}");
                let start = usize::try_from(range[0].as_u64().unwrap()).unwrap();
                let line = text[..start].matches('\n').count() as u64 + 1;
                assert!(text.is_char_boundary(end), "{finding} {told}");
                let same = finding["line"].as_u64() == Some(line);
                assert!(
                    same || text.contains(['\r', '\u{b}', '\u{c}']),
                    "{finding} {told}"
                );
            }
        }
    }
    assert!(runs > 100 && found > runs / 2, "{found} findings in {runs} runs");
}
