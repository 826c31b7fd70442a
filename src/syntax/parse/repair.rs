//! Error recovery: where a text does not parse, it is read as what was probably meant, if that gets
//! further, and the mistake is reported. So one mistake hides no other.

use pest::Parser as _;
use pest::error::{Error, ErrorVariant, InputLocation};
use pest::iterators::Pairs;

use super::patch::{Patch, Patched, Patches};
use super::piece::{Expected, Failure, Piece, Repair};
use super::report::{self, token_in_words};
use super::spoken::is_keyword;
use super::token::{Kind, Scan};
use super::{Builder, Built, Grammar, Rule, cut, forms, spoken};
use crate::diagnostic::messages::{common, syntax};
use crate::diagnostic::{Code, Diagnostic, Reported, ranked};
use crate::syntax::vocabulary;

/// A reading of a piece that stopped.
#[derive(Clone, Copy)]
pub(super) struct Reading<'r> {
    pub(super) piece: &'r Piece<'r, 'r>,
    /// The repairs so far.
    pub(super) patches: &'r Patches,
    pub(super) stopped: &'r Failure,
}

/// What a repair that was tried leads to.
pub(super) struct Tried {
    patches: Patches,
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
    patches: Patches,
    reports: Vec<Diagnostic>,
    /// Whether something else may be meant than what is read.
    in_doubt: bool,
    /// Where the text still does not parse.
    failure: Option<Failure>,
}

/// Guesses what may be meant where reading stopped.
type Guess = fn(&Builder, &Piece<'_, '_>, &Failure) -> Vec<Repair>;

/// The likeliest first; each is made only if those before it lead nowhere.
const GUESSES: [Guess; 7] = [
    |builder, piece, failure| builder.written_twice(piece, failure).into_iter().collect(),
    |builder, piece, failure| forms::repairs(builder, piece.scan, &piece.tokens, failure.at),
    |builder, piece, failure| builder.another_case(piece, failure.at),
    Builder::misspelt,
    |builder, piece, failure| builder.missing_sign(piece, failure).into_iter().collect(),
    |builder, piece, failure| builder.missing_comma(piece, failure).into_iter().collect(),
    |builder, piece, failure| builder.missing_language(piece, failure).into_iter().collect(),
];

