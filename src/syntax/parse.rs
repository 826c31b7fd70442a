//! Reads a file, segment by segment. One that parses is built at once; one that does not is cut into pieces, and each
//! is read, repaired or reported alone. Parsing never fails.

mod brackets;
mod cut;
mod edits;
mod effort;
mod expressions;
mod facts;
mod forms;
mod items;
mod lex;
mod line;
mod literals;
mod lost;
mod names;
mod patch;
mod policies;
mod recover;
mod recover_clauses;
mod repair;
mod report;
mod reuse;
mod scan;
mod segments;
mod signs;
mod spoken;
mod thing;
mod token;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use pest::iterators::{Pair, Pairs};
use unicode_normalization::UnicodeNormalization as _;

use self::effort::Effort;
use self::patch::Map;
use self::repair::Piece;
use super::ast;
use crate::diagnostic::messages::syntax;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Reported};
use crate::source::{FileId, Span};

mod grammar {
    //! The generated parser. Its rules are documented in `grammar/`.
    #![allow(missing_docs, reason = "generated from the grammar")]

    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/lexical.pest"]
    #[grammar = "../grammar/conditions.pest"]
    #[grammar = "../grammar/policy.pest"]
    pub(super) struct Grammar;
}

use grammar::{Grammar, Rule};

pub use lex::{Header, header};
pub(crate) use lex::{Lexeme, lexemes};
pub use names::is_name;
pub use reuse::{Known, Segment};

/// A file's tree, and what was wrong with its text.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// Everything that could be read.
    pub file: ast::File,
    /// What could not.
    pub diagnostics: Diagnostics,
    /// The words of pieces that could not be read: what they declare is not known, and not unknown either.
    pub unread: BTreeSet<String>,
    /// How many declarations lack their name.
    pub nameless: usize,
    /// The parts of the text that were read one by one, in order.
    pub segments: Vec<Segment>,
}

impl Parsed {
    /// Takes in what was read of the next segment.
    fn extend(&mut self, next: Self) {
        self.file.items.extend(next.file.items);
        self.diagnostics.extend(next.diagnostics);
        self.unread.extend(next.unread);
        self.nameless += next.nameless;
        self.segments.extend(next.segments);
    }
}

/// Parses a whole file.
#[must_use]
pub fn parse(file: FileId, text: &str) -> Parsed {
    parse_again(file, text, &mut Known::default())
}

/// Parses a whole file, of which parts may be known: what comes out is the same.
#[must_use]
pub fn parse_again(file: FileId, text: &str, known: &mut Known<'_>) -> Parsed {
    let change = known.change(text);
    let mut whole: Option<Parsed> = None;
    let mut effort = Effort::default();
    let mut languages = Languages::from([]);
    for range in segments::segments(text) {
        let next = known
            .take(file, &range, &change)
            .unwrap_or_else(|| read(file, text, range, &languages, &mut effort));
        match &mut whole {
            None => {
                languages = Languages::from(&next.file.languages[..]);
                whole = Some(next);
            }
            // There is a header in a later segment too: only the whole file shows whether it is given twice.
            Some(_) if next.file.has_header() => {
                return read(file, text, 0..text.len(), &Languages::from([]), &mut Effort::default());
            }
            Some(whole) => whole.extend(next),
        }
    }
    whole.unwrap_or_default()
}

/// The languages that a file declares above a segment.
type Languages = Arc<[ast::Name]>;

/// Parses a part of a file, above which these languages are declared.
fn read(file: FileId, text: &str, range: Range<usize>, languages: &Languages, effort: &mut Effort) -> Parsed {
    let mut builder = Builder::new(file, range.start, languages, std::mem::take(effort));
    let whole_text = builder.written(0, range.len());
    if let Some(scan) = scan::scan(&mut builder, &text[range.clone()]) {
        let whole = Piece { scan: &scan, rule: Rule::items, tokens: 0..scan.tokens.len(), suffix: "" };
        if let Err(failure) = builder.read(&whole, Builder::build_items) {
            builder.recover(&scan);
            // The pieces can each be read, but not together.
            if builder.reported.is_empty() {
                let stopped = report::syntax_error(&builder, &whole, &failure);
                builder.report(stopped);
            }
        }
    } else {
        builder.reported_within(whole_text);
    }
    let Builder { tree, diagnostics, unread, nameless, effort: left, .. } = builder;
    *effort = left;
    let is_sound = diagnostics.iter().next().is_none() && unread.is_empty();
    let segments = vec![Segment { range, items: tree.items.len(), is_sound, was: None }];
    Parsed { file: tree, diagnostics, unread, nameless, segments }
}

