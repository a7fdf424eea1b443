//! Figures and tables: where they stand, and how the text leads to them.

use std::collections::{BTreeMap, BTreeSet};

use ecow::eco_format;
use typst_library::model::RefElem;

use super::ink::{Area, Element, Run};
use super::view::{Fault, View};
use crate::load::prose::Kind;

/// A figure or captioned table.
#[derive(Debug)]
struct Float<'a> {
    /// Its label: `fig:case:name`.
    label: String,
    element: &'a Element,
}

/// Figures and tables with their labels, in the order of the frames.
fn floats<'a>(view: &'a View) -> Vec<Float<'a>> {
    let labelled = |(_, element): (usize, &'a Element)| {
        let label = element.content.label()?.resolve().to_string();
        Some(Float { label, element })
    };
    view.figures().filter_map(labelled).collect()
}

/// The pages of the references to each figure and table of a unit.
fn mentions(view: &View) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for (_, element) in view.of_kind("ref") {
        let Some(reference) = element.content.to_packed::<RefElem>() else { continue };
        let Some(file) = element.content.span().id() else { continue };
        let path = file.get().vpath().get_with_slash();
        let slug = path.trim_start_matches('/').split('/').nth(2).unwrap_or_default();
        let slug =
            if path.starts_with("/content/framework") { "framework" } else { slug };
        let target = reference.target.resolve();
        if let Some((prefix, name)) = target.as_str().split_once(':') {
            let label = format!("{prefix}:{slug}:{name}");
            let first = found.entry(label).or_insert(element.page);
            *first = (*first).min(element.page);
        }
    }
    found
}

fn fault(
    view: &View,
    rule: &'static str,
    float: &Float,
    message: ecow::EcoString,
) -> Fault {
    let at = float.element.at;
    let (left, top) = (at.x.to_pt(), at.y.to_pt());
    let area = picture(view, float).unwrap_or(Area {
        left,
        top,
        right: left + view.paper.column(),
        bottom: top + view.paper.pitch,
    });
    Fault {
        rule,
        page: float.element.page,
        area,
        at: view
            .placed(&float.label)
            .unwrap_or_else(typst_syntax::DiagSpan::detached),
        message,
    }
}

/// Where the picture of a figure stands.
fn picture(view: &View, float: &Float) -> Option<Area> {
    let ink = view.pages.pages.get(float.element.page)?;
    let own = |label: Option<String>| label.as_deref() == Some(float.label.as_str());
    let picture = ink
        .pictures
        .iter()
        .find(|p| own(view.pages.label(p.element, "fig:")))?;
    Some(picture.area)
}

/// Its name for people: figure “path”.
fn name(float: &Float) -> String {
    let mut words = float.label.split(':');
    let kind = if words.next() == Some("tab") { "table" } else { "figure" };
    format!("the {kind} `{}`", words.nth(1).unwrap_or_default())
}

/// A figure or table that stands before the page of its first mention, or more
/// than a page behind it.
///
/// # Why
/// The reader looks for it where the text speaks of it: on the page, the facing one
/// or the next.
///
/// # Instead
/// Move `#fig` or the reference, or run `casebook fit`.
pub(super) fn far(view: &View) -> Vec<Fault> {
    let mentions = mentions(view);
    let mut faults = Vec::new();
    for float in floats(view) {
        let Some(&first) = mentions.get(&float.label) else { continue };
        let page = float.element.page;
        let facing = view.edition.duplex && page.div_ceil(2) == first.div_ceil(2);
        if facing || (first..=first + 1).contains(&page) {
            continue;
        }
        let message = eco_format!(
            "{} stands on page {}, first mentioned on page {}",
            name(&float),
            page + 1,
            first + 1
        );
        faults.push(fault(view, "float-far", &float, message));
    }
    faults
}

/// A figure or table that no text of its unit refers to.
///
/// # Why
/// Nobody is sent there, and nobody knows what it is for.
///
/// # Instead
/// Refer to it where it helps: `@fig:name`, `@tab:name`. Boards and estimates speak
/// for themselves.
pub(super) fn unmentioned(view: &View) -> Vec<Fault> {
    let mentions = mentions(view);
    let named = named(view);
    let placed = order(view);
    let alone = |float: &Float| {
        let figure = float.label.starts_with("fig:") && placed.contains_key(&float.label);
        let told = mentions.contains_key(&float.label) || named.contains(&float.label);
        figure && !told
    };
    let lonely = floats(view).into_iter().filter(alone);
    let message = |float: &Float| eco_format!("no text refers to {}", name(float));
    lonely
        .map(|float| fault(view, "float-unmentioned", &float, message(&float)))
        .collect()
}

