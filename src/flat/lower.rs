//! From the program to the flat form: places become columns, definitions and other policies are expanded, windows are set
//! apart, and what no fact can change is folded.

mod condition;
mod plan;
mod scope;
mod value;

use super::expr::Condition;
use super::plan::Leaving;
use super::policy::{FlatPolicy, Named};
use super::schema::{ACCOUNT, ACCOUNTS, REQUEST, Schema};
use super::unsupported::{Lowered, Unsupported};
use crate::ir::{
    Body, Comparison, Deadline, Definition, DefinitionId, Grace, GroupId, Policy, PolicyId, Program,
    Quantifier, Requirement, Term,
};
use scope::{Base, Row, Scope};

/// How many conditions and values a policy may have once it is expanded.
const MAX_NODES: usize = 100_000;
/// How deep its expanded conditions may nest.
const MAX_NESTING: usize = 200;

/// Resolves what decides the status of a policy.
///
/// # Errors
///
/// [`Unsupported::TooLarge`] if it becomes too large; [`Unsupported::Malformed`] if the program is not a verified one.
pub fn lower(program: &Program, policy: PolicyId) -> Result<FlatPolicy, Unsupported> {
    lowered(program, policy, Extent::Status)
}

/// Resolves a policy with its deadlines, of which no status depends.
///
/// # Errors
///
/// As [`lower`].
pub fn lower_with_deadlines(program: &Program, policy: PolicyId) -> Result<FlatPolicy, Unsupported> {
    lowered(program, policy, Extent::Deadlines)
}

/// Resolves a policy with what becomes of the data of an account that is eligible.
///
/// # Errors
///
/// As [`lower`].
pub fn lower_with_plan(program: &Program, policy: PolicyId) -> Result<FlatPolicy, Unsupported> {
    lowered(program, policy, Extent::Plan)
}

/// Resolves what becomes of what is left of accounts that have left. Whether they might is not asked, so that nothing else is
/// resolved.
///
/// # Errors
///
/// As [`lower`].
pub fn lower_for_rests(program: &Program, policy: PolicyId) -> Result<FlatPolicy, Unsupported> {
    let (mut lowering, declared, scope) = Lowering::of(program, policy)?;
    let plan = lowering.plan_of_rests(declared, &scope)?;
    let zone = program.packages.get(declared.package).ok_or(Unsupported::Malformed)?.zone;
    let leaving = Some(Leaving { times: program.times_of_leaving(policy), zone });
    let nothing = lowering.nothing_of(policy)?;
    Ok(FlatPolicy { plan, leaving, schema: lowering.schema, ..nothing })
}

/// How much of a policy is resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    Status,
    Deadlines,
    Plan,
}

fn lowered(program: &Program, policy: PolicyId, extent: Extent) -> Result<FlatPolicy, Unsupported> {
    let (mut lowering, declared, scope) = Lowering::of(program, policy)?;
    let (applies, grace_over) = lowering.conditions_to_apply(declared, &scope)?;
    let requirements = declared.requirements.iter().map(|it| {
        let condition = lowering.required(declared, it, &scope)?;
        Ok(Named { name: it.name.clone(), origin: it.condition.origin, condition })
    });
    let requirements = requirements.collect::<Lowered<_>>()?;
    let outcome_value = declared.outcome_value.as_ref();
    let outcome_value = outcome_value.map(|it| lowering.value(it.term(), &scope)).transpose()?;
    let deadlines = declared.deadlines.iter().filter(|_| extent == Extent::Deadlines).map(|it| {
        let condition = lowering.overdue(declared, it, &scope)?;
        Ok(Named { name: it.name.clone(), origin: it.over.origin, condition })
    });
    let overdue = deadlines.collect::<Lowered<_>>()?;
    let plan = if extent == Extent::Plan { lowering.plan(declared, &scope)? } else { Vec::new() };
    let nothing = lowering.nothing_of(policy)?;
    let schema = lowering.schema;
    Ok(FlatPolicy { applies, requirements, grace_over, outcome_value, overdue, plan, schema, ..nothing })
}

/// A policy while it is lowered.
struct Lowering<'p> {
    program: &'p Program,
    schema: Schema,
    nodes: usize,
    nesting: usize,
}

impl<'p> Lowering<'p> {
    /// What lowers a policy, and the scope of its conditions.
    fn of(program: &'p Program, policy: PolicyId) -> Lowered<(Self, &'p Policy, Scope<'p>)> {
        let declared = program.policies.get(policy).ok_or(Unsupported::Malformed)?;
        let package = program.packages.get(declared.package).ok_or(Unsupported::Malformed)?;
        let root = |step, record| {
            let row = Row { depth: 0, table: ACCOUNTS, path: vec![step] };
            Base { record, row: Some(row), value: None }
        };
        let scope = Scope {
            account: root(ACCOUNT, package.account),
            request: package.request.map(|record| root(REQUEST, record)),
            elements: Vec::new(),
            depth: 0,
        };
        Ok((Self { program, schema: Schema::new(), nodes: 0, nesting: 0 }, declared, scope))
    }

