//! Error recovery: where a text does not parse, it is read as what was probably meant, if that gets
//! further, and the mistake is reported. So one mistake hides no other.

use pest::Parser as _;
use pest::error::{Error, ErrorVariant, InputLocation};
use pest::iterators::Pairs;

use super::chunk::{Chunk, Expected, Failure, Repair};
use super::edit::{Edit, Edited, Edits};
use super::report::{self, token_in_words};
use super::rule_name::is_keyword;
use super::token::{Kind, Scan};
use super::{Builder, Built, Grammar, Rule, rule_name, split, wrong_phrases};
use crate::diagnostic::messages::{common, syntax};
use crate::diagnostic::{Code, Diagnostic, Reported, ranked};
use crate::syntax::vocabulary;

/// A reading of a chunk that stopped.
#[derive(Clone, Copy)]
pub(super) struct Reading<'r> {
    pub(super) chunk: &'r Chunk<'r, 'r>,
    /// The repairs so far.
    pub(super) edits: &'r Edits,
    pub(super) stopped: &'r Failure,
}

/// What a repair that was tried leads to.
pub(super) struct Tried {
    edits: Edits,
    /// Where the text still does not parse.
    failure: Option<Failure>,
}

impl Tried {
    pub(super) fn is_whole(&self) -> bool {
        self.failure.is_none()
    }
}

/// The result of repairing.
struct Repaired {
    edits: Edits,
    reports: Vec<Diagnostic>,
    /// Whether something else may be meant than what is read.
    in_doubt: bool,
    /// Where the text still does not parse.
    failure: Option<Failure>,
}

/// Guesses what may be meant where reading stopped.
type Guess = fn(&Builder, &Chunk<'_, '_>, &Failure) -> Vec<Repair>;

/// The likeliest first; each is made only if those before it lead nowhere.
const GUESSES: [Guess; 7] = [
    |builder, chunk, failure| builder.written_twice(chunk, failure).into_iter().collect(),
    |builder, chunk, failure| wrong_phrases::repairs(builder, chunk.scan, &chunk.tokens, failure.at),
    |builder, chunk, failure| builder.another_case(chunk, failure.at),
    Builder::misspelt,
    |builder, chunk, failure| builder.missing_sign(chunk, failure).into_iter().collect(),
    |builder, chunk, failure| builder.missing_comma(chunk, failure).into_iter().collect(),
    |builder, chunk, failure| builder.missing_language(chunk, failure).into_iter().collect(),
];

