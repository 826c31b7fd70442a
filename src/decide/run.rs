//! Deciding: conditions over up to 64 rows at once, each part only where the others leave it open.

use super::batch::{Columns, LEAST, UNKNOWN};
use super::lanes::{Kleene, MAX_LANES, bytes_in, lanes_of, ones, wides_in};
use super::node::{Cases, Interval, Kind, MAX_DEPTH, Node, Select, Term};
use super::policy::AtInstant;
use super::scalar::Scalar;
use crate::flat::moved_between;
use crate::ir::{AggregateKind, Comparison, Quantifier, Truth};

/// Facts under judgement at an instant.
pub(super) struct Run<'a> {
    pub(super) facts: &'a Columns,
    pub(super) instant: &'a AtInstant<'a>,
}

/// The current rows: of the account, and of the element of each selection around.
#[derive(Debug, Clone, Copy)]
pub(super) struct Env {
    rows: [u32; MAX_DEPTH],
}

impl Env {
    pub(super) const NONE: Self = Self { rows: [0; MAX_DEPTH] };

    #[inline]
    pub(super) fn row(&self, depth: u8) -> usize {
        self.rows[usize::from(depth) % MAX_DEPTH] as usize
    }

    #[inline]
    pub(super) fn with(&self, depth: u8, row: usize) -> Self {
        let mut env = *self;
        env.rows[usize::from(depth) % MAX_DEPTH] = row as u32;
        env
    }
}

/// Neighbouring rows that are judged together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lanes {
    pub(super) depth: u8,
    pub(super) first: usize,
    pub(super) count: usize,
}

impl<'a> Run<'a> {
    /// The truth of a condition in the `active` lanes.
    pub(super) fn truth(&self, node: &'a Node, lanes: Lanes, active: u64, env: &Env) -> Kleene {
        if let Kind::Constant(truth) = node.kind {
            return Kleene::all(truth, active);
        }
        if node.depth < lanes.depth {
            return Kleene::all(self.one(node, env), active);
        }
        let rows = lanes.first..lanes.first + lanes.count;
        let found = match &node.kind {
            Kind::Constant(truth) => Kleene::all(*truth, active),
            Kind::Not(inner) => self.truth(inner, lanes, active, env).negated(),
            Kind::All(parts) => self.all(parts, lanes, active, env),
            Kind::Any(parts) => self.any(parts, lanes, active, env),
            Kind::Given(given, then) => {
                let then = self.truth(then, lanes, active, env);
                let given = self.truth(given, lanes, then.yes | then.no, env);
                then.only(given.yes)
            }
            Kind::Case(cases) => match self.chosen(cases, lanes.depth, env) {
                Some(value) => self.truth(value, lanes, active, env),
                None => self.case(cases, lanes, active, env),
            },
            Kind::Byte(column, values) => bytes_in(&self.facts.bytes[*column][rows], *values),
            Kind::Range(column, interval) => wides_in(&self.facts.wides[*column][rows], *interval),
            Kind::Against(column, comparison, term) => match self.scalar(term, env) {
                Scalar::Number(bound) => {
                    wides_in(&self.facts.wides[*column][rows], Interval::of(*comparison, bound))
                }
                Scalar::Absent => Kleene::all(Truth::False, active),
                Scalar::Unknown | Scalar::Text(_) => present_is_unknown(&self.facts.wides[*column][rows]),
                Scalar::Between(..) => {
                    each(active, |lane| self.one(node, &env.with(lanes.depth, lanes.first + lane)))
                }
            },
            Kind::Window(column, window) => self.window(*column, *window, lanes, active),
            Kind::Quantified(quantifier, select) => self.quantified(*quantifier, select, lanes, active, env),
            Kind::PresentTable(_)
            | Kind::WindowOf(..)
            | Kind::Compare(..)
            | Kind::Holds(_)
            | Kind::StartsWith(..)
            | Kind::Member(..)
            | Kind::Present(_) => {
                each(active, |lane| self.one(node, &env.with(lanes.depth, lanes.first + lane)))
            }
        };
        found.only(active)
    }

    fn all(&self, parts: &'a [Node], lanes: Lanes, active: u64, env: &Env) -> Kleene {
        let mut all = Kleene { yes: active, no: 0 };
        for part in parts {
            let part = self.truth(part, lanes, active & !all.no, env);
            all = Kleene { yes: all.yes & part.yes, no: all.no | part.no };
            if all.no == active {
                break;
            }
        }
        all
    }

    fn any(&self, parts: &'a [Node], lanes: Lanes, active: u64, env: &Env) -> Kleene {
        let mut any = Kleene { yes: 0, no: active };
        for part in parts {
            let part = self.truth(part, lanes, active & !any.yes, env);
            any = Kleene { yes: any.yes | part.yes, no: any.no & part.no };
            if any.yes == active {
                break;
            }
        }
        any
    }

