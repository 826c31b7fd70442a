//! Which bracket closes which. Where they do not pair, the layout tells which of them is wrong: an item begins at the
//! start of a line, and a closing brace stands below the line that opened it.

use std::collections::BTreeSet;

use super::Builder;
use super::edit::{Edit, Edits};
use super::nesting::{MOST_NESTED, too_deep};
use super::report::token_in_words;
use super::split;
use super::token::{Kind, Scan};
use crate::diagnostic::messages::{common, syntax};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::source::Span;
use crate::syntax::vocabulary;

/// Fills in the depths of the tokens; brackets that do not pair are reported, and read as if they did.
/// What is read in their place joins the edits of the scan. `None` if so many are open at once that the text is not
/// to be read.
pub(super) fn pair(builder: &mut Builder, scan: &mut Scan<'_>, mut edits: Vec<Edit>) -> Option<()> {
    let mut pairing = Pairing::new(scan, false);
    let mut most_open = pairing.run();
    if !pairing.wrong.is_empty() {
        pairing = Pairing::new(scan, true);
        most_open = pairing.run();
    }
    let Pairing { depths, wrong, .. } = pairing;
    if let Some(at) = most_open {
        let token = scan.tokens[at];
        builder.report(too_deep(builder.written(token.start, token.end)));
        return None;
    }
    scan.depths = depths;
    for one in wrong {
        builder.report(one.report(builder, scan));
        edits.extend(one.edit(scan));
    }
    scan.edits = Edits::merged(edits);
    Some(())
}

/// A bracket without its like.
enum Wrong {
    /// The opening token, and the token before which its end is read.
    Unclosed(usize, usize),
    /// A closing token, and the token before which it may have been meant to be opened.
    Stray(usize, Option<usize>),
    /// This opening bracket is missing before this token.
    Unopened(&'static str, usize),
    /// An opening token right behind its like.
    Twice(usize),
}

/// How many tokens the head of an item takes at most.
const HEAD: usize = 12;

/// How many tokens are looked at, before or behind, to tell which of two brackets is wrong.
const LOOK_AHEAD: usize = 400;

/// How many brackets may be open at once where they do not pair; where they do, a text is refused before that.
const MOST_OPEN: usize = 4 * MOST_NESTED;

/// A bracket without a close so far.
#[derive(Debug, Clone, Copy)]
struct Open<'t> {
    sign: &'t str,
    /// Its token, or the one before which it is missing.
    at: usize,
    is_written: bool,
    /// The column at which its line begins.
    column: usize,
}

struct Pairing<'s, 't> {
    scan: &'s Scan<'t>,
    by_layout: bool,
    open: Vec<Open<'t>>,
    depths: Vec<usize>,
    wrong: Vec<Wrong>,
    /// The tokens before which a brace is missing.
    missing_braces: BTreeSet<usize>,
    /// The column at which the line of the current token begins.
    column: usize,
}

impl<'s, 't> Pairing<'s, 't> {
    fn new(scan: &'s Scan<'t>, by_layout: bool) -> Self {
        Self {
            scan,
            by_layout,
            open: Vec::new(),
            depths: Vec::new(),
            wrong: Vec::new(),
            missing_braces: BTreeSet::new(),
            column: 0,
        }
    }

    /// Pairs all brackets, without the layout up to the first that is wrong; the token at which too many were open, if
    /// there is one.
    fn run(&mut self) -> Option<usize> {
        for at in 0..self.scan.tokens.len() {
            self.column = self.scan.tokens[at].indent.unwrap_or(self.column);
            if self.by_layout {
                if self.open.len() > MOST_OPEN {
                    return Some(at);
                }
                self.look_at_layout(at);
            } else if !self.wrong.is_empty() {
                return None;
            }
            let closing = closing(self.scan.word(at)).filter(|_| self.scan.kind(at) == Some(Kind::Sign));
            if let Some(opener) = closing {
                self.close(at, opener);
            }
            self.depths.push(self.open.len());
            if self.opens(at) {
                if self.by_layout && self.is_twice(at) {
                    self.wrong.push(Wrong::Twice(at));
                } else {
                    self.open_at(self.scan.word(at), at, true);
                }
            }
        }
        let end = self.scan.tokens.len();
        self.give_up(0, end);
        self.depths.push(0);
        None
    }

