//! From the record of a judgement to what is said of it.

use std::rc::Rc;

use super::judge::{Judge, Node, PolicyNode};
use super::message::Speaker;
use super::place::{Frame, Read};
use super::reasons::Reasons;
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
            .filter(|(node, _)| node.truth.now() == Truth::False)
            .map(|(node, requirement)| self.failure(policy, node, requirement))
            .collect()
    }

    fn failure(&self, policy: &PolicyNode<'a>, node: &Rc<Node<'a>>, requirement: &'a Requirement) -> Failure {
        let reasons = Reasons::of(node);
        let through: Vec<Refusal> = reasons.policies.iter().map(|policy| self.refusal(policy)).collect();
        let clears = clears(node, requirement, &through);
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
        node: &Rc<Node<'a>>,
        warning: &'a Warning,
    ) -> Option<Warned> {
        if node.truth.now() != Truth::True {
            return None;
        }
        let reasons = Reasons::of(node);
        let speaker = Speaker { judge: self, policy, reasons: &reasons, clears: None };
        Some(Warned {
            warning: warning.name.clone(),
            messages: speaker.say(&warning.messages),
            law: warning.law.clone(),
        })
    }

    /// The elements and single facts that reasons name, each once.
    pub(super) fn witnesses(&self, policy: &PolicyNode<'a>, reasons: &Reasons<'a>) -> Vec<Witness> {
        let package = &self.program.packages[self.program.policies[policy.policy].package];
        let spoken = package.languages.iter().map(|language| (language, Words::new(language, package.zone)));
        let spoken: Vec<Spoken<'_>> = spoken.collect();
        let elements = reasons.elements.iter().map(|element| self.element(element, &spoken));
        let facts = reasons.facts.iter().filter_map(|read| self.fact(read, &spoken));
        let mut witnesses: Vec<Witness> = Vec::new();
        for witness in elements.chain(facts) {
            if !witnesses.iter().any(|known| known.path == witness.path) {
                witnesses.push(witness);
            }
        }
        witnesses
    }

    fn element(&self, (frame, reads): &(Frame<'a>, Vec<Read<'a>>), spoken: &[Spoken<'_>]) -> Witness {
        let mut facts: Vec<Shown> = Vec::new();
        for shown in reads.iter().filter_map(|read| self.shown(read, spoken)) {
            if !facts.contains(&shown) {
                facts.push(shown);
            }
        }
        Witness { path: self.paths.words(frame.path), facts }
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
fn clears(node: &Node<'_>, requirement: &Requirement, through: &[Refusal]) -> Clears {
    if requirement.is_final {
        return Clears { waits: None, act: false, is_final: true };
    }
    let waits = node.truth.first_after(|truth| truth == Truth::True).map(|at| at - 1);
    let inner = || through.iter().flat_map(|refusal| &refusal.failed);
    let is_final = inner().any(|failure| failure.clears.is_final);
    let has_fix = requirement.messages.iter().any(|message| message.fix.is_some());
    let act = !is_final && (has_fix || inner().any(|failure| failure.clears.act) || waits.is_none());
    Clears { waits, act, is_final }
}
