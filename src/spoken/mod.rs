//! The spoken form of an equation, for readers who listen to the page.
//!
//! The words follow how mathematics is read out in a lecture, and five rules
//! keep them free of ambiguity:
//!
//! - One term is named bare: "a over b", "x to the n", "f of x", "the square
//!   root of x". Anything longer is announced and ended: "the fraction with
//!   numerator … and denominator …, end fraction", "x to the power n plus 1, end
//!   power", "x sub i plus 1, end sub". So "f of x plus 1" is f(x) + 1.
//! - Brackets around one term are silent. Around more they are "the quantity …",
//!   which a pause ends; where pauses were spoken inside, "end quantity" is said.
//!   Arguments ("end p"), sets, pairs and intervals end in the same way, and
//!   nothing is said where the equation ends too.
//! - A script after a pause belongs to the whole phrase before the pause: "the
//!   quantity a plus b, squared". Factors get a "times" if one of them is long.
//! - A bar between arguments is "given", in a set "such that", around a term its
//!   absolute value, norm or size. "is" goes with relations in statements only.
//! - Text is spoken as it is written, names with gaps for dots, dashes and
//!   underscores, embedded code by the name that it prints. Blank space and
//!   alignment are silent, a line break is "next line", capitals and upright
//!   letters are not told from others.

mod accent;
mod application;
mod bar;
mod call;
mod code;
mod context;
mod delimiter;
mod element;
mod fraction;
mod limits;
mod name;
mod phrase;
mod power;
mod root;
mod row;
mod script;
mod style;
mod symbol;
mod table;

use context::Context;

/// The longest source that is read out, in bytes. Nobody listens that long.
const LONGEST: usize = 8 << 10;

/// The most slashes, scripts and factorials that are read out. The parser nests
/// a chain of them as deep as the chain is long, and even to drop a tree of many
/// thousand levels overflows the stack.
const MOST_CHAINED: usize = 1000;

/// Returns the words in which an equation is read out. The source is what
/// stands between the dollar signs; it need not be valid.
pub fn spoken(source: &str) -> String {
    let chained = source.matches(['/', '^', '_', '!']).count();
    if source.len() > LONGEST || chained > MOST_CHAINED {
        return "an equation too long to read out".to_owned();
    }
    let root = typst_syntax::parse_math(source);
    let words = tidy(&element::read(&root, Context::top()).words);
    match finished(&words, source) {
        "" => "an empty equation".to_owned(),
        words => words.to_owned(),
    }
}

/// Collapses blank space and runs of punctuation, of which the strongest stays.
fn tidy(words: &str) -> String {
    let mut tidy = String::with_capacity(words.len());
    let mut spaced = false;
    for char in words.chars() {
        match char {
            ',' | ';' if tidy.ends_with(';') || tidy.is_empty() => {}
            ',' | ';' => {
                tidy.truncate(tidy.trim_end_matches(',').len());
                tidy.push(char);
            }
            _ if char.is_whitespace() => spaced = true,
            _ => {
                if std::mem::take(&mut spaced) && !tidy.is_empty() {
                    tidy.push(' ');
                }
                tidy.push(char);
            }
        }
    }
    tidy
}

