//! `content/editions/<name>.toml`: a published form of the guide.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use typst_syntax::DiagSpan;

use super::{
    Amount, Answers, Binding, Block, Blocks, Choice, Concession, Depth, Form, GivenUp,
    Ink, Limits, Markup, Name, Order, Page, Paper, Policy, Press, PressRecord, Scope,
    Select, Table, Target, TargetRecord, Width,
};

/// The `format` that marks dates in the schemas.
pub const DAY_FORMAT: &str = "date";

/// An edition as its file has it: every field may be left to the edition that
/// it extends.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "edition")]
pub struct EditionRecord {
    /// The edition that this one stands on.
    #[serde(default)]
    pub extends: Option<Name>,
    /// The title, where it differs from the guide's.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub title: Option<String>,
    /// The subtitle, where it differs from the guide's.
    #[serde(default)]
    pub subtitle: Option<String>,
    /// The day of publication. Nothing else dates a PDF.
    #[serde(default)]
    #[schemars(with = "Option<Day>")]
    pub date: Option<toml::value::Datetime>,
    /// The paper.
    #[serde(default)]
    pub paper: Option<Paper>,
    /// Whether pages face each other.
    #[serde(default)]
    pub duplex: Option<bool>,
    /// How the leaves are held together.
    #[serde(default)]
    pub binding: Option<Binding>,
    /// The size of the body in points, where it is larger than that of the paper.
    #[serde(default)]
    pub type_size: Option<f64>,
    /// The ink.
    #[serde(default)]
    pub ink: Option<Ink>,
    /// What is made of the guide.
    #[serde(default)]
    pub form: Option<Form>,
    /// What follows what.
    #[serde(default)]
    pub order: Option<Order>,
    /// Whether a part for the instructor follows, with pages of its own.
    #[serde(default)]
    pub instructor: Option<bool>,
    /// Who gives the book out.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub organisation: Option<String>,
    /// The logo of the organisation: a file on `.svg` or `.png` beside the record.
    #[serde(default)]
    pub logo: Option<Name>,
    /// The width of the logo on the cover, in millimetres.
    #[serde(default)]
    pub logo_width: Option<f64>,
    /// Those for whom the book is printed.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub cohort: Option<String>,
    /// Colours as `#rrggbb` by role: `brand`, or the slug of a step.
    #[serde(default)]
    pub colours: Table<Name>,
    /// What is printed.
    #[serde(default)]
    pub select: Option<Select>,
    /// Kinds of blocks, printed or not.
    #[serde(default)]
    pub blocks: Option<Blocks>,
    /// The most of a kind that one case prints.
    #[serde(default)]
    pub limits: Option<Limits>,
    /// How much of a case is printed.
    #[serde(default)]
    pub depth: Option<Depth>,
    /// Where the answers to exercises stand.
    #[serde(default)]
    pub answers: Option<Answers>,
    /// What stands where the text refers to something that is not printed.
    #[serde(default)]
    pub references: Option<Policy>,
    /// Whether cases, primers and mock interviews are numbered by their place in
    /// this edition, not by that in the guide.
    #[serde(default)]
    pub renumber: Option<bool>,
    /// The PDF standards that the file keeps.
    #[serde(default)]
    pub standards: Option<Vec<Standard>>,
    /// How the cards are printed.
    #[serde(default)]
    pub cards: Option<CardForm>,
    /// Whether a score sheet follows for every case.
    #[serde(default)]
    pub score_sheets: Option<bool>,
    /// The stable identifier of the document; the name of guide and edition
    /// when left out.
    #[serde(default)]
    pub identifier: Option<String>,
    /// The imprint, where it differs from the guide's.
    #[serde(default)]
    pub imprint: Option<Markup>,
    /// How the edition is brought to paper by a press.
    #[serde(default)]
    pub press: Option<PressRecord>,
    /// How long it should be.
    #[serde(default)]
    pub fit: Option<TargetRecord>,
    /// Other values for assumptions, by unit and name, in the units of the
    /// quantities.
    #[serde(default)]
    pub assume: Table<Table<Amount>>,
}

/// The schema of a date of TOML without a time.
struct Day;

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": DAY_FORMAT })
    }
}

/// A PDF standard that a file can keep.
#[derive(Debug, Copy, Clone, Eq, PartialEq, Deserialize, Serialize, JsonSchema)]
pub enum Standard {
    /// PDF/UA-1, for readers who cannot see the page.
    #[serde(rename = "ua-1")]
    Ua1,
    /// PDF/A-2a, for archives, with structure.
    #[serde(rename = "a-2a")]
    A2a,
    /// PDF/A-2b, for archives, appearance only.
    #[serde(rename = "a-2b")]
    A2b,
    /// PDF 1.7 and nothing more.
    #[serde(rename = "1.7")]
    V17,
}

