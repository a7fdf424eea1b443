//! Finds what prose mentions: placements, references and equations.
//!
//! Reads the syntax tree, never the text, so that comments and raw text are
//! left alone. Names must be written out as strings: what the compiler checks,
//! selects and numbers has to be visible without running the prose.

use std::ops::Range;

use ecow::EcoString;
use typst_syntax::ast::{self, AstNode};
use typst_syntax::{DiagSpan, FileId, LinkedNode, SyntaxKind, SyntaxNode};

use crate::diagnostics::at;

/// What a mention is about.
#[derive(Debug, Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum Kind {
    /// `#num("…")`
    Number,
    /// `#fig("…")[…]`
    Figure,
    /// `#term("…")`
    Term,
    /// `#case("…")`
    Case,
    /// `#dialogue("…")`
    Dialogue,
    /// `#tradeoff("…")`
    Tradeoff,
    /// `#decision("…")`
    Decision,
    /// `#formula("…")[…]` or `#metric("…")[…]`
    Formula,
    /// `#estimate("…")`
    Estimate,
    /// `#thread("…")`
    Thread,
    /// `#incident("…")`
    Incident,
    /// `#calc("…")`
    Calculation,
    /// `#claim("…", sure: "…")[…]`, named by its work.
    Claim,
    /// `#idx("…")` or `#idx("…", "…")`, a heading of the index with a topic
    /// below it.
    Index,
    /// `@fig:…`
    FigureRef,
    /// `@tab:…`
    TableRef,
    /// `@eq:…`
    FormulaRef,
    /// `@work:…`
    Work,
    /// `@…` of no known kind.
    UnknownRef,
}

/// Calls that place a block of their own.
const BLOCKS: [&str; 27] = [
    "fig",
    "dialogue",
    "tradeoff",
    "decision",
    "formula",
    "estimate",
    "metric",
    "thread",
    "incident",
    "minutes",
    "note",
    "ledger",
    "halves",
    "title-page",
    "imprint-note",
    "contents",
    "marks-key",
    "levels-key",
    "blocks-key",
    "steps-key",
    "anatomy",
    "answers",
    "cards",
    "glossary",
    "list-of-figures",
    "index",
    "headnote",
];

impl Kind {
    fn of_call(name: &str) -> Option<Self> {
        Some(match name {
            "num" => Self::Number,
            "fig" => Self::Figure,
            "term" => Self::Term,
            "case" => Self::Case,
            "dialogue" => Self::Dialogue,
            "tradeoff" => Self::Tradeoff,
            "decision" => Self::Decision,
            "formula" | "metric" => Self::Formula,
            "estimate" => Self::Estimate,
            "thread" => Self::Thread,
            "incident" => Self::Incident,
            "calc" => Self::Calculation,
            "claim" => Self::Claim,
            "idx" => Self::Index,
            _ => return None,
        })
    }

    fn of_reference(target: &str) -> (Self, &str) {
        match target.split_once(':') {
            Some(("fig", name)) => (Self::FigureRef, name),
            Some(("tab", name)) => (Self::TableRef, name),
            Some(("eq", name)) => (Self::FormulaRef, name),
            Some(("work", name)) => (Self::Work, name),
            _ => (Self::UnknownRef, target),
        }
    }
}

/// One mention of something by name.
#[derive(Debug, Clone)]
pub struct Mention {
    /// What it is about.
    pub kind: Kind,
    /// The name, or nothing if it is not written out.
    pub name: Option<EcoString>,
    /// Where it stands.
    pub at: DiagSpan,
    /// Whether content follows in brackets: the caption of a figure.
    pub body: bool,
    /// How sure a claim is, as written.
    pub sure: Option<EcoString>,
    /// The text in brackets.
    pub words: EcoString,
    /// The topic below a heading of the index.
    pub topic: Option<EcoString>,
    /// Where it stands in the text, with all that its brackets hold.
    pub range: Range<usize>,
    /// Whether it is marked `core: true`.
    pub core: bool,
}

