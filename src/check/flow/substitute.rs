//! A definition's body as its caller would write it: every place in it is named from where the caller stands.

use crate::ir::{
    Body, CaseRow, Condition, ConditionKind, DefinitionId, Distinct, Place, Root, Select, Subject, Term,
};

/// The body of a definition that is called on a subject; `None` where it reads what the subject does not have.
/// `reads_account` gives the body of each definition that reads the account that it is called for.
pub(in crate::check) fn seen_from<'d>(
    body: &Term,
    subject: &Subject,
    reads_account: &dyn Fn(DefinitionId) -> Option<&'d Body>,
) -> Option<Term> {
    Caller { subject, reads_account }.term(body, 0)
}

/// Where a definition is called. `depth` counts the selections of the body around a place.
struct Caller<'s, 'd> {
    subject: &'s Subject,
    reads_account: &'s dyn Fn(DefinitionId) -> Option<&'d Body>,
}

impl<'d> Caller<'_, 'd> {
    fn place(&self, place: &Place, depth: u32) -> Option<Place> {
        let base = match (place.root, self.subject) {
            (Root::Account, Subject::Account(base)) => base,
            (Root::Element(at), Subject::Element(base)) if at == depth => base,
            (Root::Element(at), _) if at < depth => return Some(place.clone()),
            (Root::Service(_), _) => return Some(place.clone()),
            (Root::Account | Root::Request, Subject::Same | Subject::Element(_)) => {
                return Some(place.clone());
            }
            (Root::Request, Subject::Account(_)) | (Root::Element(_), _) => return None,
        };
        let mut seen = inside(base, depth);
        seen.fields.extend_from_slice(&place.fields);
        Some(seen)
    }

    fn subject(&self, inner: &Subject, depth: u32) -> Option<Subject> {
        Some(match inner {
            Subject::Same => match self.subject {
                Subject::Account(base) => Subject::Account(inside(base, depth)),
                Subject::Same | Subject::Element(_) => Subject::Same,
            },
            Subject::Account(place) => Subject::Account(self.place(place, depth)?),
            Subject::Element(place) => Subject::Element(self.place(place, depth)?),
        })
    }

    /// The body of a definition of elements that cannot be called from here, as it reads the account that the elements are
    /// of, and the caller's is another one.
    fn of_other_account(&self, id: DefinitionId, inner: &Subject) -> Option<&'d Body> {
        match (self.subject, inner) {
            (Subject::Account(_), Subject::Element(_)) => (self.reads_account)(id),
            (Subject::Account(_), Subject::Same | Subject::Account(_)) => None,
            (Subject::Same | Subject::Element(_), _) => None,
        }
    }

    /// The body itself as the caller of another definition.
    fn within<'s>(&'s self, subject: &'s Subject) -> Caller<'s, 'd> {
        Caller { subject, reads_account: self.reads_account }
    }

    fn select(&self, select: &Select, depth: u32) -> Option<Select> {
        let collection = self.place(&select.collection, depth)?;
        Some(Select { collection, filter: self.condition(&select.filter, depth + 1)? })
    }

    fn condition(&self, condition: &Condition, depth: u32) -> Option<Condition> {
        let parts = |parts: &[Condition]| -> Option<Vec<Condition>> {
            parts.iter().map(|part| self.condition(part, depth)).collect()
        };
        let kind = match &condition.kind {
            ConditionKind::Constant(value) => ConditionKind::Constant(*value),
            ConditionKind::Holds(term) => ConditionKind::Holds(self.term(term, depth)?),
            ConditionKind::Present(term) => ConditionKind::Present(self.term(term, depth)?),
            ConditionKind::StartsWith(text, prefix) => {
                ConditionKind::StartsWith(self.term(text, depth)?, prefix.clone())
            }
            ConditionKind::Not(inner) => ConditionKind::Not(Box::new(self.condition(inner, depth)?)),
            ConditionKind::All(all) => ConditionKind::All(parts(all)?),
            ConditionKind::Any(any) => ConditionKind::Any(parts(any)?),
            ConditionKind::Compare(comparison, left, right) => {
                ConditionKind::Compare(*comparison, self.term(left, depth)?, self.term(right, depth)?)
            }
            ConditionKind::Member(member, set) => {
                ConditionKind::Member(self.term(member, depth)?, self.term(set, depth)?)
            }
            ConditionKind::Quantified(quantifier, select) => {
                ConditionKind::Quantified(*quantifier, Box::new(self.select(select, depth)?))
            }
            ConditionKind::Satisfies(policy, place) => {
                ConditionKind::Satisfies(*policy, self.place(place, depth)?)
            }
            ConditionKind::Call(id, subject) => match self.of_other_account(*id, subject) {
                Some(Body::Condition(body)) => {
                    return self.condition(&self.within(subject).condition(body, 0)?, depth);
                }
                Some(Body::Term(_)) | None => ConditionKind::Call(*id, self.subject(subject, depth)?),
            },
            ConditionKind::Case(rows) => {
                ConditionKind::Case(self.rows(rows, depth, |value| self.condition(value, depth))?)
            }
        };
        Some(Condition { kind, origin: condition.origin })
    }

    fn rows<T>(
        &self,
        rows: &[CaseRow<T>],
        depth: u32,
        value: impl Fn(&T) -> Option<T>,
    ) -> Option<Vec<CaseRow<T>>> {
        let row = |row: &CaseRow<T>| {
            let guard = self.condition(&row.guard, depth)?;
            Some(CaseRow { guard, value: value(&row.value)?, law: row.law.clone() })
        };
        rows.iter().map(row).collect()
    }

    fn term(&self, term: &Term, depth: u32) -> Option<Term> {
        let boxed = |term: &Term| self.term(term, depth).map(Box::new);
        Some(match term {
            Term::Constant(_) | Term::Now => term.clone(),
            Term::Field(place) => Term::Field(self.place(place, depth)?),
            Term::Aggregate { kind, select, of } => {
                let of = match of {
                    Some(of) => Some(Box::new(self.term(of, depth + 1)?)),
                    None => None,
                };
                Term::Aggregate { kind: *kind, select: Box::new(self.select(select, depth)?), of }
            }
            Term::Distinct(Distinct::Members(set)) => Term::Distinct(Distinct::Members(boxed(set)?)),
            Term::Distinct(Distinct::Values(select, of)) => {
                let of = Box::new(self.term(of, depth + 1)?);
                Term::Distinct(Distinct::Values(Box::new(self.select(select, depth)?), of))
            }
            Term::Arithmetic(how, left, right) => Term::Arithmetic(*how, boxed(left)?, boxed(right)?),
            Term::Shift(of, shift) => Term::Shift(boxed(of)?, *shift),
            Term::Anniversary(of, after) => Term::Anniversary(boxed(of)?, boxed(after)?),
            Term::Moved(of, by, how) => Term::Moved(boxed(of)?, boxed(by)?, *how),
            Term::Call(id, subject) => match self.of_other_account(*id, subject) {
                Some(Body::Term(body)) => return self.term(&self.within(subject).term(body, 0)?, depth),
                Some(Body::Condition(_)) | None => Term::Call(*id, self.subject(subject, depth)?),
            },
            Term::Case(rows) => Term::Case(self.rows(rows, depth, |value| self.term(value, depth))?),
        })
    }
}

