//! Plans: a row for each item of the data of eligible accounts. The accounts are filtered before a row of theirs is read.

use super::missing::{AllMissing, Missing};
use super::policy::Output;
use super::rows::{Here, key_column, key_of};
use super::scalar::Scalar;
use super::shift::{Moving, moved};
use super::stages::Stages;
use super::state::Translator;
use crate::diagnostic::messages::sql;
use crate::flat::layout::{ID, LEFT};
use crate::flat::{Cell, Condition, FlatLine, FlatPlaced, LengthAfterLeaving, Named};
use crate::ir::{ACCOUNT_ID, Comparison, DisposalKind, Duration, Truth, Zone, calendar};
use crate::sql::tree::{
    AggregateFunction, Column, Expr, Extreme, FALSE, Join, Literal, Part, Query, Select, Source, TRUE, Type,
    UNKNOWN, Value,
};

/// The columns of a plan.
pub(crate) const COLUMNS: [&str; 14] = [
    ID,
    "collection",
    "path_keys",
    "key",
    "disposal",
    "method",
    "until",
    "until_state",
    "due_since",
    "held_by",
    "missing",
    "clause",
    "purpose",
    "gone_by",
];

/// The columns of what is left of accounts: those of a plan, whether each item is due, and from when on one is that is not.
const DUE_COLUMNS: [&str; 16] = [
    ID,
    "collection",
    "path_keys",
    "key",
    "due",
    "disposal",
    "method",
    "until",
    "until_state",
    "due_since",
    "next_due",
    "held_by",
    "missing",
    "clause",
    "purpose",
    "gone_by",
];

/// Items of one collection, as a part of the query.
#[derive(Clone)]
struct Items {
    part: String,
    collection: String,
    /// Whether they say who is told.
    tells: bool,
    /// The facts for want of which items are undetermined.
    wanted: Vec<Wanted>,
}

/// A fact that others wait for.
#[derive(Clone)]
struct Wanted {
    path: String,
    /// The column that says whether they do.
    column: String,
    is_of_account: bool,
}

/// What the lines say of an item, over the columns of a part.
#[derive(Default)]
struct Said {
    /// Whether each line may be the one.
    possible: Vec<Expr>,
    /// The last instants at which it is kept; NULL where there is none.
    ends: Vec<Option<Expr>>,
    /// Whether each of these is unknown.
    unknown_ends: Vec<Expr>,
    missing: Vec<Missing>,
    /// Whether a key around is unknown or not only one row's, and the keys that are unknown.
    unkeyed: Vec<Expr>,
    missing_keys: Vec<Missing>,
    /// Whether each hold keeps it.
    holds: Vec<Expr>,
    /// The facts for want of which holds are unknown.
    missing_holds: Vec<Missing>,
    /// When the account left, of what is left of it, if that is asked.
    left: Option<Expr>,
}

/// What becomes of an item.
struct Outcome {
    disposal: Expr,
    /// What becomes of the fields of what is kept without the person, as JSON.
    method: Expr,
    until: Expr,
    until_state: Expr,
    due_since: Expr,
    held_by: Expr,
    missing: Expr,
    clause: Expr,
    purpose: Expr,
    /// By when copies are gone of what goes.
    gone_by: Expr,
    /// Whether the lines leave it open, whatever its keys are.
    is_open: Expr,
}

/// What tells the rows around apart by the keys that are declared.
#[derive(Default)]
struct Keys {
    /// Whether a key is unknown or not only one row's.
    unkeyed: Vec<Expr>,
    missing: Vec<Missing>,
    joins: Vec<Join>,
}

