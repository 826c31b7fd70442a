//! Builds nodes from pairs of the grammar.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pest::iterators::{Pair, Pairs};
use unicode_normalization::UnicodeNormalization as _;

use super::edit::Map;
use super::effort::Effort;
use super::escapes::unescape;
use super::grammar::Rule;
use crate::diagnostic::messages::syntax;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Reported};
use crate::source::{FileId, Span};
use crate::syntax::ast;

/// The languages that a file declares above a segment.
pub(super) type Languages = Arc<[ast::Name]>;

/// A node, unless a part of it could not be built; then that was reported.
pub(super) type Built<T> = Result<T, Reported>;

/// Builds nodes from pairs.
pub(super) struct Builder {
    pub(super) file: FileId,
    /// Where the segment begins in the file.
    pub(super) base: usize,
    /// The languages that are declared above the segment.
    pub(super) languages: Languages,
    /// What may still be spent on repairs.
    pub(super) effort: Effort,
    /// From the offsets of the current pairs to those of the segment.
    pub(super) map: Map,
    pub(super) tree: ast::File,
    pub(super) diagnostics: Diagnostics,
    pub(super) unread: BTreeSet<String>,
    pub(super) nameless: usize,
    /// Where something is reported.
    pub(super) reported: BTreeMap<u32, Reported>,
}

impl Builder {
    pub(super) fn new(file: FileId, base: usize, languages: &Languages, effort: Effort) -> Self {
        Self {
            file,
            base,
            languages: Arc::clone(languages),
            effort,
            map: Map::default(),
            tree: ast::File::default(),
            diagnostics: Diagnostics::default(),
            unread: BTreeSet::new(),
            nameless: 0,
            reported: BTreeMap::new(),
        }
    }

    /// Reports an error, unless it is one of syntax where another error is reported already.
    pub(super) fn report(&mut self, error: Diagnostic) -> Reported {
        match self.reported.entry(error.primary.span.start) {
            Entry::Occupied(earlier) if error.code == Code::Syntax => *earlier.get(),
            Entry::Occupied(_) => self.diagnostics.report(error),
            Entry::Vacant(place) => *place.insert(self.diagnostics.report(error)),
        }
    }

    /// Fills what may be given once; a second time is reported.
    pub(super) fn once<T>(&mut self, place: &mut Option<T>, found: T, span: Span) {
        if place.is_some() {
            self.report(
                Diagnostic::new(Code::SaidTwice, span, syntax::given_already())
                    .label(syntax::given_second_time())
                    .note(syntax::one_passed_over())
                    .help(syntax::keep_meant()),
            );
        }
        *place = Some(found);
    }

    /// The languages that are declared so far.
    pub(super) fn languages(&self) -> impl Iterator<Item = &ast::Name> {
        self.languages.iter().chain(&self.tree.languages)
    }

    /// Bytes of the segment, as they are written in the file.
    pub(super) fn written(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, (self.base + start) as u32, (self.base + end) as u32)
    }

    pub(super) fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let (start, end) = (self.map.start(pair.as_span().start()), self.map.end(end(pair)));
        self.written(start, end.max(start))
    }

    pub(super) fn name(&self, pair: &Pair<'_, Rule>) -> ast::Name {
        let written = pair.as_str();
        let text = if written.is_ascii() { written.to_owned() } else { written.nfc().collect() };
        ast::Name { text, span: self.span(pair) }
    }

    /// The name of a declaration that lacks it.
    pub(super) fn missing_name(&mut self, span: Span) -> ast::Name {
        self.nameless += 1;
        ast::Name { text: format!("?{}", span.start), span }
    }

    pub(super) fn path(&self, pair: &Pair<'_, Rule>) -> ast::Path {
        let names = pair.clone().into_inner().map(|name| self.name(&name));
        ast::Path { names: fitted(names), span: self.span(pair) }
    }

    pub(super) fn text(&self, pair: &Pair<'_, Rule>) -> ast::Text {
        let (value, escapes) = unescape(pair.as_str());
        ast::Text { value, span: self.span(pair), escapes }
    }
}

/// Where the last token of a pair ends: pest counts the space and the comments behind it in.
pub(super) fn end(pair: &Pair<'_, Rule>) -> usize {
    match pair.clone().into_inner().next_back() {
        Some(last) => end(&last),
        None => pair.as_span().end(),
    }
}

/// The children of a pair that the tree is made of: tokens that only shape the text are left out.
pub(super) fn children(pair: Pair<'_, Rule>) -> impl Iterator<Item = Pair<'_, Rule>> {
    pair.into_inner().filter(|child| !is_punctuation(child.as_rule()))
}

fn is_punctuation(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::l_brace
            | Rule::r_brace
            | Rule::l_bracket
            | Rule::r_bracket
            | Rule::l_paren
            | Rule::r_paren
            | Rule::colon
            | Rule::comma
            | Rule::equals
            | Rule::EOI
    )
}

/// The nodes in no more room than they take: trees are kept, and lists grow by doubling.
pub(super) fn fitted<T>(nodes: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut nodes: Vec<T> = nodes.into_iter().collect();
    nodes.shrink_to_fit();
    nodes
}

/// The children of the outermost pair.
pub(super) fn inside(mut pairs: Pairs<'_, Rule>) -> Vec<Pair<'_, Rule>> {
    pairs.next().map(|whole| children(whole).collect()).unwrap_or_default()
}
