//! Every file of content, read once.
//!
//! Files come in two layers: what lies under the root wins, file by file, over
//! the guide embedded in the binary, unless the `guide.toml` under the root says
//! `extends = "none"`. So an empty folder prints the handbook, and a folder with
//! one edition record is a complete project.

mod disk;
pub mod embedded;

pub use disk::read_picture;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ecow::EcoString;
use typst_library::foundations::Bytes;
use typst_syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};

use crate::diagnostics::{Failed, Report, at};

/// Where a file was found.
#[derive(Debug, Copy, Clone, Eq, PartialEq)]
pub enum Layer {
    /// Under the root.
    Disk,
    /// In the binary.
    Embedded,
    /// On the command line or made by the compiler.
    Virtual,
}

/// One file, with its name for Typst.
#[derive(Debug, Clone)]
pub struct File {
    /// The name that spans and diagnostics use.
    pub id: FileId,
    /// The path from the root, beginning with a slash.
    pub path: EcoString,
    /// The content, read once. Text that was not UTF-8 is replaced by its lossy
    /// form, and was reported.
    pub bytes: Bytes,
    /// The parsed form of Typst files.
    pub source: Option<Source>,
    /// Where it was found.
    pub layer: Layer,
}

impl File {
    /// The content as text; empty for fonts and pictures.
    pub fn text(&self) -> &str {
        self.bytes.as_str().unwrap_or_default()
    }

    /// The file name without folders and extension.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }
}

/// All files of a guide, by path from the root.
#[derive(Debug, Default)]
pub struct Sources {
    root: PathBuf,
    files: BTreeMap<EcoString, File>,
}

impl Sources {
    /// Reads the files under `root` over the embedded guide.
    ///
    /// # Errors
    /// Fails when the root is not a readable folder. Files that are too large,
    /// not UTF-8, empty or unreadable are reported and the reading goes on.
    pub fn read(root: &Path, report: &mut Report) -> Result<Self, Failed> {
        let mut sources = Self { root: root.to_path_buf(), files: BTreeMap::new() };
        disk::read(&mut sources, report)?;
        if !sources.stands_alone() {
            for (path, data) in embedded::guide() {
                if !sources.files.contains_key(path.as_str()) && !sources.has_twin(&path)
                {
                    sources.insert(&path, data.into_owned(), Layer::Embedded, report);
                }
            }
        } else {
            for (path, data) in embedded::fonts() {
                if !sources.files.contains_key(path.as_str()) {
                    sources.insert(&path, data.into_owned(), Layer::Embedded, report);
                }
            }
        }
        Ok(sources)
    }

    /// Whether the root holds the same figure in the other form.
    fn has_twin(&self, path: &str) -> bool {
        let twin = |from, to| path.strip_suffix(from).map(|stem| format!("{stem}{to}"));
        let twin = twin(".svg", ".dia").or_else(|| twin(".dia", ".svg"));
        twin.and_then(|twin| self.get(&twin))
            .is_some_and(|file| file.layer == Layer::Disk)
    }

    /// Whether the guide under the root declines the embedded one.
    fn stands_alone(&self) -> bool {
        let guide = self.get("/content/guide.toml").map(File::text).unwrap_or_default();
        let (table, _) = toml::de::DeTable::parse_recoverable(guide);
        table.get_ref().get("extends").and_then(|v| v.get_ref().as_str()) == Some("none")
    }

    /// Adds a file that stands in no folder, such as settings of the command
    /// line. A path that Typst cannot name is reported.
    pub fn insert(
        &mut self,
        path: &str,
        data: Vec<u8>,
        layer: Layer,
        report: &mut Report,
    ) {
        let Ok(virtual_path) = VirtualPath::new(path) else {
            report
                .error(
                    "path-name",
                    typst_syntax::DiagSpan::detached(),
                    ecow::eco_format!("the path `{path}` cannot be used"),
                )
                .hint("rename it: no backslashes, no names that Windows reserves");
            return;
        };
        let id = RootedPath::new(VirtualRoot::Project, virtual_path).intern();
        let is_text = !matches!(extension(path), "ttf" | "otf" | "ttc" | "png" | "jpg");
        let bytes = if is_text { text(id, path, data, report) } else { Bytes::new(data) };
        if bytes.is_empty() {
            report
                .error(
                    "empty-file",
                    at(id, 0..0),
                    ecow::eco_format!("`{}` is empty", &path[1..]),
                )
                .hint("write it or delete it");
        }
        let source = (extension(path) == "typ")
            .then(|| Source::new(id, bytes.as_str().unwrap_or_default().to_string()));
        let file = File { id, path: path.into(), bytes, source, layer };
        self.files.insert(path.into(), file);
    }

