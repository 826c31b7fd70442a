//! When notices are due and when the act comes that they are of, against a second reckoning from the words of the manual; and that
//! nothing that is sent late, or not at all, brings the act forward.

use exeunt::eval::{Verdict, evaluate};
use exeunt::facts;
use exeunt::ir::{Program, Status, Timestamp};
use exeunt::source::FileId;
use exeunt_testkit::Dice;
use exeunt_testkit::policies::program;

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;
/// 2026-01-01
const START: i64 = 20_454 * DAY;
/// How long an account is not used before it is suspended.
const IDLE: i64 = 400 * DAY;

/// How long before the act each notice is sent, at least and at most, in days.
type Lengths = [(i64, Option<i64>); 2];

const LENGTHS: [Lengths; 5] = [
    [(90, None), (7, None)],
    [(7, None), (90, None)],
    [(90, Some(120)), (7, None)],
    [(30, Some(31)), (20, Some(40))],
    [(1, None), (500, None)],
];

fn policy(lengths: Lengths) -> String {
    let written = lengths.map(|(least, most)| match most {
        Some(most) => format!("{}h to {}h", least * 24, most * 24),
        None => format!("{}h", least * 24),
    });
    format!(
        r#"package demo
languages en
zone UTC

outcomes {{ suspend }}

account {{ last_used: time  told: many notice  paid_from: time  paid_until: time  suspended_at: time? }}
record notice {{ kind: one of first, last  sent: time }}

policy suspend on sweep {{
  when last_used at least {}h ago
  notify first: {} before counted since last_used shown by told where kind is first  en "{{due}}"
  notify last: {} before counted since last_used shown by told where kind is last  en "{{due}}"
  require unpaid: paid_from after now or paid_until before now  en "Paid"  fix "-"
  outcome suspend sets suspended_at
}}
"#,
        IDLE / HOUR,
        written[0],
        written[1]
    )
}

/// Facts of an account, in microseconds.
#[derive(Debug, Clone)]
struct Account {
    last_used: i64,
    paid: (i64, i64),
    /// Of each notice, when it was sent.
    told: [Vec<i64>; 2],
}

impl Account {
    fn drawn(dice: &mut Dice) -> Self {
        let around = |dice: &mut Dice, days: usize| dice.below(days) as i64 * DAY + dice.below(3) as i64 - 1;
        let last_used = START - around(dice, 800);
        let paid_from = START - 300 * DAY + around(dice, 600);
        let paid = (paid_from, paid_from + around(dice, 200));
        let mut told = [Vec::new(), Vec::new()];
        for sent in &mut told {
            for _ in 0..dice.below(3) {
                sent.push(START - around(dice, 500));
            }
        }
        Self { last_used, paid, told }
    }

