//! Data blocks: what becomes of the account and of each of its collections.

use std::collections::{HashMap, HashSet};

use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::check::state::{Reference, Scope};
use crate::check::suggest::nearest::{Near, unknown};
use crate::diagnostic::messages::{check_policies, check_types, common, nouns};
use crate::diagnostic::{Code, Diagnostic, listed};
use crate::ir::{self, Place, RecordId, Root, Type};
use crate::syntax::ast;

/// What a name of a data rule stands for.
enum Target {
    /// The account, or the elements of one of its collections.
    Rows(Option<Place>, RecordId),
    /// A field whose type is wrong.
    Untyped,
    /// Nothing that is declared, with the collection that was perhaps meant.
    Unknown(Option<Near>),
}

impl<'a> Checker<'a> {
    pub(in crate::check) fn data(&mut self, written: &'a ast::Data, scope: &Scope) -> Vec<ir::DataRule> {
        let mut rules = Vec::new();
        let mut placed: HashMap<&'a str, &'a ast::Name> = HashMap::new();
        // What a name that is not declared was perhaps written for is not forgotten.
        let mut meant: Vec<String> = Vec::new();
        for rule in &written.rules {
            for target in &rule.targets {
                if let Some(first) = placed.get(target.text.as_str()) {
                    self.report(placed_twice(first, target));
                    continue;
                }
                placed.insert(&target.text, target);
                let Some(account) = scope.account else { continue };
                match self.target(target, account) {
                    Target::Rows(collection, record) => {
                        rules.extend(self.data_rule(rule, target, (collection, record), scope));
                    }
                    Target::Untyped => {}
                    Target::Unknown(near) => {
                        meant.extend(near.as_ref().map(|near| near.text.clone()));
                        let single = unknown(target, nouns::collection(), None);
                        let single = self.perhaps_many(single, &target.text, [account]);
                        self.report(single.unwrap_or_else(|| unknown(target, nouns::collection(), near)));
                    }
                }
            }
        }
        if written.whole && scope.account.is_none_or(|account| self.uncertainty(account).is_none()) {
            let placed = placed.into_keys();
            let placed: HashSet<&str> = placed.chain(meant.iter().map(String::as_str)).collect();
            self.check_exhaustive(written, &placed, scope);
        }
        rules
    }

    fn data_rule(
        &mut self,
        rule: &'a ast::DataRule,
        target: &'a ast::Name,
        (collection, record): (Option<Place>, RecordId),
        scope: &Scope,
    ) -> Built<ir::DataRule> {
        let disposal = match &rule.disposal {
            ast::Disposal::Erase => ir::Disposal::Erase,
            ast::Disposal::Forfeit => ir::Disposal::Forfeit,
            ast::Disposal::Anonymise => ir::Disposal::Anonymise,
            ast::Disposal::Retain(length, field) => {
                let inner = if collection.is_some() { scope.with_element(record) } else { scope.clone() };
                if let [name] = field.names.as_slice()
                    && name.text == "now"
                {
                    return Err(self.report(retained_from_now(name, target)));
                }
                let Reference::Value(from) = self.reference(field, &inner)? else {
                    return Err(self.wrong_type(field.span, nouns::a_time(), nouns::a_condition()));
                };
                ir::Disposal::Retain(self.period(&from, length, field.span, &inner)?)
            }
        };
        let law = rule.law.as_ref().map(|law| law.value.clone());
        Ok(ir::DataRule { path: collection.into_iter().collect(), name: target.text.clone(), disposal, law })
    }

    /// What a rule places: the account, or one of its collections.
    fn target(&mut self, target: &ast::Name, account: RecordId) -> Target {
        if target.text == "account" {
            return Target::Rows(None, account);
        }
        let given = self.shapes[account].given.get(target.text.as_str()).copied();
        let ty = given.map(|index| &self.program.records[account].fields[index as usize].ty);
        match (given, ty) {
            (Some(index), Some(&Type::Many(record))) => {
                self.link_field(target.span, account, index);
                Target::Rows(Some(Place { root: Root::Account, fields: vec![index] }), record)
            }
            (Some(index), _) if self.untyped.contains_key(&(account, index)) => Target::Untyped,
            _ => {
                let is_many =
                    |at: u32| self.program.records[account].fields[at as usize].ty.elements().is_some();
                let shape = &self.shapes[account];
                let collections = shape.given.iter().filter(|(_, at)| is_many(**at));
                let known = collections.map(|(name, at)| (*name, Some(shape.given_at[*at as usize])));
                Target::Unknown(self.near(&target.text, known))
            }
        }
    }

    fn collections(&self, account: ir::RecordId) -> Vec<String> {
        let fields = self.program.records[account].fields.iter();
        fields.filter(|field| field.ty.elements().is_some()).map(|field| field.name.clone()).collect()
    }

    fn check_exhaustive(&mut self, written: &ast::Data, placed: &HashSet<&str>, scope: &Scope) {
        let Some(account) = scope.account else { return };
        let mut expected = vec!["account".to_owned()];
        expected.extend(self.collections(account));
        expected.retain(|name| !placed.contains(name.as_str()));
        if expected.is_empty() {
            return;
        }
        self.report(
            Diagnostic::new(
                Code::DataMissing,
                written.span,
                check_policies::disposal_missing(&listed(&expected)),
            )
            .label(check_policies::not_every_collection())
            .help(check_policies::add_erase(&listed(&expected))),
        );
    }
}

fn retained_from_now(now: &ast::Name, target: &ast::Name) -> Diagnostic {
    Diagnostic::new(Code::WrongType, now.span, check_types::period_from_now())
        .label(check_types::now_differs())
        .note(check_types::period_begins_with_fact())
        .help(check_types::name_a_field_of(&target.text))
}

fn placed_twice(first: &ast::Name, second: &ast::Name) -> Diagnostic {
    Diagnostic::new(Code::DataTwice, second.span, check_policies::disposed_twice(&second.text))
        .label(check_policies::second_rule())
        .because(first.span, check_policies::first_rule())
        .help(common::leave_out_one())
}
