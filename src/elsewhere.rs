//! References that name a page only where it is not the page at hand.
//!
//! Whether they do changes the length of their line, and so perhaps the page that they
//! stand on: with bad luck, back and forth for ever. A reference is known by where it was
//! written, leaves a mark where it stands, and is told what the pages before said of the
//! two. From the second layout on, one that has named its page goes on doing so: words
//! are only added then, and the pages settle.

use std::collections::BTreeSet;

use typst_library::World;
use typst_library::diag::SourceResult;
use typst_library::engine::Engine;
use typst_library::foundations::{
    Content, Dict, IntoValue, Label, NativeElement, Str, Value, dict, func,
};
use typst_library::text::TextElem;
use typst_syntax::{Span, SpanKind};
use typst_utils::PicoStr;

use crate::locators::{code, decode, file_id, first_span};

/// Where the answers lie among the files, and what their marks begin with.
pub(crate) const FOLDER: &str = "/elsewhere/";
pub(crate) const MARK: &str = "elsewhere:";

/// What stands before the key of a reference to something near.
const NEAR: char = '!';

/// Whether a reference, by its content, has to name the page of what it refers to:
/// `(mark, number)`, a label to leave where it stands, and the number in noughts or
/// nothing. What is `near` is expected on the same page before anything is known.
#[func]
pub fn casebook_elsewhere(
    engine: &mut Engine,
    reference: Content,
    name: Str,
    near: bool,
) -> SourceResult<Dict> {
    let mut key = String::new();
    written(reference.span(), &mut key);
    key.push('/');
    code(&name, &mut key);
    let mark = Label::new(PicoStr::intern(&format!("{MARK}{key}")));
    let sign = if near { NEAR.to_string() } else { String::new() };
    let number = file_id(&format!("{FOLDER}{sign}{key}")).and_then(|id| {
        let digits = engine.world.file(id).ok()?.len();
        let noughts = TextElem::new("0".repeat(digits).into()).pack();
        (digits > 0).then(|| noughts.spanned(first_span(id)).into_value())
    });
    Ok(dict! {
        "mark" => mark.map_or(Value::None, IntoValue::into_value),
        "number" => number.unwrap_or(Value::None),
    })
}

/// Where something was written, in one word that may stand in a path.
fn written(span: Span, into: &mut String) {
    let Some(id) = span.id() else { return };
    code(id.get().vpath().get_with_slash(), into);
    let at = match span.get() {
        SpanKind::Range { range, .. } => range.start.to_string(),
        _ => span.into_raw().to_string(),
    };
    into.push_str(&format!("+{at}"));
}

/// A question of a reference: its key, what it refers to, and whether that is near.
pub struct Question<'a> {
    /// The reference, as its mark has it.
    pub key: &'a str,
    /// What it refers to.
    pub name: String,
    /// Whether that is expected on the same page.
    pub near: bool,
}

impl<'a> Question<'a> {
    /// The question that a path asks, if it is one.
    pub fn of(path: &'a str) -> Option<Self> {
        let key = path.strip_prefix(FOLDER)?;
        let near = key.starts_with(NEAR);
        let key = key.strip_prefix(NEAR).unwrap_or(key);
        Some(Self { key, name: name(key)?, near })
    }
}

fn name(key: &str) -> Option<String> {
    Some(decode(key.rsplit_once('/')?.1))
}

/// The references that name a page: by their marks, those that stand on another page
/// than what they refer to, which `page` tells by name.
pub fn elsewhere<'a>(
    marks: impl Iterator<Item = (&'a str, usize)>,
    page: impl Fn(&str) -> Option<usize>,
) -> BTreeSet<String> {
    marks
        .filter_map(|(label, at)| {
            let key = label.strip_prefix(MARK)?;
            (page(&name(key)?)? != at).then(|| key.to_string())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{FOLDER, MARK, Question, elsewhere};

    #[test]
    fn only_what_is_on_another_page_is_named() {
        let marks = [
            (format!("{MARK}~2fa~2etyp+5/fig.x"), 3),
            (format!("{MARK}~2fa~2etyp+9/fig.y"), 3),
            (format!("{MARK}~2fa~2etyp+12/fig.gone"), 3),
            ("fig:x".to_string(), 3),
        ];
        let page = |name: &str| match name {
            "fig:x" => Some(3),
            "fig:y" => Some(4),
            _ => None,
        };
        let marks = marks.iter().map(|(label, page)| (label.as_str(), *page));
        let found: Vec<String> = elsewhere(marks, page).into_iter().collect();
        assert_eq!(found, ["~2fa~2etyp+9/fig.y"]);
    }

    #[test]
    fn a_path_asks_for_a_reference() {
        let path = format!("{FOLDER}!~2fa~2etyp+9/fig.y");
        let question = Question::of(&path).unwrap();
        assert_eq!((question.key, question.near), ("~2fa~2etyp+9/fig.y", true));
        assert_eq!(question.name, "fig:y");
        assert!(Question::of("/folio/fig/y").is_none());
    }
}