impl Translator<'_> {
    /// The query for what is due of what is left of accounts.
    pub(super) fn due(&mut self) -> Query {
        let rests = self.part_names.fresh("rests");
        let (parts, items) = self.items(&rests);
        let id = key_of(self, &self.rows[0], 0);
        let account = self.rows[0].alias.clone();
        let select = Select {
            from: self.source(0),
            ..from_part(&account, vec![(Value::Expr(id), ID.to_owned())], None)
        };
        let comment = vec!["the accounts that have left".to_owned()];
        let mut all = self.counted_parts();
        all.push(Part { name: rests, comment, select });
        all.extend(parts);
        self.rows_of_items(Output::Due, all, &items)
    }

    /// The query for the plan.
    pub(super) fn plan(&mut self) -> Query {
        let policy = self.policy;
        let mut truths = |all: &[Named]| -> Vec<Expr> { all.iter().map(|named| self.truth(named)).collect() };
        let applies = truths(&policy.applies);
        let required = truths(&policy.requirements);
        let grace_over = truths(policy.grace_over.as_slice());

        // The parts that only the plan reads are not joined to what decides the status.
        let joins = std::mem::take(&mut self.rows[0].joins);
        let eligible = self.part_names.fresh("eligible accounts");
        let (parts, items) = self.items(&eligible);
        self.rows[0].joins = joins;

        let mut stages = Stages::new(self);
        let named = |all: &[Named], truths: Vec<Expr>, stages: &mut Stages| -> Vec<Expr> {
            let each = all.iter().zip(truths);
            each.map(|(named, truth)| stages.add(&named.name, vec![named.name.clone()], truth)).collect()
        };
        let applies = named(&policy.applies, applies, &mut stages);
        let required = named(&policy.requirements, required, &mut stages);
        let grace_over = named(policy.grace_over.as_slice(), grace_over, &mut stages);
        let is_eligible = Expr::all(applies.into_iter().chain(required).chain(grace_over));
        let eligible_part = stages.those(eligible, is_eligible);

        let mut all = self.counted_parts();
        all.extend(stages.parts);
        all.push(eligible_part);
        all.extend(parts);
        self.rows_of_items(Output::Plan, all, &items)
    }

    /// The query that gives the rows of items.
    fn rows_of_items(&mut self, output: Output, parts: Vec<Part>, items: &[Items]) -> Query {
        let columns: &[&str] = match output {
            Output::Due => &DUE_COLUMNS,
            Output::Plan | Output::Accounts | Output::Summary => &COLUMNS,
        };
        let mut selects = items.iter().map(|items| rows_of(items, columns));
        let body = selects.next().unwrap_or_else(|| rows_of(&Items::none(), columns));
        let kept = std::mem::take(&mut self.kept);
        Query { comment: self.heading(output), parts, kept, body, also: selects.collect() }
    }

    /// The items of the accounts of a part, in the order in which they are named.
    fn items(&mut self, accounts: &str) -> (Vec<Part>, Vec<Items>) {
        let policy = self.policy;
        self.kept.push(accounts.to_owned());
        // Of what is left of accounts nobody is told: they were when these left.
        let may_be =
            |placed: &&FlatPlaced| self.may_be_given(placed) && !(placed.tells && policy.leaving.is_some());
        let placed: Vec<&FlatPlaced> = policy.plan.iter().filter(may_be).collect();
        let placed = placed.into_iter();
        let (own, collections): (Vec<_>, Vec<_>) = placed.partition(|placed| placed.is_account);
        let (kept_with, collections): (Vec<_>, Vec<_>) =
            collections.into_iter().partition(|placed| placed.kept_with.is_some());
        let (mut parts, mut items) = (Vec::new(), Vec::new());
        let (tells, collections): (Vec<_>, Vec<_>) = collections.into_iter().partition(|placed| placed.tells);
        for placed in tells {
            self.items_of(placed, (accounts, &[]), &mut parts, &mut items);
        }
        let mut others: Vec<Others> = items.iter().map(|items| self.others(items, &mut parts)).collect();
        let told = items.len();
        for placed in collections {
            let within: Vec<&Others> = others.iter().filter(|told| told.is_within(&placed.name)).collect();
            self.items_of(placed, (accounts, &within), &mut parts, &mut items);
        }
        for items in &items[told..] {
            others.push(self.others(items, &mut parts));
        }
        let elements = items.len();
        for placed in &own {
            let account = self.account_items(placed, accounts, (&others, &kept_with), &mut parts, &mut items);
            if !kept_with.is_empty() {
                let account = self.others(&account, &mut parts);
                others.push(account);
            }
        }
        let with_account = items.len();
        for placed in kept_with {
            self.item_with(placed, accounts, &others, &mut parts, &mut items);
        }
        // The account is the last to be named, though what is kept with it is found behind it.
        items[elements..].rotate_left(with_account - elements);
        if policy.leaving.is_some() && own.is_empty() {
            self.id_of_rest(accounts, &others, &mut parts, &mut items);
        }
        (parts, items)
    }

    /// Whether something may be said of a collection: of what is left of accounts, of those that are given.
    fn may_be_given(&self, placed: &FlatPlaced) -> bool {
        let Some(given) = &placed.given else { return true };
        let path = self.words(given.owner, &self.policy.schema.tables[given.table].path);
        self.mapping.is_some_and(|mapping| mapping.gives(&path))
    }

    /// Which accounts have an item of a collection whose rows are not looked at: of what is left, those of which it is given.
    fn is_given(&mut self, placed: &FlatPlaced) -> Expr {
        let given = placed.given.as_ref().and_then(|given| self.selected(given));
        given.map_or(TRUE, |rows| rows.known)
    }

    /// The items of a collection, which wait for what decides who of it is told: of each element, where its lines look at elements; those that are unknown are one.
    fn items_of(
        &mut self,
        placed: &FlatPlaced,
        (eligible, told): (&str, &[&Others]),
        parts: &mut Vec<Part>,
        items: &mut Vec<Items>,
    ) {
        placed.name.clone_into(&mut self.context);
        let account_joins = std::mem::take(&mut self.rows[0].joins);
        // Of what is left of accounts, what is not given is not spoken of.
        let mut known = if placed.rows.is_empty() { vec![self.is_given(placed)] } else { Vec::new() };
        let mut keys = Keys::default();
        let steps = known.len() + placed.rows.len();
        for (step, key) in placed.rows.iter().zip(&placed.keys) {
            self.place = placed.lines.first().map_or(self.place, |line| line.origin.span());
            if placed.is_shared {
                self.refuse(sql::elements_in_two_collections());
                break;
            }
            let Some(rows) = self.selected(step) else { break };
            if placed.given.is_none() || !known.is_empty() {
                let path = self.words(step.owner, &self.policy.schema.tables[step.table].path);
                let unknown = (rows.known.clone(), path);
                self.unknown_rows(placed, eligible, (&known, &keys), unknown, (parts, items));
            }
            known.push(rows.known.clone());
            self.enter(&rows);
            key.iter().for_each(|key| self.key_of_row(*key, eligible, &mut keys, parts));
        }
        if known.len() == steps {
            let said = self.said(placed);
            let Keys { unkeyed, missing, joins } = keys;
            let said = Said { unkeyed, missing_keys: missing, ..said };
            self.decided(placed, (eligible, Expr::all(known), said, joins), (told, &[]), parts, items);
        }
        self.rows.truncate(1);
        self.rows[0].joins = account_joins;
    }

    /// Adds what the declared key of the innermost row says of it, and a part that counts how often each occurs.
    fn key_of_row(&mut self, key: Cell, eligible: &str, keys: &mut Keys, parts: &mut Vec<Part>) {
        let mut missing = AllMissing::default();
        self.missing_cell(key, TRUE, &mut missing);
        keys.missing.extend(missing.0);
        let value = self.cell(key).value;
        let Some(row) = self.rows.last() else { return };
        let table = &self.layout.tables[row.table];
        let owner = table.keys.len().saturating_sub(1);
        let name = self.part_names.fresh(&format!("{} keys", row.alias));
        let (mut columns, mut group, mut on) = (Vec::new(), Vec::new(), Vec::new());
        for index in 0..owner {
            let (key, column) = (key_of(self, row, index), format!("owner {}", index + 1));
            on.push((key_column(&name, &column), key.clone()));
            group.push(key.clone());
            columns.push((Value::Expr(key), column));
        }
        on.push((column_of(&name, KEY, true), value.clone()));
        group.push(value.clone());
        columns.push((Value::Expr(value.clone()), KEY.to_owned()));
        let count = Expr::aggregate(AggregateFunction::Count, None, TRUE);
        columns.push((Value::Expr(count), TIMES.to_owned()));
        let comment = vec![format!("how often each key of {} occurs", table.path)];
        let (from, alias) = (Source::Part(eligible.to_owned()), eligible.to_owned());
        let of_account = vec![(key_of(self, row, 0), key_column(eligible, ID))];
        let (source, rows) = (self.source(row.table), row.alias.clone());
        let joins = vec![Join { outer: false, source, alias: rows, on: of_account }];
        let select = Select { all_of: None, columns, from, alias, joins, filter: None, group };
        parts.push(Part { name: name.clone(), comment, select });
        let times = Expr::compare(Comparison::Greater, column_of(&name, TIMES, true), Expr::number(1));
        keys.unkeyed.push(Expr::any([Expr::is_null(value), Expr::is_true(times)]));
        keys.joins.push(Join { outer: true, source: Source::Part(name.clone()), alias: name, on });
    }

    /// The item of a collection whose rows are unknown, where those that own them are known.
    fn unknown_rows(
        &mut self,
        placed: &FlatPlaced,
        eligible: &str,
        (known, keys): (&[Expr], &Keys),
        (is_known, path): (Expr, String),
        (parts, items): (&mut Vec<Part>, &mut Vec<Items>),
    ) {
        let filter = Expr::all(known.iter().cloned().chain([Expr::not(is_known)]));
        let is_of_account = known.is_empty();
        let missing = Missing { when: TRUE, path, is_of_account };
        let (holds, missing_holds) = self.holds(placed, true);
        let said = Said {
            possible: vec![TRUE; placed.lines.len()],
            ends: vec![None; placed.lines.len()],
            unknown_ends: vec![TRUE; placed.lines.len()],
            missing: vec![missing],
            unkeyed: keys.unkeyed.clone(),
            missing_keys: keys.missing.clone(),
            holds,
            missing_holds,
            left: None,
        };
        let name = self.part_names.fresh(&format!("{} unknown", placed.name));
        let all_missing = said.missing.iter().chain(&said.missing_holds);
        let wanted: Vec<_> = all_missing.filter(|it| it.is_of_account || placed.tells).cloned().collect();
        let mut columns = self.keys(placed, false);
        let outcome = self.outcome(placed, &said);
        columns.extend(outcome.columns());
        let wanted = named(&wanted, &mut columns);
        let comment = vec![format!("{} where its elements are unknown", placed.name)];
        let with_counted = !placed.holds.is_empty();
        let mut select = self.select(eligible, columns, Some(filter), with_counted);
        select.joins.extend(keys.joins.iter().cloned());
        parts.push(Part { name: name.clone(), comment, select });
        items.push(Items { part: name, collection: placed.name.clone(), tells: placed.tells, wanted });
    }

    /// The account's own item, which waits for facts of its own that decide what becomes of others; and its id, which stays as
    /// long as one of them.
    fn account_items(
        &mut self,
        placed: &FlatPlaced,
        eligible: &str,
        (others, kept_with): (&[Others], &[&FlatPlaced]),
        parts: &mut Vec<Part>,
        items: &mut Vec<Items>,
    ) -> Items {
        placed.name.clone_into(&mut self.context);
        let account_joins = std::mem::take(&mut self.rows[0].joins);
        let said = self.said(placed);
        let others: Vec<&Others> = others.iter().collect();
        let read = (others.as_slice(), kept_with);
        let own = self.decided(placed, (eligible, TRUE, said, Vec::new()), read, parts, items);
        self.rows[0].joins = account_joins;
        own
    }

    /// A collection that is kept as long as others are.
    fn item_with(
        &mut self,
        placed: &FlatPlaced,
        eligible: &str,
        others: &[Others],
        parts: &mut Vec<Part>,
        items: &mut Vec<Items>,
    ) {
        placed.name.clone_into(&mut self.context);
        let names = placed.kept_with.as_deref().unwrap_or_default();
        let is_named = |other: &&Others| !other.tells && names.contains(&other.collection);
        let named: Vec<&Others> = others.iter().filter(is_named).collect();
        let told: Vec<&Others> = others.iter().filter(|told| told.is_within(&placed.name)).collect();
        let clause = placed.lines.first().map_or("", |line| line.clause.as_str());
        let is_given = self.is_given(placed);
        self.kept_for((&placed.name, clause), (eligible, is_given), (&named, &told), parts, items);
    }

    /// The account's id, of what is left of an account: as long as any of it is kept.
    fn id_of_rest(&mut self, rests: &str, others: &[Others], parts: &mut Vec<Part>, items: &mut Vec<Items>) {
        let others: Vec<&Others> = others.iter().collect();
        self.kept_for((ACCOUNT_ID, ""), (rests, TRUE), (&others, &[]), parts, items);
    }

    /// What is kept for others alone, by a clause: as long as any of them is, and until it is known who of it is told.
    fn kept_for(
        &mut self,
        (name, clause): (&str, &str),
        (eligible, filter): (&str, Expr),
        (others, told): (&[&Others], &[&Others]),
        parts: &mut Vec<Part>,
        items: &mut Vec<Items>,
    ) {
        let account_joins = std::mem::take(&mut self.rows[0].joins);
        let read = self.part_names.fresh(&format!("{name} read"));
        let mut columns = self.keys_of_account();
        let kept = Kept::read(others, &read, &mut columns);
        let told = Told::read(told, &read, &mut columns);
        let mut select = self.select(eligible, columns, (filter != TRUE).then_some(filter), false);
        select.joins.extend(others.iter().chain(&told.parts).map(|other| other.join(eligible)));
        let comment = vec![format!("what is read of {name}")];
        parts.push(Part { name: read.clone(), comment, select });
        let mut columns = keys_of(&read);
        columns.extend(kept.with(clause, told).columns());
        let part = self.part_names.fresh(name);
        let comment = vec![format!("what becomes of {name}")];
        parts.push(Part { name: part.clone(), comment, select: from_part(&read, columns, None) });
        items.push(Items { part, collection: name.to_owned(), tells: false, wanted: Vec::new() });
        self.rows[0].joins = account_joins;
    }

    /// The holds on an item, each with whether it keeps the item, and the facts for want of which they are unknown; on elements that are
    /// unknown, if `is_before`.
    fn holds(&mut self, placed: &FlatPlaced, is_before: bool) -> (Vec<Expr>, Vec<Missing>) {
        let (mut holds, mut missing) = (Vec::new(), AllMissing::default());
        for hold in &placed.holds {
            self.place = hold.origin.span();
            let unknown =
                hold.filter.as_ref().filter(|_| is_before).map(|_| Condition::Constant(Truth::Unknown));
            let filter = hold.filter.as_ref().filter(|_| !is_before).cloned();
            let here = hold.conditions.get(self.rows.len() - 1).cloned();
            let parts = here.into_iter().chain(filter).chain(unknown);
            let condition = Condition::all(parts.collect());
            if condition.trend().varies() {
                self.refuse(sql::hold_changes_with_time());
                holds.push(UNKNOWN);
                continue;
            }
            let (keeps, _) = self.missing_in_guard(&condition, TRUE, &mut missing);
            holds.push(self.bounded(keeps));
        }
        let bounded = |it: Missing| Missing { when: self.bounded(it.when), ..it };
        (holds, missing.0.into_iter().map(bounded).collect())
    }

    /// All items of a part, of each account.
    fn others(&mut self, items: &Items, parts: &mut Vec<Part>) -> Others {
        let name = self.part_names.fresh(&format!("{} of each account", items.part));
        let column = |column: &str, nullable| column_of(&items.part, column, nullable);
        let kept = [DisposalKind::Retain, DisposalKind::Held, DisposalKind::Undetermined]
            .map(|kind| Literal::Text(kind.word().to_owned()));
        let is_kept = Expr::In(Box::new(column("disposal", false)), kept.to_vec());
        let is_after_leaving =
            Expr::compare(Comparison::Equal, column("until_state", true), Expr::text(LEAVING));
        let after_leaving = Expr::all([is_kept.clone(), Expr::is_true(is_after_leaving)]);
        let has_no_instant = Expr::all([is_kept.clone(), Expr::is_null(column("until", true))]);
        let endless = Expr::all([has_no_instant, Expr::not(after_leaving.clone())]);
        let last = Expr::aggregate(
            AggregateFunction::Extreme(Extreme::Greatest),
            Some(column("until", true)),
            is_kept.clone(),
        );
        let mut columns = vec![
            (Value::Expr(column(ID, false)), ID.to_owned()),
            (Value::Expr(Expr::any_where(is_kept)), KEPT.to_owned()),
            (Value::Expr(Expr::any_where(endless)), ENDLESS.to_owned()),
            (Value::Expr(Expr::any_where(after_leaving)), AFTER_LEAVING.to_owned()),
            (Value::Expr(last), LAST.to_owned()),
        ];
        if items.tells {
            let is_open = is(&column("disposal", false), DisposalKind::Undetermined);
            columns.push((Value::Expr(Expr::any_where(is_open)), OPEN.to_owned()));
        }
        for Wanted { column: wanted, .. } in &items.wanted {
            columns.push((Value::Expr(Expr::any_where(column(wanted, false))), wanted.clone()));
        }
        let select = Select {
            all_of: None,
            columns,
            from: Source::Part(items.part.clone()),
            alias: items.part.clone(),
            joins: Vec::new(),
            filter: None,
            group: vec![column(ID, false)],
        };
        self.kept.push(name.clone());
        let comment = vec![format!("{} of each account", items.part)];
        parts.push(Part { name: name.clone(), comment, select });
        let (collection, wanted) = (items.collection.clone(), items.wanted.clone());
        Others { part: name, collection, tells: items.tells, wanted }
    }

    /// What the lines say of the innermost row.
    fn said(&mut self, placed: &FlatPlaced) -> Said {
        let mut said = Said::default();
        let mut missing = AllMissing::default();
        let mut open = TRUE;
        for line in &placed.lines {
            self.place = line.origin.span();
            let possible = match &line.condition {
                None => std::mem::replace(&mut open, FALSE),
                // What is refused is not written out.
                // Who is told is judged at one instant.
                Some(condition) if condition.trend().varies() && !placed.tells => {
                    self.refuse(sql::line_changes_with_time());
                    UNKNOWN
                }
                Some(condition) => {
                    let (possible, after) = self.missing_in_guard(condition, open, &mut missing);
                    open = self.bounded(after);
                    possible
                }
            };
            if line.after_leaving == Some(LengthAfterLeaving::OfFacts) {
                self.refuse(sql::length_after_leaving_of_facts());
            }
            let end = line.end.as_ref().map(|end| {
                if end.trend().varies() {
                    self.refuse(sql::end_changes_with_time());
                    return Scalar::unknown();
                }
                self.missing_in_value(end, possible.clone(), &mut missing);
                let Scalar { value, absent } = self.value(end);
                Scalar { value: self.bounded(value), absent: self.bounded(absent) }
            });
            let possible = self.bounded(possible);
            said.unknown_ends
                .push(end.as_ref().map_or(FALSE, |end| Expr::all([possible.clone(), end.is_unknown()])));
            // What ends after the last instant of the calendar has no end.
            said.ends.push(end.map(|end| {
                let is_held =
                    Expr::compare(Comparison::LessOrEqual, end.value.clone(), Expr::time(calendar::LAST));
                instant(Expr::case([(is_held, end.value)], None))
            }));
            said.possible.push(possible);
        }
        // While it is not certain of any line, nobody is told or not told.
        if placed.tells && open != FALSE {
            let open = self.bounded(open);
            let is_possible = Expr::any(said.possible.iter().cloned());
            said.unknown_ends.iter_mut().last().into_iter().for_each(|last| {
                *last = Expr::all([is_possible.clone(), open.clone()]);
            });
        }
        let bounded = |it: Missing| Missing { when: self.bounded(it.when), ..it };
        said.missing = missing.0.into_iter().map(bounded).collect();
        (said.holds, said.missing_holds) = self.holds(placed, false);
        let has_copies = placed.lines.iter().any(|line| line.copies.is_some());
        said.left = (self.policy.leaving.is_some() && has_copies).then(|| self.left_at());
        said
    }

    /// Two parts: what is read of each item, and what becomes of it.
    fn decided(
        &mut self,
        placed: &FlatPlaced,
        (eligible, filter, said, joins): (&str, Expr, Said, Vec<Join>),
        (others, kept_with): (&[&Others], &[&FlatPlaced]),
        parts: &mut Vec<Part>,
        items: &mut Vec<Items>,
    ) -> Items {
        let read = self.part_names.fresh(&format!("{} read", placed.name));
        let mut columns = self.keys(placed, true);
        let mut give = |name: String, expr: Expr| -> Expr {
            if is_literal(&expr) {
                return expr;
            }
            let nullable = expr.nullable();
            columns.push((Value::Expr(expr), name.clone()));
            column_of(&read, &name, nullable)
        };
        let numbered = |what: &str, at: usize| format!("{what} {}", at + 1);
        let mut over = Said::default();
        let lines = said.possible.into_iter().zip(said.ends).zip(said.unknown_ends);
        for (at, ((possible, end), is_unknown)) in lines.enumerate() {
            over.possible.push(give(numbered("possible", at), possible));
            over.ends.push(end.map(|end| give(numbered("end", at), end)));
            over.unknown_ends.push(give(numbered("unknown", at), is_unknown));
        }
        for (at, missing) in said.missing.into_iter().enumerate() {
            over.missing.push(Missing { when: give(numbered("missing", at), missing.when), ..missing });
        }
        for (at, unkeyed) in said.unkeyed.into_iter().enumerate() {
            over.unkeyed.push(give(numbered("without key", at), unkeyed));
        }
        for (at, missing) in said.missing_keys.into_iter().enumerate() {
            let when = give(numbered("missing key", at), missing.when);
            over.missing_keys.push(Missing { when, ..missing });
        }
        for (at, keeps) in said.holds.into_iter().enumerate() {
            over.holds.push(give(numbered("held", at), keeps));
        }
        for (at, missing) in said.missing_holds.into_iter().enumerate() {
            let when = give(numbered("missing of holds", at), missing.when);
            over.missing_holds.push(Missing { when, ..missing });
        }
        over.left = said.left.map(|left| give(LEFT.to_owned(), left));
        let is_account = placed.is_account;
        let kept: Vec<&Others> = others.iter().copied().filter(|other| !other.tells).collect();
        let has_others = !kept.is_empty();
        let names: Vec<&str> = kept.iter().map(|other| other.collection.as_str()).collect();
        let told: Vec<&Others> = others.iter().copied().filter(|other| other.tells).collect();
        let told = Told::read(&told, &read, &mut columns);
        // The account waits for its own facts whatever becomes of it, also for those that say who is told.
        let mut waits: Vec<Missing> = Vec::new();
        if is_account {
            waits.extend(told.waits.iter().cloned());
            kept.iter().for_each(|other| waits.extend(other.waits(&read, &mut columns)));
            waits.retain(|it| it.is_of_account);
        }
        let kept = Kept::read(&kept, &read, &mut columns);
        let held_for = kept_with.iter().map(|placed| kept.waiting(placed, (&names, &told)));
        let held_for: Vec<Expr> = held_for.collect();
        let mut select = self.select(eligible, columns, (filter != TRUE).then_some(filter), true);
        select.joins.extend(joins);
        select.joins.extend(others.iter().map(|other| other.join(eligible)));
        let comment = vec![format!("what is read of {}", placed.name)];
        parts.push(Part { name: read.clone(), comment, select });

        let mut found = AllMissing(std::mem::take(&mut over.missing));
        // What is held waits for nothing: it does not go.
        let is_free = Expr::not(Expr::any(over.holds.iter().cloned()));
        let waits = waits.into_iter().map(|it| Missing { when: Expr::all([is_free.clone(), it.when]), ..it });
        let waits: Vec<Missing> = waits.collect();
        let waits_for_account = Expr::any(waits.iter().map(|it| it.when.clone()));
        // What stays anyway does not wait for who of it is told.
        let is_going = match told.parts.is_empty() {
            true => FALSE,
            false => {
                let open = self.open_by_lines(placed, &over).into_iter().chain(over.unkeyed.iter().cloned());
                let open = Expr::any(open.chain([waits_for_account.clone()]));
                let gone = over.possible.iter().cloned().enumerate();
                let gone = gone.map(|(at, possible)| Expr::all([possible, self.is_gone(placed, &over, at)]));
                Expr::all([is_free, Expr::any(gone), Expr::not(open)])
            }
        };
        let waits_for_told = Expr::all([is_going.clone(), told.is_open()]);
        let waiting = Expr::any([waits_for_account, waits_for_told]);
        let of_told = told.waits.iter().cloned();
        let of_told = of_told.map(|it| Missing { when: Expr::all([is_going.clone(), it.when]), ..it });
        waits.into_iter().chain(of_told).for_each(|it| found.add(it));
        over.missing = found.0;
        let outcome = self.outcome_if(placed, &over, waiting);
        let name = self.part_names.fresh(&placed.name);
        let undetermined = match over.unkeyed.is_empty() {
            true => is(&outcome.disposal, DisposalKind::Undetermined),
            false => outcome.is_open.clone(),
        };
        let mut columns = keys_of(&read);
        columns.extend(outcome.columns());
        let wanted: Vec<Missing> = match is_account {
            true => Vec::new(),
            false => (over.missing.iter().filter(|it| it.is_of_account || placed.tells))
                .map(|it| Missing { when: Expr::all([undetermined.clone(), it.when.clone()]), ..it.clone() })
                .chain(over.missing_keys.iter().filter(|_| placed.tells).cloned())
                .chain(over.missing_holds.iter().filter(|it| it.is_of_account).cloned())
                .collect(),
        };
        let wanted = named(&wanted, &mut columns);
        let comment = vec![format!("what becomes of {}", placed.name)];
        // Who is certainly not told has no row.
        let is_told = Expr::any(over.possible.iter().cloned());
        let filter = (placed.tells && is_told != TRUE).then_some(is_told);
        parts.push(Part { name: name.clone(), comment, select: from_part(&read, columns, filter) });
        let own_items = Items { part: name, collection: placed.name.clone(), tells: placed.tells, wanted };
        items.push(own_items.clone());
        let is_with = |with: &FlatPlaced| with.kept_with.iter().flatten().any(|name| *name == placed.name);
        let is_with_account = kept_with.iter().any(|with| is_with(with));
        if is_account && (has_others || is_with_account) {
            let own = self.part_names.fresh("account id");
            let is_kept = is(&outcome.disposal, DisposalKind::Retain);
            let held_for = kept_with.iter().zip(held_for).map(|(with, waits)| {
                Expr::all([waits, Expr::not(if is_with(with) { is_kept.clone() } else { FALSE })])
            });
            let mut kept = kept.and_endless(held_for.collect());
            // What is kept as long as the account is kept after leaving as well, if it is.
            if is_with_account {
                let leaving =
                    Expr::compare(Comparison::Equal, outcome.until_state.clone(), Expr::text(LEAVING));
                let leaving = Expr::all([is_kept, Expr::is_true(leaving)]);
                kept.any.push(leaving.clone());
                kept.after_leaving.push(leaving);
            }
            let (columns, is_beyond) = kept.id(&read, &outcome);
            let comment = vec!["the account's id, as long as something of it is kept".to_owned()];
            parts.push(Part {
                name: own.clone(),
                comment,
                select: from_part(&read, columns, Some(is_beyond)),
            });
            let collection = ACCOUNT_ID.to_owned();
            items.push(Items { part: own, collection, tells: false, wanted: Vec::new() });
        }
        own_items
    }

    /// Whether the period of a line is over.
    fn is_over(&self, said: &Said, at: usize) -> Expr {
        let now = self.now.map_or(Expr::Now, Expr::time);
        let end = said.ends[at].clone();
        end.map_or(FALSE, |end| Expr::is_true(Expr::compare(Comparison::Less, end, now)))
    }

    /// Whether an item would go by a line but for a hold.
    fn is_gone(&self, placed: &FlatPlaced, said: &Said, at: usize) -> Expr {
        match placed.lines[at].disposal {
            DisposalKind::Erase | DisposalKind::Forfeit | DisposalKind::Anonymise => TRUE,
            DisposalKind::Retain => self.is_over(said, at),
            DisposalKind::Keep | DisposalKind::Held | DisposalKind::Inform | DisposalKind::Undetermined => {
                FALSE
            }
        }
    }

    /// What leaves an item open that waits for nothing: where several lines are possible they decide nothing unless they all say
    /// the same.
    fn open_by_lines(&self, placed: &FlatPlaced, said: &Said) -> Vec<Expr> {
        let is_held = Expr::any(said.holds.iter().cloned());
        let mut open: Vec<Expr> = said.unknown_ends.clone();
        for (at, line) in placed.lines.iter().enumerate() {
            for (other, earlier) in placed.lines[..at].iter().enumerate() {
                let both = [said.possible[other].clone(), said.possible[at].clone()];
                let as_one = same((line, &said.ends[at]), (earlier, &said.ends[other]));
                let gone = [at, other].map(|at| self.is_gone(placed, said, at));
                let both_held = Expr::all(std::iter::once(is_held.clone()).chain(gone));
                let differ = Expr::not(Expr::any([as_one, both_held]));
                open.push(Expr::all(both.into_iter().chain([differ])));
            }
        }
        open
    }

    fn outcome(&self, placed: &FlatPlaced, said: &Said) -> Outcome {
        self.outcome_if(placed, said, FALSE)
    }

    /// What becomes of an item, which is undetermined while it waits as well.
    fn outcome_if(&self, placed: &FlatPlaced, said: &Said, waits: Expr) -> Outcome {
        let is_held = Expr::any(said.holds.iter().cloned());
        let is_over = |at: usize| self.is_over(said, at);
        let is_gone = |at: usize| self.is_gone(placed, said, at);
        let mut open = self.open_by_lines(placed, said);
        open.push(waits);
        let is_open = Expr::any(open);
        // Whatever its lines say, nobody could tell which one it is.
        let open = Expr::any(std::iter::once(is_open.clone()).chain(said.unkeyed.iter().cloned()));
        let decided = |undetermined: Expr, of_line: &dyn Fn(usize, &FlatLine) -> Expr| {
            let lines = placed.lines.iter().enumerate();
            let lines = lines.map(|(at, line)| (said.possible[at].clone(), of_line(at, line)));
            Expr::case(std::iter::once((open.clone(), undetermined)).chain(lines), None)
        };
        let word = |kind: DisposalKind| Expr::text(kind.word());
        let end_of = |at: usize| said.ends[at].clone().unwrap_or(UNKNOWN);
        let or_held = |gone: Expr| match is_held == FALSE {
            true => gone,
            false => Expr::case([(is_held.clone(), word(DisposalKind::Held))], Some(gone)),
        };
        let disposal = decided(word(DisposalKind::Undetermined), &|at, line| match line.disposal {
            DisposalKind::Retain => {
                let gone = match line.method {
                    Some(_) => DisposalKind::Anonymise,
                    None => DisposalKind::Erase,
                };
                Expr::case([(is_over(at), or_held(word(gone)))], Some(word(DisposalKind::Retain)))
            }
            kind @ (DisposalKind::Erase | DisposalKind::Forfeit | DisposalKind::Anonymise) => {
                or_held(word(kind))
            }
            kind @ (DisposalKind::Keep
            | DisposalKind::Held
            | DisposalKind::Inform
            | DisposalKind::Undetermined) => word(kind),
        });
        let method = decided(UNKNOWN, &|at, line| {
            let Some(method) = &line.method else { return UNKNOWN };
            let is_done = Expr::all([Expr::not(is_held.clone()), is_gone(at)]);
            Expr::case([(is_done, Expr::text(method))], None)
        });
        let until = decided(UNKNOWN, &|at, _| {
            let has_no_end = Expr::any([is_held.clone(), is_over(at)]);
            Expr::case([(has_no_end, UNKNOWN)], Some(end_of(at)))
        });
        let due_since = decided(UNKNOWN, &|at, _| {
            let is_due = Expr::all([Expr::not(is_held.clone()), is_over(at)]);
            Expr::case([(is_due, just_after(end_of(at)))], None)
        });
        let until_state = decided(Expr::text("unknown"), &|at, line| match line.disposal {
            DisposalKind::Retain => {
                let held = (is_held.clone(), Expr::text("none"));
                let ended = (is_over(at), UNKNOWN);
                // What has no end may have one once the account has left.
                let why = if line.after_leaving.is_some() { LEAVING } else { "none" };
                if said.ends[at].is_none() {
                    return Expr::case([held], Some(Expr::text(why)));
                }
                let endless = (Expr::is_null(end_of(at)), Expr::text(why));
                Expr::case([held, ended, endless], Some(Expr::text("instant")))
            }
            DisposalKind::Keep => Expr::text("none"),
            DisposalKind::Erase | DisposalKind::Forfeit | DisposalKind::Anonymise => {
                Expr::case([(is_held.clone(), Expr::text("none"))], None)
            }
            DisposalKind::Held | DisposalKind::Inform | DisposalKind::Undetermined => UNKNOWN,
        });
        let missing = said.missing.iter();
        let missing =
            missing.map(|it| Missing { when: Expr::all([is_open.clone(), it.when.clone()]), ..it.clone() });
        let mut all_missing = AllMissing::default();
        missing
            .chain(said.missing_keys.iter().cloned())
            .chain(said.missing_holds.iter().cloned())
            .for_each(|it| all_missing.add(it));
        let missing =
            all_missing.0.into_iter().map(|it| (it.when, it.path)).filter(|(when, _)| *when != FALSE);
        let held_by = said.holds.iter().cloned().zip(placed.holds.iter().map(|hold| hold.name.clone()));
        let clauses = said.possible.iter().cloned().zip(&placed.lines);
        let clauses = clauses.map(|(possible, line)| (possible, line.clause.clone()));
        Outcome {
            // Where no line applies to any element there is no row, and yet the column has a type.
            disposal: text(disposal),
            method: text(method),
            until: instant(until),
            until_state: text(until_state),
            due_since: instant(due_since),
            held_by: Expr::Names(held_by.filter(|(when, _)| *when != FALSE).collect()),
            missing: Expr::Names(missing.collect()),
            clause: Expr::Names(clauses.filter(|(when, _)| *when != FALSE).collect()),
            purpose: text(purpose_of(placed, said)),
            gone_by: instant(self.gone_by(placed, said, (open, is_held))),
            is_open,
        }
    }

    /// By when copies are gone of what goes: the latest that the lines leave possible.
    fn gone_by(&self, placed: &FlatPlaced, said: &Said, (open, is_held): (Expr, Expr)) -> Expr {
        let lines = || placed.lines.iter().enumerate();
        if lines().all(|(_, line)| line.copies.is_none()) {
            return UNKNOWN;
        }
        let without = lines().filter(|(_, line)| line.copies.is_none());
        let without = without.map(|(at, _)| said.possible[at].clone());
        let has_none = Expr::any([open, is_held].into_iter().chain(without));
        let each = lines().filter_map(|(at, line)| {
            let gone = moved(self.goes(line, said, at), line.copies.as_ref()?, false, Moving::Any);
            Some(Expr::case([(said.possible[at].clone(), gone)], None))
        });
        let mut each: Vec<Expr> = each.collect();
        let last = if each.len() == 1 { each.remove(0) } else { latest(each) };
        let is_within = Expr::compare(Comparison::LessOrEqual, last.clone(), Expr::time(calendar::LAST));
        Expr::case([(has_none, UNKNOWN), (Expr::is_true(is_within), last)], None)
    }

    /// The instant at which an item goes by a line: now, or of what is left of an account when it was due.
    fn goes(&self, line: &FlatLine, said: &Said, at: usize) -> Expr {
        let now = self.now.map_or(Expr::Now, Expr::time);
        match line.disposal {
            DisposalKind::Erase | DisposalKind::Forfeit | DisposalKind::Anonymise => now,
            DisposalKind::Retain => {
                let Some(end) = said.ends[at].clone() else { return UNKNOWN };
                let due = just_after(end);
                let over = match &said.left {
                    // Nothing of an account goes before it leaves.
                    Some(left) => latest(vec![due.clone(), left.clone()]),
                    None => now,
                };
                Expr::case([(self.is_over(said, at), over)], Some(due))
            }
            DisposalKind::Keep | DisposalKind::Held | DisposalKind::Inform | DisposalKind::Undetermined => {
                UNKNOWN
            }
        }
    }

    /// The keys of the item at the innermost row: that of the account, those of the elements around it, and its own.
    fn keys(&mut self, placed: &FlatPlaced, of_row: bool) -> Vec<(Value, String)> {
        let innermost = self.rows.len() - 1;
        let keys = self.layout.tables[self.rows[innermost].table].keys.len();
        let as_text = |expr: Expr| Expr::Widen(Box::new(expr), Type::Text);
        let mut around: Vec<Expr> = Vec::with_capacity(keys);
        for index in 1..keys {
            around.push(as_text(match placed.keys.get(index - 1).copied().flatten() {
                Some(key) => self.cell(key).value,
                None => key_of(self, &self.rows[innermost], index),
            }));
        }
        let own = if of_row { around.pop() } else { None };
        self.keys_within(around, own)
    }

    /// The keys of the account, or of a whole collection of its own.
    fn keys_of_account(&self) -> Vec<(Value, String)> {
        self.keys_within(Vec::new(), None)
    }

    fn keys_within(&self, around: Vec<Expr>, own: Option<Expr>) -> Vec<(Value, String)> {
        let id = key_of(self, &self.rows[0], 0);
        [(id, ID), (Expr::JsonTexts(around), "path_keys"), (text(own.unwrap_or(UNKNOWN)), "key")]
            .map(|(expr, name)| (Value::Expr(expr), name.to_owned()))
            .to_vec()
    }

    /// Columns of the rows in scope of eligible accounts, joined to what is counted for them.
    fn select(
        &self,
        eligible: &str,
        columns: Vec<(Value, String)>,
        filter: Option<Expr>,
        with_counted: bool,
    ) -> Select {
        let mut joins = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let on = match row.owner {
                None => vec![(key_of(self, row, 0), key_column(eligible, ID))],
                Some(owner) => {
                    let owner = &self.rows[owner];
                    let keys = 0..self.layout.tables[owner.table].keys.len();
                    keys.map(|index| (key_of(self, row, index), key_of(self, owner, index))).collect()
                }
            };
            let source = self.source(row.table);
            joins.push(Join { outer: false, source, alias: row.alias.clone(), on });
            if with_counted {
                let here = Here { rows: &self.rows[..at], row, translator: self };
                joins.extend(row.joins.iter().map(|&part| here.join_counted(part)));
            }
        }
        let from = Source::Part(eligible.to_owned());
        Select { all_of: None, columns, from, alias: eligible.to_owned(), joins, filter, group: Vec::new() }
    }
}

