//! What becomes of an account's data: the lines of a policy's plan, applied to what there is.

mod steps;
mod traced;

pub use traced::TracedItem;

use super::evaluator::Evaluator;
use super::laws::Laws;
use super::piecewise::Piecewise;
use super::place::{Env, Frame, Link, Read, elements};
use super::reasons::{MissingWalk, add_new};
use super::record::Evidence;
use super::recorder::NoRecord;
use super::recording::Recording;
use super::verdict::{ElementKey, Plan, PlanItem, PlanStep};
use crate::ir::{ACCOUNT_ID, DisposalKind, Place, Placed, PolicyId, Term, Timestamp, Truth, calendar};
use steps::{Line, Outcome, outcome, possible, steps};

/// An item, and the facts of the account, rather than of an element, for want of which it is undetermined.
struct Disposed {
    item: PlanItem,
    of_account: Vec<String>,
}

impl From<PlanItem> for Disposed {
    fn from(item: PlanItem) -> Self {
        Self { item, of_account: Vec::new() }
    }
}

impl<'a> Evaluator<'a> {
    /// The plan, in the order in which it is carried out: elements in the policy's order, then the account, then its id where
    /// something is kept that it belongs to. `None` if the policy does not say what becomes of the data.
    pub(super) fn plan(&self, policy: PolicyId, env: &Env<'_, 'a>) -> Option<Plan> {
        let placed = &self.program.policies[policy].data;
        if placed.is_empty() {
            return None;
        }
        let lines = Lines::new(self, policy);
        let mut found = Vec::new();
        let (accounts, collections): (Vec<_>, Vec<_>) = placed.iter().partition(|it| it.path.is_empty());
        for placed in collections {
            lines.items(placed, env, &mut |it| {
                found.push(match it {
                    Found::Item(path, env) => {
                        let mut around = lines.keys(env);
                        let (key, disposed) = (around.pop(), lines.item(placed, path, env));
                        Disposed { item: PlanItem { around, key, ..disposed.item }, ..disposed }
                    }
                    Found::Unknown(disposed) => *disposed,
                });
            });
        }
        let mut wanted = Vec::new();
        found.iter().for_each(|it| add_new(&mut wanted, it.of_account.iter().cloned()));
        let mut items: Vec<PlanItem> = found.into_iter().map(|it| it.item).collect();
        for placed in accounts {
            let own = waiting(lines.item(placed, placed.collection(), env).item, &wanted);
            let id = kept_id(&own, &items);
            items.push(own);
            items.extend(id);
        }
        let is_complete = items.iter().all(|item| item.disposal != DisposalKind::Undetermined);
        Some(Plan { is_complete, items })
    }
}

/// What applies the lines of a plan.
struct Lines<'e, 'a> {
    /// From the instant of the judgement on.
    now: &'e Evaluator<'a>,
    /// Over all time.
    always: Evaluator<'a>,
    /// Whether rows of cases may cite laws.
    cites: bool,
}

/// What lines are applied to.
enum Found<'f, 'a> {
    /// An item with its path, and where it is.
    Item(String, &'f Env<'f, 'a>),
    /// What is said of elements that are unknown.
    Unknown(Box<Disposed>),
}

impl<'e, 'a> Lines<'e, 'a> {
    fn new(now: &'e Evaluator<'a>, policy: PolicyId) -> Self {
        Self { now, always: now.at(calendar::FIRST), cites: now.program.cites_laws_in_rows(policy) }
    }

    /// Everything that the lines for a collection are applied to: to each of its elements, or once.
    fn items(&self, placed: &'a Placed, env: &Env<'_, 'a>, visit: &mut dyn FnMut(Found<'_, 'a>)) {
        if placed.looks_at_elements() {
            self.each(placed, &placed.path, env, visit);
        } else {
            visit(Found::Item(placed.collection(), env));
        }
    }

    /// Each element at the end of a path, and each collection of which the elements are unknown.
    fn each(
        &self,
        placed: &'a Placed,
        path: &'a [Place],
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
            let path = evaluator.paths.words_of(&whole);
            let around = self.keys(env);
            let item =
                PlanItem { missing, around, ..blank(placed.collection(), path, DisposalKind::Undetermined) };
            let item = says(item, placed, 0..placed.rules.len());
            return visit(Found::Unknown(Box::new(Disposed { item, of_account })));
        };
        let record = evaluator.element_record(&collection);
        let first = evaluator.paths.of_elements(&collection, elements.len());
        for (index, value) in elements.iter().enumerate() {
            let frame = Frame { value, record, path: first + index };
            let link = Link { frame, outer: env.elements };
            let inner = Env { elements: Some(&link), ..*env };
            if rest.is_empty() {
                visit(Found::Item(evaluator.paths.words(frame.path), &inner));
            } else {
                self.each(placed, rest, &inner, visit);
            }
        }
    }

    /// What tells the elements around apart, outermost first.
    fn keys(&self, env: &Env<'_, 'a>) -> Vec<ElementKey> {
        let around = std::iter::successors(env.elements, |link| link.outer);
        let mut keys: Vec<_> =
            around.map(|link| ElementKey::Place(self.now.paths.place(link.frame.path))).collect();
        keys.reverse();
        keys
    }

