//! A look over the raw text before it is parsed: its tokens, characters that can disguise a rule, signs that no rule
//! knows, texts that do not end, nesting beyond what is read.

use std::ops::Range;

use pest::unicode::{XID_CONTINUE, XID_START};
use unicode_normalization::UnicodeNormalization as _;

use super::Builder;
use super::edit::Edit;
use super::line::{Line, quotes_of};
use super::names::{is_ignorable, refuse_disguised};
use super::nesting::{MOST_NESTED, too_deep};
use super::token::{Kind, Scan, Token};
use super::wrong_tokens::{self, Sign};
use crate::diagnostic::messages::{common, literals};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Span, turns_direction};
use crate::syntax::vocabulary::{self, Role};

/// U+FEFF, with which a text in UTF-8 may begin.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The tokens of `text`; `None` if it nests too deeply to be handed to the parser.
pub(super) fn scan<'t>(builder: &mut Builder, text: &'t str) -> Option<Scan<'t>> {
    let (tokens, edits) = tokens(builder, text);
    let mut scan = Scan::new(text, tokens);
    if let Some(at) = nested_too_deeply(&scan) {
        let token = scan.tokens[at];
        builder.report(too_deep(builder.written(token.start, token.end)));
        return None;
    }
    super::brackets::pair(builder, &mut scan, edits)?;
    Some(scan)
}

/// The tokens of `text`, and the edits under which they are read.
pub(super) fn tokens(builder: &mut Builder, text: &str) -> (Vec<Token>, Vec<Edit>) {
    let mut scanner = Scanner {
        builder,
        text,
        tokens: Vec::new(),
        edits: Vec::new(),
        line: 0,
        quoted_line: Line::default(),
        braces: Vec::new(),
    };
    let mut at = scanner.byte_order_mark();
    while let Some(c) = text[at..].chars().next() {
        // In any case the text gets shorter.
        at = scanner.step(at, c).max(at + c.len_utf8());
    }
    let Scanner { tokens, edits, .. } = scanner;
    (tokens, edits)
}

struct Scanner<'b, 't> {
    builder: &'b mut Builder,
    text: &'t str,
    tokens: Vec<Token>,
    edits: Vec<Edit>,
    /// Where the current line starts.
    line: usize,
    /// The line of the last quote.
    quoted_line: Line,
    /// The braces that are open.
    braces: Vec<usize>,
}

impl Scanner<'_, '_> {
    /// Where a text begins behind its byte order mark, which some editors write.
    fn byte_order_mark(&mut self) -> usize {
        let mark = if self.builder.base == 0 && self.text.starts_with(BYTE_ORDER_MARK) {
            BYTE_ORDER_MARK.len_utf8()
        } else {
            0
        };
        self.edits.extend((mark > 0).then(|| Edit::new(0..mark, "")));
        self.line = mark;
        mark
    }

    /// Takes in what begins at `at` with `c`; where the next begins.
    fn step(&mut self, at: usize, c: char) -> usize {
        let rest = &self.text[at..];
        let behind = at + c.len_utf8();
        match c {
            '\n' => {
                self.line = behind;
                behind
            }
            ' ' | '\t' | '\r' => behind,
            '"' => self.text_token(at),
            '/' if rest.starts_with("//") => self.comment(at),
            '#' if self.is_line_start(at) => {
                let span = self.builder.written(at, behind);
                self.builder.report(wrong_tokens::of_another_language(span, "#", "//").fix(span, "//"));
                self.edits.push(Edit::new(at..behind, "//"));
                self.comment(at)
            }
            _ if is_disguise(c) || is_ignorable(c) => {
                self.refuse_disguises(at..behind, |c| is_disguise(c) || is_ignorable(c));
                behind
            }
            _ if c.is_ascii_digit() || wrong_tokens::is_wide_digit(c) => self.number(at),
            _ if XID_START(c) || c == '_' => self.word(at),
            _ => match wrong_tokens::wrong_quote(rest).filter(|&close| self.quoted(at, c, close)) {
                Some(_) => self.quoted_end(at),
                None => self.sign(at, c),
            },
        }
    }

    fn is_line_start(&self, at: usize) -> bool {
        self.text[self.line..at].trim().is_empty()
    }

    fn push(&mut self, kind: Kind, range: Range<usize>, meant: Option<&'static str>) -> usize {
        let before = &self.text[self.line.min(range.start)..range.start];
        let is_first = self.tokens.last().is_none_or(|last| last.end <= self.line);
        let indent = is_first.then(|| before.chars().count());
        match (kind, &self.text[range.clone()]) {
            (Kind::Sign, "{") => self.braces.push(self.tokens.len()),
            (Kind::Sign, "}") => drop(self.braces.pop()),
            (Kind::Word | Kind::Number | Kind::Text | Kind::Sign | Kind::Doc, _) => {}
        }
        self.tokens.push(Token { kind, start: range.start, end: range.end, meant, indent });
        range.end
    }

