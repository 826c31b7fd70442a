//! Going over expressions: the columns that they read, and others in their place.

use std::collections::BTreeSet;

use super::{Column, Expr};

impl Expr {
    /// Calls `visit` with every column in it.
    pub(crate) fn columns<'e>(&'e self, visit: &mut impl FnMut(&'e Column)) {
        if let Self::Column(column) = self {
            visit(column);
        }
        for child in self.children() {
            child.columns(visit);
        }
    }

    /// Whether it has more than so many parts; of a large one no more are counted.
    pub(crate) fn is_larger_than(&self, parts: usize) -> bool {
        self.counted_to(parts + 1) > parts
    }

    fn counted_to(&self, most: usize) -> usize {
        let mut parts = 1;
        for child in self.children() {
            if parts >= most {
                break;
            }
            parts += child.counted_to(most - parts);
        }
        parts
    }

    fn children(&self) -> Vec<&Self> {
        match self {
            Self::Column(_) | Self::Literal(_) | Self::Now => Vec::new(),
            Self::Not(inner)
            | Self::In(inner, _)
            | Self::IsNull(inner)
            | Self::Coalesce(inner, _)
            | Self::Widen(inner, _)
            | Self::Amount(inner, _)
            | Self::Shift(inner, _)
            | Self::ShiftDay(inner, _)
            | Self::Day(inner, ..)
            | Self::StartsWith(inner, _)
            | Self::Members(inner, _)
            | Self::DateOf(inner, _)
            | Self::PeriodEdge(inner, ..)
            | Self::Next(inner, _)
            | Self::Checked(inner, _) => vec![inner],
            Self::Aggregate { function: _, of, when } => of.as_deref().into_iter().chain([&**when]).collect(),
            Self::And(parts) | Self::Or(parts) | Self::Extreme(_, parts) | Self::JsonTexts(parts) => {
                parts.iter().collect()
            }
            Self::Compare(_, left, right)
            | Self::Sum(_, _, left, right)
            | Self::Product(_, left, right)
            | Self::Contains(left, right) => vec![left, right],
            Self::Case(branches, otherwise) => {
                let mut all: Vec<&Self> = branches.iter().flat_map(|(when, then)| [when, then]).collect();
                all.extend(otherwise.as_deref());
                all
            }
            Self::Names(names) => names.iter().map(|(when, _)| when).collect(),
        }
    }

    /// The same with every column replaced.
    pub(crate) fn with_columns(self, replace: &mut impl FnMut(Column) -> Self) -> Self {
        let mut boxed = |inner: Box<Self>| Box::new(inner.with_columns(replace));
        match self {
            Self::Column(column) => replace(column),
            Self::Literal(_) | Self::Now => self,
            Self::Not(inner) => Self::Not(boxed(inner)),
            Self::In(inner, literals) => Self::In(boxed(inner), literals),
            Self::IsNull(inner) => Self::IsNull(boxed(inner)),
            Self::Coalesce(inner, literal) => Self::Coalesce(boxed(inner), literal),
            Self::Widen(inner, ty) => Self::Widen(boxed(inner), ty),
            Self::Amount(inner, currency) => Self::Amount(boxed(inner), currency),
            Self::Shift(inner, by) => Self::Shift(boxed(inner), by),
            Self::ShiftDay(inner, by) => Self::ShiftDay(boxed(inner), by),
            Self::Day(inner, edge, zone) => Self::Day(boxed(inner), edge, zone),
            Self::Members(inner, known) => Self::Members(boxed(inner), known),
            Self::StartsWith(inner, prefix) => Self::StartsWith(boxed(inner), prefix),
            Self::DateOf(inner, zone) => Self::DateOf(boxed(inner), zone),
            Self::PeriodEdge(inner, edge, period) => Self::PeriodEdge(boxed(inner), edge, period),
            Self::Next(inner, day) => Self::Next(boxed(inner), day),
            Self::Checked(inner, literals) => Self::Checked(boxed(inner), literals),
            Self::Aggregate { function, of, when } => {
                Self::Aggregate { function, of: of.map(&mut boxed), when: boxed(when) }
            }
            Self::Compare(comparison, left, right) => Self::Compare(comparison, boxed(left), boxed(right)),
            Self::Sum(minus, ty, left, right) => Self::Sum(minus, ty, boxed(left), boxed(right)),
            Self::Product(ty, left, right) => Self::Product(ty, boxed(left), boxed(right)),
            Self::Contains(set, member) => Self::Contains(boxed(set), boxed(member)),
            Self::And(parts) => Self::And(each(parts, replace)),
            Self::Or(parts) => Self::Or(each(parts, replace)),
            Self::Extreme(end, parts) => Self::Extreme(end, each(parts, replace)),
            Self::JsonTexts(parts) => Self::JsonTexts(each(parts, replace)),
            Self::Case(branches, otherwise) => {
                let branches = branches
                    .into_iter()
                    .map(|(when, then)| (when.with_columns(replace), then.with_columns(replace)));
                let branches = branches.collect();
                Self::Case(branches, otherwise.map(|it| Box::new(it.with_columns(replace))))
            }
            Self::Names(names) => {
                let names = names.into_iter().map(|(when, name)| (when.with_columns(replace), name));
                Self::Names(names.collect())
            }
        }
    }
}

fn each(parts: Vec<Expr>, replace: &mut impl FnMut(Column) -> Expr) -> Vec<Expr> {
    parts.into_iter().map(|part| part.with_columns(replace)).collect()
}

/// The aliases that expressions read.
pub(crate) fn aliases<'e>(expressions: impl IntoIterator<Item = &'e Expr>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for expression in expressions {
        expression.columns(&mut |column| {
            found.insert(column.of.clone());
        });
    }
    found
}
