//! Clauses that do not parse: the condition, each message and each rule of a data block is a chunk of its own.

use std::ops::Range;

use pest::iterators::Pairs;

use super::chunk::Chunk;
use super::policies::truth_of_ways;
use super::report::token_in_words;
use super::token::{Kind, Scan};
use super::{Builder, Rule, inside, split};
use crate::diagnostic::messages::{common, syntax};
use crate::diagnostic::{Code, Diagnostic, Reported};
use crate::syntax::ast::{
    Clause, Data, Deadline, Expr, ExprKind, Group, Message, Name, Notify, Path, Require, Step, Text, Warn,
    Way,
};
use crate::syntax::vocabulary::{ClauseHead, Form};

/// What documentation begins with.
const DOC: &str = "///";

impl Builder {
    pub(super) fn recover_clauses(&mut self, scan: &Scan<'_>, body: Range<usize>) -> Vec<Clause> {
        let mut clauses = Vec::new();
        let mut chunks = split::clauses(scan, body).into_iter().peekable();
        while let Some(tokens) = chunks.next() {
            let tokens = self.without_documentation(scan, tokens);
            let chunk = Chunk { scan, rule: Rule::clauses, tokens, suffix: "" };
            let Err(failure) = self.read(&chunk, into(&mut clauses)) else { continue };
            if self.read_if_repaired(&chunk, into(&mut clauses)) {
                continue;
            }
            let both = chunk.with_next(&failure, chunks.peek());
            if both.is_some_and(|both| self.read_if_repaired(&both, into(&mut clauses))) {
                chunks.next();
                continue;
            }
            match self.cut_clause(scan, &chunk.tokens) {
                Some(clause) => clauses.push(clause),
                None => {
                    if let Err(reported) = self.read_repaired(&chunk, into(&mut clauses)) {
                        clauses.extend(self.broken_clause(scan, &chunk.tokens, reported));
                    }
                }
            }
        }
        clauses
    }

    /// The clause as put together from its chunks; `None` if it cannot be cut.
    fn cut_clause(&mut self, scan: &Scan<'_>, tokens: &Range<usize>) -> Option<Clause> {
        let (at, head) = self
            .head::<ClauseHead>(scan, tokens)
            .filter(|&(at, head)| scan.word(at) == head.head().text())?;
        match head {
            ClauseHead::Data => return self.cut_data(scan, at, tokens),
            ClauseHead::When => return Some(self.cut_when(scan, at, tokens)),
            ClauseHead::Title | ClauseHead::AsksNothing | ClauseHead::Deadline | ClauseHead::Notify => {
                return None;
            }
            ClauseHead::Grace | ClauseHead::Outcome => return None,
            ClauseHead::Require | ClauseHead::Warn | ClauseHead::Step => {}
        }
        let colon =
            (at + 1..tokens.end).find(|&at| scan.word(at) == ":" && scan.kind(at) == Some(Kind::Sign))?;
        let name = match scan.word(at + 1) {
            ":" => self.clause_without_name(scan, at),
            _ => scan.is_word(at + 1).then(|| self.name_at(scan, at + 1))?,
        };
        let is_warning = head == ClauseHead::Warn;
        let head_fits = colon <= at + 2 || is_warning && scan.word(at + 2) == "when";
        head_fits.then(|| match head {
            ClauseHead::Require => Clause::Require(self.cut_require(scan, name, colon + 1..tokens.end)),
            ClauseHead::Warn => {
                let condition = (colon > at + 2).then(|| self.condition_piece(scan, at + 3..colon));
                Clause::Warn(self.cut_warn(scan, name, condition, colon + 1..tokens.end))
            }
            ClauseHead::Step
            | ClauseHead::Title
            | ClauseHead::When
            | ClauseHead::AsksNothing
            | ClauseHead::Deadline
            | ClauseHead::Notify
            | ClauseHead::Grace
            | ClauseHead::Outcome
            | ClauseHead::Data => {
                let warn = self.cut_warn(scan, name, None, colon + 1..tokens.end);
                Clause::Step(Step {
                    name: warn.name,
                    messages: warn.messages,
                    whole: warn.whole,
                    span: warn.span,
                })
            }
        })
    }

