//! Data blocks: what becomes of the account and of each of its collections.

use std::collections::HashSet;

use crate::check::build::{Built, made};
use crate::check::checker::Checker;
use crate::check::expression::length::By;
use crate::check::flow::covering::covers;
use crate::check::state::{Scope, Typed};
use crate::check::suggest::nearest::{Near, unknown};
use crate::diagnostic::messages::{check_plans, check_types, common, nouns};
use crate::diagnostic::{Code, Diagnostic, Reported, listed};
use crate::ir::entailment::entails;
use crate::ir::{self, Condition, ConditionKind, Place, RecordId, Root};
use crate::source::Span;
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

/// A line for a collection, and where it is written.
pub(super) struct Rule<'a> {
    /// The line.
    written: &'a ast::DataRule,
    /// The name of the collection in it.
    pub(super) target: &'a ast::Path,
    pub(super) lowered: ir::DataRule,
    /// Whether its condition is as it is written.
    is_sound: bool,
}

/// A collection with its lines, in order.
pub(super) struct Rules<'a> {
    pub(super) path: Vec<Place>,
    pub(super) name: String,
    pub(super) rules: Vec<Rule<'a>>,
    pub(super) holds: Vec<ir::Held>,
    /// Of a collection that has no lines, as holds read it.
    pub(super) kept: Option<KeptForHolds>,
}

/// A collection that is kept as long as what holds name that read it.
pub(super) struct KeptForHolds {
    /// The first of these holds.
    pub(super) origin: ir::Origin,
    /// The holds by their numbers.
    pub(super) read_by: Vec<u32>,
    /// The collections that they are on.
    pub(super) with: Vec<String>,
}

impl From<Rules<'_>> for ir::Placed {
    fn from(Rules { path, name, rules, holds, kept }: Rules<'_>) -> Self {
        let mut rules: Vec<ir::DataRule> = rules.into_iter().map(|rule| rule.lowered).collect();
        rules.extend(kept.map(|KeptForHolds { origin, read_by: _, with }| ir::DataRule {
            condition: None,
            disposal: ir::Disposal::KeepWith(with),
            purpose: None,
            copies: None,
            law: None,
            origin,
        }));
        Self { path, name, rules, holds, is_shared: false }
    }
}

impl<'a> Checker<'a> {
    pub(in crate::check) fn data(
        &mut self,
        written: &'a ast::Data,
        leaves: bool,
        scope: &Scope,
    ) -> (Vec<ir::Hold>, Vec<ir::Placed>) {
        let (mut placed, mut told): (Vec<Rules<'a>>, Vec<Rules<'a>>) = (Vec::new(), Vec::new());
        // Also what could not be lowered, and what a name that is not declared was perhaps written for: it is not forgotten.
        let mut named: HashSet<String> = HashSet::new();
        for rule in &written.rules {
            let tells = matches!(rule.disposal, ast::Disposal::Tell);
            if let (Some(condition), [first, second, ..]) = (&rule.condition, rule.targets.as_slice()) {
                self.report(where_of_several(condition, first, second));
                named.extend(rule.targets.iter().filter(|_| !tells).map(ToString::to_string));
                continue;
            }
            for target in &rule.targets {
                let name = target.to_string();
                let Some(account) = scope.account else { continue };
                match self.target(target, account) {
                    Ok(places) if tells && places.is_empty() => {
                        self.report(told_is_account(target));
                    }
                    Ok(places) => {
                        let placed = if tells { &mut told } else { &mut placed };
                        let at = placed.iter().position(|known| known.name == name).unwrap_or_else(|| {
                            let path = places.iter().map(|(place, _)| place.clone()).collect();
                            let (rules, holds) = (Vec::new(), Vec::new());
                            placed.push(Rules { path, name: name.clone(), rules, holds, kept: None });
                            placed.len() - 1
                        });
                        let inner = places.iter();
                        let inner =
                            inner.fold(scope.clone(), |scope, (_, record)| scope.with_element(*record));
                        let inner = self.after_rules(&placed[at].rules, inner);
                        let record = places.last().map_or(account, |(_, record)| *record);
                        placed[at].rules.extend(self.data_rule(rule, (target, record), leaves, &inner));
                    }
                    Err(Untargeted::Reported(_)) => {}
                    Err(Untargeted::Unknown(meant)) => named.extend(meant.filter(|_| !tells)),
                }
                if !tells {
                    named.insert(name);
                }
            }
        }
        let holds = self.holds(written, &mut placed, &mut named, leaves, scope);
        let is_certain = scope.account.is_none_or(|account| self.uncertainty(account).is_none());
        if written.whole && leaves && is_certain {
            self.check_exhaustive(written, &named, scope);
        }
        for known in &told {
            self.check_reached(known, scope);
        }
        self.warn_told_of_nothing(written, &told, &placed);
        for known in &placed {
            self.check_reached(known, scope);
            self.check_rest(known, written);
        }
        self.check_parts(&placed);
        self.check_shared(written, &placed, leaves, scope);
        let shared = scope.account.map(|account| {
            let paths: Vec<&[Place]> = placed.iter().map(|placed| placed.path.as_slice()).collect();
            let shared = self.program.shared(account, &paths);
            self.check_one_method(&placed, &shared, account);
            shared
        });
        let mut placed: Vec<ir::Placed> = placed.into_iter().map(ir::Placed::from).collect();
        let shared = shared.unwrap_or_default();
        placed.iter_mut().zip(shared).for_each(|(placed, is_shared)| placed.is_shared = is_shared);
        // They are told while it is known who they are.
        let told = told.into_iter().filter(|told| !told.rules.is_empty()).map(ir::Placed::from);
        placed.splice(..0, told);
        (holds, placed)
    }

