//! Policies and their clauses.

use super::{Expr, Name, Path, Phrase, Text, Title};
use crate::source::Span;

/// `policy NAME on request { … }`
#[derive(Debug, Clone)]
pub struct Policy {
    /// Its name.
    pub name: Name,
    /// The `///` lines before it.
    pub doc: Option<String>,
    /// `on request` or `on sweep`.
    pub trigger: Trigger,
    /// Its clauses, in order.
    pub clauses: Vec<Clause>,
    /// Whether all of them could be read; if not, what it lacks is not reported.
    pub whole: bool,
    /// The whole item.
    pub span: Span,
}

/// What sets a policy going.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// The holder asks.
    Request,
    /// The service looks through its accounts.
    Sweep,
}

/// A clause of a policy.
#[derive(Debug, Clone)]
pub enum Clause {
    /// `title zh "…" en "…"`
    Title(Title),
    /// `when CONDITION`
    When(Expr),
    /// `when CONDITION { … }`
    Group(Group),
    /// `require NAME: CONDITION …`
    Require(Require),
    /// `warn NAME [when CONDITION]: …`
    Warn(Warn),
    /// `step NAME: …`
    Step(Step),
    /// `otherwise nothing is asked`, by its place
    AsksNothing(Span),
    /// `deadline NAME: LENGTH after TIME met by TIME`
    Deadline(Deadline),
    /// `notify NAME: LENGTH before counted since TIME shown by COLLECTION …`
    Notify(Box<Notify>),
    /// `grace 60d after request.submitted [cancelled by NP]`
    Grace(Grace),
    /// `outcome close`
    Outcome(Outcome),
    /// `data { … }`
    Data(Data),
}

impl Policy {
    /// Its clauses and those of its groups, each group before what it holds, in the order of the text.
    pub fn all_clauses(&self) -> impl Iterator<Item = &Clause> {
        in_groups(&self.clauses)
    }
}

impl Clause {
    /// The title that it is.
    pub fn title(&self) -> Option<&Title> {
        if let Self::Title(title) = self { Some(title) } else { None }
    }

    /// The condition of a `when` without braces.
    pub fn when(&self) -> Option<&Expr> {
        if let Self::When(condition) = self { Some(condition) } else { None }
    }

    /// The group that it is.
    pub fn group(&self) -> Option<&Group> {
        if let Self::Group(group) = self { Some(group) } else { None }
    }

    /// The requirement that it is.
    pub fn required(&self) -> Option<&Require> {
        if let Self::Require(require) = self { Some(require) } else { None }
    }

    /// Where it says that otherwise nothing is asked.
    pub fn asks_nothing(&self) -> Option<Span> {
        if let Self::AsksNothing(span) = self { Some(*span) } else { None }
    }

    /// The notice that it is.
    pub fn notice(&self) -> Option<&Notify> {
        if let Self::Notify(notify) = self { Some(notify.as_ref()) } else { None }
    }

    /// The outcome that it is.
    pub fn outcome(&self) -> Option<&Outcome> {
        if let Self::Outcome(outcome) = self { Some(outcome) } else { None }
    }

    /// The data block that it is.
    pub fn data(&self) -> Option<&Data> {
        if let Self::Data(data) = self { Some(data) } else { None }
    }
}

/// Clauses and those of the groups among them, in the order of the text.
pub fn in_groups(clauses: &[Clause]) -> impl Iterator<Item = &Clause> {
    let mut open = vec![clauses.iter()];
    std::iter::from_fn(move || {
        loop {
            match open.last_mut()?.next() {
                Some(clause) => {
                    if let Clause::Group(group) = clause {
                        open.push(group.clauses.iter());
                    }
                    return Some(clause);
                }
                None => {
                    open.pop();
                }
            }
        }
    })
}

/// `when CONDITION { … }`: clauses that concern the accounts of which the condition is true.
#[derive(Debug, Clone)]
pub struct Group {
    /// Of which accounts.
    pub condition: Expr,
    /// Its clauses, in order.
    pub clauses: Vec<Clause>,
    /// Whether all of them could be read.
    pub whole: bool,
    /// The whole clause.
    pub span: Span,
}

