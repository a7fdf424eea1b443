//! The faces that a book may use: those in `fonts/`, and no others.
//!
//! Typst keys a font on the first name in its name table and trims width words,
//! so that `IBM Plex Sans Condensed` in weight 600 would be a family of its own.
//! Here the font book is filled with the typographic names instead, and a face
//! is found by the name that people use, in prose and in figures alike. The font
//! files stay as they are: their names are reserved.

use ecow::eco_format;
use ttf_parser::name_id::{FAMILY, TYPOGRAPHIC_FAMILY};
use typst_library::text::{
    Font, FontBook, FontInfo, FontStretch, FontStyle, FontVariant, FontWeight,
};
use typst_syntax::DiagSpan;
use typst_utils::LazyHash;

use crate::diagnostics::{Report, at};
use crate::source::{Sources, extension};

/// The faces that the layout names: family, weight, italic.
const THEME: [(&str, u16, bool); 13] = [
    ("IBM Plex Serif", 300, false),
    ("IBM Plex Serif", 400, false),
    ("IBM Plex Serif", 400, true),
    ("IBM Plex Serif", 600, false),
    ("IBM Plex Serif", 600, true),
    ("IBM Plex Sans", 400, false),
    ("IBM Plex Sans", 600, false),
    ("IBM Plex Sans Condensed", 400, false),
    ("IBM Plex Sans Condensed", 400, true),
    ("IBM Plex Sans Condensed", 500, false),
    ("IBM Plex Sans Condensed", 600, false),
    ("IBM Plex Mono", 400, false),
    ("IBM Plex Math", 400, false),
];

/// Whether a family is one that the layout names, or a cut of it under the name
/// that its file gives it: `IBM Plex Sans Cond SmBld`.
pub fn is_of_theme(family: &str) -> bool {
    let start = |name: &str| name.split(' ').take(2).map(str::to_string).collect();
    let own: Vec<String> = start(family);
    THEME.iter().any(|(name, ..)| own == start(name) as Vec<String>)
}

/// All faces, in order of their paths.
#[derive(Debug, Default)]
pub struct Fonts {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl Fonts {
    /// Reads the faces of a guide. Files that hold no font, and faces that the
    /// layout names and no file has, are reported.
    pub fn read(sources: &Sources, report: &mut Report) -> Self {
        let mut book = FontBook::new();
        let mut fonts = Vec::new();
        let is_font = |path: &str| matches!(extension(path), "ttf" | "otf" | "ttc");
        for file in sources.under("/fonts/").filter(|file| is_font(&file.path)) {
            let before = fonts.len();
            for font in Font::iter(file.bytes.clone()) {
                book.push(named(&font));
                fonts.push(font);
            }
            if fonts.len() == before && !file.bytes.is_empty() {
                report
                    .error(
                        "font-syntax",
                        DiagSpan::detached(),
                        eco_format!("`{}` holds no font", sources.name(file.id)),
                    )
                    .hint("replace the file by a TrueType or OpenType font");
            }
        }
        let fonts = Self { book: LazyHash::new(book), fonts };
        fonts.check_theme(sources, report);
        fonts
    }

    fn check_theme(&self, sources: &Sources, report: &mut Report) {
        let place = sources.get("/content/guide.toml").map(|file| at(file.id, 0..0));
        for (family, weight, italic) in THEME {
            let style = if italic { FontStyle::Italic } else { FontStyle::Normal };
            let wanted = FontVariant::new(
                style,
                FontWeight::from_number(weight),
                FontStretch::NORMAL,
            );
            let found = self
                .book
                .select(&family.to_lowercase(), wanted)
                .and_then(|index| self.book.info(index))
                .is_some_and(|info| info.variant == wanted);
            if !found {
                let slant = if italic { " italic" } else { "" };
                report
                    .error("font-missing", place.unwrap_or(DiagSpan::detached()), eco_format!("the layout sets text in {family} {weight}{slant}, and no file in `fonts` has it"))
                    .hint("put the face back under `fonts`, or remove the file that replaces it");
            }
        }
    }

    /// What Typst looks faces up in.
    pub fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// The face at an index of the book.
    pub fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    /// Whether there is a family of this name.
    pub fn has_family(&self, family: &str) -> bool {
        self.book.contains_family(&family.to_lowercase())
    }

    /// Whether some face of a family has a glyph for a character.
    pub fn covers(&self, family: &str, character: char) -> bool {
        let faces = self.book.select_family(&family.to_lowercase());
        let faces = faces.collect::<Vec<_>>();
        let covers = |index: &usize| {
            let info = self.book.info(*index);
            info.is_some_and(|info| info.coverage.contains(character.into()))
        };
        faces.iter().any(covers)
    }

    /// The file of an upright face.
    pub fn bytes(&self, family: &str, weight: u16) -> Option<&[u8]> {
        let weight = FontWeight::from_number(weight);
        let wanted = FontVariant::new(FontStyle::Normal, weight, FontStretch::NORMAL);
        let index = self.book.select(&family.to_lowercase(), wanted)?;
        self.fonts.get(index).map(|font| font.data().as_slice())
    }

    /// How stock Typst calls the face that this book finds under a name.
    pub fn stock_name(
        &self,
        family: &str,
        weight: u16,
        italic: bool,
    ) -> Option<StockName> {
        let style = if italic { FontStyle::Italic } else { FontStyle::Normal };
        let weight = FontWeight::from_number(weight);
        let wanted = FontVariant::new(style, weight, FontStretch::NORMAL);
        let index = self.book.select(&family.to_lowercase(), wanted)?;
        let info = self.fonts.get(index)?.info();
        Some(StockName {
            family: info.family.clone(),
            weight: info.variant.weight.to_number(),
            condensed: info.variant.stretch < FontStretch::NORMAL,
        })
    }

    /// The names of all families, in order.
    pub fn families(&self) -> Vec<&str> {
        let mut names: Vec<_> = (0..self.fonts.len())
            .filter_map(|i| self.book.info(i))
            .map(|i| i.family.as_str())
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// A face as stock Typst calls it.
#[derive(Debug, Clone, Eq, PartialEq)]
pub struct StockName {
    /// The family.
    pub family: String,
    /// The weight, 100 to 900.
    pub weight: u16,
    /// Whether the family needs a condensed width to be asked for.
    pub condensed: bool,
}

/// The description of a face under its typographic family name. The width is in
/// that name already, and the weight is the one that the face declares.
fn named(font: &Font) -> FontInfo {
    let mut info = font.info().clone();
    let Ok(face) = ttf_parser::Face::parse(font.data(), font.index()) else {
        return info;
    };
    let name = |id| {
        face.names()
            .into_iter()
            .filter(|n| n.name_id == id)
            .find_map(|n| n.to_string())
    };
    if let Some(family) = name(TYPOGRAPHIC_FAMILY).or_else(|| name(FAMILY)) {
        info.family = family;
        info.variant.stretch = FontStretch::NORMAL;
        info.variant.weight = FontWeight::from_number(face.weight().to_number());
    }
    info
}
