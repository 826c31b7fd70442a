//! A plain interpreter of the flat form, to hold its lowering against the evaluator: one account at one instant, row by row.

use exeunt::facts::Facts;
use exeunt::flat::{
    Cell, Column, Condition, Distinct, FlatPolicy, Named, REQUEST, Role, Rows, Select, Set, TableId, Value,
    ValueKind, status,
};
use exeunt::ir::{
    self, AggregateKind, Arithmetic, Comparison, Constant, Extreme, Shift, Status, Timestamp, Truth,
};

/// The result of one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The status.
    pub status: Status,
    /// The truth of each requirement, in the policy's order.
    pub requirements: Vec<Truth>,
    /// Whether each deadline is overdue.
    pub overdue: Vec<Truth>,
}

/// Judges an account by a lowered policy at an instant.
#[must_use]
pub fn judge(flat: &FlatPolicy, facts: &Facts, now: Timestamp) -> Judgement {
    let request = facts.request.clone().unwrap_or(ir::Value::Unknown);
    let account = ir::Value::Record(vec![facts.account.clone(), request]);
    let run = Run { flat, now: now.as_micros() };
    let truth = |named: &Named| run.condition(&named.condition, &[&account]);
    let all = |truths: &[Truth]| truths.iter().copied().min().unwrap_or(Truth::True);
    let applies: Vec<Truth> = flat.applies.iter().map(truth).collect();
    let requirements: Vec<Truth> = flat.requirements.iter().map(truth).collect();
    let over = flat.grace_over.as_ref().map_or(Truth::True, truth);
    let overdue = flat.overdue.iter().map(|named| all(&applies).min(truth(named))).collect();
    Judgement { status: status(all(&applies), all(&requirements), over), requirements, overdue }
}

/// A value of one row. Numbers, times, days, booleans and enumerations are integers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Datum {
    Unknown,
    Absent,
    Number(i128),
    Text(String),
    /// Anywhere from the first to the second.
    Between(i64, i64),
    Length(ir::Length),
}

impl Datum {
    fn moved(self, shift: &Shift) -> Self {
        let (low, high) = match self {
            Self::Number(value) => (value as i64, value as i64),
            Self::Between(..) if !shift.keeps_bounds() => return Self::Unknown,
            Self::Between(low, high) => (low, high),
            other @ (Self::Unknown | Self::Absent | Self::Text(_) | Self::Length(_)) => return other,
        };
        match (shift.bounds(low).0, shift.bounds(high).1) {
            (low, high) if low == high => Self::Number(low.into()),
            (low, high) => Self::Between(low, high),
        }
    }

    fn of(value: &ir::Value) -> Self {
        match value {
            ir::Value::Absent => Self::Absent,
            ir::Value::Bool(value) => Self::Number((*value).into()),
            ir::Value::Number(value) => Self::Number(*value),
            ir::Value::Time(value) => Self::Number((*value).into()),
            ir::Value::Date(days) => Self::Number((*days).into()),
            ir::Value::Choice(at) => Self::Number((*at).into()),
            ir::Value::Text(text) => Self::Text(text.clone()),
            ir::Value::Length(length) => Self::Length(*length),
            ir::Value::Unknown | ir::Value::Set(_) | ir::Value::Many(_) | ir::Value::Record(_) => {
                Self::Unknown
            }
        }
    }

    fn constant(constant: &Constant) -> Self {
        Self::of(&constant.value())
    }

    fn number(&self) -> Option<i128> {
        match self {
            Self::Number(value) => Some(*value),
            Self::Unknown | Self::Absent | Self::Text(_) | Self::Between(..) | Self::Length(_) => None,
        }
    }

    /// The least and the greatest that it may be.
    fn ends(&self) -> Option<(i128, i128)> {
        if let Self::Between(low, high) = self {
            return Some(((*low).into(), (*high).into()));
        }
        self.number().map(|value| (value, value))
    }

