//! Holds of a data block: what stops data from going, and what they read, which stays as long as what they name.

use std::collections::HashSet;

use crate::check::checker::Checker;
use crate::check::policy::data::{KeptForHolds, Rules, where_of_several};
use crate::check::reports::duplicate;
use crate::check::state::Scope;
use crate::diagnostic::messages::{check_plans, common};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::walk::Node;
use crate::ir::{self, Condition, ConditionKind, DefinitionId, Program, RecordId, Root, Subject, Term};
use crate::syntax::ast;

/// A hold, and what it reads and names.
pub(super) struct Lowered<'a> {
    written: &'a ast::Hold,
    pub(super) hold: ir::Hold,
    /// The collections of the account that its condition reads, as field indices.
    reads: Vec<Vec<u32>>,
}

impl Lowered<'_> {
    /// Whether it names anything besides a collection and what is within its elements.
    fn names_others(&self, own: &str) -> bool {
        let is_other = |target: &ast::Path| {
            let name = target.to_string();
            name != own && !name.strip_prefix(own).is_some_and(|rest| rest.starts_with('.'))
        };
        self.written.targets.as_ref().is_none_or(|targets| targets.iter().any(is_other))
    }
}

impl<'a> Checker<'a> {
    /// Lowers the holds of a data block, puts each on what it names, and places what they read.
    pub(super) fn holds(
        &mut self,
        written: &'a ast::Data,
        placed: &mut Vec<Rules<'a>>,
        named: &mut HashSet<String>,
        leaves: bool,
        scope: &Scope,
    ) -> Vec<ir::Hold> {
        let mut lowered: Vec<Lowered<'a>> = Vec::new();
        for hold in &written.holds {
            let condition = self.condition(&hold.condition, scope);
            self.warn_constant(&condition);
            let reads = collections_read(&self.program, &condition);
            let hold_of = ir::Hold {
                name: hold.name.text.clone(),
                condition,
                on_everything: hold.targets.is_none(),
                law: hold.law.as_ref().map(|law| law.value.clone()),
                origin: hold.span.into(),
            };
            lowered.push(Lowered { written: hold, hold: hold_of, reads });
        }
        if let Some(account) = scope.account {
            self.check_read(&lowered, placed, leaves, account);
            if leaves {
                self.place_read(&lowered, placed, named, account);
            }
            for (at, hold) in lowered.iter().enumerate() {
                self.put_hold(at as u32, hold, placed, leaves, (scope, account));
            }
            keep_with(placed);
        }
        lowered.into_iter().map(|it| it.hold).collect()
    }

    /// Refuses a line for a collection that a hold on something else reads: the hold could not be asked any more once it
    /// is gone.
    fn check_read(&mut self, holds: &[Lowered<'a>], placed: &[Rules<'a>], leaves: bool, account: RecordId) {
        for known in placed.iter().filter(|known| !known.path.is_empty()) {
            let whole = self.collection_name(account, &known.path[0].fields);
            let reading =
                holds.iter().find(|it| it.reads.contains(&known.path[0].fields) && it.names_others(&whole));
            let Some(reading) = reading else { continue };
            let goes = known.rules.iter().find(|rule| leaves || rule.lowered.disposal != ir::Disposal::Keep);
            if let Some(rule) = goes {
                self.report(
                    Diagnostic::new(
                        Code::HoldReads,
                        rule.target.span,
                        check_plans::read_by_hold(&known.name, &reading.hold.name),
                    )
                    .label(check_plans::disposed_of_here())
                    .because(reading.written.condition.span, check_plans::reads_it())
                    .note(check_plans::kept_for_the_hold())
                    .help(common::leave_it_out()),
                );
            }
        }
    }