    /// Reads a file that is no part of the guide, such as a roster, and gives it a
    /// name for findings.
    ///
    /// # Errors
    /// Fails when there is no such file, or it is too large or no text.
    pub fn read_beside(
        &mut self,
        path: &Path,
        limit: u64,
        report: &mut Report,
    ) -> Result<FileId, Failed> {
        let data = disk::read_beside(path, limit, report)?;
        let file_name = path.file_name().unwrap_or_default().to_string_lossy();
        // A path that leads out of this folder is no name; that of the file is.
        let whole = path.to_str().filter(|_| path.is_relative());
        let own = [whole, Some(&*file_name)]
            .into_iter()
            .flatten()
            .map(|name| format!("/{}", name.trim_start_matches("./")))
            .find(|own| {
                let normal = VirtualPath::new(own);
                let is_normal = normal.is_ok_and(|path| path.get_with_slash() == own);
                is_normal && self.get(own).is_none()
            })
            .unwrap_or_else(|| "/command-line/people.csv".to_string());
        self.insert(&own, data, Layer::Virtual, report);
        report.gate()?;
        match self.get(&own) {
            Some(file) => Ok(file.id),
            None => {
                report.usage(
                    "unreadable",
                    ecow::eco_format!("`{file_name}` cannot be read"),
                );
                report.gate()?;
                unreachable!("an error was just reported")
            }
        }
    }

    /// The folder that holds the files of the upper layer.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The file at a path from the root.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// The file with this name.
    pub fn by_id(&self, id: FileId) -> Option<&File> {
        self.files.get(id.get().vpath().get_with_slash())
    }

    /// All files in a folder and the folders in it, in order of their paths.
    /// The prefix ends with a slash.
    pub fn under(&self, prefix: &str) -> impl Iterator<Item = &File> {
        self.files
            .range::<str, _>((
                std::ops::Bound::Included(prefix),
                std::ops::Bound::Unbounded,
            ))
            .take_while(move |(path, _)| path.starts_with(prefix))
            .map(|(_, file)| file)
    }

    /// The names of the folders that stand directly in a folder.
    pub fn folders(&self, prefix: &str) -> Vec<EcoString> {
        let mut names: Vec<EcoString> = self
            .under(prefix)
            .filter_map(|file| file.path[prefix.len()..].split_once('/'))
            .map(|(name, _)| name.into())
            .collect();
        names.dedup();
        names
    }

    /// How many files of the upper layer were read.
    pub fn on_disk(&self) -> usize {
        self.files.values().filter(|file| file.layer == Layer::Disk).count()
    }

    /// The path of a file as a person would look for it.
    pub fn name(&self, id: FileId) -> String {
        let path = id.get().vpath().get_without_slash();
        match self.by_id(id).map(|file| file.layer) {
            Some(Layer::Embedded) => format!("embedded:{path}"),
            _ => path.to_string(),
        }
    }
}

/// The part of a path behind its last dot.
pub fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Text as UTF-8. What is not UTF-8 is reported at its first wrong byte; its
/// lossy form stands in, so that the excerpt can be printed.
fn text(id: FileId, path: &str, data: Vec<u8>, report: &mut Report) -> Bytes {
    match String::from_utf8(data) {
        Ok(text) => Bytes::from_string(text),
        Err(error) => {
            let start = error.utf8_error().valid_up_to();
            let lossy = String::from_utf8_lossy(error.as_bytes()).into_owned();
            report
                .error(
                    "not-utf8",
                    at(id, start..start + '\u{fffd}'.len_utf8()),
                    ecow::eco_format!("`{}` is not UTF-8 text", &path[1..]),
                )
                .hint("save the file with the encoding UTF-8");
            Bytes::from_string(lossy)
        }
    }
}
