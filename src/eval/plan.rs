//! What becomes of an account's data: the lines of a policy's plan, applied to what there is.

mod copies;
mod disposed;
mod keys;
mod steps;
mod traced;

use std::rc::Rc;

pub use traced::TracedItem;

use super::evaluator::Evaluator;
use super::laws::Laws;
use super::piecewise::Piecewise;
use super::place::{Env, Frame, Link, Read, elements};
use super::reasons::{MissingWalk, add_new};
use super::record::{Evidence, Node};
use super::recorder::NoRecord;
use super::recording::Recording;
use super::scalar::Scalar;
use super::verdict::{AfterLeaving, ElementKey, HeldBy, Plan, PlanItem};
use crate::ir::{
    ACCOUNT_ID, Disposal, DisposalKind, KeyValue, Length, Place, Placed, Policy, PolicyId, Retention,
    Timestamp, Truth, calendar,
};
use copies::{Copies, Going};
use disposed::{Disposed, Lacking, Shared, with_outcome};
use keys::{Keys, Told, judge_together, path_by_keys, told_apart};
use steps::{Line, OnHold, Outcome, State, fixed, outcome, possible, steps};

impl<'a> Evaluator<'a> {
    /// The plan, in the order in which it is carried out: elements in the policy's order, then the account, then its id where
    /// something is kept that it belongs to. `None` if the policy does not say what becomes of the data.
    pub(super) fn plan(&self, policy: PolicyId, env: &Env<'_, 'a>) -> Option<Plan> {
        self.plan_of(policy, env, None, &|_| true)
    }

    /// The same of what is there alone, of an account that has left at an instant, or that leaves now.
    pub(super) fn plan_of(
        &self,
        policy: PolicyId,
        env: &Env<'_, 'a>,
        left: Option<Timestamp>,
        is_there: &dyn Fn(&Placed) -> bool,
    ) -> Option<Plan> {
        let placed = &self.program.policies[policy].data;
        if placed.is_empty() {
            return None;
        }
        let placed = placed.iter().filter(|placed| is_there(placed));
        let lines = Lines::new(self, policy);
        let zone = self.program.packages[lines.policy.package].zone;
        let going = Going { now: self.now, left: left.map(Timestamp::as_micros), zone };
        let (tells, placed): (Vec<_>, Vec<_>) = placed.partition(|it| it.tells());
        let (mut told, mut wanted) = (Vec::new(), Vec::new());
        for placed in tells {
            lines.items(placed, env, &mut |it| {
                let informed = match it {
                    Found::Item(path, told, env) => {
                        lines.informed(placed, path, env).map(|it| lines.element(placed, it, told))
                    }
                    Found::Unknown(disposed) => Some(*disposed),
                };
                let (item, of_account) = match informed.map(Disposed::finished) {
                    Some(finished) => finished,
                    None => return,
                };
                add_new(&mut wanted, of_account.into_iter());
                told.push(item);
            });
        }
        let mut found = Vec::new();
        let placed = placed.into_iter();
        let (accounts, collections): (Vec<_>, Vec<_>) = placed.partition(|it| it.path.is_empty());
        let (kept_with, collections): (Vec<_>, Vec<_>) =
            collections.into_iter().partition(|it| it.kept_with().is_some());
        for placed in collections {
            lines.items(placed, env, &mut |it| {
                found.push(match it {
                    Found::Item(path, told, env) => {
                        lines.element(placed, lines.item(placed, path, env), told)
                    }
                    Found::Unknown(disposed) => *disposed,
                });
            });
        }
        judge_together(&mut found, self.now);
        let mut items = Vec::with_capacity(found.len());
        for mut disposed in found {
            let copies = std::mem::take(&mut disposed.copies);
            let (item, of_account) = disposed.finished();
            add_new(&mut wanted, of_account.into_iter());
            let item = waiting_for_told(item, &told);
            items.push(PlanItem { gone_by: going.gone_by(&item, &copies), ..item });
        }
        let own = accounts.first().map(|placed| {
            let mut disposed = lines.item(placed, placed.collection(), env);
            let copies = std::mem::take(&mut disposed.copies);
            // A rest tells nobody: the account stays until it is known who is told.
            let own = waiting_for_told(waiting(disposed.finished().0, &wanted), &told);
            PlanItem { gone_by: going.gone_by(&own, &copies), ..own }
        });
        let kept = kept_with.iter().map(|placed| lines.item_with(placed, items.iter().chain(&own)));
        let kept: Vec<PlanItem> = kept.map(|item| waiting_for_told(item, &told)).collect();
        items.extend(kept);
        let id = own.as_ref().and_then(|own| kept_id(own, &items));
        items.extend(own);
        items.extend(id);
        // Those who have the data are told while it is known who they are.
        items.splice(..0, told);
        let is_open = |item: &PlanItem| {
            item.disposal == DisposalKind::Undetermined || item.held_by.iter().any(|by| by.is_unknown)
        };
        let is_complete = !items.iter().any(is_open);
        self.carry(policy, &mut items);
        Some(Plan { is_complete, items })
    }
}

