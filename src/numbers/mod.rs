//! Quantities with units: how they are computed, from what, and how they print.
//!
//! Two libraries could do this in part. numbat knows nouns, but no ranges, and
//! takes longer over some thousand definitions than the book takes to print;
//! fend-core knows neither, and its errors have no places. So formulas are read
//! here, by a recursive-descent parser over values with base dimensions.

mod dimension;
mod evaluate;
mod expression;
mod ledger;
mod print;
mod reckon;
mod table;
mod token;
mod unit;
mod value;
mod working;

pub use dimension::{Base, Dimension};
pub use expression::{
    Condition, Function, Kind, Node, Operator, Relation, SyntaxError, parse,
    parse_condition,
};
pub use ledger::{Entry, Ledger, Ledgers, Overrides, overrides};
pub use print::{exact, rounded};
pub use reckon::Formula;
pub use unit::{Unit, UnitError, Units, rescale};
pub use value::{Trouble, Value};
