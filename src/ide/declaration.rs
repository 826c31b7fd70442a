//! What the texts declare, each by the span of its name.

use crate::analysis::Analysis;
use crate::diagnostic::Message;
use crate::diagnostic::messages::editing;
use crate::source::{FileId, Span};
use crate::syntax::ast::{self, Clause, FieldKind, Item, TypeKind};

/// What a declaration declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `package NAME`
    Package,
    /// `use NAME`
    Import,
    /// `account`, `request` or `record NAME`
    Record,
    /// `name: type`
    Field,
    /// `name = expression`
    Derived,
    /// A value of `one of …`
    Value,
    /// An outcome of `outcomes { … }`
    Outcome,
    /// `calendar NAME`
    Calendar,
    /// `condition NAME = …`
    Condition,
    /// `let NAME = …`
    Let,
    /// `policy NAME`
    Policy,
    /// `lifecycle NAME`
    Lifecycle,
    /// `require NAME`
    Requirement,
    /// `warn NAME`
    Warning,
    /// `step NAME`
    Step,
    /// `deadline NAME`
    Deadline,
    /// `notify NAME`
    Notice,
    /// `hold NAME`
    Hold,
    /// `fixture NAME`
    Fixture,
    /// `test "…"`
    Test,
}

impl Kind {
    /// Its name.
    #[must_use]
    pub fn words(self) -> Message {
        match self {
            Self::Package => editing::kind_package(),
            Self::Import => editing::kind_use(),
            Self::Record => editing::kind_record(),
            Self::Field => editing::kind_field(),
            Self::Derived => editing::kind_derived(),
            Self::Value => editing::kind_value(),
            Self::Outcome => editing::kind_outcome(),
            Self::Calendar => editing::kind_calendar(),
            Self::Condition => editing::kind_condition(),
            Self::Let => editing::kind_let(),
            Self::Policy => editing::kind_policy(),
            Self::Lifecycle => editing::kind_lifecycle(),
            Self::Requirement => editing::kind_requirement(),
            Self::Warning => editing::kind_warning(),
            Self::Step => editing::kind_step(),
            Self::Deadline => editing::kind_deadline(),
            Self::Notice => editing::kind_notice(),
            Self::Hold => editing::kind_hold(),
            Self::Fixture => editing::kind_fixture(),
            Self::Test => editing::kind_test(),
        }
    }
}

/// A declaration.
#[derive(Debug, Clone)]
pub struct Declaration<'a> {
    /// What it declares.
    pub kind: Kind,
    /// The name.
    pub name: &'a str,
    /// Where the name is written.
    pub at: Span,
    /// The whole of it.
    pub whole: Span,
    /// The `///` lines before it.
    pub doc: Option<&'a str>,
    /// The name of the record, field or policy that it belongs to, and of the package otherwise.
    pub owner: &'a str,
    /// Whether it belongs to a record, field or policy.
    pub is_inner: bool,
    /// The type of a field.
    pub ty: Option<&'a ast::Type>,
    /// Whether it is a field that may be absent.
    pub is_optional: bool,
}

impl Declaration<'_> {
    /// Whether it is a field that windows can apply to: a time or a date.
    pub(super) fn is_moment(&self) -> bool {
        self.ty.is_some_and(|ty| ty.kind.is_moment())
    }
}

/// Every declaration of a file, in the order of the text.
#[must_use]
pub fn declarations(analysis: &Analysis, file: FileId) -> Vec<Declaration<'_>> {
    let mut list = List { found: Vec::new(), package: package_of(analysis, file) };
    if let Some(tree) = analysis.files.get(file.0 as usize) {
        list.file(tree);
    }
    list.found
}

/// The declaration whose name is at `at`.
#[must_use]
pub(super) fn declared_at(analysis: &Analysis, at: Span) -> Option<Declaration<'_>> {
    declarations(analysis, at.file).into_iter().find(|declaration| declaration.at == at)
}

/// The name of the package that a file belongs to.
#[must_use]
pub(super) fn package_of(analysis: &Analysis, file: FileId) -> &str {
    let tree = analysis.files.get(file.0 as usize);
    tree.and_then(|tree| tree.package.as_ref()).map_or("main", |name| name.text.as_str())
}

/// The files of a package.
pub(super) fn files_of<'a>(analysis: &'a Analysis, package: &'a str) -> impl Iterator<Item = FileId> + 'a {
    let ids = analysis.sources.iter().map(|(id, _)| id);
    ids.filter(move |&id| package_of(analysis, id) == package)
}

struct List<'a> {
    found: Vec<Declaration<'a>>,
    package: &'a str,
}

