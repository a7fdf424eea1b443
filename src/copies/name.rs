//! Names of files that every system takes, and that never meet.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters that a name of a file takes from one cell.
const LETTERS: usize = 60;

/// A text in small letters and digits, words joined by single hyphens.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::new();
    let mut letters = 0;
    for letter in text.nfc().flat_map(char::to_lowercase).nfc() {
        if letter.is_alphanumeric() && letters < LETTERS {
            slug.push(letter);
            letters += 1;
        } else if !is_combining_mark(letter) && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_string()
}

/// Two texts that a reader, or a disk that does not tell case, takes for the same
/// have the same key.
pub(super) fn key(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let folded = words
        .join(" ")
        .nfkc()
        .flat_map(char::to_uppercase)
        .collect::<String>();
    folded.chars().flat_map(char::to_lowercase).nfc().collect()
}

/// Names that never meet, for pieces of names that may: where several come out the
/// same, each takes some digits of the hash of what it stands for. No name depends
/// on the order.
pub(super) fn distinct<'a>(
    names: impl Iterator<Item = (String, &'a str)>,
) -> Vec<String> {
    let names: Vec<_> = names.collect();
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for (name, _) in &names {
        *count.entry(key(name)).or_default() += 1;
    }
    let named = |(name, whole): (String, &str)| {
        let alone = count.get(&key(&name)).is_none_or(|count| *count == 1);
        if alone && !name.is_empty() {
            return name;
        }
        let hash = Sha256::digest(whole);
        let digits: String =
            hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        [name, digits].join("-").trim_start_matches('-').to_string()
    };
    names.into_iter().map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_holds_letters_and_digits_alone() {
        let cases = [
            ("Ada Lovelace", "ada-lovelace"),
            ("  O'Neill / ..\\CON:* ", "o-neill-con"),
            ("Zoe\u{308} İnönü", "zoë-inönü"),
            ("!?", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(slug(text), expected, "{text}");
        }
        assert_eq!(slug(&"x".repeat(500)).len(), LETTERS);
    }

    #[test]
    fn names_that_meet_are_told_apart_by_what_they_stand_for() {
        let names = |rows: &[&str]| distinct(rows.iter().map(|row| (slug(row), *row)));
        let there = names(&["A. Lee", "A-Lee", "Bo"]);
        assert_eq!(there[2], "bo");
        assert_ne!(there[0], there[1]);
        assert!(there.iter().take(2).all(|name| name.starts_with("a-lee-")), "{there:?}");
        let back = names(&["Bo", "A-Lee", "A. Lee"]);
        assert_eq!([&back[0], &back[1], &back[2]], [&there[2], &there[1], &there[0]]);
    }

    #[test]
    fn a_key_does_not_tell_case_form_or_spaces() {
        assert_eq!(key("Zoe\u{308}  STRASSE"), key(" ZOË Straße "));
        assert_ne!(key("Ada"), key("Ida"));
    }
}
