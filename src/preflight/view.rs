//! What the rules look at, and where the things that they see come from.

use ecow::EcoString;
use typst_layout::PagedDocument;
use typst_library::WorldExt;
use typst_library::foundations::{NativeElement, Value};
use typst_library::introspection::MetadataElem;
use typst_library::model::{FigureElem, HeadingElem, TableElem};
use typst_syntax::{DiagSpan, Span, SubRange};

use super::ink::{Area, Element, PageInk, Pages, Run};
use crate::diagnostics::at;
use crate::load::prose::Kind;
use crate::load::{Content, Unit};
use crate::model::{Edition, Page};
use crate::project::Project;

/// What a rule found on a page.
#[derive(Debug, Clone)]
pub struct Fault {
    /// The rule.
    pub rule: &'static str,
    /// The page, from 0.
    pub page: usize,
    /// Where on the page.
    pub area: Area,
    /// The content that caused it.
    pub at: DiagSpan,
    /// What is wrong.
    pub message: EcoString,
}

/// The pages of an edition with all that is needed to judge them.
#[derive(Debug)]
pub struct View<'a> {
    /// The guide.
    pub project: &'a Project,
    /// The edition.
    pub edition: &'a Edition,
    /// The measures of its page.
    pub paper: Page,
    /// The finished document.
    pub document: &'a PagedDocument,
    /// What stands on its pages.
    pub pages: Pages,
    /// The sections, in order.
    pub sections: Vec<Section>,
}

/// The beginning of a section, or the end of a step.
#[derive(Debug, Clone, Eq, PartialEq)]
pub struct Section {
    /// The page, from 0.
    pub page: usize,
    /// What begins: `step`, `opener`, `recap` …; nothing at the end of a step.
    pub kind: Option<EcoString>,
    /// Whether it begins a page of its own.
    pub opens: bool,
}

impl<'a> View<'a> {
    /// Reads the pages of an edition.
    pub fn new(
        project: &'a Project,
        edition: &'a Edition,
        document: &'a PagedDocument,
    ) -> Self {
        let pages = Pages::read(document);
        let sections = pages.elements.iter().filter_map(section).collect();
        let paper = edition.page();
        Self { project, edition, paper, document, pages, sections }
    }

    /// All pages with their index.
    pub fn each(&self) -> impl Iterator<Item = (usize, &PageInk)> {
        self.pages.pages.iter().enumerate()
    }

    /// The kind of the section that a page belongs to, where its top lies.
    pub fn kind(&self, page: usize) -> Option<&str> {
        let begun = self
            .sections
            .iter()
            .rev()
            .find(|section| section.page <= page && section.kind.is_some());
        begun.and_then(|section| section.kind.as_deref())
    }

    /// Whether a page holds steps, exercises or running text in columns.
    pub fn flows(&self, page: usize) -> bool {
        matches!(self.kind(page), Some("step" | "practice" | "text"))
    }

    /// Whether a page holds text to read: in its columns, or in a list of the matter.
    pub fn reads(&self, page: usize) -> bool {
        self.flows(page) || matches!(self.kind(page), Some("front" | "back"))
    }

    /// The left edges of the columns of a page of running text.
    pub fn columns(&self, page: usize) -> Vec<f64> {
        let verso = self.edition.duplex && page % 2 == 1;
        let first = if verso { self.paper.outside } else { self.paper.inside };
        let step = self.paper.column() + self.paper.gutter;
        (0..self.paper.columns)
            .map(|index| first + f64::from(index) * step)
            .collect()
    }

    /// The column that a point across a page falls into, from 0.
    pub fn column(&self, page: usize, x: f64) -> usize {
        let columns = self.columns(page);
        columns.iter().rposition(|left| x + 8.0 >= *left).unwrap_or(0)
    }

    /// The foot of the text.
    pub fn foot(&self) -> f64 {
        self.paper.top + self.paper.text_height()
    }

    /// Whether an element is a running head, a tab or another artifact.
    pub fn is_furniture(&self, element: Option<usize>) -> bool {
        self.pages
            .around(element)
            .any(|open| open.content.elem().name() == "artifact")
    }

    /// Whether an element stands in an equation, a heading … of this name.
    pub fn is_in(&self, element: Option<usize>, name: &str) -> bool {
        self.pages
            .around(element)
            .any(|open| open.content.elem().name() == name)
    }

    /// Whether a run stands in a frame that is wider than a column and lower than one:
    /// the head of a unit, a wide float.
    pub fn spans(&self, run: &Run) -> bool {
        let boxes = &self.pages.boxes;
        let parent = |index: &usize| boxes.get(*index)?.parent;
        std::iter::successors(Some(run.frame), parent)
            .filter_map(|index| boxes.get(index))
            .any(|frame| {
                let is_wide =
                    frame.area.width() > self.paper.column() + self.paper.gutter;
                let is_low = frame.area.height() < 0.9 * self.paper.text_height();
                frame.parent.is_some() && is_wide && is_low
            })
    }

