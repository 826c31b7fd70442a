//! Values of the declared shapes from JSON: every departure is reported with its path, and the rest is read on.

use std::borrow::Cow;
use std::collections::HashMap;

use super::json::{Json, Kind, Member, composed};
use super::path::{Path, Step};
use super::scalar::{self, Fault};
use crate::diagnostic::{Code, Diagnostic, listed, nearest};
use crate::ir::{Program, RecordId, Type, Value};
use crate::source::Span;

/// What reading has found so far, and where it is.
pub(super) struct Reader<'p> {
    pub(super) program: &'p Program,
    path: Path<'p>,
    found: Vec<Diagnostic>,
    /// Unknown keys by what they were looked for in: where each was reported first, and how often it came again.
    unknown: HashMap<(Option<RecordId>, String), (usize, usize)>,
}

impl<'p> Reader<'p> {
    pub(super) fn new(program: &'p Program) -> Self {
        Self { program, path: Path::default(), found: Vec::new(), unknown: HashMap::new() }
    }

    /// All that was found, by place.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        for (first, again) in self.unknown.into_values().filter(|&(_, again)| again > 0) {
            let times = if again == 1 { "once more".to_owned() } else { format!("{again} times more") };
            self.found[first].notes.push(format!("this key comes {times} in records of this shape"));
        }
        self.found.sort_by_key(|found| (found.primary.span, found.code));
        self.found
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
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
        let message = format!("`{}` {}", self.path, fault.what);
        let mut diagnostic = Diagnostic::new(fault.code, span, message).label(fault.label);
        diagnostic.help = fault.help;
        self.found.push(diagnostic);
    }

    /// Reports a value of another JSON type than `expected`, which is in the author's words.
    pub(super) fn mismatch(&mut self, json: &Json<'_>, expected: &str) {
        let found = json.kind.words();
        let what = format!("takes {expected}, found {found}");
        self.fault(json.span, Fault::new(Code::FactType, what, format!("this is {found}")));
    }

    /// The text of a value that must be one.
    pub(super) fn text<'j>(&mut self, json: &'j Json<'_>) -> Option<&'j str> {
        if let Kind::Text(text) = &json.kind {
            return Some(text);
        }
        self.mismatch(json, "a text");
        None
    }

    /// The members of a value that must be an object.
    pub(super) fn members<'j, 't>(&mut self, json: &'j Json<'t>) -> Option<&'j [Member<'t>]> {
        if let Kind::Object(members) = &json.kind {
            return Some(members);
        }
        self.mismatch(json, "an object");
        None
    }

    /// The members under `keys`, each given once at most; others are warned of.
    pub(super) fn named<'j, 't, const N: usize>(
        &mut self,
        members: &'j [Member<'t>],
        keys: [&str; N],
    ) -> [Option<&'j Member<'t>>; N] {
        let mut named = [None; N];
        for (at, member) in members.iter().enumerate() {
            let Some(index) = keys.iter().position(|key| *key == member.key) else {
                self.unknown_key(None, &keys, members, at);
                continue;
            };
            if let Some(first) = named[index].replace(member) {
                self.duplicate(first, member);
            }
        }
        named
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
            (Type::Money(code), Kind::Object(members)) => return self.amount(code, members, json.span),
            (Type::Bool, Kind::Bool(value)) => Ok(Value::Bool(*value)),
            (Type::Int, Kind::Number(number)) => scalar::int(number).map(Value::Int),
            (Type::Decimal, Kind::Number(number)) => scalar::decimal(number).map(Value::Decimal),
            (Type::Decimal, Kind::Text(text)) => scalar::decimal_text(text).map(Value::Decimal),
            (Type::Text, Kind::Text(text)) => Ok(Value::Text(text.clone().into_owned())),
            (Type::Money(code), Kind::Number(number)) => {
                let fault = Fault::new(
                    Code::FactType,
                    format!("takes {}, found a number", ty.words()),
                    "this is a number",
                );
                Err(fault.help(format!("write the currency too, as a text: `\"{number} {code}\"`")))
            }
            (Type::Money(code), Kind::Text(text)) => scalar::money(text, code).map(Value::Money),
            (Type::Time, Kind::Text(text)) => scalar::time(text).map(Value::Time),
            (Type::Date, Kind::Text(text)) => scalar::date(text).map(Value::Date),
            (Type::OneOf(values), Kind::Text(text)) => return self.choice(values, text, json.span),
            _ => {
                self.mismatch(json, &ty.words());
                return Value::Unknown;
            }
        };
        scalar.unwrap_or_else(|fault| {
            self.fault(json.span, fault);
            Value::Unknown
        })
    }

    fn items(&mut self, items: &[Json<'_>], ty: &Type) -> Vec<Value> {
        let read = |(at, item)| self.within(Step::Index(at), |reader| reader.value(ty, item));
        items.iter().enumerate().map(read).collect()
    }

    /// The fields of a record in the order of its shape. A field that is missing or null is absent where it is optional,
    /// unknown otherwise.
    pub(super) fn record(&mut self, id: RecordId, members: &[Member<'_>]) -> Vec<Value> {
        let fields = &self.program.records[id].fields;
        let mut given: Vec<Option<&Member<'_>>> = vec![None; fields.len()];
        for (at, member) in members.iter().enumerate() {
            let Some(index) = fields.iter().position(|field| field.key == member.key) else {
                let keys: Vec<&str> = fields.iter().map(|field| field.key.as_str()).collect();
                self.unknown_key(Some(id), &keys, members, at);
                continue;
            };
            if let Some(first) = given[index].replace(member) {
                self.duplicate(first, member);
            }
        }
        let read = |(field, member): (&'p crate::ir::Field, Option<&Member<'_>>)| match member {
            Some(member) if !matches!(member.value.kind, Kind::Null) => {
                self.within(Step::Key(&field.key), |reader| reader.value(&field.ty, &member.value))
            }
            _ => field.not_given(),
        };
        fields.iter().zip(given).map(read).collect()
    }

    /// `{"amount": "12.50", "currency": "CNY"}`
    fn amount(&mut self, code: &str, members: &[Member<'_>], span: Span) -> Value {
        let [amount, currency] = self.named(members, ["amount", "currency"]);
        let (Some(amount), Some(currency)) = (amount, currency) else {
            let missing = if amount.is_none() { "amount" } else { "currency" };
            let fault = Fault::new(
                Code::FactFormat,
                "cannot be read as an amount",
                format!("its `{missing}` is missing"),
            );
            let example = format!("write an amount as `{{\"amount\": \"12.50\", \"currency\": \"{code}\"}}`");
            self.fault(span, fault.help(example));
            return Value::Unknown;
        };
        let is_currency = self.within(Step::Key("currency"), |reader| reader.currency(code, &currency.value));
        let minor = self.within(Step::Key("amount"), |reader| reader.digits(code, &amount.value));
        minor.filter(|_| is_currency).map_or(Value::Unknown, Value::Money)
    }

    fn currency(&mut self, code: &str, json: &Json<'_>) -> bool {
        let Some(found) = self.text(json) else { return false };
        let same = scalar::same_currency(found, code);
        same.map_err(|fault| self.fault(json.span, fault)).is_ok()
    }

    fn digits(&mut self, code: &str, json: &Json<'_>) -> Option<i128> {
        let read = match &json.kind {
            Kind::Number(number) => scalar::whole_amount(number, code),
            Kind::Text(text) => scalar::bare_amount(text, code),
            _ => {
                self.mismatch(json, "an amount as a text");
                return None;
            }
        };
        read.map_err(|fault| self.fault(json.span, fault)).ok()
    }

    fn choice(&mut self, values: &[String], text: &str, span: Span) -> Value {
        let text = composed(Cow::Borrowed(text));
        if let Some(at) = values.iter().position(|value| *value == text) {
            return Value::Choice(at as u32);
        }
        let message = format!("`{text}` is no value of `{}`", self.path);
        let mut wrong = Diagnostic::new(Code::FactValue, span, message)
            .label("no such value")
            .note(format!("the values are {}", listed(values)));
        if let Some(near) = nearest(&text, values.iter().map(String::as_str)) {
            wrong = wrong.help(format!("did you mean `{near}`?")).offer(span, format!("\"{near}\""));
        }
        self.report(wrong);
        Value::Unknown
    }

    fn duplicate(&mut self, first: &Member<'_>, second: &Member<'_>) {
        let message = format!("`{}` is given twice", self.path.member(&second.key));
        self.report(
            Diagnostic::new(Code::DuplicateKey, second.key_span, message)
                .label("given again here")
                .because(first.key_span, "first given here")
                .help("leave one of them out"),
        );
    }

    /// Warns of a key that is none of `known`, once for all records of a shape.
    fn unknown_key(&mut self, record: Option<RecordId>, known: &[&str], members: &[Member<'_>], at: usize) {
        let Member { key, key_span, .. } = &members[at];
        let next = (self.found.len(), 0);
        let mut seen_before = true;
        let entry = self.unknown.entry((record, key.clone().into_owned())).or_insert_with(|| {
            seen_before = false;
            next
        });
        if seen_before {
            entry.1 += 1;
            return;
        }
        let message = format!("nothing declares `{}`", self.path.member(key));
        let mut warning = Diagnostic::new(Code::UnknownKey, *key_span, message).label("passed over");
        let free = known.iter().copied().filter(|known| !members.iter().any(|other| other.key == *known));
        if let Some(near) = nearest(key, free) {
            warning = warning.help(format!("did you mean `{near}`?")).offer(*key_span, format!("\"{near}\""));
        }
        self.report(warning);
    }
}
