//! Every mutant of a program.

use super::edit::{self, Edited};
use super::{Altered, Mutant};
use crate::diagnostic::Message;
use crate::diagnostic::messages::reports;
use crate::ir::entailment::entails;
use crate::ir::walk::Node;
use crate::ir::{
    Body, Comparison, Condition, ConditionKind, Constant, DataRule, Deadline, Definition, DefinitionId,
    Disposal, DisposalKind, Grace, Held, Length, LengthKind, Method, Notice, NoticeOrigins, Origin, Placed,
    Policy, PolicyId, Program, Requirement, Retention, Scope, Shift, Term, calendar,
};

/// Policies first, in the program's order, then definitions.
pub(super) fn all(program: &Program) -> Vec<Mutant> {
    let policies = program.policies.ids().flat_map(|id| of_policy(program, id));
    let definitions = program.definitions.ids().flat_map(|id| of_definition(program, id));
    policies.chain(definitions).collect()
}

fn of_policy(program: &Program, id: PolicyId) -> Vec<Mutant> {
    let policy = &program.policies[id];
    let mut maker = Maker {
        id,
        policy,
        scope: Scope::of_policy(program, policy),
        name: program.policy_name(id),
        package: program.packages[policy.package].name.clone(),
        mutants: Vec::new(),
    };
    maker.when();
    maker.groups();
    maker.requirements();
    maker.warnings();
    maker.deadlines();
    maker.grace();
    maker.outcome();
    maker.holds();
    maker.data();
    maker.mutants
}

struct Maker<'p> {
    id: PolicyId,
    policy: &'p Policy,
    scope: Scope<'p>,
    name: String,
    package: String,
    mutants: Vec<Mutant>,
}

/// Whether every notice from before the time that it is counted since has lapsed once the policy applies: `when` asks for more
/// time since then than the upper bound leaves.
fn has_lapsed_by_then(policy: &Policy, notice: &Notice) -> bool {
    let Some(Term::Constant(Constant::Length(at_most))) = &notice.at_most else { return false };
    let Some(when) = policy.parts_of_when().1 else { return false };
    let asks_for_more = |condition: &Condition| {
        let ConditionKind::Compare(Comparison::Greater, Term::Now, Term::Shift(of, Shift::Time(by))) =
            &condition.kind
        else {
            return false;
        };
        let is_elapsed = at_most.kind == LengthKind::Elapsed && !by.full_days;
        let is_within = at_most.months <= by.months && at_most.days <= by.days && at_most.micros <= by.micros;
        **of == notice.since && is_elapsed && is_within
    };
    let parts = if let ConditionKind::All(parts) = &when.kind {
        parts.as_slice()
    } else {
        std::slice::from_ref(when)
    };
    parts.iter().any(asks_for_more)
}

