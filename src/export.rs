//! From pages to the bytes of a PDF.

use ecow::eco_format;
use typst_layout::PagedDocument;
use typst_library::foundations::{Datetime, Smart};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::diagnostics::{Failed, Report};
use crate::model::{Edition, Standard};

/// Writes sheets that are made of the pages of an edition: without tags, under a name of
/// their own. `kind` tells the files of an edition apart.
///
/// # Errors
/// Fails when a sheet cannot be written.
pub fn press_pdf(
    sheets: &PagedDocument,
    edition: &Edition,
    kind: &str,
    report: &mut Report,
) -> Result<Vec<u8>, Failed> {
    let options = PdfOptions {
        ident: Smart::Custom(format!("{} {kind}", edition.identifier)),
        creator: creator(),
        timestamp: timestamp(edition),
        tagged: false,
        ..PdfOptions::default()
    };
    written(sheets, &options, report)
}

/// Writes the pages of an edition as a tagged PDF. The same pages give the same
/// bytes: date and identifier are the edition's.
///
/// # Errors
/// Fails when the pages cannot keep a standard that the edition asks for.
pub fn pdf(
    document: &PagedDocument,
    edition: &Edition,
    report: &mut Report,
) -> Result<Vec<u8>, Failed> {
    let standards: Vec<_> = edition.standards.iter().map(|s| standard(*s)).collect();
    let standards = PdfStandards::new(&standards).unwrap_or_else(|error| {
        report.error(
            "standards",
            edition.standards_at,
            eco_format!("the edition `{}`: {}", edition.name, error.message()),
        );
        PdfStandards::default()
    });
    report.gate()?;
    let options = PdfOptions {
        ident: Smart::Custom(edition.identifier.clone()),
        creator: creator(),
        timestamp: timestamp(edition),
        standards,
        ..PdfOptions::default()
    };
    written(document, &options, report)
}

fn creator() -> Smart<Option<String>> {
    Smart::Custom(Some(format!("casebook {}", env!("CARGO_PKG_VERSION"))))
}

fn written(
    document: &PagedDocument,
    options: &PdfOptions,
    report: &mut Report,
) -> Result<Vec<u8>, Failed> {
    match typst_pdf::pdf(document, options) {
        Ok(bytes) => Ok(bytes),
        Err(errors) => {
            report.typst("pdf-standard", errors);
            report.gate()?;
            unreachable!("an error was just reported")
        }
    }
}

fn timestamp(edition: &Edition) -> Option<Timestamp> {
    let [year, month, day] = edition.date;
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let midnight = Datetime::from_ymd_hms(year.into(), month, day, 0, 0, 0)?;
    Some(Timestamp::new_utc(midnight))
}

fn standard(standard: Standard) -> PdfStandard {
    match standard {
        Standard::Ua1 => PdfStandard::Ua_1,
        Standard::A2a => PdfStandard::A_2a,
        Standard::A2b => PdfStandard::A_2b,
        Standard::V17 => PdfStandard::V_1_7,
    }
}
