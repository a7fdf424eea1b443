//! Evaluates the quantities of one unit, each once, in the order of need.

use std::collections::{BTreeMap, BTreeSet};

use ecow::eco_format;

use super::expression::{Kind, Node, Operator, SyntaxError, parse};
use super::ledger::{Entry, Ledger};
use super::print::{exact, rounded, significant};
use super::unit::{Unit, Units, rescale};
use super::value::{Trouble, Value};
use super::working::working;
use crate::diagnostics::Report;
use crate::load::Document;
use crate::load::prose::Place;
use crate::model::{Amount, Name, Origin, Quantities, Quantity};
use crate::source::Sources;

/// Formulas that may stand on each other in a row.
const DEPTH: usize = 100;

/// Significant digits of a computed value when its record names none.
const DIGITS: u8 = 3;

/// Evaluates one file of quantities.
pub(super) struct Evaluator<'a> {
    numbers: &'a Document<Quantities>,
    units: &'a Units,
    sources: &'a Sources,
    overrides: BTreeMap<&'a str, Amount>,
    ledger: Ledger,
    /// Names that are being evaluated, outermost first.
    open: Vec<&'a str>,
    /// Names that were tried, whatever came of it.
    tried: BTreeSet<&'a str>,
}

impl<'a> Evaluator<'a> {
    pub(super) fn new(
        numbers: &'a Document<Quantities>,
        units: &'a Units,
        sources: &'a Sources,
        overrides: BTreeMap<&'a str, Amount>,
    ) -> Self {
        let names = numbers.value.keys().cloned().collect();
        let (ledger, open, tried) =
            (Ledger { entries: BTreeMap::new(), names }, Vec::new(), BTreeSet::new());
        Self {
            numbers,
            units,
            sources,
            overrides,
            ledger,
            open,
            tried,
        }
    }

    pub(super) fn run(mut self, report: &mut Report) -> Ledger {
        for name in self.numbers.value.keys() {
            self.quantity(name, report);
        }
        self.ledger
    }

    fn quantity(&mut self, name: &'a str, report: &mut Report) {
        if !self.tried.insert(name) {
            return;
        }
        let Some(quantity) = self.numbers.value.get(name) else { return };
        if self.units.get(name).is_some() {
            report
                .error(
                    "number-name",
                    self.numbers.key(&[name]),
                    eco_format!("`{name}` is the name of a unit"),
                )
                .hint("a formula could not tell them apart: rename the quantity");
        }
        let Some(unit) = self.unit(quantity, report) else { return };
        self.open.push(name);
        let entry = match &quantity.formula {
            Some(formula) => self.computed(name, quantity, formula, &unit, report),
            None => self.given(name, quantity, &unit),
        };
        self.open.pop();
        if let Some(entry) = entry {
            self.ledger.entries.insert(name.to_string(), entry);
        }
    }

    /// The unit of a quantity: its size from the printed unit, its dimension
    /// from `counts` where that says more.
    fn unit(&self, quantity: &Quantity, report: &mut Report) -> Option<Unit> {
        let mut parse = |name: &Name| {
            let parsed = self.units.parse(name);
            parsed
                .map_err(|error| {
                    let place = self.numbers.place(&name.range, self.sources);
                    report
                        .error("unit-unknown", place.at(error.at), eco_format!("`{}` is not a unit", error.name))
                        .suggest(&error.name, self.units.names())
                        .hint("nouns that a guide counts are listed as `nouns` in `content/guide.toml`");
                })
                .ok()
        };
        let mut unit = match &quantity.unit {
            Some(name) => parse(name)?,
            None => Unit { scale: 1.0, dimension: super::Dimension::none() },
        };
        if let Some(name) = &quantity.counts {
            let counts = parse(name)?;
            if counts.dimension.without_counts() != unit.dimension.without_counts() {
                let message =
                    eco_format!("{} does not count {}", unit.dimension, counts.dimension);
                report
                    .error("formula-unit", self.numbers.at(&name.range), message)
                    .hint("`counts` adds nouns to the unit and nothing else");
                return None;
            }
            unit.dimension = counts.dimension;
        }
        Some(unit)
    }

