//! The decisions of a batch.

use super::batch::Batch;
use super::lanes::{Kleene, MAX_LANES, lanes_of, ones};
use super::policy::AtInstant;
use super::run::{Env, Lanes, Run};
use crate::flat::{Input, OTHERWISE, STATUSES, status};
use crate::ir::{Status, Truth};

/// The decision of each account of a batch, in its order. The memory is reused for the next batch.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    statuses: Vec<Status>,
    words: usize,
    failed: Vec<u64>,
    unknown: Vec<u64>,
}

/// The decision of one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision<'d> {
    /// Its status.
    pub status: Status,
    failed: &'d [u64],
    unknown: &'d [u64],
}

impl<'d> Decision<'d> {
    /// A status without the truths of the requirements.
    pub(super) fn of_status(status: Status) -> Self {
        Self { status, failed: &[], unknown: &[] }
    }

    /// The requirements that are false, by their indices in the policy.
    pub fn failed(&self) -> impl Iterator<Item = usize> + 'd {
        members(self.failed)
    }

    /// The requirements that are unknown.
    pub fn unknown(&self) -> impl Iterator<Item = usize> + 'd {
        members(self.unknown)
    }
}

fn members(words: &[u64]) -> impl Iterator<Item = usize> + '_ {
    let word = |(at, &word): (usize, &u64)| lanes_of(word).map(move |bit| at * 64 + bit as usize);
    words.iter().enumerate().flat_map(word)
}

impl Decisions {
    /// None yet, of a policy with so many requirements.
    pub(super) fn new(requirements: usize) -> Self {
        Self { words: requirements.div_ceil(64), ..Self::default() }
    }

    /// Adds what the complete evaluation says of an account; gives its index.
    pub(super) fn push(&mut self, status: Status, truths: impl Iterator<Item = Truth>) -> usize {
        let index = self.statuses.len();
        self.statuses.push(status);
        self.failed.resize(self.statuses.len() * self.words, 0);
        self.unknown.resize(self.statuses.len() * self.words, 0);
        for (at, truth) in truths.enumerate() {
            let word = index * self.words + at / 64;
            match truth {
                Truth::False => self.failed[word] |= 1 << (at % 64),
                Truth::Unknown => self.unknown[word] |= 1 << (at % 64),
                Truth::True => {}
            }
        }
        index
    }

    /// Forgets them and keeps the space.
    pub(super) fn clear(&mut self) {
        self.statuses.clear();
        self.failed.clear();
        self.unknown.clear();
    }

    /// How many accounts were decided.
    #[must_use]
    pub fn len(&self) -> usize {
        self.statuses.len()
    }

    /// Whether none was.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.statuses.is_empty()
    }

    /// The statuses, in the batch's order.
    #[must_use]
    pub fn statuses(&self) -> &[Status] {
        &self.statuses
    }

    /// The decision of the account at `index` of the batch.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<Decision<'_>> {
        let words = index * self.words..(index + 1) * self.words;
        Some(Decision {
            status: *self.statuses.get(index)?,
            failed: self.failed.get(words.clone())?,
            unknown: self.unknown.get(words)?,
        })
    }

    fn reset(&mut self, accounts: usize, requirements: usize) {
        self.words = requirements.div_ceil(64);
        self.statuses.clear();
        self.statuses.resize(accounts, Status::Undetermined);
        for words in [&mut self.failed, &mut self.unknown] {
            words.clear();
            words.resize(accounts * self.words, 0);
        }
    }

    fn note(&mut self, lanes: Lanes, requirement: usize, truth: Kleene) {
        let (word, bit) = (requirement / 64, requirement % 64);
        for lane in lanes_of(truth.no) {
            self.failed[(lanes.first + lane as usize) * self.words + word] |= 1 << bit;
        }
        let unknown = ones(lanes.count) & !(truth.yes | truth.no);
        for lane in lanes_of(unknown) {
            self.unknown[(lanes.first + lane as usize) * self.words + word] |= 1 << bit;
        }
    }
}

