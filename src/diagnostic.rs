//! What the compiler has to say about a text: [`Diagnostic`], its [`Code`] and its [`Fix`].

mod brief;
mod codes;
mod fact_path;
mod fixes;
mod language;
mod message;
pub(crate) mod messages;
mod nearest;
mod proofread;

pub(crate) use brief::listed;
pub use codes::Code;
pub(crate) use fact_path::push_key;
pub use fact_path::{FactPath, FactStep};
pub use fixes::fixed;
pub use language::Language;
pub use message::{Argument, Message, Row, Texts};
pub use nearest::nearest;
pub(crate) use nearest::ranked;
#[doc(hidden)]
pub use proofread::proofread;

use std::fmt;

use crate::source::Span;
use messages::common;

/// Whether a diagnostic is an error or a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub enum Severity {
    /// The policy means what it says, but perhaps not what was meant.
    Warning,
    /// The policy cannot be used.
    Error,
}

/// A place that takes part in a diagnostic, with a remark on it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The remark; empty if there is none.
    pub text: Message,
}

/// An edit that corrects an error.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Fix {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What to type instead.
    pub replacement: String,
    /// Whether nothing else can be meant, so that it may be made without asking.
    pub certain: bool,
}

/// One of several edits, each of which means something else: the author chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Alternative {
    /// What it does, as in an editor's menu.
    pub title: Message,
    /// The edit.
    pub fix: Fix,
}

/// One error or warning at one place. [`Debug`] shows no texts if it is about facts.
#[derive(Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its kind.
    pub code: Code,
    /// What is wrong, in one line: lower case, no full stop, the author's words in backticks.
    pub message: Message,
    /// The smallest text that is wrong, with a remark on it.
    pub primary: Label,
    /// The reasons elsewhere: a declaration, the other currency.
    pub secondary: Vec<Label>,
    /// What was expected, and why.
    pub notes: Vec<Message>,
    /// What to type.
    pub help: Option<Message>,
    /// The help as an edit.
    pub fix: Option<Fix>,
    /// Edits among which the author chooses.
    pub alternatives: Vec<Alternative>,
    /// Whether the settings make an error of this warning.
    pub denied: bool,
    /// Which fact is wrong, if it is about one.
    pub fact: Option<FactPath>,
    /// Whether it is that nothing declares the name at the primary place: one mistake, however often it is used.
    pub(crate) undeclared: bool,
    /// The declaration that is at fault: one mistake, however many places do not fit it.
    pub(crate) at_fault: Option<Span>,
}

impl Severity {
    /// Its word: `error`, `warning`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }

    /// Its word, in every language.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::Error => common::error(),
            Self::Warning => common::warning(),
        }
    }
}

impl Diagnostic {
    /// A diagnostic at `span`, to be completed with the methods below.
    #[doc(hidden)]
    #[must_use]
    pub fn new(code: Code, span: Span, message: Message) -> Self {
        Self {
            code,
            message,
            primary: Label { span, text: Message::empty() },
            secondary: Vec::new(),
            notes: Vec::new(),
            help: None,
            fix: None,
            alternatives: Vec::new(),
            denied: false,
            fact: None,
            undeclared: false,
            at_fault: None,
        }
    }

    /// Says what is at the primary place.
    #[doc(hidden)]
    #[must_use]
    pub fn label(mut self, text: Message) -> Self {
        self.primary.text = text;
        self
    }

    /// Adds a place that gives the reason.
    #[doc(hidden)]
    #[must_use]
    pub fn because(mut self, span: Span, text: Message) -> Self {
        self.secondary.push(Label { span, text });
        self
    }

    /// Adds what was expected and why.
    #[doc(hidden)]
    #[must_use]
    pub fn note(mut self, text: Message) -> Self {
        self.notes.push(text);
        self
    }

    /// Says what to type.
    #[doc(hidden)]
    #[must_use]
    pub fn help(mut self, text: Message) -> Self {
        self.help = Some(text);
        self
    }