/// All figures that a text of their unit refers to, printed or not.
fn named(view: &View) -> BTreeSet<String> {
    let units = view.project.content.iter().flat_map(|content| content.all_units());
    let named = units.flat_map(|unit| {
        let own = unit.mentions().filter(|mention| mention.kind == Kind::FigureRef);
        let name = |mention: &crate::load::prose::Mention| {
            format!("fig:{}:{}", unit.slug, mention.name.as_deref().unwrap_or_default())
        };
        own.map(name).collect::<Vec<_>>()
    });
    named.collect()
}

/// The places of figures and tables in the prose of their units, from 0.
fn order(view: &View) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    let units = view.project.content.iter().flat_map(|content| content.all_units());
    for unit in units {
        let placed = unit.prose.iter().flat_map(|prose| &prose.scan.mentions);
        for (place, mention) in placed.enumerate() {
            let prefix = match mention.kind {
                Kind::Figure => "fig",
                Kind::Tradeoff | Kind::Estimate => "tab",
                _ => continue,
            };
            let name = mention.name.as_deref().unwrap_or_default();
            found.insert(format!("{prefix}:{}:{name}", unit.slug), place);
        }
    }
    found
}

/// A figure or table that stands before one with a lower number.
///
/// # Why
/// Who looks for Figure 3 goes back from Figure 4.
///
/// # Instead
/// Move one of them, or run `casebook fit`.
pub(super) fn disorder(view: &View) -> Vec<Fault> {
    let numbers = order(view);
    let mut last: BTreeMap<String, Place> = BTreeMap::new();
    let mut faults = Vec::new();
    let mut all = floats(view);
    all.sort_by_key(|float| numbers.get(&float.label).copied());
    for float in &all {
        let Some(_) = numbers.get(&float.label) else { continue };
        let key = float.label.rsplit_once(':').map_or("", |(unit, _)| unit).to_string();
        let before = last.get(&key).copied();
        let place = met_at(view, float, before);
        match before {
            Some(before) if place < before => {
                let message =
                    eco_format!("{} stands before one with a lower number", name(float));
                faults.push(fault(view, "float-order", float, message));
            }
            _ => drop(last.insert(key, place)),
        }
    }
    faults
}

/// A page, a column and a height in whole points, in the order of reading.
type Place = (usize, usize, i64);

fn place(view: &View, element: &Element) -> Place {
    let column = view.column(element.page, element.at.x.to_pt());
    #[expect(clippy::cast_possible_truncation, reason = "a page is small")]
    let height = element.at.y.to_pt().round() as i64;
    (element.page, column, height)
}

/// Where a float comes in the order of its kind. One of all columns at the foot of a page
/// is met at each of them, so that it may stand behind whatever any of them holds.
fn met_at(view: &View, float: &Float, last: Option<Place>) -> Place {
    let is_above = float.element.at.y.to_pt() < view.paper.height / 2.0;
    let count = if is_above { 1 } else { usize::MAX };
    let places: Vec<Place> = read_at(view, float).into_iter().take(count).collect();
    let behind = places.iter().find(|place| last.is_none_or(|last| **place >= last));
    let first = behind.or(places.last()).copied();
    first.unwrap_or_else(|| place(view, float.element))
}

/// Two figures or tables with no line of text between them.
///
/// # Why
/// A column of figures is a gallery; the text that explains them stands elsewhere.
///
/// # Instead
/// Put a paragraph between them, or place one of them at the other end.
pub(super) fn stacked(view: &View) -> Vec<Fault> {
    let mut faults = Vec::new();
    let all = floats(view);
    for pair in all.windows(2) {
        let [above, below] = pair else { continue };
        let places = [place(view, above.element), place(view, below.element)];
        let [first, second] = places;
        if (first.0, first.1) != (second.0, second.1) || second.2 <= first.2 {
            continue;
        }
        let Some(ink) = view.pages.pages.get(first.0) else { continue };
        let between = ink.runs.iter().any(|run| {
            let inside = above.element.at.y.to_pt() < run.base
                && run.base < below.element.at.y.to_pt();
            let column = view.column(first.0, run.area.left) == first.1;
            inside && column && !view.is_in(run.element, "figure")
        });
        if !between && view.flows(first.0) {
            let message = eco_format!("{} follows upon {}", name(below), name(above));
            faults.push(fault(view, "float-stacked", below, message));
        }
    }
    faults
}

/// A figure or table among the text of another case, where a step of all cases runs in
/// the same columns.
///
/// # Why
/// It is read as one of the other case.
///
/// # Instead
/// Let it float to the other end of the page, or run `casebook fit`.
pub(super) fn astray(view: &View) -> Vec<Fault> {
    let heads = heads(view);
    let mut faults = Vec::new();
    for float in floats(view) {
        let owner = |at: Place| owner(view, &heads, &float, at);
        let owners: Vec<_> = read_at(view, &float).into_iter().map(owner).collect();
        let is_lost = owners.iter().all(Option::is_some);
        let Some(other) = owners.into_iter().flatten().next().filter(|_| is_lost) else {
            continue;
        };
        if view.flows(float.element.page) {
            let message = eco_format!("{} stands in the text of `{other}`", name(&float));
            faults.push(fault(view, "float-astray", &float, message));
        }
    }
    faults
}

