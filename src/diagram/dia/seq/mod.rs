//! Calls between parties, in the order of time.

use super::Body;
use super::head::Head;
use super::model::Problem;
use super::reader::{Line, Reader};

/// Reads the body of a figure.
pub(super) fn read<'a>(
    reader: &mut Reader<'a>,
    head: &Head,
    _lines: &[Line<'a>],
) -> Option<Box<dyn Body>> {
    reader.add(Problem::new(head.role_at.clone(), "cannot be drawn"));
    None
}