    fn json(&self) -> String {
        let time = |at: i64| format!("\"{}\"", Timestamp::from_micros(at));
        let told = ["first", "last"].iter().zip(&self.told).flat_map(|(kind, sent)| {
            sent.iter().map(move |at| format!(r#"{{"kind": "{kind}", "sent": {}}}"#, time(*at)))
        });
        format!(
            r#"{{"account": {{"last_used": {}, "told": [{}], "paid_from": {}, "paid_until": {}, "suspended_at": null}}}}"#,
            time(self.last_used),
            told.collect::<Vec<_>>().join(", "),
            time(self.paid.0),
            time(self.paid.1)
        )
    }

    fn judged(&self, program: &Program, now: i64) -> Verdict {
        let policy = program.policy("suspend").expect("it is declared");
        let read = facts::read(program, Some(policy), FileId(0), &self.json());
        let envelope = read.envelope.expect("sound");
        evaluate(program, policy, &envelope.facts, Timestamp::from_micros(now))
    }

    /// Whether all holds but the notices.
    fn is_idle_and_unpaid(&self, at: i64) -> bool {
        at >= self.last_used + IDLE && !(self.paid.0 <= at && at <= self.paid.1)
    }

    /// The first instant from one on at which all holds but the notices: it begins only where something changes.
    fn first_from(&self, from: i64) -> i64 {
        let changes = [from, self.last_used + IDLE, self.paid.1 + 1];
        let later = changes.into_iter().filter(|at| *at >= from && self.is_idle_and_unpaid(*at));
        later.min().expect("nobody pays for ever")
    }

    /// The instant from which all holds but the notices, without a break until now; or else the first later one.
    fn begins(&self, now: i64) -> i64 {
        if !self.is_idle_and_unpaid(now) {
            return self.first_from(now.max(self.last_used));
        }
        let idle = (self.last_used + IDLE).max(self.last_used);
        if self.paid.0 <= self.paid.1 && self.paid.1 < now { idle.max(self.paid.1 + 1) } else { idle }
    }
}

/// The end of a wait, and of each notice when it is due.
#[derive(Debug, PartialEq, Eq)]
struct Announced {
    acts_at: i64,
    due: [i64; 2],
}

/// By the words of the manual, with whole microseconds alone.
fn reckoned(account: &Account, lengths: Lengths, now: i64) -> Announced {
    let begins = account.begins(now);
    let due_of = |nth: usize, act: i64| (act - lengths[nth].0 * DAY).max(account.last_used + 1);
    let lets = |nth: usize, sent: i64, at: i64| {
        let (least, most) = lengths[nth];
        sent > account.last_used
            && sent + least * DAY <= at
            && most.is_none_or(|most| at <= sent + most * DAY)
    };
    let mut order = [0, 1];
    order.sort_by_key(|nth| due_of(*nth, begins));
    let mut due = [0; 2];
    let mut assumed: [Option<i64>; 2] = [None, None];
    let mut act = begins;
    // What was sent lets the act happen from some instant on; otherwise it is sent when it is due, or now.
    let delay = |nth: usize, act: i64, due: &mut [i64; 2], assumed: &mut [Option<i64>; 2]| -> i64 {
        due[nth] = due_of(nth, act);
        let reached = account.told[nth].iter().map(|sent| sent + lengths[nth].0 * DAY);
        let mut starts: Vec<i64> = reached.chain([act]).filter(|at| *at >= act).collect();
        starts.sort_unstable();
        for start in starts {
            let at = account.first_from(start);
            if account.told[nth].iter().any(|sent| lets(nth, *sent, at)) {
                return at;
            }
        }
        let sent = due[nth].max(now);
        let at = account.first_from(act.max(sent + lengths[nth].0 * DAY));
        if !lets(nth, sent, at) {
            due[nth] = due_of(nth, at);
        }
        assumed[nth] = Some(due[nth].max(now));
        at
    };
    for nth in order {
        act = delay(nth, act, &mut due, &mut assumed);
    }
    act = act.max(now);
    loop {
        let lapsed = order.into_iter().find(|nth| {
            let mut sent = account.told[*nth].iter().copied().chain(assumed[*nth]);
            !sent.any(|sent| lets(*nth, sent, act))
        });
        match lapsed {
            Some(nth) => act = delay(nth, act, &mut due, &mut assumed),
            None => return Announced { acts_at: act, due },
        }
    }
}

fn announced(verdict: &Verdict) -> Option<Announced> {
    let [first, last] = verdict.notices.as_slice() else { return None };
    Some(Announced {
        acts_at: verdict.acts_at?.as_micros(),
        due: [first.due?.as_micros(), last.due?.as_micros()],
    })
}

/// An account that is drawn, under one of the policies, at an instant.
fn drawn(seed: u64, programs: &[(Lengths, Program)]) -> (Account, usize, i64, Dice) {
    let mut dice = Dice::new(seed);
    let at = dice.below(programs.len());
    let account = Account::drawn(&mut dice);
    let now = START + dice.below(300) as i64 * DAY + dice.below(2) as i64;
    (account, at, now, dice)
}

/// Holds a property of as many accounts as are asked for.
fn holds(ordinary: u64, property: impl Fn(u64) -> Option<String> + Sync) {
    crate::holds_for_seeds(crate::cases(ordinary), |seed| (1, property(seed).into_iter().collect()));
}

fn programs() -> Vec<(Lengths, Program)> {
    LENGTHS.iter().map(|lengths| (*lengths, program(policy(*lengths)))).collect()
}

#[test]
fn notices_are_due_as_the_manual_reckons_it() {
    let programs = programs();
    holds(600, |seed| {
        let (account, at, now, _) = drawn(seed, &programs);
        let (lengths, program) = &programs[at];
        let (found, expected) = (announced(&account.judged(program, now)), reckoned(&account, *lengths, now));
        (found.as_ref() != Some(&expected))
            .then(|| format!("{account:?} {lengths:?} at {now}: {found:?}, reckoned {expected:?}"))
    });
}

#[test]
fn no_notice_that_is_late_or_missing_brings_the_act_forward() {
    let programs = programs();
    holds(600, |seed| {
        let (account, at, now, mut dice) = drawn(seed, &programs);
        let (lengths, program) = &programs[at];
        let before = account.judged(program, now).acts_at?;
        let mut less = account.clone();
        let nth = dice.below(2);
        if less.told[nth].is_empty() {
            return None;
        }
        let taken = dice.below(less.told[nth].len());
        let sent = less.told[nth].swap_remove(taken);
        // Without an upper bound one that is counted may also be late.
        if lengths[nth].1.is_none() && sent > account.last_used && dice.chance(50) {
            less.told[nth].push(sent + dice.below(50) as i64 * DAY);
        }
        let after = less.judged(program, now).acts_at?;
        (after < before)
            .then(|| format!("{account:?} {lengths:?} at {now}: {before}, and {after} without {sent}"))
    });
}

#[test]
fn the_act_comes_when_it_is_announced_if_each_notice_goes_out_when_it_is_due() {
    let programs = programs();
    holds(200, |seed| {
        let (mut account, at, start, _) = drawn(seed, &programs);
        let (lengths, program) = &programs[at];
        let (mut now, mut promised) = (start, None);
        for _ in 0..12 {
            let verdict = account.judged(program, now);
            let Some(it) = announced(&verdict) else {
                return Some(format!("{account:?} at {now}: nothing is announced"));
            };
            let promised = *promised.get_or_insert(it.acts_at);
            if verdict.status == Status::Eligible {
                return (now != promised).then(|| {
                    format!("{account:?} {lengths:?} from {start}: acts at {now}, not at {promised}")
                });
            }
            // The next thing to do: a notice that no element shows at the act, or the act itself.
            let is_shown = |nth: usize| {
                let (least, most) = lengths[nth];
                account.told[nth].iter().any(|sent| {
                    *sent > account.last_used
                        && sent + least * DAY <= it.acts_at
                        && most.is_none_or(|most| it.acts_at <= sent + most * DAY)
                })
            };
            let next = (0..2).filter(|nth| !is_shown(*nth)).min_by_key(|nth| it.due[*nth].max(now));
            match next {
                Some(nth) => {
                    now = it.due[nth].max(now);
                    account.told[nth].push(now);
                }
                None => now = it.acts_at,
            }
        }
        Some(format!("{account:?} {lengths:?} from {start}: it does not end"))
    });
}
