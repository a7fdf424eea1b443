//! Draws with a small evaluator of formulas, and reads what was drawn, for tests.

use super::super::fixture::{Drawn, drawn_with};
use super::super::shape::Point;
use super::super::{Problem, Values};

/// Reckons with `exp`, `ln`, `sqrt`, signs and brackets; `{half}` is 0.5.
pub(in crate::diagram::dia) struct Reckoner;

impl Values for Reckoner {
    fn text(&self, name: &str) -> Option<String> {
        (name == "half").then(|| "one half".to_string())
    }

    fn numbers(
        &self,
        formula: &str,
        _: Option<&str>,
        places: &[Option<f64>],
    ) -> Vec<Result<f64, String>> {
        places.iter().map(|x| at(formula, *x)).collect()
    }
}

fn at(formula: &str, x: Option<f64>) -> Result<f64, String> {
    let mut rest = formula;
    let value = sum(&mut rest, x)?;
    if rest.is_empty() { Ok(value) } else { Err(format!("cannot read `{rest}`")) }
}

fn eat(rest: &mut &str, sign: char) -> bool {
    let found = rest.trim_start().strip_prefix(sign);
    *rest = found.unwrap_or(rest);
    found.is_some()
}

fn sum(rest: &mut &str, x: Option<f64>) -> Result<f64, String> {
    let mut value = product(rest, x)?;
    loop {
        match () {
            () if eat(rest, '+') => value += product(rest, x)?,
            () if eat(rest, '-') => value -= product(rest, x)?,
            () => return Ok(value),
        }
    }
}

fn product(rest: &mut &str, x: Option<f64>) -> Result<f64, String> {
    let mut value = power(rest, x)?;
    loop {
        match () {
            () if eat(rest, '*') => value *= power(rest, x)?,
            () if eat(rest, '/') => value /= power(rest, x)?,
            () => return Ok(value),
        }
    }
}

fn power(rest: &mut &str, x: Option<f64>) -> Result<f64, String> {
    if eat(rest, '-') {
        return Ok(-power(rest, x)?);
    }
    let base = atom(rest, x)?;
    if eat(rest, '^') { Ok(base.powf(power(rest, x)?)) } else { Ok(base) }
}

fn atom(rest: &mut &str, x: Option<f64>) -> Result<f64, String> {
    *rest = rest.trim_start();
    for name in ["exp", "ln", "sqrt", ""] {
        if let Some(inner) = rest.strip_prefix(name).and_then(|r| r.strip_prefix('(')) {
            *rest = inner;
            let value = sum(rest, x)?;
            let value = match name {
                "exp" => value.exp(),
                "ln" => value.ln(),
                "sqrt" => value.sqrt(),
                _ => value,
            };
            return if eat(rest, ')') { Ok(value) } else { Err("`)` is missing".into()) };
        }
    }
    if let Some(behind) = rest.strip_prefix("{half}") {
        *rest = behind;
        return Ok(0.5);
    }
    if eat(rest, 'x') {
        return x.ok_or_else(|| "no variable".to_string());
    }
    let digits = rest
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(rest.len());
    let (number, behind) = rest.split_at(digits);
    *rest = behind;
    number.parse().map_err(|_| format!("cannot read `{number}{behind}`"))
}

/// Draws at a width in millimetres and checks the SVG.
pub(in crate::diagram::dia) fn drawn(
    source: &str,
    mm: f64,
) -> Result<Drawn, Vec<Problem>> {
    drawn_with(source, &Reckoner, mm)
}

/// The points of the path with an id; nothing if there is none.
pub(super) fn path(svg: &str, id: &str) -> Option<Vec<Point>> {
    let mark = svg.split_once(&format!("id=\"{id}\" d=\""))?.1;
    let path = mark.split_once('"')?.0;
    let point = |text: &str| {
        let (x, y) = text.split_once(' ')?;
        Some(Point::new(x.parse().ok()?, y.parse().ok()?))
    };
    path.split(['M', 'L'])
        .filter(|part| !part.is_empty())
        .map(point)
        .collect()
}
