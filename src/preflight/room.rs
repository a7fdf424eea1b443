//! Text that does not find its room: out of its frame, out of the page, or on
//! something else.

use ecow::eco_format;
use typst_library::layout::Point;

use super::ink::{Area, Run};
use super::view::{Fault, View};
use crate::limits::{PAGE_EDGE_MM, PAGE_GAP_PT, PAGE_OVERFLOW_PT, PAGE_OVERLAP_PT};

const MM: f64 = 72.0 / 25.4;

/// Signs that hang in the margin, and the share of a size that they may.
const HANGS: [char; 10] = ['.', ',', ':', ';', '-', '–', '”', '’', '\u{ad}', '\u{2010}'];
const HANG: f64 = 0.2;

/// Text beyond its column, its cell or the foot of the page.
///
/// # Why
/// Typst sets a word, a formula or a table that is too large without a remark, and
/// it prints over its neighbour or off the paper.
///
/// # Instead
/// Shorten or break it: an equation over two lines, a long name with a soft hyphen,
/// a table with fewer columns, widths or rows.
pub(super) fn overflow(view: &View) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (page, ink) in view.each().filter(|(page, _)| view.kind(*page) != Some("bare")) {
        let mut lines: Vec<(f64, usize)> = Vec::new();
        for (index, run) in ink.runs.iter().enumerate() {
            let out = beyond(view, run).or_else(|| across(view, page, run));
            let Some((out, edge)) = out else { continue };
            if view.is_furniture(run.element) {
                continue;
            }
            // One line, or the foot of one page, is one fault.
            let height = if edge == "foot" { 0.0 } else { run.base.round() };
            if lines.contains(&(height, run.frame)) {
                continue;
            }
            lines.push((height, run.frame));
            faults.push(Fault {
                rule: "text-overflow",
                page,
                area: run.area,
                at: view.at(page, index),
                message: eco_format!(
                    "“{}” reaches {:.1} mm beyond the {edge} of its frame",
                    short(&run.text),
                    out / MM
                ),
            });
        }
    }
    faults
}

