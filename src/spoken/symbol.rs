//! Single characters and the words for them.

use super::context::{Context, Setting};
use super::name;
use super::phrase::{Phrase, Role};

/// Relations. A leading "is" is dropped outside of clauses.
const RELATIONS: &[(&str, &str)] = &[
    ("=", "equals"),
    ("≠", "is not equal to"),
    ("<", "is less than"),
    (">", "is greater than"),
    ("≤⩽≦", "is less than or equal to"),
    ("≥⩾≧", "is greater than or equal to"),
    ("≪⋘", "is much less than"),
    ("≫⋙", "is much greater than"),
    ("≲", "is less than or similar to"),
    ("≳", "is greater than or similar to"),
    ("≈", "is approximately equal to"),
    ("≉", "is not approximately equal to"),
    ("∼~", "is distributed as"),
    ("≁", "is not distributed as"),
    ("≃", "is asymptotically equal to"),
    ("≅", "is congruent to"),
    ("≡", "is equivalent to"),
    ("≢", "is not equivalent to"),
    ("∝", "is proportional to"),
    ("≔≝≜⩴", "is defined as"),
    ("≕", "defines"),
    ("∈∊", "in"),
    ("∉", "not in"),
    ("∋∍", "contains"),
    ("∌", "does not contain"),
    ("⊂", "is a subset of"),
    ("⊆⫅", "is a subset of or equal to"),
    ("⊊⫋", "is a proper subset of"),
    ("⊄", "is not a subset of"),
    ("⊈", "is neither a subset of nor equal to"),
    ("⊃", "is a superset of"),
    ("⊇⫆", "is a superset of or equal to"),
    ("⊋⫌", "is a proper superset of"),
    ("⊅", "is not a superset of"),
    ("⊉", "is neither a superset of nor equal to"),
    ("⟶", "to"),
    ("←⟵", "becomes"),
    ("↦⟼", "maps to"),
    ("⇒⟹", "implies"),
    ("⇐⟸", "is implied by"),
    ("⇔⟺", "if and only if"),
    ("↔⟷", "corresponds to"),
    ("⇝⟿↝", "leads to"),
    ("≺", "precedes"),
    ("≻", "succeeds"),
    ("≼⪯", "precedes or equals"),
    ("≽⪰", "succeeds or equals"),
    ("⟂⊥", "is perpendicular to"),
    ("⫫", "is independent of"),
    ("∣", "divides"),
    ("∤", "does not divide"),
    ("⊢", "proves"),
    ("⊨⊧", "models"),
    ("↑", "up arrow"),
    ("↓", "down arrow"),
];

/// Signs that only stand between operands.
const BINARIES: &[(&str, &str)] = &[
    ("⋅·∙•", "times"),
    ("∗*⋆", "star"),
    ("÷", "divided by"),
    ("/⁄∕", "slash"),
    ("∖\\", "without"),
    ("∪", "union"),
    ("∩", "intersection"),
    ("⊎⊍", "disjoint union"),
    ("∧", "and"),
    ("∨", "or"),
    ("⊕", "circled plus"),
    ("⊖", "circled minus"),
    ("⊗", "tensor"),
    ("⊙", "elementwise times"),
    ("∘", "composed with"),
    ("⊔", "join"),
    ("⊓", "meet"),
];

/// Signs between operands or before one.
const SIGNS: &[(&str, &str)] =
    &[("+", "plus"), ("−-–", "minus"), ("±", "plus or minus"), ("∓", "minus or plus")];

/// Signs that belong to what follows.
const PREFIXES: &[(&str, &str)] = &[
    ("∂", "partial"),
    ("∇", "nabla"),
    ("¬", "not"),
    ("∀", "for all"),
    ("∃", "there exists"),
    ("∄", "there exists no"),
    ("∴", "therefore"),
    ("∵", "because"),
    ("∆", "the Laplacian of"),
];

/// Signs that belong to what precedes.
const POSTFIXES: &[(&str, &str)] = &[
    ("!", "factorial"),
    ("%", "per cent"),
    ("‰", "per mille"),
    ("°", "degrees"),
    ("′", "prime"),
    ("″", "double prime"),
    ("‴", "triple prime"),
];

/// Large operators, whose subscripts are spoken with "over".
const OPERATORS: &[(&str, &str)] = &[
    ("∑", "the sum"),
    ("∏", "the product"),
    ("∐", "the coproduct"),
    ("∫", "the integral"),
    ("∬", "the double integral"),
    ("∭", "the triple integral"),
    ("∮", "the contour integral"),
    ("⋃", "the union"),
    ("⋂", "the intersection"),
    ("⋁", "the disjunction"),
    ("⋀", "the conjunction"),
    ("⨁", "the direct sum"),
    ("⨂", "the tensor product"),
];

/// Letters that are functions, whose subscripts are spoken with "over".
const FUNCTIONS: &[(&str, &str)] = &[
    ("𝔼", "the expected value"),
    ("ℙ", "the probability"),
    ("𝕀𝟙", "the indicator"),
    ("ℜ", "the real part"),
    ("ℑ", "the imaginary part"),
];

