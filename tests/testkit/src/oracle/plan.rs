//! What becomes of an account's data, by a plain reading of the lines: nothing is merged, and nothing of the account is done
//! before the rest.

use super::{Env, World};
use exeunt::ir::{DataRule, Disposal, DisposalKind, Place, PolicyId, Value};

/// An item of a plan: its path, what is done, the last instant for which it is kept, and the first at which it was due.
pub type Item = (String, DisposalKind, Option<i64>, Option<i64>);

impl World<'_> {
    /// What becomes of every collection and of the account, in the order of the text, the account last. Whether other items keep
    /// the account from being decided is not looked at.
    pub(super) fn plan(&self, policy: PolicyId, env: &Env) -> Vec<Item> {
        let rules = &self.program.policies()[policy].data;
        let (own, others): (Vec<_>, Vec<_>) = rules.iter().partition(|rule| rule.path.is_empty());
        let mut items = Vec::new();
        for rule in others {
            if rule.looks_at_elements() {
                self.elements(rule, &rule.path, "account", env, &mut items);
            } else {
                items.push(self.item(rule, format!("account.{}", rule.name), env));
            }
        }
        items.extend(own.into_iter().map(|rule| self.item(rule, "account".to_owned(), env)));
        items
    }

    fn elements(&self, rule: &DataRule, places: &[Place], path: &str, env: &Env, items: &mut Vec<Item>) {
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
            _ => return items.push((path, DisposalKind::Undetermined, None, None)),
        };
        for (at, element) in elements.iter().enumerate() {
            let mut inner = env.clone();
            inner.elements.push(element);
            inner.shapes.elements.push(shape);
            let path = format!("{path}[{at}]");
            match rest {
                [] => items.push(self.item(rule, path, &inner)),
                _ => self.elements(rule, rest, &path, &inner, items),
            }
        }
    }

    fn item(&self, rule: &DataRule, path: String, env: &Env) -> Item {
        let Disposal::Retain(end) = &rule.disposal else { return (path, rule.disposal.kind(), None, None) };
        match self.term(end, env) {
            Value::Time(end) if end < self.now => (path, DisposalKind::Erase, None, Some(end + 1)),
            // Beyond the calendar there is no end.
            Value::Time(end) => {
                let is_held = end <= exeunt::ir::Timestamp::MAX.as_micros();
                (path, DisposalKind::Retain, is_held.then_some(end), None)
            }
            Value::Absent => (path, DisposalKind::Retain, None, None),
            _ => (path, DisposalKind::Undetermined, None, None),
        }
    }
}
