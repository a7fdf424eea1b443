//! Figures in grey, as a printer with black ink alone lays them down.

use std::fmt::Write;
use std::ops::Range;
use std::str::{CharIndices, FromStr};

use roxmltree::{Document, Node, ParsingOptions};
use svgtypes::Color;

/// Attributes and properties that hold a colour.
const PAINTS: [&str; 7] = [
    "fill",
    "stroke",
    "stop-color",
    "color",
    "flood-color",
    "lighting-color",
    "background-color",
];

/// The same SVG with every paint as the grey of its luminance.
///
/// A colour becomes `#gggggg`, where g is the relative luminance
/// Y = 0.2126 R + 0.7152 G + 0.0722 B of WCAG 2.2, formed in linear light and
/// encoded again as sRGB (IEC 61966-2-1); an opacity in it is kept as a fourth
/// channel. So no grey is lighter or darker than its colour, and a figure in grey
/// stays as it is.
///
/// Paints are attributes, declarations in `style`, and declarations in style
/// sheets, written as hexadecimals, `rgb()`, `hsl()` or names; of `url(#a) red`
/// the second colour. `none`, `currentColor`, references, words, ids and all else
/// stay as they are, byte by byte. So does text that is not well-formed.
pub(crate) fn grey(svg: &str) -> String {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let Ok(xml) = Document::parse_with_options(svg, options) else {
        return svg.into();
    };
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for node in xml.descendants().filter(Node::is_element) {
        for attribute in node.attributes().filter(|a| a.namespace().is_none()) {
            let value = attribute.value();
            let new = match attribute.name() {
                "style" => declarations(value, true),
                name if PAINTS.contains(&name) => paint(value),
                _ => None,
            };
            let place = attribute.range_value();
            let plain = svg.get(place.clone()) == Some(value);
            let written = |new: String| if plain { new } else { escaped(&new) };
            edits.extend(new.map(|new| (place, written(new))));
        }
        if node.tag_name().name() == "style"
            && let Some(place) = inside(svg, node)
        {
            let sheet = svg.get(place.clone()).unwrap_or_default();
            edits.extend(declarations(sheet, false).map(|new| (place, new)));
        }
    }
    edited(svg, edits)
}

/// The bytes between the tags of an element. The node of a text need not span all
/// of it where it holds CDATA.
fn inside(svg: &str, element: Node) -> Option<Range<usize>> {
    let start = element.first_child()?.range().start;
    let end = svg.get(start..element.range().end)?.rfind("</")?;
    Some(start..start + end)
}

/// The text with some of its bytes replaced; places that overlap an earlier one
/// are left.
fn edited(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(place, _)| (place.start, place.end));
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for (place, words) in edits {
        let Some(before) = text.get(at..place.start) else { continue };
        new.push_str(before);
        new.push_str(&words);
        at = place.end;
    }
    new.push_str(text.get(at..).unwrap_or_default());
    new
}

/// A paint in grey; nothing if it holds no colour.
fn paint(value: &str) -> Option<String> {
    let colour = value.trim();
    if colour.starts_with("url(") {
        let (reference, spare) = value.split_once(')')?;
        return Some(format!("{reference}) {}", paint(spare)?));
    }
    let Color { red, green, blue, alpha } = Color::from_str(colour).ok()?;
    let grey = luminance([red, green, blue]);
    let mut new = format!("#{grey:02x}{grey:02x}{grey:02x}");
    if alpha < u8::MAX {
        let _ = write!(new, "{alpha:02x}");
    }
    Some(new)
}

/// The luminance of a colour, both encoded.
pub(crate) fn luminance(channels: [u8; 3]) -> u8 {
    let [red, green, blue] = channels.map(|channel| {
        let channel = f64::from(channel) / 255.0;
        if channel <= 0.04045 {
            channel / 12.92
        } else {
            ((channel + 0.055) / 1.055).powf(2.4)
        }
    });
    let light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    let encoded = if light <= 0.003_130_8 {
        light * 12.92
    } else {
        1.055 * light.powf(1.0 / 2.4) - 0.055
    };
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the number lies between 0 and 255"
    )]
    let byte = (encoded.clamp(0.0, 1.0) * 255.0).round() as u8;
    byte
}

