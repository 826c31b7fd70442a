//! Counts, sums and extremes over a selection, at every instant: each element enters and leaves as its filter turns.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::evaluator::{Evaluator, Judged, Mode};
use super::piecewise::{Piecewise, Summary, Sweep};
use super::place::Env;
use super::scalar::Scalar;
use crate::ir::{AggregateKind, Distinct, Extreme, Select, Term, Truth};

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

fn part(selected: Truth, value: Scalar<'_>) -> Part<'_> {
    match (selected, value) {
        (Truth::False, _) | (_, Scalar::Absent) => Part::Nothing,
        (Truth::Unknown, _) | (_, Scalar::Unknown | Scalar::Between { .. }) => Part::Unknown,
        (Truth::True, value) => Part::Value(value),
    }
}

impl<'a> Evaluator<'a> {
    /// `count`, `total`, `latest` and the like. Unknown where an element, or what it adds, is unknown.
    pub(super) fn aggregate<K: Mode<'a>>(
        &self,
        kind: AggregateKind,
        (select, of): (&'a Select, Option<&'a Term>),
        env: &Env<'_, 'a>,
        evidence: &mut K::Evidence,
    ) -> Piecewise<Scalar<'a>> {
        match kind {
            AggregateKind::Count | AggregateKind::Sum => {
                self.summed::<K, _>(select, of, env, evidence, Sum::default())
            }
            AggregateKind::Max => {
                self.summed::<K, _>(select, of, env, evidence, Extremes::new(Extreme::Greatest))
            }
            AggregateKind::Min => {
                self.summed::<K, _>(select, of, env, evidence, Extremes::new(Extreme::Least))
            }
        }
    }

    /// What a selection's elements come to, each counting once where no term of it is given. Unknown where it is not known
    /// which elements there are.
    fn summed<K: Mode<'a>, S: Aggregate<'a>>(
        &self,
        select: &'a Select,
        of: Option<&'a Term>,
        env: &Env<'_, 'a>,
        evidence: &mut K::Evidence,
        nothing: S,
    ) -> Piecewise<Scalar<'a>> {
        let mut sweep = Sweep::new(nothing);
        let one = |selected| part(selected, Scalar::Number(1));
        let (selection, known) = self.selection::<K>(select, of, env, |judged| {
            match judged {
                Judged::Steady(tally) => {
                    let mut add = |truth, count| {
                        (0..count).for_each(|_| sweep.add(&Piecewise::constant(one(truth))));
                    };
                    add(Truth::True, tally.yes);
                    add(Truth::Unknown, tally.unknown);
                }
                Judged::Element(filter, value) => sweep.add(&match of {
                    None => filter.map(one),
                    Some(_) => filter.zip(&value, part),
                }),
            }
            ControlFlow::Continue(())
        });
        K::on_select(evidence, selection);
        if known { sweep.read(S::value) } else { Piecewise::constant(Scalar::Unknown) }
    }
}

/// Between what a number lies; `None` if nothing is known of it.
pub(super) type Bounds = Option<(i128, i128)>;

impl<'a> Evaluator<'a> {
    /// How many different values there are.
    pub(super) fn distinct<K: Mode<'a>>(
        &self,
        distinct: &'a Distinct,
        env: &Env<'_, 'a>,
        evidence: &mut K::Evidence,
    ) -> Piecewise<Bounds> {
        let (select, of) = match distinct {
            Distinct::Members(set) => return self.term::<K>(set, env, evidence).map(different_members),
            Distinct::Values(select, of) => (select, of),
        };
        let mut sweep = Sweep::new(Different::default());
        let (selection, known) = self.selection::<K>(select, Some(of), env, |judged| {
            match judged {
                // With a term asked for, only those that are not selected are counted without it.
                Judged::Steady(_) => {}
                Judged::Element(filter, value) => {
                    sweep.add(&filter.zip(&value, |filter, value| (filter, value)))
                }
            }
            ControlFlow::Continue(())
        });
        K::on_select(evidence, selection);
        if known { sweep.read(|different| Some(different.bounds())) } else { Piecewise::constant(None) }
    }
}

fn different_members(set: Scalar<'_>) -> Bounds {
    match set {
        Scalar::Set(members) => {
            let mut different = Different::default();
            members.iter().for_each(|member| different.enter((Truth::True, member.into())));
            Some(different.bounds())
        }
        Scalar::Absent => Some((0, 0)),
        Scalar::Unknown
        | Scalar::Bool(_)
        | Scalar::Number(_)
        | Scalar::Text(_)
        | Scalar::Time(_)
        | Scalar::Length(_)
        | Scalar::Date(_)
        | Scalar::Between { .. }
        | Scalar::Choice(_)
        | Scalar::Many(_)
        | Scalar::Record(_) => None,
    }
}

/// A value that is compared with others of its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    Ordered(i128),
    Text(&'a str),
}

