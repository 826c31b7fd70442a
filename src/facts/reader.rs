//! Values of the declared shapes from JSON: every departure is reported with its path, and the rest is read on.

use super::findings::{Findings, Found};
use super::json::{Array, Json, Kind, Member, composed};
use super::options::Options;
use super::path::{Path, Step};
use super::scalar::{self, Fault};
use crate::diagnostic::messages::{common, facts, nouns};
use crate::diagnostic::{Code, Diagnostic, Message, Severity, listed, nearest};
use crate::ir::{Choices, Currency, Program, RecordId, Type, Unit, Value};
use crate::source::Span;
use std::borrow::Cow;

/// What reading has found so far, and where it is.
pub(super) struct Reader<'p> {
    pub(super) program: &'p Program,
    path: Path<'p>,
    findings: Findings,
    pub(super) purpose: Purpose,
}

/// What an envelope is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// The account is judged, with what the program knows of services.
    Judging,
    /// It is a test, which says itself what is known of the service.
    Testing,
    /// It is what is left of an account: what is not given is unknown, whether it is optional or not.
    Left,
}

/// The members of an object by the index of their key among those that are declared, and those that nothing declares.
struct Sorted<'j, 't> {
    given: Vec<Option<&'j Member<'t>>>,
    unknown: Vec<&'j Member<'t>>,
}

impl<'p> Reader<'p> {
    pub(super) fn new(program: &'p Program, options: Options) -> Self {
        let (path, findings) = (Path::default(), Findings::new(options));
        Self { program, path, findings, purpose: Purpose::Judging }
    }

    /// All that was found, by place.
    pub(super) fn finish(self) -> Found {
        self.findings.finish()
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        let path = &self.path;
        self.findings.add(diagnostic.severity(), || diagnostic.of_fact(|| path.owned()));
    }

    /// Reports an error, which is worked out only while the limit is not reached.
    pub(super) fn error(&mut self, work_out: impl FnOnce(&Path<'p>) -> Diagnostic) {
        let path = &self.path;
        self.findings.add(Severity::Error, || work_out(path).of_fact(|| path.owned()));
    }

    /// Reads on at one step further in.
    pub(super) fn within<T>(&mut self, step: Step<'p>, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step);
        let outcome = read(self);
        self.path.pop();
        outcome
    }

    /// Reads on at several steps further in.
    pub(super) fn at<T>(
        &mut self,
        steps: impl Iterator<Item = Step<'p>>,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let steps: Vec<Step<'p>> = steps.collect();
        let count = steps.len();
        steps.into_iter().for_each(|step| self.path.push(step));
        let outcome = read(self);
        (0..count).for_each(|_| self.path.pop());
        outcome
    }

    /// Reports what is wrong with the value here.
    pub(super) fn fault(&mut self, span: Span, fault: Fault) {
        self.error(|path| {
            let message = facts::fault(&path.to_string(), &fault.what);
            let mut diagnostic = Diagnostic::new(fault.code, span, message).label(fault.label);
            diagnostic.help = fault.help;
            diagnostic
        });
    }

    /// Reports a value of another JSON type than `expected`, which is in the author's words.
    pub(super) fn mismatch(&mut self, json: &Json<'_>, expected: Message) {
        let found = json.kind.words();
        let what = facts::takes(expected, found.clone());
        self.fault(json.span, Fault::new(Code::FactType, what, facts::this_is(found)));
    }

    /// The text of a value that must be one.
    pub(super) fn text<'j>(&mut self, json: &'j Json<'_>) -> Option<&'j str> {
        if let Kind::Text(text) = &json.kind {
            return Some(text);
        }
        self.mismatch(json, nouns::a_text());
        None
    }

    /// The members of a value that must be an object.
    pub(super) fn members<'j, 't>(&mut self, json: &'j Json<'t>) -> Option<&'j [Member<'t>]> {
        if let Kind::Object(members) = &json.kind {
            return Some(members);
        }
        self.mismatch(json, nouns::an_object());
        None
    }

