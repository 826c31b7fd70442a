//! What there is to exercise in a program.

use std::collections::{HashMap, HashSet};

use super::{Coverage, Kind, Point, PolicyCoverage, Side};
use crate::diagnostic;
use crate::diagnostic::messages::reports;
use crate::eval::{Traced, Truth};
use crate::ir::walk::Node;
use crate::ir::{
    Comparison, Condition, ConditionKind, DeadlineState, DefinitionId, Disposal, Message, Origin, Policy,
    PolicyId, Program,
};
use crate::source::Sources;

/// The sides of a grace, by index.
pub(super) const GRACE_LAST: usize = 0;
pub(super) const GRACE_OVER: usize = 1;
pub(super) const GRACE_CANCELLED: usize = 2;

const APPLIES: &[Words] = &[reports::side_applies, reports::side_does_not_apply, reports::side_is_unknown];
const DECIDED: &[Words] = &[reports::side_holds, reports::side_fails, reports::side_is_unknown];
const WARNS: &[Words] = &[reports::side_applies, reports::side_does_not_apply];
const ALWAYS: &[Words] = &[reports::side_applies];
const TRUTHS: &[Words] = &[reports::side_is_true, reports::side_is_false];
const BOUNDARY: &[Words] = &[reports::side_at_boundary, reports::side_beyond_boundary];
const GRACE: &[Words] = &[reports::side_at_last_instant, reports::side_just_over, reports::side_cancelled];

/// The sides of a line that keeps for a time, by index.
pub(super) const LAST_KEPT: usize = 0;
pub(super) const FIRST_OVER: usize = 1;
const RETAINED: &[Words] = &[reports::side_kept_at_last_instant, reports::side_over_after_it];
const HOLDS: &[Words] = &[reports::side_holds_back];
const PLACED: &[Words] = &[reports::side_placed_by_it];
const COPIES: &[Words] = &[reports::side_copies_gone];

const DEADLINE: &[DeadlineState] = &[
    DeadlineState::NotBegun,
    DeadlineState::Open,
    DeadlineState::Met,
    DeadlineState::Overdue,
    DeadlineState::Unknown,
];

/// A row of messages without arguments.
type Words = fn() -> diagnostic::Message;

/// Which side a truth is, of points whose sides are true, false and unknown, in this order.
pub(super) fn truth_side(truth: Truth) -> usize {
    match truth {
        Truth::True => 0,
        Truth::False => 1,
        Truth::Unknown => 2,
    }
}

/// Whose point it is that a test shows when copies are gone of what a line lets go.
pub(super) fn copies_of(clause: &str) -> String {
    format!("copies of {clause}")
}

/// Which side of its boundary a comparison stands at, if it stands at one: 0 for the last value that has the one truth,
/// 1 for the first that has the other.
pub(super) fn boundary_side(node: &Traced<'_>) -> Option<usize> {
    let ConditionKind::Compare(comparison, ..) = &node.condition.kind else { return None };
    let beyond = match comparison {
        Comparison::LessOrEqual | Comparison::Greater => 1,
        Comparison::Less | Comparison::GreaterOrEqual => -1,
        Comparison::Equal | Comparison::NotEqual => return None,
    };
    match node.margin? {
        0 => Some(0),
        margin if margin == beyond => Some(1),
        _ => None,
    }
}

pub(super) type Spots = HashMap<*const Condition, Vec<(PolicyId, usize)>>;

/// Every point of every policy, and where those of each condition are.
pub(super) fn list(program: &Program, sources: &Sources) -> (Coverage, Spots) {
    let mut lister = Lister {
        program,
        sources,
        spots: HashMap::new(),
        defined: HashSet::new(),
        policy: PolicyId::FIRST,
        owner: String::new(),
        points: Vec::new(),
    };
    let policies = program.policies.ids().map(|policy| lister.policy(policy)).collect();
    (Coverage { policies }, lister.spots)
}

