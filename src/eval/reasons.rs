//! What made a condition come out as it did, read off the record of its judgement.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::case::possible_rows;
use super::evaluator::Evaluator;
use super::memo::Memo;
use super::place::{PathId, Read};
use super::record::{Element, Evaluated, Evidence, Node, Parts, Selection};
use super::record::{PolicyKey, PolicyNode};
use super::tally::Tally;
use crate::ir::{ConditionKind, Quantifier, Truth, Uncovered, Value};

/// Why a condition is true or false.
#[derive(Debug, Default)]
pub(super) struct Reasons<'n, 'a> {
    /// Elements that its phrases speak of.
    pub(super) elements: Vec<&'n Element<'a>>,
    /// How many more of them there are.
    pub(super) left_out: usize,
    /// Single facts.
    pub(super) facts: Vec<Read<'a>>,
    /// The laws that rows of cases cite.
    pub(super) laws: Vec<&'a str>,
    /// Policies that it asks to be satisfied, of the account or of elements, and that refuse.
    pub(super) policies: Vec<&'n PolicyNode<'a>>,
}

impl<'n, 'a> Reasons<'n, 'a> {
    /// Why `node` is as it is at the instant of the judgement.
    pub(super) fn of(node: &'n Rc<Node<'a>>) -> Self {
        let mut walk = Walk::default();
        walk.node(node);
        walk.found
    }

    /// The elements of which a selection is true.
    pub(super) fn of_selection(selection: &'n Selection<'a>) -> Self {
        let mut walk = Walk::default();
        walk.selection(selection);
        walk.found
    }
}

impl<'a> Element<'a> {
    /// What was read of it.
    pub(super) fn reads(&self) -> impl Iterator<Item = Read<'a>> {
        let reads = Reasons::of(&self.filter).facts.into_iter().chain(self.others());
        reads.filter(|read| read.base.path == self.frame.path && !read.fields.is_empty())
    }

    /// What its filter does not read.
    fn others(&self) -> impl Iterator<Item = Read<'a>> {
        self.evidence.iter().flat_map(|evidence| evidence.reads.iter().copied())
    }
}

/// What definitions came to is shared: a walk looks at it once.
#[derive(Default)]
pub(super) struct Seen(Memo<*const (), ()>);

impl Seen {
    pub(super) fn is_first<T>(&self, shared: &Rc<T>) -> bool {
        Rc::strong_count(shared) == 1 || self.0.is_new(Rc::as_ptr(shared).cast())
    }
}

#[derive(Default)]
struct Walk<'n, 'a> {
    found: Reasons<'n, 'a>,
    seen: Seen,
}

impl<'n, 'a> Walk<'n, 'a> {
    fn node(&mut self, node: &'n Rc<Node<'a>>) {
        if !self.seen.is_first(node) {
            return;
        }
        self.evidence(&node.evidence);
        match &node.parts {
            Parts::None => {}
            Parts::Conditions(parts) if matches!(node.condition.kind, ConditionKind::Case(_)) => {
                for (guard, value, law) in possible_rows(node, parts) {
                    self.found.laws.extend(law);
                    if guard.truth.now() == Truth::True {
                        self.node(guard);
                    }
                    self.node(value);
                }
            }
            Parts::Conditions(parts) => responsible(node, parts).for_each(|part| self.node(part)),
            Parts::Selection(selection) => {
                self.selection(selection);
                let (decide, mut last) = (selected_decide(node), None);
                for element in selected(selection).take_while(|_| decide) {
                    // Elements under a constant filter share its record.
                    let filter = Rc::as_ptr(&element.filter);
                    if last.replace(filter) != Some(filter) {
                        self.refusals(element);
                    }
                }
            }
            Parts::Policy(policy) => {
                if node.truth.now() == Truth::False {
                    self.refusal(policy);
                }
            }
        }
    }

    fn refusal(&mut self, policy: &'n PolicyNode<'a>) {
        if self.found.policies.iter().all(|known| known.key() != policy.key()) {
            self.found.policies.push(policy);
        }
    }

    /// The policies that refuse for an element to be as it is.
    fn refusals(&mut self, element: &'n Element<'a>) {
        Reasons::of(&element.filter).policies.into_iter().for_each(|policy| self.refusal(policy));
    }

    fn evidence(&mut self, evidence: &'n Evidence<'a>) {
        self.found.facts.extend(&evidence.reads);
        self.found.laws.extend(&evidence.laws);
        for guard in &evidence.guards {
            if guard.truth.now() == Truth::True {
                self.node(guard);
            }
        }
        for selection in &evidence.selections {
            self.selection(selection);
        }
        for call in &evidence.calls {
            if self.seen.is_first(call) {
                self.evidence(&call.evidence);
            }
        }
    }

