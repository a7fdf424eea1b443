//! `content/editions/<name>.fit.toml`: how the columns of an edition were filled.

use schemars::JsonSchema;
use serde::Deserialize;
use typst_syntax::DiagSpan;

use super::{Block, Name, Width};

/// How long an edition should be; `casebook fit` does for it what the record allows.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetRecord {
    /// The most pages of a case.
    #[serde(default)]
    #[schemars(range(min = 2, max = 60))]
    pub pages_per_case: Option<usize>,
    /// The number whose multiple the pages of the book should be.
    #[serde(default)]
    #[schemars(range(min = 2, max = 64))]
    pub signature: Option<usize>,
    /// The kinds of blocks that may be left out for it, the first one first.
    #[serde(default)]
    pub may_drop: Option<Vec<Block>>,
    /// Whether figures may be narrower than they are drawn for.
    #[serde(default)]
    pub may_narrow: Option<bool>,
}

/// How long an edition should be, with nothing left open.
#[derive(Debug, Clone, Default, Eq, PartialEq)]
pub struct Target {
    /// The most pages of a case.
    pub pages_per_case: Option<usize>,
    /// The number whose multiple the pages of the book should be.
    pub signature: Option<usize>,
    /// The kinds of blocks that may be left out for it, the first one first.
    pub may_drop: Vec<Block>,
    /// Whether figures may be narrower than they are drawn for.
    pub may_narrow: bool,
}

impl Target {
    /// Whether the edition may be as long as it likes.
    pub fn is_open(&self) -> bool {
        self.pages_per_case.is_none() && self.signature.is_none()
    }
}

/// The choices that `casebook fit` made for an edition.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "fit")]
pub struct Fit {
    /// The choices, at most one for each block.
    #[serde(default)]
    pub choice: Vec<FitChoice>,
    /// What was given up so that the edition is as long as it should be.
    #[serde(default)]
    pub decision: Vec<FitDecision>,
}

/// Something given up for the length of an edition.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FitDecision {
    /// A kind of block that is left out.
    #[serde(default)]
    pub drop: Option<Block>,
    /// A smaller body than the record asks for, in points.
    #[serde(default)]
    pub type_size: Option<f64>,
    /// A figure that is narrower.
    #[serde(default)]
    pub narrow: Option<Narrowing>,
    /// What that is good for.
    pub reason: Name,
}

/// A figure that is narrower than it is drawn for.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Narrowing {
    /// The figure, such as `fig:ad-click-prediction:ranker`.
    pub block: Name,
    /// Its width.
    pub width: Width,
}

impl FitDecision {
    /// What is given up by it.
    pub fn concessions(&self) -> impl Iterator<Item = Concession> {
        let narrow = self.narrow.as_ref();
        let narrow = narrow.map(|figure| Concession::Narrow {
            block: figure.block.text.clone(),
            width: figure.width,
        });
        let size = self.type_size.map(Concession::TypeSize);
        narrow.into_iter().chain(size).chain(self.drop.map(Concession::Drop))
    }
}

impl GivenUp {
    /// Something that is given up to see what it is good for.
    pub fn trial(what: Concession) -> Self {
        Self {
            what,
            reason: String::new(),
            at: DiagSpan::detached(),
            lost: false,
        }
    }
}

/// What an edition can give up for its length.
#[derive(Debug, Clone, PartialEq)]
pub enum Concession {
    /// The usual width of a figure, which is narrower.
    Narrow {
        /// The label of the figure.
        block: String,
        /// Its width.
        width: Width,
    },
    /// A larger body: it has this size, in points.
    TypeSize(f64),
    /// All blocks of a kind.
    Drop(Block),
}

/// Something that an edition has given up for its length.
#[derive(Debug, Clone, PartialEq)]
pub struct GivenUp {
    /// What that is.
    pub what: Concession,
    /// What it is good for.
    pub reason: String,
    /// Where the record says so; nowhere while it is tried.
    pub at: DiagSpan,
    /// Whether there is nothing any more from which it could be taken.
    pub lost: bool,
}

/// One choice.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FitChoice {
    /// The block, such as `fig:ad-click-prediction:ranker`.
    pub block: Name,
    /// What is done with it, such as `top`.
    pub place: Name,
    /// What that is good for.
    pub reason: String,
}

/// A choice of an edition, and where its record stands.
#[derive(Debug, Clone, Eq, PartialEq)]
pub struct Choice {
    /// The block.
    pub block: String,
    /// What is done with it.
    pub place: String,
    /// Where the record says so.
    pub at: DiagSpan,
    /// Whether it was made for the edition below, whose blocks need not all be here.
    pub inherited: bool,
}
