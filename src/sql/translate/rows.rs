//! Rows in scope: the account's, and one for each selection around. The aggregates of a selection are computed in a part
//! of the query of its own, one row for each combination of the rows that they depend on, and joined to them.

use std::collections::BTreeSet;

use super::facts::Rows;
use super::state::{Counted, Row, Translator};
use crate::flat::layout::ACCOUNT_ID;
use crate::ir::Comparison;
use crate::sql::accounts::{KeyRange, Keys};
use crate::sql::names::Names;
use crate::sql::tree::{Column, Expr, FALSE, Join, Literal, Part, Select, Source, UNKNOWN, Value, aliases};

/// An aggregate over the rows of a selection.
#[derive(Debug)]
pub(super) struct Aggregate {
    pub(super) of: Expr,
    /// Its value over no rows; NULL if there is none.
    pub(super) none: Option<Literal>,
    /// What its column may be called.
    pub(super) hint: String,
}

impl Aggregate {
    /// Its value if no fact can select a row.
    fn constant(&self) -> Option<Expr> {
        let none = || self.none.clone().map_or(UNKNOWN, Expr::Literal);
        matches!(&self.of, Expr::Aggregate { when, .. } if **when == FALSE).then(none)
    }
}

impl Translator<'_> {
    /// The aggregates that `reduce` makes of the rows of a selection, which are in scope while it runs.
    pub(super) fn with_rows<const N: usize>(
        &mut self,
        rows: &Rows,
        reduce: impl FnOnce(&mut Self) -> [Aggregate; N],
    ) -> [Expr; N] {
        self.enter(rows);
        let aggregates = reduce(self);
        let part = self.leave(&aggregates);
        aggregates.map(|aggregate| self.aggregate(part, aggregate))
    }

    /// The same for any number of aggregates, or none of them.
    pub(super) fn try_with_rows(
        &mut self,
        rows: &Rows,
        reduce: impl FnOnce(&mut Self) -> Option<Vec<Aggregate>>,
    ) -> Option<Vec<Expr>> {
        self.enter(rows);
        let Some(aggregates) = reduce(self) else {
            self.rows.pop();
            return None;
        };
        let part = self.leave(&aggregates);
        Some(aggregates.into_iter().map(|aggregate| self.aggregate(part, aggregate)).collect())
    }

    pub(super) fn enter(&mut self, rows: &Rows) {
        let name = &self.layout.tables[rows.table].name;
        let is_taken = |alias: &str| self.rows.iter().any(|row| row.alias == alias);
        let short = name.strip_prefix("account_").unwrap_or(name);
        let numbered = (2..).map(|number| format!("{short}_{number}"));
        let mut candidates = std::iter::once(short.to_owned()).chain(numbered);
        let alias = candidates.find(|alias| !is_taken(alias)).unwrap_or_default();
        self.rows.push(Row { table: rows.table, alias, owner: Some(rows.owner), joins: Vec::new() });
    }

    /// Leaves the innermost rows and joins the part that computes the aggregates to the row around; `None` if no fact can
    /// change them.
    fn leave(&mut self, aggregates: &[Aggregate]) -> Option<usize> {
        let row = self.rows.pop()?;
        if aggregates.iter().all(|aggregate| aggregate.constant().is_some()) {
            return None;
        }
        let used = self.rows_used(&row, aggregates);
        let per = self.per(&row, &used);
        let chain = self.chain_of(&row);
        let read = aliases(aggregates.iter().map(|aggregate| &aggregate.of));
        let joined = used
            .into_iter()
            .filter(|at| read.contains(&self.rows[*at].alias) || !chain.contains(at))
            .collect();
        let part = self.counted(row, per, joined);
        let around = self.rows.last_mut()?;
        if !around.joins.contains(&part) {
            around.joins.push(part);
        }
        Some(part)
    }

    fn rows_used(&self, row: &Row, aggregates: &[Aggregate]) -> BTreeSet<usize> {
        let read = aliases(aggregates.iter().map(|aggregate| &aggregate.of));
        let by_columns = (0..self.rows.len()).filter(|&at| read.contains(&self.rows[at].alias));
        let by_keys = row.joins.iter().flat_map(|&part| self.counted[part].per.iter().copied());
        by_columns.chain(by_keys).filter(|&at| at < self.rows.len()).collect()
    }

    /// The rows of which each combination has a result of its own. A row that owns another of them need not be listed.
    fn per(&self, row: &Row, used: &BTreeSet<usize>) -> Vec<usize> {
        let mut per = used.clone();
        per.extend(row.owner);
        let is_implied = |at: usize| {
            per.iter().any(|&other| other != at && self.chain_of(&self.rows[other]).contains(&at))
        };
        per.iter().copied().filter(|&at| !is_implied(at)).collect()
    }

    /// The rows that a row is an element within, itself left out.
    fn chain_of(&self, row: &Row) -> Vec<usize> {
        std::iter::successors(row.owner, |&at| self.rows[at].owner).collect()
    }

    fn counted(&mut self, row: Row, per: Vec<usize>, joined: BTreeSet<usize>) -> usize {
        let same = |rows: &[Row], other: &[Row]| {
            let alias = |row: &Row| (row.alias.clone(), row.table, row.owner);
            rows.iter().map(alias).eq(other.iter().map(alias))
        };
        let known = self.counted.iter().position(|part| {
            part.row.alias == row.alias
                && part.row.table == row.table
                && part.row.owner == row.owner
                && part.per == per
                && same(&part.around, &self.rows)
        });
        if let Some(known) = known {
            let part = &mut self.counted[known];
            part.joined.extend(joined);
            for join in row.joins {
                if !part.row.joins.contains(&join) {
                    part.row.joins.push(join);
                }
            }
            return known;
        }
        let name = self.part_names.fresh(&format!("{} counted", row.alias));
        let keys = self.key_names(&per);
        let around = self.rows.clone();
        let mut names = Names::default();
        keys.iter().flatten().for_each(|key| names.reserve(key));
        self.counted.push(Counted { name, row, per, around, keys, joined, aggregates: Vec::new(), names });
        self.counted.len() - 1
    }

    fn key_names(&self, per: &[usize]) -> Vec<Vec<String>> {
        let mut taken: Vec<String> = Vec::new();
        let mut names = Vec::new();
        for &at in per {
            let row = &self.rows[at];
            let table = &self.layout.tables[row.table];
            let mut of_row = Vec::new();
            for key in &table.keys {
                let plain = if table.owner.is_none() { ACCOUNT_ID.to_owned() } else { key.clone() };
                let name = if taken.contains(&plain) { format!("{} {plain}", row.alias) } else { plain };
                taken.push(name.clone());
                of_row.push(name);
            }
            names.push(of_row);
        }
        names
    }

    fn aggregate(&mut self, part: Option<usize>, aggregate: Aggregate) -> Expr {
        if let Some(constant) = aggregate.constant() {
            return constant;
        }
        let Some(part) = part else { return UNKNOWN };
        let known = self.counted[part].aggregates.iter().find(|(of, _)| *of == aggregate.of);
        let name = match known {
            Some((_, name)) => name.clone(),
            None => {
                let counted = &mut self.counted[part];
                let name = counted.names.fresh(&aggregate.hint);
                counted.aggregates.push((aggregate.of, name.clone()));
                name
            }
        };
        let of = self.counted[part].name.clone();
        Expr::Column(Column { of, name, nullable: true, default: aggregate.none })
    }

    /// The parts of the query that count, each after those that it reads, which are further in.
    pub(super) fn counted_parts(&self) -> Vec<Part> {
        let mut order: Vec<usize> = (0..self.counted.len()).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(self.counted[at].around.len()));
        order.into_iter().map(|at| self.counted_part(at)).collect()
    }

    fn counted_part(&self, at: usize) -> Part {
        let part = &self.counted[at];
        let here = Here { rows: &part.around, row: &part.row, translator: self };
        let mut columns = Vec::new();
        let mut group = Vec::new();
        for (&row, names) in part.per.iter().zip(&part.keys) {
            for (index, name) in names.iter().enumerate() {
                let key = here.key(row, index);
                group.push(key.clone());
                columns.push((Value::Expr(key), name.clone()));
            }
        }
        columns.extend(part.aggregates.iter().map(|(of, name)| (Value::Expr(of.clone()), name.clone())));
        let joined: Vec<usize> = part.joined.iter().copied().collect();
        let mut joins: Vec<Join> = Vec::new();
        for (position, &row) in joined.iter().enumerate() {
            joins.push(here.join(row, &joined[..position]));
        }
        joins.extend(part.row.joins.iter().map(|&inner| here.join_counted(inner)));
        let per: Vec<&str> =
            part.per.iter().map(|&row| self.layout.tables[part.around[row].table].path.as_str()).collect();
        let comment =
            vec![format!("{} of each {}", self.layout.tables[part.row.table].path, per.join(" and "))];
        let from = self.source(part.row.table);
        let filter = self.among_keys(&part.row);
        let select =
            Select { all_of: None, columns, from, alias: part.row.alias.clone(), joins, filter, group };
        Part { name: part.name.clone(), comment, select }
    }

    /// The joins of counts to the account's row.
    pub(super) fn account_joins(&self) -> Vec<Join> {
        let here = Here { rows: &[], row: &self.rows[0], translator: self };
        self.rows[0].joins.iter().map(|&part| here.join_counted(part)).collect()
    }

    /// Whether a row belongs to one of the accounts that the query is for.
    pub(super) fn among_keys(&self, row: &Row) -> Option<Expr> {
        let key = || key_of(self, row, 0);
        Some(match self.keys? {
            Keys::Range(KeyRange { after, until }) => {
                let until = Expr::compare(Comparison::LessOrEqual, key(), Expr::text(until));
                let after =
                    after.as_ref().map(|after| Expr::compare(Comparison::Greater, key(), Expr::text(after)));
                Expr::all(after.into_iter().chain([until]))
            }
            Keys::These(keys) => {
                Expr::In(Box::new(key()), keys.iter().map(|key| Literal::Text(key.clone())).collect())
            }
        })
    }

    /// What a table's rows are read from.
    pub(super) fn source(&self, table: usize) -> Source {
        Source::Table(vec![self.layout.tables[table].name.clone()])
    }
}

