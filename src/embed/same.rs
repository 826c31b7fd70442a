//! Whether two programs declare the same facts.

use std::collections::HashSet;

use crate::ir::{PackageId, Program, RecordId, Type};

/// Whether facts of one package are facts of the other: the same fields in the same order, of the same types.
pub(super) fn same_facts(one: (&Program, PackageId), other: (&Program, PackageId)) -> bool {
    let (first, second) = (&one.0.packages[one.1], &other.0.packages[other.1]);
    let mut comparison = Comparison { one: one.0, other: other.0, compared: HashSet::new() };
    let is_same_request = match (first.request, second.request) {
        (Some(request), Some(other)) => comparison.records(request, other),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    is_same_request && comparison.records(first.account, second.account)
}

struct Comparison<'p> {
    one: &'p Program,
    other: &'p Program,
    /// The pairs of records that were met.
    compared: HashSet<(RecordId, RecordId)>,
}

impl Comparison<'_> {
    fn records(&mut self, one: RecordId, other: RecordId) -> bool {
        if !self.compared.insert((one, other)) {
            return true;
        }
        let (one, other) = (&self.one.records[one].fields, &self.other.records[other].fields);
        one.len() == other.len()
            && one.iter().zip(other).all(|(one, other)| {
                one.name == other.name && one.optional == other.optional && self.types(&one.ty, &other.ty)
            })
    }

    fn types(&mut self, one: &Type, other: &Type) -> bool {
        match (one, other) {
            (Type::Many(one), Type::Many(other)) | (Type::Record(one), Type::Record(other)) => {
                self.records(*one, *other)
            }
            (Type::Many(_) | Type::Record(_), _) | (_, Type::Many(_) | Type::Record(_)) => false,
            (one, other) => one == other,
        }
    }
}
