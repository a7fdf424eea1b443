//! All quantities of a guide, evaluated for one edition.

use std::collections::{BTreeMap, BTreeSet};

use ecow::eco_format;

use super::evaluate::Evaluator;
use super::unit::{Units, after_one};
use super::value::Value;
use super::{Relation, parse_condition};
use crate::diagnostics::Report;
use crate::load::{Content, Document, Unit};
use crate::model::{Amount, Assumption, Edition, Name, Origin, Quantities};
use crate::source::Sources;

/// Values that an edition puts in place of assumptions, by unit and name.
pub type Overrides = BTreeMap<(String, String), Amount>;

/// One quantity, evaluated.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The value in base units.
    pub value: Value,
    /// The low end as printed.
    pub low: String,
    /// The high end of a range as printed.
    pub high: Option<String>,
    /// The unit as printed.
    pub unit: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether an edition put another value in place of the guide's.
    pub overridden: bool,
    /// The quantities that its formula names, in order.
    pub needs: Vec<String>,
    /// The formula with values put in.
    pub working: Option<String>,
}

impl Entry {
    /// The unit as printed behind this value.
    pub fn printed_unit(&self) -> Option<String> {
        let one = self.low == "1" && self.high.is_none();
        let unit = self.unit.as_deref()?;
        Some(if one { after_one(unit) } else { unit.to_string() })
    }

    /// Value and unit as printed in a line of text.
    pub fn text(&self) -> String {
        let value = match &self.high {
            Some(high) => format!("{}–{high}", self.low),
            None => self.low.clone(),
        };
        match self.printed_unit() {
            Some(unit) => format!("{value}\u{a0}{unit}"),
            None => value,
        }
    }
}

/// The quantities of one unit of the book, by name.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// The quantities that could be evaluated.
    pub entries: BTreeMap<String, Entry>,
    /// The names of all quantities, evaluated or not.
    pub names: BTreeSet<String>,
}

/// The quantities of the whole guide, by the slug of the unit.
#[derive(Debug, Clone, Default)]
pub struct Ledgers {
    ledgers: BTreeMap<String, Ledger>,
}

impl Ledgers {
    /// Evaluates every quantity of the guide. What cannot be evaluated is
    /// reported at its place and left out.
    pub fn evaluate(
        content: &Content,
        sources: &Sources,
        overrides: &Overrides,
        report: &mut Report,
    ) -> Self {
        let units = Units::with_nouns(&content.guide().nouns);
        let mut ledgers = BTreeMap::new();
        for unit in content.all_units() {
            let Some(numbers) = &unit.numbers else { continue };
            let own = own_overrides(unit, overrides);
            let ledger = Evaluator::new(numbers, &units, sources, own).run(report);
            check_conditions(unit, &ledger, &units, sources, report);
            ledgers.insert(unit.slug.clone(), ledger);
        }
        Self { ledgers }
    }

    /// The quantities of a unit.
    pub fn of(&self, unit: &str) -> Option<&Ledger> {
        self.ledgers.get(unit)
    }

    /// A quantity of a unit.
    pub fn get(&self, unit: &str, name: &str) -> Option<&Entry> {
        self.of(unit)?.entries.get(name)
    }
}

fn own_overrides<'a>(unit: &Unit, overrides: &'a Overrides) -> BTreeMap<&'a str, Amount> {
    let own = overrides.iter().filter(|((slug, _), _)| *slug == unit.slug);
    own.map(|((_, name), amount)| (name.as_str(), *amount)).collect()
}

/// Reports every text of a case whose condition does not hold.
fn check_conditions(
    unit: &Unit,
    ledger: &Ledger,
    units: &Units,
    sources: &Sources,
    report: &mut Report,
) {
    let Some(case) = unit.case() else { return };
    let record = &case.value;
    let decisions = record.decision.iter().map(|(n, d)| ("decision", n, &d.holds_when));
    let tables = record.tradeoff.iter().map(|(n, t)| ("tradeoff", n, &t.holds_when));
    let estimates = record.estimate.iter().map(|(n, e)| ("estimate", n, &e.holds_when));
    for (table, name, condition) in decisions.chain(tables).chain(estimates) {
        let Some(condition) = condition else { continue };
        let what = format!("`{table}.{name}`");
        check_condition(&what, condition, case, ledger, units, sources, report);
    }
}

fn check_condition<T>(
    what: &str,
    condition: &Name,
    document: &Document<T>,
    ledger: &Ledger,
    units: &Units,
    sources: &Sources,
    report: &mut Report,
) {
    let place = document.place(&condition.range, sources);
    let parsed = match parse_condition(condition) {
        Ok(parsed) => parsed,
        Err(error) => {
            report.error("formula-syntax", place.at(error.at), error.message);
            return;
        }
    };
    let mut side = |node| super::evaluate::node(node, ledger, units, &place, report);
    let (Some(left), Some(right)) = (side(&parsed.left), side(&parsed.right)) else {
        return;
    };
    let whole = place.at(0..condition.len());
    if left.dimension != right.dimension {
        report.error(
            "formula-dimension",
            whole,
            eco_format!("{} and {} cannot be compared", left.dimension, right.dimension),
        );
        return;
    }
    // A condition holds for a range when it holds at its worst end.
    let holds = match parsed.relation {
        Relation::Less => left.high < right.low,
        Relation::AtMost => left.high <= right.low,
        Relation::Greater => left.low > right.high,
        Relation::AtLeast => left.low >= right.high,
    };
    if !holds {
        let shown = super::working::condition(&parsed, ledger);
        report
            .error(
                "decision-flipped",
                whole,
                eco_format!("{what} does not hold: {shown}"),
            )
            .hint("write the text for these numbers, or change the assumption back");
    }
}

/// The values that an edition puts in place of assumptions. What is no
/// assumption is reported.
pub fn overrides(edition: &Edition, content: &Content, report: &mut Report) -> Overrides {
    let mut found = Overrides::new();
    for assumption in &edition.assume {
        if is_assumption(content, assumption, report) {
            let key = (assumption.unit.clone(), assumption.name.clone());
            found.entry(key).or_insert(assumption.amount);
        }
    }
    found
}

fn is_assumption(
    content: &Content,
    assumption: &Assumption,
    report: &mut Report,
) -> bool {
    let (slug, name, place) = (&assumption.unit, &assumption.name, assumption.at);
    let Some(unit) = content.all_units().find(|unit| unit.slug == *slug) else {
        let known = content.all_units().map(|unit| unit.slug.as_str());
        report
            .error("assume-unknown", place, eco_format!("no unit is called `{slug}`"))
            .suggest(slug, known);
        return false;
    };
    let numbers: Option<&Quantities> = unit.numbers.as_ref().map(|d| &d.value);
    let Some(quantity) = numbers.and_then(|numbers| numbers.get(name.as_str())) else {
        let known = numbers.into_iter().flat_map(|n| n.keys()).map(String::as_str);
        report
            .error(
                "assume-unknown",
                place,
                eco_format!("`{slug}` has no quantity `{name}`"),
            )
            .suggest(name, known);
        return false;
    };
    if quantity.origin() != Some(Origin::Assumed) {
        report
            .error("assume-origin", place, eco_format!("`{name}` is not an assumption"))
            .hint("an edition may change assumptions; cited and computed numbers stand");
        return false;
    }
    true
}
