//! The evaluable program: small, typed, closed over names. Everything that the author's text leaves to the reader
//! (which word is the noun, whose time a window speaks of, what a day is) is explicit here, so that each back end
//! reads the same meaning.

pub mod calendar;
pub mod currency;
pub(crate) mod entailment;
mod file;
mod folds;
pub(crate) mod nesting;
mod print;
mod reads;
mod value;
mod verify;
pub mod walk;
mod witness;
mod words;
mod zone;

pub use file::Refused;
pub use folds::Folds;
pub use value::{DECIMAL_SCALE, MOST, Value};
pub use verify::verify;
pub use witness::Roots;
pub use zone::Zone;

use serde::{Deserialize, Serialize};

use crate::source::{FileId, Span};

/// The version of the serialised form. A reader takes its own version only.
pub const FORMAT: u32 = 1;

/// Index of a record in [`Program::records`].
pub type RecordId = usize;
/// Index of a definition in [`Program::definitions`].
pub type DefinitionId = usize;
/// Index of a policy in [`Program::policies`].
pub type PolicyId = usize;

/// A whole program: every package that was compiled together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Program {
    /// [`FORMAT`] of the writer.
    pub format: u32,
    /// The files it was built from, for [`Origin`].
    pub files: Vec<String>,
    /// The packages, in order of dependence.
    pub packages: Vec<Package>,
    /// The shapes of the facts.
    pub records: Vec<Record>,
    /// Derived fields and named conditions; each calls only earlier ones, so evaluation ends.
    pub definitions: Vec<Definition>,
    /// The policies; each refers only to earlier ones.
    pub policies: Vec<Policy>,
    /// The tests of the packages.
    pub tests: Vec<Test>,
}

impl Program {
    /// The policy of that name, `package.policy`; the bare name of a policy will do where only one has it.
    #[must_use]
    pub fn policy(&self, name: &str) -> Option<PolicyId> {
        let split = name.split_once('.');
        let is_named = |policy: &Policy| {
            split == Some((self.packages[policy.package].name.as_str(), policy.name.as_str()))
        };
        self.policies.iter().position(is_named).or_else(|| {
            let mut bare = (0..self.policies.len()).filter(|&id| self.policies[id].name == name);
            let found = bare.next()?;
            bare.next().is_none().then_some(found)
        })
    }

    /// `package.policy`.
    #[must_use]
    pub fn policy_name(&self, policy: PolicyId) -> String {
        let policy = &self.policies[policy];
        format!("{}.{}", self.packages[policy.package].name, policy.name)
    }
}

/// What a package's policies share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Languages of the messages; the first is the default.
    pub languages: Vec<String>,
    /// The zone in which days, months and years are counted.
    pub zone: Zone,
    /// The shape of `account`.
    pub account: RecordId,
    /// The shape of `request`, if it is declared.
    pub request: Option<RecordId>,
}

/// The shape of a record of facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Its name: `account`, `request` or the author's.
    pub name: String,
    /// Its given fields; a [`Value::Record`] of this shape holds one value each, in this order.
    pub fields: Vec<Field>,
}

/// A given field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// Its name in the policy.
    pub name: String,
    /// Its key in JSON.
    pub key: String,
    /// Its type.
    pub ty: Type,
    /// Whether null or a missing key means absent (otherwise a missing key is unknown).
    pub optional: bool,
}

/// The type of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[serde(remote = "Self")]
pub enum Type {
    /// true or false
    Bool,
    /// a 64-bit integer
    Int,
    /// a number with at most nine decimals
    Decimal,
    /// text
    Text,
    /// an amount of the ISO 4217 currency
    Money(String),
    /// an instant, to the microsecond
    Time,
    /// a day
    Date,
    /// one of these values, by index
    OneOf(Vec<String>),
    /// a set of text, integers, …
    Set(Box<Type>),
    /// many of a record
    Many(RecordId),
    /// one nested record
    Record(RecordId),
}

/// A condition with the text that it came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Condition {
    /// What it says.
    pub kind: ConditionKind,
    /// Where it is written.
    pub origin: Origin,
}

