//! Declared names as words: those that the language keeps for itself, and those that look like another.

use std::collections::HashMap;

use unicode_security::confusable_detection::skeleton;

use crate::check::checker::Checker;
use crate::diagnostic::messages::check_names;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};
use crate::syntax::ast::{self, Clause, FieldKind, Item, Name, RecordKind, TypeKind};
use crate::syntax::vocabulary::{Form, Role, TypeForm, has_role};

/// Words that a declared name cannot be, since they are never read as one where it is used.
type Reserved = fn(&str) -> bool;

/// Words that open or join conditions, or are values by themselves.
fn in_conditions(word: &str) -> bool {
    has_role(word, Role::InExpression) || has_role(word, Role::Value)
}

fn is_root(word: &str) -> bool {
    has_role(word, Role::Root)
}

/// Words about a fact that has no value.
fn without_value(word: &str) -> bool {
    has_role(word, Role::Presence) || has_role(word, Role::NoValue)
}

impl<'a> Checker<'a> {
    pub(in crate::check) fn check_names(&mut self) {
        for package in self.packages.ids() {
            let mut names = Names::default();
            for item in &self.packages[package].items {
                names.item(item);
            }
            let lookalikes = names.lookalikes();
            for found in names.reserved.into_iter().chain(lookalikes) {
                self.report(found);
            }
        }
    }
}

impl Checker<'_> {
    /// Warns of tests of one file with one title: what names a test in reports and in `--filter` names two.
    pub(in crate::check) fn check_titles(&mut self) {
        let mut first: HashMap<(FileId, &str), Span> = HashMap::new();
        for package in self.packages.ids() {
            for item in self.packages[package].items.clone() {
                let Item::Test(test) = item else { continue };
                let (title, span) = (test.title.value.as_str(), test.title.span);
                match first.get(&(span.file, title)) {
                    Some(&first) => self.report_warning(same_title(first, span)),
                    None => drop(first.insert((span.file, title), span)),
                }
            }
        }
    }
}

fn same_title(first: Span, second: Span) -> Diagnostic {
    Diagnostic::new(Code::SameTitle, second, check_names::same_title())
        .label(check_names::same_title_again())
        .because(first, check_names::first_used_here())
        .help(check_names::give_each_title())
}

/// The names that a package declares, and those among them that it may not.
#[derive(Default)]
struct Names<'a> {
    declared: Vec<&'a Name>,
    reserved: Vec<Diagnostic>,
}

impl<'a> Names<'a> {
    fn item(&mut self, item: &'a Item) {
        match item {
            Item::Record(record) => self.record(record),
            Item::Outcomes(outcomes) => outcomes.declared.iter().for_each(|it| self.take(&it.name, &[])),
            Item::Condition(condition) => self.take(&condition.name, &[in_conditions, is_root]),
            Item::Calendar(calendar) => self.take(&calendar.name, &[]),
            Item::Let(value) => {
                self.take(&value.name, &[in_conditions, is_root]);
                if let Some(ast::Type { kind: TypeKind::OneOf(values), .. }) = &value.ty {
                    values.iter().for_each(|value| self.take(&value.name, &[in_conditions, without_value]));
                }
            }
            Item::Policy(policy) => {
                self.take(&policy.name, &[]);
                for clause in policy.all_clauses() {
                    if let Clause::Require(ast::Require { name, .. })
                    | Clause::Warn(ast::Warn { name, .. })
                    | Clause::Step(ast::Step { name, .. }) = clause
                    {
                        self.take(name, &[]);
                    }
                }
            }
            Item::Lifecycle(lifecycle) => self.take(&lifecycle.name, &[]),
            Item::Fixture(fixture) => self.take(&fixture.name, &[]),
            Item::Words(_) | Item::Test(_) => {}
        }
    }

    fn record(&mut self, record: &'a ast::Record) {
        if record.kind == RecordKind::Record {
            self.take(&record.name, &[TypeForm::begins, is_root]);
        }
        for field in &record.fields {
            // A keyword can be reached by a path, `account.is`; a root cannot.
            self.take(&field.name, &[is_root]);
            if let FieldKind::Given { ty: ast::Type { kind: TypeKind::OneOf(values), .. }, .. } = &field.kind
            {
                values.iter().for_each(|value| self.take(&value.name, &[in_conditions, without_value]));
            }
        }
    }

    fn take(&mut self, name: &'a Name, reserved: &[Reserved]) {
        if reserved.iter().any(|is_reserved| is_reserved(&name.text)) {
            self.reserved.push(
                Diagnostic::new(Code::ReservedName, name.span, check_names::meaning_of_its_own(&name.text))
                    .label(check_names::never_read_as_name())
                    .help(check_names::choose_other_name()),
            );
        }
        self.declared.push(name);
    }

    /// Names beyond ASCII that have another's skeleton (Unicode TS 39), and names that have that of one beyond ASCII.
    fn lookalikes(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        if self.declared.iter().all(|name| name.text.is_ascii()) {
            return found;
        }
        let mut seen: HashMap<String, &Name> = HashMap::new();
        for name in &self.declared {
            let first = *seen.entry(skeleton(&name.text).collect()).or_insert(name);
            if first.text != name.text && !(first.text.is_ascii() && name.text.is_ascii()) {
                found.push(
                    Diagnostic::new(
                        Code::Lookalike,
                        name.span,
                        check_names::looks_like_other(&name.text, &first.text),
                    )
                    .label(check_names::same_look())
                    .because(first.span, check_names::the_other_name())
                    .help(check_names::rename_one()),
                );
            }
        }
        found
    }
}
