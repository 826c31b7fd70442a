//! What tests exercise of the policies: each requirement held, failed and undecided; each condition true and false;
//! each window on both sides of its boundary; each message, in each language, expected word for word.
//!
//! Nothing is worked out by rules of its own: it reads the evaluator's trace.

mod points;

use std::collections::HashMap;

use serde::Serialize;

use crate::eval::{Evaluation, Failure, Trace, Traced, Truth};
use crate::facts::Facts;
use crate::ir::{Condition, ExpectationKind, IndexVec, Origin, PolicyId, Program, Status, Test, Timestamp};
use crate::source::Sources;

/// What was exercised of each policy, in the program's order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Coverage {
    /// The policies.
    pub policies: IndexVec<PolicyId, PolicyCoverage>,
}

/// What was exercised of one policy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PolicyCoverage {
    /// `package.policy`.
    pub policy: String,
    /// The package.
    pub package: String,
    /// How many requirements it has.
    pub requirements: usize,
    /// How many tests judge by it.
    pub tests: usize,
    /// What there is to exercise, in the order of the text. A definition belongs to the first policy that uses it.
    pub points: Vec<Point>,
}

/// Something to exercise, with its sides.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Point {
    /// What it is.
    pub kind: Kind,
    /// The requirement, warning or definition that it belongs to; `when` or `grace` otherwise.
    pub owner: String,
    /// The file that it is written in.
    pub file: String,
    /// Its line and column there, from 1, where the text is at hand.
    pub position: Option<(usize, usize)>,
    /// Its text, where it is at hand.
    pub text: Option<String>,
    /// Where it is written.
    #[serde(skip)]
    pub origin: Origin,
    /// What can be the case.
    pub sides: Vec<Side>,
}

/// One of the things that can be the case at a point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// `holds`, `true`, `at the boundary`, a language.
    pub name: String,
    /// How often tests made it the case.
    pub hits: usize,
}

/// The kinds of points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A policy's `when`: applies, does not, unknown.
    When,
    /// A requirement: holds, fails, unknown.
    Requirement,
    /// A warning: applies, does not.
    Warning,
    /// A condition that others are made of: true, false.
    Condition,
    /// A comparison of ordered values, as windows are: at the boundary, and one unit beyond.
    Boundary,
    /// The grace: runs, is over, was cancelled.
    Grace,
    /// The messages of a requirement or a warning: one side a language.
    Message,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::When,
        Self::Requirement,
        Self::Warning,
        Self::Condition,
        Self::Boundary,
        Self::Grace,
        Self::Message,
    ];

    /// Its name, many of it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::When => "when",
            Self::Requirement => "requirements",
            Self::Warning => "warnings",
            Self::Condition => "conditions",
            Self::Boundary => "boundaries",
            Self::Grace => "grace",
            Self::Message => "messages",
        }
    }
}

/// How many of some sides were exercised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Share {
    /// Those that were.
    pub hit: usize,
    /// All of them.
    pub all: usize,
}

impl Share {
    /// In hundredths, rounded down: 100 only where nothing is missing.
    #[must_use]
    pub fn percent(self) -> usize {
        (self.hit * 100).checked_div(self.all).unwrap_or(100)
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { hit: self.hit + other.hit, all: self.all + other.all }
    }
}

impl Point {
    /// How many of its sides were exercised.
    #[must_use]
    pub fn share(&self) -> Share {
        let hit = self.sides.iter().filter(|side| side.hits > 0).count();
        Share { hit, all: self.sides.len() }
    }

    fn hit(&mut self, side: usize) {
        if let Some(side) = self.sides.get_mut(side) {
            side.hits += 1;
        }
    }
}

impl PolicyCoverage {
    /// How many sides of the points of some kinds were exercised.
    #[must_use]
    pub fn share(&self, is_wanted: impl Fn(Kind) -> bool) -> Share {
        let points = self.points.iter().filter(|point| is_wanted(point.kind));
        points.map(Point::share).fold(Share::default(), Share::and)
    }
}

impl Coverage {
    /// How many sides were exercised.
    #[must_use]
    pub fn share(&self) -> Share {
        self.policies.iter().map(|policy| policy.share(|_| true)).fold(Share::default(), Share::and)
    }

    /// The points that some side of was never the case.
    pub fn gaps(&self) -> impl Iterator<Item = (&PolicyCoverage, &Point)> {
        let points = self.policies.iter().flat_map(|policy| policy.points.iter().map(move |it| (policy, it)));
        points.filter(|(_, point)| point.share().hit < point.sides.len())
    }
}

