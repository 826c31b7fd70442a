//! Messages as data: a row with its text in every language, and the arguments that fill it.

use std::fmt;

use serde::{Serialize, Serializer};

use super::Language;
use super::brief::{brief, brief_quotation};

/// A row in every language: a text that is missing does not compile.
///
/// `{name}` stands for an argument, `{count:one|many}` for one of two words by the number of an argument; `{{` and `}}`
/// are braces.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Texts {
    /// English.
    pub en: &'static str,
    /// Simplified Chinese.
    pub zh: &'static str,
    /// German.
    pub de: &'static str,
}

impl Texts {
    /// Of a row that lacks a language this is its text, which [`Row::new`] refuses: rustc then names the row.
    pub const MISSING: Self = Self { en: "", zh: "", de: "" };

    /// The text in `language`.
    #[must_use]
    pub const fn of(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.en,
            Language::Chinese => self.zh,
            Language::German => self.de,
        }
    }
}

/// A declared message: made by [`messages!`](crate::messages).
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Row {
    name: &'static str,
    parameters: &'static [&'static str],
    texts: Texts,
}

impl Row {
    /// A row whose texts use each of the parameters and nothing else.
    ///
    /// # Panics
    /// While it compiles, if a text is missing, names an unknown parameter, leaves one out or has a brace that is not closed.
    /// rustc names the row, as the panics are those of their caller.
    #[must_use]
    #[track_caller]
    pub const fn new(name: &'static str, parameters: &'static [&'static str], texts: Texts) -> Self {
        let mut at = 0;
        while at < Language::ALL.len() {
            check::text(texts.of(Language::ALL[at]), Language::ALL[at], parameters);
            at += 1;
        }
        Self { name, parameters, texts }
    }

    /// The name of the function that builds it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The names of its arguments.
    #[must_use]
    pub fn parameters(&self) -> &'static [&'static str] {
        self.parameters
    }

    /// Its texts.
    #[must_use]
    pub fn texts(&self) -> &Texts {
        &self.texts
    }
}

/// What fills a place of a row.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Argument {
    /// The user's text, or code: the same in every language.
    Text(String),
    /// A number, which also chooses between singular and plural.
    Count(u64),
    /// Words that are written differently in each language.
    Message(Message),
}

/// A text that can be written in every language.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Message(Kind);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Kind {
    Row(&'static Row, Box<[Argument]>),
    Verbatim(String),
}

impl Message {
    /// A row with its arguments, in the order of its parameters: called by [`messages!`](crate::messages).
    #[doc(hidden)]
    #[must_use]
    pub fn new<const COUNT: usize>(row: &'static Row, arguments: [Argument; COUNT]) -> Self {
        Self(Kind::Row(row, Box::new(arguments)))
    }

    /// A text that is the same in every language: the user's own, or another program's.
    #[doc(hidden)]
    #[must_use]
    pub fn verbatim(text: impl Into<String>) -> Self {
        Self(Kind::Verbatim(brief(text.into())))
    }

    /// Code: a name or a sign, in backticks.
    #[doc(hidden)]
    #[must_use]
    pub fn code(text: &str) -> Self {
        Self::verbatim(format!("`{text}`"))
    }

    /// No text at all.
    #[doc(hidden)]
    #[must_use]
    pub fn empty() -> Self {
        Self(Kind::Verbatim(String::new()))
    }

    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match &self.0 {
            Kind::Row(..) => false,
            Kind::Verbatim(text) => text.is_empty(),
        }
    }

    /// The row that it is built from, if it is.
    #[doc(hidden)]
    #[must_use]
    pub fn row(&self) -> Option<&'static Row> {
        match &self.0 {
            Kind::Row(row, _) => Some(row),
            Kind::Verbatim(_) => None,
        }
    }

    /// The text in `language`; long quotations are cut.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match &self.0 {
            Kind::Row(row, arguments) => brief(filled(row, arguments, language)),
            Kind::Verbatim(text) => text.clone(),
        }
    }

    /// Its row and those of its arguments.
    #[cfg(test)]
    pub(crate) fn for_each_row(&self, visit: &mut impl FnMut(&'static Row)) {
        let Kind::Row(row, arguments) = &self.0 else { return };
        visit(row);
        for argument in arguments {
            if let Argument::Message(message) = argument {
                message.for_each_row(visit);
            }
        }
    }

    fn write(&self, language: Language, out: &mut String) {
        match &self.0 {
            Kind::Row(row, arguments) => write(row, arguments, language, out),
            Kind::Verbatim(text) => out.push_str(text),
        }
    }
}

/// In English.
impl fmt::Display for Message {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text(Language::English))
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text(Language::English), out)
    }
}

/// In English: what machines read does not depend on the language of the interface.
impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl std::error::Error for Message {}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(brief_quotation(text).into_owned())
    }
}