    /// The scope of a line behind others: none of their conditions holds.
    fn after_rules(&self, before: &[Rule<'a>], scope: Scope) -> Scope {
        let conditions = before.iter().filter_map(|rule| rule.lowered.condition.as_ref());
        conditions.fold(scope, |scope, it| scope.with_present(self.refinements_if(it, false)))
    }

    fn data_rule(
        &mut self,
        written: &'a ast::DataRule,
        (target, record): (&'a ast::Path, RecordId),
        leaves: bool,
        scope: &Scope,
    ) -> Built<Rule<'a>> {
        let before = self.current.poisoned.len();
        let condition = written.condition.as_ref().map(|condition| {
            let condition = self.condition(condition, scope);
            self.warn_constant(&condition);
            condition
        });
        let is_sound = self.current.poisoned.len() == before;
        let shown = condition.iter().flat_map(|it| self.refinements_if(it, true)).collect();
        let scope = scope.with_present(shown);
        let disposal = match &written.disposal {
            ast::Disposal::Erase => ir::Disposal::Erase,
            ast::Disposal::Forfeit => ir::Disposal::Forfeit,
            ast::Disposal::Anonymise(method) => ir::Disposal::Anonymise(self.method(method, target, record)?),
            ast::Disposal::Keep => ir::Disposal::Keep,
            ast::Disposal::Tell => ir::Disposal::Inform,
            ast::Disposal::Retain(retained) => {
                let retention = self.retained(retained, target, leaves, &scope);
                let then = retained.then.as_ref().map(|method| self.method(method, target, record));
                ir::Disposal::Retain(ir::Retention { then: then.transpose()?, ..retention? })
            }
        };
        self.warn_without_reason(written, target, &disposal);
        let law = written.law.as_ref().map(|law| law.value.clone());
        let purpose = written.purpose.as_ref().map(|purpose| {
            if let ast::Disposal::Erase | ast::Disposal::Forfeit = written.disposal {
                self.report(
                    Diagnostic::new(Code::PurposeOfNothing, purpose.span, check_plans::purpose_of_nothing())
                        .label(check_plans::nothing_is_kept())
                        .help(common::leave_it_out()),
                );
            }
            purpose.value.clone()
        });
        let copies = match &written.copies {
            Some(copies) => Some(self.copies(copies, &disposal, &scope)?),
            None => None,
        };
        let lowered = ir::DataRule { condition, disposal, purpose, copies, law, origin: written.span.into() };
        Ok(Rule { written, target, lowered, is_sound })
    }

    /// How long after data go copies of them are gone. The bound must not depend on the facts.
    fn copies(
        &mut self,
        written: &'a ast::CopiesGone,
        disposal: &ir::Disposal,
        scope: &Scope,
    ) -> Built<ir::Length> {
        if !disposal.lets_go() {
            return Err(self.report(
                Diagnostic::new(Code::CopiesOfNothing, written.span, check_plans::copies_of_nothing())
                    .label(check_plans::nothing_goes_by_it())
                    .help(common::leave_it_out()),
            ));
        }
        match self.length(&written.within, scope)? {
            By::Known(length) if ir::DataRule::can_be_within(&length) => Ok(length),
            By::Known(_) | By::Given(_) => Err(self.report(
                Diagnostic::new(Code::WrongType, written.within.span, check_plans::copies_within_unknown())
                    .label(check_plans::not_a_fixed_length())
                    .help(common::write_this("copies gone within 35d")),
            )),
        }
    }

    /// For how long data are kept.
    fn retained(
        &mut self,
        written: &'a ast::Retained,
        target: &'a ast::Path,
        leaves: bool,
        scope: &Scope,
    ) -> Built<ir::Retention> {
        let start = match &written.start {
            ast::RetainedFrom::Time(start) => start,
            ast::RetainedFrom::Leaving(span) => {
                let retention = self.retained_after_leaving(&written.length, *span, leaves, scope)?;
                return match &written.without {
                    Some(without) => Err(self.report(without_no_start(without, *span))),
                    None => Ok(retention),
                };
            }
        };
        let from = self.start(start, target, scope)?;
        let end = self.period(&from, &written.length, start.span, scope)?;
        let mut retention = ir::Retention { end, without_start: None, after_leaving: None, then: None };
        match &written.without {
            Some(without) if !from.optional => {
                return Err(self.report(without_no_start(without, start.span)));
            }
            Some(ast::WithoutStart::NoEnd(_)) => {}
            Some(ast::WithoutStart::For(length, ast::RetainedFrom::Time(start), _)) => {
                let from = self.start(start, target, scope)?;
                retention.without_start = Some(self.period(&from, length, start.span, scope)?);
            }
            Some(ast::WithoutStart::For(length, ast::RetainedFrom::Leaving(span), _)) => {
                let other = self.retained_after_leaving(length, *span, leaves, scope)?;
                retention.without_start = Some(other.end);
                retention.after_leaving = other.after_leaving;
            }
            None if from.optional => self.warn(
                Diagnostic::new(Code::StartMayBeAbsent, start.span, check_plans::start_may_be_absent())
                    .label(check_plans::absent_is_kept_without_end())
                    .help(check_plans::say_without_it()),
            ),
            None => {}
        }
        Ok(retention)
    }

    /// The start of a period.
    fn start(&mut self, written: &'a ast::Expr, target: &ast::Path, scope: &Scope) -> Built<Typed> {
        let from = self.value(written, scope, Some(&ir::Type::Time))?;
        if matches!(from.term, ir::Term::Now) {
            return Err(self.report(retained_from_now(written.span, target)));
        }
        Ok(from)
    }

    /// Warns of data that are kept for a time although nothing says what for, or by which law.
    fn warn_without_reason(&mut self, written: &ast::DataRule, target: &ast::Path, disposal: &ir::Disposal) {
        let cites = |term: &ir::Term| ir::walk::Node::Term(term).cites_law_within(&self.program);
        if disposal.retention().is_some()
            && written.law.is_none()
            && written.purpose.is_none()
            && !disposal.terms().any(cites)
        {
            self.warn(
                Diagnostic::new(
                    Code::KeptWithoutReason,
                    target.span,
                    check_plans::kept_without_reason(&target.to_string()),
                )
                .label(check_plans::neither_law_nor_purpose())
                .help(check_plans::cite_or_name_purpose()),
            );
        }
    }

    /// Warns of those who are told although nothing of the account goes.
    fn warn_told_of_nothing(&mut self, written: &ast::Data, told: &[Rules<'a>], placed: &[Rules<'a>]) {
        let mut rules = placed.iter().flat_map(|known| &known.rules);
        let goes = rules.any(|rule| rule.lowered.disposal != ir::Disposal::Keep);
        let first = told.first().and_then(|told| told.rules.first());
        if let Some(rule) = first.filter(|_| written.whole && !goes) {
            self.warn(
                Diagnostic::new(
                    Code::ToldOfNothing,
                    rule.target.span,
                    check_plans::told_of_nothing(&rule.target.to_string()),
                )
                .label(check_plans::nothing_goes())
                .help(common::leave_it_out()),
            );
        }
    }

    /// Refuses each line for a collection that no element reaches, because those before it take them all.
    fn check_reached(&mut self, placed: &Rules<'a>, scope: &Scope) {
        for (at, rule) in placed.rules.iter().enumerate() {
            let before = &placed.rules[..at];
            let all = |rule: &Rule<'a>| match &rule.lowered.condition {
                Some(condition) => condition.clone(),
                None => made(ConditionKind::Constant(true), rule.target.span),
            };
            if before.is_empty() || !before.iter().chain([rule]).all(|rule| rule.is_sound) {
                continue;
            }
            let (own, others): (_, Vec<_>) = (all(rule), before.iter().map(all).collect());
            let taken_by = others.iter().position(|other| entails(&own, other));
            let others: Vec<Vec<&Condition>> = others.iter().map(|other| vec![other]).collect();
            let taking = match taken_by {
                Some(one) => &before[one..=one],
                None if covers(&self.program, scope.account, &own, &others) => before,
                None => continue,
            };
            let wrong = Diagnostic::new(
                Code::DataUnreached,
                rule.target.span,
                check_plans::never_reached(&placed.name),
            )
            .label(check_plans::nothing_left());
            let wrong = taking.iter().fold(wrong, |wrong, other| match &other.written.condition {
                Some(condition) => wrong.because(condition.span, check_plans::taken_where()),
                None => wrong.because(other.target.span, check_plans::takes_all()),
            });
            self.report(wrong.help(common::leave_out_one()));
        }
    }

