//! The spoken form of an equation.

mod accent;
mod application;
mod bar;
mod call;
mod code;
mod context;
mod delimiter;
mod element;
mod fraction;
mod limits;
mod name;
mod phrase;
mod power;
mod root;
mod row;
mod script;
mod style;
mod symbol;
mod table;

use context::Context;

/// The longest source that is read out, in bytes. Nobody listens that long, and
/// the parser builds chains as deep as the source is long.
const LONGEST: usize = 16 << 10;

/// Returns the words in which an equation is read out. The source is what
/// stands between the dollar signs; it need not be valid.
pub fn spoken(source: &str) -> String {
    if source.len() > LONGEST {
        return "an equation too long to read out".to_owned();
    }
    let root = typst_syntax::parse_math(source);
    let words = tidy(&element::read(&root, Context::top()).words);
    match finished(&words, source) {
        "" => "an empty equation".to_owned(),
        words => words.to_owned(),
    }
}

/// Collapses blank space and runs of punctuation, of which the strongest stays.
fn tidy(words: &str) -> String {
    let mut tidy = String::with_capacity(words.len());
    let mut spaced = false;
    for char in words.chars() {
        match char {
            ',' | ';' if tidy.ends_with(';') || tidy.is_empty() => {}
            ',' | ';' => {
                tidy.truncate(tidy.trim_end_matches(',').len());
                tidy.push(char);
            }
            _ if char.is_whitespace() => spaced = true,
            _ => {
                if std::mem::take(&mut spaced) && !tidy.is_empty() {
                    tidy.push(' ');
                }
                tidy.push(char);
            }
        }
    }
    tidy
}

/// Drops what only belongs to the sentence around the equation: punctuation at
/// the end, and a line break after which nothing comes.
fn finished<'a>(words: &'a str, source: &str) -> &'a str {
    let stop = source.trim_end().ends_with('.');
    let mut words = words;
    loop {
        let rest = words.trim_end_matches([',', ';', ' ']);
        let rest = rest.strip_suffix("; next line").unwrap_or(rest);
        let rest = rest.strip_suffix('.').filter(|_| stop).unwrap_or(rest);
        if rest.len() == words.len() {
            return words;
        }
        words = rest;
    }
}
