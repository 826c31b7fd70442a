//! Plans: what they say agrees with the plain evaluator, unknown facts never erase, and the end of a period is its end.

use std::cell::RefCell;
use std::collections::HashMap;

use exeunt::eval::{Evaluation, Plan, PlanItem};
use exeunt::facts::Facts;
use exeunt::ir::{DisposalKind, Method, PolicyId, Program, Timestamp};
use exeunt_testkit::facts::Case;
use exeunt_testkit::oracle::{self, State};

use crate::drawn::{BUT_A_TENTH, Drawn, PARTLY, WHOLLY, each_case};

/// The item of the account's own id, which depends on all others.
const ID: &str = "account.id";

/// The plan, whatever the status is.
fn plan(program: &Program, policy: PolicyId, facts: &Facts, now: Timestamp) -> Option<Plan> {
    let verdict = Evaluation::new(program, policy, facts, now).verdict_with_would_be();
    verdict.plan.or(verdict.would_be)
}

/// A treatment of fields as the plain evaluator numbers it.
fn treated(method: Option<&Method>) -> u64 {
    method.map_or(0, |method| oracle::treated(method.remove.iter(), method.replace.iter()))
}

fn micros(instant: Option<Timestamp>) -> Option<i64> {
    instant.map(Timestamp::as_micros)
}

/// What the plain evaluator says, judged once at each instant.
struct Oracle<'d> {
    drawn: &'d Drawn<'d>,
    known: RefCell<HashMap<i64, HashMap<String, State>>>,
}

impl Oracle<'_> {
    fn state(&self, path: &str, at: i64) -> Option<State> {
        let &Drawn { program, policy, ref case, .. } = self.drawn;
        let judge = || oracle::plan(program, policy, &case.facts, Timestamp::from_micros(at));
        let mut known = self.known.borrow_mut();
        known.entry(at).or_insert_with(|| judge().into_iter().collect()).get(path).copied()
    }
}

/// What is wrong with an item: at each instant that it names, and between, the plain evaluator must say the same.
fn wrong_item(oracle: &Oracle<'_>, item: &PlanItem, now: State) -> Option<&'static str> {
    let drawn = oracle.drawn;
    if item.tells() {
        let is_told = now == State::Kept(DisposalKind::Inform);
        let is_open = item.disposal == DisposalKind::Undetermined && now == State::Open;
        return (is_told != (item.disposal == DisposalKind::Inform) || !is_told && !is_open)
            .then_some("told");
    }
    let at = |at: i64| oracle.state(&item.place, at);
    let last = Timestamp::MAX.as_micros();
    let is_kept = |at: Option<State>| matches!(at, Some(State::Kept(_) | State::AfterLeaving(_)));
    let after_leaving = if let State::AfterLeaving(length) = now { Some(length) } else { None };
    if item.disposal == DisposalKind::Undetermined {
        let early = item.not_before.map(|earliest| at(earliest.as_micros() - 1));
        return early
            .is_some_and(|early| early != Some(State::Stays) && !is_kept(early))
            .then_some("not before");
    }
    let (is_so, goes) = match now {
        State::Kept(kind) => (kind == item.disposal, false),
        State::AfterLeaving(_) => (item.disposal == DisposalKind::Retain, false),
        State::Goes(kind, by) => (kind == item.disposal && by == treated(item.method.as_ref()), true),
        State::Stays | State::Open => (false, false),
    };
    let from = drawn.case.now.as_micros();
    let until = micros(item.until);
    let end = until.unwrap_or(last);
    let between = [from, from / 2 + end / 2, end];
    let due = micros(item.due_since);
    if !is_so {
        Some("disposal")
    } else if item.after_leaving.and_then(|it| it.length) != after_leaving {
        Some("after leaving")
    } else if !goes && between.into_iter().any(|it| it >= from && !is_kept(at(it))) {
        Some("kept until")
    } else if until.is_some_and(|until| !matches!(at(until + 1), Some(State::Goes(..)))) {
        Some("goes behind until")
    } else if due.is_some_and(|due| at(due) != Some(now) || at(due - 1) == Some(now)) {
        Some("due since")
    } else if item.gone_by != gone_by(drawn, item, goes) {
        Some("copies gone by")
    } else if item.then.iter().any(|step| match at(step.from.as_micros()) {
        Some(State::Kept(kind)) => kind != step.disposal || step.method.is_some(),
        Some(State::Goes(kind, by)) => kind != step.disposal || by != treated(step.method.as_ref()),
        Some(State::AfterLeaving(_)) => step.disposal != DisposalKind::Retain,
        Some(State::Stays | State::Open) | None => true,
    }) {
        Some("then")
    } else {
        None
    }
}

/// By when copies of an item are gone, as the plain evaluator says it of the instant at which it goes.
fn gone_by(drawn: &Drawn<'_>, item: &PlanItem, goes: bool) -> Option<Timestamp> {
    let &Drawn { program, policy, ref case, .. } = drawn;
    let after = |until: Timestamp| Timestamp::from_micros(until.as_micros() + 1);
    let at = if goes { case.now } else { after(item.until?) };
    let all = oracle::gone_by(program, policy, &case.facts, at);
    all.into_iter().find(|(path, _)| *path == item.place)?.1
}

/// The collections that one is kept with, if it is kept for those alone.
fn kept_with<'p>(program: &'p Program, policy: PolicyId, path: &str) -> Option<&'p [String]> {
    let name = path.strip_prefix("account.")?;
    let mut placed = program.policies()[policy].data.iter();
    placed.find(|placed| placed.name == name && !placed.tells())?.kept_with()
}

