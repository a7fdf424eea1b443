//! Strings of TOML files that know where they stand.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

/// The `format` that marks markup strings in the schemas.
pub const MARKUP_FORMAT: &str = "typst-markup";

/// A table whose keys are names that the author chose.
pub type Table<T> = BTreeMap<String, T>;

/// A string of Typst markup, with its place in the TOML file.
#[derive(Debug, Clone, Default, Eq, PartialEq)]
pub struct Markup {
    /// The text, escapes resolved.
    pub text: String,
    /// The bytes of the TOML file that hold it, quotes included.
    pub range: Range<usize>,
}

/// A plain string that names something, with its place in the TOML file.
#[derive(Debug, Clone, Default, Eq, PartialEq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// The bytes of the TOML file that hold it, quotes included.
    pub range: Range<usize>,
}

impl std::ops::Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl<'de> Deserialize<'de> for Markup {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = toml::Spanned::<String>::deserialize(deserializer)?;
        Ok(Self { range: spanned.span(), text: spanned.into_inner() })
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = toml::Spanned::<String>::deserialize(deserializer)?;
        Ok(Self { range: spanned.span(), text: spanned.into_inner() })
    }
}

impl JsonSchema for Markup {
    fn schema_name() -> Cow<'static, str> {
        "Markup".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": MARKUP_FORMAT })
    }
}

impl JsonSchema for Name {
    fn schema_name() -> Cow<'static, str> {
        "Name".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}
