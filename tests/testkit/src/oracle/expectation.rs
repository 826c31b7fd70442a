//! What tests expect, held against the oracle's judgement.

use exeunt::facts::Facts;
use exeunt::ir::walk::Node;
use exeunt::ir::{
    Condition, Constant, DisposalKind, ExpectationKind, ExpectedDisposal, ExpectedEnd, ExpectedItem, Message,
    Piece, Policy, Program, Requirement, Status, Term, Test, Timestamp, WayPart,
};

use super::{Item, Judgement, State, Truth, judge, treated};

/// Whether an expectation of a test is met; `None` if that depends on more than one instant, or on how values are
/// worded.
#[must_use]
pub fn is_met(program: &Program, test: &Test, expected: &ExpectationKind) -> Option<bool> {
    let facts = Facts::of_test(program, test);
    let judged = judge(program, test.policy, &facts, test.now);
    let policy = &program.policies()[test.policy];
    let plan = |at: i64| super::plan(program, test.policy, &facts, Timestamp::from_micros(at));
    let failed = judged.failed(policy);
    match expected {
        ExpectationKind::Status(status, names) => {
            let deciding = match status {
                Status::Undetermined => judged.requirements_that_are(None, policy),
                Status::Inapplicable | Status::Blocked | Status::Cooling | Status::Eligible => failed.clone(),
            };
            let mut deciding: Vec<&str> = deciding.iter().map(|it| it.name.as_str()).collect();
            if *status == Status::Undetermined {
                // A requirement may have the name of a clause, and is then meant by it.
                let clauses = [("when", judged.when.is_none()), ("grace", !judged.is_grace_known)];
                let is_free = |word| policy.requirements.iter().all(|it| it.name != word);
                deciding.extend(clauses.into_iter().filter(|it| it.1 && is_free(it.0)).map(|it| it.0));
            }
            let are_named = deciding.iter().all(|it| names.iter().any(|name| name == it))
                && names.iter().all(|name| deciding.contains(&name.as_str()));
            Some(judged.status == *status && (names.is_empty() || are_named))
        }
        ExpectationKind::Warn(name) => Some(judged.warns_of(policy, name)),
        ExpectationKind::NoWarn(name) => Some(!judged.warns_of(policy, name)),
        ExpectationKind::Outcome(name, value) => {
            let carries = |value: &Constant| judged.outcome_value == Some(value.value());
            let is_of_its_kind = |value: &Constant| {
                policy.outcome_value.as_ref().is_some_and(|it| value.ty(program) == Some(it.ty()))
            };
            let has_value = value.as_ref().is_none_or(|value| is_of_its_kind(value) && carries(value));
            Some(judged.outcome(policy) == Some(name) && has_value)
        }
        ExpectationKind::Deadline(name, state, due) => {
            let mut all = policy.deadlines.iter().zip(&judged.deadlines);
            Some(all.any(|(it, judged)| {
                it.name == *name
                    && state.is_none_or(|state| judged.0 == state)
                    && due.is_none_or(|due| judged.1 == Some(due))
            }))
        }
        ExpectationKind::NoPlan => Some(judged.status != Status::Eligible || policy.data.is_empty()),
        ExpectationKind::Item(item) => {
            let is_carried_out = judged.status == Status::Eligible;
            if is_carried_out { is_item(item, test.now, plan) } else { Some(false) }
        }
        ExpectationKind::WouldBe(item) => {
            let is_carried_out = judged.status == Status::Eligible;
            if is_carried_out { Some(false) } else { is_item(item, test.now, plan) }
        }
        ExpectationKind::Final(name) => match failed.iter().find(|it| it.name == *name) {
            None => Some(false),
            // What time may clear is not final, and that takes more than one instant to tell.
            Some(it) if judged.is_final(policy, it) => {
                (!reads_now(program, &policy.asked(it))).then_some(true)
            }
            // A final refusal of another policy that must be satisfied is reported as well.
            Some(_) => {
                let others = program.policies().iter().filter(|other| *other != policy);
                let is_final = |it: &Requirement| {
                    it.is_final || it.ways.iter().flat_map(|way| &way.parts).any(|part| part.is_final)
                };
                let has_final = others.flat_map(|other| &other.requirements).any(is_final);
                (!has_final).then_some(false)
            }
        },
        ExpectationKind::Message(language, text) => {
            let warned = policy.warnings.iter().filter(|it| judged.warns_of(policy, &it.name));
            let messages = failed.iter().flat_map(|it| {
                let parts = judged.failed_parts(policy, it).into_iter().flatten();
                it.messages.iter().chain(parts.flat_map(|part| &part.messages))
            });
            let messages = messages.chain(warned.flat_map(|it| &it.messages));
            let is_said = says(messages.filter(|message| message.language == *language), text);
            // The messages of another policy that must be satisfied are reported as well.
            let others_speak = !failed.is_empty() && program.policies().len() > 1;
            is_said.filter(|is_said| *is_said || !others_speak)
        }
        ExpectationKind::Never
        | ExpectationKind::EligibleAfter(_)
        | ExpectationKind::EligibleFrom(_)
        | ExpectationKind::Unknown(_) => None,
    }
}

