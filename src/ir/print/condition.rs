//! Conditions and terms.

use std::fmt;

use super::{INDENT, Printer, WIDTH};
use crate::ir::{
    CaseRow, Condition, ConditionKind, DefinitionId, Distinct, Duration, Edge, Move, Moved, Place,
    Quantifier, Root, Scope, Select, Shift, Subject, Term,
};

impl<'p> Printer<'p> {
    /// A condition, on one line if it fits beside `depth` levels, and otherwise broken at its parts.
    pub(super) fn condition(&self, condition: &'p Condition, scope: &Scope<'p>, depth: usize) -> String {
        let inline = self.inline(condition, scope);
        if depth * INDENT.len() + inline.chars().count() <= WIDTH {
            return inline;
        }
        match &condition.kind {
            ConditionKind::Not(inner) => format!("not {}", self.condition(inner, scope, depth)),
            ConditionKind::All(parts) => self.parts("all", parts, scope, depth),
            ConditionKind::Any(parts) => self.parts("any", parts, scope, depth),
            ConditionKind::Quantified(quantifier, select) => {
                let head = format!("{} of {}", quantifier, self.place(&select.collection, scope));
                match self.inside(select, scope) {
                    Some(inner) if !is_everything(&select.filter) => {
                        let filter = self.condition(&select.filter, &inner, depth + 1);
                        format!("{head} where\n{}", indented(&filter))
                    }
                    _ => head,
                }
            }
            ConditionKind::Case(rows) => {
                let rows = rows.iter().map(|row| {
                    let head = format!("{}:{}", self.inline(&row.guard, scope), cited(row));
                    let value = indented(&self.condition(&row.value, scope, depth + 2));
                    indented(&format!("{head}\n{value}"))
                });
                format!("case {{\n{}\n}}", rows.collect::<Vec<_>>().join("\n"))
            }
            ConditionKind::Constant(_)
            | ConditionKind::Holds(_)
            | ConditionKind::Compare(..)
            | ConditionKind::Member(..)
            | ConditionKind::StartsWith(..)
            | ConditionKind::Present(_)
            | ConditionKind::Satisfies(..)
            | ConditionKind::Call(..) => inline,
        }
    }

    fn parts(&self, word: &str, parts: &'p [Condition], scope: &Scope<'p>, depth: usize) -> String {
        let parts = parts.iter().map(|part| indented(&self.condition(part, scope, depth + 1)));
        format!("{word}(\n{}\n)", parts.collect::<Vec<_>>().join("\n"))
    }

    pub(super) fn inline(&self, condition: &'p Condition, scope: &Scope<'p>) -> String {
        match &condition.kind {
            ConditionKind::Constant(value) => value.to_string(),
            ConditionKind::Holds(term) => self.term(term, scope),
            ConditionKind::Not(inner) => format!("not {}", self.inline(inner, scope)),
            ConditionKind::All(parts) => self.inline_parts("all", parts, scope),
            ConditionKind::Any(parts) => self.inline_parts("any", parts, scope),
            ConditionKind::Compare(comparison, left, right) => {
                let (left, right) = (self.term(left, scope), self.term(right, scope));
                format!("{left} {} {right}", comparison.sign())
            }
            ConditionKind::Member(member, set) => {
                format!("{} in {}", self.term(member, scope), self.term(set, scope))
            }
            ConditionKind::StartsWith(text, prefix) => {
                format!("{} starts with {prefix:?}", self.term(text, scope))
            }
            ConditionKind::Present(term) => format!("{} is present", self.term(term, scope)),
            ConditionKind::Quantified(quantifier, select) => {
                format!("{} of {}", quantifier, self.select(select, scope))
            }
            ConditionKind::Satisfies(policy, place) => {
                format!("{} satisfies {}", self.place(place, scope), self.program.policy_name(*policy))
            }
            ConditionKind::Call(definition, subject) => self.call(*definition, subject, scope),
            ConditionKind::Case(rows) => self.rows(rows, scope, |value| self.inline(value, scope)),
        }
    }

