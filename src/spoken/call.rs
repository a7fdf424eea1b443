//! Calls of functions in equations.

use typst_syntax::ast::{self, AstNode};
use typst_syntax::{SyntaxKind, SyntaxNode};

use super::context::{Context, Setting};
use super::phrase::{Phrase, Role, Weight};
use super::script::{self, Scripts};
use super::{
    accent, application, delimiter, element, fraction, name, root, row, style, table,
};

/// The arguments of a call.
pub(super) struct Arguments<'a> {
    /// The arguments without a name, in rows that semicolons end.
    pub rows: Vec<Vec<&'a SyntaxNode>>,
    /// The arguments with a name.
    pub named: Vec<(&'a str, &'a SyntaxNode)>,
}

impl<'a> Arguments<'a> {
    /// Sorts the arguments of a call.
    fn of(node: &'a SyntaxNode) -> Self {
        let mut arguments = Self { rows: vec![Vec::new()], named: Vec::new() };
        let call = node.cast::<ast::MathCall>();
        for item in call.iter().flat_map(|call| call.args().arg_items()) {
            arguments.push(item.arg);
            if item.ends_in_semicolon {
                arguments.rows.push(Vec::new());
            }
        }
        arguments.rows.retain(|row| !row.is_empty());
        arguments
    }

    /// Adds an argument.
    fn push(&mut self, arg: ast::Arg<'a>) {
        match arg {
            ast::Arg::Pos(expr) => {
                if let Some(row) = self.rows.last_mut() {
                    row.push(element::node(expr));
                }
            }
            ast::Arg::Named(named) => {
                let name = named.name().as_str();
                self.named.push((name, element::node(named.expr())));
            }
            ast::Arg::Spread(_) => {}
        }
    }

    /// The arguments without a name.
    pub(super) fn positional(&self) -> impl DoubleEndedIterator<Item = &'a SyntaxNode> {
        self.rows.iter().flatten().copied()
    }

    /// The argument with a name.
    pub(super) fn named(&self, name: &str) -> Option<&'a SyntaxNode> {
        self.named.iter().find(|(n, _)| *n == name).map(|(_, node)| *node)
    }

    /// The phrase of the argument at an index.
    pub(super) fn phrase(&self, index: usize, ctx: Context) -> Phrase {
        let node = self.positional().nth(index);
        node.map_or_else(Phrase::silent, |node| element::read(node, ctx))
    }
}

/// Returns the phrase of a call.
pub(super) fn read(node: &SyntaxNode, ctx: Context) -> Phrase {
    let Some(callee) = callee(node) else { return Phrase::silent() };
    if let Some(phrase) = known(&callee, node, ctx) {
        return phrase;
    }
    match split(node, ctx) {
        Some((sign, group)) => row::joined(vec![sign, group]),
        None => applied(&callee, node, ctx),
    }
}

/// Returns the sign and the group of a call that is none: Typst reads the
/// source `times(a + b)` as a call, and prints a sign and a group.
pub(super) fn split(node: &SyntaxNode, ctx: Context) -> Option<(Phrase, Phrase)> {
    let callee = callee(node)?;
    let head = name::name(&callee, ctx);
    let calls = matches!(head.role, Role::Operand | Role::Function(_));
    if calls || is_known(&callee) {
        return None;
    }
    let content = content(node, ctx.within(Setting::Group));
    Some((head, delimiter::group("(", content, ")")))
}

/// The dotted name of what a node calls, if it is a call.
pub(super) fn callee(node: &SyntaxNode) -> Option<String> {
    let call = node.cast::<ast::MathCall>()?;
    let source = call.callee().to_untyped().full_text();
    Some(source.strip_prefix("math.").unwrap_or(&source).to_owned())
}

/// The content of a call to `norm`.
pub(super) fn normed(node: &SyntaxNode, ctx: Context) -> Option<Phrase> {
    let norm = callee(node)? == "norm";
    norm.then(|| Arguments::of(node).phrase(0, ctx.within(Setting::Group)))
}

/// The name of the symbol that a call to `bb` prints: `RR` for `bb(R)`.
pub(super) fn doubled(node: &SyntaxNode) -> Option<String> {
    let source = Arguments::of(node).positional().next()?.full_text();
    (callee(node)? == "bb").then(|| format!("{source}{source}"))
}

/// The content of a call as if it stood between parentheses.
pub(super) fn content(node: &SyntaxNode, ctx: Context) -> Phrase {
    let args = node.children().find(|child| child.kind() == SyntaxKind::MathArgs);
    row::row(args.into_iter().flat_map(|args| args.children()), ctx)
}

/// A call of a letter or of a function without words of its own.
fn applied(callee: &str, node: &SyntaxNode, ctx: Context) -> Phrase {
    let head = name::name(callee, ctx);
    let ctx = ctx.within(Setting::Arguments);
    match head.role {
        Role::Function("over") => match enumerated(node, ctx) {
            Some(list) => application::apply(&head, &list),
            None => application::apply(&head, &content(node, ctx)),
        },
        _ => application::apply(&head, &content(node, ctx)),
    }
}

