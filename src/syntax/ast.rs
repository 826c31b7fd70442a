//! The tree of one `.policy` file, close to its text: every node has the [`Span`] that it was read from, and what
//! could not be read is an `Error` node that later phases pass over in silence.

use std::ops::Range;

use crate::source::Span;

/// A word of the author's, NFC-normalised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The word.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// The text of a string literal, escapes resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// What the literal means.
    pub value: String,
    /// The literal with its quotes.
    pub span: Span,
    /// The offsets in `value` of the characters that are written with a backslash, ascending.
    pub escapes: Vec<u32>,
}

impl Text {
    /// Where a part of the value is written.
    #[must_use]
    pub fn span_of(&self, part: Range<usize>) -> Span {
        let quotes = 2;
        if self.value.len() + self.escapes.len() + quotes != self.span.range().len() {
            // Read otherwise than it is written: in other quotes, say.
            return self.span;
        }
        let written = |offset: usize| {
            let escaped = self.escapes.partition_point(|&at| (at as usize) < offset);
            self.span.start + 1 + (offset + escaped) as u32
        };
        Span::new(self.span.file, written(part.start), written(part.end))
    }
}

/// A dotted path: `b2b`, `account.trades`, `alibaba_cn.close`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The words between the dots, at least one.
    pub names: Vec<Name>,
    /// From the first word to the last.
    pub span: Span,
}

/// One file.
#[derive(Debug, Clone, Default)]
pub struct File {
    /// `package NAME`.
    pub package: Option<Name>,
    /// `languages zh, en`; the first is the default.
    pub languages: Vec<Name>,
    /// `zone Asia/Shanghai`.
    pub zone: Option<Name>,
    /// `use NAME`.
    pub uses: Vec<Name>,
    /// Everything else, in the order of the text.
    pub items: Vec<Item>,
}

/// A declaration at the top of a file.
#[expect(clippy::large_enum_variant, reason = "a file holds few items, each once")]
#[derive(Debug, Clone)]
pub enum Item {
    /// `account { … }`, `request { … }` or `record NAME { … }`.
    Record(Record),
    /// `condition NAME = …`.
    Condition(ConditionItem),
    /// `policy NAME on … { … }`.
    Policy(Policy),
    /// `fixture NAME: account { … }`.
    Fixture(Fixture),
    /// `test "…" for NAME at … { … }`.
    Test(Test),
}

/// What a record describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordKind {
    /// `account { … }`.
    Account,
    /// `request { … }`.
    Request,
    /// `record NAME { … }`.
    Record,
}

/// The declaration of a record's shape.
#[derive(Debug, Clone)]
pub struct Record {
    /// Which of the three.
    pub kind: RecordKind,
    /// The name; for the roots the word `account` or `request`.
    pub name: Name,
    /// The `///` lines before it.
    pub doc: Option<String>,
    /// Its fields, derived ones included.
    pub fields: Vec<Field>,
    /// `dated by FIELD`.
    pub dated_by: Option<Name>,
    /// The whole item.
    pub span: Span,
}

/// A field of a record.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// The `///` lines before it.
    pub doc: Option<String>,
    /// How it is given.
    pub kind: FieldKind,
    /// The whole field.
    pub span: Span,
}

/// Where a field's value comes from.
#[derive(Debug, Clone)]
pub enum FieldKind {
    /// `name: type? as "key"`.
    Given {
        /// Its type.
        ty: Type,
        /// Whether it may be absent (`?`).
        optional: bool,
        /// The key in JSON, when it differs.
        key: Option<Text>,
    },
    /// `name = expression`: a condition or a value.
    Derived(Expr),
}

/// A type as written.
#[derive(Debug, Clone)]
pub struct Type {
    /// Which one.
    pub kind: TypeKind,
    /// Where it is written.
    pub span: Span,
}

/// The types that can be written.
#[derive(Debug, Clone)]
pub enum TypeKind {
    /// `bool`
    Bool,
    /// `int`
    Int,
    /// `decimal`
    Decimal,
    /// `text`
    Text,
    /// `money CNY`
    Money(Name),
    /// `time`
    Time,
    /// `date`
    Date,
    /// `one of a, b, c`
    OneOf(Vec<Name>),
    /// `many trade`, `many text`, `many int`: the element's type is [`TypeKind::Text`], [`TypeKind::Int`] or
    /// [`TypeKind::Named`].
    Many(Box<Type>),
    /// `trade`, `alibaba_cn.account`
    Named(Path),
    /// Could not be read; already reported.
    Error,
}

/// `condition NAME = …`
#[derive(Debug, Clone)]
pub struct ConditionItem {
    /// Its name.
    pub name: Name,
    /// The `///` lines before it.
    pub doc: Option<String>,
    /// What it stands for.
    pub body: Expr,
}

