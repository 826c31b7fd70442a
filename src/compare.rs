//! What changed in meaning between two versions of policies, requirement by requirement, and for whom.

mod canonical;
mod plan;
mod population;

pub use plan::Direction;
pub use population::{ItemMoved, ItemState, Moved, moved};

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::diagnostic;
use crate::diagnostic::messages::programs;
use crate::ir::entailment::{constant, entails};
use crate::ir::{
    Condition, Deadline, LocalisedText, Message, Origin, Policy, Program, Requirement, Term, Warning,
};
use crate::source::Sources;
use canonical::{Canon, CanonicalHold, CanonicalLifecycle, CanonicalPlaced, CanonicalRule, Names};

/// A part of a policy that is not the same in both versions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// `package.policy`, or `package.lifecycle`.
    pub policy: String,
    /// Which part of it.
    pub part: Part,
    /// What was done to it.
    pub change: Change,
    /// What that does to who may leave.
    pub effect: Effect,
    /// What it does to data.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub directions: Vec<Direction>,
    /// How it reads in the old version: the lines for the data, or the text of a clause where it is available.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<String>,
    /// How it reads in the new version.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
    /// Its place in the text of the old version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_place: Option<Place>,
    /// Its place in the text of the new version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_place: Option<Place>,
    /// Where it is written in the old version, if it is there.
    #[serde(skip)]
    pub old: Option<Origin>,
    /// Where it is written in the new version, if it is there.
    #[serde(skip)]
    pub new: Option<Origin>,
}

/// A place in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The name of the file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
}

impl Place {
    fn of(sources: &Sources, origin: Origin) -> Option<Self> {
        let span = origin.span();
        let source = sources.get(span.file)?;
        let (line, column) = source.position(span.start);
        Some(Self { file: source.name.clone(), line, column })
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

impl Difference {
    /// Adds the places in the texts of both versions, and how a clause reads in them unless its lines are there already.
    pub fn read_in(&mut self, old: &Sources, new: &Sources) {
        let place = |sources, origin: Option<Origin>| origin.and_then(|origin| Place::of(sources, origin));
        (self.old_place, self.new_place) = (place(old, self.old), place(new, self.new));
        if !self.part.is_where_it_says() || !self.before.is_empty() || !self.after.is_empty() {
            return;
        }
        let text = |sources: &Sources, origin: Option<Origin>| -> Vec<String> {
            let text = origin.map_or("", |origin| sources.slice(origin.span()));
            let words: Vec<&str> = text.split_whitespace().collect();
            (!words.is_empty()).then(|| words.join(" ")).into_iter().collect()
        };
        let (before, after) = (text(old, self.old), text(new, self.new));
        // The same text may mean something else, by what it refers to.
        if before != after {
            (self.before, self.after) = (before, after);
        }
    }
}

/// A part of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The policy as a whole.
    Policy,
    /// Its `when`.
    When,
    /// A requirement.
    Requirement(String),
    /// What the holder is told before.
    Notice(String),
    /// What a requirement says, how it can be cleared, or what is done instead.
    Refusal(String),
    /// A warning.
    Warning(String),
    /// A step.
    Step(String),
    /// What the service has to do in time.
    Deadline(String),
    /// The time to think again.
    Grace,
    /// What is done to an eligible account.
    Outcome,
    /// What becomes of a collection, by its name, or of the account.
    Data(String),
    /// What people are shown instead of the names that its verdicts contain: its title, outcomes, fields and values.
    Words,
    /// A lifecycle as a whole: its stages, their order, and what restarts it.
    Lifecycle,
}

impl Part {
    fn of(requirement: &Requirement) -> Self {
        match requirement.notice {
            Some(_) => Self::Notice(requirement.name.clone()),
            None => Self::Requirement(requirement.name.clone()),
        }
    }