/// Returns "a and b" for the arguments of a maximum or the like.
fn enumerated(node: &SyntaxNode, ctx: Context) -> Option<Phrase> {
    let args = Arguments::of(node);
    if args.positional().count() < 2 {
        return None;
    }
    let items: Vec<_> = args.positional().map(|item| element::read(item, ctx)).collect();
    let (last, first) = items.split_last()?;
    let words: Vec<_> = first.iter().map(|item| item.words.as_str()).collect();
    let comma = if items.iter().any(Phrase::has_pauses) { "," } else { "" };
    let words = format!("{}{comma} and {}", words.join(", "), last.words);
    let weight = items.iter().map(|item| item.weight).max()?.max(Weight::Clause);
    Some(Phrase {
        weight,
        tail: last.tail.clone(),
        ..Phrase::atom(words)
    })
}

/// Whether a function has words of its own.
fn is_known(callee: &str) -> bool {
    const KNOWN: &[&str] = &[
        "abs", "attach", "binom", "cases", "ceil", "class", "floor", "frac", "lr", "mat",
        "mid", "norm", "op", "root", "round", "sqrt", "text", "vec",
    ];
    KNOWN.contains(&callee) || accent::is_accent(callee) || style::is_style(callee)
}

/// The phrase of a function with words of its own.
fn known(callee: &str, node: &SyntaxNode, ctx: Context) -> Option<Phrase> {
    if !is_known(callee) {
        return None;
    }
    let args = Arguments::of(node);
    let inner = ctx.within(Setting::Group);
    let first = |lead, end| Phrase::enclosed(lead, &args.phrase(0, inner), end);
    Some(match callee {
        "abs" => first("the absolute value of", "end absolute value"),
        "norm" => first("the norm of", "end norm"),
        "floor" => first("the floor of", "end floor"),
        "ceil" => first("the ceiling of", "end ceiling"),
        "round" => first("the rounded value of", "end rounding"),
        "sqrt" => root::of(None, &args.phrase(0, inner)),
        "root" => rooted(&args, inner),
        "frac" => fraction::over(&args.phrase(0, inner), &args.phrase(1, inner)),
        "binom" => binomial(&args, inner),
        "mat" => table::matrix(&args, inner),
        "vec" => table::vector(&args, inner),
        "cases" => table::cases(&args, ctx),
        "mid" => middle(node, ctx),
        "op" => operator(&args, ctx),
        "attach" => attached(&args, ctx),
        "lr" => content(node, ctx),
        "class" => args.phrase(1, ctx),
        "text" => args.phrase(0, ctx),
        _ if style::is_style(callee) => style::read(callee, node, &args, ctx),
        _ => accent::read(callee, &args, inner),
    })
}

/// A root, whose index stands before the radicand.
fn rooted(args: &Arguments, ctx: Context) -> Phrase {
    match args.positional().count() {
        0 | 1 => root::of(None, &args.phrase(0, ctx)),
        _ => root::of(Some(&args.phrase(0, ctx)), &args.phrase(1, ctx)),
    }
}

/// A binomial coefficient, which may have several lower parts.
fn binomial(args: &Arguments, ctx: Context) -> Phrase {
    let lower = args.positional().skip(1).map(|node| element::read(node, ctx));
    let comma = || Phrase::new(",", Role::Mark);
    let lower = lower.flat_map(|phrase| [comma(), phrase]).skip(1).collect();
    fraction::choose(&args.phrase(0, ctx), &row::joined(lower))
}

/// A bar that stretches: it always separates.
fn middle(node: &SyntaxNode, ctx: Context) -> Phrase {
    let phrase = content(node, ctx);
    let words = match (phrase.words.as_str(), ctx.setting) {
        ("vertical bar", Setting::Set) => "such that",
        ("vertical bar", _) => "given",
        ("double bar", _) => "from",
        (words, _) => words,
    };
    Phrase::new(words, Role::Relation)
}

/// An operator that the source names.
fn operator(args: &Arguments, ctx: Context) -> Phrase {
    let words = args.phrase(0, ctx).words;
    let limits = args.named("limits").is_some_and(|node| node.full_text() == "true");
    let role = Role::Function(if limits { "over" } else { "sub" });
    name::listed(&words).unwrap_or_else(|| Phrase::new(words, role))
}

/// Scripts that the source gives by name.
fn attached(args: &Arguments, ctx: Context) -> Phrase {
    let Some(base) = args.positional().next() else { return Phrase::silent() };
    let script = |names: [&str; 3]| names.iter().find_map(|name| args.named(name));
    let scripts = Scripts {
        bottom: script(["b", "br", "bl"]),
        top: script(["t", "tr", "tl"]),
        primes: None,
    };
    script::scripted(base, scripts, ctx)
}
