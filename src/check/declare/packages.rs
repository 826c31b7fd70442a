//! Packages: which files make one, what each declares, and in which order they depend on each other.

use std::collections::{HashMap, HashSet};

use crate::check::reports::duplicate;
use crate::check::state::Package;
use crate::check::suggest::nearest::{near, perhaps};
use crate::diagnostic::messages::check_names;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::syntax::ast;

/// Groups the files into packages, each after those that it uses.
pub(in crate::check) fn collect<'a>(
    files: &'a [ast::File],
    diagnostics: &mut Diagnostics,
) -> Vec<Package<'a>> {
    let mut packages: Vec<Package<'a>> = Vec::new();
    let mut ids: HashMap<&str, usize> = HashMap::new();
    for file in files {
        let name = file.package.as_ref().map_or("main", |name| name.text.as_str());
        let at = *ids.entry(name).or_insert_with(|| {
            packages.push(Package { name, ..Package::default() });
            packages.len() - 1
        });
        packages[at].take_in(file, diagnostics);
    }
    for at in 0..packages.len() {
        for used in packages[at].uses.clone() {
            if !ids.contains_key(used.text.as_str()) {
                let reported = diagnostics.report(unknown_package(used, &packages));
                packages[at].unknown_uses.insert(&used.text, reported);
            }
        }
    }
    packages.iter_mut().for_each(|package| package.find_unsaid(diagnostics));
    let order = Ordering::find(&packages, &ids, diagnostics);
    let mut packages: Vec<Option<Package<'a>>> = packages.into_iter().map(Some).collect();
    order.into_iter().filter_map(|at| packages[at].take()).collect()
}

impl<'a> Package<'a> {
    fn take_in(&mut self, file: &'a ast::File, diagnostics: &mut Diagnostics) {
        self.name_at = self.name_at.or(file.package.as_ref().map(|name| name.span));
        add_new(&mut self.languages, &file.languages);
        for language in file.languages.iter().filter(|language| !is_tag(&language.text)) {
            diagnostics.push(not_a_tag(language));
        }
        match (self.zone, &file.zone) {
            (Some(first), Some(second)) if first.text != second.text => {
                diagnostics.push(two_zones(self.name, first, second));
            }
            (None, Some(zone)) => self.zone = Some(zone),
            _ => {}
        }
        add_new(&mut self.uses, &file.uses);
        for item in &file.items {
            self.declare(item, diagnostics);
            self.items.push(item);
        }
    }

    fn declare(&mut self, item: &'a ast::Item, diagnostics: &mut Diagnostics) {
        let earlier = match item {
            ast::Item::Record(record) => self.declare_record(record).map(|old| (&old.name, &record.name)),
            ast::Item::Outcomes(block) => {
                declare_outcomes(&mut self.outcomes, block, |found| diagnostics.push(found));
                self.outcome_blocks.push(block);
                None
            }
            ast::Item::Words(_) => None,
            ast::Item::Condition(it) => {
                let earlier = self.defined(&it.name.text).map(|(old, _)| (old, &it.name));
                self.conditions.insert(&it.name.text, it);
                earlier
            }
            ast::Item::Let(it) => {
                let earlier = self.defined(&it.name.text).map(|(old, _)| (old, &it.name));
                // One name means one thing: the first declaration keeps it.
                if earlier.is_none() {
                    self.lets.insert(&it.name.text, it);
                }
                earlier
            }
            ast::Item::Calendar(it) => {
                self.calendars.insert(&it.name.text, it).map(|old| (&old.name, &it.name))
            }
            ast::Item::Policy(it) => self.policies.insert(&it.name.text, it).map(|old| (&old.name, &it.name)),
            ast::Item::Lifecycle(it) => {
                self.lifecycles.insert(&it.name.text, it).map(|old| (&old.name, &it.name))
            }
            ast::Item::Fixture(it) => {
                self.fixtures.insert(&it.name.text, it).map(|old| (&old.name, &it.name))
            }
            ast::Item::Test(_) => None,
        };
        if let Some((first, second)) = earlier {
            diagnostics.push(duplicate(first.span, second));
        }
    }

    /// A language in which no clause says anything is one mistake, and not one of each clause.
    fn find_unsaid(&mut self, diagnostics: &mut Diagnostics) {
        let clauses = || self.policies.values().flat_map(|policy| policy.all_clauses());
        let said: Vec<_> = clauses().flat_map(parts_of).chain(clauses().filter_map(said_by)).collect();
        if said.len() < 2 || said.iter().any(|(_, whole)| !whole) {
            return;
        }
        let written: HashSet<&str> =
            said.iter().flat_map(|(messages, _)| *messages).map(|it| it.language.text.as_str()).collect();
        let declared: HashSet<&str> = self.languages.iter().map(|language| language.text.as_str()).collect();
        let undeclared: Vec<&str> = written.difference(&declared).copied().collect();
        for language in self.languages.iter().filter(|language| !written.contains(language.text.as_str())) {
            if nearest(&language.text, undeclared.iter().copied()).is_none() {
                diagnostics.push(nothing_said(language));
                self.unsaid.insert(&language.text);
            }
        }
    }

    fn declare_record(&mut self, record: &'a ast::Record) -> Option<&'a ast::Record> {
        match record.kind {
            ast::RecordKind::Account => self.account.replace(record),
            ast::RecordKind::Request => self.request.replace(record),
            ast::RecordKind::Service => self.service.replace(record),
            ast::RecordKind::Record => self.records.insert(&record.name.text, record),
        }
    }
}

/// Adds the names that are not among the known ones.
fn add_new<'a>(known: &mut Vec<&'a ast::Name>, names: &'a [ast::Name]) {
    let mut texts: HashSet<&str> = known.iter().map(|name| name.text.as_str()).collect();
    known.extend(names.iter().filter(|name| texts.insert(&name.text)));
}