/// How far a run reaches out of the frames around it, and over which edge.
fn beyond(view: &View, run: &Run) -> Option<(f64, &'static str)> {
    if !run.upright || run.area.width() <= 0.0 {
        return None;
    }
    let mut holder = Some(run.frame);
    let mut worst: Option<(f64, &'static str)> = None;
    while let Some(index) = holder {
        let frame = view.pages.boxes.get(index)?;
        holder = frame.parent;
        // What leaves a narrow cell and hits nothing may; the name below a short bar
        // of minutes does.
        let narrow = frame.area.width() < 0.5 * view.paper.column();
        // A stop at the end of a line hangs in the margin.
        let hung =
            if run.text.trim_end().ends_with(HANGS) { HANG * run.size } else { 0.0 };
        let mut sides = vec![
            (run.area.right - frame.area.right - hung, "right edge"),
            (frame.area.left - run.area.left, "left edge"),
        ];
        // Columns and pages have feet; smaller frames may be as high as a line.
        if frame.area.height() > view.paper.height / 3.0 && frame.parent.is_some() {
            sides.push((run.base - frame.area.bottom, "foot"));
        }
        for (out, edge) in sides {
            if !narrow && out > PAGE_OVERFLOW_PT && worst.is_none_or(|(o, _)| out > o) {
                worst = Some((out, edge));
            }
        }
    }
    worst
}

/// How far a run reaches out of its column into the gutter. The frame of a first
/// column is the page's; what is as wide as the page floats.
fn across(view: &View, page: usize, run: &Run) -> Option<(f64, &'static str)> {
    let page_frame = |index: usize| {
        let parent = view.pages.boxes.get(index).and_then(|frame| frame.parent);
        let above = parent.and_then(|index| view.pages.boxes.get(index));
        above.is_none_or(|frame| frame.parent.is_none())
    };
    if !view.flows(page) || !run.upright || !page_frame(run.frame) {
        return None;
    }
    if run.base < view.paper.top || view.is_in(run.element, "place") {
        return None;
    }
    let columns = view.columns(page);
    let left = columns.get(view.column(page, run.area.left))?;
    let hung = if run.text.trim_end().ends_with(HANGS) { HANG * run.size } else { 0.0 };
    let out = run.area.right - (left + view.paper.column()) - hung;
    (out > PAGE_OVERFLOW_PT).then_some((out, "right edge"))
}

/// Text outside the trimmed page, or nearer to its edge than printers allow.
///
/// # Why
/// A printer cannot print to the very edge, and the knife is off by a millimetre.
///
/// # Instead
/// As for text beyond its column; only tabs, markers and cards stand there.
pub(super) fn trim(view: &View) -> Vec<Fault> {
    let (width, height) = (view.paper.width, view.paper.height);
    let mut faults = Vec::new();
    for (page, ink) in view.each().filter(|(page, _)| view.kind(*page) != Some("bare")) {
        let runs = ink.runs.iter().enumerate();
        for (index, run) in runs.filter(|(_, run)| !run.text.trim().is_empty()) {
            let area = run.area;
            let air = [area.left, area.top, width - area.right, height - area.bottom];
            let air = air.into_iter().fold(f64::INFINITY, f64::min);
            if air >= PAGE_EDGE_MM * MM || view.is_furniture(run.element) {
                continue;
            }
            let place = if air < 0.0 { "outside the page" } else { "near its edge" };
            faults.push(Fault {
                rule: "text-trim",
                page,
                area,
                at: view.at(page, index),
                message: eco_format!(
                    "“{}” stands {place}: {:.1} mm from the trim",
                    short(&run.text),
                    air / MM
                ),
            });
        }
    }
    faults
}

/// Text on other text, on a picture or on a rule.
///
/// # Why
/// Neither of the two can be read. A formula that is too wide prints over its
/// number, a long number of an exercise over its first word.
///
/// # Instead
/// Shorten what is too large for its place, or break it.
pub(super) fn overlap(view: &View) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (page, ink) in view.each() {
        let mut order: Vec<usize> = (0..ink.runs.len())
            .filter(|index| {
                let run = &ink.runs[*index];
                run.upright && !run.text.trim().is_empty()
            })
            .collect();
        order.sort_by(|a, b| core(&ink.runs[*a]).top.total_cmp(&core(&ink.runs[*b]).top));
        let mut told: Vec<usize> = Vec::new();
        for (place, &first) in order.iter().enumerate() {
            let a = &ink.runs[first];
            let below = order.iter().skip(place + 1);
            let reach = core(a).bottom;
            for &second in below.take_while(|&&other| core(&ink.runs[other]).top < reach)
            {
                let b = &ink.runs[second];
                let clash = collide(&core(a), &core(b)) || touch(view, a, b);
                if !clash || same_equation(view, a, b) {
                    continue;
                }
                let (early, late) = (first.min(second), first.max(second));
                if told.contains(&early) {
                    continue;
                }
                told.push(early);
                faults.push(Fault {
                    rule: "text-overlap",
                    page,
                    area: a.area.with(&b.area),
                    at: view.at(page, early),
                    message: eco_format!(
                        "“{}” is printed over “{}”",
                        short(&ink.runs[early].text),
                        short(&ink.runs[late].text)
                    ),
                });
            }
        }
        for (index, run) in ink.runs.iter().enumerate().filter(|(_, run)| run.upright) {
            let letters = core(run);
            let hit = |area: &Area| collide(&letters, area);
            if let Some(picture) = ink.pictures.iter().find(|other| hit(&other.area)) {
                faults.push(Fault {
                    rule: "text-overlap",
                    page,
                    area: run.area.with(&picture.area),
                    at: view.at(page, index),
                    message: eco_format!(
                        "“{}” is printed over a figure",
                        short(&run.text)
                    ),
                });
            }
        }
    }
    faults
}