    fn compare(&self, comparison: Comparison, other: &Self) -> Truth {
        match (self, other) {
            (Self::Absent, _) | (_, Self::Absent) => Truth::False,
            (Self::Number(left), Self::Number(right)) => comparison.holds(left.cmp(right)).into(),
            (Self::Text(left), Self::Text(right)) => comparison.holds(left.cmp(right)).into(),
            (left, right) => match (left.ends(), right.ends()) {
                (Some((low, high)), Some((least, most))) => {
                    // What holds at every end holds between them, of comparisons for order.
                    let pairs = [(low, least), (low, most), (high, least), (high, most)];
                    let found = pairs.map(|(one, two)| comparison.holds(one.cmp(&two)));
                    let overlap = low <= most && least <= high;
                    match comparison {
                        Comparison::Equal if !overlap => Truth::False,
                        Comparison::NotEqual if !overlap => Truth::True,
                        Comparison::Equal | Comparison::NotEqual => Truth::Unknown,
                        Comparison::Less
                        | Comparison::LessOrEqual
                        | Comparison::Greater
                        | Comparison::GreaterOrEqual => match found {
                            [true, true, true, true] => Truth::True,
                            [false, false, false, false] => Truth::False,
                            _ => Truth::Unknown,
                        },
                    }
                }
                _ => Truth::Unknown,
            },
        }
    }

    fn is_present(&self) -> Truth {
        match self {
            Self::Absent => Truth::False,
            Self::Unknown => Truth::Unknown,
            Self::Number(_) | Self::Text(_) | Self::Between(..) | Self::Length(_) => Truth::True,
        }
    }
}

/// The value at a place in a row; what an absent record would hold is absent.
fn at<'v>(row: &'v ir::Value, path: &[u32]) -> &'v ir::Value {
    static ABSENT: ir::Value = ir::Value::Absent;
    static UNKNOWN: ir::Value = ir::Value::Unknown;
    path.iter().fold(row, |value, &step| match value {
        ir::Value::Record(fields) => fields.get(step as usize).unwrap_or(&UNKNOWN),
        ir::Value::Absent => &ABSENT,
        _ => &UNKNOWN,
    })
}

struct Run<'f> {
    flat: &'f FlatPolicy,
    now: i64,
}