struct Lister<'p> {
    program: &'p Program,
    sources: &'p Sources,
    spots: Spots,
    defined: HashSet<DefinitionId>,
    /// The policy at hand, what of it, and its points so far.
    policy: PolicyId,
    owner: String,
    points: Vec<Point>,
}

impl<'p> Lister<'p> {
    fn policy(&mut self, id: PolicyId) -> PolicyCoverage {
        let policy = &self.program.policies[id];
        self.policy = id;
        "when".clone_into(&mut self.owner);
        if !matches!(policy.when.kind, ConditionKind::Constant(_)) {
            self.decision(Kind::When, &policy.when, APPLIES);
        }
        for group in &policy.groups {
            self.decision(Kind::Group, &group.condition, APPLIES);
        }
        for requirement in &policy.requirements {
            self.owner.clone_from(&requirement.name);
            self.decision(Kind::Requirement, &requirement.condition, DECIDED);
            self.messages(&requirement.messages, requirement.condition.origin);
        }
        for warning in &policy.warnings {
            self.owner.clone_from(&warning.name);
            let is_constant = matches!(warning.condition.kind, ConditionKind::Constant(_));
            self.decision(Kind::Warning, &warning.condition, if is_constant { ALWAYS } else { WARNS });
            self.messages(&warning.messages, warning.condition.origin);
        }
        self.deadlines(policy);
        self.grace(policy);
        "outcome".clone_into(&mut self.owner);
        policy.outcome_value.iter().for_each(|value| self.node(Node::Term(value.term())));
        self.data(policy);
        PolicyCoverage {
            policy: self.program.policy_name(id),
            package: self.program.packages[policy.package].name.clone(),
            requirements: policy.requirements.len(),
            tests: 0,
            points: std::mem::take(&mut self.points),
        }
    }

    fn deadlines(&mut self, policy: &'p Policy) {
        for deadline in &policy.deadlines {
            self.owner.clone_from(&deadline.name);
            let always_begun = matches!(deadline.begun.kind, ConditionKind::Constant(_));
            let states = DEADLINE.iter().filter(|it| !(always_begun && **it == DeadlineState::NotBegun));
            self.point(Kind::Deadline, deadline.over.origin, states.map(|state| state.title()));
            for condition in [&deadline.begun, &deadline.met, &deadline.over] {
                self.condition(condition);
            }
        }
    }

    fn data(&mut self, policy: &'p Policy) {
        for (at, hold) in policy.holds.iter().enumerate() {
            self.owner.clone_from(&hold.name);
            self.point(Kind::Plan, hold.origin, HOLDS.iter().map(|side| side()));
            self.decision(Kind::Condition, &hold.condition, TRUTHS);
            let held = policy.data.iter().flat_map(|placed| &placed.holds);
            let held = held.filter(|held| held.hold as usize == at && held.outwards == 0);
            held.filter_map(|held| held.filter.as_ref())
                .for_each(|it| self.decision(Kind::Condition, it, TRUTHS));
        }
        // What is kept for holds alone has no line in the text.
        for placed in policy.data.iter().filter(|placed| placed.kept_with().is_none()) {
            for (at, rule) in placed.rules.iter().enumerate() {
                self.owner = placed.clause(at);
                let sides = match &rule.disposal {
                    // No plan to carry out is of an account that has left.
                    Disposal::Retain(retention) if retention.is_after_leaving() => PLACED,
                    Disposal::Retain(_) => RETAINED,
                    Disposal::Erase
                    | Disposal::Forfeit
                    | Disposal::Anonymise(_)
                    | Disposal::Keep
                    | Disposal::Inform
                    | Disposal::KeepWith(_) => PLACED,
                };
                self.point(Kind::Plan, rule.origin, sides.iter().map(|side| side()));
                if rule.copies.is_some() {
                    self.owner = copies_of(&placed.clause(at));
                    self.point(Kind::Plan, rule.origin, COPIES.iter().map(|side| side()));
                    self.owner = placed.clause(at);
                }
                rule.condition.iter().for_each(|it| self.decision(Kind::Condition, it, TRUTHS));
                rule.disposal.terms().for_each(|term| self.node(Node::Term(term)));
            }
        }
    }

