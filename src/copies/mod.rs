//! Copies for people: one master, and a stamp with name and cohort on the cover and
//! at the foot of every page of each copy.

mod lettering;
mod manifest;
mod name;
mod place;
mod roster;

pub use manifest::Manifest;
pub use place::places;
pub use roster::{Person, Roster, check_size};

use ecow::eco_format;
use typst_syntax::FileId;

use crate::diagnostics::{Report, at};
use crate::finish::Form;
use crate::fonts::Fonts;
use crate::model::Edition;
use lettering::{Lettering, Line};
use place::Rooms;

/// Sizes of the name on the cover, of the cohort below it, and of the foot line, in
/// points: what is too long at the first size may shrink to the second.
const NAME: [f64; 2] = [13.0, 8.0];
const COHORT: [f64; 2] = [9.0, 6.8];
const FOOTER: [f64; 2] = [7.6, 6.8];

/// Distance of the two baselines on the cover, in points.
const LEADING: f64 = 12.5;

/// Between name and cohort in the foot line.
const BETWEEN: &str = " \u{b7} ";

/// The grey of second words, as the layout has it.
const SECOND: &str = "0.294 g\n";

/// The copies of one edition.
pub struct Copies<'a> {
    lettering: Lettering<'a>,
    rooms: Rooms,
    /// Everybody who gets a copy, with the name of its file.
    pub people: Vec<(Person, String)>,
}

impl<'a> Copies<'a> {
    /// Plans a copy for everybody of a roster whose name can be printed; the others
    /// are reported. Nothing if the faces of the stamps are missing.
    pub fn plan(
        people: &[Person],
        file: FileId,
        edition: &Edition,
        fonts: &'a Fonts,
        report: &mut Report,
    ) -> Option<Self> {
        let lettering = Lettering::new(fonts)?;
        let rooms = Rooms::of(edition);
        let mut copies = Self { lettering, rooms, people: Vec::new() };
        let printable: Vec<&Person> = people
            .iter()
            .filter(|person| match copies.forms(person) {
                Ok(_) => true,
                Err(fault) => {
                    fault.report(person, file, report);
                    false
                }
            })
            .collect();
        let whole: Vec<String> = printable.iter().map(|person| person.whole()).collect();
        let pieces = printable.iter().zip(&whole).map(|(person, whole)| {
            (name::slug(&format!("{} {}", person.name, person.cohort)), whole.as_str())
        });
        let names = name::distinct(pieces);
        copies.people = printable.into_iter().cloned().zip(names).collect();
        Some(copies)
    }

    /// What the copy of a person shows on the cover and at the foot of its pages.
    ///
    /// # Errors
    /// A letter that the faces lack, or a text that is too long.
    pub fn forms(&self, person: &Person) -> Result<[Form; 2], Fault> {
        let Lettering { regular, strong } = &self.lettering;
        let name = Line::shape(strong, &person.name).map_err(Fault::letter)?;
        let cohort = Line::shape(regular, &person.cohort).map_err(Fault::letter)?;
        let mut cover = String::from("0 g\n");
        name.draw(fitted(&name, NAME, self.rooms.cover)?, [0.0, 0.0], &mut cover);
        cover.push_str(SECOND);
        let size = fitted(&cohort, COHORT, self.rooms.cover)?;
        cohort.draw(size, [0.0, -LEADING], &mut cover);

        let words = match person.cohort.is_empty() {
            true => person.name.clone(),
            false => [person.name.as_str(), &person.cohort].join(BETWEEN),
        };
        let line = Line::shape(regular, &words).map_err(Fault::letter)?;
        let mut footer = String::from(SECOND);
        let size = fitted(&line, FOOTER, self.rooms.footer)?;
        line.draw(size, [0.0, 0.0], &mut footer);
        Ok([cover, footer].map(String::into_bytes))
    }
}

/// The largest size at which a line fits.
fn fitted(line: &Line, [size, least]: [f64; 2], room: f64) -> Result<f64, Fault> {
    let width = line.width(size);
    let fitting = if width > room { size * room / width } else { size };
    match fitting >= least {
        true => Ok(fitting),
        false => Err(Fault::Long { width: line.width(least), room }),
    }
}

/// Why a person gets no copy.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// The faces of the stamps lack a letter.
    Letter(char),
    /// The text does not fit at the smallest size; both widths in points.
    Long {
        /// The width that it needs.
        width: f64,
        /// The width that there is.
        room: f64,
    },
}

impl Fault {
    fn letter((_, letter): (usize, char)) -> Self {
        Self::Letter(letter)
    }

    fn report(&self, person: &Person, file: FileId, report: &mut Report) {
        let place = at(file, person.at.clone());
        let mm = |points: f64| points * 25.4 / 72.0;
        match self {
            Self::Letter(letter) => {
                report
                    .error(
                        "roster-letter",
                        place,
                        eco_format!(
                            "`{}` cannot be printed: the fonts lack `{letter}` (U+{:04X})",
                            person.name,
                            u32::from(*letter)
                        ),
                    )
                    .hint("write the row in letters that IBM Plex Sans Condensed has; no copy was made for it");
            }
            Self::Long { width, room } => {
                report
                    .error(
                        "roster-long",
                        place,
                        eco_format!(
                            "`{}` is too long: {:.0} mm at the smallest size, and there are {:.0} mm",
                            person.name,
                            mm(*width),
                            mm(*room)
                        ),
                    )
                    .hint("shorten name or cohort; no copy was made for this row");
            }
        }
    }
}
