//! A figure at the width at which an edition places it, drawn and judged once
//! for as long as nothing that it shows changes.

use std::ops::Range;
use std::sync::Arc;

use comemo::Tracked;
use ecow::{EcoString, eco_format};
use typst_library::World;
use typst_library::layout::Abs;
use typst_library::text::{
    Font, FontInstance, FontStretch, FontStyle, FontVariant, FontVariations, FontWeight,
};
use typst_syntax::FileId;

use super::dia::{self, Drawing, Faces, Plans, Problem};
use super::figure::Form;
use super::filled::Filled;
use super::judge::{Places, judge};
use super::known::Known;
use super::profile;
use super::written::{FAMILY, WEIGHTS};
use crate::diagnostics::Rule;
use crate::limits;
use crate::model::Width;

/// A figure as it prints.
#[derive(Debug, Clone, Default)]
pub struct Print {
    /// The SVG, quantities filled in.
    pub svg: String,
    /// The width at which it is placed.
    pub role: Width,
    /// The width of the drawing, in points.
    pub width: f64,
    /// Its height, in points.
    pub height: f64,
    /// Whether it stands on its side, its left edge at the foot.
    pub turned: bool,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

impl Print {
    /// Whether nothing is wrong with it but what may be.
    fn is_fine(&self) -> bool {
        self.faults.iter().all(|fault| fault.warning)
    }

    /// The width that it takes on the page, in points.
    pub fn across(&self) -> f64 {
        if self.turned { self.height } else { self.width }
    }

    /// The height that it takes on the page, in points.
    pub fn down(&self) -> f64 {
        if self.turned { self.width } else { self.height }
    }
}

/// Something wrong with a figure at one width.
#[derive(Debug, Clone)]
pub struct Fault {
    /// The rule that it breaks.
    pub rule: Rule,
    /// Whether it stops nothing.
    pub warning: bool,
    /// The bytes of the file that it concerns.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: EcoString,
    /// What to do about it.
    pub hint: Option<EcoString>,
}

/// The room that a page has for a figure, in points, and the width at which the
/// figure is placed.
#[derive(Debug, Copy, Clone)]
pub(super) struct Room {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) role: Width,
}

impl std::hash::Hash for Room {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        [self.width, self.height].map(f64::to_bits).hash(state);
        self.role.hash(state);
    }
}

/// Room for a caption of three lines under a figure, in points.
const CAPTION: f64 = 40.0;

/// Draws a figure into the room that a page has for it. `file` is the SVG that the
/// layout will ask for.
#[comemo::memoize]
pub(super) fn print(
    world: Tracked<dyn World + '_>,
    file: FileId,
    form: Form,
    text: &str,
    known: &Known,
    room: Room,
) -> Arc<Print> {
    let print = match form {
        Form::Svg => {
            let filled = Filled::new(text, known);
            let mut print = placed(&filled.svg, room);
            judge(world, file, &Places::File(&filled), &mut print);
            print
        }
        Form::Text => drawn(world, file, text, known, room),
    };
    Arc::new(Print { role: room.role, ..print })
}

/// Draws a text form at the width that there is; where that does not go well,
/// at its own width on its side.
fn drawn(
    world: Tracked<dyn World + '_>,
    file: FileId,
    text: &str,
    known: &Known,
    room: Room,
) -> Print {
    let fonts = faces(world);
    let lent = fonts
        .iter()
        .map(|(weight, font)| (*weight, font.rusty(), plans(font.font().clone())));
    // A missing face is reported where the fonts are read.
    let Some(faces) = Faces::lent(lent) else { return Print::default() };
    let draw = |width: f64| {
        let drawing = dia::draw(text, &faces, known, width)?;
        let places = drawing.places.clone();
        let mut print = upright(drawing);
        judge(world, file, &Places::Source(&places), &mut print);
        Ok(print)
    };
    let straight = draw(room.width);
    let fine = matches!(&straight, Ok(print) if print.is_fine());
    if fine || room.role.points() <= room.width {
        return straight.unwrap_or_else(broken);
    }
    match draw(room.role.points().min(room.height - CAPTION)) {
        Ok(print) if print.is_fine() && print.height <= room.width => turn(print),
        _ => straight.unwrap_or_else(broken),
    }
}

/// The faces in which figures are lettered, by weight. Typst reads each once.
fn faces(world: Tracked<dyn World + '_>) -> Vec<(u16, FontInstance)> {
    let family = FAMILY.to_lowercase();
    let face = |weight: &u16| {
        let weight = *weight;
        let variant = FontVariant::new(
            FontStyle::Normal,
            FontWeight::from_number(weight),
            FontStretch::NORMAL,
        );
        let font = world.font(world.book().select(&family, variant)?)?;
        // A face without axes is the same in every size.
        Some((
            weight,
            font.instantiate(variant, Abs::pt(1.0), &FontVariations::default()),
        ))
    };
    WEIGHTS.iter().filter_map(face).collect()
}

/// How text is shaped in a face, found out once for all figures.
#[comemo::memoize]
fn plans(_font: Font) -> Arc<Plans> {
    Arc::default()
}

fn upright(drawing: Drawing) -> Print {
    let mut faults = Vec::new();
    if drawing.height_pt > limits::FIGURE_HEIGHT_MM * 72.0 / 25.4 {
        faults.push(Fault {
            rule: "figure-height",
            warning: false,
            at: 0..0,
            message: "no page is as tall as this figure".into(),
            hint: Some(eco_format!("at most {} mm", limits::FIGURE_HEIGHT_MM)),
        });
    }
    Print {
        svg: drawing.svg,
        width: drawing.width_pt,
        height: drawing.height_pt,
        faults,
        ..Print::default()
    }
}

/// Nothing but what is wrong.
fn broken(problems: Vec<Problem>) -> Print {
    Print {
        faults: problems.iter().map(fault).collect(),
        ..Print::default()
    }
}

fn fault(problem: &Problem) -> Fault {
    Fault {
        rule: "figure-drawing",
        warning: false,
        at: problem.at.clone(),
        message: problem.message.as_str().into(),
        hint: problem.hint.as_deref().map(EcoString::from),
    }
}

/// The figure on its side, which a reader should be spared.
fn turn(mut print: Print) -> Print {
    print.turned = true;
    let mm = |points: f64| points * 25.4 / 72.0;
    print.faults.push(Fault {
        rule: "figure-turned",
        warning: true,
        at: 0..0,
        message: eco_format!(
            "the figure stands on its side: it is {:.0} mm wide",
            mm(print.width)
        ),
        hint: Some("give it a second placement under `grid half`".into()),
    });
    print
}

/// Takes plain SVG as it is, on its side where it is too wide.
fn placed(svg: &str, room: Room) -> Print {
    let Ok(xml) = roxmltree::Document::parse(svg) else { return Print::default() };
    let width = profile::width(&xml).unwrap_or(room.role.points());
    let height = profile::height(&xml).unwrap_or_default();
    let print = Print {
        svg: String::new(),
        role: room.role,
        width,
        height,
        turned: false,
        faults: Vec::new(),
    };
    let wide = width > room.width * (1.0 + limits::FIGURE_WIDTH_SHARE);
    let print = if wide && height <= room.width && width <= room.height - CAPTION {
        turn(print)
    } else {
        print
    };
    Print { svg: svg.to_string(), ..print }
}
