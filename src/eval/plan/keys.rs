//! What tells the elements around an item apart, and what becomes of elements of one key in several collections: what keeps
//! longest wins.

use std::collections::{HashMap, HashSet};

use super::copies::Copies;
use super::disposed::{Disposed, Lacking, Shared, with_outcome};
use super::steps::{Outcome, State, outcome, together};
use crate::eval::place::{Frame, PathId};
use crate::eval::reasons::add_new;
use crate::eval::verdict::{ElementKey, HeldBy, OpenReason, PlanItem};
use crate::ir::{DisposalKind, KeyValue, Placed, Program, RecordId, Value, calendar};

/// An element around an item, or the item's own.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) key: ElementKey,
    place: usize,
    /// As it stands in paths, where its key tells it apart: `[number="R-17"]`.
    step: Option<String>,
    fault: Option<Fault>,
}

/// Why nothing tells an element apart although its record declares a key.
#[derive(Debug, Clone)]
enum Fault {
    /// That of this path is unknown.
    Unknown(String),
    /// Another element has the same.
    Twice,
}

/// The keys of a collection's elements.
pub(super) struct Keys<'a> {
    /// The field, if one is declared.
    field: Option<(usize, &'a str)>,
    twice: HashSet<KeyValue>,
}

impl<'a> Keys<'a> {
    /// Looks through all elements for keys that occur again.
    pub(super) fn of(program: &'a Program, record: RecordId, elements: &[Value]) -> Self {
        let declared = &program.records[record];
        let field =
            declared.key.zip(declared.key_field()).map(|(at, field)| (at as usize, field.name.as_str()));
        let (mut seen, mut twice) = (HashSet::new(), HashSet::new());
        if let Some((at, _)) = field {
            for key in elements.iter().filter_map(|element| key_in(element, at)) {
                if !seen.insert(key.clone()) {
                    twice.insert(key);
                }
            }
        }
        Self { field, twice }
    }

    /// What tells an element apart; `path` is its own, and `place` that among the others.
    pub(super) fn told(&self, frame: &Frame<'a>, place: usize, path: impl Fn(PathId) -> String) -> Told {
        let Some((at, field)) = self.field else {
            return Told { key: ElementKey::Place(place), place, step: None, fault: None };
        };
        match key_in(frame.value, at) {
            None => {
                let fault = Fault::Unknown(format!("{}.{field}", path(frame.path)));
                Told { key: ElementKey::Unknown, place, step: None, fault: Some(fault) }
            }
            Some(key) if self.twice.contains(&key) => {
                Told { key: ElementKey::Key(key), place, step: None, fault: Some(Fault::Twice) }
            }
            Some(key) => Told { step: Some(key.step(field)), key: ElementKey::Key(key), place, fault: None },
        }
    }
}

fn key_in(element: &Value, at: usize) -> Option<KeyValue> {
    let (value, _) = element.follow(&[at as u32]);
    KeyValue::of(value)
}

/// The path of what is within elements, by their keys: `account.orders[number=3].items`; `None` where no key tells one apart.
pub(super) fn path_by_keys(placed: &Placed, told: &[Told]) -> Option<String> {
    told.iter().find(|told| told.step.is_some())?;
    let collections = placed.collections();
    let mut path = String::new();
    for (at, collection) in collections.iter().enumerate() {
        let before = at.checked_sub(1).map_or(0, |before| collections[before].len());
        path.push_str(&collection[before..]);
        match told.get(at) {
            Some(Told { step: Some(step), .. }) => path.push_str(step),
            Some(told) => path.push_str(&format!("[{}]", told.place)),
            None => break,
        }
    }
    Some(path)
}

/// An item with the keys of the elements around and its own. It is undetermined if one of them is not known to be only its own.
pub(super) fn told_apart<'a>(disposed: Disposed<'a>, told: &[Told]) -> Disposed<'a> {
    let faults: Vec<&Fault> = told.iter().filter_map(|told| told.fault.as_ref()).collect();
    if faults.is_empty() {
        return disposed;
    }
    let mut lines = disposed.lines;
    let unknown = faults.into_iter().filter_map(|fault| match fault {
        Fault::Unknown(path) => Some(path.clone()),
        Fault::Twice => None,
    });
    add_new(&mut lines.missing, unknown);
    Disposed { item: open(disposed.item), lines, ..disposed }
}

/// An item of which nobody could tell which one it is.
fn open(item: PlanItem) -> PlanItem {
    PlanItem {
        disposal: DisposalKind::Undetermined,
        method: None,
        until: None,
        after_leaving: None,
        due_since: None,
        then: Vec::new(),
        not_before: None,
        reason: Some(OpenReason::Key),
        ..item
    }
}

