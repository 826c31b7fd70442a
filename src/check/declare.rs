//! Declarations: packages, names, records, outcomes, and definitions.

mod calendar_file;
pub(super) mod calendars;
pub(super) mod definitions;
pub(super) mod keys;
mod left;
mod lifecycles;
pub(super) mod names;
pub(super) mod outcomes;
pub(super) mod packages;
pub(super) mod records;
mod words;
