//! Finding a fact by its path: `account.trades[0].completed`.

use super::path::Step;
use super::reader::Reader;
use super::{Envelope, Facts, Id, Options, json};
use crate::diagnostic::messages::{common, facts};
use crate::diagnostic::{Diagnostic, Message, nearest};
use crate::ir::{Field, PackageId, PolicyId, Program, RecordId, Type, Unit, Value};
use crate::source::FileId;

/// Where a given fact stands in the facts of a policy, with its type.
#[derive(Debug)]
pub struct Location<'p> {
    root: FactRoot,
    hops: Vec<Hop<'p>>,
    /// The type of the fact.
    pub ty: Type,
    /// Whether it may be absent.
    pub optional: bool,
}

/// What paths of facts start at.
#[derive(Debug, Clone, Copy)]
enum FactRoot {
    Account,
    Request,
    Service(PackageId),
}

/// A step into a value.
#[derive(Debug, Clone, Copy)]
enum Hop<'p> {
    Field(usize, &'p Field),
    Element(usize),
}

impl<'p> Location<'p> {
    /// The place that `path` names, in the policy's names of fields.
    ///
    /// # Errors
    /// Where the path leaves the declared facts, with the nearest field.
    pub fn find(program: &'p Program, policy: PolicyId, path: &str) -> Result<Self, Message> {
        let path = path.trim();
        let (root, record, written) = root_of(program, program.policies[policy].package, path)?;
        let start = Self { root, hops: Vec::new(), ty: Type::Record(record), optional: false };
        let mut walk = Walk { program, location: start, written: written.to_owned() };
        let steps = path[written.len()..].strip_prefix('.');
        steps.into_iter().flat_map(|steps| steps.split('.')).try_for_each(|step| walk.step(step))?;
        Ok(walk.location)
    }

    /// The fact; `None` where something on the way is absent, unknown or too short.
    #[must_use]
    pub fn get<'f>(&self, facts: &'f Facts) -> Option<&'f Value> {
        let root = match self.root {
            FactRoot::Account => &facts.account,
            FactRoot::Request => facts.request.as_ref()?,
            FactRoot::Service(package) => facts.services.as_ref()?.get(package)?,
        };
        self.hops.iter().try_fold(root, |value, hop| match (hop, value) {
            (Hop::Field(at, _), Value::Record(values)) | (Hop::Element(at), Value::Many(values)) => {
                values.get(*at)
            }
            _ => None,
        })
    }

    /// Puts a value of the fact's type in its place.
    ///
    /// # Errors
    /// If there is no such place, because something on the way is absent, unknown or too short.
    pub fn put(&self, program: &Program, facts: &mut Facts, value: Value) -> Result<(), Message> {
        match self.root {
            FactRoot::Account => self.put_in(&mut facts.account, value),
            FactRoot::Request => {
                self.put_in(facts.request.as_mut().ok_or_else(facts::request_unknown)?, value)
            }
            FactRoot::Service(package) => {
                let services = facts.services.as_ref().unwrap_or(program.services());
                let known = services.get(package).cloned().or_else(|| program.nothing_of_service(package));
                let mut service = known.unwrap_or(Value::Unknown);
                self.put_in(&mut service, value)?;
                let others = services.iter().filter(|(other, _)| *other != package);
                let others = others.map(|(other, facts)| (other, facts.clone()));
                facts.services = Some(others.chain([(package, service)]).collect());
                Ok(())
            }
        }
    }

    fn put_in(&self, root: &mut Value, value: Value) -> Result<(), Message> {
        let (mut written, mut place) = (self.root.word().to_owned(), root);
        for hop in &self.hops {
            let there = written.clone();
            let (inner, at) = match (hop, place) {
                (Hop::Field(at, field), Value::Record(values)) => {
                    written += &format!(".{}", field.name);
                    (values, *at)
                }
                (Hop::Element(at), Value::Many(values)) => {
                    written += &format!("[{at}]");
                    (values, *at)
                }
                (_, Value::Absent) => return Err(facts::absent_assume_whole(&there)),
                _ => return Err(facts::unknown_assume_whole(&there)),
            };
            let count = inner.len();
            place = inner.get_mut(at).ok_or_else(|| facts::has_elements(&there, count))?;
        }
        *place = value;
        Ok(())
    }

    /// The steps to the fact, as messages show them.
    fn steps(&self) -> impl Iterator<Item = Step<'p>> + '_ {
        let root = Step::Key(self.root.word());
        std::iter::once(root).chain(self.hops.iter().map(|hop| match hop {
            Hop::Field(_, field) => Step::Key(&field.name),
            Hop::Element(at) => Step::Index(*at),
        }))
    }
}

impl FactRoot {
    fn word(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Request => "request",
            Self::Service(_) => "service",
        }
    }
}

/// The root that a path starts at, its shape, and how much of the path names it: the service of another package goes by
/// that package's name, `shop.service`.
fn root_of<'t>(
    program: &Program,
    package: PackageId,
    path: &'t str,
) -> Result<(FactRoot, RecordId, &'t str), Message> {
    let own = &program.packages[package];
    let word = path.split('.').next().unwrap_or_default();
    let found = match word {
        "account" => Some((FactRoot::Account, own.account)),
        "request" => own.request.map(|shape| (FactRoot::Request, shape)),
        "service" => own.service.map(|shape| (FactRoot::Service(package), shape)),
        _ => None,
    };
    if let Some((root, shape)) = found {
        return Ok((root, shape, word));
    }
    for (id, other) in program.packages.iter_enumerated() {
        let rest = path.strip_prefix(other.name.as_str()).and_then(|rest| rest.strip_prefix(".service"));
        if let (Some(shape), Some(rest)) = (other.service, rest)
            && (rest.is_empty() || rest.starts_with('.'))
        {
            return Ok((FactRoot::Service(id), shape, &path[..path.len() - rest.len()]));
        }
    }
    let roots = [Some("account"), own.request.map(|_| "request"), own.service.map(|_| "service")];
    let roots: Vec<&str> = roots.into_iter().flatten().collect();
    Err(facts::path_starts_at(word, &roots.join("`, `")))
}