/// Declarations with their paints in grey; nothing if they hold no colour. `open`
/// says whether the text begins with a declaration, as in an attribute, or with a
/// selector, as in a style sheet.
fn declarations(css: &str, open: bool) -> Option<String> {
    let mut edits = Vec::new();
    let mut depth = usize::from(open);
    let mut start = 0;
    for (at, sign) in signs(css) {
        match sign {
            '{' => depth += 1,
            ';' | '}' if depth > 0 => edits.extend(declaration(css, start..at)),
            _ => {}
        }
        if sign == '}' {
            depth = depth.saturating_sub(1);
        }
        start = at + sign.len_utf8();
    }
    if open {
        edits.extend(declaration(css, start..css.len()));
    }
    (!edits.is_empty()).then(|| edited(css, edits))
}

/// The braces and semicolons of CSS outside comments, those of XML too, strings and
/// parentheses.
fn signs(css: &str) -> Vec<(usize, char)> {
    let mut found = Vec::new();
    let mut quote = None;
    let mut parentheses = 0_usize;
    let mut letters = css.char_indices();
    while let Some((at, letter)) = letters.next() {
        let rest = css.get(at..).unwrap_or_default();
        match (letter, quote) {
            ('\\', _) => {
                letters.next();
            }
            (_, Some(open)) if letter != open => {}
            (_, Some(_)) => quote = None,
            ('"' | '\'', None) => quote = Some(letter),
            ('/', None) if rest.starts_with("/*") => skip(&mut letters, rest, "*/"),
            ('<', None) if rest.starts_with("<!--") => skip(&mut letters, rest, "-->"),
            ('(', None) => parentheses += 1,
            (')', None) => parentheses = parentheses.saturating_sub(1),
            ('{' | '}' | ';', None) if parentheses == 0 => found.push((at, letter)),
            _ => {}
        }
    }
    found
}

/// Goes on behind the end of a comment that begins with the last letter.
fn skip(letters: &mut CharIndices, comment: &str, end: &str) {
    let length = comment.find(end).map_or(comment.len(), |at| at + end.len());
    let count = comment.get(..length).map_or(0, |text| text.chars().count());
    letters.nth(count.saturating_sub(2));
}

/// The place and the grey of the value of a declaration that holds a colour.
fn declaration(css: &str, place: Range<usize>) -> Option<(Range<usize>, String)> {
    let mut text = css.get(place.clone())?.trim_start();
    while let Some(comment) = text.strip_prefix("/*") {
        text = comment.split_once("*/")?.1.trim_start();
    }
    let (property, value) = text.split_once(':')?;
    if !PAINTS.contains(&property.trim().to_ascii_lowercase().as_str()) {
        return None;
    }
    let ends = [value.find('!'), value.find("/*")];
    let end = ends.into_iter().flatten().min().unwrap_or(value.len());
    let bare = value.get(..end)?.trim_start();
    let start = place.end - value.len() + end - bare.len();
    Some((start..start + bare.trim_end().len(), paint(bare)?))
}