/// Whether each element at a path is disposed of so, and there is one. What becomes of the account depends on other items
/// too, which the oracle does not look at. `plan` gives what becomes of the items at an instant.
fn is_item(expected: &ExpectedItem, now: Timestamp, plan: impl Fn(i64) -> Vec<Item>) -> Option<bool> {
    if expected.path.starts_with("account.id") || expected.path == "account" {
        return None;
    }
    let steps = |path: &str| {
        path.split('.')
            .map(|step| {
                let (name, place) = step.split_once('[').unwrap_or((step, ""));
                (name.to_owned(), place.to_owned())
            })
            .collect::<Vec<_>>()
    };
    let own = steps(&expected.path);
    let is_at_path = |path: &str| {
        let of_item = steps(path);
        let is_step = |(item, own): (&(String, String), &(String, String))| {
            item.0 == own.0 && (own.1.is_empty() || own.1 == item.1)
        };
        of_item.len() == own.len() && of_item.iter().zip(&own).all(is_step)
    };
    // Those who are told have paths of their own.
    let tells = match expected.disposal {
        ExpectedDisposal::Informed | ExpectedDisposal::NotInformed => Some(true),
        ExpectedDisposal::Undetermined => None,
        ExpectedDisposal::Erased(_)
        | ExpectedDisposal::Kept(_)
        | ExpectedDisposal::Held(_)
        | ExpectedDisposal::Anonymised { .. }
        | ExpectedDisposal::CopiesGone(_)
        | ExpectedDisposal::Forfeited => Some(false),
    };
    let is_spoken_of = |(path, state): &Item| {
        let told = path.strip_prefix("tell ");
        let is_its = match tells {
            Some(tells) => tells == told.is_some(),
            None => told.is_none() || *state == State::Open,
        };
        is_its && is_at_path(told.unwrap_or(path))
    };
    let states = |at: i64| -> Vec<State> {
        plan(at).into_iter().filter(is_spoken_of).map(|(_, state)| state).collect()
    };
    let all = |at: i64, is_so: &dyn Fn(&State) -> bool| states(at).iter().all(is_so);
    let now = states(now.as_micros());
    if expected.disposal == ExpectedDisposal::NotInformed {
        // Where the elements are unknown, so is whether one of them is told.
        return if now.is_empty() { None } else { Some(false) };
    }
    if now.is_empty() {
        return Some(false);
    }
    let is_kept = |state: &State| matches!(state, State::Kept(_) | State::AfterLeaving(_));
    let goes =
        |kind: DisposalKind| move |state: &State| matches!(state, State::Goes(done, _) if *done == kind);
    let may_be = match &expected.disposal {
        ExpectedDisposal::Erased(since) => {
            let is_since = |at: i64| {
                let is_erased = goes(DisposalKind::Erase);
                all(at, &is_erased) && all(at - 1, &|state| !is_erased(state))
            };
            now.iter().all(goes(DisposalKind::Erase)) && since.is_none_or(|at| is_since(at.as_micros()))
        }
        ExpectedDisposal::Kept(end) => {
            let is_until = |at: i64| all(at, &is_kept) && all(at + 1, &|state| !is_kept(state));
            now.iter().all(is_kept)
                && match end {
                    None => true,
                    Some(ExpectedEnd::Until(at)) => is_until(at.as_micros()),
                    Some(ExpectedEnd::AfterLeaving(length)) => {
                        now.iter().all(|state| *state == State::AfterLeaving(*length))
                    }
                    Some(ExpectedEnd::Without) => all(Timestamp::MAX.as_micros(), &is_kept),
                }
        }
        ExpectedDisposal::Held(_) => now.iter().all(|state| *state == State::Kept(DisposalKind::Held)),
        ExpectedDisposal::Anonymised { remove: Some(remove), replace: Some(replace) } => {
            let by = treated(remove.iter(), replace.iter());
            now.iter().all(|state| *state == State::Goes(DisposalKind::Anonymise, by))
        }
        ExpectedDisposal::Anonymised { .. } => now.iter().all(goes(DisposalKind::Anonymise)),
        ExpectedDisposal::Forfeited => now.iter().all(goes(DisposalKind::Forfeit)),
        // What stays for ever has no copies that go.
        ExpectedDisposal::CopiesGone(_) => {
            !now.iter().any(|state| matches!(state, State::AfterLeaving(_) | State::Open))
        }
        ExpectedDisposal::Informed => {
            return Some(now.iter().all(|state| *state == State::Kept(DisposalKind::Inform)));
        }
        ExpectedDisposal::NotInformed => false,
        // What is decided at the instant may be undetermined for want of a fact at another.
        ExpectedDisposal::Undetermined
            if now.iter().all(|state| matches!(state, State::Open | State::Stays)) =>
        {
            return Some(true);
        }
        ExpectedDisposal::Undetermined => true,
    };
    // Whether it is so at every instant between takes more than those that are named.
    if may_be { None } else { Some(false) }
}

