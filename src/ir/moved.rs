//! Where in the text the parts of a program come from, for programs that move with their texts.

use super::{
    Body, Condition, ConditionKind, DataRule, Definition, Disposal, Expectation, Grace, Message, Origin,
    Piece, Policy, Requirement, Select, Step, Term, Test, Warning,
};

/// Changes every origin in an item.
pub(crate) trait Originated {
    /// Gives each origin to `visit`.
    fn for_each_origin(&mut self, visit: &mut dyn FnMut(&mut Origin));
}

type Visit<'v> = &'v mut dyn FnMut(&mut Origin);

impl Originated for Definition {
    fn for_each_origin(&mut self, visit: Visit<'_>) {
        match &mut self.body {
            Body::Condition(body) => condition(body, visit),
            Body::Term(body) => term(body, visit),
        }
    }
}

impl Originated for Policy {
    fn for_each_origin(&mut self, visit: Visit<'_>) {
        let Self {
            package: _,
            name: _,
            trigger: _,
            when,
            requirements,
            warnings,
            steps,
            grace,
            outcome: _,
            until: _,
            data,
        } = self;
        condition(when, visit);
        for Requirement { name: _, condition: must, messages: said, is_final: _, law: _, otherwise: _ } in
            requirements
        {
            condition(must, visit);
            messages(said, visit);
        }
        for Warning { name: _, condition: when, messages: said, law: _ } in warnings {
            condition(when, visit);
            messages(said, visit);
        }
        for Step { name: _, messages: said } in steps {
            messages(said, visit);
        }
        if let Some(Grace { until, cancelled_by }) = grace {
            term(until, visit);
            cancelled_by.iter_mut().for_each(|it| select(it, visit));
        }
        for DataRule { collection: _, name: _, disposal, law: _ } in data {
            match disposal {
                Disposal::Retain(until) => term(until, visit),
                Disposal::Erase | Disposal::Forfeit | Disposal::Anonymise => {}
            }
        }
    }
}

impl Originated for Test {
    fn for_each_origin(&mut self, visit: Visit<'_>) {
        let Self { title: _, origin, policy: _, now: _, account: _, request: _, expectations } = self;
        visit(origin);
        expectations.iter_mut().for_each(|Expectation { kind: _, origin }| visit(origin));
    }
}

fn messages(messages: &mut [Message], visit: Visit<'_>) {
    for Message { language: _, text, fix, link: _ } in messages {
        for piece in text.iter_mut().chain(fix.iter_mut().flatten()) {
            match piece {
                Piece::Value(of, _) => term(of, visit),
                Piece::Text(_) | Piece::Count | Piece::Each(..) | Piece::Clears | Piece::Now => {}
            }
        }
    }
}

fn condition(Condition { kind, origin }: &mut Condition, visit: Visit<'_>) {
    visit(origin);
    match kind {
        ConditionKind::Constant(_) | ConditionKind::Satisfies(..) | ConditionKind::Call(..) => {}
        ConditionKind::Holds(of) | ConditionKind::Present(of) => term(of, visit),
        ConditionKind::Not(inner) => condition(inner, visit),
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter_mut().for_each(|part| condition(part, visit));
        }
        ConditionKind::Compare(_, left, right) | ConditionKind::Member(left, right) => {
            term(left, visit);
            term(right, visit);
        }
        ConditionKind::Quantified(_, of) => select(of, visit),
    }
}

fn term(of: &mut Term, visit: Visit<'_>) {
    match of {
        Term::Constant(_) | Term::Now | Term::Field(_) | Term::Call(..) => {}
        Term::Count(among) => select(among, visit),
        Term::Total(among, of, _) | Term::Maximum(among, of) | Term::Minimum(among, of) => {
            select(among, visit);
            term(of, visit);
        }
        Term::Add(left, right) | Term::Subtract(left, right) => {
            term(left, visit);
            term(right, visit);
        }
        Term::Shift(of, _) | Term::Day(of, ..) => term(of, visit),
    }
}

fn select(Select { collection: _, filter }: &mut Select, visit: Visit<'_>) {
    condition(filter, visit);
}
