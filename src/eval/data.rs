//! What becomes of an eligible account's data.

use super::evaluator::Evaluator;
use super::laws::Laws;
use super::place::{Env, Frame, Link, elements};
use super::record::Evidence;
use super::recorder::NoRecord;
use super::recording::Recording;
use super::verdict::DataDisposal;
use crate::ir::{DataRule, Disposal, Place, PolicyId, Term, Timestamp};

/// Until when something is kept.
#[derive(Debug, Clone, Default, PartialEq)]
struct Kept {
    until: Option<i64>,
    /// The laws of the rows that say so.
    laws: Vec<String>,
}

impl<'a> Evaluator<'a> {
    /// The plan, in the policy's order; an element has a line of its own where dates differ.
    pub(super) fn disposed(&self, policy: PolicyId, env: &Env<'_, 'a>) -> Vec<DataDisposal> {
        let cites = self.program.cites_laws_in_rows(policy);
        self.program.policies[policy].data.iter().flat_map(|rule| self.rule(rule, cites, env)).collect()
    }

    fn rule(&self, rule: &'a DataRule, cites: bool, env: &Env<'_, 'a>) -> Vec<DataDisposal> {
        let path = match &rule.collection {
            None => "account".to_owned(),
            Some(place) => self.paths.words_of(&self.read(place, env)),
        };
        let line = |path: String, kept: Kept| DataDisposal {
            path,
            disposal: rule.disposal.kind(),
            until: kept.until.map(Timestamp::from_micros),
            law: rule.law.clone(),
            row_laws: kept.laws,
        };
        let without_end = |path| vec![line(path, Kept::default())];
        let Disposal::Retain(term) = &rule.disposal else { return without_end(path) };
        let Some(place) = &rule.collection else { return vec![line(path, self.kept(term, cites, env))] };
        // Which elements an unknown collection has is unknown, so that the whole is kept, without an end.
        let Some(mut each) = self.kept_each(place, term, cites, env) else { return without_end(path) };
        if each.windows(2).all(|pair| pair[0].1 == pair[1].1) {
            return each.pop().map(|(_, kept)| line(path, kept)).into_iter().collect();
        }
        each.into_iter().map(|(path, kept)| line(path, kept)).collect()
    }

    /// Each element's path, and until when it is kept; `None` where the collection is unknown.
    fn kept_each(
        &self,
        place: &'a Place,
        term: &'a Term,
        cites: bool,
        env: &Env<'_, 'a>,
    ) -> Option<Vec<(String, Kept)>> {
        let collection = self.read(place, env);
        let elements = elements(collection.value)?;
        let record = self.element_record(&collection);
        let first = self.paths.of_elements(&collection, elements.len());
        let each = elements.iter().enumerate().map(|(index, value)| {
            let frame = Frame { value, record, path: first + index };
            let link = Link { frame, outer: None };
            let inner = Env { elements: Some(&link), ..*env };
            (self.paths.words(frame.path), self.kept(term, cites, &inner))
        });
        Some(each.collect())
    }

    /// What it looked at is recorded only where it may cite a law.
    fn kept(&self, term: &'a Term, cites: bool, env: &Env<'_, 'a>) -> Kept {
        if !cites {
            return Kept {
                until: self.term::<NoRecord>(term, env, &mut ()).now().instant(),
                laws: Vec::new(),
            };
        }
        let mut evidence = Evidence::default();
        let until = self.term::<Recording>(term, env, &mut evidence).now().instant();
        Kept { until, laws: Laws::of_evidence(self, &evidence) }
    }
}
