//! `sheets.json`: which page stands where.

use serde_json::{Value, json};

use super::scheme::{Sheet, Slot};
use super::sheet::MM;
use super::{Measures, Plan};
use crate::model::Edition;

/// The version of the form of the file.
const VERSION: u32 = 1;

/// The map of the sheets of an edition. Pages, sheets, columns and rows count from
/// one; all lengths are in millimetres.
pub fn map(plan: &Plan, edition: &Edition) -> Value {
    let (imposition, measures) = (&plan.imposition, &plan.measures);
    let sheets = imposition.sheets.iter().enumerate().map(|(index, sheet)| {
        let [front, back] = sheet.sides.each_ref().map(|slots| {
            slots.iter().map(|slot| place(plan, sheet, slot)).collect::<Value>()
        });
        json!({
            "sheet": index + 1,
            "signature": sheet.signature + 1,
            "front": front,
            "back": back,
        })
    });
    let Measures { trim, bleed, .. } = measures;
    json!({
        "map": VERSION,
        "edition": edition.name,
        "identifier": edition.identifier,
        "scheme": edition.press.scheme,
        "folded": imposition.folded,
        "extent": plan.extent,
        "pages": imposition.pages,
        "padding": imposition.pages - plan.extent,
        "caliper_mm": f64::from(edition.press.caliper) / 1e3,
        "spine_mm": mm(plan.spine),
        "trim_mm": trim.map(mm),
        "bleed_mm": if measures.marks { mm(*bleed) } else { 0.0 },
        "sheet_mm": measures.sheet(imposition).map(mm),
        "turned": "about the vertical axis",
        "sheets": sheets.collect::<Value>(),
    })
}

fn place(plan: &Plan, sheet: &Sheet, slot: &Slot) -> Value {
    let shift = plan.measures.shift(sheet, slot, plan.imposition.folded);
    json!({
        "page": slot.page + 1,
        "column": slot.column + 1,
        "row": slot.row + 1,
        "shift_mm": mm(shift),
        "padding": slot.page >= plan.extent,
    })
}

/// Points as millimetres, to a hundredth.
fn mm(points: f64) -> f64 {
    (points / MM * 100.0).round() / 100.0
}
