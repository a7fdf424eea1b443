//! The last pass over a written PDF.
//!
//! Typst writes grey as calibrated grey, which a press separates into four
//! plates, leaves the boxes of a page to be guessed, and writes every element of
//! the structure tree as an object of its own. All three are mended here, after
//! everything else: whoever validates a file has to validate these bytes.

mod stamp;

pub use stamp::{Form, Master, Place, Spot, Update};

use ecow::eco_format;
use lopdf::{Document, Object, ObjectId, SaveOptions};
use typst_syntax::DiagSpan;
use typst_timing::TimingScope;

use crate::diagnostics::{Failed, Report};
use crate::model::{Edition, Paper};

/// Objects that share a compressed stream.
const OBJECTS_PER_STREAM: usize = 200;

/// Finishes a PDF: grey on the black plate alone (but on a screen), boxes for
/// the trim and the bleed of every page, objects in compressed streams. The same
/// bytes come out of the same bytes.
///
/// # Errors
/// Fails when the file cannot be read or written as a PDF.
pub fn finish(
    bytes: &[u8],
    edition: &Edition,
    report: &mut Report,
) -> Result<Vec<u8>, Failed> {
    let _scope = TimingScope::new("finish");
    let finished = || save(pass(Document::load_mem(bytes)?, edition)?, bytes.len());
    done(finished(), report)
}

/// Finishes a PDF with an empty form at every place, as the master of stamped
/// copies.
///
/// # Errors
/// Fails when the file cannot be read or written as a PDF.
pub fn finish_for_stamps(
    bytes: &[u8],
    edition: &Edition,
    places: &[Place],
    report: &mut Report,
) -> Result<Master, Failed> {
    let hooked = || {
        let mut document = pass(Document::load_mem(bytes)?, edition)?;
        let forms = stamp::hook(&mut document, places)?;
        Master::new(save(document, bytes.len())?, forms)
    };
    done(hooked(), report)
}

/// The boxes of a page of a press file, in points: left, foot, right, head.
#[derive(Debug, Copy, Clone, PartialEq)]
pub struct Boxes {
    /// What is left when the sheet is trimmed.
    pub trim: [f64; 4],
    /// That and what is printed beyond it.
    pub bleed: [f64; 4],
}

/// Finishes a press file: grey on the black plate alone, and the boxes of its pages,
/// in order.
///
/// # Errors
/// Fails when the file cannot be read or written as a PDF.
pub fn finish_for_press(
    bytes: &[u8],
    edition: &Edition,
    boxes: &[Boxes],
    report: &mut Report,
) -> Result<Vec<u8>, Failed> {
    let boxed = || {
        let mut document = Document::load_mem(bytes)?;
        let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
        for (id, boxes) in pages.into_iter().zip(boxes) {
            let page = document.get_dictionary_mut(id)?;
            for (key, edges) in [("TrimBox", boxes.trim), ("BleedBox", boxes.bleed)] {
                page.set(key, edges.map(stamp::real).to_vec());
            }
        }
        save(pass(document, edition)?, bytes.len())
    };
    done(boxed(), report)
}

fn done<T>(result: lopdf::Result<T>, report: &mut Report) -> Result<T, Failed> {
    match result {
        Ok(done) => Ok(done),
        Err(error) => {
            report.error(
                "pdf-finish",
                DiagSpan::detached(),
                eco_format!("the PDF cannot be finished: {error}"),
            );
            report.gate()?;
            unreachable!("an error was just reported")
        }
    }
}

/// A PDF with all that every finished file has in common.
fn pass(mut document: Document, edition: &Edition) -> lopdf::Result<Document> {
    if edition.paper != Paper::Screen {
        blacken(&mut document);
    }
    box_pages(&mut document)?;
    drop_defaults(&mut document);
    Ok(document)
}

fn save(mut document: Document, about: usize) -> lopdf::Result<Vec<u8>> {
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(OBJECTS_PER_STREAM)
        .compression_level(6)
        .build();
    let mut finished = Vec::with_capacity(about);
    document.save_with_options(&mut finished, options)?;
    Ok(finished)
}

/// Replaces calibrated grey by the grey of the device, which is the black plate.
fn blacken(document: &mut Document) {
    let greys: Vec<ObjectId> = document
        .objects
        .iter()
        .filter(|(_, object)| is_grey_profile(object))
        .map(|(id, _)| *id)
        .collect();
    for object in document.objects.values_mut() {
        blacken_in(object, &greys);
    }
}

/// Whether an object is a colour profile of one channel.
fn is_grey_profile(object: &Object) -> bool {
    let Object::Stream(stream) = object else { return false };
    let channels = stream.dict.get(b"N").and_then(Object::as_i64);
    channels.is_ok_and(|n| n == 1) && !stream.dict.has(b"Type")
}

fn blacken_in(object: &mut Object, greys: &[ObjectId]) {
    match object {
        Object::Array(items) => {
            let is_grey = match items.as_slice() {
                [Object::Name(kind), Object::Reference(id)] => {
                    kind == b"ICCBased" && greys.contains(id)
                }
                _ => false,
            };
            if is_grey {
                *object = Object::Name(b"DeviceGray".to_vec());
            } else {
                items.iter_mut().for_each(|item| blacken_in(item, greys));
            }
        }
        Object::Dictionary(dictionary) => {
            dictionary.iter_mut().for_each(|(_, value)| blacken_in(value, greys));
        }
        Object::Stream(stream) => {
            stream.dict.iter_mut().for_each(|(_, value)| blacken_in(value, greys));
        }
        _ => {}
    }
}

/// Writes the trimmed size and the bleed where Typst leaves them to be guessed.
fn box_pages(document: &mut Document) -> lopdf::Result<()> {
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    for id in pages {
        let page = document.get_dictionary_mut(id)?;
        let Ok(sheet) = page.get(b"MediaBox").cloned() else { continue };
        for key in [b"TrimBox".as_slice(), b"BleedBox"] {
            if !page.has(key) {
                page.set(key, sheet.clone());
            }
        }
    }
    Ok(())
}

/// Drops a default that some readers stumble over when it is spelt out.
fn drop_defaults(document: &mut Document) {
    let marks = document
        .catalog_mut()
        .ok()
        .and_then(|catalog| catalog.get_mut(b"MarkInfo").ok())
        .and_then(|info| info.as_dict_mut().ok());
    if let Some(marks) = marks {
        marks.remove(b"Suspects");
    }
}

#[cfg(test)]
mod tests {
    use lopdf::{Object, Stream, dictionary};

    use super::{blacken_in, is_grey_profile};

    #[test]
    fn grey_becomes_black_and_colour_stays() {
        let profile =
            |n: i64| Object::Stream(Stream::new(dictionary! { "N" => n }, Vec::new()));
        assert!(is_grey_profile(&profile(1)));
        assert!(!is_grey_profile(&profile(3)));
        let space =
            |id: u32| Object::Array(vec!["ICCBased".into(), Object::Reference((id, 0))]);
        let mut resources = Object::Dictionary(
            dictionary! { "ColorSpace" => dictionary! { "g" => space(4), "c" => space(5) } },
        );
        blacken_in(&mut resources, &[(4, 0)]);
        let spaces = resources.as_dict().unwrap().get(b"ColorSpace").unwrap();
        let spaces = spaces.as_dict().unwrap();
        assert_eq!(spaces.get(b"g").unwrap().as_name().unwrap(), b"DeviceGray");
        assert_eq!(spaces.get(b"c").unwrap(), &space(5));
    }
}