/// `require NAME: CONDITION …`
#[derive(Debug, Clone)]
pub struct Require {
    /// Its name.
    pub name: Name,
    /// The `///` lines before it.
    pub doc: Option<String>,
    /// The condition; with `any of`, that of its ways together.
    pub condition: Expr,
    /// The ways of `any of { … }`; none of any other requirement.
    pub ways: Vec<Way>,
    /// One a language.
    pub messages: Vec<Message>,
    /// Where `final` is written, if it is.
    pub is_final: Option<Span>,
    /// `law "…"`
    pub law: Option<Text>,
    /// `otherwise OUTCOME`
    pub otherwise: Option<Name>,
    /// Whether all of it could be read; if not, what it lacks is not reported.
    pub whole: bool,
    /// The whole clause.
    pub span: Span,
}

impl Require {
    /// The requirements of its ways, also those in groups there, in the order of the text.
    pub fn parts(&self) -> impl Iterator<Item = &Require> {
        self.ways.iter().flat_map(|way| in_groups(&way.clauses)).filter_map(Clause::required)
    }
}

/// `NAME: { … }`, a way of `any of`
#[derive(Debug, Clone)]
pub struct Way {
    /// Its name.
    pub name: Name,
    /// Its clauses, in order.
    pub clauses: Vec<Clause>,
    /// Whether all of them could be read.
    pub whole: bool,
    /// The whole way.
    pub span: Span,
}

/// `zh "…" fix "…" link "…"`
#[derive(Debug, Clone)]
pub struct Message {
    /// The language.
    pub language: Name,
    /// What the holder reads, with its `{…}`.
    pub text: Text,
    /// The way out.
    pub fix: Option<Text>,
    /// Where to go.
    pub link: Option<Text>,
}

/// `warn NAME [when CONDITION]: messages`
#[derive(Debug, Clone)]
pub struct Warn {
    /// Its name.
    pub name: Name,
    /// When it applies; always, if there is none.
    pub condition: Option<Expr>,
    /// One a language.
    pub messages: Vec<Message>,
    /// `law "…"`
    pub law: Option<Text>,
    /// Whether all of it could be read.
    pub whole: bool,
    /// The whole clause.
    pub span: Span,
}

/// `step NAME: messages`
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name.
    pub name: Name,
    /// One a language.
    pub messages: Vec<Message>,
    /// Whether all of it could be read.
    pub whole: bool,
    /// The whole clause.
    pub span: Span,
}

/// `deadline NAME: LENGTH after TIME met by TIME [law "…"]`
#[derive(Debug, Clone)]
pub struct Deadline {
    /// Its name.
    pub name: Name,
    /// How long.
    pub length: Expr,
    /// From when.
    pub after: Expr,
    /// When what is due was done.
    pub met_by: Expr,
    /// `law "…"`
    pub law: Option<Text>,
    /// The whole clause.
    pub span: Span,
}

/// `notify NAME: LENGTH [to LENGTH] before counted since TIME shown by COLLECTION [at FIELD] [where CONDITION] messages`
#[derive(Debug, Clone)]
pub struct Notify {
    /// Its name.
    pub name: Name,
    /// How long before the act it is sent at the latest.
    pub before: Expr,
    /// How long before the act it is sent at the earliest, if that is limited.
    pub at_most: Option<Expr>,
    /// After what it has to be sent.
    pub since: Expr,
    /// The collection whose elements show that it was sent.
    pub shown_by: Path,
    /// The time of an element at which it was sent; its only one, if there is none.
    pub at: Option<Name>,
    /// Which elements show it; all of them, if there is none.
    pub filter: Option<Expr>,
    /// One a language.
    pub messages: Vec<Message>,
    /// `law "…"`
    pub law: Option<Text>,
    /// Whether all of it could be read.
    pub whole: bool,
    /// The whole clause.
    pub span: Span,
}

/// `grace 60d after TIME [cancelled by NP]`
#[derive(Debug, Clone)]
pub struct Grace {
    /// How long.
    pub length: Expr,
    /// From when.
    pub after: Expr,
    /// What ends the request.
    pub cancelled_by: Option<Phrase>,
    /// The whole clause.
    pub span: Span,
}

/// `outcome close` or `outcome suspend for 30d until reverified sets suspended_at`
#[derive(Debug, Clone)]
pub struct Outcome {
    /// What is done.
    pub name: Name,
    /// For how long, or of which amount.
    pub value: Option<OutcomeValue>,
    /// Until what.
    pub until: Option<Name>,
    /// The time of the account that becomes the instant at which it is carried out.
    pub sets: Option<Name>,
    /// The whole clause.
    pub span: Span,
}

/// The value of an outcome.
#[derive(Debug, Clone)]
pub enum OutcomeValue {
    /// `for LENGTH`
    For(Expr),
    /// `of MONEY`
    Of(Expr),
}

