//! What a guide is made of.
//!
//! ```text
//! Guide ─ Part ─ Framework  ─ Step ─ prose
//!              ├ CaseStudy  ─ Step ─ prose, Probe, Pair, Levels, Pitfall, Exercise
//!              │            ├ Dialogue, Tradeoff, Decision, Estimate, Thread, Incident
//!              │            ├ Fact, Word, Card, Recap
//!              │            └ Quantity
//!              ├ Primer, Mock, Prompt
//!       Edition (a record beside, never inside)
//! ```
//!
//! Every type is the form of one TOML file or of a table in it. Unknown keys are
//! errors everywhere. The doc comments are the descriptions in the JSON Schemas
//! that editors show.

mod block;
mod case;
mod edition;
mod fit;
mod form;
mod glossary;
mod guide;
mod index;
mod markup;
mod mock;
mod paper;
mod practice;
mod primer;
mod press;
mod prompt;
mod quantity;
mod recap;
mod scope;
mod story;
mod width;

pub use block::{Block, Blocks, Stand};
pub use case::{
    Arm, CaseStudy, Connection, Decision, Dialogue, Estimate, Fact, Speaker, StepFacts,
    Tradeoff, Turn, Waiver, Word,
};
pub use edition::{
    Asked, Assumption, CardForm, DAY_FORMAT, Edition, EditionRecord, Logo, Standard,
};
pub use fit::{
    Choice, Concession, Fit, FitChoice, FitDecision, GivenUp, Narrowing, Target,
    TargetRecord,
};
pub use form::{Binding, Form, Ink, Order};
pub use glossary::{Glossary, Term};
pub use guide::{Guide, PageWaiver, Part, PartKind, Step};
pub use index::{CrossReference, CrossReferences};
pub use markup::{MARKUP_FORMAT, Markup, Name, Table};
pub use mock::{Mock, MockTurn, Voice};
pub use paper::{Page, Paper};
pub use practice::{Card, Exercise, Levels, Pair, Pitfall, Practice, Probe, Twist};
pub use press::{Padding, Press, PressRecord, Scheme};
pub use primer::Primer;
pub use prompt::{Prompt, Prompts};
pub use quantity::{Amount, Citation, Origin, Quantities, Quantity, Sure, month};
pub use recap::{Recap, RecapFormula, RecapStep, Rescue};
pub use scope::{
    Answers, CaseNames, Depth, Level, Limits, Policy, Scope, Select, Selector,
};
pub use story::{Incident, Message, Thread};
pub use width::Width;
