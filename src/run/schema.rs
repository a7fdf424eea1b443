//! `schema`: the JSON Schemas of all TOML files.

use schemars::{JsonSchema, schema_for};
use serde_json::json;

use super::{Outcome, Screen};
use crate::cli::Schema;
use crate::diagnostics::Failed;
use crate::model::{
    CaseStudy, CrossReferences, EditionRecord, Fit, Glossary, Guide, Mock, Practice,
    Primer, Prompts, Quantities,
};
use crate::output;

/// Every kind of TOML file with its schema, by the name of the schema file.
pub(super) fn all() -> Vec<(&'static str, serde_json::Value)> {
    fn of<T: JsonSchema>() -> serde_json::Value {
        schema_for!(T).to_value()
    }
    vec![
        ("case", of::<CaseStudy>()),
        ("edition", of::<EditionRecord>()),
        ("fit", of::<Fit>()),
        ("glossary", of::<Glossary>()),
        ("guide", of::<Guide>()),
        ("index", of::<CrossReferences>()),
        ("mock", of::<Mock>()),
        ("numbers", of::<Quantities>()),
        ("practice", of::<Practice>()),
        ("primer", of::<Primer>()),
        ("prompts", of::<Prompts>()),
    ]
}

/// Writes all schemas into a folder.
pub(super) fn write(
    args: &Schema,
    outcome: &mut Outcome,
    screen: &mut Screen,
) -> Result<(), Failed> {
    for (name, schema) in all() {
        let path = args.output.join(format!("{name}.schema.json"));
        let text = format!("{schema:#}\n");
        output::write(&path, text.as_bytes(), &mut outcome.report)?;
        screen.result(&path.display().to_string(), &json!({ "wrote": path }));
    }
    Ok(())
}
