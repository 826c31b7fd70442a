//! Mappings: where the facts stand in tables that are not of the default layout. A mapping is TOML, checked like a
//! policy; it becomes a part of the query for each table, which leads what is there to the layout.

mod read;
mod resolve;

pub use read::Mapping;
pub(crate) use resolve::{mapped_parts, redirected, used_columns};
