//! A phrase: the words of one part of an equation, and what its neighbours have
//! to know about it.

/// What a phrase does among its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Stands for a value.
    Operand,
    /// Prose that joins two statements, such as "if".
    Text,
    /// Equals, is less than, to.
    Relation,
    /// Plus or minus, between operands or before one.
    Sign,
    /// Times, union and other signs that only stand between operands.
    Binary,
    /// Belongs to the phrase after it without "of": partial, for all.
    Prefix,
    /// Belongs to the phrase before it: factorial, per cent.
    Postfix,
    /// A sum, product or limit. Carries the preposition of its subscript.
    Operator(&'static str),
    /// A named function such as log. Takes a following group as its arguments.
    Function(&'static str),
    /// The word `arg` on its way to `arg max`.
    Argument,
    /// A single vertical bar whose meaning the row decides.
    Bar,
    /// A double vertical bar whose meaning the row decides.
    DoubleBar,
    /// Punctuation, spoken as a pause right after the word before.
    Mark,
    /// Nothing to say.
    Silent,
}

/// How loosely the words hold together, from tight to loose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// One letter, number or name.
    Atom,
    /// An atom behind a sign.
    Signed,
    /// An atom with short scripts.
    Scripted,
    /// Several factors, or anything that binds like them.
    Product,
    /// Terms with signs between them.
    Sum,
    /// A statement with a relation.
    Clause,
    /// Several items with commas between them.
    List,
}

/// What has to be said once something follows a phrase whose end is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tail {
    /// A pause is enough, because there is none inside the phrase.
    Pause,
    /// These words, between pauses.
    Closing(String),
}

/// The words of one part of an equation.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    /// The words.
    pub words: String,
    /// What the phrase does in its row.
    pub role: Role,
    /// How loosely the words hold together.
    pub weight: Weight,
    /// What closes the phrase when something follows.
    pub tail: Option<Tail>,
    /// Whether a neighbouring factor is heard better with "times" between.
    pub bulky: bool,
    /// The subscript of a bar, which turns a norm into the 2-norm.
    pub below: String,
}

impl Phrase {
    /// A phrase with a role and nothing to close.
    pub(super) fn new(words: impl Into<String>, role: Role) -> Self {
        let words = words.into();
        let (tail, below) = (None, String::new());
        Self {
            words,
            role,
            weight: Weight::Atom,
            tail,
            bulky: false,
            below,
        }
    }

    /// A short name of a value.
    pub(super) fn atom(words: impl Into<String>) -> Self {
        Self::new(words, Role::Operand)
    }

    /// A phrase that says nothing.
    pub(super) fn silent() -> Self {
        Self::new("", Role::Silent)
    }

    /// A phrase whose end is only heard when something follows it: "the
    /// quantity a plus b".
    pub(super) fn opened(lead: &str, inner: &Phrase, end: &str) -> Self {
        let tail = Some(inner.tail_for(end));
        let words = format!("{lead} {}", inner.said());
        Self {
            tail,
            bulky: true,
            weight: Weight::Product,
            ..Self::atom(words)
        }
    }

    /// A phrase whose end is said whenever more than one term is inside: "the
    /// square root of a plus b, end root".
    pub(super) fn enclosed(lead: &str, inner: &Phrase, end: &str) -> Self {
        if inner.is_simple() {
            let words = format!("{lead} {}", inner.said());
            return Self {
                bulky: true,
                weight: Weight::Product,
                ..Self::atom(words)
            };
        }
        Self::ended(format!("{lead} {}, {end}", inner.said()))
    }

    /// A phrase whose words already say where it ends.
    pub(super) fn ended(words: String) -> Self {
        let (tail, weight) = (Some(Tail::Pause), Weight::Product);
        Self { tail, weight, bulky: true, ..Self::atom(words) }
    }

    /// The words, where the sentence needs some: an argument that the source
    /// leaves empty is "nothing".
    pub(super) fn said(&self) -> &str {
        if self.words.is_empty() { "nothing" } else { &self.words }
    }

    /// Whether the words are heard as one thing.
    pub(super) fn is_simple(&self) -> bool {
        self.weight <= Weight::Scripted && self.tail.is_none()
    }

    /// Whether the words are so short that a script of them needs no end.
    pub(super) fn is_short(&self) -> bool {
        self.weight <= Weight::Signed && self.tail.is_none()
    }

    /// Whether pauses inside the words could be taken for their end.
    pub(super) fn has_pauses(&self) -> bool {
        self.tail.is_some() || [", ", "; "].iter().any(|mark| self.words.contains(mark))
    }

    /// The tail of a phrase that ends in this one.
    pub(super) fn tail_for(&self, end: &str) -> Tail {
        match self.has_pauses() {
            true => Tail::Closing(end.to_owned()),
            false => Tail::Pause,
        }
    }

    /// What is said after the words when more than punctuation follows.
    pub(super) fn pause(&self) -> String {
        match &self.tail {
            None => String::new(),
            Some(Tail::Pause) => ",".to_owned(),
            Some(Tail::Closing(end)) => format!(", {end},"),
        }
    }

    /// What is said after the words when punctuation follows.
    pub(super) fn closing(&self) -> String {
        match &self.tail {
            Some(Tail::Closing(end)) => format!(", {end}"),
            _ => String::new(),
        }
    }

    /// The words, ready to be followed by a script or by "of".
    pub(super) fn base(&self) -> String {
        let pause = self.pause();
        let bare = pause.is_empty() && (self.bulky || self.weight > Weight::Scripted);
        format!("{}{}", self.words, if bare { "," } else { &pause })
    }

    /// The name that closes the phrase: "end p" for "p sub theta".
    pub(super) fn title(&self) -> &str {
        const CUTS: [&str; 9] = [
            ",",
            " sub ",
            " over ",
            " from ",
            " to ",
            " as ",
            " base ",
            " superscript ",
            " of ",
        ];
        let name = self.words.strip_prefix("the ").unwrap_or(&self.words);
        let end = CUTS.iter().filter_map(|cut| name.find(cut)).min();
        end.and_then(|end| name.get(..end)).unwrap_or(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_said_when_a_pause_would_mislead() {
        let sum = Phrase { weight: Weight::Sum, ..Phrase::atom("a plus b") };
        let quantity = Phrase::opened("the quantity", &sum, "end quantity");
        assert_eq!(quantity.pause(), ",");
        let nested = Phrase::opened("the quantity", &quantity, "end quantity");
        assert_eq!(nested.pause(), ", end quantity,");
        assert_eq!(nested.closing(), ", end quantity");
    }

    #[test]
    fn only_long_contents_are_ended() {
        let root = Phrase::enclosed("the root of", &Phrase::atom("x"), "end root");
        assert_eq!(root.words, "the root of x");
        let sum = Phrase { weight: Weight::Sum, ..Phrase::atom("a plus b") };
        let root = Phrase::enclosed("the root of", &sum, "end root");
        assert_eq!(root.words, "the root of a plus b, end root");
    }

    #[test]
    fn titles_are_short() {
        assert_eq!(Phrase::atom("p sub theta").title(), "p");
        assert_eq!(Phrase::atom("the expected value over x").title(), "expected value");
        assert_eq!(Phrase::atom("sigma").title(), "sigma");
    }
}