/// Columns of how often a key occurs.
const KEY: &str = "key";
const TIMES: &str = "times";
/// What is known of all items of a part for each account: whether any is kept, …
const KEPT: &str = "kept";
/// … any without an end, …
const ENDLESS: &str = "kept without end";
/// … any for some time after leaving, …
const AFTER_LEAVING: &str = "kept after leaving";
/// … and until when the last of the others is.
const LAST: &str = "last";
/// Of those who are told, whether it is open of any.
const OPEN: &str = "open";

/// Why there is no instant until which an item is kept for some time after leaving.
const LEAVING: &str = "leaving";

/// The items of a part, of each account.
struct Others {
    part: String,
    collection: String,
    tells: bool,
    wanted: Vec<Wanted>,
}

impl Others {
    /// Whether it says who is told of a collection, or of what is within it.
    fn is_within(&self, collection: &str) -> bool {
        let rest = self.collection.strip_prefix(collection);
        self.tells && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// A column of it as one of the part that reads it.
    fn read(
        &self,
        name: &str,
        default: Option<Literal>,
        read: &str,
        columns: &mut Vec<(Value, String)>,
    ) -> Expr {
        let of = Column { of: self.part.clone(), name: name.to_owned(), nullable: true, default };
        let expr = Expr::Column(of);
        let (nullable, name) = (expr.nullable(), format!("{} {name}", self.part));
        columns.push((Value::Expr(expr), name.clone()));
        column_of(read, &name, nullable)
    }

    /// The facts for want of which others wait, as columns of the part that reads them.
    fn waits(&self, read: &str, columns: &mut Vec<(Value, String)>) -> Vec<Missing> {
        let waits = self.wanted.iter().map(|Wanted { path, column, is_of_account }| {
            let when = self.read(column, Some(Literal::Bool(false)), read, columns);
            Missing { when, path: path.clone(), is_of_account: *is_of_account }
        });
        waits.collect()
    }

    fn join(&self, eligible: &str) -> Join {
        Join {
            outer: true,
            source: Source::Part(self.part.clone()),
            alias: self.part.clone(),
            on: vec![(key_column(&self.part, ID), key_column(eligible, ID))],
        }
    }
}

/// Who is told, as columns of a part that reads it.
struct Told<'o> {
    parts: Vec<&'o Others>,
    /// Whether it is open of any of a part whether they are told.
    open: Vec<Expr>,
    /// The facts for want of which it is.
    waits: Vec<Missing>,
}

