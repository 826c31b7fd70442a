//! Notices: when each is due, whether it was sent in time, and when the act comes that they are of. What a notice holds back is a
//! requirement's matter; nothing of this decides a status.

use std::cell::OnceCell;

use super::Evaluation;
use super::evaluator::Evaluator;
use super::message::{Clearing, Coming, Speaker};
use super::piecewise::Piecewise;
use super::place::{Env, Frame, Link, elements};
use super::reasons::{MissingWalk, Reasons, add_new};
use super::record::{Evidence, PolicyNode};
use super::recorder::NoRecord;
use super::recording::Recording;
use super::scalar::Scalar;
use super::verdict::NoticeStanding;
use crate::flat::{last_within, moved_between};
use crate::ir::{
    Notice, NoticeState, Policy, PolicyId, Requirement, Shift, Term, Timestamp, Truth, calendar,
};

/// The notices of a policy for an account.
pub(super) struct Announced {
    /// When the act comes.
    pub(super) acts: Coming,
    /// When each is due, in the order of the policy: `None` if no act comes that it would be of.
    due: Vec<Known<Option<i64>>>,
}

/// Something, or the words for the facts that are missing to know it.
type Known<T> = Result<T, Vec<String>>;

/// A notice with what is known of its parts.
struct Line {
    since: i64,
    before: Vec<Shift>,
    at_most: Option<Vec<Shift>>,
    /// Whether what was sent lets the act happen, from the first instant that is looked at.
    counts: Piecewise<Truth>,
    /// The same where all else holds.
    allows: Piecewise<Truth>,
    /// When it is sent, where what was sent does not let the act happen.
    assumed: Option<i64>,
}

/// The parts of a notice that are values.
struct Parts {
    /// `None` where the time is absent, or lies beyond the calendar.
    since: Option<i64>,
    before: Vec<Shift>,
    at_most: Option<Vec<Shift>>,
}

/// The judgement of all notices together.
struct Course<'j, 'a> {
    evaluator: &'j Evaluator<'a>,
    policy: PolicyId,
    env: &'j Env<'a, 'a>,
    /// Whether all else holds, from the first instant that is looked at.
    others: Piecewise<Truth>,
    lines: Vec<Line>,
}

