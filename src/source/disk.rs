//! Walks the folders under the root.

use std::io::ErrorKind;
use std::path::Path;

use ecow::eco_format;
use typst_syntax::DiagSpan;
use walkdir::{DirEntry, WalkDir};

use super::{Layer, Sources, extension};
use crate::diagnostics::{Failed, Report};
use crate::limits;

/// Reads `content`, `diagrams` and `fonts` under the root of `sources`.
///
/// # Errors
/// Fails when the root is not a folder.
pub(super) fn read(sources: &mut Sources, report: &mut Report) -> Result<(), Failed> {
    let root = sources.root.clone();
    if !root.is_dir() {
        report
            .usage("root", eco_format!("the root `{}` is not a folder", root.display()))
            .hint("name an existing folder with `--root DIR`");
        report.gate()?;
    }
    for folder in ["content", "diagrams", "fonts"] {
        let top = root.join(folder);
        if top.exists() {
            read_folder(sources, &root, &top, report);
        }
    }
    Ok(())
}

fn read_folder(sources: &mut Sources, root: &Path, top: &Path, report: &mut Report) {
    let visible =
        |entry: &DirEntry| !entry.file_name().to_string_lossy().starts_with('.');
    let walk = WalkDir::new(top).follow_links(true).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(visible) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                read_file(sources, root, &entry, report);
            }
            Ok(_) => {}
            Err(error) => walk_error(&error, report),
        }
    }
}

fn walk_error(error: &walkdir::Error, report: &mut Report) {
    let path = error.path().map(|p| p.display().to_string()).unwrap_or_default();
    if let Some(ancestor) = error.loop_ancestor() {
        report
            .error(
                "symlink-loop",
                DiagSpan::detached(),
                eco_format!(
                    "`{path}` is a link to its own ancestor `{}`",
                    ancestor.display()
                ),
            )
            .hint("remove the link");
    } else {
        report
            .machine("unreadable", eco_format!("cannot read `{path}`: {error}"))
            .hint("check the permissions of the folder");
    }
}

/// The bytes that a file of this kind may have; nothing for files that are not
/// read at all.
fn limit(path: &str) -> Option<u64> {
    let kind = extension(path);
    match path.split('/').nth(1) {
        Some("content") if matches!(kind, "typ" | "toml" | "bib") => {
            Some(limits::CONTENT_BYTES)
        }
        Some("content") if matches!(kind, "svg" | "png" | "jpg") => {
            Some(limits::FIGURE_BYTES)
        }
        Some("diagrams") if matches!(kind, "svg" | "dia") => Some(limits::FIGURE_BYTES),
        Some("fonts") if matches!(kind, "ttf" | "otf" | "ttc" | "txt") => {
            Some(limits::FONT_BYTES)
        }
        _ => None,
    }
}

/// The bytes of a file that the command line names.
///
/// # Errors
/// Fails when it cannot be read or is too large.
pub(super) fn read_beside(
    path: &Path,
    limit: u64,
    report: &mut Report,
) -> Result<Vec<u8>, Failed> {
    let shown = path.display();
    let size = std::fs::metadata(path).map(|found| found.len()).unwrap_or_default();
    if size > limit {
        report
            .usage(
                "file-too-large",
                eco_format!("`{shown}` has {size} bytes, the limit is {limit}"),
            )
            .hint("split the file, or check that it is what it says");
        report.gate()?;
    }
    #[allow(clippy::disallowed_methods, reason = "this is the reader")]
    match std::fs::read(path) {
        Ok(data) => Ok(data),
        Err(error) => {
            report
                .usage("unreadable", eco_format!("cannot read `{shown}`: {error}"))
                .hint("name a file that is there");
            report.gate()?;
            unreachable!("an error was just reported")
        }
    }
}

fn read_file(sources: &mut Sources, root: &Path, entry: &DirEntry, report: &mut Report) {
    let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
    let Some(relative) = relative.to_str() else {
        report
            .error(
                "path-name",
                DiagSpan::detached(),
                eco_format!("the name of `{}` is not UTF-8", entry.path().display()),
            )
            .hint("rename the file");
        return;
    };
    let path = format!("/{}", relative.replace(std::path::MAIN_SEPARATOR, "/"));
    let Some(limit) = limit(&path) else { return };
    let size = entry.metadata().map(|m| m.len()).unwrap_or_default();
    if size > limit {
        report
            .error(
                "file-too-large",
                DiagSpan::detached(),
                eco_format!("`{relative}` has {size} bytes, the limit is {limit}"),
            )
            .hint("content is text by the page: split the file, or check that it is what it says");
        return;
    }
    #[allow(clippy::disallowed_methods, reason = "this is the reader")]
    match std::fs::read(entry.path()) {
        Ok(data) => sources.insert(&path, data, Layer::Disk, report),
        Err(error) => {
            let hint = match error.kind() {
                ErrorKind::PermissionDenied => "give yourself permission to read it",
                _ => "check the disk",
            };
            report
                .machine("unreadable", eco_format!("cannot read `{relative}`: {error}"))
                .hint(hint);
        }
    }
}

/// Reads a picture that does not lie under the root.
///
/// # Errors
/// Fails when the disk refuses, or when the file is larger than a figure may be.
pub fn read_picture(path: &Path) -> std::io::Result<Vec<u8>> {
    let size = path.metadata()?.len();
    if size > limits::FIGURE_BYTES {
        let message =
            format!("it has {size} bytes, the limit is {}", limits::FIGURE_BYTES);
        return Err(std::io::Error::new(ErrorKind::FileTooLarge, message));
    }
    #[allow(clippy::disallowed_methods, reason = "this is the reader")]
    std::fs::read(path)
}
