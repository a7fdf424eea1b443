//! Names in equations: operators, Greek letters and the dotted names of symbols.

use codex::{Def, ModifierSet};

use super::context::Context;
use super::phrase::{Phrase, Role};
use super::symbol;

/// Named functions: the name in the source, the words, and the preposition
/// before a subscript.
const FUNCTIONS: &[(&str, &str, &str)] = &[
    ("log", "the log", "base"),
    ("ln", "the natural log", "base"),
    ("lg", "the log", "base"),
    ("exp", "the exponential", "sub"),
    ("max", "the maximum", "over"),
    ("min", "the minimum", "over"),
    ("sup", "the supremum", "over"),
    ("inf", "the infimum", "over"),
    ("arg max", "the arg max", "over"),
    ("argmax", "the arg max", "over"),
    ("arg min", "the arg min", "over"),
    ("argmin", "the arg min", "over"),
    ("Pr", "the probability", "over"),
    ("det", "the determinant", "sub"),
    ("tr", "the trace", "sub"),
    ("dim", "the dimension", "sub"),
    ("ker", "the kernel", "sub"),
    ("im", "the image", "sub"),
    ("deg", "the degree", "sub"),
    ("gcd", "the greatest common divisor", "over"),
    ("lcm", "the least common multiple", "over"),
    ("sin", "sine", "sub"),
    ("cos", "cosine", "sub"),
    ("tan", "tangent", "sub"),
    ("sec", "secant", "sub"),
    ("csc", "cosecant", "sub"),
    ("cot", "cotangent", "sub"),
    ("arcsin", "arc sine", "sub"),
    ("arccos", "arc cosine", "sub"),
    ("arctan", "arc tangent", "sub"),
    ("sinh", "hyperbolic sine", "sub"),
    ("cosh", "hyperbolic cosine", "sub"),
    ("tanh", "hyperbolic tangent", "sub"),
    ("sinc", "sinc", "sub"),
    ("hom", "hom", "sub"),
];

/// Limits, whose subscript says what is approached.
const LIMITS: &[(&str, &str)] = &[
    ("lim", "the limit"),
    ("limsup", "the limit superior"),
    ("liminf", "the limit inferior"),
];

/// Names of blank space.
const SPACES: &[&str] = &["thin", "med", "thick", "quad", "wide", "space"];

/// The words of the modifiers that codex abbreviates.
const MODIFIERS: &[(&str, &str)] = &[
    ("r", "right"),
    ("l", "left"),
    ("t", "up"),
    ("b", "down"),
    ("o", "circled"),
    ("eq", "or equal"),
    ("alt", ""),
    ("h", ""),
    ("op", ""),
    ("basic", ""),
];

/// Returns the phrase of a name, dots included.
pub(super) fn name(source: &str, ctx: Context) -> Phrase {
    let source = source.strip_prefix("math.").unwrap_or(source);
    let source = source.strip_prefix("sym.").unwrap_or(source);
    if let Some(phrase) = listed(source) {
        return phrase;
    }
    match character(source) {
        Some(char) => symbol::known(char, ctx).unwrap_or_else(|| styled(source, char)),
        None => Phrase::atom(plain(source)),
    }
}

/// Returns the phrase of a name that no symbol stands behind.
pub(super) fn listed(source: &str) -> Option<Phrase> {
    if let Some((_, words, preposition)) = FUNCTIONS.iter().find(|(n, ..)| *n == source) {
        return Some(Phrase::new(*words, Role::Function(preposition)));
    }
    if let Some((_, words)) = LIMITS.iter().find(|(n, _)| *n == source) {
        return Some(Phrase::new(*words, Role::Operator("as")));
    }
    if SPACES.contains(&source) {
        return Some(Phrase::silent());
    }
    match source {
        "arg" => Some(Phrase::new("the argument", Role::Argument)),
        "dif" => Some(Phrase::new("d", Role::Prefix)),
        "Dif" => Some(Phrase::new("D", Role::Prefix)),
        "mod" => Some(Phrase::new("modulo", Role::Binary)),
        _ => None,
    }
}

