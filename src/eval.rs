//! Judging an account by a policy at an instant: truth over time, and the verdict that is read off it.
//!
//! One pass over the program finds each condition's truth from the instant on, as a step function of `now`; status and
//! timeline are read off that. Where something is to be explained the same pass is made once more, over that condition
//! alone, and records what it looks at: reasons, missing facts and trace are read off the record.

mod aggregate;
mod case;
mod deadlines;
mod difference;
mod due;
mod evaluator;
mod explain;
mod extremes;
mod lanes;
mod laws;
mod lengths;
mod memo;
mod message;
mod notices;
mod outcome;
mod piecewise;
mod place;
mod plan;
mod reasons;
mod record;
mod recorder;
mod recording;
mod scalar;
mod shift;
mod status_timeline;
mod steady;
mod tally;
mod terms;
mod trace;
mod verdict;
mod words;

pub use crate::ir::{LocalisedText, Truth};
pub use difference::{Change, DeadlineEnd, DeadlineTurned, Difference, Turned, difference};
pub use due::{Due, DueItem, Next, due};
pub(crate) use lengths::of as length_words;
pub use plan::TracedItem;
pub use trace::{Trace, Traced, TracedClause, TracedDeadline, TracedGrace};
pub use verdict::{
    AfterLeaving, AppliedWarning, DeadlineStanding, ElementKey, FailedRequirement, FailedWay, HeldBy,
    InapplicableReason, MessageText, MissingFact, MissingKind, NeededFor, NoticeStanding, Omitted,
    OpenReason, OutcomeValue, OutcomeValueKind, Period, Plan, PlanItem, PlanStep, PolicyFailure, Remedy,
    RequirementTruth, Standing, Verdict, Witness, WitnessFact,
};

use std::collections::HashMap;

use crate::facts::Facts;
use crate::ir::{
    ACCOUNT, DecidingClause, Package, Policy, PolicyId, Precondition, Program, Requirement, Services, Status,
    Timestamp,
};
use evaluator::Evaluator;
use laws::Laws;
use place::{Env, Frame, Paths, UNKNOWN};
use reasons::{MissingWalk, Reasons};
use record::{Evaluated, Evidence};
use recording::Recording;
use status_timeline::{GraceNode, StatusTimeline};
use trace::Tracer;

/// Judges an account by a policy of `program` at `now`.
#[must_use]
pub fn evaluate(program: &Program, policy: PolicyId, facts: &Facts, now: Timestamp) -> Verdict {
    Evaluation::new(program, policy, facts, now).verdict()
}

/// What is to be done with the data of an account that is eligible under a policy, and would be with those of another one.
/// Nothing else is judged. `None` if the policy does not say what becomes of the data.
#[must_use]
pub fn plan(program: &Program, policy: PolicyId, facts: &Facts, now: Timestamp) -> Option<Plan> {
    let services = facts.services.as_ref().unwrap_or(&program.services);
    let evaluator = Evaluator::new(program, policy, services, now.as_micros());
    evaluator.plan(policy, &env_of(program, policy, facts))
}

/// The account and the request that a policy is judged on.
fn env_of<'a>(program: &Program, policy: PolicyId, facts: &'a Facts) -> Env<'a, 'a> {
    let package = &program.packages[program.policies[policy].package];
    let account = Frame { value: &facts.account, record: package.account, path: Paths::ACCOUNT };
    let request = package.request.map(|record| {
        let value = facts.request.as_ref().unwrap_or(&UNKNOWN);
        Frame { value, record, path: Paths::REQUEST }
    });
    Env { account, request, elements: None }
}

/// A policy judged once, to be asked for its verdict, its trace, or both.
pub struct Evaluation<'a> {
    evaluator: Evaluator<'a>,
    policy: PolicyId,
    services: &'a Services,
    env: Env<'a, 'a>,
    course: StatusTimeline<'a>,
    warnings: Vec<Evaluated<'a>>,
}

impl std::fmt::Debug for Evaluation<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Evaluation").field("policy", &self.policy).field("now", &self.evaluator.now).finish()
    }
}

impl<'a> Evaluation<'a> {
    /// Judges an account by a policy of `program` at `now`.
    #[must_use]
    pub fn new(program: &'a Program, policy: PolicyId, facts: &'a Facts, now: Timestamp) -> Self {
        let services = facts.services.as_ref().unwrap_or(&program.services);
        let evaluator = Evaluator::new(program, policy, services, now.as_micros());
        let env = env_of(program, policy, facts);
        Self {
            course: evaluator.course(policy, &env),
            warnings: warnings(&evaluator, policy, &env),
            evaluator,
            policy,
            services,
            env,
        }
    }

