//! Lists of pages as an index has them: neighbours joined, the page that explains
//! apart.
//!
//! Like the number of a single page, a list is laid out by its shape alone: how many
//! runs of pages it has, and how many digits each number. The finished frames are told
//! the numbers, and the links where they lead. So a list is laid out again only where
//! its shape is not what was guessed, and asks nothing of the pages itself.

use typst_library::World;
use typst_library::diag::SourceResult;
use typst_library::engine::Engine;
use typst_library::foundations::{
    Array, Content, Dict, IntoValue, Label, NativeElement, Str, Value, dict, func,
};
use typst_library::introspection::Location;
use typst_library::text::TextElem;
use typst_syntax::{FileId, RootedPath, Source, Span, VirtualPath, VirtualRoot};
use typst_utils::PicoStr;

/// Where the shapes of lists lie among the files.
pub(crate) const FOLDER: &str = "/pages/";

/// What begins the target of a run.
pub(crate) const LIST: &str = "pages/";

/// What stands between the names that mark and those that explain.
const EXPLAINED: char = '=';

/// What begins a shape that is guessed.
const GUESSED: char = '?';

/// The runs of pages on which something stands that bears one of the names, in noughts,
/// in order: `(from, to, explained, target)`, where `to` is nothing for a single page.
/// Before anything is known there are as many as were expected.
#[func]
pub fn casebook_pages(
    engine: &mut Engine,
    marked: Vec<Str>,
    explained: Vec<Str>,
    expected: usize,
) -> SourceResult<Array> {
    let key = key(&marked, &explained);
    let Some(id) = file_id(&format!("{FOLDER}{key}")) else { return Ok(Array::new()) };
    let told = engine.world.file(id).ok();
    let shape = told.as_ref().and_then(|told| told.as_str().ok()).unwrap_or_default();
    if let Some(digits) = shape.strip_prefix(GUESSED) {
        let guessed = vec![digits; expected].join(",");
        return Ok(read(id, &key, &guessed));
    }
    Ok(read(id, &key, shape))
}

/// The runs that a shape tells of.
fn read(id: FileId, key: &str, shape: &str) -> Array {
    let runs = shape.split(',').filter(|run| !run.is_empty());
    (0..)
        .zip(runs)
        .map(|(index, run)| {
            let (explained, run) = match run.strip_prefix('!') {
                Some(run) => (true, run),
                None => (false, run),
            };
            let (from, to) =
                run.split_once('-').map_or((run, None), |(a, b)| (a, Some(b)));
            let noughts = |digits: &str, place: u64| -> Content {
                TextElem::new(digits.into()).pack().spanned(span_of(id, place))
            };
            let target = Label::new(PicoStr::intern(&format!("{LIST}{key}#{index}")));
            let run: Dict = dict! {
                "from" => noughts(from, 2 * index),
                "to" => to.map(|to| noughts(to, 2 * index + 1)),
                "explained" => explained,
                "target" => target.map_or(Value::None, IntoValue::into_value),
            };
            run.into_value()
        })
        .collect()
}

/// The source of a number of a list: counted from the first place in its file.
fn span_of(id: FileId, place: u64) -> Span {
    let first = first_span(id);
    first.into_raw().checked_add(place).map_or(first, Span::from_raw)
}

/// The key of the list and the place in it of what has a source there.
pub(crate) fn place_of(span: Span) -> Option<(&'static str, u64)> {
    let id = span.id()?;
    let key = id.get().vpath().get_with_slash().strip_prefix(FOLDER)?;
    let place = span.into_raw().get().checked_sub(first_span(id).into_raw().get())?;
    Some((key, place))
}

/// The first place in a file that nobody wrote.
pub(crate) fn first_span(id: FileId) -> Span {
    Source::new(id, String::new()).root().span()
}

/// The name of a file by its path from the root.
pub fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The names of a list in one word that may stand in a path.
fn key(marked: &[Str], explained: &[Str]) -> String {
    let mut key = String::new();
    for (names, before) in [(marked, None), (explained, Some(EXPLAINED))] {
        key.extend(before);
        for (index, name) in names.iter().enumerate() {
            if index > 0 {
                key.push('+');
            }
            code(name, &mut key);
        }
    }
    key
}

/// Writes a name with what cannot stand in a path as the numbers of its bytes.
pub(crate) fn code(name: &str, into: &mut String) {
    for byte in name.bytes() {
        match byte {
            b':' => into.push('.'),
            b'-' => into.push('-'),
            _ if byte.is_ascii_alphanumeric() => into.push(byte.into()),
            _ => into.push_str(&format!("~{byte:02x}")),
        }
    }
}

