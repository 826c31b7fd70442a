//! The flat form as text for people.
//!
//! A fact of the account or its request is called by its path; one of an element by the number of selections around it,
//! as in `#1.state`; what is behind `:` is the type.

use std::fmt::{self, Write};

use super::expr::{Cell, Condition, Depth, Distinct, Select, Set, Value, ValueKind, Window};
use super::policy::{FlatPolicy, Named};
use super::schema::{ACCOUNTS, ColumnId, REQUEST, Role, Rows, ScalarType, TableId};
use crate::ir::{Constant, Edge, Extreme, Moved, Program, Shift, Timestamp, Truth, calendar};

/// The widest line; conditions that would be wider are broken at their parts.
const WIDTH: usize = 110;
/// One level further in.
const INDENT: &str = "  ";

impl FlatPolicy {
    /// The policy as text. `program` is the one that it was lowered from.
    #[must_use]
    pub fn to_text(&self, program: &Program) -> String {
        let mut text = String::new();
        // Writing to a text does not fail.
        let _ = Printer { flat: self, program }.policy(&mut text);
        text
    }
}

struct Printer<'f> {
    flat: &'f FlatPolicy,
    program: &'f Program,
}

impl Printer<'_> {
    fn policy(&self, out: &mut String) -> fmt::Result {
        writeln!(out, "flat policy {}", self.flat.name)?;
        for (id, table) in self.flat.schema.tables.iter().enumerate() {
            let rows = match &table.rows {
                Rows::Accounts => "accounts".to_owned(),
                Rows::Elements(record) => self.program.records[*record].name.clone(),
                Rows::Members(ty) => ty.ty().words().to_string(),
            };
            writeln!(out, "{INDENT}table {}: {rows}", self.table(id))?;
            if matches!(table.rows, Rows::Members(_)) {
                continue;
            }
            for column in self.flat.schema.columns_of(id) {
                let role = match &self.flat.schema.columns[column].role {
                    Role::Value(ty) => ty.ty().words().to_string(),
                    Role::Present => "present".to_owned(),
                };
                writeln!(out, "{INDENT}{INDENT}{}: {role}", self.column(column))?;
            }
        }
        self.flat.applies.iter().try_for_each(|named| self.named(out, "", named))?;
        self.flat.requirements.iter().try_for_each(|named| self.named(out, "require ", named))?;
        self.flat.grace_over.iter().try_for_each(|named| self.named(out, "", named))?;
        self.flat.overdue.iter().try_for_each(|named| self.named(out, "overdue ", named))
    }

    fn named(&self, out: &mut String, word: &str, named: &Named) -> fmt::Result {
        writeln!(out, "{INDENT}{word}{}", named.name)?;
        let text = self.condition(&named.condition, 2);
        text.lines().try_for_each(|line| writeln!(out, "{INDENT}{INDENT}{line}"))
    }

    /// `account.trades`
    fn table(&self, id: TableId) -> String {
        if id == ACCOUNTS {
            return "account".to_owned();
        }
        let table = &self.flat.schema.tables[id];
        let place = self.path(table.owner, &table.path);
        if table.owner == ACCOUNTS { place } else { format!("{}.{place}", self.table(table.owner)) }
    }

    /// A column, as a path in a row of its table.
    fn column(&self, id: ColumnId) -> String {
        let column = &self.flat.schema.columns[id];
        self.path(column.table, &column.path)
    }

    fn path(&self, table: TableId, path: &[u32]) -> String {
        let (root, record, fields) = match (&self.flat.schema.tables[table].rows, path) {
            (Rows::Accounts, [REQUEST, fields @ ..]) => ("request", self.flat.request, fields),
            (Rows::Accounts, [_, fields @ ..]) => ("account", Some(self.flat.account), fields),
            (Rows::Elements(record), fields) => ("", Some(*record), fields),
            (Rows::Accounts | Rows::Members(_), fields) => ("", None, fields),
        };
        let names = self.program.field_names(record, fields);
        std::iter::once(root).filter(|root| !root.is_empty()).chain(names).collect::<Vec<_>>().join(".")
    }

    /// `account.balance`, `#1.state`
    fn cell(&self, cell: Cell) -> String {
        let column = self.column(cell.column);
        match (cell.depth, column.as_str()) {
            (0, _) => column,
            (depth, "") => format!("#{depth}"),
            (depth, column) => format!("#{depth}.{column}"),
        }
    }

    /// The rows of a table that are owned by the row at a depth.
    fn rows(&self, owner: Depth, table: TableId) -> String {
        match owner {
            0 => self.table(table),
            owner => {
                let place = &self.flat.schema.tables[table];
                format!("#{owner}.{}", self.path(place.owner, &place.path))
            }
        }
    }

    /// A condition, on one line if it fits beside `depth` levels, and otherwise broken at its parts.
    fn condition(&self, condition: &Condition, depth: usize) -> String {
        let inline = self.inline(condition);
        if depth * INDENT.len() + inline.chars().count() <= WIDTH {
            return inline;
        }
        let within = |condition: &Condition| indented(&self.condition(condition, depth + 1));
        let parts = |word: &str, parts: &[Condition]| {
            let parts: Vec<String> = parts.iter().map(within).collect();
            format!("{word}(\n{}\n)", parts.join("\n"))
        };
        match condition {
            Condition::Not(inner) => format!("not {}", self.condition(inner, depth)),
            Condition::All(all) => parts("all", all),
            Condition::Any(any) => parts("any", any),
            Condition::Given(given, then) => {
                format!("given {}\n{}", self.condition(given, depth), within(then))
            }
            Condition::Count(quantifier, select) => {
                let rows = self.rows(select.owner, select.table);
                format!("{quantifier} of {rows} as #{} where\n{}", select.depth, within(&select.filter))
            }
            Condition::Case(rows) => {
                let rows = rows.iter().map(|(guard, value)| {
                    let value = indented(&self.condition(value, depth + 2));
                    indented(&format!("{}:\n{value}", self.inline(guard)))
                });
                format!("case {{\n{}\n}}", rows.collect::<Vec<_>>().join("\n"))
            }
            Condition::Constant(_)
            | Condition::Holds(_)
            | Condition::Compare(..)
            | Condition::Window(_)
            | Condition::Member(..)
            | Condition::StartsWith(..)
            | Condition::Present(_)
            | Condition::RecordPresent(_)
            | Condition::RowsPresent(..) => inline,
        }
    }

    fn inline(&self, condition: &Condition) -> String {
        let parts = |word: &str, parts: &[Condition]| {
            let parts: Vec<String> = parts.iter().map(|part| self.inline(part)).collect();
            format!("{word}({})", parts.join(", "))
        };
        match condition {
            Condition::Constant(Truth::True) => "true".to_owned(),
            Condition::Constant(Truth::False) => "false".to_owned(),
            Condition::Constant(Truth::Unknown) => "unknown".to_owned(),
            Condition::Holds(value) => self.value(value),
            Condition::Not(inner) => format!("not {}", self.inline(inner)),
            Condition::All(all) => parts("all", all),
            Condition::Any(any) => parts("any", any),
            Condition::Given(given, then) => format!("given({}, {})", self.inline(given), self.inline(then)),
            Condition::Case(rows) => {
                let rows = rows.iter().map(|(guard, value)| (self.inline(guard), self.inline(value)));
                case(rows)
            }
            Condition::Compare(comparison, left, right) => {
                let (left, right) = (self.value(left), self.value(right));
                format!("{left} {} {right}", comparison.sign())
            }
            Condition::Window(window) => self.window(window),
            Condition::Member(member, set) => {
                let set = match set {
                    Set::Unknown => "unknown".to_owned(),
                    Set::Rows(owner, table) => self.rows(*owner, *table),
                };
                format!("{} in {set}", self.value(member))
            }
            Condition::StartsWith(text, prefix) => format!("{} starts with {prefix:?}", self.value(text)),
            Condition::Present(value) => format!("{} is present", self.value(value)),
            Condition::RecordPresent(cell) => format!("{} is present", self.cell(*cell)),
            Condition::RowsPresent(owner, table) => format!("{} is present", self.rows(*owner, *table)),
            Condition::Count(quantifier, select) => format!("{quantifier} of {}", self.select(select)),
        }
    }

    fn window(&self, window: &Window) -> String {
        let event = window.shifts.iter().fold(self.value(&window.event), |event, by| shifted(&event, by));
        format!("now {} {event}", window.comparison.sign())
    }

    /// `account.trades as #1 where #1.state is open`
    fn select(&self, select: &Select) -> String {
        let rows = self.rows(select.owner, select.table);
        if is_everything(&select.filter) {
            return rows;
        }
        format!("{rows} as #{} where {}", select.depth, self.inline(&select.filter))
    }

    fn value(&self, value: &Value) -> String {
        match &value.kind {
            ValueKind::Unknown => format!("unknown {}", value.ty.ty().words()),
            ValueKind::Absent => format!("absent {}", value.ty.ty().words()),
            ValueKind::Constant(literal) => constant(literal, &value.ty),
            ValueKind::Cell(cell) => self.cell(*cell),
            ValueKind::Aggregate(kind, select, None) => format!("{}({})", kind.name(), self.select(select)),
            ValueKind::Aggregate(kind, select, Some(of)) => {
                let (of, rows) = (self.value(of), self.rows(select.owner, select.table));
                if is_everything(&select.filter) {
                    return format!("{}({of} of {rows} as #{})", kind.name(), select.depth);
                }
                format!("{}({of} of {})", kind.name(), self.select(select))
            }
            ValueKind::Distinct(end, distinct) => {
                let of = match distinct {
                    Distinct::Members(Set::Unknown) => "unknown".to_owned(),
                    Distinct::Members(Set::Rows(owner, table)) => self.rows(*owner, *table),
                    Distinct::Values(select, of) => format!("{} of {}", self.value(of), self.select(select)),
                    Distinct::Known(least, most) => format!("{least} to {most}"),
                };
                match end {
                    None => format!("distinct({of})"),
                    Some(Extreme::Least) => format!("at_least(distinct({of}))"),
                    Some(Extreme::Greatest) => format!("at_most(distinct({of}))"),
                }
            }
            ValueKind::Arithmetic(how, left, right) => how.written(&self.value(left), &self.value(right)),
            ValueKind::Shifted(of, by) => shifted(&self.value(of), by),
            ValueKind::Moved(of, by, how) => {
                let sign = if how.backwards { '-' } else { '+' };
                let moved = format!("({} {sign} {} in {})", self.value(of), self.value(by), how.zone);
                match how.of {
                    Moved::Time | Moved::Date => moved,
                    Moved::DayEdge(Edge::Start) => format!("start_of_day{moved}"),
                    Moved::DayEdge(Edge::End) => format!("end_of_day{moved}"),
                }
            }
            ValueKind::Case(rows) => {
                case(rows.iter().map(|(guard, value)| (self.inline(guard), self.value(value))))
            }
            ValueKind::Anniversary(of, after) => {
                format!("anniversary({}, after {})", self.value(of), self.value(after))
            }
        }
    }
}

