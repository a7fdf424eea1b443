//! Quantities of the case in labels and in data: `{req_peak}`.

use std::ops::Range;

/// Knows the quantities of a case.
pub(crate) trait Values {
    /// The printed value of a quantity, as in a label.
    fn text(&self, name: &str) -> Option<String>;

    /// The values of a formula in a unit (a plain number without one), as many as
    /// there are places of its variable `x`. Names of quantities stand in it in
    /// braces. What is wrong with it is said in words.
    fn numbers(
        &self,
        formula: &str,
        unit: Option<&str>,
        places: &[Option<f64>],
    ) -> Vec<Result<f64, String>>;
}

/// The quantities that a text names, with their bytes, braces included. A brace
/// behind `_` or `^` holds a script.
pub(crate) fn mentions(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('{').map(|at| from + at) {
        from = open + 1;
        let Some(close) = text[from..].find('}').map(|at| from + at) else { break };
        let name = &text[from..close];
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let script = text[..open].ends_with(['_', '^']);
        if !script && !name.is_empty() && name.chars().all(plain) {
            found.push((name, open..close + 1));
            from = close + 1;
        }
    }
    found
}

/// A label with the printed values in place of the names.
pub(crate) fn filled(text: &str, values: &dyn Values) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (name, range) in mentions(text) {
        let Some(value) = values.text(name) else { continue };
        out.push_str(&text[done..range.start]);
        out.push_str(&value);
        done = range.end;
    }
    out.push_str(&text[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    struct One;

    impl Values for One {
        fn text(&self, name: &str) -> Option<String> {
            (name == "kept").then(|| "500 ads".to_string())
        }

        fn numbers(
            &self,
            _: &str,
            _: Option<&str>,
            places: &[Option<f64>],
        ) -> Vec<Result<f64, String>> {
            vec![Ok(1.0); places.len()]
        }
    }

    #[test]
    fn names_are_told_from_scripts() {
        let text = "w_{t} {kept}, {other} {a b} {";
        let names: Vec<&str> = mentions(text).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["kept", "other"]);
        assert_eq!(filled(text, &One), "w_{t} 500 ads, {other} {a b} {");
    }
}
