//! Runs of text on the pages of a PDF, with their places.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Document, Encoding, Object, ObjectId};

/// A piece of text that one operator shows.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    /// What it says.
    pub(crate) text: String,
    /// Where its baseline begins, in points from the lower left of the page.
    pub(crate) at: [f64; 2],
}

/// Six numbers of an affine map, as PDF writes them.
type Matrix = [f64; 6];

const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// All runs of a page in the order in which they are shown.
pub(crate) fn runs(document: &Document, page: ObjectId) -> Vec<Run> {
    let fonts = document.get_page_fonts(page).unwrap();
    let encodings: BTreeMap<_, _> = fonts
        .into_iter()
        .filter_map(|(name, font)| Some((name, font.get_font_encoding(document).ok()?)))
        .collect();
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let mut reader = Reader { graphics: UNIT, text: UNIT, ..Reader::default() };
    for operation in &content.operations {
        reader.step(operation, &encodings);
    }
    reader.found
}

#[derive(Default)]
struct Reader {
    graphics: Matrix,
    saved: Vec<Matrix>,
    text: Matrix,
    font: Vec<u8>,
    found: Vec<Run>,
}

impl Reader {
    fn step(&mut self, operation: &Operation, encodings: &BTreeMap<Vec<u8>, Encoding>) {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "q" => self.saved.push(self.graphics),
            "Q" => self.graphics = self.saved.pop().unwrap_or(UNIT),
            "cm" => self.graphics = product(matrix(operands), self.graphics),
            "BT" => self.text = UNIT,
            "Tm" => self.text = matrix(operands),
            "Td" => {
                let shift =
                    [1.0, 0.0, 0.0, 1.0, number(&operands[0]), number(&operands[1])];
                self.text = product(shift, self.text);
            }
            "Tf" => self.font = operands[0].as_name().unwrap().to_vec(),
            "Tj" | "TJ" => {
                let bytes = shown(&operands[0]);
                let Some(encoding) = encodings.get(&self.font) else { return };
                let text = Document::decode_text(encoding, &bytes).unwrap();
                let [.., x, y] = product(self.text, self.graphics);
                self.found.push(Run { text, at: [x, y] });
            }
            _ => {}
        }
    }
}

/// The bytes of a string, or of the strings of an array with kerning.
fn shown(object: &Object) -> Vec<u8> {
    match object {
        Object::String(bytes, _) => bytes.clone(),
        Object::Array(items) => items.iter().flat_map(shown).collect(),
        _ => Vec::new(),
    }
}

fn number(object: &Object) -> f64 {
    f64::from(object.as_float().unwrap())
}

fn matrix(operands: &[Object]) -> Matrix {
    let numbers: Vec<f64> = operands.iter().map(number).collect();
    numbers.try_into().unwrap()
}

/// The map that does `first`, then `then`.
fn product(first: Matrix, then: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = first;
    let [g, h, i, j, k, l] = then;
    [
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l,
    ]
}