/// A place in the text that a program was built from; serialised as its three numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(u32, u32, u32)", into = "(u32, u32, u32)")]
pub struct Origin {
    /// Index in [`Program::files`].
    pub file: u32,
    /// First byte.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

impl Origin {
    /// The same place in the sources that the program was compiled from, whose files are in the same order.
    #[must_use]
    pub fn span(self) -> Span {
        Span::new(FileId(self.file), self.start, self.end)
    }
}

impl From<Span> for Origin {
    fn from(span: Span) -> Self {
        Self { file: span.file.0, start: span.start, end: span.end }
    }
}

impl From<(u32, u32, u32)> for Origin {
    fn from((file, start, end): (u32, u32, u32)) -> Self {
        Self { file, start, end }
    }
}

impl From<Origin> for (u32, u32, u32) {
    fn from(origin: Origin) -> Self {
        (origin.file, origin.start, origin.end)
    }
}

/// The conditions. All have Kleene's three values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConditionKind {
    /// Always so.
    Constant(bool),
    /// A boolean fact.
    Holds(Term),
    /// Negation.
    Not(Box<Condition>),
    /// Every one of them; true if there is none.
    All(Vec<Condition>),
    /// At least one of them; false if there is none.
    Any(Vec<Condition>),
    /// A comparison of two terms of one type. False where an operand is absent: a window does not contain what did
    /// not happen. [`Term::Now`] stands only directly in a comparison.
    Compare(Comparison, Term, Term),
    /// Whether the first is an element of the second, a set.
    Member(Term, Term),
    /// Whether an optional value is present.
    Present(Term),
    /// How many of a selection there are.
    Quantified(Quantifier, Box<Select>),
    /// Whether the requirements of an earlier policy (and its `when`) hold of the account at `Place`.
    Satisfies(PolicyId, Place),
    /// A definition whose body is a condition.
    Call(DefinitionId, Subject),
}

/// How two terms are compared. Enumerations and texts only for equality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// equal
    Equal,
    /// not equal
    NotEqual,
    /// less, or earlier
    Less,
    /// less or equal, or not later
    LessOrEqual,
    /// greater, or later
    Greater,
    /// greater or equal, or not earlier
    GreaterOrEqual,
}

/// A bound on how many elements a selection has. `no` is `at_most 0`, `some` `at_least 1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantifier {
    /// this many or more
    AtLeast(u64),
    /// this many or fewer
    AtMost(u64),
    /// this many
    Exactly(u64),
}

/// The elements of a collection of which a condition is true.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Select {
    /// The collection.
    pub collection: Place,
    /// What must be true; here [`Root::Element`] 0 is the element.
    pub filter: Condition,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[serde(remote = "Self")]
pub enum Term {
    /// A literal.
    Constant(Value),
    /// The instant of the judgement.
    Now,
    /// A fact.
    Field(Place),
    /// How many a selection has.
    Count(Box<Select>),
    /// The sum of a term over a selection, with the value for none; absent values left out.
    Total(Box<Select>, Box<Term>, Value),
    /// The greatest of a term over a selection; absent if there is none, absent values left out.
    Maximum(Box<Select>, Box<Term>),
    /// The least, likewise.
    Minimum(Box<Select>, Box<Term>),
    /// The sum of two numbers or amounts.
    Add(Box<Term>, Box<Term>),
    /// The difference of two numbers or amounts.
    Subtract(Box<Term>, Box<Term>),
    /// A time or date moved by a duration; that of a date has no microseconds and no full days.
    Shift(Box<Term>, Duration),
    /// The first or last microsecond of a date in a zone: a date compared with a time is a whole day. Absent where
    /// the date is.
    Day(Box<Term>, Edge, Zone),
    /// A definition whose body is a term.
    Call(DefinitionId, Subject),
}

/// An end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edge {
    /// Its first microsecond.
    Start,
    /// Its last.
    End,
}

/// A length of time to move by: months first, then days, then microseconds; all of one sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duration {
    /// Calendar months.
    pub months: i32,
    /// Calendar days.
    pub days: i32,
    /// Microseconds.
    pub micros: i64,
    /// To the last microsecond of the day arrived at.
    pub full_days: bool,
    /// The zone whose calendar is meant.
    pub zone: Zone,
}

/// A fact's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Where to start.
    pub root: Root,
    /// Field indices from there on. An absent record on the way makes the place absent.
    pub fields: Vec<u32>,
}

/// Where a place starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Root {
    /// The account under judgement.
    Account,
    /// The request.
    Request,
    /// An element of a selection: 0 is the innermost.
    Element(u32),
}

/// What a definition is called on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The account and request at hand, no element.
    Same,
    /// The record at the place stands as [`Root::Account`]; no element.
    Account(Place),
    /// The record at the place is [`Root::Element`] 0, and the only one.
    Element(Place),
}

/// A derived field or a named condition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Definition {
    /// Its name, for readers.
    pub name: String,
    /// The shape of [`Root::Account`] in it.
    pub account: RecordId,
    /// The shape of [`Root::Request`] in it, if its package declares one.
    pub request: Option<RecordId>,
    /// The shape of [`Root::Element`] 0 in it, where it is a field of a record other than the account.
    pub element: Option<RecordId>,
    /// What it stands for.
    pub body: Body,
}

/// The body of a definition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// A condition.
    Condition(Condition),
    /// A value.
    Term(Term),
}

