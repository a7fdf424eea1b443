//! The words of formulas: numbers, names, signs.

use std::ops::Range;

use super::expression::{Operator, Relation, SyntaxError};

/// One word of a formula.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Name(String),
    Operator(Operator),
    Relation(Relation),
    Open,
    Close,
    Comma,
    End,
}

pub(super) fn wrong(message: impl Into<String>, at: Range<usize>) -> SyntaxError {
    SyntaxError { message: message.into(), at }
}

/// Splits a text into tokens.
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, Range<usize>)>, SyntaxError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        let (token, length) = if letter.is_whitespace() {
            at += letter.len_utf8();
            continue;
        } else if letter.is_ascii_digit() || rest.starts_with('.') {
            number(rest).ok_or_else(|| {
                wrong("this is not a number", at..at + letter.len_utf8())
            })?
        } else if let Some(token) = symbol(rest) {
            token
        } else if is_name(letter) {
            let length = rest
                .find(|c| !is_name(c) && !c.is_ascii_digit())
                .unwrap_or(rest.len());
            (Token::Name(rest[..length].to_string()), length)
        } else {
            return Err(wrong(
                format!("`{letter}` has no meaning here"),
                at..at + letter.len_utf8(),
            ));
        };
        tokens.push((token, at..at + length));
        at += length;
    }
    tokens.push((Token::End, text.len()..text.len()));
    Ok(tokens)
}

/// Letters of names. Units bring signs of their own.
fn is_name(letter: char) -> bool {
    letter.is_alphabetic()
        || matches!(letter, '_' | '%' | '‰' | '$' | '€' | '£' | '¥' | '₹')
}

fn number(text: &str) -> Option<(Token, usize)> {
    let bytes = text.as_bytes();
    let digits = |mut i: usize| {
        while i < bytes.len() && (bytes[i].is_ascii_digit() || bytes[i] == b'_') {
            i += 1;
        }
        i
    };
    let mut end = digits(0);
    if bytes.get(end) == Some(&b'.') {
        end = digits(end + 1);
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits(end + 1 + sign);
        if exponent > end + 1 + sign {
            end = exponent;
        }
    }
    let value: f64 = text[..end].replace('_', "").parse().ok()?;
    Some((Token::Number(value), end))
}

fn symbol(text: &str) -> Option<(Token, usize)> {
    const SYMBOLS: [(&str, Token); 16] = [
        ("<=", Token::Relation(Relation::AtMost)),
        (">=", Token::Relation(Relation::AtLeast)),
        ("≤", Token::Relation(Relation::AtMost)),
        ("≥", Token::Relation(Relation::AtLeast)),
        ("<", Token::Relation(Relation::Less)),
        (">", Token::Relation(Relation::Greater)),
        ("+", Token::Operator(Operator::Plus)),
        ("-", Token::Operator(Operator::Minus)),
        ("−", Token::Operator(Operator::Minus)),
        ("*", Token::Operator(Operator::Times)),
        ("×", Token::Operator(Operator::Times)),
        ("/", Token::Operator(Operator::Over)),
        ("^", Token::Operator(Operator::Power)),
        ("(", Token::Open),
        (")", Token::Close),
        (",", Token::Comma),
    ];
    let (sign, token) = SYMBOLS.iter().find(|(sign, _)| text.starts_with(sign))?;
    Some((token.clone(), sign.len()))
}