    /// What becomes of an item at the instant.
    fn item(&self, placed: &'a Placed, path: String, env: &Env<'_, 'a>) -> Disposed {
        let lines: Vec<Line<'a>> = self.judged(placed, env);
        match outcome(&steps(&lines), self.now.now) {
            Outcome::Decided { disposal, until, due_since, then } => {
                let step = |(from, disposal)| PlanStep { from: Timestamp::from_micros(from), disposal };
                let item = PlanItem {
                    until: until.map(Timestamp::from_micros),
                    due_since: due_since.map(Timestamp::from_micros),
                    then: then.into_iter().map(step).collect(),
                    ..blank(placed.collection(), path, disposal)
                };
                self.cited(item, placed, &lines, env).into()
            }
            Outcome::Undetermined { at, not_before } => {
                let item = PlanItem {
                    not_before: not_before.map(Timestamp::from_micros),
                    ..blank(placed.collection(), path, DisposalKind::Undetermined)
                };
                self.missing(self.cited(item, placed, &lines, env), placed, (&lines, at), env)
            }
        }
    }

    /// The lines for a collection, judged over all time for an item.
    fn judged(&self, placed: &'a Placed, env: &Env<'_, 'a>) -> Vec<Line<'a>> {
        let rules = placed.rules.iter().map(|rule| Line {
            disposal: &rule.disposal,
            holds: match &rule.condition {
                Some(condition) => self.always.condition::<NoRecord>(condition, env),
                None => Piecewise::constant(Truth::True),
            },
            end: rule.disposal.end().map(|end| self.always.term::<NoRecord>(end, env, &mut ())),
        });
        rules.collect()
    }

    /// An item with the lines that are possible at the instant, and the laws that they cite.
    fn cited(&self, item: PlanItem, placed: &'a Placed, lines: &[Line<'a>], env: &Env<'_, 'a>) -> PlanItem {
        let possible: Vec<usize> = possible(lines, self.now.now).map(|(at, _)| at).collect();
        let mut item = says(item, placed, possible.iter().copied());
        if self.cites {
            for rule in possible.into_iter().map(|at| &placed.rules[at]) {
                let condition = rule.condition.as_ref().map(|it| self.now.condition::<Recording>(it, env));
                let evidence = self.evidence(rule.disposal.end(), self.now, env);
                add_new(&mut item.row_laws, Laws::of(self.now, condition.as_ref(), &evidence).into_iter());
            }
        }
        item
    }

    /// What a term looks at.
    fn evidence(&self, term: Option<&'a Term>, evaluator: &Evaluator<'a>, env: &Env<'_, 'a>) -> Evidence<'a> {
        let mut evidence = Evidence::default();
        term.iter().for_each(|term| {
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
    ) -> Disposed {
        let then = self.now.at(at);
        let mut walk = MissingWalk::new(self.now);
        for rule in possible(lines, at).map(|(at, _)| &placed.rules[at]) {
            rule.condition.iter().for_each(|it| walk.node(&then.condition::<Recording>(it, env)));
            walk.evidence(&self.evidence(rule.disposal.end(), &then, env));
        }
        let paths = &self.now.paths;
        let mut of_account = Vec::new();
        let own = walk.found.iter().filter(|read| paths.is_of_account(read.base.path));
        add_new(&mut of_account, own.map(|read| paths.words_of(read)));
        let item = PlanItem { missing: walk.words(), ..item };
        Disposed { item, of_account }
    }
}

/// An item with the lines that are possible, and the laws that they cite themselves: one law is the item's, of several any may be.
fn says(item: PlanItem, placed: &Placed, possible: impl Iterator<Item = usize> + Clone) -> PlanItem {
    let clauses = possible.clone().map(|at| placed.clause(at)).collect();
    let mut laws = Vec::new();
    add_new(&mut laws, possible.filter_map(|at| placed.rules[at].law.clone()));
    let row_laws = if laws.len() > 1 { std::mem::take(&mut laws) } else { Vec::new() };
    PlanItem { clauses, law: laws.pop(), row_laws, ..item }
}

/// An item of which nothing is known but what is done.
fn blank(collection: String, path: String, disposal: DisposalKind) -> PlanItem {
    PlanItem {
        path,
        collection,
        around: Vec::new(),
        key: None,
        disposal,
        until: None,
        due_since: None,
        then: Vec::new(),
        not_before: None,
        missing: Vec::new(),
        law: None,
        row_laws: Vec::new(),
        clauses: Vec::new(),
    }
}

/// The account's item, which waits for facts of the account that decide what becomes of other items: where it is gone, nobody
/// can look them up.
fn waiting(own: PlanItem, wanted: &[String]) -> PlanItem {
    if wanted.is_empty() {
        return own;
    }
    let mut missing = own.missing;
    add_new(&mut missing, wanted.iter().cloned());
    let (until, due_since, then) = (None, None, Vec::new());
    PlanItem { disposal: DisposalKind::Undetermined, until, due_since, then, missing, ..own }
}

/// The account's id, if something is kept beyond the account: for that alone, until the last of it goes.
fn kept_id(account: &PlanItem, others: &[PlanItem]) -> Option<PlanItem> {
    let kept = others.iter().filter(|item| match item.disposal {
        DisposalKind::Retain | DisposalKind::Undetermined => true,
        DisposalKind::Erase | DisposalKind::Forfeit | DisposalKind::Anonymise | DisposalKind::Keep => false,
    });
    // Without an end is later than any.
    let last = kept.map(|item| item.until.map_or(i64::MAX, Timestamp::as_micros)).max()?;
    let is_beyond = match account.disposal {
        DisposalKind::Erase | DisposalKind::Forfeit => true,
        DisposalKind::Retain => account.until.is_some_and(|until| until.as_micros() < last),
        DisposalKind::Anonymise | DisposalKind::Keep | DisposalKind::Undetermined => false,
    };
    is_beyond.then(|| PlanItem {
        until: (last < i64::MAX).then(|| Timestamp::from_micros(last)),
        ..blank(ACCOUNT_ID.to_owned(), ACCOUNT_ID.to_owned(), DisposalKind::Retain)
    })
}
