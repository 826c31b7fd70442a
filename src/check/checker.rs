//! The checker's state, and the order of its work.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use super::Checked;
use super::definition::{DefinitionKey, Known, Meaning};
use super::links::Links;
use super::memory::{Earlier, Memory};
use super::misread::Passed;
use super::notes::Notes;
use super::packages::{Package, collect};
use super::shape::Shape;
use super::traits::Traits;
use super::undeclared::MOST_LOOKED_AT;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::{self, IndexVec};
use crate::source::{FileId, Sources, Span};
use crate::syntax::ast;

/// How deep the walk may stand in expressions and in definitions met on the way.
const MOST_NESTED: usize = 256;

/// How far something that may refer to others has come.
#[derive(Debug, Clone)]
pub(super) enum Progress<T> {
    /// Being worked on: meeting it again is a circle.
    Started,
    /// Done, or wrong and reported.
    Done(Option<T>),
}

#[derive(Debug)]
pub(super) struct Checker<'a> {
    pub(super) packages: IndexVec<ir::PackageId, Package<'a>>,
    /// Index of each package, by name.
    pub(super) package_ids: HashMap<&'a str, ir::PackageId>,
    pub(super) shapes: IndexVec<ir::RecordId, Shape<'a>>,
    pub(super) shape_ids: HashMap<(ir::PackageId, &'a str), ir::RecordId>,
    pub(super) definitions: HashMap<DefinitionKey<'a>, Progress<(ir::DefinitionId, Meaning)>>,
    /// What is known of each lowered definition, by its id.
    pub(super) known_definitions: IndexVec<ir::DefinitionId, Known>,
    pub(super) policies: HashMap<(ir::PackageId, &'a str), Progress<ir::PolicyId>>,
    /// What is known of each lowered policy, by its id.
    pub(super) known_policies: IndexVec<ir::PolicyId, Traits>,
    pub(super) program: ir::Program,
    /// What is noted of the item at hand.
    pub(super) notes: Notes,
    /// The phrases before what is being checked, within the same condition, that have ended.
    pub(super) passed: Vec<Passed<'a>>,
    /// What is known of earlier texts.
    pub(super) earlier: Earlier,
    /// The items that hold as they were known, by their declarations.
    pub(super) recalled: HashSet<Span>,
    /// What each item comes to.
    pub(super) memory: Memory,
    /// The items of the program that are known to be sound.
    pub(super) proven: ir::Proven,
    /// What names refer to, in the items that are done.
    pub(super) links: Links,
    /// The declarations that something refers to.
    pub(super) used: HashSet<Span>,
    /// The names of each enumeration's values; `None` where several enumerations have the same.
    pub(super) enumerations: HashMap<ir::Choices, Option<Vec<Span>>>,
    /// Fields whose type could not be read or is wrong: their uses are passed over.
    pub(super) untyped: HashSet<(ir::RecordId, u32)>,
    /// The trees of the texts.
    pub(super) files: &'a [ast::File],
    /// The records that have such fields.
    pub(super) uncertain: HashSet<ir::RecordId>,
    /// The texts, for the facts that tests name.
    pub(super) sources: &'a Sources,
    /// What was read of files of facts, so that each is read and reported once.
    pub(super) facts_read: HashMap<(FileId, ir::RecordId), Option<ir::Value>>,
    /// Whether everything in the files was read and nothing so far was wrong.
    is_sound: bool,
    /// How many known names may still be looked at for suggestions.
    pub(super) suggestions: Cell<usize>,
    /// How deep the walk stands.
    pub(super) depth: usize,
    /// The first place where something was left out of the program.
    hole: Option<Span>,
    /// Whether it was told that the walk came too deep.
    is_depth_told: bool,
    /// What was found in the items that are done.
    pub(super) diagnostics: Diagnostics,
}

impl<'a> Checker<'a> {
    pub(super) fn new(files: &'a [ast::File], sources: &'a Sources, whole: bool, earlier: Earlier) -> Self {
        let mut diagnostics = Diagnostics::default();
        let packages: IndexVec<ir::PackageId, _> = collect(files, &mut diagnostics).into();
        let package_ids = packages.iter_enumerated().map(|(id, package)| (package.name, id)).collect();
        let mut memory = Memory::new(files);
        memory.reserve(earlier.len());
        let program = ir::Program {
            files: sources.iter().take(files.len()).map(|(_, source)| source.name.clone()).collect(),
            packages: IndexVec::new(),
            records: IndexVec::new(),
            definitions: IndexVec::new(),
            policies: IndexVec::new(),
            tests: Vec::new(),
            hashes: ir::Hashes::default(),
        };
        Self {
            packages,
            package_ids,
            shapes: IndexVec::new(),
            shape_ids: HashMap::new(),
            definitions: HashMap::new(),
            known_definitions: IndexVec::new(),
            policies: HashMap::new(),
            known_policies: IndexVec::new(),
            program,
            notes: Notes::default(),
            passed: Vec::new(),
            recalled: HashSet::with_capacity(earlier.len()),
            memory,
            proven: ir::Proven::default(),
            earlier,
            links: Links::default(),
            used: HashSet::new(),
            enumerations: HashMap::new(),
            untyped: HashSet::new(),
            files,
            uncertain: HashSet::new(),
            sources,
            facts_read: HashMap::new(),
            is_sound: whole && !diagnostics.has_errors(),
            suggestions: Cell::new(MOST_LOOKED_AT),
            depth: 0,
            hole: None,
            is_depth_told: false,
            diagnostics,
        }
    }

    pub(super) fn run(&mut self) {
        self.check_names();
        self.link_uses();
        self.declare_shapes();
        self.declare_packages();
        self.check_shapes();
        self.check_outcomes();
        self.check_titles();
        for package in self.packages.ids() {
            self.check_definitions(package);
            for item in self.packages[package].items.clone() {
                if let ast::Item::Policy(policy) = item {
                    self.policy(package, &policy.name.text);
                }
            }
        }
        for package in self.packages.ids() {
            for item in self.packages[package].items.clone() {
                if let ast::Item::Test(test) = item {
                    self.item(test.title.span, |checker| checker.lower_test(package, test));
                }
            }
            self.check_idle_fixtures(package);
        }
    }

    pub(super) fn finish(mut self) -> Checked {
        let notes = std::mem::take(&mut self.notes);
        self.note(&notes);
        let incomplete = if self.diagnostics.has_errors() { None } else { self.first_incomplete() };
        let Self { program, links, diagnostics, memory, proven, hole, .. } = self;
        Checked { program, links, diagnostics, memory, proven, lost: hole.or(incomplete) }
    }

    /// Whether all that was written was read and is right, so that doubts about the whole of it can be told.
    pub(super) fn is_sound(&self) -> bool {
        self.is_sound
    }

    /// Whether anything refers to the declaration at a place.
    pub(super) fn is_used(&self, declared: Span) -> bool {
        self.used.contains(&declared)
    }

    /// Whether a field of the record has no type, so that no more can be said of what the record lacks.
    pub(super) fn is_uncertain(&self, record: ir::RecordId) -> bool {
        self.uncertain.contains(&record)
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.is_sound &= diagnostic.severity() != Severity::Error;
        self.notes.found.push(diagnostic);
    }

    /// Notes that what is written at a place is left out of the program. The error that explains it is reported apart;
    /// if none is, the program is refused all the same.
    pub(super) fn leave_out(&mut self, span: Span) {
        self.notes.holes += 1;
        self.hole.get_or_insert(span);
    }

    /// Reports a value of another type than its place takes.
    pub(super) fn wrong_type(&mut self, span: Span, expected: &str, found: &str) {
        self.report(of_wrong_type(span, expected, found));
    }

    /// Runs `walk` one level further in, unless that is too deep for any evaluation.
    pub(super) fn within<T>(&mut self, span: Span, walk: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth >= MOST_NESTED {
            self.tell_too_deep(span);
            return None;
        }
        self.depth += 1;
        let found = walk(self);
        self.depth -= 1;
        found
    }

    /// Reports, once, that too many conditions stand in each other: what the rest of a chain stands on was not looked
    /// into, and its other links would be told again.
    pub(super) fn tell_too_deep(&mut self, span: Span) {
        if !std::mem::replace(&mut self.is_depth_told, true) {
            self.report(too_deep(span));
        }
    }

    pub(super) fn account_of(&self, package: ir::PackageId) -> Option<ir::RecordId> {
        self.packages[package].account_shape
    }

    pub(super) fn request_of(&self, package: ir::PackageId) -> Option<ir::RecordId> {
        self.packages[package].request_shape
    }

    pub(super) fn zone_of(&self, package: ir::PackageId) -> ir::Zone {
        self.program.packages[package].zone
    }

    fn declare_packages(&mut self) {
        for at in self.packages.ids() {
            let zone = self.checked_zone(at);
            let account = self.account_of(at).unwrap_or_else(|| self.nothing_of_account());
            let package = &self.packages[at];
            let languages = package.languages.iter().map(|language| language.text.clone()).collect();
            let (name, request) = (package.name.to_owned(), package.request_shape);
            self.program.packages.push(ir::Package { name, languages, zone, account, request });
        }
    }

    /// The shape of the account in a package that declares nothing of it.
    fn nothing_of_account(&mut self) -> ir::RecordId {
        self.program.records.push(ir::Record { name: "account".to_owned(), fields: Vec::new() })
    }

    fn checked_zone(&mut self, package: ir::PackageId) -> ir::Zone {
        let Some(zone) = self.packages[package].zone else { return ir::Zone::utc() };
        if let Some(found) = ir::Zone::named(&zone.text) {
            return found;
        }
        let near = crate::diagnostic::nearest(&zone.text, ir::Zone::names());
        let unknown =
            Diagnostic::new(Code::UnknownName, zone.span, format!("there is no time zone `{}`", zone.text))
                .label("not in the IANA time zone database");
        self.report(match near {
            Some(near) => unknown.help(format!("did you mean `{near}`?")).offer(zone.span, near),
            None => unknown.help("use a name such as `Asia/Shanghai`, `Europe/Berlin` or `UTC`"),
        });
        ir::Zone::utc()
    }
}

/// A value of another type than its place takes.
pub(super) fn of_wrong_type(span: Span, expected: &str, found: &str) -> Diagnostic {
    Diagnostic::new(Code::WrongType, span, format!("expected {expected}, found {found}"))
        .label(format!("this is {found}"))
}

/// A definition or policy that needs itself.
pub(super) fn self_reference(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::SelfReference, span, format!("`{name}` refers to itself"))
        .label("the circle closes here")
        .note("evaluation must end, so nothing may be defined by itself, directly or through others")
}

/// Something that stands on too many others.
fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TooDeep, span, "too many conditions stand within each other here")
        .label("too much to judge by, with what it refers to written out")
        .help("say it with less within each other, or refer to the facts themselves instead of to a definition of a definition")
}