impl<'o> Told<'o> {
    fn read(parts: &[&'o Others], read: &str, columns: &mut Vec<(Value, String)>) -> Self {
        let (mut open, mut waits) = (Vec::new(), Vec::new());
        for told in parts {
            open.push(told.read(OPEN, Some(Literal::Bool(false)), read, columns));
            waits.extend(told.waits(read, columns));
        }
        Self { parts: parts.to_vec(), open, waits }
    }

    fn is_open(&self) -> Expr {
        Expr::any(self.open.iter().cloned())
    }
}

/// What is kept of an account besides itself.
#[derive(Default)]
struct Kept {
    any: Vec<Expr>,
    endless: Vec<Expr>,
    after_leaving: Vec<Expr>,
    last: Vec<Expr>,
}

impl Kept {
    /// What is kept of these, as columns of the part that reads it.
    fn read(others: &[&Others], read: &str, columns: &mut Vec<(Value, String)>) -> Self {
        let mut kept = Self::default();
        let no = || Some(Literal::Bool(false));
        for other in others {
            kept.any.push(other.read(KEPT, no(), read, columns));
            kept.endless.push(other.read(ENDLESS, no(), read, columns));
            kept.after_leaving.push(other.read(AFTER_LEAVING, no(), read, columns));
            kept.last.push(other.read(LAST, None, read, columns));
        }
        kept
    }

