//! Reading accounts from lines of JSON straight into a batch: only what the policy needs is parsed, the rest is passed
//! over. A line that is not written in the plain forms is left to the precise reader, [`crate::facts::read`], whole.

mod plan;
mod scan;
#[cfg(test)]
mod tests;
mod unread;
mod value;

use std::ops::Range;

use super::batch::{Batch, Columns, PRESENT};
use super::early_exit::EarlyExit;
use super::options::LineOptions;
use super::policy::CompiledPolicy;
use super::storage::Storage;
use crate::facts::key_in;
use crate::flat::Unsupported;
use crate::ir::{PolicyId, Program, RecordId, Type, Unit};
use plan::{Action, Form, Key, Learned, ObjectPlan, Slot, Unread};
use scan::{Cursor, NotPlain, Plain};
use unread::{Named, Shapes, is_id};
use value::Quoted;

/// How many keys of an object are learned.
const MAX_LEARNED: usize = 64;

/// Reads lines into batches of one policy.
#[derive(Debug, Clone)]
pub(super) struct Reader {
    envelope: ObjectPlan,
    /// What is not read.
    shapes: Shapes,
    /// Where in the line the id stands that was read last.
    id: Option<Range<usize>>,
    /// Whether a line must have one.
    needs_id: bool,
}

/// The keys of the envelope, in the order of [`Reader::new`].
const ACCOUNT: usize = 0;

impl Reader {
    /// A reader of lines for a policy.
    pub(super) fn new(options: &LineOptions<'_>, decider: &CompiledPolicy) -> Result<Self, Unsupported> {
        let LineOptions { program, policy, now_is_given, id, reading, .. } = *options;
        let id: Option<Vec<&str>> = id.map(|path| path.split('.').collect());
        let id = id.as_deref();
        let package = &program.packages[program.policies[policy].package];
        let plans = &decider.plans;
        let mut account = ObjectPlan::of_record(program, package.account, &plans.account)?;
        let mut request = match (package.request, &plans.request) {
            (Some(record), Some(plan)) => Some(ObjectPlan::of_record(program, record, plan)?),
            _ => None,
        };
        let roots = [("account", Some((&mut account, package.account)))];
        let request_root = request.as_mut().zip(package.request);
        for (name, root) in roots.into_iter().chain([("request", request_root)]) {
            if let (Some((first, rest)), Some((plan, record))) = (id.and_then(<[&str]>::split_first), root)
                && *first == name
            {
                mark_id(program, plan, record, rest)?;
            }
        }
        let key = |name: &str, action| Key {
            quoted: Quoted::new(name.as_bytes()),
            path: name.to_owned(),
            action,
            is_id: false,
        };
        // An instant that counts is left to the precise reader.
        let now = if now_is_given { Action::Unread(Unread::Scalar(Form::Time)) } else { Action::Null };
        let mut keys = vec![
            key("account", Action::Object(Box::new(account))),
            Key { is_id: id.is_none(), ..key("id", Action::Unread(Unread::Id)) },
            key("policy", Action::OneOf(names(program, policy))),
            key("now", now),
            key("expect", Action::Null),
        ];
        keys.extend(request.map(|plan| key("request", Action::Object(Box::new(plan)))));
        let mut envelope = ObjectPlan::new(keys);
        let mut shapes = Shapes::new(program, reading.unknown_keys);
        envelope.place(String::new(), &mut shapes.named);
        Ok(Self { envelope, shapes, id: None, needs_id: id.is_some() })
    }

    /// Reads the first line of a text into the batch; with `stops`, only until what was read blocks the account.
    pub(super) fn read(
        &mut self,
        text: &[u8],
        batch: &mut Batch,
        stops: Option<&EarlyExit<'_>>,
    ) -> Plain<FirstLine> {
        self.id = None;
        let mut blocked_at = None;
        let filled = self.fill(text, batch, stops, &mut blocked_at);
        let finished = batch.finish(filled.map(|_| ()));
        let length = match blocked_at {
            Some(at) => {
                self.check_id(text)?;
                memchr::memchr(b'\n', &text[at..]).map_or(text.len(), |end| at + end)
            }
            None => finished.and(filled)?,
        };
        Ok(FirstLine { id: self.id.take(), length, is_blocked: blocked_at.is_some() })
    }

