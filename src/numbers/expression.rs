//! The language of formulas: numbers, names, units, `+ - * / ^`, brackets and a
//! few functions, with the place of every part.
//!
//! ```text
//! compare = sum (("<" | "<=" | ">" | ">=" | "=" ) sum)?
//! sum     = product (("+" | "-") product)*
//! product = signed (("*" | "/") signed)*
//! signed  = "-"? power
//! power   = atom ("^" signed)?
//! atom    = number unit* | name | name "(" sum ("," sum)* ")" | "(" sum ")"
//! ```

use std::ops::Range;

use super::token::{Token, tokens, wrong};

/// How many words a formula may have.
const LENGTH: usize = 1000;

/// How deep brackets and powers may nest.
const DEPTH: usize = 64;

/// A part of a formula with its place in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Its bytes.
    pub at: Range<usize>,
}

/// What a part of a formula is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A number as written, with the names of the units behind it.
    Number(f64, Vec<(String, Range<usize>)>),
    /// The name of a quantity or of a unit.
    Name(String),
    /// A sign.
    Negative(Box<Node>),
    /// Two parts and what joins them.
    Pair(Operator, Box<Node>, Box<Node>),
    /// A function and its arguments.
    Call(Function, Vec<Node>),
}

/// What joins two parts.
#[derive(Debug, Copy, Clone, Eq, PartialEq)]
pub enum Operator {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
    /// `^`
    Power,
}

/// How two sides of a condition compare.
#[derive(Debug, Copy, Clone, Eq, PartialEq)]
pub enum Relation {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

/// The functions of the language.
#[derive(Debug, Copy, Clone, Eq, PartialEq)]
pub enum Function {
    /// Square root.
    Sqrt,
    /// Natural logarithm.
    Ln,
    /// Logarithm to the base 10.
    Log10,
    /// Exponential.
    Exp,
    /// The smallest argument.
    Min,
    /// The largest argument.
    Max,
    /// The next whole number upwards.
    Ceil,
    /// The next whole number downwards.
    Floor,
    /// The nearest whole number.
    Round,
}

impl Function {
    /// All functions by name.
    pub const ALL: [(&'static str, Self); 9] = [
        ("sqrt", Self::Sqrt),
        ("ln", Self::Ln),
        ("log10", Self::Log10),
        ("exp", Self::Exp),
        ("min", Self::Min),
        ("max", Self::Max),
        ("ceil", Self::Ceil),
        ("floor", Self::Floor),
        ("round", Self::Round),
    ];

    /// The name of the function.
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, f)| *f == self)
            .map_or("", |(name, _)| name)
    }
}

/// What is wrong with the text of a formula.
#[derive(Debug, Clone, Eq, PartialEq)]
pub struct SyntaxError {
    /// What is wrong.
    pub message: String,
    /// Where.
    pub at: Range<usize>,
}

/// A condition: two formulas and how they compare.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The left side.
    pub left: Node,
    /// How they compare.
    pub relation: Relation,
    /// The right side.
    pub right: Node,
}

/// Parses a formula.
///
/// # Errors
/// Fails at the first part that does not belong there.
pub fn parse(text: &str) -> Result<Node, SyntaxError> {
    let mut parser = Parser::new(text)?;
    let node = parser.sum()?;
    parser.end()?;
    Ok(node)
}

/// Parses a condition, such as `index_bytes < ram_per_host * 8`.
///
/// # Errors
/// Fails at the first part that does not belong there.
pub fn parse_condition(text: &str) -> Result<Condition, SyntaxError> {
    let mut parser = Parser::new(text)?;
    let left = parser.sum()?;
    let (token, at) = parser.next();
    let Token::Relation(relation) = token else {
        return Err(wrong("a condition compares with <, <=, > or >=", at));
    };
    let right = parser.sum()?;
    parser.end()?;
    Ok(Condition { left, relation, right })
}

struct Parser {
    tokens: Vec<(Token, Range<usize>)>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn new(text: &str) -> Result<Self, SyntaxError> {
        let tokens = tokens(text)?;
        if let Some((_, at)) = tokens.get(LENGTH) {
            return Err(wrong("the formula is too long", at.clone()));
        }
        Ok(Self { tokens, at: 0, depth: 0 })
    }

