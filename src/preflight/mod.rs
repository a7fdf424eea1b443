//! Looks at every page before a person does.
//!
//! Typst sets what it is given: a word that runs out of its column, a face without
//! the letter, a heading at the foot. The finished frames are walked once ([`Pages`]);
//! each rule is one function over what was found there, says what it looks for, why
//! and what to do instead, and names the line of content to change. [`RULES`] lists
//! them, `casebook rules` prints the list; the limits stand in [`crate::limits`].

mod annotate;
mod blocks;
mod face;
mod fill;
mod floats;
mod ink;
mod judge;
mod lines;
mod links;
mod room;
mod rules;
mod sheet;
mod spaces;
mod view;
mod walk;

pub use annotate::annotate;
pub use fill::ends;
pub use ink::{Area, Drawn, Element, Holder, Link, PageInk, Pages, Picture, Run};
pub use judge::{Levels, Told, Weighed, tell, weigh};
pub use rules::{Level, PageRule, RULES};
pub use sheet::{AIR, Sheet};
pub use view::{Fault, Section, View};

use rayon::prelude::*;
use typst_layout::PagedDocument;
use typst_timing::TimingScope;

use crate::model::Edition;
use crate::project::Project;

/// Looks at all pages of an edition. What is found stands in the order of the rules,
/// and of the pages.
pub fn preflight(
    project: &Project,
    edition: &Edition,
    document: &PagedDocument,
) -> Vec<Fault> {
    let _scope = TimingScope::new("preflight");
    let view = View::new(project, edition, document);
    let found: Vec<Vec<Fault>> =
        RULES.par_iter().map(|rule| (rule.look)(&view)).collect();
    found.into_iter().flatten().collect()
}
