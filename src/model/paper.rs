//! The papers that an edition can be printed on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A paper by name.
#[derive(Debug, Copy, Clone, Eq, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 in.
    Letter,
    /// 148 × 210 mm, for the pocket.
    A5,
    /// A page of 3 : 4 for tablets and screens; nothing of it is meant for ink.
    Screen,
}

/// The measures of a page, all in points but for the two counts. The height of
/// the text is `lines × pitch` less the leading; the foot margin is what is left.
#[derive(Debug, Copy, Clone, PartialEq, Serialize)]
pub struct Page {
    /// Width of the trimmed page.
    pub width: f64,
    /// Height of the trimmed page.
    pub height: f64,
    /// Margin towards the spine.
    pub inside: f64,
    /// Margin away from the spine.
    pub outside: f64,
    /// Margin above the text.
    pub top: f64,
    /// Lines on a full page.
    pub lines: u32,
    /// Columns on a page.
    pub columns: u32,
    /// Body size.
    pub size: f64,
    /// Distance of baselines.
    pub pitch: f64,
    /// Distance of columns.
    pub gutter: f64,
}

const MM: f64 = 72.0 / 25.4;

impl Paper {
    /// The page of this paper. A4 and Letter share a measure of 176 mm in two
    /// columns of 84 mm, so that every figure is used unscaled in both; A5 and
    /// the screen have one column, of 117 and 122 mm.
    pub fn page(self) -> Page {
        let [width, height, inside, outside, top] = match self {
            Self::A4 => [210.0, 297.0, 18.0, 16.0, 22.0],
            Self::Letter => [215.9, 279.4, 21.0, 18.9, 20.5],
            Self::A5 => [148.0, 210.0, 17.0, 14.0, 19.0],
            Self::Screen => [162.0, 216.0, 20.0, 20.0, 22.0],
        };
        let [size, pitch] = match self {
            Self::A4 | Self::Letter | Self::A5 => [9.0, 12.0],
            Self::Screen => [10.2, 14.0],
        };
        let (lines, columns) = match self {
            Self::A4 => (61, 2),
            Self::Letter => (57, 2),
            Self::A5 => (41, 1),
            Self::Screen => (35, 1),
        };
        Page {
            width: width * MM,
            height: height * MM,
            inside: inside * MM,
            outside: outside * MM,
            top: top * MM,
            lines,
            columns,
            size,
            pitch,
            gutter: 8.0 * MM,
        }
    }
}

impl Page {
    /// The page with some millimetres more at the spine, which the outer margin
    /// gives.
    pub fn bound(self, room: f64) -> Self {
        Self {
            inside: self.inside + room * MM,
            outside: self.outside - room * MM,
            ..self
        }
    }

    /// The page with a body of another size: the distance of baselines grows with
    /// it, and as many lines are set as have room in the same height.
    pub fn set_in(self, size: f64) -> Self {
        let pitch = (self.pitch / self.size * size * 10.0).round() / 10.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a page has some dozens of lines"
        )]
        let lines = (self.text_height() / pitch).floor() as u32;
        Self { size, pitch, lines, ..self }
    }

    /// Width of the text block.
    pub fn measure(&self) -> f64 {
        self.width - self.inside - self.outside
    }

    /// Height of the text block, from the top of the first line to the foot of
    /// the last.
    pub fn text_height(&self) -> f64 {
        f64::from(self.lines) * self.pitch
    }

    /// Width of one column.
    pub fn column(&self) -> f64 {
        let columns = f64::from(self.columns);
        (self.measure() - self.gutter * (columns - 1.0)) / columns
    }
}

#[cfg(test)]
mod tests {
    use super::Paper;

    #[test]
    fn larger_type_and_a_binding_keep_the_text_block() {
        let page = Paper::A4.page();
        let large = page.set_in(10.5);
        assert!(large.lines < page.lines && large.text_height() <= page.text_height());
        assert!((large.pitch - 14.0).abs() < 1e-9, "{}", large.pitch);
        assert_eq!(page.set_in(page.size), page);
        let wired = page.bound(3.0);
        assert!((wired.measure() - page.measure()).abs() < 1e-9);
        assert!(wired.inside > page.inside);
    }
}
