//! Deciding for one row: conditions without lanes, which cost more than they save where there is one account only. Elements
//! of collections are judged in lanes all the same.

use super::batch::{ABSENT, UNKNOWN, WIDE_ABSENT, WIDE_UNKNOWN};
use super::lanes::{byte_in, count_bytes, count_wides, wide_in};
use super::node::{Cases, Interval, Kind, Node, Select};
use super::run::{Env, Filtered, Run};
use super::scalar::Scalar;
use crate::ir::{Quantifier, Truth};

impl<'a> Run<'a> {
    /// The truth of a condition with every row that it reads fixed.
    pub(super) fn one(&self, node: &'a Node, env: &Env) -> Truth {
        let row = env.row(node.depth);
        match &node.kind {
            Kind::Constant(truth) => *truth,
            Kind::Not(inner) => self.one(inner, env).negated(),
            Kind::All(parts) => {
                let mut all = Truth::True;
                for part in parts {
                    all = all.min(self.one(part, env));
                    if all == Truth::False {
                        break;
                    }
                }
                all
            }
            Kind::Any(parts) => {
                let mut any = Truth::False;
                for part in parts {
                    any = any.max(self.one(part, env));
                    if any == Truth::True {
                        break;
                    }
                }
                any
            }
            Kind::Given(given, then) => self.one(then, env).given(self.one(given, env)),
            Kind::Case(cases) => self.case_of_one(cases, env),
            Kind::Byte(column, values) => byte_in(self.facts.bytes[*column][row], *values),
            Kind::Range(column, interval) => wide_in(self.facts.wides[*column][row], *interval),
            Kind::Against(column, comparison, term) => {
                let value = self.facts.wides[*column][row];
                match self.scalar(term, env) {
                    Scalar::Number(bound) => wide_in(value, Interval::of(*comparison, bound)),
                    Scalar::Absent => Truth::False,
                    bound @ Scalar::Between(..) => match value {
                        WIDE_ABSENT => Truth::False,
                        WIDE_UNKNOWN => Truth::Unknown,
                        value => Scalar::Number(value.into()).compare(*comparison, bound),
                    },
                    Scalar::Unknown | Scalar::Text(_) => match value {
                        WIDE_ABSENT => Truth::False,
                        _ => Truth::Unknown,
                    },
                }
            }
            Kind::Window(column, window) => match self.facts.wides[*column][row] {
                WIDE_UNKNOWN => Truth::Unknown,
                WIDE_ABSENT => Truth::False,
                time => self.in_window(*window, time),
            },
            Kind::WindowOf(term, window) => match self.scalar(term, env) {
                Scalar::Number(time) => self.in_window(*window, time as i64),
                Scalar::Absent => Truth::False,
                Scalar::Unknown | Scalar::Text(_) | Scalar::Between(..) => Truth::Unknown,
            },
            Kind::Compare(comparison, left, right) => {
                self.scalar(left, env).compare(*comparison, self.scalar(right, env))
            }
            Kind::Holds(term) => self.scalar(term, env).holds(),
            Kind::Present(term) => self.scalar(term, env).is_present(),
            Kind::StartsWith(text, prefix) => self.scalar(text, env).starts_with(prefix),
            Kind::Member(member, set) => self.member(member, set, env),
            Kind::PresentTable(table) => match self.facts.tables[*table].state(row) {
                UNKNOWN => Truth::Unknown,
                ABSENT => Truth::False,
                _ => Truth::True,
            },
            Kind::Quantified(quantifier, select) => self.quantified_by_one(*quantifier, select, env),
        }
    }

    /// What the rows that are possible agree on.
    fn case_of_one(&self, cases: &'a Cases, env: &Env) -> Truth {
        if let Some(value) = self.chosen(cases, u8::MAX, env) {
            return self.one(value, env);
        }
        let mut agreed = None;
        for (guard, value) in &cases.rows {
            let guard = self.one(guard, env);
            if guard == Truth::False {
                continue;
            }
            let value = self.one(value, env);
            if value == Truth::Unknown || agreed.is_some_and(|agreed| agreed != value) {
                return Truth::Unknown;
            }
            agreed = Some(value);
            if guard == Truth::True {
                break;
            }
        }
        agreed.unwrap_or(Truth::Unknown)
    }

    /// The value that a key of less than `depth` chooses, where it is known.
    #[inline]
    pub(super) fn chosen(&self, cases: &'a Cases, depth: u8, env: &Env) -> Option<&'a Node> {
        let key = cases.key.as_ref().filter(|key| key.depth < depth)?;
        let row = key.row(self.facts.bytes[key.column][env.row(key.depth)])?;
        Some(&cases.rows[row].1)
    }

    /// The filter of a selection; of a table, that of the row that the rows outside choose.
    #[inline]
    pub(super) fn filter(&self, select: &'a Select, env: &Env) -> &'a Node {
        let filter = &select.filter;
        let Kind::Case(cases) = &filter.kind else { return filter };
        self.chosen(cases, select.depth, env).unwrap_or(filter)
    }

    /// Whether as many elements as asked for are selected in one row. Lanes are for filters of several parts.
    fn quantified_by_one(&self, quantifier: Quantifier, select: &'a Select, env: &Env) -> Truth {
        let owner = env.row(select.around);
        let table = &self.facts.tables[select.table];
        let rows = table.of(owner);
        if table.state(owner) == UNKNOWN {
            return quantifier.of_unknown();
        }
        if rows.is_empty() {
            return quantifier.of_counts(0, 0);
        }
        let filter = self.filter(select, env);
        if filter.depth != select.depth {
            return self.in_lanes(quantifier, select, env);
        }
        let (yes, unknown) = match filter.kind {
            Kind::Byte(column, values) => count_bytes(&self.facts.bytes[column][rows], values),
            Kind::Range(column, interval) => count_wides(&self.facts.wides[column][rows], interval),
            Kind::Window(column, window) => {
                let cutoff = &self.instant.cutoffs[window];
                if Interval::uncertain(cutoff).is_some() {
                    return self.in_lanes(quantifier, select, env);
                }
                count_wides(&self.facts.wides[column][rows], Interval::certain(cutoff))
            }
            Kind::Constant(_)
            | Kind::Not(_)
            | Kind::All(_)
            | Kind::Any(_)
            | Kind::Given(..)
            | Kind::Case(_)
            | Kind::Against(..)
            | Kind::WindowOf(..)
            | Kind::Compare(..)
            | Kind::Holds(_)
            | Kind::StartsWith(..)
            | Kind::Member(..)
            | Kind::Present(_)
            | Kind::PresentTable(_)
            | Kind::Quantified(..) => return self.in_lanes(quantifier, select, env),
        };
        quantifier.of_counts(yes, unknown)
    }

    fn in_lanes(&self, quantifier: Quantifier, select: &'a Select, env: &Env) -> Truth {
        self.counted(quantifier, select, &mut Filtered::alone(self, select), env)
    }
}