/// Returns the character behind a dotted name.
pub(super) fn character(source: &str) -> Option<char> {
    if source.contains("..") {
        return None;
    }
    let (root, modifiers) = source.split_once('.').unwrap_or((source, ""));
    let Def::Symbol(symbol) = codex::SYM.get(root)?.def else { return None };
    let (value, _) = symbol.get(ModifierSet::from_raw_dotted(modifiers))?;
    value.chars().next()
}

/// Returns the phrase of a character without words of its own: the name that
/// codex has for it, or else the character itself.
pub(super) fn unlisted(char: char) -> Phrase {
    // Letters are the common case, and the search goes through all symbols.
    let found = if char.is_ascii_alphanumeric() { None } else { lookup(char) };
    match found {
        Some(source) => styled(&source, char),
        None => Phrase::new(char.to_string(), role(char)),
    }
}

/// The words of an unknown name: dots, dashes and underscores are gaps.
pub(super) fn plain(source: &str) -> String {
    let words: Vec<_> = source.split(['.', '-', '_']).filter(|w| !w.is_empty()).collect();
    words.join(" ")
}

/// The phrase of a symbol by the name that codex has for it, with its
/// abbreviations spelled out.
fn styled(source: &str, char: char) -> Phrase {
    if let [first, second] = source.as_bytes()
        && first == second
        && first.is_ascii_uppercase()
    {
        return Phrase::atom(format!("blackboard {}", char::from(*first)));
    }
    let mut pieces = source.split('.');
    let root = pieces.next().unwrap_or(source);
    let words = pieces.fold(root.to_owned(), |words, piece| {
        let long = MODIFIERS.iter().find(|(short, _)| *short == piece);
        format!("{words} {}", long.map_or(piece, |(_, long)| long))
    });
    Phrase::new(words.trim_end(), role(char))
}

/// The name that codex has for a character. The first match in the order of
/// the alphabet is taken, so that the answer never changes.
fn lookup(char: char) -> Option<String> {
    codex::SYM.iter().find_map(|(root, binding)| {
        let Def::Symbol(symbol) = binding.def else { return None };
        let mut variants = symbol.variants();
        let (modifiers, ..) = variants.find(|(_, v, _)| v.starts_with(char))?;
        let dot = if modifiers.is_empty() { "" } else { "." };
        Some(format!("{root}{dot}{}", modifiers.as_str()))
    })
}

/// The role of a character without words of its own. Arrows and the blocks of
/// mathematical operators hold relations for the most part.
fn role(char: char) -> Role {
    match char {
        '\u{2190}'..='\u{21FF}' | '\u{27F0}'..='\u{27FF}' => Role::Relation,
        '\u{2200}'..='\u{22FF}' | '\u{2900}'..='\u{297F}' => Role::Relation,
        '\u{2A00}'..='\u{2AFF}' => Role::Relation,
        _ => Role::Operand,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_words() {
        for (source, words) in [
            ("alpha", "alpha"),
            ("Omega", "Omega"),
            ("epsilon.alt", "epsilon"),
            ("arrow.r", "to"),
            ("arrow.r.hook", "arrow right hook"),
            ("dot.op", "times"),
            ("plus.minus", "plus or minus"),
            ("lt.eq", "is less than or equal to"),
            ("AA", "blackboard A"),
            ("RR", "the real numbers"),
            ("thin", ""),
            ("space.nobreak", ""),
            ("my.own-name", "my own name"),
            ("math.log", "the log"),
            ("sinh", "hyperbolic sine"),
        ] {
            assert_eq!(name(source, Context::top()).words, words, "{source}");
        }
    }

    #[test]
    fn characters_find_their_names() {
        assert_eq!(unlisted('λ').words, "lambda");
        assert_eq!(unlisted('ϵ').words, "epsilon");
        assert_eq!(unlisted('☃').words, "☃");
    }
}
