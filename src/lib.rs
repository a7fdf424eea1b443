//! casebook turns structured case studies and vector diagrams into one dense,
//! printable PDF handbook, in any number of editions.
//!
//! The modules stand in the order in which a book flows through them, and each
//! uses only those listed before it. One tiny case on its way:
//!
//! 1. [`source`] reads `content/cases/x/case.toml` and `clarify.typ` once, from
//!    disk or from the guide embedded in the binary;
//! 2. [`load`] turns them into the types of [`model`], and finds in the prose
//!    that `#num("qps")` mentions a quantity;
//! 3. [`check`] sees that the quantity exists, and runs every piece of prose on
//!    its own, so that all errors of a run are seen at once;
//! 4. [`narrow`] and [`select`] decide what an edition prints, [`manuscript`] writes it down
//!    as JSON for the layout, which is Typst in `src/layout`;
//! 5. [`typeset`] makes pages, [`preflight`] looks at each of them, [`ink`] paints them,
//!    [`export`] and [`finish`] make a PDF, [`output`] puts it in place whole or not at
//!    all.
//!
//! Every stage writes what is wrong into one [`diagnostics::Report`].

pub mod allocator;
pub mod diagnostics;
pub mod limits;
pub mod source;
pub mod model;
pub mod load;
pub mod narrow;
pub mod select;
pub mod holdings;
pub mod numbers;
pub mod fonts;
pub mod grid;
pub mod column;
pub mod continued;
pub mod pieces;
pub mod balance;
pub mod locators;
pub mod elsewhere;
pub mod folio;
pub mod lead;
pub mod sequence;
pub mod spoken;
pub mod speech;
pub mod world;
pub mod diagram;
pub mod check;
pub mod manuscript;
pub mod typeset;
pub mod ink;
pub mod export;
pub mod finish;
pub mod impose;
pub mod output;
pub mod copies;
pub mod project;
pub mod preflight;
pub mod fit;
pub mod cli;
pub mod run;
