//! Stamps: small forms that every page of a file shares, and that a copy of the file
//! replaces by appending to it.
//!
//! A copy is the bytes of the master and an incremental update behind them
//! (ISO 32000-1, 7.5.6): new objects for the forms, new metadata, and a
//! cross-reference stream with an identifier of its own. So a thousand copies cost
//! one layout, one export, and a few kilobytes each.

use std::collections::BTreeMap;
use std::io::Write;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use sha2::{Digest, Sha256};

/// A stamp on one page.
#[derive(Debug, Copy, Clone, PartialEq)]
pub struct Spot {
    /// The page, counted from nought.
    pub page: usize,
    /// Where the origin of the form stands, in points from the left and from the
    /// foot of the page.
    pub at: [f64; 2],
}

/// A form and all pages that show it.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The lines of pages that show it.
    pub spots: Vec<Spot>,
    /// The room around its origin, in points: left, foot, right, head.
    pub room: [f64; 4],
    /// Whether it is a running foot, and not part of the layout of one page.
    pub footer: bool,
}

/// What a copy shows at a place: operators of a content stream.
pub type Form = Vec<u8>;

/// A finished file whose stamps are still empty.
#[derive(Debug)]
pub struct Master {
    /// Its bytes, with which every copy begins.
    pub bytes: Vec<u8>,
    /// Their hash so far, from which the hash of every copy goes on.
    hash: Sha256,
    forms: Vec<(ObjectId, [f64; 4])>,
    metadata: Option<(ObjectId, String)>,
    /// The entries of the trailer that stay the same.
    trailer: Vec<u8>,
    identifier: Vec<u8>,
    size: u32,
    start: usize,
}

/// The end of a copy.
#[derive(Debug)]
pub struct Update {
    /// The bytes that follow those of the master.
    pub bytes: Vec<u8>,
    /// The identifier of the copy, in hexadecimal digits.
    pub identifier: String,
    /// The SHA-256 of the whole copy, in hexadecimal digits.
    pub sha256: String,
}

/// Adds an empty form for every place, and shows it on the pages of the place as an
/// artifact. The numbers of the forms are returned in the order of the places.
pub(super) fn hook(
    document: &mut Document,
    places: &[Place],
) -> lopdf::Result<Vec<(ObjectId, [f64; 4])>> {
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let before = document.add_object(stream(b"q".to_vec()));
    let mut hooks: BTreeMap<Vec<u8>, ObjectId> = BTreeMap::new();
    let mut forms = Vec::new();
    for (index, place) in places.iter().enumerate() {
        let form = document.add_object(Stream::new(form_dictionary(place), Vec::new()));
        let name = format!("Stamp{index}");
        for spot in &place.spots {
            let Some(page) = pages.get(spot.page) else { continue };
            let content = shown(place, spot, &name);
            let known = hooks.get(&content).copied();
            let hook =
                known.unwrap_or_else(|| document.add_object(stream(content.clone())));
            hooks.insert(content, hook);
            document.add_xobject(*page, name.as_bytes(), form)?;
            let page = document.get_dictionary_mut(*page)?;
            let own = match page.get(b"Contents")? {
                Object::Array(items) => items.clone(),
                one => vec![one.clone()],
            };
            let contents = std::iter::once(before.into())
                .chain(own)
                .chain(std::iter::once(hook.into()));
            page.set("Contents", Object::Array(contents.collect()));
        }
        forms.push((form, place.room));
    }
    Ok(forms)
}

/// A content stream that is too short to be worth compressing.
fn stream(content: Vec<u8>) -> Stream {
    Stream::new(Dictionary::new(), content).with_compression(false)
}

fn form_dictionary(place: &Place) -> Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => place.room.map(real).to_vec(),
        "Resources" => Dictionary::new(),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a page is small")]
pub(super) fn real(length: f64) -> Object {
    Object::Real((length * 1e3).round() as f32 / 1e3)
}

/// The content that shows a form on a page: the state of the page's own content is
/// closed first.
fn shown(place: &Place, spot: &Spot, name: &str) -> Vec<u8> {
    let [x, y] = spot.at;
    let kind = match place.footer {
        true => "/Type/Pagination/Subtype/Footer",
        false => "/Type/Layout",
    };
    format!("Q\n/Artifact <<{kind}>> BDC\nq 1 0 0 1 {x:.3} {y:.3} cm /{name} Do Q\nEMC")
        .into_bytes()
}

impl Master {
    pub(super) fn new(
        bytes: Vec<u8>,
        forms: Vec<(ObjectId, [f64; 4])>,
    ) -> lopdf::Result<Self> {
        let document = Document::load_mem(&bytes)?;
        let mut trailer = Vec::new();
        for key in [b"Root".as_slice(), b"Info"] {
            if let Ok(Object::Reference((number, generation))) = document.trailer.get(key)
            {
                trailer.extend([b"/", key].concat());
                trailer.extend(format!(" {number} {generation} R").into_bytes());
            }
        }
        let identifier = document.trailer.get(b"ID").and_then(Object::as_array)?;
        let identifier = identifier.first().map(Object::as_str).transpose()?;
        Ok(Self {
            identifier: identifier.unwrap_or_default().to_vec(),
            metadata: metadata(&document),
            size: u32::try_from(document.trailer.get(b"Size")?.as_i64()?)?,
            start: document.xref_start,
            hash: Sha256::new_with_prefix(&bytes),
            trailer,
            forms,
            bytes,
        })
    }