    fn open_at(&mut self, sign: &'t str, at: usize, is_written: bool) {
        self.open.push(Open { sign, at, is_written, column: self.column });
    }

    /// Everything open from `from` on ends before the token `at`.
    fn give_up(&mut self, from: usize, at: usize) {
        while self.open.len() > from {
            if let Some(opener) = self.open.pop().filter(|opener| opener.is_written) {
                self.wrong.push(Wrong::Unclosed(opener.at, at));
            }
        }
    }

    fn close(&mut self, at: usize, opener: &str) {
        let Some(found) = self.open.iter().rposition(|open| open.sign == opener) else {
            let start = self.start(at, opener);
            let is_meant = start.filter(|_| !follows_its_like(self.scan, at));
            if let Some(start) = is_meant {
                self.depths[start..at].iter_mut().for_each(|depth| *depth += 1);
            }
            self.wrong.push(match start.filter(|_| opener == "[") {
                Some(start) => Wrong::Unopened("[", start),
                None => Wrong::Stray(at, start),
            });
            return;
        };
        let below = self.below(at, opener);
        if below.is_none() && self.by_layout && self.is_stray(at, found) {
            self.wrong.push(Wrong::Stray(at, None));
            return;
        }
        self.give_up(below.unwrap_or(found) + 1, at);
        self.open.pop();
    }

    fn opens(&self, at: usize) -> bool {
        self.scan.kind(at) == Some(Kind::Sign) && matches!(self.scan.word(at), "(" | "[" | "{")
    }

    /// Nothing begins with two braces, or two square brackets.
    fn is_twice(&self, at: usize) -> bool {
        at > 0 && matches!(self.scan.word(at), "[" | "{") && self.scan.word(at - 1) == self.scan.word(at)
    }

    /// Whether what follows pairs better if the closing token `at` is passed over than if it closes what was opened at
    /// `found`, and all that was opened since is never closed. Where it pairs as well, a brace behind another does
    /// not end an item that goes on.
    fn is_stray(&self, at: usize, found: usize) -> bool {
        let signs: Vec<&str> = self.open.iter().map(|open| open.sign).collect();
        let given_up = signs.len() - found - 1;
        let goes_on = found == 0 && self.scan.tokens.get(at + 1).is_some_and(|next| next.indent != Some(0));
        let is_second = at > 0 && goes_on && self.scan.word(at - 1) == self.scan.word(at);
        if given_up == 0 && !is_second {
            return false;
        }
        let passed_over = self.unpaired(signs.clone(), at + 1) + 1;
        let closing = self.unpaired(signs[..found].to_vec(), at + 1) + given_up;
        passed_over < closing || is_second && passed_over == closing
    }

    /// The token with which begins what the bracket `at` closes, where nothing opens it.
    fn start(&self, at: usize, opener: &str) -> Option<usize> {
        match opener {
            "[" if self.by_layout && self.is_in_facts() => self.list_start(at),
            "(" if self.by_layout && !vocabulary::continues(self.scan.word(at.wrapping_sub(1))) => {
                self.parenthesis_start(at)
            }
            _ => None,
        }
    }

    /// Facts have lists behind the name of a field.
    fn list_start(&self, at: usize) -> Option<usize> {
        self.around(at).find(|&before| self.scan.word(before) == ":").map(|colon| colon + 1)
    }

    /// A parenthesis holds what one and the same junctor joins.
    fn parenthesis_start(&self, at: usize) -> Option<usize> {
        let mut joined = None;
        for before in self.around(at) {
            match (self.scan.word(before), joined) {
                (word @ ("and" | "or"), None) => joined = Some(word),
                (word @ ("and" | "or"), Some(by)) if word != by => return Some(before + 1),
                ("not" | "where" | "satisfies" | ":" | "=" | "when" | "then", Some(_)) => {
                    return Some(before + 1);
                }
                (":" | "=" | "when", None) => return None,
                _ => {}
            }
        }
        None
    }

    /// The tokens before `at` in the same brackets, nearest first.
    fn around(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let depth = self.open.len();
        let around =
            (at.saturating_sub(LOOK_AHEAD)..at).rev().take_while(move |&before| self.depths[before] >= depth);
        around.filter(move |&before| self.depths[before] == depth)
    }

