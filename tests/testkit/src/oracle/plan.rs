//! What becomes of an account's data, by a plain reading of the lines at one instant: the first line that holds decides, and
//! nothing of the account is done before the rest.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::extreme::Operands;
use super::moved::moved;
use super::{Env, Truth, World};
use exeunt::ir::{
    DataRule, Disposal, DisposalKind, Length, Method, Move, Moved, Place, Placed, Policy, PolicyId, RecordId,
    Term, Timestamp, Value,
};

/// An item of a plan: its path, and what becomes of it at the instant.
pub type Item = (String, State);

/// What becomes of an item at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is kept.
    Kept(DisposalKind),
    /// It is kept for so long after the account leaves, which it has not.
    AfterLeaving(Length),
    /// It is kept; how, or for how long, depends on unknown facts.
    Stays,
    /// It is no longer kept; if it is kept without the person, by which treatment of its fields.
    Goes(DisposalKind, Treated),
    /// That depends on unknown facts.
    Open,
}

/// How fields are treated, as a number: equal treatments have equal ones.
pub type Treated = u64;

/// The number of a treatment; that of none is 0.
#[must_use]
pub fn treated<'f>(
    removed: impl Iterator<Item = &'f String>,
    replaced: impl Iterator<Item = (&'f String, &'f String)>,
) -> Treated {
    let mut hasher = DefaultHasher::new();
    let mut fields: Vec<(&str, Option<&str>)> = removed.map(|field| (field.as_str(), None)).collect();
    fields.extend(replaced.map(|(field, by)| (field.as_str(), Some(by.as_str()))));
    fields.sort_unstable();
    fields.hash(&mut hasher);
    hasher.finish() | 1
}

fn treated_by(method: &Method) -> Treated {
    treated(method.remove.iter(), method.replace.iter())
}

/// An element, or a collection, as its own lines say.
struct Element {
    path: String,
    state: State,
    /// Whether keys that are declared tell it and what holds it apart.
    is_told_apart: bool,
    /// Of one that may be in another collection as well its record, and its key if that is known.
    shared: Option<(RecordId, Option<Value>)>,
    /// How long copies of it remain once it goes, by each line that is possible, unless one of them says nothing of that.
    bounds: Option<Vec<Length>>,
}

/// Of whom no line says that they are told.
const NOT_TOLD: State = State::Kept(DisposalKind::Keep);

fn is_known(value: &Value) -> bool {
    !matches!(value, Value::Unknown)
}

/// What becomes of an element, with all that are perhaps it.
fn together(element: &Element, all: &[Element]) -> State {
    if !element.is_told_apart {
        return State::Open;
    }
    let Some((record, Some(key))) = &element.shared else { return element.state };
    let mut state = element.state;
    for other in all {
        match &other.shared {
            Some((of, Some(same))) if of == record && same == key => {
                if !other.is_told_apart {
                    return State::Open;
                }
                state = longest(state, other.state);
            }
            Some((of, None)) if of == record => state = longest(state, State::Open),
            Some(_) | None => {}
        }
    }
    state
}

/// How long copies of an element remain, with all that are certainly it.
fn bounds_together(element: &Element, all: &[Element]) -> Option<Vec<Length>> {
    let Some((record, Some(key))) = &element.shared else { return element.bounds.clone() };
    let is_it = |other: &&Element| match &other.shared {
        Some((of, Some(same))) => of == record && same == key,
        Some((_, None)) | None => false,
    };
    let each: Option<Vec<_>> = all.iter().filter(is_it).map(|other| other.bounds.clone()).collect();
    Some(each?.into_iter().flatten().collect())
}