/// A policy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// Index in [`Program::packages`].
    pub package: usize,
    /// Its name in the package.
    pub name: String,
    /// Whether it is judged on request or by sweep.
    pub trigger: Trigger,
    /// Whether it speaks of the account at all.
    pub when: Condition,
    /// All must hold.
    pub requirements: Vec<Requirement>,
    /// What the holder loses.
    pub warnings: Vec<Warning>,
    /// What the holder must do, in order.
    pub steps: Vec<Step>,
    /// The time to think again.
    pub grace: Option<Grace>,
    /// What is done to an eligible account: `close` unless the policy says otherwise.
    pub outcome: String,
    /// `outcome suspend until NAME`.
    pub until: Option<String>,
    /// What becomes of the data; empty if the policy does not say.
    pub data: Vec<DataRule>,
}

/// What sets a policy going.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// The holder asks.
    Request,
    /// The service looks through its accounts.
    Sweep,
}

/// A requirement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Requirement {
    /// Its name.
    pub name: String,
    /// What must hold.
    pub condition: Condition,
    /// One a language, in the package's order.
    pub messages: Vec<Message>,
    /// Nothing clears it.
    pub is_final: bool,
    /// The citation.
    pub law: Option<String>,
    /// What is done while it fails.
    pub otherwise: Option<String>,
}

/// A message in one language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// `zh`, `en`, …
    pub language: String,
    /// What the holder reads.
    pub text: Vec<Piece>,
    /// The way out.
    pub fix: Option<Vec<Piece>>,
    /// Where to go.
    pub link: Option<String>,
}

/// A piece of a message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// As it stands.
    Text(String),
    /// A fact, shown as its type is.
    Value(Term, Type),
    /// How many witnesses there are.
    Count,
    /// A given field of each witness, as field indices from the element, with the last one's type.
    Each(Vec<u32>, Type),
    /// The last instant at which waiting is not yet enough.
    Clears,
    /// The instant of the judgement.
    Now,
}

/// A warning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Warning {
    /// Its name.
    pub name: String,
    /// When it applies.
    pub condition: Condition,
    /// One a language.
    pub messages: Vec<Message>,
    /// The citation.
    pub law: Option<String>,
}

/// A step of the procedure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// One a language.
    pub messages: Vec<Message>,
}

/// The time between an accepted request and the act.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Grace {
    /// The last instant of it: the start moved by its length.
    pub until: Term,
    /// What ends the request.
    pub cancelled_by: Option<Select>,
}

/// What becomes of one collection, or of the account itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DataRule {
    /// The collection's place; `None` for the account itself.
    pub collection: Option<Place>,
    /// Its name.
    pub name: String,
    /// What is done.
    pub disposal: Disposal,
    /// The citation.
    pub law: Option<String>,
}

/// What becomes of data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disposal {
    /// Erased.
    Erase,
    /// Kept until the term (of [`Root::Element`] 0), then erased. Where the term is absent the period has not begun,
    /// so there is no end yet.
    Retain(Term),
    /// The holder loses it.
    Forfeit,
    /// Kept without the person.
    Anonymise,
}

/// A test of a policy, its facts resolved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Test {
    /// What it shows.
    pub title: String,
    /// Where it is written.
    pub origin: Origin,
    /// The policy under test.
    pub policy: PolicyId,
    /// Microseconds since 1970-01-01T00:00Z.
    pub now: i64,
    /// A [`Value::Record`] of the package's account.
    pub account: Value,
    /// A [`Value::Record`] of the package's request, if it declares one; unknown fields where the test gives none.
    pub request: Option<Value>,
    /// What must come out.
    pub expectations: Vec<Expectation>,
}

/// An expectation with its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Expectation {
    /// What is expected.
    pub kind: ExpectationKind,
    /// Where it is written.
    pub origin: Origin,
}

/// The forms of an expectation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpectationKind {
    /// This status, and exactly these failed requirements where any is named.
    Status(Status, Vec<String>),
    /// The last instant before eligibility.
    EligibleAfter(i64),
    /// No eligibility however long one waits.
    Never,
    /// This warning applies.
    Warn(String),
    /// This warning does not apply.
    NoWarn(String),
    /// This requirement has failed, and nothing clears it.
    Final(String),
    /// Some failed requirement or warning says this, in this language.
    Message(String, String),
    /// This path is among the missing facts: `account.trades`.
    Unknown(String),
    /// This is what is done.
    Outcome(String),
}

/// What a judgement comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The policy does not speak of the account.
    Inapplicable,
    /// Some requirement is false.
    Blocked,
    /// None is false, some is unknown.
    Undetermined,
    /// All hold; the grace still runs.
    Cooling,
    /// All hold, and the grace is over.
    Eligible,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 5] =
        [Self::Inapplicable, Self::Blocked, Self::Undetermined, Self::Cooling, Self::Eligible];

    /// Its word in the language and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Inapplicable => "inapplicable",
            Self::Blocked => "blocked",
            Self::Undetermined => "undetermined",
            Self::Cooling => "cooling",
            Self::Eligible => "eligible",
        }
    }
}