    fn comment(&mut self, at: usize) -> usize {
        let end = at + self.text[at..].find('\n').unwrap_or(self.text.len() - at);
        self.refuse_disguises(at..end, is_disguise);
        if self.text[at..].starts_with("///") {
            self.push(Kind::Doc, at..end, None);
        }
        end
    }

    fn number(&mut self, at: usize) -> usize {
        let end = at + number_length(&self.text[at..]);
        let written = &self.text[at..end];
        if written.chars().any(wrong_tokens::is_wide_digit) {
            let plain: String = written.nfkc().collect();
            let span = self.builder.written(at, end);
            self.builder.report(wrong_tokens::full_width(span, written, &plain).fix(span, plain.clone()));
            self.edits.push(Edit::new(at..end, plain));
        }
        self.push(Kind::Number, at..end, None)
    }

    fn word(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let length = |text: &str| text.find(|c: char| !XID_CONTINUE(c)).unwrap_or(text.len());
        let mut end = length(rest);
        // `isn't` is one word.
        let apostrophe = rest[end..].chars().next().filter(|c| matches!(c, '\'' | '’'));
        if let Some(c) = apostrophe {
            let behind = end + c.len_utf8();
            let tail = length(&rest[behind..]);
            let is_contraction = matches!(&rest[behind..behind + tail], "t" | "s" | "re");
            end = if is_contraction { behind + tail } else { end };
        }
        end += tag_behind(&rest[end..]);
        let word = &rest[..end];
        if !word.is_ascii() && apostrophe.is_none() {
            match word.char_indices().find(|&(_, c)| is_ignorable(c)) {
                Some((hidden, c)) => {
                    let start = at + hidden;
                    self.refuse_disguises(start..start + c.len_utf8(), is_ignorable);
                }
                None => refuse_disguised(self.builder, self.text, at..at + end),
            }
        }
        self.push(Kind::Word, at..at + end, None)
    }

    fn sign(&mut self, at: usize, c: char) -> usize {
        let rest = &self.text[at..];
        if let Some(known) = wrong_tokens::right_sign(rest) {
            return self.push(Kind::Sign, at..at + known.len(), None);
        }
        let Some(wrong) = wrong_tokens::wrong_sign(rest) else {
            return self.push(Kind::Sign, at..at + c.len_utf8(), None);
        };
        let wrong = match wrong.written {
            "==" if self.is_behind_declared() => &wrong_tokens::DECLARES,
            _ => wrong,
        };
        let range = at..at + wrong.written.len();
        self.report_sign(wrong, range.clone());
        let padded = wrong_tokens::padded(self.text, &range, wrong.meant);
        self.edits.push(Edit::new(range.clone(), padded));
        match wrong.meant.trim() {
            "" => range.end,
            meant => {
                let is_word = meant.starts_with(char::is_alphabetic);
                self.push(if is_word { Kind::Word } else { Kind::Sign }, range, Some(meant))
            }
        }
    }

    /// Whether the last token is the name of a condition, or of what a record derives.
    fn is_behind_declared(&self) -> bool {
        let [.., before, name] = self.tokens.as_slice() else { return false };
        let before = self.written(before);
        let is_fresh = before == "{" || name.indent.is_some() && !vocabulary::continues(before);
        name.kind == Kind::Word && (matches!(before, "condition" | "let") || is_fresh && self.is_in_record())
    }

    /// Whether the innermost brace that is open is a record's.
    fn is_in_record(&self) -> bool {
        match self.braces.last().map(|&open| &self.tokens[..open]) {
            Some([.., record, _]) if self.written(record) == "record" => true,
            Some([.., word]) => matches!(self.written(word), "account" | "request" | "service"),
            _ => false,
        }
    }

    fn written(&self, token: &Token) -> &str {
        &self.text[token.start..token.end]
    }

    fn report_sign(&mut self, wrong: &Sign, range: Range<usize>) {
        let span = self.builder.written(range.start, range.end);
        let padded = wrong_tokens::padded(self.text, &range, wrong.meant);
        self.builder.report(wrong_tokens::report(wrong, span).fix(span, padded));
    }

    /// Whether the text that opens with another quote at `at` ends on its line.
    fn quoted(&mut self, at: usize, open: char, close: &[char]) -> bool {
        self.look_at_line(at);
        self.quoted_line.closes(self.text, at, open, close)
    }

    fn look_at_line(&mut self, at: usize) {
        if !self.quoted_line.holds(at) {
            self.quoted_line = Line::at(self.text, at);
        }
    }

