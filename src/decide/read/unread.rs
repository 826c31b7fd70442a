//! What the policy does not read is checked all the same: a line that one reader refuses is refused by all.

use std::collections::HashSet;

use super::plan::{Form, Unread, plain_fields};
use super::scan::{Cursor, NotPlain, Plain, Text};
use super::value::{self, Quoted};
use crate::diagnostic::push_key;
use crate::facts::{UnknownKeys, key_in};
use crate::ir::{Id, IndexVec, Program, RecordId};

/// How many keys that nothing declares are noted.
const MAX_NAMED: usize = 1000;

/// The shapes of records of which nothing is read.
#[derive(Debug, Clone)]
pub(super) struct Shapes {
    /// By record; `None` where it is left to the precise reader.
    records: IndexVec<RecordId, Option<Vec<UnreadField>>>,
    /// The path of the record that is passed over.
    path: String,
    pub(super) named: Named,
}

#[derive(Debug, Clone)]
struct UnreadField {
    quoted: Quoted,
    key: String,
    value: Unread,
}

/// The keys that nothing declares, where they are allowed, by the objects in which they were found.
#[derive(Debug, Clone)]
pub(super) struct Named {
    unknown_keys: UnknownKeys,
    sets: Vec<HashSet<Box<[u8]>>>,
    /// Their paths.
    pub(super) paths: Vec<String>,
}

impl Named {
    /// Room for a further object's keys; gives its index.
    pub(super) fn add(&mut self) -> usize {
        self.sets.push(HashSet::new());
        self.sets.len() - 1
    }

    /// Passes where a key that nothing declares is allowed, and notes it.
    pub(super) fn check(&mut self, object: usize, path: &str, text: &Text<'_>) -> Plain<()> {
        // A declared name may be written with escapes, or in several forms of Unicode.
        if self.unknown_keys == UnknownKeys::Refuse || text.has_escapes || !text.is_ascii {
            return Err(NotPlain);
        }
        if self.paths.len() < MAX_NAMED && !self.sets[object].contains(text.bytes) {
            self.sets[object].insert(text.bytes.into());
            self.paths.push(key_in(path, &String::from_utf8_lossy(text.bytes)));
        }
        Ok(())
    }
}

impl Shapes {
    pub(super) fn new(program: &Program, unknown_keys: UnknownKeys) -> Self {
        let shape = |record| {
            let fields = plain_fields(program, record)?.iter();
            let unread = fields.map(|field| {
                let quoted = Quoted::new(field.key.as_bytes());
                Some(UnreadField { quoted, key: field.key.clone(), value: Unread::new(&field.ty).ok()? })
            });
            unread.collect()
        };
        let records: IndexVec<_, _> = program.records.ids().map(shape).collect();
        let sets = vec![HashSet::new(); records.len()];
        Self { named: Named { unknown_keys, sets, paths: Vec::new() }, path: String::new(), records }
    }

    /// Passes over a value at a path, which is not null.
    pub(super) fn value(
        &mut self,
        unread: &Unread,
        path: &str,
        cursor: &mut Cursor<'_>,
        depth: u32,
    ) -> Plain<()> {
        match unread {
            Unread::Scalar(form) => scalar(form, cursor),
            Unread::Id => id(cursor),
            Unread::Set(form) => array(cursor, |cursor| scalar(form, cursor)),
            Unread::Record(record) => {
                self.path.clear();
                self.path.push_str(path);
                self.record(*record, cursor, depth)
            }
            Unread::Many(record) => {
                self.path.clear();
                self.path.push_str(path);
                self.many(*record, cursor, depth)
            }
        }
    }

    fn many(&mut self, record: RecordId, cursor: &mut Cursor<'_>, depth: u32) -> Plain<()> {
        self.path.push_str("[]");
        array(cursor, |cursor| self.record(record, cursor, depth + 1))
    }

    fn record(&mut self, record: RecordId, cursor: &mut Cursor<'_>, depth: u32) -> Plain<()> {
        cursor.check_depth(depth)?;
        cursor.expect(b'{')?;
        if cursor.is_empty(b'}') {
            return Ok(());
        }
        let (mut seen, mut next) = (0_u128, 0);
        loop {
            match self.key(record, cursor, next)? {
                Some(at) if seen & (1 << at) != 0 => return Err(NotPlain),
                Some(at) => {
                    (seen, next) = (seen | (1 << at), at + 1);
                    cursor.expect(b':')?;
                    self.field(record, at, cursor, depth)?;
                }
                None => {
                    cursor.expect(b':')?;
                    cursor.skip(depth + 1)?;
                }
            }
            if !cursor.goes_on(b'}')? {
                return Ok(());
            }
        }
    }