/// Collects what judgements exercise.
#[derive(Debug)]
pub struct Recorder<'p> {
    program: &'p Program,
    coverage: Coverage,
    /// Where the points of each condition are: policy and index.
    spots: HashMap<*const Condition, Vec<(PolicyId, usize)>>,
}

impl<'p> Recorder<'p> {
    /// Nothing exercised yet. `sources` are the texts of the program; for a built one they are empty.
    #[must_use]
    pub fn new(program: &'p Program, sources: &Sources) -> Self {
        let (coverage, spots) = points::list(program, sources);
        Self { program, coverage, spots }
    }

    /// Records a test of the program.
    pub fn test(&mut self, test: &Test) {
        let facts = Facts { account: test.account.clone(), request: test.request.clone() };
        let expected = test.expectations.iter().map(|expectation| &expectation.kind);
        self.judgement(test.policy, &facts, test.now, expected);
    }

    /// Records what a judgement exercises, and which messages are expected of it.
    pub fn judgement<'e>(
        &mut self,
        policy: PolicyId,
        facts: &Facts,
        now: Timestamp,
        expected: impl Iterator<Item = &'e ExpectationKind>,
    ) {
        self.coverage.policies[policy].tests += 1;
        let evaluation = Evaluation::new(self.program, policy, facts, now);
        self.trace(policy, &evaluation.trace(), evaluation.status());
        let mut verdict = None;
        for kind in expected {
            if let ExpectationKind::Message(language, text) = kind {
                let verdict = verdict.get_or_insert_with(|| evaluation.verdict());
                let name = verdict.policy.clone();
                for failure in &verdict.failed {
                    self.said(&name, failure, language, text);
                }
                for warned in &verdict.warnings {
                    if warned.messages.iter().any(|it| it.language == *language && it.text == *text) {
                        self.message(&name, &warned.warning, language);
                    }
                }
            }
        }
    }

    /// What was recorded.
    #[must_use]
    pub fn finish(self) -> Coverage {
        self.coverage
    }

    fn trace(&mut self, policy: PolicyId, trace: &Trace<'_>, status: Status) {
        self.node(&trace.when);
        let warnings =
            if matches!(status, Status::Eligible | Status::Cooling) { &*trace.warnings } else { &[] };
        for (_, node) in trace.requirements.iter().chain(warnings) {
            self.node(node);
        }
        let Some(grace) = &trace.grace else { return };
        for node in &grace.cancelled_by {
            self.node(node);
        }
        let is_cancelled = grace.cancelled_by.iter().any(|node| node.truth == Truth::True);
        let points = &mut self.coverage.policies[policy].points;
        let Some(point) = points.iter_mut().find(|point| point.kind == Kind::Grace) else { return };
        match grace.margin {
            Some(0) => point.hit(points::GRACE_LAST),
            Some(1) => point.hit(points::GRACE_OVER),
            _ => {}
        }
        if is_cancelled {
            point.hit(points::GRACE_CANCELLED);
        }
    }

    fn node(&mut self, node: &Traced<'_>) {
        let spots = self.spots.get(&std::ptr::from_ref(node.condition)).cloned().unwrap_or_default();
        for (policy, at) in spots {
            let point = &mut self.coverage.policies[policy].points[at];
            if point.kind == Kind::Boundary {
                if let Some(side) = points::boundary_side(node) {
                    point.hit(side);
                }
            } else {
                point.hit(points::truth_side(node.truth));
            }
        }
        for child in &node.children {
            self.node(child);
        }
    }

    fn said(&mut self, policy: &str, failure: &Failure, language: &str, text: &str) {
        if failure.messages.iter().any(|it| it.language == *language && it.text == *text) {
            self.message(policy, &failure.requirement, language);
        }
        for refusal in &failure.through {
            for failure in &refusal.failed {
                self.said(&refusal.policy, failure, language, text);
            }
        }
    }

    fn message(&mut self, policy: &str, owner: &str, language: &str) {
        let Some(covered) = self.coverage.policies.iter_mut().find(|it| it.policy == policy) else { return };
        let of_owner = |point: &&mut Point| point.kind == Kind::Message && point.owner == owner;
        let Some(point) = covered.points.iter_mut().find(of_owner) else { return };
        for side in &mut point.sides {
            side.hits += usize::from(side.name == language);
        }
    }
}