    fn quoted_end(&mut self, at: usize) -> usize {
        self.look_at_line(at);
        let line = &self.text[at..self.quoted_line.text_end()];
        let close = wrong_tokens::wrong_quote(line).unwrap_or_default();
        let first = line.chars().next().map_or(0, char::len_utf8);
        let found = line.char_indices().skip(1).find(|(_, c)| close.contains(c));
        let (end, last) = found.map_or((line.len(), 0), |(offset, c)| (offset + c.len_utf8(), c.len_utf8()));
        let inner = line[first..end - last].replace('"', "\\\"");
        let range = at..at + end;
        let new = format!("\"{inner}\"");
        let span = self.builder.written(range.start, range.end);
        self.builder.report(wrong_tokens::quotes(span).fix(span, new.clone()));
        self.edits.push(Edit::new(range.clone(), new));
        self.push(Kind::Text, range, None)
    }

    fn line_rest(&self, at: usize) -> &str {
        let rest = &self.text[at..];
        rest[..rest.find('\n').unwrap_or(rest.len())].trim_end()
    }

    /// A text that opens with `"`.
    fn text_token(&mut self, at: usize) -> usize {
        self.look_at_line(at);
        let line = &self.text[at..self.quoted_line.text_end()];
        let behind = self.quoted_line.quotes_behind(at);
        let is_odd = behind.len().is_multiple_of(2);
        let end = match behind.first().map(|close| close - at) {
            Some(close) if is_odd && opens_next(line, close) => {
                self.unclosed_text(at, next_clause(line, close))
            }
            Some(close) => at + close + 1,
            None => match self.next_line_closes(at) {
                Some(end) => self.broken_line(at, end),
                None => self.unclosed_text(at, line.len()),
            },
        };
        self.check_escapes(at..end);
        self.refuse_disguises(at..end, is_override);
        self.push(Kind::Text, at..end, None)
    }

    fn unclosed_text(&mut self, at: usize, length: usize) -> usize {
        let end = at + length;
        let span = self.builder.written(at, at + 1);
        let behind = self.builder.written(end, end);
        self.builder.report(super::brackets::unclosed(span, "\"").fix(behind, "\""));
        self.edits.push(Edit::new(end..end, "\""));
        end
    }

    /// Where the text that opens at `at` ends on the next line, if it plainly does.
    fn next_line_closes(&self, at: usize) -> Option<usize> {
        let next = at + self.text[at..].find('\n')? + 1;
        let line = self.line_rest(next);
        let quotes = quotes_of(line);
        let close = *quotes.first().filter(|_| quotes.len() % 2 == 1)?;
        let is_end = !line[close + 1..].starts_with(|c: char| XID_CONTINUE(c));
        (is_end && !line[..close].ends_with(' ')).then_some(next + close + 1)
    }

    /// A text over two lines.
    fn broken_line(&mut self, at: usize, end: usize) -> usize {
        let text = &self.text[at..end];
        let from = text.find('\n').map_or(text.len(), |line| text[..line].trim_end().len());
        let to = text.len() - text[from..].trim_start().len();
        let span = self.builder.written(at, at + 1);
        let joint = self.builder.written(at + from, at + to);
        self.builder.report(
            Diagnostic::new(Code::Unclosed, span, literals::text_not_on_line())
                .label(common::opened_here())
                .help(literals::one_line_or_escape())
                .fix(joint, " "),
        );
        self.edits.push(Edit::new(at + from..at + to, " "));
        end
    }

    fn check_escapes(&mut self, range: Range<usize>) {
        let text = &self.text[range.clone()];
        let mut chars = text.char_indices();
        while let Some((offset, c)) = chars.next() {
            if c != '\\' {
                continue;
            }
            let Some((_, escaped)) = chars.next() else { return };
            if !matches!(escaped, '"' | '\\' | 'n' | 't') {
                let start = range.start + offset;
                let span = self.builder.written(start, start + 1 + escaped.len_utf8());
                let backslash = self.builder.written(start, start + 1);
                self.builder.report(
                    Diagnostic::new(Code::BadLiteral, span, literals::not_an_escape(escaped))
                        .label(literals::no_such_escape())
                        .note(literals::escapes_are())
                        .help(literals::write_backslash())
                        .fix(backslash, "\\\\"),
                );
                self.edits.push(Edit::new(start..start + 1, "\\\\"));
            }
        }
    }

    fn refuse_disguises(&mut self, range: Range<usize>, refused: fn(char) -> bool) {
        for (offset, c) in self.text[range.clone()].char_indices().filter(|&(_, c)| refused(c)) {
            let at = range.start + offset;
            self.builder.report(hidden(self.builder.written(at, at + c.len_utf8()), c));
            self.edits.push(Edit::new(at..at + c.len_utf8(), ""));
        }
    }
}

