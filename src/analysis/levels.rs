//! How much the author lets each warning weigh.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Severity};

/// What is made of a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It is not shown.
    Allow,
    /// It is shown.
    Warn,
    /// It is an error.
    Deny,
}

impl Level {
    /// The level of that name: `allow`, `warn` or `deny`.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "allow" => Some(Self::Allow),
            "warn" => Some(Self::Warn),
            "deny" => Some(Self::Deny),
            _ => None,
        }
    }
}

/// Why a name has no level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoLevel {
    /// There is no such code.
    Unknown,
    /// An error is an error.
    Error(Code),
}

/// A level for each warning: its own, or else that of all warnings, which is [`Level::Warn`] at first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Levels {
    all: Option<Level>,
    own: BTreeMap<Code, Level>,
}

impl Levels {
    /// Sets the level of `warnings`, or of a warning's code.
    ///
    /// # Errors
    /// If the name is neither.
    pub fn set(&mut self, name: &str, level: Level) -> Result<(), NoLevel> {
        if name == "warnings" {
            self.all = Some(level);
            return Ok(());
        }
        let code = Code::from_slug(name).ok_or(NoLevel::Unknown)?;
        if code.severity() == Severity::Error {
            return Err(NoLevel::Error(code));
        }
        self.own.insert(code, level);
        Ok(())
    }

    /// These levels, where the narrower ones say nothing: their `warnings` holds for every code that they do not name.
    #[must_use]
    pub fn narrowed_by(mut self, narrower: &Self) -> Self {
        if narrower.all.is_some() {
            self = narrower.clone();
        }
        self.own.extend(&narrower.own);
        self
    }

    /// The level of a warning.
    #[must_use]
    pub fn of(&self, code: Code) -> Level {
        self.own.get(&code).copied().or(self.all).unwrap_or(Level::Warn)
    }

    /// Takes out the warnings that are allowed, and makes errors of those that are denied.
    pub fn apply(&self, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.retain_mut(|found| self.keep(found));
    }

    /// Whether a diagnostic is shown; it becomes an error if it is denied.
    pub fn keep(&self, found: &mut Diagnostic) -> bool {
        let level = self.of(found.code);
        let is_warning = found.code.severity() == Severity::Warning;
        found.denied |= is_warning && level == Level::Deny;
        !(is_warning && level == Level::Allow)
    }
}