/// A condition or a value. Which of the two an expression is, the checker decides.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands, parentheses included.
    pub span: Span,
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
    /// `last_login more than 12mo ago`
    Window(Box<Expr>, Box<Window>),
    /// `b2b satisfies alibaba_cn.close`
    Satisfies(Box<Expr>, Path),
    /// `a + b`, `a - b`
    Sum(Sign, Box<Expr>, Box<Expr>),
    /// Could not be read; already reported.
    Error,
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

/// What is worked out of a phrase's elements.
#[derive(Debug, Clone)]
pub enum Aggregate {
    /// `count of NP`
    Count,
    /// `total F of NP`
    Total(Path),
    /// `latest F of NP` and `largest F of NP`
    Maximum(Path),
    /// `earliest F of NP` and `smallest F of NP`
    Minimum(Path),
}

/// A noun phrase as a list of words: `open trades completed or cancelled within 15d where …`. Which word is the
/// noun is for the checker to say: it is the one that names a record or a collection.
#[derive(Debug, Clone)]
pub struct Phrase {
    /// Adjectives, noun and time fields, in order.
    pub words: Vec<PhraseWord>,
    /// The window at the end of the times.
    pub window: Option<Window>,
    /// `where CONDITION`
    pub filter: Option<Expr>,
    /// From the first word to the end of the filter.
    pub span: Span,
}

/// A word of a phrase.
#[derive(Debug, Clone)]
pub struct PhraseWord {
    /// The word, or a path (`account.trades`).
    pub path: Path,
    /// Whether `or` stands before it: `published or edited`.
    pub after_or: bool,
}

/// A window of time with its place.
#[derive(Debug, Clone)]
pub struct Window {
    /// Which form.
    pub kind: WindowKind,
    /// Where it stands.
    pub span: Span,
}

/// The forms of a window.
#[derive(Debug, Clone)]
pub enum WindowKind {
    /// `within 15d`
    Within(Duration),
    /// `more than 15d ago`
    MoreThanAgo(Duration),
    /// `in the next 30d`
    InTheNext(Duration),
    /// `within 6mo after TIME`
    WithinAfter(Duration, Box<Expr>),
    /// `within 7d before TIME`
    WithinBefore(Duration, Box<Expr>),
    /// `before TIME`
    Before(Box<Expr>),
    /// `after TIME`
    After(Box<Expr>),
    /// `since TIME`
    Since(Box<Expr>),
    /// `between TIME and TIME`
    Between(Box<Expr>, Box<Expr>),
}

/// A length of time as written. Months and days are calendar units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration {
    /// Years and months, as months.
    pub months: i32,
    /// Weeks and days, as days.
    pub days: i32,
    /// Hours, minutes and seconds, as microseconds.
    pub micros: i64,
    /// `15 full days`: to the end of the last day.
    pub full_days: bool,
    /// Where it is written.
    pub span: Span,
}

/// A literal value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// `true`, `false`
    Bool(bool),
    /// `3`, `1_000`
    Int(i64),
    /// `0.25` as digits and scale: 25 and 2.
    Decimal {
        /// All digits.
        digits: i128,
        /// How many stand behind the point.
        scale: u8,
    },
    /// `"…"`
    Text(String),
    /// `12.50 USD`, with the digits as for `Decimal`.
    Money {
        /// All digits.
        digits: i128,
        /// How many stand behind the point.
        scale: u8,
        /// ISO 4217, as written.
        currency: Name,
    },
    /// `15d`
    Duration(Duration),
    /// `2026-06-01`
    Date(jiff::civil::Date),
    /// `2026-06-01T12:00+08:00`, in microseconds since 1970-01-01T00:00Z.
    Time(i64),
    /// `3d ago` (`future` false) or `in 2h`: tests only.
    Relative {
        /// How far.
        duration: Duration,
        /// `in 2h`.
        future: bool,
    },
}

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
    /// `when CONDITION`
    When(Expr),
    /// `require NAME: CONDITION …`
    Require(Require),
    /// `warn NAME [when CONDITION]: …`
    Warn(Warn),
    /// `step NAME: …`
    Step(Step),
    /// `grace 60d after request.submitted [cancelled by NP]`
    Grace(Grace),
    /// `outcome close`
    Outcome(Outcome),
    /// `data { … }`
    Data(Data),
}

