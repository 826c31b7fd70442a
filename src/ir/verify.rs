//! Whether a program is what evaluation relies on: every index points at something, terms have the types that their
//! places take, nothing refers to itself, and nesting is bounded. A program that was read is hostile until this has
//! held; one that was compiled holds it anyway.

mod condition;
mod message;
mod order;
mod policy;
mod proven;
mod shape;
mod size;
mod value;

use std::collections::HashSet;

use super::file::Refused;
use super::{Body, DefinitionId, PackageId, Program};

use crate::diagnostic::Message;
use condition::Checked;
pub(crate) use proven::{Proof, Proven};

/// What verification ends in.
type Verified<T = ()> = Result<T, Refused>;

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
    verifier.enumerations()?;
    order::in_order(program, proven, |item| match item {
        order::Item::Definition(id) => {
            verifier.definition(id).map_err(|error| error.at(format!("definitions[{id}]")))
        }
        order::Item::Policy(id) => verifier.policy(id).map_err(|error| error.at(format!("policies[{id}]"))),
    })?;
    for (at, test) in program.tests.iter().enumerate().filter(|(at, _)| !proven.test(*at)) {
        verifier.test(test).map_err(|error| error.at(format!("tests[{at}]")))?;
    }
    Ok(verifier)
}

/// Checks every one of `items`, and puts the place of the one that fails before its path.
fn each<'p, T>(items: &'p [T], step: &str, mut check: impl FnMut(&'p T) -> Verified) -> Verified {
    items
        .iter()
        .enumerate()
        .try_for_each(|(at, item)| check(item).map_err(|error| error.at(format!("{step}[{at}]"))))
}

fn refuse<T>(reason: impl Into<String>) -> Verified<T> {
    Err(Refused::new(Message::verbatim(reason)))
}

/// What is known of a program while it is verified.
#[derive(Debug)]
pub(super) struct Verifier<'p> {
    program: &'p Program,
    proven: &'p Proven,
    sizes: size::Sizes,
    /// Package and name of the policies verified so far.
    policies: HashSet<(PackageId, &'p str)>,
}

impl<'p> Verifier<'p> {
    fn definition(&mut self, id: DefinitionId) -> Verified {
        let definition = &self.program.definitions[id];
        let proven = self.proven.definition(id);
        let roots = [Some(definition.account), definition.request, definition.element];
        if roots.into_iter().flatten().any(|record| self.program.records.get(record).is_none()) {
            return refuse("it stands on a record that there is not");
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