/// What keeps longest of two.
fn longest(one: State, other: State) -> State {
    use DisposalKind::{Anonymise, Forfeit, Held, Keep, Retain};
    match (one, other) {
        (State::Kept(Keep), _) | (_, State::Kept(Keep)) => State::Kept(Keep),
        (State::Kept(kind), State::Kept(Held)) | (State::Kept(Held), State::Kept(kind)) => State::Kept(kind),
        (State::AfterLeaving(one), State::AfterLeaving(other)) if one == other => State::AfterLeaving(one),
        (State::AfterLeaving(_), State::AfterLeaving(_) | State::Kept(Held))
        | (State::Kept(Held), State::AfterLeaving(_)) => State::Kept(Retain),
        (State::Kept(kind), _) | (_, State::Kept(kind)) => State::Kept(kind),
        (State::AfterLeaving(length), _) | (_, State::AfterLeaving(length)) => State::AfterLeaving(length),
        (State::Stays, _) | (_, State::Stays) => State::Stays,
        (State::Open, _) | (_, State::Open) => State::Open,
        (State::Goes(one, by), State::Goes(other, otherwise)) => {
            let last = [Anonymise, Forfeit].into_iter().find(|kind| [one, other].contains(kind));
            let last = last.unwrap_or(one);
            State::Goes(last, if last == one { by } else { otherwise })
        }
    }
}