/// `require NAME: CONDITION …`
#[derive(Debug, Clone)]
pub struct Require {
    /// Its name.
    pub name: Name,
    /// The `///` lines before it.
    pub doc: Option<String>,
    /// What must hold.
    pub condition: Expr,
    /// One a language.
    pub messages: Vec<Message>,
    /// Where `final` stands, if it does.
    pub is_final: Option<Span>,
    /// `law "…"`
    pub law: Option<Text>,
    /// `otherwise OUTCOME`
    pub otherwise: Option<Name>,
    /// Whether all of it could be read; if not, nothing is said of what it lacks.
    pub whole: bool,
    /// The whole clause.
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

/// `grace 60d after TIME [cancelled by NP]`
#[derive(Debug, Clone)]
pub struct Grace {
    /// How long.
    pub duration: Duration,
    /// From when.
    pub after: Expr,
    /// What ends the request.
    pub cancelled_by: Option<Phrase>,
    /// The whole clause.
    pub span: Span,
}

/// `outcome close` or `outcome suspend until reverified`
#[derive(Debug, Clone)]
pub struct Outcome {
    /// What is done.
    pub name: Name,
    /// Until what.
    pub until: Option<Name>,
}

/// `data { … }`
#[derive(Debug, Clone)]
pub struct Data {
    /// Its lines.
    pub rules: Vec<DataRule>,
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
    /// The collections, or `account`.
    pub targets: Vec<Name>,
    /// `law "…"`
    pub law: Option<Text>,
    /// The whole line.
    pub span: Span,
}

/// What becomes of data.
#[derive(Debug, Clone)]
pub enum Disposal {
    /// `erase …`
    Erase,
    /// `retain … for D after FIELD`
    Retain(Duration, Path),
    /// `forfeit …`
    Forfeit,
    /// `keep … anonymised`
    Anonymise,
}

/// `fixture NAME: account { … }` or `fixture NAME: account BASE with { … }`
#[derive(Debug, Clone)]
pub struct Fixture {
    /// Its name.
    pub name: Name,
    /// Whether it describes the account or the request.
    pub kind: RecordKind,
    /// The facts.
    pub facts: Facts,
}

/// The facts of a fixture or a test.
#[derive(Debug, Clone)]
pub struct Facts {
    /// `with`: the fixture that is overridden.
    pub base: Option<Name>,
    /// `from "accounts/42.json"`
    pub from: Option<Text>,
    /// The fields in braces.
    pub fields: Vec<FactField>,
    /// The whole.
    pub span: Span,
}

/// `name: value`
#[derive(Debug, Clone)]
pub struct FactField {
    /// The field.
    pub name: Name,
    /// Its value.
    pub value: Fact,
}

/// A value in a fixture.
#[derive(Debug, Clone)]
pub struct Fact {
    /// What it is.
    pub kind: FactKind,
    /// Where it stands.
    pub span: Span,
}

/// The forms of a fact.
#[derive(Debug, Clone)]
pub enum FactKind {
    /// `12.50 CNY`, `3d ago`, …
    Literal(Literal),
    /// An enumeration's value.
    Name(Name),
    /// `absent`
    Absent,
    /// `unknown`
    Unknown,
    /// `[…]`
    List(Vec<Fact>),
    /// `{…}`
    Record(Vec<FactField>),
    /// Could not be read; already reported.
    Error,
}

/// `test "…" for POLICY at TIME { … }`
#[derive(Debug, Clone)]
pub struct Test {
    /// What it shows.
    pub title: Text,
    /// The policy under test.
    pub policy: Path,
    /// `now`.
    pub at: Literal,
    /// Where `now` is written.
    pub at_span: Span,
    /// `account …`
    pub account: Option<Facts>,
    /// `request …`
    pub request: Option<Facts>,
    /// `expect …`
    pub expectations: Vec<Expectation>,
    /// The whole item.
    pub span: Span,
}

/// `expect …`
#[derive(Debug, Clone)]
pub struct Expectation {
    /// What is expected.
    pub kind: ExpectationKind,
    /// The whole line.
    pub span: Span,
}

/// The forms of an expectation.
#[derive(Debug, Clone)]
pub enum ExpectationKind {
    /// `expect blocked by a, b`: the status, and exactly these failed requirements when any is named.
    Status(Name, Vec<Name>),
    /// `expect eligible after TIME`; the literal is a time or a relative time.
    EligibleAfter(Literal),
    /// `expect never`
    Never,
    /// `expect warn NAME`
    Warn(Name),
    /// `expect no warn NAME`
    NoWarn(Name),
    /// `expect final NAME`
    Final(Name),
    /// `expect message zh "…"`
    Message(Name, Text),
    /// `expect unknown account.trades[0].completed`
    Unknown(FactPath),
    /// `expect outcome assist`
    Outcome(Name),
}

/// The path of a fact: `account.trades[0].completed`.
#[derive(Debug, Clone)]
pub struct FactPath {
    /// What it leads through, `account` or `request` first.
    pub steps: Vec<FactStep>,
    /// The whole path.
    pub span: Span,
}

/// A step of a fact's path.
#[derive(Debug, Clone)]
pub enum FactStep {
    /// `.completed`
    Field(Name),
    /// `[0]`
    Element(u64),
}
