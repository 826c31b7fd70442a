//! Other places that a condition could read.

use crate::ir::{Place, Scope, Type};

/// The other places in the same record that hold a value of the same type, with their names.
pub(super) fn siblings<'p>(scope: &Scope<'p>, place: &Place) -> Vec<(Place, &'p str)> {
    let Some((_, way)) = place.fields.split_last() else { return Vec::new() };
    let holder = scope.place(&Place { root: place.root, fields: way.to_vec() });
    let (Some(Type::Record(holder)), Some(own)) = (holder, scope.field(place)) else { return Vec::new() };
    let fields = scope.program().records[holder].fields.iter().enumerate();
    fields
        .filter(|(_, field)| field.ty == own.ty && field.name != own.name)
        .map(|(index, field)| {
            let mut other = place.clone();
            if let Some(last) = other.fields.last_mut() {
                *last = index as u32;
            }
            (other, field.name.as_str())
        })
        .collect()
}