    /// Whether the place of a difference holds the text of the part, and not of the policy around it.
    fn is_where_it_says(&self) -> bool {
        match self {
            Self::When | Self::Requirement(_) | Self::Notice(_) | Self::Warning(_) => true,
            Self::Deadline(_) | Self::Data(_) => true,
            Self::Policy
            | Self::Refusal(_)
            | Self::Step(_)
            | Self::Grace
            | Self::Outcome
            | Self::Words
            | Self::Lifecycle => false,
        }
    }
}

/// What was done to a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is another.
    Changed,
    /// It has another name.
    Renamed,
    /// Its last instant comes earlier, and nothing else of it is another.
    Earlier,
    /// Its last instant comes later, likewise.
    Later,
}

/// What a change does to who may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Whoever may leave under the new version could under the old one: fewer, or as many.
    Tightens,
    /// Whoever could leave under the old version may under the new one: more, or as many.
    Loosens,
    /// Neither is shown: some may be let go who were kept, and some kept who were let go.
    Either,
    /// It does not decide who may leave.
    Neither,
}

impl Effect {
    /// Whether somebody may be let go who was kept before. What is not shown is not ruled out.
    #[must_use]
    pub fn may_loosen(self) -> bool {
        matches!(self, Self::Loosens | Self::Either)
    }
}

/// A policy that is not compared: with the definitions that it uses written out, it is too large.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooLarge {
    /// `package.policy`.
    pub policy: String,
    /// The definition with which it became too large.
    pub definition: String,
}

impl TooLarge {
    /// What is wrong, in every language.
    #[must_use]
    pub fn message(&self) -> diagnostic::Message {
        programs::too_large_to_compare(&self.policy, &self.definition)
    }
}

impl std::fmt::Display for TooLarge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for TooLarge {}

/// Everything that changed, policy by policy in the order of the new version, those that are gone last.
///
/// # Errors
///
/// If a condition is too large to be compared.
pub fn compare(old: &Program, new: &Program) -> Result<Vec<Difference>, TooLarge> {
    let names = Names::default();
    let mut comparison = Comparison {
        old: Canon::new(old, &names),
        new: Canon::new(new, &names),
        policy: String::new(),
        found: Vec::new(),
    };
    for (id, after) in new.policies.iter_enumerated() {
        comparison.policy = new.policy_name(id);
        match old.policy(&comparison.policy).map(|id| &old.policies[id]) {
            Some(before) => {
                comparison.policies(before, after);
                comparison.words(old.words_of(before), new.words_of(after), after.when.origin);
                let refused = comparison.old.too_large().or_else(|| comparison.new.too_large());
                if let Some(definition) = refused {
                    return Err(TooLarge { policy: comparison.policy, definition });
                }
            }
            None => {
                let at = Some(after.when.origin);
                let added = comparison.added(Part::Policy, Change::Added, Effect::Loosens, None, at);
                if !after.data.is_empty() {
                    added.directions = vec![Direction::ErasesMore, Direction::KeepsShorter];
                }
            }
        }
    }
    for (id, before) in old.policies.iter_enumerated() {
        comparison.policy = old.policy_name(id);
        if new.policy(&comparison.policy).is_none() {
            let at = Some(before.when.origin);
            let added = comparison.added(Part::Policy, Change::Removed, Effect::Tightens, at, None);
            if !before.data.is_empty() {
                added.directions = vec![Direction::ErasesLess, Direction::KeepsLonger];
            }
        }
    }
    comparison.lifecycles();
    Ok(comparison.found)
}

struct Comparison<'p> {
    old: Canon<'p>,
    new: Canon<'p>,
    policy: String,
    found: Vec<Difference>,
}

impl<'p> Comparison<'p> {
    fn add(&mut self, part: Part, change: Change, effect: Effect, old: Option<Origin>, new: Option<Origin>) {
        self.added(part, change, effect, old, new);
    }