/// What is wrong with an item that is kept with others: it stays exactly as long as the last of them does.
fn wrong_with(drawn: &Drawn<'_>, item: &PlanItem, others: &[PlanItem]) -> Option<String> {
    let names = kept_with(drawn.program, drawn.policy, &item.path)?;
    let is_named = |other: &&PlanItem| {
        names.iter().any(|name| match name.as_str() {
            "account" => other.path == "account",
            name => other.collection == format!("account.{name}"),
        })
    };
    let stays = [DisposalKind::Retain, DisposalKind::Held, DisposalKind::Undetermined];
    let kept: Vec<&PlanItem> = others
        .iter()
        .filter(|other| !other.tells())
        .filter(is_named)
        .filter(|other| stays.contains(&other.disposal))
        .collect();
    let last = match kept.iter().any(|other| other.until.is_none()) {
        true => None,
        false => kept.iter().filter_map(|other| other.until).max(),
    };
    let disposal = match kept.is_empty() {
        true if waits_for_told(item, others) => DisposalKind::Undetermined,
        true => DisposalKind::Erase,
        false => DisposalKind::Retain,
    };
    let is_so = (item.disposal, item.until) == (disposal, last);
    (!is_so).then(|| format!("{item:?} is kept with {kept:?}"))
}

/// Whether it is open who of an item, or of what is within it, is told.
fn waits_for_told(item: &PlanItem, others: &[PlanItem]) -> bool {
    let is_within = |told: &PlanItem| {
        let rest = told.collection.strip_prefix(&item.collection);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let is_open = |told: &PlanItem| told.tells() && told.disposal == DisposalKind::Undetermined;
    others.iter().any(|told| is_open(told) && is_within(told))
}

/// The path of an item as the plain evaluator has it.
fn oracle_path(item: &PlanItem) -> String {
    if item.tells() { format!("tell {}", item.place) } else { item.place.clone() }
}

/// Where the two say different things.
fn difference(drawn: &Drawn<'_>) -> Option<String> {
    let &Drawn { program, policy, ref case, .. } = drawn;
    let found = plan(program, policy, &case.facts, case.now);
    let expected = oracle::plan(program, policy, &case.facts, case.now);
    let oracle = Oracle { drawn, known: RefCell::default() };
    let items: Vec<PlanItem> = found.into_iter().flat_map(|plan| plan.items).collect();
    let is_id = |item: &PlanItem| item.path == ID && item.clauses.is_empty() && item.missing.is_empty();
    let (ids, items): (Vec<_>, Vec<_>) = items.into_iter().partition(is_id);
    let (with, items): (Vec<_>, Vec<_>) =
        items.into_iter().partition(|item| !item.tells() && kept_with(program, policy, &item.path).is_some());
    if let Some(wrong) = with.iter().find_map(|item| wrong_with(drawn, item, &items)) {
        return Some(wrong);
    }
    if ids.len() > 1 || items.len() != expected.len() {
        return Some(format!("{items:?}, the oracle {expected:?}"));
    }
    items.iter().zip(&expected).find_map(|(item, (path, now))| {
        // The account waits for facts of its own that other items need, and what goes for those that say who of it is told.
        let must_wait = !item.tells() && matches!(now, State::Goes(..)) && waits_for_told(item, &items);
        if must_wait && item.disposal != DisposalKind::Undetermined {
            return Some(format!("{item:#?} goes before it is known who is told"));
        }
        let waits = must_wait || item.path == "account" && item.disposal == DisposalKind::Undetermined;
        let wrong = match waits {
            false if *path != oracle_path(item) => Some("path"),
            false => wrong_item(&oracle, item, *now),
            true => None,
        };
        wrong.map(|wrong| format!("{wrong} of {item:#?}, the oracle {path} {now:?}"))
    })
}

#[test]
fn plans_agree_with_the_oracle() {
    let known = [WHOLLY, PARTLY].repeat(3);
    crate::holds_for_seeds(crate::cases(250), |seed| each_case(seed, &known, |drawn, _| difference(drawn)));
}

/// An item that is undetermined although every fact is known and every calendar goes far enough.
fn undetermined(drawn: &Drawn<'_>) -> Option<String> {
    let plan = plan(drawn.program, drawn.policy, &drawn.case.facts, drawn.case.now)?;
    let wrong = |item: &PlanItem| {
        let is_open = item.disposal == DisposalKind::Undetermined && item.missing.is_empty();
        // Nothing is missing where two elements have one key.
        is_open && item.reason.is_none()
    };
    plan.items.iter().find(|item| wrong(item)).map(|item| format!("{item:?}"))
}

#[test]
fn what_is_undetermined_lacks_a_fact() {
    let known = [WHOLLY, PARTLY].repeat(2);
    crate::holds_for_seeds(crate::cases(150), |seed| each_case(seed, &known, |drawn, _| undetermined(drawn)));
}

/// Whether there are holds on a collection.
fn may_be_held(program: &Program, policy: PolicyId, collection: &str) -> bool {
    let mut placed = program.policies()[policy].data.iter();
    placed.any(|placed| placed.collection() == collection && !placed.holds.is_empty())
}

/// Where a filling contradicts what was decided of an item before, or erases it before it may be.
pub(crate) fn contradiction(
    program: &Program,
    policy: PolicyId,
    case: &Case,
    filled: &Facts,
) -> Option<String> {
    let before = plan(program, policy, &case.facts, case.now)?;
    let after = plan(program, policy, filled, case.now)?;
    let is_open = |item: &&PlanItem| {
        item.path == ID
            || !item.tells() && kept_with(program, policy, &item.path).is_some()
            || item.held_by.iter().any(|by| by.is_unknown)
    };
    // Who was certainly not told still is not.
    let may_be = |told: &&PlanItem| {
        let is_it = |was: &PlanItem| was.tells() && told.place.starts_with(&was.place);
        before.items.iter().any(is_it) || !told.tells() || told.disposal == DisposalKind::Undetermined
    };
    if let Some(told) = after.items.iter().find(|told| !may_be(told)) {
        return Some(format!("{told:?} was not told before"));
    }
    before.items.iter().filter(|item| !is_open(item)).find_map(|item| {
        let then = after.items.iter().find(|then| then.place == item.place && then.tells() == item.tells());
        if item.disposal == DisposalKind::Undetermined {
            let ends = then.and_then(|then| {
                then.due_since.or(then.until.map(|until| Timestamp::from_micros(until.as_micros() + 1)))
            });
            let is_early = item.not_before.zip(ends).is_some_and(|(earliest, ends)| ends < earliest);
            return is_early.then(|| format!("{item:?} ends before it may"));
        }
        // A key that was unknown may turn out to be another one's.
        if then.is_some_and(|then| then.reason.is_some()) {
            return None;
        }
        // A hold that is unknown at another instant keeps the item then: facts may only show that it goes sooner.
        let may_be_held = may_be_held(program, policy, &item.collection);
        let ends =
            |item: &PlanItem| (!may_be_held).then_some((item.until, item.after_leaving, item.due_since));
        let known = |item: &PlanItem| (item.disposal, ends(item));
        (then.map(known) != Some(known(item))).then(|| format!("{item:?} was decided and becomes {then:?}"))
    })
}

/// What is wrong with the ends of periods: the last instant is kept, the next one is due.
fn wrong_end(drawn: &Drawn<'_>) -> Option<String> {
    let &Drawn { program, policy, ref case, .. } = drawn;
    let now = plan(program, policy, &case.facts, case.now)?;
    let follows_others = |item: &&PlanItem| {
        item.path == ID || item.path == "account" || kept_with(program, policy, &item.path).is_some()
    };
    now.items.iter().filter(|item| !follows_others(item)).find_map(|item| {
        let until = item.until?;
        let at = |instant: i64| {
            let plan = plan(program, policy, &case.facts, Timestamp::from_micros(instant))?;
            plan.items.into_iter().find(|then| then.place == item.place && then.tells() == item.tells())
        };
        let (last, next) = (at(until.as_micros())?, at(until.as_micros() + 1)?);
        let keeps = [DisposalKind::Retain, DisposalKind::Keep, DisposalKind::Held];
        let is_kept = keeps.contains(&last.disposal) && last.until == Some(until);
        // Who of it is told then may be unknown then.
        let waits = next.disposal == DisposalKind::Undetermined;
        let is_due =
            waits || !keeps.contains(&next.disposal) && micros(next.due_since) == Some(until.as_micros() + 1);
        (!is_kept || !is_due).then(|| format!("{item:?}: at its end {last:?}, then {next:?}"))
    })
}

#[test]
fn the_end_of_a_period_is_its_last_instant() {
    crate::holds_for_seeds(crate::cases(150), |seed| {
        each_case(seed, &[WHOLLY, BUT_A_TENTH], |drawn, _| wrong_end(drawn))
    });
}

#[test]
fn random_plans_have_every_disposal() {
    let (mut seen, mut with_copies) = (std::collections::HashSet::new(), std::collections::HashSet::new());
    for seed in 0..60 {
        each_case(seed, &[PARTLY, WHOLLY], |drawn, _| {
            let plan = plan(drawn.program, drawn.policy, &drawn.case.facts, drawn.case.now);
            let items: Vec<PlanItem> = plan.into_iter().flat_map(|plan| plan.items).collect();
            seen.extend(items.iter().map(|item| item.disposal));
            with_copies.extend(items.iter().filter(|it| it.gone_by.is_some()).map(|item| item.disposal));
            None
        });
    }
    assert_eq!(seen.len(), DisposalKind::ALL.len(), "{seen:?}");
    // Of what is kept until an instant and of what goes it is known when copies are gone.
    for kind in [DisposalKind::Erase, DisposalKind::Forfeit, DisposalKind::Anonymise, DisposalKind::Retain] {
        assert!(with_copies.contains(&kind), "{with_copies:?}");
    }
}