    /// The innermost element of a name that an element stands in, by its place.
    pub fn nearest(&self, element: Option<usize>, name: &str) -> Option<usize> {
        std::iter::successors(element, |index| self.pages.elements.get(*index)?.parent)
            .find(|index| {
                let open = self.pages.elements.get(*index);
                open.is_some_and(|open| open.content.elem().name() == name)
            })
    }

    /// The place in the content of a run of a page.
    pub fn at(&self, page: usize, index: usize) -> DiagSpan {
        let Some(ink) = self.pages.pages.get(page) else { return DiagSpan::detached() };
        let Some(run) = ink.runs.get(index) else { return DiagSpan::detached() };
        if let Some(own) = self.own(run) {
            return own;
        }
        // What the layout or a number says stands beside words of the content.
        let near = |distance: usize| {
            [index.checked_sub(distance), Some(index + distance)]
                .into_iter()
                .flatten()
                .filter_map(|other| ink.runs.get(other))
                .find_map(|run| self.own(run))
        };
        (1..200).find_map(near).unwrap_or_else(DiagSpan::detached)
    }

    /// The place of a glyph, if it comes from the content. What a call writes is
    /// longer than the call; only the whole call is named then.
    pub fn glyph(&self, (span, offset): (Span, u16)) -> Option<DiagSpan> {
        if !is_content(span) {
            return None;
        }
        let start = usize::from(offset);
        let length = self.project.world().range(span).map_or(0, |range| range.len());
        let part = SubRange::new(start, start + 1).filter(|_| start < length);
        Some(DiagSpan::from_span(span, part))
    }

    /// The place in the content that a run names itself.
    fn own(&self, run: &Run) -> Option<DiagSpan> {
        self.glyph(run.span).or_else(|| self.of(run.element))
    }

    /// The place in the content of an element, or of the nearest around it.
    pub fn of(&self, element: Option<usize>) -> Option<DiagSpan> {
        self.pages.around(element).find_map(|open| {
            let own = open.content.span();
            is_content(own).then(|| own.into()).or_else(|| self.labelled(open))
        })
    }

    /// The place where a figure, table or formula is put.
    fn labelled(&self, element: &Element) -> Option<DiagSpan> {
        let label = element.content.label()?.resolve();
        self.placed(label.as_str())
    }

    /// The place in the content of what has a label such as `fig:case:name`.
    pub fn placed(&self, label: &str) -> Option<DiagSpan> {
        let mut words = label.splitn(3, ':');
        let (prefix, slug) = (words.next()?, words.next()?);
        let name = words.next();
        let content = self.project.content.as_ref()?;
        let unit = content.all_units().find(|unit| unit.slug == slug)?;
        let kinds: &[Kind] = match prefix {
            "fig" => &[Kind::Figure],
            "tab" => &[Kind::Tradeoff, Kind::Estimate],
            "eq" => &[Kind::Formula],
            "step" => return self.opens(content, unit, name?),
            _ => return None,
        };
        let put = unit.prose.iter().flat_map(|prose| &prose.scan.mentions);
        let mut put = put.filter(|mention| kinds.contains(&mention.kind));
        let put = put.find(|mention| mention.name.as_deref() == name);
        put.map(|mention| mention.at).or_else(|| {
            let figure = self.project.diagrams.get(slug, name?)?;
            Some(at(figure.file, 0..0))
        })
    }

    /// The beginning of the prose of a step.
    fn opens(&self, content: &Content, unit: &Unit, step: &str) -> Option<DiagSpan> {
        let index = content.guide().step.iter().position(|s| s.slug.text == step)?;
        let prose = unit.prose.iter().find(|prose| prose.step == Some(index))?;
        Some(at(prose.file, 0..0))
    }

    /// The headings with their levels.
    pub fn headings(&self) -> impl Iterator<Item = (usize, &Element)> {
        self.of_kind(HeadingElem::ELEM.name())
    }

    /// The figures and captioned tables.
    pub fn figures(&self) -> impl Iterator<Item = (usize, &Element)> {
        self.of_kind(FigureElem::ELEM.name())
    }

    /// The tables.
    pub fn tables(&self) -> impl Iterator<Item = (usize, &Element)> {
        self.of_kind(TableElem::ELEM.name())
    }

    /// All elements of a name with their place.
    pub fn of_kind(&self, name: &'static str) -> impl Iterator<Item = (usize, &Element)> {
        let all = self.pages.elements.iter().enumerate();
        all.filter(move |(_, element)| element.content.elem().name() == name)
    }
}

/// Whether a place lies in the content: neither in the layout nor in the words
/// that prose may use.
fn is_content(span: Span) -> bool {
    let Some(id) = span.id() else { return false };
    let path = id.get().vpath().get_with_slash();
    path.starts_with("/content/") && path != "/content/casebook.typ"
}

fn section(element: &Element) -> Option<Section> {
    let mark = element.content.to_packed::<MetadataElem>()?;
    if element.content.label()?.resolve().as_str() != "section" {
        return None;
    }
    let Value::Dict(value) = &mark.value else { return None };
    let kind = match value.get("kind") {
        Ok(Value::Str(kind)) => Some(kind.as_str().into()),
        _ => None,
    };
    let opens = matches!(value.get("opens"), Ok(Value::Bool(true)));
    Some(Section { page: element.page, kind, opens })
}
