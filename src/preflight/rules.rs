//! The rules of the preflight, in one table.

use super::view::{Fault, View};
use super::{blocks, face, fill, floats, lines, links, room, spaces};

/// What becomes of a finding.
#[derive(Debug, Copy, Clone, Eq, PartialEq, Ord, PartialOrd)]
pub enum Level {
    /// Nothing is said.
    Allow,
    /// It is told, and keeps nothing back, not even under `--deny-warnings`.
    Note,
    /// It is a warning.
    Warn,
    /// It is an error.
    Deny,
}

impl Level {
    /// Its name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Note => "note",
            Self::Warn => "warn",
            Self::Deny => "deny",
        }
    }
}

/// A rule of the preflight.
#[derive(Debug, Copy, Clone)]
pub struct PageRule {
    /// Its name.
    pub rule: &'static str,
    /// What becomes of its findings unless someone says otherwise.
    pub level: Level,
    /// What becomes of them in an edition that is not the guide's own: nobody has moved
    /// a line to fill its pages.
    pub elsewhere: Level,
    /// What it finds, in a few words.
    pub what: &'static str,
    /// Looks for it.
    pub look: fn(&View) -> Vec<Fault>,
}

/// A rule that is kept alike in all editions.
const fn rule(
    rule: &'static str,
    level: Level,
    what: &'static str,
    look: fn(&View) -> Vec<Fault>,
) -> PageRule {
    PageRule { rule, level, elsewhere: level, what, look }
}

/// A rule about where lines and floats come to stand: it is kept in the default edition
/// of a guide, and only told of those that are made from it.
const fn placed(
    rule: &'static str,
    level: Level,
    what: &'static str,
    look: fn(&View) -> Vec<Fault>,
) -> PageRule {
    PageRule { rule, level, elsewhere: Level::Note, what, look }
}

/// All rules. What real pages still break for a reason is a note.
pub const RULES: [PageRule; 37] = [
    rule(
        "text-overflow",
        Level::Deny,
        "text beyond its cell, its column or the foot of the page",
        room::overflow,
    ),
    rule("text-lost", Level::Deny, "text of which a part is printed nowhere", room::lost),
    rule("text-overlap", Level::Deny, "text on other text or on a figure", room::overlap),
    rule("text-struck", Level::Deny, "text with a rule through it", room::struck),
    rule(
        "text-trim",
        Level::Deny,
        "text outside the trimmed page, or within 5 mm of its edge",
        room::trim,
    ),
    rule(
        "glyph-missing",
        Level::Deny,
        "a character that its face does not have",
        face::missing,
    ),
    rule("font-foreign", Level::Deny, "a face that is none of the book's", face::foreign),
    rule(
        "text-contrast",
        Level::Deny,
        "text with a contrast below 4.5, in colour or in grey",
        face::contrast,
    ),
    rule(
        "raster-coarse",
        Level::Deny,
        "a picture of less than 300 pixels to the inch",
        face::rasters,
    ),
    rule("stroke-thin", Level::Deny, "a stroke below 0.25 pt", face::strokes),
    rule(
        "page-reference",
        Level::Deny,
        "a printed page number that is not that of the link",
        links::pages,
    ),
    rule("link-target", Level::Deny, "a link that leads nowhere", links::targets),
    rule(
        "bookmark-depth",
        Level::Deny,
        "bookmarks of more than three levels, or with a level left out",
        links::bookmarks,
    ),
    rule(
        "alt-text",
        Level::Deny,
        "a picture without 20 to 600 characters of words that are not its caption",
        links::alternatives,
    ),
    rule(
        "text-small",
        Level::Deny,
        "text below 6.8 pt, a mark or script below 4.8 pt",
        face::small,
    ),
    rule(
        "float-unmentioned",
        Level::Deny,
        "a figure that no text refers to",
        floats::unmentioned,
    ),
    rule(
        "reading-order",
        Level::Deny,
        "text read aloud in another order than that of the columns",
        lines::order,
    ),
    rule(
        "grid-off",
        Level::Deny,
        "a line of running text off the baseline grid",
        lines::grid,
    ),
    rule("page-empty", Level::Deny, "a page with nothing on it", fill::blank),
    placed(
        "column-empty",
        Level::Deny,
        "a column of which more than half is empty",
        fill::empty,
    ),
    placed(
        "page-spill",
        Level::Deny,
        "an opener or a recap that runs over its page",
        fill::spill,
    ),
    placed(
        "heading-foot",
        Level::Deny,
        "a heading within three lines of the foot",
        lines::headings,
    ),
    placed(
        "float-far",
        Level::Deny,
        "a figure or table more than a page from its first mention",
        floats::far,
    ),
    rule(
        "widow",
        Level::Warn,
        "a last line alone at the head of a column",
        lines::widows,
    ),
    rule(
        "orphan",
        Level::Warn,
        "a first line alone at the foot of a column",
        lines::orphans,
    ),
    rule("table-split", Level::Warn, "one row of a table alone on a page", floats::split),
    rule(
        "hyphen-ladder",
        Level::Warn,
        "four lines in a row that end in a hyphen",
        lines::ladders,
    ),
    rule(
        "river",
        Level::Warn,
        "wide spaces below one another on four lines",
        spaces::rivers,
    ),
    placed(
        "block-split",
        Level::Warn,
        "one line of a list alone in a column",
        blocks::split,
    ),
    placed("runt", Level::Warn, "a last line hardly wider than an indent", lines::runts),
    rule(
        "float-order",
        Level::Note,
        "a figure or table before one with a lower number",
        floats::disorder,
    ),
    rule(
        "column-short",
        Level::Note,
        "a hole of more than an eighth of a column",
        fill::short,
    ),
    rule(
        "line-loose",
        Level::Note,
        "a line with spaces 1.7 times as wide as they should be",
        spaces::loose,
    ),
    rule(
        "float-stacked",
        Level::Note,
        "two figures or tables without a line between them",
        floats::stacked,
    ),
    rule(
        "float-astray",
        Level::Note,
        "a figure or table among the text of another case",
        floats::astray,
    ),
    rule("tabs-crowded", Level::Note, "more than three steps on a page", fill::tabs),
    rule(
        "signature-rest",
        Level::Note,
        "pages left over on the last folded sheet",
        fill::signature,
    ),
];