    fn grace(&mut self, policy: &'p Policy) {
        let Some(grace) = &policy.grace else { return };
        "grace".clone_into(&mut self.owner);
        let origin = grace.cancelled_by.as_ref().map_or(policy.when.origin, |select| select.filter.origin);
        let sides = if grace.cancelled_by.is_some() { GRACE } else { &GRACE[..GRACE_CANCELLED] };
        self.point(Kind::Grace, origin, sides.iter().map(|side| side()));
        self.node(Node::Term(&grace.until));
        if let Some(select) = &grace.cancelled_by {
            self.condition(&select.filter);
        }
    }

    fn messages(&mut self, messages: &[Message], origin: Origin) {
        let languages = messages.iter().map(|message| diagnostic::Message::verbatim(&message.language));
        self.point(Kind::Message, origin, languages);
    }

    fn point(&mut self, kind: Kind, origin: Origin, sides: impl Iterator<Item = diagnostic::Message>) {
        let span = origin.span();
        let source = self.sources.get(span.file);
        let side = |words: diagnostic::Message| Side { name: words.to_string(), words, hits: 0 };
        self.points.push(Point {
            kind,
            owner: self.owner.clone(),
            file: self.program.files.get(origin.file as usize).cloned().unwrap_or_default(),
            position: source.map(|source| source.position(span.start)),
            text: source.map(|_| self.sources.slice(span).to_owned()),
            origin,
            sides: sides.map(side).collect(),
        });
    }

    fn point_of(&mut self, kind: Kind, condition: &'p Condition, sides: &[Words]) {
        let spot = (self.policy, self.points.len());
        self.spots.entry(std::ptr::from_ref(condition)).or_default().push(spot);
        self.point(kind, condition.origin, sides.iter().map(|side| side()));
    }

    fn decision(&mut self, kind: Kind, condition: &'p Condition, sides: &[Words]) {
        self.point_of(kind, condition, sides);
        self.inside(Node::Condition(condition));
    }

    fn condition(&mut self, condition: &'p Condition) {
        let is_made_of_others = matches!(
            condition.kind,
            ConditionKind::Constant(_)
                | ConditionKind::Not(_)
                | ConditionKind::All(_)
                | ConditionKind::Any(_)
                | ConditionKind::Case(_)
                | ConditionKind::Call(..)
        );
        if !is_made_of_others {
            self.point_of(Kind::Condition, condition, TRUTHS);
        }
        self.inside(Node::Condition(condition));
    }

    /// The points within a node, and within the definition that it calls.
    fn inside(&mut self, node: Node<'p>) {
        if let Node::Condition(condition) = node
            && has_boundary(condition)
        {
            self.point_of(Kind::Boundary, condition, BOUNDARY);
        }
        node.for_each_child(&mut |child| self.node(child.node));
        node.definition().into_iter().for_each(|id| self.definition(id));
    }

    fn node(&mut self, node: Node<'p>) {
        match node {
            Node::Condition(condition) => self.condition(condition),
            Node::Term(_) => self.inside(node),
        }
    }

    fn definition(&mut self, id: DefinitionId) {
        if !self.defined.insert(id) {
            return;
        }
        let definition = &self.program.definitions[id];
        let owner = std::mem::replace(&mut self.owner, definition.name.clone());
        self.node(definition.node());
        self.owner = owner;
    }
}

fn has_boundary(condition: &Condition) -> bool {
    use Comparison::{Equal, NotEqual};
    matches!(&condition.kind, ConditionKind::Compare(comparison, ..) if !matches!(comparison, Equal | NotEqual))
}
