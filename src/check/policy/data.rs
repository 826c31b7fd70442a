//! Data blocks: what becomes of the account and of each of its collections.

use std::collections::HashMap;

use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::check::state::{Reference, Scope};
use crate::check::suggest::nearest::{Near, unknown};
use crate::diagnostic::messages::{check_plans, check_types, common, nouns};
use crate::diagnostic::{Code, Diagnostic, Reported, listed};
use crate::ir::{self, Place, RecordId, Root};
use crate::syntax::ast;

/// How many collections that a data block forgets are named at most.
const MOST_FORGOTTEN: usize = 100;

/// What a name of a data rule stands for: a collection by its place, and of each further one the place within an element, with
/// the records of the elements. None for the account.
type Target = Vec<(Place, RecordId)>;

/// A name in a data rule that is neither a collection nor the account.
enum Untargeted {
    /// An error says why.
    Reported(Reported),
    /// Nothing of that name is declared, perhaps another one was meant.
    Unknown(Option<String>),
}

impl From<Reported> for Untargeted {
    fn from(reported: Reported) -> Self {
        Self::Reported(reported)
    }
}

impl<'a> Checker<'a> {
    pub(in crate::check) fn data(
        &mut self,
        written: &'a ast::Data,
        leaves: bool,
        scope: &Scope,
    ) -> Vec<ir::DataRule> {
        let mut rules: Vec<(&ast::Path, ir::DataRule)> = Vec::new();
        let mut placed: HashMap<String, &'a ast::Path> = HashMap::new();
        for rule in &written.rules {
            for target in &rule.targets {
                let name = target.to_string();
                if let Some(first) = placed.get(&name) {
                    self.report(placed_twice(first, target));
                    continue;
                }
                placed.insert(name, target);
                let Some(account) = scope.account else { continue };
                match self.target(target, account) {
                    Ok(places) => {
                        let rule = self.data_rule(rule, target, places, scope);
                        rules.extend(rule.map(|rule| (target, rule)));
                    }
                    Err(Untargeted::Reported(_)) => {}
                    // What a name that is not declared was perhaps written for is not forgotten.
                    Err(Untargeted::Unknown(meant)) => {
                        placed.extend(meant.map(|meant| (meant, target)));
                    }
                }
            }
        }
        let is_certain = scope.account.is_none_or(|account| self.uncertainty(account).is_none());
        if written.whole && leaves && is_certain {
            self.check_exhaustive(written, &placed, scope);
        }
        self.check_parts(&rules);
        rules.into_iter().map(|(_, rule)| rule).collect()
    }