    /// Whether a collection that is kept as long as some of these, which are named in the same order, waits for who of it is told.
    fn waiting(&self, placed: &FlatPlaced, (names, told): (&[&str], &Told<'_>)) -> Expr {
        let with = placed.kept_with.as_deref().unwrap_or_default();
        let kept = names.iter().zip(&self.any).filter(|(name, _)| with.iter().any(|it| it == **name));
        let kept = kept.map(|(_, kept)| kept.clone());
        let told = told.parts.iter().zip(&told.open).filter(|(told, _)| told.is_within(&placed.name));
        let is_open = Expr::any(told.map(|(_, open)| open.clone()));
        Expr::all([is_open, Expr::not(Expr::any(kept))])
    }

    /// These and others that have no end, where they are kept.
    fn and_endless(mut self, others: Vec<Expr>) -> Self {
        self.any.extend(others.iter().cloned());
        self.endless.extend(others);
        self
    }

    /// What becomes of a collection that is kept as long as these are, and as long as it is open who of it is told.
    fn with(self, clause: &str, told: Told<'_>) -> Outcome {
        let any = Expr::any(self.any.clone());
        let waiting = told.is_open();
        let word = |kind: DisposalKind| Expr::text(kind.word());
        let disposals =
            [(any.clone(), word(DisposalKind::Retain)), (waiting.clone(), word(DisposalKind::Undetermined))];
        let (until, state) = self.until();
        let mut waits = AllMissing::default();
        told.waits.into_iter().for_each(|it| waits.add(it));
        let missing = waits.0.into_iter().map(|it| (Expr::all([Expr::not(any.clone()), it.when]), it.path));
        let missing: Vec<_> = missing.collect();
        Outcome {
            disposal: Expr::case(disposals, Some(word(DisposalKind::Erase))),
            until,
            method: text(UNKNOWN),
            until_state: text(Expr::case([(any, state), (waiting, Expr::text("unknown"))], None)),
            due_since: instant(UNKNOWN),
            held_by: Expr::text(""),
            missing: if missing.is_empty() { Expr::text("") } else { Expr::Names(missing) },
            clause: Expr::text(clause),
            purpose: text(UNKNOWN),
            gone_by: instant(UNKNOWN),
            is_open: FALSE,
        }
    }

    /// Until when the last of them is kept, and why that is an instant or not.
    fn until(&self) -> (Expr, Expr) {
        let endless = Expr::any(self.endless.iter().cloned());
        let after_leaving = Expr::any(self.after_leaving.iter().cloned());
        let none = (Expr::any([endless.clone(), after_leaving.clone()]), UNKNOWN);
        let until = Expr::case([none], Some(latest(self.last.clone())));
        let states = [(endless, Expr::text("none")), (after_leaving, Expr::text(LEAVING))];
        (instant(until), text(Expr::case(states, Some(Expr::text("instant")))))
    }

    /// The columns of the item of the account's id, and whether there is one: whether something is kept beyond the account.
    fn id(self, read: &str, account: &Outcome) -> (Vec<(Value, String)>, Expr) {
        let (until, until_state) = self.until();
        let last = latest(self.last);
        let is_longer = Expr::any([
            Expr::any(self.endless),
            Expr::any(self.after_leaving),
            Expr::is_true(Expr::compare(Comparison::Less, account.until.clone(), last.clone())),
        ]);
        let is_kept = is(&account.disposal, DisposalKind::Retain);
        let kept_shorter = Expr::all([is_kept.clone(), Expr::is_present(account.until.clone()), is_longer]);
        // How that compares is known once the account has left.
        let is_after_leaving =
            Expr::compare(Comparison::Equal, account.until_state.clone(), Expr::text(LEAVING));
        let kept_after_leaving = Expr::all([is_kept, Expr::is_true(is_after_leaving)]);
        let goes = [DisposalKind::Erase, DisposalKind::Forfeit].map(|kind| is(&account.disposal, kind));
        let goes_first = Expr::any(goes.into_iter().chain([kept_shorter, kept_after_leaving]));
        let is_beyond = Expr::all([Expr::any(self.any), goes_first]);
        let outcome = Outcome {
            disposal: Expr::text(DisposalKind::Retain.word()),
            method: text(UNKNOWN),
            until,
            until_state,
            due_since: instant(UNKNOWN),
            held_by: Expr::text(""),
            missing: Expr::text(""),
            clause: Expr::text(""),
            purpose: text(UNKNOWN),
            gone_by: instant(UNKNOWN),
            is_open: FALSE,
        };
        let mut columns = keys_of(read);
        columns.extend(outcome.columns());
        (columns, is_beyond)
    }
}

impl Outcome {
    fn columns(&self) -> Vec<(Value, String)> {
        let columns = [
            (&self.disposal, "disposal"),
            (&self.method, "method"),
            (&self.until, "until"),
            (&self.until_state, "until_state"),
            (&self.due_since, "due_since"),
            (&self.held_by, "held_by"),
            (&self.missing, "missing"),
            (&self.clause, "clause"),
            (&self.purpose, "purpose"),
            (&self.gone_by, "gone_by"),
        ];
        columns.map(|(expr, name)| (Value::Expr(expr.clone()), name.to_owned())).to_vec()
    }
}

impl Items {
    /// No part has no items: a policy with a plan has some.
    fn none() -> Self {
        Self { part: String::new(), collection: String::new(), tells: false, wanted: Vec::new() }
    }
}

/// What is done with what goes.
const GONE: [DisposalKind; 3] = [DisposalKind::Erase, DisposalKind::Forfeit, DisposalKind::Anonymise];

/// The first instant after another one.
fn just_after(instant: Expr) -> Expr {
    let next = Duration { months: 0, days: 0, micros: 1, full_days: false, zone: Zone::utc() };
    Expr::shifted(instant, next)
}

/// Columns of a part, as another one.
fn from_part(part: &str, columns: Vec<(Value, String)>, filter: Option<Expr>) -> Select {
    let (from, alias) = (Source::Part(part.to_owned()), part.to_owned());
    Select { all_of: None, columns, from, alias, joins: Vec::new(), filter, group: Vec::new() }
}

/// The rows of a part.
fn rows_of(items: &Items, columns: &[&str]) -> Select {
    let of = |name: &str| column_of(&items.part, name, true);
    let columns = columns.iter().map(|&name| {
        let expr = match name {
            "collection" => Expr::text(&items.collection),
            "due" => Expr::any(GONE.map(|kind| is(&of("disposal"), kind))),
            "next_due" => just_after(of("until")),
            name => of(name),
        };
        (Value::Expr(expr), name.to_owned())
    });
    Select {
        all_of: None,
        columns: columns.collect(),
        from: Source::Part(items.part.clone()),
        alias: items.part.clone(),
        joins: Vec::new(),
        filter: None,
        group: Vec::new(),
    }
}

/// Adds a column for each fact that is wanted; gives the facts with their columns.
fn named(wanted: &[Missing], columns: &mut Vec<(Value, String)>) -> Vec<Wanted> {
    let named = wanted.iter().map(|it| {
        let name = format!("wants {}", it.path);
        columns.push((Value::Expr(it.when.clone()), name.clone()));
        Wanted { path: it.path.clone(), column: name, is_of_account: it.is_of_account }
    });
    named.collect()
}

/// Whether two lines say the same of an item of which each may speak.
fn same((one, end): (&FlatLine, &Option<Expr>), (other, other_end): (&FlatLine, &Option<Expr>)) -> Expr {
    if (one.disposal, &one.method) != (other.disposal, &other.method) {
        return FALSE;
    }
    // What has no end has none for the same reason.
    let is_alike = one.after_leaving == other.after_leaving;
    match (end, other_end) {
        (Some(end), Some(other)) => {
            let equal = Expr::compare(Comparison::Equal, end.clone(), other.clone());
            let endless = || Expr::all([end, other].map(|end| Expr::is_null(end.clone())));
            Expr::any([Expr::is_true(equal), if is_alike { endless() } else { FALSE }])
        }
        (None, None) if is_alike => TRUE,
        // One of the two begins when the account leaves, and so does the other without its own start.
        (Some(end), None) | (None, Some(end)) if is_alike && one.after_leaving.is_some() => {
            Expr::is_null(end.clone())
        }
        (None, None) | (Some(_), None) | (None, Some(_)) => FALSE,
    }
}

/// For what alone an item is kept: what all the lines say that may be the one.
fn purpose_of(placed: &FlatPlaced, said: &Said) -> Expr {
    let mut purposes: Vec<&str> = Vec::new();
    for purpose in placed.lines.iter().filter_map(|line| line.purpose.as_deref()) {
        if !purposes.contains(&purpose) {
            purposes.push(purpose);
        }
    }
    let of_line = |is_of: &dyn Fn(&FlatLine) -> bool| {
        let lines = said.possible.iter().zip(&placed.lines).filter(|(_, line)| is_of(line));
        Expr::any(lines.map(|(possible, _)| possible.clone()))
    };
    let each = purposes.into_iter().map(|purpose| {
        let this = of_line(&|line| line.purpose.as_deref() == Some(purpose));
        let other = of_line(&|line| line.purpose.as_deref() != Some(purpose));
        (Expr::all([this, Expr::not(other)]), Expr::text(purpose))
    });
    Expr::case(each, None)
}

/// The latest of instants that may be NULL; NULL if all are.
fn latest(instants: Vec<Expr>) -> Expr {
    let some = |instant: &Expr| {
        Expr::case([(Expr::is_present(instant.clone()), instant.clone())], Some(Expr::time(calendar::FIRST)))
    };
    let any = Expr::any(instants.iter().map(|it| Expr::is_present(it.clone())));
    let last = Expr::extreme(Extreme::Greatest, instants.iter().map(some).collect());
    instant(Expr::case([(any, last)], None))
}

fn is(disposal: &Expr, kind: DisposalKind) -> Expr {
    Expr::compare(Comparison::Equal, disposal.clone(), Expr::text(kind.word()))
}

/// Whether an expression is a literal, or NULL of a type.
fn is_literal(expr: &Expr) -> bool {
    matches!(expr, Expr::Literal(_)) || matches!(expr, Expr::Widen(inner, _) if **inner == UNKNOWN)
}

/// The columns of a part that say which item it is.
fn keys_of(part: &str) -> Vec<(Value, String)> {
    let columns = [(ID, false), ("path_keys", false), ("key", true)];
    columns.map(|(key, nullable)| (Value::Expr(column_of(part, key, nullable)), key.to_owned())).to_vec()
}

/// NULL as one of a type.
fn of_type(expr: Expr, ty: Type) -> Expr {
    if expr == UNKNOWN { Expr::Widen(Box::new(UNKNOWN), ty) } else { expr }
}

fn instant(expr: Expr) -> Expr {
    of_type(expr, Type::Time)
}

fn text(expr: Expr) -> Expr {
    of_type(expr, Type::Text)
}

fn column_of(of: &str, name: &str, nullable: bool) -> Expr {
    Expr::Column(Column { of: of.to_owned(), name: name.to_owned(), nullable, default: None })
}