    /// What the rows that are possible agree on, in each lane.
    fn case(&self, cases: &'a Cases, lanes: Lanes, active: u64, env: &Env) -> Kleene {
        let Some(key) = cases.key.as_ref().filter(|key| key.depth == lanes.depth) else {
            return self.case_by_rows(&cases.rows, lanes, active, env);
        };
        let values = &self.facts.bytes[key.column][lanes.first..lanes.first + lanes.count];
        let (mut of_rows, mut open) = ([0_u64; MAX_LANES], active);
        for lane in lanes_of(active) {
            if let Some(row) = key.row(values[lane as usize]) {
                of_rows[row] |= 1 << lane;
                open &= !(1 << lane);
            }
        }
        let mut found = Kleene::UNKNOWN;
        for ((_, value), of_row) in cases.rows.iter().zip(of_rows).filter(|(_, of_row)| *of_row != 0) {
            // Lanes cost the same for few of them as for all.
            let of_row = match of_row.count_ones() as usize * 2 < lanes.count {
                true => each(of_row, |lane| self.one(value, &env.with(lanes.depth, lanes.first + lane))),
                false => self.truth(value, lanes, of_row, env),
            };
            found = found.or(of_row);
        }
        match open {
            0 => found,
            open => found.or(self.case_by_rows(&cases.rows, lanes, open, env)),
        }
    }

    fn case_by_rows(&self, rows: &'a [(Node, Node)], lanes: Lanes, active: u64, env: &Env) -> Kleene {
        let (mut open, mut any) = (active, 0);
        let mut agreed = Kleene { yes: active, no: active };
        for (guard, value) in rows {
            let guard = self.truth(guard, lanes, open, env);
            let possible = open & !guard.no;
            if possible != 0 {
                let value = self.truth(value, lanes, possible, env);
                agreed.yes &= !possible | value.yes;
                agreed.no &= !possible | value.no;
                any |= possible;
            }
            open &= !guard.yes;
            if open == 0 {
                break;
            }
        }
        agreed.only(any)
    }

    fn window(&self, column: usize, window: usize, lanes: Lanes, active: u64) -> Kleene {
        let times = &self.facts.wides[column][lanes.first..lanes.first + lanes.count];
        let cutoff = &self.instant.cutoffs[window];
        let mut found = wides_in(times, Interval::certain(cutoff));
        if let Some(band) = Interval::uncertain(cutoff) {
            let unsure = wides_in(times, band).yes & active;
            found = found.only(!unsure);
            for lane in lanes_of(unsure) {
                found.set(lane, self.in_window(window, times[lane as usize]));
            }
        }
        found
    }

    #[inline]
    pub(super) fn in_window(&self, window: usize, time: i64) -> Truth {
        let cutoff = &self.instant.cutoffs[window];
        if time >= cutoff.high {
            (!cutoff.is_before).into()
        } else if time < cutoff.low {
            cutoff.is_before.into()
        } else {
            self.in_window_exactly(window, time)
        }
    }

    fn in_window_exactly(&self, window: usize, time: i64) -> Truth {
        let window = &self.instant.policy.windows[window];
        let now = i128::from(self.instant.now);
        moved_between(&window.shifts, time).map_or(Truth::Unknown, |(low, high)| {
            window.comparison.of_bounds((now, now), (low.into(), high.into()))
        })
    }

    fn quantified(
        &self,
        quantifier: Quantifier,
        select: &'a Select,
        lanes: Lanes,
        active: u64,
        env: &Env,
    ) -> Kleene {
        let mut filtered = Filtered::new(self, select, lanes);
        each(active, |lane| {
            let env = env.with(lanes.depth, lanes.first + lane);
            self.counted(quantifier, select, &mut filtered, &env)
        })
    }

    /// Whether as many elements as asked for are selected in one row.
    #[inline]
    pub(super) fn counted(
        &self,
        quantifier: Quantifier,
        select: &'a Select,
        filtered: &mut Filtered<'_, 'a>,
        env: &Env,
    ) -> Truth {
        let around = env.row(select.around);
        let table = &self.facts.tables[select.table];
        if table.state(around) == UNKNOWN {
            return quantifier.of_unknown();
        }
        let (mut yes, mut unknown) = (0, 0);
        let mut rows = table.of(around);
        while !rows.is_empty() && !quantifier.is_decided_by(yes) {
            let (found, count) = filtered.next(rows.clone(), env);
            yes += u64::from(found.yes.count_ones());
            unknown += count as u64 - u64::from((found.yes | found.no).count_ones());
            rows.start += count;
        }
        unknown += rows.len() as u64;
        quantifier.of_counts(yes, unknown)
    }

