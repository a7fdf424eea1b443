//! `figure-contrast`: whether text stands out from what it is printed on.

use super::overlaps::is_twin;
use super::sheet::{Piece, Sheet, Words};
use super::tone::contrast;
use super::{Fault, Rules};
use crate::limits;

/// Places along a line of text where its ground is looked at.
const PLACES: [f64; 3] = [0.0, -0.85, 0.85];

/// Text whose contrast is too low, in colour or in grey.
pub(super) fn text_contrast(rules: &Rules) -> Vec<Fault> {
    let sheet = rules.sheet;
    let mut found = Vec::new();
    for (index, words) in sheet.texts.iter().enumerate() {
        let later = sheet.texts.iter().skip(index + 1);
        let mut later = later.take_while(|_| sheet.pays(1));
        if later.any(|other| is_twin(words, other)) {
            continue;
        }
        let ratios = words.pieces.iter().map(|piece| ratios(sheet, words, piece));
        let [colour, grey] = ratios.fold([21.0_f64; 2], least);
        let worst = colour.min(grey);
        if worst >= limits::FIGURE_CONTRAST {
            continue;
        }
        let how = if grey < colour - 0.01 { " in grey" } else { "" };
        let message =
            format!("{} stands out by only {worst:.2} : 1{how}", words.called());
        let hint = format!(
            "letters and ground need {} : 1: take ink on light fills and white on \
             dark ones",
            limits::FIGURE_CONTRAST
        );
        let fault = Fault::error("figure-contrast", &words.name, words.center(), message);
        found.push(fault.hint(hint));
    }
    found
}

fn least(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[0].min(b[0]), a[1].min(b[1])]
}

/// The lowest contrast of a piece of text over its places: in colour, in grey.
fn ratios(sheet: &Sheet, words: &Words, piece: &Piece) -> [f64; 2] {
    let Some(coat) = &piece.coat else { return [21.0; 2] };
    let mut worst = [21.0; 2];
    for place in PLACES {
        let mut ground = sheet.ground(piece.ink.along(place), words.order);
        if let Some(halo) = &piece.halo {
            ground = halo.over(&ground);
        }
        for below in &ground {
            for tone in coat.over(&[*below]) {
                worst = least(worst, contrast(tone, *below));
            }
        }
    }
    worst
}

#[cfg(test)]
mod tests {
    use crate::diagram::lint::tests::broken;

    #[test]
    fn letters_on_gradients_and_patterns_are_judged_at_their_worst() {
        let on = |paint: &str| {
            broken(&format!(
                "{paint}<rect id='g-a' x='9' y='30' width='90' height='30' \
                 fill='url(#p)'/><text x='20' y='50'>letters</text>"
            ))
        };
        let gradient = |end: &str| {
            format!(
                "<linearGradient id='p'><stop stop-color='#fff'/>\
                 <stop offset='1' stop-color='{end}'/></linearGradient>"
            )
        };
        assert_eq!(on(&gradient("#ccc")), [""; 0]);
        assert_eq!(on(&gradient("#333")), ["figure-contrast"]);
        let pattern = |ink: &str| {
            format!(
                "<pattern id='p' width='4' height='4' patternUnits='userSpaceOnUse'>\
                 <path d='M0 0L4 4' stroke='{ink}'/></pattern>"
            )
        };
        assert_eq!(on(&pattern("#ccc")), [""; 0]);
        assert_eq!(on(&pattern("#333")), ["figure-contrast"]);
    }
}
