//! A second evaluator, to hold the first one against.
//!
//! It shares no code with it: it judges at one instant only, looks at everything there is, and takes no short cut but
//! to ask each definition once about the same facts. Only the program and the facts are common ground; even the calendar is its own.

mod calendar;
mod condition;
mod expectation;
mod extreme;
mod known;
mod moved;
mod plan;
mod term;

pub use expectation::is_met;
pub use plan::{Item, State, Treated, treated};

use exeunt::facts::Facts;
use exeunt::ir::{
    Comparison, Condition, ConditionKind, Deadline, DeadlineState, Grace, GroupId, Move, Moved, Notice,
    Place, Policy, PolicyId, Program, RecordId, Requirement, Root, Select, Services, Status, Term, Timestamp,
    Value, Warning,
};
use extreme::Operands;
use known::Known;

/// Kleene's three values; `None` is unknown.
pub type Truth = Option<bool>;

/// What an account comes to at one instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The status.
    pub status: Status,
    /// The truth of `when`.
    pub when: Truth,
    /// Whether the end of the grace and a cancellation are both known; true for a policy without a grace.
    pub is_grace_known: bool,
    /// The truth of each requirement, in the policy's order.
    pub requirements: Vec<Truth>,
    /// The value of the outcome, if the account is eligible and there is one.
    pub outcome_value: Option<Value>,
    /// The truth of each part of each way of each requirement.
    pub ways: Vec<Vec<Vec<Truth>>>,
    /// Of each warning, whether its groups concern the account, and the truth of its condition.
    pub warnings: Vec<(Truth, Truth)>,
    /// How each deadline stands, with its last instant where that is known.
    pub deadlines: Vec<(DeadlineState, Option<Timestamp>)>,
}

/// What becomes of an account's data at an instant, if the account is eligible.
#[must_use]
pub fn plan(program: &Program, policy: PolicyId, facts: &Facts, now: Timestamp) -> Vec<Item> {
    let services = facts.services.as_ref().unwrap_or(program.services());
    let world = World { program, services, now: now.as_micros(), known: Known::default() };
    world.plan(policy, &roots(program, policy, facts))
}

/// By when copies of each item of an account's data are gone that goes at an instant, if that is said.
#[must_use]
pub fn gone_by(
    program: &Program,
    policy: PolicyId,
    facts: &Facts,
    goes: Timestamp,
) -> Vec<(String, Option<Timestamp>)> {
    let services = facts.services.as_ref().unwrap_or(program.services());
    let world = World { program, services, now: goes.as_micros(), known: Known::default() };
    let each = world.gone_by(policy, &roots(program, policy, facts)).into_iter();
    each.map(|(path, by)| (path, by.map(Timestamp::from_micros))).collect()
}

fn roots<'a>(program: &Program, policy: PolicyId, facts: &'a Facts) -> Env<'a> {
    let package = &program.packages()[program.policies()[policy].package];
    Env {
        account: &facts.account,
        request: facts.request.as_ref().unwrap_or(&UNKNOWN),
        elements: Vec::new(),
        shapes: Shapes { account: package.account, request: package.request, elements: Vec::new() },
    }
}

/// Judges an account by a policy at an instant.
#[must_use]
pub fn judge(program: &Program, policy: PolicyId, facts: &Facts, now: Timestamp) -> Judgement {
    let services = facts.services.as_ref().unwrap_or(program.services());
    let world = World { program, services, now: now.as_micros(), known: Known::default() };
    let judged = &program.policies()[policy];
    let env = roots(program, policy, facts);
    let truth = |condition: &Condition| world.condition(condition, &env);
    // What the outcome sets says that it is done, whatever `when` has been made of.
    let restart =
        program.lifecycles().iter().find(|it| it.stages.contains(&policy)).map(|it| it.restarted_by);
    let is_done = judged.sets.map(|set| world.is_done(set, restart, &env));
    let when = all_of(&[truth(&judged.when), is_done.map_or(Some(true), |done| done.map(|done| !done))]);
    let requirements: Vec<Truth> =
        judged.requirements.iter().map(|it| world.required(judged, it, &env)).collect();
    let parts = |parts: &[Condition]| parts.iter().map(truth).collect();
    let ways = |it: &Requirement| it.ways().map(|(_, _, conditions)| parts(conditions)).collect();
    let ways = judged.requirements.iter().map(ways).collect();
    let concerns = |it: &Warning| world.concerns(judged, it.group, &env);
    let warnings = judged.warnings.iter().map(|it| (concerns(it), truth(&it.condition))).collect();
    let grace = match &judged.grace {
        Some(grace) => world.grace(grace, &env),
        None => (Some(false), Some(true)),
    };
    let applies = all_of(&[when, grace.0.map(|cancelled| !cancelled)]);
    let deadlines = judged.deadlines.iter().map(|it| world.deadline(judged, it, applies, &env)).collect();
    let is_grace_known = grace.0.is_some() && grace.1.is_some();
    let status = status(when, &requirements, grace);
    let carried = judged.outcome_value.as_ref().filter(|_| status == Status::Eligible);
    let outcome_value = carried.map(|value| world.term(value.term(), &env));
    Judgement { status, when, is_grace_known, requirements, ways, outcome_value, warnings, deadlines }
}