impl Judgement {
    fn failed<'p>(&self, policy: &'p Policy) -> Vec<&'p Requirement> {
        let applies = self.status != Status::Inapplicable;
        if applies { self.requirements_that_are(Some(false), policy) } else { Vec::new() }
    }

    fn requirements_that_are<'p>(&self, wanted: Truth, policy: &'p Policy) -> Vec<&'p Requirement> {
        let judged = policy.requirements.iter().zip(&self.requirements);
        judged.filter(|(_, truth)| **truth == wanted).map(|(it, _)| it).collect()
    }

    /// The parts that are false, a list a way.
    fn failed_parts<'p>(&self, policy: &Policy, requirement: &'p Requirement) -> Vec<Vec<&'p WayPart>> {
        let at = policy.requirements.iter().position(|it| it.name == requirement.name);
        let judged = at.map(|at| self.ways[at].as_slice()).unwrap_or_default();
        let is_false = |(part, truth): (&'p WayPart, &Truth)| (*truth == Some(false)).then_some(part);
        let ways = requirement.ways.iter().zip(judged);
        ways.map(|(way, truths)| way.parts.iter().zip(truths).filter_map(is_false).collect()).collect()
    }

    /// Whether a failed requirement is final, if time does not clear it: of one with ways, if a final part of each is false.
    fn is_final(&self, policy: &Policy, failed: &Requirement) -> bool {
        let ways = self.failed_parts(policy, failed);
        failed.is_final || (!ways.is_empty() && ways.iter().all(|way| way.iter().any(|it| it.is_final)))
    }

    /// Who may go is warned, already while the grace runs.
    fn warns_of(&self, policy: &Policy, name: &str) -> bool {
        let mut judged = policy.warnings.iter().zip(&self.warnings);
        let leaves = matches!(self.status, Status::Eligible | Status::Cooling);
        let applies = |judged: (Truth, Truth)| match judged {
            (Some(concerns), truth) => concerns && truth == Some(true),
            // It may apply.
            (None, truth) => truth != Some(false),
        };
        leaves && judged.any(|(it, judged)| it.name == name && applies(*judged))
    }

    /// What is done: the policy's outcome to who may go, else what the first failed requirement has instead.
    fn outcome<'p>(&self, policy: &'p Policy) -> Option<&'p String> {
        match self.status {
            Status::Eligible => Some(&policy.outcome),
            Status::Blocked => self.failed(policy).into_iter().find_map(|it| it.otherwise.as_ref()),
            Status::Inapplicable | Status::Undetermined | Status::Cooling => None,
        }
    }
}

/// Whether `now` is read by a condition, or by anything that it refers to.
fn reads_now(program: &Program, condition: &Condition) -> bool {
    fn node_reads_now(program: &Program, node: Node<'_>) -> bool {
        let mut reads = false;
        node.walk(&mut |node, _| {
            reads |= matches!(node, Node::Term(Term::Now))
                || node
                    .definition()
                    .is_some_and(|id| node_reads_now(program, program.definitions()[id].node()))
                || node.policy().is_some_and(|id| {
                    program.policies()[id].deciding().any(|condition| reads_now(program, condition))
                });
        });
        reads
    }
    node_reads_now(program, Node::Condition(condition))
}

/// Whether one of the messages, or its way out, is this text.
fn says<'m>(messages: impl Iterator<Item = &'m Message>, text: &str) -> Option<bool> {
    let texts = messages.flat_map(|message| std::iter::once(&message.text).chain(&message.fix));
    let (plain, filled): (Vec<_>, Vec<_>) =
        texts.partition(|pieces| pieces.iter().all(|piece| matches!(piece, Piece::Text(_))));
    let is_text = |pieces: &&Vec<Piece>| {
        let words = pieces.iter().map(|piece| if let Piece::Text(words) = piece { words } else { "" });
        words.collect::<String>() == text
    };
    if plain.iter().any(is_text) { Some(true) } else { filled.is_empty().then_some(false) }
}