    fn selection(&mut self, selection: &'n Selection<'a>) {
        self.found.elements.reserve(selection.elements.len());
        self.found.elements.extend(selected(selection));
        self.found.left_out += selection.left_out.yes as usize;
    }
}

fn selected<'n, 'a>(selection: &'n Selection<'a>) -> impl Iterator<Item = &'n Element<'a>> {
    selection.elements.iter().filter(|it| it.filter.truth.now() == Truth::True)
}

/// Whether a count came out as it did for the elements that are selected, not for those that are missing from it.
fn selected_decide(node: &Node<'_>) -> bool {
    let (ConditionKind::Quantified(quantifier, _), Parts::Selection(selection)) =
        (&node.condition.kind, &node.parts)
    else {
        return false;
    };
    let is_true = node.truth.now() == Truth::True;
    match quantifier {
        Quantifier::AtLeast(_) => is_true,
        Quantifier::AtMost(_) => !is_true,
        Quantifier::Exactly(count) => is_true || selected(selection).count() as u64 > *count,
    }
}

/// Whether a requirement is false for as long as policies go on refusing, whatever else changes: its condition is, and it
/// remains in its groups.
pub(super) fn stays_false<'n, 'a: 'n>(
    node: &Rc<Node<'_>>,
    mut groups: impl Iterator<Item = &'n Rc<Node<'a>>>,
    refusing: &HashSet<PolicyKey>,
) -> bool {
    let mut lasting = Lasting { refusing, known: HashMap::new() };
    lasting.truth(node) == Truth::False && groups.all(|group| lasting.truth(group) == Truth::True)
}

/// The truth of conditions while some policies refuse and every fact may change.
struct Lasting<'s> {
    refusing: &'s HashSet<PolicyKey>,
    known: HashMap<*const (), Truth>,
}

impl Lasting<'_> {
    fn truth(&mut self, node: &Rc<Node<'_>>) -> Truth {
        let key = Rc::as_ptr(node).cast();
        if let Some(&known) = self.known.get(&key) {
            return known;
        }
        let truth = match (&node.condition.kind, &node.parts) {
            (ConditionKind::Not(_), Parts::Conditions(parts)) => self.all(parts).negated(),
            (ConditionKind::Any(_), Parts::Conditions(parts)) => self.tally(parts).any(),
            // Facts may choose another row: only what all rows agree on lasts.
            (ConditionKind::Case(_), Parts::Conditions(parts)) => {
                let values: Vec<Truth> =
                    parts.iter().skip(1).step_by(2).map(|part| self.truth(part)).collect();
                let first = values.first().copied().unwrap_or(Truth::Unknown);
                if values.iter().all(|value| *value == first) { first } else { Truth::Unknown }
            }
            (_, Parts::Conditions(parts)) => self.all(parts),
            (ConditionKind::Quantified(quantifier, _), Parts::Selection(selection)) => {
                self.count(*quantifier, selection)
            }
            (_, Parts::Policy(policy)) if self.refusing.contains(&policy.key()) => Truth::False,
            (_, Parts::None | Parts::Selection(_) | Parts::Policy(_)) => Truth::Unknown,
        };
        self.known.insert(key, truth);
        truth
    }

    fn tally(&mut self, parts: &[Rc<Node<'_>>]) -> Tally {
        let mut tally = Tally::default();
        parts.iter().for_each(|part| *tally.slot(self.truth(part)) += 1);
        tally
    }

    fn all(&mut self, parts: &[Rc<Node<'_>>]) -> Truth {
        self.tally(parts).all()
    }

    /// Any number of elements may come to be selected, or cease to be, but those that refusals select.
    fn count(&mut self, quantifier: Quantifier, selection: &Selection<'_>) -> Truth {
        let lasting = selection.elements.iter().filter(|it| self.truth(&it.filter) == Truth::True);
        let yes = lasting.count() as u64;
        quantifier.of_counts(yes, u64::MAX - yes)
    }
}

/// The parts that made a condition come out as it did.
fn responsible<'n, 'a>(
    node: &'n Node<'a>,
    parts: &'n [Rc<Node<'a>>],
) -> impl Iterator<Item = &'n Rc<Node<'a>>> {
    let truth = node.truth.now();
    let any_will_do = match &node.condition.kind {
        ConditionKind::All(_) => truth != Truth::True,
        ConditionKind::Any(_) => truth != Truth::False,
        ConditionKind::Constant(_)
        | ConditionKind::Holds(_)
        | ConditionKind::Not(_)
        | ConditionKind::Compare(..)
        | ConditionKind::Member(..)
        | ConditionKind::StartsWith(..)
        | ConditionKind::Present(_)
        | ConditionKind::Quantified(..)
        | ConditionKind::Satisfies(..)
        | ConditionKind::Case(_)
        | ConditionKind::Call(..) => false,
    };
    parts.iter().filter(move |part| !any_will_do || part.truth.now() == truth)
}

