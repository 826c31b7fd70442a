//! What becomes of an account's data: the lines of a policy's plan, applied to what there is.

use super::evaluator::Evaluator;
use super::laws::Laws;
use super::place::{Env, Frame, Link, Read, elements};
use super::reasons::{MissingWalk, add_new};
use super::record::Evidence;
use super::recorder::NoRecord;
use super::recording::Recording;
use super::scalar::Scalar;
use super::verdict::{Plan, PlanItem};
use crate::ir::{ACCOUNT_ID, DataRule, DisposalKind, Place, PolicyId, Term, Timestamp, calendar};

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
        let rules = &self.program.policies[policy].data;
        if rules.is_empty() {
            return None;
        }
        let lines = Lines { evaluator: self, cites: self.program.cites_laws_in_rows(policy) };
        let mut found = Vec::new();
        let (accounts, collections): (Vec<_>, Vec<_>) = rules.iter().partition(|rule| rule.path.is_empty());
        for rule in collections {
            if rule.looks_at_elements() {
                lines.each(rule, &rule.path, env, &mut found);
            } else {
                found.push(lines.item(rule, rule.collection(), env));
            }
        }
        let mut wanted = Vec::new();
        found.iter().for_each(|it| add_new(&mut wanted, it.of_account.iter().cloned()));
        let mut items: Vec<PlanItem> = found.into_iter().map(|it| it.item).collect();
        for rule in accounts {
            let own = waiting(lines.item(rule, rule.collection(), env).item, &wanted);
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
    evaluator: &'e Evaluator<'a>,
    /// Whether rows of cases may cite laws.
    cites: bool,
}

impl<'a> Lines<'_, 'a> {
    /// An item for each element at the end of a path, and one for each collection of which the elements are unknown.
    fn each(&self, rule: &'a DataRule, path: &'a [Place], env: &Env<'_, 'a>, found: &mut Vec<Disposed>) {
        let Some((place, rest)) = path.split_first() else { return };
        let evaluator = self.evaluator;
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
            let item = PlanItem { missing, ..blank(rule, path, DisposalKind::Undetermined) };
            return found.push(Disposed { item, of_account });
        };
        let record = evaluator.element_record(&collection);
        let first = evaluator.paths.of_elements(&collection, elements.len());
        for (index, value) in elements.iter().enumerate() {
            let frame = Frame { value, record, path: first + index };
            let link = Link { frame, outer: env.elements };
            let inner = Env { elements: Some(&link), ..*env };
            if rest.is_empty() {
                found.push(self.item(rule, evaluator.paths.words(frame.path), &inner));
            } else {
                self.each(rule, rest, &inner, found);
            }
        }
    }

    /// What becomes of an item at the instant.
    fn item(&self, rule: &'a DataRule, path: String, env: &Env<'_, 'a>) -> Disposed {
        let item = blank(rule, path, rule.disposal.kind());
        match rule.disposal.end() {
            Some(end) => self.kept(end, item, env),
            None => item.into(),
        }
    }

    /// What is kept until a term: until then, or without an end where there is none. One that is over is due for erasure, and
    /// one of which it is unknown when it ends is left as it is.
    fn kept(&self, end: &'a Term, item: PlanItem, env: &Env<'_, 'a>) -> Disposed {
        let evaluator = self.evaluator;
        let mut evidence = Evidence::default();
        let value = match self.cites {
            true => evaluator.term::<Recording>(end, env, &mut evidence),
            false => evaluator.term::<NoRecord>(end, env, &mut ()),
        };
        let row_laws = Laws::of_evidence(evaluator, &evidence);
        let item = PlanItem { row_laws, ..item };
        match value.now() {
            Scalar::Time(end) if end < evaluator.now => {
                let due_since = Some(Timestamp::from_micros(end + 1));
                PlanItem { disposal: DisposalKind::Erase, due_since, ..item }.into()
            }
            known @ Scalar::Time(_) => {
                PlanItem { until: known.instant().map(Timestamp::from_micros), ..item }.into()
            }
            // The period has not begun.
            Scalar::Absent => item.into(),
            unknown @ (Scalar::Unknown
            | Scalar::Between { .. }
            | Scalar::Bool(_)
            | Scalar::Number(_)
            | Scalar::Text(_)
            | Scalar::Date(_)
            | Scalar::Length(_)
            | Scalar::Choice(_)
            | Scalar::Set(_)
            | Scalar::Many(_)
            | Scalar::Record(_)) => self.undetermined(end, unknown, item, env),
        }
    }

    /// An item whose end is unknown, with the facts that are missing and, if there is one, the earliest end.
    fn undetermined(&self, end: &'a Term, value: Scalar<'a>, item: PlanItem, env: &Env<'_, 'a>) -> Disposed {
        let evaluator = self.evaluator;
        let mut evidence = Evidence::default();
        evaluator.term::<Recording>(end, env, &mut evidence);
        let mut walk = MissingWalk::new(evaluator);
        walk.evidence(&evidence);
        let mut of_account = Vec::new();
        let own = walk.found.iter().filter(|read| evaluator.paths.is_of_account(read.base.path));
        add_new(&mut of_account, own.map(|read| evaluator.paths.words_of(read)));
        let earliest = value.instants()[0].and_then(|earliest| calendar::held(earliest.saturating_add(1)));
        let item = PlanItem {
            disposal: DisposalKind::Undetermined,
            not_before: earliest.map(Timestamp::from_micros),
            missing: walk.words(),
            ..item
        };
        Disposed { item, of_account }
    }
}

/// What a line says of an item, before anything is known of its end.
fn blank(rule: &DataRule, path: String, disposal: DisposalKind) -> PlanItem {
    let law = rule.law.clone();
    let (until, due_since, not_before) = (None, None, None);
    let collection = rule.collection();
    PlanItem {
        path,
        collection,
        disposal,
        until,
        due_since,
        not_before,
        missing: Vec::new(),
        law,
        row_laws: Vec::new(),
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
    let (until, due_since) = (None, None);
    PlanItem { disposal: DisposalKind::Undetermined, until, due_since, missing, ..own }
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
        path: ACCOUNT_ID.to_owned(),
        collection: ACCOUNT_ID.to_owned(),
        disposal: DisposalKind::Retain,
        until: (last < i64::MAX).then(|| Timestamp::from_micros(last)),
        due_since: None,
        not_before: None,
        missing: Vec::new(),
        law: None,
        row_laws: Vec::new(),
    })
}
