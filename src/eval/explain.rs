//! From the record of a judgement to what is said of it.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::rc::Rc;

use super::evaluator::Evaluator;
use super::memo::Memo;
use super::message::{Clearing, Speaker};
use super::piecewise::Piecewise;
use super::place::{PathId, Read};
use super::reasons::{Reasons, stays_false};
use super::record::{Element, Node};
use super::record::{Evaluated, PolicyKey, PolicyNode, Required};
use super::verdict::{
    AppliedWarning, FailedRequirement, FailedWay, PolicyFailure, Remedy, Witness, WitnessFact,
};
use super::words::Words;
use crate::ir::{
    Condition, ConditionKind, LocalisedText, Message, Requirement, Timestamp, Truth, Warning, Way, WayPart,
};

/// What is told of a requirement, or of a part of a way, that is false.
struct Told<'n, 'a> {
    name: String,
    own: &'n Evaluated<'a>,
    /// Whether it holds where it is asked.
    truth: &'n Piecewise<Truth>,
    messages: &'a [Message],
    is_final: bool,
    law: Option<&'a String>,
    otherwise: Option<&'a String>,
}

/// A language of the package, with its words.
type Spoken<'a> = (&'a String, Words<'a>);

impl<'a> Evaluator<'a> {
    /// The requirements that are false, in the policy's order.
    pub(super) fn failures(&self, policy: &PolicyNode<'a>) -> Vec<FailedRequirement> {
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
        required: &Required<'a>,
        requirement: &'a Requirement,
    ) -> FailedRequirement {
        if !requirement.ways.is_empty() {
            return self.failure_of_ways(policy, required, requirement);
        }
        let declared = &self.program.policies[policy.policy];
        let groups = declared.groups_around(requirement.group).map(|(id, _)| &policy.groups[id].own);
        let groups: Vec<_> = groups.map(|group| self.record(group, &policy.env)).collect();
        let told = Told {
            name: requirement.name.clone(),
            own: &required.own,
            truth: &required.truth,
            messages: &requirement.messages,
            is_final: requirement.is_final,
            law: requirement.law.as_ref(),
            otherwise: requirement.otherwise.as_ref(),
        };
        self.explained(policy, &told, groups.into_iter())
    }

