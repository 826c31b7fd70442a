//! Conditions and values.

use super::{Case, Literal, Name, Path, Phrase, Text, Window};
use crate::diagnostic::Reported;
use crate::source::Span;

/// `condition NAME = …`
#[derive(Debug, Clone)]
pub struct ConditionItem {
    /// Its name.
    pub name: Name,
    /// The `///` lines before it.
    pub doc: Option<String>,
    /// What it means.
    pub body: Expr,
}

/// A condition or a value. Which of the two an expression is, the checker decides.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it is written, parentheses included.
    pub span: Span,
}

/// What an expression is by its form alone, before names are resolved.
#[derive(Debug, Clone, Copy)]
pub enum ExprForm<'a> {
    /// Only a condition.
    Condition,
    /// `true` or `false`: a condition as well as a value.
    Truth,
    /// Only a value.
    Value,
    /// What its name says.
    Path(&'a Path),
    /// What its rows are.
    Case(&'a Case),
    /// Could not be read.
    Error(Reported),
}

impl Expr {
    /// What it is by its form alone.
    #[must_use]
    pub fn form(&self) -> ExprForm<'_> {
        match &self.kind {
            ExprKind::Not(_)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::IfThen(..)
            | ExprKind::Quantified(..)
            | ExprKind::EverySatisfies(..)
            | ExprKind::Compare(..)
            | ExprKind::OneOf { .. }
            | ExprKind::Presence { .. }
            | ExprKind::In(..)
            | ExprKind::StartsWith(..)
            | ExprKind::Window(..)
            | ExprKind::Satisfies(..) => ExprForm::Condition,
            ExprKind::Literal(Literal::Bool(_)) => ExprForm::Truth,
            ExprKind::Literal(_)
            | ExprKind::Now
            | ExprKind::Aggregate(..)
            | ExprKind::Sum(..)
            | ExprKind::Extreme(..)
            | ExprKind::Share(..)
            | ExprKind::Product(..)
            | ExprKind::Anchor(..)
            | ExprKind::Anniversary(..)
            | ExprKind::WorkingDay(..)
            | ExprKind::Rounded(..) => ExprForm::Value,
            ExprKind::Path(path) => ExprForm::Path(path),
            ExprKind::Case(case) => ExprForm::Case(case),
            ExprKind::Error(reported) => ExprForm::Error(*reported),
        }
    }
}

/// The forms of an expression.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// A literal.
    Literal(Literal),
    /// `trades`, `request.agreed`, `normal`.
    Path(Path),
    /// `now`
    Now,
    /// `not …`
    Not(Box<Expr>),
    /// `… and …`: two or more, unparenthesised.
    And(Vec<Expr>),
    /// `… or …`: two or more, unparenthesised.
    Or(Vec<Expr>),
    /// `if A then B`
    IfThen(Box<Expr>, Box<Expr>),
    /// `no open trade within 15d where …`
    Quantified(Quantifier, Box<Phrase>),
    /// `every NP satisfies CONDITION`
    EverySatisfies(Box<Phrase>, Box<Expr>),
    /// `count of NP`, `total amount of NP`, …
    Aggregate(Aggregate, Box<Phrase>),
    /// `a is b`, `a is not b`, `a < b`, …
    Compare(Comparison, Box<Expr>, Box<Expr>),
    /// `a is one of x, y`; `negated` for `is not one of`.
    OneOf {
        /// What is looked at.
        subject: Box<Expr>,
        /// The values listed.
        values: Vec<Expr>,
        /// `is not one of`.
        negated: bool,
    },
    /// `a is absent` (`present` false) or `a is present`.
    Presence {
        /// What is looked at.
        subject: Box<Expr>,
        /// `is present`.
        present: bool,
    },
    /// `a in SET`
    In(Box<Expr>, Box<Expr>),
    /// `tag starts with "delete@"`
    StartsWith(Box<Expr>, Text),
    /// `last_login more than 12mo ago`
    Window(Box<Expr>, Box<Window>),
    /// `b2b satisfies alibaba_cn.close`
    Satisfies(Box<Expr>, Path),
    /// `case plan { free: 10  pro: 20 }`
    Case(Box<Case>),
    /// `end of month of t`, `date of t`, `next 06-01 after t`
    Anchor(Anchor, Box<Expr>),
    /// `anniversary of t after u`
    Anniversary(Box<Expr>, Box<Expr>),
    /// `due moved to a working day`, `due moved to a working day of prc`
    WorkingDay(Box<Expr>, Option<Path>),
    /// `later of (a, b)`, `smaller of (a, b, c)`
    Extreme(ExtremeWord, Vec<Expr>),
    /// `10 % of balance`
    Share(Percentage, Box<Expr>),
    /// `amount * 3`
    Product(Box<Expr>, Box<Expr>),
    /// `(10 % of balance) rounded down`
    Rounded(Box<Expr>, Rounding),
    /// `a + b`, `a - b`
    Sum(Sign, Box<Expr>, Box<Expr>),
    /// Could not be read; already reported.
    Error(Reported),
}

/// `10` of `10 % of balance`: a literal, and where it is written.
#[derive(Debug, Clone)]
pub struct Percentage {
    /// A whole number or a decimal.
    pub value: Literal,
    /// Without the sign behind it.
    pub span: Span,
}

/// A place of the calendar that follows from one time or date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// `start of month of t`, `end of year of t`
    Edge(Edge, Period),
    /// `date of t`
    Date,
    /// `next 06-01 after t`
    Next(MonthDay),
}

/// An end of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// `start of`
    Start,
    /// `end of`
    End,
}

/// A period of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// `day`
    Day,
    /// `month`
    Month,
    /// `quarter`
    Quarter,
    /// `year`
    Year,
}

/// A day of every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthDay {
    /// From 1 to 12.
    pub month: i8,
    /// From 1 on.
    pub day: i8,
}

/// Plus or minus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// `+`
    Plus,
    /// `-`
    Minus,
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `is`
    Is,
    /// `is not`
    IsNot,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// Which way a value is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// `rounded down`
    Down,
    /// `rounded up`
    Up,
    /// `rounded half even`
    HalfEven,
}

/// How many of a phrase's elements there must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    /// `no`
    No,
    /// `some`
    Some,
    /// `every`: only as `every NP` with adjectives, times or `where` is it a phrase of its own; see
    /// [`ExprKind::EverySatisfies`].
    Every,
    /// `at least N`
    AtLeast(u64),
    /// `at most N`
    AtMost(u64),
    /// `exactly N`
    Exactly(u64),
}

/// What is computed from a phrase's elements.
#[derive(Debug, Clone)]
pub struct Aggregate {
    /// The word that says what.
    pub word: AggregateWord,
    /// What is taken of each element; `None` for `count of NP`.
    pub field: Option<Path>,
}

/// The words that open an aggregate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AggregateWord {
    /// `count of NP`
    Count,
    /// `count distinct F of NP`
    CountDistinct,
    /// `total F of NP`
    Total,
    /// `latest F of NP`
    Latest,
    /// `largest F of NP`
    Largest,
    /// `earliest F of NP`
    Earliest,
    /// `smallest F of NP`
    Smallest,
}

/// The words that open an extreme of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExtremeWord {
    /// `later of (a, b)`
    Later,
    /// `earlier of (a, b)`
    Earlier,
    /// `larger of (a, b)`
    Larger,
    /// `smaller of (a, b)`
    Smaller,
}
