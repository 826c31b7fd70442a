//! What tests expect, held against the oracle's judgement.

use exeunt::facts::Facts;
use exeunt::ir::{ExpectationKind, Message, Piece, Policy, Program, Status, Test};

use super::{Judgement, judge};

/// Whether an expectation of a test is met; `None` where that hangs on more than one instant, or on how values are
/// worded.
#[must_use]
pub fn is_met(program: &Program, test: &Test, expected: &ExpectationKind) -> Option<bool> {
    let facts = Facts { account: test.account.clone(), request: test.request.clone() };
    let judged = judge(program, test.policy, &facts, test.now);
    let policy = &program.policies[test.policy];
    let failed = judged.failed(policy);
    match expected {
        ExpectationKind::Status(status, names) => {
            let are_named = failed.iter().all(|it| names.contains(&it.name))
                && names.iter().all(|name| failed.iter().any(|it| it.name == *name));
            Some(judged.status == *status && (names.is_empty() || are_named))
        }
        ExpectationKind::Warn(name) => Some(judged.warns_of(policy, name)),
        ExpectationKind::NoWarn(name) => Some(!judged.warns_of(policy, name)),
        ExpectationKind::Outcome(name) => Some(judged.outcome(policy) == Some(name)),
        ExpectationKind::Final(name) => match failed.iter().find(|it| it.name == *name) {
            None => Some(false),
            Some(it) if it.is_final => Some(true),
            // A final refusal of another policy that is asked to be satisfied shows through.
            Some(_) => {
                let others = program.policies.iter().filter(|other| *other != policy);
                let has_final = others.flat_map(|other| &other.requirements).any(|it| it.is_final);
                (!has_final).then_some(false)
            }
        },
        ExpectationKind::Message(language, text) => {
            let warned = policy.warnings.iter().filter(|it| judged.warns_of(policy, &it.name));
            let messages =
                failed.iter().flat_map(|it| &it.messages).chain(warned.flat_map(|it| &it.messages));
            let is_said = says(messages.filter(|message| message.language == *language), text);
            // What another policy says that is asked to be satisfied is told as well.
            let others_speak = !failed.is_empty() && program.policies.len() > 1;
            is_said.filter(|is_said| *is_said || !others_speak)
        }
        ExpectationKind::Never | ExpectationKind::EligibleAfter(_) | ExpectationKind::Unknown(_) => None,
    }
}

impl Judgement {
    fn failed<'p>(&self, policy: &'p Policy) -> Vec<&'p exeunt::ir::Requirement> {
        let judged = policy.requirements.iter().zip(&self.requirements);
        let speaks = self.status != Status::Inapplicable;
        judged.filter(|(_, truth)| speaks && **truth == Some(false)).map(|(it, _)| it).collect()
    }

    /// Who may go is warned, already while the grace runs.
    fn warns_of(&self, policy: &Policy, name: &str) -> bool {
        let mut judged = policy.warnings.iter().zip(&self.warnings);
        let leaves = matches!(self.status, Status::Eligible | Status::Cooling);
        leaves && judged.any(|(it, truth)| it.name == name && *truth == Some(true))
    }

    /// What is done: the policy's outcome to who may go, else what the first failed requirement has instead.
    fn outcome<'p>(&self, policy: &'p Policy) -> Option<&'p String> {
        match self.status {
            Status::Eligible => Some(&policy.outcome),
            Status::Blocked => self.failed(policy).into_iter().find_map(|it| it.otherwise.as_ref()),
            _ => None,
        }
    }
}

/// Whether one of the messages, or its way out, is this text.
fn says<'m>(messages: impl Iterator<Item = &'m Message>, text: &str) -> Option<bool> {
    let said = messages.flat_map(|message| std::iter::once(&message.text).chain(&message.fix));
    let (plain, filled): (Vec<_>, Vec<_>) =
        said.partition(|pieces| pieces.iter().all(|piece| matches!(piece, Piece::Text(_))));
    let is_text = |pieces: &&Vec<Piece>| {
        let words = pieces.iter().map(|piece| if let Piece::Text(words) = piece { words } else { "" });
        words.collect::<String>() == text
    };
    if plain.iter().any(is_text) { Some(true) } else { filled.is_empty().then_some(false) }
}