impl Maker<'_> {
    fn add(&mut self, owner: &str, origin: Origin, words: Message, alter: impl FnOnce(&mut Policy)) {
        let mut policy = Box::new(self.policy.clone());
        alter(&mut policy);
        self.mutants.push(Mutant {
            altered: Altered::Policy(self.id, policy),
            owner: format!("{} {owner}", self.name),
            package: self.package.clone(),
            origin,
            edit: words,
            is_of_plan: false,
        });
    }

    /// A change of what becomes of the data, which no status tells.
    fn add_to_plan(
        &mut self,
        owner: &str,
        origin: Origin,
        words: Message,
        alter: impl FnOnce(&mut Vec<DataRule>),
        placed: usize,
    ) {
        self.add(owner, origin, words, |policy| alter(&mut policy.data[placed].rules));
        self.mutants.iter_mut().last().into_iter().for_each(|mutant| mutant.is_of_plan = true);
    }

    fn conditions(
        &mut self,
        owner: &str,
        condition: &Condition,
        place: impl Fn(&mut Policy) -> &mut Condition,
    ) {
        for Edited { value, origin, words } in edit::conditions(condition, &self.scope) {
            self.add(owner, origin, words, |policy| *place(policy) = value);
        }
    }

    fn when(&mut self) {
        let when = &self.policy.when;
        if let ConditionKind::Constant(_) = when.kind {
            return;
        }
        let always = Condition { kind: ConditionKind::Constant(true), origin: when.origin };
        self.add("when", when.origin, reports::edit_left_out(), |policy| policy.when = always);
        self.conditions("when", when, |policy| &mut policy.when);
    }

    fn groups(&mut self) {
        for (id, group) in self.policy.groups.iter_enumerated() {
            let always = Condition { kind: ConditionKind::Constant(true), origin: group.condition.origin };
            self.add("when", group.condition.origin, reports::edit_group_left_out(), |policy| {
                policy.groups[id].condition = always
            });
            self.conditions("when", &group.condition, |policy| &mut policy.groups[id].condition);
        }
    }

    fn requirements(&mut self) {
        for (at, requirement) in self.policy.requirements.iter().enumerate() {
            let (name, origin) = (&requirement.name, requirement.condition.origin);
            self.add(name, origin, reports::edit_requirement_left_out(), |policy| {
                drop(policy.requirements.remove(at))
            });
            if requirement.is_final {
                self.add(name, origin, reports::edit_final_left_out(), |policy| {
                    policy.requirements[at].is_final = false
                });
            }
            if requirement.otherwise.is_some() {
                self.add(name, origin, reports::edit_otherwise_left_out(), |policy| {
                    policy.requirements[at].otherwise = None
                });
            }
            if let Some(notice) = &requirement.notice {
                self.notice(at, name, notice);
                continue;
            }
            self.ways(at, requirement);
            self.conditions(name, &requirement.condition, |policy| &mut policy.requirements[at].condition);
        }
    }

    /// A notice: its condition follows from its parts, so that both change together.
    fn notice(&mut self, at: usize, name: &str, notice: &Notice) {
        let mut others: Vec<Edited<Notice>> = Vec::new();
        let with = |alter: &dyn Fn(&mut Notice)| {
            let mut other = notice.clone();
            alter(&mut other);
            other
        };
        let NoticeOrigins { before, since, shown_by } = notice.origins;
        let lengths = edit::lengths(&notice.before, before, &self.scope).into_iter();
        others.extend(lengths.map(|it| it.map(|length| with(&|other| other.before = length.clone()))));
        if let Some(at_most) = &notice.at_most {
            let lengths = edit::lengths(at_most, before, &self.scope).into_iter();
            others.extend(
                lengths.map(|it| it.map(|length| with(&|other| other.at_most = Some(length.clone())))),
            );
            let unlimited = with(&|other| other.at_most = None);
            let words = reports::edit_upper_bound_left_out();
            others.push(Edited { value: unlimited, origin: before, words });
        }
        let always = Term::Constant(Constant::Time(calendar::FIRST));
        let uncounted = with(&|other| other.since = always.clone());
        let words = reports::edit_counted_since_left_out();
        if !has_lapsed_by_then(self.policy, notice) {
            others.push(Edited { value: uncounted, origin: since, words });
        }
        let times = edit::terms(&notice.since, since, &self.scope).into_iter();
        others.extend(times.map(|it| it.map(|time| with(&|other| other.since = time.clone()))));
        if let Some(filter) = &notice.filter {
            let scope = self.scope.inside(self.scope.elements_at(&notice.shown_by));
            let words = reports::edit_left_out();
            let all = with(&|other| other.filter = None);
            others.push(Edited { value: all, origin: shown_by, words });
            let filters = edit::conditions(filter, &scope).into_iter();
            others.extend(
                filters.map(|it| it.map(|filter| with(&|other| other.filter = Some(filter.clone())))),
            );
        }
        for Edited { value, origin, words } in others {
            self.add(name, origin, words, |policy| {
                policy.requirements[at].condition = value.condition();
                policy.requirements[at].notice = Some(value);
            });
        }
    }

    /// The ways of a requirement: their finals; what they require is in its condition.
    fn ways(&mut self, at: usize, requirement: &Requirement) {
        for (nth, (way, _, conditions)) in requirement.ways().enumerate() {
            for (part_at, (part, condition)) in way.parts.iter().zip(conditions).enumerate() {
                if part.is_final {
                    self.add(&requirement.name, condition.origin, reports::edit_final_left_out(), |policy| {
                        policy.requirements[at].ways[nth].parts[part_at].is_final = false
                    });
                }
            }
        }
    }

    fn warnings(&mut self) {
        for (at, warning) in self.policy.warnings.iter().enumerate() {
            let (name, origin) = (&warning.name, warning.condition.origin);
            self.add(name, origin, reports::edit_warning_left_out(), |policy| {
                drop(policy.warnings.remove(at))
            });
            if let ConditionKind::Constant(_) = warning.condition.kind {
                continue;
            }
            let always = Condition { kind: ConditionKind::Constant(true), origin };
            self.add(name, origin, reports::edit_condition_left_out(), |policy| {
                policy.warnings[at].condition = always
            });
            self.conditions(name, &warning.condition, |policy| &mut policy.warnings[at].condition);
        }
    }

    fn outcome(&mut self) {
        let Some(value) = &self.policy.outcome_value else { return };
        let origin = self.policy.when.origin;
        for Edited { value: term, origin, words } in edit::terms(value.term(), origin, &self.scope) {
            self.add("outcome", origin, words, |policy| policy.outcome_value = Some(value.with(term)));
        }
    }

    /// What the holds keep, and what they are on.
    fn holds(&mut self) {
        for (at, hold) in self.policy.holds.iter().enumerate() {
            let (name, origin, number) = (&hold.name, hold.origin, at as u32);
            self.add_to_holds(name, origin, reports::edit_hold_left_out(), |policy| {
                let without = |placed: &mut Placed| placed.holds.retain(|held| held.hold != number);
                policy.data.iter_mut().for_each(without);
            });
            for Edited { value, origin, words } in with_negation(&hold.condition, &self.scope) {
                self.add_to_holds(name, origin, words, |policy| policy.holds[at].condition = value);
            }
            let is_its_own = |held: &Held| held.hold == number && held.outwards == 0;
            let named = self.policy.data.iter().filter(|placed| placed.holds.iter().any(is_its_own));
            let named: Vec<&Placed> = named.filter(|_| !hold.on_everything).collect();
            for placed in named.iter().filter(|_| named.len() > 1) {
                let whole = placed.path.clone();
                self.add_to_holds(name, origin, reports::edit_hold_not_on(&placed.name), |policy| {
                    for other in &mut policy.data {
                        let outwards = other.path.len().saturating_sub(whole.len()) as u32;
                        if other.path.starts_with(&whole) {
                            other.holds.retain(|held| held.hold != number || held.outwards != outwards);
                        }
                    }
                });
            }
            let filters = named.iter().flat_map(|placed| {
                let held = placed.holds.iter().find(|held| is_its_own(held));
                held.and_then(|held| held.filter.as_ref()).map(|filter| (*placed, filter))
            });
            let filters: Vec<(&Placed, &Condition)> = filters.collect();
            for (placed, filter) in filters {
                let set = |maker: &mut Self, origin, words, value: Option<Condition>| {
                    maker.add_to_holds(name, origin, words, |policy| {
                        let holds = policy.data.iter_mut().flat_map(|placed| &mut placed.holds);
                        holds.filter(|held| held.hold == number).for_each(|held| held.filter = value.clone());
                    });
                };
                set(self, filter.origin, reports::edit_condition_left_out(), None);
                for Edited { value, origin, words } in
                    with_negation(filter, &self.scope.inside_placed(placed))
                {
                    set(self, origin, words, Some(value));
                }
            }
        }
    }

    fn add_to_holds(&mut self, owner: &str, origin: Origin, words: Message, alter: impl FnOnce(&mut Policy)) {
        self.add(owner, origin, words, alter);
        self.mutants.iter_mut().last().into_iter().for_each(|mutant| mutant.is_of_plan = true);
    }

    fn data(&mut self) {
        for (at, placed) in self.policy.data.iter().enumerate() {
            // What is kept for holds alone has no line in the text.
            if placed.kept_with().is_some() {
                continue;
            }
            let scope = self.scope.inside_placed(placed);
            for (line, rule) in placed.rules.iter().enumerate() {
                let (owner, origin) = (placed.clause(line), rule.origin);
                if placed.tells() {
                    self.told(&owner, (at, line), placed, &scope);
                    continue;
                }
                for other in other_disposals(rule.disposal.kind()) {
                    let words = reports::edit_becomes(rule.disposal.kind().word(), other.kind().word());
                    self.add_to_plan(&owner, origin, words, |rules| rules[line].disposal = other, at);
                }
                for Edited { value, origin, words } in other_retentions(&rule.disposal, origin, &scope) {
                    self.add_to_plan(
                        &owner,
                        origin,
                        words,
                        |rules| rules[line].disposal = Disposal::Retain(value),
                        at,
                    );
                }
                for (other, words) in rule.disposal.method().into_iter().flat_map(other_methods) {
                    let alter = |rules: &mut Vec<DataRule>| {
                        if let Some(own) = rules[line].disposal.method_mut() {
                            *own = other;
                        }
                    };
                    self.add_to_plan(&owner, origin, words, alter, at);
                }
                for (other, words) in other_copies(rule, &scope) {
                    self.add_to_plan(&owner, origin, words, |rules| rules[line].copies = other, at);
                }
                self.speaks_of(&owner, (at, line), placed, &scope);
            }
        }
    }

    /// Who is told by a line.
    fn told(&mut self, owner: &str, (at, line): (usize, usize), placed: &Placed, scope: &Scope<'_>) {
        let rule = &placed.rules[line];
        if placed.rules.len() == 1 {
            self.add_to_holds(owner, rule.origin, reports::edit_line_left_out(), |policy| {
                drop(policy.data.remove(at))
            });
        } else {
            let without = |rules: &mut Vec<DataRule>| drop(rules.remove(line));
            self.add_to_plan(owner, rule.origin, reports::edit_line_left_out(), without, at);
        }
        let Some(condition) = &rule.condition else { return };
        let words = reports::edit_condition_left_out();
        self.add_to_plan(owner, condition.origin, words, |rules| rules[line].condition = None, at);
        for Edited { value, origin, words } in with_negation(condition, scope) {
            self.add_to_plan(owner, origin, words, |rules| rules[line].condition = Some(value), at);
        }
    }

    /// Of which elements a line speaks, and which line comes first.
    fn speaks_of(&mut self, owner: &str, (at, line): (usize, usize), placed: &Placed, scope: &Scope<'_>) {
        let rule = &placed.rules[line];
        let Some(condition) = &rule.condition else { return };
        let origin = condition.origin;
        self.add_to_plan(
            owner,
            origin,
            reports::edit_condition_left_out(),
            |rules| rules[line].condition = None,
            at,
        );
        self.add_to_plan(
            owner,
            rule.origin,
            reports::edit_line_left_out(),
            |rules| drop(rules.remove(line)),
            at,
        );
        let negation = Condition { kind: ConditionKind::Not(Box::new(condition.clone())), origin };
        for Edited { value, origin, words } in with_negation(condition, scope) {
            self.add_to_plan(owner, origin, words, |rules| rules[line].condition = Some(value), at);
        }
        // The order of two lines matters only where both can speak of an element; before the last one it is as if the line
        // were left out.
        let below = placed.rules.get(line + 1).and_then(|below| below.condition.as_ref());
        if below.is_some_and(|below| !entails(below, &negation)) {
            self.add_to_plan(
                owner,
                rule.origin,
                reports::edit_lines_exchanged(),
                |rules| rules.swap(line, line + 1),
                at,
            );
        }
    }

    fn deadlines(&mut self) {
        for (at, deadline) in self.policy.deadlines.iter().enumerate() {
            let (name, origin) = (&deadline.name, deadline.over.origin);
            self.add(name, origin, reports::edit_deadline_left_out(), |policy| {
                drop(policy.deadlines.remove(at))
            });
            let others: Vec<Edited<Deadline>> = edit::terms(&deadline.due, origin, &self.scope)
                .into_iter()
                .map(|it| it.map(|due| deadline.with_due(due)))
                .collect();
            // What compares with the last instant changes with it, and not by itself.
            let is_of_due = |met: &Condition, over: &Condition| {
                others.iter().any(|it| it.value.met == *met || it.value.over == *over)
            };
            if deadline.begun.kind != ConditionKind::Constant(true) {
                self.conditions(name, &deadline.begun, |policy| &mut policy.deadlines[at].begun);
            }
            for Edited { value, origin, words } in edit::conditions(&deadline.met, &self.scope) {
                if !is_of_due(&value, &deadline.over) {
                    self.add(name, origin, words, |policy| policy.deadlines[at].met = value);
                }
            }
            for Edited { value, origin, words } in edit::conditions(&deadline.over, &self.scope) {
                if !is_of_due(&deadline.met, &value) {
                    self.add(name, origin, words, |policy| policy.deadlines[at].over = value);
                }
            }
            for Edited { value, origin, words } in others {
                self.add(name, origin, words, |policy| policy.deadlines[at] = value);
            }
        }
    }

    fn grace(&mut self) {
        let Some(grace) = &self.policy.grace else { return };
        let origin =
            grace.cancelled_by.as_ref().map_or(self.policy.when.origin, |select| select.filter.origin);
        self.add("grace", origin, reports::edit_grace_left_out(), |policy| policy.grace = None);
        for Edited { value, origin, words } in edit::terms(&grace.until, origin, &self.scope) {
            self.add("grace", origin, words, |policy| {
                policy.grace = Some(Grace { until: value, ..grace.clone() })
            });
        }
        let Some(select) = &grace.cancelled_by else { return };
        let with = |cancelled_by| Some(Grace { cancelled_by, ..grace.clone() });
        self.add("grace", origin, reports::edit_cancellation_left_out(), |policy| policy.grace = with(None));
        for Edited { value, origin, words } in edit::selections(select, &self.scope) {
            self.add("grace", origin, words, |policy| policy.grace = with(Some(value)));
        }
    }
}

