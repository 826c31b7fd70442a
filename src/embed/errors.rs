//! What can be wrong with policies, names and facts.

use std::fmt;

use crate::diagnostic::{Diagnostic, Severity, nearest};
use crate::source::Sources;

/// The errors and warnings of policies. [`Display`](fmt::Display) shows each with the text that it is about (without the
/// feature `render`, one a line).
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

    /// The texts that they refer to.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        #[cfg(feature = "render")]
        return out.write_str(&crate::render::diagnostics(
            &self.sources,
            &self.found,
            crate::render::Colour::Plain,
        ));
        #[cfg(not(feature = "render"))]
        self.found.iter().try_for_each(|found| {
            let name = self.sources.get(found.primary.span.file).map_or("", |source| &source.name);
            let position =
                self.sources.get(found.primary.span.file).map(|it| it.position(found.primary.span.start));
            let (line, column) = position.unwrap_or_default();
            writeln!(out, "{name}:{line}:{column}: {}: {}", found.code.slug(), found.message)
        })
    }
}

impl fmt::Debug for Diagnostics {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl std::error::Error for Diagnostics {}

/// Facts that are not those of the policy. [`Display`](fmt::Display) gives each error in a line, with the path of its fact;
/// it may quote the facts. [`Debug`] gives codes and positions only, so that no personal data gets into logs by way of it.
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

    /// The JSON that they refer to.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }
}

impl fmt::Display for FactsError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors = self.found.iter().filter(|found| found.severity() == Severity::Error);
        for (at, error) in errors.enumerate() {
            let joint = if at == 0 { "" } else { "\n" };
            write!(out, "{joint}{}: {}", error.code.slug(), error.message)?;
        }
        Ok(())
    }
}

impl fmt::Debug for FactsError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let brief = self.found.iter().map(|found| {
            let position =
                self.sources.get(found.primary.span.file).map(|it| it.position(found.primary.span.start));
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

/// There is no policy of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownPolicy {
    name: String,
    known: Vec<String>,
}

impl UnknownPolicy {
    pub(super) fn new(name: &str, known: Vec<String>) -> Self {
        Self { name: name.to_owned(), known }
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
