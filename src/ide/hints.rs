//! What the text implies: the time that a bare window applies to.

use super::declaration::{Kind, declared_at};
use crate::analysis::Analysis;
use crate::source::{FileId, Span};
use crate::syntax::ast::{Phrase, Quantifier};
use crate::syntax::visit::{Visitor, visit_file};

/// Words shown after a place of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// After which text.
    pub after: Span,
    /// The words.
    pub words: String,
}

/// The dated-by field of every bare window between two offsets.
#[must_use]
pub fn hints(analysis: &Analysis, file: FileId, from: u32, to: u32) -> Vec<Hint> {
    let mut bare = BareWindows { from, to, nouns: Vec::new() };
    if let Some(tree) = analysis.files.get(file.0 as usize) {
        visit_file(tree, &mut bare);
    }
    bare.nouns.into_iter().filter_map(|noun| hint(analysis, noun)).collect()
}

/// The last word of each phrase whose window follows it.
struct BareWindows {
    from: u32,
    to: u32,
    nouns: Vec<Span>,
}

impl<'a> Visitor<'a> for BareWindows {
    fn phrase(&mut self, phrase: &'a Phrase, _quantifier: Option<Quantifier>) {
        let last = phrase.words.last().filter(|_| phrase.window.is_some());
        let span = last.map(|word| word.path.span);
        self.nouns.extend(span.filter(|span| span.start >= self.from && span.end <= self.to));
    }
}

fn hint(analysis: &Analysis, noun: Span) -> Option<Hint> {
    let links = analysis.links.iter().filter(|link| link.implied && link.at == noun);
    let fields = links.filter_map(|link| declared_at(analysis, link.to));
    let mut times = fields.filter(|declared| declared.kind == Kind::Field && declared.is_moment());
    let time = times.next()?;
    Some(Hint { after: noun, words: time.name.to_owned() })
}
