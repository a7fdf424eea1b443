//! Matrices, vectors and distinctions of cases.

use typst_syntax::SyntaxNode;

use super::call::Arguments;
use super::context::{Context, Setting};
use super::element;
use super::phrase::Phrase;

/// Returns the phrase of a matrix, row by row.
pub(super) fn matrix(args: &Arguments, ctx: Context) -> Phrase {
    let rows = &args.rows;
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    if width == 0 {
        return Phrase::atom("the empty matrix");
    }
    let lines = rows.iter().enumerate();
    let lines: Vec<_> = lines
        .map(|(index, row)| format!("row {}: {}", index + 1, items(row, ", ", ctx)))
        .collect();
    let of = if is_determinant(args) { "the determinant of " } else { "" };
    let height = rows.len();
    Phrase::ended(format!(
        "{of}the {height} by {width} matrix with {}; end matrix",
        lines.join("; ")
    ))
}

/// Returns the phrase of a column vector.
pub(super) fn vector(args: &Arguments, ctx: Context) -> Phrase {
    let nodes: Vec<_> = args.positional().collect();
    match nodes.is_empty() {
        true => Phrase::atom("the empty vector"),
        false => {
            let items = items(&nodes, ", ", ctx);
            Phrase::ended(format!("the column vector {items}, end vector"))
        }
    }
}

/// Returns the phrase of a distinction of cases.
pub(super) fn cases(args: &Arguments, ctx: Context) -> Phrase {
    let nodes: Vec<_> = args.positional().collect();
    let items = items(&nodes, "; ", ctx.within(Setting::Clause));
    Phrase::ended(format!("the cases: {items}; end cases"))
}

/// The words of several cells. A cell without content is said to be blank, as
/// the position of the others would be lost without it.
fn items(nodes: &[&SyntaxNode], separator: &str, ctx: Context) -> String {
    let cells = nodes.iter().map(|node| element::read(node, ctx).words);
    let cells = cells.map(|words| if words.is_empty() { "blank".into() } else { words });
    cells.collect::<Vec<String>>().join(separator)
}

/// Whether bars instead of brackets stand around a matrix.
fn is_determinant(args: &Arguments) -> bool {
    args.named("delim").is_some_and(|delim| delim.full_text() == "\"|\"")
}