impl AtInstant<'_> {
    /// Judges every account of a batch of this policy: its status, and the truth of each requirement.
    pub fn decide(&self, batch: &Batch, decisions: &mut Decisions) {
        decisions.reset(batch.len(), self.policy.requirements.len());
        let run = Run { facts: &batch.columns, instant: self };
        if batch.len() == 1 {
            return self.decide_one(&run, decisions);
        }
        for lanes in blocks(batch.len()) {
            let active = ones(lanes.count);
            let mut required = Kleene { yes: active, no: 0 };
            for (at, requirement) in self.policy.requirements.iter().enumerate() {
                let truth = run.truth(requirement, lanes, active, &Env::NONE);
                required = Kleene { yes: required.yes & truth.yes, no: required.no | truth.no };
                decisions.note(lanes, at, truth);
            }
            let applies = self.applies(&run, lanes);
            self.conclude(&run, lanes, applies, required, &mut decisions.statuses[lanes.first..]);
        }
    }

    /// Judges the only account of a batch.
    fn decide_one(&self, run: &Run<'_>, decisions: &mut Decisions) {
        let env = Env::NONE.with(0, 0);
        let mut required = Truth::True;
        for (at, requirement) in self.policy.requirements.iter().enumerate() {
            let truth = run.one(requirement, &env);
            required = required.min(truth);
            match truth {
                Truth::False => decisions.failed[at / 64] |= 1 << (at % 64),
                Truth::Unknown => decisions.unknown[at / 64] |= 1 << (at % 64),
                Truth::True => {}
            }
        }
        let applies = run.one(&self.policy.applies, &env);
        decisions.statuses[0] = self.concluded(run, &env, applies, required);
    }

    /// Judges only the statuses, as [`AtInstant::statuses`] does; no requirement is reported as false or unknown.
    pub fn decide_statuses(&self, batch: &Batch, decisions: &mut Decisions) {
        decisions.reset(0, self.policy.requirements.len());
        self.statuses(batch, &mut decisions.statuses);
        decisions.words = 0;
    }

    /// Judges only the statuses, and each account only as far as that takes.
    pub fn statuses(&self, batch: &Batch, statuses: &mut Vec<Status>) {
        statuses.clear();
        statuses.resize(batch.len(), Status::Undetermined);
        let run = Run { facts: &batch.columns, instant: self };
        for lanes in blocks(batch.len()) {
            self.settle(&run, lanes, &mut statuses[lanes.first..]);
        }
    }

    /// The status of the account at `index` of a batch; `None` if it has no such account.
    #[must_use]
    pub fn status(&self, batch: &Batch, index: usize) -> Option<Status> {
        if index >= batch.len() {
            return None;
        }
        let run = Run { facts: &batch.columns, instant: self };
        let env = Env::NONE.with(0, index);
        let applies = run.one(&self.policy.applies, &env);
        // What a policy requires of accounts to which it does not apply is not asked.
        let mut required = Truth::True;
        for &at in &self.policy.cheapest_first {
            if applies != Truth::True || required == Truth::False {
                break;
            }
            required = required.min(run.one(&self.policy.requirements[at], &env));
        }
        Some(self.concluded(&run, &env, applies, required))
    }

    /// Whether an account that is not eligible now may become so by waiting: whether everything that keeps it from
    /// being eligible depends on the instant. (That it does become so, only a complete evaluation says.)
    #[must_use]
    pub fn may_clear(&self, decision: Decision<'_>) -> bool {
        let mut open = decision.failed().chain(decision.unknown()).peekable();
        let is_open = open.peek().is_some();
        let clears = open.all(|at| self.policy.requirement_varies[at]);
        match decision.status {
            Status::Inapplicable => clears && self.policy.applying_varies,
            Status::Undetermined if !is_open => self.policy.applying_varies,
            Status::Blocked | Status::Undetermined | Status::Cooling | Status::Eligible => clears,
        }
    }

    /// Writes the statuses of some accounts; `to` holds undetermined ones before.
    fn settle(&self, run: &Run<'_>, lanes: Lanes, to: &mut [Status]) {
        let applies = self.applies(run, lanes);
        let mut required = Kleene { yes: applies.yes, no: 0 };
        for &at in &self.policy.cheapest_first {
            let open = applies.yes & !required.no;
            if open == 0 {
                break;
            }
            let truth = run.truth(&self.policy.requirements[at], lanes, open, &Env::NONE);
            required = Kleene { yes: required.yes & truth.yes, no: required.no | truth.no };
        }
        self.conclude(run, lanes, applies, required, to);
    }

    /// Whether the policy applies to the accounts.
    fn applies(&self, run: &Run<'_>, lanes: Lanes) -> Kleene {
        run.truth(&self.policy.applies, lanes, ones(lanes.count), &Env::NONE)
    }

    /// The status of one account.
    fn concluded(&self, run: &Run<'_>, env: &Env, applies: Truth, required: Truth) -> Status {
        let over = match &self.policy.grace_over {
            Some(over) if applies == Truth::True && required == Truth::True => run.one(over, env),
            _ => Truth::True,
        };
        status(applies, required, over)
    }

    fn conclude(&self, run: &Run<'_>, lanes: Lanes, applies: Kleene, required: Kleene, to: &mut [Status]) {
        let cleared = applies.yes & required.yes;
        let over = match &self.policy.grace_over {
            Some(over) if cleared != 0 => run.truth(over, lanes, cleared, &Env::NONE),
            _ => Kleene::all(Truth::True, cleared),
        };
        let mut open = ones(lanes.count);
        let mut conclude = |word: u64, status| {
            lanes_of(open & word).for_each(|lane| to[lane as usize] = status);
            open &= !word;
        };
        for (input, value, status) in STATUSES {
            let truth = match input {
                Input::Applies => applies,
                Input::Required => required,
                Input::GraceOver => over,
            };
            conclude(truth.lanes(value), status);
        }
        conclude(u64::MAX, OTHERWISE);
    }
}

fn blocks(accounts: usize) -> impl Iterator<Item = Lanes> {
    (0..accounts).step_by(MAX_LANES).map(move |first| Lanes {
        depth: 0,
        first,
        count: MAX_LANES.min(accounts - first),
    })
}
