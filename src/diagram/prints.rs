//! All figures of an edition, drawn for its paper.

use std::collections::BTreeMap;
use std::sync::Arc;

use comemo::Track;
use rayon::prelude::*;
use typst_library::World;

use super::Diagrams;
use super::figure::Figure;
use super::known::Known;
use super::print::{Print, Room, print};
use crate::diagnostics::{Report, at};
use crate::model::Edition;
use crate::numbers::Ledgers;
use crate::source::{File, Sources};
use crate::world::file_id;

/// The figures of an edition as they print, by unit and name.
#[derive(Debug, Clone, Default)]
pub struct Prints {
    prints: BTreeMap<(String, String), Arc<Print>>,
}

impl Prints {
    /// Draws the figures that are chosen, by unit and name, as wide as an edition
    /// places them. Nothing is reported yet.
    pub fn draw(
        diagrams: &Diagrams,
        chosen: impl Fn(&str, &str) -> bool,
        edition: &Edition,
        ledgers: &Ledgers,
        sources: &Sources,
        world: &(dyn World + Sync),
    ) -> Self {
        let figures: Vec<_> =
            diagrams.all().filter(|(unit, name, _)| chosen(unit, name)).collect();
        let page = edition.page();
        let draw = |(unit, name, figure): &(&str, &str, &Figure)| {
            let known = Known::of(figure, unit, ledgers);
            let text = sources.by_id(figure.file).map(File::text).unwrap_or_default();
            let role = figure.width_in(edition, &format!("fig:{unit}:{name}"));
            let room = Room {
                width: role.on(&page),
                height: page.text_height(),
                role,
            };
            let world: &dyn World = world;
            let svg = file_id(&figure.path).unwrap_or(figure.file);
            let print = print(world.track(), svg, figure.form, text, &known, room);
            (((*unit).to_string(), (*name).to_string()), print)
        };
        Self { prints: figures.par_iter().map(draw).collect() }
    }

    /// Reports what is wrong with them.
    pub fn report(&self, diagrams: &Diagrams, report: &mut Report) {
        for ((unit, name), print) in &self.prints {
            let Some(figure) = diagrams.get(unit, name) else { continue };
            for fault in &print.faults {
                let place = at(figure.file, fault.at.clone());
                let finding = if fault.warning {
                    report.warning(fault.rule, place, fault.message.clone())
                } else {
                    report.error(fault.rule, place, fault.message.clone())
                };
                if let Some(hint) = &fault.hint {
                    finding.hint(hint.clone());
                }
                if print.role < figure.role {
                    finding.hint(
                        "`casebook fit` chose this width before; let it choose again",
                    );
                }
            }
        }
    }

    /// A figure of a unit.
    pub fn get(&self, unit: &str, name: &str) -> Option<&Print> {
        self.prints
            .get(&(unit.to_string(), name.to_string()))
            .map(Arc::as_ref)
    }

    /// All figures with unit and name, in order.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str, &Print)> {
        self.prints
            .iter()
            .map(|((u, n), print)| (u.as_str(), n.as_str(), &**print))
    }
}
