//! `rules`: what every page is held against.

use serde_json::json;

use super::Screen;
use crate::preflight::RULES;

/// One line for each rule: its name, its level and what it finds.
pub(super) fn list(screen: &mut Screen) {
    let widest = RULES.iter().map(|rule| rule.rule.len()).max().unwrap_or_default();
    for rule in RULES {
        let (name, level, what) = (rule.rule, rule.level.word(), rule.what);
        let elsewhere = rule.elsewhere.word();
        let apart = match level == elsewhere {
            true => String::new(),
            false => format!("; {elsewhere} in other editions than the default"),
        };
        screen.result(
            &format!("{name:widest$}  {level:5}  {what}{apart}"),
            &json!({ "rule": name, "level": level, "elsewhere": elsewhere, "what": what }),
        );
    }
}