impl Run<'_> {
    fn condition(&self, condition: &Condition, rows: &[&ir::Value]) -> Truth {
        let truths =
            |parts: &[Condition]| parts.iter().map(|it| self.condition(it, rows)).collect::<Vec<_>>();
        match condition {
            Condition::Constant(truth) => *truth,
            Condition::Holds(value) => match self.value(value, rows) {
                Datum::Number(value) => (value != 0).into(),
                Datum::Absent => Truth::False,
                Datum::Unknown | Datum::Text(_) | Datum::Between(..) | Datum::Length(_) => Truth::Unknown,
            },
            Condition::Not(inner) => self.condition(inner, rows).negated(),
            Condition::All(parts) => truths(parts).into_iter().min().unwrap_or(Truth::True),
            Condition::Any(parts) => truths(parts).into_iter().max().unwrap_or(Truth::False),
            Condition::Given(given, then) => self.condition(then, rows).given(self.condition(given, rows)),
            Condition::Case(branches) => {
                let mut values = Vec::new();
                for (guard, value) in branches {
                    let guard = self.condition(guard, rows);
                    if guard != Truth::False {
                        values.push(self.condition(value, rows));
                    }
                    if guard == Truth::True {
                        break;
                    }
                }
                values.dedup();
                match values.as_slice() {
                    [one] => *one,
                    _ => Truth::Unknown,
                }
            }
            Condition::Compare(comparison, left, right) => {
                assert_eq!(left.ty, right.ty, "two values of one type");
                self.value(left, rows).compare(*comparison, &self.value(right, rows))
            }
            Condition::Window(window) => match self.value(&window.event, rows) {
                Datum::Number(event) => {
                    let now = Datum::Number(self.now.into());
                    let mut bound = Datum::Number(event);
                    for shift in &window.shifts {
                        bound = bound.moved(shift);
                    }
                    now.compare(window.comparison, &bound)
                }
                Datum::Absent => Truth::False,
                Datum::Unknown | Datum::Text(_) | Datum::Between(..) | Datum::Length(_) => Truth::Unknown,
            },
            Condition::Member(member, set) => self.member(&self.value(member, rows), *set, rows),
            Condition::StartsWith(text, prefix) => match self.value(text, rows) {
                Datum::Text(text) => text.starts_with(prefix).into(),
                Datum::Absent => Truth::False,
                Datum::Unknown | Datum::Number(_) | Datum::Between(..) | Datum::Length(_) => Truth::Unknown,
            },
            Condition::Present(value) => self.value(value, rows).is_present(),
            Condition::RecordPresent(cell) => match self.cell(*cell, rows, &Role::Present) {
                ir::Value::Record(_) => Truth::True,
                ir::Value::Absent => Truth::False,
                _ => Truth::Unknown,
            },
            Condition::RowsPresent(depth, table) => match self.owned(*table, rows[usize::from(*depth)]) {
                ir::Value::Many(_) | ir::Value::Set(_) => Truth::True,
                ir::Value::Absent => Truth::False,
                _ => Truth::Unknown,
            },
            Condition::Count(quantifier, select) => match self.selected(select, None, rows) {
                None => quantifier.of_unknown(),
                Some(selected) => {
                    let count = |truth| selected.iter().filter(|(it, _)| *it == truth).count() as u64;
                    quantifier.of_counts(count(Truth::True), count(Truth::Unknown))
                }
            },
        }
    }

    fn member(&self, member: &Datum, set: Set, rows: &[&ir::Value]) -> Truth {
        let set = match set {
            Set::Unknown => &ir::Value::Unknown,
            Set::Rows(depth, table) => self.owned(table, rows[usize::from(depth)]),
        };
        match (member, set) {
            (Datum::Absent, _) | (_, ir::Value::Absent) => Truth::False,
            (_, ir::Value::Set(members)) => {
                let equal = |it| member.compare(Comparison::Equal, &Datum::of(it));
                members.iter().map(equal).max().unwrap_or(Truth::False)
            }
            _ => Truth::Unknown,
        }
    }

    /// What a table holds for a row of its owner.
    fn owned<'v>(&self, table: TableId, owner: &'v ir::Value) -> &'v ir::Value {
        at(owner, &self.flat.schema.tables[table].path)
    }

    fn cell<'v>(&self, cell: Cell, rows: &[&'v ir::Value], role: &Role) -> &'v ir::Value {
        let column = &self.flat.schema.columns[cell.column];
        assert_eq!(column.role, *role, "the column of a cell");
        self.assert_of_row(column, rows);
        at(rows[usize::from(cell.depth)], &column.path)
    }

    fn assert_of_row(&self, column: &Column, rows: &[&ir::Value]) {
        let table = &self.flat.schema.tables[column.table];
        let is_of_request = column.path.first() == Some(&REQUEST);
        assert!(
            table.rows != Rows::Accounts
                || !column.path.is_empty() && (self.flat.request.is_some() || !is_of_request)
        );
        assert!(!rows.is_empty());
    }

    /// Each element with whether it is selected and what is taken of it; `None` if the elements are unknown.
    fn selected(
        &self,
        select: &Select,
        of: Option<&Value>,
        rows: &[&ir::Value],
    ) -> Option<Vec<(Truth, Option<Datum>)>> {
        let elements = match self.owned(select.table, rows[usize::from(select.owner)]) {
            ir::Value::Many(elements) => elements.as_slice(),
            ir::Value::Absent => &[],
            _ => return None,
        };
        let judged = elements.iter().map(|element| {
            let mut rows = rows[..usize::from(select.depth)].to_vec();
            rows.push(element);
            (self.condition(&select.filter, &rows), of.map(|of| self.value(of, &rows)))
        });
        Some(judged.collect())
    }

    fn value(&self, value: &Value, rows: &[&ir::Value]) -> Datum {
        match &value.kind {
            ValueKind::Unknown => Datum::Unknown,
            ValueKind::Absent => Datum::Absent,
            ValueKind::Constant(constant) => Datum::constant(constant),
            ValueKind::Cell(cell) => Datum::of(self.cell(*cell, rows, &Role::Value(value.ty.clone()))),
            ValueKind::Aggregate(kind, select, of) => self.aggregate(*kind, select, of.as_deref(), rows),
            ValueKind::Distinct(end, distinct) => self.distinct(*end, distinct, rows),
            ValueKind::Arithmetic(how, left, right) => {
                let takes_factor = matches!(how, Arithmetic::Multiply | Arithmetic::Divide(_));
                assert!(left.ty == right.ty || takes_factor, "two numbers of one unit");
                match (self.value(left, rows), self.value(right, rows)) {
                    (Datum::Absent, _) | (_, Datum::Absent) => Datum::Absent,
                    (Datum::Number(left), Datum::Number(right)) => {
                        how.apply(left, right).map_or(Datum::Unknown, Datum::Number)
                    }
                    _ => Datum::Unknown,
                }
            }
            ValueKind::Case(branches) => {
                let decided = branches.iter().find(|(guard, _)| self.condition(guard, rows) != Truth::False);
                match decided {
                    Some((guard, value)) if self.condition(guard, rows) == Truth::True => {
                        self.value(value, rows)
                    }
                    _ => Datum::Unknown,
                }
            }
            ValueKind::Anniversary(of, after) => match (self.value(of, rows), self.value(after, rows)) {
                (Datum::Absent, _) | (_, Datum::Absent) => Datum::Absent,
                (Datum::Number(of), Datum::Number(after)) => {
                    Datum::Number(ir::anniversary(of as i32, after as i32).into())
                }
                _ => Datum::Unknown,
            },
            ValueKind::Shifted(of, shift) => {
                assert_eq!(of.ty.ty(), shift.takes(), "what is shifted");
                self.value(of, rows).moved(shift)
            }
            ValueKind::Moved(of, by, how) => {
                assert_eq!(of.ty.ty(), how.takes(), "what is moved");
                match (self.value(of, rows), self.value(by, rows)) {
                    (Datum::Absent, _) | (_, Datum::Absent) => Datum::Absent,
                    (Datum::Number(value), Datum::Length(by)) => {
                        Datum::Number(how.apply(value as i64, &by).into())
                    }
                    _ => Datum::Unknown,
                }
            }
        }
    }

    fn distinct(&self, end: Option<Extreme>, distinct: &Distinct, rows: &[&ir::Value]) -> Datum {
        let values = match distinct {
            Distinct::Members(Set::Unknown) => return Datum::Unknown,
            Distinct::Members(Set::Rows(depth, table)) => match self.owned(*table, rows[usize::from(*depth)])
            {
                ir::Value::Set(members) => members.iter().map(|it| (Truth::True, Datum::of(it))).collect(),
                ir::Value::Absent => Vec::new(),
                _ => return Datum::Unknown,
            },
            // Where both are the same, it is a literal.
            Distinct::Known(..) => return Datum::Unknown,
            Distinct::Values(select, of) => match self.selected(select, Some(of), rows) {
                Some(selected) => selected
                    .into_iter()
                    .map(|(truth, value)| (truth, value.unwrap_or(Datum::Unknown)))
                    .collect(),
                None => return Datum::Unknown,
            },
        };
        let meant = |it: &&(Truth, Datum)| it.0 != Truth::False && it.1 != Datum::Absent;
        let unknown = values.iter().filter(meant).filter(|it| it.1 == Datum::Unknown).count();
        let different = |certain: bool| {
            let known = values.iter().filter(meant).filter(|it| it.1 != Datum::Unknown);
            let mut known: Vec<&Datum> =
                known.filter(|it| !certain || it.0 == Truth::True).map(|it| &it.1).collect();
            known.sort();
            known.dedup();
            known.len()
        };
        let (least, most) = (different(true) as i128, (different(false) + unknown) as i128);
        match end {
            Some(Extreme::Least) => Datum::Number(least),
            Some(Extreme::Greatest) => Datum::Number(most),
            None if least == most => Datum::Number(least),
            None => Datum::Unknown,
        }
    }

    fn aggregate(
        &self,
        kind: AggregateKind,
        select: &Select,
        of: Option<&Value>,
        rows: &[&ir::Value],
    ) -> Datum {
        let Some(selected) = self.selected(select, of, rows) else { return Datum::Unknown };
        let mut numbers = Vec::new();
        for (is_selected, value) in selected {
            match (is_selected, value.unwrap_or(Datum::Number(1))) {
                (Truth::False, _) | (_, Datum::Absent) => {}
                (Truth::True, value) => match value.number() {
                    Some(number) => numbers.push(number),
                    None => return Datum::Unknown,
                },
                (Truth::Unknown, _) => return Datum::Unknown,
            }
        }
        match kind {
            AggregateKind::Count | AggregateKind::Sum => {
                Datum::Number(numbers.into_iter().fold(0, i128::saturating_add))
            }
            AggregateKind::Max => numbers.into_iter().max().map_or(Datum::Absent, Datum::Number),
            AggregateKind::Min => numbers.into_iter().min().map_or(Datum::Absent, Datum::Number),
        }
    }
}