/// Whether a fact, or a member of it where it is a set, is unknown.
fn is_missing(value: &Value) -> bool {
    match value {
        Value::Unknown => true,
        Value::Set(members) => members.contains(&Value::Unknown),
        Value::Absent
        | Value::Bool(_)
        | Value::Number(_)
        | Value::Text(_)
        | Value::Time(_)
        | Value::Date(_)
        | Value::Length(_)
        | Value::Choice(_)
        | Value::Many(_)
        | Value::Record(_) => false,
    }
}

/// Finds the unknown facts on which something undecided hangs, none of them superfluous.
pub(super) struct MissingWalk<'j, 'a> {
    evaluator: &'j Evaluator<'a>,
    pub(super) found: Vec<Read<'a>>,
    /// Calendars of working days that do not cover what is reckoned by them.
    pub(super) uncovered: Vec<Uncovered>,
    /// How many elements on which something hangs were not looked at.
    pub(super) left_out: usize,
    /// Elements that stand for any of an unknown collection: what they hold comes with the collection.
    anyone: HashSet<PathId>,
    seen: Seen,
}

impl<'j, 'a> MissingWalk<'j, 'a> {
    pub(super) fn new(evaluator: &'j Evaluator<'a>) -> Self {
        let (found, uncovered) = (Vec::new(), Vec::new());
        Self { evaluator, found, uncovered, left_out: 0, anyone: HashSet::new(), seen: Seen::default() }
    }

    /// What is missing, in words, each once: the paths of facts, then calendars.
    pub(super) fn words(&self) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        let found = self.found.iter().map(|read| self.evaluator.paths.words_of(read));
        add_new(&mut words, found.chain(self.uncovered.iter().map(ToString::to_string)));
        words
    }

    fn add(&mut self, read: Read<'a>) {
        if !self.anyone.contains(&read.base.path) {
            self.found.push(read);
        }
    }

    pub(super) fn node(&mut self, node: &Rc<Node<'a>>) {
        if node.truth.now() != Truth::Unknown || !self.seen.is_first(node) {
            return;
        }
        self.evidence(&node.evidence);
        match &node.parts {
            Parts::None => {}
            Parts::Conditions(parts) if matches!(node.condition.kind, ConditionKind::Case(_)) => {
                for (guard, value, _) in possible_rows(node, parts) {
                    self.node(guard);
                    self.node(value);
                }
            }
            Parts::Conditions(parts) => parts.iter().for_each(|part| self.node(part)),
            Parts::Selection(selection) => self.selection(selection),
            Parts::Policy(policy) => self.policy(policy),
        }
    }

    fn policy(&mut self, policy: &Rc<PolicyNode<'a>>) {
        if !self.seen.is_first(policy) {
            return;
        }
        self.judgement(&policy.when, policy);
        let declared = &self.evaluator.program.policies[policy.policy];
        for required in policy.requirements.iter().filter(|it| it.truth.now() == Truth::Unknown) {
            policy.deciding(declared, required).for_each(|it| self.judgement(it, policy));
        }
    }

    /// A condition of a policy, if it is undecided.
    pub(super) fn judgement(&mut self, judgement: &Evaluated<'a>, policy: &PolicyNode<'a>) {
        if judgement.truth.now() == Truth::Unknown {
            self.node(self.evaluator.record(judgement, &policy.env));
        }
    }

    pub(super) fn evidence(&mut self, evidence: &Evidence<'a>) {
        evidence.reads.iter().filter(|read| is_missing(read.value)).for_each(|read| self.add(*read));
        self.uncovered.extend(&evidence.uncovered);
        evidence.guards.iter().for_each(|guard| self.node(guard));
        for selection in &evidence.selections {
            self.selection(selection);
        }
        for call in &evidence.calls {
            if self.seen.is_first(call) {
                self.evidence(&call.evidence);
            }
        }
    }

    fn evidence_of(&mut self, element: &Element<'a>) {
        element.evidence.iter().for_each(|evidence| self.evidence(evidence));
    }

    pub(super) fn selection(&mut self, selection: &Selection<'a>) {
        if !selection.known {
            self.add(selection.collection);
        }
        self.left_out += selection.left_out.unknown as usize;
        self.anyone.extend(selection.any.iter().map(|element| element.frame.path));
        for element in selection.elements.iter().chain(&selection.any) {
            match element.filter.truth.now() {
                Truth::False => {}
                Truth::Unknown => {
                    self.node(&element.filter);
                    self.evidence_of(element);
                }
                Truth::True => self.evidence_of(element),
            }
        }
    }
}

/// Adds those paths that are not there yet.
pub(super) fn add_new(paths: &mut Vec<String>, more: impl Iterator<Item = String>) {
    for path in more {
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
}
