//! Reads a file: cut it into items, parse each alone, build its nodes. Parsing never fails; what cannot be read is
//! reported and left out.

mod cut;
mod expressions;
mod facts;
mod items;
mod literals;
mod policies;
mod report;
mod scan;

use pest::Parser as _;
use pest::iterators::{Pair, Pairs};
use unicode_normalization::UnicodeNormalization as _;

use super::ast;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
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

/// A file's tree, and what was wrong with its text.
#[derive(Debug)]
pub struct Parsed {
    /// Everything that could be read.
    pub file: ast::File,
    /// What could not.
    pub diagnostics: Diagnostics,
}

/// Parses a whole file.
#[must_use]
pub fn parse(file: FileId, text: &str) -> Parsed {
    let mut builder =
        Builder { file, base: 0, tree: ast::File::default(), diagnostics: Diagnostics::default() };
    if scan::check(&mut builder, text) {
        for piece in cut::items(text) {
            builder.base = piece.start as u32;
            builder.items(&text[piece]);
        }
    }
    Parsed { file: builder.tree, diagnostics: builder.diagnostics }
}

/// Builds nodes from pairs whose offsets count from `base`.
struct Builder {
    file: FileId,
    base: u32,
    tree: ast::File,
    diagnostics: Diagnostics,
}

impl Builder {
    fn items(&mut self, text: &str) {
        match Grammar::parse(Rule::items, text) {
            Ok(pairs) => self.build_items(pairs),
            Err(error) => self.broken_item(text, &error),
        }
    }

    /// An item that does not parse: of a policy, the clauses that do are kept.
    fn broken_item(&mut self, text: &str, error: &pest::error::Error<Rule>) {
        let clauses = cut::clauses(text);
        let Some(first) = clauses.first() else {
            self.report_syntax(text, error);
            return;
        };
        let head = &text[..first.start];
        let whole_head = format!("{head}}}");
        let base = self.base;
        let mut broken = false;
        let mut kept = Vec::new();
        for piece in &clauses {
            self.base = base + piece.start as u32;
            match Grammar::parse(Rule::clauses, &text[piece.clone()]) {
                Ok(pairs) => kept.extend(self.clauses(pairs)),
                Err(error) => {
                    broken = true;
                    self.report_syntax(&text[piece.clone()], &error);
                }
            }
        }
        self.base = base;
        match Grammar::parse(Rule::items, &whole_head) {
            Ok(pairs) if broken => {
                self.build_items(pairs);
                if let Some(ast::Item::Policy(policy)) = self.tree.items.last_mut() {
                    policy.clauses = kept;
                }
            }
            _ => self.report_syntax(text, error),
        }
    }

    /// Reports that a piece does not parse, unless something unclosed in it says why.
    fn report_syntax(&mut self, text: &str, error: &pest::error::Error<Rule>) {
        let piece = self.at(0, text.len());
        let explained = self.diagnostics.iter().any(|known| {
            let at = known.primary.span.start;
            known.code == Code::Unclosed && piece.start <= at && at < piece.end
        });
        if !explained {
            self.report(report::syntax_error(self, text, error));
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn at(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.base + start as u32, self.base + end as u32)
    }

    fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        self.at(pair.as_span().start(), end(pair))
    }

    fn name(&self, pair: &Pair<'_, Rule>) -> ast::Name {
        ast::Name { text: pair.as_str().nfc().collect(), span: self.span(pair) }
    }

    fn path(&self, pair: &Pair<'_, Rule>) -> ast::Path {
        let names = pair.clone().into_inner().map(|name| self.name(&name)).collect();
        ast::Path { names, span: self.span(pair) }
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

/// The children of the outermost pair.
fn inside(mut pairs: Pairs<'_, Rule>) -> Vec<Pair<'_, Rule>> {
    pairs.next().map(|whole| children(whole).collect()).unwrap_or_default()
}
