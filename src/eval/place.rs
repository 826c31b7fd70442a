//! Where facts stand: what the roots of a place are bound to, and how a place is named.

use std::cell::{Cell, RefCell};
use std::fmt::Write as _;

use super::memo::Memo;
use super::scalar::Scalar;
use crate::ir::{Id, IndexVec, PackageId, Program, RecordId, Root, Services, Type, Value};

pub(super) static UNKNOWN: Value = Value::Unknown;

/// A record at hand, and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    pub(super) value: &'a Value,
    pub(super) record: RecordId,
    pub(super) path: PathId,
}

/// The services, by their packages.
pub(super) type ServiceFrames<'a> = IndexVec<PackageId, Option<Frame<'a>>>;

/// What is known of each service.
pub(super) fn service_frames<'a>(program: &Program, services: &'a Services) -> ServiceFrames<'a> {
    let declared = program.packages.iter_enumerated();
    let frames = declared.map(|(id, package)| {
        let value = services.get(id).unwrap_or(&UNKNOWN);
        package.service.map(|record| Frame { value, record, path: Paths::of_service(id) })
    });
    frames.collect()
}

/// What the roots of a place stand for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Env<'e, 'a> {
    pub(super) account: Frame<'a>,
    pub(super) request: Option<Frame<'a>>,
    pub(super) elements: Option<&'e Link<'e, 'a>>,
}

/// The elements of the selections around, innermost first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link<'e, 'a> {
    pub(super) frame: Frame<'a>,
    pub(super) outer: Option<&'e Link<'e, 'a>>,
}

impl<'a> Env<'_, 'a> {
    /// The record of a root; `None` for a request or service that the package does not declare.
    #[inline]
    pub(super) fn root(&self, root: Root, services: &ServiceFrames<'a>) -> Option<Frame<'a>> {
        match root {
            Root::Account => Some(self.account),
            Root::Request => self.request,
            Root::Service(package) => services.get(package).copied().flatten(),
            Root::Element(depth) => {
                let mut link = self.elements?;
                for _ in 0..depth {
                    link = link.outer?;
                }
                Some(link.frame)
            }
        }
    }

    /// The same account and request, without elements.
    pub(super) fn without_elements(&self) -> Env<'a, 'a> {
        Env { account: self.account, request: self.request, elements: None }
    }
}

/// A fact that was read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Read<'a> {
    /// The record it was read from.
    pub(super) base: Frame<'a>,
    /// The fields from there; as far as the first that is unknown or absent.
    pub(super) fields: &'a [u32],
    /// What was found.
    pub(super) value: &'a Value,
}

impl<'a> Read<'a> {
    /// Follows fields as far as they are known.
    #[inline]
    pub(super) fn follow(base: Frame<'a>, fields: &'a [u32]) -> Self {
        let (value, known) = base.value.follow(fields);
        Self { base, fields: &fields[..known], value }
    }

    pub(super) fn scalar(&self) -> Scalar<'a> {
        Scalar::from(self.value)
    }

    /// The type of the fact and the name of its last field; `None` if the read names the record itself.
    pub(super) fn field(&self, program: &'a Program) -> Option<(&'a str, &'a Type)> {
        program.field_at(self.base.record, self.fields).map(|field| (field.name.as_str(), &field.ty))
    }
}

/// The elements of a collection; `None` where it is unknown which there are. One that is absent has none.
pub(super) fn elements(collection: &Value) -> Option<&[Value]> {
    match collection {
        Value::Many(elements) => Some(elements),
        Value::Absent => Some(&[]),
        Value::Unknown
        | Value::Bool(_)
        | Value::Number(_)
        | Value::Text(_)
        | Value::Time(_)
        | Value::Date(_)
        | Value::Length(_)
        | Value::Choice(_)
        | Value::Set(_)
        | Value::Record(_) => None,
    }
}

/// For how many paths of records and collections there is space at first.
const USUAL_PATHS: usize = 16;

/// For how many bytes of a path in words there is space at first.
const USUAL_WORDS: usize = 48;

/// Index of a path in [`Paths`].
pub(super) type PathId = usize;

/// The path of a record, or those of a collection's elements, which follow each other.
#[derive(Debug)]
struct PathNode<'a> {
    first: PathId,
    parent: Option<PathId>,
    /// The record that the fields start from.
    from: RecordId,
    fields: &'a [u32],
    of_elements: bool,
}

