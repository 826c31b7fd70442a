//! The declared name that is nearest to an unknown one.

use crate::diagnostic::messages::{check_names, common};
use crate::diagnostic::{Code, Diagnostic, Message, nearest};
use crate::source::Span;
use crate::syntax::ast;

/// A name that may be meant, with the place of its declaration where a text declares it.
pub(in crate::check) type Candidate<'n> = (&'n str, Option<Span>);

/// The known name that is nearest to one that is not.
#[derive(Debug, Clone)]
pub(in crate::check) struct Near {
    pub(in crate::check) text: String,
    pub(in crate::check) at: Option<Span>,
}

/// So many known names are looked at for suggestions in one run. A text with thousands of names that nothing declares
/// gets its suggestions for the first of them: for two hundred where ten thousand are declared.
pub(in crate::check) const MOST_LOOKED_AT: usize = 2_000_000;

/// The nearest of the known names, if one is near enough to be meant.
pub(in crate::check) fn near<'n>(word: &str, known: impl IntoIterator<Item = Candidate<'n>>) -> Option<Near> {
    let known: Vec<Candidate<'n>> = known.into_iter().collect();
    let text = nearest(word, known.iter().map(|(text, _)| *text)).or_else(|| continued(word, &known))?;
    let at = known.iter().filter(|(known, _)| *known == text).filter_map(|(_, at)| *at).min();
    Some(Near { text: text.to_owned(), at })
}

/// How many letters of a name at least another may go on with, or end with, to be meant.
const LEAST_SHARED: usize = 3;

/// The only known name with which the word goes on, or that goes on with the word.
fn continued<'n>(word: &str, known: &[Candidate<'n>]) -> Option<&'n str> {
    let goes_on = |text: &&str| {
        let (short, long) = if text.len() < word.len() { (*text, word) } else { (word, *text) };
        short != long && long.starts_with(short) && short.chars().count() >= LEAST_SHARED
    };
    let mut names: Vec<&str> = known.iter().map(|(text, _)| *text).filter(goes_on).collect();
    names.sort_unstable();
    names.dedup();
    match names.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// Names of the language itself, which no text declares.
pub(in crate::check) fn of_the_language<'n>(
    words: impl IntoIterator<Item = &'n str>,
) -> impl Iterator<Item = Candidate<'n>> {
    words.into_iter().map(|word| (word, None))
}

/// A name that nothing declares, with the one that was perhaps meant.
pub(in crate::check) fn unknown(name: &ast::Name, what: Message, near: Option<Near>) -> Diagnostic {
    let unknown = Diagnostic::new(Code::UnknownName, name.span, common::there_is_no(what, &name.text))
        .label(common::not_declared());
    perhaps(unknown, name.span, near)
}

/// Asks whether the near name is meant, and shows where it is declared: either of the two may be misspelt.
pub(in crate::check) fn perhaps(undeclared: Diagnostic, span: Span, near: Option<Near>) -> Diagnostic {
    let Some(Near { text, at }) = near else { return undeclared.undeclared() };
    let meant = undeclared.undeclared().help(common::did_you_mean(&text)).offer(span, text.as_str());
    match at {
        Some(at) => meant.because(at, check_names::declared_here(&text)),
        None => meant,
    }
}

/// Shows the near name beside what is said of the word already.
pub(in crate::check) fn beside(told: Diagnostic, near: Option<&Near>) -> Diagnostic {
    match near {
        Some(Near { text, at: Some(at) }) => told.because(*at, check_names::declared_here(text)),
        _ => told,
    }
}
