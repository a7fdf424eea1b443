//! Any text is a figure or a list of what is wrong with it, at every width of
//! the page; what is drawn is well-formed and holds no number that is none.
#![no_main]
#![allow(dead_code, reason = "the program uses the rest")]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

#[path = "../../src/diagnostics"]
mod diagnostics {
    #[path = "suggest.rs"]
    mod suggest;
    pub use suggest::did_you_mean;
}

#[path = "../../src/diagram"]
mod diagram {
    #[path = "dia/mod.rs"]
    pub mod dia;
}

use diagram::dia::{self, Faces, Values};

static FACES: LazyLock<Faces<'static>> = LazyLock::new(|| {
    let files: [(u16, &[u8]); 3] = [
        (400, include_bytes!("../../fonts/ibm-plex/IBMPlexSansCondensed-Regular.ttf")),
        (500, include_bytes!("../../fonts/ibm-plex/IBMPlexSansCondensed-Medium.ttf")),
        (600, include_bytes!("../../fonts/ibm-plex/IBMPlexSansCondensed-SemiBold.ttf")),
    ];
    Faces::new(&files).expect("the faces of the book")
});

/// Every name is a quantity, every formula the number that it begins with.
struct Anything;

impl Values for Anything {
    fn text(&self, name: &str) -> Option<String> {
        (name.len() % 2 == 0).then(|| "1\u{202f}200 req/s".to_string())
    }

    fn numbers(
        &self,
        formula: &str,
        _: Option<&str>,
        places: &[Option<f64>],
    ) -> Vec<Result<f64, String>> {
        let number = formula.trim().parse::<f64>().ok();
        let value = |x: &Option<f64>| {
            number.or(x.map(f64::sin)).ok_or_else(|| "no number".to_string())
        };
        places.iter().map(value).collect()
    }
}

/// The widths of the page in millimetres.
const WIDTHS: [f64; 5] = [84.0, 117.0, 120.0, 122.0, 176.0];

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let Ok(source) = std::str::from_utf8(rest) else { return };
    let mm = WIDTHS[usize::from(*first) % WIDTHS.len()];
    let Ok(drawing) = dia::draw(source, &*FACES, &Anything, mm * 72.0 / 25.4) else {
        return;
    };
    roxmltree::Document::parse(&drawing.svg).expect("well-formed SVG");
    assert!(!drawing.svg.contains("NaN"), "a number that is none");
});