    /// `case { account.plan is free: …  true: … }`
    fn rows<T>(&self, rows: &'p [CaseRow<T>], scope: &Scope<'p>, value: impl Fn(&'p T) -> String) -> String {
        let rows = rows
            .iter()
            .map(|row| format!("{}: {}{}", self.inline(&row.guard, scope), value(&row.value), cited(row)));
        format!("case {{ {} }}", rows.collect::<Vec<_>>().join("  "))
    }

    fn inline_parts(&self, word: &str, parts: &'p [Condition], scope: &Scope<'p>) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.inline(part, scope)).collect();
        format!("{word}({})", parts.join(", "))
    }

    /// `account.trades where it.state is open`
    pub(super) fn select(&self, select: &'p Select, scope: &Scope<'p>) -> String {
        let collection = self.place(&select.collection, scope);
        match self.inside(select, scope) {
            Some(inner) if !is_everything(&select.filter) => {
                format!("{collection} where {}", self.inline(&select.filter, &inner))
            }
            _ => collection,
        }
    }

    fn inside(&self, select: &Select, scope: &Scope<'p>) -> Option<Scope<'p>> {
        scope.elements_at(&select.collection).map(|record| scope.inside(Some(record)))
    }

    pub(super) fn term(&self, term: &'p Term, scope: &Scope<'p>) -> String {
        match term {
            Term::Constant(constant) => self.constant(constant),
            Term::Now => "now".to_owned(),
            Term::Field(place) => self.place(place, scope),
            Term::Aggregate { kind, select, of: None } => {
                format!("{}({})", kind.name(), self.select(select, scope))
            }
            Term::Aggregate { kind, select, of: Some(of) } => {
                let inner = scope.inside_select(select);
                format!("{}({} of {})", kind.name(), self.term(of, &inner), self.select(select, scope))
            }
            Term::Distinct(Distinct::Members(set)) => format!("distinct({})", self.term(set, scope)),
            Term::Distinct(Distinct::Values(select, of)) => {
                let inner = scope.inside_select(select);
                format!("distinct({} of {})", self.term(of, &inner), self.select(select, scope))
            }
            Term::Arithmetic(how, left, right) => {
                how.written(&self.term(left, scope), &self.term(right, scope))
            }
            Term::Shift(of, Shift::Time(by) | Shift::Date(by)) => {
                format!("{} {}", self.term(of, scope), by)
            }
            Term::Shift(of, Shift::DayEdge(edge, zone)) => {
                format!("{}_of_day({}, {zone})", edge.name(), self.term(of, scope))
            }
            Term::Shift(of, Shift::DateOf(zone)) => format!("date_of({}, {zone})", self.term(of, scope)),
            Term::Shift(of, Shift::PeriodEdge(edge, period)) => {
                format!("{}_of_{}({})", edge.name(), period.name(), self.term(of, scope))
            }
            Term::Shift(of, Shift::Next(day)) => format!("next_{day}({})", self.term(of, scope)),
            Term::Shift(of, Shift::WorkingDays(count, calendar)) => {
                format!("working_days({}, {count:+}, {calendar})", self.term(of, scope))
            }
            Term::Shift(of, Shift::ToWorkingDay(calendar)) => {
                format!("working_day({}, {calendar})", self.term(of, scope))
            }
            Term::Anniversary(of, after) => {
                format!("anniversary({}, after {})", self.term(of, scope), self.term(after, scope))
            }
            Term::Moved(of, by, how) => self.moved((of, by), *how, scope),
            Term::Call(definition, subject) => self.call(*definition, subject, scope),
            Term::Case(rows) => self.rows(rows, scope, |value| self.term(value, scope)),
        }
    }

    fn moved(&self, (of, by): (&Term, &Term), how: Move, scope: &Scope<'p>) -> String {
        let sign = if how.backwards { '-' } else { '+' };
        let moved = format!("({} {sign} {} in {})", self.term(of, scope), self.term(by, scope), how.zone);
        match how.of {
            Moved::Time | Moved::Date => moved,
            Moved::DayEdge(Edge::Start) => format!("start_of_day{moved}"),
            Moved::DayEdge(Edge::End) => format!("end_of_day{moved}"),
        }
    }

    fn call(&self, id: DefinitionId, subject: &Subject, scope: &Scope<'p>) -> String {
        let name = &self.program.definitions[id].name;
        match subject {
            Subject::Same => format!("{name}#{id}"),
            Subject::Account(place) | Subject::Element(place) => {
                format!("{name}#{id}({})", self.place(place, scope))
            }
        }
    }

    pub(super) fn place(&self, place: &Place, scope: &Scope<'p>) -> String {
        let root = match place.root {
            Root::Account => "account".to_owned(),
            Root::Request => "request".to_owned(),
            Root::Service(package) => format!("{}.service", self.program.packages[package].name),
            Root::Element(0) => "it".to_owned(),
            Root::Element(outwards) => format!("it^{outwards}"),
        };
        let names = self.program.field_names(scope.record_of(place.root), &place.fields);
        std::iter::once(root.as_str()).chain(names).collect::<Vec<_>>().join(".")
    }
}

/// Whether a filter lets every element through.
fn is_everything(filter: &Condition) -> bool {
    match &filter.kind {
        ConditionKind::Constant(value) => *value,
        ConditionKind::All(parts) => parts.is_empty(),
        ConditionKind::Holds(_)
        | ConditionKind::Not(_)
        | ConditionKind::Any(_)
        | ConditionKind::Compare(..)
        | ConditionKind::Member(..)
        | ConditionKind::StartsWith(..)
        | ConditionKind::Present(_)
        | ConditionKind::Quantified(..)
        | ConditionKind::Satisfies(..)
        | ConditionKind::Case(_)
        | ConditionKind::Call(..) => false,
    }
}

fn cited<T>(row: &CaseRow<T>) -> String {
    row.law.as_ref().map(|law| format!(" law {law:?}")).unwrap_or_default()
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("{INDENT}{line}")).collect::<Vec<_>>().join("\n")
}

impl fmt::Display for Quantifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtLeast(count) => write!(f, "at least {count}"),
            Self::AtMost(count) => write!(f, "at most {count}"),
            Self::Exactly(count) => write!(f, "exactly {count}"),
        }
    }
}

/// `+ 1mo 15d in Asia/Shanghai`
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Duration { months, days, micros, full_days, zone } = *self;
        let backwards = months < 0 || days < 0 || micros < 0;
        let mut parts = Vec::new();
        if months != 0 {
            parts.push(format!("{}mo", months.unsigned_abs()));
        }
        if days != 0 || full_days {
            parts.push(format!("{}{}", days.unsigned_abs(), if full_days { " full days" } else { "d" }));
        }
        if micros != 0 || parts.is_empty() {
            let (seconds, rest) = (micros.unsigned_abs() / 1_000_000, micros.unsigned_abs() % 1_000_000);
            parts.push(if rest == 0 { format!("{seconds}s") } else { format!("{seconds}.{rest:06}s") });
        }
        let calendar =
            if months != 0 || days != 0 || full_days { format!(" in {zone}") } else { String::new() };
        write!(f, "{} {}{calendar}", if backwards { '-' } else { '+' }, parts.join(" "))
    }
}
