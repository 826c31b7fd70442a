//! JSON (RFC 8259) as a tree that knows where each of its parts stands and keeps numbers as they were written:
//! neither may be lost on the way to a message or an amount.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::diagnostic::messages::{common, json, nouns};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::source::{FileId, Span};

/// How deep values may stand in each other.
const MOST_NESTING: usize = 128;
/// How many elements of an array are kept as a tree. The others are read again where they are needed, so that a great
/// collection takes no more memory than its text.
const MOST_KEPT: usize = 256;

/// A value and its place.
#[derive(Debug)]
pub(super) struct Json<'t> {
    pub(super) kind: Kind<'t>,
    pub(super) span: Span,
}

/// The forms of a value.
#[derive(Debug)]
pub(super) enum Kind<'t> {
    Null,
    Bool(bool),
    /// As it is written.
    Number(&'t str),
    Text(Cow<'t, str>),
    Array(Array<'t>),
    Object(Vec<Member<'t>>),
}

/// The elements of an array, whose form was checked.
#[derive(Debug)]
pub(super) struct Array<'t> {
    first: Vec<Json<'t>>,
    count: usize,
    /// Where the elements behind the first begin, and how deep they stand.
    rest: Option<(Parser<'t>, usize)>,
}

impl<'t> Array<'t> {
    /// How many elements there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// Hands out the elements in order.
    ///
    /// # Errors
    /// If an element cannot be read again, which does not happen.
    pub(super) fn for_each(&self, mut each: impl FnMut(usize, &Json<'t>)) -> Parsed<()> {
        self.first.iter().enumerate().for_each(|(at, item)| each(at, item));
        let Some((rest, depth)) = &self.rest else { return Ok(()) };
        let mut parser = rest.clone();
        for at in self.first.len()..self.count {
            each(at, &parser.value(*depth)?);
            parser.ends(b']', parser.at, json::array_never_closed)?;
        }
        Ok(())
    }
}

/// A key of an object with its value.
#[derive(Debug)]
pub(super) struct Member<'t> {
    /// In Unicode's composed form (NFC), as names are.
    pub(super) key: Cow<'t, str>,
    pub(super) key_span: Span,
    pub(super) value: Json<'t>,
}

impl Kind<'_> {
    /// What it is, for a reader.
    pub(super) fn words(&self) -> Message {
        match self {
            Self::Null => Message::verbatim("null"),
            Self::Bool(_) => nouns::a_boolean(),
            Self::Number(_) => nouns::a_number(),
            Self::Text(_) => nouns::a_text(),
            Self::Array(_) => nouns::an_array(),
            Self::Object(_) => nouns::an_object(),
        }
    }
}

/// The composed form of a name.
pub(super) fn composed(name: Cow<'_, str>) -> Cow<'_, str> {
    if is_nfc(&name) { name } else { Cow::Owned(name.nfc().collect()) }
}

/// Reads the one value that `text`, which begins at byte `start` of `file`, consists of. The first departure from JSON
/// is the error.
pub(super) fn parse(file: FileId, start: usize, text: &str) -> Result<Json<'_>, Box<Diagnostic>> {
    let mut parser = Parser { text, at: 0, file, start };
    if text.starts_with('\u{feff}') {
        parser.at += '\u{feff}'.len_utf8();
    }
    let value = parser.value(0)?;
    parser.skip_space();
    match parser.peek() {
        None => Ok(value),
        Some(_) => Err(parser.unexpected(json::end_of_text())),
    }
}

type Parsed<T> = Result<T, Box<Diagnostic>>;

#[derive(Debug, Clone)]
struct Parser<'t> {
    text: &'t str,
    at: usize,
    file: FileId,
    start: usize,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.file, (self.start + from) as u32, (self.start + to) as u32)
    }

    fn wrong(&self, from: usize, to: usize, message: Message) -> Diagnostic {
        Diagnostic::new(Code::FactSyntax, self.span(from, to), message)
    }

    /// What stands here is not what must stand here.
    fn unexpected(&self, expected: Message) -> Box<Diagnostic> {
        let found = self.text[self.at..].chars().next();
        let end = self.at + found.map_or(0, char::len_utf8);
        let found = match found {
            None => json::end_of_text(),
            Some(found) if found.is_control() => Message::verbatim(format!("U+{:04X}", u32::from(found))),
            Some(found) => Message::verbatim(format!("`{found}`")),
        };
        let message = json::expected_found(&expected, found);
        Box::new(self.wrong(self.at, end, message).label(json::not_this(expected)))
    }

    fn value(&mut self, depth: usize) -> Parsed<Json<'t>> {
        self.skip_space();
        let from = self.at;
        let kind = match self.peek() {
            Some(b'{' | b'[') if depth == MOST_NESTING => {
                let message = json::nested_too_deep(MOST_NESTING);
                let wrong = Diagnostic::new(Code::TooDeep, self.span(from, from + 1), message);
                return Err(Box::new(wrong.label(json::nothing_read_beyond())));
            }
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.array(depth)?,
            Some(b'"') => Kind::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => Kind::Number(self.number()?),
            Some(b'a'..=b'z') => self.word()?,
            Some(b'}' | b']') => return Err(self.comma_left_over()),
            _ => return Err(self.unexpected(json::a_value())),
        };
        Ok(Json { kind, span: self.span(from, self.at) })
    }

    /// A closing bracket where a value or a key must stand: most often after a comma too many.
    fn comma_left_over(&self) -> Box<Diagnostic> {
        let before = self.text[..self.at].trim_end();
        if !before.ends_with(',') {
            return self.unexpected(json::a_value());
        }
        let (from, to) = (before.len() - 1, before.len());
        let wrong = self.wrong(from, to, json::comma_left_over()).label(json::left_over());
        Box::new(wrong.help(common::leave_it_out()).fix(self.span(from, to), ""))
    }

    fn object(&mut self, depth: usize) -> Parsed<Kind<'t>> {
        let open = self.at;
        self.at += 1;
        let mut members: Vec<Member<'t>> = Vec::new();
        self.skip_space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Kind::Object(members));
        }
        loop {
            self.skip_space();
            let from = self.at;
            match self.peek() {
                Some(b'"') => {}
                Some(b'}') => return Err(self.comma_left_over()),
                None => return Err(self.unclosed(open, json::object_never_closed)),
                _ => return Err(self.unexpected(json::a_key())),
            }
            let key = composed(self.string()?);
            let key_span = self.span(from, self.at);
            self.skip_space();
            if self.peek() != Some(b':') {
                return Err(self.unexpected(json::colon_and_value()));
            }
            self.at += 1;
            let value = self.value(depth + 1)?;
            members.push(Member { key, key_span, value });
            if self.ends(b'}', open, json::object_never_closed)? {
                return Ok(Kind::Object(members));
            }
        }
    }

    fn array(&mut self, depth: usize) -> Parsed<Kind<'t>> {
        let open = self.at;
        self.at += 1;
        let mut array = Array { first: Vec::new(), count: 0, rest: None };
        self.skip_space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Kind::Array(array));
        }
        loop {
            if array.count == MOST_KEPT {
                array.rest = Some((self.clone(), depth + 1));
            }
            let item = self.value(depth + 1)?;
            if array.count < MOST_KEPT {
                array.first.push(item);
            }
            array.count += 1;
            if self.ends(b']', open, json::array_never_closed)? {
                return Ok(Kind::Array(array));
            }
        }
    }

    /// Whether an object or array ends after a part of it, rather than going on after a comma.
    fn ends(&mut self, close: u8, open: usize, unclosed: fn() -> Message) -> Parsed<bool> {
        self.skip_space();
        match self.peek() {
            Some(b',') => {}
            Some(found) if found == close => {}
            None => return Err(self.unclosed(open, unclosed)),
            _ => return Err(self.unexpected(json::comma_or(char::from(close)))),
        }
        let ends = self.peek() == Some(close);
        self.at += 1;
        Ok(ends)
    }

    fn unclosed(&self, open: usize, unclosed: fn() -> Message) -> Box<Diagnostic> {
        let end = self.text.len();
        let wrong = self.wrong(end, end, unclosed()).label(json::text_ends_here());
        Box::new(wrong.because(self.span(open, open + 1), common::opened_here()))
    }

    fn word(&mut self) -> Parsed<Kind<'t>> {
        let from = self.at;
        while matches!(self.peek(), Some(b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_')) {
            self.at += 1;
        }
        match &self.text[from..self.at] {
            "null" => Ok(Kind::Null),
            "true" => Ok(Kind::Bool(true)),
            "false" => Ok(Kind::Bool(false)),
            word => {
                let wrong = self.wrong(from, self.at, json::not_json_value(word));
                let help = json::text_in_quotes(word);
                Err(Box::new(wrong.label(json::neither_null_true_false()).help(help)))
            }
        }
    }

    fn number(&mut self) -> Parsed<&'t str> {
        let from = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let whole = self.at;
        self.digits()?;
        if self.text.as_bytes()[whole] == b'0' && self.at > whole + 1 {
            let wrong = self.wrong(from, self.at, json::zero_before_digits());
            return Err(Box::new(wrong.label(json::json_has_no_such_numbers())));
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(&self.text[from..self.at])
    }

    fn digits(&mut self) -> Parsed<()> {
        let from = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == from { Err(self.unexpected(json::a_digit())) } else { Ok(()) }
    }

    fn string(&mut self) -> Parsed<Cow<'t, str>> {
        let open = self.at;
        self.at += 1;
        let mut from = self.at;
        let mut unescaped: Option<String> = None;
        loop {
            match self.peek() {
                Some(b'"') => {
                    let rest = &self.text[from..self.at];
                    self.at += 1;
                    return Ok(match unescaped {
                        None => Cow::Borrowed(rest),
                        Some(before) => Cow::Owned(before + rest),
                    });
                }
                Some(b'\\') => {
                    let before = &self.text[from..self.at];
                    let text = unescaped.get_or_insert_default();
                    text.push_str(before);
                    text.push(self.escape()?);
                    from = self.at;
                }
                Some(0..0x20) => {
                    let message = json::within_a_text(&format!("{:04X}", self.text.as_bytes()[self.at]));
                    let wrong = self.wrong(self.at, self.at + 1, message).label(json::control_character());
                    return Err(Box::new(
                        wrong
                            .because(self.span(open, open + 1), json::text_starts_here())
                            .help(json::close_text_before()),
                    ));
                }
                Some(_) => self.at += 1,
                None => {
                    let wrong = self.wrong(open, self.at, json::text_never_closed());
                    return Err(Box::new(wrong.label(common::opened_here()).help(json::add_closing_quote())));
                }
            }
        }
    }

    fn escape(&mut self) -> Parsed<char> {
        let from = self.at;
        self.at += 1;
        let escaped = self.peek();
        self.at += usize::from(escaped.is_some_and(|byte| byte.is_ascii()));
        Ok(match escaped {
            Some(plain @ (b'"' | b'\\' | b'/')) => char::from(plain),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => self.unicode_escape(from)?,
            _ => {
                let wrong = self.wrong(from, self.at, json::escape_not_json());
                return Err(Box::new(wrong.label(json::unknown_escape()).help(json::backslash_written())));
            }
        })
    }

    /// What follows `\u`: four hexadecimal digits, or two times four for a pair of surrogates.
    fn unicode_escape(&mut self, from: usize) -> Parsed<char> {
        let first = self.code_unit(from)?;
        let mut units = vec![first];
        if (0xD800..0xDC00).contains(&first) && self.text[self.at..].starts_with("\\u") {
            self.at += 2;
            units.push(self.code_unit(from)?);
        }
        match char::decode_utf16(units).collect::<Result<Vec<char>, _>>() {
            Ok(decoded) if decoded.len() == 1 => Ok(decoded[0]),
            _ => {
                let wrong = self.wrong(from, self.at, json::half_surrogates());
                Err(Box::new(wrong.label(json::no_character_by_itself())))
            }
        }
    }

    fn code_unit(&mut self, from: usize) -> Parsed<u16> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4).unwrap_or_default();
        let is_hex = digits.len() == 4 && digits.iter().all(u8::is_ascii_hexdigit);
        let unit = std::str::from_utf8(digits).ok().filter(|_| is_hex);
        match unit.and_then(|digits| u16::from_str_radix(digits, 16).ok()) {
            Some(unit) => {
                self.at += 4;
                Ok(unit)
            }
            None => {
                let wrong = self.wrong(from, self.at, json::escape_without_digits());
                Err(Box::new(wrong.label(json::incomplete_escape())))
            }
        }
    }
}
