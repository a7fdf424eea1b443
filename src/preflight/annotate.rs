//! The pages of an edition with what was found drawn on them.
//!
//! The layout draws what is laid over each page, and a list of it all; both come to
//! the finished pages here, so that these are the pages that were looked at.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use typst_layout::{Page, PagedDocument};
use typst_library::foundations::Bytes;
use typst_library::layout::{Abs, Frame, FrameItem, GroupItem, Point, Sides, Size};
use typst_library::model::Document;
use typst_library::visualize::Curve;

use super::judge::{Weighed, places};
use crate::diagnostics::{Failed, Report};
use crate::model::Edition;
use crate::project::Project;
use crate::typeset::typeset;
use crate::world::Manuscript;

/// Width of the strip for labels at the right of each page, in points.
const STRIP: f64 = 180.0;

/// The pages of an edition with what was found on them, a list of it behind them, and
/// on how many pages that was.
///
/// # Errors
/// Fails when labels and list cannot be laid out. What was found before is no reason.
pub fn annotate(
    project: &Project,
    edition: &Edition,
    document: &PagedDocument,
    found: &[Weighed],
    report: &mut Report,
) -> Result<(PagedDocument, usize), Failed> {
    let mut sheets: BTreeMap<usize, Vec<Value>> = BTreeMap::new();
    let list = list(project, document, found);
    for (one, fault) in found.iter().zip(&list) {
        sheets.entry(one.fault.page).or_default().push(fault.clone());
    }
    for faults in sheets.values_mut() {
        let top = |fault: &Value| fault["edges"][1].as_f64().unwrap_or_default();
        faults.sort_by(|a, b| top(a).total_cmp(&top(b)));
    }
    let drawn = sheets.iter().map(|(index, faults)| {
        let size = document.pages().get(*index).map(|page| page.frame.size());
        let size = size.unwrap_or_default();
        json!({ "width": size.x.to_pt(), "height": size.y.to_pt(), "faults": faults })
    });
    let words = json!({
        "edition": edition.name,
        "pages": document.pages().len(),
        "strip": STRIP,
        "sheets": drawn.collect::<Vec<_>>(),
        "findings": list,
    });
    let mut own = Report::new();
    let over = overlay(project, edition, &words, &mut own);
    report.join(own);
    let marked: Vec<usize> = sheets.keys().copied().collect();
    Ok((merge(document, &over?, &marked), marked.len()))
}

/// What is told of each finding, numbered from 1.
fn list(project: &Project, document: &PagedDocument, found: &[Weighed]) -> Vec<Value> {
    let places = places(found.iter().map(|one| one.fault), project);
    let told = found.iter().zip(places).zip(1..);
    told.map(|((Weighed { level, fault }, place), number)| {
        let page = document.pages().get(fault.page).map(|page| page.number);
        let area = fault.area;
        json!({
            "number": number,
            "level": level.word(),
            "rule": fault.rule,
            "message": fault.message.as_str(),
            "place": place.line.as_str(),
            "page": fault.page,
            "shown": page.unwrap_or_default(),
            "edges": [area.left, area.top, area.right, area.bottom],
        })
    })
    .collect()
}

/// Lays out a page for each that something was found on, and the list.
fn overlay(
    project: &Project,
    edition: &Edition,
    words: &Value,
    report: &mut Report,
) -> Result<PagedDocument, Failed> {
    let mut manuscript = Manuscript::default();
    let text = Bytes::from_string(words.to_string());
    manuscript.files.insert("/manuscript/annotate.json".to_string(), text);
    let world = project.world().with(manuscript, edition.date);
    typeset(&world.starting_at("/layout/annotate.typ"), report)
}

/// The pages of a book on wider sheets, below what is laid over them, and the list
/// behind them.
fn merge(book: &PagedDocument, over: &PagedDocument, marked: &[usize]) -> PagedDocument {
    let mut layers: BTreeMap<usize, &Frame> = BTreeMap::new();
    for (index, page) in marked.iter().zip(over.pages()) {
        layers.insert(*index, &page.frame);
    }
    let sheets = book.pages().iter().enumerate();
    let sheets = sheets.map(|(index, page)| sheet(page, layers.get(&index).copied()));
    let list = over.pages().iter().skip(marked.len()).cloned();
    PagedDocument::new(sheets.chain(list).collect(), book.info().clone())
}

/// A page cut at its trim, with a strip at its right and a layer over both.
fn sheet(page: &Page, layer: Option<&Frame>) -> Page {
    let size = page.frame.size();
    let mut frame = Frame::hard(Size::new(size.x + Abs::pt(STRIP), size.y));
    let mut trimmed = GroupItem::new(page.frame.clone());
    trimmed.clip = Some(Curve::rect(size));
    frame.push(Point::zero(), FrameItem::Group(trimmed));
    if let Some(layer) = layer {
        let layer = GroupItem::new(layer.clone());
        frame.push(Point::zero(), FrameItem::Group(layer));
    }
    Page { frame, bleed: Sides::default(), ..page.clone() }
}