/// `case { account.plan is free: …  true: … }`
fn case(rows: impl Iterator<Item = (String, String)>) -> String {
    let rows: Vec<String> = rows.map(|(guard, value)| format!("{guard}: {value}")).collect();
    format!("case {{ {} }}", rows.join("  "))
}

fn constant(constant: &Constant, ty: &ScalarType) -> String {
    match (constant, ty) {
        (Constant::Choice(_, at), ScalarType::Choice(words)) => {
            words.get(*at as usize).cloned().unwrap_or_default()
        }
        (Constant::Choice(_, at), _) => format!("value {at}"),
        (Constant::Bool(value), _) => value.to_string(),
        (Constant::Number(units, unit), _) => unit.literal(*units),
        (Constant::Text(text), _) => format!("{text:?}"),
        (Constant::Time(micros), _) => Timestamp::from_micros(*micros).to_string(),
        (Constant::Date(days), _) => calendar::date(*days),
        (Constant::Length(length), _) => length.to_string(),
    }
}

/// Whether a filter selects every row.
fn is_everything(filter: &Condition) -> bool {
    *filter == Condition::Constant(Truth::True)
}

fn shifted(of: &str, by: &Shift) -> String {
    match by {
        Shift::Time(by) => format!("{of} {by}"),
        Shift::Date(by) => format!("{of} {by}"),
        Shift::DayEdge(edge, zone) => format!("{}_of_day({of}, {zone})", edge.name()),
        Shift::DateOf(zone) => format!("date_of({of}, {zone})"),
        Shift::PeriodEdge(edge, period) => format!("{}_of_{}({of})", edge.name(), period.name()),
        Shift::Next(day) => format!("next_{day}({of})"),
        Shift::WorkingDays(count, calendar) => format!("working_days({of}, {count:+}, {calendar})"),
        Shift::ToWorkingDay(calendar) => format!("working_day({of}, {calendar})"),
    }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("{INDENT}{line}")).collect::<Vec<_>>().join("\n")
}
