//! The words of equations, given to them where they stand.
//!
//! A rule that finds words by an equation is asked by every element near it, in every
//! pass. But an equation knows where it was written: its words are those of its source,
//! and the finished frames are told them.

use typst_library::World;
use typst_library::WorldExt;
use typst_library::engine::Engine;
use typst_library::foundations::{Content, Str, func};
use typst_library::introspection::Tag;
use typst_library::layout::{Frame, FrameItem};
use typst_library::math::EquationElem;
use typst_syntax::Span;

use crate::spoken::spoken;

/// The words in which an equation of the content is read out: its own, if it was given
/// any, else those of its source.
#[func]
pub fn casebook_words(engine: &mut Engine, equation: Content) -> Str {
    let own = equation
        .to_packed::<EquationElem>()
        .and_then(|it| it.alt.as_option().clone());
    let world: &dyn World = &*engine.world;
    let words = own.flatten().map(Into::into);
    words
        .or_else(|| words_at(world, equation.span()))
        .unwrap_or_default()
        .into()
}

/// Gives all equations below that have no words those of their source.
pub fn speak(frame: &mut Frame, world: &dyn World) {
    if !is_silent(frame) {
        return;
    }
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => speak(&mut group.frame, world),
            FrameItem::Tag(Tag::Start(content, _)) if lacks_words(content) => {
                let words = words_at(world, content.span());
                if let Some(equation) = content.to_packed_mut::<EquationElem>() {
                    equation.alt.set(words.map(Into::into));
                }
            }
            _ => {}
        }
        true
    });
}

/// Whether anything below is to be changed: a frame that is changed is copied.
fn is_silent(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => is_silent(&group.frame),
        FrameItem::Tag(Tag::Start(content, _)) => lacks_words(content),
        _ => false,
    })
}

fn lacks_words(content: &Content) -> bool {
    let equation = content.to_packed::<EquationElem>();
    equation.is_some_and(|it| it.alt.as_option().clone().flatten().is_none())
}

/// The words of the equation that is written at a place.
fn words_at(world: &dyn World, span: Span) -> Option<String> {
    let range = world.range(span)?;
    let file = world.file(span.id()?).ok()?;
    let text = file.as_str().ok()?;
    let written = text.get(range.clone())?;
    let source = written.strip_prefix('$')?.strip_suffix('$')?;
    let path = span.id().map(|id| id.get().vpath().get_with_slash());
    let in_toml = path.is_some_and(|path| path.ends_with(".toml"));
    match in_toml && is_escaped(text.get(..range.start)?) {
        true => Some(words(&source.replace("\\\\", "\\").replace("\\\"", "\""))),
        false => Some(words(source)),
    }
}

#[comemo::memoize]
fn words(source: &str) -> String {
    spoken(source)
}

/// Whether what comes next in a file of TOML lies in a string in which a backslash is
/// written twice: the last sign that opened one decides.
fn is_escaped(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    match (before.rfind("'''"), before.rfind("\"\"\"")) {
        (Some(literal), Some(basic)) if basic > literal => true,
        (None, Some(_)) => true,
        _ => {
            let opened = [line.find("= \""), line.find("[\""), line.find("= '")];
            opened[..2].iter().flatten().min().is_some()
                && opened[2].is_none()
                && !line.contains("'''")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_escaped;

    #[test]
    fn strings_with_double_quotes_write_a_backslash_twice() {
        for basic in [
            "say = \"so ",
            "say = [\"so ",
            "text = \"\"\"\nso ",
            "a = '''one'''\nb = \"so ",
        ] {
            assert!(is_escaped(basic), "{basic}");
        }
        for literal in [
            "say = 'so ",
            "say = '''so ",
            "text = '''\nso \"quoted\" and ",
            "a = \"one\"\nb = '''so ",
        ] {
            assert!(!is_escaped(literal), "{literal}");
        }
    }
}