impl<'a> List<'a> {
    fn file(&mut self, file: &'a ast::File) {
        if let Some(name) = &file.package {
            self.outer(Kind::Package, name, name.span, None);
        }
        for used in &file.uses {
            self.outer(Kind::Import, used, used.span, None);
        }
        for item in &file.items {
            self.item(item);
        }
    }

    fn outer(&mut self, kind: Kind, name: &'a ast::Name, whole: Span, doc: Option<&'a str>) {
        self.add(kind, name, whole, doc, None);
    }

    fn add(
        &mut self,
        kind: Kind,
        name: &'a ast::Name,
        whole: Span,
        doc: Option<&'a str>,
        owner: Option<&'a str>,
    ) {
        self.found.push(Declaration {
            kind,
            name: &name.text,
            at: name.span,
            whole,
            doc,
            owner: owner.unwrap_or(self.package),
            is_inner: owner.is_some(),
            ty: None,
            is_optional: false,
        });
    }

    fn item(&mut self, item: &'a Item) {
        match item {
            Item::Record(record) => self.record(record),
            Item::Outcomes(block) => {
                for declared in &block.declared {
                    self.outer(Kind::Outcome, &declared.name, declared.span, declared.doc.as_deref());
                }
            }
            Item::Words(_) => {}
            Item::Calendar(it) => self.outer(Kind::Calendar, &it.name, it.span, it.doc.as_deref()),
            Item::Condition(it) => {
                self.outer(Kind::Condition, &it.name, it.name.span.to(it.body.span), it.doc.as_deref());
            }
            Item::Let(it) => {
                self.outer(Kind::Let, &it.name, it.name.span.to(it.body.span), it.doc.as_deref());
                if let Some(added) = self.found.last_mut() {
                    added.ty = it.ty.as_ref();
                }
                let values = it.ty.as_ref().map(|ty| &ty.kind);
                if let Some(TypeKind::OneOf(values)) = values {
                    for value in values {
                        self.add(Kind::Value, &value.name, value.name.span, None, Some(&it.name.text));
                    }
                }
            }
            Item::Policy(policy) => self.policy(policy),
            Item::Lifecycle(it) => self.outer(Kind::Lifecycle, &it.name, it.span, it.doc.as_deref()),
            Item::Fixture(it) => {
                self.outer(Kind::Fixture, &it.name, it.name.span.to(it.facts.span), None);
            }
            Item::Test(test) => self.found.push(Declaration {
                kind: Kind::Test,
                name: &test.title.value,
                at: test.title.span,
                whole: test.span,
                doc: None,
                owner: self.package,
                is_inner: false,
                ty: None,
                is_optional: false,
            }),
        }
    }

    fn record(&mut self, record: &'a ast::Record) {
        self.outer(Kind::Record, &record.name, record.span, record.doc.as_deref());
        for field in &record.fields {
            let owner = Some(record.name.text.as_str());
            let kind = match &field.kind {
                FieldKind::Given { .. } => Kind::Field,
                FieldKind::Derived(_) => Kind::Derived,
            };
            self.add(kind, &field.name, field.span, field.doc.as_deref(), owner);
            let FieldKind::Given { ty, optional, .. } = &field.kind else { continue };
            if let Some(added) = self.found.last_mut() {
                added.ty = Some(ty);
                added.is_optional = *optional;
            }
            if let TypeKind::OneOf(values) = &ty.kind {
                for value in values {
                    self.add(Kind::Value, &value.name, value.name.span, None, Some(&field.name.text));
                }
            }
        }
    }

    fn policy(&mut self, policy: &'a ast::Policy) {
        self.outer(Kind::Policy, &policy.name, policy.span, policy.doc.as_deref());
        for clause in policy.all_clauses() {
            let owner = Some(policy.name.text.as_str());
            match clause {
                Clause::Require(it) => {
                    self.add(Kind::Requirement, &it.name, it.span, it.doc.as_deref(), owner);
                    for part in it.parts() {
                        let owner = Some(it.name.text.as_str());
                        self.add(Kind::Requirement, &part.name, part.span, part.doc.as_deref(), owner);
                    }
                }
                Clause::Warn(it) => self.add(Kind::Warning, &it.name, it.span, None, owner),
                Clause::Step(it) => self.add(Kind::Step, &it.name, it.span, None, owner),
                Clause::Deadline(it) => self.add(Kind::Deadline, &it.name, it.span, None, owner),
                Clause::Notify(it) => self.add(Kind::Notice, &it.name, it.span, None, owner),
                Clause::Data(data) => {
                    for hold in &data.holds {
                        self.add(Kind::Hold, &hold.name, hold.span, None, owner);
                    }
                }
                Clause::Title(_)
                | Clause::When(_)
                | Clause::Group(_)
                | Clause::AsksNothing(_)
                | Clause::Grace(_)
                | Clause::Outcome(_) => {}
            }
        }
    }
}