    fn fill(
        &mut self,
        text: &[u8],
        batch: &mut Batch,
        stops: Option<&EarlyExit<'_>>,
        blocked_at: &mut Option<usize>,
    ) -> Plain<usize> {
        let account = batch.len();
        let Batch { plans, columns, .. } = batch;
        let cursor = Cursor { line: text, at: 0 };
        let mut filling = Filling {
            plans,
            columns,
            shapes: &mut self.shapes,
            id: &mut self.id,
            cursor,
            depth: 0,
            stops,
            account,
            is_blocked: false,
        };
        filling.cursor.skip_space();
        filling.open_row(0);
        let read = filling.object(&mut self.envelope);
        if filling.is_blocked {
            *blocked_at = Some(filling.cursor.at);
        }
        let seen = read?;
        filling.cursor.skip_space();
        let end = filling.cursor.at;
        if text.get(end).is_some_and(|&byte| byte != b'\n') || seen & (1 << ACCOUNT) == 0 {
            return Err(NotPlain);
        }
        self.check_id(text)?;
        Ok(end)
    }

    /// Forgets an id that is null; one that is not plain, or missing where it is needed, is the precise reader's.
    fn check_id(&mut self, text: &[u8]) -> Plain<()> {
        if let Some(id) = self.id.clone()
            && !is_id(&text[id])?
        {
            self.id = None;
        }
        if self.needs_id && self.id.is_none() { Err(NotPlain) } else { Ok(()) }
    }

    /// The paths of keys that nothing declares, where they are allowed.
    pub(super) fn unknown_keys(&self) -> &[String] {
        &self.shapes.named.paths
    }
}

/// The names by which lines may name the policy that they are read for.
fn names(program: &Program, policy: PolicyId) -> Vec<Quoted> {
    let bare = program.policies[policy].name.clone();
    let is_bare = program.policy(&bare) == Some(policy);
    let names = std::iter::once(program.policy_name(policy)).chain(is_bare.then_some(bare));
    names.map(|name| Quoted::new(name.as_bytes())).collect()
}

fn mark_id(
    program: &Program,
    plan: &mut ObjectPlan,
    record: RecordId,
    path: &[&str],
) -> Result<(), Unsupported> {
    let (first, rest) = path.split_first().ok_or(Unsupported::Malformed)?;
    let fields = &program.records[record].fields;
    let at = fields.iter().position(|field| field.name == **first).ok_or(Unsupported::Malformed)?;
    let key = &mut plan.keys[at];
    match (&fields[at].ty, rest) {
        (Type::Text | Type::Number(Unit::Int), []) => key.is_id = true,
        (Type::Record(inner), [_, ..]) => {
            if let Action::Unread(_) = key.action {
                let nothing = super::storage::RecordPlan { presence: None, fields: Vec::new() };
                key.action = Action::Object(Box::new(ObjectPlan::of_record(program, *inner, &nothing)?));
            }
            let Action::Object(plan) = &mut key.action else { return Err(Unsupported::Malformed) };
            mark_id(program, plan, *inner, rest)?;
        }
        _ => return Err(Unsupported::Malformed),
    }
    Ok(())
}

/// A line that was read.
#[derive(Debug)]
pub(super) struct FirstLine {
    /// Where in it the account's id stands, as JSON.
    pub(super) id: Option<Range<usize>>,
    /// Its length without its end.
    pub(super) length: usize,
    /// It was read only until it was known that the account is blocked, and is not in the batch.
    pub(super) is_blocked: bool,
}

/// A row that is being filled.
struct Filling<'f, 'l> {
    plans: &'f super::batch::Plans,
    columns: &'f mut Columns,
    shapes: &'f mut Shapes,
    id: &'f mut Option<Range<usize>>,
    cursor: Cursor<'l>,
    /// How many objects and arrays are around.
    depth: u32,
    stops: Option<&'f EarlyExit<'f>>,
    /// The row of the account.
    account: usize,
    /// Whether what was read blocks the account: then nothing more is read.
    is_blocked: bool,
}

impl Filling<'_, '_> {
    /// Begins a row of a table; all of it is unknown.
    fn open_row(&mut self, table: usize) {
        let parts = &self.plans.tables[table];
        for &column in &parts.columns {
            match column {
                Storage::Byte(at) => self.columns.bytes[at].push(Slot::byte(false)),
                Storage::Wide(at) => self.columns.wides[at].push(Slot::wide(false)),
                Storage::Text(at) => self.columns.texts[at].push(Slot::wide(false)),
            }
        }
        for &child in &parts.children {
            self.columns.tables[child].open();
        }
    }

