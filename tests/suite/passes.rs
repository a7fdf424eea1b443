//! How often an edition is laid out until its page numbers hold.

use std::path::Path;

use casebook::diagnostics::Report;
use casebook::project::Project;
use casebook::typeset::typeset_counted;

use crate::repository::root;

fn passes(root: &Path, edition: &str) -> (usize, usize) {
    let mut report = Report::new();
    let project = Project::open(root, &[], &mut report).ok().unwrap();
    let edition = project.edition(edition, &mut report).unwrap();
    let manuscript = project.manuscript(&edition, &mut report).ok().unwrap();
    let world = project.world().with(manuscript, edition.date);
    let (document, passes) = typeset_counted(&world, &mut report).ok().unwrap();
    (passes, document.pages().len())
}

/// The first pass guesses how long the numbers of pages are, the second knows the pages
/// of the first, and the third finds them as the second left them.
#[test]
fn three_passes_settle_all_page_numbers() {
    for edition in ["handbook", "by-step", "pocket", "screen"] {
        let (passes, pages) = passes(root(), edition);
        assert!(pages > 20);
        assert!((2..=3).contains(&passes), "{edition}: {passes} passes");
    }
}

/// Digits are written over noughts, which therefore have to be as wide.
#[test]
fn all_figures_of_a_face_have_one_width() {
    let mut report = Report::new();
    let project = Project::open(root(), &[], &mut report).ok().unwrap();
    let mut seen = 0;
    while let Some(font) = project.fonts.font(seen) {
        let face = ttf_parser::Face::parse(font.data(), font.index()).unwrap();
        let width = |digit: char| {
            let glyph = face.glyph_index(digit).unwrap();
            face.glyph_hor_advance(glyph)
        };
        let name = &font.info().family;
        assert!(('0'..='9').all(|digit| width(digit) == width('0')), "{name}");
        seen += 1;
    }
    assert!(seen > 5, "{seen} faces");
}