/// What was found in one piece of prose.
#[derive(Debug, Clone, Default)]
pub struct Scan {
    /// All mentions, in order.
    pub mentions: Vec<Mention>,
    /// The sources of all equations, without their dollar signs, each once with
    /// its first place.
    pub equations: Vec<(EcoString, DiagSpan)>,
    /// Calls that place a block, and where.
    pub blocks: Vec<(EcoString, DiagSpan)>,
    /// Calls of `deep` and `note`, and where they stand in the text.
    pub asides: Vec<(EcoString, Range<usize>)>,
    /// What `#write[…]` says is still to be written, and where.
    pub unwritten: Vec<(EcoString, DiagSpan)>,
    /// The text of the first heading of the first level.
    pub title: Option<EcoString>,
    /// Whether the prose begins with an import of the vocabulary.
    pub imports: bool,
    /// Semicolons that end a call and are not printed.
    pub semicolons: Vec<DiagSpan>,
    /// The number of words, markup and mathematics left out.
    pub words: usize,
}

/// Where a text stands: in a file of its own, or in pieces of a TOML file.
#[derive(Debug, Clone)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// Ranges of the file whose concatenation is the text.
    pub segments: Vec<Range<usize>>,
}

impl Place {
    /// The place of a whole file.
    pub fn whole(file: FileId, length: usize) -> Self {
        Self {
            file,
            segments: std::iter::once(0..length).collect(),
        }
    }

    /// The place in the file of a range of the text.
    pub fn at(&self, range: Range<usize>) -> DiagSpan {
        let start = self.byte(range.start, |offset, length| offset < length);
        let end = self.byte(range.end, |offset, length| offset <= length);
        at(self.file, start..end.max(start))
    }

    /// The byte of an offset. Where two pieces meet, a beginning belongs to the
    /// second piece and an end to the first.
    fn byte(&self, mut offset: usize, belongs: fn(usize, usize) -> bool) -> usize {
        for segment in &self.segments {
            if belongs(offset, segment.len()) {
                return segment.start + offset;
            }
            offset -= segment.len();
        }
        self.segments.last().map_or(0, |segment| segment.end)
    }
}

/// Finds what a piece of prose mentions.
pub fn scan(root: &SyntaxNode, place: &Place) -> Scan {
    let mut scan = Scan::default();
    visit(&LinkedNode::new(root), place, &mut scan);
    scan
}

fn visit(node: &LinkedNode, place: &Place, scan: &mut Scan) {
    match node.kind() {
        SyntaxKind::FuncCall => call(node, place, scan),
        SyntaxKind::Ref => reference(node, place, scan),
        SyntaxKind::Equation => equation(node, place, scan),
        SyntaxKind::Semicolon if ends_a_call(node) => {
            scan.semicolons.push(place.at(node.range()));
        }
        SyntaxKind::ModuleImport => scan.imports = true,
        SyntaxKind::Heading if scan.title.is_none() => scan.title = title(node),
        SyntaxKind::Text => {
            scan.words += node.leaf_text().split_whitespace().count();
        }
        _ => {}
    }
    for child in node.children() {
        visit(&child, place, scan);
    }
}

/// Whether a semicolon of the markup only ends the call before it.
fn ends_a_call(node: &LinkedNode) -> bool {
    let markup = node.parent().is_some_and(|p| p.kind() == SyntaxKind::Markup);
    let before = node.prev_sibling_with_trivia();
    markup && before.is_some_and(|call| call.kind() == SyntaxKind::FuncCall)
}

fn call(node: &LinkedNode, place: &Place, scan: &mut Scan) {
    let Some(call) = node.cast::<ast::FuncCall>() else { return };
    let ast::Expr::Ident(callee) = call.callee() else { return };
    if BLOCKS.contains(&callee.as_str()) {
        scan.blocks.push((callee.get().clone(), place.at(node.range())));
    }
    if callee.as_str() == "write" {
        return scan.unwritten.push((inner_text(call), place.at(node.range())));
    }
    if matches!(callee.as_str(), "deep" | "note") {
        scan.asides.push((callee.get().clone(), node.range()));
    }
    let Some(kind) = Kind::of_call(callee.as_str()) else { return };
    let mut arguments = call.args().items();
    let name = match arguments.next() {
        Some(ast::Arg::Pos(ast::Expr::Str(name))) => Some(name.get()),
        _ => None,
    };
    let topic = match call.args().items().nth(1) {
        Some(ast::Arg::Pos(ast::Expr::Str(topic))) => Some(topic.get()),
        _ => None,
    };
    let is_body = |a: ast::Arg| matches!(a, ast::Arg::Pos(ast::Expr::ContentBlock(_)));
    let mention = Mention {
        kind,
        name,
        at: place.at(node.range()),
        body: arguments.any(is_body),
        sure: named_string(call, "sure"),
        words: inner_text(call),
        topic,
        range: node.range(),
        core: is_core(call),
    };
    scan.mentions.push(mention);
}

