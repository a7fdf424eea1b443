//! One unit of the book with everything that its folder holds.

use typst_syntax::{DiagSpan, FileId, parse};

use super::Document;
use super::prose::{Kind, Mention, Place, Scan, scan};
use super::segments::segments;
use crate::diagnostics::Report;
use crate::model::{
    CaseStudy, Glossary, Guide, Incident, Markup, Mock, Practice, Primer, Prompts,
    Quantities, Table, Thread,
};
use crate::source::{File, Sources};

/// What a unit is, with the record that opens it.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "a guide has some dozens of units")]
pub enum Body {
    /// The steps themselves.
    Framework,
    /// A case study.
    Case(Document<CaseStudy>),
    /// A primer.
    Primer(Document<Primer>),
    /// A mock interview.
    Mock(Document<Mock>),
    /// Further prompts.
    Prompts(Document<Prompts>),
    /// Front matter, back matter and glossary.
    Matter,
    /// A record that is there and could not be understood.
    Unread,
}

/// One prose file.
#[derive(Debug, Clone)]
pub struct Prose {
    /// Its path from the root.
    pub path: String,
    /// Its name.
    pub file: FileId,
    /// The step that it tells, by index.
    pub step: Option<usize>,
    /// What it mentions.
    pub scan: Scan,
}

/// A markup string with its place and what it mentions.
#[derive(Debug, Clone)]
pub struct Snippet {
    /// The string as it stands in the file.
    pub markup: Markup,
    /// Its place in the file.
    pub place: Place,
    /// What it mentions.
    pub scan: Scan,
}

/// A heading of the index where prose or a record marks it.
#[derive(Debug, Copy, Clone)]
pub struct Heading<'a> {
    /// The heading.
    pub text: &'a str,
    /// The topic below it.
    pub topic: Option<&'a str>,
    /// Whether it is explained here.
    pub explained: bool,
    /// Where it is marked.
    pub at: DiagSpan,
}

/// A unit of the book.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Its slug; `framework`, `prompts` and `matter` for the units of that kind.
    pub slug: String,
    /// What it is.
    pub body: Body,
    /// The folder of its files, from slash to slash.
    pub folder: String,
    /// Its quantities.
    pub numbers: Option<Document<Quantities>>,
    /// Its practice.
    pub practice: Option<Document<Practice>>,
    /// Its prose, in order.
    pub prose: Vec<Prose>,
    /// Its markup strings.
    pub snippets: Vec<Snippet>,
}

impl Unit {
    /// Loads `numbers.toml`, `practice.toml` and the prose of a folder.
    pub(super) fn load(
        slug: &str,
        body: Body,
        folder: &str,
        prose: Vec<Prose>,
        sources: &Sources,
        report: &mut Report,
    ) -> Self {
        let numbers = document(&format!("{folder}numbers.toml"), sources, report);
        let practice = document(&format!("{folder}practice.toml"), sources, report);
        let mut unit = Self {
            slug: slug.to_string(),
            body,
            folder: folder.to_string(),
            numbers,
            practice,
            prose,
            snippets: Vec::new(),
        };
        unit.snippets = unit.find_snippets(sources);
        unit
    }

    fn find_snippets(&self, sources: &Sources) -> Vec<Snippet> {
        let own = match &self.body {
            Body::Case(d) => snippets(d, sources),
            Body::Primer(d) => snippets(d, sources),
            Body::Mock(d) => snippets(d, sources),
            Body::Prompts(d) => snippets(d, sources),
            Body::Framework | Body::Matter | Body::Unread => Vec::new(),
        };
        let practice = self.practice.iter().flat_map(|d| snippets(d, sources));
        let numbers = self.numbers.iter().flat_map(|d| snippets(d, sources));
        own.into_iter().chain(practice).chain(numbers).collect()
    }

    /// All mentions of the unit: prose first, in order, then the strings.
    pub fn mentions(&self) -> impl Iterator<Item = &Mention> {
        self.scans().flat_map(|scan| &scan.mentions)
    }

    /// All scans of the unit: prose first, in order, then the strings.
    pub fn scans(&self) -> impl Iterator<Item = &Scan> {
        let prose = self.prose.iter().map(|prose| &prose.scan);
        prose.chain(self.snippets.iter().map(|snippet| &snippet.scan))
    }

