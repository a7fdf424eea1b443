//! Where a part of an equation stands, which decides between wordings.

/// The place that a row of symbols has in the equation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// A statement of its own: relations are full verbs ("is less than").
    Clause,
    /// A part of a larger term: relations lose their "is".
    Group,
    /// The arguments of a function, where a double bar separates two of them.
    Arguments,
    /// The inside of braces, where a bar or a colon means "such that".
    Set,
    /// A subscript or superscript, where a colon is a range.
    Script,
    /// What stands under a limit, where an arrow is an approach.
    Limit,
    /// The exponent of a number space, where a cross separates dimensions.
    Size,
}

/// The setting together with how deep the reading has gone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    /// Where the current row stands.
    pub setting: Setting,
    depth: usize,
}

impl Context {
    /// How many levels are read out. Nobody follows more by ear, and the bound
    /// keeps hostile input from exhausting the stack.
    const DEEPEST: usize = 40;

    /// The context of a whole equation.
    pub(super) fn top() -> Self {
        Self { setting: Setting::Clause, depth: 0 }
    }

    /// One level deeper, in another setting.
    pub(super) fn within(self, setting: Setting) -> Self {
        Self { setting, depth: self.depth + 1 }
    }

    /// One level deeper, in the same setting.
    pub(super) fn deeper(self) -> Self {
        self.within(self.setting)
    }

    /// Whether a further level is no longer read.
    pub(super) fn exhausted(self) -> bool {
        self.depth >= Self::DEEPEST
    }

    /// The words of a relation here. Outside of a statement the verb "is" goes,
    /// because "the sum over i is less than n" is no English.
    pub(super) fn relation(self, words: &str) -> &str {
        match self.setting {
            Setting::Clause | Setting::Set => words,
            _ => words.strip_prefix("is ").unwrap_or(words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_are_verbs_in_clauses_only() {
        let top = Context::top();
        assert_eq!(top.relation("is less than"), "is less than");
        let script = top.within(Setting::Script);
        assert_eq!(script.relation("is less than"), "less than");
        assert_eq!(script.relation("equals"), "equals");
    }

    #[test]
    fn depth_ends() {
        let deep = (0..Context::DEEPEST).fold(Context::top(), |ctx, _| ctx.deeper());
        assert!(deep.exhausted());
        assert!(!Context::top().exhausted());
    }
}
