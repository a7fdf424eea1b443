//! Formulas outside `numbers.toml`: the data of a plot.

use std::borrow::Cow;
use std::sync::LazyLock;

use typst_syntax::FileId;

use super::expression::{Kind, Node};
use super::ledger::Ledger;
use super::unit::Units;
use super::{Dimension, Value, parse};
use crate::diagnostics::Report;
use crate::load::prose::Place;

/// The units that everybody has, read once.
static UNITS: LazyLock<Units> = LazyLock::new(Units::default);

/// A formula, read once for all places at which it is evaluated. Names may stand in
/// braces; `x` is the variable, where there is one.
pub struct Formula {
    root: Node,
    length: usize,
    /// Whether it names no quantity in braces.
    bare: bool,
}

impl Formula {
    /// Reads a formula.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn read(formula: &str) -> Result<Self, String> {
        let text = formula.replace(['{', '}'], " ");
        let root = parse(&text).map_err(|error| error.message)?;
        Ok(Self {
            root,
            length: text.len(),
            bare: !formula.contains('{'),
        })
    }

    /// The value over the quantities of a ledger, in a unit; a plain number without
    /// one. A formula that names no quantity and measures nothing is in the unit
    /// already. Of a range it is the middle.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn value(
        &self,
        unit: Option<&str>,
        x: Option<f64>,
        ledger: &Ledger,
        file: FileId,
    ) -> Result<f64, String> {
        let mut root = Cow::Borrowed(&self.root);
        if let Some(x) = x {
            put(root.to_mut(), x);
        }
        let mut report = Report::new();
        let place = Place::whole(file, self.length);
        let value = super::evaluate::node(&root, ledger, &UNITS, &place, &mut report);
        let Some(value) = value else {
            let first = report.findings().first().map(|finding| finding.message());
            return Err(first.unwrap_or("it has no value").to_string());
        };
        let scale = match unit {
            None => 1.0,
            // A bare number is one in the unit already.
            Some(_) if value.dimension.is_none() && self.bare => 1.0,
            Some(unit) => scale(unit, &value, &UNITS)?,
        };
        let middle = f64::midpoint(value.low, value.high) / scale;
        if middle.is_finite() { Ok(middle) } else { Err("it is not a number".into()) }
    }
}

/// How many base units make one of a unit that measures the same.
fn scale(unit: &str, value: &Value, units: &Units) -> Result<f64, String> {
    let known = match units.parse(unit) {
        Ok(known) => known,
        // What an axis counts need not be known to be counted.
        Err(_) if value.dimension.without_counts().is_none() => return Ok(1.0),
        Err(error) => return Err(format!("`{}` is not a unit", error.name)),
    };
    let same = |a: &Dimension, b: &Dimension| a.without_counts() == b.without_counts();
    if !same(&known.dimension, &value.dimension) {
        return Err(format!("it does not measure in {unit}"));
    }
    Ok(known.scale)
}

/// Puts the variable in.
fn put(node: &mut Node, x: f64) {
    match &mut node.kind {
        Kind::Name(name) if name == "x" => node.kind = Kind::Number(x, Vec::new()),
        Kind::Name(_) | Kind::Number(..) => {}
        Kind::Negative(inner) => put(inner, x),
        Kind::Pair(_, left, right) => {
            put(left, x);
            put(right, x);
        }
        Kind::Call(_, arguments) => arguments.iter_mut().for_each(|node| put(node, x)),
    }
}
