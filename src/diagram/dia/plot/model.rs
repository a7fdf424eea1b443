//! What a plot says, before its numbers are known.

use std::ops::Range;

/// A number as written: digits, or a formula with quantities in braces.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    pub(super) text: String,
    pub(super) at: Range<usize>,
}

/// What the places along an axis are.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Kind {
    /// Numbers at equal distances.
    #[default]
    Linear,
    /// Numbers whose ratios are equal at equal distances.
    Log,
    /// Names, one after another.
    Names(Vec<String>),
}

/// An axis.
#[derive(Debug, Clone, Default)]
pub(super) struct Axis {
    pub(super) title: String,
    pub(super) kind: Kind,
    pub(super) range: Option<(Number, Number)>,
    pub(super) step: Option<Number>,
    pub(super) unit: Option<String>,
    pub(super) at: Range<usize>,
}

impl Axis {
    /// Its names, if it has names.
    pub(super) fn names(&self) -> Option<&[String]> {
        match &self.kind {
            Kind::Names(names) => Some(names),
            Kind::Linear | Kind::Log => None,
        }
    }

    /// The title with the unit behind it.
    pub(super) fn heading(&self) -> String {
        match &self.unit {
            Some(unit) if self.title.is_empty() => unit.clone(),
            Some(unit) => format!("{}, {unit}", self.title),
            None => self.title.clone(),
        }
    }
}

/// How a series is drawn.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub(super) enum Form {
    Line,
    Dash,
    Dots,
    Area,
    Band,
    Bar,
}

impl Form {
    /// The words that begin a series.
    pub(super) const NAMES: [(&'static str, Self); 6] = [
        ("line", Self::Line),
        ("dash", Self::Dash),
        ("dots", Self::Dots),
        ("area", Self::Area),
        ("band", Self::Band),
        ("bar", Self::Bar),
    ];

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::NAMES
            .iter()
            .find(|(word, _)| *word == name)
            .map(|(_, form)| *form)
    }
}

/// The data of a series, as written.
#[derive(Debug, Clone)]
pub(super) enum Data {
    /// Points: x and y, or x, low and high.
    Points(Vec<Vec<Number>>),
    /// One value for each name of the axis; nothing leaves a gap.
    Values(Vec<Entry>),
    /// Formulas in `x` (one, or low and high) and the ends of `x`.
    Curve { formulas: Vec<Number>, ends: Option<(Number, Number)> },
}

/// A value for a name.
#[derive(Debug, Clone)]
pub(super) enum Entry {
    Value(Number),
    /// `.`: no value.
    Gap,
    /// `=`: the sum so far, in a waterfall.
    Sum,
}

/// A series.
#[derive(Debug, Clone)]
pub(super) struct Series {
    pub(super) name: String,
    pub(super) form: Form,
    pub(super) data: Data,
    pub(super) at: Range<usize>,
}

/// What is written into the plot.
#[derive(Debug, Clone)]
pub(super) struct Note {
    pub(super) place: Spot,
    pub(super) label: String,
    pub(super) at: Range<usize>,
}

/// Where a note stands.
#[derive(Debug, Clone)]
pub(super) enum Spot {
    /// A line across the plot at a place of the x axis.
    X(Number),
    /// A line across the plot at a place of the y axis.
    Y(Number),
    Point(Number, Number),
}

/// Rows of values, drawn as shaded cells.
#[derive(Debug, Clone)]
pub(super) struct Cells {
    /// What the values are, with their range and unit.
    pub(super) value: Axis,
    pub(super) rows: Vec<(String, Vec<Entry>, Range<usize>)>,
    pub(super) at: Range<usize>,
}

/// How bars of one name stand.
#[derive(Debug, Copy, Clone, PartialEq, Eq, Default)]
pub(super) enum Standing {
    #[default]
    Beside,
    Stacked,
    /// Each begins where the one before it ends.
    Waterfall,
}

/// A whole source.
#[derive(Debug, Clone, Default)]
pub(super) struct Source {
    /// The bytes of the line that says how wide it is.
    pub(super) role_at: Range<usize>,
    /// Height in millimetres.
    pub(super) height: Option<f64>,
    pub(super) x: Axis,
    pub(super) y: Axis,
    pub(super) series: Vec<Series>,
    pub(super) notes: Vec<Note>,
    pub(super) cells: Option<Cells>,
    pub(super) standing: Standing,
    /// Whether series are named beside the plot and not in it.
    pub(super) legend: bool,
}
