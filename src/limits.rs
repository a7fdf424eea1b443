//! The one table of limits. Everything that judges content, figures or pages
//! takes its bounds from here, so that no two rules can disagree.

/// Bytes that a text file of content may have.
pub const CONTENT_BYTES: u64 = 4 << 20;

/// Bytes that a figure may have.
pub const FIGURE_BYTES: u64 = 8 << 20;

/// Bytes that a font file may have.
pub const FONT_BYTES: u64 = 64 << 20;

/// Characters that the alternative text of a figure may have, from and to.
pub const ALT_CHARACTERS: std::ops::RangeInclusive<usize> = 20..=600;

/// Slashes, scripts and factorials that an equation may have.
pub const EQUATION_SIGNS: usize = 100;

/// Numerals without a quantity that a case may waive.
pub const WAIVERS: usize = 10;

/// The steps that a guide may have.
pub const STEPS: std::ops::RangeInclusive<usize> = 3..=9;

/// Smallest text of a figure, in points.
pub const FIGURE_TEXT_PT: f32 = 6.8;

/// Thinnest stroke of a figure, in points.
pub const FIGURE_STROKE_PT: f32 = 0.25;

/// Tallest figure, in millimetres: the text of the lowest page less a caption.
pub const FIGURE_HEIGHT_MM: f64 = 225.0;

/// How far the drawn width of a figure may be from the width it is placed at.
pub const FIGURE_WIDTH_SHARE: f64 = 0.01;