impl Builder {
    /// Reads a piece unchanged, apart from the edits of the scan.
    pub(super) fn read(
        &mut self,
        piece: &Piece<'_, '_>,
        build: impl FnOnce(&mut Self, Pairs<'_, Rule>),
    ) -> Result<(), Failure> {
        let patches = own_patches(piece);
        self.read_under(piece, &patches, build)
    }

    pub(super) fn read_under(
        &mut self,
        piece: &Piece<'_, '_>,
        patches: &Patches,
        build: impl FnOnce(&mut Self, Pairs<'_, Rule>),
    ) -> Result<(), Failure> {
        let mut patched = Patched::new(piece.scan.text, piece.scan.bytes(&piece.tokens), patches);
        if !piece.suffix.is_empty() {
            patched.text.to_mut().push_str(piece.suffix);
        }
        match Grammar::parse(piece.rule, &patched.text) {
            Ok(pairs) => {
                self.map = patched.map;
                build(self, pairs);
                Ok(())
            }
            Err(error) => Err(failure(piece, &patched, &error)),
        }
    }

    /// Reads a piece, repairing it where what was meant is plain. Reports the repairs, and where it could not be read
    /// to its end; whether it was read. Where a token was passed over, it was not: what is left may mean something else.
    pub(super) fn read_repaired(
        &mut self,
        piece: &Piece<'_, '_>,
        build: impl FnOnce(&mut Self, Pairs<'_, Rule>),
    ) -> Built<()> {
        let repaired = self.repaired(piece, true);
        let reported = self.report_repaired(piece, &repaired);
        let can_be_read = !repaired.in_doubt && repaired.failure.is_none();
        let is_read = can_be_read && self.read_under(piece, &repaired.patches, build).is_ok();
        if is_read { Ok(()) } else { Err(reported.unwrap_or_else(|| self.lost_piece(piece))) }
    }

    /// The same, for a piece whose meaning does not depend on a token that was skipped.
    pub(super) fn read_around(
        &mut self,
        piece: &Piece<'_, '_>,
        build: impl FnOnce(&mut Self, Pairs<'_, Rule>),
    ) -> Built<()> {
        let repaired = self.repaired(piece, true);
        let reported = self.report_repaired(piece, &repaired);
        let is_read = repaired.failure.is_none() && self.read_under(piece, &repaired.patches, build).is_ok();
        if is_read { Ok(()) } else { Err(reported.unwrap_or_else(|| self.lost_piece(piece))) }
    }

    fn report_repaired(&mut self, piece: &Piece<'_, '_>, repaired: &Repaired) -> Option<Reported> {
        let stopped = repaired.failure.as_ref().map(|failure| report::syntax_error(self, piece, failure));
        let reports = repaired.reports.iter().cloned().chain(stopped);
        reports.map(|report| self.report(report)).last()
    }

    fn lost_piece(&mut self, piece: &Piece<'_, '_>) -> Reported {
        let bytes = piece.scan.bytes(&piece.tokens);
        self.lost_at(self.written(bytes.start, bytes.end), syntax::part_of_text())
    }

    /// The same, for a piece that can be cut further: nothing is passed over, and nothing is reported unless all of it
    /// reads.
    pub(super) fn read_if_repaired(
        &mut self,
        piece: &Piece<'_, '_>,
        build: impl FnOnce(&mut Self, Pairs<'_, Rule>),
    ) -> bool {
        let repaired = self.repaired(piece, false);
        if repaired.failure.is_some() {
            return false;
        }
        for report in repaired.reports {
            self.report(report);
        }
        self.read_under(piece, &repaired.patches, build).is_ok()
    }

    fn repaired(&mut self, piece: &Piece<'_, '_>, may_doubt: bool) -> Repaired {
        let mut patches = own_patches(piece);
        let (mut reports, mut in_doubt) = (Vec::new(), false);
        self.effort.begin_piece();
        let mut failure = self.read_under(piece, &patches, |_, _| {}).err();
        for _ in 0..=piece.tokens.len() {
            let Some(stopped) = failure.as_ref().filter(|_| !self.effort.is_spent()) else { break };
            let reading = Reading { piece, patches: &patches, stopped };
            let Some((repair, tried)) = self.next_repair(reading, may_doubt && !in_doubt) else { break };
            in_doubt |= !repair.is_meant;
            reports.push(repair.report);
            Tried { patches, failure } = tried;
        }
        Repaired { patches, reports, in_doubt, failure }
    }

    /// The likeliest repair with which the piece reads on.
    fn next_repair(&mut self, reading: Reading<'_>, may_doubt: bool) -> Option<(Repair, Tried)> {
        let Reading { piece, stopped, .. } = reading;
        for guess in GUESSES {
            for repair in guess(self, piece, stopped) {
                if let Some(tried) = self.tried(reading, &repair) {
                    return Some((repair, tried));
                }
            }
        }
        let edit = self.single_edit(reading);
        if let Some(edit) = edit.filter(|(repair, _)| may_doubt || repair.is_meant) {
            return Some(edit);
        }
        let passed_over = self.passed_over(piece, stopped).filter(|_| may_doubt)?;
        let tried = self.tried(reading, &passed_over)?;
        Some((passed_over, tried))
    }

    /// The result with one more repair, if the piece then parses further.
    pub(super) fn tried(&mut self, reading: Reading<'_>, repair: &Repair) -> Option<Tried> {
        let Reading { piece, patches, stopped } = reading;
        let patches = patches.with(&repair.patch)?;
        if !self.effort.spend(piece.scan.bytes(&piece.tokens).len()) {
            return None;
        }
        let failure = self.read_under(piece, &patches, |_, _| {}).err();
        gets_further(piece.scan, stopped, repair, failure.as_ref()).then_some(Tried { patches, failure })
    }

    /// `AND` for `and`.
    fn another_case(&self, piece: &Piece<'_, '_>, at: usize) -> Vec<Repair> {
        let scan = piece.scan;
        let is_other = |&at: &usize| {
            let word = scan.word(at);
            scan.is_word(at) && word.chars().any(char::is_uppercase) && is_keyword(&word.to_lowercase())
        };
        let near = (at.saturating_sub(3).max(piece.tokens.start)..=at).rev().filter(is_other);
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
    fn misspelt(&self, piece: &Piece<'_, '_>, failure: &Failure) -> Vec<Repair> {
        let scan = piece.scan;
        let mut repairs = Vec::new();
        for at in (failure.at.saturating_sub(2).max(piece.tokens.start)..=failure.at).rev() {
            let word = scan.word(at);
            if !scan.is_word(at) || is_keyword(word) {
                continue;
            }
            let mut meant = ranked(word, spoken::keywords());
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
    fn missing_sign(&self, piece: &Piece<'_, '_>, failure: &Failure) -> Option<Repair> {
        let scan = piece.scan;
        let before = failure.at.checked_sub(1).filter(|&at| at >= piece.tokens.start)?;
        let sign = match failure.expected.sign()? {
            // A list of names ends where a line begins that is no name.
            "," if piece.rule == Rule::items && scan.is_first_on_line(failure.at) => return None,
            // What keeps an expression going is not the name of the next field.
            ":" | "=" if piece.rule == Rule::members && vocabulary::continues(scan.word(before)) => {
                return None;
            }
            ":" if piece.rule == Rule::members && !cut::is_type(scan, failure.at) => "=",
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
    fn missing_comma(&self, piece: &Piece<'_, '_>, failure: &Failure) -> Option<Repair> {
        let scan = piece.scan;
        let is_listed = |&at: &usize| cut::lacks_comma(scan, piece.tokens.start, at);
        let at = (failure.at.saturating_sub(1)..=failure.at).find(is_listed)?;
        let end = scan.tokens[at - 1].end;
        let span = self.written(end, end);
        let missing = Diagnostic::new(Code::Syntax, span, syntax::comma_missing())
            .label(syntax::expected_before(token_in_words(scan, at)))
            .fix(span, ",");
        Some(Repair::replace(end..end, ", ", missing))
    }

    /// A message whose language is not named: messages are in the order in which the file declares the languages.
    fn missing_language(&self, piece: &Piece<'_, '_>, failure: &Failure) -> Option<Repair> {
        let scan = piece.scan;
        let is_named = failure.at > 0 && self.languages().any(|it| it.text == scan.word(failure.at - 1));
        // `"…" fix`: the word that comes behind its text belongs before it.
        let is_swapped =
            cut::takes_text(scan, failure.at + 1) && scan.kind(failure.at + 2) != Some(Kind::Text);
        if scan.kind(failure.at) != Some(Kind::Text) || is_named || is_swapped {
            return None;
        }
        let said = (piece.tokens.start..failure.at).filter(|&at| cut::starts_message(scan, at)).count();
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
    fn written_twice(&self, piece: &Piece<'_, '_>, failure: &Failure) -> Option<Repair> {
        let scan = piece.scan;
        // The second may have been taken for a name, and what follows for the next.
        let mut near = (failure.at.saturating_sub(2)..=failure.at).rev();
        let is_twice = |&at: &usize| {
            at > piece.tokens.start && at < piece.tokens.end && scan.word(at) == scan.word(at - 1)
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
    fn passed_over(&self, piece: &Piece<'_, '_>, failure: &Failure) -> Option<Repair> {
        let token = piece.scan.tokens.get(failure.at).filter(|_| failure.at < piece.tokens.end)?;
        let report = report::syntax_error(self, piece, failure);
        Some(Repair::replace(token.start..token.end, "", report).over_a_token().in_doubt())
    }
}

/// The edits of the scan within a piece. Of the braces that are read into the text at its ends, only those that the
/// piece itself opens belong to it.
fn own_patches(piece: &Piece<'_, '_>) -> Patches {
    let scan = piece.scan;
    let range = scan.bytes(&piece.tokens);
    let mut open = 0_usize;
    for at in piece.tokens.clone() {
        match (scan.kind(at), scan.word(at)) {
            (Some(Kind::Sign), "{") => open += 1,
            (Some(Kind::Sign), "}") => open = open.saturating_sub(1),
            _ => {}
        }
    }
    let belongs = |patch: &&Patch| match (patch.new.trim(), patch.at.is_empty()) {
        ("{", true) => {
            let is_inside = patch.at.start > range.start;
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
    scan.patches.within(&range, belongs)
}

fn gets_further(scan: &Scan<'_>, before: &Failure, repair: &Repair, next: Option<&Failure>) -> bool {
    match next {
        None => true,
        Some(next) => {
            let behind = scan.token_at(repair.patch.at.end.max(repair.patch.at.start + 1) - 1);
            next.at > before.at && next.at > behind + repair.further
        }
    }
}

fn failure(piece: &Piece<'_, '_>, patched: &Patched<'_>, error: &Error<Rule>) -> Failure {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let at = at + patched.text[at..].len() - patched.text[at..].trim_start().len();
    let offset = patched.map.start(at);
    let at = piece.scan.token_at(offset).clamp(piece.tokens.start, piece.tokens.end);
    let expected = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => Expected::new(positives),
        ErrorVariant::CustomError { .. } => Expected::default(),
    };
    Failure { at, expected }
}