/// Characters that stand for a value, and brackets without a partner.
const ATOMS: &[(&str, &str)] = &[
    ("∞", "infinity"),
    ("∅⌀", "the empty set"),
    ("ℝ", "the real numbers"),
    ("ℕ", "the natural numbers"),
    ("ℤ", "the integers"),
    ("ℚ", "the rational numbers"),
    ("ℂ", "the complex numbers"),
    ("…⋯", "dot dot dot"),
    ("⋮", "vertical dots"),
    ("⋱⋰", "diagonal dots"),
    ("⊤", "top"),
    ("ℏħ", "h bar"),
    ("£", "pounds"),
    ("€", "euros"),
    ("$", "dollars"),
    ("#", "hash"),
    ("&", "and"),
    ("@", "at"),
    ("_", "underscore"),
    ("^", "hat"),
    ("(", "open parenthesis"),
    (")", "close parenthesis"),
    ("[", "open bracket"),
    ("]", "close bracket"),
    ("{", "open brace"),
    ("}", "close brace"),
    ("⟦", "open double bracket"),
    ("⟧", "close double bracket"),
    ("⟨", "open angle bracket"),
    ("⟩", "close angle bracket"),
    ("⌊", "open floor"),
    ("⌋", "close floor"),
    ("⌈", "open ceiling"),
    ("⌉", "close ceiling"),
];

/// The letters of the number spaces, which take an exponent by their letter:
/// "R to the n" is how the space of dimension n is called.
const SPACES: &[(char, &str)] =
    &[('ℝ', "R"), ('ℕ', "N"), ('ℤ', "Z"), ('ℚ', "Q"), ('ℂ', "C")];

/// Returns the phrase of a character.
pub(super) fn symbol(char: char, ctx: Context) -> Phrase {
    known(char, ctx).unwrap_or_else(|| name::unlisted(char))
}

/// Returns the phrase of a character that has words of its own.
pub(super) fn known(char: char, ctx: Context) -> Option<Phrase> {
    if char.is_whitespace() || is_invisible(char) {
        return Some(Phrase::silent());
    }
    shifting(char, ctx).or_else(|| fixed(char, ctx))
}

/// Returns the letter of a number space.
pub(super) fn space_letter(char: char) -> Option<&'static str> {
    SPACES
        .iter()
        .find(|(space, _)| *space == char)
        .map(|(_, letter)| *letter)
}

/// Whether a character has no print: joiners, direction marks, variation
/// selectors.
fn is_invisible(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}')
        || matches!(char, '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{AD}')
}

/// Characters whose words depend on the setting, and those the row decides.
fn shifting(char: char, ctx: Context) -> Option<Phrase> {
    let (words, role) = match (char, ctx.setting) {
        ('→', Setting::Limit) => ("goes to", Role::Relation),
        ('→', _) => ("to", Role::Relation),
        ('×', Setting::Size) => ("by", Role::Binary),
        ('×', _) => ("times", Role::Binary),
        (':' | '∶', Setting::Set) => ("such that", Role::Relation),
        (':' | '∶', Setting::Script) => ("to", Role::Relation),
        (':' | '∶', _) => ("colon", Role::Relation),
        ('|', _) => ("", Role::Bar),
        ('‖' | '∥', _) => ("", Role::DoubleBar),
        (',', _) => (",", Role::Mark),
        (';', _) => (";", Role::Mark),
        ('.', _) => (".", Role::Mark),
        ('?', _) => ("?", Role::Mark),
        _ => return None,
    };
    Some(Phrase::new(words, role))
}

/// Characters with one wording.
fn fixed(char: char, ctx: Context) -> Option<Phrase> {
    let tables: [(&[(&str, &str)], Role); 8] = [
        (RELATIONS, Role::Relation),
        (BINARIES, Role::Binary),
        (SIGNS, Role::Sign),
        (PREFIXES, Role::Prefix),
        (POSTFIXES, Role::Postfix),
        (OPERATORS, Role::Operator("over")),
        (FUNCTIONS, Role::Function("over")),
        (ATOMS, Role::Operand),
    ];
    tables.iter().find_map(|(table, role)| {
        let (_, words) = table.iter().find(|(chars, _)| chars.contains(char))?;
        let relation = *role == Role::Relation;
        let words = if relation { ctx.relation(words) } else { *words };
        Some(Phrase::new(words, *role))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_is_listed_twice() {
        let tables = [
            RELATIONS, BINARIES, SIGNS, PREFIXES, POSTFIXES, OPERATORS, FUNCTIONS, ATOMS,
        ];
        let mut seen = std::collections::BTreeSet::new();
        for char in tables.iter().flat_map(|t| t.iter()).flat_map(|(c, _)| c.chars()) {
            assert!(seen.insert(char), "{char} is listed twice");
        }
    }

    #[test]
    fn settings_choose_words() {
        let top = Context::top();
        for (char, setting, words) in [
            ('→', Setting::Limit, "goes to"),
            ('→', Setting::Clause, "to"),
            ('×', Setting::Size, "by"),
            (':', Setting::Set, "such that"),
            ('≤', Setting::Clause, "is less than or equal to"),
            ('≤', Setting::Script, "less than or equal to"),
            ('α', Setting::Clause, "alpha"),
        ] {
            assert_eq!(symbol(char, top.within(setting)).words, words, "{char}");
        }
    }
}
