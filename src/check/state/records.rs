//! The declarations of records, beside their shapes in the program.

use std::collections::HashMap;

use crate::ir::PackageId;
use crate::source::Span;
use crate::syntax::ast;

/// A record's declaration beside its shape.
#[derive(Debug)]
pub(in crate::check) struct Shape<'a> {
    pub(in crate::check) package: PackageId,
    pub(in crate::check) record: &'a ast::Record,
    /// Given fields: index in the IR record.
    pub(in crate::check) given: HashMap<&'a str, u32>,
    /// The names of the given fields, by index.
    pub(in crate::check) given_at: Vec<Span>,
    /// Derived fields.
    pub(in crate::check) derived: HashMap<&'a str, &'a ast::Field>,
    /// The given fields that are collections, by the name of the record that they hold.
    pub(in crate::check) collections: HashMap<&'a str, Vec<u32>>,
}

impl<'a> Shape<'a> {
    /// Every name that can be used of such a record, with the place of its declaration.
    pub(in crate::check) fn declared(&self) -> impl Iterator<Item = (&'a str, Option<Span>)> {
        let derived = self.derived.iter().map(|(name, field)| (*name, Some(field.name.span)));
        self.declared_given().chain(derived)
    }

    /// Its given fields.
    pub(in crate::check) fn declared_given(&self) -> impl Iterator<Item = (&'a str, Option<Span>)> {
        self.given.iter().map(|(name, index)| (*name, self.given_at.get(*index as usize).copied()))
    }
}
