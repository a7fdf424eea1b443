//! Subscripts and superscripts in labels: `x_t`, `10^6`, `x_{t+1}`.
//!
//! With braces the script is what they hold. Without, it is one sign, and only
//! behind a base of one letter or a number, so that `user_id` stays a name.

/// Where a run of text stands.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub(super) enum Script {
    Base,
    Sub,
    Super,
}

impl Script {
    /// Size of a script as a share of its base.
    pub(super) const SIZE: f64 = 0.72;

    /// How far its baseline lies below that of the text, as a share of the size
    /// of the text.
    pub(super) fn drop(self) -> f64 {
        match self {
            Self::Base => 0.0,
            Self::Sub => 0.18,
            Self::Super => -0.32,
        }
    }
}

/// Text without its scripts' marks, in runs.
pub(super) fn runs(text: &str) -> Vec<(Script, &str)> {
    let mut runs = Vec::new();
    let (mut done, mut from) = (0, 0);
    while let Some(found) = text[from..].find(['_', '^']) {
        let at = from + found;
        from = at + 1;
        let Some(script) = scripted(&text[done..at], &text[at + 1..]) else { continue };
        let kind = if text[at..].starts_with('_') { Script::Sub } else { Script::Super };
        runs.push((Script::Base, &text[done..at]));
        let braced = usize::from(text[at + 1..].starts_with('{'));
        runs.push((kind, &text[at + 1 + braced..at + 1 + braced + script]));
        done = at + 1 + 2 * braced + script;
        from = done;
    }
    runs.push((Script::Base, &text[done..]));
    runs.retain(|(_, run)| !run.is_empty());
    runs
}

/// Bytes of the script at the beginning of `rest`, if it is one.
fn scripted(before: &str, rest: &str) -> Option<usize> {
    before.chars().last().filter(|c| !c.is_whitespace())?;
    if let Some(inside) = rest.strip_prefix('{') {
        return inside.find('}').filter(|length| *length > 0);
    }
    let base = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or(before);
    let single = base.chars().count() == 1 || base.chars().all(|c| c.is_ascii_digit());
    let mut signs = rest.chars();
    let script = signs.next().filter(|c| c.is_alphanumeric())?;
    let ends = signs.next().is_none_or(|c| !c.is_alphanumeric());
    (single && !base.is_empty() && ends).then_some(script.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::Script::{Base, Sub, Super};
    use super::*;

    #[test]
    fn scripts_are_told_from_names() {
        assert_eq!(runs("x_t"), [(Base, "x"), (Sub, "t")]);
        assert_eq!(runs("10^6 ads"), [(Base, "10"), (Super, "6"), (Base, " ads")]);
        assert_eq!(runs("h_{t+1}·v"), [(Base, "h"), (Sub, "t+1"), (Base, "·v")]);
        assert_eq!(runs("user_id"), [(Base, "user_id")]);
        assert_eq!(runs("{req_peak}"), [(Base, "{req_peak}")]);
        assert_eq!(runs("a_ b^{ _x"), [(Base, "a_ b^{ _x")]);
        assert!(runs("").is_empty());
    }
}