    /// Places each collection that is kept for the holds that read it.
    fn place_read(
        &self,
        holds: &[Lowered<'a>],
        placed: &mut Vec<Rules<'a>>,
        named: &mut HashSet<String>,
        account: RecordId,
    ) {
        for (number, hold) in holds.iter().enumerate() {
            for fields in &hold.reads {
                let name = self.collection_name(account, fields);
                if hold.names_others(&name) && !placed.iter().any(|known| known.name == name) {
                    named.insert(name.clone());
                    let path = vec![ir::Place { root: Root::Account, fields: fields.clone() }];
                    let origin = hold.written.span.into();
                    let kept = Some(KeptForHolds { origin, read_by: Vec::new(), with: Vec::new() });
                    placed.push(Rules { path, name, rules: Vec::new(), holds: Vec::new(), kept });
                }
                let is_it = |known: &&mut Rules<'_>| known.path.iter().any(|place| place.fields == *fields);
                if let Some(kept) = placed.iter_mut().find(is_it).and_then(|known| known.kept.as_mut()) {
                    kept.read_by.push(number as u32);
                }
            }
        }
    }

    /// Puts a hold on each collection that it names, and on what is placed apart within their elements.
    fn put_hold(
        &mut self,
        number: u32,
        hold: &Lowered<'a>,
        placed: &mut [Rules<'a>],
        leaves: bool,
        (scope, account): (&Scope, RecordId),
    ) {
        let written = hold.written;
        let Some(targets) = &written.targets else {
            let held = ir::Held { hold: number, outwards: 0, filter: None };
            let others = placed.iter_mut().filter(|known| known.kept.is_none());
            others.for_each(|known| known.holds.push(held.clone()));
            return;
        };
        if let (Some(filter), [first, second, ..]) = (&written.filter, targets.as_slice()) {
            self.report(where_of_several(filter, first, second));
            return;
        }
        let names: Vec<String> = targets.iter().map(ToString::to_string).collect();
        for (at, target) in targets.iter().enumerate() {
            if let Some(first) = names[..at].iter().position(|name| *name == names[at]) {
                let last = |path: &'a ast::Path| path.names.last();
                if let (Some(first), Some(again)) = (last(&targets[first]), last(target)) {
                    self.report(duplicate(first.span, again));
                }
                continue;
            }
            let Some(places) = self.placeable(target, account) else { continue };
            let inner = places.iter().fold(scope.clone(), |scope, (_, record)| scope.with_element(*record));
            let filter = written.filter.as_ref().map(|filter| {
                let filter = self.condition(filter, &inner);
                self.warn_constant(&filter);
                filter
            });
            let whole = placed.iter().find(|known| {
                let depth = known.path.len();
                depth > 0
                    && depth < places.len()
                    && places.iter().zip(&known.path).all(|((own, _), it)| own == it)
            });
            if let Some(whole) = whole
                && !names.contains(&whole.name)
            {
                self.report(
                    Diagnostic::new(
                        Code::HoldOnPart,
                        target.span,
                        check_plans::hold_on_part(&names[at], &whole.name),
                    )
                    .label(check_plans::goes_with_whole(&whole.name))
                    .help(check_plans::hold_the_whole(&whole.name)),
                );
                continue;
            }
            let is_placed = placed.iter().any(|known| known.name == names[at]);
            if !is_placed && !leaves {
                self.report(
                    Diagnostic::new(Code::HoldsNothing, target.span, check_plans::holds_nothing(&names[at]))
                        .label(check_plans::stays_as_it_is())
                        .help(common::leave_it_out()),
                );
                continue;
            }
            if placed.iter().any(|known| known.name == names[at] && known.kept.is_some()) {
                self.report(
                    Diagnostic::new(Code::HoldReads, target.span, check_plans::kept_anyway(&names[at]))
                        .label(check_plans::needs_no_hold())
                        .note(check_plans::kept_for_the_hold())
                        .help(common::leave_it_out()),
                );
                continue;
            }
            let depth = places.len();
            for known in placed.iter_mut() {
                let is_own = known.name == names[at];
                let is_within = depth > 0
                    && known.path.len() > depth
                    && places.iter().zip(&known.path).all(|((own, _), it)| own == it)
                    && !names.contains(&known.name);
                if is_own || is_within {
                    let outwards = (known.path.len() - depth) as u32;
                    known.holds.push(ir::Held { hold: number, outwards, filter: filter.clone() });
                }
            }
        }
    }

    /// The name of a collection of the account.
    fn collection_name(&self, account: RecordId, fields: &[u32]) -> String {
        self.program.field_names(Some(account), fields).join(".")
    }
}

/// Says of each collection that is kept for holds alone with which others: with what these holds are on.
fn keep_with(placed: &mut [Rules<'_>]) {
    let others = placed.iter().filter(|known| known.kept.is_none()).map(|known| {
        let holds: Vec<u32> = known.holds.iter().map(|held| held.hold).collect();
        (known.name.clone(), holds)
    });
    let others: Vec<(String, Vec<u32>)> = others.collect();
    for kept in placed.iter_mut().filter_map(|known| known.kept.as_mut()) {
        let is_with = |holds: &[u32]| holds.iter().any(|hold| kept.read_by.contains(hold));
        let with = others.iter().filter(|(_, holds)| is_with(holds)).map(|(name, _)| name.clone());
        kept.with = with.collect();
    }
}

/// The collections of the account that a condition reads, each once, as field indices.
fn collections_read(program: &Program, condition: &Condition) -> Vec<Vec<u32>> {
    let mut found = Found { program, collections: Vec::new(), definitions: HashSet::new() };
    found.node(Node::Condition(condition));
    found.collections
}

struct Found<'p> {
    program: &'p Program,
    collections: Vec<Vec<u32>>,
    definitions: HashSet<DefinitionId>,
}

impl Found<'_> {
    fn node(&mut self, node: Node<'_>) {
        node.walk(&mut |node, _| {
            if let Some(select) = node.select()
                && select.collection.root == Root::Account
                && !self.collections.contains(&select.collection.fields)
            {
                self.collections.push(select.collection.fields.clone());
            }
            let is_of_other = match node {
                Node::Condition(Condition { kind: ConditionKind::Call(_, subject), .. })
                | Node::Term(Term::Call(_, subject)) => match subject {
                    Subject::Account(_) => true,
                    Subject::Same | Subject::Element(_) => false,
                },
                Node::Condition(_) | Node::Term(_) => false,
            };
            if let Some(id) = node.definition()
                && !is_of_other
                && self.definitions.insert(id)
            {
                self.node(self.program.definitions[id].node());
            }
        });
    }
}