    /// How many brackets are without their like from `from` to the end of the item, with these open before.
    fn unpaired(&self, mut open: Vec<&'t str>, from: usize) -> usize {
        let scan = self.scan;
        let mut alone = 0;
        for at in from..scan.tokens.len().min(from + LOOK_AHEAD) {
            if scan.tokens[at].indent == Some(0) && split::has_item_shape(scan, at) {
                break;
            }
            if self.opens(at) {
                open.push(scan.word(at));
                continue;
            }
            let Some(opener) = closing(scan.word(at)).filter(|_| scan.kind(at) == Some(Kind::Sign)) else {
                continue;
            };
            match open.iter().rposition(|open| *open == opener) {
                Some(found) => {
                    alone += open.len() - found - 1;
                    open.truncate(found);
                }
                None => alone += 1,
            }
        }
        alone + open.len()
    }

    /// The bracket below whose line a closing brace at the start of a line is aligned.
    fn below(&self, at: usize, opener: &str) -> Option<usize> {
        let column = self.scan.tokens[at].indent.filter(|_| self.by_layout)?;
        let is_below = |open: &Open<'_>| open.is_written && open.sign == opener && open.column == column;
        self.open.iter().rposition(is_below)
    }

    fn follows_when(&self, at: usize) -> bool {
        let opener = self.open.last().map_or(at, |open| open.at);
        (opener.saturating_sub(24)..opener)
            .any(|at| at > 1 && self.scan.word(at) == "when" && self.scan.word(at - 2) == "warn")
    }

    fn look_at_layout(&mut self, at: usize) {
        let scan = self.scan;
        let top = self.open.last().map(|open| open.sign);
        let ends_parenthesis = matches!(scan.word(at), ":" | "=") || split::starts_message(scan, at);
        let starts_line = scan.is_first_on_line(at);
        if top == Some("(") && (ends_parenthesis || starts_line && split::is_clause_word(scan, at)) {
            // In `open = (… placed: time` the word before the colon opens what follows; in `warn … when (…:` nothing.
            let opens_next = scan.kind(at) == Some(Kind::Sign) && !self.follows_when(at);
            let before = if opens_next { at - 1 } else { at };
            self.give_up(self.open.len() - 1, before);
        }
        if top == Some("{") && self.begins_next_element(at) {
            self.give_up(self.open.len() - 1, at);
        }
        if starts_line && self.begins_beside(at) {
            self.give_up(self.open.len() - 1, at);
        }
        let is_item = scan.tokens[at].indent == Some(0) && split::has_item_shape(scan, at);
        if is_item && !self.open.is_empty() {
            self.give_up(0, at);
        }
        if self.open.len() > 1 && split::begins_part(scan, at) && self.is_in_facts() {
            self.give_up(1, at);
        }
        let missing = split::missing_brace(scan, at);
        let element = Some(at).filter(|_| top == Some("[") && self.is_element_without_brace(at));
        for brace in missing.into_iter().chain(element) {
            self.wrong.push(Wrong::Unopened("{", brace));
            self.missing_braces.insert(brace);
        }
        if self.missing_braces.contains(&at) {
            self.open_at("{", at, false);
        }
    }

    /// Whether the outermost brace is that of a test or a fixture: only facts have lists in brackets.
    fn is_in_facts(&self) -> bool {
        let Some(outermost) = self.open.first() else { return false };
        let has_facts = |at: usize| match self.scan.word(at) {
            "test" => self.scan.kind(at + 1) == Some(Kind::Text),
            "fixture" => self.scan.word(at + 2) == ":",
            _ => false,
        };
        (outermost.at.saturating_sub(HEAD)..outermost.at).any(has_facts)
    }

    /// In `[{ state: paid, { state: shipped }]`, the comma ends an element whose brace is missing: no fact begins with one.
    fn begins_next_element(&self, at: usize) -> bool {
        let is_in_list = self.open.iter().rev().nth(1).is_some_and(|around| around.sign == "[");
        is_in_list && self.scan.word(at) == "," && self.scan.word(at + 1) == "{" && self.is_in_facts()
    }

