//! The faces that texts are set in, and what they are called.

use ttf_parser::name_id::{FAMILY, TYPOGRAPHIC_FAMILY};
use usvg::fontdb::{Database, FaceInfo, ID, Stretch};

/// A face by the names of its family.
#[derive(Debug)]
pub(super) struct Face {
    /// The typographic family first, if the face says one. Typst shortens the name
    /// under which it looks a face up.
    names: Vec<String>,
    /// Whether it is narrower than normal.
    narrow: bool,
}

/// The faces of a figure, each read once.
#[derive(Debug)]
pub(super) struct Faces<'a> {
    fonts: &'a Database,
    known: Vec<(ID, Face)>,
}

impl Face {
    fn read(fonts: &Database, info: &FaceInfo) -> Self {
        let read = |data: &[u8], index: u32| {
            let face = ttf_parser::Face::parse(data, index).ok()?;
            let name = |id| {
                let mut names = face.names().into_iter().filter(|n| n.name_id == id);
                names.find_map(|name| name.to_string())
            };
            Some([name(TYPOGRAPHIC_FAMILY), name(FAMILY)])
        };
        let own = fonts.with_face_data(info.id, read).flatten().unwrap_or_default();
        let known = info.families.iter().map(|(name, _)| name.clone());
        Self {
            names: own.into_iter().flatten().chain(known).collect(),
            narrow: info.stretch < Stretch::Normal,
        }
    }

    /// What to call it.
    pub(super) fn name(&self) -> &str {
        self.names.first().map(String::as_str).unwrap_or_default()
    }

    /// Whether it belongs to a family.
    pub(super) fn is(&self, family: &str) -> bool {
        self.names.iter().any(|name| name.eq_ignore_ascii_case(family))
    }

    pub(super) fn is_narrow(&self) -> bool {
        self.narrow
    }
}

impl<'a> Faces<'a> {
    pub(super) fn new(fonts: &'a Database) -> Self {
        Self { fonts, known: Vec::new() }
    }

    /// The face of a glyph.
    pub(super) fn get(&mut self, id: ID) -> Option<&Face> {
        let index = match self.known.iter().position(|(known, _)| *known == id) {
            Some(index) => index,
            None => {
                let face = Face::read(self.fonts, self.fonts.face(id)?);
                self.known.push((id, face));
                self.known.len() - 1
            }
        };
        self.known.get(index).map(|(_, face)| face)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::lint::tests::fonts;

    #[test]
    fn a_face_goes_by_its_typographic_family_whatever_it_is_filed_under() {
        let fonts = fonts();
        let info = fonts.faces().find(|face| face.weight.0 == 600).unwrap().clone();
        let language = info.families[0].1;
        let filed = FaceInfo {
            families: vec![("IBM Plex Sans".into(), language)],
            ..info
        };
        let face = Face::read(&fonts, &filed);
        assert_eq!(face.name(), "IBM Plex Sans Condensed");
        assert!(face.is("ibm plex sans condensed") && face.is("IBM Plex Sans"));
        assert!(!face.is("IBM Plex Serif") && face.is_narrow());
    }

    #[test]
    fn a_face_is_read_once() {
        let fonts = fonts();
        let mut faces = Faces::new(&fonts);
        let ids: Vec<ID> = fonts.faces().map(|face| face.id).collect();
        for id in ids.iter().chain(&ids) {
            assert!(faces.get(*id).is_some());
        }
        assert_eq!(faces.known.len(), ids.len());
        assert!(faces.get(ID::dummy()).is_none());
    }
}
