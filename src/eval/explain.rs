//! From the record of a judgement to what is said of it.

use std::collections::HashSet;

use super::judge::{Judge, Judgement, PolicyNode};
use super::message::Speaker;
use super::place::{PathId, Read};
use super::reasons::Reasons;
use super::record::Element;
use super::truth::Truth;
use super::verdict::{Clears, Failure, InWords, Refusal, Shown, Warned, Witness};
use super::words::Words;
use crate::ir::{Requirement, Warning};

/// A language of the package, with its words.
type Spoken<'a> = (&'a String, Words);

impl<'a> Judge<'a> {
    /// The requirements that are false, in the policy's order.
    pub(super) fn failures(&self, policy: &PolicyNode<'a>) -> Vec<Failure> {
        let requirements = &self.program.policies[policy.policy].requirements;
        let judged = policy.requirements.iter().zip(requirements);
        judged
            .filter(|(judgement, _)| judgement.truth.now() == Truth::False)
            .map(|(judgement, requirement)| self.failure(policy, judgement, requirement))
            .collect()
    }

    fn failure(
        &self,
        policy: &PolicyNode<'a>,
        judgement: &Judgement<'a>,
        requirement: &'a Requirement,
    ) -> Failure {
        let reasons = Reasons::of(self.record(judgement, &policy.env));
        let through: Vec<Refusal> = reasons.policies.iter().map(|policy| self.refusal(policy)).collect();
        let clears = clears(judgement, requirement, &through);
        let speaker = Speaker { judge: self, policy, reasons: &reasons, clears: clears.waits };
        Failure {
            requirement: requirement.name.clone(),
            messages: speaker.say(&requirement.messages),
            witnesses: self.witnesses(policy, &reasons),
            law: requirement.law.clone(),
            otherwise: requirement.otherwise.clone(),
            clears,
            through,
        }
    }

    fn refusal(&self, policy: &PolicyNode<'a>) -> Refusal {
        Refusal { policy: self.program.policy_name(policy.policy), failed: self.failures(policy) }
    }

    /// A warning, if it applies.
    pub(super) fn warned(
        &self,
        policy: &PolicyNode<'a>,
        judgement: &Judgement<'a>,
        warning: &'a Warning,
    ) -> Option<Warned> {
        if judgement.truth.now() != Truth::True {
            return None;
        }
        let reasons = Reasons::of(self.record(judgement, &policy.env));
        let speaker = Speaker { judge: self, policy, reasons: &reasons, clears: None };
        Some(Warned {
            warning: warning.name.clone(),
            messages: speaker.say(&warning.messages),
            law: warning.law.clone(),
        })
    }

    /// The elements and single facts that reasons name, each once.
    pub(super) fn witnesses(&self, policy: &PolicyNode<'a>, reasons: &Reasons<'_, 'a>) -> Vec<Witness> {
        let package = &self.program.packages[self.program.policies[policy.policy].package];
        let spoken = package.languages.iter().map(|language| (language, Words::new(language, package.zone)));
        let spoken: Vec<Spoken<'_>> = spoken.collect();
        let mut seen: HashSet<(PathId, &[u32])> = HashSet::new();
        let mut witnesses = Vec::new();
        for element in &reasons.elements {
            if seen.insert((element.frame.path, &[])) {
                witnesses.push(self.witness(element, &spoken));
            }
        }
        for fact in &reasons.facts {
            if seen.insert((fact.base.path, fact.fields)) {
                witnesses.extend(self.fact(fact, &spoken));
            }
        }
        witnesses
    }

    fn witness(&self, element: &Element<'a>, spoken: &[Spoken<'_>]) -> Witness {
        let mut facts: Vec<Shown> = Vec::new();
        for shown in element.reads().filter_map(|read| self.shown(&read, spoken)) {
            if !facts.contains(&shown) {
                facts.push(shown);
            }
        }
        Witness { path: self.paths.words(element.frame.path), facts }
    }

    fn fact(&self, read: &Read<'a>, spoken: &[Spoken<'_>]) -> Option<Witness> {
        let shown = self.shown(read, spoken)?;
        Some(Witness { path: self.paths.words_of(read), facts: vec![shown] })
    }

    /// A fact in words; `None` for a whole record or collection.
    fn shown(&self, read: &Read<'a>, spoken: &[Spoken<'_>]) -> Option<Shown> {
        let (field, ty) = read.field(self.program)?;
        let in_words = |(language, words): &Spoken<'_>| InWords {
            language: (*language).clone(),
            text: words.value(read.scalar(), ty),
        };
        Some(Shown { field: field.to_owned(), values: spoken.iter().map(in_words).collect() })
    }
}

/// Waiting is enough where the requirement's truth turns by itself. The holder can act where a way out is told, by
/// itself or by a policy that it asks to be satisfied; where waiting is not enough, acting is all there is.
fn clears(judgement: &Judgement<'_>, requirement: &Requirement, through: &[Refusal]) -> Clears {
    if requirement.is_final {
        return Clears { waits: None, act: false, is_final: true };
    }
    let waits = judgement.truth.first_after(|truth| truth == Truth::True).map(|at| at - 1);
    let inner = || through.iter().flat_map(|refusal| &refusal.failed);
    let is_final = inner().any(|failure| failure.clears.is_final);
    let has_fix = requirement.messages.iter().any(|message| message.fix.is_some());
    let act = !is_final && (has_fix || inner().any(|failure| failure.clears.act) || waits.is_none());
    Clears { waits, act, is_final }
}