    /// A `when`, or a group with each of its clauses as a chunk of its own.
    fn cut_when(&mut self, scan: &Scan<'_>, at: usize, tokens: &Range<usize>) -> Clause {
        let Some(block) = split::block(scan, tokens) else {
            return Clause::When(self.condition_piece(scan, at + 1..tokens.end));
        };
        let condition = self.condition_piece(scan, at + 1..block.head.end);
        let clauses = self.recover_clauses(scan, block.body);
        if !block.rest.is_empty() {
            self.report_behind(scan, block.rest.start);
        }
        let bytes = scan.bytes(tokens);
        let span = self.written(bytes.start, bytes.end);
        Clause::Group(Group { condition, clauses, whole: false, span })
    }

    /// The tokens of a clause without documentation, which is refused: of the clauses, only requirements have any.
    fn without_documentation(&mut self, scan: &Scan<'_>, tokens: Range<usize>) -> Range<usize> {
        let Some((at, head)) = self.head::<ClauseHead>(scan, &tokens) else { return tokens };
        if head == ClauseHead::Require {
            return tokens;
        }
        for token in &scan.tokens[tokens.start..at] {
            let span = self.written(token.start, token.end);
            let wrong = Diagnostic::new(Code::Syntax, span, syntax::documentation_not_allowed());
            let wrong = wrong.label(syntax::not_expected_here()).help(syntax::comment_with_slashes());
            self.report(wrong.fix(self.written(token.start, token.start + DOC.len()), "//"));
        }
        at..tokens.end
    }