    /// The same, to be completed.
    fn added(
        &mut self,
        part: Part,
        change: Change,
        effect: Effect,
        old: Option<Origin>,
        new: Option<Origin>,
    ) -> &mut Difference {
        let at = self.found.len();
        self.found.push(Difference {
            policy: self.policy.clone(),
            part,
            change,
            effect,
            directions: Vec::new(),
            before: Vec::new(),
            after: Vec::new(),
            old_place: None,
            new_place: None,
            old,
            new,
        });
        &mut self.found[at]
    }

    /// Says which lifecycles are not the same; what that does to who may leave is what it does to the conditions of the stages.
    fn lifecycles(&mut self) {
        let (old, new) = (self.old.lifecycles(), self.new.lifecycles());
        for (name, after) in &new {
            match old.get(name) {
                Some(before) if before == after => {}
                Some(before) => self.lifecycle(name, Change::Changed, &[before, after]),
                None => self.lifecycle(name, Change::Added, &[after]),
            }
        }
        for (name, before) in old.iter().filter(|(name, _)| !new.contains_key(*name)) {
            self.lifecycle(name, Change::Removed, &[before]);
        }
    }

    fn lifecycle(&mut self, name: &str, change: Change, versions: &[&CanonicalLifecycle]) {
        let stages: BTreeSet<&String> = versions.iter().flat_map(|version| &version.stages).collect();
        let effects = stages.into_iter().filter_map(|stage| {
            let before = self.old.policy(stage)?;
            let after = self.new.policy(stage)?;
            effect(&self.old.of_policy(before, &before.when), &self.new.of_policy(after, &after.when))
        });
        let both = effects.reduce(|one, other| if one == other { one } else { Effect::Either });
        name.clone_into(&mut self.policy);
        self.add(Part::Lifecycle, change, both.unwrap_or(Effect::Neither), None, None);
    }

    /// Says which words are not the same, of names that both versions have.
    fn words(
        &mut self,
        old: BTreeMap<String, &[LocalisedText]>,
        new: BTreeMap<String, &[LocalisedText]>,
        at: Origin,
    ) {
        let names = old.keys().chain(new.keys().filter(|name| !old.contains_key(*name)));
        let words = |all: &BTreeMap<String, &[LocalisedText]>, name: &String| {
            let of_name = all.get(name).copied().unwrap_or_default();
            let said: String = of_name.iter().map(|it| format!(" {} {:?}", it.language, it.text)).collect();
            format!("{name}{said}")
        };
        let said = names.map(|name| (words(&old, name), words(&new, name)));
        let (before, after): (Vec<String>, Vec<String>) = said.filter(|(old, new)| old != new).unzip();
        if !before.is_empty() {
            let added = self.added(Part::Words, Change::Changed, Effect::Neither, None, Some(at));
            (added.before, added.after) = (before, after);
        }
    }

    fn policies(&mut self, before: &'p Policy, after: &'p Policy) {
        let (old, new) = (self.old.of_policy(before, &before.when), self.new.of_policy(after, &after.when));
        if let Some(effect) = effect(&old, &new) {
            self.changed(Part::When, effect, before.when.origin, after.when.origin);
        }
        self.requirements(before, after);
        self.warnings(before, after);
        self.steps(before, after);
        self.deadlines(before, after);
        self.rest(before, after);
    }

    fn changed(&mut self, part: Part, effect: Effect, old: Origin, new: Origin) {
        self.add(part, Change::Changed, effect, Some(old), Some(new));
    }

