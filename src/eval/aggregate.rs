//! Counts, sums and extremes over a selection, at every instant: each element enters and leaves as its filter turns.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::judge::{Evidence, Judge};
use super::place::Env;
use super::scalar::Scalar;
use super::steps::{Steps, sweep};
use super::truth::Truth;
use crate::ir::{Select, Term};

/// What one element adds.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part<'a> {
    /// Nothing: it is not selected, or its value is absent.
    Nothing,
    /// Unknown, or perhaps nothing.
    Unknown,
    /// Its value.
    Value(Scalar<'a>),
}

impl<'a> Judge<'a> {
    /// `count`, `total`, `latest` and the like. Unknown where an element, or what it adds, is unknown.
    pub(super) fn aggregate(
        &self,
        term: &'a Term,
        env: &Env<'_, 'a>,
        evidence: &mut Evidence<'a>,
    ) -> Steps<Scalar<'a>> {
        match term {
            Term::Count(select) => {
                let parts = self.parts(select, None, env, evidence);
                summed(parts.as_deref(), |_| 1, 0)
            }
            Term::Total(select, of, _) => {
                let parts = self.parts(select, Some(of), env, evidence);
                summed(parts.as_deref(), |value| value.key().unwrap_or(0), 0)
            }
            Term::Maximum(select, of) => {
                let parts = self.parts(select, Some(of), env, evidence);
                extreme(parts.as_deref(), BTreeMap::last_key_value)
            }
            Term::Minimum(select, of) => {
                let parts = self.parts(select, Some(of), env, evidence);
                extreme(parts.as_deref(), BTreeMap::first_key_value)
            }
            _ => Steps::constant(Scalar::Unknown),
        }
    }

    /// What each element adds; `None` where it is not known which elements there are.
    fn parts(
        &self,
        select: &'a Select,
        of: Option<&'a Term>,
        env: &Env<'_, 'a>,
        evidence: &mut Evidence<'a>,
    ) -> Option<Vec<Steps<Part<'a>>>> {
        let (selection, values) = self.selection(select, of, env);
        let filters = selection.elements.iter().map(|element| &element.filter.truth);
        let parts = if of.is_none() {
            filters.map(|filter| filter.map(|truth| part(truth, Scalar::Bool(true)))).collect()
        } else {
            filters.zip(&values).map(|(filter, value)| filter.zip(value, part)).collect()
        };
        let known = selection.known;
        evidence.selections.push(Rc::new(selection));
        known.then_some(parts)
    }
}

fn part(selected: Truth, value: Scalar<'_>) -> Part<'_> {
    match (selected, value) {
        (Truth::False, _) | (_, Scalar::Absent) => Part::Nothing,
        (Truth::Unknown, _) | (_, Scalar::Unknown) => Part::Unknown,
        (Truth::True, value) => Part::Value(value),
    }
}

fn summed<'a>(
    parts: Option<&[Steps<Part<'a>>]>,
    worth: fn(Scalar<'a>) -> i128,
    none: i128,
) -> Steps<Scalar<'a>> {
    let Some(parts) = parts else { return Steps::constant(Scalar::Unknown) };
    let add = move |(sum, unknown): &mut (i128, usize), part, sign: i128| match part {
        Part::Nothing => {}
        Part::Unknown => *unknown = unknown.wrapping_add_signed(sign as isize),
        Part::Value(value) => *sum = sum.saturating_add(sign * worth(value)),
    };
    let replace = |summary: &mut (i128, usize), before, after| {
        if let Some(before) = before {
            add(summary, before, -1);
        }
        add(summary, after, 1);
    };
    sweep(
        parts,
        (none, 0),
        replace,
        |&(sum, unknown)| {
            if unknown == 0 { Scalar::Number(sum) } else { Scalar::Unknown }
        },
    )
}

/// The values that are selected, by their order, with how often each is.
type Selected<'a> = BTreeMap<i128, (usize, Scalar<'a>)>;

/// Takes the one at an end.
type Pick<'a> = for<'m> fn(&'m Selected<'a>) -> Option<(&'m i128, &'m (usize, Scalar<'a>))>;

fn extreme<'a>(parts: Option<&[Steps<Part<'a>>]>, pick: Pick<'a>) -> Steps<Scalar<'a>> {
    let Some(parts) = parts else { return Steps::constant(Scalar::Unknown) };
    let replace = |(selected, unknown): &mut (Selected<'a>, usize), before, after| {
        match before {
            Some(Part::Unknown) => *unknown -= 1,
            Some(Part::Value(value)) => leave(selected, value),
            _ => {}
        }
        match after {
            Part::Unknown => *unknown += 1,
            Part::Value(value) => selected.entry(value.key().unwrap_or(0)).or_insert((0, value)).0 += 1,
            Part::Nothing => {}
        }
    };
    sweep(parts, (Selected::new(), 0), replace, |(selected, unknown)| match (unknown, pick(selected)) {
        (1.., _) => Scalar::Unknown,
        (0, Some((_, &(_, value)))) => value,
        (0, None) => Scalar::Absent,
    })
}

fn leave<'a>(selected: &mut Selected<'a>, value: Scalar<'a>) {
    let key = value.key().unwrap_or(0);
    if let Some((count, _)) = selected.get_mut(&key) {
        *count -= 1;
        if *count == 0 {
            selected.remove(&key);
        }
    }
}
