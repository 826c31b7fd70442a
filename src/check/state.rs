//! The state of the checker as plain data. Nothing here knows the checker or reports anything.

mod cache;
mod checked;
mod definitions;
mod item_result;
mod links;
mod packages;
mod part_names;
mod phrase;
mod records;
mod refinement;
mod restart;
mod scope;
mod summary;
mod typed;

pub(crate) use cache::{Cache, PreviousRun};
pub(crate) use checked::{Checked, Parsing, PartialProgram};
pub(crate) use links::{Link, Links};

pub(super) use cache::Reused;
pub(super) use definitions::{DefinitionKey, Lowered, Meaning, Progress};
pub(super) use item_result::{Dependency, DependencyKey, ItemResult};
pub(super) use packages::Package;
pub(super) use part_names::{NamedPart, PartNames};
pub(super) use phrase::EndedPhrase;
pub(super) use records::Shape;
pub(super) use refinement::{Elements, Refinement, extreme_of, is_about_no_element};
pub(super) use restart::Restart;
pub(super) use scope::Scope;
pub(super) use summary::{DefinitionSummary, Summary};
pub(super) use typed::{Reference, Typed};