/// How cards are printed.
#[derive(
    Debug, Default, Copy, Clone, Eq, PartialEq, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum CardForm {
    /// As a list in the back matter.
    #[default]
    List,
    /// Eight to a sheet at the end, to be printed on both sides and cut.
    Sheets,
}

/// A logo and the room that it has.
#[derive(Debug, Clone)]
pub struct Logo {
    /// The path of its file from the root.
    pub path: String,
    /// Its width in print, in millimetres.
    pub width: f64,
    /// Where the record names it.
    pub at: DiagSpan,
}

/// Another value for an assumption.
#[derive(Debug, Clone)]
pub struct Assumption {
    /// The slug of the unit.
    pub unit: String,
    /// The name of the quantity.
    pub name: String,
    /// The value, in the unit of the quantity.
    pub amount: Amount,
    /// Where the record says so.
    pub at: DiagSpan,
}

/// An edition with nothing left open.
#[derive(Debug, Clone)]
pub struct Edition {
    /// The name of its record.
    pub name: String,
    /// The name of the PDF: that of the record, and what was set for this run.
    pub file: String,
    /// The title on the cover.
    pub title: String,
    /// One line below the title.
    pub subtitle: String,
    /// Year, month, day.
    pub date: [u16; 3],
    /// The paper.
    pub paper: Paper,
    /// Whether pages face each other.
    pub duplex: bool,
    /// How the leaves are held together.
    pub binding: Binding,
    /// The size of the body in points, where it is not that of the paper.
    pub type_size: Option<f64>,
    /// The ink.
    pub ink: Ink,
    /// What is made of the guide.
    pub form: Form,
    /// What follows what.
    pub order: Order,
    /// Whether a part for the instructor follows.
    pub instructor: bool,
    /// Who gives it out.
    pub organisation: Option<String>,
    /// The logo of the organisation.
    pub logo: Option<Logo>,
    /// Those for whom it is printed.
    pub cohort: Option<String>,
    /// Colours by role, where they differ from the guide's.
    pub colours: Table<String>,
    /// What it prints of the guide.
    pub scope: Scope,
    /// The PDF standards that the file keeps.
    pub standards: Vec<Standard>,
    /// Where the standards are asked for.
    pub standards_at: DiagSpan,
    /// How the cards are printed.
    pub cards: CardForm,
    /// Whether a score sheet follows for every case.
    pub score_sheets: bool,
    /// The stable identifier of the document.
    pub identifier: String,
    /// How it is brought to paper by a press.
    pub press: Press,
    /// Other values for assumptions, the nearest record first.
    pub assume: Vec<Assumption>,
    /// The imprint with the path of the file that holds it.
    pub imprint: Option<(String, Markup)>,
    /// How its columns were filled.
    pub fit: Vec<Choice>,
    /// How long it should be.
    pub target: Target,
    /// What it has given up for that.
    pub given_up: Vec<GivenUp>,
    /// What its records ask for where something was given up for its length.
    pub asked: Asked,
}

/// What the records of an edition ask for before anything is given up for its length.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The kinds of blocks that are not printed.
    pub off: Vec<Block>,
    /// The size of the body in points, where it is not that of the paper.
    pub type_size: Option<f64>,
}

impl Edition {
    /// Gives up something for its length.
    pub fn give_up(&mut self, given: GivenUp) {
        match &given.what {
            Concession::Drop(kind) => self.scope.off.push(*kind),
            Concession::TypeSize(size) => self.type_size = Some(*size),
            // Whoever asks for the width of a figure looks at what is given up.
            Concession::Narrow { .. } => {}
        }
        self.given_up.push(given);
    }

    /// The width that a figure was given for the length of the edition, by its label.
    pub fn width_of(&self, label: &str) -> Option<Width> {
        let mut there = self.given_up.iter().filter(|given| !given.lost);
        there.find_map(|given| match &given.what {
            Concession::Narrow { block, width } if block == label => Some(*width),
            _ => None,
        })
    }

    /// The edition as its records ask for it, with nothing given up for its length and
    /// no block in another place than its usual one.
    pub fn unfitted(&self) -> Self {
        let mut whole = self.clone();
        whole.scope.off.clone_from(&self.asked.off);
        whole.type_size = self.asked.type_size;
        whole.given_up.clear();
        whole.fit.clear();
        whole
    }

    /// Whether anything belongs to it that does not stand among its own pages: a
    /// part for the instructor, or a PDF of answers.
    pub fn has_companion(&self) -> bool {
        self.instructor || self.scope.answers == Answers::Separate
    }

    /// The measures of its pages.
    pub fn page(&self) -> Page {
        let bound = self.paper.page().bound(self.binding.room());
        self.type_size.map_or(bound, |size| bound.set_in(size))
    }
}