/// The other unit in whose text a float stands, if it is read at some place.
fn owner(
    view: &View,
    heads: &[(Place, String)],
    float: &Float,
    at: Place,
) -> Option<String> {
    let own = float.label.split(':').nth(1)?;
    let opened = view.sections.iter().rfind(|s| s.opens && s.page <= at.0);
    let first = opened.map_or(0, |section| section.page);
    let before = heads.iter().rfind(|(head, _)| head.0 >= first && *head < at);
    let around =
        before.or_else(|| heads.iter().find(|(head, _)| head.0 == at.0 && *head > at));
    let (_, other) = around.filter(|(_, other)| other != own)?;
    // Below the last line of the other, it stands at the head of its own.
    let next = heads.iter().find(|(head, slug)| *head > at && slug == own);
    let at_home = next.is_some_and(|(head, _)| !is_text_between(view, at, *head));
    (!at_home).then(|| other.clone())
}

/// The heads of steps with the units that they open, in the order of reading.
fn heads<'a>(view: &'a View) -> Vec<(Place, String)> {
    let head = |(_, element): (usize, &'a Element)| {
        let label = element.content.label()?.resolve();
        let slug = label.as_str().strip_prefix("step:")?.split(':').next()?;
        Some((place(view, element), slug.to_string()))
    };
    let mut heads: Vec<_> = view.headings().filter_map(head).collect();
    heads.sort();
    heads
}

/// Where a float is read: one of all columns with the text of each.
fn read_at(view: &View, float: &Float) -> Vec<Place> {
    let (page, column, height) = place(view, float.element);
    let runs = view.pages.pages.get(page).map_or(&[][..], |ink| &ink.runs);
    let own = |run: &&Run| {
        let label = view.pages.label(run.element, &float.label);
        label.as_ref() == Some(&float.label)
    };
    let words = runs.iter().filter(own).map(|run| run.area);
    let areas: Vec<Area> = words.chain(picture(view, float)).collect();
    let left = areas.iter().map(|area| area.left).fold(f64::INFINITY, f64::min);
    let right = areas.iter().map(|area| area.right).fold(f64::NEG_INFINITY, f64::max);
    match right - left > view.paper.column() + view.paper.gutter {
        true => (0..view.columns(page).len())
            .map(|column| (page, column, height))
            .collect(),
        false => vec![(page, column, height)],
    }
}

/// Whether any text that is not of a figure stands between two places of a page.
fn is_text_between(view: &View, from: Place, to: Place) -> bool {
    let Some(ink) = view.pages.pages.get(from.0).filter(|_| from.0 == to.0) else {
        return true;
    };
    ink.runs.iter().any(|run| {
        #[expect(clippy::cast_possible_truncation, reason = "a page is small")]
        let height = run.base.round() as i64;
        let at = (from.0, view.column(from.0, run.area.left), height);
        let is_text =
            !view.is_in(run.element, "figure") && !view.is_furniture(run.element);
        from < at && at < to && is_text
    })
}

/// A table of which a single row stands on another page.
///
/// # Why
/// A row without its table is read as a stray line.
///
/// # Instead
/// Shorten the table, or place it at the head of a page.
pub(super) fn split(view: &View) -> Vec<Fault> {
    let mut rows: BTreeMap<usize, BTreeMap<(usize, usize), Vec<i64>>> = BTreeMap::new();
    for (_, cell) in view.of_kind("cell") {
        let table = view.nearest(cell.parent, "table");
        let Some(table) = table else { continue };
        let (page, column, height) = place(view, cell);
        let parts = rows.entry(table).or_default();
        let heights = parts.entry((page, column)).or_default();
        if !heights.contains(&height) {
            heights.push(height);
        }
    }
    let mut faults = Vec::new();
    for (table, parts) in rows {
        let pages: BTreeSet<usize> = parts.keys().map(|(page, _)| *page).collect();
        if pages.len() < 2 {
            continue;
        }
        let on = |page: usize| -> usize {
            let own = parts.iter().filter(|((other, _), _)| *other == page);
            own.map(|(_, heights)| heights.len()).max().unwrap_or_default()
        };
        // The head is repeated, so that one row is two heights.
        let Some(page) = pages.into_iter().find(|page| on(*page) < 3) else { continue };
        let Some(element) = view.pages.elements.get(table) else { continue };
        let float = Float {
            label: view.pages.label(Some(table), "tab:").unwrap_or_default(),
            element,
        };
        let message =
            eco_format!("one row of the table stands alone on page {}", page + 1);
        let at = view.of(Some(table)).unwrap_or_else(typst_syntax::DiagSpan::detached);
        faults.push(Fault {
            page,
            at,
            ..fault(view, "table-split", &float, message)
        });
    }
    faults
}
