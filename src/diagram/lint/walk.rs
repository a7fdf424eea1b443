//! From the tree that Typst prints to the sheet that is judged.

use usvg::tiny_skia_path::{Path as Outline, Stroke as Nib};
use usvg::{
    FillRule, Group, ImageKind, Node, Opacity, Paint, PaintOrder, Path, Text, TextFlow,
    Transform,
};

use super::clip::{is_cut_by_words, window};
use super::coat::Coat;
use super::course::{Course, courses};
use super::oblong::Oblong;
use super::places::{Name, Places};
use super::plane::{Affine, Point, Rect};
use super::sheet::{Area, Line, Loss, Pen, Piece, Sheet, Words};

/// Opacity under which nothing is seen.
const UNSEEN: f64 = 0.02;
/// Width in points from which a stroke is an area: text may stand on it.
const BAND: f64 = 4.0;
/// Places of a path up to which a band is made of it.
const BAND_POINTS: usize = 2000;
/// Width in points from which a stroke under letters keeps other lines off.
const HALO: f64 = 1.0;
/// Side in points under which a path goes around nothing.
const FLAT: f64 = 0.05;

/// What the groups around a node do to it.
#[derive(Clone)]
struct Around {
    name: Name,
    /// From the units of the members to those of the tree, as it is drawn.
    transform: Transform,
    opacity: f64,
    clip: Option<Rect>,
    masked: bool,
}

struct Walker<'a> {
    sheet: Sheet<'a>,
    scale: f64,
    order: usize,
}

/// Lays a tree down on a sheet; `scale` is the printed points of one of its
/// units.
///
/// Transforms are taken from the groups one by one, as Typst does. The absolute
/// ones of usvg 0.47 count that of a `use` twice.
pub(super) fn sheet<'a>(
    places: Places<'a>,
    tree: &'a usvg::Tree,
    scale: f64,
) -> Sheet<'a> {
    let around = Around {
        name: places.root(),
        transform: Transform::identity(),
        opacity: 1.0,
        clip: None,
        masked: false,
    };
    let sheet = Sheet::new(tree, places, scale);
    let mut walker = Walker { sheet, scale, order: 0 };
    // Groups may be nested deeper than a stack of calls may grow.
    let mut open = vec![(tree.root().children().iter(), around)];
    while let Some((children, around)) = open.last_mut() {
        let Some(node) = children.next() else {
            open.pop();
            continue;
        };
        walker.order += 1;
        match node {
            Node::Group(group) => {
                let around = around.clone();
                if let Some(within) = walker.enter(group, &around) {
                    open.push((group.children().iter(), within));
                }
            }
            Node::Path(path) => walker.path(path, &around.clone()),
            Node::Image(image) if image.is_visible() => {
                let at = walker.center(image.bounding_box(), around.transform);
                let name = walker.sheet.places.name(image.id(), &around.name);
                if !matches!(image.kind(), ImageKind::SVG(_)) {
                    walker.sheet.losses.push(Loss { name, at, what: "is a bitmap" });
                }
            }
            Node::Image(_) => {}
            Node::Text(text) => walker.text(text, &around.clone()),
        }
    }
    walker.sheet
}

impl<'a> Walker<'a> {
    fn affine(&self, transform: Transform) -> Affine {
        Affine::new(transform, self.scale)
    }

    /// The middle of a rectangle in units of its element.
    fn center(&self, rect: usvg::Rect, transform: Transform) -> Point {
        Oblong::new(&rect.into(), &self.affine(transform)).center
    }

    /// What a group does to its members; nothing if it cuts all of them away.
    fn enter(&mut self, group: &Group, around: &Around) -> Option<Around> {
        let name = if group.id().is_empty() {
            around.name.clone()
        } else {
            self.sheet.places.name(group.id(), &around.name)
        };
        let transform = around.transform.pre_concat(group.transform());
        let at = self.center(group.bounding_box(), transform);
        let mut lose = |what| {
            self.sheet.losses.push(Loss { name: name.clone(), at, what });
        };
        if !group.filters().is_empty() {
            lose("has a filter, which becomes a bitmap without words");
        }
        if is_cut_by_words(group) {
            lose("is cut out by words, which are no longer words");
        }
        let clip = window(group, transform, self.scale, around.clip)?;
        let opacity = around.opacity * f64::from(group.opacity().get());
        let masked = around.masked || group.mask().is_some();
        Some(Around { name, transform, opacity, clip, masked })
    }