impl Evaluator<'_> {
    /// Names the facts that have to be kept with what is kept.
    fn carry(&self, policy: PolicyId, items: &mut [PlanItem]) {
        for item in items.iter_mut() {
            match item.disposal {
                DisposalKind::Retain | DisposalKind::Held | DisposalKind::Undetermined if !item.tells() => {
                    item.carried = self.program.carried(policy, &item.collection);
                }
                DisposalKind::Retain
                | DisposalKind::Held
                | DisposalKind::Undetermined
                | DisposalKind::Erase
                | DisposalKind::Forfeit
                | DisposalKind::Anonymise
                | DisposalKind::Inform
                | DisposalKind::Keep => {}
            }
        }
    }
}

/// The account's id, of what is left of an account: as long as any of it is kept.
pub(super) fn id_of_rest(others: &[PlanItem]) -> PlanItem {
    kept_for(ACCOUNT_ID.to_owned(), others.iter())
}

/// What is kept for others alone: as long as any of them is.
fn kept_for<'i>(collection: String, others: impl Iterator<Item = &'i PlanItem>) -> PlanItem {
    let last = last_kept(others);
    let disposal = if last.is_some() { DisposalKind::Retain } else { DisposalKind::Erase };
    kept_until(blank(collection.clone(), collection, disposal), last)
}

/// What applies the lines of a plan.
struct Lines<'e, 'a> {
    /// From the instant of the judgement on.
    now: &'e Evaluator<'a>,
    /// Over all time.
    always: Evaluator<'a>,
    /// The policy.
    policy: &'a Policy,
    /// Whether rows of cases may cite laws.
    cites: bool,
}

/// What lines are applied to.
enum Found<'f, 'a> {
    /// An item with its path by places, what tells the elements around and its own apart, and where it is.
    Item(String, &'f [Told], &'f Env<'f, 'a>),
    /// What is said of elements that are unknown.
    Unknown(Box<Disposed<'a>>),
}

impl<'e, 'a> Lines<'e, 'a> {
    fn new(now: &'e Evaluator<'a>, policy: PolicyId) -> Self {
        let always = now.at(calendar::FIRST);
        Self {
            now,
            always,
            policy: &now.program.policies[policy],
            cites: now.program.cites_laws_in_rows(policy),
        }
    }

    /// Everything that the lines for a collection are applied to: to each of its elements, or once.
    fn items(&self, placed: &'a Placed, env: &Env<'_, 'a>, visit: &mut dyn FnMut(Found<'_, 'a>)) {
        if placed.looks_at_elements() {
            self.each(placed, (&placed.path, &mut Vec::new()), env, visit);
        } else {
            visit(Found::Item(placed.collection(), &[], env));
        }
    }

