//! The one table of limits. Everything that judges content, figures or pages
//! takes its bounds from here, so that no two rules can disagree.

/// Bytes that a text file of content may have.
pub const CONTENT_BYTES: u64 = 4 << 20;

/// Bytes that a figure may have.
pub const FIGURE_BYTES: u64 = 8 << 20;

/// Bytes that a font file may have.
pub const FONT_BYTES: u64 = 64 << 20;

/// Bytes that a roster may have.
pub const ROSTER_BYTES: u64 = 16 << 20;

/// Copies for people that are made without being confirmed.
pub const COPIES: usize = 1000;

/// Characters that the alternative text of a figure may have, from and to.
pub const ALT_CHARACTERS: std::ops::RangeInclusive<usize> = 20..=600;

/// Slashes, scripts and factorials that an equation may have.
pub const EQUATION_SIGNS: usize = 100;

/// Numerals without a quantity that a case may waive.
pub const WAIVERS: usize = 10;

/// Words that a closing summary has: two minutes, said aloud without haste.
pub const SUMMARY_WORDS: std::ops::RangeInclusive<usize> = 200..=300;

/// The steps that a guide may have.
pub const STEPS: std::ops::RangeInclusive<usize> = 3..=9;

/// Sizes of the body that an edition may set, in points.
pub const TYPE_SIZE_PT: std::ops::RangeInclusive<f64> = 9.0..=12.0;

/// Lowest resolution of a logo in print, in pixels per inch.
pub const LOGO_DPI: f64 = 300.0;

/// Widths of a logo on the cover, in millimetres: the tabs leave it no more.
pub const LOGO_MM: std::ops::RangeInclusive<f64> = 10.0..=70.0;

/// Smallest text of a figure, in points.
pub const FIGURE_TEXT_PT: f32 = 6.8;

/// Thinnest stroke of a figure, in points.
pub const FIGURE_STROKE_PT: f32 = 0.25;

/// Smallest label of a box of a figure, in points.
pub const FIGURE_NODE_TEXT_PT: f64 = 7.2;

/// Smallest sub- or superscript of a figure, in points.
pub const FIGURE_SCRIPT_PT: f64 = 4.8;

/// Air between a text of a figure and the edge of the shape that it stands on, in
/// points.
pub const FIGURE_AIR_PT: f64 = 0.8;

/// How far the ink of two texts of a figure may overlap, in points, across and
/// down.
pub const FIGURE_TEXT_OVERLAP_PT: f64 = 0.4;

/// Air between the ink of a text of a figure and the middle of a line, in points.
pub const FIGURE_LINE_GAP_PT: f64 = 0.3;

/// Air between the ink of a text of a figure and the stroke of a line, in points.
pub const FIGURE_STROKE_GAP_PT: f64 = 0.1;

/// How far a line may run through a text of a figure, in points.
pub const FIGURE_LINE_IN_TEXT_PT: f64 = 0.6;

/// How far a line may run through a box of a figure, in points.
pub const FIGURE_LINE_IN_BOX_PT: f64 = 2.5;

/// How far inside its edge a box of a figure begins for a line, in points.
pub const FIGURE_BOX_EDGE_PT: f64 = 1.2;

/// How far two connections of a figure may run on one another, in points.
pub const FIGURE_LINES_TOGETHER_PT: f64 = 2.5;

/// Lowest contrast of text, as a ratio of WCAG 2.2, in colour and in grey.
pub const FIGURE_CONTRAST: f64 = 4.5;

/// Difference in lightness (L* of CIE 15) of two fills that mean different things.
pub const FIGURE_GREY_STEP: f64 = 12.0;

/// How far ink may reach out of a figure, in points.
pub const FIGURE_BLEED_PT: f64 = 0.5;

/// Boxes of a figure up to which nothing is said.
pub const FIGURE_BOXES: usize = 22;

/// Boxes of a figure up to which it is printed.
pub const FIGURE_BOXES_MOST: usize = 30;

/// Comparisons of parts of a figure with one another that are made at most, about a
/// tenth of a second of them. A figure of thirty boxes takes two in a hundred.
pub const FIGURE_COMPARISONS: usize = 8_000_000;

/// Faults of one rule that are told of one figure.
pub const FIGURE_FAULTS: usize = 20;

/// Tallest figure, in millimetres: the text of the lowest page less a caption.
pub const FIGURE_HEIGHT_MM: f64 = 225.0;

/// How far the drawn width of a figure may be from the width it is placed at.
pub const FIGURE_WIDTH_SHARE: f64 = 0.01;

/// How far text may reach out of its frame, in points.
pub const PAGE_OVERFLOW_PT: f64 = 2.0;

/// How far two texts of a page may overlap, in points, across and down.
pub const PAGE_OVERLAP_PT: [f64; 2] = [1.0, 1.0];

/// Air between the texts of two cells on one line, in points.
pub const PAGE_GAP_PT: f64 = 0.3;

/// Air between text and the edge of the trimmed page, in millimetres.
pub const PAGE_EDGE_MM: f64 = 5.0;

/// Smallest text of a page, in points.
pub const PAGE_TEXT_PT: f64 = 6.8;

/// Smallest mark or mathematical script of a page, in points.
pub const PAGE_SCRIPT_PT: f64 = 4.8;

/// Thinnest stroke of a page, in points.
pub const PAGE_STROKE_PT: f64 = 0.25;

/// Fewest pixels to the inch of a picture that is not drawn.
pub const PAGE_DPI: f64 = 300.0;

/// Lowest contrast of text on a page, in colour and in grey.
pub const PAGE_CONTRAST: f64 = 4.5;

/// Lowest contrast of text from [`PAGE_LARGE_PT`] on.
pub const PAGE_CONTRAST_LARGE: f64 = 3.0;

/// Size from which text counts as large, in points (WCAG 2.2).
pub const PAGE_LARGE_PT: f64 = 18.0;

/// Lines that follow a heading in its column, at least.
pub const PAGE_LINES_BELOW_HEADING: f64 = 3.0;

/// Width of the last line of a paragraph, in sizes of its text, at least.
pub const PAGE_RUNT: f64 = 1.6;

/// Lines in a row that end in a hyphen, at most.
pub const PAGE_HYPHENS: usize = 3;

/// Mean width of the spaces of a justified line, in spaces of the face, at most.
pub const PAGE_SPACES: f64 = 1.7;

/// Lines in a row whose wide spaces stand below one another, at least, for a river.
pub const PAGE_RIVER: usize = 4;

/// Width from which a space is part of a river, in spaces of the face.
pub const PAGE_RIVER_SPACE: f64 = 1.5;

/// Share of a column that may be empty, from which it is told.
pub const PAGE_EMPTY_WARN: f64 = 0.12;

/// Share of a column that may be empty, from which it is an error.
pub const PAGE_EMPTY: f64 = 0.5;

/// How far a baseline may be off the grid, in points.
pub const PAGE_GRID_PT: f64 = 0.3;

/// Step tabs on a page, at most.
pub const PAGE_TABS: usize = 3;

/// Levels of bookmarks.
pub const PAGE_BOOKMARKS: usize = 3;

/// Pages of a signature of a folded sheet.
pub const PAGE_SIGNATURE: usize = 4;