    /// The SHA-256 of the master, in hexadecimal digits.
    pub fn sha256(&self) -> String {
        hexadecimal(&self.hash.clone().finalize())
    }

    /// The end of the copy that shows these forms, in the order of the places; `who`
    /// makes its identifier, which is the same in every run.
    pub fn copy(&self, who: &str, forms: &[Form]) -> Update {
        let identifier = Sha256::new_with_prefix(&self.identifier).chain_update(who);
        let mut identifier = hexadecimal(&identifier.finalize());
        identifier.truncate(24);
        let mut update = Appended { base: self.bytes.len(), ..Appended::default() };
        update.bytes.push(b'\n');
        for ((id, room), form) in self.forms.iter().zip(forms) {
            let [left, foot, right, head] = room;
            let mut stream = Stream::new(Dictionary::new(), form.clone());
            // What does not get smaller stays as it is.
            let _ = stream.compress();
            let filter =
                if stream.dict.has(b"Filter") { "/Filter/FlateDecode" } else { "" };
            let entries = format!(
                "/Type/XObject/Subtype/Form/BBox[{left:.3} {foot:.3} {right:.3} {head:.3}]/Resources<<>>{filter}"
            );
            update.stream(*id, &entries, &stream.content);
        }
        if let Some((id, text)) = &self.metadata {
            let text = instance(text, &identifier);
            update.stream(*id, "/Type/Metadata/Subtype/XML", text.as_bytes());
        }
        self.close(&mut update, &identifier);
        let sha256 = self.hash.clone().chain_update(&update.bytes).finalize();
        Update {
            sha256: hexadecimal(&sha256),
            bytes: update.bytes,
            identifier,
        }
    }

    /// Writes the cross-reference stream, which is an object of its own, and the
    /// trailer in it.
    fn close(&self, update: &mut Appended, identifier: &str) {
        let start = update.base + update.bytes.len();
        update.entries.sort_unstable();
        update.entries.push(((self.size, 0), start));
        let mut index = String::new();
        let mut rows = Vec::new();
        for ((number, generation), at) in &update.entries {
            index.push_str(&format!("{number} 1 "));
            rows.push(1);
            rows.extend(u32::try_from(*at).unwrap_or_default().to_be_bytes());
            rows.extend(generation.to_be_bytes());
        }
        let mut entries = format!(
            "/Type/XRef/Size {}/Prev {}/W[1 4 2]/Index[{}]",
            self.size + 1,
            self.start,
            index.trim_end()
        )
        .into_bytes();
        entries.extend(&self.trailer);
        let first = hexadecimal(&self.identifier);
        let second = hexadecimal(identifier.as_bytes());
        entries.extend(format!("/ID[<{first}><{second}>]").into_bytes());
        let entries = String::from_utf8_lossy(&entries).into_owned();
        update.object((self.size, 0), &entries, &rows);
        update.bytes.extend(format!("startxref\n{start}\n%%EOF").into_bytes());
    }
}

/// The objects of an update, and where they begin in the file.
#[derive(Default)]
struct Appended {
    base: usize,
    bytes: Vec<u8>,
    entries: Vec<(ObjectId, usize)>,
}

impl Appended {
    fn stream(&mut self, id: ObjectId, entries: &str, content: &[u8]) {
        self.entries.push((id, self.base + self.bytes.len()));
        self.object(id, entries, content);
    }

    fn object(&mut self, (number, generation): ObjectId, entries: &str, content: &[u8]) {
        let length = content.len();
        let head =
            format!("{number} {generation} obj\n<<{entries}/Length {length}>>\nstream\n");
        let pieces = [head.as_bytes(), content, b"\nendstream\nendobj\n"];
        // Nothing goes wrong when bytes are written into memory.
        pieces.iter().for_each(|piece| _ = self.bytes.write_all(piece));
    }
}

/// The metadata of a file, with their number.
fn metadata(document: &Document) -> Option<(ObjectId, String)> {
    let id = document.catalog().ok()?.get(b"Metadata").ok()?.as_reference().ok()?;
    let stream = document.get_object(id).ok()?.as_stream().ok()?;
    Some((id, String::from_utf8(stream.content.clone()).ok()?))
}

/// Metadata with another identifier of the instance.
fn instance(metadata: &str, identifier: &str) -> String {
    const OPEN: &str = "<xmpMM:InstanceID>";
    let Some((before, rest)) = metadata.split_once(OPEN) else { return metadata.into() };
    let Some((_, after)) = rest.split_once('<') else { return metadata.into() };
    format!("{before}{OPEN}{identifier}<{after}")
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