    /// `NAME: {` below another one that is still open: a way of `any of`, or a field, whose brace is missing.
    fn begins_beside(&self, at: usize) -> bool {
        let Some(open) = self.open.last().filter(|open| open.is_written && open.at > 1) else { return false };
        split::begins_way(self.scan, at)
            && split::begins_way(self.scan, open.at - 2)
            && open.column == self.column
    }

    /// In `[state: paid }`, a field begins where an element should.
    fn is_element_without_brace(&self, at: usize) -> bool {
        let scan = self.scan;
        let begins = match scan.word(at.wrapping_sub(1)) {
            "[" => true,
            "," => !scan.is_first_on_line(at),
            _ => false,
        };
        begins && scan.is_word(at) && scan.word(at + 1) == ":"
    }
}

impl Wrong {
    fn report(&self, builder: &Builder, scan: &Scan<'_>) -> Diagnostic {
        let place = |at: usize| builder.written(scan.tokens[at].start, scan.tokens[at].end);
        match *self {
            Self::Unclosed(opener, before) => {
                let unclosed = unclosed(place(opener), scan.word(opener));
                let end = scan.tokens[before - 1].end;
                let close = like(scan.word(opener));
                let expected = syntax::expected_sign_before(close, token_in_words(scan, before));
                let behind = builder.written(end, end);
                unclosed.because(behind, expected).offer(behind, format!(" {close}"))
            }
            Self::Twice(at) => {
                Diagnostic::new(Code::Unclosed, place(at), syntax::right_behind_another(scan.word(at)))
                    .label(syntax::once_is_enough())
                    .help(common::leave_it_out())
                    .fix(place(at), "")
            }
            Self::Stray(at, start) => {
                let sign = scan.word(at);
                let stray = Diagnostic::new(Code::Unclosed, place(at), syntax::closes_nothing(sign))
                    .label(syntax::nothing_open())
                    .help(syntax::remove_or_open());
                let Some(start) = start else { return stray };
                let open = closing(sign).unwrap_or_default();
                let before = builder.written(scan.tokens[start].start, scan.tokens[start].start);
                stray.because(before, syntax::may_be_missing(open)).offer(before, open)
            }
            Self::Unopened(sign, at) => {
                let before = builder.written(scan.tokens[at - 1].end, scan.tokens[at - 1].end);
                Diagnostic::new(Code::Syntax, place(at), syntax::not_allowed_here(token_in_words(scan, at)))
                    .label(syntax::not_expected_here())
                    .note(syntax::expected(Message::code(sign)))
                    .fix(before, format!(" {sign}"))
            }
        }
    }

    fn edit(&self, scan: &Scan<'_>) -> Option<Edit> {
        match *self {
            Self::Unclosed(opener, before) => {
                let at = scan.tokens[before - 1].end.max(scan.tokens[opener].end);
                Some(Edit::new(at..at, format!(" {}", like(scan.word(opener)))))
            }
            Self::Stray(at, Some(start)) if !follows_its_like(scan, at) => {
                let start = scan.tokens[start].start;
                Some(Edit::new(start..start, closing(scan.word(at))?))
            }
            Self::Stray(at, _) | Self::Twice(at) => {
                Some(Edit::new(scan.tokens[at].start..scan.tokens[at].end, ""))
            }
            Self::Unopened(sign, at) => {
                let start = scan.tokens[at].start;
                Some(Edit::new(start..start, format!("{sign} ")))
            }
        }
    }
}

/// Of two closing signs in a row, the second may be too many.
fn follows_its_like(scan: &Scan<'_>, at: usize) -> bool {
    at > 0 && scan.word(at - 1) == scan.word(at)
}

/// What closes an opening sign.
fn like(sign: &str) -> &'static str {
    match sign {
        "(" => ")",
        "[" => "]",
        _ => "}",
    }
}

fn closing(sign: &str) -> Option<&'static str> {
    match sign {
        ")" => Some("("),
        "]" => Some("["),
        "}" => Some("{"),
        _ => None,
    }
}

/// A bracket or a quote that nothing closes.
pub(super) fn unclosed(span: Span, sign: &str) -> Diagnostic {
    Diagnostic::new(Code::Unclosed, span, syntax::never_closed(sign)).label(common::opened_here())
}
