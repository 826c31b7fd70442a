//! What was exercised, for each policy.

use crate::enumeration::enumeration;
use serde::Serialize;

use crate::diagnostic::Message;
use crate::diagnostic::messages::reports;
use crate::ir::{IndexVec, Origin, PolicyId};

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
    /// The requirement, warning, deadline, line of a plan (`orders#1`) or definition that it belongs to; `when` or `grace` otherwise.
    pub owner: String,
    /// The file that it is written in.
    pub file: String,
    /// Its line and column there, from 1, where the text is available.
    pub position: Option<(usize, usize)>,
    /// Its text, where it is available.
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
    /// The same in every language.
    #[serde(skip)]
    pub words: Message,
    /// How often tests made it the case.
    pub hits: usize,
}

enumeration! {
    /// The kinds of points.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Kind {
        /// A policy's `when`: applies, does not, unknown.
        When,
        /// The condition of a group: applies, does not, unknown.
        Group,
        /// A requirement: holds, fails, unknown.
        Requirement,
        /// A warning: applies, does not.
        Warning,
        /// A condition that others are made of: true, false.
        Condition,
        /// A comparison of ordered values, as windows are: at the boundary, and one unit beyond.
        Boundary,
        /// A deadline: not begun, open, met, overdue, unknown.
        Deadline,
        /// The grace: runs, is over, was cancelled.
        Grace,
        /// The messages of a requirement or a warning: one side a language.
        Message,
        /// A line of a plan: an item that it places, and where that is kept for a time, the last instant and the one after it. Only
        /// a test that expects something of the item counts.
        Plan,
    }
}

impl Kind {
    /// Its name in the plural.
    #[must_use]
    pub fn words(self) -> Message {
        match self {
            Self::When => Message::verbatim("when"),
            Self::Group => reports::groups(),
            Self::Requirement => reports::requirements(),
            Self::Warning => reports::warnings(),
            Self::Condition => reports::conditions(),
            Self::Boundary => reports::boundaries(),
            Self::Deadline => reports::deadlines(),
            Self::Grace => Message::verbatim("grace"),
            Self::Message => reports::messages(),
            Self::Plan => reports::plan(),
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

    pub(super) fn hit(&mut self, side: usize) {
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