/// A node, unless a part of it could not be built; then that was reported.
type Built<T> = Result<T, Reported>;

/// Builds nodes from pairs.
struct Builder {
    file: FileId,
    /// Where the segment begins in the file.
    base: usize,
    /// The languages that are declared above the segment.
    languages: Languages,
    /// What may still be spent on repairs.
    effort: Effort,
    /// From the offsets of the current pairs to those of the segment.
    map: Map,
    tree: ast::File,
    diagnostics: Diagnostics,
    unread: BTreeSet<String>,
    nameless: usize,
    /// Where something is reported.
    reported: BTreeMap<u32, Reported>,
}

impl Builder {
    fn new(file: FileId, base: usize, languages: &Languages, effort: Effort) -> Self {
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
    fn report(&mut self, error: Diagnostic) -> Reported {
        match self.reported.entry(error.primary.span.start) {
            Entry::Occupied(earlier) if error.code == Code::Syntax => *earlier.get(),
            Entry::Occupied(_) => self.diagnostics.report(error),
            Entry::Vacant(place) => *place.insert(self.diagnostics.report(error)),
        }
    }

    /// Fills what may be given once; a second time is reported.
    fn once<T>(&mut self, place: &mut Option<T>, found: T, span: Span) {
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
    fn languages(&self) -> impl Iterator<Item = &ast::Name> {
        self.languages.iter().chain(&self.tree.languages)
    }

    /// Bytes of the segment, as they are written in the file.
    fn written(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, (self.base + start) as u32, (self.base + end) as u32)
    }

    fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let (start, end) = (self.map.start(pair.as_span().start()), self.map.end(end(pair)));
        self.written(start, end.max(start))
    }

    fn name(&self, pair: &Pair<'_, Rule>) -> ast::Name {
        let written = pair.as_str();
        let text = if written.is_ascii() { written.to_owned() } else { written.nfc().collect() };
        ast::Name { text, span: self.span(pair) }
    }

    /// The name of a declaration that lacks it.
    fn missing_name(&mut self, span: Span) -> ast::Name {
        self.nameless += 1;
        ast::Name { text: format!("?{}", span.start), span }
    }

    fn path(&self, pair: &Pair<'_, Rule>) -> ast::Path {
        let names = pair.clone().into_inner().map(|name| self.name(&name));
        ast::Path { names: fitted(names), span: self.span(pair) }
    }

    fn text(&self, pair: &Pair<'_, Rule>) -> ast::Text {
        let (value, escapes) = literals::unescape(pair.as_str());
        ast::Text { value, span: self.span(pair), escapes }
    }
}

/// Where the last token of a pair ends: pest counts the space and the comments behind it in.
fn end(pair: &Pair<'_, Rule>) -> usize {
    match pair.clone().into_inner().next_back() {
        Some(last) => end(&last),
        None => pair.as_span().end(),
    }
}

/// The children of a pair that the tree is made of: tokens that only shape the text are left out.
fn children(pair: Pair<'_, Rule>) -> impl Iterator<Item = Pair<'_, Rule>> {
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
fn fitted<T>(nodes: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut nodes: Vec<T> = nodes.into_iter().collect();
    nodes.shrink_to_fit();
    nodes
}

/// The children of the outermost pair.
fn inside(mut pairs: Pairs<'_, Rule>) -> Vec<Pair<'_, Rule>> {
    pairs.next().map(|whole| children(whole).collect()).unwrap_or_default()
}