    /// Reads a key: its index if it is declared. Objects tend to have their keys in the declared order.
    fn key(&mut self, record: RecordId, cursor: &mut Cursor<'_>, next: usize) -> Plain<Option<usize>> {
        let fields = self.records[record].as_deref().ok_or(NotPlain)?;
        let next = next.min(fields.len());
        let mut ahead = (next..fields.len()).chain(0..next);
        if let Some(at) = ahead.find(|&at| fields[at].quoted.is_at(cursor)) {
            return Ok(Some(at));
        }
        let text = cursor.text()?;
        self.named.check(record.index(), &self.path, &text)?;
        Ok(None)
    }

    fn field(&mut self, record: RecordId, at: usize, cursor: &mut Cursor<'_>, depth: u32) -> Plain<()> {
        if cursor.peek() == b'n' {
            return cursor.null();
        }
        let field = &self.records[record].as_deref().ok_or(NotPlain)?[at];
        let (inner, are_many) = match &field.value {
            Unread::Scalar(form) => return scalar(form, cursor),
            Unread::Set(form) => return array(cursor, |cursor| scalar(form, cursor)),
            Unread::Id => return id(cursor),
            Unread::Record(inner) => (*inner, false),
            Unread::Many(inner) => (*inner, true),
        };
        let length = self.path.len();
        push_key(&mut self.path, &field.key);
        if are_many {
            self.many(inner, cursor, depth + 1)?;
        } else {
            self.record(inner, cursor, depth + 1)?;
        }
        self.path.truncate(length);
        Ok(())
    }
}

/// Passes over an array, of which each element may be null.
fn array<'l>(cursor: &mut Cursor<'l>, mut element: impl FnMut(&mut Cursor<'l>) -> Plain<()>) -> Plain<()> {
    cursor.expect(b'[')?;
    if cursor.is_empty(b']') {
        return Ok(());
    }
    loop {
        if cursor.peek() == b'n' {
            cursor.null()?
        } else {
            element(cursor)?
        }
        if !cursor.goes_on(b']')? {
            return Ok(());
        }
    }
}

fn scalar(form: &Form, cursor: &mut Cursor<'_>) -> Plain<()> {
    match form {
        Form::Bool => value::boolean(cursor).map(|_| ()),
        Form::Choice(values) => values.iter().any(|value| value.is_at(cursor)).then_some(()).ok_or(NotPlain),
        Form::Int => value::integer(cursor).map(|_| ()),
        Form::Decimal => value::decimal(cursor, Form::DECIMALS).map(|_| ()),
        Form::Money(decimals, currency) => value::money(cursor, *decimals, currency).map(|_| ()),
        Form::Time => value::time(cursor).map(|_| ()),
        Form::Date => value::date(cursor).map(|_| ()),
        Form::Text => cursor.text().map(|_| ()),
        Form::Length => value::length(cursor).map(|_| ()),
    }
}

/// A text, or a whole number without a point or an exponent.
fn id(cursor: &mut Cursor<'_>) -> Plain<()> {
    if cursor.peek() == b'"' {
        return cursor.text().map(|_| ());
    }
    let start = cursor.at;
    cursor.skip_number()?;
    let number = &cursor.line[start..cursor.at];
    let is_plain = is_whole(number) && cursor.is_delimited();
    is_plain.then_some(()).ok_or(NotPlain)
}

/// Whether a number is written as whole numbers are printed, and fits 128 bits.
fn is_whole(number: &[u8]) -> bool {
    number.len() < 38 && number != b"-0" && number.iter().all(|byte| matches!(byte, b'-' | b'0'..=b'9'))
}

/// Whether an id is given: a plain text or a whole number, not null.
pub(super) fn is_id(written: &[u8]) -> Plain<bool> {
    let is_plain = match written {
        b"null" => return Ok(false),
        [b'"', text @ .., b'"'] => !text.contains(&b'\\'),
        number => is_whole(number),
    };
    if is_plain { Ok(true) } else { Err(NotPlain) }
}
