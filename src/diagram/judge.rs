//! The verdict of the linter on a figure as it prints.

use std::ops::Range;

use comemo::Tracked;
use typst_library::World;
use typst_library::foundations::Bytes;
use typst_syntax::FileId;

use super::filled::Filled;
use super::intake;
use super::lint::{self, Severity};
use super::print::{Fault, Print};

/// Where the parts of a figure stand in its file.
pub(super) enum Places<'a> {
    /// The bytes of a source for every id of the drawing.
    Source(&'a [(String, Range<usize>)]),
    /// The SVG of the file with its quantities filled in.
    File(&'a Filled),
}

/// Adds what the linter finds to the faults of a figure.
pub(super) fn judge(
    world: Tracked<dyn World + '_>,
    file: FileId,
    places: &Places,
    print: &mut Print,
) {
    let Ok(xml) = roxmltree::Document::parse(&print.svg) else { return };
    let bytes = Bytes::from_string(print.svg.clone());
    let Ok(image) = intake::decode(bytes, world, file) else { return };
    let tree = image.tree();
    let scale = print.width / f64::from(tree.size().width());
    for fault in lint::lint(&print.svg, &xml, tree, scale) {
        print.faults.push(Fault {
            rule: fault.rule,
            warning: fault.severity == Severity::Warning,
            at: place(places, &fault),
            message: fault.message.into(),
            hint: fault.hint.map(Into::into),
        });
    }
}

fn place(places: &Places, fault: &lint::Fault) -> Range<usize> {
    match places {
        Places::Source(ids) => {
            let found = ids.iter().find(|(id, _)| *id == fault.id);
            found.map_or(0..0, |(_, range)| range.clone())
        }
        Places::File(filled) => filled.back(&fault.at),
    }
}