    /// Calls `add` with the value of a term for each selected element, absent values left out. Unknown if anything about an
    /// element is.
    fn fold(
        &self,
        select: &'a Select,
        of: Option<&'a Term>,
        env: &Env,
        mut add: impl FnMut(i128),
    ) -> Result<(), Scalar<'a>> {
        let around = env.row(select.around);
        let table = &self.facts.tables[select.table];
        if table.state(around) == UNKNOWN {
            return Err(Scalar::Unknown);
        }
        let mut rows = table.of(around);
        let mut filtered = Filtered::alone(self, select);
        while !rows.is_empty() {
            let (found, count) = filtered.next(rows.clone(), env);
            for lane in lanes_of(ones(count) & !found.no) {
                let env = env.with(select.depth, rows.start + lane as usize);
                let value = of.map_or(Scalar::Number(1), |of| self.scalar(of, &env));
                match value {
                    Scalar::Absent => {}
                    Scalar::Number(value) if found.yes >> lane & 1 == 1 => add(value),
                    Scalar::Unknown | Scalar::Number(_) | Scalar::Text(_) | Scalar::Between(..) => {
                        return Err(Scalar::Unknown);
                    }
                }
            }
            rows.start += count;
        }
        Ok(())
    }

    /// Calls `each` with the rows of each element that is selected, or may be, and whether it is certain; `None` where the
    /// elements are unknown.
    pub(super) fn each_selected(
        &self,
        select: &'a Select,
        env: &Env,
        mut each: impl FnMut(bool, &Env),
    ) -> Option<()> {
        let around = env.row(select.around);
        let table = &self.facts.tables[select.table];
        if table.state(around) == UNKNOWN {
            return None;
        }
        let mut rows = table.of(around);
        let mut filtered = Filtered::alone(self, select);
        while !rows.is_empty() {
            let (found, count) = filtered.next(rows.clone(), env);
            for lane in lanes_of(ones(count) & !found.no) {
                each(found.yes >> lane & 1 == 1, &env.with(select.depth, rows.start + lane as usize));
            }
            rows.start += count;
        }
        Some(())
    }

    pub(super) fn count(&self, select: &'a Select, env: &Env) -> Scalar<'a> {
        let mut count = 0;
        let around = env.row(select.around);
        let table = &self.facts.tables[select.table];
        if table.state(around) == UNKNOWN {
            return Scalar::Unknown;
        }
        let mut rows = table.of(around);
        let mut filtered = Filtered::alone(self, select);
        while !rows.is_empty() {
            let (found, lanes) = filtered.next(rows.clone(), env);
            if found.yes | found.no != ones(lanes) {
                return Scalar::Unknown;
            }
            count += i128::from(found.yes.count_ones());
            rows.start += lanes;
        }
        Scalar::Number(count)
    }

    /// A selection reduced to one value; one that is neither taken nor unknown is left out.
    pub(super) fn reduce(
        &self,
        kind: AggregateKind,
        select: &'a Select,
        of: Option<&'a Term>,
        env: &Env,
    ) -> Scalar<'a> {
        let mut result = kind.identity();
        match self.fold(select, of, env, |value| result = Some(kind.step(result, value))) {
            Ok(()) => result.map_or(Scalar::Absent, Scalar::Number),
            Err(other) => other,
        }
    }
}

/// The filter of a selection, judged for up to 64 elements ahead; where it reads only the element, also for those of the
/// next rows around.
pub(super) struct Filtered<'r, 'a> {
    run: &'r Run<'a>,
    select: &'a Select,
    /// One past the last element that may be asked for; 0 if they may not be judged ahead.
    end: usize,
    first: usize,
    count: usize,
    found: Kleene,
}

impl<'r, 'a> Filtered<'r, 'a> {
    pub(super) fn alone(run: &'r Run<'a>, select: &'a Select) -> Self {
        Self { run, select, end: 0, first: 0, count: 0, found: Kleene::UNKNOWN }
    }

    fn new(run: &'r Run<'a>, select: &'a Select, lanes: Lanes) -> Self {
        let is_shared = !select.reads_outer && select.around == lanes.depth && lanes.count > 0;
        let last = || run.facts.tables[select.table].of(lanes.first + lanes.count - 1).end;
        Self { end: if is_shared { last() } else { 0 }, ..Self::alone(run, select) }
    }

    /// The filter's truth for as many as possible of the first of `rows`, which are not none; and how many those are.
    fn next(&mut self, rows: std::ops::Range<usize>, env: &Env) -> (Kleene, usize) {
        if rows.start < self.first || rows.start >= self.first + self.count || self.end == 0 {
            self.first = rows.start;
            self.count = self.end.max(rows.end).saturating_sub(rows.start).min(MAX_LANES);
            let lanes = Lanes { depth: self.select.depth, first: self.first, count: self.count };
            let filter = self.run.filter(self.select, env);
            self.found = self.run.truth(filter, lanes, ones(self.count), env);
        }
        let skipped = rows.start - self.first;
        let count = rows.len().min(self.count - skipped);
        let found = Kleene { yes: self.found.yes >> skipped, no: self.found.no >> skipped };
        (found.only(ones(count)), count)
    }
}

/// A truth for each of the `active` lanes.
fn each(active: u64, mut truth: impl FnMut(usize) -> Truth) -> Kleene {
    let mut found = Kleene::UNKNOWN;
    for lane in lanes_of(active) {
        found.set(lane, truth(lane as usize));
    }
    found
}

/// A comparison of present times with something unknown.
fn present_is_unknown(column: &[i64]) -> Kleene {
    let is_absent = wides_in(column, Interval::of(Comparison::GreaterOrEqual, i128::from(LEAST)));
    Kleene { yes: 0, no: is_absent.no }
}