    fn requirements(&mut self, before: &'p Policy, after: &'p Policy) {
        let mut renamed: Vec<&String> = Vec::new();
        for new in &after.requirements {
            let part = Part::of(new);
            match before.requirements.iter().find(|old| old.name == new.name) {
                Some(old) => self.requirement(before, old, after, new),
                None => match self.former(before, after, new) {
                    Some(old) => {
                        renamed.push(&old.name);
                        let (at_old, at_new) = (old.condition.origin, new.condition.origin);
                        let effect = Effect::Neither;
                        let added = self.added(part, Change::Renamed, effect, Some(at_old), Some(at_new));
                        (added.before, added.after) = (vec![old.name.clone()], vec![new.name.clone()]);
                        self.requirement(before, old, after, new);
                    }
                    None => self.add(part, Change::Added, Effect::Tightens, None, Some(new.condition.origin)),
                },
            }
        }
        for old in &before.requirements {
            let is_kept = after.requirements.iter().any(|new| new.name == old.name);
            if !is_kept && !renamed.contains(&&old.name) {
                let part = Part::of(old);
                self.add(part, Change::Removed, Effect::Loosens, Some(old.condition.origin), None);
            }
        }
    }

    /// The requirement that asks the same under a name that is gone, if there is exactly one.
    fn former(&self, before: &'p Policy, after: &'p Policy, new: &'p Requirement) -> Option<&'p Requirement> {
        let is_gone = |old: &&Requirement| !after.requirements.iter().any(|new| new.name == old.name);
        let is = self.new.of_requirement(after, new);
        let asks_the_same =
            |old: &&'p Requirement| effect(&self.old.of_requirement(before, old), &is).is_none();
        let mut same = before.requirements.iter().filter(is_gone).filter(asks_the_same);
        same.next().filter(|_| same.next().is_none())
    }

    fn requirement(
        &mut self,
        before: &'p Policy,
        old: &'p Requirement,
        after: &'p Policy,
        new: &'p Requirement,
    ) {
        let (at_old, at_new) = (old.condition.origin, new.condition.origin);
        let (was, is) = (self.old.of_requirement(before, old), self.new.of_requirement(after, new));
        if let Some(effect) = effect(&was, &is) {
            self.changed(Part::of(new), effect, at_old, at_new);
        }
        let same_ends = (old.is_final, &old.otherwise, &old.law) == (new.is_final, &new.otherwise, &new.law);
        let same_ways = self.old.ways(old) == self.new.ways(new);
        if !same_ends || !same_ways || !self.say_the_same(&old.messages, &new.messages) {
            self.changed(Part::Refusal(new.name.clone()), Effect::Neither, at_old, at_new);
        }
    }

    fn say_the_same(&self, old: &[Message], new: &[Message]) -> bool {
        self.old.said(old) == self.new.said(new)
    }

    fn warnings(&mut self, before: &'p Policy, after: &'p Policy) {
        let same = |this: &Self, old: &'p Warning, new: &'p Warning| {
            let was = this.old.in_group(before, old.group, &old.condition);
            let is = this.new.in_group(after, new.group, &new.condition);
            old.law == new.law
                && effect(&was, &is).is_none()
                && this.say_the_same(&old.messages, &new.messages)
        };
        for new in &after.warnings {
            let part = Part::Warning(new.name.clone());
            let at = new.condition.origin;
            match before.warnings.iter().find(|old| old.name == new.name) {
                Some(old) if same(self, old, new) => {}
                Some(old) => self.changed(part, Effect::Neither, old.condition.origin, at),
                None => self.add(part, Change::Added, Effect::Neither, None, Some(at)),
            }
        }
        for old in before.warnings.iter().filter(|old| !after.warnings.iter().any(|new| new.name == old.name))
        {
            let part = Part::Warning(old.name.clone());
            self.add(part, Change::Removed, Effect::Neither, Some(old.condition.origin), None);
        }
    }

    fn steps(&mut self, before: &'p Policy, after: &'p Policy) {
        for new in &after.steps {
            let part = Part::Step(new.name.clone());
            match before.steps.iter().find(|old| old.name == new.name) {
                Some(old)
                    if self.say_the_same(&old.messages, &new.messages)
                        && self.old.groups(before, old.group) == self.new.groups(after, new.group) => {}
                Some(_) => self.add(part, Change::Changed, Effect::Neither, None, None),
                None => self.add(part, Change::Added, Effect::Neither, None, None),
            }
        }
        for old in before.steps.iter().filter(|old| !after.steps.iter().any(|new| new.name == old.name)) {
            self.add(Part::Step(old.name.clone()), Change::Removed, Effect::Neither, None, None);
        }
    }

    fn deadlines(&mut self, before: &'p Policy, after: &'p Policy) {
        for new in &after.deadlines {
            let part = Part::Deadline(new.name.clone());
            let at = Some(new.over.origin);
            match before.deadlines.iter().find(|old| old.name == new.name) {
                Some(old) => {
                    if let Some(change) = self.deadline((before, old), (after, new)) {
                        self.add(part, change, Effect::Neither, Some(old.over.origin), at);
                    }
                }
                None => self.add(part, Change::Added, Effect::Neither, None, at),
            }
        }
        let is_gone = |old: &&Deadline| !after.deadlines.iter().any(|new| new.name == old.name);
        for old in before.deadlines.iter().filter(is_gone) {
            let part = Part::Deadline(old.name.clone());
            self.add(part, Change::Removed, Effect::Neither, Some(old.over.origin), None);
        }
    }

    /// What was done to a deadline; nothing if both say the same.
    fn deadline(
        &self,
        (before, old): (&'p Policy, &'p Deadline),
        (after, new): (&'p Policy, &'p Deadline),
    ) -> Option<Change> {
        let (was, is) = (self.old.deadline(before, old), self.new.deadline(after, new));
        if was == is && old.law == new.law {
            return None;
        }
        let same_rest = was.begun == is.begun && was.met_by == is.met_by && was.groups == is.groups;
        if !same_rest || old.law != new.law {
            return Some(Change::Changed);
        }
        // Where the new one is over the old one is too: it ends no earlier.
        Some(match (entails(&is.over, &was.over), entails(&was.over, &is.over)) {
            (true, false) => Change::Later,
            (false, true) => Change::Earlier,
            (true, true) | (false, false) => Change::Changed,
        })
    }

    fn rest(&mut self, before: &'p Policy, after: &'p Policy) {
        let (old, new) = (Some(before.when.origin), Some(after.when.origin));
        let grace = |canon: &Canon<'p>, policy: &'p Policy| canon.grace(policy);
        match (grace(&self.old, before), grace(&self.new, after)) {
            (None, None) => {}
            (None, Some(_)) => self.add(Part::Grace, Change::Added, Effect::Tightens, None, new),
            (Some(_), None) => self.add(Part::Grace, Change::Removed, Effect::Loosens, old, None),
            (Some(was), Some(is)) if was == is => {}
            (Some((was, was_cancelled)), Some((is, is_cancelled))) => {
                let over = |until: &Term, origin| canonical::is_over(until, origin);
                let (was, is) = (over(&was, before.when.origin), over(&is, after.when.origin));
                // What cancels it takes the policy away altogether.
                let effect = if was_cancelled == is_cancelled { effect(&was, &is) } else { None };
                self.add(Part::Grace, Change::Changed, effect.unwrap_or(Effect::Either), old, new);
            }
        }
        let outcome = |canon: &Canon<'p>, policy: &'p Policy| {
            let value = canon.outcome_value(policy);
            (policy.outcome.clone(), policy.leaves, value, policy.until.clone(), canon.sets(policy))
        };
        if outcome(&self.old, before) != outcome(&self.new, after) {
            self.add(Part::Outcome, Change::Changed, Effect::Neither, old, new);
        }
        self.data(before, after);
    }

    fn data(&mut self, before: &'p Policy, after: &'p Policy) {
        let (old, new) = (self.old.data(before), self.new.data(after));
        let names = new.iter().chain(&old).map(|placed| &placed.name);
        let mut seen: Vec<&String> = Vec::new();
        for name in names {
            if seen.contains(&name) {
                continue;
            }
            seen.push(name);
            let (was, is) = (named(&old, name), named(&new, name));
            let (placed_before, placed_after) = (was, is);
            let of_holds = plan::of_holds(holds_of(was), holds_of(is));
            let of_keys = was.zip(is).and_then(|(was, is)| plan::of_keys(was, is));
            let (was, is) = (was.map(CanonicalPlaced::lines), is.map(CanonicalPlaced::lines));
            let change = match (was, is) {
                (None, _) => Change::Added,
                (_, None) => Change::Removed,
                (Some(_), Some(_)) => Change::Changed,
            };
            // What no line names goes with the whole that it is a part of, and is kept where the account stays. Data that there
            // were not are nothing to lose.
            let kept = [CanonicalRule::kept()];
            let or_else = |lines, leaves: bool| match lines {
                Some(lines) => Some(lines),
                None if leaves => None,
                None => Some(kept.as_slice()),
            };
            let was_done = or_else(was.or_else(|| whole(&old, name)), before.leaves);
            let is_done = or_else(is.or_else(|| whole(&new, name)), after.leaves);
            let tells = placed_before.or(placed_after).is_some_and(|placed| placed.tells);
            let of_lines = match (was_done, is_done) {
                _ if tells => plan::of_told(was.unwrap_or_default(), is.unwrap_or_default()),
                (Some(was), Some(is)) => plan::directions(was, is),
                (None, _) | (_, None) => Some(Vec::new()),
            };
            if of_lines.is_none() && of_holds.is_none() && of_keys.is_none() {
                continue;
            }
            let all = of_lines.into_iter().chain(of_holds).chain(of_keys).flatten();
            let directions = all.collect::<BTreeSet<Direction>>().into_iter().collect();
            let texts = |placed: Option<&CanonicalPlaced>| -> Vec<String> {
                let rules = placed.iter().flat_map(|it| &it.rules).map(|line| line.text.clone());
                let holds = placed.iter().flat_map(|it| &it.holds).map(|hold| hold.text.clone());
                rules.chain(holds).chain(placed.iter().flat_map(|it| &it.keys).cloned()).collect()
            };
            let first = |lines: Option<&[CanonicalRule]>| lines.and_then(|lines| Some(lines.first()?.origin));
            let part = Part::Data(name.clone());
            let added = self.added(part, change, Effect::Neither, first(was), first(is));
            added.directions = directions;
            (added.before, added.after) = (texts(placed_before), texts(placed_after));
        }
    }
}

fn holds_of(placed: Option<&CanonicalPlaced>) -> &[CanonicalHold] {
    placed.map_or(&[], |placed| placed.holds.as_slice())
}

fn named<'l>(all: &'l [CanonicalPlaced], name: &str) -> Option<&'l CanonicalPlaced> {
    all.iter().find(|placed| placed.name == name)
}

/// The lines of the nearest collection whose elements hold what is named.
fn whole<'l>(all: &'l [CanonicalPlaced], name: &str) -> Option<&'l [CanonicalRule]> {
    let holds = |whole: &str| name.strip_prefix(whole).is_some_and(|rest| rest.starts_with('.'));
    let wholes = all.iter().filter(|whole| !whole.tells && holds(&whole.name));
    wholes.max_by_key(|whole| whole.name.len()).map(|whole| whole.rules.as_slice())
}

/// What replacing a condition does; `None` if both say the same.
fn effect(old: &Condition, new: &Condition) -> Option<Effect> {
    match (entails(old, new), entails(new, old)) {
        (true, true) => None,
        (true, false) => Some(Effect::Loosens),
        (false, true) => Some(Effect::Tightens),
        (false, false) => match (constant(old), constant(new)) {
            (Some(true), _) | (_, Some(false)) => Some(Effect::Tightens),
            (Some(false), _) | (_, Some(true)) => Some(Effect::Loosens),
            _ => Some(Effect::Either),
        },
    }
}