/// The name that was written so.
pub(crate) fn decode(coded: &str) -> String {
    let mut bytes = Vec::with_capacity(coded.len());
    let mut rest = coded;
    while let Some(first) = rest.bytes().next() {
        let number = rest.get(1..3).filter(|_| first == b'~');
        let number = number.and_then(|number| u8::from_str_radix(number, 16).ok());
        bytes.push(number.unwrap_or(if first == b'.' { b':' } else { first }));
        rest = rest.get(if number.is_some() { 3 } else { 1 }..).unwrap_or_default();
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// Where something stands that bears a name.
#[derive(Debug, Copy, Clone, PartialEq)]
pub struct Mark {
    /// Its page among the pages, from nought.
    pub page: usize,
    /// The number of that page.
    pub number: u64,
    /// It among the content.
    pub place: Location,
}

/// Neighbouring pages.
#[derive(Debug, Copy, Clone, PartialEq)]
pub struct Run {
    /// Where it begins.
    pub from: Mark,
    /// Where it ends.
    pub to: Mark,
    /// Whether it is the page that explains, which stands alone.
    explained: bool,
}

/// The runs of a list, by its key, from the marks of every name.
pub fn runs<'a>(key: &str, marks: impl Fn(&str) -> &'a [Mark]) -> Vec<Run> {
    let (marked, explained) = key.split_once(EXPLAINED).unwrap_or((key, ""));
    let mut found: Vec<Run> = Vec::new();
    for (names, explained) in [(marked, false), (explained, true)] {
        for name in names.split('+').filter(|name| !name.is_empty()) {
            for mark in marks(&decode(name)) {
                let run = Run { from: *mark, to: *mark, explained };
                match found.iter_mut().find(|run| run.from.page == mark.page) {
                    // The page that explains takes the place of one that only names,
                    // and of two marks of a page the first counts.
                    Some(known) if explained && !known.explained => *known = run,
                    Some(_) => {}
                    None => found.push(run),
                }
            }
        }
    }
    found.sort_by_key(|run| run.from.page);
    let mut joined: Vec<Run> = Vec::new();
    for run in found {
        match joined.last_mut() {
            Some(last)
                if !last.explained
                    && !run.explained
                    && last.to.page + 1 == run.from.page =>
            {
                last.to = run.to;
            }
            _ => joined.push(run),
        }
    }
    joined
}

/// The shape of runs: a nought for each digit.
pub fn shape(runs: &[Run]) -> String {
    let noughts = |mark: Mark| "0".repeat(mark.number.to_string().len());
    let shaped: Vec<String> = runs
        .iter()
        .map(|run| {
            let sign = if run.explained { "!" } else { "" };
            let from = noughts(run.from);
            if run.from.page == run.to.page {
                format!("{sign}{from}")
            } else {
                format!("{sign}{from}-{}", noughts(run.to))
            }
        })
        .collect();
    shaped.join(",")
}

/// The shape of a list of which nothing is known but how many digits its numbers may
/// have.
pub fn guessed(digits: usize) -> String {
    format!("{GUESSED}{}", "0".repeat(digits))
}

/// The first name of a list, by its key.
pub fn first_name(key: &str) -> String {
    decode(
        key.split(['+', EXPLAINED])
            .find(|name| !name.is_empty())
            .unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use typst_library::foundations::Str;
    use typst_library::introspection::Location;

    use super::{Mark, code, decode, key, runs, shape};

    fn mark(page: usize) -> Mark {
        Mark {
            page,
            number: page as u64 + 1,
            place: Location::new(page as u128),
        }
    }

    #[test]
    fn names_survive_the_path() {
        for name in ["ix:case:a: cold start", "term:p~q", "a.b+c=d_é"] {
            let mut coded = String::new();
            code(name, &mut coded);
            assert!(!coded.contains(['+', '=', ' ', '/']));
            assert_eq!(decode(&coded), name);
        }
    }

    #[test]
    fn neighbours_are_joined_and_what_explains_stands_alone() {
        let names = |names: &[&str]| names.iter().map(|name| Str::from(*name)).collect();
        let (marked, explained): (Vec<Str>, Vec<Str>) =
            (names(&["a", "b"]), names(&["c"]));
        let pages = |name: &str| -> &'static [usize] {
            match name {
                "a" => &[7, 8, 8],
                "b" => &[9, 11, 97, 98, 99],
                _ => &[98, 11],
            }
        };
        let marks: Vec<(String, Vec<Mark>)> = ["a", "b", "c"]
            .map(|name| {
                (name.to_string(), pages(name).iter().map(|p| mark(*p)).collect())
            })
            .into();
        let of = |name: &str| -> &[Mark] {
            let found = marks.iter().find(|(known, _)| known == name);
            found.map_or(&[], |(_, marks)| marks)
        };
        let found = runs(&key(&marked, &explained), of);
        assert_eq!(shape(&found), "0-00,!00,00,!00,000");
        assert_eq!(runs(&key(&[], &[]), of), []);
    }
}