    fn path(&mut self, path: &'a Path, around: &Around) {
        if !path.is_visible() {
            return;
        }
        let name = self.sheet.places.name(path.id(), &around.name);
        let affine = self.affine(around.transform);
        let at = self.center(path.bounding_box(), around.transform);
        let coat = |paint: &Paint, opacity: Opacity| {
            let coat = Coat::new(paint, opacity, around.opacity);
            (coat.opacity > UNSEEN).then_some(coat)
        };
        let fill = path.fill().and_then(|fill| coat(fill.paint(), fill.opacity()));
        let stroke = path.stroke().and_then(|stroke| {
            let coat = coat(stroke.paint(), stroke.opacity())?;
            Some((coat, f64::from(stroke.width().get()) * affine.breadth()))
        });
        let even_odd = path.fill().is_some_and(|fill| fill.rule() == FillRule::EvenOdd);
        if let Some(Paint::Pattern(pattern)) = path.fill().map(|fill| fill.paint()) {
            let inside = around.transform.pre_concat(pattern.transform());
            self.hatch(pattern.root(), inside, &name, at);
        }
        if let Some((_, width)) = &stroke {
            self.sheet.pens.push(Pen { name: name.clone(), at, width: *width });
        }
        let outline = courses(path.data(), &affine);
        let width = stroke.as_ref().map_or(0.0, |(_, width)| *width);
        let mark = Mark { name, order: self.order, clip: around.clip };
        let (lines, shapes): (Vec<_>, Vec<_>) = outline
            .into_iter()
            .partition(|course| fill.is_none() || is_flat(course));
        let band = path.stroke().filter(|_| width >= BAND);
        if !shapes.is_empty() {
            let stroke = if band.is_none() { width } else { 0.0 };
            self.area(&mark, shapes, fill, stroke, even_odd);
        }
        let Some((coat, _)) = stroke else { return };
        match band.and_then(|stroke| band_of(path, &stroke.to_tiny_skia())) {
            Some(band) => {
                self.area(&mark, courses(&band, &affine), Some(coat), 0.0, false);
            }
            None => self.strokes(&mark, lines, width),
        }
    }

    /// Adds the courses of a stroke: closed ones are outlines, others lines.
    fn strokes(&mut self, mark: &Mark, outline: Vec<Course>, width: f64) {
        for course in outline {
            let round = course.ends().is_some_and(|(a, b)| a == b);
            if round && !is_flat(&course) {
                self.area(mark, vec![course], None, width, false);
            } else {
                self.line(mark, course, width);
            }
        }
    }

    fn area(
        &mut self,
        mark: &Mark,
        mut outline: Vec<Course>,
        coat: Option<Coat>,
        stroke: f64,
        even_odd: bool,
    ) {
        if let Some(clip) = &mark.clip {
            let held = |course: &Course| course.bounds().is_some_and(|b| clip.holds(&b));
            for course in outline.iter_mut().filter(|course| !held(course)) {
                *course = course.cropped(clip);
            }
            outline.retain(|course| course.points.len() > 2);
        }
        let points = outline.iter().flat_map(|course| course.points.iter().copied());
        let Some(bounds) = Rect::around(points) else { return };
        let (name, order) = (mark.name.clone(), mark.order);
        let area = Area {
            name,
            order,
            outline,
            bounds,
            coat,
            stroke,
            even_odd,
        };
        self.sheet.areas.push(area);
    }

    fn line(&mut self, mark: &Mark, course: Course, width: f64) {
        let seen = match &mark.clip {
            Some(clip) => course.inside(clip),
            None => vec![course],
        };
        for course in seen {
            let Some(bounds) = course.bounds() else { continue };
            let (name, order) = (mark.name.clone(), mark.order);
            self.sheet.lines.push(Line { name, order, course, bounds, width });
        }
    }

    /// The strokes of a pattern.
    fn hatch(&mut self, group: &Group, outer: Transform, name: &Name, at: Point) {
        for node in group.children() {
            match node {
                Node::Group(inner) => {
                    let within = outer.pre_concat(inner.transform());
                    self.hatch(inner, within, name, at);
                }
                Node::Path(path) if path.is_visible() => {
                    let affine = self.affine(outer);
                    if let Some(stroke) = path.stroke() {
                        let width = f64::from(stroke.width().get()) * affine.breadth();
                        self.sheet.pens.push(Pen { name: name.clone(), at, width });
                    }
                }
                Node::Path(_) | Node::Image(_) | Node::Text(_) => {}
            }
        }
    }