    /// A value that stands in the record, or in the edition.
    fn given(&self, name: &str, quantity: &Quantity, unit: &Unit) -> Option<Entry> {
        let own = quantity.value?;
        let overriding = self.overrides.get(name).copied();
        let (low, high) = overriding.unwrap_or(own).ends();
        if !low.is_finite() || !high.is_finite() || low > high {
            return None;
        }
        let value = Value {
            low: low * unit.scale,
            high: high * unit.scale,
            dimension: unit.dimension.clone(),
        };
        Some(Entry {
            value,
            low: exact(low),
            high: (low < high).then(|| exact(high)),
            unit: quantity.unit.as_ref().map(|name| name.text.clone()),
            origin: quantity.origin().unwrap_or(Origin::Assumed),
            overridden: overriding.is_some(),
            needs: Vec::new(),
            working: None,
        })
    }

    fn computed(
        &mut self,
        name: &'a str,
        quantity: &Quantity,
        formula: &'a Name,
        unit: &Unit,
        report: &mut Report,
    ) -> Option<Entry> {
        let place = self.numbers.place(&formula.range, self.sources);
        let parsed = parsed(formula, &place, report)?;
        let needs = names(&parsed);
        for (need, at) in &needs {
            let known = self.numbers.value.get_key_value(need.as_str());
            let Some((need, _)) = known else { continue };
            if let Some(from) = self.open.iter().position(|open| *open == need.as_str()) {
                let circle = [&self.open[from..], &[need.as_str()]].concat();
                report
                    .error(
                        "formula-cycle",
                        place.at(at.clone()),
                        eco_format!("`{name}` needs itself: {}", circle.join(" → ")),
                    )
                    .hint("let one of them stand as an assumption");
                return None;
            }
            if self.open.len() >= DEPTH {
                report
                    .error(
                        "formula-depth",
                        place.at(at.clone()),
                        eco_format!(
                            "`{name}` stands on more than {DEPTH} formulas in a row"
                        ),
                    )
                    .hint("let one of them stand as an assumption");
                return None;
            }
            self.quantity(need, report);
        }
        // A need that could not be evaluated was reported; nothing follows.
        let is_missing = |need: &str| {
            self.numbers.value.contains_key(need)
                && !self.ledger.entries.contains_key(need)
        };
        if needs.iter().any(|(need, _)| is_missing(need)) {
            return None;
        }
        let value = node(&parsed, &self.ledger, self.units, &place, report)?;
        let takes_noun = value.dimension.is_none() && unit.dimension.is_count();
        if value.dimension != unit.dimension && !takes_noun {
            report
                .error("formula-unit", place.at(0..formula.len()), eco_format!("the formula gives {}, the unit is {}", value.dimension, unit.dimension))
                .hint("correct the formula or the unit; `counts` can name what a number counts");
            return None;
        }
        let needs = needs.into_iter().map(|(need, _)| need);
        let mut seen = Vec::new();
        for need in needs.filter(|need| self.ledger.entries.contains_key(need)) {
            if !seen.contains(&need) {
                seen.push(need);
            }
        }
        let working = Some(working(&parsed, &self.ledger));
        Some(self.printed(quantity, value, unit, seen, working))
    }

    /// A computed value in its unit, with another prefix where it has outgrown
    /// the one that its record names.
    fn printed(
        &self,
        quantity: &Quantity,
        value: Value,
        unit: &Unit,
        needs: Vec<String>,
        working: Option<String>,
    ) -> Entry {
        let digits = quantity.digits.unwrap_or(DIGITS);
        let (low, high) = (value.low / unit.scale, value.high / unit.scale);
        let declared = quantity.unit.as_ref().map(|name| name.text.as_str());
        let fits = (1.0..1000.0).contains(&significant(high, digits).abs());
        let (factor, shown) = match declared {
            Some(text) if !fits && high != 0.0 => {
                let (scaled, text) = rescale(high, text, digits);
                (scaled / high, Some(text).filter(|text| !text.is_empty()))
            }
            other => (1.0, other.map(str::to_string)),
        };
        let low_text = rounded(low * factor, digits);
        let high_text = rounded(high * factor, digits);
        Entry {
            high: (low_text != high_text).then_some(high_text),
            low: low_text,
            unit: shown,
            value: Value { dimension: unit.dimension.clone(), ..value },
            origin: quantity.origin().unwrap_or(Origin::Computed),
            overridden: false,
            needs,
            working,
        }
    }
}