/// A row with those around it, to write joins from.
pub(super) struct Here<'t, 'a> {
    pub(super) rows: &'t [Row],
    pub(super) row: &'t Row,
    pub(super) translator: &'t Translator<'a>,
}

impl Here<'_, '_> {
    /// A key of a row around, as the innermost row or a joined one has it.
    fn key(&self, at: usize, index: usize) -> Expr {
        let is_own = self.rows.len() == at;
        let row = if is_own || self.chain().contains(&at) { self.row } else { &self.rows[at] };
        key_of(self.translator, row, index)
    }

    fn chain(&self) -> Vec<usize> {
        std::iter::successors(self.row.owner, |&at| self.rows[at].owner).collect()
    }

    /// Joins a row around: it belongs to the same elements as far as the two share them.
    fn join(&self, at: usize, earlier: &[usize]) -> Join {
        let row = &self.rows[at];
        let mut chain = vec![at];
        chain.extend(std::iter::successors(row.owner, |&at| self.rows[at].owner));
        let mut on = Vec::new();
        let shared_with = |other: &[usize]| chain.iter().find(|at| other.contains(at)).copied();
        if let Some(shared) = shared_with(&self.chain()) {
            on.extend(self.equal_keys(shared, self.row, row));
        }
        for &other in earlier {
            let mut others = vec![other];
            others.extend(std::iter::successors(self.rows[other].owner, |&at| self.rows[at].owner));
            if let Some(shared) = shared_with(&others) {
                on.extend(self.equal_keys(shared, &self.rows[other], row));
            }
        }
        Join { outer: false, source: self.translator.source(row.table), alias: row.alias.clone(), on }
    }

    fn equal_keys(&self, shared: usize, one: &Row, other: &Row) -> Vec<(Expr, Expr)> {
        let count = self.translator.layout.tables[self.rows[shared].table].keys.len();
        (0..count)
            .map(|index| (key_of(self.translator, other, index), key_of(self.translator, one, index)))
            .collect()
    }

    pub(super) fn join_counted(&self, part: usize) -> Join {
        let counted = &self.translator.counted[part];
        let mut on = Vec::new();
        for (&row, names) in counted.per.iter().zip(&counted.keys) {
            for (index, name) in names.iter().enumerate() {
                on.push((key_column(&counted.name, name), self.key(row, index)));
            }
        }
        Join { outer: true, source: Source::Part(counted.name.clone()), alias: counted.name.clone(), on }
    }
}

/// A key of a row.
pub(super) fn key_of(translator: &Translator<'_>, row: &Row, index: usize) -> Expr {
    key_column(&row.alias, &translator.layout.tables[row.table].keys[index])
}

/// A key column; keys are never NULL.
pub(super) fn key_column(of: &str, name: &str) -> Expr {
    Expr::Column(Column { of: of.to_owned(), name: name.to_owned(), nullable: false, default: None })
}
