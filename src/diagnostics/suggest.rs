//! "Did you mean": the known name that is nearest to a wrong one.

/// Returns the known name nearest to `wrong`, if one is near enough to be a
/// slip of the pen: at most a third of the letters changed (optimal string
/// alignment distance), or one name the beginning of the other.
pub fn did_you_mean<'a>(
    wrong: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let allowed = (wrong.chars().count() / 3).max(1);
    known
        .into_iter()
        .filter(|name| *name != wrong)
        .map(|name| (distance(wrong, name), name))
        .filter(|(distance, name)| {
            *distance <= allowed
                || (wrong.len() >= 4
                    && (name.starts_with(wrong) || wrong.starts_with(name)))
        })
        .min()
        .map(|(_, name)| name)
}

fn distance(a: &str, b: &str) -> usize {
    let plain = |s: &str| s.replace('_', "-").to_lowercase();
    strsim::osa_distance(&plain(a), &plain(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found_and_strangers_are_not() {
        let known = ["serving-path", "label-timeline", "ranker"];
        let cases = [
            ("serving-pth", Some("serving-path")),
            ("serving_path", Some("serving-path")),
            ("label", Some("label-timeline")),
            ("rnaker", Some("ranker")),
            ("calibration", None),
            ("x", None),
        ];
        for (wrong, expected) in cases {
            assert_eq!(did_you_mean(wrong, known), expected, "{wrong}");
        }
    }
}