    /// Why a requirement is false, from its own condition and those of the groups that it is in.
    fn explained<'n>(
        &'n self,
        policy: &'n PolicyNode<'a>,
        told: &Told<'n, 'a>,
        groups: impl Iterator<Item = &'n Rc<Node<'a>>>,
    ) -> FailedRequirement {
        let record = self.record(told.own, &policy.env);
        let reasons = Reasons::of(record);
        let through: Vec<PolicyFailure> =
            reasons.policies.iter().map(|policy| self.refusal(policy)).collect();
        let refused = reasons.policies.iter().zip(&through);
        let for_good = refused.filter(|(_, refusal)| refusal.failed.iter().any(|it| it.clears.is_final));
        let for_good: HashSet<PolicyKey> = for_good.map(|(policy, _)| policy.key()).collect();
        let stays = !for_good.is_empty() && stays_false(record, groups, &for_good);
        let clearing = Clearing::of(told.truth);
        let clears = clears(clearing, told, stays, &through);
        let speaker =
            Speaker { evaluator: self, policy, reasons: &reasons, clearing, coming: OnceCell::new() };
        FailedRequirement {
            requirement: told.name.clone(),
            messages: speaker.say(told.messages),
            witnesses: self.witnesses(policy, &reasons),
            left_out: reasons.left_out,
            law: told.law.cloned(),
            row_laws: row_laws(&reasons),
            otherwise: told.otherwise.cloned(),
            clears,
            through,
            ways: Vec::new(),
        }
    }

    /// A requirement with ways says what each of them lacks, and nothing of its own.
    fn failure_of_ways(
        &self,
        policy: &PolicyNode<'a>,
        required: &Required<'a>,
        requirement: &'a Requirement,
    ) -> FailedRequirement {
        let mut ways: Vec<(Clearing, FailedWay)> = requirement
            .ways()
            .map(|(way, condition, parts)| {
                let clearing = Clearing::of(&self.judgement(condition, &policy.env).truth);
                (clearing, self.failed_way(policy, requirement, way, parts, clearing))
            })
            .collect();
        ways.sort_by_key(|(clearing, _)| clearing.order());
        let ways: Vec<FailedWay> = ways.into_iter().map(|(_, way)| way).collect();
        let clearing = Clearing::of(&required.truth);
        let is_final = clearing == Clearing::Never && ways.iter().all(|way| way.clears.is_final);
        let waits = clearing.after().map(Timestamp::from_micros);
        let acts = ways.iter().any(|way| !way.clears.is_final && way.clears.act);
        FailedRequirement {
            requirement: requirement.name.clone(),
            messages: Vec::new(),
            witnesses: Vec::new(),
            left_out: 0,
            law: requirement.law.clone(),
            row_laws: Vec::new(),
            otherwise: requirement.otherwise.clone(),
            clears: Remedy { waits, act: !is_final && (acts || waits.is_none()), is_final },
            through: Vec::new(),
            ways,
        }
    }

    fn failed_way(
        &self,
        policy: &PolicyNode<'a>,
        requirement: &Requirement,
        way: &'a Way,
        conditions: &'a [Condition],
        clearing: Clearing,
    ) -> FailedWay {
        let (mut failed, mut unknown) = (Vec::new(), Vec::new());
        for (part, condition) in way.parts.iter().zip(conditions) {
            let name = requirement.name_of_part(way, part);
            let truth = self.judgement(condition, &policy.env).truth;
            match truth.now() {
                Truth::True => {}
                Truth::Unknown => unknown.push(name),
                Truth::False => failed.push(self.failed_part(policy, name, part, condition, &truth)),
            }
        }
        let is_final = clearing == Clearing::Never && failed.iter().any(|it| it.clears.is_final);
        let waits = clearing.after().map(Timestamp::from_micros);
        let acts = failed.iter().any(|it| it.clears.act);
        let clears = Remedy { waits, act: !is_final && (acts || waits.is_none()), is_final };
        FailedWay { way: way.name.clone(), clears, failed, unknown }
    }

    fn failed_part(
        &self,
        policy: &PolicyNode<'a>,
        name: String,
        part: &'a WayPart,
        condition: &'a Condition,
        truth: &Piecewise<Truth>,
    ) -> FailedRequirement {
        let (groups, own) = part.split(condition).unwrap_or((&[], condition));
        let judged = |condition: &'a Condition| self.judgement(condition, &policy.env);
        let own = judged(own);
        // A group is negated in the condition of a part.
        let groups: Vec<Evaluated<'a>> = groups
            .iter()
            .filter_map(|group| {
                let ConditionKind::Not(inner) = &group.kind else { return None };
                Some(judged(inner))
            })
            .collect();
        let told = Told {
            name,
            own: &own,
            truth,
            messages: &part.messages,
            is_final: part.is_final,
            law: part.law.as_ref(),
            otherwise: None,
        };
        let groups = groups.iter().map(|group| self.record(group, &policy.env));
        self.explained(policy, &told, groups)
    }

    fn refusal(&self, policy: &PolicyNode<'a>) -> PolicyFailure {
        PolicyFailure {
            policy: self.program.policy_name(policy.policy),
            account: self.paths.words(policy.env.account.path),
            failed: self.failures(policy),
        }
    }

    /// A warning, if it applies, or if it may because it is unknown whether its group concerns the account.
    pub(super) fn warned(
        &self,
        policy: &PolicyNode<'a>,
        judgement: &Evaluated<'a>,
        warning: &'a Warning,
    ) -> Option<AppliedWarning> {
        let is_certain = match (policy.concerns(warning.group), judgement.truth.now()) {
            (Truth::True, Truth::True) => true,
            (Truth::Unknown, Truth::True | Truth::Unknown) => false,
            (Truth::False, _) | (_, Truth::False) | (Truth::True, Truth::Unknown) => return None,
        };
        let reasons = Reasons::of(self.record(judgement, &policy.env));
        let (clearing, coming) = (Clearing::Never, OnceCell::new());
        let speaker = Speaker { evaluator: self, policy, reasons: &reasons, clearing, coming };
        Some(AppliedWarning {
            warning: warning.name.clone(),
            is_certain,
            messages: speaker.say(&warning.messages),
            law: warning.law.clone(),
            row_laws: row_laws(&reasons),
        })
    }

    /// The elements and single facts that reasons name, each once.
    pub(super) fn witnesses(&self, policy: &PolicyNode<'a>, reasons: &Reasons<'_, 'a>) -> Vec<Witness> {
        let package = &self.program.packages[self.program.policies[policy.policy].package];
        let spoken = package.languages.iter().map(|language| (language, Words::new(language, package.zone)));
        let spoken: Vec<Spoken<'_>> = spoken.collect();
        let seen: Memo<(PathId, &[u32]), ()> = Memo::default();
        let mut witnesses = Vec::new();
        for element in &reasons.elements {
            if seen.is_new((element.frame.path, &[])) {
                witnesses.push(self.witness(element, &spoken));
            }
        }
        for fact in &reasons.facts {
            if seen.is_new((fact.base.path, fact.fields)) {
                witnesses.extend(self.fact(fact, &spoken));
            }
        }
        witnesses
    }

    fn witness(&self, element: &Element<'a>, spoken: &[Spoken<'_>]) -> Witness {
        let mut facts: Vec<WitnessFact> = Vec::new();
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
    fn shown(&self, read: &Read<'a>, spoken: &[Spoken<'_>]) -> Option<WitnessFact> {
        let (field, ty) = read.field(self.program)?;
        let in_words = |(language, words): &Spoken<'_>| LocalisedText {
            language: (*language).clone(),
            text: words.value(read.scalar(), ty),
        };
        Some(WitnessFact { field: field.to_owned(), values: spoken.iter().map(in_words).collect() })
    }
}

/// The laws of the rows that reasons name, each once, in the order of the text.
fn row_laws(reasons: &Reasons<'_, '_>) -> Vec<String> {
    let mut laws: Vec<String> = Vec::new();
    for law in &reasons.laws {
        if laws.iter().all(|known| known != law) {
            laws.push((*law).to_owned());
        }
    }
    laws
}

/// Waiting is enough where the requirement's truth turns by itself; what waiting clears, or may clear once more is known,
/// is not final. The holder can act where a way out is told, by the requirement or by a policy that it asks to be
/// satisfied; where waiting is not enough, acting is all there is.
fn clears(clearing: Clearing, told: &Told<'_, '_>, stays: bool, through: &[PolicyFailure]) -> Remedy {
    let is_final = clearing == Clearing::Never && (told.is_final || stays);
    let waits = clearing.after().map(Timestamp::from_micros);
    let inner = || through.iter().flat_map(|refusal| &refusal.failed);
    let has_fix = told.messages.iter().any(|message| message.fix.is_some());
    let act = !is_final && (has_fix || inner().any(|failure| failure.clears.act) || waits.is_none());
    Remedy { waits, act, is_final }
}