/// What a condition may be instead, its negation included.
fn with_negation(condition: &Condition, scope: &Scope<'_>) -> Vec<Edited<Condition>> {
    let origin = condition.origin;
    let negation = Condition { kind: ConditionKind::Not(Box::new(condition.clone())), origin };
    let mut others = edit::conditions(condition, scope);
    if others.iter().all(|other| other.value != negation) {
        others.push(Edited { value: negation, origin, words: reports::edit_negated() });
    }
    others
}

fn of_definition(program: &Program, id: DefinitionId) -> Vec<Mutant> {
    let definition = &program.definitions[id];
    let scope = Scope::of_definition(program, definition);
    let package = program.packages.iter().find(|package| package.account == definition.account);
    let package = package.map_or("", |package| package.name.as_str());
    let bodies: Vec<Edited<Body>> = match &definition.body {
        Body::Condition(condition) => {
            edit::conditions(condition, &scope).into_iter().map(|it| it.map(Body::Condition)).collect()
        }
        // Its uses are written out where they are compared, and have mutants of their own.
        Body::Term(term) if has_case(term) => Vec::new(),
        // A value has no place of its own: it is named by its definition.
        Body::Term(term) => {
            let nowhere = Origin { file: 0, start: 0, end: 0 };
            edit::terms(term, nowhere, &scope).into_iter().map(|it| it.map(Body::Term)).collect()
        }
    };
    let named = match definition.element {
        Some(record) => format!("{package}.{} {}", program.records[record].name, definition.name),
        None => format!("{package} {}", definition.name),
    };
    bodies
        .into_iter()
        .map(|Edited { value, origin, words }| Mutant {
            altered: Altered::Definition(id, Box::new(Definition { body: value, ..definition.clone() })),
            owner: named.clone(),
            package: package.to_owned(),
            origin,
            edit: words,
            is_of_plan: false,
        })
        .collect()
}

