//! The examples of `diagrams/README.md` draw what stands below them.

use std::sync::Arc;

use resvg::{tiny_skia, usvg};

use crate::fixture::Fixture;
use crate::golden::Goldens;
use crate::repository::{files_under, root, text};

/// Pixels for a point.
const SCALE: f32 = 2.0;

/// The sources of the examples, each with the picture that stands below it.
fn examples() -> Vec<(String, String)> {
    let readme = text("diagrams/README.md");
    let example = |part: &str| {
        let (source, rest) = part.split_once("\n```\n").unwrap();
        let (_, picture) = rest.split_once("](../").unwrap();
        let (picture, _) = picture.split_once(')').unwrap();
        (source.to_string(), picture.to_string())
    };
    readme.split("```dia\n").skip(1).map(example).collect()
}

#[test]
fn every_example_draws_its_picture() {
    let examples = examples();
    assert!(examples.len() >= 6, "{} examples", examples.len());
    let fixture = Fixture::good();
    fixture.remove("diagrams/first-case/path.svg");
    let mut prose = String::new();
    for (index, (source, _)) in examples.iter().enumerate() {
        fixture.file(&format!("diagrams/first-case/example-{index}.dia"), source);
        prose.push_str(&format!("#fig(\"example-{index}\")[Example. It draws.]\n\n"));
    }
    let (step, old) = (
        "content/cases/first-case/design.typ",
        "#fig(\"path\")[The path. It leads from question to answer.]",
    );
    fixture
        .edit(step, old, &prose)
        .edit(step, "@fig:path", "@fig:example-0");
    let run = fixture.run(&["export", "diagrams", "drawn"]).exits(0);
    assert_eq!(run.stderr, "");
    let mut goldens = Goldens::default();
    for (index, (_, picture)) in examples.iter().enumerate() {
        let svg = fixture.text(&format!("drawn/first-case/example-{index}.svg"));
        goldens.compare_bytes(&root().join(picture), &png(&svg));
    }
    goldens.settle();
}

/// A figure as pixels on white, lettered with the faces of the book.
fn png(svg: &str) -> Vec<u8> {
    let mut options = usvg::Options::default();
    let fonts = Arc::make_mut(&mut options.fontdb);
    for path in files_under(&root().join("fonts"), ".ttf") {
        fonts.load_font_data(std::fs::read(root().join("fonts").join(path)).unwrap());
    }
    let tree = usvg::Tree::from_str(svg, &options).unwrap();
    let size = tree.size().to_int_size();
    let scale = SCALE * 72.0 / 96.0;
    let size = size.scale_by(scale).unwrap();
    let (width, height) = (size.width(), size.height());
    let mut pixels = tiny_skia::Pixmap::new(width, height).unwrap();
    pixels.fill(tiny_skia::Color::WHITE);
    resvg::render(
        &tree,
        tiny_skia::Transform::from_scale(scale, scale),
        &mut pixels.as_mut(),
    );
    pixels.encode_png().unwrap()
}