/// Judges elements of one key together: what keeps longest wins. An element of an unknown key, or of an unknown collection, may
/// be any of them.
pub(super) fn judge_together(found: &mut [Disposed<'_>], now: i64) {
    let mut groups: HashMap<(RecordId, KeyValue), Vec<usize>> = HashMap::new();
    let mut anyone: HashMap<RecordId, Lacking> = HashMap::new();
    for (at, disposed) in found.iter().enumerate() {
        let Some(Shared { record, key, .. }) = &disposed.shared else { continue };
        match key {
            Some(key) => groups.entry((*record, key.clone())).or_default().push(at),
            None => anyone.entry(*record).or_default().add(&disposed.lines),
        }
    }
    for ((record, _), members) in groups {
        let anyone = anyone.get(&record);
        if members.len() > 1 || anyone.is_some() {
            judge_group(found, &members, anyone, now);
        }
    }
}

/// Whether an item does not go by the lines for its own collection.
fn stays(item: &PlanItem) -> bool {
    match item.disposal {
        DisposalKind::Retain | DisposalKind::Keep | DisposalKind::Held | DisposalKind::Undetermined => true,
        DisposalKind::Erase | DisposalKind::Forfeit | DisposalKind::Anonymise | DisposalKind::Inform => false,
    }
}

fn judge_group(found: &mut [Disposed<'_>], members: &[usize], anyone: Option<&Lacking>, now: i64) {
    let of = |at: &usize| found[*at].shared.as_ref().map(|shared| shared.steps.as_slice());
    let mut all: Vec<&[(i64, State<'_>)]> = members.iter().filter_map(of).collect();
    let known = outcome(&together(&all), now);
    let may_be_any = [(calendar::FIRST, State::Open { may_go: true })];
    all.extend(anyone.map(|_| may_be_any.as_slice()));
    let result = outcome(&together(&all), now);
    let is_decided = |outcome: &Outcome<'_>| match outcome {
        Outcome::Decided { .. } => true,
        Outcome::Undetermined { .. } => false,
    };
    let is_for_keys = is_decided(&known) && !is_decided(&result);
    let is_twice = members.iter().any(|at| found[*at].item.reason.is_some());

    let (mut clauses, mut laws, mut row_laws) = (Vec::new(), Vec::new(), Vec::new());
    let copies: Vec<Copies> = members.iter().flat_map(|at| found[*at].copies.iter().cloned()).collect();
    let mut held_by: Vec<HeldBy> = Vec::new();
    let (mut lines, mut holds) = (Lacking::default(), Lacking::default());
    for disposed in members.iter().map(|at| &found[*at]) {
        add_new(&mut clauses, disposed.item.clauses.iter().cloned());
        add_new(&mut laws, disposed.item.law.iter().cloned());
        add_new(&mut row_laws, disposed.item.row_laws.iter().cloned());
        for by in &disposed.item.held_by {
            if !held_by.contains(by) {
                held_by.push(by.clone());
            }
        }
        lines.add(&disposed.lines);
        holds.add(&disposed.holds);
    }
    anyone.into_iter().for_each(|anyone| lines.add(anyone));
    if laws.len() > 1 {
        let mut all = std::mem::take(&mut laws);
        add_new(&mut all, row_laws.into_iter());
        row_laws = all;
    }
    // What is known to hold is not said to be unknown as well.
    let surely: Vec<String> = held_by.iter().filter(|by| !by.is_unknown).map(|by| by.hold.clone()).collect();
    held_by.retain(|by| !by.is_unknown || !surely.contains(&by.hold));

    // What another collection alone keeps is kept for what that one says.
    let keepers = members.iter().map(|at| &found[*at].item).filter(|item| stays(item));
    let mut purposes = keepers.map(|item| item.purpose.clone());
    let kept_for =
        purposes.next().map(|first| first.filter(|first| purposes.all(|it| it.as_ref() == Some(first))));

    for &at in members {
        let disposed = &mut found[at];
        let purpose = match &kept_for {
            Some(purpose) if !stays(&disposed.item) => purpose.clone(),
            Some(_) | None => disposed.item.purpose.clone(),
        };
        let item = PlanItem {
            purpose,
            clauses: clauses.clone(),
            law: laws.first().cloned(),
            row_laws: row_laws.clone(),
            held_by: held_by.clone(),
            ..disposed.item.clone()
        };
        disposed.holds = holds.clone();
        disposed.copies.clone_from(&copies);
        if is_twice {
            disposed.item = open(item);
            continue;
        }
        disposed.lines = if is_decided(&result) { Lacking::default() } else { lines.clone() };
        let reason = is_for_keys.then_some(OpenReason::Key);
        disposed.item = PlanItem { reason, ..with_outcome(item, result.clone()) };
    }
}
