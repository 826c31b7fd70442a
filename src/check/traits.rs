//! What can be said of a lowered condition as a whole: what it reads, how time changes it, how deep it is. Worked out
//! once for each definition and policy, so that a chain of calls costs no more than its length.

use super::checker::Checker;
use crate::ir::nesting::{DEEPEST, LARGEST};
use crate::ir::{Comparison, Condition, ConditionKind, Place, Quantifier, Root, Select, Subject, Term};

/// What a condition or a term reads, and how it changes with time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Traits {
    /// It reads the account.
    pub(super) account: bool,
    /// It reads the request.
    pub(super) request: bool,
    /// Time alone may turn it from false to true.
    pub(super) rises: bool,
    /// Time alone may turn it from true to false.
    pub(super) falls: bool,
    /// Where it is false, refusals of a policy that it asks to be satisfied may show through.
    pub(super) refuses: bool,
    /// Likewise where it is true, as `not` turns it.
    refuses_if_true: bool,
    /// How many levels of conditions and terms it holds, calls written out.
    depth: u32,
    /// How many conditions and terms it holds, calls written out.
    nodes: u64,
    /// What it refers to is too large, and reported.
    pub(super) told: bool,
}

impl Traits {
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            account: self.account || other.account,
            request: self.request || other.request,
            rises: self.rises || other.rises,
            falls: self.falls || other.falls,
            refuses: self.refuses || other.refuses,
            refuses_if_true: self.refuses_if_true || other.refuses_if_true,
            depth: self.depth.max(other.depth),
            nodes: self.nodes.saturating_add(other.nodes),
            told: self.told || other.told,
        }
    }

    /// Whether judging by it would take more time or stack than any program may, built ones included, and nothing that
    /// it refers to is too large already.
    pub(super) fn is_first_too_large(self) -> bool {
        !self.told && (self.depth > DEEPEST || self.nodes > LARGEST)
    }

    fn negated(self) -> Self {
        Self {
            rises: self.falls,
            falls: self.rises,
            refuses: self.refuses_if_true,
            refuses_if_true: self.refuses,
            ..self
        }
    }

    /// Of a count, with the traits of its filter: refusals show through of the elements that are counted.
    fn counted(self, quantifier: Quantifier) -> Self {
        let [at_least, at_most] = [self, self.negated()];
        match quantifier {
            Quantifier::AtLeast(_) => Self { refuses: false, ..at_least },
            Quantifier::AtMost(_) => Self { refuses_if_true: false, ..at_most },
            Quantifier::Exactly(_) => {
                let refuses = self.refuses_if_true;
                Self { refuses, refuses_if_true: refuses, ..self.unsteady() }
            }
        }
    }

    /// Of a term: it tells no refusals.
    fn telling_none(self) -> Self {
        Self { refuses: false, refuses_if_true: false, ..self }
    }

    /// Of a value: where its parts change, it may go either way.
    fn unsteady(self) -> Self {
        let changes = self.rises || self.falls;
        Self { rises: changes, falls: changes, ..self }
    }

    pub(super) fn deeper(self) -> Self {
        Self { depth: self.depth.saturating_add(1), nodes: self.nodes.saturating_add(1), ..self }
    }
}

fn of_place(place: &Place) -> Traits {
    Traits {
        account: place.root == Root::Account,
        request: place.root == Root::Request,
        depth: 1,
        ..Traits::default()
    }
}

impl Checker<'_> {
    pub(super) fn traits(&self, condition: &Condition) -> Traits {
        let traits = match &condition.kind {
            ConditionKind::Constant(_) => Traits::default(),
            ConditionKind::Holds(term) => self.term_traits(term),
            ConditionKind::Present(term) => self.term_traits(term),
            ConditionKind::Not(inner) => self.traits(inner).negated(),
            ConditionKind::All(parts) | ConditionKind::Any(parts) => {
                parts.iter().map(|part| self.traits(part)).fold(Traits::default(), Traits::and)
            }
            ConditionKind::Compare(comparison, left, right) => self.compared(*comparison, left, right),
            ConditionKind::Member(member, set) => self.term_traits(member).and(self.term_traits(set)),
            ConditionKind::Quantified(quantifier, select) => self.select_traits(select).counted(*quantifier),
            ConditionKind::Satisfies(policy, place) => {
                let asked = self.known_policies[*policy].and(of_place(place));
                Traits { refuses: true, refuses_if_true: false, ..asked }
            }
            ConditionKind::Call(id, subject) => self.known_definitions[*id].traits.and(of_subject(subject)),
        };
        traits.deeper()
    }

    fn compared(&self, comparison: Comparison, left: &Term, right: &Term) -> Traits {
        let both = self.term_traits(left).and(self.term_traits(right));
        let grows = Traits { rises: true, ..both };
        let decays = Traits { falls: true, ..both };
        match (left, right, comparison) {
            (Term::Now, _, Comparison::Less | Comparison::LessOrEqual)
            | (_, Term::Now, Comparison::Greater | Comparison::GreaterOrEqual) => decays,
            (Term::Now, _, Comparison::Greater | Comparison::GreaterOrEqual)
            | (_, Term::Now, Comparison::Less | Comparison::LessOrEqual) => grows,
            (Term::Now, ..) | (_, Term::Now, _) => Traits { rises: true, falls: true, ..both },
            _ => both,
        }
    }

    fn select_traits(&self, select: &Select) -> Traits {
        self.traits(&select.filter).and(of_place(&select.collection))
    }

    pub(super) fn term_traits(&self, term: &Term) -> Traits {
        let traits = match term {
            Term::Constant(_) | Term::Now => Traits::default(),
            Term::Field(place) => of_place(place),
            Term::Aggregate { kind: _, select, of } => {
                let of = of.as_ref().map_or_else(Traits::default, |of| self.term_traits(of));
                self.select_traits(select).and(of).unsteady()
            }
            Term::Arithmetic(_, left, right) => self.term_traits(left).and(self.term_traits(right)),
            Term::Shift(of, _) => self.term_traits(of),
            Term::Call(id, subject) => self.known_definitions[*id].traits.and(of_subject(subject)).unsteady(),
        };
        traits.telling_none().deeper()
    }
}

fn of_subject(subject: &Subject) -> Traits {
    match subject {
        Subject::Same => Traits::default(),
        Subject::Account(place) | Subject::Element(place) => of_place(place),
    }
}