impl<'a> Evaluator<'a> {
    /// When the notices of a policy are due, and when the act comes; `None` of a policy without notices.
    pub(super) fn announced(&self, policy: PolicyId, env: &Env<'a, 'a>) -> Option<Announced> {
        let declared = &self.program.policies[policy];
        let notices: Vec<(usize, &'a Notice)> = notices_of(declared).collect();
        let (acts, due) = match notices.is_empty() {
            true => return None,
            false => self.acts(policy, &notices, env),
        };
        Some(Announced { acts, due })
    }

    fn acts(
        &self,
        policy: PolicyId,
        notices: &[(usize, &'a Notice)],
        env: &Env<'a, 'a>,
    ) -> (Coming, Vec<Known<Option<i64>>>) {
        let unknown = |missing: &[String]| (Coming::Unknown, vec![Err(missing.to_vec()); notices.len()]);
        let never = || (Coming::Never, vec![Ok(None); notices.len()]);
        let mut parts = Vec::with_capacity(notices.len());
        let mut missing = Vec::new();
        for (_, notice) in notices {
            match self.parts_of(notice, env) {
                Ok(known) => parts.push(known),
                Err(facts) => add_new(&mut missing, facts.into_iter()),
            }
        }
        // Where all else never holds, nothing of a notice matters.
        let (.., ahead) = self.apart_from_notices(policy, env);
        if ahead.pieces(self.now).all(|(.., truth)| truth == Truth::False) {
            return never();
        }
        if !missing.is_empty() {
            return unknown(&missing);
        }
        let sinces: Option<Vec<i64>> = parts.iter().map(|it| it.since).collect();
        let Some((first, last)) = sinces.and_then(|it| Some((*it.iter().min()?, *it.iter().max()?))) else {
            return never();
        };
        let start = first.min(self.now);
        let from = self.at(start);
        let (node, _, others) = from.apart_from_notices(policy, env);
        let lines = parts.into_iter().zip(notices).map(|(parts, (at, _))| {
            let counts = node.requirements[*at].truth.clone();
            let allows = counts.zip(&others, Truth::min);
            let Parts { since, before, at_most } = parts;
            Line { since: since.unwrap_or(first), before, at_most, counts, allows, assumed: None }
        });
        let lines = lines.collect();
        let mut course = Course { evaluator: self, policy, env, others, lines };
        match course.begins(start, last) {
            Ok(Some(begins)) => course.announce(begins),
            Ok(None) => never(),
            Err(at) => unknown(&course.missing_for_others(at)),
        }
    }

    fn parts_of(&self, notice: &'a Notice, env: &Env<'a, 'a>) -> Known<Parts> {
        let since = self.known(&notice.since, env);
        let before = self.known(&notice.before, env);
        let at_most = notice.at_most.as_ref().map(|term| self.known(term, env));
        let mut missing = Vec::new();
        for part in [Some(&since), Some(&before), at_most.as_ref()].into_iter().flatten() {
            if let Err(facts) = part {
                add_new(&mut missing, facts.iter().cloned());
            }
        }
        let steps = |length: Scalar<'_>| {
            if let Scalar::Length(length) = length { Some(notice.steps(&length)) } else { None }
        };
        match (since, before.map(steps), at_most.transpose().map(|it| it.map(steps))) {
            (Ok(since), Ok(Some(before)), Ok(at_most)) if at_most.as_ref().is_none_or(Option::is_some) => {
                Ok(Parts { since: since.instant(), before, at_most: at_most.flatten() })
            }
            _ => Err(missing),
        }
    }

    /// A value that does not change as time passes.
    fn known(&self, term: &'a Term, env: &Env<'a, 'a>) -> Known<Scalar<'a>> {
        let value = self.term::<NoRecord>(term, env, &mut ()).now();
        if !matches!(value, Scalar::Unknown | Scalar::Between { .. }) {
            return Ok(value);
        }
        let mut evidence = Evidence::default();
        self.term::<Recording>(term, env, &mut evidence);
        let mut walk = MissingWalk::new(self);
        walk.evidence(&evidence);
        Err(walk.words())
    }
}

/// The requirements of a policy that are notices, by their places.
fn notices_of(policy: &Policy) -> impl Iterator<Item = (usize, &Notice)> {
    policy.requirements.iter().enumerate().filter_map(|(at, it)| Some((at, it.notice.as_ref()?)))
}

/// The first instant from `from` on at which a condition is true; the instant at which it is unknown, if that comes first.
fn first_true(condition: &Piecewise<Truth>, from: i64) -> Result<Option<i64>, i64> {
    let later = condition.changes().iter().filter(|(at, _)| *at > from).copied();
    for (at, truth) in std::iter::once((from, condition.at(from))).chain(later) {
        match truth {
            Truth::True => return Ok(Some(at)),
            Truth::Unknown => return Err(at),
            Truth::False => {}
        }
    }
    Ok(None)
}

/// Where a time arrives; where a calendar ends before that, what it would have to say.
fn arrival(steps: &[Shift], time: i64) -> Known<i64> {
    match moved_between(steps, time) {
        Some((earliest, latest)) if earliest == latest => Ok(earliest),
        Some(_) | None => Err(uncovered(steps, time)),
    }
}

/// What calendars would have to say around a time.
fn uncovered(steps: &[Shift], time: i64) -> Vec<String> {
    let mut at = time;
    let mut words = Vec::new();
    for step in steps {
        words.extend(step.uncovered(at).map(|it| it.to_string()));
        at = step.apply(at);
    }
    words
}

/// The last instant at which a notice has to be sent for an act at `act`.
fn due(line: &Line, act: i64) -> Known<i64> {
    match last_within(&line.before, act) {
        Some(last) => Ok(last.max(line.since.saturating_add(1))),
        None if line.before.iter().any(|step| step.calendar().is_some()) => Err(uncovered(&line.before, act)),
        None => Ok(line.since.saturating_add(1)),
    }
}

impl Course<'_, '_> {
    fn now(&self) -> i64 {
        self.evaluator.now
    }

    /// The first instant from which all else holds without a break until now, or else the first later one; not before the
    /// notices are counted, from `since` on. The instant at which it is unknown, if that comes first.
    fn begins(&self, start: i64, since: i64) -> Result<Option<i64>, i64> {
        let now = self.now();
        if since > now || self.others.at(now) != Truth::True {
            return first_true(&self.others, since.max(now));
        }
        let mut before = Truth::False;
        let mut begins = start;
        for (from, _, truth) in self.others.pieces(start).take_while(|(from, ..)| *from <= now) {
            match truth {
                Truth::True => begins = from,
                Truth::False | Truth::Unknown => before = truth,
            }
        }
        match before == Truth::Unknown && begins > since {
            true => Err(begins - 1),
            false => Ok(Some(begins.max(since))),
        }
    }

    /// Goes through the notices, starting with the one that is due first: each is due before the act as those before it delay
    /// it.
    fn announce(&mut self, begins: i64) -> (Coming, Vec<Known<Option<i64>>>) {
        let mut order: Vec<usize> = (0..self.lines.len()).collect();
        order.sort_by_key(|at| due(&self.lines[*at], begins).unwrap_or(i64::MIN));
        let mut dues: Vec<Known<Option<i64>>> = vec![Ok(None); self.lines.len()];
        let mut act = begins;
        for (nth, &at) in order.iter().enumerate() {
            match self.delayed(at, act) {
                Ok((when, Some(delayed))) => (dues[at], act) = (Ok(Some(when)), delayed),
                Ok((when, None)) => {
                    dues[at] = Ok(Some(when));
                    return (Coming::Never, dues);
                }
                Err(missing) => {
                    order[nth..].iter().for_each(|at| dues[*at] = Err(missing.clone()));
                    return (Coming::Unknown, dues);
                }
            }
        }
        act = act.max(self.now());
        // Until it comes, a notice that was in time may have been sent too long ago.
        for _ in 0..self.most_delays() {
            let lapsed = order.iter().copied().find(|at| !self.counts(*at, act));
            let Some(at) = lapsed else { return (Coming::At(act), dues) };
            match self.delayed(at, act) {
                Ok((when, Some(delayed))) => (dues[at], act) = (Ok(Some(when)), delayed),
                Ok((when, None)) => {
                    dues[at] = Ok(Some(when));
                    return (Coming::Never, dues);
                }
                Err(missing) => {
                    dues[at] = Err(missing);
                    return (Coming::Unknown, dues);
                }
            }
        }
        (Coming::Never, dues)
    }

    /// Each delay leads to another change, or to a notice that is sent for the act as it is then.
    fn most_delays(&self) -> usize {
        let changes = self.lines.iter().map(|line| line.allows.changes().len() + 2);
        changes.sum::<usize>() + 1
    }

    /// Whether a notice, sent or assumed to be sent, lets an act happen.
    fn counts(&self, at: usize, act: i64) -> bool {
        let line = &self.lines[at];
        let assumed = line.assumed.is_some_and(|sent| {
            let reached = arrival(&line.before, sent).is_ok_and(|reached| reached <= act);
            let over = line.at_most.as_ref().map(|at_most| arrival(at_most, sent));
            reached && over.is_none_or(|over| over.is_ok_and(|over| act <= over))
        });
        assumed || line.counts.at(act) == Truth::True
    }

    /// When a notice of an act is due, and when the act comes with it: as it was sent, or assumed to be sent when it is due, or
    /// now if that is later.
    fn delayed(&mut self, at: usize, act: i64) -> Known<(i64, Option<i64>)> {
        let now = self.now();
        let when = due(&self.lines[at], act)?;
        match first_true(&self.lines[at].allows, act) {
            Ok(Some(delayed)) => return Ok((when, Some(delayed))),
            Ok(None) => {}
            Err(unknown) => return Err(self.missing_for(at, unknown)),
        }
        let sent = when.max(now);
        let reached = arrival(&self.lines[at].before, sent)?;
        let delayed = match first_true(&self.others, act.max(reached)) {
            Ok(Some(delayed)) => delayed,
            Ok(None) => return Ok((when, None)),
            Err(unknown) => return Err(self.missing_for_others(unknown)),
        };
        let line = &mut self.lines[at];
        let is_lapsed = match &line.at_most {
            Some(at_most) => arrival(at_most, sent)? < delayed,
            None => false,
        };
        // Sent now it would have lapsed by then.
        let when = if is_lapsed { due(line, delayed)? } else { when };
        line.assumed = Some(when.max(now));
        Ok((when, Some(delayed)))
    }

    /// The facts that would say whether all else holds at an instant.
    fn missing_for_others(&self, instant: i64) -> Vec<String> {
        let evaluator = self.evaluator.at(instant);
        let (node, grace, _) = evaluator.apart_from_notices(self.policy, self.env);
        let mut walk = MissingWalk::new(&evaluator);
        walk.judgement(&node.when, &node);
        let declared = &evaluator.program.policies[self.policy];
        let required = node.requirements.iter().zip(&declared.requirements);
        for (required, it) in required.filter(|(_, it)| it.notice.is_none()) {
            if required.truth.now() == Truth::Unknown {
                debug_assert_eq!(required.group, it.group);
                node.deciding(declared, required).for_each(|it| walk.judgement(it, &node));
            }
        }
        if let Some(grace) = &grace {
            grace.cancelled.iter().for_each(|(selection, truth)| {
                if truth.now() == Truth::Unknown {
                    walk.selection(selection);
                }
            });
            walk.evidence(&grace.evidence);
        }
        walk.words()
    }

    /// The facts that would say whether a notice, and all else, lets the act happen at an instant.
    fn missing_for(&self, at: usize, instant: i64) -> Vec<String> {
        let mut missing = match self.others.at(instant) {
            Truth::Unknown => self.missing_for_others(instant),
            Truth::True | Truth::False => Vec::new(),
        };
        let evaluator = self.evaluator.at(instant);
        let node = evaluator.policy(self.policy, self.env);
        let declared = &evaluator.program.policies[self.policy];
        if let Some((place, _)) = notices_of(declared).nth(at) {
            let mut walk = MissingWalk::new(&evaluator);
            walk.judgement(&node.requirements[place].own, &node);
            add_new(&mut missing, walk.words().into_iter());
        }
        missing
    }
}

/// What elements show of a notice that does not count.
struct Shown {
    /// When it was sent, after it is counted since, the first time.
    first: Option<i64>,
    /// The first of those that lets the act happen now.
    counting: Option<i64>,
    /// Whether not enough time has passed since one of those.
    is_young: bool,
    /// When it was sent before that, the last time.
    earlier: Option<i64>,
}

impl<'a> Evaluation<'a> {
    /// How the notices stand, and when the act comes that they are of.
    pub(super) fn notices(&self) -> (Vec<NoticeStanding>, Option<Timestamp>) {
        let Some(announced) = self.evaluator.announced(self.policy, &self.env) else {
            return (Vec::new(), None);
        };
        let acts_at = match announced.acts {
            Coming::At(at) => calendar::held(at).map(Timestamp::from_micros),
            Coming::Unknown | Coming::Never => None,
        };
        let notices = notices_of(self.declared()).zip(&announced.due);
        let standing = notices.map(|((at, notice), due)| {
            self.notice(at, notice, &self.declared().requirements[at], due, announced.acts)
        });
        (standing.collect(), acts_at)
    }

    fn notice(
        &self,
        at: usize,
        notice: &'a Notice,
        requirement: &'a Requirement,
        due: &Known<Option<i64>>,
        acts: Coming,
    ) -> NoticeStanding {
        let policy: &PolicyNode<'a> = &self.course.policy;
        let judged = &policy.requirements[at].own;
        let shown = self.shown(notice);
        let mut missing = Vec::new();
        let state = match judged.truth.now() {
            Truth::True => NoticeState::Counts,
            Truth::Unknown => {
                let mut walk = MissingWalk::new(&self.evaluator);
                walk.judgement(judged, policy);
                missing = walk.words();
                NoticeState::Unknown
            }
            Truth::False if shown.is_young => NoticeState::Young,
            Truth::False if shown.first.is_some() => NoticeState::Old,
            Truth::False if shown.earlier.is_some() => NoticeState::BeforeCountedSince,
            Truth::False => NoticeState::Missing,
        };
        if let Err(facts) = due {
            add_new(&mut missing, facts.iter().cloned());
        }
        let record = self.evaluator.record(judged, &policy.env);
        let reasons = Reasons::of(record);
        let clearing = Clearing::of(&policy.requirements[at].truth);
        let coming = OnceCell::from(acts);
        let speaker = Speaker { evaluator: &self.evaluator, policy, reasons: &reasons, clearing, coming };
        let instant = |at: i64| calendar::held(at).map(Timestamp::from_micros);
        NoticeStanding {
            notice: requirement.name.clone(),
            state,
            due: due.as_ref().ok().copied().flatten().and_then(instant),
            sent: shown.counting.or(shown.first).or(shown.earlier).and_then(instant),
            messages: speaker.say(&requirement.messages),
            law: requirement.law.clone(),
            missing,
        }
    }

    /// What the elements show of a notice, as far as it is known which of them do.
    fn shown(&self, notice: &'a Notice) -> Shown {
        let mut shown = Shown { first: None, counting: None, is_young: false, earlier: None };
        let evaluator = &self.evaluator;
        let collection = evaluator.read(&notice.shown_by, &self.env);
        let values = elements(collection.value).unwrap_or_default();
        let since = evaluator.term::<NoRecord>(&notice.since, &self.env, &mut ()).now();
        let before = evaluator.term::<NoRecord>(&notice.before, &self.env, &mut ()).now();
        let at_most =
            notice.at_most.as_ref().map(|it| evaluator.term::<NoRecord>(it, &self.env, &mut ()).now());
        let (first, record) =
            (evaluator.paths.of_elements(&collection, values.len()), evaluator.element_record(&collection));
        for (at, value) in values.iter().enumerate() {
            let link = Link { frame: Frame { value, record, path: first + at }, outer: None };
            let env = Env { elements: Some(&link), ..self.env };
            let is_it = notice
                .filter
                .as_ref()
                .is_none_or(|filter| evaluator.condition::<NoRecord>(filter, &env).now() == Truth::True);
            let sent = value.fields().and_then(|fields| fields.get(notice.sent as usize)).map(Scalar::from);
            let (true, Some(Scalar::Time(sent)), Scalar::Time(since)) = (is_it, sent, since) else {
                continue;
            };
            if sent <= since {
                shown.earlier = shown.earlier.max(Some(sent));
                continue;
            }
            shown.first = Some(shown.first.map_or(sent, |known| known.min(sent)));
            let passed = |length: Scalar<'_>| {
                let Scalar::Length(length) = length else { return None };
                arrival(&notice.steps(&length), sent).ok()
            };
            let reached = passed(before);
            let over = at_most.and_then(passed);
            shown.is_young |= reached.is_some_and(|at| at > evaluator.now);
            if reached.is_some_and(|at| at <= evaluator.now) && over.is_none_or(|at| evaluator.now <= at) {
                shown.counting = Some(shown.counting.map_or(sent, |known| known.min(sent)));
            }
        }
        shown
    }
}