    /// Says what to type, as an edit that can be applied as it stands: nothing else can be meant.
    #[doc(hidden)]
    #[must_use]
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, replacement: replacement.into(), certain: true });
        self
    }

    /// Offers an edit that is probably meant, for the author to decide.
    #[doc(hidden)]
    #[must_use]
    pub fn offer(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, replacement: replacement.into(), certain: false });
        self
    }

    /// Offers one of several edits, none of which is made without asking.
    #[doc(hidden)]
    #[must_use]
    pub fn alternative(mut self, title: Message, span: Span, replacement: impl Into<String>) -> Self {
        let fix = Fix { span, replacement: replacement.into(), certain: false };
        self.alternatives.push(Alternative { title, fix });
        self
    }

    /// Every edit that it carries.
    pub fn edits(&self) -> impl Iterator<Item = &Fix> {
        self.fix.iter().chain(self.alternatives.iter().map(|alternative| &alternative.fix))
    }

    /// Says which fact is wrong, unless that was said already.
    #[must_use]
    pub(crate) fn of_fact(mut self, path: impl FnOnce() -> FactPath) -> Self {
        if self.fact.is_none() {
            self.fact = Some(path()).filter(|path| !path.steps().is_empty());
        }
        self
    }

    /// Whether its texts may quote facts.
    fn quotes_facts(&self) -> bool {
        self.fact.is_some() || self.code.is_about_facts()
    }

    /// Says that the declaration at `span` is at fault.
    #[must_use]
    pub(crate) fn fault_of(mut self, span: Span, text: Message) -> Self {
        self.at_fault = Some(span);
        self.because(span, text)
    }

    /// Says that nothing declares the name at the primary place.
    #[must_use]
    pub(crate) fn undeclared(mut self) -> Self {
        self.undeclared = true;
        self
    }

    /// Moves every place; whether each has one.
    pub(crate) fn relocate(&mut self, place: &impl Fn(Span) -> Option<Span>) -> bool {
        let Self { primary, secondary, fix, alternatives, at_fault, .. } = self;
        let labels = std::iter::once(primary).chain(secondary).map(|label| &mut label.span);
        let mut spans = labels
            .chain(fix.as_mut().map(|fix| &mut fix.span))
            .chain(alternatives.iter_mut().map(|alternative| &mut alternative.fix.span))
            .chain(at_fault);
        spans.all(|span| place(*span).map(|placed| *span = placed).is_some())
    }

    /// Notes and help, a line each: `note: …`, `help: …`.
    #[must_use]
    pub fn remarks(&self, language: Language) -> Vec<String> {
        let headed =
            |head: Message, text: &Message| format!("{}: {}", head.text(language), text.text(language));
        let notes = self.notes.iter().map(|note| headed(common::note(), note));
        notes.chain(self.help.iter().map(|help| headed(common::help(), help))).collect()
    }

    /// The severity of its code, unless the settings make an error of the warning.
    #[must_use]
    pub fn severity(&self) -> Severity {
        if self.denied { Severity::Error } else { self.code.severity() }
    }

    /// What to type: the help, or else the edit in words.
    #[must_use]
    pub fn advice(&self) -> Option<Message> {
        let edit = || {
            self.fix.as_ref().map(|fix| match fix.replacement.as_str() {
                "" => common::remove_it(),
                new if fix.span.start == fix.span.end => common::insert(new.trim()),
                new => common::write_this(new.trim()),
            })
        };
        self.help.clone().or_else(edit)
    }
}

/// Where facts are wrong, only the code and the place are shown: its texts may quote personal data.
impl fmt::Debug for Diagnostic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = out.debug_struct("Diagnostic");
        shown.field("code", &self.code);
        if self.quotes_facts() {
            return shown.field("span", &self.primary.span).finish_non_exhaustive();
        }
        let Self { code: _, message, primary, secondary, notes, help, fix, alternatives, denied, .. } = self;
        shown
            .field("message", message)
            .field("primary", primary)
            .field("secondary", secondary)
            .field("notes", notes)
            .field("help", help)
            .field("fix", fix)
            .field("alternatives", alternatives)
            .field("denied", denied)
            .finish_non_exhaustive()
    }
}

/// Proof that an error was reported: only [`Diagnostics::report`] makes one. A node of the tree that could not be read
/// carries it, so that no phase can lose a part of a policy in silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reported(());

/// Collects what the phases find.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Takes in one more.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Takes in an error, and proves that it did. What is reported this way counts as an error whatever its code is.
    pub fn report(&mut self, mut error: Diagnostic) -> Reported {
        error.denied |= error.severity() != Severity::Error;
        self.found.push(error);
        Reported(())
    }

    /// Takes in all of another phase's.
    pub fn extend(&mut self, others: impl IntoIterator<Item = Diagnostic>) {
        self.found.extend(others);
    }

    /// All of them, as they came.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter()
    }

    /// All of them, as they came, to be completed or relocated.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Diagnostic> {
        self.found.iter_mut()
    }

    /// How many they are.
    pub(crate) fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether there is an error among them.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|found| found.severity() == Severity::Error)
    }

    /// All of them, by file and offset; each once.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|found| (found.primary.span, found.code));
        self.found.dedup();
        self.found
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.into_iter()
    }
}
