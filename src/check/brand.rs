//! Rules about what an edition bears of the organisation that gives it out.

use ecow::eco_format;

use super::Context;
use crate::diagnostics::Report;
use crate::diagram::contrast_on_paper;
use crate::limits;
use crate::model::{Edition, Logo};
use crate::source::{File, extension};

/// Colours of an edition belong to a role that the book has, and text in them can be
/// read.
///
/// # Why
/// White numerals stand on the colours of the steps, and the name of the organisation
/// in the colour of the brand on white; a grey print has to show both.
///
/// # Instead
/// Give `brand` or the slug of a step a darker colour, as `#rrggbb`.
pub(super) fn colours(cx: &Context, report: &mut Report) {
    let steps = cx.content.guide().step.iter().map(|step| step.slug.text.as_str());
    let roles: Vec<&str> = std::iter::once("brand").chain(steps).collect();
    for record in cx.editions.all() {
        for (role, colour) in &record.value.colours {
            if !roles.contains(&role.as_str()) {
                report
                    .error(
                        "colour-role",
                        record.key(&["colours", role]),
                        eco_format!("no role is called `{role}`"),
                    )
                    .suggest(role, roles.iter().copied())
                    .hint(eco_format!("roles: {}", roles.join(", ")));
            }
            match contrast_on_paper(colour) {
                None => {
                    report
                        .error(
                            "colour",
                            record.at(&colour.range),
                            eco_format!("`{}` is not a colour", colour.text),
                        )
                        .hint("write it as `#1f4e79`");
                }
                Some(ratio) if ratio < limits::FIGURE_CONTRAST => {
                    report
                        .error(
                            "colour-contrast",
                            record.at(&colour.range),
                            eco_format!(
                                "`{}` has a contrast of {ratio:.1} with white, in colour or in grey",
                                colour.text
                            ),
                        )
                        .hint(eco_format!(
                            "text needs {}: take a darker one",
                            limits::FIGURE_CONTRAST
                        ));
                }
                Some(_) => {}
            }
        }
    }
}

/// The logo of an edition is there, and prints sharp: outlines as SVG, or enough
/// pixels as PNG.
///
/// # Why
/// It is the first thing that anybody sees of the book. Text in an SVG would need a
/// font that the book does not have.
///
/// # Instead
/// Put the file beside the record; take one with more pixels, or set a smaller
/// `logo_width`; turn text into outlines.
pub(super) fn logo(cx: &Context, edition: &Edition, report: &mut Report) {
    let Some(logo) = &edition.logo else { return };
    match cx.sources.get(&logo.path) {
        Some(file) => look(file, logo, report),
        None => missing(cx, logo, report),
    }
}

fn missing(cx: &Context, logo: &Logo, report: &mut Report) {
    let files = cx.sources.under("/content/editions/").map(|file| file.path.as_str());
    let pictures: Vec<&str> = files
        .filter(|path| matches!(extension(path), "svg" | "png"))
        .filter_map(|path| path.rsplit('/').next())
        .collect();
    let name = logo.path.rsplit('/').next().unwrap_or_default();
    report
        .error(
            "logo-missing",
            logo.at,
            eco_format!("there is no `{}`", logo.path.trim_start_matches('/')),
        )
        .suggest(name, pictures)
        .hint("a logo is a file on `.svg` or `.png` beside the record");
}

fn look(file: &File, logo: &Logo, report: &mut Report) {
    let name = file.path.trim_start_matches('/');
    match extension(&file.path) {
        "png" => match pixels(&file.bytes) {
            Some(across) => {
                let dpi = f64::from(across) / (logo.width / 25.4);
                if dpi < limits::LOGO_DPI {
                    let most = f64::from(across) / limits::LOGO_DPI * 25.4;
                    report
                        .error(
                            "logo-resolution",
                            logo.at,
                            eco_format!(
                                "`{name}` has {dpi:.0} dpi at its width of {} mm, print needs {}",
                                logo.width,
                                limits::LOGO_DPI
                            ),
                        )
                        .hint(eco_format!(
                            "it is {across} pixels wide: set `logo_width` to {:.0} or less, or use an SVG",
                            most.floor()
                        ));
                }
            }
            None => wrong(name, logo, "is not a PNG", report),
        },
        "svg" => {
            let xml = roxmltree::Document::parse(file.text());
            let has = |tag: &str| {
                let all = xml.iter().flat_map(roxmltree::Document::descendants);
                all.into_iter()
                    .any(|node| node.has_tag_name(("http://www.w3.org/2000/svg", tag)))
            };
            if usvg::Tree::from_str(file.text(), &usvg::Options::default()).is_err() {
                wrong(name, logo, "cannot be drawn", report);
            } else if ["text", "image", "foreignObject"].into_iter().any(has) {
                wrong(name, logo, "holds text or pictures", report);
            }
        }
        _ => wrong(name, logo, "is neither SVG nor PNG", report),
    }
}

fn wrong(name: &str, logo: &Logo, what: &str, report: &mut Report) {
    report
        .error("logo-form", logo.at, eco_format!("`{name}` {what}"))
        .hint("a logo is an SVG of outlines alone, or a PNG");
}

/// The pixels across a PNG, from its first chunk (PNG, third edition, 11.2.1).
fn pixels(bytes: &[u8]) -> Option<u32> {
    let head = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let chunk = head.get(4..)?.strip_prefix(b"IHDR")?;
    let width: [u8; 4] = chunk.get(..4)?.try_into().ok()?;
    Some(u32::from_be_bytes(width)).filter(|across| *across > 0)
}