/// Drops what only belongs to the sentence around the equation: punctuation at
/// the end, and a line break after which nothing comes.
fn finished<'a>(words: &'a str, source: &str) -> &'a str {
    let stop = source.trim_end().ends_with('.');
    let mut words = words;
    loop {
        let rest = words.trim_end_matches([',', ';', ' ']);
        let rest = rest.strip_suffix("; next line").unwrap_or(rest);
        let rest = rest.strip_suffix('.').filter(|_| stop).unwrap_or(rest);
        if rest.len() == words.len() {
            return words;
        }
        words = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sources and their words.
    const CASES: &[(&str, &str)] = &[
        ("x^2", "x squared"),
        ("x^3", "x cubed"),
        ("x^n", "x to the n"),
        ("x^(n+1)", "x to the power n plus 1, end power"),
        ("x^(n+1) + 2", "x to the power n plus 1, end power, plus 2"),
        ("x^(-1)", "x inverse"),
        ("10^(-3)", "10 to the minus 3"),
        ("x^*", "x star"),
        ("x^((t+1))", "x superscript t plus 1, end superscript"),
        ("w^top x", "w transpose x"),
        ("90^circle.stroked.tiny", "90 degrees"),
        ("x_i", "x sub i"),
        (r#"x_"click""#, "x sub click"),
        ("x_i^2", "x sub i squared"),
        ("x_(t-1)^2", "x sub t minus 1, end sub, squared"),
        ("x_(1:n)", "x sub 1 to n, end sub"),
        ("x'", "x prime"),
        ("f''(x)", "f double prime of x"),
        ("a/b", "a over b"),
        ("1/2 x", "1 over 2 times x"),
        (
            "(a+b)/c",
            "the fraction with numerator a plus b and denominator c, end fraction",
        ),
        ("(partial f)/(partial x)", "partial f over partial x"),
        ("binom(n, k)", "n choose k"),
        ("sqrt(x)", "the square root of x"),
        ("sqrt(x+1) y", "the square root of x plus 1, end root, times y"),
        ("root(3, x)", "the cube root of x"),
        ("root(n, x)", "the n-th root of x"),
        ("√x", "the square root of x"),
        ("sum_(i=1)^N x_i", "the sum over i from 1 to N of x sub i"),
        ("sum_(i=1)^N", "the sum over i from 1 to N"),
        ("sum_i x_i", "the sum over i of x sub i"),
        ("sum_(i != j) x", "the sum over i not equal to j of x"),
        ("product_(k=1)^n a_k", "the product over k from 1 to n of a sub k"),
        ("integral_a^b f(x) dif x", "the integral from a to b of f of x d x"),
        ("lim_(x -> 0) f(x)", "the limit as x goes to 0 of f of x"),
        ("max_a Q(s, a)", "the maximum over a of Q of s, a"),
        ("arg max_a q(a)", "the arg max over a of q of a"),
        (r#"op("arg min", limits: #true)_w L"#, "the arg min over w of L"),
        ("max(0, x)", "the maximum of 0 and x"),
        ("-log p", "minus the log of p"),
        ("log_2 n", "the log base 2 of n"),
        ("ln x", "the natural log of x"),
        ("exp(x)", "the exponential of x"),
        ("sin^2 x", "sine squared of x"),
        ("p(y=1|u,c,a)", "p of y equals 1 given u, c, a"),
        ("p(a|b) p(b)", "p of a given b, times p of b"),
        ("p(x, y) + 1", "p of x, y, end p, plus 1"),
        ("P(Y mid(|) X)", "P of Y given X"),
        ("sigma(z)", "sigma of z"),
        ("f(x) + 1", "f of x plus 1"),
        ("f(x + 1)", "f of the quantity x plus 1"),
        ("p_theta (x)", "p sub theta of x"),
        (r#"D_"KL" (p || q)"#, "D sub KL of p from q"),
        ("EE_(x ~ p)[x^2]", "the expected value over x distributed as p of x squared"),
        ("EE_x [x]^2", "the expected value over x of x, squared"),
        ("EE[X + Y]", "the expected value of the quantity X plus Y"),
        ("bb(1)[x > 0]", "the indicator of x greater than 0"),
        ("|x|", "the absolute value of x"),
        ("2|x|", "2 times the absolute value of x"),
        ("|x|^2 + 1", "the absolute value of x, squared, plus 1"),
        ("|cal(D)|", "the size of script D"),
        ("norm(x)", "the norm of x"),
        ("‖x‖", "the norm of x"),
        ("norm(w)_2^2", "the 2-norm of w, squared"),
        ("||x - y||_1", "the 1-norm of x minus y, end norm"),
        ("f(x)|_(x=0)", "f of x evaluated at x equals 0"),
        ("hat(y)", "y hat"),
        ("hat(x + y)", "hat over x plus y, end hat"),
        ("overline(x) macron(y) tilde(z)", "x bar y bar z tilde"),
        ("arrow(v)", "vector v"),
        ("bold(x)^T bold(y)", "bold x transpose bold y"),
        ("cal(L)(theta)", "script L of theta"),
        ("bb(R)", "the real numbers"),
        ("x in RR^(m times n)", "x in R to the m by n"),
        ("alpha dot Omega", "alpha times Omega"),
        ("a times b", "a times b"),
        ("x <= y", "x is less than or equal to y"),
        ("x >= y", "x is greater than or equal to y"),
        ("x != y", "x is not equal to y"),
        ("x approx y", "x is approximately equal to y"),
        ("x ~ cal(N)(0, 1)", "x is distributed as script N of 0, 1"),
        ("f: X -> Y", "f from X to Y"),
        ("A union B inter C", "A union B intersection C"),
        ("A subset B", "A is a subset of B"),
        ("1, dots, n", "1, dot dot dot, n"),
        ("a plus.minus infinity", "a plus or minus infinity"),
        ("nabla f", "nabla f"),
        ("n!", "n factorial"),
        ("(n-1)!", "the quantity n minus 1, factorial"),
        (
            r#"cases(1 "if" x > 0, 0)"#,
            "the cases: 1 if x is greater than 0; 0; end cases",
        ),
        ("mat(1; 3)", "the 2 by 1 matrix with row 1: 1; row 2: 3; end matrix"),
        ("vec(a, b)", "the column vector a, b, end vector"),
        ("floor(x) + ⌈y⌉", "the floor of x plus the ceiling of y"),
        ("abs(x - y)", "the absolute value of x minus y, end absolute value"),
        ("0.5%", "0.5 per cent"),
        ("10,000 + 1", "10,000 plus 1"),
        ("a thin b quad c", "a b c"),
        (r"a &= b \ &= c", "a equals b; next line equals c"),
        (r#"lambda dot "quality"_a"#, "lambda times quality sub a"),
        ("a (b + c)", "a times the quantity b plus c"),
        ("(a + b) c", "the quantity a plus b, times c"),
        (
            "(a(b + c)) d",
            "the quantity a of the quantity b plus c, end quantity, times d",
        ),
        ("{x | x > 0}", "the set of x such that x is greater than 0"),
        ("x in [0, 1]", "x in the closed interval from 0 to 1"),
        ("(a, b)", "the pair a, b"),
        (r#"underbrace(a + b, "cost")"#, "a plus b, labelled cost, end label"),
        ("foo.bar", "foo bar"),
        (r#"#num("qps_peak") / 2"#, "qps peak over 2"),
        ("#text(red)[hi $y$] + #sym.pi", "hi y plus pi"),
        ("x = 1.", "x equals 1"),
        ("times(a + b)", "times the quantity a plus b"),
        ("", "an empty equation"),
        ("quad &", "an empty equation"),
        ("sqrt()", "the square root of nothing"),
        ("(", "open parenthesis"),
    ];

    #[test]
    fn equations_are_read_out() {
        for (source, words) in CASES {
            assert_eq!(spoken(source), *words, "{source}");
        }
    }

    #[test]
    fn formulas_can_be_followed() {
        assert_eq!(
            spoken(r#"c_"late" / (c_"late" + c_"early")"#),
            "the fraction with numerator c sub late and denominator c sub late plus c sub \
             early, end fraction"
        );
        assert_eq!(
            spoken("-1/N sum_(i=1)^N (y_i log p_i + (1 - y_i) log(1 - p_i))"),
            "minus 1 over N times the sum over i from 1 to N of the quantity y sub i times \
             the log of p sub i plus the quantity 1 minus y sub i, times the log of the \
             quantity 1 minus p sub i"
        );
    }

    /// Pieces of source that meet in every order below.
    const PIECES: &[&str] = &[
        "x",
        "2",
        "3.5",
        "alpha",
        "sum",
        "log",
        "max",
        "arg ",
        "sqrt",
        "frac",
        "hat",
        "mat(",
        "cases(",
        "lr(",
        "mid",
        "norm(",
        "abs",
        "bb(",
        "op(",
        "attach(",
        "root(",
        "EE",
        "RR",
        "times",
        "f",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "|",
        "||",
        "⌊",
        "⟩",
        "_",
        "^",
        "/",
        "'",
        "!",
        "&",
        "\\",
        "#",
        "$",
        "\"",
        "\"a b\"",
        ",",
        ";",
        ":",
        ".",
        "...",
        "<=",
        "->",
        "~",
        "-",
        "+",
        "√",
        " ",
        "\n",
        "//",
        "/*",
        "#f(",
        "#[",
        "`",
        "é",
        "∅\u{fe00}",
        "𝔼",
        "∫",
        "🎈",
        "b: ",
        "a.b",
        "'''",
        "1,000",
        "d ",
        "integral",
        "[|",
        "\0",
    ];

    #[test]
    fn no_source_is_refused() {
        let mut state: u64 = 0x9E37_79B9_7F4A_7C15;
        let mut next = |bound: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % bound as u64).unwrap_or(0)
        };
        for _ in 0..4000 {
            let length = next(30);
            let source: String =
                (0..length).map(|_| PIECES[next(PIECES.len())]).collect();
            let words = spoken(&source);
            assert!(!words.trim().is_empty(), "{source:?}");
            assert_eq!(words, spoken(&source), "{source:?}");
        }
    }

    #[test]
    fn deep_and_long_sources_end() {
        for piece in PIECES {
            for count in [50, 400, 5000] {
                assert!(
                    !spoken(&piece.repeat(count)).is_empty(),
                    "{piece} {count} times"
                );
            }
        }
        assert_eq!(spoken(&"1/".repeat(5000)), "an equation too long to read out");
    }
}