    /// The policy, of which nothing is resolved.
    fn nothing_of(&self, policy: PolicyId) -> Lowered<FlatPolicy> {
        let declared = self.program.policies.get(policy).ok_or(Unsupported::Malformed)?;
        let package = self.program.packages.get(declared.package).ok_or(Unsupported::Malformed)?;
        Ok(FlatPolicy {
            policy,
            name: self.program.policy_name(policy),
            account: package.account,
            request: package.request,
            schema: Schema::new(),
            applies: Vec::new(),
            requirements: Vec::new(),
            grace_over: None,
            outcome_value: None,
            overdue: Vec::new(),
            plan: Vec::new(),
            leaving: None,
        })
    }

    /// Counts one node more, and the level of nesting while `then` lowers what is within it.
    fn nested<T>(&mut self, then: impl FnOnce(&mut Self) -> Lowered<T>) -> Lowered<T> {
        self.count_nodes(1)?;
        if self.nesting > MAX_NESTING {
            return Err(Unsupported::TooLarge);
        }
        self.nesting += 1;
        let lowered = then(self);
        self.nesting -= 1;
        lowered
    }

    fn count_nodes(&mut self, nodes: usize) -> Lowered<()> {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes > MAX_NODES { Err(Unsupported::TooLarge) } else { Ok(()) }
    }

    fn definition(&self, definition: DefinitionId) -> Lowered<&'p Definition> {
        self.program.definitions.get(definition).ok_or(Unsupported::Malformed)
    }

    /// The body of a definition of a value.
    fn value_of(&self, definition: DefinitionId) -> Lowered<(&'p Definition, &'p crate::ir::Term)> {
        let definition = self.definition(definition)?;
        match &definition.body {
            Body::Term(body) => Ok((definition, body)),
            Body::Condition(_) => Err(Unsupported::Malformed),
        }
    }

    /// What must hold for the policy to apply, and whether its grace period is over.
    fn conditions_to_apply(
        &mut self,
        policy: &'p Policy,
        scope: &Scope<'p>,
    ) -> Lowered<(Vec<Named>, Option<Named>)> {
        let when = self.condition(&policy.when, scope)?;
        let origin = policy.when.origin;
        let mut applies = vec![Named { name: "applies".to_owned(), origin, condition: when }];
        let Some(grace) = &policy.grace else { return Ok((applies, None)) };
        if let Some(select) = &grace.cancelled_by {
            let condition = self.counted(Quantifier::AtMost(0), select, scope)?;
            let origin = select.filter.origin;
            applies.push(Named { name: "not cancelled".to_owned(), origin, condition });
        }
        let condition = self.grace_over(grace, scope)?;
        Ok((applies, Some(Named { name: "grace over".to_owned(), origin, condition })))
    }

    /// Whether each group around a clause concerns the account.
    fn groups_around(
        &mut self,
        policy: &'p Policy,
        group: Option<GroupId>,
        scope: &Scope<'p>,
    ) -> Lowered<Vec<Condition>> {
        policy.groups_around(group).map(|(_, group)| self.condition(&group.condition, scope)).collect()
    }

    /// A requirement of every account: it holds where its groups do not concern the account.
    fn required(
        &mut self,
        policy: &'p Policy,
        requirement: &'p Requirement,
        scope: &Scope<'p>,
    ) -> Lowered<Condition> {
        let groups = self.groups_around(policy, requirement.group, scope)?;
        let mut parts: Vec<Condition> = groups.into_iter().map(Condition::negated).collect();
        parts.push(self.condition(&requirement.condition, scope)?);
        Ok(Condition::any(parts))
    }

    /// Whether a deadline that concerns the account has begun, is over, and was not met.
    fn overdue(
        &mut self,
        policy: &'p Policy,
        deadline: &'p Deadline,
        scope: &Scope<'p>,
    ) -> Lowered<Condition> {
        let mut parts = self.groups_around(policy, deadline.group, scope)?;
        parts.push(self.condition(&deadline.begun, scope)?);
        parts.push(self.condition(&deadline.met, scope)?.negated());
        parts.push(self.condition(&deadline.over, scope)?);
        Ok(Condition::all(parts))
    }

    fn grace_over(&mut self, grace: &'p Grace, scope: &Scope<'p>) -> Lowered<Condition> {
        self.ended(&grace.until, scope)
    }

    /// Whether a grace period is over: unknown if it never began. Of several ends that are possible, all have to be past.
    fn ended(&mut self, until: &'p Term, scope: &Scope<'p>) -> Lowered<Condition> {
        if let Term::Case(rows) = until {
            let rows = rows
                .iter()
                .map(|row| Ok((self.condition(&row.guard, scope)?, self.ended(&row.value, scope)?)));
            return Ok(Condition::case(rows.collect::<Lowered<_>>()?));
        }
        let until = self.value(until, scope)?;
        let has_begun = Condition::Present(until.unshifted().0.clone());
        let is_over = Condition::window(Comparison::Greater, &until);
        Ok(Condition::Given(Box::new(has_begun), Box::new(is_over)))
    }
}