    /// Each element at the end of a path, and each collection of which the elements are unknown.
    fn each(
        &self,
        placed: &'a Placed,
        (path, told): (&'a [Place], &mut Vec<Told>),
        env: &Env<'_, 'a>,
        visit: &mut dyn FnMut(Found<'_, 'a>),
    ) {
        let Some((place, rest)) = path.split_first() else { return };
        let evaluator = self.now;
        let collection = evaluator.read(place, env);
        let Some(elements) = elements(collection.value) else {
            // What is missing is the collection, or the record that holds it.
            let whole = Read { fields: &place.fields, ..collection };
            let missing = vec![evaluator.paths.words_of(&collection)];
            let of_account = match evaluator.paths.is_of_account(collection.base.path) {
                true => missing.clone(),
                false => Vec::new(),
            };
            let place = evaluator.paths.words_of(&whole);
            let around = told.iter().map(|told| told.key.clone()).collect();
            let mut item = blank(placed.collection(), place, DisposalKind::Undetermined);
            item.path = path_by_keys(placed, told).unwrap_or(item.path);
            let item = says(PlanItem { around, ..item }, placed, 0..placed.rules.len());
            let on_hold = self.holds(placed, env, true);
            let lines = Lacking { missing, of_account };
            let disposed = Disposed { lines, ..Disposed::from(item) };
            let disposed = Disposed { shared: self.shared(placed, None, &[]), ..disposed };
            return visit(Found::Unknown(Box::new(self.held(told_apart(disposed, told), &on_hold, env))));
        };
        let record = evaluator.element_record(&collection);
        let first = evaluator.paths.of_elements(&collection, elements.len());
        let keys = Keys::of(evaluator.program, record, elements);
        for (index, value) in elements.iter().enumerate() {
            let frame = Frame { value, record, path: first + index };
            let link = Link { frame, outer: env.elements };
            let inner = Env { elements: Some(&link), ..*env };
            told.push(keys.told(&frame, index, |path| evaluator.paths.words(path)));
            if rest.is_empty() {
                visit(Found::Item(evaluator.paths.words(frame.path), told, &inner));
            } else {
                self.each(placed, (rest, told), &inner, visit);
            }
            told.pop();
        }
    }

    /// How elements that may be in another collection as well are found there; `None` of a collection of others.
    fn shared(
        &self,
        placed: &Placed,
        key: Option<KeyValue>,
        steps: &[(i64, State<'a>)],
    ) -> Option<Shared<'a>> {
        if !placed.is_shared {
            return None;
        }
        let program = self.now.program;
        let account = program.packages[self.policy.package].account;
        let record = program.elements_within(account, &placed.path)?;
        Some(Shared { record, key, steps: steps.to_vec() })
    }

    /// An item by its keys, which is an element or a whole collection.
    fn element(&self, placed: &'a Placed, mut disposed: Disposed<'a>, told: &[Told]) -> Disposed<'a> {
        let mut around: Vec<ElementKey> = told.iter().map(|told| told.key.clone()).collect();
        let key = around.pop();
        if let Some(path) = path_by_keys(placed, told) {
            disposed.item.path = path;
        }
        if let Some(shared) = &mut disposed.shared {
            shared.key = match &key {
                Some(ElementKey::Key(key)) => Some(key.clone()),
                Some(ElementKey::Place(_) | ElementKey::Unknown) | None => None,
            };
        }
        told_apart(Disposed { item: PlanItem { around, key, ..disposed.item }, ..disposed }, told)
    }

    /// What becomes of an item at the instant.
    fn item(&self, placed: &'a Placed, path: String, env: &Env<'_, 'a>) -> Disposed<'a> {
        if let Some(state) = fixed(placed) {
            let steps = [(calendar::FIRST, state)];
            let item = blank(placed.collection(), path, DisposalKind::Undetermined);
            let item = says(with_outcome(item, outcome(&steps, self.now.now)), placed, 0..1);
            let copies = placed.rules.first().map(Copies::of_one).into_iter().collect();
            return Disposed { shared: self.shared(placed, None, &steps), copies, ..item.into() };
        }
        let lines: Vec<Line<'a>> = self.judged(placed, env);
        let on_hold = self.holds(placed, env, false);
        let all = steps(&lines, &on_hold);
        let result = outcome(&all, self.now.now);
        let at = match &result {
            Outcome::Decided { .. } => None,
            Outcome::Undetermined { at, .. } => Some(*at),
        };
        let item = with_outcome(blank(placed.collection(), path, DisposalKind::Undetermined), result);
        let item = self.cited(item, placed, &lines, env);
        let disposed = match at {
            Some(at) => self.missing(item, placed, (&lines, at), env),
            None => item.into(),
        };
        let copies = vec![Copies::of(&lines)];
        let disposed = Disposed { shared: self.shared(placed, None, &all), copies, ..disposed };
        self.held(disposed, &on_hold, env)
    }

    /// Who is told at the instant at which the plan is carried out; `None` if it is certain that they are not.
    fn informed(&self, placed: &'a Placed, path: String, env: &Env<'_, 'a>) -> Option<Disposed<'a>> {
        let (lines, now) = (self.judged(placed, env), self.now.now);
        let is_certain = possible(&lines, now)
            .map(|(_, line)| line.holds.at(now) == Truth::True)
            .reduce(|_, last| last)?;
        let disposal = if is_certain { DisposalKind::Inform } else { DisposalKind::Undetermined };
        let item = self.cited(blank(placed.collection(), path, disposal), placed, &lines, env);
        Some(if is_certain { item.into() } else { self.missing(item, placed, (&lines, now), env) })
    }

    /// What becomes of a collection that is kept as long as others are: nothing that a hold on them reads goes before them.
    fn item_with<'i>(&self, placed: &'a Placed, others: impl Iterator<Item = &'i PlanItem>) -> PlanItem {
        let named = placed.kept_with_collections().unwrap_or_default();
        let item = kept_for(placed.collection(), others.filter(|item| named.contains(&item.collection)));
        says(item, placed, 0..placed.rules.len())
    }

    /// The holds on an item, judged over all time; on elements that are unknown, if `env` ends before them.
    fn holds(&self, placed: &'a Placed, env: &Env<'_, 'a>, is_before: bool) -> Vec<OnHold<'a>> {
        let holds = placed.holds.iter().filter_map(|held| {
            let hold = self.policy.holds.get(held.hold as usize)?;
            let of_account = Env { elements: None, ..*env };
            let holds = self.always.condition::<NoRecord>(&hold.condition, &of_account);
            let holds = match &held.filter {
                None => holds,
                Some(_) if is_before => holds.map(|holds| holds.min(Truth::Unknown)),
                Some(filter) => {
                    let speaks = self.always.condition::<NoRecord>(filter, &around(env, held.outwards));
                    holds.zip(&speaks, Truth::min)
                }
            };
            let filter = held.filter.as_ref().filter(|_| !is_before).map(|it| (it, held.outwards));
            Some(OnHold { hold, filter, holds })
        });
        holds.collect()
    }

    /// An item with the holds on it at the instant, and the facts for want of which they are not known.
    fn held(&self, disposed: Disposed<'a>, on_hold: &[OnHold<'a>], env: &Env<'_, 'a>) -> Disposed<'a> {
        let now = self.now.now;
        let keeping: Vec<&OnHold<'a>> = on_hold.iter().filter(|it| it.keeps(now)).collect();
        let mut walk = MissingWalk::new(self.now);
        for it in keeping.iter().filter(|it| it.holds.at(now) == Truth::Unknown) {
            self.looked_at_by(it, env).iter().for_each(|node| walk.node(node));
        }
        let mut disposed = Disposed { holds: self.lacking(&walk), ..disposed };
        if self.cites {
            for node in keeping.iter().flat_map(|it| self.looked_at_by(it, env)) {
                let laws = Laws::of(self.now, Some(&node), &Evidence::default());
                add_new(&mut disposed.item.row_laws, laws.into_iter());
            }
        }
        let held_by = keeping.iter().map(|it| HeldBy {
            hold: it.hold.name.clone(),
            law: it.hold.law.clone(),
            is_unknown: it.holds.at(now) == Truth::Unknown,
        });
        disposed.item.held_by = held_by.collect();
        disposed
    }

    /// What a hold looks at for an item.
    fn looked_at_by(&self, it: &OnHold<'a>, env: &Env<'_, 'a>) -> Vec<Rc<Node<'a>>> {
        let of_account = Env { elements: None, ..*env };
        let mut nodes = vec![self.now.condition::<Recording>(&it.hold.condition, &of_account)];
        if let Some((filter, outwards)) = it.filter {
            nodes.push(self.now.condition::<Recording>(filter, &around(env, outwards)));
        }
        nodes
    }

    /// The lines for a collection, judged over all time for an item.
    fn judged(&self, placed: &'a Placed, env: &Env<'_, 'a>) -> Vec<Line<'a>> {
        let rules = placed.rules.iter().map(|rule| Line {
            disposal: &rule.disposal,
            holds: match &rule.condition {
                Some(condition) => self.always.condition::<NoRecord>(condition, env),
                None => Piecewise::constant(Truth::True),
            },
            end: rule.disposal.retention().map(|retention| self.end_of(retention, env)),
            after_leaving: (rule.disposal.after_leaving())
                .map(|length| self.always.term::<NoRecord>(length, env, &mut ())),
            copies: rule.copies,
        });
        rules.collect()
    }

    /// The last instant of a period over all time, or that of the other one where its start is absent.
    fn end_of(&self, retention: &'a Retention, env: &Env<'_, 'a>) -> Piecewise<Scalar<'a>> {
        let end = self.always.term::<NoRecord>(&retention.end, env, &mut ());
        let Some(without) = &retention.without_start else { return end };
        let without = self.always.term::<NoRecord>(without, env, &mut ());
        end.zip(&without, |end, without| if end == Scalar::Absent { without } else { end })
    }

    /// An item with the lines that are possible at the instant, and the laws that they cite.
    fn cited(&self, item: PlanItem, placed: &'a Placed, lines: &[Line<'a>], env: &Env<'_, 'a>) -> PlanItem {
        let possible: Vec<usize> = possible(lines, self.now.now).map(|(at, _)| at).collect();
        let mut item = says(item, placed, possible.iter().copied());
        if self.cites {
            for rule in possible.into_iter().map(|at| &placed.rules[at]) {
                let condition = rule.condition.as_ref().map(|it| self.now.condition::<Recording>(it, env));
                let evidence = self.evidence(&rule.disposal, self.now, env);
                add_new(&mut item.row_laws, Laws::of(self.now, condition.as_ref(), &evidence).into_iter());
            }
        }
        item
    }

    /// What the terms of a disposal look at.
    fn evidence(&self, disposal: &'a Disposal, evaluator: &Evaluator<'a>, env: &Env<'_, 'a>) -> Evidence<'a> {
        let mut evidence = Evidence::default();
        disposal.terms().for_each(|term| {
            evaluator.term::<Recording>(term, env, &mut evidence);
        });
        evidence
    }

    /// An item that is undetermined, with the facts for want of which it is so at an instant.
    fn missing(
        &self,
        item: PlanItem,
        placed: &'a Placed,
        (lines, at): (&[Line<'a>], i64),
        env: &Env<'_, 'a>,
    ) -> Disposed<'a> {
        let then = self.now.at(at);
        let mut walk = MissingWalk::new(self.now);
        for rule in possible(lines, at).map(|(at, _)| &placed.rules[at]) {
            rule.condition.iter().for_each(|it| walk.node(&then.condition::<Recording>(it, env)));
            walk.evidence(&self.evidence(&rule.disposal, &then, env));
        }
        Disposed { lines: self.lacking(&walk), ..item.into() }
    }

    /// The facts that were found to be missing.
    fn lacking(&self, walk: &MissingWalk<'_, 'a>) -> Lacking {
        let paths = &self.now.paths;
        let own = walk.found.iter().filter(|read| paths.is_of_account(read.base.path));
        let mut of_account = Vec::new();
        add_new(&mut of_account, own.map(|read| paths.words_of(read)));
        Lacking { missing: walk.words(), of_account }
    }
}

/// Where an element around stands, so many further out.
fn around<'l, 'a>(env: &Env<'l, 'a>, outwards: u32) -> Env<'l, 'a> {
    let mut elements = env.elements;
    for _ in 0..outwards {
        elements = elements.and_then(|link| link.outer);
    }
    Env { elements, ..*env }
}

/// Until when something is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    At(i64),
    /// At an instant that is known once the account has left, and that is perhaps later than one that is known.
    AfterLeaving,
    /// Later than any instant.
    Without,
}

impl End {
    /// Until when an item is kept that is kept.
    fn of(item: &PlanItem) -> Self {
        match (item.until, item.after_leaving) {
            (Some(until), _) => Self::At(until.as_micros()),
            (None, Some(_)) => Self::AfterLeaving,
            (None, None) => Self::Without,
        }
    }
}

/// Until when the last of some items is kept, and for how long after leaving, if they all are kept for one length.
#[derive(Debug, Clone, Copy)]
struct Last {
    end: End,
    length: Option<Length>,
}

/// An item that is kept as long as the last of others.
fn kept_until(item: PlanItem, last: Option<Last>) -> PlanItem {
    match last.map(|last| last.end) {
        Some(End::At(at)) => PlanItem { until: Some(Timestamp::from_micros(at)), ..item },
        Some(End::AfterLeaving) => {
            let length = last.and_then(|last| last.length);
            PlanItem { after_leaving: Some(AfterLeaving { length }), ..item }
        }
        Some(End::Without) | None => item,
    }
}

/// Until when the last of some items is kept; `None` if none of them is.
fn last_kept<'i>(items: impl Iterator<Item = &'i PlanItem>) -> Option<Last> {
    let kept = items.filter(|item| match item.disposal {
        DisposalKind::Retain | DisposalKind::Held | DisposalKind::Undetermined => true,
        DisposalKind::Erase
        | DisposalKind::Forfeit
        | DisposalKind::Anonymise
        | DisposalKind::Inform
        | DisposalKind::Keep => false,
    });
    let each = kept.map(|item| {
        let length = item.after_leaving.filter(|_| item.until.is_none()).and_then(|it| it.length);
        Last { end: End::of(item), length }
    });
    each.reduce(|one, other| Last {
        end: one.end.max(other.end),
        length: one.length.filter(|_| one.length == other.length),
    })
}

/// An item with the lines that are possible, their purpose, and the laws that they cite themselves: one law is the item's, of several any may be.
fn says(item: PlanItem, placed: &Placed, possible: impl Iterator<Item = usize> + Clone) -> PlanItem {
    let clauses = possible.clone().map(|at| placed.clause(at)).collect();
    let mut purposes = possible.clone().map(|at| placed.rules[at].purpose.as_ref());
    let purpose = purposes.next().flatten().filter(|one| purposes.all(|other| other == Some(*one))).cloned();
    let mut laws = Vec::new();
    add_new(&mut laws, possible.filter_map(|at| placed.rules[at].law.clone()));
    let row_laws = if laws.len() > 1 { std::mem::take(&mut laws) } else { Vec::new() };
    PlanItem { clauses, purpose, law: laws.pop(), row_laws, ..item }
}

/// An item of which nothing is known but what is done.
fn blank(collection: String, place: String, disposal: DisposalKind) -> PlanItem {
    PlanItem {
        path: place.clone(),
        place,
        collection,
        around: Vec::new(),
        key: None,
        disposal,
        method: None,
        until: None,
        after_leaving: None,
        due_since: None,
        gone_by: None,
        then: Vec::new(),
        reason: None,
        not_before: None,
        held_by: Vec::new(),
        missing: Vec::new(),
        carried: Vec::new(),
        purpose: None,
        law: None,
        row_laws: Vec::new(),
        clauses: Vec::new(),
    }
}

/// Whether an item goes at the instant.
fn goes(item: &PlanItem) -> bool {
    match item.disposal {
        DisposalKind::Erase | DisposalKind::Forfeit | DisposalKind::Anonymise => true,
        DisposalKind::Retain
        | DisposalKind::Keep
        | DisposalKind::Held
        | DisposalKind::Inform
        | DisposalKind::Undetermined => false,
    }
}

/// An item that does not go before it is known who of it is told.
fn waiting_for_told(item: PlanItem, told: &[PlanItem]) -> PlanItem {
    if !goes(&item) {
        return item;
    }
    let open: Vec<&PlanItem> = told.iter().filter(|told| is_told_within(told, &item)).collect();
    let Some(reason) = open.iter().map(|told| told.reason).reduce(|one, other| one.or(other)) else {
        return item;
    };
    let mut missing = item.missing.clone();
    add_new(&mut missing, open.iter().flat_map(|told| told.missing.iter().cloned()));
    PlanItem { reason: item.reason.or(reason), missing, ..undetermined(item) }
}

/// Whether it is open who of a collection, or of what is within it, is told.
fn is_told_within(told: &PlanItem, item: &PlanItem) -> bool {
    let rest = told.collection.strip_prefix(&item.collection);
    told.disposal == DisposalKind::Undetermined
        && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// An item that waits for facts of the account that decide what becomes of others: where it is gone, nobody can look them up.
fn waiting(own: PlanItem, wanted: &[String]) -> PlanItem {
    if wanted.is_empty() || !own.held_by.is_empty() {
        return own;
    }
    let mut missing = own.missing.clone();
    add_new(&mut missing, wanted.iter().cloned());
    PlanItem { missing, ..undetermined(own) }
}

/// An item that waits, whatever its lines say.
fn undetermined(item: PlanItem) -> PlanItem {
    let (until, after_leaving, due_since, then) = (None, None, None, Vec::new());
    let disposal = DisposalKind::Undetermined;
    PlanItem { disposal, method: None, until, after_leaving, due_since, then, ..item }
}

/// The account's id, if something is kept beyond the account: for that alone, until the last of it goes.
fn kept_id(account: &PlanItem, others: &[PlanItem]) -> Option<PlanItem> {
    let last = last_kept(others.iter())?;
    let is_beyond = match account.disposal {
        DisposalKind::Erase | DisposalKind::Forfeit => true,
        DisposalKind::Retain => match End::of(account) {
            End::At(until) => End::At(until) < last.end,
            // How that compares is known once it has left.
            End::AfterLeaving => true,
            End::Without => false,
        },
        DisposalKind::Anonymise
        | DisposalKind::Keep
        | DisposalKind::Held
        | DisposalKind::Inform
        | DisposalKind::Undetermined => false,
    };
    let id = blank(ACCOUNT_ID.to_owned(), ACCOUNT_ID.to_owned(), DisposalKind::Retain);
    is_beyond.then(|| kept_until(id, Some(last)))
}
