//! Content as the items that it is made of.

use typst_library::foundations::{Array, Content, IntoValue, SequenceElem, Value, func};

/// The items of a piece of content, in order: sequences in it are opened up, to any
/// depth. What is no content has none.
#[func]
pub fn casebook_flat(body: Value) -> Array {
    let mut items = Array::new();
    if let Value::Content(body) = body {
        open(&body, &mut items);
    }
    items
}

fn open(content: &Content, items: &mut Array) {
    match content.to_packed::<SequenceElem>() {
        Some(sequence) => {
            for child in &sequence.children {
                open(child, items);
            }
        }
        None => items.push(content.clone().into_value()),
    }
}
