//! Where the parts of a figure stand in its text.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use roxmltree::{Document, Node};

use crate::diagram::attribute::inherited;

/// Elements that are drawn where they stand, with what they hold.
const DRAWN: [&str; 3] = ["svg", "g", "a"];
/// Elements whose words belong to the text around them.
const LETTERED: [&str; 4] = ["text", "tspan", "textPath", "a"];

/// The name of a part and its bytes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Name {
    /// The id; empty if it has none.
    pub(super) id: String,
    /// Its bytes, or those of the nearest part around it that has an id.
    pub(super) at: Range<usize>,
}

/// The parts of a figure by id, and its texts by their words.
#[derive(Debug)]
pub(super) struct Places<'a> {
    ids: BTreeMap<&'a str, Range<usize>>,
    root: Range<usize>,
    texts: Vec<Text<'a>>,
    by_words: BTreeMap<String, VecDeque<usize>>,
    /// Words of texts that are printed elsewhere, such as those of a symbol.
    lent: BTreeSet<String>,
}

/// A `<text>` of the XML.
#[derive(Debug)]
struct Text<'a> {
    id: &'a str,
    words: String,
    at: Range<usize>,
    /// Whether it has to be printed where it stands.
    due: bool,
    /// Whether the tree has it.
    found: bool,
}

impl<'a> Places<'a> {
    pub(super) fn new(xml: &'a Document) -> Self {
        let mut ids = BTreeMap::new();
        let mut texts = Vec::new();
        let mut by_words: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
        let mut lent = BTreeSet::new();
        let hiding = hides(xml);
        for node in xml.descendants().filter(Node::is_element) {
            if let Some(id) = node.attribute("id") {
                ids.entry(id).or_insert_with(|| bytes(node));
            }
            if node.tag_name().name() == "text" {
                let words = squeezed(&words(node));
                by_words.entry(words.clone()).or_default().push_back(texts.len());
                let due = !hiding && !words.is_empty() && is_due(node);
                if !due {
                    lent.insert(words.clone());
                }
                let id = node.attribute("id").unwrap_or_default();
                texts.push(Text { id, words, at: node.range(), due, found: false });
            }
        }
        Self {
            ids,
            root: bytes(xml.root_element()),
            texts,
            by_words,
            lent,
        }
    }

    pub(super) fn root(&self) -> Name {
        Name { id: String::new(), at: self.root.clone() }
    }

    /// The name of a part; without an id it stands where its surroundings are.
    pub(super) fn name(&self, id: &str, around: &Name) -> Name {
        let at = self.ids.get(id).unwrap_or(&around.at).clone();
        Name { id: id.into(), at }
    }

    /// The name of a text of the tree, which is ticked off. Without an id, it is
    /// the next one with the same words.
    pub(super) fn text(&mut self, id: &str, words: &str, around: &Name) -> Name {
        let queue = self.by_words.get_mut(&squeezed(words));
        let texts = &self.texts;
        let index = queue.and_then(|queue| {
            let own = queue
                .iter()
                .position(|index| texts.get(*index).is_some_and(|text| text.id == id));
            queue.remove(own?)
        });
        let mut name = self.name(id, around);
        if let Some(text) = index.and_then(|index| self.texts.get_mut(index)) {
            text.found = true;
            name.at = text.at.clone();
        }
        name
    }

    /// The texts that should be printed and are not in the tree, of which `drawn`
    /// gives the number of texts: name and words.
    pub(super) fn missing(&self, drawn: usize) -> Vec<(Name, &str)> {
        let due = self.texts.iter().filter(|text| text.due).count();
        let missing = self.texts.iter().filter(|text| text.due && !text.found);
        let name = |text: &Text| Name { id: text.id.into(), at: text.at.clone() };
        missing
            .take(due.saturating_sub(drawn))
            .map(|text| (name(text), text.words.as_str()))
            .collect()
    }

    /// Whether the XML has a text with these words that is printed elsewhere,
    /// such as in a symbol.
    pub(super) fn is_lent(&self, words: &str) -> bool {
        self.lent.contains(&squeezed(words))
    }
}

/// The bytes of a text with its words, and of any other element up to the end of
/// its last attribute.
fn bytes(node: Node) -> Range<usize> {
    let whole = node.range();
    if node.tag_name().name() == "text" {
        return whole;
    }
    let name = whole.start + 1 + node.tag_name().name().len();
    let last = node.attributes().map(|attribute| attribute.range().end).max();
    whole.start..last.unwrap_or(name).min(whole.end)
}

/// Text without white space, which SVG collapses in its own way.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The words that an element draws.
fn words(text: Node) -> String {
    let lettered = |node: &Node| {
        let inside = node.ancestors().skip(1).take_while(|n| *n != text);
        inside.into_iter().all(|n| LETTERED.contains(&n.tag_name().name()))
    };
    let pieces = text.descendants().filter(|node| node.is_text() && lettered(node));
    pieces.filter_map(|piece| piece.text()).collect()
}

/// Whether a style sheet may hide parts, which only a full reader of CSS knows.
fn hides(xml: &Document) -> bool {
    let sheets = xml.descendants().filter(|node| node.tag_name().name() == "style");
    let mut texts = sheets.flat_map(|sheet| sheet.descendants()).filter_map(|n| n.text());
    texts.any(|text| text.contains("display") || text.contains("visibility"))
}

/// Whether a text is drawn where it stands: not in a definition, not hidden, not
/// bound to a condition, and with all its words in the file.
fn is_due(text: Node) -> bool {
    let mut around = text.ancestors().skip(1).filter(Node::is_element);
    let drawn = around.all(|node| DRAWN.contains(&node.tag_name().name()));
    let mut parts = text.ancestors().chain(text.descendants()).filter(Node::is_element);
    drawn && parts.all(|part| part.tag_name().name() != "tref" && shown(part))
}

fn shown(node: Node) -> bool {
    let conditions = ["systemLanguage", "requiredFeatures", "requiredExtensions"];
    let value = |name| inherited(node, name).map_or("", |(value, _)| value);
    conditions.iter().all(|condition| !node.has_attribute(*condition))
        && value("display") != "none"
        && !matches!(value("visibility"), "hidden" | "collapse")
}
