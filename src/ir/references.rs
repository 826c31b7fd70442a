//! What the parts of a program refer to by number: places in the text, records, definitions, policies and packages. Whoever
//! moves a text or numbers a program anew visits each of them here, and the patterns below miss none.

use super::{
    Body, CaseRow, Choices, Condition, ConditionKind, Constant, DataRule, Deadline, Definition, DefinitionId,
    Distinct, EnumerationId, Expectation, Field, Grace, Group, Held, Hold, Lifecycle, Message, Notice,
    NoticeOrigins, Origin, OutcomeValue, Package, PackageId, Piece, Place, Placed, Policy, PolicyId, Record,
    RecordId, Requirement, Root, Select, Step, Subject, Term, Test, Type, Warning, Way, WayPart,
};

/// A number by which a part of a program refers to something.
pub(crate) enum Reference<'a> {
    /// A place in the text, by its file.
    Origin(&'a mut Origin),
    /// A package.
    Package(&'a mut PackageId),
    /// A record.
    Record(&'a mut RecordId),
    /// An enumeration.
    Enumeration(&'a mut EnumerationId),
    /// A definition.
    Definition(&'a mut DefinitionId),
    /// A policy.
    Policy(&'a mut PolicyId),
}

/// A part of a program that refers to others.
pub(crate) trait References {
    /// Gives each reference to `visit`, in the order in which they are written.
    fn for_each_reference(&mut self, visit: Visit<'_>);

    /// Gives each place in the text to `visit`.
    fn for_each_origin(&mut self, visit: &mut dyn FnMut(&mut Origin)) {
        self.for_each_reference(&mut |reference| match reference {
            Reference::Origin(origin) => visit(origin),
            Reference::Package(_)
            | Reference::Record(_)
            | Reference::Enumeration(_)
            | Reference::Definition(_)
            | Reference::Policy(_) => {}
        });
    }
}

type Visit<'v> = &'v mut dyn FnMut(Reference<'_>);

impl References for Package {
    fn for_each_reference(&mut self, visit: Visit<'_>) {
        let Self { name: _, languages: _, zone: _, outcomes: _, account, request, service } = self;
        visit(Reference::Record(account));
        request.iter_mut().chain(service).for_each(|record| visit(Reference::Record(record)));
    }
}

impl References for Record {
    fn for_each_reference(&mut self, visit: Visit<'_>) {
        let Self { name: _, fields, key: _ } = self;
        for Field { name: _, key: _, ty, optional: _, words: _ } in fields {
            type_of(ty, visit);
        }
    }
}

impl References for Choices {
    fn for_each_reference(&mut self, _: Visit<'_>) {}
}

impl References for Definition {
    fn for_each_reference(&mut self, visit: Visit<'_>) {
        let Self { name: _, account, request, element, body } = self;
        visit(Reference::Record(account));
        request.iter_mut().chain(element).for_each(|record| visit(Reference::Record(record)));
        match body {
            Body::Condition(body) => condition(body, visit),
            Body::Term(body) => term(body, visit),
        }
    }
}

impl References for Policy {
    fn for_each_reference(&mut self, visit: Visit<'_>) {
        let Self {
            package,
            name: _,
            title: _,
            trigger: _,
            when,
            preconditions: _,
            groups,
            requirements,
            warnings,
            steps,
            deadlines,
            grace,
            outcome: _,
            leaves: _,
            outcome_value,
            until: _,
            sets: _,
            holds,
            data,
        } = self;
        visit(Reference::Package(package));
        condition(when, visit);
        for Group { condition: when, within: _ } in groups.iter_mut() {
            condition(when, visit);
        }
        for Requirement {
            name: _,
            group: _,
            condition: must,
            messages: said,
            is_final: _,
            law: _,
            otherwise: _,
            ways,
            notice,
        } in requirements
        {
            condition(must, visit);
            messages(said, visit);
            if let Some(Notice { shown_by: _, filter, sent: _, since, before, at_most, zone: _, origins }) =
                notice
            {
                filter.iter_mut().for_each(|it| condition(it, visit));
                [since, before].into_iter().chain(at_most).for_each(|it| term(it, visit));
                let NoticeOrigins { before, since, shown_by } = origins;
                [before, since, shown_by].into_iter().for_each(|it| visit(Reference::Origin(it)));
            }
            for Way { name: _, parts } in ways {
                for WayPart { name: _, groups: _, messages: said, is_final: _, law: _ } in parts {
                    messages(said, visit);
                }
            }
        }
        for Warning { name: _, group: _, condition: when, messages: said, law: _ } in warnings {
            condition(when, visit);
            messages(said, visit);
        }
        for Step { name: _, group: _, messages: said } in steps {
            messages(said, visit);
        }
        for Deadline { name: _, group: _, begun, met, over, due, law: _ } in deadlines {
            condition(begun, visit);
            condition(met, visit);
            condition(over, visit);
            term(due, visit);
        }
        if let Some(Grace { until, cancelled_by }) = grace {
            term(until, visit);
            cancelled_by.iter_mut().for_each(|it| select(it, visit));
        }
        outcome_value.iter_mut().for_each(|value| match value {
            OutcomeValue::For(of) | OutcomeValue::Of(of, _) => term(of, visit),
        });
        for Hold { name: _, condition: when, on_everything: _, law: _, origin } in holds {
            visit(Reference::Origin(origin));
            condition(when, visit);
        }
        for Placed { path: _, name: _, rules, holds, is_shared: _ } in data {
            for Held { hold: _, outwards: _, filter } in holds {
                filter.iter_mut().for_each(|it| condition(it, visit));
            }
            for DataRule { condition: when, disposal, purpose: _, copies: _, law: _, origin } in rules {
                visit(Reference::Origin(origin));
                when.iter_mut().for_each(|it| condition(it, visit));
                disposal.terms_mut().for_each(|it| term(it, visit));
            }
        }
    }
}

impl References for Lifecycle {
    fn for_each_reference(&mut self, visit: Visit<'_>) {
        let Self { package, name: _, stages, restarted_by: _ } = self;
        visit(Reference::Package(package));
        stages.iter_mut().for_each(|stage| visit(Reference::Policy(stage)));
    }
}

impl References for Test {
    fn for_each_reference(&mut self, visit: Visit<'_>) {
        let Self { title: _, origin, policy, now: _, account: _, request: _, service: _, expectations } =
            self;
        visit(Reference::Origin(origin));
        visit(Reference::Policy(policy));
        for Expectation { kind: _, origin } in expectations {
            visit(Reference::Origin(origin));
        }
    }
}

fn messages(messages: &mut [Message], visit: Visit<'_>) {
    for Message { language: _, text, fix, link: _ } in messages {
        let pieces = text.iter_mut().chain(fix.iter_mut().flatten());
        for piece in pieces.flat_map(Piece::inner_mut) {
            match piece {
                Piece::Value(of, ty) => {
                    term(of, visit);
                    type_of(ty, visit);
                }
                Piece::Each(_, ty) => type_of(ty, visit),
                Piece::Text(_)
                | Piece::Count
                | Piece::Clears
                | Piece::Now
                | Piece::Due
                | Piece::Plural(_) => {}
            }
        }
    }
}

fn type_of(ty: &mut Type, visit: Visit<'_>) {
    match ty {
        Type::Many(record) | Type::Record(record) => visit(Reference::Record(record)),
        Type::Set(of) => type_of(of, visit),
        Type::Bool | Type::Number(_) | Type::Text | Type::Time | Type::Date => {}
        Type::Length | Type::OneOf(_) => {}
    }
}

fn condition(Condition { kind, origin }: &mut Condition, visit: Visit<'_>) {
    visit(Reference::Origin(origin));
    match kind {
        ConditionKind::Constant(_) => {}
        ConditionKind::Satisfies(id, at) => {
            visit(Reference::Policy(id));
            place(at, visit);
        }
        ConditionKind::Call(id, on) => {
            visit(Reference::Definition(id));
            subject(on, visit);
        }
        ConditionKind::Holds(of) | ConditionKind::Present(of) | ConditionKind::StartsWith(of, _) => {
            term(of, visit);
        }
        ConditionKind::Not(inner) => condition(inner, visit),
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter_mut().for_each(|part| condition(part, visit));
        }
        ConditionKind::Compare(_, left, right) | ConditionKind::Member(left, right) => {
            term(left, visit);
            term(right, visit);
        }
        ConditionKind::Quantified(_, of) => select(of, visit),
        ConditionKind::Case(rows) => {
            for CaseRow { guard, value, law: _ } in rows {
                condition(guard, visit);
                condition(value, visit);
            }
        }
    }
}

fn term(of: &mut Term, visit: Visit<'_>) {
    match of {
        Term::Constant(constant) => match constant {
            Constant::Choice(of, _) => visit(Reference::Enumeration(of)),
            Constant::Bool(_)
            | Constant::Number(..)
            | Constant::Text(_)
            | Constant::Time(_)
            | Constant::Date(_)
            | Constant::Length(_) => {}
        },
        Term::Now => {}
        Term::Field(at) => place(at, visit),
        Term::Call(id, on) => {
            visit(Reference::Definition(id));
            subject(on, visit);
        }
        Term::Aggregate { kind: _, select: among, of } => {
            select(among, visit);
            of.iter_mut().for_each(|of| term(of, visit));
        }
        Term::Distinct(Distinct::Members(set)) => term(set, visit),
        Term::Distinct(Distinct::Values(among, of)) => {
            select(among, visit);
            term(of, visit);
        }
        Term::Arithmetic(_, left, right) => {
            term(left, visit);
            term(right, visit);
        }
        Term::Shift(of, _) => term(of, visit),
        Term::Case(rows) => {
            for CaseRow { guard, value, law: _ } in rows {
                condition(guard, visit);
                term(value, visit);
            }
        }
        Term::Moved(of, other, _) | Term::Anniversary(of, other) => {
            term(of, visit);
            term(other, visit);
        }
    }
}

fn subject(on: &mut Subject, visit: Visit<'_>) {
    match on {
        Subject::Same => {}
        Subject::Account(at) | Subject::Element(at) => place(at, visit),
    }
}

fn place(Place { root, fields: _ }: &mut Place, visit: Visit<'_>) {
    match root {
        Root::Service(package) => visit(Reference::Package(package)),
        Root::Account | Root::Request | Root::Element(_) => {}
    }
}

fn select(Select { collection, filter }: &mut Select, visit: Visit<'_>) {
    place(collection, visit);
    condition(filter, visit);
}