    /// Puts a mark into the row at hand.
    fn mark(&mut self, slot: Slot, is_absent: bool) {
        match slot {
            Slot::Column(Storage::Byte(at)) => set_last(&mut self.columns.bytes[at], Slot::byte(is_absent)),
            Slot::Column(Storage::Wide(at)) => set_last(&mut self.columns.wides[at], Slot::wide(is_absent)),
            Slot::Column(Storage::Text(at)) => set_last(&mut self.columns.texts[at], Slot::wide(is_absent)),
            Slot::Table(at) => self.columns.tables[at].mark(Slot::byte(is_absent)),
        }
    }

    /// Reads an object; gives a bit for each declared key that it has.
    fn object(&mut self, plan: &mut ObjectPlan) -> Plain<u128> {
        self.cursor.check_depth(self.depth)?;
        self.depth += 1;
        let seen = self.members(plan)?;
        self.depth -= 1;
        Ok(seen)
    }

    fn members(&mut self, plan: &mut ObjectPlan) -> Plain<u128> {
        self.cursor.expect(b'{')?;
        if let Some(presence) = plan.presence {
            set_last(&mut self.columns.bytes[presence], PRESENT);
        }
        for at in 0..plan.not_given.len() {
            let (slot, is_absent) = plan.not_given[at];
            self.mark(slot, is_absent);
        }
        if self.cursor.is_empty(b'}') {
            return Ok(0);
        }
        let (mut seen, mut next) = (0_u128, 0);
        loop {
            let declared = plan.key(&mut self.cursor, &mut next, &mut self.shapes.named)?;
            self.cursor.expect(b':')?;
            let start = self.cursor.at;
            match declared {
                Some(at) => {
                    if seen & (1 << at) != 0 {
                        return Err(NotPlain);
                    }
                    seen |= 1 << at;
                    let key = &mut plan.keys[at];
                    self.value(&mut key.action, &key.path)?;
                    if key.is_id {
                        *self.id = Some(start..self.cursor.at);
                    }
                }
                None => self.cursor.skip(self.depth)?,
            }
            if !self.cursor.goes_on(b'}')? {
                return Ok(seen);
            }
        }
    }

    fn value(&mut self, action: &mut Action, path: &str) -> Plain<()> {
        if self.cursor.peek() == b'n' {
            return self.cursor.null();
        }
        match action {
            Action::Null => Err(NotPlain),
            Action::Unread(unread) => self.shapes.value(unread, path, &mut self.cursor, self.depth),
            Action::OneOf(texts) => {
                let is_known = texts.iter().any(|text| text.is_at(&mut self.cursor));
                is_known.then_some(()).ok_or(NotPlain)
            }
            Action::Column(column, form) => {
                self.scalar(*column, form)?;
                self.go_on(|stops, filling| stops.value_blocks(*column, filling.account, filling.columns))
            }
            Action::Object(plan) => self.object(plan).map(|_| ()),
            Action::Many(table, plan) => self.rows(*table, |filling| filling.object(plan).map(|_| ())),
            Action::Set(table, column, form) => self.rows(*table, |filling| filling.scalar(*column, form)),
        }
    }

    /// Reads an array, a row an element.
    fn rows(&mut self, table: usize, mut element: impl FnMut(&mut Self) -> Plain<()>) -> Plain<()> {
        self.cursor.check_depth(self.depth)?;
        self.cursor.expect(b'[')?;
        self.depth += 1;
        let mut count = 0;
        if !self.cursor.is_empty(b']') {
            loop {
                self.open_row(table);
                count += 1;
                if self.cursor.peek() != b'n' {
                    element(self)?;
                    self.go_on(|stops, filling| {
                        let row = filling.columns.tables[table].len() + count - 1;
                        stops.element_blocks(table, row, filling.columns)
                    })?;
                } else {
                    self.cursor.null()?;
                }
                if !self.cursor.goes_on(b']')? {
                    break;
                }
            }
        }
        self.depth -= 1;
        self.columns.tables[table].close(PRESENT, count).map_err(|_| NotPlain)
    }