/// What else could be done with data, but for keeping them for a time.
fn other_disposals(own: DisposalKind) -> impl Iterator<Item = Disposal> {
    let all = [Disposal::Erase, Disposal::Forfeit, Disposal::Anonymise(Method::default()), Disposal::Keep];
    all.into_iter().filter(move |other| other.kind() != own)
}

/// For how long else data could be retained. Of a period after leaving the length is another: its end is absent in a plan that is
/// carried out.
fn other_retentions(disposal: &Disposal, origin: Origin, scope: &Scope<'_>) -> Vec<Edited<Retention>> {
    let Some(own) = disposal.retention() else { return Vec::new() };
    let (mut others, terms) = (Vec::new(), |term: &Term| edit::terms(term, origin, scope).into_iter());
    if !own.is_after_leaving() {
        others.extend(terms(&own.end).map(|it| it.map(|end| Retention { end, ..own.clone() })));
    }
    if let Some(length) = &own.after_leaving {
        let lengths = edit::lengths(length, origin, scope).into_iter();
        let with = |length| Retention { after_leaving: Some(length), ..own.clone() };
        others.extend(lengths.map(|it| it.map(with)));
    } else if let Some(end) = &own.without_start {
        let with = |end| Retention { without_start: Some(end), ..own.clone() };
        others.extend(terms(end).map(|it| it.map(with)));
    }
    if own.without_start.is_some() {
        let value = Retention { without_start: None, after_leaving: None, ..own.clone() };
        others.push(Edited { value, origin, words: reports::edit_without_it_left_out() });
    }
    if own.then.is_some() {
        let value = Retention { then: None, ..own.clone() };
        others.push(Edited { value, origin, words: reports::edit_becomes("anonymise", "erase") });
    }
    others
}