    /// Reports that a clause lacks its name behind its keyword.
    fn clause_without_name(&mut self, scan: &Scan<'_>, keyword: usize) -> Name {
        let token = scan.tokens[keyword];
        let behind = self.written(token.end, token.end);
        let missing = Diagnostic::new(Code::Syntax, behind, syntax::name_missing());
        self.report(missing.label(syntax::expected_before(token_in_words(scan, keyword + 1))));
        self.missing_name(self.written(token.start, token.end))
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "a rule without an arm is reported")]
    fn cut_require(&mut self, scan: &Scan<'_>, name: Name, rest: Range<usize>) -> Require {
        let ways = self.cut_ways(scan, &rest);
        // No way may have been read.
        let is_any_of = ways.is_some();
        let (condition, ways, end) = match ways {
            Some((condition, ways, end)) => (condition, ways, end),
            None => {
                let end = split::condition_end(scan, rest.start, rest.end);
                let end = self.without_language(scan, rest.start, end);
                (self.condition_piece(scan, rest.start..end), Vec::new(), end)
            }
        };
        let bytes = scan.bytes(&rest);
        let span = name.span.to(self.written(bytes.start, bytes.end));
        let mut require = Require {
            name,
            doc: None,
            whole: !is_any_of,
            condition,
            ways,
            messages: Vec::new(),
            is_final: None,
            law: None,
            otherwise: None,
            span,
        };
        for tokens in split::endings(scan, end..rest.end) {
            let chunk = Chunk { scan, rule: Rule::require_endings, tokens: tokens.clone(), suffix: "" };
            let mut build = |builder: &mut Self, pairs: Pairs<'_, Rule>| {
                for part in inside(pairs) {
                    match part.as_rule() {
                        Rule::message => require.messages.extend(builder.message(part)),
                        Rule::require_end => drop(builder.require_end(part, &mut require)),
                        _ => drop(builder.lost(&part)),
                    }
                }
            };
            if self.read(&chunk, &mut build).is_err() && self.read_around(&chunk, &mut build).is_err() {
                require.whole = false;
                require.messages.extend(self.broken_message(scan, &tokens));
            }
        }
        require
    }

    /// The ways of `any of { … }`, each with its clauses as chunks of their own, and where they end.
    fn cut_ways(&mut self, scan: &Scan<'_>, rest: &Range<usize>) -> Option<(Expr, Vec<Way>, usize)> {
        let at = rest.start;
        let opens = scan.word(at) == "any" && scan.word(at + 1) == "of" && scan.word(at + 2) == "{";
        let block = split::block(scan, rest).filter(|_| opens)?;
        let mut ways = Vec::new();
        for tokens in split::ways(scan, block.body.clone()) {
            let chunk = split::block(scan, &tokens).filter(|_| split::begins_way(scan, tokens.start));
            let Some(way) = chunk else {
                self.report_broken_way(scan, tokens.start);
                continue;
            };
            if !way.rest.is_empty() {
                self.report_behind(scan, way.rest.start);
            }
            let name = self.name_at(scan, tokens.start);
            let clauses = self.recover_clauses(scan, way.body);
            let bytes = scan.bytes(&tokens);
            ways.push(Way { name, clauses, whole: false, span: self.written(bytes.start, bytes.end) });
        }
        let bytes = scan.bytes(&(at..block.rest.start));
        let span = self.written(bytes.start, bytes.end);
        Some((truth_of_ways(&ways, span), ways, block.rest.start))
    }

    /// Reports what stands in the place of a way: perhaps one whose clauses have no braces.
    fn report_broken_way(&mut self, scan: &Scan<'_>, at: usize) {
        let lacks_brace =
            scan.is_word(at) && scan.word(at + 1) == ":" && ClauseHead::begins(scan.word(at + 2));
        if !lacks_brace {
            return self.report_behind(scan, at);
        }
        let span = self.written(scan.tokens[at].start, scan.tokens[at + 1].end);
        let wrong = Diagnostic::new(Code::WrongForm, span, syntax::way_without_braces(scan.word(at)))
            .label(syntax::brace_expected_behind())
            .help(common::write_this(&format!("{}: {{ … }}", scan.word(at))));
        self.report(wrong);
    }

    /// Where the condition up to `end` ends, if it is followed by the language of a message without a text.
    fn without_language(&self, scan: &Scan<'_>, from: usize, end: usize) -> usize {
        let is_language = |at: usize| {
            scan.is_first_on_line(at) && self.languages().any(|language| language.text == scan.word(at))
        };
        match end.checked_sub(1) {
            Some(last) if last > from && is_language(last) => last,
            _ => end,
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "a rule without an arm is reported")]
    fn cut_warn(&mut self, scan: &Scan<'_>, name: Name, condition: Option<Expr>, rest: Range<usize>) -> Warn {
        let bytes = scan.bytes(&rest);
        let span = name.span.to(self.written(bytes.start, bytes.end));
        let mut warn = Warn { name, condition, messages: Vec::new(), law: None, whole: true, span };
        for tokens in split::endings(scan, rest) {
            let chunk = Chunk { scan, rule: Rule::message_endings, tokens: tokens.clone(), suffix: "" };
            let mut build = |builder: &mut Self, pairs: Pairs<'_, Rule>| {
                for part in inside(pairs) {
                    match part.as_rule() {
                        Rule::message => warn.messages.extend(builder.message(part)),
                        Rule::law => warn.law = builder.law(part).ok(),
                        _ => drop(builder.lost(&part)),
                    }
                }
            };
            if self.read(&chunk, &mut build).is_err() && self.read_around(&chunk, &mut build).is_err() {
                warn.whole = false;
                warn.messages.extend(self.broken_message(scan, &tokens));
            }
        }
        warn
    }

    /// A message of which only the language and the text are known.
    fn broken_message(&self, scan: &Scan<'_>, tokens: &Range<usize>) -> Option<Message> {
        if !split::starts_message(scan, tokens.start) {
            return None;
        }
        let token = scan.tokens[tokens.start + 1];
        let span = self.written(token.start, token.end);
        let text = Text { value: String::new(), span, escapes: Vec::new() };
        Some(Message { language: self.name_at(scan, tokens.start), text, fix: None, link: None })
    }

    /// A condition; where it cannot be read as a whole, its operands one by one.
    fn condition_piece(&mut self, scan: &Scan<'_>, tokens: Range<usize>) -> Expr {
        let chunk = Chunk { scan, rule: Rule::condition_alone, tokens: tokens.clone(), suffix: "" };
        let mut read = None;
        let mut build = |builder: &mut Self, pairs: Pairs<'_, Rule>| read = builder.condition_alone(pairs);
        let is_read = self.read(&chunk, &mut build).is_ok() || self.read_if_repaired(&chunk, &mut build);
        let bytes = scan.bytes(&tokens);
        let span = self.written(bytes.start, bytes.end);
        if let Some(read) = read.filter(|_| is_read) {
            return read;
        }
        let operands = split::operands(scan, tokens.clone());
        if operands.len() < 2 || operands.iter().any(Range::is_empty) {
            // What is read around a mistake would only be misunderstood.
            let reported = self.read_repaired(&chunk, |_, _| {}).err();
            let reported = reported.unwrap_or_else(|| self.reported_within(span));
            return Expr { kind: ExprKind::Error(reported), span };
        }
        self.refuse_joined_if(scan, &operands[1..]);
        let is_or = scan.word(operands[0].end) == "or";
        let mut parts: Vec<Expr> =
            operands.into_iter().map(|operand| self.condition_piece(scan, operand)).collect();
        parts.push(Expr { kind: ExprKind::Error(self.reported_within(span)), span });
        Expr { kind: if is_or { ExprKind::Or(parts) } else { ExprKind::And(parts) }, span }
    }

    /// Reports `a and if b then c`, of which a reader cannot tell how far it reaches.
    fn refuse_joined_if(&mut self, scan: &Scan<'_>, operands: &[Range<usize>]) {
        for operand in operands.iter().filter(|operand| scan.word(operand.start) == "if") {
            let token = scan.tokens[operand.start];
            let span = self.written(token.start, token.end);
            let wrong = Diagnostic::new(Code::Syntax, span, syntax::if_behind_and_or());
            self.report(wrong.label(syntax::how_far()).help(syntax::parentheses_around_if()));
        }
    }

    fn condition_alone(&mut self, pairs: Pairs<'_, Rule>) -> Option<Expr> {
        inside(pairs).into_iter().next().map(|expr| self.expr(expr))
    }

    fn cut_data(&mut self, scan: &Scan<'_>, at: usize, tokens: &Range<usize>) -> Option<Clause> {
        let block = split::block(scan, tokens).filter(|block| block.head.end == at + 1)?;
        let token = scan.tokens[at];
        let mut data = Data {
            rules: Vec::new(),
            holds: Vec::new(),
            whole: true,
            span: self.written(token.start, token.end),
        };
        for tokens in split::rules(scan, block.body) {
            let chunk = Chunk { scan, rule: Rule::data_rules, tokens: tokens.clone(), suffix: "" };
            let mut build = |builder: &mut Self, pairs: Pairs<'_, Rule>| {
                for rule in inside(pairs) {
                    builder.data_line(rule, &mut data.rules, &mut data.holds);
                }
            };
            if self.read(&chunk, &mut build).is_err() && self.read_repaired(&chunk, &mut build).is_err() {
                data.whole = false;
            }
        }
        if !block.rest.is_empty() {
            data.whole = false;
            self.report_behind(scan, block.rest.start);
        }
        Some(Clause::Data(data))
    }

    /// Reports what follows the braces of a clause.
    fn report_behind(&mut self, scan: &Scan<'_>, at: usize) {
        let token = scan.tokens[at];
        let message = syntax::not_allowed_here(token_in_words(scan, at));
        let behind = Diagnostic::new(Code::Syntax, self.written(token.start, token.end), message);
        self.report(behind.label(syntax::not_expected_here()));
    }

    /// What can be kept of a clause that cannot be cut: its name, for those that refer to it.
    fn broken_clause(
        &mut self,
        scan: &Scan<'_>,
        tokens: &Range<usize>,
        reported: Reported,
    ) -> Option<Clause> {
        self.lose(scan, tokens);
        let (at, head) = self.head::<ClauseHead>(scan, tokens)?;
        let name = scan.is_word(at + 1).then(|| self.name_at(scan, at + 1))?;
        let span = name.span;
        let broken = Expr { kind: ExprKind::Error(reported), span };
        let (messages, law) = (Vec::new(), None);
        match head {
            ClauseHead::Require => Some(Clause::Require(Require {
                name,
                doc: None,
                condition: broken,
                ways: Vec::new(),
                messages,
                is_final: None,
                law,
                otherwise: None,
                whole: false,
                span,
            })),
            ClauseHead::Warn => {
                Some(Clause::Warn(Warn { name, condition: Some(broken), messages, law, whole: false, span }))
            }
            ClauseHead::Step => Some(Clause::Step(Step { name, messages, whole: false, span })),
            ClauseHead::Deadline => Some(Clause::Deadline(Deadline {
                name,
                length: broken.clone(),
                after: broken.clone(),
                met_by: broken,
                law,
                span,
            })),
            ClauseHead::Notify => Some(Clause::Notify(Box::new(Notify {
                shown_by: Path { names: vec![name.clone()], span },
                name,
                before: broken.clone(),
                at_most: None,
                since: broken,
                at: None,
                filter: None,
                messages,
                law,
                whole: false,
                span,
            }))),
            ClauseHead::Title
            | ClauseHead::When
            | ClauseHead::AsksNothing
            | ClauseHead::Grace
            | ClauseHead::Outcome
            | ClauseHead::Data => None,
        }
    }
}

/// Takes in the clauses that were read.
fn into(clauses: &mut Vec<Clause>) -> impl FnOnce(&mut Builder, Pairs<'_, Rule>) {
    |builder, pairs| clauses.extend(builder.clauses(pairs))
}