struct Walk<'p> {
    program: &'p Program,
    location: Location<'p>,
    written: String,
}

impl Walk<'_> {
    /// `trades[0]`
    fn step(&mut self, step: &str) -> Result<(), Message> {
        let (name, elements) = step.split_once('[').map_or((step, None), |(name, rest)| (name, Some(rest)));
        let Type::Record(record) = self.location.ty else {
            return Err(facts::has_no_fields(&self.written, self.location.ty.words()));
        };
        self.field(record, name)?;
        elements.map_or(Ok(()), |rest| self.element(rest))
    }

    fn field(&mut self, record: RecordId, name: &str) -> Result<(), Message> {
        let fields = &self.program.records[record].fields;
        let Some(at) = fields.iter().position(|field| field.name == name) else {
            let near = nearest(name, fields.iter().map(|field| field.name.as_str()));
            let none = facts::no_field_in(name, &self.written);
            return Err(match near {
                Some(near) => facts::with_help(none, &common::did_you_mean(near)),
                None => none,
            });
        };
        self.written += &format!(".{name}");
        self.location.hops.push(Hop::Field(at, &fields[at]));
        self.location.ty = fields[at].ty.clone();
        self.location.optional = fields[at].optional;
        Ok(())
    }

    /// `0]`
    fn element(&mut self, rest: &str) -> Result<(), Message> {
        let index = rest.strip_suffix(']').and_then(|index| index.parse().ok());
        let (Some(index), Type::Many(record)) = (index, &self.location.ty) else {
            let written = &self.written;
            return Err(facts::names_no_element(&format!("{written}[{rest}")));
        };
        self.written += &format!("[{index}]");
        self.location.hops.push(Hop::Element(index));
        self.location.ty = Type::Record(*record);
        self.location.optional = false;
        Ok(())
    }
}

/// Reads the JSON `text`, which begins at byte `start` of `file`, as a value for a location. Null is absent where that
/// is allowed, unknown otherwise.
///
/// # Errors
/// Everything that is wrong with it.
#[expect(clippy::wildcard_enum_match_arm, reason = "the enumeration is not ours")]
pub fn json_value(
    program: &Program,
    location: &Location<'_>,
    file: FileId,
    start: usize,
    text: &str,
) -> Result<Value, Vec<Diagnostic>> {
    let json = json::parse(file, start, text).map_err(|error| vec![*error])?;
    let mut reader = Reader::new(program, Options::default());
    let value = match json.kind {
        json::Kind::Null if location.optional => Value::Absent,
        _ => reader.at(location.steps(), |reader| reader.value(&location.ty, &json)),
    };
    let found = reader.finish();
    if found.is_sound { Ok(value) } else { Err(found.diagnostics) }
}

/// The id that stands at `path` in the facts of an account.
///
/// # Errors
/// Why there is none: the path names no fact, or one that is neither text nor a whole number, or is not known.
pub fn id_at(program: &Program, account: &Envelope, path: &str) -> Result<Id, Message> {
    let location = Location::find(program, account.policy, path)?;
    if !matches!(location.ty, Type::Text | Type::Number(Unit::Int)) {
        return Err(facts::id_is_text_or_number(path, location.ty.words()));
    }
    match location.get(&account.facts) {
        Some(Value::Text(text)) => Ok(Id::Text(text.clone())),
        Some(Value::Number(integer)) => Ok(Id::Integer(*integer)),
        _ => Err(facts::not_given(path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyse;
    use crate::source::{FileId, Sources};

    const POLICY: &str = "package p languages en zone UTC
        account { id: text level: int? trades: many trade }
        record trade { id: text }
        policy close on request { require none: no trade en \"a\" fix \"b\" }";

    fn id(path: &str) -> Result<Id, Message> {
        let mut sources = Sources::new();
        sources.add("p.policy", POLICY);
        let program = analyse(sources).program.unwrap();
        let text = r#"{"account": {"id": "u-1", "trades": [{"id": "t-0"}, {"id": "t-1"}]}}"#;
        let account = crate::facts::read(&program, None, FileId(1), text).envelope.unwrap();
        id_at(&program, &account, path)
    }

    #[test]
    fn a_path_leads_through_fields_and_elements() {
        assert_eq!(id("account.id"), Ok(Id::Text("u-1".to_owned())));
        assert_eq!(id("account.trades[1].id"), Ok(Id::Text("t-1".to_owned())));
    }

    #[test]
    fn a_path_that_leads_nowhere_says_where_it_ends() {
        let wrong = |path, part: &str| {
            let why = id(path).unwrap_err().to_string();
            assert!(why.contains(part), "{path}: {why}");
        };
        wrong("account.di", "did you mean `id`?");
        wrong("acount.id", "start at `account`");
        wrong("service.users", "start at `account`");
        wrong("request.id", "start at `account`");
        wrong("account.trades.id", "has no fields");
        wrong("account.trades[x].id", "is not an element");
        wrong("account.trades[2].id", "do not give");
        wrong("account.trades", "an id is text or a whole number");
        wrong("account.level", "do not give");
    }
}
