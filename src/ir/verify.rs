//! Whether a program is what evaluation relies on: every index points at something, terms have the types that their
//! places take, nothing refers to itself, and nesting is bounded. A program that was read is hostile until this has
//! held; one that was compiled holds it anyway.

mod condition;
mod lifecycle;
mod message;
mod order;
mod policy;
mod proven;
mod refused;
mod shape;
mod size;
mod value;
mod verifier;

use super::{Body, DefinitionId, Program};
use crate::diagnostic::messages::verify;
use std::collections::HashSet;

use condition::Checked;
pub(crate) use proven::{Proof, Proven};
pub use refused::InvalidProgram;
pub(super) use verifier::Verifier;

use refused::{Verified, each, refuse};

/// Checks that `program` is sound. Costs a walk over it, and no more.
///
/// # Errors
/// The first node that is not, with its path.
pub fn verify(program: &Program) -> Verified {
    verified(program).map(|_| ())
}

/// The same of a program of which items are proven already. What they refer to are proven ones, by the same numbers.
pub(crate) fn verify_rest(program: &Program, proven: &Proven) -> Verified<Proven> {
    let sizes = verified_with(program, proven)?.sizes;
    Ok(Proven {
        definitions: sizes.definitions.into_iter().map(Some).collect(),
        policies: sizes.policies.into_iter().map(Some).collect(),
        tests: vec![true; program.tests.len()],
    })
}

/// The same as [`verify`], with the types that were found.
pub(super) fn verified(program: &Program) -> Verified<Verifier<'_>> {
    static NOTHING: Proven = Proven::nothing();
    verified_with(program, &NOTHING)
}

fn verified_with<'p>(program: &'p Program, proven: &'p Proven) -> Verified<Verifier<'p>> {
    let mut verifier = Verifier { program, proven, sizes: size::Sizes::default(), policies: HashSet::new() };
    verifier.packages()?;
    verifier.records()?;
    verifier.services()?;
    verifier.enumerations()?;
    order::in_order(program, proven, |item| match item {
        order::Item::Definition(id) => {
            verifier.definition(id).map_err(|error| error.at(format!("definitions[{id}]")))
        }
        order::Item::Policy(id) => verifier.policy(id).map_err(|error| error.at(format!("policies[{id}]"))),
    })?;
    verifier.lifecycles()?;
    for (at, test) in program.tests.iter().enumerate().filter(|(at, _)| !proven.test(*at)) {
        verifier.test(test).map_err(|error| error.at(format!("tests[{at}]")))?;
    }
    Ok(verifier)
}

impl<'p> Verifier<'p> {
    fn definition(&mut self, id: DefinitionId) -> Verified {
        let definition = &self.program.definitions[id];
        let proven = self.proven.definition(id);
        let roots = [Some(definition.account), definition.request, definition.element];
        if roots.into_iter().flatten().any(|record| self.program.records.get(record).is_none()) {
            return refuse(verify::missing_record());
        }
        shape::name(&definition.name).map_err(|error| error.at("name"))?;
        let scope = Checked::of_definition(self, definition);
        match &definition.body {
            Body::Condition(_) if proven.is_some() => Ok(()),
            Body::Condition(condition) => scope.condition(condition),
            Body::Term(term) => scope.term(term).map(|_| ()),
        }
        .map_err(|error| error.at("body"))?;
        let size = proven.map_or_else(|| self.sizes.of(definition.node()), Ok)?;
        self.sizes.definitions.push(size);
        Ok(())
    }
}