    /// The headings of the index that the unit marks: terms under their printed
    /// names, `#idx` as written, and the words that a case uses precisely.
    pub fn headings<'a>(
        &'a self,
        glossary: Option<&'a Document<Glossary>>,
    ) -> impl Iterator<Item = Heading<'a>> {
        let marked = self.mentions().filter_map(move |mention| {
            let name = mention.name.as_deref()?;
            let text = match mention.kind {
                Kind::Index => name,
                Kind::Term => glossary?.value.get(name)?.name.as_str(),
                _ => return None,
            };
            let (topic, at) = (mention.topic.as_deref(), mention.at);
            Some(Heading { text, topic, explained: false, at })
        });
        let words = self.case().into_iter().flat_map(|document| {
            document.value.words.iter().map(|word| Heading {
                text: word.term.text.as_str(),
                topic: None,
                explained: true,
                at: document.at(&word.term.range),
            })
        });
        marked.chain(words)
    }

    /// The record of a case study.
    pub fn case(&self) -> Option<&Document<CaseStudy>> {
        match &self.body {
            Body::Case(document) => Some(document),
            _ => None,
        }
    }

    /// The threads and incidents of a case or primer.
    pub fn stories(&self) -> Option<(&Table<Thread>, &Table<Incident>)> {
        match &self.body {
            Body::Case(case) => Some((&case.value.thread, &case.value.incident)),
            Body::Primer(primer) => Some((&primer.value.thread, &primer.value.incident)),
            _ => None,
        }
    }

    /// The number of words in prose and strings.
    pub fn words(&self) -> usize {
        self.scans().map(|scan| scan.words).sum()
    }
}

/// The markup strings of a document.
pub(super) fn snippets<T>(document: &Document<T>, sources: &Sources) -> Vec<Snippet> {
    let text = sources.by_id(document.file).map(File::text).unwrap_or_default();
    let snippet = |markup: &Markup| {
        let place = Place {
            file: document.file,
            segments: segments(text, &markup.range),
        };
        let scan = scan(&parse(&markup.text), &place);
        Snippet { markup: markup.clone(), place, scan }
    };
    document.markups.iter().map(snippet).collect()
}

/// Loads a TOML file that may be absent.
pub(super) fn document<T>(
    path: &str,
    sources: &Sources,
    report: &mut Report,
) -> Option<Document<T>>
where
    T: serde::de::DeserializeOwned + schemars::JsonSchema,
{
    sources.get(path).and_then(|file| Document::load(file, report))
}

/// Loads one prose file.
pub(super) fn prose(file: &File, step: Option<usize>) -> Prose {
    let empty = parse("");
    let root = file.source.as_ref().map_or(&empty, |source| source.root());
    let place = Place::whole(file.id, file.text().len());
    Prose {
        path: file.path.to_string(),
        file: file.id,
        step,
        scan: scan(root, &place),
    }
}

/// Loads the step files of a folder and reports missing and extra ones.
pub(super) fn step_files(
    folder: &str,
    guide: &Guide,
    sources: &Sources,
    report: &mut Report,
) -> Vec<Prose> {
    let slugs: Vec<&str> =
        guide.step.iter().map(|step| step.slug.text.as_str()).collect();
    for file in sources
        .under(folder)
        .filter(|file| file.source.is_some() && !file.path[folder.len()..].contains('/'))
    {
        if !slugs.contains(&file.stem()) {
            report
                .error(
                    "step-extra",
                    crate::diagnostics::at(file.id, 0..0),
                    ecow::eco_format!("`{}` is not a step of the guide", file.stem()),
                )
                .suggest(file.stem(), slugs.iter().copied())
                .hint(ecow::eco_format!("the steps are {}", slugs.join(", ")));
        }
    }
    let mut found = Vec::new();
    for (index, slug) in slugs.iter().enumerate() {
        match sources.get(&format!("{folder}{slug}.typ")) {
            Some(file) => found.push(prose(file, Some(index))),
            None => {
                let span = sources.get("/content/guide.toml").map(|f| {
                    crate::diagnostics::at(f.id, guide.step[index].slug.range.clone())
                });
                report
                    .error(
                        "step-missing",
                        span.unwrap_or(typst_syntax::DiagSpan::detached()),
                        ecow::eco_format!(
                            "`{}` has no file for the step `{slug}`",
                            folder.trim_matches('/')
                        ),
                    )
                    .hint(ecow::eco_format!("write `{}{slug}.typ`", &folder[1..]));
            }
        }
    }
    found
}