    fn data_rule(
        &mut self,
        rule: &'a ast::DataRule,
        target: &'a ast::Path,
        places: Target,
        scope: &Scope,
    ) -> Built<ir::DataRule> {
        let disposal = match &rule.disposal {
            ast::Disposal::Erase => ir::Disposal::Erase,
            ast::Disposal::Forfeit => ir::Disposal::Forfeit,
            ast::Disposal::Anonymise => ir::Disposal::Anonymise,
            ast::Disposal::Keep => ir::Disposal::Keep,
            ast::Disposal::Retain(length, field) => {
                let inner =
                    places.iter().fold(scope.clone(), |scope, (_, record)| scope.with_element(*record));
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
        let path = places.into_iter().map(|(place, _)| place).collect();
        Ok(ir::DataRule { path, name: target.to_string(), disposal, law })
    }

    /// What a rule places: the account, or a collection that is reached from it.
    fn target(&mut self, target: &'a ast::Path, account: RecordId) -> Result<Target, Untargeted> {
        let mut places = Target::new();
        if let [only] = target.names.as_slice()
            && only.text == "account"
        {
            return Ok(places);
        }
        let (mut record, mut place) = (account, Place { root: Root::Account, fields: Vec::new() });
        for (at, name) in target.names.iter().enumerate() {
            let is_last = at + 1 == target.names.len();
            let given = self.shapes[record].given.get(name.text.as_str()).copied();
            if let Some(index) = given
                && let Some(reported) = self.untyped.get(&(record, index))
            {
                return Err((*reported).into());
            }
            let ty = given.map(|index| self.program.records[record].fields[index as usize].ty.clone());
            let inner = match ty.as_ref().map(ir::Type::structure) {
                Some(ir::Structure::Many(inner)) => inner,
                Some(ir::Structure::Record(inner)) if !is_last || self.is_other_account(inner, account) => {
                    inner
                }
                Some(ir::Structure::Record(_) | ir::Structure::Single | ir::Structure::Set(_)) | None => {
                    return Err(Untargeted::Unknown(self.report_not_placeable(target, at, record)));
                }
            };
            if self.is_other_account(inner, account) {
                return Err(self.report_other_account(target, name, inner).into());
            }
            given.iter().for_each(|index| self.link_field(name.span, record, *index));
            place.fields.extend(given);
            if ty.is_some_and(|ty| ty.elements().is_some()) {
                let next = Place { root: Root::Element(0), fields: Vec::new() };
                places.push((std::mem::replace(&mut place, next), inner));
            }
            record = inner;
        }
        Ok(places)
    }

    /// Whether a record is the account of another package: it has a plan of its own.
    fn is_other_account(&self, record: RecordId, account: RecordId) -> bool {
        let is_account =
            |shape: &crate::check::state::Shape<'_>| shape.record.kind == ast::RecordKind::Account;
        record != account && self.shapes.get(record).is_some_and(is_account)
    }

    fn report_other_account(&mut self, target: &ast::Path, name: &ast::Name, record: RecordId) -> Reported {
        let package = self.packages[self.shapes[record].package].name;
        self.report(
            Diagnostic::new(
                Code::OtherAccount,
                target.span,
                check_plans::of_other_account(&name.text, package),
            )
            .label(check_plans::not_part_of_account())
            .note(check_plans::plan_of_own_account())
            .help(common::leave_it_out()),
        )
    }

    /// Reports a name that is not a collection; gives the path that was perhaps meant.
    fn report_not_placeable(&mut self, target: &ast::Path, at: usize, record: RecordId) -> Option<String> {
        let name = &target.names[at];
        let is_many =
            |index: u32| self.program.records[record].fields[index as usize].ty.elements().is_some();
        let shape = &self.shapes[record];
        let collections = shape.given.iter().filter(|(_, index)| is_many(**index));
        let known = collections.map(|(name, index)| (*name, Some(shape.given_at[*index as usize])));
        let near: Option<Near> = self.near(&name.text, known);
        let meant = near.as_ref().map(|near| {
            let before = target.names[..at].iter().map(|name| name.text.as_str());
            before.chain([near.text.as_str()]).collect::<Vec<_>>().join(".")
        });
        let single = unknown(name, nouns::collection(), None);
        let single = self.perhaps_many(single, &name.text, [record]);
        self.report(single.unwrap_or_else(|| unknown(name, nouns::collection(), near)));
        meant
    }

    fn check_exhaustive(
        &mut self,
        written: &'a ast::Data,
        placed: &HashMap<String, &'a ast::Path>,
        scope: &Scope,
    ) {
        let Some(account) = scope.account else { return };
        let mut forgotten = self.forgotten(account, |name| placed.contains_key(name));
        if !placed.contains_key("account") {
            forgotten.insert(0, "account".to_owned());
        }
        if forgotten.is_empty() {
            return;
        }
        self.report(
            Diagnostic::new(
                Code::DataMissing,
                written.span,
                check_plans::disposal_missing(&listed(&forgotten)),
            )
            .label(check_plans::not_every_collection())
            .help(check_plans::add_erase(&listed(&forgotten))),
        );
    }

    /// The collections of an account that are not placed, by their paths: also those in its records, but not those in elements,
    /// which take along what they hold.
    pub(super) fn forgotten(&self, account: RecordId, is_placed: impl Fn(&str) -> bool) -> Vec<String> {
        let mut forgotten = Vec::new();
        // The records to look through, with their paths; a circle of records is reported elsewhere.
        let mut open: Vec<(RecordId, String, usize)> = vec![(account, String::new(), 0)];
        while let Some((record, prefix, depth)) = open.pop() {
            if forgotten.len() >= MOST_FORGOTTEN || depth > self.shapes.len() {
                break;
            }
            let mut inner = Vec::new();
            for field in &self.program.records[record].fields {
                let path = format!("{prefix}{}", field.name);
                match field.ty.structure() {
                    ir::Structure::Single | ir::Structure::Set(_) => {}
                    ir::Structure::Many(of) if self.is_other_account(of, account) => {}
                    ir::Structure::Many(_) => forgotten.extend((!is_placed(&path)).then_some(path)),
                    ir::Structure::Record(of) if self.is_other_account(of, account) => {}
                    ir::Structure::Record(of) if self.holds_collections(of, account) => {
                        inner.push((of, format!("{path}."), depth + 1));
                    }
                    ir::Structure::Record(_) => {}
                }
            }
            open.extend(inner.into_iter().rev());
        }
        forgotten
    }

    /// Whether collections are reached through single records from here on.
    fn holds_collections(&self, record: RecordId, account: RecordId) -> bool {
        let (mut open, mut seen) = (vec![record], vec![record]);
        while let Some(record) = open.pop() {
            for field in &self.program.records[record].fields {
                let Some(of) = field.ty.contained().filter(|of| !self.is_other_account(*of, account)) else {
                    continue;
                };
                if field.ty.elements().is_some() {
                    return true;
                }
                if !seen.contains(&of) {
                    seen.push(of);
                    open.push(of);
                }
            }
        }
        false
    }
}

fn retained_from_now(now: &ast::Name, target: &ast::Path) -> Diagnostic {
    Diagnostic::new(Code::WrongType, now.span, check_types::period_from_now())
        .label(check_types::now_differs())
        .note(check_types::period_begins_with_fact())
        .help(check_types::name_a_field_of(&target.to_string()))
}

fn placed_twice(first: &ast::Path, second: &ast::Path) -> Diagnostic {
    Diagnostic::new(Code::DataTwice, second.span, check_plans::disposed_twice(&second.to_string()))
        .label(check_plans::second_rule())
        .because(first.span, check_plans::first_rule())
        .help(common::leave_out_one())
}
