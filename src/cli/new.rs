//! What can be begun anew.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Common;

/// What `new` writes.
#[derive(Debug, Subcommand)]
pub enum New {
    /// The record of an edition.
    Edition(Box<NewEdition>),
    /// The folder of a case study.
    Case {
        /// Its slug, such as `ad-click-prediction`.
        slug: String,
        /// Where the guide lies.
        #[command(flatten)]
        common: Common,
    },
}

/// Options of `new edition`.
#[derive(Debug, Args)]
pub struct NewEdition {
    /// The name of its record, such as `spring-class`.
    pub name: String,
    /// The edition that it stands on; the guide's default edition when left out.
    #[arg(long, value_name = "EDITION")]
    pub from: Option<String>,
    /// The cases that it prints, by slug; those of the edition below when left out.
    #[arg(long, value_name = "SLUG,…", value_delimiter = ',')]
    pub cases: Vec<String>,
    /// The organisation that gives it out.
    #[arg(long, value_name = "NAME")]
    pub org: Option<String>,
    /// The title.
    #[arg(long)]
    pub title: Option<String>,
    /// The subtitle.
    #[arg(long)]
    pub subtitle: Option<String>,
    /// Those for whom it is printed.
    #[arg(long)]
    pub cohort: Option<String>,
    /// The logo of the organisation: an SVG of outlines, or a PNG.
    #[arg(long, value_name = "FILE")]
    pub logo: Option<PathBuf>,
    /// The colour of the organisation, as `#rrggbb`.
    #[arg(long, value_name = "COLOUR")]
    pub colour: Option<String>,
    /// The paper: `a4`, `letter`, `a5` or `screen`.
    #[arg(long)]
    pub paper: Option<String>,
    /// The day of publication, such as 2027-03-01.
    #[arg(long, value_name = "DAY")]
    pub date: Option<String>,
    /// Where the guide lies.
    #[command(flatten)]
    pub common: Common,
}