    /// The members under `keys`, each given once at most; nothing declares others.
    pub(super) fn named<'j, 't, const N: usize>(
        &mut self,
        members: &'j [Member<'t>],
        keys: [&str; N],
    ) -> [Option<&'j Member<'t>>; N] {
        let given = self.declared(None, N, |at| keys[at], members);
        let mut named = [None; N];
        named.iter_mut().zip(given).for_each(|(named, given)| *named = given);
        named
    }

    /// The members under declared keys, each given once at most; the others are reported.
    pub(super) fn declared<'j, 't, 'k>(
        &mut self,
        record: Option<RecordId>,
        count: usize,
        key: impl Fn(usize) -> &'k str,
        members: &'j [Member<'t>],
    ) -> Vec<Option<&'j Member<'t>>> {
        let Sorted { given, unknown } = self.sorted(count, &key, members);
        for member in unknown {
            let free = given.iter().enumerate().filter(|(_, given)| given.is_none()).map(|(at, _)| key(at));
            self.findings.unknown_key(record, &self.path, member, free);
        }
        given
    }

    fn sorted<'j, 't, 'k>(
        &mut self,
        count: usize,
        key: &impl Fn(usize) -> &'k str,
        members: &'j [Member<'t>],
    ) -> Sorted<'j, 't> {
        let mut sorted = Sorted { given: vec![None; count], unknown: Vec::new() };
        for member in members {
            let Some(index) = (0..count).find(|&at| key(at) == member.key) else {
                sorted.unknown.push(member);
                continue;
            };
            if let Some(first) = sorted.given[index].replace(member) {
                self.duplicate(first, member);
            }
        }
        sorted
    }

    /// A value of a type; [`Value::Unknown`] for null, and for one that is refused.
    pub(super) fn value(&mut self, ty: &Type, json: &Json<'_>) -> Value {
        let scalar = match (ty, &json.kind) {
            (_, Kind::Null) => return Value::Unknown,
            (Type::Set(ty), Kind::Array(items)) => return Value::Set(self.items(items, ty)),
            (Type::Many(id), Kind::Array(items)) => {
                return Value::Many(self.items(items, &Type::Record(*id)));
            }
            (Type::Record(id), Kind::Object(members)) => return Value::Record(self.record(*id, members)),
            (Type::Number(unit), _) => return self.number(*unit, json),
            (Type::Bool, Kind::Bool(value)) => Ok(Value::Bool(*value)),
            (Type::Text, Kind::Text(text)) => Ok(Value::Text(text.clone().into_owned())),
            (Type::Time, Kind::Text(text)) => scalar::time(text).map(Value::Time),
            (Type::Date, Kind::Text(text)) => scalar::date(text).map(Value::Date),
            (Type::Length, Kind::Text(text)) => scalar::length(text).map(Value::Length),
            (Type::OneOf(values), Kind::Text(text)) => return self.choice(values, text, json.span),
            (Type::Bool | Type::Text | Type::Time | Type::Date | Type::Length | Type::OneOf(_), _)
            | (Type::Set(_) | Type::Many(_) | Type::Record(_), _) => {
                self.mismatch(json, ty.words());
                return Value::Unknown;
            }
        };
        self.sound(json, scalar)
    }

    /// A number of a unit.
    fn number(&mut self, unit: Unit, json: &Json<'_>) -> Value {
        let number = match (unit, &json.kind) {
            (Unit::Int, Kind::Number(number)) => scalar::int(number).map(i128::from),
            (Unit::Decimal, Kind::Number(number)) => scalar::decimal(number),
            (Unit::Decimal, Kind::Text(text)) => scalar::decimal_text(text),
            (Unit::Money(code), Kind::Object(members)) => return self.amount(code, members, json.span),
            (Unit::Money(code), Kind::Text(text)) => scalar::money(text, code),
            (Unit::Money(code), Kind::Number(number)) => Err(scalar::amount_as_number(number, code)),
            (Unit::Int | Unit::Decimal | Unit::Money(_), _) => {
                self.mismatch(json, unit.words());
                return Value::Unknown;
            }
        };
        self.sound(json, number.map(Value::Number))
    }

    /// A value, if it could be read.
    fn sound(&mut self, json: &Json<'_>, read: Result<Value, Fault>) -> Value {
        read.unwrap_or_else(|fault| {
            self.fault(json.span, fault);
            Value::Unknown
        })
    }

    fn items(&mut self, items: &Array<'_>, ty: &Type) -> Vec<Value> {
        let mut values = Vec::with_capacity(items.len());
        let read = items.for_each(|at, item| {
            values.push(self.within(Step::Index(at), |reader| reader.value(ty, item)));
        });
        if let Err(error) = read {
            self.report(*error);
        }
        values
    }

    /// The fields of a record in the order of its shape. A field that is missing or null is absent where it is optional,
    /// unknown otherwise.
    pub(super) fn record(&mut self, id: RecordId, members: &[Member<'_>]) -> Vec<Value> {
        let fields = &self.program.records[id].fields;
        let given = self.declared(Some(id), fields.len(), |at| fields[at].key.as_str(), members);
        let purpose = self.purpose;
        let read = |(field, member): (&'p crate::ir::Field, Option<&Member<'_>>)| match member {
            Some(member) if !matches!(member.value.kind, Kind::Null) => {
                self.within(Step::Key(&field.key), |reader| reader.value(&field.ty, &member.value))
            }
            None if purpose == Purpose::Left => Value::Unknown,
            Some(_) | None => field.not_given(),
        };
        fields.iter().zip(given).map(read).collect()
    }

    /// `{"amount": "12.50", "currency": "CNY"}`
    fn amount(&mut self, code: Currency, members: &[Member<'_>], span: Span) -> Value {
        let [amount, currency] = self.named(members, ["amount", "currency"]);
        let (Some(amount), Some(currency)) = (amount, currency) else {
            let missing = if amount.is_none() { "amount" } else { "currency" };
            let fault = Fault::new(Code::FactFormat, facts::no_amount_read(), facts::part_missing(missing));
            let example =
                facts::write_amount(&format!("{{\"amount\": \"12.50\", \"currency\": \"{code}\"}}"));
            self.fault(span, fault.help(example));
            return Value::Unknown;
        };
        let is_currency = self.within(Step::Key("currency"), |reader| reader.currency(code, &currency.value));
        let minor = self.within(Step::Key("amount"), |reader| reader.digits(code, &amount.value));
        minor.filter(|_| is_currency).map_or(Value::Unknown, Value::Number)
    }

    fn currency(&mut self, code: Currency, json: &Json<'_>) -> bool {
        let Some(found) = self.text(json) else { return false };
        let same = scalar::same_currency(found, code);
        same.map_err(|fault| self.fault(json.span, fault)).is_ok()
    }

    fn digits(&mut self, code: Currency, json: &Json<'_>) -> Option<i128> {
        let read = match &json.kind {
            Kind::Number(number) => scalar::whole_amount(number, code),
            Kind::Text(text) => scalar::bare_amount(text, code),
            Kind::Null | Kind::Bool(_) | Kind::Array(_) | Kind::Object(_) => {
                self.mismatch(json, facts::an_amount_as_text());
                return None;
            }
        };
        read.map_err(|fault| self.fault(json.span, fault)).ok()
    }

    fn choice(&mut self, values: &Choices, text: &str, span: Span) -> Value {
        let text = composed(Cow::Borrowed(text));
        if let Some(at) = values.index_of(&text) {
            return Value::Choice(at as u32);
        }
        self.error(|path| {
            let message = facts::no_value_of(&text, &path.to_string());
            let wrong = Diagnostic::new(Code::FactValue, span, message)
                .label(common::no_such_value())
                .note(common::the_values_are(&listed(values)));
            match nearest(&text, values.iter().map(String::as_str)) {
                Some(near) => wrong.help(common::did_you_mean(near)).offer(span, format!("\"{near}\"")),
                None => wrong,
            }
        });
        Value::Unknown
    }

    fn duplicate(&mut self, first: &Member<'_>, second: &Member<'_>) {
        self.error(|path| {
            let message = facts::given_twice(&path.member(&second.key));
            Diagnostic::new(Code::DuplicateKey, second.key_span, message)
                .of_fact(|| path.owned_member(&second.key))
                .label(facts::given_again())
                .because(first.key_span, facts::given_first())
                .help(common::leave_out_one())
        });
    }

    /// Reports `request` where the package declares none.
    /// Reports a part of the envelope that the package does not declare, or that is given elsewhere.
    pub(super) fn unknown_root(&mut self, member: &Member<'_>, why: Message) {
        self.findings.unknown_root(&self.path, member, why);
    }
}