/// The paths of the records that were looked into, as a tree. A path is put into words only when it is shown.
#[derive(Debug)]
pub(super) struct Paths<'a> {
    program: &'a Program,
    /// The package whose policy is judged: its service needs no name.
    package: PackageId,
    /// In ascending order of their first.
    nodes: RefCell<Vec<PathNode<'a>>>,
    next: Cell<PathId>,
    /// The first path of each collection's elements, or the path of a record, by where it was read.
    known: Memo<(PathId, &'a [u32]), PathId>,
}

impl<'a> Paths<'a> {
    /// The path of the account under judgement.
    pub(super) const ACCOUNT: PathId = 0;
    /// The path of the request.
    pub(super) const REQUEST: PathId = 1;
    /// The path of the service of the first package; those of the others follow.
    const SERVICES: PathId = 2;

    /// The path of the service of a package.
    fn of_service(package: PackageId) -> PathId {
        Self::SERVICES + package.index()
    }

    pub(super) fn new(program: &'a Program, package: PackageId) -> Self {
        let root =
            |first| PathNode { first, parent: None, from: RecordId::FIRST, fields: &[], of_elements: false };
        let mut nodes = Vec::with_capacity(USUAL_PATHS);
        nodes.extend([root(Self::ACCOUNT), root(Self::REQUEST), root(Self::SERVICES)]);
        Self {
            program,
            package,
            nodes: RefCell::new(nodes),
            next: Cell::new(Self::SERVICES + program.packages.len()),
            known: Memo::default(),
        }
    }

    /// The path of the record that was read. The same record has the same path however often it is looked at, so that
    /// what is judged of it is judged once.
    pub(super) fn of_record(&self, read: &Read<'a>) -> PathId {
        self.known_or_new(read, None)
    }

    /// The path of the first of a collection's elements; those of the others follow it.
    pub(super) fn of_elements(&self, collection: &Read<'a>, count: usize) -> PathId {
        // A read that stops at a record before the collection must not take that record's path.
        if count == 0 {
            return collection.base.path;
        }
        self.known_or_new(collection, Some(count))
    }

    /// The first of the paths of so many elements, or the path of a record.
    fn known_or_new(&self, read: &Read<'a>, elements: Option<usize>) -> PathId {
        self.known.or_else((read.base.path, read.fields), || {
            let first = self.next.get();
            self.next.set(first + elements.unwrap_or(1));
            self.nodes.borrow_mut().push(PathNode {
                first,
                parent: Some(read.base.path),
                from: read.base.record,
                fields: read.fields,
                of_elements: elements.is_some(),
            });
            first
        })
    }

    /// Whether a record is the account or one within it, and not an element of a collection.
    pub(super) fn is_of_account(&self, path: PathId) -> bool {
        let nodes = self.nodes.borrow();
        let mut path = path;
        loop {
            let node = &nodes[nodes.partition_point(|node| node.first <= path) - 1];
            match node.parent {
                Some(_) if node.of_elements => return false,
                Some(parent) => path = parent,
                None => return path == Self::ACCOUNT,
            }
        }
    }

    /// The path in words: `account.trades[3]`.
    pub(super) fn words(&self, path: PathId) -> String {
        let mut words = String::with_capacity(USUAL_WORDS);
        self.write(&mut words, path);
        words
    }

    fn write(&self, words: &mut String, path: PathId) {
        let nodes = self.nodes.borrow();
        let node = &nodes[nodes.partition_point(|node| node.first <= path) - 1];
        let Some(parent) = node.parent else {
            return self.write_root(words, path);
        };
        self.write(words, parent);
        self.append(words, node.from, node.fields);
        if node.of_elements {
            // Writing to a text does not fail.
            let _ = write!(words, "[{}]", path - node.first);
        }
    }

    fn write_root(&self, words: &mut String, path: PathId) {
        match path.checked_sub(Self::SERVICES) {
            Some(package) => {
                if let Some(other) = self.program.packages.get(PackageId::from_index(package))
                    && package != self.package.index()
                {
                    words.push_str(&other.name);
                    words.push('.');
                }
                words.push_str("service");
            }
            None => words.push_str(if path == Self::REQUEST { "request" } else { "account" }),
        }
    }

    /// The path of a fact in words: `account.trades[3].completed`.
    pub(super) fn words_of(&self, read: &Read<'a>) -> String {
        let mut words = self.words(read.base.path);
        self.append(&mut words, read.base.record, read.fields);
        words
    }

    fn append(&self, words: &mut String, mut record: RecordId, fields: &[u32]) {
        for &index in fields {
            let field = &self.program.records[record].fields[index as usize];
            words.push('.');
            words.push_str(&field.name);
            if let Some(inner) = field.ty.contained() {
                record = inner;
            }
        }
    }
}
