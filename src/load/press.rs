//! What an edition says of its press.

use typst_syntax::DiagSpan;

use super::Document;
use super::editions::first;
use crate::model::{EditionRecord, Press, PressRecord};

/// The settings of the press. A leaf of 80 g/m² is a tenth of a millimetre thick.
pub(super) fn settings(layers: &[&Document<EditionRecord>]) -> Press {
    fn said<T>(
        layers: &[&Document<EditionRecord>],
        field: impl Fn(&PressRecord) -> Option<T>,
    ) -> Option<T> {
        first(layers, |record| record.press.as_ref().and_then(&field))
    }
    let sets = |layer: &&&Document<EditionRecord>| {
        layer
            .value
            .press
            .as_ref()
            .is_some_and(|press| press.signature.is_some())
    };
    Press {
        scheme: said(layers, |p| p.scheme).unwrap_or_default(),
        signature: said(layers, |p| p.signature).unwrap_or(16),
        caliper: said(layers, |p| p.caliper).unwrap_or(100),
        bleed: said(layers, |p| p.bleed).unwrap_or(3),
        marks: said(layers, |p| p.marks).unwrap_or(true),
        padding: said(layers, |p| p.padding).unwrap_or_default(),
        signature_at: layers
            .iter()
            .find(sets)
            .map_or(DiagSpan::detached(), |layer| layer.key(&["press", "signature"])),
    }
}
