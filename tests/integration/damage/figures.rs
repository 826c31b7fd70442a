//! What came of many damages.

use std::collections::BTreeMap;
use std::fmt;

/// What a damaged text is that is still a program: nobody can know that what it says is unmeant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Valid {
    /// The same text but for its layout.
    SaysTheSame,
    /// Another program, with a warning at the damage.
    Warned,
    /// Another program, and a test beside the policy fails.
    FailsItsTests,
    /// Another text whose policies are the same: a test, or a name that only the text uses.
    JudgesTheSame,
    /// Other words in a message or a citation.
    OtherProse,
    /// A policy that says something else.
    OtherRule,
}

impl Valid {
    fn words(self) -> &'static str {
        match self {
            Self::SaysTheSame => "say the same",
            Self::Warned => "are warned of at the damage",
            Self::FailsItsTests => "fail a test beside the policy",
            Self::JudgesTheSame => "have the same policies, and tests that pass",
            Self::OtherProse => "have other words in a message or a citation",
            Self::OtherRule => "have another rule",
        }
    }
}

/// What came of many damages.
#[derive(Default)]
pub(super) struct Figures {
    valid: BTreeMap<Valid, Vec<String>>,
    /// The texts of which no error is at the damage.
    away: Vec<String>,
    /// How many errors each text has that has any.
    errors: Vec<usize>,
    /// The texts with many errors.
    many: Vec<String>,
}

/// How many errors are many.
const MANY: usize = 4;

impl Figures {
    pub(super) fn valid(&mut self, valid: Valid, what: String) {
        self.valid.entry(valid).or_default().push(what);
    }

    pub(super) fn reported(&mut self, errors: usize, is_at_damage: bool, messages: String) {
        self.errors.push(errors);
        if errors >= MANY {
            self.many.push(format!("{errors} errors: {messages}"));
        }
        if !is_at_damage {
            self.away.push(messages);
        }
    }

    pub(super) fn and(mut self, other: Self) -> Self {
        for (valid, whats) in other.valid {
            self.valid.entry(valid).or_default().extend(whats);
        }
        self.away.extend(other.away);
        self.errors.extend(other.errors);
        self.many.extend(other.many);
        self
    }

    pub(super) fn percentile(&self, percent: usize) -> usize {
        let mut errors = self.errors.clone();
        errors.sort_unstable();
        errors.get((errors.len() * percent).div_ceil(100).saturating_sub(1)).copied().unwrap_or(0)
    }

    pub(super) fn share_at_damage(&self) -> f64 {
        1.0 - self.away.len() as f64 / self.errors.len().max(1) as f64
    }
}

/// How many texts of a kind are named.
const NAMED: usize = 400;

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let valid: usize = self.valid.values().map(Vec::len).sum();
        writeln!(
            f,
            "{} damages; {} have errors, {:.2} % of them one at the damage; errors at the 50th percentile {}, 95th {}, \
             99th {}, at most {}",
            valid + self.errors.len(),
            self.errors.len(),
            100.0 * self.share_at_damage(),
            self.percentile(50),
            self.percentile(95),
            self.percentile(99),
            self.percentile(100),
        )?;
        writeln!(f, "{valid} are still programs:")?;
        for (valid, whats) in &self.valid {
            writeln!(f, "  {} {}", whats.len(), valid.words())?;
        }
        let named = |f: &mut fmt::Formatter<'_>, title: &str, whats: &[String]| {
            writeln!(f, "{title}:")?;
            whats.iter().take(NAMED).try_for_each(|what| writeln!(f, "  {what}"))
        };
        named(f, "no error at the damage", &self.away)?;
        named(f, "many errors", &self.many)?;
        named(f, "another rule", self.valid.get(&Valid::OtherRule).map_or(&[], Vec::as_slice))
    }
}
