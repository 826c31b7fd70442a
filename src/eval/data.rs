//! What becomes of an eligible account's data.

use super::evaluator::Evaluator;
use super::place::{Env, Frame, Link, elements};
use super::recorder::NoRecord;
use super::scalar::Scalar;
use super::verdict::DataDisposal;
use crate::ir::{DataRule, Disposal, Place, Term, Timestamp, calendar};

impl<'a> Evaluator<'a> {
    /// The plan, in the policy's order; an element has a line of its own where dates differ.
    pub(super) fn disposed(&self, rules: &'a [DataRule], env: &Env<'_, 'a>) -> Vec<DataDisposal> {
        rules.iter().flat_map(|rule| self.rule(rule, env)).collect()
    }

    fn rule(&self, rule: &'a DataRule, env: &Env<'_, 'a>) -> Vec<DataDisposal> {
        let path = match &rule.collection {
            None => "account".to_owned(),
            Some(place) => self.paths.words_of(&self.read(place, env)),
        };
        let line = |path: String, until: Option<i64>| DataDisposal {
            path,
            disposal: rule.disposal.kind(),
            until: until.map(Timestamp::from_micros),
            law: rule.law.clone(),
        };
        let Disposal::Retain(term) = &rule.disposal else { return vec![line(path, None)] };
        let Some(place) = &rule.collection else { return vec![line(path, self.instant(term, env))] };
        // Which elements an unknown collection has is unknown, so that the whole is kept, without an end.
        let Some(dates) = self.dates(place, term, env) else { return vec![line(path, None)] };
        match dates.first() {
            None => Vec::new(),
            Some(&(_, first)) if dates.iter().all(|&(_, date)| date == first) => vec![line(path, first)],
            Some(_) => dates.into_iter().map(|(path, date)| line(path, date)).collect(),
        }
    }

    /// Each element's path and last instant; `None` where the collection is unknown.
    fn dates(
        &self,
        place: &'a Place,
        term: &'a Term,
        env: &Env<'_, 'a>,
    ) -> Option<Vec<(String, Option<i64>)>> {
        let collection = self.read(place, env);
        let elements = elements(collection.value)?;
        let record = self.element_record(&collection);
        let first = self.paths.of_elements(&collection, elements.len());
        let dated = elements.iter().enumerate().map(|(index, value)| {
            let frame = Frame { value, record, path: first + index };
            let link = Link { frame, outer: None };
            let inner = Env { elements: Some(&link), ..*env };
            (self.paths.words(frame.path), self.instant(term, &inner))
        });
        Some(dated.collect())
    }

    fn instant(&self, term: &'a Term, env: &Env<'_, 'a>) -> Option<i64> {
        match self.term::<NoRecord>(term, env, &mut ()).now() {
            Scalar::Time(micros) => calendar::held(micros),
            Scalar::Unknown
            | Scalar::Absent
            | Scalar::Bool(_)
            | Scalar::Number(_)
            | Scalar::Text(_)
            | Scalar::Date(_)
            | Scalar::Length(_)
            | Scalar::Choice(_)
            | Scalar::Set(_)
            | Scalar::Many(_)
            | Scalar::Record(_) => None,
        }
    }
}
