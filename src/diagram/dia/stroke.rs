//! How edges are drawn, and the arrows that say so.

/// How an edge is drawn.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub(super) enum Stroke {
    /// In the request.
    Solid,
    /// The main path.
    Main,
    /// In the background.
    Dashed,
    /// Feedback.
    Dotted,
}

/// How an arrow draws: its stroke, a head at the end, a head at the start.
pub(super) const ARROWS: [(&str, Stroke, bool, bool); 6] = [
    ("->", Stroke::Solid, true, false),
    ("=>", Stroke::Main, true, false),
    ("~>", Stroke::Dashed, true, false),
    ("..>", Stroke::Dotted, true, false),
    ("--", Stroke::Solid, false, false),
    ("<->", Stroke::Solid, true, true),
];

/// Whether a word is an arrow, or meant to be one.
pub(super) fn is_arrow_like(word: &str) -> bool {
    word.len() >= 2
        && word.chars().all(|c| "-=~.<>".contains(c))
        && (word.contains(['<', '>']) || word.contains("--"))
}