/// The status of an account; of the grace, whether the request was cancelled, and whether it is over.
fn status(when: Truth, requirements: &[Truth], (cancelled, over): (Truth, Truth)) -> Status {
    if when == Some(false) || cancelled == Some(true) {
        return Status::Inapplicable;
    }
    if when.is_none() || cancelled.is_none() {
        return Status::Undetermined;
    }
    if requirements.contains(&Some(false)) {
        return Status::Blocked;
    }
    if requirements.contains(&None) || over.is_none() {
        return Status::Undetermined;
    }
    if over == Some(true) { Status::Eligible } else { Status::Cooling }
}

fn all_of(truths: &[Truth]) -> Truth {
    match truths {
        _ if truths.contains(&Some(false)) => Some(false),
        _ if truths.contains(&None) => None,
        _ => Some(true),
    }
}

/// A program at an instant.
struct World<'a> {
    program: &'a Program,
    services: &'a Services,
    now: i64,
    known: Known,
}

static UNKNOWN: Value = Value::Unknown;

/// What the roots of places stand for; the innermost element last.
#[derive(Debug, Clone)]
struct Env<'a> {
    account: &'a Value,
    request: &'a Value,
    elements: Vec<&'a Value>,
    shapes: Shapes,
}

/// The shapes of the records that roots stand for.
#[derive(Debug, Clone)]
struct Shapes {
    account: RecordId,
    request: Option<RecordId>,
    elements: Vec<RecordId>,
}

impl<'a> World<'a> {
    /// Whether an act is done: the time that it sets is there, and after the one that restarts it, if that is there.
    fn is_done(&self, set: u32, restarted_by: Option<u32>, env: &Env<'a>) -> Truth {
        let time = |field| {
            let value = self.term(&Term::Field(Place { root: Root::Account, fields: vec![field] }), env);
            let at = if let Value::Time(at) = value { Some(at) } else { None };
            (value != Value::Unknown).then_some(at)
        };
        let set = time(set);
        if set == Some(None) {
            return Some(false);
        }
        match restarted_by.map(time) {
            None | Some(Some(None)) => set.map(|_| true),
            Some(None) => None,
            Some(Some(Some(restart))) => set?.map(|set| set > restart),
        }
    }

    /// Whether a group and all those around it concern the account.
    fn concerns(&self, policy: &Policy, group: Option<GroupId>, env: &Env<'a>) -> Truth {
        let mut truths = Vec::new();
        let mut next = group;
        while let Some(id) = next {
            truths.push(self.condition(&policy.groups[id].condition, env));
            next = policy.groups[id].within;
        }
        all_of(&truths)
    }

    /// A requirement holds of an account that its groups do not concern, and is as its condition of one that they do. Where
    /// that is unknown, it holds if it would in both cases.
    fn required(&self, policy: &Policy, requirement: &Requirement, env: &Env<'a>) -> Truth {
        let own = match &requirement.notice {
            Some(notice) => self.was_sent(notice, env),
            None => self.condition(&requirement.condition, env),
        };
        match self.concerns(policy, requirement.group, env) {
            Some(false) => Some(true),
            Some(true) => own,
            None if own == Some(true) => Some(true),
            None => None,
        }
    }

