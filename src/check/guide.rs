//! Rules about the guide record and the editions.

use std::collections::BTreeMap;

use ecow::eco_format;

use super::Context;
use crate::diagnostics::{Report, at};
use crate::limits;
use crate::model::{Name, PartKind};

/// Slugs that units of the guide itself have.
const RESERVED: [&str; 3] = ["framework", "matter", "prompts"];

/// A guide has three to nine steps.
///
/// # Why
/// Tabs, bars and matrices divide the page by that number.
///
/// # Instead
/// Merge steps, or split the guide.
pub(super) fn step_count(cx: &Context, report: &mut Report) {
    let count = cx.content.guide().step.len();
    if !limits::STEPS.contains(&count) {
        report
            .error(
                "step-count",
                cx.content.guide.key(&["step"]),
                eco_format!("the guide has {count} steps"),
            )
            .hint(eco_format!(
                "a guide has {} to {} steps",
                limits::STEPS.start(),
                limits::STEPS.end()
            ));
    }
}

/// Slugs are words of a–z and 0–9 joined by hyphens, each used once.
///
/// # Why
/// They are file names, labels and names on the command line.
///
/// # Instead
/// Rename the folder and the entry together.
pub(super) fn slugs(cx: &Context, report: &mut Report) {
    let guide = cx.content.guide();
    let steps: Vec<&Name> = guide.step.iter().map(|step| &step.slug).collect();
    let units: Vec<&Name> = guide.part.iter().flat_map(|part| &part.units).collect();
    for name in steps.iter().chain(&units).filter(|name| !is_slug(name)) {
        report
            .error(
                "slug-malformed",
                cx.content.guide.at(&name.range),
                eco_format!("`{}` is not a slug", name.text),
            )
            .hint(
                "use a–z and 0–9, words joined by single hyphens: `ad-click-prediction`",
            );
    }
    for name in units.iter().filter(|name| RESERVED.contains(&name.text.as_str())) {
        report
            .error(
                "slug-reserved",
                cx.content.guide.at(&name.range),
                eco_format!("`{}` is the name of a part of every guide", name.text),
            )
            .hint("choose another slug");
    }
    for group in [steps, units, guide.front.iter().chain(&guide.back).collect()] {
        let mut seen: BTreeMap<&str, &Name> = BTreeMap::new();
        for name in group {
            if let Some(first) = seen.insert(name, name) {
                report
                    .error(
                        "slug-duplicate",
                        cx.content.guide.at(&name.range),
                        eco_format!("`{}` is listed twice", name.text),
                    )
                    .also(cx.content.guide.at(&first.range), "first here");
            }
        }
    }
}

/// Whether a text is a slug.
pub fn is_slug(text: &str) -> bool {
    let word = |w: &str| {
        !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    text.split('-').all(word)
}

/// The framework and the prompts have a place of their own and list no units.
///
/// # Why
/// A slug in such a part would be silently ignored.
///
/// # Instead
/// Move the slug to a part of its kind.
pub(super) fn parts(cx: &Context, report: &mut Report) {
    for kind in [PartKind::Framework, PartKind::Prompts] {
        let mut parts = cx.content.guide().part.iter().filter(|part| part.kind == kind);
        if let Some(second) = parts.nth(1) {
            report
                .error(
                    "part-units",
                    cx.content.guide.key(&["part"]),
                    eco_format!(
                        "the part “{}” prints the same pages again",
                        second.title
                    ),
                )
                .hint("a guide has one part of this kind");
        }
    }
    for part in &cx.content.guide().part {
        if matches!(part.kind, PartKind::Framework | PartKind::Prompts)
            && let Some(first) = part.units.first()
        {
            report
                .error(
                    "part-units",
                    cx.content.guide.at(&first.range),
                    eco_format!("the part “{}” lists units", part.title),
                )
                .hint("only parts of cases, primers and mocks list units");
        }
    }
}

/// Colours are written as `#rrggbb`.
///
/// # Why
/// The layout paints with them and mixes tints from them.
///
/// # Instead
/// Write the six hexadecimal digits.
pub(super) fn colours(cx: &Context, report: &mut Report) {
    for step in &cx.content.guide().step {
        let digits = step.colour.strip_prefix('#').unwrap_or_default();
        if digits.len() != 6 || !digits.chars().all(|c| c.is_ascii_hexdigit()) {
            report
                .error(
                    "colour",
                    cx.content.guide.at(&step.colour.range),
                    eco_format!("`{}` is not a colour", step.colour.text),
                )
                .hint("write it as `#1f4e79`");
        }
    }
}

/// The language has two or three letters and the region two, as in `en` and
/// `gb`.
///
/// # Why
/// They choose the hyphenation and the voice that reads the PDF aloud.
///
/// # Instead
/// Use the codes of ISO 639 and ISO 3166.
pub(super) fn language(cx: &Context, report: &mut Report) {
    let guide = cx.content.guide();
    let letters = |name: &Name, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&name.len()) && name.chars().all(|c| c.is_ascii_lowercase())
    };
    if !letters(&guide.language, 2..=3) {
        report
            .error(
                "language",
                cx.content.guide.at(&guide.language.range),
                eco_format!("`{}` is not the code of a language", guide.language.text),
            )
            .hint("write it as `en` or `de`");
    }
    if let Some(region) = guide.region.as_ref().filter(|region| !letters(region, 2..=2)) {
        report
            .error(
                "language",
                cx.content.guide.at(&region.range),
                eco_format!("`{}` is not the code of a region", region.text),
            )
            .hint("write it as `gb` or `us`");
    }
}

/// Every folder of a case or primer, and every mock, is listed in the guide.
///
/// # Why
/// What is not listed has no place in the order and is never printed.
///
/// # Instead
/// Add the slug to a part, or move the folder away.
pub(super) fn unlisted(cx: &Context, report: &mut Report) {
    let guide = cx.content.guide();
    let kinds = [
        ("/content/cases/", PartKind::Cases),
        ("/content/primers/", PartKind::Primers),
        ("/content/mocks/", PartKind::Mocks),
    ];
    for (folder, kind) in kinds {
        let listed: Vec<&str> =
            guide.units(kind).map(|name| name.text.as_str()).collect();
        for file in cx.sources.under(folder) {
            let rest = &file.path[folder.len()..];
            let slug = rest.split_once('/').map_or(file.stem(), |(slug, _)| slug);
            if !listed.contains(&slug) {
                report
                    .error(
                        "unit-unlisted",
                        at(file.id, 0..0),
                        eco_format!("`{slug}` is not listed in `content/guide.toml`"),
                    )
                    .suggest(slug, listed.iter().copied())
                    .hint(
                        "add it to the `units` of a part; its place there is its number",
                    );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_slug;

    #[test]
    fn slugs_are_plain_words() {
        for good in ["ad-click-prediction", "rag", "8x7b-moe"] {
            assert!(is_slug(good), "{good}");
        }
        for bad in
            ["", "Ad-Click", "ad_click", "-ad", "ad-", "ad--click", "ad click", "é"]
        {
            assert!(!is_slug(bad), "{bad}");
        }
    }
}
