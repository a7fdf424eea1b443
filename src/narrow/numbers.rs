//! The quantities of a unit that an edition prints.

use std::collections::BTreeSet;

use crate::load::prose::{Kind, Scan};
use crate::load::{Snippet, Unit};

/// Drops the quantities that only hidden strings mention.
pub(super) fn drop_hidden(whole: &Unit, unit: &mut Unit) {
    let Some(mut numbers) = unit.numbers.take() else { return };
    let mentioned = |unit: &Unit| -> BTreeSet<String> {
        let kinds = [Kind::Number, Kind::Calculation];
        let mentions = unit.mentions().filter(|mention| kinds.contains(&mention.kind));
        mentions
            .filter_map(|m| m.name.as_deref().map(str::to_string))
            .collect()
    };
    let (before, after) = (mentioned(whole), mentioned(unit));
    let formulas = numbers.value.values().filter_map(|q| q.formula.as_ref());
    let used: BTreeSet<String> = formulas
        .flat_map(|formula| {
            formula.text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        })
        .map(str::to_string)
        .collect();
    numbers.value.retain(|name, _| {
        !before.contains(name) || after.contains(name) || used.contains(name)
    });
    unit.numbers = Some(numbers);
}

/// Leaves the quantities that something prints, and the strings of those.
pub(super) fn drop_unprinted(unit: &mut Unit) {
    let Some(mut numbers) = unit.numbers.take() else { return };
    let of_numbers = |snippet: &Snippet| snippet.place.file == numbers.file;
    let mut printed: BTreeSet<String> = BTreeSet::new();
    let named = |scan: &Scan| -> Vec<String> {
        let numbers = scan
            .mentions
            .iter()
            .filter(|m| matches!(m.kind, Kind::Number | Kind::Calculation));
        numbers
            .filter_map(|m| m.name.as_deref().map(str::to_string))
            .collect()
    };
    printed.extend(unit.prose.iter().flat_map(|prose| named(&prose.scan)));
    let strings = unit.snippets.iter().filter(|snippet| !of_numbers(snippet));
    printed.extend(strings.flat_map(|snippet| named(&snippet.scan)));
    let estimates = unit.prose.iter().flat_map(|prose| &prose.scan.mentions);
    let estimates = estimates.filter(|mention| mention.kind == Kind::Estimate);
    for name in estimates.filter_map(|mention| mention.name.as_deref()) {
        let estimate = unit.case().and_then(|case| case.value.estimate.get(name));
        let rows = estimate.into_iter().flat_map(|estimate| &estimate.rows);
        printed.extend(rows.map(|row| row.text.clone()));
    }
    let practice = unit.practice.iter().filter_map(|p| p.value.recap.as_ref());
    printed.extend(practice.flat_map(|r| &r.numbers).map(|name| name.text.clone()));
    loop {
        let before = printed.len();
        let own = numbers.value.iter().filter(|(name, _)| printed.contains(*name));
        let starts: BTreeSet<usize> = own
            .flat_map(|(_, quantity)| {
                std::iter::once(&quantity.what).chain(&quantity.assume)
            })
            .map(|markup| markup.range.start)
            .collect();
        let own = unit.snippets.iter().filter(|snippet| of_numbers(snippet));
        let own = own.filter(|snippet| starts.contains(&snippet.markup.range.start));
        printed.extend(own.flat_map(|snippet| named(&snippet.scan)).collect::<Vec<_>>());
        if printed.len() == before {
            unit.snippets.retain(|snippet| {
                snippet.place.file != numbers.file
                    || starts.contains(&snippet.markup.range.start)
            });
            break;
        }
    }
    numbers.value.retain(|name, _| printed.contains(name));
    unit.numbers = Some(numbers);
}
