//! The words of a page: its own, and what it shows instead of the names of a policy.

use std::borrow::Cow;
use std::ops::Deref;

use super::words::Words;
use crate::ir::{ACCOUNT_ID, ShownNames, Timestamp, Zone, calendar};

/// The words of a page in the language of its messages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wording<'v> {
    words: &'static Words,
    names: &'v ShownNames,
    /// The language of the policy in which its messages and words are shown.
    pub(super) language: &'v str,
}

impl Deref for Wording<'_> {
    type Target = Words;

    fn deref(&self) -> &Words {
        self.words
    }
}

impl<'v> Wording<'v> {
    /// The words for a reader of a language. The whole page is in one language: if the policy does not have it, in the policy's own.
    pub(super) fn of(names: &'v ShownNames, asked: &'v str) -> Self {
        let language = names.language(asked);
        Self { words: Words::of(language), names, language }
    }

    /// A path of facts.
    pub(super) fn path(&self, path: &'v str) -> Cow<'v, str> {
        let shown = self.names.path(path, self.language, self.words.the_account);
        if shown == ACCOUNT_ID && self.names.has_words() {
            return Cow::Borrowed(self.words.the_account_id);
        }
        shown
    }

    /// Paths of facts as a list.
    pub(super) fn paths(&self, paths: &'v [String]) -> String {
        paths.iter().map(|path| self.path(path)).collect::<Vec<_>>().join(self.comma)
    }

    /// A field of the element or record at a path.
    pub(super) fn field(&self, path: &str, field: &'v str) -> &'v str {
        self.names.field(path, field, self.language)
    }

    /// A policy.
    pub(super) fn policy(&self, name: &'v str) -> &'v str {
        self.names.policy(name, self.language)
    }

    /// An outcome.
    pub(super) fn outcome_named(&self, name: &'v str) -> &'v str {
        self.names.outcome(name, self.language)
    }
}

/// The last instant of something, as people say it: the day, if the day ends with it.
pub(super) fn last(instant: Timestamp, zone: Zone) -> String {
    calendar::last_moment(instant, zone)
}

/// The first instant of something: the day, if the day begins with it.
pub(super) fn first(instant: Timestamp, zone: Zone) -> String {
    calendar::first_moment(instant, zone)
}