impl OutcomeValue {
    /// Its expression.
    #[must_use]
    pub fn expr(&self) -> &Expr {
        match self {
            Self::For(expr) | Self::Of(expr) => expr,
        }
    }
}

/// `data { … }`
#[derive(Debug, Clone)]
pub struct Data {
    /// Its lines.
    pub rules: Vec<DataRule>,
    /// Its holds.
    pub holds: Vec<Hold>,
    /// Whether all of it could be read.
    pub whole: bool,
    /// The word `data`.
    pub span: Span,
}

/// A line of a data block.
#[derive(Debug, Clone)]
pub struct DataRule {
    /// What is done.
    pub disposal: Disposal,
    /// The collections by their paths, or `account`.
    pub targets: Vec<Path>,
    /// Of which elements it speaks; of all that are left, if there is none.
    pub condition: Option<Expr>,
    /// `only for "…"`
    pub purpose: Option<Text>,
    /// `copies gone within …`
    pub copies: Option<CopiesGone>,
    /// `law "…"`
    pub law: Option<Text>,
    /// The whole line.
    pub span: Span,
}

/// `copies gone within 35d`
#[derive(Debug, Clone)]
pub struct CopiesGone {
    /// How long after the data go.
    pub within: Expr,
    /// From the word `copies` on.
    pub span: Span,
}

/// `hold NAME: CONDITION on …`
#[derive(Debug, Clone)]
pub struct Hold {
    /// Its name.
    pub name: Name,
    /// While it is true, what it names stays.
    pub condition: Expr,
    /// The collections that it names by their paths, or `account`; `on everything`, if there is none.
    pub targets: Option<Vec<Path>>,
    /// Of which elements it speaks; of all, if there is none.
    pub filter: Option<Expr>,
    /// `law "…"`
    pub law: Option<Text>,
    /// The whole line.
    pub span: Span,
}

/// What a period of retention begins with.
#[derive(Debug, Clone)]
pub enum RetainedFrom {
    /// `after TIME`
    Time(Box<Expr>),
    /// `after leaving`, by its place
    Leaving(Span),
}

impl RetainedFrom {
    /// Where it is written.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Time(time) => time.span,
            Self::Leaving(span) => *span,
        }
    }
}

/// How long data are retained, and what then becomes of them.
#[derive(Debug, Clone)]
pub struct Retained {
    /// How long.
    pub length: Expr,
    /// From when on.
    pub start: RetainedFrom,
    /// What is said of those without a start.
    pub without: Option<WithoutStart>,
    /// `then anonymised …`; they are erased, if there is none.
    pub then: Option<Anonymised>,
}

/// What is said of data that lack the start of their period.
#[derive(Debug, Clone)]
pub enum WithoutStart {
    /// `without it for D after TIME`, by the place of the whole
    For(Expr, RetainedFrom, Span),
    /// `without it no end`
    NoEnd(Span),
}

impl WithoutStart {
    /// Where it is written.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::For(_, _, span) | Self::NoEnd(span) => *span,
        }
    }
}

/// What becomes of the fields of data that are kept without the person.
#[derive(Debug, Clone)]
pub struct Anonymised {
    /// `removing …`
    pub removing: Vec<Name>,
    /// `replacing …`
    pub replacing: Vec<Replacement>,
    /// `leaving …`
    pub leaving: Vec<Name>,
    /// From the word `anonymised` on.
    pub span: Span,
}

/// `title "…"`
#[derive(Debug, Clone)]
pub struct Replacement {
    /// The field.
    pub field: Name,
    /// What stands there instead.
    pub value: ReplacedBy,
}

/// What a field is replaced by.
#[derive(Debug, Clone)]
pub enum ReplacedBy {
    /// A text.
    Text(Text),
    /// A value of an enumeration.
    Choice(Name),
}

impl ReplacedBy {
    /// Where it is written.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Text(text) => text.span,
            Self::Choice(name) => name.span,
        }
    }
}

/// What becomes of data.
#[derive(Debug, Clone)]
pub enum Disposal {
    /// `erase …`
    Erase,
    /// `retain … for D after TIME`
    Retain(Box<Retained>),
    /// `forfeit …`
    Forfeit,
    /// `keep … anonymised …`
    Anonymise(Anonymised),
    /// `keep …`
    Keep,
    /// `tell …`: who is told, beside what becomes of the data.
    Tell,
}
