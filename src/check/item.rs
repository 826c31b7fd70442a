//! One item at a time: what is noted of each is kept apart, and what is known of it from earlier holds again where
//! nothing that it stands on has changed.

use super::checker::Checker;
use super::memory::{Kept, Lowered};
use super::notes::{Asked, Needed, Notes};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

impl<'a> Checker<'a> {
    /// Checks the item that is declared at a place, by `lower` if it is not known.
    pub(super) fn item(
        &mut self,
        declared: Span,
        lower: impl FnOnce(&mut Self) -> Option<Lowered>,
    ) -> Option<Lowered> {
        let notes = Notes { depth: self.depth, ..Notes::default() };
        let around = std::mem::replace(&mut self.notes, notes);
        let passed = std::mem::take(&mut self.passed);
        let lowered = self.recall(declared).or_else(|| lower(self));
        self.passed = passed;
        let notes = std::mem::replace(&mut self.notes, around);
        self.note(&notes);
        if let Some(lowered) = lowered.clone().filter(|_| notes.are_sound()) {
            let proof = lowered.proof(&self.proven);
            self.memory.keep(declared, notes, lowered, proof);
        }
        lowered
    }

    /// Takes in what is noted of an item that is done.
    pub(super) fn note(&mut self, notes: &Notes) {
        if self.is_sound() {
            self.diagnostics.extend(notes.doubts.iter().cloned());
        }
        self.diagnostics.extend(notes.found.iter().cloned());
        self.links.extend(&notes.links);
    }

    /// Notes what is doubtful where nothing is wrong.
    pub(super) fn doubt(&mut self, diagnostic: Diagnostic) {
        self.notes.doubts.push(diagnostic);
    }

    /// Notes that the item at hand needs another one.
    pub(super) fn ask(&mut self, what: Needed, at: Span) {
        let depth = self.depth - self.notes.depth;
        self.notes.asked.push(Asked { what, at, depth });
    }

    /// The item as it is known, if all that it asks for is known as well, and in the same order.
    fn recall(&mut self, declared: Span) -> Option<Lowered> {
        let (notes, kept, proof) = self.earlier.take(declared)?;
        let start = self.depth;
        let is_known = notes.asked.iter().all(|asked| {
            self.depth = start + asked.depth;
            self.is_recalled(asked)
        });
        self.depth = start;
        self.notes = Notes { depth: start, ..Notes::default() };
        let has_its_number = match &kept {
            Kept::Definition(id, ..) => *id == self.program.definitions.next_id(),
            Kept::Policy(id, _) => *id == self.program.policies.next_id(),
            Kept::Test(_) => true,
        };
        if !is_known || !has_its_number {
            return None;
        }
        self.used.extend(notes.links.used());
        self.notes = Notes { depth: start, ..notes };
        self.recalled.insert(declared);
        let lowered = match kept {
            Kept::Definition(_, meaning, definition) => {
                Lowered::Definition(self.add_definition(definition, declared), meaning)
            }
            Kept::Policy(_, policy) => Lowered::Policy(self.add_policy(policy, declared)),
            Kept::Test(test) => {
                self.program.tests.push(test);
                Lowered::Test(self.program.tests.len() - 1)
            }
        };
        if let Some(proof) = proof {
            match &lowered {
                Lowered::Definition(id, _) => self.proven.prove_definition(*id, proof),
                Lowered::Policy(id) => self.proven.prove_policy(*id, proof),
                Lowered::Test(at) => self.proven.prove_test(*at, proof),
            }
        }
        Some(lowered)
    }

    fn is_recalled(&mut self, Asked { what, at, .. }: &Asked) -> bool {
        let declared = match what {
            Needed::Definition(package, record, name) => {
                let key = self.definition_key(*package, *record, name);
                key.filter(|&key| self.definition(key, *at).is_some()).and_then(|key| self.declared_at(key))
            }
            Needed::Policy(package, name) => {
                let written = self.packages[*package].policies.get(name.as_str()).copied();
                written
                    .filter(|written| self.policy(*package, &written.name.text).is_some())
                    .map(|written| written.name.span)
            }
        };
        declared.is_some_and(|declared| self.recalled.contains(&declared))
    }
}