    /// Whether some element says that a notice was sent after it is counted, long enough ago, and not too long.
    fn was_sent(&self, notice: &Notice, env: &Env<'a>) -> Truth {
        let filter = Condition { kind: ConditionKind::Constant(true), origin: notice.origins.shown_by };
        let all = Select { collection: notice.shown_by.clone(), filter };
        let record = self.shape(&notice.shown_by, env);
        let mut truths = vec![Some(false)];
        for (element, _) in self.filtered(&all, env)? {
            let mut inner = env.clone();
            inner.elements.push(element);
            inner.shapes.elements.push(record);
            let is_it = notice.filter.as_ref().map_or(Some(true), |filter| self.condition(filter, &inner));
            let ordered = |one: Value, other: Value, holds: fn(i64, i64) -> bool| match (one, other) {
                (Value::Absent, _) | (_, Value::Absent) => Some(false),
                (Value::Time(one), Value::Time(other)) => Some(holds(one, other)),
                _ => None,
            };
            let sent = || self.term(&notice.sent(), &inner);
            let is_counted = ordered(sent(), self.term(&notice.since, env), |sent, since| sent > since);
            let passed = |by: &Term| {
                let how = Move { of: Moved::Time, backwards: false, zone: notice.zone };
                let moved = Term::Moved(Box::new(notice.sent()), Box::new(by.clone()), how);
                self.term(&moved, &inner)
            };
            let now = || Value::Time(self.now);
            let is_old = ordered(passed(&notice.before), now(), |passed, now| passed <= now);
            let is_new =
                notice.at_most.as_ref().map(|by| ordered(now(), passed(by), |now, last| now <= last));
            truths.push(all_of(&[is_it, is_counted, is_old, is_new.unwrap_or(Some(true))]));
        }
        match truths {
            _ if truths.contains(&Some(true)) => Some(true),
            _ if truths.contains(&None) => None,
            _ => Some(false),
        }
    }

    /// How a deadline stands: of each question the answer, asked in the order in which a reader would ask.
    fn deadline(
        &self,
        policy: &Policy,
        deadline: &Deadline,
        applies: Truth,
        env: &Env,
    ) -> (DeadlineState, Option<Timestamp>) {
        match all_of(&[applies, self.concerns(policy, deadline.group, env)]) {
            Some(false) => return (DeadlineState::NotAsked, None),
            None => return (DeadlineState::Unknown, None),
            Some(true) => {}
        }
        match self.condition(&deadline.begun, env) {
            Some(false) => return (DeadlineState::NotBegun, None),
            None => return (DeadlineState::Unknown, None),
            Some(true) => {}
        }
        let due = match self.term(&deadline.due, env) {
            Value::Time(due) => Some(Timestamp::from_micros(due)).filter(|&due| due <= Timestamp::MAX),
            _ => None,
        };
        let state = match self.condition(&deadline.met, env) {
            Some(true) => DeadlineState::Met,
            Some(false) => match self.passed(&deadline.due, env) {
                Some(true) => DeadlineState::Overdue,
                Some(false) => DeadlineState::Open,
                None => DeadlineState::Unknown,
            },
            None => DeadlineState::Unknown,
        };
        (state, due)
    }

    /// Whether the request was cancelled, and whether the grace is over.
    fn grace(&self, grace: &Grace, env: &Env<'a>) -> (Truth, Truth) {
        let over = self.ended(&grace.until, env);
        let cancelled = match &grace.cancelled_by {
            Some(select) => match self.filtered(select, env) {
                None => None,
                Some(elements) if elements.iter().any(|(_, chosen)| *chosen == Some(true)) => Some(true),
                Some(elements) if elements.iter().any(|(_, chosen)| chosen.is_none()) => None,
                Some(_) => Some(false),
            },
            None => Some(false),
        };
        (cancelled, over)
    }

    /// Whether the last instant of a deadline has passed, whichever of those that are possible it is: of the earlier of two
    /// instants one that is known may say so.
    fn passed(&self, due: &Term, env: &Env<'a>) -> Truth {
        self.row_by_row(due, env, |due| match due.lacks_one() {
            true => Some(false),
            false => Operands::One(Value::Time(self.now)).compare(Comparison::Greater, &due),
        })
    }

    /// What is read of a term: of a case, what the rows agree on that may be chosen.
    fn row_by_row(&self, term: &Term, env: &Env<'a>, read: impl Fn(Operands) -> Truth + Copy) -> Truth {
        let Term::Case(rows) = term else { return read(self.operands(term, env)) };
        let judged =
            rows.iter().map(|row| (self.condition(&row.guard, env), self.row_by_row(&row.value, env, read)));
        condition::agreed(&judged.collect::<Vec<_>>())
    }

    /// Whether a period is over; of several that are possible, all of them.
    fn ended(&self, until: &Term, env: &Env<'a>) -> Truth {
        self.row_by_row(until, env, |until| self.has_ended(until))
    }

    fn has_ended(&self, until: Operands) -> Truth {
        // Over after the later end, and not before the earlier one.
        let until = match &until {
            Operands::Between(_, Value::Time(last)) if self.now > *last => Value::Time(*last),
            Operands::Between(Value::Time(first), _) if self.now <= *first => Value::Time(*first),
            Operands::One(_) | Operands::Between(..) | Operands::Of(..) => until.value(),
        };
        match until {
            Value::Time(until) => Some(self.now > until),
            Value::Unknown
            | Value::Absent
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Text(_)
            | Value::Date(_)
            | Value::Length(_)
            | Value::Choice(_)
            | Value::Set(_)
            | Value::Many(_)
            | Value::Record(_) => None,
        }
    }
}