impl World<'_> {
    /// What becomes of every collection and of the account, in the order of the text, the account last. Whether other items keep
    /// the account from being decided, or those who are told what goes, is not looked at.
    pub(super) fn plan(&self, policy: PolicyId, env: &Env) -> Vec<Item> {
        let judged = &self.program.policies()[policy];
        let tells = judged.data.iter().filter(|it| it.tells());
        let own = judged.data.iter().filter(|it| it.path.is_empty());
        let found = self.data(judged, env);
        let mut items: Vec<Item> = tells.flat_map(|it| self.told(judged, it, env)).collect();
        items.extend(found.iter().map(|it| (it.path.clone(), together(it, &found))));
        items.extend(own.map(|placed| ("account".to_owned(), self.held_or(judged, placed, env))));
        items
    }

    /// By when copies of each item are gone that goes at this instant, if its lines say so.
    pub(super) fn gone_by(&self, policy: PolicyId, env: &Env) -> Vec<(String, Option<i64>)> {
        let judged = &self.program.policies()[policy];
        let zone = self.program.packages()[judged.package].zone;
        let how = Move { of: Moved::Time, backwards: false, zone };
        let last = |bounds: Vec<Length>| -> Option<i64> {
            let moved = |within| match moved(&Value::Time(self.now), &Value::Length(within), how) {
                Value::Time(at) => Some(at),
                _ => None,
            };
            let each: Option<Vec<i64>> = bounds.into_iter().map(moved).collect();
            each?.into_iter().max().filter(|at| *at <= Timestamp::MAX.as_micros())
        };
        let found = self.data(judged, env);
        let of_data = found.iter().map(|it| (it.path.clone(), bounds_together(it, &found).and_then(last)));
        let own = judged.data.iter().filter(|it| it.path.is_empty());
        let own = own.map(|placed| ("account".to_owned(), self.bounds(&placed.rules, env).and_then(last)));
        of_data.chain(own).collect()
    }

    /// Every element, and every collection of which the lines do not look at elements.
    fn data(&self, judged: &Policy, env: &Env) -> Vec<Element> {
        // What is kept with others follows from what becomes of these, which is not a matter of one instant.
        let placed = judged.data.iter().filter(|it| it.kept_with().is_none());
        let mut found = Vec::new();
        for placed in placed.filter(|it| !it.tells() && !it.path.is_empty()) {
            if placed.looks_at_elements() {
                self.elements((judged, placed), &placed.path, ("account", true), env, &mut found);
            } else {
                let (path, state) = (format!("account.{}", placed.name), self.held_or(judged, placed, env));
                let bounds = self.bounds(&placed.rules, env);
                found.push(Element { path, state, is_told_apart: true, shared: None, bounds });
            }
        }
        found
    }

    /// Who is told: those of whom a line holds, and those of whom it is unknown whether one does.
    fn told(&self, judged: &Policy, placed: &Placed, env: &Env) -> Vec<Item> {
        let mut found = Vec::new();
        if placed.looks_at_elements() {
            self.elements((judged, placed), &placed.path, ("account", true), env, &mut found);
        } else {
            let (path, state) = (format!("account.{}", placed.name), self.tells(placed, env));
            found.push(Element { path, state, is_told_apart: true, shared: None, bounds: None });
        }
        let told = found.into_iter().filter(|it| it.state != NOT_TOLD);
        let told = told.map(|it| {
            let state = if it.is_told_apart { it.state } else { State::Open };
            (format!("tell {}", it.path), state)
        });
        told.collect()
    }

    /// Whether any line holds.
    fn tells(&self, placed: &Placed, env: &Env) -> State {
        let holds = placed.rules.iter().map(|rule| match &rule.condition {
            Some(condition) => self.condition(condition, env),
            None => Some(true),
        });
        let holds: Vec<Truth> = holds.collect();
        match (holds.contains(&Some(true)), holds.contains(&None)) {
            (true, _) => State::Kept(DisposalKind::Inform),
            (false, true) => State::Open,
            (false, false) => NOT_TOLD,
        }
    }

    fn elements(
        &self,
        (judged, placed): (&Policy, &Placed),
        places: &[Place],
        (path, is_told_apart): (&str, bool),
        env: &Env,
        items: &mut Vec<Element>,
    ) {
        let [place, rest @ ..] = places else { return };
        let mut shape = env.shapes.elements.last().copied().unwrap_or(env.shapes.account);
        let mut path = path.to_owned();
        for &index in &place.fields {
            let field = &self.program.records()[shape].fields[index as usize];
            path = format!("{path}.{}", field.name);
            shape = field.ty.contained().unwrap_or(shape);
        }
        let elements = match self.at(place, env) {
            Value::Many(elements) => elements,
            Value::Absent => return,
            _ => {
                let account = self.program.packages()[judged.package].account;
                let record = self.program.elements_within(account, &placed.path);
                let shared = record.filter(|_| placed.is_shared).map(|record| (record, None));
                let (state, is_told_apart) = (State::Open, true);
                return items.push(Element { path, state, is_told_apart, shared, bounds: None });
            }
        };
        let key_field = self.program.records()[shape].key.map(|at| at as usize);
        let key_of = |element: &Value| match (element, key_field) {
            (Value::Record(values), Some(at)) => values.get(at).filter(|it| is_known(it)).cloned(),
            (_, _) => None,
        };
        for (at, element) in elements.iter().enumerate() {
            let key = key_of(element);
            let bearers = elements.iter().filter(|other| key_of(other) == key).count();
            let is_told_apart = is_told_apart && (key_field.is_none() || key.is_some() && bearers == 1);
            let mut inner = env.clone();
            inner.elements.push(element);
            inner.shapes.elements.push(shape);
            let path = format!("{path}[{at}]");
            match rest {
                [] => {
                    let state = match placed.tells() {
                        true => self.tells(placed, &inner),
                        false => self.held_or(judged, placed, &inner),
                    };
                    let shared = placed.is_shared.then_some((shape, key));
                    let bounds = self.bounds(&placed.rules, &inner);
                    items.push(Element { path, state, is_told_apart, shared, bounds });
                }
                _ => self.elements((judged, placed), rest, (&path, is_told_apart), &inner, items),
            }
        }
    }

    /// What the lines say, unless a hold keeps the item: one that is not known to be false.
    fn held_or(&self, judged: &Policy, placed: &Placed, env: &Env) -> State {
        let is_held = placed.holds.iter().any(|held| {
            let without = |levels: usize| {
                let mut around = env.clone();
                let depth = env.elements.len().saturating_sub(levels);
                around.elements.truncate(depth);
                around.shapes.elements.truncate(depth);
                around
            };
            let hold =
                self.condition(&judged.holds[held.hold as usize].condition, &without(env.elements.len()));
            let speaks = held
                .filter
                .as_ref()
                .map_or(Some(true), |filter| self.condition(filter, &without(held.outwards as usize)));
            hold != Some(false) && speaks != Some(false)
        });
        self.state(&placed.rules, env, is_held)
    }

    /// What the first line that holds says. While it is unknown whether a line holds, it and those behind it have to agree.
    fn state(&self, rules: &[DataRule], env: &Env, is_held: bool) -> State {
        let [rule, rest @ ..] = rules else { return State::Open };
        let holds = rule.condition.as_ref().map_or(Some(true), |condition| self.condition(condition, env));
        match holds {
            Some(true) => self.said(&rule.disposal, env, is_held),
            Some(false) => self.state(rest, env, is_held),
            None => {
                let one = self.said(&rule.disposal, env, is_held);
                let other = self.state(rest, env, is_held);
                let stays = |state: &State| match state {
                    State::Kept(_) | State::AfterLeaving(_) | State::Stays => true,
                    State::Goes(..) | State::Open => false,
                };
                match [one, other].iter().all(stays) {
                    _ if one == other => one,
                    true => State::Stays,
                    false => State::Open,
                }
            }
        }
    }

    /// How long copies remain by each line that is possible; `None` where one says nothing of that.
    fn bounds(&self, rules: &[DataRule], env: &Env) -> Option<Vec<Length>> {
        let [rule, rest @ ..] = rules else { return Some(Vec::new()) };
        match rule.condition.as_ref().map_or(Some(true), |condition| self.condition(condition, env)) {
            Some(true) => Some(vec![rule.copies?]),
            Some(false) => self.bounds(rest, env),
            None => {
                let mut bounds = self.bounds(rest, env)?;
                bounds.push(rule.copies?);
                Some(bounds)
            }
        }
    }

    fn said(&self, disposal: &Disposal, env: &Env, is_held: bool) -> State {
        let said = match disposal {
            Disposal::Erase | Disposal::Forfeit => State::Goes(disposal.kind(), 0),
            Disposal::Anonymise(method) => State::Goes(DisposalKind::Anonymise, treated_by(method)),
            Disposal::Keep => State::Kept(DisposalKind::Keep),
            Disposal::Retain(retention) => {
                // What lacks its start has the other period, if there is one.
                let end = match &retention.without_start {
                    Some(other) if self.has_no_start(&retention.end, env) => other,
                    Some(_) | None => &retention.end,
                };
                match (&retention.after_leaving, self.is_over(end, env)) {
                    (Some(length), _) if !is_held && self.has_no_start(end, env) => {
                        match self.term(length, env) {
                            Value::Length(length) => State::AfterLeaving(length),
                            _ => State::Stays,
                        }
                    }
                    (_, Some(true)) => match &retention.then {
                        Some(method) => State::Goes(DisposalKind::Anonymise, treated_by(method)),
                        None => State::Goes(DisposalKind::Erase, 0),
                    },
                    (_, Some(false)) => State::Kept(DisposalKind::Retain),
                    (Some(_), None) if is_held && self.has_no_start(end, env) => {
                        State::Kept(DisposalKind::Retain)
                    }
                    (_, None) => State::Open,
                }
            }
            Disposal::KeepWith(_) => State::Open,
            Disposal::Inform => State::Kept(DisposalKind::Inform),
        };
        match said {
            State::Goes(..) if is_held => State::Kept(DisposalKind::Held),
            State::Open if is_held => State::Stays,
            State::Kept(_) | State::AfterLeaving(_) | State::Stays | State::Goes(..) | State::Open => said,
        }
    }

    /// Whether the start of a period is absent, whichever row of a case counts.
    fn has_no_start(&self, end: &Term, env: &Env) -> bool {
        match end {
            Term::Case(rows) => {
                let possible = rows.iter().filter(|row| self.condition(&row.guard, env) != Some(false));
                possible.into_iter().all(|row| self.has_no_start(&row.value, env))
            }
            _ => self.term(end, env) == Value::Absent,
        }
    }

    /// Whether a period is over: never, if it has not begun.
    fn is_over(&self, end: &Term, env: &Env) -> Truth {
        match (self.term(end, env), self.operands(end, env)) {
            (Value::Absent, _) => Some(false),
            (Value::Time(end), _) => Some(self.now > end),
            (_, Operands::Between(_, Value::Time(last))) if self.now > last => Some(true),
            (_, Operands::Between(Value::Time(first), _)) if self.now <= first => Some(false),
            (_, Operands::One(_) | Operands::Between(..) | Operands::Of(..)) => None,
        }
    }
}
