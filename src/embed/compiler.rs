//! Policies from their texts.

use super::errors::Diagnostics;
use super::policies::Policies;
use crate::analysis::analyse_with_facts;
use crate::source::{FactsUnread, Sources};

/// Compiles policies from their texts. Needs the feature `compile`.
///
/// All texts of a compiler are one program: packages refer to each other with `use`, in whatever order the texts are added.
/// It reads no files.
///
/// ```
/// let diagnostics = exeunt::Compiler::new()
///     .source("demo.policy", "package demo languages en account { trades: many trad }")
///     .compile()
///     .unwrap_err();
/// let first = diagnostics.iter().next().unwrap();
/// assert_eq!(first.code.slug(), "E0201");
/// let place = diagnostics.location(first.primary.span).unwrap();
/// assert_eq!((place.line, place.text), (1, "trad"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Compiler {
    sources: Sources,
    facts: Vec<(String, String)>,
}

impl Compiler {
    /// A compiler without texts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the text of a file of policies, which is at most 4 GiB long. Diagnostics call it by `name`, which is usually its
    /// path.
    #[must_use]
    pub fn source(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.sources.add(name, text);
        self
    }

    /// Adds the text of a file of facts or of a calendar, by the path under which the policies name it.
    #[must_use]
    pub fn facts(mut self, path: impl Into<String>, text: impl Into<String>) -> Self {
        self.facts.push((path.into(), text.into()));
        self
    }

    /// Compiles. Warnings do not make it fail; they are in [`Policies::warnings`].
    ///
    /// # Errors
    /// If there is an error in a text, all errors and warnings.
    pub fn compile(self) -> Result<Policies, Diagnostics> {
        let Self { sources, facts } = self;
        let read = |path: &str| facts.iter().find(|(name, _)| name == path).cloned();
        let analysis = analyse_with_facts(sources, |_, path| read(path).ok_or(FactsUnread::NotThere));
        let diagnostics = Diagnostics::new(analysis.sources, analysis.diagnostics);
        match analysis.program {
            Some(program) => Ok(Policies::new(program, diagnostics)),
            None => Err(diagnostics),
        }
    }
}
