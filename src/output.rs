//! Writes files so that a reader never sees half of one.
//!
//! Bytes go into a file beside the target, which then takes the target's name.
//! Whatever goes wrong before that leaves the older file as it was.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ecow::eco_format;
use tempfile::NamedTempFile;

use crate::diagnostics::{Failed, Report};

/// Held while a file is being written, so that an interrupt waits for the
/// rename instead of leaving a stray file.
static WRITING: Mutex<()> = Mutex::new(());

/// Ends the process when no file is being written, with the code of an
/// interrupted program.
pub fn interrupt() -> ! {
    let _held = hold();
    #[allow(clippy::exit, reason = "an interrupt ends the process")]
    std::process::exit(130)
}

fn hold() -> MutexGuard<'static, ()> {
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes a file, and the folders that it stands in.
///
/// # Errors
/// Fails when the disk refuses; the older file, if any, is then untouched.
pub fn write(path: &Path, bytes: &[u8], report: &mut Report) -> Result<(), Failed> {
    write_parts(path, &[bytes], report)
}

/// Writes a file that comes in several parts.
///
/// # Errors
/// Fails when the disk refuses; the older file, if any, is then untouched.
pub fn write_parts(
    path: &Path,
    parts: &[&[u8]],
    report: &mut Report,
) -> Result<(), Failed> {
    let _held = hold();
    if let Err(error) = try_write(path, parts) {
        report
            .machine("write", eco_format!("cannot write `{}`: {error}", path.display()))
            .hint(advice(path, &error));
        report.gate()?;
    }
    Ok(())
}

fn try_write(path: &Path, parts: &[&[u8]]) -> std::io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    if path.is_dir() {
        return Err(std::io::Error::new(
            std::io::ErrorKind::IsADirectory,
            "there is a folder of that name",
        ));
    }
    let mut beside = NamedTempFile::with_prefix_in(".casebook-", folder)?;
    for part in parts {
        beside.write_all(part)?;
    }
    beside.as_file().sync_all()?;
    readable(beside.path())?;
    beside.persist(path)?;
    Ok(())
}

/// Temporary files are private; a book is not.
#[cfg(unix)]
fn readable(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &Path) -> std::io::Result<()> {
    Ok(())
}

fn advice(path: &Path, error: &std::io::Error) -> &'static str {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::PermissionDenied => "choose a folder of your own with `-o DIR`",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "make room on the disk; an older file of that name is untouched"
        }
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            "part of the path is a file: choose another folder with `-o DIR`"
        }
        ErrorKind::IsADirectory => "remove the folder, or choose another with `-o DIR`",
        _ if path.as_os_str().len() > 4000 => "the path is too long",
        _ => "check the disk",
    }
}