    /// Ends the reading of a line whose account is blocked, once it is known which account it is.
    #[inline]
    fn go_on(&mut self, blocks: impl FnOnce(&EarlyExit<'_>, &Self) -> bool) -> Plain<()> {
        match self.stops {
            Some(stops) if self.id.is_some() && blocks(stops, self) => {
                self.is_blocked = true;
                Err(NotPlain)
            }
            _ => Ok(()),
        }
    }

    #[inline]
    fn scalar(&mut self, column: Storage, form: &Form) -> Plain<()> {
        let cursor = &mut self.cursor;
        let value = match form {
            Form::Bool => i64::from(value::boolean(cursor)?),
            Form::Choice(values) => {
                let found = values.iter().position(|value| value.is_at(cursor));
                found.ok_or(NotPlain)? as i64
            }
            Form::Int => value::integer(cursor)?,
            Form::Decimal => value::decimal(cursor, Form::DECIMALS)?,
            Form::Money(decimals, currency) => value::money(cursor, *decimals, currency)?,
            Form::Time => value::time(cursor)?,
            Form::Date => value::date(cursor)?,
            Form::Text => return self.text(column),
            Form::Length => return self.length(column),
        };
        match column {
            Storage::Byte(at) => set_last(&mut self.columns.bytes[at], value as u8),
            Storage::Wide(at) => set_last(&mut self.columns.wides[at], value),
            Storage::Text(_) => return Err(NotPlain),
        }
        Ok(())
    }

    /// A length, which a batch holds as its text.
    fn length(&mut self, column: Storage) -> Plain<()> {
        let length = value::length(&mut self.cursor)?;
        let Storage::Text(at) = column else { return Err(NotPlain) };
        let packed = self.columns.pack(length.to_string().as_bytes()).map_err(|_| NotPlain)?;
        set_last(&mut self.columns.texts[at], packed);
        Ok(())
    }

    fn text(&mut self, column: Storage) -> Plain<()> {
        let text = self.cursor.text()?;
        let Storage::Text(at) = column else { return Err(NotPlain) };
        if text.has_escapes {
            return Err(NotPlain);
        }
        let packed = self.columns.pack(text.bytes).map_err(|_| NotPlain)?;
        set_last(&mut self.columns.texts[at], packed);
        Ok(())
    }
}

impl ObjectPlan {
    /// Reads a key: its index if it is declared. Objects tend to have their keys in one order; `next` follows it.
    #[inline]
    fn key(&mut self, cursor: &mut Cursor<'_>, next: &mut usize, named: &mut Named) -> Plain<Option<usize>> {
        let (before, after) = self.learned.split_at((*next).min(self.learned.len()));
        let ahead = after.iter().zip(before.len()..).chain(before.iter().zip(0..));
        for (learned, at) in ahead {
            if learned.quoted.is_at(cursor) {
                *next = at + 1;
                return Ok(learned.declared);
            }
        }
        self.new_key(cursor, next, named)
    }

    /// Gives this object and those in it their paths, and room for the keys that nothing declares.
    fn place(&mut self, path: String, named: &mut Named) {
        self.named = named.add();
        for key in &mut self.keys {
            key.path = key_in(&path, &key.path);
            match &mut key.action {
                Action::Object(plan) => plan.place(key.path.clone(), named),
                Action::Many(_, plan) => plan.place(format!("{}[]", key.path), named),
                Action::Unread(_)
                | Action::Null
                | Action::OneOf(_)
                | Action::Column(..)
                | Action::Set(..) => {}
            }
        }
        self.path = path;
    }

    #[cold]
    fn new_key(
        &mut self,
        cursor: &mut Cursor<'_>,
        next: &mut usize,
        named: &mut Named,
    ) -> Plain<Option<usize>> {
        let text = cursor.text()?;
        let quoted = Quoted::new(text.bytes);
        let declared = self.keys.iter().position(|key| key.quoted.text() == text.bytes);
        if declared.is_none() {
            named.check(self.named, &self.path, &text)?;
        }
        if self.learned.len() < MAX_LEARNED {
            let at = (*next).min(self.learned.len());
            self.learned.insert(at, Learned { quoted, declared });
            *next = at + 1;
        }
        Ok(declared)
    }
}

#[inline]
fn set_last<T>(column: &mut [T], value: T) {
    if let Some(last) = column.last_mut() {
        *last = value;
    }
}
