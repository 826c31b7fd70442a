//! Checks one item, or reuses its cached result.

use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::check::state::{Dependency, DependencyKey, ItemResult, Lowered, Reused};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

impl<'a> Checker<'a> {
    /// Checks the item that is declared at a place, by `lower` if it cannot be reused.
    pub(super) fn check_item(
        &mut self,
        declared: Span,
        lower: impl FnOnce(&mut Self) -> Built<Lowered>,
    ) -> Built<Lowered> {
        let (lowered, result) = self.within_item(|checker| match checker.reuse(declared) {
            Some(reused) => Ok(reused),
            None => lower(checker),
        });
        self.take_in(&result);
        if let Ok(lowered) = &lowered
            && result.is_reusable()
        {
            let proof = lowered.proof(&self.proven);
            self.cache.insert(declared, result, lowered.clone(), proof);
        }
        lowered
    }

    /// Runs `walk` on an item of its own, within the one that is being checked.
    fn within_item<T>(&mut self, walk: impl FnOnce(&mut Self) -> T) -> (T, ItemResult) {
        let outer = std::mem::replace(&mut self.current, ItemResult::starting_at(self.depth));
        let ended_phrases = std::mem::take(&mut self.ended_phrases);
        let found = walk(self);
        self.ended_phrases = ended_phrases;
        (found, std::mem::replace(&mut self.current, outer))
    }

    /// Adds the result of an item to that of the run.
    pub(super) fn take_in(&mut self, result: &ItemResult) {
        if self.is_sound() {
            self.diagnostics.extend(result.warnings.iter().cloned());
        }
        self.diagnostics.extend(result.found.iter().cloned());
        self.links.extend(&result.links);
    }

    /// Adds a warning that is reported only if there is no error.
    pub(super) fn warn(&mut self, diagnostic: Diagnostic) {
        self.current.warnings.push(diagnostic);
    }

    /// The current item depends on another one.
    pub(super) fn depend_on(&mut self, what: DependencyKey, at: Span) {
        let depth = self.depth - self.current.start_depth;
        self.current.dependencies.push(Dependency { what, at, depth });
    }

    /// The cached item, if everything that it depends on is reused as well, and in the same order.
    fn reuse(&mut self, declared: Span) -> Option<Lowered> {
        let (result, reused, proof) = self.previous.take(declared)?;
        let start = self.depth;
        let is_known = result.dependencies.iter().all(|dependency| {
            self.depth = start + dependency.depth;
            self.is_reused(dependency)
        });
        self.depth = start;
        self.current = ItemResult::starting_at(start);
        let has_its_number = match &reused {
            Reused::Definition(id, ..) => *id == self.program.definitions.next_id(),
            Reused::Policy(id, _) => *id == self.program.policies.next_id(),
            Reused::Test(_) => true,
        };
        if !is_known || !has_its_number {
            return None;
        }
        self.used.extend(result.links.used());
        self.current = ItemResult { start_depth: start, ..result };
        self.reused.insert(declared);
        let lowered = match reused {
            Reused::Definition(_, meaning, definition) => {
                Lowered::Definition(self.add_definition(definition, declared), meaning)
            }
            Reused::Policy(_, policy) => Lowered::Policy(self.add_policy(policy, declared)),
            Reused::Test(test) => {
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

    fn is_reused(&mut self, Dependency { what, at, .. }: &Dependency) -> bool {
        let declared = match what {
            DependencyKey::Definition(package, record, name) => {
                let key = self.definition_key(*package, *record, name);
                key.filter(|&key| self.definition(key, *at).is_ok()).and_then(|key| self.declared_at(key))
            }
            DependencyKey::Policy(package, name) => {
                let written = self.packages[*package].policies.get(name.as_str()).copied();
                written
                    .filter(|written| self.policy(*package, &written.name.text).is_ok())
                    .map(|written| written.name.span)
            }
        };
        declared.is_some_and(|declared| self.reused.contains(&declared))
    }
}