/// Where the small letters of a run stand.
fn core(run: &Run) -> Area {
    Area {
        top: run.base - 0.5 * run.size,
        bottom: run.base,
        ..run.area
    }
}

fn collide(a: &Area, b: &Area) -> bool {
    let (across, down) = a.overlap(b);
    across > PAGE_OVERLAP_PT[0] && down > PAGE_OVERLAP_PT[1]
}

/// Whether the texts of two cells run into one another on one line.
fn touch(view: &View, a: &Run, b: &Run) -> bool {
    let (left, right) = if a.area.left <= b.area.left { (a, b) } else { (b, a) };
    let line = (a.base - b.base).abs() < 1.0;
    let close = right.area.left - left.area.right < PAGE_GAP_PT;
    let cell = |run: &Run| view.nearest(run.element, "cell");
    line && close && cell(a).is_some() && cell(b).is_some() && cell(a) != cell(b)
}

/// Signs of one equation may stand on one another.
fn same_equation(view: &View, a: &Run, b: &Run) -> bool {
    let equation = |run: &Run| view.nearest(run.element, "equation");
    equation(a).is_some_and(|own| equation(b) == Some(own))
}

/// Text under a rule that is drawn through its letters.
///
/// # Why
/// A table row that is too high for its place pushes the next block over its rule.
///
/// # Instead
/// Give the block above fewer or shorter rows.
pub(super) fn struck(view: &View) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (page, ink) in view.each().filter(|(page, _)| view.kind(*page) != Some("bare")) {
        let rules: Vec<_> = ink
            .drawn
            .iter()
            .filter(|drawn| {
                let area = drawn.area;
                area.height() < 1.0 && area.width() > 30.0
            })
            .collect();
        for (index, run) in ink.runs.iter().enumerate().filter(|(_, run)| run.upright) {
            let letters = core(run);
            let through = |area: Area| {
                let middle = f64::midpoint(area.top, area.bottom);
                let inside = letters.top + 0.8 < middle && middle < letters.bottom - 0.8;
                inside && letters.left < area.right && area.left < letters.right
            };
            let is_struck = rules.iter().any(|drawn| through(drawn.area));
            if !is_struck || view.is_furniture(run.element) {
                continue;
            }
            faults.push(Fault {
                rule: "text-struck",
                page,
                area: run.area,
                at: view.at(page, index),
                message: eco_format!("a rule runs through “{}”", short(&run.text)),
            });
        }
    }
    faults
}

/// Something whose beginning or end is on no page.
///
/// # Why
/// What breaks between two pages is laid out again when a figure floats to the head of
/// the second one. If fewer lines have room there than before, lines move to the first
/// page, which is finished, and are printed nowhere.
///
/// # Instead
/// Let the figure float elsewhere, move it in the text, or run `casebook fit`.
pub(super) fn lost(view: &View) -> Vec<Fault> {
    let torn = |page: usize, at: Point, element: Option<usize>, end: &str| {
        let (left, top) = (at.x.to_pt(), at.y.to_pt());
        Fault {
            rule: "text-lost",
            page,
            area: Area {
                left,
                top,
                right: left + view.paper.column(),
                bottom: top + view.paper.pitch,
            },
            at: view.of(element).unwrap_or_else(typst_syntax::DiagSpan::detached),
            message: eco_format!("the {end} of a text is printed nowhere"),
        }
    };
    let headless = view.pages.ends.iter();
    let headless = headless.map(|end| torn(end.page, end.at, end.parent, "beginning"));
    let endless = view.pages.endless.iter().filter_map(|index| {
        let element = view.pages.elements.get(*index)?;
        Some(torn(element.page, element.at, Some(*index), "end"))
    });
    // Of the elements around one gap the first speaks for all.
    let mut faults: Vec<Fault> = headless.chain(endless).collect();
    faults.dedup_by_key(|fault| fault.page);
    faults
}

/// The beginning of a text, for a message.
pub(super) fn short(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= 28 {
        return text.to_string();
    }
    let start: String = text.chars().take(26).collect();
    format!("{}…", start.trim_end())
}