    /// Refuses a collection of which the last line has a condition: nothing says what becomes of the others.
    fn check_rest(&mut self, placed: &Rules<'a>, data: &ast::Data) {
        let Some(last) = placed.rules.last().filter(|_| data.whole) else { return };
        if let Some(condition) = &last.written.condition
            && placed.rules.iter().all(|rule| rule.lowered.condition.is_some())
        {
            self.report(
                Diagnostic::new(Code::DataRest, condition.span, check_plans::says_of_some(&placed.name))
                    .label(check_plans::others_are_left())
                    .help(check_plans::add_rest(&placed.name)),
            );
        }
    }

    /// What a hold names, if it is the account or a collection that is reached from it.
    pub(super) fn placeable(
        &mut self,
        target: &'a ast::Path,
        account: RecordId,
    ) -> Option<Vec<(Place, RecordId)>> {
        self.target(target, account).ok()
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
    pub(super) fn is_other_account(&self, record: RecordId, account: RecordId) -> bool {
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

    fn check_exhaustive(&mut self, written: &'a ast::Data, named: &HashSet<String>, scope: &Scope) {
        let Some(account) = scope.account else { return };
        let mut forgotten = self.forgotten(account, |name| named.contains(name));
        if !named.contains("account") {
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

fn told_is_account(target: &ast::Path) -> Diagnostic {
    Diagnostic::new(Code::ToldIsAccount, target.span, check_plans::told_is_account())
        .label(check_plans::is_not_who_got_data())
        .note(check_plans::who_has_the_data())
        .help(check_plans::name_who_got_data())
}

fn without_no_start(without: &ast::WithoutStart, start: Span) -> Diagnostic {
    Diagnostic::new(Code::StartIsThere, without.span(), check_plans::start_is_there())
        .label(check_plans::speaks_of_nothing())
        .because(start, check_plans::is_never_absent())
        .help(common::leave_it_out())
}

fn retained_from_now(now: Span, target: &ast::Path) -> Diagnostic {
    Diagnostic::new(Code::WrongType, now, check_types::period_from_now())
        .label(check_types::now_differs())
        .note(check_types::period_begins_with_fact())
        .help(check_types::name_a_field_of(&target.to_string()))
}

pub(super) fn where_of_several(condition: &ast::Expr, first: &ast::Path, second: &ast::Path) -> Diagnostic {
    Diagnostic::new(Code::WhereOfSeveral, condition.span, check_plans::where_of_several())
        .label(check_plans::of_which_collection())
        .because(first.span, check_plans::one_of_them())
        .because(second.span, check_plans::another_of_them())
        .help(check_plans::line_for_each())
}