impl Builder {
    /// Reads a chunk unchanged, apart from the edits of the scan.
    pub(super) fn read(
        &mut self,
        chunk: &Chunk<'_, '_>,
        build: impl FnOnce(&mut Self, Pairs<'_, Rule>),
    ) -> Result<(), Failure> {
        let edits = own_edits(chunk);
        self.read_under(chunk, &edits, build)
    }

    pub(super) fn read_under(
        &mut self,
        chunk: &Chunk<'_, '_>,
        edits: &Edits,
        build: impl FnOnce(&mut Self, Pairs<'_, Rule>),
    ) -> Result<(), Failure> {
        let mut patched = Edited::new(chunk.scan.text, chunk.scan.bytes(&chunk.tokens), edits);
        if !chunk.suffix.is_empty() {
            patched.text.to_mut().push_str(chunk.suffix);
        }
        match Grammar::parse(chunk.rule, &patched.text) {
            Ok(pairs) => {
                self.map = patched.map;
                build(self, pairs);
                Ok(())
            }
            Err(error) => Err(failure(chunk, &patched, &error)),
        }
    }

    /// Reads a chunk, repairing it where what was meant is plain. Reports the repairs, and where it could not be read
    /// to its end; whether it was read. Where a token was passed over, it was not: what is left may mean something else.
    pub(super) fn read_repaired(
        &mut self,
        chunk: &Chunk<'_, '_>,
        build: impl FnOnce(&mut Self, Pairs<'_, Rule>),
    ) -> Built<()> {
        let repaired = self.repaired(chunk, true);
        let reported = self.report_repaired(chunk, &repaired);
        let can_be_read = !repaired.in_doubt && repaired.failure.is_none();
        let is_read = can_be_read && self.read_under(chunk, &repaired.edits, build).is_ok();
        if is_read { Ok(()) } else { Err(reported.unwrap_or_else(|| self.lost_chunk(chunk))) }
    }

    /// The same, for a chunk whose meaning does not depend on a token that was skipped.
    pub(super) fn read_around(
        &mut self,
        chunk: &Chunk<'_, '_>,
        build: impl FnOnce(&mut Self, Pairs<'_, Rule>),
    ) -> Built<()> {
        let repaired = self.repaired(chunk, true);
        let reported = self.report_repaired(chunk, &repaired);
        let is_read = repaired.failure.is_none() && self.read_under(chunk, &repaired.edits, build).is_ok();
        if is_read { Ok(()) } else { Err(reported.unwrap_or_else(|| self.lost_chunk(chunk))) }
    }

    fn report_repaired(&mut self, chunk: &Chunk<'_, '_>, repaired: &Repaired) -> Option<Reported> {
        let stopped = repaired.failure.as_ref().map(|failure| report::syntax_error(self, chunk, failure));
        let reports = repaired.reports.iter().cloned().chain(stopped);
        reports.map(|report| self.report(report)).last()
    }

    fn lost_chunk(&mut self, chunk: &Chunk<'_, '_>) -> Reported {
        let bytes = chunk.scan.bytes(&chunk.tokens);
        self.lost_at(self.written(bytes.start, bytes.end), syntax::part_of_text())
    }

    /// The same, for a chunk that can be cut further: nothing is passed over, and nothing is reported unless all of it
    /// reads.
    pub(super) fn read_if_repaired(
        &mut self,
        chunk: &Chunk<'_, '_>,
        build: impl FnOnce(&mut Self, Pairs<'_, Rule>),
    ) -> bool {
        let repaired = self.repaired(chunk, false);
        if repaired.failure.is_some() {
            return false;
        }
        for report in repaired.reports {
            self.report(report);
        }
        self.read_under(chunk, &repaired.edits, build).is_ok()
    }

    fn repaired(&mut self, chunk: &Chunk<'_, '_>, may_doubt: bool) -> Repaired {
        let mut edits = own_edits(chunk);
        let (mut reports, mut in_doubt) = (Vec::new(), false);
        self.effort.begin_piece();
        let mut failure = self.read_under(chunk, &edits, |_, _| {}).err();
        for _ in 0..=chunk.tokens.len() {
            let Some(stopped) = failure.as_ref().filter(|_| !self.effort.is_spent()) else { break };
            let reading = Reading { chunk, edits: &edits, stopped };
            let Some((repair, tried)) = self.next_repair(reading, may_doubt && !in_doubt) else { break };
            in_doubt |= !repair.is_meant;
            reports.push(repair.report);
            Tried { edits, failure } = tried;
        }
        Repaired { edits, reports, in_doubt, failure }
    }

    /// The likeliest repair with which the chunk reads on.
    fn next_repair(&mut self, reading: Reading<'_>, may_doubt: bool) -> Option<(Repair, Tried)> {
        let Reading { chunk, stopped, .. } = reading;
        for guess in GUESSES {
            for repair in guess(self, chunk, stopped) {
                if let Some(tried) = self.tried(reading, &repair) {
                    return Some((repair, tried));
                }
            }
        }
        let edit = self.single_edit(reading);
        if let Some(edit) = edit.filter(|(repair, _)| may_doubt || repair.is_meant) {
            return Some(edit);
        }
        let passed_over = self.passed_over(chunk, stopped).filter(|_| may_doubt)?;
        let tried = self.tried(reading, &passed_over)?;
        Some((passed_over, tried))
    }

    /// The result with one more repair, if the chunk then parses further.
    pub(super) fn tried(&mut self, reading: Reading<'_>, repair: &Repair) -> Option<Tried> {
        let Reading { chunk, edits, stopped } = reading;
        let edits = edits.with(&repair.edit)?;
        if !self.effort.spend(chunk.scan.bytes(&chunk.tokens).len()) {
            return None;
        }
        let failure = self.read_under(chunk, &edits, |_, _| {}).err();
        gets_further(chunk.scan, stopped, repair, failure.as_ref()).then_some(Tried { edits, failure })
    }

    /// `AND` for `and`.
    fn another_case(&self, chunk: &Chunk<'_, '_>, at: usize) -> Vec<Repair> {
        let scan = chunk.scan;
        let is_other = |&at: &usize| {
            let word = scan.word(at);
            scan.is_word(at) && word.chars().any(char::is_uppercase) && is_keyword(&word.to_lowercase())
        };
        let near = (at.saturating_sub(3).max(chunk.tokens.start)..=at).rev().filter(is_other);
        near.map(|at| {
            let (word, meant) = (scan.word(at), scan.word(at).to_lowercase());
            let range = scan.tokens[at].start..scan.tokens[at].end;
            let span = self.written(range.start, range.end);
            let wrong = Diagnostic::new(Code::WrongForm, span, syntax::not_written_here(word))
                .label(syntax::keywords_small())
                .help(common::write_this(&meant))
                .fix(span, meant.clone());
            Repair::replace(range, meant, wrong)
        })
        .collect()
    }

    /// A keyword with a letter wrong: the token itself, or one shortly before it that was taken for a name.
    fn misspelt(&self, chunk: &Chunk<'_, '_>, failure: &Failure) -> Vec<Repair> {
        let scan = chunk.scan;
        let mut repairs = Vec::new();
        for at in (failure.at.saturating_sub(2).max(chunk.tokens.start)..=failure.at).rev() {
            let word = scan.word(at);
            if !scan.is_word(at) || is_keyword(word) {
                continue;
            }
            let mut meant = ranked(word, rule_name::keywords());
            meant.sort_by_key(|keyword| !failure.expected.has_keyword(keyword));
            for keyword in meant.into_iter().take(3) {
                let range = scan.tokens[at].start..scan.tokens[at].end;
                let span = self.written(range.start, range.end);
                let wrong = Diagnostic::new(Code::Syntax, span, syntax::not_a_keyword(word))
                    .label(syntax::not_expected_here())
                    .help(common::did_you_mean(keyword))
                    .fix(span, keyword);
                repairs.push(Repair::replace(range, keyword, wrong));
            }
        }
        repairs
    }

    /// A sign that is expected and without which the rest reads well.
    fn missing_sign(&self, chunk: &Chunk<'_, '_>, failure: &Failure) -> Option<Repair> {
        let scan = chunk.scan;
        let before = failure.at.checked_sub(1).filter(|&at| at >= chunk.tokens.start)?;
        let sign = match failure.expected.sign()? {
            // A list of names ends where a line begins that is no name.
            "," if chunk.rule == Rule::items && scan.is_first_on_line(failure.at) => return None,
            // What keeps an expression going is not the name of the next field.
            ":" | "=" if chunk.rule == Rule::members && vocabulary::continues(scan.word(before)) => {
                return None;
            }
            ":" if chunk.rule == Rule::members && !split::is_type(scan, failure.at) => "=",
            sign => sign,
        };
        let end = scan.tokens[before].end;
        let span = self.written(end, end);
        let missing = Diagnostic::new(Code::Syntax, span, syntax::sign_missing(sign))
            .label(syntax::expected_before(token_in_words(scan, failure.at)))
            .fix(span, sign);
        Some(Repair::replace(end..end, format!("{sign} "), missing))
    }

    /// `one of a b`: the second word was taken for the next declaration.
    fn missing_comma(&self, chunk: &Chunk<'_, '_>, failure: &Failure) -> Option<Repair> {
        let scan = chunk.scan;
        let is_listed = |&at: &usize| split::lacks_comma(scan, chunk.tokens.start, at);
        let at = (failure.at.saturating_sub(1)..=failure.at).find(is_listed)?;
        let end = scan.tokens[at - 1].end;
        let span = self.written(end, end);
        let missing = Diagnostic::new(Code::Syntax, span, syntax::comma_missing())
            .label(syntax::expected_before(token_in_words(scan, at)))
            .fix(span, ",");
        Some(Repair::replace(end..end, ", ", missing))
    }

    /// A message whose language is not named: messages are in the order in which the file declares the languages.
    fn missing_language(&self, chunk: &Chunk<'_, '_>, failure: &Failure) -> Option<Repair> {
        let scan = chunk.scan;
        let is_named = failure.at > 0 && self.languages().any(|it| it.text == scan.word(failure.at - 1));
        // `"…" fix`: the word that comes behind its text belongs before it.
        let is_swapped =
            split::takes_text(scan, failure.at + 1) && scan.kind(failure.at + 2) != Some(Kind::Text);
        if scan.kind(failure.at) != Some(Kind::Text) || is_named || is_swapped {
            return None;
        }
        let said = (chunk.tokens.start..failure.at).filter(|&at| split::starts_message(scan, at)).count();
        let token = scan.tokens[failure.at];
        let span = self.written(token.start, token.end);
        let before = self.written(token.start, token.start);
        let wrong = Diagnostic::new(Code::WrongForm, span, syntax::message_without_language())
            .label(syntax::in_which_language());
        let (language, wrong) = match self.languages().nth(said) {
            Some(language) => {
                let help = common::write_this(&format!("{} \"…\"", language.text));
                (language.text.clone(), wrong.help(help).fix(before, format!("{} ", language.text)))
            }
            None => ("en".to_owned(), wrong.help(syntax::language_before("en \"…\""))),
        };
        Some(Repair::replace(token.start..token.start, format!("{language} "), wrong))
    }

    /// `is is`
    fn written_twice(&self, chunk: &Chunk<'_, '_>, failure: &Failure) -> Option<Repair> {
        let scan = chunk.scan;
        // The second may have been taken for a name, and what follows for the next.
        let mut near = (failure.at.saturating_sub(2)..=failure.at).rev();
        let is_twice = |&at: &usize| {
            at > chunk.tokens.start && at < chunk.tokens.end && scan.word(at) == scan.word(at - 1)
        };
        let at = near.find(is_twice)?;
        let range = scan.tokens[at - 1].end..scan.tokens[at].end;
        let span = self.written(scan.tokens[at].start, scan.tokens[at].end);
        let twice = Diagnostic::new(Code::Syntax, span, syntax::twice_here(scan.word(at)))
            .label(syntax::once_is_enough())
            .help(common::leave_it_out())
            .fix(self.written(range.start, range.end), "");
        Some(Repair::replace(range, "", twice))
    }

    /// Reports the token that does not fit, and reads on behind it.
    fn passed_over(&self, chunk: &Chunk<'_, '_>, failure: &Failure) -> Option<Repair> {
        let token = chunk.scan.tokens.get(failure.at).filter(|_| failure.at < chunk.tokens.end)?;
        let report = report::syntax_error(self, chunk, failure);
        Some(Repair::replace(token.start..token.end, "", report).over_a_token().in_doubt())
    }
}

/// The edits of the scan within a chunk. Of the braces that are read into the text at its ends, only those that the
/// chunk itself opens belong to it.
fn own_edits(chunk: &Chunk<'_, '_>) -> Edits {
    let scan = chunk.scan;
    let range = scan.bytes(&chunk.tokens);
    let mut open = 0_usize;
    for at in chunk.tokens.clone() {
        match (scan.kind(at), scan.word(at)) {
            (Some(Kind::Sign), "{") => open += 1,
            (Some(Kind::Sign), "}") => open = open.saturating_sub(1),
            _ => {}
        }
    }
    let belongs = |edit: &&Edit| match (edit.new.trim(), edit.at.is_empty()) {
        ("{", true) => {
            let is_inside = edit.at.start > range.start;
            open += usize::from(is_inside);
            is_inside
        }
        ("}", true) => {
            let is_own = open > 0;
            open = open.saturating_sub(1);
            is_own
        }
        _ => true,
    };
    scan.edits.within(&range, belongs)
}

fn gets_further(scan: &Scan<'_>, before: &Failure, repair: &Repair, next: Option<&Failure>) -> bool {
    match next {
        None => true,
        Some(next) => {
            let behind = scan.token_at(repair.edit.at.end.max(repair.edit.at.start + 1) - 1);
            next.at > before.at && next.at > behind + repair.further
        }
    }
}

fn failure(chunk: &Chunk<'_, '_>, patched: &Edited<'_>, error: &Error<Rule>) -> Failure {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let at = at + patched.text[at..].len() - patched.text[at..].trim_start().len();
    let offset = patched.map.start(at);
    let at = chunk.scan.token_at(offset).clamp(chunk.tokens.start, chunk.tokens.end);
    let expected = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => Expected::new(positives),
        ErrorVariant::CustomError { .. } => Expected::default(),
    };
    Failure { at, expected }
}
