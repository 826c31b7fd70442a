//! Packages: which files make one, what each declares, and in which order they depend on each other.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::source::Span;
use crate::syntax::ast;

/// Everything one package declares, by name.
#[derive(Debug, Default)]
pub(super) struct Package<'a> {
    pub(super) name: String,
    /// Where a file of it says so.
    pub(super) name_at: Option<Span>,
    pub(super) languages: Vec<&'a ast::Name>,
    pub(super) zone: Option<&'a ast::Name>,
    pub(super) uses: Vec<&'a ast::Name>,
    pub(super) account: Option<&'a ast::Record>,
    pub(super) request: Option<&'a ast::Record>,
    pub(super) records: HashMap<&'a str, &'a ast::Record>,
    pub(super) conditions: HashMap<&'a str, &'a ast::ConditionItem>,
    pub(super) policies: HashMap<&'a str, &'a ast::Policy>,
    pub(super) fixtures: HashMap<&'a str, &'a ast::Fixture>,
    pub(super) items: Vec<&'a ast::Item>,
}

/// Groups the files into packages, in the order in which they were given.
pub(super) fn collect<'a>(files: &'a [ast::File], diagnostics: &mut Diagnostics) -> Vec<Package<'a>> {
    let mut packages: Vec<Package<'a>> = Vec::new();
    for file in files {
        let name = file.package.as_ref().map_or("main", |name| name.text.as_str());
        let at = match packages.iter().position(|package| package.name == name) {
            Some(at) => at,
            None => {
                packages.push(Package { name: name.to_owned(), ..Package::default() });
                packages.len() - 1
            }
        };
        packages[at].take_in(file, diagnostics);
    }
    check_uses(&packages, diagnostics);
    packages
}

impl<'a> Package<'a> {
    fn take_in(&mut self, file: &'a ast::File, diagnostics: &mut Diagnostics) {
        self.name_at = self.name_at.or(file.package.as_ref().map(|name| name.span));
        for language in &file.languages {
            if !self.languages.iter().any(|known| known.text == language.text) {
                self.languages.push(language);
            }
        }
        self.zone = self.zone.or(file.zone.as_ref());
        for used in &file.uses {
            if !self.uses.iter().any(|known| known.text == used.text) {
                self.uses.push(used);
            }
        }
        for item in &file.items {
            self.declare(item, diagnostics);
            self.items.push(item);
        }
    }

    fn declare(&mut self, item: &'a ast::Item, diagnostics: &mut Diagnostics) {
        let earlier = match item {
            ast::Item::Record(record) => self.declare_record(record).map(|old| (&old.name, &record.name)),
            ast::Item::Condition(it) => {
                self.conditions.insert(&it.name.text, it).map(|old| (&old.name, &it.name))
            }
            ast::Item::Policy(it) => self.policies.insert(&it.name.text, it).map(|old| (&old.name, &it.name)),
            ast::Item::Fixture(it) => {
                self.fixtures.insert(&it.name.text, it).map(|old| (&old.name, &it.name))
            }
            ast::Item::Test(_) => None,
        };
        if let Some((first, second)) = earlier {
            diagnostics.push(duplicate(first.span, second));
        }
    }

    fn declare_record(&mut self, record: &'a ast::Record) -> Option<&'a ast::Record> {
        match record.kind {
            ast::RecordKind::Account => self.account.replace(record),
            ast::RecordKind::Request => self.request.replace(record),
            ast::RecordKind::Record => self.records.insert(&record.name.text, record),
        }
    }
}

/// A second declaration of a name.
pub(super) fn duplicate(first: Span, second: &ast::Name) -> Diagnostic {
    Diagnostic::new(Code::DuplicateName, second.span, format!("`{}` is declared twice", second.text))
        .label("declared again here")
        .because(first, "first declared here")
        .help("give one of them another name")
}

fn check_uses(packages: &[Package<'_>], diagnostics: &mut Diagnostics) {
    for package in packages {
        for used in &package.uses {
            if !packages.iter().any(|other| other.name == used.text) {
                diagnostics.push(unknown_package(used, packages));
            }
        }
    }
    report_cycles(packages, diagnostics);
}

fn unknown_package(used: &ast::Name, packages: &[Package<'_>]) -> Diagnostic {
    let unknown = Diagnostic::new(
        Code::UnknownPackage,
        used.span,
        format!("there is no package `{}` among the files given", used.text),
    )
    .label("not found");
    match nearest(&used.text, packages.iter().map(|package| package.name.as_str())) {
        Some(near) => unknown.help(format!("did you mean `{near}`?")).fix(used.span, near),
        None => unknown.help("give its folder on the command line too"),
    }
}

fn report_cycles(packages: &[Package<'_>], diagnostics: &mut Diagnostics) {
    for package in packages {
        for used in &package.uses {
            let leads_back = reaches(packages, &used.text, &package.name);
            if leads_back && package.name <= used.text {
                diagnostics.push(
                    Diagnostic::new(
                        Code::ImportCycle,
                        used.span,
                        format!("`{}` and `{}` use each other", package.name, used.text),
                    )
                    .label(format!("`{}` leads back to `{}`", used.text, package.name))
                    .help("move what both need to a third package"),
                );
            }
        }
    }
}

fn reaches(packages: &[Package<'_>], from: &str, goal: &str) -> bool {
    let mut waiting = vec![from];
    let mut seen = Vec::new();
    while let Some(name) = waiting.pop() {
        if name == goal {
            return true;
        }
        if seen.contains(&name) {
            continue;
        }
        seen.push(name);
        let package = packages.iter().find(|package| package.name == name);
        waiting.extend(package.iter().flat_map(|package| &package.uses).map(|used| used.text.as_str()));
    }
    false
}