/// A place as it is named inside so many selections more.
fn inside(place: &Place, depth: u32) -> Place {
    let root = match place.root {
        Root::Element(at) => Root::Element(at + depth),
        root @ (Root::Account | Root::Request | Root::Service(_)) => root,
    };
    Place { root, fields: place.fields.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{AggregateKind, Origin};

    fn place(root: Root, fields: &[u32]) -> Place {
        Place { root, fields: fields.to_vec() }
    }

    /// `count of items where size(account) is size(item)`, of an element with `items`.
    fn body() -> Term {
        let read = |root, field| Term::Field(place(root, &[field]));
        let equal = ConditionKind::Compare(
            crate::ir::Comparison::Equal,
            read(Root::Element(1), 7),
            read(Root::Element(0), 3),
        );
        let filter = Condition { kind: equal, origin: Origin { file: 0, start: 0, end: 0 } };
        let select = Select { collection: place(Root::Element(0), &[5]), filter };
        Term::Aggregate { kind: AggregateKind::Count, select: Box::new(select), of: None }
    }

    #[test]
    fn an_element_is_named_from_every_depth() {
        let subject = Subject::Element(place(Root::Element(2), &[9]));
        let Some(Term::Aggregate { select, .. }) = seen_from(&body(), &subject, &|_| None) else { panic!() };
        assert_eq!(select.collection, place(Root::Element(2), &[9, 5]));
        let ConditionKind::Compare(_, outer, inner) = &select.filter.kind else { panic!() };
        assert_eq!(*outer, Term::Field(place(Root::Element(3), &[9, 7])));
        assert_eq!(*inner, Term::Field(place(Root::Element(0), &[3])));
    }

    #[test]
    fn of_another_account_no_request_is_read() {
        let request = Term::Field(place(Root::Request, &[0]));
        assert_eq!(seen_from(&request, &Subject::Account(place(Root::Account, &[1])), &|_| None), None);
        assert_eq!(seen_from(&request, &Subject::Same, &|_| None), Some(request));
    }
}