impl From<&String> for Argument {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<char> for Argument {
    fn from(sign: char) -> Self {
        Self::Text(sign.to_string())
    }
}

impl From<Message> for Argument {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl From<&Message> for Argument {
    fn from(message: &Message) -> Self {
        Self::Message(message.clone())
    }
}

impl From<u64> for Argument {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<u32> for Argument {
    fn from(count: u32) -> Self {
        Self::Count(count.into())
    }
}

impl From<usize> for Argument {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

fn filled(row: &Row, arguments: &[Argument], language: Language) -> String {
    let mut text = String::new();
    write(row, arguments, language, &mut text);
    text
}

fn write(row: &Row, arguments: &[Argument], language: Language, out: &mut String) {
    let mut rest = row.texts.of(language);
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        if let Some(literal) = after.strip_prefix(['{', '}']) {
            out.push_str(&rest[at..=at]);
            rest = literal;
            continue;
        }
        let (hole, literal) = after.split_once('}').unwrap_or((after, ""));
        let (name, forms) = hole.split_once(':').map_or((hole, None), |(name, forms)| (name, Some(forms)));
        let argument = row.parameters.iter().position(|it| *it == name).and_then(|it| arguments.get(it));
        match (argument, forms.and_then(|forms| forms.split_once('|'))) {
            (Some(Argument::Count(1)), Some((one, _))) => out.push_str(one),
            (_, Some((_, many))) => out.push_str(many),
            (Some(Argument::Text(text)), None) => out.push_str(text),
            (Some(Argument::Count(count)), None) => out.push_str(&count.to_string()),
            (Some(Argument::Message(message)), None) => message.write(language, out),
            (None, None) => {}
        }
        rest = literal;
    }
    out.push_str(rest);
}

/// Checks of rows, made while they compile.
mod check {
    use super::Language;

    /// Compares the places of a text with the parameters.
    #[track_caller]
    pub(super) const fn text(text: &str, language: Language, parameters: &[&str]) {
        if text.is_empty() {
            panic!("{}", missing(language));
        }
        let text = text.as_bytes();
        let mut used = 0_u64;
        let mut at = 0;
        while at < text.len() {
            let is_brace = text[at] == b'{' || text[at] == b'}';
            if is_brace && at + 1 < text.len() && text[at + 1] == text[at] {
                at += 2;
                continue;
            }
            assert!(
                text[at] != b'}',
                "a message has a closing brace too many; a brace itself is written twice"
            );
            if text[at] == b'{' {
                let end = end_of_name(text, at + 1);
                used |= 1 << position(text, at + 1, end, parameters);
                at = end;
                while at < text.len() && text[at] != b'}' {
                    at += 1;
                }
                assert!(
                    at < text.len(),
                    "a message has a brace that is not closed; a brace itself is written twice"
                );
            }
            at += 1;
        }
        assert!(used == (1 << parameters.len()) - 1, "a message leaves out one of its arguments");
    }

    const fn missing(language: Language) -> &'static str {
        match language {
            Language::English => "a message has no text in English (en)",
            Language::Chinese => "a message has no text in Chinese (zh)",
            Language::German => "a message has no text in German (de)",
        }
    }

    const fn end_of_name(text: &[u8], start: usize) -> usize {
        let mut end = start;
        while end < text.len() && text[end] != b'}' && text[end] != b':' {
            end += 1;
        }
        end
    }

    #[track_caller]
    const fn position(text: &[u8], start: usize, end: usize, parameters: &[&str]) -> usize {
        let mut at = 0;
        while at < parameters.len() {
            if is_same(text, start, end, parameters[at].as_bytes()) {
                return at;
            }
            at += 1;
        }
        panic!("a message has a place for an argument that it does not take");
    }

    const fn is_same(text: &[u8], start: usize, end: usize, name: &[u8]) -> bool {
        let mut at = 0;
        while at < name.len() && start + at < end && text[start + at] == name[at] {
            at += 1;
        }
        at == name.len() && start + at == end
    }
}

/// Declares messages. A row is a function of its typed arguments that returns a [`Message`](crate::diagnostic::Message); see
/// "Messages are data" in `docs/architecture.md`.
///
/// A row without one of the languages, with an unknown place or with an argument that a text leaves out does not
/// compile; rustc warns of a row that nobody builds.
#[doc(hidden)]
#[macro_export]
macro_rules! messages {
    ($(
        $(#[$meta:meta])*
        $name:ident($($parameter:ident: $type:ty),*) $($language:ident $text:literal)+;
    )*) => {
        $(
            $(#[$meta])*
            #[doc = concat!($($text, "\n\n",)+)]
            #[must_use]
            pub(crate) fn $name($($parameter: $type),*) -> $crate::diagnostic::Message {
                $crate::diagnostic::Message::new(&rows::$name, [$($crate::diagnostic::Argument::from($parameter)),*])
            }
        )*

        /// The rows by the names of their functions.
        #[expect(non_upper_case_globals, reason = "a row has the name of its function")]
        #[allow(dead_code, reason = "the function of a row that nobody builds is warned of")]
        mod rows {
            $(
                $(#[$meta])*
                #[allow(clippy::needless_update, reason = "a row that lacks a language is refused by its name")]
                pub(super) static $name: $crate::diagnostic::Row = $crate::diagnostic::Row::new(
                    stringify!($name),
                    &[$(stringify!($parameter)),*],
                    $crate::diagnostic::Texts { $($language: $text,)+ ..$crate::diagnostic::Texts::MISSING },
                );
            )*
        }

        /// Every row, for the tests that hold for all of them.
        #[cfg(test)]
        pub(crate) fn all() -> Vec<&'static $crate::diagnostic::Row> {
            vec![$($(#[$meta])* &rows::$name,)*]
        }
    };
}