/// The value of a named argument that is a string.
fn named_string(call: ast::FuncCall, name: &str) -> Option<EcoString> {
    call.args().items().find_map(|argument| match argument {
        ast::Arg::Named(named) if named.name().as_str() == name => match named.expr() {
            ast::Expr::Str(text) => Some(text.get()),
            _ => None,
        },
        _ => None,
    })
}

/// Whether a call says `core: true`.
fn is_core(call: ast::FuncCall) -> bool {
    call.args().items().any(|argument| match argument {
        ast::Arg::Named(named) => {
            named.name().as_str() == "core"
                && matches!(named.expr(), ast::Expr::Bool(word) if word.get())
        }
        _ => false,
    })
}

/// The text of a call's first content block.
fn inner_text(call: ast::FuncCall) -> EcoString {
    let block = call.args().items().find_map(|argument| match argument {
        ast::Arg::Pos(ast::Expr::ContentBlock(block)) => Some(block),
        _ => None,
    });
    block
        .map(|block| block.body().to_untyped().full_text())
        .unwrap_or_default()
}

fn reference(node: &LinkedNode, place: &Place, scan: &mut Scan) {
    let Some(reference) = node.cast::<ast::Ref>() else { return };
    let target = reference.target();
    let (kind, name) = Kind::of_reference(target);
    let range = node.offset()..node.offset() + 1 + target.len();
    let mention = Mention {
        kind,
        name: Some(name.into()),
        at: place.at(range.clone()),
        range,
        core: false,
        body: false,
        sure: None,
        words: EcoString::new(),
        topic: None,
    };
    scan.mentions.push(mention);
}

/// The text of a heading of the first level.
fn title(node: &LinkedNode) -> Option<EcoString> {
    let heading = node.cast::<ast::Heading>()?;
    let text = heading.body().to_untyped().full_text();
    (heading.depth().get() == 1).then(|| text.trim().into())
}

fn equation(node: &LinkedNode, place: &Place, scan: &mut Scan) {
    let text = node.get().full_text();
    let inner = text.strip_prefix('$').and_then(|t| t.strip_suffix('$'));
    let Some(source) = inner.map(EcoString::from) else { return };
    if !scan.equations.iter().any(|(known, _)| *known == source) {
        scan.equations.push((source, place.at(node.range())));
    }
}

#[cfg(test)]
mod tests {
    use typst_syntax::{RootedPath, VirtualPath, VirtualRoot, parse};

    use super::*;

    fn found(text: &str) -> Scan {
        let path = VirtualPath::new("/content/x.typ").expect("a valid path");
        let file = RootedPath::new(VirtualRoot::Project, path).intern();
        scan(&parse(text), &Place::whole(file, text.len()))
    }

    #[test]
    fn placements_references_and_equations_are_found() {
        let scan = found(
            "#import \"/content/casebook.typ\": *\n#num(\"qps\") and $x^2$, @fig:path[on], \
             @work:he2014. #fig(\"path\")[A claim.] // #num(\"comment\")\n`#num(\"raw\")` #num(n)",
        );
        let names: Vec<_> =
            scan.mentions.iter().map(|m| (m.kind, m.name.as_deref())).collect();
        assert_eq!(
            names,
            [
                (Kind::Number, Some("qps")),
                (Kind::FigureRef, Some("path")),
                (Kind::Work, Some("he2014")),
                (Kind::Figure, Some("path")),
                (Kind::Number, None),
            ]
        );
        assert!(scan.imports);
        assert_eq!(scan.title, None);
        assert_eq!(found("== A\n= B _c_\n= D").title.as_deref(), Some("B _c_"));
        assert!(scan.mentions[3].body);
        assert_eq!(scan.equations.len(), 1);
        assert_eq!(scan.equations[0].0, "x^2");
    }

    #[test]
    fn places_reach_through_segments() {
        let path = VirtualPath::new("/content/y.toml").expect("a valid path");
        let file = RootedPath::new(VirtualRoot::Project, path).intern();
        let place = Place { file, segments: vec![10..14, 20..30] };
        assert_eq!(place.at(2..6), at(file, 12..22));
        assert_eq!(place.at(4..6), at(file, 20..22));
        assert_eq!(place.at(2..4), at(file, 12..14));
    }
}