    fn declared(&self) -> &'a Policy {
        &self.evaluator.program.policies[self.policy]
    }

    fn package(&self) -> &'a Package {
        &self.evaluator.program.packages[self.declared().package]
    }

    /// What it comes to at the instant.
    #[must_use]
    pub fn status(&self) -> Status {
        self.course.status.now()
    }

    /// The whole answer.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let status = self.status();
        let failed = if status == Status::Inapplicable {
            Vec::new()
        } else {
            self.evaluator.failures(&self.course.policy)
        };
        let (inapplicable, inapplicable_left_out) = self.inapplicable().unzip();
        let (missing, missing_left_out) = self.missing();
        let leaves = matches!(status, Status::Eligible | Status::Cooling);
        let (notices, acts_at) = self.notices();
        Verdict {
            policy: self.evaluator.program.policy_name(self.policy),
            provenance: self.evaluator.program.provenance(self.policy),
            now: Timestamp::from_micros(self.evaluator.now),
            names: self.evaluator.program.names(self.policy),
            zone: self.package().zone,
            status,
            inapplicable,
            requirements: self.requirements(),
            row_laws: Laws::of_course(&self.evaluator, &self.course),
            outcome: self.outcome(&failed),
            outcome_value: self.outcome_value(),
            sets: self.sets(status),
            missing,
            warnings: if leaves { self.warned() } else { Vec::new() },
            deadlines: self.deadlines(),
            notices,
            acts_at,
            cooling_until: self.cooling_until(),
            timeline: self.evaluator.timeline(&self.course),
            eligible_after: self.eligible_after(),
            plan: self.plan_if(status == Status::Eligible),
            would_be: None,
            left_out: Omitted {
                inapplicable: inapplicable_left_out.unwrap_or_default(),
                missing: missing_left_out,
            },
            failed,
        }
    }

    /// The whole answer, and of an account that is not eligible what would be done with its data if it were. Nothing of that is
    /// to be carried out.
    #[must_use]
    pub fn verdict_with_would_be(&self) -> Verdict {
        let would_be = self.plan_if(self.status() != Status::Eligible);
        Verdict { would_be, ..self.verdict() }
    }

    fn plan_if(&self, is_asked: bool) -> Option<Plan> {
        is_asked.then(|| self.evaluator.plan(self.policy, &self.env)).flatten()
    }

    /// For each item of the plan, or of what would be the plan, what its lines looked at.
    #[must_use]
    pub fn traced_plan(&self) -> Vec<TracedItem<'a>> {
        let evaluator =
            Evaluator::whole(self.evaluator.program, self.policy, self.services, self.evaluator.now);
        evaluator.traced_plan(self.policy, &self.env, self.package().zone)
    }

    /// Every condition with its truth and the facts that it read.
    #[must_use]
    pub fn trace(&self) -> Trace<'a> {
        let evaluator =
            Evaluator::whole(self.evaluator.program, self.policy, self.services, self.evaluator.now);
        let (course, warned) =
            (evaluator.course(self.policy, &self.env), warnings(&evaluator, self.policy, &self.env));
        let policy = self.declared();
        let deadlines: Vec<_> =
            policy.deadlines.iter().map(|it| (it, evaluator.deadline(it, &course, &self.env))).collect();
        let mut tracer = Tracer::new(&evaluator, self.package().zone);
        let mut traced = |judgement| tracer.node(evaluator.record(judgement, &self.env), None);
        let outcome = policy.outcome_value.as_ref().map(|value| {
            let mut evidence = Evidence::default();
            evaluator.term::<Recording>(value.term(), &self.env, &mut evidence);
            evidence
        });
        let node = &course.policy;
        let required = node.requirements.iter().zip(&policy.requirements);
        let warned = warned.iter().zip(&policy.warnings);
        Trace {
            when: traced(&node.when),
            groups: node.groups.iter().map(|group| traced(&group.own)).collect(),
            requirements: required
                .map(|(required, it)| TracedClause {
                    name: &it.name,
                    asked: node.concerns(it.group),
                    is_notice: it.notice.is_some(),
                    condition: traced(&required.own),
                })
                .collect(),
            warnings: warned
                .map(|(judgement, it)| TracedClause {
                    name: &it.name,
                    asked: node.concerns(it.group),
                    is_notice: false,
                    condition: traced(judgement),
                })
                .collect(),
            deadlines: deadlines
                .iter()
                .map(|(it, judged)| TracedDeadline {
                    name: &it.name,
                    asked: judged.asked,
                    begun: traced(&judged.begun),
                    met: traced(&judged.met),
                    over: traced(&judged.over),
                })
                .collect(),
            grace: course.grace.as_ref().map(|grace| tracer.grace(grace)),
            outcome: outcome.iter().flat_map(|evidence| tracer.chosen_by(evidence)).collect(),
        }
    }

    fn requirements(&self) -> Vec<RequirementTruth> {
        let judged = self.course.policy.requirements.iter().zip(&self.declared().requirements);
        judged
            .map(|(judgement, it)| RequirementTruth {
                requirement: it.name.clone(),
                truth: judgement.truth.now(),
                asked: self.course.policy.concerns(it.group),
            })
            .collect()
    }

    /// The clauses, besides requirements, of which it is unknown how they stand.
    pub(crate) fn unknown_clauses(&self) -> Vec<DecidingClause> {
        let is_unknown = |clause: &DecidingClause| match clause {
            DecidingClause::When => self.course.policy.when.truth.now() == Truth::Unknown,
            DecidingClause::Grace => self.course.grace.as_ref().is_some_and(GraceNode::is_unknown),
        };
        DecidingClause::ALL.into_iter().filter(is_unknown).collect()
    }

    /// Why the policy does not speak of the account, and how many elements are not listed.
    fn inapplicable(&self) -> Option<(InapplicableReason, usize)> {
        if self.status() != Status::Inapplicable {
            return None;
        }
        let policy = &self.course.policy;
        for (precondition, condition) in self.declared().parts_of_when().0 {
            let judged = self.evaluator.judgement(condition, &self.env);
            if judged.truth.now() == Truth::False {
                let reasons = Reasons::of(self.evaluator.record(&judged, &self.env));
                let witnesses = self.evaluator.witnesses(policy, &reasons);
                let reason = match precondition {
                    Precondition::NotLeft => InapplicableReason::Left(witnesses),
                    Precondition::NotDone => InapplicableReason::Done(witnesses),
                };
                return Some((reason, reasons.left_out));
            }
        }
        match self.course.grace.as_ref().and_then(|grace| grace.cancelled.as_ref()) {
            Some((selection, cancelled)) if cancelled.now() == Truth::True => {
                let reasons = Reasons::of_selection(selection);
                Some((
                    InapplicableReason::Cancelled(self.evaluator.witnesses(policy, &reasons)),
                    reasons.left_out,
                ))
            }
            _ => {
                let when = self.evaluator.record(&policy.when, &self.env);
                let reasons = Reasons::of(when);
                Some((InapplicableReason::When(self.evaluator.witnesses(policy, &reasons)), reasons.left_out))
            }
        }
    }

    /// What is done now: the policy's outcome, or what the first failed requirement asks for instead.
    fn outcome(&self, failed: &[FailedRequirement]) -> Option<String> {
        match self.status() {
            Status::Eligible => Some(self.declared().outcome.clone()),
            Status::Blocked => failed.iter().find_map(|failure| failure.otherwise.clone()),
            Status::Inapplicable | Status::Undetermined | Status::Cooling => None,
        }
    }

    /// The time that whoever carries the outcome out sets.
    fn sets(&self, status: Status) -> Option<String> {
        let field = self.evaluator.program.time_set_by(self.declared())?;
        (status == Status::Eligible).then(|| format!("{ACCOUNT}.{}", field.name))
    }

    fn warned(&self) -> Vec<AppliedWarning> {
        let warnings = self.warnings.iter().zip(&self.declared().warnings);
        warnings
            .filter_map(|(judgement, it)| self.evaluator.warned(&self.course.policy, judgement, it))
            .collect()
    }

    fn cooling_until(&self) -> Option<Timestamp> {
        let grace = self.course.grace.as_ref().filter(|_| self.status() == Status::Cooling)?;
        grace.until.now().instant().map(Timestamp::from_micros)
    }

    /// The last instant before it becomes eligible by waiting; `None` if it is eligible now, or never will be.
    #[must_use]
    pub fn eligible_after(&self) -> Option<Timestamp> {
        if self.status() == Status::Eligible {
            return None;
        }
        self.course
            .status
            .first_after(|status| status == Status::Eligible)
            .map(|at| Timestamp::from_micros(at - 1))
    }

    /// The facts that would decide an undetermined verdict, and how many elements were not looked at for them. While it
    /// depends on `when` and a requirement is false already, only `when` is left to be decided.
    fn missing(&self) -> (Vec<MissingFact>, usize) {
        let mut missing = MissingFacts::default();
        match self.status() {
            Status::Undetermined => self.find_missing(&mut missing),
            Status::Eligible => self.find_missing_value(&mut missing),
            Status::Inapplicable | Status::Blocked | Status::Cooling => {}
        }
        (missing.found, missing.left_out)
    }

    fn find_missing(&self, missing: &mut MissingFacts) {
        let course = &self.course;
        let policy = &*course.policy;
        self.note(missing, &NeededFor::When, |walk| walk.judgement(&policy.when, policy));
        let cancelled = course.grace.as_ref().and_then(|grace| grace.cancelled.as_ref());
        if let Some((selection, truth)) = cancelled
            && truth.now() == Truth::Unknown
        {
            self.note(missing, &NeededFor::Cancellation, |walk| walk.selection(selection));
        }
        let required = &policy.requirements;
        if required.iter().any(|it| it.truth.now() == Truth::False) {
            return;
        }
        let declared = self.declared();
        for (required, it) in required.iter().zip(&declared.requirements) {
            if required.truth.now() != Truth::Unknown {
                continue;
            }
            let needed_for = NeededFor::Requirement(it.name.clone());
            if it.ways.is_empty() {
                self.note(missing, &needed_for, |walk| {
                    policy.deciding(declared, required).for_each(|it| walk.judgement(it, policy));
                });
                continue;
            }
            self.note(missing, &needed_for, |walk| {
                policy.around(declared, required).for_each(|it| walk.judgement(it, policy));
            });
            self.find_missing_in_ways(it, missing);
        }
        if let Some(grace) = &course.grace {
            self.note(missing, &NeededFor::Grace, |walk| walk.evidence(&grace.evidence));
        }
    }

    /// The facts that would decide the ways that are undecided: each is needed for a part of a way.
    fn find_missing_in_ways(&self, requirement: &'a Requirement, missing: &mut MissingFacts) {
        let (policy, evaluator) = (&*self.course.policy, &self.evaluator);
        for (way, condition, parts) in requirement.ways() {
            if evaluator.judgement(condition, &policy.env).truth.now() != Truth::Unknown {
                continue;
            }
            for (part, condition) in way.parts.iter().zip(parts) {
                let needed_for = NeededFor::Requirement(requirement.name_of_part(way, part));
                let judged = evaluator.judgement(condition, &policy.env);
                self.note(missing, &needed_for, |walk| walk.judgement(&judged, policy));
            }
        }
    }

    /// Notes the missing facts that a walk finds, with what they are needed for.
    fn note(
        &self,
        missing: &mut MissingFacts,
        needed_for: &NeededFor,
        walk: impl FnOnce(&mut MissingWalk<'_, 'a>),
    ) {
        let mut found = MissingWalk::new(&self.evaluator);
        walk(&mut found);
        for read in found.found {
            let path = self.evaluator.paths.words_of(&read);
            missing.add(MissingKind::Fact, path, needed_for);
        }
        for uncovered in found.uncovered {
            missing.add(MissingKind::Calendar, uncovered.to_string(), needed_for);
        }
        missing.left_out += found.left_out;
    }
}

/// Facts that are missing, each once.
#[derive(Default)]
struct MissingFacts {
    found: Vec<MissingFact>,
    /// Where each path is in the list.
    places: HashMap<String, usize>,
    left_out: usize,
}

impl MissingFacts {
    fn add(&mut self, kind: MissingKind, path: String, needed_for: &NeededFor) {
        let at = *self.places.entry(path).or_insert_with_key(|path| {
            self.found.push(MissingFact { kind, path: path.clone(), needed_for: Vec::new() });
            self.found.len() - 1
        });
        let known = &mut self.found[at].needed_for;
        if !known.contains(needed_for) {
            known.push(needed_for.clone());
        }
    }
}

fn warnings<'a>(evaluator: &Evaluator<'a>, policy: PolicyId, env: &Env<'a, 'a>) -> Vec<Evaluated<'a>> {
    let warnings = evaluator.program.policies[policy].warnings.iter();
    warnings.map(|warning| evaluator.judgement(&warning.condition, env)).collect()
}