    fn text(&mut self, text: &'a Text, around: &Around) {
        let words = words(text);
        let name = self.sheet.places.text(text.id(), &words, &around.name);
        if around.opacity <= UNSEEN {
            return;
        }
        let affine = self.affine(around.transform);
        let bent = text.rotate().iter().any(|angle| *angle != 0.0)
            || text
                .chunks()
                .iter()
                .any(|c| matches!(c.text_flow(), TextFlow::Path(_)));
        let mut pieces = Vec::new();
        for node in text.flattened().children() {
            match node {
                Node::Path(path) if path.is_visible() => {
                    pieces.extend(lettering(path, &affine, around.opacity, bent));
                }
                Node::Path(_) | Node::Text(_) => {}
                Node::Group(_) | Node::Image(_) => {
                    let ink = Oblong::new(&node.bounding_box().into(), &affine);
                    let bounds = ink.bounds();
                    pieces.push(Piece {
                        ink,
                        bounds,
                        coat: None,
                        halo: None,
                        outline: None,
                    });
                }
            }
        }
        let corners = pieces.iter().flat_map(|piece: &Piece| piece.bounds.corners());
        let bounds = Rect::around(corners).unwrap_or(Rect::new(0.0, 0.0, 0.0, 0.0));
        let order = self.order;
        let words = Words {
            name,
            words,
            order,
            node: text,
            affine,
            pieces,
            bounds,
        };
        let (name, at) = (words.name.clone(), words.center());
        if around.masked {
            let what = "is masked, which makes words a picture";
            self.sheet.losses.push(Loss { name: name.clone(), at, what });
        }
        let cut = |clip: Rect| {
            !words.pieces.is_empty() && !clip.grown(0.1).holds(&words.bounds)
        };
        if around.clip.is_some_and(cut) {
            let what = "is cut off by a clip path";
            self.sheet.losses.push(Loss { name, at, what });
        }
        self.sheet.texts.push(words);
    }
}

/// What all areas and lines of a path share.
struct Mark {
    name: Name,
    order: usize,
    clip: Option<Rect>,
}

/// The words of a text, those of its lines apart.
fn words(text: &Text) -> String {
    let mut words = String::new();
    for chunk in text.chunks() {
        // Letters may be placed one by one.
        if !words.is_empty() && chunk.text().chars().count() > 1 {
            words.push(' ');
        }
        words.push_str(chunk.text());
    }
    words
}

/// Whether a course goes around nothing, so that a fill of it is not seen.
fn is_flat(course: &Course) -> bool {
    let side = |bounds: Rect| bounds.width().min(bounds.height());
    course.points.len() < 3 || course.bounds().is_none_or(|b| side(b) < FLAT)
}

/// The area that a broad stroke covers; nothing for a path of very many places.
fn band_of(path: &Path, nib: &Nib) -> Option<Outline> {
    if path.data().len() > BAND_POINTS {
        return None;
    }
    path.data().stroke(nib, 1.0)
}

/// The pieces of a run of letters: one, or one per letter where they stand askew
/// to one another.
fn lettering<'a>(
    path: &'a Path,
    affine: &Affine,
    groups: f64,
    bent: bool,
) -> Vec<Piece<'a>> {
    let fill = path
        .fill()
        .map(|fill| Coat::new(fill.paint(), fill.opacity(), groups));
    let stroke = path.stroke().map(|stroke| {
        let width = f64::from(stroke.width().get()) * affine.breadth();
        (Coat::new(stroke.paint(), stroke.opacity(), groups), width)
    });
    let under = path.paint_order() == PaintOrder::StrokeAndFill;
    let halo = stroke.clone().filter(|(_, width)| under && *width >= HALO);
    let coat = fill.or(stroke.map(|(coat, _)| coat)).filter(|c| c.opacity > UNSEEN);
    if coat.is_none() {
        return Vec::new();
    }
    let (coat, halo) = (coat, halo.map(|(coat, _)| coat));
    if bent {
        let letters = courses(path.data(), affine);
        let boxes = letters.iter().filter_map(Course::bounds);
        let still = Affine::new(Transform::identity(), 1.0);
        return boxes
            .map(|bounds| {
                let ink = Oblong::new(&bounds, &still);
                let (coat, halo) = (coat.clone(), halo.clone());
                Piece { ink, bounds, coat, halo, outline: None }
            })
            .collect();
    }
    let ink = Oblong::new(&path.bounding_box().into(), affine);
    let bounds = ink.bounds();
    vec![Piece {
        ink,
        bounds,
        coat,
        halo,
        outline: Some(path.data()),
    }]
}