fn parsed(formula: &str, place: &Place, report: &mut Report) -> Option<Node> {
    let error = match parse(formula) {
        Ok(node) => return Some(node),
        Err(error) => error,
    };
    let SyntaxError { message, at } = error;
    report
        .error("formula-syntax", place.at(at), message)
        .hint("a formula has numbers, names, units, + - * / ^, brackets and functions");
    None
}

/// The names in a formula with their bytes, in order.
fn names(node: &Node) -> Vec<(String, std::ops::Range<usize>)> {
    match &node.kind {
        Kind::Number(..) => Vec::new(),
        Kind::Name(name) => vec![(name.clone(), node.at.clone())],
        Kind::Negative(inner) => names(inner),
        Kind::Pair(_, left, right) => [names(left), names(right)].concat(),
        Kind::Call(_, arguments) => arguments.iter().flat_map(names).collect(),
    }
}

/// The value of a formula. What cannot be had is reported at its place.
pub(super) fn node(
    node: &Node,
    ledger: &Ledger,
    units: &Units,
    place: &Place,
    report: &mut Report,
) -> Option<Value> {
    let mut value = |inner: &Node| self::node(inner, ledger, units, place, report);
    let result = match &node.kind {
        Kind::Number(number, names) => {
            let mut product = Value::new(*number, super::Dimension::none()).finite();
            for (name, at) in names {
                let unit = unit_value(name, ledger, units, place, at, report)?;
                product = product.and_then(|p| p.times(&unit));
            }
            product
        }
        Kind::Name(name) => match ledger.entries.get(name) {
            Some(entry) => Ok(entry.value.clone()),
            // It could not be evaluated, and that was reported.
            None if ledger.names.contains(name) => return None,
            None => Ok(unit_value(name, ledger, units, place, &node.at, report)?),
        },
        Kind::Negative(inner) => Ok(value(inner)?.negative()),
        Kind::Pair(operator, left, right) => {
            let (left, right) = (value(left), value(right));
            pair(*operator, &left?, &right?)
        }
        Kind::Call(function, arguments) => {
            let values: Vec<_> = arguments.iter().map(value).collect();
            Value::call(*function, &values.into_iter().collect::<Option<Vec<_>>>()?)
        }
    };
    result
        .map_err(|trouble| tell(trouble, place.at(node.at.clone()), report))
        .ok()
}

fn pair(operator: Operator, left: &Value, right: &Value) -> Result<Value, Trouble> {
    match operator {
        Operator::Plus => left.plus(right),
        Operator::Minus => left.plus(&right.negative()),
        Operator::Times => left.times(right),
        Operator::Over => left.over(right),
        Operator::Power => left.to_the(right),
    }
}

/// One of a unit, by name.
fn unit_value(
    name: &str,
    ledger: &Ledger,
    units: &Units,
    place: &Place,
    at: &std::ops::Range<usize>,
    report: &mut Report,
) -> Option<Value> {
    if let Some(unit) = units.get(name) {
        return Some(Value::new(unit.scale, unit.dimension));
    }
    let known = ledger.names.iter().map(String::as_str).chain(units.names());
    report
        .error(
            "formula-name",
            place.at(at.clone()),
            eco_format!(
                "`{name}` is neither a quantity of this unit nor a unit of measure"
            ),
        )
        .suggest(name, known);
    None
}

fn tell(trouble: Trouble, at: typst_syntax::DiagSpan, report: &mut Report) {
    match trouble {
        Trouble::Dimension(message) => {
            report
                .error("formula-dimension", at, message)
                .hint("every number of a formula brings its unit: check those of the quantities");
        }
        Trouble::Zero => {
            report
                .error("formula-zero", at, "this divides by zero")
                .hint("a range that reaches from below to above zero counts as zero");
        }
        Trouble::Overflow => {
            report
                .error("formula-overflow", at, "the result is too large, or no number")
                .hint("check the powers, and the signs under roots and logarithms");
        }
    }
}