/// How long else copies of what goes could remain, or without a bound.
fn other_copies(rule: &DataRule, scope: &Scope<'_>) -> Vec<(Option<Length>, Message)> {
    let Some(own) = rule.copies else { return Vec::new() };
    let term = Term::Constant(Constant::Length(own));
    let lengths = edit::lengths(&term, rule.origin, scope).into_iter();
    let others = lengths.filter_map(|Edited { value, words, .. }| match value {
        Term::Constant(Constant::Length(other)) => Some((Some(other), words)),
        Term::Constant(_) | Term::Now | Term::Field(_) | Term::Aggregate { .. } | Term::Distinct(_) => None,
        Term::Arithmetic(..) | Term::Shift(..) | Term::Moved(..) | Term::Anniversary(..) => None,
        Term::Call(..) | Term::Case(_) => None,
    });
    std::iter::once((None, reports::edit_copies_left_out())).chain(others).collect()
}

/// How else what is kept without the person could be treated: a field less is removed or replaced.
fn other_methods(method: &Method) -> Vec<(Method, Message)> {
    let removed = method.remove.iter().map(|field| {
        let mut other = method.clone();
        other.remove.remove(field);
        (other, reports::edit_field_left(field))
    });
    let replaced = method.replace.keys().map(|field| {
        let mut other = method.clone();
        other.replace.remove(field);
        (other, reports::edit_field_left(field))
    });
    removed.chain(replaced).collect()
}

/// Whether a value is chosen by a case.
fn has_case(term: &Term) -> bool {
    let mut found = false;
    Node::Term(term).walk(&mut |node, around| {
        found |= around.is_empty() && matches!(node, Node::Term(Term::Case(_)));
    });
    found
}
