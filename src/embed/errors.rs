//! What can be wrong with policies, names and facts.

use std::fmt;

use super::location::Location;
use crate::diagnostic::{Diagnostic, Language, Severity, nearest};
use crate::source::{Sources, Span};

/// The errors and warnings of policies.
///
/// [`Display`](fmt::Display) shows each with the lines that it is about, in English; without the feature `render`, one a
/// line.
#[derive(Clone)]
pub struct Diagnostics {
    sources: Sources,
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    pub(super) fn new(sources: Sources, found: Vec<Diagnostic>) -> Self {
        Self { sources, found }
    }

    /// None at all: those of a built program.
    pub(super) fn none() -> Self {
        Self { sources: Sources::new(), found: Vec::new() }
    }

    /// All of them, by file and offset.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Diagnostic> {
        self.found.iter()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Where a place of one of them is: file, line and column.
    #[must_use]
    pub fn location(&self, span: Span) -> Option<Location<'_>> {
        Location::of(&self.sources, span)
    }

    /// All of them as [`Display`](fmt::Display) shows them, in that language.
    #[must_use]
    pub fn display(&self, language: Language) -> impl fmt::Display {
        #[cfg(feature = "render")]
        {
            use crate::render::{Look, diagnostics_as};
            diagnostics_as(&self.sources, &self.found, Look { language, ..Look::default() })
        }
        #[cfg(not(feature = "render"))]
        self.found.iter().map(|found| self.line(found, language)).collect::<String>()
    }

    /// `a.policy:3:7: error[E0201]: message`
    #[cfg(not(feature = "render"))]
    fn line(&self, found: &Diagnostic, language: Language) -> String {
        let place = self.location(found.primary.span).map(|at| format!("{at}: ")).unwrap_or_default();
        let severity = found.severity().message().text(language);
        format!("{place}{severity}[{}]: {}\n", found.code.slug(), found.message.text(language))
    }

    /// The texts that they refer to.
    #[cfg(feature = "internals")]
    #[doc(hidden)]
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.display(Language::English), out)
    }
}

/// The same: so that `unwrap` shows what is wrong with a policy.
impl fmt::Debug for Diagnostics {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl std::error::Error for Diagnostics {}

/// Facts that are not those of the policy.
///
/// [`Display`](fmt::Display) gives each error in a line, in English, with the path of its fact; it may quote facts. [`Debug`]
/// gives codes and positions only, so that no personal data gets into logs by way of it.
#[derive(Clone)]
pub struct FactsError {
    sources: Sources,
    found: Vec<Diagnostic>,
}

impl FactsError {
    pub(super) fn new(sources: Sources, found: Vec<Diagnostic>) -> Self {
        Self { sources, found }
    }

    /// The errors and warnings, by place. [`Diagnostic::fact`] is the path of the fact that is wrong; it is `None` where the
    /// text is not JSON, or not an object.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Diagnostic> {
        self.found.iter()
    }

    /// Where a place of one of them is in the JSON: line and column. The JSON of an account of your own type is what it
    /// serialises to.
    #[must_use]
    pub fn location(&self, span: Span) -> Option<Location<'_>> {
        Location::of(&self.sources, span)
    }

    /// Each error in a line, in that language.
    #[must_use]
    pub fn display(&self, language: Language) -> impl fmt::Display {
        let errors = self.found.iter().filter(|found| found.severity() == Severity::Error);
        let lines: Vec<String> =
            errors.map(|error| format!("{}: {}", error.code.slug(), error.message.text(language))).collect();
        lines.join("\n")
    }

    /// The JSON that they refer to.
    #[cfg(feature = "internals")]
    #[doc(hidden)]
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }
}

impl fmt::Display for FactsError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.display(Language::English), out)
    }
}

impl fmt::Debug for FactsError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let brief = self.found.iter().map(|found| {
            let position = self.location(found.primary.span).map(|at| (at.line, at.column));
            (found.code.slug(), position.unwrap_or_default())
        });
        out.write_str("FactsError ")?;
        out.debug_list().entries(brief).finish()
    }
}

impl std::error::Error for FactsError {}

/// An account was given to a policy whose facts are others than those that it was read for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountMismatch {
    read_for: String,
    policy: String,
}

impl AccountMismatch {
    pub(super) fn new(read_for: String, policy: String) -> Self {
        Self { read_for, policy }
    }

    /// The policy that the account was read for: `package.policy`.
    #[must_use]
    pub fn read_for(&self) -> &str {
        &self.read_for
    }

    /// The policy that it was given to.
    #[must_use]
    pub fn policy(&self) -> &str {
        &self.policy
    }
}

impl fmt::Display for AccountMismatch {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { read_for, policy } = self;
        write!(out, "an account that was read for `{read_for}` does not have the facts of `{policy}`")
    }
}

impl std::error::Error for AccountMismatch {}

/// There is no policy of a name. [`Display`](fmt::Display) suggests a similar one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownPolicy {
    name: String,
    known: Vec<String>,
}

impl UnknownPolicy {
    pub(super) fn new(name: &str, known: Vec<String>) -> Self {
        Self { name: name.to_owned(), known }
    }

    /// The name that was asked for.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for UnknownPolicy {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "there is no policy `{}`", self.name)?;
        match nearest(&self.name, self.known.iter().map(String::as_str)) {
            Some(near) => write!(out, "; did you mean `{near}`?"),
            None if self.known.is_empty() => Ok(()),
            None => write!(out, "; the policies are {}", self.known.join(", ")),
        }
    }
}

impl std::error::Error for UnknownPolicy {}