/// How long the number at the start of a text is, with what is written onto it: `15d`, `12.50`, a date or a time.
fn number_length(text: &str) -> usize {
    let digits = |from: usize| {
        let rest = &text[from..];
        from + rest.find(|c: char| !XID_CONTINUE(c)).unwrap_or(rest.len())
    };
    let is_digit =
        |at: usize| text[at..].starts_with(|c: char| c.is_ascii_digit() || wrong_tokens::is_wide_digit(c));
    let first = digits(0);
    if is_date(&text[first..], text[..first].chars().count()) {
        let part = |c: char| {
            c.is_ascii_alphanumeric() || wrong_tokens::is_wide_digit(c) || matches!(c, '-' | '+' | ':' | '.')
        };
        let end = text.find(|c: char| !part(c)).unwrap_or(text.len());
        return text[..end].trim_end_matches(['.', ':', '-', '+']).len();
    }
    if text[first..].starts_with('.') && is_digit(first + 1) { digits(first + 1) } else { first }
}

/// Whether a date or a time goes on behind so many digits, be it one that lost its year: `06-01T12:00:00Z`.
fn is_date(behind: &str, digits: usize) -> bool {
    let rest = behind.as_bytes();
    let number = |from: usize| rest[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits > 4 || rest.first() != Some(&b'-') {
        return false;
    }
    match number(1) {
        0 => false,
        more => {
            digits == 4
                || matches!(rest.get(1 + more), Some(b'-' | b'T')) && number((2 + more).min(rest.len())) > 0
        }
    }
}

/// Whether the quote at `close` looks like one that opens.
fn opens_next(line: &str, close: usize) -> bool {
    line[..close].ends_with(' ') && line[close + 1..].starts_with(|c: char| !c.is_whitespace())
}

/// Where an unclosed text ends: before the word that precedes the quote at `close`.
fn next_clause(line: &str, close: usize) -> usize {
    let before = line[..close].trim_end();
    let word = before.trim_end_matches(|c: char| XID_CONTINUE(c)).len();
    match line[..word].trim_end().len() {
        0 | 1 => before.len(),
        end => end,
    }
}

fn nested_too_deeply(scan: &Scan<'_>) -> Option<usize> {
    // Each open bracket, and how many of the words before it nest what it holds.
    let mut around: Vec<(&str, usize)> = Vec::new();
    let (mut denials, mut clauses) = (0, 0);
    for (at, token) in scan.tokens.iter().enumerate() {
        match (token.kind, scan.word(at)) {
            (Kind::Sign, sign @ ("(" | "[" | "{")) => around.push((sign, denials)),
            (Kind::Sign, ")" | "]" | "}") => denials = around.pop().map_or(0, |(_, denials)| denials),
            (Kind::Sign, "=") if around.last().is_some_and(|(open, _)| *open == "{") && defines(scan, at) => {
                (denials, clauses) = (0, 0);
            }
            // These nest without brackets. One goes as far as the next operand, the others to the end of the clause.
            (Kind::Word, "not") if scan.word(at.wrapping_sub(1)) != "is" => denials += 1,
            (Kind::Word, "and" | "or") => denials = around.last().map_or(0, |(_, denials)| *denials),
            (Kind::Word, word) if vocabulary::has_role(word, Role::Nests) => clauses += 1,
            (Kind::Word, "require" | "warn" | "condition" | "let" | "policy") => (denials, clauses) = (0, 0),
            _ => {}
        }
        if around.len() + denials + clauses > MOST_NESTED {
            return Some(at);
        }
    }
    None
}

/// Whether a sign `=` is that of a derived field: behind a name, which is not part of what is before it.
fn defines(scan: &Scan<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(2) else { return false };
    scan.is_word(at - 1) && !vocabulary::is_unfinished(scan.word(before))
}

/// Controls that reorder the text around them. Within a text, direction marks and isolates have their use in
/// Arabic and Hebrew messages; these have none.
fn is_override(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}') || (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

/// Controls that can reorder text (Unicode TR 36, TR 39).
/// How long the further parts of a language's tag are, such as `-BR` of `pt-BR`, where a text follows it.
fn tag_behind(rest: &str) -> usize {
    let mut end = 0;
    while let Some(part) = rest[end..].strip_prefix('-') {
        let length = part.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(part.len());
        if !(1..=8).contains(&length) {
            return 0;
        }
        end += 1 + length;
    }
    if rest[end..].trim_start_matches([' ', '\t']).starts_with('"') { end } else { 0 }
}

fn is_disguise(c: char) -> bool {
    turns_direction(c) || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

fn hidden(span: Span, c: char) -> Diagnostic {
    Diagnostic::new(
        Code::HiddenCharacter,
        span,
        literals::character_not_allowed(&format!("{:04X}", c as u32)),
    )
    .label(literals::invisible_character())
    .note(literals::reads_differently())
    .fix(span, "")
}
