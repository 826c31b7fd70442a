//! What is known already of calls: a definition asks others, which ask others again, so that without it a program of a page
//! may take hours. Within one judgement a call has one answer.

use std::cell::RefCell;
use std::collections::HashMap;

use exeunt::ir::{DefinitionId, PolicyId, Value};

use super::extreme::Operands;
use super::{Env, Truth};

/// A definition or a policy, and the facts that it is asked about, by their places in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Call {
    of: Of,
    account: *const Value,
    request: *const Value,
    element: Option<*const Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Of {
    Definition(DefinitionId),
    Policy(PolicyId),
}

impl Call {
    /// A definition, asked with the roots that it sees.
    pub(super) fn of_definition(id: DefinitionId, inside: &Env<'_>) -> Self {
        Self::new(Of::Definition(id), inside)
    }

    /// A policy, asked about the account.
    pub(super) fn of_policy(id: PolicyId, inside: &Env<'_>) -> Self {
        Self::new(Of::Policy(id), inside)
    }

    fn new(of: Of, inside: &Env<'_>) -> Self {
        let element = inside.elements.last().map(|element| std::ptr::from_ref(*element));
        Self { of, account: inside.account, request: inside.request, element }
    }
}

/// The answers of calls.
#[derive(Debug, Default)]
pub(super) struct Known {
    truths: RefCell<HashMap<Call, Truth>>,
    values: RefCell<HashMap<Call, Value>>,
    operands: RefCell<HashMap<Call, Operands>>,
}

impl Known {
    pub(super) fn truth(&self, call: Call, find: impl FnOnce() -> Truth) -> Truth {
        once(&self.truths, call, find)
    }

    pub(super) fn value(&self, call: Call, find: impl FnOnce() -> Value) -> Value {
        once(&self.values, call, find)
    }

    pub(super) fn operands(&self, call: Call, find: impl FnOnce() -> Operands) -> Operands {
        once(&self.operands, call, find)
    }
}

fn once<T: Clone>(known: &RefCell<HashMap<Call, T>>, call: Call, find: impl FnOnce() -> T) -> T {
    if let Some(answer) = known.borrow().get(&call) {
        return answer.clone();
    }
    // Not while the table is borrowed: finding it asks other calls.
    let answer = find();
    known.borrow_mut().insert(call, answer.clone());
    answer
}
