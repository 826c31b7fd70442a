//! Filling messages for one account.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::evaluator::Evaluator;
use super::piecewise::Piecewise;
use super::reasons::Reasons;
use super::record::PolicyNode;
use super::recorder::NoRecord;
use super::verdict::MessageText;
use super::words::Words;
use crate::ir::{Message, Package, Piece, Plural, PluralCategory, Truth};

/// What messages may speak of.
pub(super) struct Speaker<'j, 'a> {
    pub(super) evaluator: &'j Evaluator<'a>,
    pub(super) policy: &'j PolicyNode<'a>,
    pub(super) reasons: &'j Reasons<'j, 'a>,
    pub(super) clearing: Clearing,
    /// When the act comes that notices are of, once it is asked for.
    pub(super) coming: OnceCell<Coming>,
}

/// When an act comes, if its notices go out on time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coming {
    /// At this instant.
    At(i64),
    /// That depends on facts that are missing.
    Unknown,
    /// Not as long as no other fact changes.
    Never,
}

/// When waiting clears a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clearing {
    /// After this instant.
    After(i64),
    /// That depends on facts that are missing.
    Unknown,
    /// Never.
    Never,
}

impl Clearing {
    /// When a condition becomes true.
    pub(super) fn of(truth: &Piecewise<Truth>) -> Self {
        match truth.first_after(|truth| truth == Truth::True) {
            Some(at) => Self::After(at - 1),
            None if truth.first_after(|truth| truth == Truth::Unknown).is_some() => Self::Unknown,
            None => Self::Never,
        }
    }

    /// Earlier ones first, then what is unknown, then what never clears.
    pub(super) fn order(self) -> (u8, i64) {
        match self {
            Self::After(at) => (0, at),
            Self::Unknown => (1, 0),
            Self::Never => (2, 0),
        }
    }

    /// The last instant before waiting clears it, if there is one.
    pub(super) fn after(self) -> Option<i64> {
        match self {
            Self::After(instant) => Some(instant),
            Self::Unknown | Self::Never => None,
        }
    }
}

/// How long a piece of a message usually is when it is filled.
fn usual_length(piece: &Piece) -> usize {
    match piece {
        Piece::Text(text) => text.len(),
        Piece::Value(..) | Piece::Count | Piece::Each(..) | Piece::Clears | Piece::Now => 16,
        Piece::Due => 16,
        Piece::Plural(_) => 32,
    }
}

impl<'a> Speaker<'_, 'a> {
    /// Every message, in the order of the package's languages.
    pub(super) fn say(&self, messages: &'a [Message]) -> Vec<MessageText> {
        messages.iter().map(|message| self.said(message)).collect()
    }

    fn said(&self, message: &'a Message) -> MessageText {
        let words = Words::new(&message.language, self.package().zone);
        MessageText {
            language: message.language.clone(),
            text: self.filled(&message.text, &words),
            fix: message.fix.as_ref().map(|fix| self.filled(fix, &words)),
            link: message.link.clone(),
        }
    }

    fn package(&self) -> &'a Package {
        let program = self.evaluator.program;
        &program.packages[program.policies[self.policy.policy].package]
    }

    fn coming(&self) -> Coming {
        let PolicyNode { policy, env, .. } = self.policy;
        let announced = || self.evaluator.announced(*policy, env).map_or(Coming::Never, |it| it.acts);
        *self.coming.get_or_init(announced)
    }

    fn filled(&self, pieces: &'a [Piece], words: &Words<'_>) -> String {
        let mut text = String::with_capacity(pieces.iter().map(usual_length).sum());
        pieces.iter().for_each(|piece| text.push_str(&self.piece(piece, words)));
        text
    }

    /// The form that goes with the number; what is not known takes that of all other numbers.
    fn plural(&self, plural: &'a Plural, words: &Words<'_>) -> String {
        let number = match &plural.of {
            Piece::Count => Some((self.reasons.elements.len() + self.reasons.left_out) as u128),
            Piece::Value(term, _) => {
                let value = self.evaluator.term::<NoRecord>(term, &self.policy.env, &mut ()).now();
                value.key().map(i128::unsigned_abs)
            }
            Piece::Text(_) | Piece::Each(..) | Piece::Clears | Piece::Now | Piece::Due | Piece::Plural(_) => {
                None
            }
        };
        let category = number.map_or(PluralCategory::Other, |number| words.category(number));
        plural.form(category).map(|form| self.filled(&form.pieces, words)).unwrap_or_default()
    }

    fn piece(&self, piece: &'a Piece, words: &Words<'_>) -> Cow<'a, str> {
        let value = match piece {
            Piece::Text(text) => return Cow::Borrowed(text),
            Piece::Value(term, ty) => {
                words.value(self.evaluator.term::<NoRecord>(term, &self.policy.env, &mut ()).now(), ty)
            }
            Piece::Count => words.count(self.reasons.elements.len() + self.reasons.left_out),
            Piece::Each(fields, ty) => {
                let elements = self.reasons.elements.iter();
                let values = elements.map(|it| words.value(it.frame.value.follow(fields).0.into(), ty));
                let more = (self.reasons.left_out > 0).then(|| "…".to_owned());
                words.list(values.chain(more))
            }
            Piece::Clears => match self.clearing {
                Clearing::After(at) => words.until(at),
                Clearing::Unknown => words.unknown(),
                Clearing::Never => words.never(),
            },
            Piece::Now => words.instant(self.evaluator.now),
            Piece::Due => match self.coming() {
                Coming::At(at) => words.instant(at),
                Coming::Unknown => words.unknown(),
                Coming::Never => words.never(),
            },
            Piece::Plural(plural) => self.plural(plural, words),
        };
        Cow::Owned(value)
    }
}