/// Text as the value of an attribute.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('"', "&quot;").replace('\'', "&apos;")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A figure of one element with these attributes.
    fn figure(attributes: &str) -> String {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><rect {attributes}/></svg>")
    }

    #[test]
    fn every_way_to_write_a_colour_becomes_the_grey_of_its_luminance() {
        let cases = [
            ("fill=\"#24496e\"", "fill=\"#474747\""),
            ("fill='#FFF'", "fill='#ffffff'"),
            ("stroke=\"red\"", "stroke=\"#7f7f7f\""),
            ("stroke=\" rgb(0, 128, 0) \"", "stroke=\"#6d6d6d\""),
            ("color=\"hsl(240, 100%, 50%)\"", "color=\"#4c4c4c\""),
            ("stop-color=\"#ff000080\"", "stop-color=\"#7f7f7f80\""),
            ("flood-color=\"black\"", "flood-color=\"#000000\""),
            ("fill=\"url(#a) red\"", "fill=\"url(#a) #7f7f7f\""),
            ("fill=\"&#35;ff0000\"", "fill=\"#7f7f7f\""),
            ("style=\"fill:red\"", "style=\"fill:#7f7f7f\""),
            (
                "style=\"opacity: .5; fill : red !important;stroke:none\"",
                "style=\"opacity: .5; fill : #7f7f7f !important;stroke:none\"",
            ),
            (
                "style=\"/* fill:red */ FILL: red/* ; */; stroke:#24496e\"",
                "style=\"/* fill:red */ FILL: #7f7f7f/* ; */; stroke:#474747\"",
            ),
            (
                "style=\"fill:red/*!*/!important\"",
                "style=\"fill:#7f7f7f/*!*/!important\"",
            ),
            (
                "style=\"font-family:&quot;A&quot;;fill:red\"",
                "style=\"font-family:&quot;A&quot;;fill:#7f7f7f\"",
            ),
        ];
        for (colour, expected) in cases {
            assert_eq!(grey(&figure(colour)), figure(expected), "{colour}");
        }
    }

    #[test]
    fn what_is_no_colour_stays() {
        let cases = [
            "fill=\"none\"",
            "fill=\"currentColor\"",
            "fill=\"inherit\"",
            "fill=\"url(#red)\"",
            "fill=\"url(#red) none\"",
            "fill=\"context-stroke\"",
            "fill=\"no such colour\"",
            "fill=\"\"",
            "id=\"red\" class=\"blue fill\" data-fill=\"red\"",
            "x:fill=\"red\" xmlns:x=\"x\"",
            "style=\"marker:url(a;fill:red)\"",
            "style=\"--fill:red;font-family:'a;fill:red'\"",
            "style=\"fill\"",
            "style=\"fill:\"",
            "style=\";:;}{fill\"",
        ];
        for same in cases {
            assert_eq!(grey(&figure(same)), figure(same));
        }
        assert_eq!(grey("<svg fill=\"red\">"), "<svg fill=\"red\">");
    }

    #[test]
    fn words_stay_and_style_sheets_change() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- fill:red -->\
                   <title>fill:red; stroke=\"blue\"</title>\
                   <style>/* .x{fill:red} */ #red, .blue > a:hover { fill: red; \
                   stroke:none } @media print{g{stroke:#00f}} color:red</style>\
                   <style> <![CDATA[ .b { stop-color : blue } ]]> <!-- a{fill:red} -->\
                   </style><text id=\"red\" fill=\"red\">{fill:red} style=\"fill:red\" \
                   #f00</text>\
                   </svg>";
        let expected = "<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- fill:red -->\
                   <title>fill:red; stroke=\"blue\"</title>\
                   <style>/* .x{fill:red} */ #red, .blue > a:hover { fill: #7f7f7f; \
                   stroke:none } @media print{g{stroke:#4c4c4c}} color:red</style>\
                   <style> <![CDATA[ .b { stop-color : #4c4c4c } ]]> <!-- a{fill:red} -->\
                   </style><text id=\"red\" fill=\"#7f7f7f\">{fill:red} style=\"fill:red\" \
                   #f00</text>\
                   </svg>";
        assert_eq!(grey(svg), expected);
    }

    #[test]
    fn every_grey_stays_as_it_is() {
        for value in 0..=u8::MAX {
            assert_eq!(luminance([value; 3]), value);
        }
        let svg = figure("fill=\"#24496e\" style=\"stroke:hsla(9, 50%, 50%, 0.3)\"");
        let once = grey(&svg);
        assert_ne!(once, svg);
        assert_eq!(grey(&once), once);
    }
}