/// What the ways of a requirement say.
fn parts_of(clause: &ast::Clause) -> Vec<(&[ast::Message], bool)> {
    let ast::Clause::Require(require) = clause else { return Vec::new() };
    require.parts().map(|part| (part.messages.as_slice(), part.whole)).collect()
}

/// The messages of a clause that has some, and whether all of them were read.
fn said_by(clause: &ast::Clause) -> Option<(&[ast::Message], bool)> {
    match clause {
        ast::Clause::Require(it) if !it.ways.is_empty() => None,
        ast::Clause::Require(it) => Some((&it.messages, it.whole)),
        ast::Clause::Warn(it) => Some((&it.messages, it.whole)),
        ast::Clause::Step(it) => Some((&it.messages, it.whole)),
        ast::Clause::Notify(it) => Some((&it.messages, it.whole)),
        ast::Clause::Title(_)
        | ast::Clause::When(_)
        | ast::Clause::Group(_)
        | ast::Clause::AsksNothing(_)
        | ast::Clause::Deadline(_)
        | ast::Clause::Grace(_)
        | ast::Clause::Outcome(_)
        | ast::Clause::Data(_) => None,
    }
}

/// Whether it has the form of a language's tag by BCP 47.
fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let primary = parts.next().unwrap_or_default();
    let is_part =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(is_part)
}

fn not_a_tag(language: &ast::Name) -> Diagnostic {
    Diagnostic::new(Code::NotALanguage, language.span, check_names::not_a_language_tag(&language.text))
        .label(check_names::no_language_tag())
        .help(check_names::tags_are())
}

fn nothing_said(language: &ast::Name) -> Diagnostic {
    Diagnostic::new(Code::MissingTranslation, language.span, check_names::language_unused(&language.text))
        .label(check_names::no_message_in_language())
        .help(check_names::add_or_leave_language())
}

fn two_zones(package: &str, first: &ast::Name, second: &ast::Name) -> Diagnostic {
    Diagnostic::new(
        Code::DuplicateName,
        second.span,
        check_names::two_time_zones(package, &first.text, &second.text),
    )
    .label(check_names::another_zone())
    .because(first.span, check_names::named_first())
    .help(check_names::one_zone())
}

fn unknown_package(used: &ast::Name, packages: &[Package<'_>]) -> Diagnostic {
    let unknown = Diagnostic::new(Code::UnknownPackage, used.span, check_names::no_package_given(&used.text))
        .label(check_names::not_found());
    let known = packages.iter().map(|package| (package.name, package.name_at));
    match near(&used.text, known) {
        None => perhaps(unknown, used.span, None).help(check_names::give_its_folder()),
        near => perhaps(unknown, used.span, near),
    }
}

/// The order of packages in which each stands after those that it uses, found by a walk along `use`.
struct Ordering<'a, 'p> {
    packages: &'p [Package<'a>],
    ids: &'p HashMap<&'a str, usize>,
    marks: Vec<Mark>,
    order: Vec<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    /// On the way that is being walked.
    Open,
    Done,
}

impl<'a, 'p> Ordering<'a, 'p> {
    fn find(
        packages: &'p [Package<'a>],
        ids: &'p HashMap<&'a str, usize>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<usize> {
        let marks = vec![Mark::New; packages.len()];
        let mut ordering = Self { packages, ids, marks, order: Vec::new() };
        for start in 0..packages.len() {
            ordering.walk(start, diagnostics);
        }
        ordering.order
    }

    /// Depth first, without recursion: a chain of packages may be long.
    fn walk(&mut self, start: usize, diagnostics: &mut Diagnostics) {
        if self.marks[start] != Mark::New {
            return;
        }
        self.marks[start] = Mark::Open;
        let mut way = vec![(start, 0)];
        while let Some((at, next)) = way.last_mut() {
            let at = *at;
            let Some(used) = self.packages[at].uses.get(*next) else {
                self.marks[at] = Mark::Done;
                self.order.push(at);
                way.pop();
                continue;
            };
            *next += 1;
            let Some(&other) = self.ids.get(used.text.as_str()) else { continue };
            match self.marks[other] {
                Mark::New => {
                    self.marks[other] = Mark::Open;
                    way.push((other, 0));
                }
                Mark::Open => diagnostics.push(cycle(self.packages[at].name, used)),
                Mark::Done => {}
            }
        }
    }
}

fn cycle(package: &str, used: &ast::Name) -> Diagnostic {
    let name = &used.text;
    if package == name {
        return Diagnostic::new(Code::ImportCycle, used.span, check_names::uses_itself(package))
            .label(check_names::package_of_this_file())
            .help(check_names::leave_out_own_files());
    }
    Diagnostic::new(Code::ImportCycle, used.span, check_names::use_each_other(package, name))
        .label(check_names::leads_back(name, package))
        .help(check_names::move_to_third())
}

/// The outcomes of a package by name; a second declaration is reported.
fn declare_outcomes<'a>(
    outcomes: &mut HashMap<&'a str, &'a ast::DeclaredOutcome>,
    block: &'a ast::Outcomes,
    mut report: impl FnMut(Diagnostic),
) {
    for declared in &block.declared {
        match outcomes.get(declared.name.text.as_str()) {
            Some(first) => report(duplicate(first.name.span, &declared.name)),
            None => drop(outcomes.insert(&declared.name.text, declared)),
        }
    }
}
