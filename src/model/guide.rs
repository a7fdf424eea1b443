//! `content/guide.toml`: the whole work, before any choosing.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Markup, Name};

/// The guide: its steps, its parts and all slugs in printing order. The only
/// file that holds an order.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "guide")]
pub struct Guide {
    /// The title on the cover.
    #[schemars(length(min = 1))]
    pub title: String,
    /// One line below the title.
    #[serde(default)]
    pub subtitle: String,
    /// Who answers for the text.
    pub author: String,
    /// `"none"` when this guide does not stand on the one in the binary.
    #[serde(default)]
    pub extends: Option<Extends>,
    /// The edition that `build` prints without arguments.
    pub default_edition: Name,
    /// The language of the text, such as `en`.
    #[serde(default = "english")]
    pub language: Name,
    /// The region of the language, such as `gb`.
    #[serde(default)]
    pub region: Option<Name>,
    /// Minutes of an interview that remain for the summary.
    #[serde(default)]
    #[schemars(range(max = 600))]
    pub wrap: u32,
    /// Prose files of the front matter, in order, by name without `.typ`.
    #[serde(default)]
    pub front: Vec<Name>,
    /// Prose files of the back matter, in order, by name without `.typ`.
    #[serde(default)]
    pub back: Vec<Name>,
    /// The steps of the framework, three to nine.
    pub step: Vec<Step>,
    /// The parts of the book, in order.
    pub part: Vec<Part>,
    /// Things that quantities count, in the singular, beside those that the
    /// program knows.
    #[serde(default)]
    pub nouns: Vec<String>,
    /// What is known of the pages and stays as it is.
    #[serde(default)]
    pub waive: Vec<PageWaiver>,
    /// The imprint: licence and rights.
    #[serde(default)]
    pub imprint: Option<Markup>,
}

fn english() -> Name {
    Name { text: "en".into(), range: 0..0 }
}

/// A finding of the preflight that stays as it is.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PageWaiver {
    /// The rule: `text-overflow`.
    pub rule: Name,
    /// The file that the finding names, and the line if only that is meant:
    /// `content/cases/first-case/ask.typ:12`.
    pub place: Name,
    /// Why it stays.
    #[schemars(length(min = 1))]
    pub reason: String,
    /// The edition in which it stays; all when left out.
    #[serde(default)]
    pub edition: Option<Name>,
}

/// What a guide stands on.
#[derive(Debug, Copy, Clone, Eq, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Extends {
    /// On nothing: only files under the root count.
    None,
}

/// One step of the framework.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The name in files and references.
    pub slug: Name,
    /// The title of the step.
    #[schemars(length(min = 1))]
    pub name: String,
    /// One word, for the tab.
    #[schemars(length(min = 1))]
    pub short: String,
    /// Minutes of an interview.
    #[schemars(range(min = 1, max = 600))]
    pub minutes: u32,
    /// The colour of tab, rule and numeral, as `#rrggbb`.
    pub colour: Name,
}

/// One part of the book.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The title of the part.
    #[schemars(length(min = 1))]
    pub title: String,
    /// What stands in it.
    pub kind: PartKind,
    /// The slugs of cases, primers or mocks, in printing order. One without
    /// a folder is planned: it holds its number and prints nothing.
    #[serde(default)]
    pub units: Vec<Name>,
}

/// What a part holds.
#[derive(Debug, Copy, Clone, Eq, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PartKind {
    /// The steps themselves, from `content/framework`.
    Framework,
    /// Primers, from `content/primers`.
    Primers,
    /// Case studies, from `content/cases`.
    Cases,
    /// Mock interviews, from `content/mocks`.
    Mocks,
    /// Further prompts, from `content/prompts.toml`.
    Prompts,
}

impl Guide {
    /// The slugs of all cases, in printing order; a case's number is its place
    /// here, from 1.
    pub fn cases(&self) -> impl Iterator<Item = &Name> {
        self.units(PartKind::Cases)
    }

    /// The slugs of all units of a kind, in printing order.
    pub fn units(&self, kind: PartKind) -> impl Iterator<Item = &Name> {
        self.part
            .iter()
            .filter(move |p| p.kind == kind)
            .flat_map(|p| &p.units)
    }

    /// The number of a case, from 1.
    pub fn number(&self, slug: &str) -> Option<usize> {
        self.cases().position(|name| name.text == slug).map(|index| index + 1)
    }

    /// Minutes of a whole interview.
    pub fn minutes(&self) -> u32 {
        self.step.iter().map(|step| step.minutes).sum::<u32>() + self.wrap
    }
}