    fn peek(&self) -> &(Token, Range<usize>) {
        &self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    fn next(&mut self) -> (Token, Range<usize>) {
        let token = self.peek().clone();
        self.at += 1;
        token
    }

    fn end(&mut self) -> Result<(), SyntaxError> {
        match self.next() {
            (Token::End, _) => Ok(()),
            (_, at) => {
                Err(wrong("the formula should end here, or an operator is missing", at))
            }
        }
    }

    fn operator(&self, wanted: &[Operator]) -> Option<Operator> {
        match self.peek().0 {
            Token::Operator(operator) if wanted.contains(&operator) => Some(operator),
            _ => None,
        }
    }

    fn sum(&mut self) -> Result<Node, SyntaxError> {
        self.chain(&[Operator::Plus, Operator::Minus], Self::product)
    }

    fn product(&mut self) -> Result<Node, SyntaxError> {
        self.chain(&[Operator::Times, Operator::Over], Self::signed)
    }

    /// Parts of one rank, joined from left to right.
    fn chain(
        &mut self,
        operators: &[Operator],
        part: fn(&mut Self) -> Result<Node, SyntaxError>,
    ) -> Result<Node, SyntaxError> {
        let mut left = part(self)?;
        while let Some(operator) = self.operator(operators) {
            self.at += 1;
            let right = part(self)?;
            let at = left.at.start..right.at.end;
            left = Node {
                kind: Kind::Pair(operator, Box::new(left), Box::new(right)),
                at,
            };
        }
        Ok(left)
    }

    fn signed(&mut self) -> Result<Node, SyntaxError> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(wrong("the formula is nested too deeply", self.peek().1.clone()));
        }
        let node = if self.operator(&[Operator::Minus]).is_some() {
            let (_, at) = self.next();
            let inner = self.signed()?;
            let at = at.start..inner.at.end;
            Node { kind: Kind::Negative(Box::new(inner)), at }
        } else {
            self.power()?
        };
        self.depth -= 1;
        Ok(node)
    }

    fn power(&mut self) -> Result<Node, SyntaxError> {
        let base = self.atom()?;
        if self.operator(&[Operator::Power]).is_none() {
            return Ok(base);
        }
        self.at += 1;
        let exponent = self.signed()?;
        let at = base.at.start..exponent.at.end;
        Ok(Node {
            kind: Kind::Pair(Operator::Power, Box::new(base), Box::new(exponent)),
            at,
        })
    }

    fn atom(&mut self) -> Result<Node, SyntaxError> {
        match self.next() {
            (Token::Number(value), at) => Ok(self.number(value, at)),
            (Token::Name(name), at) if self.peek().0 == Token::Open => {
                self.call(&name, at)
            }
            (Token::Name(name), at) => Ok(Node { kind: Kind::Name(name), at }),
            (Token::Open, at) => {
                let inner = self.sum()?;
                match self.next() {
                    (Token::Close, end) => {
                        Ok(Node { kind: inner.kind, at: at.start..end.end })
                    }
                    (_, here) => Err(wrong("a closing bracket is missing", here)),
                }
            }
            (Token::End, at) => Err(wrong("the formula ends too early", at)),
            (_, at) => Err(wrong("a number or a name belongs here", at)),
        }
    }

    /// A number takes the names that follow it directly as its units.
    fn number(&mut self, value: f64, at: Range<usize>) -> Node {
        let mut units = Vec::new();
        let mut end = at.end;
        while let (Token::Name(name), place) = self.peek().clone() {
            end = place.end;
            units.push((name, place));
            self.at += 1;
        }
        Node {
            kind: Kind::Number(value, units),
            at: at.start..end,
        }
    }

    fn call(&mut self, name: &str, at: Range<usize>) -> Result<Node, SyntaxError> {
        let Some((_, function)) = Function::ALL.iter().find(|(known, _)| *known == name)
        else {
            return Err(wrong(format!("there is no function `{name}`"), at));
        };
        self.at += 1;
        let mut arguments = vec![self.sum()?];
        loop {
            match self.next() {
                (Token::Comma, _) => arguments.push(self.sum()?),
                (Token::Close, end) => {
                    let kind = Kind::Call(*function, arguments);
                    return Ok(Node { kind, at: at.start..end.end });
                }
                (_, here) => return Err(wrong("a closing bracket is missing", here)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The shape of a formula with brackets around every pair.
    fn shape(node: &Node) -> String {
        match &node.kind {
            Kind::Number(number, units) => {
                let names = units.iter().map(|(name, _)| format!(" {name}"));
                format!("{number}{}", names.collect::<String>())
            }
            Kind::Name(name) => name.clone(),
            Kind::Negative(inner) => format!("-{}", shape(inner)),
            Kind::Pair(operator, left, right) => {
                let sign = match operator {
                    Operator::Plus => "+",
                    Operator::Minus => "-",
                    Operator::Times => "*",
                    Operator::Over => "/",
                    Operator::Power => "^",
                };
                format!("({}{sign}{})", shape(left), shape(right))
            }
            Kind::Call(function, arguments) => {
                let inner: Vec<_> = arguments.iter().map(shape).collect();
                format!("{}({})", function.name(), inner.join(","))
            }
        }
    }

    #[test]
    fn formulas_have_the_usual_ranks() {
        let cases = [
            ("a + b * c", "(a+(b*c))"),
            ("a - b - c", "((a-b)-c)"),
            ("a / b / c", "((a/b)/c)"),
            ("-a^2", "-(a^2)"),
            ("2^-3", "(2^-3)"),
            ("(a + b) × c", "((a+b)*c)"),
            ("86_400 s * 1.5e3", "(86400 s*1500)"),
            ("16 * p * (1 - p) / d^2", "(((16*p)*(1-p))/(d^2))"),
            ("min(a, 2 GB / host)", "min(a,(2 GB/host))"),
            ("5 %", "5 %"),
        ];
        for (text, expected) in cases {
            assert_eq!(
                parse(text).map(|node| shape(&node)),
                Ok(expected.into()),
                "{text}"
            );
        }
    }

    #[test]
    fn mistakes_are_found_at_their_place() {
        let deep = "(".repeat(500);
        let cases = [
            ("a +", 3..3),
            ("a b", 2..3),
            ("2 * (a", 6..6),
            ("a # b", 2..3),
            ("sin(a)", 0..3),
            ("", 0..0),
            ("a ) b", 2..3),
        ];
        for (text, at) in cases {
            assert_eq!(parse(text).map_err(|error| error.at), Err(at), "{text}");
        }
        assert!(parse(&deep).is_err());
        assert!(parse_condition("a < b * 2").is_ok());
        assert!(parse_condition("a b").is_err());
    }
}