/// Values with how often each is there for certain, and perhaps; and how many are unknown.
#[derive(Debug, Default)]
struct Different<'a> {
    values: BTreeMap<Key<'a>, (usize, usize)>,
    certain: usize,
    unknown: usize,
}

impl<'a> Different<'a> {
    fn bounds(&self) -> (i128, i128) {
        (self.certain as i128, (self.values.len() + self.unknown) as i128)
    }

    fn key(value: Scalar<'a>) -> Option<Key<'a>> {
        match value {
            Scalar::Text(text) => Some(Key::Text(text)),
            Scalar::Between { .. } => None,
            Scalar::Unknown
            | Scalar::Absent
            | Scalar::Bool(_)
            | Scalar::Number(_)
            | Scalar::Time(_)
            | Scalar::Length(_)
            | Scalar::Date(_)
            | Scalar::Choice(_)
            | Scalar::Set(_)
            | Scalar::Many(_)
            | Scalar::Record(_) => value.key().map(Key::Ordered),
        }
    }
}

impl<'a> Summary<(Truth, Scalar<'a>)> for Different<'a> {
    fn enter(&mut self, (selected, value): (Truth, Scalar<'a>)) {
        if selected == Truth::False || value == Scalar::Absent {
            return;
        }
        let Some(key) = Self::key(value) else {
            self.unknown += 1;
            return;
        };
        let (certain, perhaps) = self.values.entry(key).or_default();
        if selected == Truth::True {
            *certain += 1;
            self.certain += usize::from(*certain == 1);
        } else {
            *perhaps += 1;
        }
    }

    fn leave(&mut self, (selected, value): (Truth, Scalar<'a>)) {
        if selected == Truth::False || value == Scalar::Absent {
            return;
        }
        let Some(key) = Self::key(value) else {
            self.unknown -= 1;
            return;
        };
        let Some((certain, perhaps)) = self.values.get_mut(&key) else { return };
        if selected == Truth::True {
            *certain -= 1;
            self.certain -= usize::from(*certain == 0);
        } else {
            *perhaps -= 1;
        }
        if (*certain, *perhaps) == (0, 0) {
            self.values.remove(&key);
        }
    }
}

/// A summary of parts that comes to a value.
trait Aggregate<'a>: Summary<Part<'a>> {
    fn value(&self) -> Scalar<'a>;
}

/// The sum of the parts.
#[derive(Debug, Default)]
struct Sum {
    known: i128,
    unknown: usize,
}

impl<'a> Summary<Part<'a>> for Sum {
    fn enter(&mut self, part: Part<'a>) {
        match part {
            Part::Nothing => {}
            Part::Unknown => self.unknown += 1,
            Part::Value(value) => self.known = self.known.saturating_add(value.key().unwrap_or(0)),
        }
    }

    fn leave(&mut self, part: Part<'a>) {
        match part {
            Part::Nothing => {}
            Part::Unknown => self.unknown -= 1,
            Part::Value(value) => self.known = self.known.saturating_sub(value.key().unwrap_or(0)),
        }
    }
}

impl<'a> Aggregate<'a> for Sum {
    fn value(&self) -> Scalar<'a> {
        if self.unknown == 0 { Scalar::Number(self.known) } else { Scalar::Unknown }
    }
}

/// The values that are selected, by their order, with how often each is.
type Selected<'a> = BTreeMap<i128, (usize, Scalar<'a>)>;

/// The greatest or the least of the parts.
#[derive(Debug)]
struct Extremes<'a> {
    selected: Selected<'a>,
    unknown: usize,
    end: Extreme,
}

impl Extremes<'_> {
    fn new(end: Extreme) -> Self {
        Self { selected: BTreeMap::new(), unknown: 0, end }
    }
}

impl<'a> Summary<Part<'a>> for Extremes<'a> {
    fn enter(&mut self, part: Part<'a>) {
        match part {
            Part::Nothing => {}
            Part::Unknown => self.unknown += 1,
            Part::Value(value) => {
                self.selected.entry(value.key().unwrap_or(0)).or_insert((0, value)).0 += 1;
            }
        }
    }

    fn leave(&mut self, part: Part<'a>) {
        match part {
            Part::Nothing => {}
            Part::Unknown => self.unknown -= 1,
            Part::Value(value) => {
                let key = value.key().unwrap_or(0);
                if let Some((count, _)) = self.selected.get_mut(&key) {
                    *count -= 1;
                    if *count == 0 {
                        self.selected.remove(&key);
                    }
                }
            }
        }
    }
}

impl<'a> Aggregate<'a> for Extremes<'a> {
    fn value(&self) -> Scalar<'a> {
        let picked = match self.end {
            Extreme::Greatest => self.selected.last_key_value(),
            Extreme::Least => self.selected.first_key_value(),
        };
        match (self.unknown, picked) {
            (1.., _) => Scalar::Unknown,
            (0, Some((_, &(_, value)))) => value,
            (0, None) => Scalar::Absent,
        }
    }
}
