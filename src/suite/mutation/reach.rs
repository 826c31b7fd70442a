//! Which policies and definitions a policy's verdict can hang on.

use std::collections::HashSet;

use crate::ir::{Body, Condition, ConditionKind, DefinitionId, Policy, PolicyId, Program, Select, Term};

/// For each policy, what its verdict can hang on, itself included.
#[derive(Debug)]
pub(super) struct Reach {
    policies: Vec<HashSet<PolicyId>>,
    definitions: Vec<HashSet<DefinitionId>>,
}

impl Reach {
    pub(super) fn of(program: &Program) -> Self {
        let mut reach = Self { policies: Vec::new(), definitions: Vec::new() };
        for id in 0..program.policies.len() {
            let mut walk = Walk { program, policies: HashSet::new(), definitions: HashSet::new() };
            walk.policy(id);
            reach.policies.push(walk.policies);
            reach.definitions.push(walk.definitions);
        }
        reach
    }

    pub(super) fn policy(&self, from: PolicyId, to: PolicyId) -> bool {
        self.policies.get(from).is_some_and(|reached| reached.contains(&to))
    }

    pub(super) fn definition(&self, from: PolicyId, to: DefinitionId) -> bool {
        self.definitions.get(from).is_some_and(|reached| reached.contains(&to))
    }
}

struct Walk<'p> {
    program: &'p Program,
    policies: HashSet<PolicyId>,
    definitions: HashSet<DefinitionId>,
}

impl<'p> Walk<'p> {
    fn policy(&mut self, id: PolicyId) {
        if !self.policies.insert(id) {
            return;
        }
        let Policy { when, requirements, warnings, grace, .. } = &self.program.policies[id];
        self.condition(when);
        requirements.iter().for_each(|requirement| self.condition(&requirement.condition));
        warnings.iter().for_each(|warning| self.condition(&warning.condition));
        if let Some(grace) = grace {
            self.term(&grace.until);
            grace.cancelled_by.iter().for_each(|select| self.select(select));
        }
    }

    fn condition(&mut self, condition: &'p Condition) {
        match &condition.kind {
            ConditionKind::Constant(_) => {}
            ConditionKind::Holds(term) | ConditionKind::Present(term) => self.term(term),
            ConditionKind::Not(inner) => self.condition(inner),
            ConditionKind::All(parts) | ConditionKind::Any(parts) => {
                parts.iter().for_each(|part| self.condition(part));
            }
            ConditionKind::Compare(_, left, right) | ConditionKind::Member(left, right) => {
                self.term(left);
                self.term(right);
            }
            ConditionKind::Quantified(_, select) => self.select(select),
            ConditionKind::Satisfies(policy, _) => self.policy(*policy),
            ConditionKind::Call(definition, _) => self.definition(*definition),
        }
    }

    fn select(&mut self, select: &'p Select) {
        self.condition(&select.filter);
    }

    fn definition(&mut self, id: DefinitionId) {
        if !self.definitions.insert(id) {
            return;
        }
        match &self.program.definitions[id].body {
            Body::Condition(condition) => self.condition(condition),
            Body::Term(term) => self.term(term),
        }
    }

    fn term(&mut self, term: &'p Term) {
        match term {
            Term::Constant(_) | Term::Now | Term::Field(_) => {}
            Term::Count(select) => self.select(select),
            Term::Total(select, of, _) | Term::Maximum(select, of) | Term::Minimum(select, of) => {
                self.select(select);
                self.term(of);
            }
            Term::Add(left, right) | Term::Subtract(left, right) => {
                self.term(left);
                self.term(right);
            }
            Term::Shift(of, _) | Term::Day(of, ..) => self.term(of),
            Term::Call(definition, _) => self.definition(*definition),
        }
    }
}
